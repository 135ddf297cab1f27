//! The ledger of what was wrong about things that came in. In: problems. Out: rows, each thing once.
//! Never: in the way of the work; a problem is noted, the rest goes on.

use crate::error::Problem;
use crate::model::Received;
use rusqlite::{Transaction, params};

/// Notes problems; one that is noted already keeps its first time.
pub(super) fn save(transaction: &Transaction<'_>, problems: &[Problem], now: Received) -> rusqlite::Result<()> {
    let mut insert = transaction
        .prepare_cached("INSERT OR IGNORE INTO problem (place, what, hint, noticed) VALUES (?1, ?2, ?3, ?4)")?;
    for problem in problems {
        insert.execute(params![problem.place, problem.what, problem.hint, now.0.to_string()])?;
    }
    Ok(())
}
