//! The headline of a page. In: what the page and its source say. Out: one title without the site's name.
//! Never: cuts a title at a dash that is its own.

use super::head::Head;
use crate::model::Page;
use dom_query::Document;

/// Marks that part a headline from the name of a site.
const PARTING: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", "｜", " ‹ "];

/// The headline, or nothing.
pub(super) fn title(page: &Page, head: &Head, outlet: &str) -> String {
    let shared = head.meta(&["og:title", "twitter:title", "dc.title", "dcterms.title"]);
    let candidates = head
        .linked_data
        .article_text("headline")
        .into_iter()
        .chain(shared)
        .chain(head.headings.first().map(String::as_str))
        .chain(std::iter::once(head.title.as_str()))
        .chain(std::iter::once(page.said.title.as_str()));
    let plain = candidates.map(plain).find(|title| !title.is_empty()).unwrap_or_default();
    without_site(&plain, head, outlet).to_owned()
}

/// A title as plain text: its entities and tags resolved, its blanks single.
fn plain(title: &str) -> String {
    let title =
        if title.contains(['&', '<']) { Document::fragment(title).text().to_string() } else { title.to_owned() };
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title without a last part that names the site, or with only the part that is a heading of the page.
fn without_site<'t>(title: &'t str, head: &Head, outlet: &str) -> &'t str {
    let parting = |mark: &&str| title.rfind(mark).map(|at| (at, mark.len()));
    let Some((at, length)) = PARTING.iter().filter_map(parting).max() else { return title };
    let (Some(front), Some(back)) = (title.get(..at), title.get(at + length..)) else { return title };
    let is_site = same(back, outlet) || head.meta_all("og:site_name").any(|site| same(back, site));
    let is_heading = head.headings.iter().any(|heading| same(heading, front));
    if (is_site || is_heading) && !front.trim().is_empty() { front.trim() } else { title }
}

/// Whether two names are the same but for case, blanks and marks.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}
