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

/// The title without last parts that name the site, or with only the part that is a heading of the page.
fn without_site<'t>(title: &'t str, head: &Head, outlet: &str) -> &'t str {
    let mut partings: Vec<(usize, usize)> =
        PARTING.iter().flat_map(|mark| title.match_indices(mark).map(|(at, mark)| (at, at + mark.len()))).collect();
    partings.sort_unstable();
    let front = |at: usize| title.get(..at).unwrap_or_default().trim();
    let is_heading = |(at, _): &&(usize, usize)| head.headings.iter().any(|heading| same(heading, front(*at)));
    if let Some((at, _)) = partings.iter().rev().find(is_heading) {
        return front(*at);
    }
    let Some((at, end)) = partings.last() else { return title };
    let back = title.get(*end..).unwrap_or_default();
    let is_site = same(back, outlet) || head.meta_all("og:site_name").any(|site| same(back, site));
    if is_site && !front(*at).is_empty() { front(*at) } else { title }
}

/// Whether two names are the same but for case, blanks and marks.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}
