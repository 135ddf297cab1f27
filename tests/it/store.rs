//! The store as its users meet it: two writers, readers meanwhile, new versions, search, what is redone.
//! In: the program and the library over small stores. Out: what they say and keep. Never: a store outside a
//! temporary folder.

use super::program::{NOW, did, done, over, run};
use backstory::engine::{Engine, Options};
use backstory::model::{Event, EventKind, Moment, Received, Silent};
use backstory::store::{Reader, Store, WindowRow};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A store of these articles, imported and run.
fn filled(articles: &[Value]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    import(&store, articles);
    done(&store, &["run", "--quiet"]);
    (folder, store)
}

/// Imports articles from a file that is always the same source.
fn import(store: &Path, articles: &[Value]) {
    let file = store.with_file_name("articles.jsonl");
    std::fs::write(&file, articles.iter().map(|article| format!("{article}\n")).collect::<String>()).unwrap();
    done(store, &["import", file.to_str().unwrap(), "--quiet"]);
}

fn ferry() -> Value {
    json!({"id": "ferry", "outlet": "Varn Post", "title": "Ferries stay in harbour",
           "text": "The ferries of Osk Bay stayed in harbour on Monday. A storm had damaged the landing-stage.",
           "published": "2031-03-18T08:00:00Z", "language": "en"})
}

fn mine() -> Value {
    json!({"id": "mine", "outlet": "Limarra Daily", "title": "Bergwerk bleibt geschlossen",
           "text": "Die Häuser am alten Bergwerk von Kolvik wurden geräumt. Der Betreiber schweigt dazu.",
           "published": "2031-03-18T09:00:00Z", "language": "de"})
}

fn now() -> Received {
    match Moment::parse(NOW) {
        Some(Moment::Instant { at, .. }) => Received(at),
        _ => panic!("{NOW} is a time"),
    }
}

#[test]
fn a_second_writer_is_told_who_holds_the_store_and_readers_work_meanwhile() {
    let (_folder, store) = filled(&[ferry()]);
    let writer = Store::open(&store, "backstory run").unwrap();
    let second = run(&store, &["run"]);
    assert_eq!(second.code, Some(2));
    let holder = format!("is held by process {} (backstory run)", std::process::id());
    assert!(second.talk.contains(&holder), "{}", second.talk);
    assert!(done(&store, &["search", "harbour"]).data.contains("Ferries stay in harbour"));
    drop(writer);
    done(&store, &["run"]);
}

#[test]
fn a_file_that_is_no_store_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.sqlite");
    std::fs::write(&text, "not a database, but long enough to be taken for one at first sight. ".repeat(40)).unwrap();
    let refused = run(&text, &["run"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.talk.contains("file is not a database") && refused.talk.contains("hint:"), "{}", refused.talk);
    let missing = run(&folder.path().join("none.sqlite"), &["search", "word"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.talk.contains("there is no such file") && missing.talk.contains("backstory import"));
}

#[test]
fn a_changed_text_is_a_new_version_and_the_same_text_is_none() {
    let (_folder, store) = filled(&[ferry()]);
    let id = only_article(&store, "harbour");
    import(&store, &[ferry()]);
    let mut changed = ferry();
    changed["text"] = json!("The ferries of Osk Bay sailed again on Tuesday.");
    import(&store, &[changed.clone()]);
    import(&store, &[changed]);
    done(&store, &["run", "--quiet"]);
    let reader = Reader::open(&store).unwrap();
    let newest = reader.article(&id, None).unwrap().unwrap();
    assert_eq!((newest.newest, newest.article.version()), (2, 2));
    assert!(newest.placement.is_some());
    let first = reader.article(&id, Some(1)).unwrap().unwrap();
    assert!(first.article.text().contains("stayed in harbour"), "the first version stays as it was");
    assert!(reader.search("sailed", 5).unwrap().articles.len() == 1);
    assert!(reader.search("damaged", 5).unwrap().articles.is_empty(), "search knows the newest version only");
}

fn only_article(store: &Path, words: &str) -> backstory::model::ArticleId {
    let found = Reader::open(store).unwrap().search(words, 5).unwrap().articles;
    assert_eq!(found.len(), 1, "{words}");
    found[0].id.clone()
}

#[test]
fn an_id_is_unique_within_its_source_only() {
    let (folder, store) = filled(&[ferry()]);
    let other = folder.path().join("other.jsonl");
    let mut article = mine();
    article["id"] = json!("ferry");
    std::fs::write(&other, article.to_string()).unwrap();
    done(&store, &["import", other.to_str().unwrap()]);
    assert_eq!(Reader::open(&store).unwrap().counts().unwrap().articles, 2);
}

#[test]
fn search_segments_and_stems_both_sides_alike() {
    let (_folder, store) = filled(&[ferry(), mine()]);
    let reader = Reader::open(&store).unwrap();
    let check = |query: &str, expected: &[&str]| {
        let mut found: Vec<String> = reader
            .search(query, 9)
            .unwrap()
            .articles
            .iter()
            .map(|article| article.title.split(' ').next().unwrap().to_owned())
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
    };
    check("ferry", &["Ferries"]);
    check("FERRY storms", &["Ferries"]);
    check("ferry Bergwerk", &[]);
    check("Haus", &["Bergwerk"]);
    check("landing-stage", &["Ferries"]);
    check("landing", &["Ferries"]);
    check("\"stay in harbours\"", &["Ferries"]);
    check("\"harbour in stay\"", &[]);
    check("\"bay stayed", &["Ferries"]);
    check("ferry AND", &[]);
    check("text : ferry * ( OR )", &[]);
    check("*", &[]);
    check("", &[]);
    check("';--", &[]);
    let found = reader.search("storm", 1).unwrap().articles;
    let snippet = found[0].snippet.as_deref().unwrap();
    assert!(snippet.contains("A storm had damaged"), "{snippet}");
}

#[test]
fn a_story_is_found_and_shown_with_its_citations() {
    let (_folder, store) = filled(&[ferry()]);
    let story = Reader::open(&store).unwrap().search("ferry", 1).unwrap().stories[0].id.clone();
    let shown = done(&store, &["show", story.as_str()]).data;
    for part in
        ["Ferries stay in harbour", "What's happened", "More on these topics", "[1] Varn Post, 2031-03-18T08:00:00Z"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let line: Value = serde_json::from_str(&done(&store, &["show", story.as_str(), "--json"]).data).unwrap();
    assert_eq!(line["story"], story.as_str());
    let unknown = run(&store, &["show", "nothing"]);
    assert_eq!((unknown.code, unknown.talk.contains("there is none with this id")), (Some(2), true));
}

#[test]
fn what_is_made_anew_says_the_same_under_the_same_version() {
    let (_folder, store) = filled(&[ferry(), mine()]);
    let pages = || {
        let reader = Reader::open(&store).unwrap();
        let ids = reader.story_ids().unwrap();
        ids.iter().map(|id| reader.explainer(id).unwrap().unwrap()).collect::<Vec<_>>()
    };
    let before = pages();
    assert_eq!(before.len(), 2);
    for stage in ["extract", "read", "group", "explain"] {
        done(&store, &["rebuild", "--from", stage]);
        assert_eq!(pages(), before, "readable while it waits to be made anew from {stage} on");
        let ran = done(&store, &["run"]).talk;
        assert!(ran.contains("explained 2 stories"), "{stage}: {ran}");
        assert_eq!(pages(), before, "from {stage} on");
    }
    assert!(done(&store, &["run"]).talk.contains("read 0, grouped 0, explained 0 stories"));
    assert_eq!(run(&store, &["rebuild", "--from", "gather"]).code, Some(2));
}

#[test]
fn what_was_made_under_other_settings_is_made_anew_from_that_stage_on() {
    let (_folder, store) = filled(&[ferry(), mine()]);
    let ran = |options: Options| {
        let ran = Engine::open(&store, "test", options).unwrap().run(now(), &Silent).unwrap();
        (ran.read.done, ran.grouped.done, ran.explained.done)
    };
    assert_eq!(ran(Options::default()), (0, 0, 0));
    let mut options = Options::default();
    options.group.days += 1;
    assert_eq!(ran(options.clone()), (0, 2, 2));
    assert_eq!(ran(options), (0, 0, 0));
}

#[test]
fn a_story_that_was_merged_redirects_for_ever() {
    let third =
        json!({"id": "orchard", "title": "Apples rot", "text": "Nobody picks the apples of Pernow.", "language": "en"});
    let (_folder, store) = filled(&[ferry(), mine(), third]);
    let reader = Reader::open(&store).unwrap();
    let story = |words| reader.search(words, 1).unwrap().stories[0].id.clone();
    let (ferry, mine, orchard) = (story("ferry"), story("Bergwerk"), story("apples"));
    let mut writer = Store::open(&store, "test").unwrap();
    for merged in [(&ferry, &mine), (&mine, &orchard)] {
        let (kind, from, story) = (EventKind::Merged, Some(merged.0.clone()), merged.1.clone());
        let event = Event { kind, story, from, articles: Vec::new(), why: String::new() };
        writer.save_placements(&[], (&[], &[event]), &WindowRow::default(), "stamp").unwrap();
        let now = reader.explainer(&ferry).unwrap().unwrap().story;
        assert_eq!(&now, merged.1);
        assert!(reader.search("ferry", 1).unwrap().stories.is_empty());
    }
    assert_eq!(reader.explainer(&mine).unwrap().unwrap().story, orchard);
    assert_eq!(reader.placements(&orchard).unwrap().len(), 3);
}

#[test]
fn a_page_is_extracted_and_a_changed_file_is_a_new_version() {
    let folder = tempfile::tempdir().unwrap();
    let (store, pages) = (folder.path().join("store.sqlite"), folder.path().join("pages"));
    std::fs::create_dir(&pages).unwrap();
    let page = |figure: &str| {
        let body =
            format!("{figure} boats lie in the harbour of Osk Bay, and nobody knows when they will sail. ").repeat(12);
        format!(
            "<html><head><title>Boats wait</title><link rel='canonical' href='https://osk.example/boats'></head><body><article><h1>Boats wait</h1><p>{body}</p></article></body></html>"
        )
    };
    for figure in ["Forty", "Fifty"] {
        std::fs::write(pages.join("boats.html"), page(figure)).unwrap();
        did(over(&store, &["import", pages.to_str().unwrap()]).output().unwrap());
        done(&store, &["run", "--quiet"]);
    }
    let reader = Reader::open(&store).unwrap();
    let article = reader.article(&only_article(&store, "boats"), None).unwrap().unwrap();
    assert_eq!(article.newest, 2);
    assert!(article.article.text().contains("Fifty"));
    done(&store, &["rebuild", "--from", "extract"]);
    done(&store, &["run", "--quiet"]);
    let again = reader.article(article.article.id(), None).unwrap().unwrap();
    assert_eq!(again.article.text(), article.article.text(), "an older page does not come back as a newer version");
    assert_eq!(again.newest, 2);
}
