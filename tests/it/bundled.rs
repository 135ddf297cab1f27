//! The bundled day of news: what makes the job hard, each asserted by name, on the day as written and on the day renamed.
//! In: demo/, through the program's filters. Out: a failure that names the hardness. Never: a sentence of the day.

use crate::flow::{Told, cites, list, numbers, text};
use crate::renamed::Day;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Articles, stories and outlets that the day has at least.
const ARTICLES_MIN: usize = 40;
const STORIES_MIN: usize = 10;
const OUTLETS_MIN: usize = 8;
/// Words in a row that only copies share.
const RUN: usize = 10;

/// Declares each check once for the day as written and once for the day renamed.
macro_rules! on_both_days {
    ($($check:ident)*) => {
        static WRITTEN: LazyLock<Told> = LazyLock::new(|| Told::new(Day::bundled()));
        static RENAMED: LazyLock<Told> = LazyLock::new(|| Told::new(Day::bundled_renamed()));
        mod as_written { $(#[test] fn $check() { super::$check(&super::WRITTEN); })* }
        mod renamed { $(#[test] fn $check() { super::$check(&super::RENAMED); })* }
    };
}

on_both_days! {
    the_day_is_large_enough
    a_wire_text_reprinted_by_four_is_one_voice
    a_spun_rewrite_is_no_voice_of_its_own
    two_figures_of_one_moment_conflict_and_a_newer_one_does_not
    a_denial_stands_beside_what_it_denies
    a_part_is_no_conflict_with_its_whole
    a_correction_is_no_statement
    a_similar_event_is_its_own_story
    one_event_in_other_words_is_one_story
    a_page_from_the_future_is_dated_by_its_byline
    a_second_language_joins_its_story
    menus_and_teasers_are_no_text
    every_story_of_three_reports_fills_its_page
}

fn together(told: &Told, articles: &[&str]) {
    for article in articles {
        assert_eq!(told.placement(article, "story"), told.placement(articles[0], "story"), "{article}");
    }
}

fn the_day_is_large_enough(told: &Told) {
    let outlets: BTreeSet<&str> = told.day.articles.iter().filter_map(|article| article["outlet"].as_str()).collect();
    let stories: BTreeSet<&str> = told.placements.values().filter_map(|line| line["story"].as_str()).collect();
    assert!(told.day.articles.len() >= ARTICLES_MIN, "{}", told.day.articles.len());
    assert!(stories.len() >= STORIES_MIN && outlets.len() >= OUTLETS_MIN, "{stories:?} {outlets:?}");
}

fn a_wire_text_reprinted_by_four_is_one_voice(told: &Told) {
    for copy in ["power-2-brindal", "power-3-chronicle", "power-4-tribune", "power-5-gazette"] {
        assert_eq!(told.placement(copy, "report"), told.placement("power-1-wire", "report"), "{copy}");
        assert_eq!(told.placement(copy, "original"), "power-1-wire", "{copy}");
    }
    let papers = &told.page("power-1-wire")["papers"];
    assert_eq!((papers["articles"].as_u64(), list(&papers["reports"]).len()), (Some(7), 3));
}

fn a_spun_rewrite_is_no_voice_of_its_own(told: &Told) {
    assert_eq!(told.placement("sanctions-2-torch", "report"), told.placement("sanctions-1-wire", "report"));
}

/// The entry under `differ` that has both values, given as the day as written has them.
fn differing<'a>(told: &'a Told, article: &str, values: [&str; 2]) -> Option<&'a Value> {
    let has = |entry: &Value, value: &str| {
        let value = told.day.says(value);
        list(&entry["versions"]).iter().any(|version| numbers(version["value"].as_str().unwrap()).contains(&value))
    };
    list(&told.page(article)["papers"]["differ"]).iter().find(|entry| values.iter().all(|value| has(entry, value)))
}

fn two_figures_of_one_moment_conflict_and_a_newer_one_does_not(told: &Told) {
    let conflict = differing(told, "flight-1-ledger", ["226", "198"]).expect("226 against 198");
    assert_eq!(conflict["relation"], "conflict");
    let newer = differing(told, "flight-1-ledger", ["226", "391"]);
    assert!(newer.is_none_or(|entry| entry["relation"] != "conflict"), "{newer:?}");
}

fn a_denial_stands_beside_what_it_denies(told: &Told) {
    let differ = list(&told.page("raid-1-wire")["papers"]["differ"]);
    let denied: Vec<&Value> = differ.iter().filter(|entry| entry["relation"] == "denied").collect();
    let versions: Vec<&Value> = denied.iter().flat_map(|entry| list(&entry["versions"])).collect();
    assert!(versions.iter().any(|version| cites(version, "raid-6-denial")), "{versions:?}");
}

fn a_part_is_no_conflict_with_its_whole(told: &Told) {
    for (article, whole, part) in [("flight-1-ledger", "226", "14"), ("cattle-2-farmer", "1,240", "310")] {
        let entry = differing(told, article, [whole, part]);
        assert!(entry.is_none_or(|entry| entry["relation"] != "conflict"), "{entry:?}");
    }
}

fn a_correction_is_no_statement(told: &Told) {
    let page = told.page("mine-3-echo").to_string();
    assert!(!page.contains("An earlier version"), "a correction is told as news");
}

fn a_similar_event_is_its_own_story(told: &Told) {
    together(told, &["mondral-1-wire", "mondral-2-sun", "mondral-3-ledger"]);
    assert_ne!(told.placement("mondral-1-wire", "story"), told.placement("raid-1-wire", "story"));
}

fn one_event_in_other_words_is_one_story(told: &Told) {
    together(told, &["court-1-standard", "court-2-beacon"]);
}

fn a_page_from_the_future_is_dated_by_its_byline(told: &Told) {
    let published = told.day.field("election-2-observer", "published");
    assert!(published <= told.day.now.as_str(), "{published}");
    together(told, &["election-1-herald", "election-2-observer", "election-3-standard"]);
}

fn a_second_language_joins_its_story(told: &Told) {
    let german = ["sanctions-3-anzeiger", "sanctions-4-abendpost", "sanctions-5-kurier"];
    together(told, &[&["sanctions-1-wire"][..], &german].concat());
    let happened = list(&told.page("sanctions-1-wire")["happened"]);
    let languages: BTreeSet<&str> = happened.iter().filter_map(|statement| statement["lang"].as_str()).collect();
    assert_eq!(languages.len(), 1, "what happened is told in one language: {languages:?}");
}

fn menus_and_teasers_are_no_text(told: &Told) {
    for page in ["power-6-courier", "flight-2-courier", "quay-1-review", "mondral-2-sun", "election-2-observer"] {
        let text = told.day.field(page, "text").to_lowercase();
        for furniture in ["cookie", "newsletter", "subscribe", "most read", "read also", "share this"] {
            assert!(!text.contains(furniture), "{page}: {furniture}");
        }
    }
}

fn every_story_of_three_reports_fills_its_page(told: &Told) {
    for article in
        ["raid-1-wire", "power-1-wire", "flight-1-ledger", "boss-1-mail", "election-1-herald", "mine-1-gazette"]
    {
        let page = told.page(article);
        for section in ["happened", "behind", "timeline", "questions", "topics"] {
            assert!(!list(&page[section]).is_empty(), "{article}: {section}");
        }
        assert!(list(&page["happened"]).iter().all(|statement| !text(statement).is_empty()));
    }
}

#[test]
fn only_copies_and_rewrites_share_a_run_of_words() {
    let day = Day::bundled();
    let related = |a: &str, b: &str| {
        let family = ["power", "sanctions", "raid"].iter().find(|family| a.starts_with(**family));
        family.is_some_and(|family| b.starts_with(family))
    };
    let id = |at: usize| day.articles[at]["id"].as_str().unwrap();
    let runs: Vec<BTreeSet<Vec<String>>> = (0..day.articles.len()).map(|at| runs(day.field(id(at), "text"))).collect();
    for a in 0..runs.len() {
        for b in a + 1..runs.len() {
            let shared = runs[a].intersection(&runs[b]).next();
            assert!(shared.is_none() || related(id(a), id(b)), "{} and {}: {shared:?}", id(a), id(b));
        }
    }
}

fn runs(text: &str) -> BTreeSet<Vec<String>> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.windows(RUN).map(<[String]>::to_vec).collect()
}
