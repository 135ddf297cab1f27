//! The main text of a page. In: the parsed page. Out: paragraphs, one a line, without menus and advertisements.
//! Never: a script's words; an empty text where the page has paragraphs.

use super::blocks::{Blocks, letters};
use super::choice::{Choice, Known};
use super::head::Head;
use super::lines::Lines;
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

/// With fewer letters than this an article is short: what is named as beside it is looked into as well, in case the names mislead.
const SHORT_LETTERS: usize = 800;
/// With fewer letters than this it is doubtful: a second opinion and the page's own data are looked at too.
const DOUBT_LETTERS: usize = 200;
/// The second opinion counts the letters of each box anew, so it is not asked of a page whose nodes stand deeper than this, added
/// up: 40 million took it 11 s.
const OTHER_DEPTHS_MAX: usize = 3_000_000;
/// With fewer letters than this there is none: all paragraphs are taken, if they are more.
const NONE_LETTERS: usize = 60;
/// It is doubtful as well when the page's own data hold so many times as much.
const DATA_TIMES: usize = 4;
/// How many lines before and behind the headline are near it, and the longest that may be a day, in letters.
const NEAR_LINES: usize = 8;
const NEAR_LETTERS_MAX: usize = 60;
/// A page with so many links and hardly a sentence is a list.
const LIST_LINKS_MIN: usize = 20;
/// Another text is taken when it is so many times as long.
const LONGER_TIMES: usize = 2;

/// The main text, and what stands around it.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) text: String,
    /// Where its links lead, as they are written.
    pub(super) links: Vec<String>,
    /// Short lines near the headline, in which a day may be written.
    pub(super) near_headline: Vec<String>,
    /// Whether nearly all of the page's lines are links, as on a front page.
    pub(super) lists: bool,
}

/// The main text; `depths` is how deep the page's nodes stand, added up.
pub(super) fn body(document: Document, depths: usize, head: &Head) -> Body {
    let blocks = Blocks::read(&document);
    let titles = head.linked_data.article_text("headline").into_iter().chain(head.meta(&["og:title"]));
    let titles = titles.chain(head.meta(&["twitter:title"])).chain(std::iter::once(head.title.as_str()));
    let known = Known::new(titles, head.meta(&["og:description", "description"]).unwrap_or(""));
    let (own, choice) = own(&blocks, &known);
    let is_own = |(block, _): &&(usize, String)| own.blocks.binary_search(block).is_ok();
    let links = blocks.links.iter().filter(is_own).map(|(_, href)| href.clone()).collect();
    let near_headline = near_headline(&blocks, &choice);
    let lists = own.letters < DOUBT_LETTERS && blocks.links.len() >= LIST_LINKS_MIN;
    Body { text: text(own, &blocks, (document, depths), head), links, near_headline, lists }
}

/// The chosen text, or a longer one where that is doubtful.
fn text(own: Lines, blocks: &Blocks, (document, depths): (Document, usize), head: &Head) -> String {
    let data = head.linked_data.article_text("articleBody").unwrap_or("");
    if own.letters >= DOUBT_LETTERS && own.letters * DATA_TIMES >= letters(data) {
        return own.lines.join("\n");
    }
    let longer = |found: String, other: String| {
        if letters(&other) >= letters(&found) * LONGER_TIMES { other } else { found }
    };
    let found = longer(own.lines.join("\n"), in_lines(data));
    let found = if depths <= OTHER_DEPTHS_MAX { longer(found, main_text(document)) } else { found };
    if letters(&found) >= NONE_LETTERS { found } else { longer(found, paragraphs(blocks)) }
}

/// Short lines around the headline, and those before the article where no headline is known.
fn near_headline(blocks: &Blocks, choice: &Choice) -> Vec<String> {
    let place = choice.headline.unwrap_or(choice.from);
    let near = blocks.blocks.get(place.saturating_sub(NEAR_LINES)..).unwrap_or_default().iter().take(2 * NEAR_LINES);
    near.filter(|block| block.letters <= NEAR_LETTERS_MAX).map(|block| block.text.clone()).collect()
}

/// The text without its headline, where that stands at its top.
pub(super) fn without_title(text: &str, title: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if !title.is_empty() && first == title => rest.to_owned(),
        _ => text.to_owned(),
    }
}

fn own(blocks: &Blocks, known: &Known) -> (Lines, Choice) {
    let lines = |anywhere: bool| {
        let choice = Choice::of(blocks, known, anywhere);
        (Lines::of(blocks, &choice, known), choice)
    };
    let first = lines(false);
    if first.0.letters >= SHORT_LETTERS {
        return first;
    }
    let second = lines(true);
    if second.0.letters >= first.0.letters * LONGER_TIMES { second } else { first }
}

/// The second opinion: another crate's.
fn main_text(document: Document) -> String {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return String::new() };
    readability.parse().map(|article| in_lines(&article.text_content)).unwrap_or_default()
}

/// All paragraphs, or where there are none all lines, for pages that are too short to be weighed.
fn paragraphs(blocks: &Blocks) -> String {
    use super::blocks::Kind;
    let lines = |all: bool| {
        let wanted = blocks.blocks.iter().filter(|block| all || block.kind == Kind::Paragraph);
        wanted.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    let paragraphs = lines(false);
    if paragraphs.is_empty() { lines(true) } else { paragraphs }
}

/// Text with one paragraph a line, single blanks and no empty lines.
fn in_lines(text: &str) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = text.lines().map(one_line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::head::Head;
    use super::body;
    use dom_query::Document;

    const FIRST: &str =
        "The ferry between the two islands will stop at the end of the month, the harbour office said on Monday.";
    const SECOND: &str =
        "Nobody has said who will carry the post, and the school on the smaller island needs a boat each day.";
    const THIRD: &str =
        "The council meets in nine days, and its members expect that half of the islanders will come to listen.";
    const OTHER: &str = "A baker in the next valley has opened a second shop, in which only bread of the day before is sold at half price.";

    fn text(html: &str) -> String {
        let document = Document::from(html);
        let head = Head::read(&document);
        body(document, 0, &head).text
    }

    /// The article of a page in which the three paragraphs stand, with what is put before, between, and behind them.
    fn check(before: &str, between: &str, behind: &str, expected: &[&str]) {
        let article =
            format!("<h1>Ferry stops</h1>{before}<p>{FIRST}</p><p>{SECOND}</p>{between}<p>{THIRD}</p>{behind}");
        let html = format!(
            "<title>Ferry stops</title><nav><a href=a>Home</a> <a href=b>Sport</a></nav><article>{article}</article>"
        );
        assert_eq!(text(&html).lines().collect::<Vec<_>>(), expected, "{html}");
    }

    #[test]
    fn an_article_is_its_paragraphs() {
        let all = [FIRST, SECOND, THIRD];
        check("", "", "", &all);
        check("<p class='byline'>By Ann Ott, our harbour reporter</p><p>3 May, 10:40</p>", "", "", &all);
        check("<ul class='share'><li><a href=x>Mail</a><li><a href=x>Print</a></ul>", "", "", &all);
        for between in [
            format!("<figure><img src=x><figcaption>{OTHER}</figcaption></figure>"),
            format!("<aside><p>{OTHER}</p></aside>"),
            format!("<div class='related-stories'><p>{OTHER}</p></div>"),
            format!("<div class=newsletterBox><p>{OTHER}</p></div>"),
            format!("<p class='image__caption'>{OTHER}</p>"),
            format!("<div><h3><a href=x>Second shop for old bread</a></h3><p>{OTHER}</p></div>"),
            "<p>© Ann Ott / Valley Pictures</p>".to_owned(),
            "<p><a href=x>Read on: a second shop for old bread in the valley</a></p>".to_owned(),
        ] {
            check("", &between, "", &all);
        }
        for behind in [
            "<p>Follow <a href='https://www.facebook.com/islands'>us</a> for more from the islands.</p>".to_owned(),
            "<p>Write to us at post@islands.example if you know more.</p>".to_owned(),
            format!("<p><em>{OTHER}</em></p>"),
            "<h2>More on this</h2>".to_owned(),
            "<p>Ann Ott</p>".to_owned(),
            format!("<div class=comments>{}</div>", format!("<p>{OTHER}</p>").repeat(9)),
        ] {
            check("", "", &behind, &all);
        }
    }

    #[test]
    fn headings_lists_and_quotes_are_kept() {
        check("", "<h2>What comes next</h2>", "", &[FIRST, SECOND, "What comes next", THIRD]);
        check("", "<blockquote>We will swim.</blockquote>", "", &[FIRST, SECOND, "We will swim.", THIRD]);
        check(
            "",
            "<ul><li>The mail boat would stop too.</ul>",
            "",
            &[FIRST, SECOND, "The mail boat would stop too.", THIRD],
        );
        check("", "<p>No.</p>", "", &[FIRST, SECOND, "No.", THIRD]);
        let named = "The office told its staff on Facebook.";
        check(
            "",
            "",
            &format!("<p>{}</p>", named.replace("told", "<a href=x>told</a>")),
            &[FIRST, SECOND, THIRD, named],
        );
    }

    #[test]
    fn a_summary_below_the_headline_belongs_to_the_article() {
        let paragraphs = format!("<div class='article-body'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>");
        let summary = "Two islands wait for a boat after the last ferry was sold";
        let meta = format!("<meta name=description content='{summary}'>");
        for (head, standfirst) in [
            ("", format!("<h1>Ferry stops</h1><div class='article__standfirst'>{summary}</div>")),
            ("", format!("<header><h1>Ferry stops</h1><p class='x-teaser'>{summary}</p></header>")),
            (meta.as_str(), format!("<h1>Ferry stops</h1><div>{summary}</div>")),
        ] {
            let html = format!("{head}<main>{standfirst}{paragraphs}</main>");
            assert_eq!(text(&html).lines().collect::<Vec<_>>(), [summary, FIRST, SECOND, THIRD], "{html}");
        }
        let html = format!("<main><h1>Ferry stops</h1><div>{summary}</div>{paragraphs}</main>");
        assert_eq!(text(&html).lines().next(), Some(FIRST));
    }

    #[test]
    fn names_are_not_believed_against_most_of_the_page() {
        let paragraphs = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
        for around in ["class='promo'", "hidden", "class='author-page'", "style='display:none'"] {
            let html =
                format!("<h1>Ferry stops</h1><div {around}>{paragraphs}</div><div class=sidebar><p>{OTHER}</p></div>");
            assert_eq!(text(&html).lines().collect::<Vec<_>>(), [FIRST, SECOND, THIRD], "{html}");
        }
    }

    #[test]
    fn an_article_that_follows_on_the_same_page_is_another() {
        let second = format!("<article><h1>Old bread</h1>{}</article>", format!("<p>{OTHER} Yes.</p>").repeat(2));
        let paragraphs =
            format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FIRST} Again.</p><p>{SECOND} Again.</p>");
        let html =
            format!("<title>Ferry stops</title><main><h1>Ferry stops</h1><div>{paragraphs}</div>{second}</main>");
        assert_eq!(text(&html).lines().count(), 5, "{html}");
    }

    #[test]
    fn boxes_in_boxes_give_their_lines() {
        let html = |boxes: usize, lines: usize| format!("{}{}", "<div>".repeat(boxes), "<p>Old bread.".repeat(lines));
        let of = |boxes: usize, lines: usize| text(&html(boxes, lines)).lines().count();
        assert_eq!((of(3, 30), of(300, 3_000)), (30, 3_000));
    }

    #[test]
    fn consent_is_no_article_whatever_its_parts_are_named() {
        let consent = format!(
            "<div class=cookie-banner><div class=main-content>{}</div></div>",
            format!("<p>{OTHER} Yes?</p>").repeat(8)
        );
        let html = format!("<h1>Ferry stops</h1><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>{consent}");
        assert_eq!(text(&html).lines().collect::<Vec<_>>(), [FIRST, SECOND, THIRD], "{html}");
    }

    #[test]
    fn comments_are_no_article_however_many() {
        let comments = format!("<section id=comments>{}</section>", format!("<p>{OTHER} No?</p>").repeat(20));
        let article = format!(
            "<div><h1>Ferry stops</h1>{}</div>",
            [FIRST, SECOND, THIRD]
                .repeat(3)
                .iter()
                .enumerate()
                .map(|(at, line)| format!("<p>{at} {line}</p>"))
                .collect::<String>()
        );
        let found = text(&format!("{article}{comments}"));
        assert!(found.contains(FIRST) && !found.contains("baker"), "{found}");
    }

    #[test]
    fn the_pages_own_data_serve_where_the_page_shows_little() {
        let data = format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{FIRST} {SECOND} {THIRD}\"}}");
        let html =
            format!("<script type='application/ld+json'>{data}</script><h1>Ferry stops</h1><p>Please subscribe.</p>");
        assert_eq!(text(&html), format!("{FIRST} {SECOND} {THIRD}"));
    }
}
