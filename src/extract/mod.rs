//! Extract: page → article (title, text, authors, dates, outlet, language).
//! In: a raw page. Out: a draft of an article with what was wrong about the page. Never: touches network or clock.

mod blocks;
mod body;
mod caps;
mod choice;
mod head;
mod hints;
mod lines;
mod linked_data;
mod origin;
mod times;
mod title;

use crate::error::Problem;
use crate::model::{ArticleDraft, Page};
use crate::text::decode;
use dom_query::Document;
use head::Head;

/// Caps on foreign HTML; a page over one of them is not parsed.
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

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 2;

/// What a page gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The article, where the page has one; without an id; who keeps it derives one.
    pub draft: Option<ArticleDraft>,
    /// What was wrong about the page.
    pub problems: Vec<Problem>,
}

/// The article of a page.
pub fn extract(page: &Page, options: &Options) -> Extracted {
    match refused(page, options) {
        Some((what, hint)) => Extracted::nothing(page, what, hint),
        None => read(page, options),
    }
}

impl Extracted {
    fn nothing(page: &Page, what: impl Into<String>, hint: &str) -> Self {
        Self { draft: None, problems: vec![Problem::new(&page.url, what, hint)] }
    }
}

/// Why a page is not looked into.
fn refused(page: &Page, options: &Options) -> Option<(String, &'static str)> {
    let kind = page.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let readable = kind.is_empty() || kind.contains("html") || kind.contains("xml") || kind.starts_with("text/");
    if page.status != 200 {
        return Some((format!("the server answered {}", page.status), "the page is passed over"));
    }
    if !readable || page.body.starts_with(b"%PDF") {
        return Some((format!("not an HTML page but {kind}"), "the page is passed over"));
    }
    (page.body.len() > options.bytes_max)
        .then(|| (format!("larger than {} bytes", options.bytes_max), "the page is passed over"))
}

fn read(page: &Page, options: &Options) -> Extracted {
    let html = decode(&page.body, &page.content_type);
    if let Some(what) = caps::excess(&html, options) {
        return Extracted::nothing(page, what, "the page is passed over");
    }
    let document = Document::from(html.as_ref());
    if let Some(what) = caps::excess_of_tree(&document, options) {
        return Extracted::nothing(page, what, "the page is passed over");
    }
    let head = Head::read(&document);
    let text = body::body(document, &head);
    let draft = draft(page, &head, text);
    if draft.title.is_empty() && draft.text.is_empty() {
        return Extracted::nothing(page, "neither a title nor a text in it", "the page is passed over");
    }
    Extracted { draft: Some(draft), problems: Vec::new() }
}

fn draft(page: &Page, head: &Head, text: String) -> ArticleDraft {
    let url = origin::canonical(page, head);
    let outlet = origin::outlet(page, head, url.as_deref());
    let published = times::published(page, head);
    let title = title::title(page, head, outlet.as_deref().unwrap_or(""));
    let text = body::without_title(text, &title);
    ArticleDraft {
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
    }
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
        refused(&b"<a href=x>y</a>".repeat(100_000), "more than 50000 elements");
        refused(&vec![b'x'; 9 << 20], "larger than");
        refused(b"%PDF-1.7 words", "not an HTML page");
        refused(b"", "neither a title nor a text");
        refused(b"<script>alert(1)</script>", "neither a title nor a text");
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = extract(&page("https://a.example/x", &bytes), &Options::default());
        }

        #[test]
        fn never_panics_on_near_pages(text in "(<(p|/p|div|/div|h1|title|meta|time|script|svg|table|a href=|b|br|!--|html lang=)|>|/>|-->|&|&#|;|=|\"|é|…|2026-11-03| |x|\\{\"@type\":){0,80}") {
            let _ = extract(&page("https://a.example/2026/11/03/x", text.as_bytes()), &Options::default());
        }
    }
}
