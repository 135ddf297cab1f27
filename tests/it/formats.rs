//! The contracts, locked: what each filter writes over a tiny input of our own, and docs/formats.md names every field.
//! In: tests/data/formats and the small day. Out: snapshots under tests/it/snapshots.
//! Never: a value that changes from run to run.

use super::files::text_of;
use super::named::inline_code;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The lines that a filter writes; fails where it ends with anything but 0.
fn lines_of(arguments: &[&str]) -> Vec<Value> {
    let run = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "backstory {arguments:?}: {:?}\n{said}", run.status.code());
    let text = String::from_utf8(run.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!lines.is_empty(), "backstory {arguments:?} wrote nothing");
    lines
}

/// Fields of every statement; they are shown once, wherever statements stand.
const STATEMENT: [&str; 5] = ["text", "citations", "lang", "edits", "searched"];

/// Every field below `value` with the types that it takes: `papers.reports[].kind: string`.
fn collect(value: &Value, path: &str, fields: &mut BTreeMap<String, BTreeSet<&'static str>>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(items) => {
            items.iter().for_each(|item| collect(item, &format!("{path}[]"), fields));
            "list"
        }
        Value::Object(members) => {
            let is_statement = members.contains_key("text") && members.contains_key("lang");
            for (name, member) in members {
                let of_statement = is_statement && STATEMENT.contains(&name.as_str());
                let inner = match path {
                    _ if of_statement => format!("(statement).{name}"),
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                collect(member, &inner, fields);
            }
            if is_statement { "statement" } else { "object" }
        }
    };
    fields.entry(path.to_owned()).or_default().insert(kind);
}

/// The fields of some lines, one per line, sorted.
pub(crate) fn shape(lines: &[Value]) -> String {
    let mut fields = BTreeMap::new();
    lines.iter().for_each(|line| collect(line, "", &mut fields));
    fields.remove("");
    let rows = fields
        .into_iter()
        .map(|(path, kinds)| format!("{path}: {}\n", kinds.into_iter().collect::<Vec<_>>().join(" or ")));
    rows.collect()
}

/// The names of the fields in a shape.
fn names(shape: &str) -> BTreeSet<String> {
    let paths = shape.lines().filter_map(|row| row.split(':').next());
    let inner = paths.flat_map(|path| path.split('.')).filter(|name| *name != "(statement)");
    inner.map(|name| name.trim_end_matches("[]").to_owned()).collect()
}

/// Names in `shape` that `page` does not name as code.
pub(crate) fn unnamed(shape: &str, page: &str) -> Vec<String> {
    let in_blocks = page.split('"').skip(1).step_by(2).map(str::to_owned);
    let named: BTreeSet<String> = inline_code(page).into_iter().chain(in_blocks).collect();
    names(shape).into_iter().filter(|name| !named.contains(name)).collect()
}

/// The fields that a filter writes stand as the snapshot has them, and docs/formats.md names each.
fn check(snapshot: &str, arguments: &[&str]) -> Vec<Value> {
    let lines = lines_of(arguments);
    let shape = shape(&lines);
    assert_eq!(unnamed(&shape, &text_of("docs/formats.md")), Vec::<String>::new(), "not named in docs/formats.md");
    insta::assert_snapshot!(snapshot, shape);
    lines
}

const ARTICLES: &str = "tests/data/formats/articles.jsonl";

/// Every part of an explainer is filled by the small day.
const DAY: &str = "tests/data/days/small/articles.jsonl";

#[test]
fn page() {
    let lines = check("page", &["gather", "--now", "2025-03-11T09:00:00Z", "tests/data/formats/page.html"]);
    assert_eq!(lines[0]["fetched"], "2025-03-11T09:00:00Z");
}

#[test]
fn article() {
    let url = "https://harbourpost.example/quay-1";
    let page = "tests/data/formats/page.html";
    let lines = check("article", &["extract", page, "--url", url, "--now", "2025-03-11T09:00:00Z"]);
    insta::assert_json_snapshot!("article_in_full", lines);
}

#[test]
fn reading() {
    check("reading", &["read", DAY]);
}

#[test]
fn explainer() {
    check("explainer", &["explain", DAY]);
}

#[test]
fn timeline() {
    check("timeline", &["timeline", DAY, "--about", "raid"]);
}

#[test]
fn verdict() {
    let lines = check("verdict", &["check", "tests/data/formats/claims.jsonl"]);
    assert_eq!((&lines[0]["verdict"], &lines[1]["id"]), (&"supported".into(), &"claim-2".into()));
}

#[test]
fn relation() {
    let lines = check("relation", &["compare", "tests/data/formats/pairs.jsonl"]);
    assert_eq!((&lines[0]["relation"], &lines[1]["id"]), (&"conflict".into(), &"pair-2".into()));
}

#[test]
fn placement() {
    let lines = check("placement", &["group", ARTICLES]);
    let articles: Vec<&str> = lines.iter().filter_map(|line| line["article"].as_str()).collect();
    assert_eq!(articles, ["quay-1", "quay-2", "quay-3"], "one line per article, in the order of the input");
}

#[test]
fn a_field_that_the_page_does_not_name_is_found() {
    let line = serde_json::json!({"story": "x", "papers": {"flying": [{"value": 1}]}});
    assert_eq!(unnamed(&shape(&[line]), "| `story` | `papers` | `value` |"), ["flying"]);
}
