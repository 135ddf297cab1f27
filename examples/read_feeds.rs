//! Reads feeds and lists of feeds, for quality/score_feeds.py. In: files. Out: a JSON line for each file on standard output: of a feed
//! what is read of it, of an OPML file how many feeds it names and whether writing and reading it again gives the same.
//! Never: part of the program, or on the network.
#![allow(clippy::print_stdout)]

use backstory::gather::{Item, opml, read_feed, write_opml};
use backstory::model::Moment;
use serde_json::{Value, json};
use std::path::Path;
use url::Url;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = std::env::args().skip(1);
    let base = Url::parse(&paths.next().ok_or("read_feeds BASE FILE...")?)?;
    for path in paths {
        let bytes = std::fs::read(&path)?;
        let is_list = Path::new(&path).extension().is_some_and(|ending| ending == "opml");
        let read = if is_list { list(&bytes) } else { feed(&bytes, &base) };
        println!("{}", json!({ "file": path, "read": read }));
    }
    Ok(())
}

fn list(bytes: &[u8]) -> Option<Value> {
    let outlines = opml(bytes)?;
    let again = opml(write_opml(&outlines, "again").as_bytes());
    Some(json!({ "feeds": outlines.len(), "is_same_again": again.as_ref() == Some(&outlines) }))
}

fn feed(bytes: &[u8], base: &Url) -> Option<Value> {
    let feed = read_feed(bytes, "", base)?;
    let items: Vec<Value> = feed.items.iter().map(item).collect();
    Some(
        json!({ "title": feed.title, "language": feed.language, "items": items, "problems": feed.problems, "noted": feed.noted }),
    )
}

fn item(item: &Item) -> Value {
    let time = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
    json!({
        "id": item.id,
        "link": item.link,
        "title": item.title,
        "content": item.content,
        "summary": item.summary,
        "published": time(item.published),
        "modified": time(item.modified),
        "authors": item.authors,
        "language": item.language,
    })
}
