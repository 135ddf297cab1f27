//! The ledger for people: lines and sums, health of sources, who did not cover a story, what old lines leave behind.
//! In: small stores that the library and the program filled. Out: passes and failures. Never: the network, or the real clock.

use super::program::{NOW, done, run};
use backstory::engine::{Engine, Options};
use backstory::model::{Asked, LedgerLine, Moment, Outcome, Page, Received, Silent, Source, SourceKind, SourceState};
use backstory::store::{Catch, LedgerFilter, LedgerSum, Reader, Store};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What the pages of the tests have in common.
const PAGE: &str = "<html lang=en><head><title>TITLE</title><meta property='og:site_name' content='OUTLET'>
    <meta property='article:published_time' content='PUBLISHED'></head>
    <body><article><h1>TITLE</h1><p>TEXT</p></article></body></html>";

/// What happened, so that it can be grouped.
const FERRY: &str = "The ferry Halvorsen ran aground off Osk Bay with forty passengers, the Varn harbour office said. \
    Tugs from Limarra pulled it free after nine hours, and nobody was hurt. The captain Ines Toldra was questioned.";

fn at(text: &str) -> Received {
    match Moment::parse(text) {
        Some(Moment::Instant { at, .. }) => Received(at),
        _ => panic!("{text} is no time"),
    }
}

fn empty() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    (folder, store)
}

fn feed(name: &str) -> Source {
    Source::new(format!("https://{name}.example/feed"), SourceKind::Feed)
}

fn listing(when: &str, outcome: Outcome, items: Option<u32>) -> LedgerLine {
    let line = LedgerLine { items, ..LedgerLine::new(at(when), Asked::Listing, outcome, "https://a.example/feed") };
    if outcome == Outcome::Failed { line.because("too slow", "no reply in 30 s", "try later") } else { line }
}

/// A page of an outlet, as it was fetched.
fn page(outlet: &str, title: &str, text: &str, published: &str) -> Page {
    let body =
        PAGE.replace("TITLE", title).replace("OUTLET", outlet).replace("PUBLISHED", published).replace("TEXT", text);
    Page {
        url: format!("https://{}.example/{}", outlet.to_lowercase(), title.replace(' ', "-")),
        fetched: at(published),
        status: 200,
        content_type: "text/html; charset=utf-8".to_owned(),
        body: body.into_bytes(),
        said: Default::default(),
    }
}

/// Follows a source and keeps what it gave.
fn give(store: &mut Store, source: &Source, pages: Vec<Page>, lines: Vec<LedgerLine>) {
    store.add_source(source).unwrap();
    // Asked a moment ago, so that a run does not ask again.
    let state = SourceState { not_before: Some(at("2040-01-01T00:00:00Z")), ..SourceState::default() };
    let catch = Catch { pages, lines, state: Some((state, None)), ..Catch::default() };
    store.save_catch(source, &catch, at(NOW)).unwrap();
}

fn json(store: &Path, arguments: &[&str]) -> Vec<Value> {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
    done(store, &arguments).data.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What sums say in all, without days.
fn totals(sums: &[LedgerSum]) -> Vec<(String, u64, u64, u64)> {
    let mut totals: Vec<(String, u64, u64, u64)> = Vec::new();
    for sum in sums {
        let key =
            format!("{} {} {:?} {} {}", sum.day, sum.asked.as_str(), sum.source, sum.outcome.as_str(), sum.reason);
        match totals.iter_mut().find(|total| total.0 == key) {
            Some(total) => *total = (key, total.1 + sum.times, total.2 + sum.bytes, total.3 + sum.items),
            None => totals.push((key, sum.times, sum.bytes, sum.items)),
        }
    }
    totals.sort();
    totals
}

#[test]
fn lines_are_shown_newest_first_by_source_day_outcome_and_place() {
    let (_folder, path) = empty();
    let mut store = Store::open(&path, "test").unwrap();
    let (a, b) = (feed("a"), feed("b"));
    let lines: Vec<LedgerLine> = [
        listing("2031-03-18T06:00:00Z", Outcome::Received, Some(7)),
        listing("2031-03-19T06:00:00Z", Outcome::Failed, None),
        LedgerLine::new(at("2031-03-19T05:00:00Z"), Asked::Page, Outcome::Received, "https://a.example/Osk"),
    ]
    .into();
    give(&mut store, &a, Vec::new(), lines);
    give(&mut store, &b, Vec::new(), vec![listing("2031-03-19T07:00:00Z", Outcome::Unchanged, None)]);
    drop(store);
    let outcomes = |arguments: &[&str]| -> Vec<String> {
        let arguments = [&["ledger"], arguments].concat();
        json(&path, &arguments).iter().map(|line| line["outcome"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(outcomes(&[]), ["unchanged", "failed", "received", "received"]);
    assert_eq!(outcomes(&["--source", "https://a.example/feed", "--day", "2031-03-19"]), ["failed", "received"]);
    assert_eq!(outcomes(&["--outcome", "failed"]), ["failed"]);
    assert_eq!(outcomes(&["--place", "OSK"]), ["received"]);
    assert_eq!(outcomes(&["--limit", "1"]), ["unchanged"]);
    assert_eq!(outcomes(&["--source", a.id.as_str(), "--outcome", "blocked"]), [""; 0]);
    let told = done(&path, &["ledger"]).data;
    for part in [
        "store: ",
        "https://a.example/feed: failing (the last tries failed), since 2031-03-19T06:00:00Z, no reply in 30 s",
        "listing failed  https://a.example/feed: no reply in 30 s",
        "  hint: try later",
        "(7 items)",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(run(&path, &["ledger", "--source", "https://none.example/"]).code, Some(2));
    let reader = Reader::open(&path).unwrap();
    let second = reader.ledger(&LedgerFilter::default(), 1, 2).unwrap();
    assert_eq!(second.iter().map(|row| row.outcome).collect::<Vec<_>>(), [Outcome::Failed, Outcome::Received]);
}

#[test]
fn lines_that_are_long_past_are_summed_and_the_sums_stay_the_same() {
    let (_folder, path) = empty();
    let mut store = Store::open(&path, "test").unwrap();
    let a = feed("a");
    let dropped =
        |when: &str| LedgerLine::new(at(when), Asked::Item, Outcome::Dropped, "item 3").because("no text", "w", "h");
    let lines = [
        listing("2030-01-01T00:00:00Z", Outcome::Received, Some(5)),
        LedgerLine { bytes: 9, ..listing("2030-01-01T23:59:59Z", Outcome::Received, Some(6)) },
        listing("2030-12-19T23:59:59Z", Outcome::Failed, None),
        listing("2030-12-20T00:00:00Z", Outcome::Failed, None),
        dropped("2030-01-01T01:00:00Z"),
        dropped("2030-01-01T02:00:00Z"),
    ];
    give(&mut store, &a, Vec::new(), lines.to_vec());
    store.note(None, &[dropped("2030-01-02T02:00:00Z")]).unwrap();
    drop(store);
    let sums = || Reader::open(&path).unwrap().ledger_sums(&LedgerFilter::default()).unwrap();
    let before = totals(&sums());
    assert_eq!(before.len(), 5, "{before:?}");
    let mut engine = Engine::open(&path, "test", Options::default()).unwrap();
    engine.run(at(NOW), &Silent).unwrap();
    assert_eq!(totals(&sums()), before);
    let left = Reader::open(&path).unwrap().ledger(&LedgerFilter::default(), 0, 99).unwrap();
    assert_eq!(left.len(), 1, "of the last 90 days one line is left: {left:?}");
    // What comes later of a day that was summed is added to its sums.
    engine.store().note(Some(&a), &[listing("2030-01-01T03:00:00Z", Outcome::Received, Some(1))]).unwrap();
    let before = totals(&sums());
    assert_eq!(engine.store().sum_ledger(90, at(NOW)).unwrap(), 1);
    assert_eq!(totals(&sums()), before);
    let of_day = LedgerFilter {
        source: Some(a.id.clone()),
        from: Some(at("2030-01-01T00:00:00Z").0.as_second()),
        until: Some(at("2030-01-02T00:00:00Z").0.as_second()),
        outcome: Some(Outcome::Received),
        ..LedgerFilter::default()
    };
    let sums = Reader::open(&path).unwrap().ledger_sums(&of_day).unwrap();
    assert_eq!(sums.iter().map(|sum| (sum.times, sum.items, sum.bytes)).collect::<Vec<_>>(), [(3, 12, 9)]);
    drop(engine);
    let told = done(&path, &["ledger", "--day", "2030-01-02"]).data;
    assert!(told.contains("2030-01-02  item dropped: no text, 1 times"), "{told}");
}

#[test]
fn sources_say_how_they_are_doing() {
    let (_folder, path) = empty();
    let mut store = Store::open(&path, "test").unwrap();
    let fresh = vec![page("Varn", "Ferry aground", FERRY, "2031-03-19T08:00:00Z")];
    give(&mut store, &feed("fresh"), fresh, vec![listing("2031-03-20T05:00:00Z", Outcome::Unchanged, None)]);
    give(&mut store, &feed("empty"), Vec::new(), vec![listing("2031-03-20T05:00:00Z", Outcome::Received, Some(0))]);
    let failing = ["2031-03-01T00:00:00Z", "2031-03-19T00:00:00Z"].map(|when| listing(when, Outcome::Failed, None));
    let arrived = listing("2031-03-10T00:00:00Z", Outcome::Received, Some(4));
    give(&mut store, &feed("failing"), Vec::new(), [&[arrived], &failing[..]].concat());
    give(&mut store, &feed("dead"), Vec::new(), failing.to_vec());
    // Its reasons are summed already.
    let long_dead = vec![
        listing("2030-03-01T00:00:00Z", Outcome::Received, Some(4)),
        listing("2030-04-01T00:00:00Z", Outcome::Failed, None),
    ];
    give(
        &mut store,
        &feed("gone"),
        Vec::new(),
        [long_dead, vec![listing("2031-03-20T00:00:00Z", Outcome::Failed, None)]].concat(),
    );
    give(&mut store, &feed("blocked"), Vec::new(), vec![listing("2031-03-20T00:00:00Z", Outcome::Blocked, None)]);
    store.add_source(&feed("new")).unwrap();
    store.sum_ledger(90, at(NOW)).unwrap();
    drop(store);
    let rows = json(&path, &["sources"]);
    let told: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["health"].as_str().unwrap(), row["health_since"].as_str().unwrap_or(""))).collect();
    assert_eq!(
        told,
        [
            ("fresh", "2031-03-19T08:00:00Z"),
            ("empty", ""),
            ("failing", "2031-03-19T00:00:00Z"),
            ("dead", "2031-03-01T00:00:00Z"),
            ("dead", "2030-04-01T00:00:00Z"),
            ("blocked by robots", "2031-03-20T00:00:00Z"),
            ("never asked", ""),
        ]
    );
    assert!(done(&path, &["sources"]).data.contains("never asked (not asked yet)"));
}

#[test]
fn a_page_that_breaks_off_counts_for_its_source_and_what_was_wrong_stands_under_it() {
    let (_folder, path) = empty();
    let mut store = Store::open(&path, "test").unwrap();
    let whole = page("Varn", "Ferry aground", FERRY, "2031-03-19T08:00:00Z");
    let mut paid = page("Varn", "Mine closed", &FERRY.replace("ferry", "mine"), "2031-03-19T08:00:00Z");
    let mark =
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false}</script></head>";
    paid.body = String::from_utf8(paid.body).unwrap().replace("</head>", mark).into_bytes();
    let mut odd = page("Varn", "A picture", "", "2031-03-19T08:00:00Z");
    odd.content_type = "image/png".to_owned();
    let dated = page("Varn", "Dated wrongly", FERRY, "1031-03-19T08:00:00Z");
    let dated = Page { fetched: at("2031-03-19T08:00:00Z"), ..dated };
    give(&mut store, &feed("varn"), vec![whole, paid, odd, dated], Vec::new());
    drop(store);
    let mut engine = Engine::open(&path, "test", Options::default()).unwrap();
    engine.run(at(NOW), &Silent).unwrap();
    drop(engine);
    let reader = Reader::open(&path).unwrap();
    let health = reader.health(at(NOW)).unwrap();
    assert_eq!((health[0].row.articles, health[0].truncated, health[0].truncated_percent()), (3, 1, Some(33)));
    let rows = reader.ledger(&LedgerFilter { asked: Some(Asked::Item), ..LedgerFilter::default() }, 0, 9).unwrap();
    let mut told: Vec<_> = rows.iter().map(|row| (row.outcome, row.reason.as_str())).collect();
    told.sort();
    assert_eq!(told, [(Outcome::Dropped, "not HTML")], "{rows:?}");
    assert!(
        rows.iter().all(|row| row.source.as_ref().is_some_and(|source| source.address == "https://varn.example/feed"))
    );
}

#[test]
fn an_article_that_is_kept_with_a_wrong_date_is_noted_and_one_without_text_is_dropped() {
    let (folder, path) = empty();
    let file = folder.path().join("day.jsonl");
    let lines = "{\"id\":\"a\",\"title\":\"Osk\",\"published\":\"1031-01-01\"}\n{\"id\":\"b\",\"title\":\"\"}\nno\n{\"id\":\"a\",\"title\":\"Varn\"}\n";
    std::fs::write(&file, lines).unwrap();
    run(&path, &["import", file.to_str().unwrap()]);
    let rows = json(&path, &["ledger"]);
    let mut told: Vec<(&str, &str)> = rows
        .iter()
        .filter(|row| row["asked"] == "item")
        .map(|row| (row["outcome"].as_str().unwrap(), row["reason"].as_str().unwrap()))
        .collect();
    told.sort_unstable();
    assert_eq!(told, [("dropped", "duplicate id"), ("dropped", "no text"), ("dropped", "not JSON"), ("noted", "date")]);
}

#[test]
fn sources_that_did_not_cover_a_story_are_named_with_the_proof() {
    let (_folder, path) = empty();
    let mut store = Store::open(&path, "test").unwrap();
    let day = |hour: &str| format!("2031-03-18T{hour}:00:00Z");
    let seen = |hour: &str| listing(&day(hour), Outcome::Received, Some(12));
    give(&mut store, &feed("varn"), vec![page("Varn", "Ferry aground", FERRY, &day("08"))], vec![seen("08")]);
    // Another feed of the same outlet, with another article of it.
    let other =
        "Bakers in Kolvik lower the price of rye bread, after a mild winter brought a large harvest to the north.";
    give(&mut store, &feed("varn-food"), vec![page("Varn", "Bread is cheaper", other, &day("09"))], vec![seen("09")]);
    let silent = vec![
        seen("07"),
        listing(&day("10"), Outcome::Unchanged, None),
        listing("2031-03-19T10:00:00Z", Outcome::Received, Some(99)),
    ];
    give(&mut store, &feed("silent"), Vec::new(), silent);
    give(&mut store, &feed("broken"), Vec::new(), vec![listing(&day("10"), Outcome::Failed, None)]);
    give(&mut store, &feed("late"), Vec::new(), vec![listing("2031-03-19T10:00:00Z", Outcome::Received, Some(3))]);
    give(&mut store, &feed("paused"), Vec::new(), vec![seen("10")]);
    store.pause_source(&feed("paused").id, true).unwrap();
    drop(store);
    done(&path, &["run", "--quiet"]);
    let id = {
        let reader = Reader::open(&path).unwrap();
        let stories = reader.stories(&reader.story_ids().unwrap()).unwrap();
        stories.iter().find(|story| story.head.headline.contains("Ferry")).unwrap().head.id.clone()
    };
    let told = &json(&path, &["ledger", "--story", id.as_str()])[0];
    assert_eq!((told["from"].as_str(), told["to"].as_str()), (Some("2031-03-18"), Some("2031-03-18")));
    assert_eq!(told["absent"].as_array().unwrap().len(), 1, "{told}");
    let absent = &told["absent"][0];
    assert_eq!((&absent["name"], &absent["times"]), (&Value::from("https://silent.example/feed"), &Value::from(2)));
    assert_eq!((&absent["last"], &absent["items"]), (&Value::from(day("10")), &Value::from(12)));
    let unknown: Vec<&str> =
        told["unknown"].as_array().unwrap().iter().map(|one| one["why"].as_str().unwrap()).collect();
    assert_eq!(unknown, ["failed: too slow", "not asked on those days"]);
    let words = done(&path, &["ledger", "--story", id.as_str()]).data;
    assert!(words.contains("1 sources in your set did not cover it on 2031-03-18"), "{words}");
    // Once the lines are summed, the day itself is the proof.
    Store::open(&path, "test").unwrap().sum_ledger(0, at("2031-04-20T00:00:00Z")).unwrap();
    let later = &json(&path, &["ledger", "--story", id.as_str()])[0];
    assert_eq!(
        (&later["absent"][0]["times"], &later["absent"][0]["last"]),
        (&Value::from(2), &Value::from("2031-03-18T00:00:00Z"))
    );
    assert_eq!(run(&path, &["ledger", "--story", "none"]).code, Some(2));
}

#[test]
fn a_followed_file_of_articles_says_when_it_was_read_and_what_was_wrong() {
    let (folder, path) = empty();
    let file = folder.path().join("articles.jsonl");
    std::fs::write(&file, "{\"title\":\"Ferry runs aground\",\"text\":\"A ferry ran aground at Osk.\"}\n").unwrap();
    done(&path, &["add", file.to_str().unwrap()]);
    done(&path, &["run", "--quiet"]);
    let read = json(&path, &["sources"]).remove(0);
    assert_eq!((read["fetched"].as_str().is_some(), read["problem"].as_str()), (true, None), "{read}");
    std::fs::remove_file(&file).unwrap();
    let later = std::process::Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["run", "--quiet", "--now", "2031-03-21T06:00:00Z", "--store"])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(later.status.code(), Some(1));
    let gone = json(&path, &["sources"]).remove(0);
    assert!(gone["problem"].as_str().is_some_and(|problem| problem.contains("cannot be read")), "{gone}");
}
