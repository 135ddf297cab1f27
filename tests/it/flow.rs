//! A small day of news, from articles to explained stories, through the program.
//! In: the day as written and the day renamed, see renamed.rs. Out: each promise of the flow, asserted by name.
//! Never: a sentence of the day; what is asserted holds for any words, names and numbers.

use crate::renamed::Day;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

const WIRE: &str = "raid-1-wire";
const REPRINT: &str = "raid-2-reprint";
const REWRITE: &str = "raid-3-rewrite";
const LOCAL: &str = "raid-4-local";
const DENIAL: &str = "raid-6-denial";
const UPDATE: &str = "raid-7-update";
const ALONE: &str = "map-1";

/// The stories of the day, first article first.
const STORIES: [&[&str]; 5] = [
    &[WIRE, REPRINT, REWRITE, LOCAL, "raid-5-analysis", DENIAL, UPDATE, "raid-8-families"],
    &["office-1", "office-2"],
    &["ferry-1", "ferry-2"],
    &["dam-1", "dam-2", "dam-3"],
    &[ALONE],
];

/// What the program made of a day.
pub(crate) struct Told {
    pub(crate) day: Day,
    /// Line of `group` by article.
    pub(crate) placements: BTreeMap<String, Value>,
    /// Line of `explain` by story.
    explainers: BTreeMap<String, Value>,
}

impl Told {
    /// Runs the filters over a day.
    pub(crate) fn new(day: Day) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("articles.jsonl");
        std::fs::write(&file, lines_of(&day)).unwrap();
        let placements = by(&run(&["group"], &file), "article");
        let explainers = by(&run(&["explain"], &file), "story");
        Self { day, placements, explainers }
    }

    pub(crate) fn placement(&self, article: &str, field: &str) -> &str {
        self.placements[article][field].as_str().unwrap()
    }

    /// The explainer of the story that holds the article.
    pub(crate) fn page(&self, article: &str) -> &Value {
        &self.explainers[self.placement(article, "story")]
    }

    /// The entries under `differ` of the main story that have this relation.
    fn differing(&self, relations: &[&str]) -> Vec<&Value> {
        let differ = list(&self.page(WIRE)["papers"]["differ"]);
        differ.iter().filter(|entry| relations.contains(&entry["relation"].as_str().unwrap())).collect()
    }

    /// The version of this value in an entry of `differ`, the value given as the day as written has it.
    fn version<'a>(&self, entry: &'a Value, value: &str) -> Option<&'a Value> {
        let value = self.day.says(value);
        list(&entry["versions"]).iter().find(|version| numbers(version["value"].as_str().unwrap()).contains(&value))
    }

    /// Cited words of an article.
    fn cited(&self, citation: &Value) -> String {
        let field = citation["in"].as_str().unwrap_or("text");
        let at = |key: &str| usize::try_from(citation[key].as_u64().unwrap()).unwrap();
        let text = self.day.field(citation["article"].as_str().unwrap(), field);
        assert!(at("start") < at("end") && at("end") <= text.chars().count(), "{citation}");
        text.chars().skip(at("start")).take(at("end") - at("start")).collect()
    }
}

fn lines_of(day: &Day) -> String {
    day.articles.iter().map(|article| serde_json::to_string(article).unwrap() + "\n").collect()
}

/// Standard output of the program; it ends well.
fn run(arguments: &[&str], file: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_backstory")).args(arguments).arg(file).output().unwrap();
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {} {talk}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

fn by(lines: &str, key: &str) -> BTreeMap<String, Value> {
    let values = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    values.map(|value| (value[key].as_str().unwrap().to_owned(), value)).collect()
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn text(value: &Value) -> &str {
    value["text"].as_str().unwrap_or_default()
}

pub(crate) fn numbers(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|edge: char| !edge.is_ascii_digit()));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn outlets(version: &Value) -> BTreeSet<&str> {
    list(&version["outlets"]).iter().filter_map(Value::as_str).collect()
}

/// Every statement of a page, wherever it stands.
fn statements(value: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    match value {
        Value::Array(values) => values.iter().for_each(|value| found.extend(statements(value))),
        Value::Object(fields) => {
            if fields.contains_key("lang") && fields.contains_key("text") {
                found.push(value);
            }
            fields.values().for_each(|value| found.extend(statements(value)));
        }
        _ => {}
    }
    found
}

pub(crate) fn cites(statement: &Value, article: &str) -> bool {
    list(&statement["citations"]).iter().any(|citation| citation["article"] == article)
}

/// Declares each check once for the day as written and once for the day renamed.
macro_rules! on_both_days {
    ($($check:ident)*) => {
        static WRITTEN: LazyLock<Told> = LazyLock::new(|| Told::new(Day::as_written()));
        static RENAMED: LazyLock<Told> = LazyLock::new(|| Told::new(Day::renamed()));
        mod as_written { $(#[test] fn $check() { super::$check(&super::WRITTEN); })* }
        mod renamed { $(#[test] fn $check() { super::$check(&super::RENAMED); })* }
    };
}

on_both_days! {
    the_reprint_is_a_copy
    the_rewrite_is_no_voice_of_its_own
    the_main_story_holds_together
    the_similar_event_is_its_own_story
    unrelated_stories_are_apart
    copies_are_counted_apart_from_reports
    conflicting_figures_stand_side_by_side
    the_newer_figure_is_a_revision
    the_denial_is_told
    a_story_of_one_report_says_it_is_thin
    six_sections_are_filled
    what_happened_takes_40_to_80_words
    five_to_ten_sentences_stand_behind_the_headline
    independent_reports_agree_on_something
    the_way_here_is_dated_oldest_first
    a_person_is_described_in_the_papers_words
    three_to_six_questions_and_half_ask_why_how_or_what_next
    no_question_names_another_story
    citations_are_the_words_of_the_articles
    a_sentence_stands_once
    the_store_shows_the_same_pages
}

fn the_reprint_is_a_copy(told: &Told) {
    assert_eq!(told.placement(REPRINT, "report"), told.placement(WIRE, "report"));
    assert_eq!(told.placement(REPRINT, "original"), WIRE);
    assert!(["copy", "partial copy"].contains(&told.placement(REPRINT, "kind")), "{}", told.placement(REPRINT, "kind"));
    assert_eq!(told.placement(WIRE, "kind"), "original");
}

fn the_rewrite_is_no_voice_of_its_own(told: &Told) {
    assert_eq!(told.placement(REWRITE, "report"), told.placement(WIRE, "report"));
    assert_eq!(told.placement(REWRITE, "kind"), "rewrite");
}

fn together(told: &Told, articles: &[&str]) {
    for article in articles {
        assert_eq!(told.placement(article, "story"), told.placement(articles[0], "story"), "{article}");
    }
}

fn the_main_story_holds_together(told: &Told) {
    together(told, STORIES[0]);
}

fn the_similar_event_is_its_own_story(told: &Told) {
    together(told, STORIES[1]);
    assert_ne!(told.placement("office-1", "story"), told.placement(WIRE, "story"));
}

fn unrelated_stories_are_apart(told: &Told) {
    STORIES.iter().for_each(|articles| together(told, articles));
    let stories: BTreeSet<&str> = STORIES.iter().map(|articles| told.placement(articles[0], "story")).collect();
    assert_eq!(stories.len(), STORIES.len());
    assert_eq!(told.explainers.len(), STORIES.len());
}

fn copies_are_counted_apart_from_reports(told: &Told) {
    let papers = &told.page(WIRE)["papers"];
    assert_eq!(papers["articles"], 8);
    assert_eq!(list(&papers["reports"]).len(), 6);
    let wire = list(&papers["reports"]).iter().find(|report| report["original"] == WIRE).unwrap();
    let articles: BTreeSet<&str> = list(&wire["articles"]).iter().filter_map(Value::as_str).collect();
    assert_eq!(articles, BTreeSet::from([WIRE, REPRINT, REWRITE]));
    assert_eq!(list(&wire["outlets"]).len(), 3);
    assert_ne!(wire["kind"], "original");
}

fn conflicting_figures_stand_side_by_side(told: &Told) {
    let conflicts = told.differing(&["conflict"]);
    let entry = conflicts.into_iter().find(|entry| told.version(entry, "1,140").is_some()).expect("the army's count");
    assert_eq!(entry["kind"], "figure");
    let (army, charity) = (told.version(entry, "1,140").unwrap(), told.version(entry, "900").expect("the charity's"));
    assert!(outlets(army).contains(told.day.field(WIRE, "outlet")), "{army}");
    assert_eq!(outlets(charity), BTreeSet::from([told.day.field(LOCAL, "outlet")]));
    for version in [army, charity] {
        assert!(version["said_by"].is_string() && version["published"].is_string(), "{version}");
    }
}

fn the_newer_figure_is_a_revision(told: &Told) {
    let revised = told.differing(&["revised"]);
    let entry = revised.into_iter().find(|entry| told.version(entry, "1,527").is_some()).expect("the newer count");
    assert!(told.version(entry, "1,140").is_some(), "{entry}");
    let newer = told.version(entry, "1,527").unwrap();
    assert_eq!(outlets(newer), BTreeSet::from([told.day.field(UPDATE, "outlet")]));
    for entry in told.differing(&["conflict", "denied"]) {
        assert!(told.version(entry, "1,527").is_none(), "no conflict: {entry}");
    }
}

fn the_denial_is_told(told: &Told) {
    let denied = told.differing(&["denied"]);
    let side_by_side = denied.iter().any(|entry| statements(entry).iter().any(|version| cites(version, DENIAL)));
    let behind = list(&told.page(WIRE)["behind"])
        .iter()
        .any(|sentence| sentence["role"] == "reaction" && cites(sentence, DENIAL) && text(sentence).contains("denied"));
    assert!(side_by_side || behind, "{denied:?}");
}

fn a_story_of_one_report_says_it_is_thin(told: &Told) {
    let thin = told.page(ALONE)["thin"].as_str().unwrap_or_default();
    assert!(thin.contains("one report"), "{thin}");
    assert!(told.page(WIRE)["thin"].is_null());
}

fn six_sections_are_filled(told: &Told) {
    let page = told.page(WIRE);
    for section in ["happened", "behind", "timeline", "questions", "topics"] {
        assert!(!list(&page[section]).is_empty(), "{section}");
    }
    assert!(!list(&page["papers"]["reports"]).is_empty());
    assert!(!list(&page["papers"]["only"]).is_empty(), "only");
}

fn what_happened_takes_40_to_80_words(told: &Told) {
    for page in told.explainers.values().filter(|page| page["thin"].is_null()) {
        let words: usize = list(&page["happened"]).iter().map(|one| text(one).split_whitespace().count()).sum();
        assert!((40..=80).contains(&words), "{words}: {}", page["happened"]);
    }
}

fn five_to_ten_sentences_stand_behind_the_headline(told: &Told) {
    let behind = list(&told.page(WIRE)["behind"]);
    assert!((5..=10).contains(&behind.len()), "{}", behind.len());
    let roles: BTreeSet<&str> = behind.iter().filter_map(|sentence| sentence["role"].as_str()).collect();
    for role in ["cause", "reaction", "outlook", "doubt"] {
        assert!(roles.contains(role), "no {role}: {roles:?}");
    }
}

fn independent_reports_agree_on_something(told: &Told) {
    let agree = list(&told.page(WIRE)["papers"]["agree"]);
    assert!(agree.len() >= 2, "{}", agree.len());
    for entry in agree {
        let reports: BTreeSet<&str> = list(&entry["reports"]).iter().filter_map(Value::as_str).collect();
        assert!(reports.len() >= 2, "{entry}");
    }
}

fn the_way_here_is_dated_oldest_first(told: &Told) {
    let dates: Vec<&str> =
        list(&told.page(WIRE)["timeline"]).iter().filter_map(|entry| entry["date"].as_str()).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    for day in ["2019-06-03", "2023-03-14"] {
        assert!(dates.contains(&told.day.says(day).as_str()), "{day}: {dates:?}");
    }
    // The sentence of the day itself says only "it came back".
    let month = told.day.says("2024-10-20").get(..7).unwrap().to_owned();
    assert!(dates.iter().any(|date| *date == month), "{month}: {dates:?}");
}

fn a_person_is_described_in_the_papers_words(told: &Told) {
    let cards = list(&told.page(WIRE)["topics"]);
    assert!(cards.len() >= 3, "{}", cards.len());
    let chief = told.day.says("Brask Odellan");
    let card = cards.iter().find(|card| card["name"] == chief.as_str()).expect("a card of the military chief");
    assert_eq!(card["kind"], "person");
    assert!(text(&card["description"]).contains("military chief"), "{card}");
}

fn three_to_six_questions_and_half_ask_why_how_or_what_next(told: &Told) {
    let questions = list(&told.page(WIRE)["questions"]);
    assert!((3..=6).contains(&questions.len()), "{}", questions.len());
    let deep = questions.iter().filter(|question| {
        let question = question["question"].as_str().unwrap().to_lowercase();
        ["why", "how", "what happens next", "what next", "what comes next", "what could", "what will"]
            .iter()
            .any(|start| question.starts_with(start))
    });
    assert!(2 * deep.count() >= questions.len(), "{questions:?}");
    let asked: BTreeSet<&str> = questions.iter().filter_map(|question| question["question"].as_str()).collect();
    assert_eq!(asked.len(), questions.len());
    assert!(questions.iter().all(|question| !list(&question["answer"]).is_empty()), "a question without answer");
}

fn no_question_names_another_story(told: &Told) {
    for articles in STORIES {
        let whole: String = articles.iter().map(|id| told.day.field(id, "text").to_lowercase()).collect();
        let foreign: Vec<String> =
            told.day.names().into_iter().filter(|name| !whole.contains(&name.to_lowercase())).collect();
        for question in list(&told.page(articles[0])["questions"]) {
            let question = question["question"].as_str().unwrap();
            assert!(!foreign.iter().any(|name| question.contains(name)), "{question}");
        }
    }
}

fn citations_are_the_words_of_the_articles(told: &Told) {
    let pages: Vec<&Value> = told.explainers.values().collect();
    let mut count = 0;
    for statement in pages.into_iter().flat_map(statements) {
        let citations = list(&statement["citations"]);
        let searched = !list(&statement["searched"]).is_empty();
        assert!(!citations.is_empty() || searched, "{statement}");
        let cited: Vec<String> = citations.iter().map(|citation| told.cited(citation)).collect();
        let whole = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        if list(&statement["edits"]).is_empty() && !cited.is_empty() {
            let said = whole(text(statement));
            assert!(cited.iter().any(|words| whole(words).contains(&said)), "{statement}: {cited:?}");
        }
        count += citations.len();
    }
    assert!(count > 50, "{count}");
}

fn a_sentence_stands_once(told: &Told) {
    let page = told.page(WIRE);
    let agreed = list(&page["papers"]["agree"]).iter().filter(|entry| entry["same_as"].is_null());
    let mut shown: Vec<&Value> =
        ["happened", "behind", "timeline"].iter().flat_map(|part| statements(&page[part])).collect();
    shown.extend(agreed);
    shown.extend(list(&page["papers"]["only"]));
    let mut seen = BTreeSet::new();
    for statement in shown {
        assert!(seen.insert(text(statement)), "twice: {}", text(statement));
    }
}

/// Import, run and show give the pages that the filters give, but for the ids.
fn the_store_shows_the_same_pages(told: &Told) {
    let folder = tempfile::tempdir().unwrap();
    let (file, store) = (folder.path().join("articles.jsonl"), folder.path().join("store"));
    std::fs::write(&file, lines_of(&told.day)).unwrap();
    run(&["--quiet", "import", file.to_str().unwrap(), "--now", &told.day.now, "--store"], &store);
    run(&["--quiet", "run", "--now", &told.day.now, "--store"], &store);
    for (articles, name) in
        STORIES.iter().zip(["Lotha Garden", "Casca Tower", "Orlisse", "Tolvane Dam", "Lambert Oxenholm"])
    {
        let name = told.day.says(name);
        let hits = run(&["search", &name, "--json", "--store"], &store);
        let hit: Value = serde_json::from_str(hits.lines().next().expect(&name)).unwrap();
        let page = run(&["show", hit["story"]["id"].as_str().unwrap(), "--json", "--store"], &store);
        let page: Value = serde_json::from_str(&page).unwrap();
        assert_eq!(shown(&page), shown(told.page(articles[0])), "{name}");
    }
}

/// What a reader sees of a page, whatever the ids.
fn shown(page: &Value) -> Vec<&str> {
    let mut seen: Vec<&str> = statements(page).into_iter().map(text).collect();
    seen.extend(list(&page["questions"]).iter().filter_map(|question| question["question"].as_str()));
    seen.extend(list(&page["topics"]).iter().filter_map(|card| card["name"].as_str()));
    seen
}
