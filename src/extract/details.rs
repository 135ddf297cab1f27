//! What a page is beside its article: its picture, its links, whether there is more of it. In: what the page says, its text.
//! Out: details. Never: fetches an address that it names.

use super::body::Body;
use super::head::Head;
use crate::model::{Access, DateFrom, Details, Form};
use crate::text::{canonical_url, words};
use url::Url;

/// Most links of one article.
const LINKS_MAX: usize = 200;
/// A text with less than this share of the words that the page says it has is truncated.
const WORDS_SHARE_MIN: f64 = 0.6;
/// A page that is not free and shows fewer words than this shows an opening.
const OPENING_WORDS: usize = 150;
/// Ends of texts that go on elsewhere.
const BROKEN_OFF: &[&str] = &["…", "...", "[…]", "[...]", "(...)", "(…)"];

/// What is known of a page beside its article.
pub(super) fn details(address: Option<&str>, head: &Head, body: &Body, text: &str, from: Option<DateFrom>) -> Details {
    let base = address.and_then(|address| Url::parse(address).ok());
    let resolved = |href: &str| {
        let url = match &base {
            Some(base) => base.join(href).ok()?,
            None => Url::parse(href).ok()?,
        };
        matches!(url.scheme(), "http" | "https").then_some(url)
    };
    let mut links: Vec<String> = Vec::new();
    for link in body.links.iter().filter(|href| !href.starts_with('#')).filter_map(|href| resolved(href)) {
        let link = canonical_url(link.as_str()).unwrap_or_default();
        if !link.is_empty() && Some(link.as_str()) != address && links.len() < LINKS_MAX && !links.contains(&link) {
            links.push(link);
        }
    }
    let image = head.meta(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"]);
    let image = image.map(str::to_owned).or_else(|| head.linked_data.address("image"));
    Details {
        published_from: from,
        image: image.and_then(|image| resolved(&image)).map(String::from),
        links,
        next: head.next.as_deref().and_then(resolved).map(String::from).filter(|next| Some(next.as_str()) != address),
        access: access(head, text),
        form: form(head, body),
    }
}

fn access(head: &Head, text: &str) -> Option<Access> {
    let free = head.linked_data.said("isAccessibleForFree").map(|said| said.to_lowercase());
    let tier = head.meta(&["article:content_tier", "content_tier"]).map(str::to_lowercase);
    let paid = free.as_deref() == Some("false") || matches!(tier.as_deref(), Some("locked" | "metered" | "paid"));
    let count = words(text).len();
    let stated: Option<f64> = head.linked_data.said("wordCount").and_then(|said| said.trim().parse().ok());
    let shorter = stated.is_some_and(|stated| stated > 0.0 && (count as f64) < stated * WORDS_SHARE_MIN);
    let breaks_off = BROKEN_OFF.iter().any(|end| text.trim_end().ends_with(end));
    match (paid, shorter || breaks_off || (paid && count < OPENING_WORDS)) {
        (_, true) => Some(Access::Truncated),
        (true, false) => Some(Access::Paid),
        _ => None,
    }
}

fn form(head: &Head, body: &Body) -> Option<Form> {
    if head.linked_data.has_type("LiveBlogPosting") {
        return Some(Form::Live);
    }
    (body.lists && !head.linked_data.has_article()).then_some(Form::List)
}
