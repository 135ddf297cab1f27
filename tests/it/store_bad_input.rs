//! Bad input is normal: one clear line for each thing, the rest goes on, exit 1, nothing half-stored.
//! In: files with faults. Out: what the program says and keeps. Never: a file outside a temporary folder.

use super::program::{Did, run};
use backstory::store::Reader;
use std::path::PathBuf;
use tempfile::TempDir;

const GOOD: &str = r#"{"id":"good","title":"A good line","text":"The line after the bad one is taken in."}"#;

struct Import {
    _folder: TempDir,
    store: PathBuf,
    did: Did,
}

/// Imports files of these names and bytes.
fn import(files: &[(&str, &[u8])]) -> Import {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    let paths: Vec<String> = files
        .iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name);
            if !bytes.is_empty() {
                std::fs::write(&path, bytes).unwrap();
            }
            path.to_str().unwrap().to_owned()
        })
        .collect();
    let mut arguments = vec!["import", "--quiet"];
    arguments.extend(paths.iter().map(String::as_str));
    let did = run(&store, &arguments);
    Import { _folder: folder, store, did }
}

/// A file of one bad line and then a good one: what is said, and how many articles are kept.
fn check(line: &str, said: &[&str], kept: u32) {
    let import = import(&[("news.jsonl", format!("{line}\n{GOOD}\n").as_bytes())]);
    let talk = &import.did.talk;
    assert_eq!(import.did.code, Some(1), "{line}: {talk}");
    assert_eq!(talk.lines().count(), 2, "one line and its hint: {talk}");
    for part in said.iter().chain(&["news.jsonl line 1: ", "hint: "]) {
        assert!(talk.contains(part), "{line}: {part:?} is not in {talk}");
    }
    let counts = Reader::open(&import.store).unwrap().counts().unwrap();
    assert_eq!((counts.articles, counts.problems), (kept, 1), "{line}");
}

#[test]
fn bad_lines_are_passed_over() {
    check("not json", &["not an article", "one JSON object per line"], 1);
    check("[1, 2]", &["not an article"], 1);
    check(r#"{"title": 5}"#, &["not an article", "at column 11"], 1);
    check(r#"{"title": "cut off"#, &["not an article"], 1);
    check(r#"{"id": "empty"}"#, &["neither title nor text"], 1);
    check(r#"{"id": "blank", "title": " ", "text": "\n"}"#, &["neither title nor text"], 1);
}

#[test]
fn articles_with_bad_dates_are_kept_without_them() {
    let dated = |date: &str| format!(r#"{{"id":"dated","title":"A date","text":"On a date.","published":"{date}"}}"#);
    check(&dated("yesterday"), &["neither an RFC 3339 time nor a date", "kept without it"], 2);
    check(&dated("0000-01-01"), &["kept without it"], 2);
    check(&dated("0001-01-01T00:00:00Z"), &["lies before the first newspapers"], 2);
    check(&dated("9999-12-31"), &["lies in the future"], 2);
    check(&dated("2031-03-23T00:00:00Z"), &["lies in the future"], 2);
}

#[test]
fn a_date_of_tomorrow_is_no_problem() {
    let line = r#"{"title":"A date","text":"On a date.","published":"2031-03-21T00:00:00Z"}"#;
    assert_eq!(import(&[("news.jsonl", line.as_bytes())]).did.code, Some(0));
}

#[test]
fn of_two_articles_with_one_id_the_first_is_kept() {
    let first = r#"{"id":"good","title":"The first","text":"It came before."}"#;
    let import = import(&[("news.jsonl", format!("\n{first}\n{GOOD}\n").as_bytes())]);
    assert_eq!(import.did.code, Some(1));
    let said = "news.jsonl line 3: id \"good\" stands already on line 2";
    assert!(import.did.talk.contains(said), "{}", import.did.talk);
    assert_eq!(Reader::open(&import.store).unwrap().counts().unwrap().articles, 1);
    assert_eq!(run(&import.store, &["run", "--quiet"]).code, Some(0));
    let found = Reader::open(&import.store).unwrap().search("first", 2).unwrap();
    assert_eq!(found.articles.len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let import = import(&[("missing.jsonl", b""), ("news.jsonl", GOOD.as_bytes())]);
    assert_eq!(import.did.code, Some(1));
    assert!(import.did.talk.contains("missing.jsonl: there is no such file"), "{}", import.did.talk);
    assert_eq!(Reader::open(&import.store).unwrap().counts().unwrap().articles, 1);
}

#[test]
fn a_packed_file_that_breaks_off_is_named() {
    let import = import(&[("broken.jsonl.gz", b"\x1f\x8b\x08\x00not gzip"), ("news.jsonl", GOOD.as_bytes())]);
    assert_eq!(import.did.code, Some(1));
    assert!(import.did.talk.contains("broken.jsonl.gz: cannot be read"), "{}", import.did.talk);
    assert_eq!(Reader::open(&import.store).unwrap().counts().unwrap().articles, 1);
}

#[test]
fn a_line_that_is_no_utf8_and_a_mark_at_the_beginning() {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(GOOD.as_bytes());
    bytes.extend(b"\n{\"title\": \"\xff\xfe\"}\n");
    let import = import(&[("news.jsonl", &bytes)]);
    assert_eq!(import.did.code, Some(1));
    assert!(import.did.talk.contains("news.jsonl line 2: not an article"), "{}", import.did.talk);
    assert_eq!(Reader::open(&import.store).unwrap().counts().unwrap().articles, 1);
}
