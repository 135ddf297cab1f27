//! What the names in a page's markup say of a part of it. In: an element's name and attributes. Out: hints.
//! Never: the name of a site; only words that many sites, in many languages, use for the same thing.

use aho_corasick::AhoCorasick;
use dom_query::Element;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What an element probably holds; several things may be said of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hint {
    /// Nothing that is text.
    pub(super) no_text: bool,
    /// The words of an article.
    pub(super) body: bool,
    /// A summary below the headline.
    pub(super) standfirst: bool,
    /// Something beside the article: a box, a date, buttons.
    pub(super) beside: bool,
    /// What is not the article, however much of it there is: other articles, captions, newsletters.
    pub(super) foreign: bool,
    /// What is foreign even where there is little else: comments, consent.
    pub(super) never: bool,
    /// A few words of an article: of this one where they stand near its headline, else of another.
    pub(super) teaser: bool,
}

/// Elements whose inside is no text of a page.
const NO_TEXT: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "svg", "math", "object", "video", "audio", "canvas", "select",
    "textarea", "button", "head", "title", "datalist", "map", "progress", "meter", "dialog", "input", "img", "picture",
    "embed", "noframes", "xmp", "label", "rp", "rt",
];
/// Elements that stand beside an article, unless its headline or its words stand in them.
const BESIDE: &[&str] =
    &["nav", "footer", "aside", "figure", "figcaption", "form", "header", "address", "menu", "caption", "fieldset"];
/// Attributes that name what an element is for.
const NAMING: &[&str] = &[
    "class",
    "id",
    "itemprop",
    "role",
    "data-component",
    "data-component-name",
    "data-testid",
    "data-test-id",
    "data-qa",
    "data-type",
    "data-block",
    "data-module",
    "data-name",
    "data-tb-region",
];

/// Words of what readers write below an article, and of what they are asked to agree to.
const NEVER_INSIDE: &[&str] = &[
    "comment",
    "disqus",
    "cookie",
    "consent",
    "gdpr",
    "ccpa",
    "privacy",
    "onetrust",
    "didomi",
    "usercentrics",
    "sourcepoint",
    "iubenda",
    "quantcast",
];
/// Words of what is not the article, wherever they stand in a name.
const FOREIGN_INSIDE: &[&str] = &[
    "newsletter",
    "caption",
    "related",
    "recommend",
    "advert",
    "sponsor",
    "breadcrumb",
    "outbrain",
    "taboola",
    "copyright",
    "relacionad",
    "correlat",
    "publicid",
    "pubblicit",
    "werbung",
    "anzeige",
    "sharing",
    "pagination",
    "read-more",
    "readmore",
    "read_more",
    "most-read",
    "mostread",
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader",
    "screenreader",
    "bildunterschrift",
    "compartir",
    "partage",
    "skip-link",
    "skiplink",
    "signup",
    "sign-up",
    "sign-in",
    "signin",
    "infobox",
    "factbox",
    "faktaboks",
    "faktaruta",
];
/// Words that hint at something beside the article wherever they stand in a name.
const BESIDE_INSIDE: &[&str] = &[
    "sidebar",
    "footer",
    "subscri",
    "instagram",
    "facebook",
    "twitter",
    "youtube",
    "tiktok",
    "whatsapp",
    "carousel",
    "slideshow",
    "promo",
    "popular",
    "trending",
    "toolbar",
    "byline",
    "author",
    "autor",
    "verwandt",
    "paywall-",
    "donat",
    "tooltip",
    "audio",
    "podcast",
    "disclaimer",
    "masthead",
    "trinity",
    "gallery",
    "expandable",
];
/// Words that hint at something beside the article where they are a whole word of a name.
const BESIDE_WORDS: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "nav",
    "menu",
    "tag",
    "tags",
    "taglist",
    "topics",
    "keywords",
    "share",
    "shares",
    "social",
    "bio",
    "credit",
    "credits",
    "date",
    "time",
    "timestamp",
    "meta",
    "metadata",
    "login",
    "register",
    "regwall",
    "widget",
    "poll",
    "quiz",
    "video",
    "player",
    "banner",
    "popup",
    "modal",
    "alertdialog",
    "overlay",
    "print",
    "follow",
    "kicker",
    "label",
    "labels",
    "badge",
    "rating",
    "source",
    "more",
    "mehr",
    "image",
    "img",
    "photo",
    "media",
    "foto",
    "legend",
    "legende",
    "complementary",
    "navigation",
    "contentinfo",
    "reactions",
    "feedback",
    "cta",
    "callout",
    "inset",
    "aside",
    "fakten",
    "pullquote",
    "messages",
    "profile",
    "contributors",
    "contributor",
    "publishdate",
    "pubdate",
    "updated",
    "category",
    "categories",
    "toc",
    "dossier",
];
/// Words that name the article's words when one of `BODY_BACK` follows.
const BODY_FRONT: &[&str] = &[
    "article", "story", "entry", "post", "news", "content", "main", "single", "page", "artikel", "articulo", "noticia",
    "nota", "articolo", "detail", "text", "body", "art", "blog",
];
const BODY_BACK: &[&str] = &[
    "body",
    "content",
    "contents",
    "text",
    "copy",
    "main",
    "texto",
    "cuerpo",
    "corpo",
    "inhalt",
    "testo",
    "paragraphs",
];
/// Names of the article's words that are one word.
const BODY_WORDS: &[&str] = &[
    "articlebody",
    "storybody",
    "bodytext",
    "entrycontent",
    "postcontent",
    "articlecontent",
    "richtext",
    "prose",
    "articletext",
    "bodycopy",
];
/// Words for a summary below the headline.
const STANDFIRST: &[&str] = &[
    "lead",
    "standfirst",
    "subtitle",
    "subtitulo",
    "subheadline",
    "subheading",
    "subhead",
    "intro",
    "introduction",
    "summary",
    "dek",
    "deck",
    "chapo",
    "sapo",
    "description",
    "abstract",
    "preamble",
    "ingress",
    "vorspann",
    "bajada",
    "entradilla",
    "sommario",
    "occhiello",
    "lede",
    "leadtext",
    "manchet",
    "perex",
    "spot",
    "alternativeheadline",
    "subline",
    "sottotitolo",
    "soustitre",
    "chapeau",
    "anleser",
    "leadin",
    "underrubrik",
    "headlinesub",
    "synopsis",
];
/// Words after which a name says that something is or is not there, not what the element is.
const ABOUT_OTHERS: &[&str] = &["with", "has", "no", "is", "without"];

/// What one word, or two neighbouring words written as one, say.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    beside: bool,
    body: bool,
    body_front: bool,
    body_back: bool,
    standfirst: bool,
    teaser: bool,
    about_others: bool,
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Word> = FxHashMap::default();
    let mut add = |list: &[&'static str], mark: fn(&mut Word)| {
        list.iter().for_each(|word| mark(words.entry(word).or_default()));
    };
    add(BESIDE_WORDS, |word| word.beside = true);
    add(BODY_WORDS, |word| word.body = true);
    add(BODY_FRONT, |word| word.body_front = true);
    add(BODY_BACK, |word| word.body_back = true);
    add(STANDFIRST, |word| word.standfirst = true);
    add(&["teaser", "teasers", "teasertext", "excerpt"], |word| word.teaser = true);
    add(ABOUT_OTHERS, |word| word.about_others = true);
    words
});
static NEVER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(NEVER_INSIDE));
static FOREIGN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(FOREIGN_INSIDE));
static INSIDE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(BESIDE_INSIDE));

fn any_of(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
}

/// What an element holds, by its name and its attributes.
pub(super) fn hint(element: &Element) -> Hint {
    let tag: &str = &element.name.local;
    if NO_TEXT.contains(&tag) {
        return Hint { no_text: true, ..Hint::default() };
    }
    let mut hint = Hint { beside: BESIDE.contains(&tag), ..Hint::default() };
    if matches!(tag, "html" | "body") {
        return hint;
    }
    for attribute in &element.attrs {
        match &*attribute.name.local {
            "hidden" => hint.beside = true,
            // Single paragraphs are hidden so behind a paywall; what is only for screens or only for readers aloud is a box.
            "aria-hidden" => hint.beside |= attribute.value.trim() == "true" && tag != "p",
            "style" => hint.beside |= is_hidden(&attribute.value),
            name if NAMING.contains(&name) => of_names(&attribute.value, &mut hint),
            _ => {}
        }
    }
    if tag.contains('-') {
        of_name(tag, &mut hint);
    }
    hint
}

fn is_hidden(style: &str) -> bool {
    let plain: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}

/// The names of an attribute; those with marks of a style sheet's own language (`md:hidden`, `[&_a]:x`) say how, not what.
fn of_names(value: &str, hint: &mut Hint) {
    let plain = |name: &&str| !name.contains([':', '[', '&']);
    value.split_ascii_whitespace().filter(plain).for_each(|name| of_name(name, hint));
    let shown_again = || [":block", ":flex", ":grid", ":inline"].iter().any(|shown| value.contains(shown));
    if value.split_ascii_whitespace().any(|name| name == "hidden") && !shown_again() {
        hint.beside = true;
        hint.body = false;
    }
}

fn of_name(name: &str, hint: &mut Hint) {
    let finds = |words: &Option<AhoCorasick>| words.as_ref().is_some_and(|words| words.is_match(name));
    let never = finds(&NEVER);
    let mut found = Hint { never, foreign: never || finds(&FOREIGN), ..Hint::default() };
    found.beside = found.foreign || finds(&INSIDE);
    let (mut before, mut before_says, mut both) = ("", Word::default(), String::new());
    let parted = parted(name);
    for word in parted.split(' ').filter(|word| !word.is_empty()) {
        both.clear();
        both.push_str(before);
        both.push_str(word);
        let says = WORDS.get(word).copied().unwrap_or_default();
        let both_say = WORDS.get(both.as_str()).copied().unwrap_or_default();
        if before_says.about_others {
            found = Hint::default();
        } else if (before_says.body_front && says.body_back) || says.body || both_say.body {
            found.body = true;
        } else if says.standfirst || both_say.standfirst {
            found.standfirst = true;
        } else if says.beside || both_say.beside {
            found.beside = true;
        } else if says.teaser {
            found.teaser = true;
        }
        (before, before_says) = (word, says);
    }
    hint.never |= found.never;
    hint.foreign |= found.foreign;
    hint.beside |= found.beside;
    hint.teaser |= found.teaser;
    hint.body |= found.body && !found.beside;
    hint.standfirst |= found.standfirst && !found.beside;
}

/// A name in lower case, its words parted by blanks: at marks and before an upper case letter after a lower one.
fn parted(name: &str) -> String {
    let (mut parted, mut was_lower) = (String::with_capacity(name.len() + 4), false);
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && was_lower) {
            parted.push(' ');
        }
        if letter.is_alphanumeric() {
            parted.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase();
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::{Hint, hint};
    use dom_query::Document;

    fn check(html: &str, expected: Hint) {
        let document = Document::fragment(html);
        let node = document.select("[data-x]");
        let node = node.nodes().first().unwrap();
        assert_eq!(hint(&node.element_ref().unwrap()), expected, "{html}");
    }

    #[test]
    fn names_hint_at_what_an_element_holds() {
        let none = Hint::default();
        let body = Hint { body: true, ..none };
        let beside = Hint { beside: true, ..none };
        let foreign = Hint { foreign: true, beside: true, ..none };
        check("<div data-x class='wrap col-8'>", none);
        check("<div data-x class='article-body'>", body);
        check("<div data-x class='ArticleBody_root__x7'>", body);
        check("<div data-x itemprop=articleBody>", body);
        check("<p data-x class='standfirst'>", Hint { standfirst: true, ..none });
        check("<p data-x class='x__teaser'>", Hint { teaser: true, ..none });
        check("<div data-x class='article-share'>", beside);
        check("<div data-x class='imageCaption'>", foreign);
        check("<div data-x class='relatedArticles'>", foreign);
        check("<div data-x class='article-content__comments'>", Hint { never: true, ..foreign });
        check("<aside data-x>", beside);
        check("<related-stories data-x>", foreign);
        check("<svg data-x>", Hint { no_text: true, ..none });
    }

    #[test]
    fn names_that_say_how_or_of_what_else_are_no_hint() {
        check("<div data-x class='with-sidebar'>", Hint::default());
        check("<div data-x class='hasShare'>", Hint::default());
        check("<div data-x class='[&_.caption]:mb-2 md:video'>", Hint::default());
        check("<div data-x class='hidden md:block'>", Hint::default());
        check("<div data-x class='hidden'>", Hint { beside: true, ..Hint::default() });
        check("<p data-x aria-hidden=true>", Hint::default());
        check("<div data-x aria-hidden=true>", Hint { beside: true, ..Hint::default() });
        check("<div data-x style='display : none'>", Hint { beside: true, ..Hint::default() });
    }
}
