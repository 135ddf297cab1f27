//! The store: one SQLite file with everything gathered and everything derived from it. SQL is here only.
//! In: values of the model, batch by batch. Out: what is waiting for a stage, and what readers ask for.
//! Never: decides anything about news; a stage decides, the store keeps.
//!
//! One rule holds in every derived table (extraction, reading, placement, profile, explainer): a row whose `stamp` is null
//! is waiting for its stage, a row with a stamp other than the one in force is stale, all others are done.

mod absent;
mod articles;
mod decisions;
mod editions;
mod explainers;
mod files;
mod front;
mod gathering;
mod health;
mod ledger;
mod lock;
mod log;
mod outlets;
mod pages;
mod placements;
#[cfg(test)]
mod plans;
mod reader;
mod readings;
mod retention;
mod rows;
mod schema;
mod search;
mod sources;
mod storylines;
mod topics;
mod window;

pub use absent::{Absent, SilentSource, UnheardSource};
pub use articles::{Intake, Taken};
pub use editions::Edition;
pub use explainers::{ExplainerRow, Finished, StoryWork};
pub use front::Stories;
pub use gathering::Catch;
pub use health::SourceHealth;
pub use ledger::{LedgerFilter, LedgerRow, LedgerSum};
pub use outlets::{OutletArticle, OutletFile, Voice};
pub use pages::{Extraction, PageRow};
pub use placements::Placed;
pub use reader::{ArticleRow, Asking, Counts, Reader, StoredArticle, StoredExplainer, StoryRow};
pub use readings::{ReadArticle, ReadingRow};
pub use rows::StoryHead;
pub use schema::SCHEMA_VERSION;
pub use search::{Filter, FoundArticle, FoundStory, Results, index_text};
pub use sources::SourceRow;
pub use storylines::{Linked, ProfileWork};
pub use topics::{TopicEntry, TopicFile};
pub use window::WindowRow;

use crate::error::Result;
use files::Context;
use lock::Lock;
use rusqlite::{Connection, Transaction};
use std::path::{Path, PathBuf};

/// The number of a row; smaller than an id, and never shown to anyone.
pub type RowNumber = i64;

/// The stages whose work the store keeps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Pages to articles.
    Extract,
    /// Articles to readings.
    Read,
    /// Readings to stories.
    Group,
    /// Stories to explainers.
    Explain,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 4] = [Self::Extract, Self::Read, Self::Group, Self::Explain];

    /// The verb of the stage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Extract => "extract",
            Self::Read => "read",
            Self::Group => "group",
            Self::Explain => "explain",
        }
    }

    /// The stage that this verb names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

/// The one writer of a store; holds its lock for as long as it lives.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    _lock: Lock,
}

/// A second connection that loads what the next batch needs while the writer saves the last one.
pub struct Loader {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a store for writing: takes its lock, creates the file where there is none, and brings an older
    /// schema up to date after writing a backup beside it. `command` is what a second writer is told.
    pub fn open(path: &Path, command: &str) -> Result<Self> {
        files::create_folder(path)?;
        let lock = Lock::take(path, command)?;
        let mut connection = files::open_writer(path)?;
        schema::migrate(&mut connection, path)?;
        Ok(Self { connection, path: path.to_owned(), _lock: lock })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A loader of its own connection; it sees what was saved.
    pub fn loader(&self) -> Result<Loader> {
        Ok(Loader { connection: files::open_reader(&self.path)?, path: self.path.clone() })
    }

    /// A compact copy of the whole store in a new file; the same content gives the same bytes.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        files::copy(&self.connection, &self.path, target)
    }

    /// Marks everything derived by this stage and the later ones as waiting; what is there stays readable till then.
    pub fn rebuild(&mut self, from: Stage) -> Result<()> {
        self.within(|transaction| {
            if from <= Stage::Extract {
                transaction.execute("UPDATE extraction SET stamp = NULL", [])?;
            }
            if from <= Stage::Read {
                transaction.execute("UPDATE reading SET stamp = NULL WHERE article NOT IN (SELECT article FROM version WHERE kept IS NOT NULL)", [])?;
            }
            if from <= Stage::Group {
                placements::reset(transaction)?;
            }
            transaction.execute("UPDATE explainer SET stamp = NULL WHERE story NOT IN (SELECT number FROM story WHERE sealed = 1)", [])?;
            Ok(())
        })
    }

    /// Does all of `work` or, where it fails, nothing.
    fn within<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T> {
        let path = self.path.clone();
        let transaction = self.connection.transaction().of(&path)?;
        let done = work(&transaction).of(&path)?;
        transaction.commit().of(&path)?;
        Ok(done)
    }
}
