//! What a page says of itself in its markup. In: the parsed page. Out: meta tags, headings, times, links, as they are written.
//! Never: chooses between them.

use super::linked_data::LinkedData;
use dom_query::{Document, NodeRef, Selection};

/// Most meta tags, headings and times read of one page.
const MOST: usize = 500;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Keys in lower case with their contents, in the page's order.
    pub(super) meta: Vec<(String, String)>,
    pub(super) linked_data: LinkedData,
    pub(super) title: String,
    pub(super) headings: Vec<String>,
    /// Values of `<time>`, those marked as publication first.
    pub(super) times: Vec<String>,
    /// Names marked as the author's in the text.
    pub(super) bylines: Vec<String>,
    pub(super) canonical: Option<String>,
    pub(super) language: Option<String>,
}

impl Head {
    /// Reads the page before anything is removed from it.
    pub(super) fn read(document: &Document) -> Self {
        let scripts = texts(document, "script[type='application/ld+json']");
        Self {
            meta: meta(document),
            linked_data: LinkedData::read(scripts.iter().map(String::as_str)),
            title: texts(document, "head title, title").into_iter().next().unwrap_or_default(),
            headings: texts(document, "h1"),
            times: times(document),
            bylines: texts(
                document,
                "[rel='author'], [itemprop='author'] [itemprop='name'], [itemprop='author'], .byline, .author",
            ),
            canonical: attribute(&document.select("link[rel='canonical']"), "href"),
            language: attribute(&document.select("html"), "lang"),
        }
    }

    /// The first filled content of a meta tag with one of these keys; the order of the keys decides.
    pub(super) fn meta(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.meta_all(key).next())
    }

    /// All filled contents of the meta tags with this key.
    pub(super) fn meta_all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.meta.iter().filter(move |(name, _)| name == key).map(|(_, content)| content.as_str())
    }
}

fn meta(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for node in document.select("meta[content]").nodes().iter().take(MOST) {
        let content = node.attr_or("content", "").trim().to_owned();
        if content.is_empty() {
            continue;
        }
        for key in ["property", "name", "itemprop"] {
            found.extend(node.attr(key).map(|key| (key.trim().to_lowercase(), content.clone())));
        }
    }
    found
}

fn texts(document: &Document, selector: &str) -> Vec<String> {
    let text = |node: &NodeRef<'_>| node.text().split_whitespace().collect::<Vec<_>>().join(" ");
    document.select(selector).nodes().iter().take(MOST).map(text).filter(|text| !text.is_empty()).collect()
}

fn times(document: &Document) -> Vec<String> {
    let marked = document.select("time[pubdate], [itemprop='datePublished'], time.published, time.entry-date");
    let inside = document.select("article time, main time, header time");
    let any = document.select("time");
    let nodes = marked.nodes().iter().chain(inside.nodes()).chain(any.nodes());
    nodes.take(MOST).map(|node| node.attr("datetime").unwrap_or_else(|| node.text()).trim().to_owned()).collect()
}

fn attribute(selection: &Selection<'_>, name: &str) -> Option<String> {
    selection.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}
