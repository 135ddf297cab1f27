//! Addresses in one canonical form. In: an address as found. Out: the same page's address, always the same.
//! Never: fetches or guesses a page.

use url::Url;

/// Query parameters that only track where a reader came from.
const TRACKING: &[&str] = &["fbclid", "gclid", "ref", "cmpid", "ocid", "smid", "mc_cid", "mc_eid"];

/// The canonical form of an http(s) address: no fragment, no tracking parameters; none for anything else.
pub fn canonical_url(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return None;
    }
    url.set_fragment(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| !key.starts_with("utm_") && !TRACKING.contains(&key.as_ref()))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    if kept.is_empty() {
        url.set_query(None);
    } else {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    Some(url.into())
}
