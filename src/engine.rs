//! The engine: runs the stages in order over the store, one method per stage, each with the same three steps:
//! ask the store what is waiting, call the stage on the batch, save in one transaction and return a tally.
//! In: a store, options, `now`. Out: tallies. Never: what a stage should decide; never a clock.

mod batches;
mod decisions;
mod gathering;
mod intake;
mod neighbours;
mod stages;
mod stamps;
mod storylines;
mod window;

pub use decisions::Wish;
pub use gathering::Imported;
pub use intake::{ArticleFile, Batch, Ids};
pub use neighbours::Neighbours;
pub use stamps::{Stamps, versions};

use crate::error::{Problem, Result};
use crate::model::{Progress, Received};
use crate::store::{Stage, Store};
use crate::{explain, extract, gather, group, read};
use std::path::Path;
use std::sync::Arc;

/// Settings of the engine and of the stages that it runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Settings of gather.
    pub gather: gather::Options,
    /// Settings of extract.
    pub extract: extract::Options,
    /// Settings of read.
    pub read: read::Options,
    /// Settings of group.
    pub group: group::Options,
    /// Settings of explain.
    pub explain: explain::Options,
    /// How many pages, articles or stories are worked on at once and saved in one transaction.
    pub batch: usize,
    /// How old the last gathering of a source must be for the next one, in minutes; below the schedule's quarter
    /// of an hour, so that a source is due every time.
    pub due_minutes: u32,
    /// How many days the lines of the ledger are kept one by one; older ones are summed by day.
    pub ledger_days: u32,
    /// How many days after its newest article the texts of a story are kept; 0 for ever.
    pub keep_text_days: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            gather: gather::Options::default(),
            extract: extract::Options::default(),
            read: read::Options::default(),
            group: group::Options::default(),
            explain: explain::Options::default(),
            batch: BATCH,
            due_minutes: DUE_MINUTES,
            ledger_days: LEDGER_DAYS,
            keep_text_days: 0,
        }
    }
}

impl Options {
    /// Finds names with these classes of words, in the form of `assets/names/clusters.txt`, before the built-in ones.
    pub fn use_word_classes(&mut self, file: Option<&str>) {
        self.read.clusters = file.map(|file| Arc::new(read::Clusters::parse(file).over(read::Clusters::shipped())));
    }
}

/// Large enough that a commit costs little, small enough that a kill loses less than a second of work.
const BATCH: usize = 512;

/// See [`Options::due_minutes`].
const DUE_MINUTES: u32 = 10;

const DAY_SECONDS: i64 = 86_400;

/// See [`Options::ledger_days`]: a quarter of a year is as far back as people ask for a single line.
const LEDGER_DAYS: u32 = 90;

/// What a stretch of work did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many things were done: pages gathered, articles taken in, read or grouped, stories explained.
    pub done: usize,
    /// What was wrong about some things; the rest went on.
    pub problems: Vec<Problem>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.done += other.done;
        self.problems.extend(other.problems);
    }
}

/// What a run did, stage by stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ran {
    /// Pages and articles that sources gave.
    pub gathered: Tally,
    /// Articles extracted from pages.
    pub extracted: Tally,
    /// Articles read.
    pub read: Tally,
    /// Articles grouped.
    pub grouped: Tally,
    /// Stories explained.
    pub explained: Tally,
}

/// The stages over one store, which it alone writes to for as long as it lives.
pub struct Engine {
    store: Store,
    options: Options,
    stamps: Stamps,
    /// What group keeps between batches; none where it must be rebuilt from the store.
    window: Option<group::Window>,
    /// What links stories to earlier ones; none where it must be rebuilt from the store.
    storylines: Option<group::Storylines>,
}

impl Engine {
    /// Opens a store for writing; `command` is what a second writer is told.
    pub fn open(path: &Path, command: &str, options: Options) -> Result<Self> {
        let store = Store::open(path, command)?;
        let stamps = Stamps::of(&options);
        Ok(Self { store, options, stamps, window: None, storylines: None })
    }

    /// The store.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// All that is due or waiting, once; after it every story's explainer is stored.
    pub fn run(&mut self, now: Received, progress: &dyn Progress) -> Result<Ran> {
        let ran = Ran {
            gathered: self.gather(now, progress)?,
            extracted: self.extract(now, progress)?,
            read: self.read(progress)?,
            grouped: self.group(progress)?,
            explained: self.explain(progress)?,
        };
        self.store.sum_ledger(self.options.ledger_days, now)?;
        if self.options.keep_text_days > 0 {
            self.store.remove_texts(now.0.as_second() - i64::from(self.options.keep_text_days) * DAY_SECONDS)?;
        }
        Ok(ran)
    }

    /// Marks everything derived by this stage and the later ones as waiting.
    pub fn rebuild(&mut self, from: Stage) -> Result<()> {
        if from <= Stage::Group {
            self.window = None;
            self.storylines = None;
        }
        self.store.rebuild(from)
    }
}
