//! A store of every schema version there ever was opens, is brought up to date and keeps what it holds.
//! In: the databases of tests/data/databases, copied. Out: the same articles, stories and explainers, searchable.
//! Never: a change to those files.

use super::files::root;
use super::program::{done, run};
use backstory::model::OutletId;
use backstory::store::{Filter, Reader, SCHEMA_VERSION, Store, Stories};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// A copy of the store of a schema version in a folder of its own.
fn copy(version: usize) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    let kept = root().join(format!("tests/data/databases/v{version}.sqlite"));
    std::fs::copy(&kept, &store).unwrap_or_else(|error| panic!("{}: {error}", kept.display()));
    (folder, store)
}

fn schema_of(store: &Path) -> usize {
    let connection = Connection::open(store).unwrap();
    connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0)).unwrap() as usize
}

#[test]
fn every_schema_version_opens_and_keeps_what_it_holds() {
    for version in 1..=SCHEMA_VERSION {
        let (_folder, store) = copy(version);
        assert_eq!(schema_of(&store), version);
        drop(Store::open(&store, "test").unwrap());
        assert_eq!(schema_of(&store), SCHEMA_VERSION, "from {version}");
        holds_the_three_articles(&store, version);
        let backup = Store::backup_path(&store, version);
        assert_eq!(backup.exists(), version < SCHEMA_VERSION, "from {version}");
        if backup.exists() {
            assert_eq!(schema_of(&backup), version, "the backup is the store as it was");
        }
        done(&store, &["run", "--quiet"]);
        holds_the_three_articles(&store, version);
    }
}

fn holds_the_three_articles(store: &Path, version: usize) {
    let reader = Reader::open(store).unwrap();
    let counts = reader.counts().unwrap();
    assert_eq!((counts.articles, counts.stories), (3, 2), "from {version}");
    let found = reader.search("crack \"quay of Belmede\"", 9).unwrap();
    assert_eq!((found.stories.len(), found.articles.len()), (1, 2), "from {version}");
    assert_eq!(reader.search("Garten", 9).unwrap().articles.len(), 1, "from {version}");
    let article = reader.article(&found.articles[0].id, Some(1)).unwrap().unwrap();
    assert!(article.article.text().contains("Divers found a crack") || article.article.text().contains("divers found"));
    assert_eq!(article.placement.unwrap().story, found.stories[0].id);
    let explainer = reader.explainer(&found.stories[0].id).unwrap().unwrap();
    assert!(explainer.body.contains(found.articles[0].id.as_str()));
    lists_the_three_articles(&reader, version);
}

/// What lists, outlet pages, filters and feeds show, of a store from before there were any as well.
fn lists_the_three_articles(reader: &Reader, version: usize) {
    let front = reader.front(Stories::All, 9, 0).unwrap();
    assert_eq!((front.len(), reader.front_count(Stories::All).unwrap()), (2, 2), "from {version}");
    assert!(front.iter().all(|story| story.head.newest.is_some() && story.head.received.is_some()), "from {version}");
    for name in ["Varn Post", "Coast Radio", "www.Limarra Tagblatt"] {
        let outlet = reader.outlet(&OutletId::derive(name).unwrap(), (0, 9), (0, 9)).unwrap().expect(name);
        assert_eq!((outlet.articles.len(), outlet.stories.len()), (1, 1), "{name} from {version}");
        assert_eq!((outlet.told, outlet.own, outlet.copies), (1, 1, 0), "{name} from {version}");
    }
    let german = Filter { language: Some("de".to_owned()), ..Filter::default() };
    assert_eq!(reader.find("", &german, 0, 9).unwrap().articles.len(), 1, "from {version}");
    for story in &front {
        let editions = reader.editions(&story.head.id, 9).unwrap();
        assert_eq!(editions[0].articles, story.head.articles, "from {version}");
        assert!(editions[0].updated.is_some(), "from {version}");
    }
}

#[test]
fn a_reader_asks_for_a_writer_where_the_schema_is_old() {
    let (_folder, store) = copy(1);
    let old = run(&store, &["search", "crack"]);
    assert_eq!(old.code, Some(2));
    assert!(old.talk.contains("of an older schema") && old.talk.contains("backstory run"), "{}", old.talk);
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let (_folder, store) = copy(SCHEMA_VERSION);
    let newer = i64::try_from(SCHEMA_VERSION).unwrap() + 1;
    Connection::open(&store).unwrap().pragma_update(None, "user_version", newer).unwrap();
    for command in [["run"].as_slice(), &["search", "crack"]] {
        let refused = run(&store, command);
        assert_eq!(refused.code, Some(2), "{command:?}");
        assert!(refused.talk.contains("is newer than this program's"), "{}", refused.talk);
    }
    assert_eq!(schema_of(&store), SCHEMA_VERSION + 1);
}

#[test]
fn a_database_of_another_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("other.sqlite");
    Connection::open(&store).unwrap().execute("CREATE TABLE recipe (name TEXT)", []).unwrap();
    let before = std::fs::read(&store).unwrap();
    let refused = run(&store, &["run"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.talk.contains("a database of another program"), "{}", refused.talk);
    assert!(std::fs::read(&store).unwrap() == before, "the file is as it was");
}
