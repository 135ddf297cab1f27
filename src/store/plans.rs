//! How the store finds what pages list: by index, however much there is. In: the queries of lists, topics, outlets, feeds and
//! searches. Out: a failure that shows the plan. Never: a plan that looks at every article, story or explainer.

use super::search::Order;
use super::{Filter, Stories, absent, editions, front, health, ledger, outlets, schema, search, topics};
use crate::model::OutletId;
use rusqlite::Connection;
use std::path::Path;

/// Tables that grow with the archive.
const GROWING: [&str; 13] = [
    "ledger",
    "page",
    "article",
    "version",
    "reading",
    "placement",
    "story",
    "explainer",
    "question",
    "topic",
    "topic_entry",
    "voice",
    "edition",
];

/// An empty store of the newest schema.
fn store() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    schema::migrate(&mut connection, Path::new(":memory:")).unwrap();
    connection
}

/// Steps of a query's plan that go through a whole growing table, or sort one; `ordered` are indexes that may be walked from
/// one end, as the query ends after as many rows as are shown.
fn slow_steps(connection: &Connection, query: &str, ordered: &[&str]) -> Vec<String> {
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
    let mut rows = plan.raw_query();
    let mut steps: Vec<String> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get(3).unwrap());
    }
    let walks = |step: &str| ordered.iter().any(|index| step.ends_with(&format!("INDEX {index}")));
    let scans = |step: &str| {
        let table = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        table.is_some_and(|table| GROWING.contains(&table))
    };
    steps.into_iter().filter(|step| scans(step) && !walks(step)).collect()
}

fn check(query: &str, ordered: &[&str]) {
    assert_eq!(slow_steps(&store(), query, ordered), Vec::<String>::new(), "{query}");
}

#[test]
fn topics_and_outlets_are_found_by_index() {
    check(topics::NAMED, &[]);
    check(&topics::listed("card AS said"), &[]);
    check(&topics::listed("NULL AS said"), &[]);
    check(&topics::entries_query(), &[]);
    check(outlets::KNOWN, &[]);
    check(&outlets::articles_query(), &[]);
    check(&outlets::giver_query(), &[]);
    check(&outlets::stories_query(), &[]);
    check(outlets::TELLING_MOST, &[]);
    check(editions::KEPT, &[]);
}

#[test]
fn the_front_page_and_categories_are_found_by_index() {
    for which in [Stories::All, Stories::Category("x"), Stories::Unsorted] {
        let (condition, _) = which.condition();
        // The number of all stories is counted in the index alone.
        check(&front::one("count(*)", &condition, ""), &["story_front"]);
        check(&front::one("count(*)", &condition, " AND time > 1 AND time <= 9"), &[]);
        check(&front::one("max(time)", &condition, " AND time <= 9"), &[]);
        check(&front::most_told(&condition, " AND time > 1 AND time <= 9"), &[]);
        check(&front::most_told(&condition, " AND time IS NULL"), &[]);
        check(&format!("{} LIMIT 9", front::newest_first(&condition)), &["story_front"]);
    }
    check(&front::next_category(), &[]);
}

#[test]
fn lines_of_the_ledger_health_and_who_is_absent_are_found_by_index() {
    for conditions in ["1", "at >= 1 AND at < 9", "outcome = 'failed'"] {
        check(&ledger::lines_query(conditions), &["ledger_at"]);
    }
    check(&ledger::lines_query("ledger.source = 1 AND at >= 1 AND at < 9"), &[]);
    check(&ledger::sums_query("ledger.source = 1"), &[]);
    check(&ledger::sums_query("at >= 1 AND at < 9"), &[]);
    for query in [health::LAST, health::ARRIVED, health::ITEMS, health::FAILING] {
        check(query, &[]);
    }
    check(health::TRUNCATED, &["version_access"]);
    for query in [absent::DAYS, absent::COVERING, absent::OUTLETS, absent::PROOF, absent::FAILURE] {
        check(query, &[]);
    }
}

#[test]
fn searches_are_found_by_index() {
    for (outlet, language, from, until) in
        (0..16).map(|bits: u8| (bits & 1 > 0, bits & 2 > 0, bits & 4 > 0, bits & 8 > 0))
    {
        let filter = Filter {
            outlet: outlet.then(|| OutletId::derive("Varn Post")).flatten(),
            language: language.then(|| "en".to_owned()),
            from: from.then_some(1),
            until: until.then_some(9),
        };
        let (conditions, _) = filter.conditions();
        for order in [Order::Best, Order::NewestWithWords] {
            check(&search::articles_query(order, &conditions, "NULL"), &[]);
            check(&search::stories_query(order, &conditions), &[]);
        }
        for has_words in [true, false] {
            for query in search::newest_queries(has_words, &conditions) {
                check(&query, &["article_time"]);
            }
        }
        check(&search::articles_query(Order::Newest, &conditions, "text"), &["article_time"]);
    }
}

#[test]
fn a_look_at_every_row_is_noticed() {
    let store = store();
    for query in [
        "SELECT number FROM article WHERE newest = 2",
        "SELECT story.id FROM story JOIN explainer ON explainer.story = story.number WHERE headline = 'x'",
        "SELECT number FROM article ORDER BY time",
    ] {
        assert_eq!(slow_steps(&store, query, &[]).len(), 1, "{query}");
    }
}
