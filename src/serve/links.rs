//! Addresses that the pages link to. In: ids, citations, foreign addresses. Out: text for `href`.
//! Never: a scheme other than http and https, or a part of an id that could end its path.

use crate::model::OutletId;
use crate::wire::CitationLine;

/// The front page.
pub(super) const FRONT: &str = "/";

/// The names of a page's feeds.
pub(super) const ATOM: &str = "feed.atom";
pub(super) const JSON: &str = "feed.json";

/// A feed of a page, under the page's own address; the page's query goes with it.
pub(super) fn feed(page: &str, name: &str) -> String {
    let (path, query) = page.split_once('?').map_or((page, None), |(path, query)| (path, Some(query)));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", path.trim_end_matches('/'))
}

/// The page of a story.
pub(super) fn story(id: &str) -> String {
    format!("/stories/{}", encoded(id))
}

/// The questions on the page of a story.
pub(super) fn questions_of(story: &str) -> String {
    format!("{}#questions", self::story(story))
}

/// The page of a topic.
pub(super) fn topic(id: &str) -> String {
    format!("/topics/{}", encoded(id))
}

/// The page of an outlet, if it has a name.
pub(super) fn outlet(name: &str) -> Option<String> {
    OutletId::derive(name).map(|id| format!("/outlets/{id}"))
}

/// The page of a category.
pub(super) fn category(name: &str) -> String {
    format!("/categories/{}", encoded(name))
}

/// A search for these words.
pub(super) fn search(words: &str) -> String {
    let mut parameters = url::form_urlencoded::Serializer::new(String::new());
    format!("/search?{}", parameters.append_pair("q", words).finish())
}

/// A page of a list, from 1.
pub(super) fn numbered(list: &str, number: usize) -> String {
    let mark = if list.contains('?') { '&' } else { '?' };
    if number <= 1 { list.to_owned() } else { format!("{list}{mark}page={number}") }
}

/// The page of a question.
pub(super) fn question(id: &str) -> String {
    format!("/questions/{}", encoded(id))
}

/// The page of an article version.
pub(super) fn article(id: &str, version: u32) -> String {
    format!("/articles/{}/{version}", encoded(id))
}

/// The cited words on their article's page.
pub(super) fn citation(citation: &CitationLine) -> String {
    let page = article(&citation.article, citation.version);
    let field = if citation.within.as_deref() == Some("title") { "&in=title" } else { "" };
    format!("{page}?at={}-{}{field}#at", citation.start, citation.end)
}

/// A foreign address, if it may be linked to.
pub(super) fn outside(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    (plain && url.has_host()).then(|| url.to_string())
}

/// The host of a foreign address, to be shown beside its link.
pub(super) fn host(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    url.host_str().map(|host| host.trim_start_matches("www.").to_owned())
}

/// One path segment, with everything but unreserved characters percent-encoded.
pub(super) fn encoded(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_outside(address: &str, expected: Option<&str>) {
        assert_eq!(outside(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn only_plain_web_addresses_are_linked() {
        check_outside("https://harbour.example/a?b=1", Some("https://harbour.example/a?b=1"));
        check_outside("http://harbour.example", Some("http://harbour.example/"));
        check_outside("javascript:alert(1)", None);
        check_outside(" JaVaScRiPt:alert(1)", None);
        check_outside("data:text/html,<b>", None);
        check_outside("https://bank.example@evil.example/", None);
        check_outside("/only/a/path", None);
    }

    #[test]
    fn a_feed_stands_under_its_page() {
        assert_eq!(feed(FRONT, ATOM), "/feed.atom");
        assert_eq!(feed("/stories/s1", JSON), "/stories/s1/feed.json");
        assert_eq!(feed("/search?q=a%2Fb", ATOM), "/search/feed.atom?q=a%2Fb");
    }

    #[test]
    fn a_list_is_numbered_from_its_second_page_on() {
        assert_eq!(numbered("/topics/t", 1), "/topics/t");
        assert_eq!(numbered("/topics/t", 2), "/topics/t?page=2");
        assert_eq!(numbered("/search?q=a", 3), "/search?q=a&page=3");
    }

    #[test]
    fn an_id_stays_one_segment() {
        assert_eq!(story("a/b?c#d e"), "/stories/a%2Fb%3Fc%23d%20e");
    }
}
