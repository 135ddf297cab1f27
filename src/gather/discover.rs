//! The feeds that a site's page names. In: the bytes of a page. Out: addresses of what may be feeds, best first.
//! Never: fetches, or takes an address that is not of the web.

use super::markup::{Element, Step, steps};
use crate::text::decode;
use url::Url;

/// Where a site's feed most often is when its page names none.
pub(super) const USUAL_PATHS: &[&str] = &["/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml"];
/// Most feeds that one page names: a large paper has one for each of its sections.
const FEEDS_MAX: usize = 100;
/// Content types of feeds.
const FEED_TYPES: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/rss+xml"];
/// Last parts of a path that are those of a feed.
const FEED_NAMES: &[&str] =
    &["feed", "feeds", "rss", "atom", "rss2", "rss.xml", "atom.xml", "feed.xml", "index.xml", "index.rdf", "feed.json"];
/// Endings of a path that are those of a feed.
const FEED_ENDINGS: &[&str] = &[".rss", ".atom", ".rdf"];
/// Words by which the feed of a page's comments is known, in its address or title.
const COMMENT_WORDS: &[&str] = &["comment", "kommentar", "comentario", "reactie"];
/// How many bytes of something are looked at to see whether it is a page.
const LOOKED_AT_BYTES: usize = 1_000;

/// The feeds that a page names: those of its head before links that look like feeds, and those of comments last.
pub(super) fn feeds(html: &[u8], content_type: &str, base: &Url) -> Vec<String> {
    let html = decode(html, content_type);
    let (mut base, mut based, mut found) = (base.clone(), false, Vec::<(u8, String)>::new());
    for tag in tags(&html) {
        let name = tag.name.to_ascii_lowercase();
        if name == "base" && !based {
            let href = tag.attribute("href").and_then(|href| base.join(href.trim()).ok());
            based = href.is_some();
            base = href.unwrap_or(base);
        }
        let candidate = match name.as_str() {
            "link" => linked(tag, &base),
            "a" => anchored(tag, &base),
            _ => None,
        };
        let new = candidate.filter(|(_, url)| found.iter().all(|(_, known)| known != url));
        found.extend(new);
        if found.len() == FEEDS_MAX {
            break;
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, url)| url).collect()
}

/// Whether a page says of itself that it is one article, so that it is meant itself and not the feed that it names.
pub(super) fn is_article(html: &[u8], content_type: &str) -> bool {
    let html = decode(html, content_type);
    tags(&html).filter(|tag| tag.name.eq_ignore_ascii_case("meta")).any(|tag| {
        let named =
            tag.attribute("property").or_else(|| tag.attribute("name")).unwrap_or_default().to_ascii_lowercase();
        let content = tag.attribute("content").unwrap_or_default().to_ascii_lowercase();
        named == "article:published_time" || (named == "og:type" && content.trim() == "article")
    })
}

/// The start tags of a page; what a script says is passed over.
fn tags(html: &str) -> impl Iterator<Item = Element<'_>> {
    let is_script = |name: &str| name.eq_ignore_ascii_case("script");
    let mut in_script = false;
    steps(html).filter_map(move |step| match step {
        Step::Starts(tag, _) => {
            let shown = !in_script;
            in_script |= is_script(tag.name);
            shown.then_some(tag)
        }
        Step::Ends(name) => {
            in_script &= !is_script(name);
            None
        }
    })
}

/// Whether these bytes are a page for people, not a feed or sitemap that is sent as one.
pub(super) fn is_page(content_type: &str, bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(LOOKED_AT_BYTES)).unwrap_or_default();
    let start = decode(start, content_type).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if start.contains("<html") || start.starts_with("<!doctype html") {
        return true;
    }
    let other = ["<?xml", "<rss", "<feed", "<rdf", "<urlset", "<sitemapindex", "{"];
    content_type.to_ascii_lowercase().contains("html") && !other.iter().any(|other| start.starts_with(other))
}

/// A feed that the head of a page names, with its rank.
fn linked(tag: Element<'_>, base: &Url) -> Option<(u8, String)> {
    let relation = tag.attribute("rel")?.to_ascii_lowercase();
    let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let is_feed = relation.split_whitespace().any(|word| word == "alternate" || word == "feed");
    if !is_feed || !FEED_TYPES.contains(&kind) {
        return None;
    }
    let url = web(&tag.attribute("href")?, base)?;
    let title = tag.attribute("title").unwrap_or_default();
    let of_comments = is_of_comments(url.as_str()) || is_of_comments(&title);
    Some((if of_comments { 2 } else { 0 }, url.into()))
}

/// A link on a page that looks like a feed, with its rank.
fn anchored(tag: Element<'_>, base: &Url) -> Option<(u8, String)> {
    let url = web(&tag.attribute("href")?, base)?;
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let looks_like_it = FEED_NAMES.contains(&name)
        || FEED_ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (name.ends_with(".xml") && ["rss", "feed", "atom"].iter().any(|word| path.contains(word)))
        || url.query_pairs().any(|(key, value)| key == "feed" && !value.is_empty());
    let rank = if is_of_comments(url.as_str()) { 3 } else { 1 };
    looks_like_it.then(|| (rank, url.into()))
}

fn is_of_comments(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    COMMENT_WORDS.iter().any(|word| words.contains(word))
}

/// The address on the web that a link leads to, without its fragment.
fn web(href: &str, base: &Url) -> Option<Url> {
    let href = href.trim();
    let href = href.strip_prefix("feed:").filter(|rest| rest.starts_with("http")).unwrap_or(href);
    let mut url = base.join(href).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::{feeds, is_article, is_page};
    use proptest::prelude::*;
    use url::Url;

    #[test]
    fn an_article_says_that_it_is_one() {
        for (page, expected) in [
            ("<meta property=og:type content=article>", true),
            ("<META name='article:published_time' content='2026-11-03'>", true),
            ("<meta property=og:type content=website>", false),
            ("<script>'<meta property=og:type content=article>'</script>", false),
            ("<p>og:type article", false),
        ] {
            assert_eq!(is_article(page.as_bytes(), "text/html"), expected, "{page}");
        }
    }

    fn base() -> Url {
        Url::parse("https://courier.example/news/").unwrap()
    }

    fn check(html: &str, expected: &[&str]) {
        assert_eq!(feeds(html.as_bytes(), "text/html", &base()), expected, "{html}");
    }

    #[test]
    fn named_in_the_head() {
        check(
            "<html><head><!-- <link rel=alternate type=application/rss+xml href=/no> -->
             <link rel='alternate' type='application/rss+xml' title='Comments Feed' href='/c/feed'>
             <link crossorigin href=local.xml type=APPLICATION/ATOM+XML rel=alternate>
             <LINK REL=\"alternate home\" TYPE=\"application/rss+xml; charset=utf-8\" HREF=\"feed://x\"/>
             <link rel=alternate type=application/feed+json href='https://other.example/f?a=1&amp;b=2#x'>
             <link rel=alternate hreflang=de href=/de><link rel=stylesheet type=application/rss+xml href=/s>
             <script>var x = \"<link rel='alternate' type='application/rss+xml' href='/script'>\"</script>",
            &[
                "https://courier.example/news/local.xml",
                "https://other.example/f?a=1&b=2",
                "https://courier.example/c/feed",
            ],
        );
    }

    #[test]
    fn anchors_and_base() {
        check(
            "<base href='https://paper.example/de/'><a href='feeds/'>x</a><a href=/x/politics.rss>x</a><a href='/?feed=rss2'>x</a>
             <a href=/rss/world.xml>x</a><a href=/comments/feed/>x</a><a href=/feeding>x</a><a href='mailto:rss'>x</a>
             <a href=/x.xml>x</a><a href='feeds/#top'>x</a><link rel=alternate type=application/rss+xml href=/main>",
            &[
                "https://paper.example/main",
                "https://paper.example/de/feeds/",
                "https://paper.example/x/politics.rss",
                "https://paper.example/?feed=rss2",
                "https://paper.example/rss/world.xml",
                "https://paper.example/comments/feed/",
            ],
        );
    }

    #[test]
    fn pages_and_what_is_none() {
        for (content_type, start, expected) in [
            ("text/html", "<!DOCTYPE html><p>", true),
            ("text/html; charset=utf-8", "<p>x", true),
            ("", "\u{feff} <!-- x --><HTML lang=en>", true),
            ("application/xhtml+xml", "<?xml version='1.0'?><html xmlns='x'>", true),
            ("text/html", "<?xml version='1.0'?><rss>", false),
            ("text/html", "{\"items\":[]}", false),
            ("application/rss+xml", "<rss><channel>", false),
            ("", "words", false),
        ] {
            assert_eq!(is_page(content_type, start.as_bytes()), expected, "{content_type} {start}");
        }
    }

    #[test]
    fn hostile_pages_end_soon() {
        for piece in
            ["<a", "<a href=", "<a href='", "<script>", "<link rel=alternate type=application/rss+xml href=", "<!--"]
        {
            let _ = feeds(piece.repeat(50_000).as_bytes(), "", &base());
        }
        let many: String = (0..20_000).map(|number| format!("<a href=/{number}/feed>")).collect();
        assert_eq!(feeds(many.as_bytes(), "", &base()).len(), super::FEEDS_MAX);
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<(a|link|base|script|/script|!--) |>|/>|href|rel|type|=|'|\"|alternate|application/rss.xml|/feed|é|:| |&){0,60}") {
            let _ = (feeds(html.as_bytes(), "", &base()), is_page("", html.as_bytes()));
        }
    }
}
