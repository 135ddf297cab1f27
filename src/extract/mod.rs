//! Extract: page → article (title, text, authors, dates, outlet, language), and details of the page (picture, links, what is missing).
//! In: a raw page. Out: a draft of an article with what was wrong about the page. Never: touches network or clock.

mod blocks;
mod body;
mod caps;
mod choice;
mod details;
mod head;
mod hints;
mod lines;
mod linked_data;
mod origin;
mod times;
mod title;

use crate::error::Problem;
use crate::model::{ArticleDraft, Details, Page};
use crate::text::decode;
use body::Body;
use caps::Excess;
use dom_query::Document;
use head::Head;

/// Caps on foreign HTML. A page with too many bytes or elements is read up to there; one that is nested too deep, or has an
/// element of too many attributes, was made to hurt and is not parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Largest page, in bytes.
    pub bytes_max: usize,
    /// Deepest nesting of elements.
    pub depth_max: usize,
    /// Most elements.
    pub elements_max: usize,
    /// Most attributes on one element.
    pub attributes_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { bytes_max: 8 << 20, depth_max: 512, elements_max: 50_000, attributes_max: 1_000 }
    }
}

/// What is done about a page over a cap.
const CUT: &str = "what stands before is read, the rest is not";

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 2;

/// What a page gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The article, where the page has one; without an id; who keeps it derives one.
    pub draft: Option<ArticleDraft>,
    /// What was learnt of the page beside its article.
    pub details: Details,
    /// What was wrong about the page.
    pub problems: Vec<Problem>,
}

/// The article of a page.
pub fn extract(page: &Page, options: &Options) -> Extracted {
    match refused(page) {
        Some((reason, what)) => passed_over(page, Vec::new(), (reason, what)),
        None => read(page, options),
    }
}

/// Nothing of a page, and why, after what was wrong about it before.
fn passed_over(page: &Page, mut problems: Vec<Problem>, (reason, what): (&'static str, String)) -> Extracted {
    problems.push(Problem::new(&page.url, what, "the page is passed over").dropped(reason));
    Extracted { draft: None, details: Details::default(), problems }
}

/// Why a page is not looked into.
fn refused(page: &Page) -> Option<(&'static str, String)> {
    let kind = page.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let readable = kind.is_empty() || kind.contains("html") || kind.contains("xml") || kind.starts_with("text/");
    if page.status != 200 {
        return Some(("answer", format!("the server answered {}", page.status)));
    }
    (!readable || page.body.starts_with(b"%PDF")).then(|| ("not HTML", format!("not an HTML page but {kind}")))
}

fn read(page: &Page, options: &Options) -> Extracted {
    let (bytes, mut problems) = (beginning(&page.body, options.bytes_max), Vec::new());
    if bytes.len() < page.body.len() {
        let what = format!("larger than {} bytes", options.bytes_max);
        problems.push(Problem::new(&page.url, what, CUT).kept("too large"));
    }
    let html = decode(bytes, &page.content_type);
    let mut look = caps::look(&html, options);
    let mut to = html.len();
    match look.excess.take() {
        Some(Excess { what, cut: Some(at) }) => {
            to = at;
            problems.push(Problem::new(&page.url, what, CUT).kept("too large"));
        }
        Some(Excess { what, cut: None }) => return passed_over(page, problems, ("too large", what)),
        None => {}
    }
    let document = Document::from(look.lean(&html, to));
    let depths = match caps::excess_of_tree(&document, options) {
        Ok(depths) => depths,
        Err(what) => return passed_over(page, problems, ("too large", what)),
    };
    let head = Head::read(&document);
    let body = body::body(document, depths, &head);
    let (draft, details) = draft(page, &head, &body);
    if draft.title.is_empty() && draft.text.is_empty() {
        return passed_over(page, problems, ("no article", "neither a title nor a text in it".to_owned()));
    }
    Extracted { draft: Some(draft), details, problems }
}

/// The first bytes of a page, without a part of a letter at their end.
fn beginning(bytes: &[u8], most: usize) -> &[u8] {
    let Some(cut) = bytes.get(..most).filter(|_| bytes.len() > most) else { return bytes };
    // A letter of UTF-8 has at most three bytes behind its first.
    let behind = cut.iter().rev().take(3).take_while(|byte| **byte & 0xc0 == 0x80).count();
    let whole = cut.len().saturating_sub(behind + 1);
    if std::str::from_utf8(cut.get(whole..).unwrap_or_default()).is_ok() {
        cut
    } else {
        cut.get(..whole).unwrap_or_default()
    }
}

fn draft(page: &Page, head: &Head, body: &Body) -> (ArticleDraft, Details) {
    let url = origin::canonical(page, head);
    let outlet = origin::outlet(page, head, url.as_deref());
    let (published, from) = times::published(page, head, &body.near_headline).unzip();
    let title = title::title(page, head, outlet.as_deref().unwrap_or(""));
    let text = body::without_title(&body.text, &title);
    let details = details::details(url.as_deref(), head, body, &text, from);
    let draft = ArticleDraft {
        id: None,
        title,
        published,
        modified: times::modified(page, head, published),
        received: Some(page.fetched),
        language: origin::language(page, head, &text),
        authors: origin::authors(page, head),
        url,
        outlet,
        text,
        story: None,
    };
    (draft, details)
}

#[cfg(test)]
mod tests {
    use super::{Options, extract};
    use crate::model::{ArticleDraft, Page, Received};
    use proptest::prelude::*;

    fn page(url: &str, body: &[u8]) -> Page {
        let fetched = Received("2026-11-22T12:00:00Z".parse().unwrap());
        let said = ArticleDraft::default();
        Page { url: url.to_owned(), fetched, status: 200, content_type: String::new(), body: body.to_vec(), said }
    }

    fn draft(url: &str, body: &str) -> ArticleDraft {
        extract(&page(url, body.as_bytes()), &Options::default()).draft.unwrap_or_default()
    }

    #[test]
    fn a_whole_page() {
        let found = draft("https://courier.example/x", include_str!("../../tests/data/pages/bridge.html"));
        assert_eq!(found.title, "Osk bridge closed after cracks are found");
        assert_eq!(found.url.as_deref(), Some("https://courier.example/2026/11/03/osk-bridge"));
        assert_eq!(found.outlet.as_deref(), Some("The Varn Courier"));
        assert_eq!(found.published.unwrap().0.to_string(), "2026-11-03T08:00:00+07:00");
        assert_eq!(found.modified.unwrap().0.to_string(), "2026-11-03T04:00:00Z");
        assert_eq!(found.authors, ["Ilva Tarn", "Oren Vask"]);
        assert_eq!(found.language.as_deref(), Some("en"));
        let lines: Vec<&str> = found.text.lines().collect();
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(lines[0].starts_with("The old bridge") && lines[3].ends_with("longer by bus."), "{lines:?}");
    }

    /// The day of publication that a page with this address and head is given.
    fn day(url: &str, head: &str, expected: &str) {
        let found = draft(url, &format!("<head>{head}</head><p>Words of a page."));
        let day = found.published.map_or("none".to_owned(), |published| published.0.to_string());
        assert_eq!(day, expected, "{url} {head}");
    }

    #[test]
    fn days_of_publication() {
        let meta = |key: &str, value: &str| format!("<meta property='{key}' content='{value}'>");
        day("https://a.example/2026/11/03/x", "", "2026-11-03");
        day("https://a.example/20261103-x", "", "2026-11-03");
        day("https://a.example/2026/11/x", "", "none");
        day("https://a.example/2027/11/03/x", "", "none");
        day(
            "https://a.example/x",
            &meta("article:published_time", "2026-11-03T10:00:00+01:00"),
            "2026-11-03T10:00:00+01:00",
        );
        day("https://a.example/x", &meta("article:published_time", "2026-11-03 10:00"), "2026-11-03");
        day("https://a.example/x", &meta("article:modified_time", "2026-11-03"), "none");
        day("https://a.example/2026/11/03/x", &meta("article:published_time", "2030-01-01"), "2026-11-03");
        day("https://a.example/x", &meta("date", "0001-01-01T00:00:00Z"), "none");
        day("https://a.example/x", "<time datetime='2026-11-03'>x</time>", "2026-11-03");
    }

    /// Where the day of a page comes from, and the day; `said` is what its feed said.
    fn day_from(said: &str, body: &str, expected: &str) {
        let mut page = page("https://a.example/x", body.as_bytes());
        page.said.published = crate::model::Moment::parse(said).map(crate::model::Published);
        let found = extract(&page, &Options::default());
        let day = found.draft.and_then(|draft| draft.published).map_or("none".to_owned(), |day| day.0.to_string());
        assert_eq!(format!("{day} {:?}", found.details.published_from), expected, "{body}");
    }

    #[test]
    fn where_a_day_comes_from() {
        let data = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2569-11-03\"}</script><p>x";
        day_from("", data, "2026-11-03 Some(Data)");
        day_from("", "<meta name='article:published:time' content='2026-11-03'><p>x", "2026-11-03 Some(Meta)");
        day_from("2026-11-02", "<p>x", "2026-11-02 Some(Feed)");
        day_from("2026-11-05", "<meta name=date content='2026-11-03'><p>x", "2026-11-03 Some(Meta)");
        day_from("2026-11-01", "<meta name=date content='2026-11-03'><p>x", "2026-11-01 Some(Feed)");
        day_from("2026-11-02", "<meta name=date content='2026-11-03'><p>x", "2026-11-03 Some(Meta)");
        day_from("1970-01-01", "<meta name=date content='2026-11-03'><p>x", "2026-11-03 Some(Meta)");
        day_from("", "<time>3 November 2026</time>", "2026-11-03 Some(Element)");
        day_from("", "<h1>Ferry stops</h1><div>As of: 03.11.2026, 10:40</div><p>x", "2026-11-03 Some(Text)");
        day_from("", "<h1>Ferry stops</h1><div>As of: 03.12.2026</div><p>x", "none None");
        day_from("", "<h1>Ferry stops</h1><p>x", "none None");
    }

    #[test]
    fn details_of_a_page() {
        use crate::model::{Access, Form};
        let details =
            |body: &str| extract(&page("https://a.example/x/y", body.as_bytes()), &Options::default()).details;
        let words = "The ferry stops, and <a href='../z?utm_source=q#top'>the office</a> said <a href='#a'>why</a>. "
            .repeat(20);
        let found = details(&format!(
            "<meta property='og:image' content='/p.jpg'><link rel=next href='?page=2'><h1>Ferry</h1><p>{words}</p>"
        ));
        assert_eq!(found.image.as_deref(), Some("https://a.example/p.jpg"));
        assert_eq!(found.links, ["https://a.example/z"]);
        assert_eq!(found.next.as_deref(), Some("https://a.example/x/y?page=2"));
        assert_eq!((found.access, found.form), (None, None));
        let data = |fields: &str, text: &str| {
            let kind = if fields.contains("live") { "LiveBlogPosting" } else { "NewsArticle" };
            let data = format!("{{\"@type\":\"{kind}\",{fields}}}");
            details(&format!("<script type='application/ld+json'>{data}</script><p>{text}</p>"))
        };
        assert_eq!(data("\"isAccessibleForFree\":false", &words).access, Some(Access::Paid));
        assert_eq!(data("\"isAccessibleForFree\":\"False\"", "An opening.").access, Some(Access::Truncated));
        assert_eq!(data("\"isAccessibleForFree\":true", "A note.").access, None);
        assert_eq!(data("\"wordCount\":900", &words).access, Some(Access::Truncated));
        assert_eq!(data("\"wordCount\":\"200\"", &words).access, None);
        assert_eq!(data("\"x\":1", "The ferry stops, and then …").access, Some(Access::Truncated));
        assert_eq!(data("\"x\":\"live\"", &words).form, Some(Form::Live));
        let list = "<li><a href='/1'>One more thing happened</a>".repeat(30);
        assert_eq!(details(&format!("<title>News</title><ul>{list}</ul>")).form, Some(Form::List));
    }

    /// What is wrong about a page.
    fn refused(body: &[u8], expected: &str) {
        let found = extract(&page("https://a.example/x", body), &Options::default());
        assert_eq!(found.draft, None);
        let what = &found.problems[0].what;
        assert!(what.starts_with(expected), "{what}");
    }

    #[test]
    fn hostile_pages_are_refused() {
        refused(&b"<div>".repeat(100_000), "nested deeper than");
        refused(&b"<table><tr><td>".repeat(2_000), "nested deeper than");
        refused(format!("<p {}>", "a=1 ".repeat(50_000)).as_bytes(), "more than 1000 attributes");
        refused(b"%PDF-1.7 words", "not an HTML page");
        refused(b"", "neither a title nor a text");
        refused(b"<script>alert(1)</script>", "neither a title nor a text");
    }

    #[test]
    fn large_pages_are_read_up_to_the_cap() {
        let options = Options { bytes_max: 1 << 16, elements_max: 500, ..Options::default() };
        let article = "<title>Ferry</title><p>The ferry stops at the end of the month, the harbour office said.</p>";
        for (rest, what) in [
            ("<a href=x>y</a> ".repeat(1_000), "more than 500 elements"),
            ("<p>Words. ".repeat(1_000), "more than 500 elements"),
            ("<!-- -->".repeat(1_000), "more than 500 elements"),
            ("é".repeat(1 << 16), "larger than 65536 bytes"),
            (" Größe".repeat(1 << 16), "larger than 65536 bytes"),
        ] {
            let found = extract(&page("https://a.example/x", format!("{article}{rest}").as_bytes()), &options);
            let text = found.draft.expect(what).text;
            assert!(text.starts_with("The ferry") && !text.contains('\u{fffd}'), "{what}");
            let whats: Vec<&str> = found.problems.iter().map(|problem| problem.what.as_str()).collect();
            assert_eq!(whats, [what]);
        }
    }

    #[test]
    fn what_the_source_said_serves_where_the_page_is_silent() {
        let mut page = page("https://a.example/x", "<p>Only <b>words</b>.</p><script>no()</script>".as_bytes());
        page.said.title = "Mill &amp; &lt;b&gt;bridge&lt;/b&gt;".to_owned();
        page.said.outlet = Some("Osk Valley News".to_owned());
        let found = extract(&page, &Options::default()).draft.unwrap();
        assert_eq!((found.title.as_str(), found.text.as_str()), ("Mill & <b>bridge</b>", "Only words."));
        assert_eq!(found.outlet.as_deref(), Some("Osk Valley News"));
    }

    /// What holds of whatever comes out of a page.
    fn sound(bytes: &[u8], content_type: &str) {
        let mut page = page("https://a.example/2026/11/03/x", bytes);
        page.content_type = content_type.to_owned();
        let options = Options { bytes_max: 1 << 12, depth_max: 40, elements_max: 300, attributes_max: 20 };
        for options in [options, Options::default()] {
            let found = extract(&page, &options);
            assert_eq!(found, extract(&page, &options), "the same page gives the same article");
            assert!(found.draft.is_some() || !found.problems.is_empty(), "nothing, and nobody says why");
            let draft = found.draft.unwrap_or_default();
            assert!(draft.text.lines().all(|line| !line.trim().is_empty() && line == line.trim()), "{:?}", draft.text);
            assert!(found.details.links.iter().all(|link| link.starts_with("http")), "{:?}", found.details.links);
            assert_eq!(draft.published.is_some(), found.details.published_from.is_some());
        }
    }

    /// Pieces of pages, of which the odd ones are made.
    const PIECES: &str = "(<(p|/p|div|/div|article|/article|aside|ul|li|/ul|h1|h2|/h2|title|/title|meta name=date content=2026-11-03|time|script|/script|style|/style|svg|table|td|a href=/x|/a|b|br|!--|html lang=|figure|em|/em|form|blockquote)|>|/>|-->|&|&#|;|=|\"|é|…|2026-11-03| |x|\\{\"@type\":| class='(article-body|comments|teaser|related|standfirst|hidden)'| itemprop=articleBody| hidden|A ferry stopped at the end of the month, the harbour office said\\.|読み物は島を結ぶ船。|\n){0,120}";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..300), label in "(charset=(big5|shift_jis|utf-16le|iso-2022-jp|koi8-r|x-user-defined))?") {
            sound(&bytes, &format!("text/html; {label}"));
        }

        #[test]
        fn near_pages_give_sound_articles(text in PIECES) {
            sound(text.as_bytes(), "");
        }

        #[test]
        fn pieces_over_and_over_are_survived(text in PIECES, times in 1..400_usize) {
            sound(text.repeat(times.min(1 + 40_000 / text.len().max(1))).as_bytes(), "");
        }
    }
}
