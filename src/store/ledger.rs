//! The ledger: every fetch and every item that was dropped, with reason and time. In: lines. Out: rows.
//! Never: in the way of the work; a line is noted, the rest goes on.

use super::{RowNumber, Store, sources};
use crate::error::Result;
use crate::model::{LedgerLine, Source};
use rusqlite::{Transaction, params};

impl Store {
    /// Notes lines of a source, or of none.
    pub fn note(&mut self, source: Option<&Source>, lines: &[LedgerLine]) -> Result<()> {
        self.within(|transaction| {
            let source = source.map(|source| sources::number(transaction, source)).transpose()?;
            save(transaction, source, lines)
        })
    }
}

/// Notes lines; what was wrong about an item is one row a day, which counts.
pub(super) fn save(
    transaction: &Transaction<'_>,
    source: Option<RowNumber>,
    lines: &[LedgerLine],
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO ledger (at, source, asked, outcome, reason, place, status, bytes, items, what, hint)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (source, place, reason, what, at / 86400) WHERE asked = 'item'
         DO UPDATE SET times = times + 1, at = max(at, excluded.at), outcome = excluded.outcome",
    )?;
    for line in lines {
        insert.execute(params![
            line.at.0.as_second(),
            source.unwrap_or(0),
            line.asked.as_str(),
            line.outcome.as_str(),
            line.reason,
            line.place,
            line.status,
            i64::try_from(line.bytes).unwrap_or(i64::MAX),
            line.items,
            line.what,
            line.hint
        ])?;
    }
    Ok(())
}
