//! The feeds, as feed readers read them. In: every feed of the small archive, and of the demo. Out: passes and failures.
//! Never: an id, a time or a text that another host, another clock or a stranger's markup could change.

use super::shelf::{CATEGORY, HOSTILE_OUTLET};
use super::{Answer, Program, Served, links};
use backstory::model::OutletId;
use feed_rs::model::Feed;
use std::process::{Command, Stdio};

/// Pages that have feeds of their own, with the id of the feed.
fn pages() -> [(String, &'static str); 6] {
    let outlet = OutletId::derive(HOSTILE_OUTLET).unwrap();
    [
        ("/".to_owned(), "urn:backstory:front"),
        (format!("/categories/{}", url_of(CATEGORY)), "urn:backstory:category:Land%20%26%20%3Cb%3ERivers%3C%2Fb%3E"),
        ("/stories/s1".to_owned(), "urn:backstory:story:s1:updates"),
        ("/topics/t1".to_owned(), "urn:backstory:topic:t1"),
        (format!("/outlets/{outlet}"), "urn:backstory:outlet:"),
        ("/search?q=river&language=ru".to_owned(), "urn:backstory:search:q%3Driver%26language%3Dru"),
    ]
}

/// A name as one part of a path.
fn url_of(name: &str) -> String {
    name.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn feed_of(page: &str, name: &str) -> String {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    format!("{}/{name}{query}", path.trim_end_matches('/'))
}

fn read(answer: &Answer) -> Feed {
    feed_rs::parser::parse(answer.body.as_bytes()).unwrap_or_else(|error| panic!("{error}:\n{}", answer.body))
}

#[test]
fn every_feed_is_read_and_says_whose_it_is() {
    let site = Served::new();
    for (page, id) in pages() {
        for (name, kind) in [
            ("feed.atom", "application/atom+xml; charset=utf-8"),
            ("feed.json", "application/feed+json; charset=utf-8"),
        ] {
            let path = feed_of(&page, name);
            let answer = site.get(&path);
            assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
            let feed = read(&answer);
            assert!(!feed.entries.is_empty(), "{path}");
            let own: Vec<&str> = feed.links.iter().map(|link| link.href.as_str()).collect();
            for address in [format!("http://localhost{path}"), format!("http://localhost{page}")] {
                assert!(own.contains(&address.as_str()), "{address} in {own:?}");
            }
            if name == "feed.atom" {
                assert!(feed.id.starts_with(id), "{path}: {}", feed.id);
                assert_eq!(feed.updated.unwrap().to_rfc3339(), "2026-05-12T03:30:00+00:00", "{path}");
            }
            for entry in &feed.entries {
                assert!(entry.id.starts_with("urn:backstory:story:s1"), "{path}: {}", entry.id);
                assert_eq!(entry.links[0].href, "http://localhost/stories/s1", "{path}");
            }
        }
    }
}

#[test]
fn a_page_names_its_feeds() {
    let site = Served::new();
    for (page, _) in pages() {
        let html = site.get(&page).body;
        for (kind, name) in [("application/atom+xml", "feed.atom"), ("application/feed+json", "feed.json")] {
            let start = html.find(&format!("<link rel=\"alternate\" type=\"{kind}\"")).expect(kind);
            let href = html[start..].split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            assert_eq!(href.replace("&#38;", "&"), feed_of(&page, name));
        }
    }
    site.get("/questions/q1").place("href=\"/stories/s1/feed.atom\"");
    site.get("/sources").place("href=\"/feed.atom\"");
}

#[test]
fn an_entry_keeps_its_id_wherever_it_is_asked_for() {
    let ids = |answer: &Answer| read(answer).entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
    let site = Served::new();
    let here = site.get("/stories/s1/feed.atom");
    let there = site.ask("GET", "/stories/s1/feed.atom", "127.0.0.1:81");
    assert_eq!(ids(&here), ["urn:backstory:story:s1:d2", "urn:backstory:story:s1:d1"]);
    assert_eq!(ids(&there), ids(&here));
    there.place("href=\"http://127.0.0.1:81/stories/s1\"");
    let request = "GET /feed.json HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
    site.send(request).place("\"https://localhost/stories/s1\"");
    site.ask("GET", "/feed.json", "localhost:1<b>").place("\"http://localhost/stories/s1\"");
}

#[test]
fn the_feed_of_a_story_has_an_entry_for_each_update() {
    let feed = read(&Served::new().get("/stories/s1/feed.atom"));
    let told: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            let body = entry.content.as_ref().unwrap().body.clone().unwrap();
            (entry.updated.unwrap().to_rfc3339(), body.contains("2 articles, 1 independent report<"))
        })
        .collect();
    assert_eq!(
        told,
        [("2026-05-12T03:30:00+00:00".to_owned(), false), ("2026-05-11T00:00:00+00:00".to_owned(), true)],
        "newest first, a plain day begins in UTC"
    );
}

#[test]
fn foreign_text_is_no_markup_in_a_feed() {
    let site = Served::new();
    for (page, _) in pages() {
        for name in ["feed.atom", "feed.json"] {
            let answer = site.get(&feed_of(&page, name));
            assert!(
                !answer.body.contains("<script") && !answer.body.contains("<em>"),
                "{page} {name}:\n{}",
                answer.body
            );
            let feed = read(&answer);
            for entry in feed.entries {
                assert_eq!(entry.title.unwrap().content, "Река & <em>берег</em>", "{page} {name}");
                let html = entry.content.unwrap().body.unwrap();
                assert!(
                    html.contains("A &#60;script&#62;alert(&#39;sentence&#39;)&#60;/script&#62; sentence."),
                    "{html}"
                );
                assert!(html.contains("href=\"http://localhost/articles/river/1?at="), "{html}");
            }
        }
    }
}

#[test]
fn who_has_a_page_or_feed_already_is_told_so() {
    let site = Served::new();
    let again = |path: &str, condition: &str| {
        site.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{condition}\r\nConnection: close\r\n\r\n"))
    };
    for path in ["/", "/stories/s1", "/topics/t1", "/search?q=river", "/feed.atom", "/stories/s1/feed.json"] {
        let first = site.get(path);
        let mark = first.header("etag").unwrap_or_else(|| panic!("{path} has no mark")).to_owned();
        let second = again(path, &format!("If-None-Match: {}", mark.replacen("w/", "W/", 1)));
        assert_eq!((second.status, second.body.as_str()), (304, ""), "{path}");
        assert!(second.header("content-security-policy").is_some(), "{path}");
        assert_eq!(again(path, "If-None-Match: \"other\"").status, 200, "{path}");
    }
    let feed = site.get("/feed.atom");
    assert_eq!(feed.header("last-modified"), Some("tue, 12 may 2026 04:00:00 gmt"), "when the last article came");
    assert_eq!(again("/feed.atom", "If-Modified-Since: Tue, 12 May 2026 04:00:00 GMT").status, 304);
    assert_eq!(again("/feed.atom", "If-Modified-Since: Tue, 12 May 2026 03:59:00 GMT").status, 200);
}

#[test]
fn a_feed_of_nothing_is_refused_or_empty() {
    let site = Served::new();
    for path in [
        "/stories/none/feed.atom",
        "/topics/none/feed.json",
        "/outlets/none/feed.atom",
        "/categories/none/feed.atom",
        "/stories/s1/feed.rss",
        "/feed.xml",
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, 404, "{path}");
        answer.place("To the stories");
    }
    assert_eq!(site.get("/search/feed.atom?from=soon").status, 400);
    let empty = site.get("/search/feed.atom?q=nothing");
    assert_eq!((empty.status, read(&empty).entries.len()), (200, 0));
    let moved = site.get("/stories/merged/feed.json");
    assert_eq!((moved.status, moved.header("location")), (308, Some("/stories/s1/feed.json")));
}

/// What Python's feedparser says of a feed: how many entries, and whether it had to be forgiving.
const FEEDPARSER: &str = "import sys, feedparser
feed = feedparser.parse(sys.stdin.buffer.read(), response_headers={'content-type': sys.argv[1]})
print(len(feed.entries), bool(feed.bozo), all(entry.id.startswith('urn:backstory:') for entry in feed.entries))";

#[test]
fn feedparser_reads_every_atom_feed() {
    let installed = Command::new("python3").args(["-c", "import feedparser"]).stderr(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        println!("skipped: feedparser is not installed (pip install feedparser)");
        return;
    }
    let site = Served::new();
    for (page, _) in pages() {
        let answer = site.get(&feed_of(&page, "feed.atom"));
        let mut child = Command::new("python3")
            .args(["-c", FEEDPARSER, "application/atom+xml; charset=utf-8"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), answer.body.as_bytes()).unwrap();
        let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let entries = read(&answer).entries.len();
        assert_eq!(said.trim(), format!("{entries} False True"), "{page}");
    }
}

#[test]
fn the_feeds_of_the_demo_are_those_of_its_pages() {
    let home = tempfile::tempdir().unwrap();
    let demo = Program::start(&["demo"], home.path());
    let front = demo.get("/");
    let story = links(&front, "/stories/").into_iter().find(|link| !link.contains("feed")).unwrap();
    let page = demo.get(&story);
    let mut pages = vec!["/".to_owned(), story, "/search?q=raid".to_owned()];
    pages.extend(links(&page, "/topics/").into_iter().take(2));
    pages.extend(links(&page, "/outlets/").into_iter().take(2));
    assert!(pages.len() >= 6, "{pages:?}");
    for page in pages {
        assert_eq!(demo.get(&page).status, 200, "{page}");
        let [atom, json] = ["feed.atom", "feed.json"].map(|name| read(&demo.get(&feed_of(&page, name))));
        let ids = |feed: &Feed| feed.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
        assert!(!atom.entries.is_empty() && ids(&atom) == ids(&json), "{page}: {:?} {:?}", ids(&atom), ids(&json));
        let times: Vec<_> = atom.entries.iter().map(|entry| entry.updated.unwrap()).collect();
        assert!(times.is_sorted_by(|newer, older| newer >= older), "{page}: newest first, {times:?}");
    }
}
