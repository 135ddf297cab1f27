//! The window of the group stage as it was left. In: bytes of the stage. Out: the same bytes. Never: looks inside them.

use super::files::Context;
use super::{Loader, RowNumber, Store};
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// What a batch leaves of the window.
#[derive(Debug, Clone, Default)]
pub struct WindowRow {
    /// What it holds of articles that entered, by number: the first article that was ever grouped has 0.
    pub memories: Vec<(u32, Vec<u8>)>,
    /// The oldest article that it holds; what was kept of those before it is dropped.
    pub first: u32,
    /// The rest of it; none where it is saved with a later batch.
    pub snapshot: Option<Vec<u8>>,
}

impl Store {
    /// The window as it was saved last under this stamp.
    pub fn window(&self, stamp: &str) -> Result<Option<Vec<u8>>> {
        let mut query = self.connection.prepare_cached("SELECT body FROM window WHERE stamp = ?1").of(&self.path)?;
        query.query_row([stamp], |row| row.get(0)).optional().of(&self.path)
    }

    /// The articles from this number on with their numbers, in the order in which they were grouped.
    pub fn grouped_from(&self, first: u32) -> Result<Vec<(RowNumber, i64)>> {
        let load = || -> rusqlite::Result<Vec<_>> {
            self.connection
                .prepare_cached("SELECT article, sequence - 1 FROM placement WHERE sequence > ?1 ORDER BY sequence")?
                .query_map([first], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        load().of(&self.path)
    }

    /// Keeps what the window holds of articles that were grouped before.
    pub fn save_memories(&mut self, memories: &[(u32, Vec<u8>)]) -> Result<()> {
        self.within(|transaction| keep(transaction, memories))
    }
}

impl Loader {
    /// What the window held of these articles, in this order; none where that is not known.
    pub fn memories(&self, numbers: &[RowNumber]) -> Result<Vec<Option<Vec<u8>>>> {
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut query = self.connection.prepare_cached(
                "SELECT body FROM placement JOIN memory ON memory.sequence = placement.sequence WHERE article = ?1",
            )?;
            numbers.iter().map(|number| query.query_row([number], |row| row.get(0)).optional()).collect()
        };
        load().of(&self.path)
    }
}

/// Saves what a batch leaves of the window.
pub(super) fn save(transaction: &Transaction<'_>, row: &WindowRow, stamp: &str) -> rusqlite::Result<()> {
    keep(transaction, &row.memories)?;
    transaction.prepare_cached("DELETE FROM memory WHERE sequence <= ?1")?.execute([row.first])?;
    if let Some(body) = &row.snapshot {
        transaction.execute("DELETE FROM window WHERE stamp < ?1 OR stamp > ?1", [stamp])?;
        transaction
            .prepare_cached("INSERT OR REPLACE INTO window (stamp, body) VALUES (?1, ?2)")?
            .execute(params![stamp, body])?;
    }
    Ok(())
}

fn keep(transaction: &Transaction<'_>, memories: &[(u32, Vec<u8>)]) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare_cached("INSERT OR REPLACE INTO memory (sequence, body) VALUES (?1 + 1, ?2)")?;
    memories.iter().try_for_each(|(number, body)| insert.execute(params![number, body]).map(drop))
}

/// An article has other words than the window holds.
pub(super) fn forget(connection: &Connection, article: RowNumber) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM memory WHERE sequence = (SELECT sequence FROM placement WHERE article = ?1)")?
        .execute([article])
        .map(drop)
}

/// All is to be grouped anew.
pub(super) fn reset(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch("DELETE FROM memory; DELETE FROM window;")
}
