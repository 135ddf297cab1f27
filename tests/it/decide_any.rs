//! Any decisions over any articles, in any order of batches, with rebuilds, restarts and other settings between them.
//! In: seeds. Out: what must hold after every step: no article lost or in two stories, the log gives the stories, addresses
//! lead to stories, decisions in force hold, undoing at once changes nothing. Never: a case that differs from run to run.

use super::invented;
use super::program::NOW;
use backstory::engine::{Engine, Options, Wish};
use backstory::group::Bonds;
use backstory::model::{ArticleId, EventKind, Moment, Received, Signed, Silent, Source, SourceKind, StoryId};
use backstory::store::{Reader, Stage};
use proptest::prelude::*;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tempfile::TempDir;

/// Articles of one batch of the archive.
const BATCH: usize = 9;

/// What is done next; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Import,
    Merge(usize, usize),
    Split(usize, usize),
    Move(usize, usize),
    Pin(usize, bool),
    Undo(usize),
    Rebuild(bool),
    Restart(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let number = 0_usize..1000;
    prop_oneof![
        3 => Just(Step::Import),
        3 => (number.clone(), number.clone()).prop_map(|(left, right)| Step::Merge(left, right)),
        3 => (number.clone(), number.clone()).prop_map(|(story, part)| Step::Split(story, part)),
        3 => (number.clone(), number.clone()).prop_map(|(article, story)| Step::Move(article, story)),
        1 => (number.clone(), any::<bool>()).prop_map(|(story, closed)| Step::Pin(story, closed)),
        3 => number.prop_map(Step::Undo),
        1 => any::<bool>().prop_map(Step::Rebuild),
        1 => (1_usize..8).prop_map(Step::Restart),
    ]
}

/// An archive with the engine over it.
struct Lived {
    folder: TempDir,
    store: PathBuf,
    engine: Engine,
    articles: Vec<serde_json::Value>,
    imported: usize,
    restarts: usize,
}

fn now() -> Received {
    match Moment::parse(NOW) {
        Some(Moment::Instant { at, .. }) => Received(at),
        _ => panic!("{NOW} is a time"),
    }
}

/// Settings under which the second pass runs several times within every batch.
fn options(batch: usize) -> Options {
    let mut options = Options { batch, ..Options::default() };
    options.group.repair_after = 4;
    options
}

fn signed() -> Signed {
    Signed::new("A. Editor", now(), "seen").unwrap()
}

impl Lived {
    fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.sqlite");
        let engine = Engine::open(&store, "test", options(Options::default().batch)).unwrap();
        let articles = invented::articles(seed, 6 * BATCH);
        let mut lived = Self { folder, store, engine, articles, imported: 0, restarts: 0 };
        lived.import();
        lived
    }

    fn run(&mut self) -> usize {
        self.engine.run(now(), &Silent).unwrap().grouped.done
    }

    fn import(&mut self) {
        let from = self.imported.min(self.articles.len());
        let to = (from + BATCH).min(self.articles.len());
        let file = self.folder.path().join(format!("{from}.jsonl"));
        std::fs::write(&file, invented::lines(&self.articles[from..to])).unwrap();
        let source = Source::new(file.to_str().unwrap(), SourceKind::Articles);
        self.engine.import(&source, now(), &Silent).unwrap();
        self.imported = to;
        self.run();
    }

    /// The story of each article.
    fn places(&self) -> BTreeMap<ArticleId, StoryId> {
        let connection = Connection::open(&self.store).unwrap();
        let mut query = connection
            .prepare(
                "SELECT article.id, story.id FROM article JOIN placement ON placement.article = article.number
                 JOIN story ON story.number = placement.story",
            )
            .unwrap();
        let place = |row: &rusqlite::Row<'_>| {
            Ok((ArticleId::new(row.get::<_, String>(0)?), StoryId::new(row.get::<_, String>(1)?)))
        };
        let places = query.query_map([], place).unwrap();
        places.collect::<rusqlite::Result<_>>().unwrap()
    }

    fn wish(&self, step: &Step) -> Option<Wish> {
        let places = self.places();
        let (articles, homes): (Vec<ArticleId>, Vec<StoryId>) = places.clone().into_iter().unzip();
        let stories: Vec<StoryId> = homes.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let story = |at: usize| stories[at % stories.len()].clone();
        Some(match step {
            Step::Merge(left, right) => Wish::Merge(story(*left), story(*right)),
            Step::Split(at, part) => {
                let members = places.iter().filter(|(_, home)| **home == story(*at));
                let mut named = members.map(|(article, _)| article.clone()).enumerate().collect::<Vec<_>>();
                named.retain(|(at, _)| part >> (at % 10) & 1 == 1);
                Wish::Split(story(*at), named.into_iter().map(|(_, article)| article).collect())
            }
            Step::Move(article, at) => Wish::Move(articles[article % articles.len()].clone(), story(*at)),
            Step::Pin(at, false) => Wish::Pin(story(*at)),
            Step::Pin(at, true) => Wish::Close(story(*at)),
            _ => return None,
        })
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Import => self.import(),
            Step::Rebuild(read) => {
                self.engine.rebuild(if *read { Stage::Read } else { Stage::Group }).unwrap();
                assert_eq!(self.run(), self.imported);
            }
            Step::Restart(batch) => self.restart(*batch),
            Step::Undo(at) => {
                let decisions = self.engine.decisions().unwrap();
                if let Some(decision) = decisions.get(at % decisions.len().max(1)) {
                    let _ = self.engine.undo(decision.number, &signed());
                }
            }
            _ => self.decide(step),
        }
    }

    /// Decides; taken back at once it leaves all as it was; and nothing is grouped anew for it.
    fn decide(&mut self, step: &Step) {
        let before = self.places();
        let Some(wish) = self.wish(step) else { return };
        let Ok(decision) = self.engine.decide(&wish, signed()) else {
            assert_eq!(self.places(), before, "a wish that is refused changes nothing");
            return;
        };
        self.engine.undo(decision.number, &signed()).unwrap();
        assert_eq!(self.places(), before, "{wish:?} and back");
        self.engine.decide(&wish, signed()).unwrap();
        assert_eq!(self.run(), 0);
    }

    /// Another process goes on, with another size of batches and other settings, so that all is grouped anew; on a copy, as
    /// the lock of the first may still be inherited.
    fn restart(&mut self, batch: usize) {
        self.restarts += 1;
        let copy = self.folder.path().join(format!("store-{}.sqlite", self.restarts));
        self.engine.store().copy_to(&copy).unwrap();
        self.store = copy;
        let mut options = options(batch);
        options.group.days += u32::try_from(self.restarts).unwrap();
        self.engine = Engine::open(&self.store, "test", options).unwrap();
        assert_eq!(self.run(), self.imported);
    }

    fn check(&mut self) {
        let places = self.places();
        assert_eq!(places.len(), self.imported, "no article is lost");
        let bonds = Bonds::new(&self.engine.decisions().unwrap());
        for (article, story) in &places {
            assert_eq!(bonds.story_of(article).unwrap_or(story), story, "article {article} is where it was put");
        }
        let mut replayed: BTreeMap<ArticleId, StoryId> = BTreeMap::new();
        for event in Reader::open(&self.store).unwrap().whole_log().unwrap() {
            if event.kind == EventKind::Merged {
                let gone = replayed.values_mut().filter(|story| Some(&**story) == event.from.as_ref());
                gone.for_each(|story| *story = event.story.clone());
            }
            replayed.extend(event.articles.into_iter().map(|article| (article, event.story.clone())));
        }
        assert_eq!(replayed, places, "the log");
        self.addresses();
    }

    fn addresses(&self) {
        let connection = Connection::open(&self.store).unwrap();
        let count = |query: &str| connection.query_row(query, [], |row| row.get::<_, u32>(0)).unwrap();
        assert_eq!(
            count("SELECT count(*) FROM redirect WHERE story NOT IN (SELECT id FROM story WHERE articles > 0)"),
            0
        );
        assert_eq!(count("SELECT count(*) FROM redirect WHERE old IN (SELECT id FROM story)"), 0);
        assert_eq!(
            count("SELECT count(*) FROM story LEFT JOIN explainer ON story = number WHERE explainer.story IS NULL"),
            0
        );
        let miscounted = "SELECT count(*) FROM story
            WHERE articles <> (SELECT count(*) FROM placement WHERE placement.story = story.number)";
        assert_eq!(count(miscounted), 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_hold_whatever_comes(seed in 0_u64..1000, steps in prop::collection::vec(step(), 4..16)) {
        let mut lived = Lived::new(seed);
        for step in &steps {
            lived.take(step);
            lived.check();
        }
        lived.take(&Step::Rebuild(false));
        lived.check();
        let anew = lived.places();
        lived.restart(3);
        lived.take(&Step::Rebuild(true));
        lived.check();
        prop_assert_eq!(lived.places(), anew);
    }
}
