//! Lists of feeds by the program: in from another reader, out to one. In: an OPML file. Out: the sources that are followed.
//! Never: a network.

use super::program::{done, run};
use std::fs;

const LIST: &str = "<?xml version='1.0'?><opml version='1.0'><body>
    <outline text='Valley'><outline text='Osk & Varn' xmlUrl='https://osk.example/rss?a=1&amp;b=2'/></outline>
    <outline text='Lindmar' xmlUrl='https://lindmar.example/feed'/>
    <outline text='Files' xmlUrl='file:///etc/hostname'/></body></opml>";

#[test]
fn a_list_is_followed_and_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let (store, list) = (folder.path().join("store"), folder.path().join("mine.OPML"));
    fs::write(&list, LIST).unwrap();
    let added = run(&store, &["add", list.to_str().unwrap()]);
    assert_eq!(added.code, Some(1), "{}", added.talk);
    assert!(added.talk.contains("2 feeds followed from the next run on, 0 followed already"), "{}", added.talk);
    assert!(added.talk.contains("file:///etc/hostname"), "{}", added.talk);

    let listed = done(&store, &["sources", "list", "--json"]).data;
    assert!(listed.lines().next().unwrap().contains("\"category\":\"Valley\""), "{listed}");
    assert!(!listed.lines().nth(1).unwrap().contains("category"), "{listed}");

    let written = done(&store, &["sources", "export"]).data;
    let again = folder.path().join("again.opml");
    fs::write(&again, &written).unwrap();
    let other = folder.path().join("other");
    let imported = done(&other, &["import", again.to_str().unwrap()]);
    assert!(imported.talk.contains("2 feeds followed from the next run on"), "{}", imported.talk);
    assert_eq!(done(&other, &["sources", "export"]).data, written);

    let sorted = done(&other, &["add", again.to_str().unwrap(), "--category", "World"]);
    assert!(sorted.talk.contains("0 feeds followed from the next run on, 2 followed already"), "{}", sorted.talk);
    assert_eq!(done(&other, &["sources", "list", "--json"]).data.matches("\"category\":\"World\"").count(), 2);
}

#[test]
fn a_file_that_is_no_list() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("mine.opml");
    fs::write(&list, "words").unwrap();
    let added = run(&folder.path().join("store"), &["add", list.to_str().unwrap()]);
    assert_eq!(added.code, Some(2), "{}", added.talk);
    assert!(added.talk.contains("no OPML in it"), "{}", added.talk);
}
