//! Editions: what happened, as each version of a story's explainer told it. In: explainers as they are saved.
//! Out: the editions of one story, newest first. Never: an edition that is changed later.

use super::{Reader, RowNumber, rows};
use crate::error::Result;
use crate::model::{Moment, StoryId};
use crate::wire::{ExplainerLine, StatementLine};
use rusqlite::{Row, Transaction, params};

/// One version of an explainer, in short.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Which version.
    pub version: u32,
    /// When the newest article of the story was published then, or received where no date was known.
    pub updated: Option<Moment>,
    /// Its headline.
    pub headline: StatementLine,
    /// What's happened.
    pub happened: Vec<StatementLine>,
}

/// What the store keeps of it.
#[derive(Debug, Clone)]
pub(super) struct EditionRow {
    version: u32,
    headline: String,
    happened: String,
}

/// The row of an explainer.
pub(super) fn row_of(line: &ExplainerLine) -> EditionRow {
    EditionRow {
        version: line.version,
        headline: serde_json::to_string(&line.headline).unwrap_or_default(),
        happened: serde_json::to_string(&line.happened).unwrap_or_default(),
    }
}

/// Adds an edition to a story.
pub(super) fn save(transaction: &Transaction<'_>, story: RowNumber, row: &EditionRow) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(&format!(
            "INSERT OR REPLACE INTO edition (story, version, updated, headline, happened)
             SELECT ?1, ?2, ifnull(ifnull(last.published, last.received), ''), ?3, ?4 FROM story {} WHERE story.number = ?1",
            rows::LAST_VERSION
        ))?
        .execute(params![story, row.version, row.headline, row.happened])
        .map(drop)
}

impl Reader {
    /// The newest editions of a story.
    pub fn editions(&self, story: &StoryId, limit: usize) -> Result<Vec<Edition>> {
        let edition = |row: &Row<'_>| {
            Ok(Edition {
                version: row.get(0)?,
                updated: Moment::parse(&row.get::<_, String>(1)?),
                headline: rows::json(row, 2)?,
                happened: rows::json(row, 3)?,
            })
        };
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT version, updated, edition.headline, happened FROM edition
                     WHERE story = (SELECT number FROM story WHERE id = ?1) ORDER BY version DESC LIMIT ?2",
                )?
                .query_map(params![story.as_str(), rows::count(limit)], edition)?
                .collect()
        })
    }
}
