//! A back door to the readers of foreign formats, for the fuzzer. In: bytes. Out: how much was found, or a crash where a promise is
//! broken. Never: part of the library that others may count on.

use super::{discover, feed, robots, sitemap};
use url::Url;

fn base() -> Option<Url> {
    Url::parse("https://paper.example/list").ok()
}

/// How many items the feed in these bytes has.
pub fn feed(bytes: &[u8]) -> usize {
    let feed = base().and_then(|base| feed::parse(bytes, "", &base));
    feed.map_or(0, |feed| feed.items.len())
}

/// How many addresses the sitemap in these bytes has.
pub fn sitemap(bytes: &[u8]) -> usize {
    let sitemap = base().and_then(|base| sitemap::parse(bytes, &base));
    sitemap.map_or(0, |sitemap| sitemap.pages.len() + sitemap.sitemaps.len())
}

/// How many sitemaps the robots.txt in these bytes names, after it was asked whether it allows its own first line.
pub fn robots(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let robots = robots::Robots::parse(&text);
    let asked = robots.allows("backstory/1", text.lines().next().unwrap_or("/"));
    assert!(asked || robots.allows("backstory/1", "/robots.txt"));
    assert!(robots.delay_seconds("backstory/1").is_none_or(|seconds| seconds >= 0.0));
    robots.sitemaps().len()
}

/// How many feeds the page in these bytes names, or how many places there are to look for one.
pub fn discover(bytes: &[u8]) -> usize {
    let feeds = base().map(|base| discover::feeds(bytes, "", &base)).unwrap_or_default();
    if discover::is_page("", bytes) { feeds.len() } else { discover::USUAL_PATHS.len() }
}

/// How many feeds the list in these bytes has, after it was written and read again.
pub fn opml(bytes: &[u8]) -> usize {
    let Some(outlines) = super::opml(bytes) else { return 0 };
    let written = super::write_opml(&outlines, "again");
    assert_eq!(super::opml(written.as_bytes()).as_ref(), Some(&outlines));
    outlines.len()
}
