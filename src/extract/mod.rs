//! Extract: page → article (title, text, authors, dates, outlet, language).
//! In: a raw page. Out: a draft of an article with what was wrong about the page. Never: touches network or clock.

mod body;
mod caps;
mod head;
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
pub const VERSION: u32 = 1;

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
