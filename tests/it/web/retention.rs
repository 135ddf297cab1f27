//! Texts that are let go: pages stay, what they cite stays, the rest goes and does not come back. In: a small archive that is run
//! with and without the setting. Out: passes and failures. Never: the network, or the real clock.

use super::{Answer, Program, links};
use crate::files::root;
use crate::program::{NOW, did, done, over};
use backstory::engine::{Engine, Options};
use backstory::model::{ArticleId, Moment, Page, Received, Silent, Source, SourceKind};
use backstory::store::{Catch, Reader};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// A story of today, whose texts stay.
const FRESH: &str =
    "The ferries of Osk Bay stayed in harbour on Monday. A storm had damaged the landing-stage of Varn.";

/// A page of long ago, from a feed.
const OLD: &str = "<html lang=en><head><title>Rye bread is cheaper</title>
    <meta property='og:site_name' content='Kolvik Post'><meta property='article:published_time' content='2026-05-13T08:00:00Z'>
    </head><body><article><h1>Rye bread is cheaper</h1><p>Bakers in Kolvik lower the price of rye bread by a fifth, the guild
    said on Wednesday. A mild winter brought a large harvest to the north of Limarra.</p></article></body></html>";

fn now() -> Received {
    match Moment::parse(NOW) {
        Some(Moment::Instant { at, .. }) => Received(at),
        _ => panic!("{NOW} is a time"),
    }
}

/// Fills a store with the small day, a page of that day, and an article of today.
fn fill(store: &Path, folder: &Path) {
    let fresh = folder.join("fresh.jsonl");
    let article = json!({"id": "ferry", "outlet": "Varn Post", "title": "Ferries stay in harbour", "text": FRESH,
        "published": "2031-03-18T08:00:00Z", "language": "en"});
    std::fs::write(&fresh, format!("{article}\n")).unwrap();
    import(store, folder);
    let mut engine = Engine::open(store, "test", Options::default()).unwrap();
    engine
        .store()
        .save_catch(&Source::new("https://kolvik.example/feed", SourceKind::Feed), &page(OLD), now())
        .unwrap();
    engine.run(now(), &Silent).unwrap();
}

fn page(body: &str) -> Catch {
    let url = "https://kolvik.example/bread".to_owned();
    let content_type = "text/html; charset=utf-8".to_owned();
    let page = Page {
        url,
        fetched: now(),
        status: 200,
        content_type,
        body: body.as_bytes().to_vec(),
        said: Default::default(),
    };
    Catch { pages: vec![page], ..Catch::default() }
}

fn import(store: &Path, folder: &Path) {
    let day = root().join("tests/data/days/small/articles.jsonl");
    for file in [day.as_path(), &folder.join("fresh.jsonl")] {
        done(store, &["import", "--quiet", file.to_str().unwrap()]);
    }
}

/// Runs as one does who keeps texts for a month.
fn run(store: &Path) {
    let ran = did(over(store, &["run", "--quiet"]).env("BACKSTORY_KEEP_TEXT_DAYS", "30").output().unwrap());
    assert_eq!(ran.code, Some(0), "{}", ran.talk);
}

/// What is marked on a page.
fn marked(page: &Answer) -> Vec<String> {
    let parts = page.body.split("<mark").skip(1).filter_map(|rest| rest.split_once('>')?.1.split("</mark>").next());
    parts.map(str::to_owned).collect()
}

/// Every page of a story as it is, and of each citation the words that are marked.
fn shown(store: &Path, home: &Path) -> BTreeMap<String, Vec<String>> {
    let site = Program::start(&["serve", "--every", "0", "--store", store.to_str().unwrap()], home);
    let mut shown = BTreeMap::new();
    let mut stories = links(&site.get("/?page=1"), "/stories/");
    stories.sort();
    stories.dedup();
    for path in stories.into_iter().filter(|path| !path.contains('#')) {
        let story = site.get(&path);
        assert_eq!(story.status, 200, "{path}");
        for citation in links(&story, "/articles/").into_iter().filter(|link| link.contains("?at=")) {
            let page = site.get(citation.trim_end_matches("#at"));
            assert!(!marked(&page).is_empty(), "{citation} marks nothing");
            shown.insert(citation, marked(&page));
        }
        shown.insert(path, vec![story.body]);
    }
    shown
}

/// Articles with the length of their newest text in letters, how much of it is there, and their newest version.
fn texts(store: &Path) -> Vec<(String, usize, usize, u32)> {
    let connection = rusqlite::Connection::open(store).unwrap();
    let mut ids = connection.prepare("SELECT id FROM article ORDER BY id").unwrap();
    let ids: Vec<String> = ids.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let reader = Reader::open(store).unwrap();
    let text = |id: String| {
        let stored = reader.article(&ArticleId::new(&id), None).unwrap().unwrap();
        let text = stored.article.text();
        let there = text.chars().filter(|letter| *letter != '\0').count();
        (id, text.chars().count(), there, stored.newest)
    };
    ids.into_iter().map(text).collect()
}

fn count(store: &Path, query: &str) -> i64 {
    rusqlite::Connection::open(store).unwrap().query_row(query, [], |row| row.get(0)).unwrap()
}

#[test]
fn pages_stay_as_they_are_when_texts_are_let_go_and_when_all_is_made_anew() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store.sqlite");
    fill(&store, home.path());
    let (before, texts_before) = (shown(&store, home.path()), texts(&store));
    assert!(before.len() > 20, "{:?}", before.keys());
    assert_eq!(count(&store, "SELECT count(*) FROM version WHERE kept IS NOT NULL"), 0, "off by default");

    run(&store);
    let check = |when: &str| {
        let after = shown(&store, home.path());
        assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "{when}");
        for (path, page) in &before {
            assert_eq!(after[path], *page, "{when}: {path}");
        }
        let texts = texts(&store);
        let lengths = |texts: &[(String, usize, usize, u32)]| -> Vec<_> {
            texts.iter().map(|(id, length, _, version)| (id.clone(), *length, *version)).collect()
        };
        assert_eq!(lengths(&texts), lengths(&texts_before), "{when}");
        let whole: Vec<usize> =
            texts.iter().filter(|(_, length, there, _)| length == there).map(|text| text.1).collect();
        assert!(whole.contains(&FRESH.chars().count()), "{when}: what is new stays whole");
        let (all, there): (usize, usize) =
            (texts.iter().map(|text| text.1).sum(), texts.iter().map(|text| text.2).sum());
        assert!(there * 10 < all * 9, "{when}: {there} of {all} letters are left");
        assert_eq!(count(&store, "SELECT count(*) FROM page"), 1, "{when}");
        assert_eq!(count(&store, "SELECT sum(length(body)) FROM page"), 0, "{when}");
        assert_eq!(count(&store, "SELECT count(*) FROM version WHERE text <> ''"), 1, "{when}");
        let found = done(&store, &["search", "bread"]).data;
        assert!(found.contains("Rye bread is cheaper"), "{when}: {found}");
    };
    check("let go");
    import(&store, home.path());
    run(&store);
    check("imported again");
    for stage in ["explain", "group", "extract"] {
        done(&store, &["rebuild", "--from", stage, "--quiet"]);
        run(&store);
        check(&format!("made anew from {stage}"));
    }
    done(&store, &["run", "--quiet"]);
    check("the setting is off again");
}

#[test]
fn an_article_whose_text_was_let_go_shows_what_is_cited_and_a_page_that_comes_again_is_let_go_too() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store.sqlite");
    fill(&store, home.path());
    run(&store);
    let site = Program::start(&["serve", "--every", "0", "--store", store.to_str().unwrap()], home.path());
    let article = texts(&store).into_iter().find(|(_, length, there, _)| *there > 0 && there < length).unwrap().0;
    let page = site.get(&format!("/articles/{}/1", article.replace('/', "%2F")));
    assert!(page.status == 200 && page.body.contains(" … ") && !page.body.contains('\0'), "{}", page.body);
    drop(site);
    let mut engine = Engine::open(&store, "test", Options::default()).unwrap();
    let other = page_in_other_bytes();
    engine.store().save_catch(&Source::new("https://kolvik.example/feed", SourceKind::Feed), &other, now()).unwrap();
    engine.run(now(), &Silent).unwrap();
    drop(engine);
    assert_eq!(count(&store, "SELECT count(*) FROM page"), 2);
    assert_eq!(count(&store, "SELECT sum(length(body)) FROM page"), 0);
    assert_eq!(count(&store, "SELECT count(*) FROM version WHERE url = 'https://kolvik.example/bread'"), 1);
}

fn page_in_other_bytes() -> Catch {
    page(&OLD.replace("</body>", "<!-- advertisement --></body>"))
}
