//! An import that is killed again and again ends as one that nobody disturbed, byte for byte: web archives in members and in one
//! piece, JSON lines, folders. In: invented files. Out: two stores that are the same file.
//! Never: a kill at a time of the clock; the points are drawn from a seed and counted in hauls.

use super::invented::{Seeded, articles, lines};
use super::kill::copied;
use super::program::{over, run};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

/// Small, so that there are many transactions to be killed in.
const BATCH: &str = "2";
const SEED: u64 = 20_310;
/// A kill comes at most so many hauls after the start.
const HAULS_MAX: usize = 6;
/// So many that no kill comes near the end.
const PAGES: usize = 240;
const KILLS: usize = 6;

/// Imports a file or folder once undisturbed and once killed several times, and compares; both end with this code.
#[track_caller]
fn check(folder: &Path, address: &Path, code: i32) {
    let (calm, killed) = (folder.join("calm.sqlite"), folder.join("killed.sqlite"));
    let arguments = ["import", address.to_str().unwrap(), "--batch", BATCH, "--verbose"];
    let whole = run(&calm, &arguments);
    assert_eq!(whole.code, Some(code), "{}", whole.talk);
    let mut seeded = Seeded::new(SEED);
    for kill in 0..KILLS {
        assert!(kill_after(&killed, &arguments, 1 + seeded.below(HAULS_MAX)), "ended before kill {kill}");
    }
    let rest = run(&killed, &arguments);
    assert!(rest.code.is_some() && !rest.talk.contains("taken in already"), "{}{}", rest.data, rest.talk);
    assert!(copied(&calm) == copied(&killed), "the killed import ended differently");
    let again = run(&calm, &arguments);
    assert!(again.talk.contains("taken in already"), "{}", again.talk);
}

/// Kills an import after so many hauls; false where it ended first.
fn kill_after(store: &Path, arguments: &[&str], hauls: usize) -> bool {
    let mut child = over(store, arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut talk = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let _ = talk.by_ref().take(hauls).last();
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

fn record(kind: &str, name: usize, block: &str) -> Vec<u8> {
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://paper.example/{name}\r\n\
         WARC-Date: 2031-03-18T09:30:00Z\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

/// The records of an archive: pages with their requests, errors, pages that came before, one that is broken.
fn records() -> Vec<Vec<u8>> {
    let mut records = Vec::new();
    for at in 0..PAGES {
        let status = if at % 7 == 3 { "404 Not Found" } else { "200 OK" };
        let name = if at % 11 == 10 { at - 9 } else { at };
        records.push(record("request", name, "GET / HTTP/1.1\r\n\r\n"));
        let reply = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>The ferry {name} of Varn sails.");
        records.push(record("response", name, &reply));
    }
    records.insert(PAGES / 2, b"rubbish, and no record\r\n".to_vec());
    records
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Imports an archive of this name and these bytes; the broken record makes the code 1.
#[track_caller]
fn check_archive(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    check(folder.path(), &file, 1);
    let printed = run(&folder.path().join("none.sqlite"), &["gather", file.to_str().unwrap()]);
    let pages = (0..PAGES).filter(|at| at % 7 != 3).count();
    assert_eq!(printed.data.lines().count(), pages, "{}", printed.talk);
}

#[test]
fn a_killed_import_of_an_archive_in_members_goes_on() {
    let members: Vec<u8> = records().iter().flat_map(|record| packed(record)).collect();
    check_archive("news.warc.gz", &members);
}

#[test]
fn a_killed_import_of_an_archive_in_one_piece_goes_on() {
    check_archive("news.warc", &records().concat());
    check_archive("news.warc.gz", &packed(&records().concat()));
}

#[test]
fn a_killed_import_of_lines_goes_on_and_still_knows_the_ids() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("news.jsonl");
    let whole = lines(&articles(SEED, PAGES));
    let first = whole.lines().next().unwrap();
    std::fs::write(&file, format!("{whole}\n{first}\nnot an article\n")).unwrap();
    check(folder.path(), &file, 1);
    let whole = run(&folder.path().join("fresh.sqlite"), &["import", file.to_str().unwrap()]);
    assert!(whole.talk.contains("stands already on line 1"), "{}", whole.talk);
}

#[test]
fn a_killed_import_of_a_folder_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    for at in 0..PAGES {
        std::fs::write(pages.join(format!("{at:03}.html")), format!("<p>The ferry {at} of Varn sails.")).unwrap();
    }
    check(folder.path(), &pages, 0);
    let (pattern, store) = (folder.path().join("*/0?[13]*.html"), folder.path().join("pattern.sqlite"));
    let some = run(&store, &["import", pattern.to_str().unwrap()]);
    assert!(some.talk.contains("20 new or changed"), "{}{}", some.data, some.talk);
    std::fs::write(pages.join("001.html"), "<p>The ferry of Varn sank.").unwrap();
    let changed = run(&store, &["import", pattern.to_str().unwrap()]);
    assert!(changed.talk.contains(": 1 new or changed"), "{}{}", changed.data, changed.talk);
    let none = run(&store, &["import", folder.path().join("*.htm").to_str().unwrap()]);
    assert!(none.code == Some(1) && none.talk.contains("no HTML file has such a path"), "{}", none.talk);
}
