//! What a page says of itself in its markup. In: the parsed page. Out: meta tags, headings, times, links, as they are written.
//! Never: chooses between them; walks through the page more than once.

use super::linked_data::LinkedData;
use dom_query::{Document, Element, NodeData, NodeRef};

/// Most meta tags, headings and times read of one page.
const MOST: usize = 500;
/// Most bytes, and nodes, read of a heading, a name or a time: what is longer is none, and boxes in boxes would be read again and again.
const TEXT_BYTES_MAX: usize = 2_000;
const TEXT_NODES_MAX: usize = 500;
/// Elements around a `<time>` that make it likelier to be the article's.
const AROUND_TIMES: &[&str] = &["article", "main", "header"];
/// How many elements above a `<time>` are looked at for those.
const TIME_LEVELS: usize = 40;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Keys in lower case, letters and digits only, with their contents, in the page's order.
    meta: Vec<(String, String)>,
    pub(super) linked_data: LinkedData,
    pub(super) title: String,
    pub(super) headings: Vec<String>,
    /// Values of `<time>`, those marked as publication first.
    pub(super) times: Vec<String>,
    /// Names marked as the author's in the text.
    pub(super) bylines: Vec<String>,
    pub(super) canonical: Option<String>,
    /// The next page of an article in parts.
    pub(super) next: Option<String>,
    pub(super) language: Option<String>,
}

impl Head {
    /// Reads the page before anything is removed from it.
    pub(super) fn read(document: &Document) -> Self {
        let mut found = Found::default();
        for node in document.root().descendants_it() {
            if let Some(element) = node.element_ref() {
                found.take(&node, &element);
            }
        }
        let mut head = found.head;
        head.linked_data = LinkedData::read(found.scripts.iter().map(String::as_str));
        head.times = found.times.into_iter().flatten().take(MOST).collect();
        head
    }

    /// The first filled content of a meta tag with one of these keys; the order of the keys decides.
    pub(super) fn meta(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.meta_all(key).next())
    }

    /// All filled contents of the meta tags with this key, however its parts are joined (`article:published_time`).
    pub(super) fn meta_all(&self, key: &str) -> impl Iterator<Item = &str> {
        let key = joined(key);
        self.meta.iter().filter(move |(name, _)| *name == key).map(|(_, content)| content.as_str())
    }
}

#[derive(Default)]
struct Found {
    head: Head,
    scripts: Vec<String>,
    /// Times marked as publication, in an article, anywhere.
    times: [Vec<String>; 3],
}

impl Found {
    fn take(&mut self, node: &NodeRef<'_>, element: &Element) {
        let head = &mut self.head;
        match &*element.name.local {
            "html" if head.language.is_none() => head.language = attribute(element, "lang"),
            "meta" if head.meta.len() < MOST => meta(element, &mut head.meta),
            "title" if head.title.is_empty() && node.parent().is_none_or(|parent| !parent.has_name("svg")) => {
                head.title = text(node);
            }
            "h1" => push(&mut head.headings, text(node)),
            "link" => {
                let rel = attribute(element, "rel").unwrap_or_default().to_ascii_lowercase();
                let href = || attribute(element, "href");
                match rel.as_str() {
                    "canonical" if head.canonical.is_none() => head.canonical = href(),
                    "next" if head.next.is_none() => head.next = href(),
                    _ => {}
                }
            }
            "script" if attribute(element, "type").is_some_and(|kind| kind == "application/ld+json") => {
                push(&mut self.scripts, node.text().to_string());
            }
            "time" => self.take_time(node, element),
            _ => {}
        }
        self.take_marked(node, element);
    }

    fn take_time(&mut self, node: &NodeRef<'_>, element: &Element) {
        let inside = || {
            let mut around = node.ancestors_it(Some(TIME_LEVELS));
            around.any(|node| node.element_ref().is_some_and(|one| AROUND_TIMES.contains(&&*one.name.local)))
        };
        let marked = element.attrs.iter().any(|attribute| match &*attribute.name.local {
            "pubdate" => true,
            "class" => attribute.value.split_ascii_whitespace().any(|name| matches!(name, "published" | "entry-date")),
            _ => false,
        });
        let rank = if marked {
            0
        } else if inside() {
            1
        } else {
            2
        };
        let value = attribute(element, "datetime").unwrap_or_else(|| text(node));
        if let Some(times) = self.times.get_mut(rank) {
            push(times, value);
        }
    }

    /// What is marked as a publication's day or an author's name.
    fn take_marked(&mut self, node: &NodeRef<'_>, element: &Element) {
        let mut byline = false;
        for one in &element.attrs {
            let mut names = one.value.split_ascii_whitespace();
            match &*one.name.local {
                "itemprop" if names.clone().any(|name| name == "datePublished") && &*element.name.local != "meta" => {
                    let value = attribute(element, "datetime").or_else(|| attribute(element, "content"));
                    push(&mut self.times[0], value.unwrap_or_else(|| text(node)));
                }
                "itemprop" => byline |= names.any(|name| name == "author"),
                "rel" => byline |= names.any(|name| name == "author") && &*element.name.local != "link",
                "class" => byline |= names.any(|name| matches!(name, "byline" | "author")),
                _ => {}
            }
        }
        if byline {
            push(&mut self.head.bylines, text(node));
        }
    }
}

fn meta(element: &Element, found: &mut Vec<(String, String)>) {
    let Some(content) = attribute(element, "content") else { return };
    for key in ["property", "name", "itemprop"] {
        found.extend(attribute(element, key).map(|key| (joined(&key), content.clone())));
    }
}

/// A key in lower case, without the marks between its parts.
fn joined(key: &str) -> String {
    key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn push(list: &mut Vec<String>, text: String) {
    if !text.is_empty() && list.len() < MOST {
        list.push(text);
    }
}

/// The beginning of an element's text, on one line.
fn text(node: &NodeRef<'_>) -> String {
    let mut found = String::new();
    for inside in node.descendants_it().take(TEXT_NODES_MAX) {
        inside.query(|inside| {
            if let NodeData::Text { contents } = &inside.data {
                found.push_str(contents);
            }
        });
        if found.len() > TEXT_BYTES_MAX {
            break;
        }
    }
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The filled value of an attribute.
fn attribute(element: &Element, name: &str) -> Option<String> {
    let one = element.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(one.value.trim().to_owned()).filter(|value| !value.is_empty())
}
