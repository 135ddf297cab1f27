//! Editions: what happened, as each version of a story's explainer told it. In: explainers as they are saved.
//! Out: the editions of one story, newest first. Never: an edition that is changed later.

use super::{Reader, RowNumber, rows};
use crate::error::Result;
use crate::model::{Moment, StoryId, digest};
use crate::wire::{ExplainerLine, StatementLine};
use rusqlite::{Row, Transaction, params};
use std::collections::BTreeSet;

/// Editions kept of a story, the newest: more than a reader who comes once a month has missed, by judgement.
const EDITIONS_KEPT: u32 = 50;

/// The editions of a story, newest first.
pub(super) const KEPT: &str = "SELECT version, digest, updated, articles, reports, headline, happened FROM edition
                     WHERE story = (SELECT number FROM story WHERE id = ?1) ORDER BY version DESC";

/// One version of an explainer, in short.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Which version.
    pub version: u32,
    /// Digest of all that the explainer said: two stores that say the same have the same.
    pub digest: String,
    /// When the newest article of the story was published then, or received where no date was known.
    pub updated: Option<Moment>,
    /// How many articles it was made of.
    pub articles: u32,
    /// How many independent reports.
    pub reports: u32,
    /// Its headline.
    pub headline: StatementLine,
    /// What's happened.
    pub happened: Vec<StatementLine>,
}

/// What the store keeps of it.
#[derive(Debug, Clone)]
pub(super) struct EditionRow {
    version: u32,
    digest: String,
    articles: usize,
    reports: usize,
    headline: String,
    happened: String,
}

/// The row of an explainer.
pub(super) fn row_of(line: &ExplainerLine) -> EditionRow {
    let said = ExplainerLine { version: 0, related: Vec::new(), ..line.clone() };
    let json = |value: serde_json::Result<String>| value.unwrap_or_default();
    EditionRow {
        version: line.version,
        digest: digest(&["edition", &json(serde_json::to_string(&said))]),
        articles: line.papers.articles,
        reports: line.papers.reports.len(),
        headline: json(serde_json::to_string(&line.headline)),
        happened: json(serde_json::to_string(&line.happened)),
    }
}

/// Adds an edition to a story, whose row says already when its articles were published and received.
pub(super) fn save(transaction: &Transaction<'_>, story: RowNumber, row: &EditionRow) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO edition (story, version, digest, updated, articles, reports, headline, happened)
             SELECT number, ?2, ?3, ifnull(ifnull(last_published, explained), ''), ?4, ?5, ?6, ?7 FROM story WHERE number = ?1",
        )?
        .execute(params![
            story,
            row.version,
            row.digest,
            rows::count(row.articles),
            rows::count(row.reports),
            row.headline,
            row.happened
        ])?;
    transaction
        .prepare_cached("DELETE FROM edition WHERE story = ?1 AND version <= ?2")?
        .execute(params![story, i64::from(row.version) - i64::from(EDITIONS_KEPT)])
        .map(drop)
}

impl Reader {
    /// The newest editions of a story, newest first; what was said twice stands once.
    pub fn editions(&self, story: &StoryId, limit: usize) -> Result<Vec<Edition>> {
        let edition = |row: &Row<'_>| {
            Ok(Edition {
                version: row.get(0)?,
                digest: row.get(1)?,
                updated: Moment::parse(&row.get::<_, String>(2)?),
                articles: row.get(3)?,
                reports: row.get(4)?,
                headline: rows::json(row, 5)?,
                happened: rows::json(row, 6)?,
            })
        };
        let kept: Vec<Edition> =
            self.ask(|connection| connection.prepare_cached(KEPT)?.query_map([story.as_str()], edition)?.collect())?;
        let mut seen = BTreeSet::new();
        Ok(kept.into_iter().filter(|edition| seen.insert(edition.digest.clone())).take(limit).collect())
    }
}
