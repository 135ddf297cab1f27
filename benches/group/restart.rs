//! How long the window takes to be there again after a restart. In: invented articles with their readings. Out: a store in a
//! temporary folder, and the time from opening it to the window. Never: a store of anyone's.

use crate::synthetic::Written;
use backstory::engine::{Engine, Options};
use backstory::model::{Moment, Received, Silent, Source, SourceKind};
use backstory::store::{Intake, ReadingRow, Store};
use backstory::wire::ReadingLine;
use std::path::Path;
use std::time::Instant;

const BATCH: usize = 1_000;

/// Fills a store, groups and explains all that is in it, opens it again, and prints how long its window takes.
pub(crate) fn measure(articles: impl Iterator<Item = Written>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("restart.sqlite");
    let stamps = backstory::engine::Stamps::of(&Options::default());
    let now = Moment::parse("2040-01-01T00:00:00Z").map(|moment| moment.order_key()).unwrap();
    let now = Received(jiff::Timestamp::from_second(now).unwrap());
    fill(&path, articles, &stamps.read, now);
    let began = Instant::now();
    Engine::open(&path, "bench", Options::default()).unwrap().run(now, &Silent).unwrap();
    println!("grouped and explained in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let mut engine = Engine::open(&path, "bench", Options::default()).unwrap();
    let stories = engine.window().unwrap().story_count();
    println!("after a restart: {stories} stories in the window after {:.1} s", began.elapsed().as_secs_f64());
    println!(
        "memory: the process {:.0} MB at most, {:.0} MB now",
        crate::megabytes("VmHWM:"),
        crate::megabytes("VmRSS:")
    );
}

fn fill(path: &Path, mut articles: impl Iterator<Item = Written>, stamp: &str, now: Received) {
    let mut store = Store::open(path, "bench").unwrap();
    let source = Source::new("bench", SourceKind::Articles);
    let mut number = 0;
    loop {
        let batch: Vec<Written> = articles.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return;
        }
        let intakes: Vec<Intake> =
            batch.iter().map(|written| Intake { article: written.article.clone(), page: None }).collect();
        store.take(&source, &intakes, &[], None, now).unwrap();
        let row = |written: &Written| {
            number += 1;
            ReadingRow {
                changes: Vec::new(),
                number,
                version: 1,
                language: "en".to_owned(),
                body: serde_json::to_string(&ReadingLine::new(&written.reading, written.article.text())).unwrap(),
                title_index: String::new(),
                text_index: String::new(),
            }
        };
        let rows: Vec<ReadingRow> = batch.iter().map(row).collect();
        store.save_readings(&rows, stamp).unwrap();
    }
}
