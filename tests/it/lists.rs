//! What lists show of a store: the front page by day and category, outlets, topics, searches with filters, editions.
//! In: small invented stores, and the bundled day. Out: passes and failures. Never: an address that a re-run changes.

use super::files::root;
use super::program::{done, run};
use backstory::model::{Event, EventKind, OutletId, QuestionId, TopicId};
use backstory::store::{Asking, Filter, Reader, Store, Stories, WindowRow};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const FIRE: &str = "A fire in the rope works of Tarnholm burned through the night and was out by six. Nobody was hurt, \
    said Orla Fenn of the fire brigade. The works had stood empty since the autumn. Smoke drifted over the old town.";

/// An article that says which story it belongs to, so that only lists are in question here.
fn article(id: &str, story: &str, outlet: &str, published: &str, text: &str) -> Value {
    json!({"id": id, "story": story, "outlet": outlet, "title": format!("Report {id}"), "text": text,
           "published": published, "language": "en"})
}

/// A text that shares no words with another one's.
fn apart(word: &str) -> String {
    let parts =
        ["went", "north", "while", "river", "stayed", "below"].map(|other| format!("{word}{other} {other}{word}"));
    format!("{}. {}.", parts.join(" "), parts.iter().rev().cloned().collect::<Vec<_>>().join(" "))
}

fn stored(articles: &[Value], category: Option<&str>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    take_in(&store, "articles.jsonl", articles, category);
    (folder, store)
}

fn take_in(store: &Path, file: &str, articles: &[Value], category: Option<&str>) {
    let file = store.with_file_name(file);
    std::fs::write(&file, articles.iter().map(|article| format!("{article}\n")).collect::<String>()).unwrap();
    let mut import = vec!["import", file.to_str().unwrap(), "--quiet"];
    import.extend(category.into_iter().flat_map(|category| ["--category", category]));
    done(store, &import);
    done(store, &["run", "--quiet"]);
}

/// Which articles opened the stories of a list, in its order.
fn first_words(reader: &Reader, which: Stories<'_>, limit: usize, skip: usize) -> Vec<String> {
    let rows = reader.front(which, limit, skip).unwrap();
    rows.into_iter().map(|row| row.head.headline.rsplit(' ').next().unwrap_or("").to_owned()).collect()
}

#[test]
fn the_front_page_goes_by_day_then_by_reports() {
    let articles = [
        article("old", "old", "A", "2031-03-10T08:00:00Z", &apart("alpha")),
        article("told", "told", "A", "2031-03-18T08:00:00Z", &apart("beta")),
        article("told2", "told", "B", "2031-03-18T09:00:00Z", &apart("gamma")),
        article("new", "new", "A", "2031-03-18T20:00:00Z", &apart("delta")),
        article("before", "before", "A", "2031-03-17T19:59:59Z", &apart("epsilon")),
        json!({"id": "undated", "story": "undated", "outlet": "A", "title": "Report undated", "text": apart("zeta")}),
    ];
    let (_folder, store) = stored(&articles, None);
    let reader = Reader::open(&store).unwrap();
    let all = first_words(&reader, Stories::All, 9, 0);
    assert_eq!(all.len(), 5, "{all:?}");
    assert!(all[0].starts_with("told"), "most reports of the newest day first: {all:?}");
    assert_eq!(all[1..], ["new", "before", "old", "undated"], "then by day, undated last");
    for skip in 0..6 {
        for limit in 0..4 {
            let expected: Vec<String> = all.iter().skip(skip).take(limit).cloned().collect();
            assert_eq!(first_words(&reader, Stories::All, limit, skip), expected, "{limit} after {skip}");
        }
    }
    assert_eq!(reader.front_count(Stories::All).unwrap(), 5);
    let newest: Vec<String> =
        reader.newest(Stories::All, 2).unwrap().into_iter().map(|row| row.head.headline).collect();
    assert!(newest[0].ends_with("new") && newest[1].contains("told"), "{newest:?}");
}

#[test]
fn a_story_has_the_category_that_most_of_its_reports_came_from() {
    let (_folder, store) = stored(&[article("a1", "a", "A", "2031-03-18T08:00:00Z", &apart("alpha"))], Some("Coast"));
    let more = [
        article("a2", "a", "B", "2031-03-18T09:00:00Z", &apart("beta")),
        article("a3", "a", "C", "2031-03-18T10:00:00Z", &apart("gamma")),
        article("b1", "b", "B", "2031-03-18T11:00:00Z", &apart("delta")),
    ];
    take_in(&store, "more.jsonl", &more, Some("Inland"));
    take_in(&store, "none.jsonl", &[article("c1", "c", "B", "2031-03-18T12:00:00Z", &apart("epsilon"))], None);
    let reader = Reader::open(&store).unwrap();
    let of = |which| reader.front(which, 9, 0).unwrap().len();
    assert_eq!(reader.categories().unwrap(), ["Inland"], "two reports of three");
    assert_eq!((of(Stories::Category("Inland")), of(Stories::Unsorted), of(Stories::All)), (2, 1, 3));
    assert_eq!((reader.front_count(Stories::Category("Inland")).unwrap(), of(Stories::Category("Coast"))), (2, 0));
    let file = store.with_file_name("more.jsonl");
    done(&store, &["import", file.to_str().unwrap(), "--quiet", "--category", "Harbour"]);
    assert_eq!(reader.categories().unwrap(), ["Harbour"], "another name moves its stories at once");
    let refused = run(&store, &["import", file.to_str().unwrap(), "--category", " "]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.talk.contains("a category has 1 to 60 characters"), "{}", refused.talk);
}

#[test]
fn an_outlet_has_its_own_and_its_copies_counted() {
    let articles = [
        article("first", "fire", "Tarn Post", "2031-03-18T08:00:00Z", FIRE),
        article("again", "fire", "Echo", "2031-03-18T09:00:00Z", FIRE),
        article("own", "other", "echo", "2031-03-18T10:00:00Z", &apart("alpha")),
    ];
    let (_folder, store) = stored(&articles, None);
    let reader = Reader::open(&store).unwrap();
    let outlet = |name: &str| reader.outlet(&OutletId::derive(name).unwrap(), (0, 9), (0, 9)).unwrap().unwrap();
    let echo = outlet("www.Echo");
    assert_eq!((echo.told, echo.own, echo.copies), (2, 1, 1));
    let kinds: Vec<_> = echo.articles.iter().map(|one| (one.card.title.as_str(), one.from.is_some())).collect();
    assert_eq!(kinds, [("Report own", false), ("Report again", true)], "newest first");
    assert_eq!(echo.articles[1].from.as_ref().unwrap().outlet, "Tarn Post");
    assert!(echo.articles[1].share.is_some_and(|share| share > 900));
    assert_eq!(outlet("Tarn Post").copies, 0);
    for _ in 0..2 {
        done(&store, &["rebuild", "--from", "group"]);
        done(&store, &["run", "--quiet"]);
        let reader = Reader::open(&store).unwrap();
        let again = reader.outlet(&OutletId::derive("Echo").unwrap(), (0, 9), (0, 9)).unwrap().unwrap();
        assert_eq!((again.told, again.own, again.copies), (2, 1, 1), "nothing is counted twice");
    }
    assert!(reader.outlet(&OutletId::derive("Nobody").unwrap(), (0, 9), (0, 9)).unwrap().is_none());
    let page = reader.outlet(&OutletId::derive("Echo").unwrap(), (1, 1), (1, 1)).unwrap().unwrap();
    assert_eq!((page.articles.len(), page.stories.len()), (1, 1));
    assert_eq!(page.articles[0].card.title, "Report again");
}

/// Checks which articles a search finds, by the last words of their titles.
fn check_found(reader: &Reader, words: &str, filter: &Filter, expected: &[&str]) {
    let found = reader.find(words, filter, 0, 9).unwrap();
    let titles: Vec<&str> = found.articles.iter().filter_map(|one| one.title.strip_prefix("Report ")).collect();
    assert_eq!(titles, expected, "{words:?} {filter:?}");
}

#[test]
fn filters_combine_with_words_and_stand_alone() {
    let german = json!({"id": "d", "story": "d", "outlet": "Tagblatt", "title": "Report d", "language": "de",
        "text": "In der Seilerei von Tarnholm brach in der Nacht ein Feuer aus, das erst am Morgen gelöscht war.",
        "published": "2031-03-20T00:00:00Z"});
    let articles = [
        article("a", "a", "Tarn Post", "2031-03-18T08:00:00Z", FIRE),
        article(
            "b",
            "b",
            "Echo",
            "2031-03-19T08:00:00Z",
            "The mayor of Tarnholm spoke of the fire at length, and of the works.",
        ),
        german,
    ];
    let (_folder, store) = stored(&articles, None);
    let reader = Reader::open(&store).unwrap();
    let none = Filter::default();
    let outlet = |name: &str| Filter { outlet: OutletId::derive(name), ..Filter::default() };
    let language = |code: &str| Filter { language: Some(code.to_owned()), ..Filter::default() };
    let day = 86_400;
    // The days from the 18th of March 2031 on.
    let first = 1_931_558_400;
    let days = |from: i64, until: i64| Filter {
        from: Some(first + from * day),
        until: Some(first + until * day),
        ..Filter::default()
    };
    check_found(&reader, "", &none, &[]);
    check_found(&reader, "Tarnholm rope", &none, &["a"]);
    check_found(&reader, "", &outlet("echo"), &["b"]);
    check_found(&reader, "Tarnholm", &outlet("Echo"), &["b"]);
    check_found(&reader, "rope", &outlet("Echo"), &[]);
    check_found(&reader, "", &language("de"), &["d"]);
    check_found(&reader, "", &days(0, 2), &["b", "a"]);
    check_found(&reader, "Tarnholm", &days(1, 2), &["b"]);
    check_found(&reader, "", &days(2, 3), &["d"]);
    check_found(&reader, "", &Filter { from: Some(first + day), ..outlet("Tarn Post") }, &[]);
    check_found(&reader, "\"rope works\"", &Filter { language: Some("en".to_owned()), ..days(0, 1) }, &["a"]);
    check_found(&reader, "\"works rope\"", &none, &[]);
    let stories = |words: &str, filter: &Filter| reader.find(words, filter, 0, 9).unwrap().stories.len();
    assert_eq!(stories("fire", &none), 2);
    assert_eq!(stories("fire", &outlet("Echo")), 1, "a story passes with one of its articles");
    assert_eq!(stories("fire", &days(5, 6)), 0);
    assert_eq!(reader.find("fire", &none, 1, 9).unwrap().articles.len(), 1, "paged");
    let newest = reader.newest_found("Tarnholm", &none, 2).unwrap();
    assert_eq!(newest.len(), 2);
    assert!(newest[0].head.newest.unwrap().0.order_key() > newest[1].head.newest.unwrap().0.order_key());
    assert_eq!(reader.newest_found("", &outlet("Echo"), 9).unwrap().len(), 1);
    assert_eq!(reader.newest_found("", &none, 9).unwrap().len(), 0);
    assert_eq!(reader.languages().unwrap(), ["de", "en"]);
}

/// A store of so many articles that hold a word, the fifth of them in its title.
fn of_one_word(articles: u32) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    drop(Store::open(&store, "test").unwrap());
    let word = backstory::store::index_text("tide", "en");
    let mut connection = Connection::open(&store).unwrap();
    let transaction = connection.transaction().unwrap();
    transaction.execute("INSERT INTO search_language (code) VALUES ('en')", []).unwrap();
    for number in 1..=articles {
        let title = if number == 5 { word.as_str() } else { "other" };
        for query in [
            "INSERT INTO article (number, id, newest, time) VALUES (?1, ?1, 1, ?1)",
            "INSERT INTO version (article, version, title, text, received) VALUES (?1, 1, 'Report ' || ?1, '', '2031-03-18T08:00:00Z')",
        ] {
            transaction.execute(query, [number]).unwrap();
        }
        let query = "INSERT INTO article_search (rowid, title, text) VALUES (?1, ?2, ?3)";
        transaction.execute(query, rusqlite::params![number, title, word]).unwrap();
    }
    transaction.commit().unwrap();
    (folder, store)
}

#[test]
fn words_that_stand_nearly_everywhere_do_not_rank() {
    for (articles, first, second) in [(2_000, "Report 5", "Report 1"), (2_001, "Report 2001", "Report 2000")] {
        let (_folder, store) = of_one_word(articles);
        let reader = Reader::open(&store).unwrap();
        let found = reader.find("tide", &Filter::default(), 0, 2).unwrap().articles;
        let titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles, [first, second], "of {articles}");
        let next = reader.find("tide", &Filter::default(), 1, 1).unwrap().articles;
        assert_eq!(next[0].title, second, "paged, of {articles}");
    }
}

#[test]
fn each_update_of_an_explainer_is_an_edition() {
    let (_folder, store) = stored(&[article("a", "fire", "Tarn Post", "2031-03-18T08:00:00Z", FIRE)], None);
    let both = [
        article("a", "fire", "Tarn Post", "2031-03-18T08:00:00Z", FIRE),
        article("b", "fire", "Echo", "2031-03-19", &apart("alpha")),
    ];
    take_in(&store, "articles.jsonl", &both, None);
    let reader = Reader::open(&store).unwrap();
    let story = reader.front(Stories::All, 1, 0).unwrap()[0].head.id.clone();
    let editions = || Reader::open(&store).unwrap().editions(&story, 9).unwrap();
    let told: Vec<_> = editions().iter().map(|one| (one.articles, one.updated.map(|at| at.to_string()))).collect();
    let at = |time: &str| Some(time.to_owned());
    assert_eq!(told, [(2, at("2031-03-19")), (1, at("2031-03-18T08:00:00Z"))], "newest first");
    let digests: Vec<_> = editions().into_iter().map(|one| one.digest).collect();
    assert_ne!(digests[0], digests[1]);
    for stage in ["explain", "group", "read"] {
        done(&store, &["rebuild", "--from", stage]);
        done(&store, &["run", "--quiet"]);
        assert_eq!(editions().into_iter().map(|one| one.digest).collect::<Vec<_>>(), digests, "after {stage}");
    }
}

#[test]
fn questions_of_a_merged_story_lead_to_where_it_is() {
    let articles = [
        article("a", "a", "A", "2031-03-18T08:00:00Z", &apart("alpha")),
        article("b", "b", "B", "2031-03-18T09:00:00Z", &apart("beta")),
    ];
    let (_folder, store) = stored(&articles, None);
    let reader = Reader::open(&store).unwrap();
    let ids: Vec<_> = reader.front(Stories::All, 2, 0).unwrap().into_iter().map(|row| row.head.id).collect();
    let question = QuestionId::new("why");
    Connection::open(&store)
        .unwrap()
        .execute("INSERT INTO question SELECT 'why', number FROM story WHERE id = ?1", [ids[0].as_str()])
        .unwrap();
    assert_eq!(reader.question(&question).unwrap(), Some(Asking::Now(ids[0].clone())));
    let event = Event {
        kind: EventKind::Merged,
        story: ids[1].clone(),
        from: Some(ids[0].clone()),
        articles: Vec::new(),
        why: String::new(),
    };
    let mut writer = Store::open(&store, "test").unwrap();
    writer.save_placements(&[], (&[], &[event]), &WindowRow::default(), "stamp").unwrap();
    assert_eq!(reader.question(&question).unwrap(), Some(Asking::Merged(ids[1].clone())));
    assert_eq!(reader.explainer(&ids[0]).unwrap().unwrap().story, ids[1]);
    assert_eq!(reader.front_count(Stories::All).unwrap(), 1, "a story that is no more stands in no list");
    assert_eq!(reader.question(&QuestionId::new("never")).unwrap(), None);
}

/// The topics of the stories on the front page, with how many stories and entries each has.
fn topics(store: &Path) -> BTreeSet<(String, String, usize, usize)> {
    let reader = Reader::open(store).unwrap();
    let mut found = BTreeSet::new();
    for story in reader.front(Stories::All, 99, 0).unwrap() {
        let body: Value = serde_json::from_str(&story.body).unwrap();
        for card in body["topics"].as_array().unwrap() {
            let id = card["id"].as_str().unwrap();
            let file = reader.topic(&TopicId::new(id), 0, 99, 99).unwrap().expect("a page for each card");
            assert!(file.stories.iter().any(|listed| listed.id == story.head.id), "{id}");
            assert!(!file.described.is_empty() && !file.name.is_empty(), "{id}");
            let days: Vec<&str> = file.entries.iter().map(|entry| entry.year.as_str()).collect();
            assert!(days.is_sorted_by(|newer, older| newer >= older), "{id}: {days:?}");
            found.insert((id.to_owned(), file.name, file.stories.len(), file.entries.len()));
        }
    }
    found
}

#[test]
fn the_topics_of_the_bundled_day_keep_their_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    let day = root().join("demo/articles.jsonl");
    done(&store, &["import", day.to_str().unwrap(), "--quiet"]);
    done(&store, &["run", "--quiet"]);
    let before = topics(&store);
    assert!(before.len() > 8, "{before:?}");
    assert!(before.iter().any(|(.., stories, _)| *stories > 1), "a topic of two stories has one page: {before:?}");
    assert!(before.iter().any(|(.., entries)| *entries > 0), "a topic is dated: {before:?}");
    done(&store, &["rebuild", "--from", "read"]);
    done(&store, &["run", "--quiet"]);
    assert_eq!(topics(&store), before);
}
