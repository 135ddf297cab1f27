//! Where a page comes from: its canonical address, its outlet, its authors, its language. In: what the page and its source say.
//! Out: the best of it. Never: an address of another page for the page's own.

use super::head::Head;
use crate::model::Page;
use crate::text::{UNKNOWN_LANGUAGE, canonical_url, detect_language};
use url::Url;

/// Most authors of one article, and longest name in letters; more is a list of staff, or a sentence.
const AUTHORS_MAX: usize = 20;
const AUTHOR_LETTERS_MAX: usize = 60;
/// How sure the text must be of its language to overrule the page's own label (measured by whatlang, from 0 to 1).
const LANGUAGE_SURE: f64 = 0.9;
/// Words that stand before an author's name.
const BEFORE_NAMES: &[&str] = &["by ", "von ", "par ", "por ", "di ", "door ", "av "];

/// The address of the article itself; none for a file that names none.
pub(super) fn canonical(page: &Page, head: &Head) -> Option<String> {
    let own = page.said.url.as_deref().into_iter().chain(std::iter::once(page.url.as_str())).find_map(canonical_url);
    let base = own.as_deref().and_then(|own| Url::parse(own).ok());
    let named = head.canonical.as_deref().into_iter().chain(head.meta(&["og:url"]));
    let resolved = named.filter_map(|address| match &base {
        Some(base) => base.join(address).ok(),
        None => Url::parse(address).ok(),
    });
    let fits = |url: &Url| !(is_home(url) && base.as_ref().is_some_and(|base| !is_home(base)));
    resolved.filter(fits).find_map(|url| canonical_url(url.as_str())).or(own)
}

/// Whether an address is that of a whole site, which some pages wrongly give as their own.
fn is_home(url: &Url) -> bool {
    url.path().trim_matches('/').is_empty() && url.query().is_none()
}

/// Who published it.
pub(super) fn outlet(page: &Page, head: &Head, canonical: Option<&str>) -> Option<String> {
    let site = head.meta(&["og:site_name"]).map(str::to_owned);
    let publisher = || head.linked_data.names("publisher").into_iter().next();
    let host = || Some(Url::parse(canonical?).ok()?.host_str()?.trim_start_matches("www.").to_owned());
    let name = site.or_else(publisher).or_else(|| head.meta(&["application-name"]).map(str::to_owned));
    name.or_else(|| page.said.outlet.clone()).map(|name| one_line(&name)).filter(|name| !name.is_empty()).or_else(host)
}

/// Who wrote it, each name once.
pub(super) fn authors(page: &Page, head: &Head) -> Vec<String> {
    let meta = ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"];
    let ladder = [
        head.linked_data.names("author"),
        meta.iter().flat_map(|key| head.meta_all(key)).map(str::to_owned).collect(),
        page.said.authors.clone(),
        head.bylines.clone(),
    ];
    ladder.iter().map(|names| cleaned(names)).find(|names| !names.is_empty()).unwrap_or_default()
}

fn cleaned(names: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let name = one_line(name);
        let lower = name.to_lowercase();
        let before = BEFORE_NAMES.iter().find(|before| lower.starts_with(*before)).map_or(0, |before| before.len());
        let name = name.get(before..).unwrap_or_default().trim();
        let odd =
            name.is_empty() || name.chars().count() > AUTHOR_LETTERS_MAX || name.contains("://") || name.contains('@');
        if !odd && !found.iter().any(|known| known == name) && found.len() < AUTHORS_MAX {
            found.push(name.to_owned());
        }
    }
    found
}

/// Two letters of a language: the page's label, unless the text is surely in another.
pub(super) fn language(page: &Page, head: &Head, text: &str) -> Option<String> {
    let label = head.language.as_deref().or_else(|| head.meta(&["og:locale", "language", "content-language"]));
    let label = label.or(page.said.language.as_deref()).and_then(primary);
    let (found, sure) = detect_language(text);
    let detected = (found != UNKNOWN_LANGUAGE).then(|| found.to_owned());
    if sure >= LANGUAGE_SURE { detected.or(label) } else { label.or(detected) }
}

/// The first part of a language label (`en-GB`, `en_US`), in lower case.
fn primary(label: &str) -> Option<String> {
    let first = label.trim().split(['-', '_']).next()?.to_lowercase();
    ((2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(first)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
