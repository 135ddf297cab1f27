//! Grouping in many languages, and across them. In: the invented reports of tests/data/days/languages. Out: which reports
//! the program puts together. Never: a text of a real paper, or a language that the program is told.

use super::files::root;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::Command;

/// The languages with two stories of two reports each and a stranger.
const LANGUAGES: [&str; 14] = ["ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "th", "tr", "zh"];

/// The reports of a file as articles, each with the id `file-event-number`.
fn reports(file: &str) -> Vec<Value> {
    let path = root().join(format!("tests/data/days/languages/{file}.txt"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let blocks = text.split("=== ").skip(1);
    blocks
        .map(|block| {
            let (head, body) = block.split_once('\n').unwrap();
            let [id, published, outlet, title] = head.split(" | ").collect::<Vec<_>>()[..] else { panic!("{head}") };
            let id = format!("{file}-{}", id.replace(' ', "-"));
            json!({"id": id, "outlet": outlet, "title": title, "text": body.trim_end(), "published": published})
        })
        .collect()
}

/// The event that a report tells: its id without the number.
fn event(id: &str) -> &str {
    id.rsplit_once('-').unwrap().0
}

/// What the program puts together: the reports of each story.
fn stories(articles: &[Value]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("articles.jsonl");
    std::fs::write(&file, articles.iter().map(|article| format!("{article}\n")).collect::<String>()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_backstory")).arg("group").arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = |field: &str| line[field].as_str().unwrap().to_owned();
        found.entry(text("story")).or_default().push(text("article"));
    }
    let mut found: Vec<Vec<String>> = found.into_values().collect();
    found.iter_mut().for_each(|reports| reports.sort());
    found.sort();
    found
}

/// What it should put together.
fn events(articles: &[Value]) -> Vec<Vec<String>> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for article in articles {
        let id = article["id"].as_str().unwrap();
        found.entry(event(id)).or_default().push(id.to_owned());
    }
    let mut found: Vec<Vec<String>> = found.into_values().collect();
    found.sort();
    found
}

fn check(file: &str) {
    let articles = reports(file);
    assert_eq!(stories(&articles), events(&articles), "{file}");
}

/// Whether the program puts these events of `world.txt` together, however it groups the rest of the day.
fn check_world(event_wanted: &str) {
    let articles = reports("world");
    let wanted = events(&articles).into_iter().find(|reports| event(&reports[0]) == format!("world-{event_wanted}"));
    let wanted = wanted.unwrap_or_else(|| panic!("no event {event_wanted}"));
    let found = stories(&articles);
    assert!(found.contains(&wanted), "{wanted:?} is no story of {found:?}");
}

macro_rules! languages {
    ($($name:ident: $code:literal;)*) => {
        $(#[test] fn $name() { check($code); })*
    };
}

languages! {
    arabic_reports_find_each_other: "ar";
    german_reports_find_each_other: "de";
    english_reports_find_each_other: "en";
    spanish_reports_find_each_other: "es";
    french_reports_find_each_other: "fr";
    italian_reports_find_each_other: "it";
    japanese_reports_find_each_other: "ja";
    dutch_reports_find_each_other: "nl";
    polish_reports_find_each_other: "pl";
    portuguese_reports_find_each_other: "pt";
    russian_reports_find_each_other: "ru";
    thai_reports_find_each_other: "th";
    turkish_reports_find_each_other: "tr";
    chinese_reports_find_each_other: "zh";
}

#[test]
fn no_report_joins_a_story_in_another_language_that_it_does_not_tell() {
    let articles: Vec<Value> = LANGUAGES.iter().flat_map(|file| reports(file)).collect();
    for reports in stories(&articles) {
        assert!(reports.iter().all(|id| event(id) == event(&reports[0])), "{reports:?}");
    }
}

#[test]
fn one_event_in_three_languages_is_one_story() {
    check_world("quake");
    check_world("deal");
}

#[test]
fn a_similar_event_elsewhere_is_a_story_of_its_own() {
    for reports in stories(&reports("world")) {
        assert!(reports.iter().all(|id| event(id) == event(&reports[0])), "{reports:?}");
    }
}

#[test]
fn two_reports_in_two_languages_are_enough() {
    check_world("other-quake");
}
