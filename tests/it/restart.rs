//! A program that is started anew for every few articles gives the same stories as one that never stopped, while articles leave
//! the window. In: invented articles in the order of their days. Out: two stores with the same places.
//! Never: a window so large that nothing leaves it.

use super::invented::{articles, lines};
use super::program::NOW;
use backstory::engine::{Engine, Options};
use backstory::model::{Moment, Placement, Received, Silent, Source, SourceKind};
use backstory::store::Reader;
use serde_json::Value;
use std::path::{Path, PathBuf};

const ARTICLES: usize = 140;
/// Articles between two starts.
const PART: usize = 17;
const SEED: u64 = 90_125;

fn options(articles_max: usize, days: u32) -> Options {
    let mut options = Options { batch: 5, ..Options::default() };
    options.group.days = days;
    options.group.articles_min = 8;
    options.group.articles_max = articles_max;
    options
}

/// Files of the articles, in the order of their publication, so many in each.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let mut articles = articles(SEED, ARTICLES);
    articles.sort_by_key(|article| article["published"].as_str().unwrap().to_owned());
    let part = |(number, part): (usize, &[Value])| {
        let file = folder.join(format!("{number}.jsonl"));
        std::fs::write(&file, lines(part)).unwrap();
        file
    };
    articles.chunks(PART).enumerate().map(part).collect()
}

fn takes(engine: &mut Engine, file: &Path) {
    let source = Source::new(file.to_str().unwrap(), SourceKind::Articles);
    let Some(Moment::Instant { at, .. }) = Moment::parse(NOW) else { panic!("{NOW} is a time") };
    let now = Received(at);
    assert!(engine.import(&source, now, &Silent).unwrap().problems.is_empty());
    assert!(engine.run(now, &Silent).unwrap().explained.problems.is_empty());
}

fn places(store: &Path) -> Vec<Placement> {
    let reader = Reader::open(store).unwrap();
    let stories = reader.story_ids().unwrap();
    let mut places: Vec<Placement> = stories.iter().flat_map(|id| reader.placements(id).unwrap()).collect();
    places.sort_by(|left, right| left.article.cmp(&right.article));
    places
}

fn check(articles_max: usize, days: u32) {
    let folder = tempfile::tempdir().unwrap();
    let (lived, restarted) = (folder.path().join("lived.sqlite"), folder.path().join("restarted.sqlite"));
    let mut engine = Engine::open(&lived, "test", options(articles_max, days)).unwrap();
    for part in parts(folder.path()) {
        takes(&mut engine, &part);
        takes(&mut Engine::open(&restarted, "test", options(articles_max, days)).unwrap(), &part);
    }
    let (lived, restarted) = (places(&lived), places(&restarted));
    assert_eq!(lived.len(), ARTICLES);
    assert!(lived.iter().any(|place| place.original != place.article), "there are copies");
    assert_eq!(lived, restarted);
}

#[test]
fn articles_leave_the_window_by_number() {
    check(30, 3650);
}

#[test]
fn articles_leave_the_window_by_age() {
    check(10_000, 2);
}
