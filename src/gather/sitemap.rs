//! Sitemaps: lists of a site's pages, of further sitemaps, or one address a line. In: bytes, unpacked. Out: addresses in order, with
//! what the list says of each. Never: fails for one broken entry, or for markup that is not quite XML; fetches.

use super::markup::{self, Element, elements, local};
use crate::model::{ArticleDraft, Moment, Published};
use crate::text::{decode, written_time};
use url::Url;

/// Most addresses of one sitemap: what the protocol allows.
const LISTED_MAX: usize = 50_000;

/// What a sitemap lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    /// Pages.
    pub(super) pages: Vec<Listed>,
    /// Further sitemaps.
    pub(super) sitemaps: Vec<Listed>,
}

/// One address of a sitemap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// The address, whole.
    pub(super) url: String,
    /// When what is there last changed.
    pub(super) modified: Option<Moment>,
    /// What a news sitemap says of the page: title, publication time, outlet, language.
    pub(super) said: ArticleDraft,
}

/// The sitemap in these bytes; none where there is none. Relative addresses are resolved against `base`.
pub(super) fn parse(bytes: &[u8], base: &Url) -> Option<Sitemap> {
    let text = decode(bytes, "");
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') { marked_up(text, base) } else { lines(text) }
}

fn marked_up(text: &str, base: &Url) -> Option<Sitemap> {
    let (head, found) = markup::listed(text, &["url", "sitemap"]);
    elements(head).iter().find(|root| matches!(local(root.name), "urlset" | "sitemapindex"))?;
    let mut sitemap = Sitemap::default();
    for one in found.into_iter().take(LISTED_MAX) {
        let markup::Listed::Whole(element) = one else { continue };
        let is_sitemap = local(element.name) == "sitemap";
        let list = if is_sitemap { &mut sitemap.sitemaps } else { &mut sitemap.pages };
        list.extend(entry(element, base));
    }
    Some(sitemap)
}

/// An entry, if it has an address.
fn entry(element: Element<'_>, base: &Url) -> Option<Listed> {
    let (mut url, mut listed) = (None, Listed::default());
    for inner in elements(element.inner) {
        match local(inner.name) {
            "loc" => url = url.or_else(|| web(base.join(inner.value().trim()).ok())),
            "lastmod" => listed.modified = moment(inner),
            "news" => listed.said = news(inner),
            _ => {}
        }
    }
    listed.url = url?;
    Some(listed)
}

/// What the news part of an entry says.
fn news(element: Element<'_>) -> ArticleDraft {
    let mut said = ArticleDraft::default();
    for inner in elements(element.inner) {
        match local(inner.name) {
            "title" => said.title = inner.value(),
            "publication_date" => said.published = moment(inner).map(Published),
            "publication" => {
                for part in elements(inner.inner) {
                    match local(part.name) {
                        "name" => said.outlet = filled(part),
                        "language" => said.language = filled(part),
                        _ => {}
                    }
                }
            }
            "language" => said.language = filled(inner),
            _ => {}
        }
    }
    said
}

fn filled(element: Element<'_>) -> Option<String> {
    Some(element.value()).filter(|value| !value.is_empty())
}

fn moment(element: Element<'_>) -> Option<Moment> {
    written_time(&element.value()).map(Moment::from)
}

fn web(url: Option<Url>) -> Option<String> {
    url.filter(|url| matches!(url.scheme(), "http" | "https")).map(String::from)
}

/// A text with an address on each line; any other text is none.
fn lines(text: &str) -> Option<Sitemap> {
    let mut pages = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LISTED_MAX) {
        pages.push(Listed { url: web(Url::parse(line).ok())?, ..Listed::default() });
    }
    (!pages.is_empty()).then_some(Sitemap { pages, ..Sitemap::default() })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use proptest::prelude::*;
    use url::Url;

    fn base() -> Url {
        Url::parse("https://courier.example/sitemaps/1.xml").unwrap()
    }

    /// One line per entry; those that are sitemaps begin with `+`.
    fn check(text: &str, expected: &[&str]) {
        let sitemap = parse(text.as_bytes(), &base()).unwrap();
        let pages = sitemap.pages.iter().map(|listed| ("", listed));
        let lines: Vec<String> = pages
            .chain(sitemap.sitemaps.iter().map(|listed| ("+", listed)))
            .map(|(mark, listed)| {
                let said = &listed.said;
                let time = |moment: Option<String>| moment.unwrap_or("-".to_owned());
                let modified = time(listed.modified.map(|moment| moment.to_string()));
                let published = time(said.published.map(|published| published.0.to_string()));
                let outlet = said.outlet.as_deref().unwrap_or("-");
                let language = said.language.as_deref().unwrap_or("-");
                format!("{mark}{} {modified} | {} | {published} | {outlet} | {language}", listed.url, said.title)
            })
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn pages_with_and_without_news() {
        check(
            "<?xml version='1.0'?><urlset xmlns='x' xmlns:n='y'>
             <url><loc>https://courier.example/a?x=1&amp;y=2</loc><lastmod>2026-11-03</lastmod>
             <n:news><n:publication><n:name>The Varn Courier</n:name><n:language>en</n:language></n:publication>
             <n:publication_date>2026-11-03T10:00:00+01:00</n:publication_date><n:title>Osk & Varn</n:title></n:news>
             <image:image><image:loc>https://courier.example/p.jpg</image:loc></image:image></url>
             <url><loc><![CDATA[ /b ]]></loc><priority>0.5</priority></url>
             <url><lastmod>2026-11-03</lastmod></url><url><loc>ftp://courier.example/c</loc></url>
             <url><loc>https://courier.example/cut",
            &[
                "https://courier.example/a?x=1&y=2 2026-11-03 | Osk & Varn | 2026-11-03T10:00:00+01:00 | The Varn Courier | en",
                "https://courier.example/b - |  | - | - | -",
            ],
        );
    }

    #[test]
    fn lists_of_sitemaps() {
        check(
            "<s:sitemapindex xmlns:s='x'><s:sitemap><s:loc>2.xml.gz</s:loc><s:lastmod>2026-11-03T09:00:00Z</s:lastmod></s:sitemap></s:sitemapindex>",
            &["+https://courier.example/sitemaps/2.xml.gz 2026-11-03T09:00:00Z |  | - | - | -"],
        );
        check("<urlset></urlset>", &[]);
    }

    #[test]
    fn an_address_a_line() {
        check(
            "\u{feff}https://courier.example/a\r\n\r\n http://courier.example/b\n",
            &["https://courier.example/a - |  | - | - | -", "http://courier.example/b - |  | - | - | -"],
        );
    }

    #[test]
    fn what_is_no_sitemap() {
        for text in
            ["", "words", "https://a.example\nwords", "<html><url>x</url></html>", "<rss><item></item></rss>", "{}"]
        {
            assert_eq!(parse(text.as_bytes(), &base()), None, "{text}");
        }
    }

    #[test]
    fn large_and_hostile_ones_end_soon() {
        let many = "<url><loc>/a</loc></url>".repeat(60_000);
        assert_eq!(parse(format!("<urlset>{many}").as_bytes(), &base()).unwrap().pages.len(), super::LISTED_MAX);
        for piece in ["<url>", "<loc>", "<url><loc>", "<n:news><url>", "<!--", "<![CDATA[", "&"] {
            let _ = parse(format!("<urlset>{}", piece.repeat(20_000)).as_bytes(), &base());
        }
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse(&bytes, &base());
        }

        #[test]
        fn never_panics_on_near_sitemaps(text in "(<(/?url|/?sitemap|/?loc|/?n:news|/?title|n:publication|!--|!\\[CDATA\\[)|>|/>|--|\\]\\]|&|;|=|\"|é|http://a/|\n| |1){0,60}") {
            let _ = parse(format!("<urlset>{text}").as_bytes(), &base());
            let _ = parse(text.as_bytes(), &base());
        }
    }
}
