//! Feeds: RSS, Atom, JSON Feed, as they are found. In: bytes. Out: the feed's items, and what was wrong about them.
//! Never: fails for one broken item, or for markup that is not quite XML; interprets the HTML of an item.

use super::markup::{Element, Listed, elements, listed, local};
use crate::model::Moment;
use crate::text::{decode, written_time};
use serde_json::Value;
use url::Url;

/// Most items read of one feed.
const ITEMS_MAX: usize = 10_000;
/// Prefixes whose elements are about pictures, sounds and shops; their titles and texts are not the item's.
const OTHER_PREFIXES: &[&str] = &["media", "itunes", "image", "thr", "georss", "podcast", "googleplay", "g", "source"];

/// What holds the items, outer before inner.
const CONTAINERS: &[&str] = &["rss", "RDF", "feed", "channel"];

/// Elements that hold the words of an item, in whose language it is.
const WORDS: &[&str] = &["title", "content", "summary"];

/// What a feed says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it calls itself; may hold HTML.
    pub title: Option<String>,
    /// Language code of all items that do not say another.
    pub language: Option<String>,
    /// Its items, in its order.
    pub items: Vec<Item>,
    /// Why an item is not among them, each with the item it was about, counted from 1.
    pub problems: Vec<(usize, String)>,
    /// What was wrong about an item that is among them all the same, counted likewise.
    pub noted: Vec<(usize, String)>,
}

/// What a feed says of one page; title, content and summary may hold HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What the feed knows it by.
    pub id: Option<String>,
    /// The address of the page.
    pub link: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The text, or where the feed has none, the summary.
    pub content: Option<String>,
    /// The summary.
    pub summary: Option<String>,
    /// When it was published; where that is not said, when it was changed.
    pub published: Option<Moment>,
    /// When it was changed, where that is another time.
    pub modified: Option<Moment>,
    /// Who wrote it; where the item names nobody, who writes the feed.
    pub authors: Vec<String>,
    /// Language code.
    pub language: Option<String>,
}

/// The feed in these bytes; none where there is none. Relative links are resolved against `base`.
pub(super) fn parse(bytes: &[u8], content_type: &str, base: &Url) -> Option<Feed> {
    let text = decode(bytes, content_type);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if text.starts_with('{') { json_feed(text, base) } else { xml_feed(text, base) }
}

fn xml_feed(text: &str, base: &Url) -> Option<Feed> {
    let (head, found) = listed(text, &["item", "entry"]);
    let opened = elements_opened(head);
    let root = opened.iter().find(|element| CONTAINERS.contains(&local(element.name)));
    if root.is_none() && !matches!(found.first(), Some(Listed::Whole(element)) if local(element.name) == "entry") {
        return None;
    }
    let mut feed = Feed { language: root.and_then(|root| root.attribute("xml:lang")), ..Feed::default() };
    let (base, mut authors) = (root.map_or_else(|| base.clone(), |root| based(base, *root)), Vec::new());
    for element in opened {
        match (prefix(element.name), local(element.name)) {
            (prefix, _) if OTHER_PREFIXES.contains(&prefix) => {}
            (_, "title") => feed.title = feed.title.take().or_else(|| filled(element.value())),
            (_, "language") => feed.language = filled(element.value()).or(feed.language.take()),
            (_, "author") => authors.extend(author(element)),
            _ => {}
        }
    }
    for (at, one) in found.into_iter().take(ITEMS_MAX).enumerate() {
        match one {
            Listed::Whole(element) => feed.items.push(xml_item(element, &base)),
            Listed::Broken(element) => {
                let item = xml_item(element, &base);
                let is_enough = item.title.is_some() && item.link.is_some();
                let list = if is_enough { &mut feed.noted } else { &mut feed.problems };
                list.push((at + 1, "the item has no end".to_owned()));
                feed.items.extend(Some(item).filter(|_| is_enough));
            }
        }
    }
    sign(&mut feed.items, &authors);
    Some(feed)
}

/// Gives the items that name no author those of the feed.
fn sign(items: &mut [Item], authors: &[String]) {
    for item in items.iter_mut().filter(|item| item.authors.is_empty()) {
        item.authors = authors.to_vec();
    }
}

/// What relative addresses inside of an element are resolved against.
fn based(base: &Url, element: Element<'_>) -> Url {
    let own = element.attribute("xml:base").and_then(|own| base.join(own.trim()).ok());
    own.unwrap_or_else(|| base.clone())
}

fn prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or("", |(prefix, _)| prefix)
}

/// The elements of a feed's head: those inside of `<rss>`, `<channel>` and `<feed>`, whose own ends may stand behind the items.
fn elements_opened(head: &str) -> Vec<Element<'_>> {
    let mut found = elements(head);
    for container in CONTAINERS {
        let inside =
            found.iter().find(|element| local(element.name) == *container).map(|element| elements(element.inner));
        found.extend(inside.unwrap_or_default());
    }
    found
}

fn xml_item(item: Element<'_>, base: &Url) -> Item {
    let mut found = Item { language: item.attribute("xml:lang"), ..Item::default() };
    let (base, about) = (based(base, item), item.attribute("rdf:about").and_then(filled));
    let (mut guid_link, mut updated, mut link_rank) = (about.clone(), None, 0);
    for element in elements(item.inner) {
        if found.language.is_none() && WORDS.contains(&local(element.name)) {
            found.language = element.attribute("xml:lang");
        }
        if OTHER_PREFIXES.contains(&prefix(element.name)) {
            continue;
        }
        match local(element.name) {
            "title" => found.title = found.title.or_else(|| filled(element.value())),
            "link" => {
                let (link, rank) = link(element, &base);
                if rank > link_rank {
                    (found.link, link_rank) = (link, rank);
                }
            }
            "guid" | "id" => {
                found.id = filled(element.value());
                let is_link = element.attribute("isPermaLink").is_none_or(|is_link| is_link != "false");
                guid_link = found.id.clone().filter(|_| is_link).or(guid_link);
            }
            "encoded" | "content" | "content_encoded" => found.content = content(element).or(found.content),
            "description" | "summary" | "abstract" => found.summary = found.summary.or_else(|| content(element)),
            "pubDate" | "pubdate" | "published" | "issued" | "created" | "date" => {
                found.published = moment(&element.value()).or(found.published);
            }
            "updated" | "modified" | "lastBuildDate" => updated = moment(&element.value()).or(updated),
            "author" | "creator" => {
                let new = author(element).filter(|name| !found.authors.contains(name));
                found.authors.extend(new);
            }
            "language" => found.language = filled(element.value()),
            _ => {}
        }
    }
    found.id = found.id.or(about);
    found.content = found.content.or_else(|| found.summary.clone());
    found.published = found.published.or(updated);
    found.modified = updated.filter(|updated| Some(*updated) != found.published);
    found.link = found.link.or(guid_link.filter(|id| id.starts_with("http://") || id.starts_with("https://")));
    found
}

/// Where a link leads, and how good it is: 3 the page, 2 of unknown kind, 1 another form of it, 0 not the page.
fn link(element: Element<'_>, base: &Url) -> (Option<String>, u32) {
    let Some(address) = element.attribute("href").and_then(filled).or_else(|| filled(element.value())) else {
        return (None, 0);
    };
    let page = element.attribute("type").is_none_or(|kind| kind.contains("html"));
    let rank = match element.attribute("rel").as_deref() {
        Some("alternate") if page => 3,
        None if page => 2,
        Some("alternate") | None => 1,
        Some(_) => 0,
    };
    match based(base, element).join(address.trim()) {
        Ok(address) => (Some(address.into()), rank),
        Err(_) => (None, 0),
    }
}

/// The content of an item; that of a picture or another file is none.
fn content(element: Element<'_>) -> Option<String> {
    let kind = element.attribute("type").unwrap_or_default();
    let readable = kind.is_empty() || kind.contains("html") || kind.starts_with("text");
    filled(element.value()).filter(|_| readable)
}

/// `Ada Byron`, `desk@paper.example (Ada Byron)`, `Ada Byron (desk@paper.example)`, `<name>Ada Byron</name><email>…`.
fn author(element: Element<'_>) -> Option<String> {
    let named = elements(element.inner).into_iter().find(|inner| local(inner.name) == "name");
    let value = named.map_or_else(|| element.value(), |name| name.value());
    let name = match value.split_once('(') {
        Some((before, rest)) if before.contains('@') => rest.trim_end_matches(')'),
        Some((before, rest)) if rest.contains('@') => before,
        _ => value.as_str(),
    };
    filled(name.trim().to_owned()).filter(|name| !name.contains(['@', '<']))
}

fn moment(text: &str) -> Option<Moment> {
    written_time(text).map(Moment::from)
}

fn filled(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

fn json_feed(text: &str, base: &Url) -> Option<Feed> {
    let value: Value = serde_json::from_str(text).ok()?;
    let items = value.get("items")?.as_array()?;
    let mut feed =
        Feed { title: text_of(&value, &["title"]), language: text_of(&value, &["language"]), ..Feed::default() };
    for (at, item) in items.iter().take(ITEMS_MAX).enumerate() {
        match item.is_object() {
            true => feed.items.push(json_item(item, base)),
            false => feed.problems.push((at + 1, "the item is no JSON object".to_owned())),
        }
    }
    sign(&mut feed.items, &json_authors(&value));
    Some(feed)
}

fn json_item(item: &Value, base: &Url) -> Item {
    let time = |key| text_of(item, &[key]).as_deref().and_then(moment);
    let id = text_of(item, &["id"]);
    let link = text_of(item, &["url", "external_url"]).or_else(|| id.clone().filter(|id| id.starts_with("http")));
    let published = time("date_published");
    Item {
        id,
        link: link.and_then(|link| base.join(link.trim()).ok()).map(String::from),
        title: text_of(item, &["title"]),
        content: text_of(item, &["content_html", "content_text", "summary"]),
        summary: text_of(item, &["summary"]),
        published: published.or_else(|| time("date_modified")),
        modified: time("date_modified").filter(|modified| Some(*modified) != published && published.is_some()),
        authors: json_authors(item),
        language: text_of(item, &["language"]),
    }
}

/// The authors that a feed or item names, in the words of either version of the format.
fn json_authors(value: &Value) -> Vec<String> {
    let several = value.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut names = Vec::new();
    for name in value.get("author").into_iter().chain(several).filter_map(|author| text_of(author, &["name"])) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The first of these members that holds text.
fn text_of(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().filter_map(|key| value.get(key)).find_map(|member| match member {
        Value::String(text) => filled(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Feed, parse};
    use proptest::prelude::*;
    use url::Url;

    fn feed(bytes: &[u8]) -> Option<Feed> {
        parse(bytes, "", &Url::parse("https://courier.example/rss").unwrap())
    }

    /// One line per item: link, title, content, times, authors.
    fn check(bytes: &[u8], title: &str, expected: &[&str], problems: usize) {
        let feed = feed(bytes).unwrap();
        let shown = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
        let lines: Vec<String> = feed
            .items
            .iter()
            .map(|item| {
                let published = item.published.map_or("-".to_owned(), |moment| moment.to_string());
                let authors = item.authors.join(", ");
                format!(
                    "{} | {} | {} | {published} | {authors}",
                    shown(&item.link),
                    shown(&item.title),
                    shown(&item.content)
                )
            })
            .collect();
        assert_eq!(lines, expected);
        assert_eq!((shown(&feed.title).as_str(), feed.problems.len()), (title, problems), "{:?}", feed.problems);
    }

    #[test]
    fn a_broken_feed_gives_what_is_whole() {
        check(
            include_bytes!("../../tests/data/feeds/broken.xml"),
            "The Varn Courier & Post",
            &[
                "https://courier.example/2026/11/osk-bridge?utm_source=rss&a=1 | Osk bridge & tunnel closed | <p>The council closed both on Tuesday.</p> | 2026-11-03T10:00:00+01:00 | Ilva Tarn",
                "https://courier.example/dean | Dean of Lindmar & others resign | - | 2026-11-03T12:00:00+02:00 | Oren Vask",
            ],
            2,
        );
    }

    #[test]
    fn atom_and_json() {
        check(
            include_bytes!("../../tests/data/feeds/atom.xml"),
            "Lindmarer Bote",
            &["https://bote.example/bruecke | Br&uuml;cke gesperrt | Kurz. | 2026-11-03T10:00:00+01:00 | Ilva Tarn"],
            0,
        );
        check(
            include_bytes!("../../tests/data/feeds/feed.json"),
            "Osk Valley News",
            &[
                "https://valley.example/7 | Mill reopens | <p>The mill reopened.</p> | 2026-11-03T10:00:00Z | Oren Vask",
                "https://valley.example/8 | - | Only words. | - | ",
            ],
            1,
        );
    }

    #[test]
    fn addresses_are_resolved_against_the_nearest_base() {
        check(
            b"<feed xml:base='https://bote.example/de/'><title>Bote</title><author><name>Ilva Tarn</name></author>
              <entry><id>tag:1</id><title>a</title><link href='a'/></entry>
              <entry xml:base='archive/'><title>b</title><link rel='self' href='no'/><link href='b' xml:base='2026/'/></entry>
              <entry><title>c</title><id>https://bote.example/c</id><author><name>Oren Vask</name></author></entry></feed>",
            "Bote",
            &[
                "https://bote.example/de/a | a | - | - | Ilva Tarn",
                "https://bote.example/de/archive/2026/b | b | - | - | Ilva Tarn",
                "https://bote.example/c | c | - | - | Oren Vask",
            ],
            0,
        );
    }

    #[test]
    fn ids_summaries_and_languages() {
        let feed = feed(
            b"<rdf:RDF xmlns:rdf='x'><channel><title>Osk</title></channel><item rdf:about='urn:1'><title>a</title></item>
              <item><guid isPermaLink='false'>https://courier.example/?p=2</guid><title xml:lang='de'>b</title>
              <description>short</description><content:encoded>long</content:encoded>
              <author>Ada Byron (ada@courier.example)</author><dc:creator>Ada Byron</dc:creator></item></rdf:RDF>",
        )
        .unwrap();
        let [first, second] = &feed.items[..] else { panic!("{feed:?}") };
        assert_eq!((first.id.as_deref(), first.link.as_deref()), (Some("urn:1"), None));
        assert_eq!((second.id.as_deref(), second.link.as_deref()), (Some("https://courier.example/?p=2"), None));
        assert_eq!((second.summary.as_deref(), second.content.as_deref()), (Some("short"), Some("long")));
        assert_eq!((second.language.as_deref(), second.authors.join("; ").as_str()), (Some("de"), "Ada Byron"));
    }

    #[test]
    fn a_cut_item_is_taken_where_its_title_and_address_are_whole() {
        let text = "<rss><channel><title>Osk</title><item><title>a</title><link>/a</link><description>Half a sen";
        check(text.as_bytes(), "Osk", &["https://courier.example/a | a | - | - | "], 0);
        assert_eq!(feed(text.as_bytes()).unwrap().noted, [(1, "the item has no end".to_owned())]);
        check(b"<rss><channel><title>Osk</title><item><title>a</title><link>/a</li", "Osk", &[], 1);
    }

    #[test]
    fn encodings_that_are_declared_or_not() {
        let expected = |title: &str| format!("https://courier.example/a | {title} | - | - | ");
        let item = |start: &str, title: &str| {
            format!("{start}<rss><title>x</title><item><title>{title}</title><link>/a</link></item></rss>")
        };
        let latin: Vec<u8> = item("", "Käse & Brühe für die Bürger").chars().map(|letter| letter as u8).collect();
        check(&latin, "x", &[&expected("Käse & Brühe für die Bürger")], 0);
        let cyrillic = item("<?xml version='1.0' encoding='windows-1251'?>", "\u{1}");
        let cyrillic: Vec<u8> = cyrillic
            .into_bytes()
            .into_iter()
            .flat_map(|byte| if byte == 1 { vec![0xcc, 0xee, 0xf1, 0xf2] } else { vec![byte] })
            .collect();
        check(&cyrillic, "x", &[&expected("Мост")], 0);
        let wide: Vec<u8> = item("\u{feff}<?xml version='1.0' encoding='utf-16'?>", "Мост")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        check(&wide, "x", &[&expected("Мост")], 0);
    }

    #[test]
    fn what_is_no_feed() {
        for text in ["", "<html><body><p>x</p></body></html>", "{}", "{\"items\":3}", "{\"items\":", "words"] {
            assert_eq!(feed(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn hostile_feeds_end_soon() {
        for piece in ["<item>", "<a>", "<item><title>", "</item>", "<!--", "<![CDATA[", "<a b='", "&", "<rss><channel>"]
        {
            let text = format!("<rss>{}", piece.repeat(20_000));
            let _ = feed(text.as_bytes());
        }
        let many: String = (0..20_000).map(|number| format!("<a{number}>")).collect();
        let _ = feed(format!("<rss><item>{many}</item></rss>").as_bytes());
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = feed(&bytes);
        }

        #[test]
        fn never_panics_on_near_feeds(text in "(<(item|/item|entry|title|/title|link|author|pubDate|a:b|!--|!\\[CDATA\\[)|>|/>|--|\\]\\]|&|&#|;|=|\"|é|…|@|\\(| |1|x){0,60}") {
            let _ = feed(format!("<rss>{text}").as_bytes());
        }
    }
}
