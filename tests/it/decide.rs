//! Decisions of people over a small invented archive: each one, its undo, and what every later run makes of both.
//! In: the program as its users call it. Out: which articles stand together, where addresses lead, exit codes.
//! Never: a test of how the decisions are kept.

use super::files::text_of;
use super::formats::{shape, unnamed};
use super::program::{Did, NOW, done, run};
use backstory::model::StoryId;
use backstory::store::{Reader, Store};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tempfile::TempDir;

/// A fire in two papers, a fire elsewhere, a cheese in two papers, and a lost ship.
const ARTICLES: [(&str, &str, &str, &str); 6] = [
    (
        "fire-1",
        "Warehouse burns in Osk Bay",
        "A warehouse of the Lindqvist timber yard burned down in Osk Bay on Monday night. Fire chief Marta Hovland said that \
         14 people had fled through a window. The police of Osk Bay are looking for a grey van.",
        "2031-03-10T07:00:00Z",
    ),
    (
        "fire-2",
        "Osk Bay counts the cost of the warehouse fire",
        "The Lindqvist timber yard in Osk Bay lost its largest warehouse to the fire of Monday night. Marta Hovland, the fire \
         chief, said that the 14 people who fled through a window were unhurt. The grey van was found empty.",
        "2031-03-11T07:00:00Z",
    ),
    (
        "mill",
        "Old mill destroyed near Tarvik",
        "Nothing is left of the paper mill at Tarvik. Neighbours heard a bang at noon, wrote to the council, and moved their \
         horses. The insurer Brandkasse Nord sends an expert.",
        "2031-03-11T09:00:00Z",
    ),
    (
        "cheese-1",
        "Cheese of the Morrel valley wins",
        "A cheese from the Morrel valley has won the winter fair in Tesk. The dairy of Oda Finn makes forty wheels a year. \
         Judges praised its smell of hay and its firm rind.",
        "2031-03-12T07:00:00Z",
    ),
    (
        "cheese-2",
        "Oda Finn's cheese is the best of the winter fair",
        "Judges at the winter fair in Tesk gave their highest prize to the cheese of Oda Finn, whose dairy in the Morrel \
         valley makes forty wheels a year. They praised the firm rind and the smell of hay.",
        "2031-03-13T07:00:00Z",
    ),
    (
        "ship",
        "Trawler overdue off Kolmar",
        "The trawler Havbris has not answered since Thursday, its owner in Kolmar told the coast guard. Six sailors are aboard.",
        "2031-03-14T07:00:00Z",
    ),
];

/// A store over the archive.
struct Archive {
    _folder: TempDir,
    store: PathBuf,
}

impl Archive {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.sqlite");
        let archive = Self { _folder: folder, store };
        archive.import(&ARTICLES.map(article));
        assert_eq!(archive.groups(), ["cheese-1 cheese-2", "fire-1 fire-2", "mill", "ship"]);
        archive
    }

    /// Takes articles in, from a file that is always the same source, and runs.
    fn import(&self, articles: &[Value]) {
        let file = self.store.with_file_name("articles.jsonl");
        std::fs::write(&file, articles.iter().map(|article| format!("{article}\n")).collect::<String>()).unwrap();
        done(&self.store, &["import", file.to_str().unwrap(), "--quiet"]);
        done(&self.store, &["run", "--quiet"]);
    }

    /// Which articles stand together, by the ids that they came with.
    fn groups(&self) -> Vec<String> {
        let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (imported, (_, story)) in self.places() {
            groups.entry(story).or_default().insert(imported);
        }
        let mut groups: Vec<String> =
            groups.into_values().map(|group| group.into_iter().collect::<Vec<_>>().join(" ")).collect();
        groups.sort();
        groups
    }

    /// The id and the story of each article, by the id that it came with.
    fn places(&self) -> BTreeMap<String, (String, String)> {
        let connection = Connection::open(&self.store).unwrap();
        let mut query = connection
            .prepare(
                "SELECT imported_id, article.id, story.id FROM article JOIN placement ON placement.article = article.number
                 JOIN story ON story.number = placement.story",
            )
            .unwrap();
        let rows = query.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }

    fn article(&self, imported: &str) -> String {
        self.places()[imported].0.clone()
    }

    fn story(&self, imported: &str) -> String {
        self.places()[imported].1.clone()
    }

    /// Decides, with the ids of articles (`fire-1`) and of the stories that they are in now (`@fire-1`) filled in.
    fn try_to_decide(&self, words: &str) -> Did {
        let id = |word: &str| match word.strip_prefix('@') {
            Some(imported) => self.story(imported),
            None if ARTICLES.iter().any(|(imported, ..)| *imported == word) => self.article(word),
            None => word.to_owned(),
        };
        let mut arguments = vec!["decide".to_owned()];
        arguments.extend(words.split(' ').map(id));
        arguments.extend(["--by", "A. Editor", "--reason", "seen with own eyes"].map(str::to_owned));
        run(&self.store, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn decide(&self, words: &str) -> String {
        let did = self.try_to_decide(words);
        assert_eq!(did.code, Some(0), "decide {words}: {}", did.talk);
        did.data
    }

    /// Where the address of a story leads, once all is explained.
    fn leads_to(&self, story: &str) -> String {
        done(&self.store, &["run", "--quiet"]);
        Reader::open(&self.store).unwrap().explainer(&StoryId::new(story)).unwrap().unwrap().story.to_string()
    }

    /// The groups are these, and stay so whatever is made anew; so do the stories' ids.
    fn stands(&self, expected: &[&str]) {
        assert_eq!(self.groups(), expected);
        let before = self.places();
        self.check_log_and_addresses();
        for stage in ["explain", "group", "read", "extract"] {
            done(&self.store, &["rebuild", "--from", stage]);
            done(&self.store, &["run", "--quiet"]);
            assert_eq!(self.places(), before, "after rebuild --from {stage}");
            self.check_log_and_addresses();
        }
    }

    /// The log, replayed from nothing, gives the stories; addresses lead in one step to stories that are.
    fn check_log_and_addresses(&self) {
        let mut replayed: BTreeMap<String, String> = BTreeMap::new();
        for event in Reader::open(&self.store).unwrap().whole_log().unwrap() {
            for article in &event.articles {
                assert_eq!(replayed.get(article.as_str()), event.from.as_ref().map(ToString::to_string).as_ref());
                replayed.insert(article.to_string(), event.story.to_string());
            }
        }
        let placed: BTreeMap<String, String> = self.places().into_values().collect();
        assert_eq!(replayed, placed, "the log");
        let connection = Connection::open(&self.store).unwrap();
        let lost: u32 = connection
            .query_row(
                "SELECT (SELECT count(*) FROM redirect WHERE story NOT IN (SELECT id FROM story WHERE articles > 0))
                      + (SELECT count(*) FROM redirect WHERE old IN (SELECT id FROM story))
                      + (SELECT count(*) FROM story WHERE articles
                         <> (SELECT count(*) FROM placement WHERE placement.story = story.number))",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(lost, 0, "addresses");
    }
}

fn article((id, title, text, published): (&str, &str, &str, &str)) -> Value {
    json!({"id": id, "outlet": "Varn Post", "title": title, "text": text, "published": published, "language": "en"})
}

#[test]
fn a_merge_holds_redirects_and_is_taken_back() {
    let archive = Archive::new();
    let (fire, mill) = (archive.story("fire-1"), archive.story("mill"));
    let said = archive.decide("merge @mill @fire-1");
    assert!(said.starts_with(&format!("1  merge: story {mill} (1 articles) into story {fire}")), "{said}");
    assert!(said.contains("A. Editor, 2031-03-20T06:00:00Z: seen with own eyes"), "{said}");
    let merged = ["cheese-1 cheese-2", "fire-1 fire-2 mill", "ship"];
    archive.stands(&merged);
    assert_eq!(archive.leads_to(&mill), fire);
    archive.decide("undo 1");
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "mill", "ship"]);
    assert_eq!((archive.leads_to(&mill), archive.story("mill")), (mill.clone(), mill));
}

#[test]
fn a_story_is_named_by_the_id_that_it_had() {
    let archive = Archive::new();
    let mill = archive.story("mill");
    archive.decide("merge @mill @fire-1");
    archive.decide(&format!("merge {mill} @ship"));
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2 mill ship"]);
    archive.decide("undo 1");
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2 ship", "mill"]);
    assert_eq!(archive.leads_to(&mill), mill);
}

#[test]
fn an_address_follows_the_article_that_opened_its_story() {
    let archive = Archive::new();
    let mill = archive.story("mill");
    archive.decide("merge @mill @fire-1");
    archive.decide("move mill @ship");
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "mill ship"]);
    assert_eq!(archive.leads_to(&mill), archive.story("ship"));
    archive.decide("undo 2");
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2 mill", "ship"]);
    assert_eq!(archive.leads_to(&mill), archive.story("fire-1"));
}

#[test]
fn a_split_holds_and_is_taken_back() {
    let archive = Archive::new();
    let cheese = archive.story("cheese-1");
    archive.decide("split @cheese-1 cheese-2");
    let apart = ["cheese-1", "cheese-2", "fire-1 fire-2", "mill", "ship"];
    archive.stands(&apart);
    assert_eq!(archive.story("cheese-1"), cheese, "the story stays where its first article is");
    let split = archive.story("cheese-2");
    archive.decide("undo 1");
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "mill", "ship"]);
    assert_eq!(archive.leads_to(&split), cheese, "an address never breaks");
}

#[test]
fn a_split_of_the_first_article_leaves_it_the_address() {
    let archive = Archive::new();
    let cheese = archive.story("cheese-1");
    archive.decide("split @cheese-1 cheese-1");
    archive.stands(&["cheese-1", "cheese-2", "fire-1 fire-2", "mill", "ship"]);
    assert_eq!(archive.story("cheese-1"), cheese);
}

#[test]
fn a_story_is_not_named_as_one_that_goes_on_without_its_first_article() {
    let archive = Archive::new();
    let fire = archive.story("fire-1");
    archive.decide("move fire-1 @ship");
    archive.decide("split @ship fire-1");
    archive.stands(&["cheese-1 cheese-2", "fire-1", "fire-2", "mill", "ship"]);
    assert_eq!(archive.story("fire-2"), fire);
}

#[test]
fn a_move_holds_and_is_taken_back() {
    let archive = Archive::new();
    let (fire, ship) = (archive.story("fire-1"), archive.story("ship"));
    archive.decide("move fire-1 @ship");
    archive.stands(&["cheese-1 cheese-2", "fire-1 ship", "fire-2", "mill"]);
    assert_eq!((archive.story("fire-2"), archive.story("fire-1")), (fire.clone(), ship.clone()));
    archive.decide("undo 1");
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "mill", "ship"]);
    archive.decide("move ship @mill");
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "mill ship"]);
    assert_eq!(archive.leads_to(&ship), archive.story("mill"), "nothing was left of its story");
    archive.decide("undo 2");
    assert_eq!(archive.leads_to(&ship), ship);
    assert_eq!(archive.story("fire-1"), fire);
}

#[test]
fn a_pin_stands_against_other_decisions_until_it_is_taken_back() {
    let archive = Archive::new();
    archive.decide("pin @cheese-1 --closed");
    for words in ["split @cheese-1 cheese-2", "move cheese-2 @ship", "move ship @cheese-1", "merge @fire-1 @cheese-1"] {
        let refused = archive.try_to_decide(words);
        assert_eq!(refused.code, Some(2), "{words}");
        assert!(refused.talk.contains("backstory decide undo 1"), "{words}: {}", refused.talk);
    }
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "mill", "ship"]);
    archive.decide("undo 1");
    archive.decide("move ship @cheese-1");
}

#[test]
fn a_copy_joins_neither_a_closed_story_nor_leaves_what_was_split() {
    let archive = Archive::new();
    archive.decide("pin @cheese-1 --closed");
    archive.decide("split @fire-1 fire-2");
    let again = |at: usize, id: &'static str| {
        let (_, title, text, _) = ARTICLES[at];
        let mut copy = article((id, title, text, "2031-03-15T07:00:00Z"));
        copy["outlet"] = json!("Limarra Daily");
        copy
    };
    archive.import(&[again(3, "cheese-copy"), again(1, "fire-copy")]);
    archive.stands(&["cheese-1 cheese-2", "cheese-copy", "fire-1", "fire-2 fire-copy", "mill", "ship"]);
}

#[test]
fn an_article_that_comes_with_a_merged_story_goes_where_that_is() {
    let archive = Archive::new();
    let given = |id: &'static str, story: &str| {
        let day = if id == "left" { "2031-03-15T07:00:00Z" } else { "2031-03-16T07:00:00Z" };
        let mut given = article((id, id, "", day));
        given["story"] = json!(story);
        given["text"] = json!(format!("{id} stands alone."));
        given
    };
    archive.import(&[given("left", "one"), given("right", "two")]);
    archive.decide("merge one two");
    archive.import(&[given("later", "two")]);
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "later left right", "mill", "ship"]);
    assert_eq!(archive.leads_to("two"), "one");
}

#[test]
fn a_decision_is_undone_once_and_in_order() {
    let archive = Archive::new();
    archive.decide("merge @mill @fire-1");
    archive.decide("split @fire-1 mill fire-2");
    let refused = archive.try_to_decide("undo 1");
    assert_eq!((refused.code, refused.talk.contains("backstory decide undo 2")), (Some(2), true), "{}", refused.talk);
    archive.decide("undo 2");
    archive.decide("undo 1");
    let twice = archive.try_to_decide("undo 1");
    assert_eq!((twice.code, twice.talk.contains("took it back")), (Some(2), true), "{}", twice.talk);
    archive.stands(&["cheese-1 cheese-2", "fire-1 fire-2", "mill", "ship"]);
    let listed = done(&archive.store, &["decide", "list", "--json"]).data;
    let lines: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<_> = lines.iter().map(|line| (&line["kind"], &line["undone"]["by"])).collect();
    assert_eq!(kinds, [(&json!("merge"), &json!("A. Editor")), (&json!("split"), &json!("A. Editor"))]);
    assert_eq!((&lines[0]["at"], &lines[0]["number"]), (&json!(NOW), &json!(1)));
    assert_eq!(unnamed(&shape(&lines), &text_of("docs/formats.md")), Vec::<String>::new());
}

#[test]
fn what_cannot_be_decided_is_named() {
    let archive = Archive::new();
    for (words, expected) in [
        ("merge nowhere @ship", "story nowhere: there is none"),
        ("merge @ship @ship", "both ids lead to it"),
        ("split @ship ship", "a part must stay"),
        ("split @fire-1 ship", "not in"),
        ("split @fire-1 nobody", "article nobody: there is none"),
        ("move nobody @ship", "article nobody: there is none"),
        ("move ship @ship", "already"),
        ("pin nowhere", "story nowhere: there is none"),
        ("undo 7", "decision 7: there is none"),
        ("undo seven", "invalid value"),
        ("burn @ship", "unrecognized subcommand"),
    ] {
        let refused = archive.try_to_decide(words);
        assert_eq!(refused.code, Some(2), "{words}");
        assert!(refused.talk.contains(expected), "{words}: {}", refused.talk);
    }
    let unsigned = run(&archive.store, &["decide", "pin", &archive.story("ship"), "--by", " ", "--reason", "x"]);
    assert_eq!((unsigned.code, unsigned.talk.contains("--by NAME")), (Some(2), true));
    assert_eq!(done(&archive.store, &["decide", "list"]).data, "");
}

#[test]
fn who_cannot_write_cannot_decide() {
    let archive = Archive::new();
    let ship = archive.story("ship");
    done(&archive.store, &["rebuild", "--from", "group"]);
    let pin = ["decide", "pin", &ship, "--by", "A", "--reason", "x"];
    let waiting = run(&archive.store, &pin);
    assert_eq!((waiting.code, waiting.talk.contains("backstory run")), (Some(2), true), "{}", waiting.talk);
    let _writer = Store::open(&archive.store, "backstory run").unwrap();
    let refused = run(&archive.store, &pin);
    assert_eq!((refused.code, refused.talk.contains("is held by process")), (Some(2), true), "{}", refused.talk);
    done(&archive.store, &["decide", "list"]);
}

#[test]
fn a_story_shows_why_its_articles_are_together() {
    let archive = Archive::new();
    archive.decide("merge @mill @fire-1");
    done(&archive.store, &["run", "--quiet"]);
    let (fire, mill) = (archive.story("fire-1"), archive.article("mill"));
    let shown = done(&archive.store, &["show", &fire]).data;
    for line in [
        format!("opened by article {}\n", archive.article("fire-1")),
        format!("joined by article {} (shared: ", archive.article("fire-2")),
        "(1 articles) went over (decision 1, A. Editor: seen with own eyes)\n".to_owned(),
    ] {
        assert!(shown.contains(&line), "{line}: {shown}");
    }
    let line: Value = serde_json::from_str(&done(&archive.store, &["show", &fire, "--json"]).data).unwrap();
    let last = line["log"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["kind"], &last["articles"], &last["story"]), (&json!("merged"), &json!([mill]), &json!(fire)));
    assert_eq!(line["papers"]["articles"], 3);
    assert_eq!(unnamed(&shape(&[line]), &text_of("docs/formats.md")), Vec::<String>::new());
}
