//! Addresses in one canonical form. In: an address as found. Out: the same page's address, always the same.
//! Never: fetches or guesses a page.

use url::Url;

/// Query parameters that only track where a reader came from.
const TRACKING: &[&str] = &[
    "_ga",
    "amp",
    "at_campaign",
    "at_medium",
    "cmp",
    "cmpid",
    "dclid",
    "fbclid",
    "feature",
    "ftag",
    "gclid",
    "guccounter",
    "icid",
    "igshid",
    "ito",
    "mbid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ocid",
    "partner",
    "ref",
    "ref_src",
    "referrer",
    "s_cid",
    "smid",
    "smtyp",
    "soc_src",
    "source",
    "taid",
    "tpcc",
    "twclid",
    "wt_mc",
    "xtor",
    "yclid",
];

/// The canonical form of an http(s) address: host in lower case, no fragment, no tracking parameters, the others
/// sorted, no user name, no empty query; none for anything else.
pub fn canonical_url(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let mut kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| !is_tracking(key))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    kept.sort_unstable();
    if kept.is_empty() {
        url.set_query(None);
    } else {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    Some(url.into())
}

fn is_tracking(key: &str) -> bool {
    let lower = key.to_ascii_lowercase();
    lower.starts_with("utm_") || lower.starts_with("pk_") || TRACKING.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::canonical_url;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(canonical_url(address).as_deref(), expected, "canonical form of {address:?}");
    }

    #[test]
    fn one_form() {
        check(" HTTPS://News.Example:443/a?utm_source=x&b=2&a=1#top ", Some("https://news.example/a?a=1&b=2"));
        check("http://news.example/a?fbclid=1", Some("http://news.example/a"));
        check("https://user:secret@news.example", Some("https://news.example/"));
        check("https://news.example/?id=5", Some("https://news.example/?id=5"));
    }

    #[test]
    fn nothing_else() {
        for address in ["", "news.example/a", "ftp://news.example/", "javascript:alert(1)", "https://"] {
            check(address, None);
        }
    }
}
