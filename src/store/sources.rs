//! Sources: what `run` gathers from, and where imports came from. In: sources. Out: rows.
//! Never: fetches; when a source is due is the engine's question.

use super::files::Context;
use super::rows::{received, wrong};
use super::{RowNumber, Store};
use crate::error::{Error, Kind, Result};
use crate::model::{Received, Source, SourceId, SourceKind, SourceState, Validators};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// A source with what is known of the last gathering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Its row.
    pub number: RowNumber,
    /// The source.
    pub source: Source,
    /// Whether `run` gathers from it; an import is kept as a source, but not followed.
    pub followed: bool,
    /// When it was last gathered from.
    pub fetched: Option<Received>,
    /// Why the last gathering failed.
    pub problem: Option<String>,
    /// How many articles came from it.
    pub articles: u32,
    /// The category that people sort it under.
    pub category: Option<String>,
    /// What gathering remembers of it.
    pub state: SourceState,
}

const COLUMNS: &str = "number, id, address, kind, paused, followed, fetched, problem,
     (SELECT count(*) FROM article WHERE article.source = source.number)
     + (SELECT count(DISTINCT version.article) FROM page JOIN version ON version.page = page.number
        WHERE page.source = source.number), category, etag, last_modified, failures, not_before, listing, title";

impl Store {
    /// Follows a source from now on; false where it was followed already.
    pub fn add_source(&mut self, source: &Source) -> Result<bool> {
        self.within(|transaction| {
            let number = number(transaction, source)?;
            let changed =
                transaction.execute("UPDATE source SET followed = 1 WHERE number = ?1 AND followed = 0", [number])?;
            Ok(changed > 0)
        })
    }

    /// Sorts a source, and with it the stories that it tells, under a category, or under none.
    pub fn categorise_source(&mut self, source: &Source, category: Option<&str>) -> Result<()> {
        self.within(|transaction| {
            let number = number(transaction, source)?;
            let changed = transaction.execute(
                "UPDATE source SET category = ?2 WHERE number = ?1 AND category IS NOT ?2",
                params![number, category],
            )?;
            let told = if changed > 0 { stories_of(transaction, number)? } else { Vec::new() };
            told.into_iter().try_for_each(|story| categorise(transaction, story))
        })
    }

    /// Pauses a source or takes it up again.
    pub fn pause_source(&mut self, id: &SourceId, paused: bool) -> Result<()> {
        self.change_source(id, "UPDATE source SET paused = ?2 WHERE id = ?1 AND followed = 1", paused)
    }

    /// Gathers no more from a source; what came from it stays.
    pub fn remove_source(&mut self, id: &SourceId) -> Result<()> {
        self.change_source(id, "UPDATE source SET followed = 0, paused = 0 WHERE id = ?1 AND followed = 1 AND ?2", true)
    }

    fn change_source(&mut self, id: &SourceId, change: &str, value: bool) -> Result<()> {
        let changed = self.within(|transaction| transaction.execute(change, params![id.as_str(), value]))?;
        if changed == 0 {
            return Err(Error::new(Kind::Usage, format!("source {id}: not followed"))
                .with_hint("`backstory sources` lists those that are"));
        }
        Ok(())
    }

    /// The sources that are followed, in the order in which they were added.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        all(&self.connection).of(&self.path)
    }
}

/// All followed sources.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<SourceRow>> {
    let query = format!("SELECT {COLUMNS} FROM source WHERE followed = 1 ORDER BY number");
    connection.prepare(&query)?.query_map([], source_row)?.collect()
}

/// The row of a source, which is made where there is none.
pub(super) fn number(transaction: &Transaction<'_>, source: &Source) -> rusqlite::Result<RowNumber> {
    let known = transaction
        .prepare_cached("SELECT number FROM source WHERE id = ?1")?
        .query_row([source.id.as_str()], |row| row.get(0))
        .optional()?;
    match known {
        Some(number) => Ok(number),
        None => transaction
            .prepare_cached("INSERT INTO source (id, address, kind, paused) VALUES (?1, ?2, ?3, ?4)")?
            .insert(params![source.id.as_str(), source.address, source.kind.as_str(), source.paused]),
    }
}

/// The stories that articles of a source belong to.
fn stories_of(transaction: &Transaction<'_>, source: RowNumber) -> rusqlite::Result<Vec<RowNumber>> {
    transaction
        .prepare(
            "SELECT DISTINCT placement.story FROM article
             JOIN version ON version.article = article.number AND version.version = article.newest
             LEFT JOIN page ON page.number = version.page JOIN placement ON placement.article = article.number
             WHERE ifnull(article.source, page.source) = ?1 AND placement.story IS NOT NULL ORDER BY placement.story",
        )?
        .query_map([source], |row| row.get(0))?
        .collect()
}

/// Sorts a story under the category that most of its independent reports came from, if any came from one that has a category.
pub(super) fn categorise(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "UPDATE story SET category =
                 (SELECT source.category FROM placement JOIN article ON article.number = placement.article
                  JOIN version ON version.article = article.number AND version.version = article.newest
                  LEFT JOIN page ON page.number = version.page
                  JOIN source ON source.number = ifnull(article.source, page.source)
                  WHERE placement.story = ?1 AND source.category IS NOT NULL
                  GROUP BY source.category ORDER BY count(DISTINCT placement.report) DESC, source.category LIMIT 1)
             WHERE number = ?1",
        )?
        .execute([story])
        .map(drop)
}

fn source_row(row: &Row<'_>) -> rusqlite::Result<SourceRow> {
    let kind: String = row.get(3)?;
    Ok(SourceRow {
        number: row.get(0)?,
        source: Source {
            id: SourceId::new(row.get::<_, String>(1)?),
            address: row.get(2)?,
            kind: SourceKind::parse(&kind).ok_or_else(|| wrong(3, "no kind of source"))?,
            paused: row.get(4)?,
        },
        followed: row.get(5)?,
        fetched: received(row, 6)?,
        problem: row.get(7)?,
        articles: row.get(8)?,
        category: row.get(9)?,
        state: SourceState {
            validators: Validators { etag: row.get(10)?, last_modified: row.get(11)? },
            failures: row.get(12)?,
            not_before: received(row, 13)?,
            listing: row.get(14)?,
            title: row.get(15)?,
        },
    })
}
