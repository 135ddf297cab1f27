//! What is remembered of gathering: sources' states, visits to pages, hosts, positions in files. In: hauls.
//! Out: rows, and what gather asks for. Never: kept without the pages that it speaks of; one transaction holds both.

use super::files::Context;
use super::pages::Packed;
use super::rows::{received, wrong};
use super::{Loader, RowNumber, Store, ledger, pages, sources};
use crate::error::Result;
use crate::model::{Host, LedgerLine, Page, Position, Received, Source, SourceKind, SourceState, Validators, Visit};
use rayon::prelude::*;
use rusqlite::{OptionalExtension, Row, Transaction, params};

/// Some of what a source gave, as it is saved: all of it or nothing.
#[derive(Debug, Clone, Default)]
pub struct Catch {
    /// Raw pages.
    pub pages: Vec<Page>,
    /// Lines of the ledger.
    pub lines: Vec<LedgerLine>,
    /// Visits to pages.
    pub visits: Vec<Visit>,
    /// What was learnt of hosts.
    pub hosts: Vec<Host>,
    /// How far a file or folder was taken in by now.
    pub position: Option<Position>,
    /// What to remember of the source, and why its gathering failed, if it did.
    pub state: Option<(SourceState, Option<String>)>,
    /// What its address turned out to be.
    pub kind: Option<SourceKind>,
}

impl Store {
    /// Keeps some of what a source gave; how many pages were new.
    pub fn save_catch(&mut self, source: &Source, catch: &Catch, now: Received) -> Result<usize> {
        let packed: Vec<Packed<'_>> = catch.pages.par_iter().map(Packed::new).collect();
        self.within(|transaction| {
            let number = sources::number(transaction, source)?;
            ledger::save(transaction, Some(number), &catch.lines)?;
            let mut new = 0;
            for page in &packed {
                new += usize::from(pages::save(transaction, number, page)?);
            }
            catch.visits.iter().try_for_each(|visit| save_visit(transaction, visit))?;
            catch.hosts.iter().try_for_each(|host| save_host(transaction, host))?;
            if let Some(position) = &catch.position {
                save_position(transaction, number, position)?;
            }
            if let Some(kind) = catch.kind {
                transaction.execute("UPDATE source SET kind = ?2 WHERE number = ?1", params![number, kind.as_str()])?;
            }
            if let Some((state, problem)) = &catch.state {
                save_state(transaction, number, (state, problem.as_deref()), now)?;
            }
            Ok(new)
        })
    }

    /// How far a source was taken in before, if it was.
    pub fn position(&self, source: &Source) -> Result<Option<Position>> {
        let query = "SELECT mark, records, offset, done FROM position JOIN source ON source.number = position.source
                     WHERE source.id = ?1";
        let position = |row: &Row<'_>| {
            let whole = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(Position { mark: row.get(0)?, records: whole(1)?, offset: whole(2)?, done: row.get(3)? })
        };
        self.connection
            .prepare_cached(query)
            .and_then(|mut query| query.query_row([source.id.as_str()], position).optional())
            .of(&self.path)
    }
}

/// Saves how far a source was taken in.
pub(super) fn save_position(
    transaction: &Transaction<'_>,
    source: RowNumber,
    position: &Position,
) -> rusqlite::Result<()> {
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO position (source, mark, records, offset, done) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![source, position.mark, whole(position.records), whole(position.offset), position.done])
        .map(drop)
}

fn save_state(
    transaction: &Transaction<'_>,
    source: RowNumber,
    (state, problem): (&SourceState, Option<&str>),
    now: Received,
) -> rusqlite::Result<()> {
    transaction
        .execute(
            "UPDATE source SET fetched = ?2, problem = ?3, etag = ?4, last_modified = ?5, failures = ?6, not_before = ?7,
                 listing = ?8, title = ifnull(?9, title) WHERE number = ?1",
            params![
                source,
                now.0.to_string(),
                problem,
                state.validators.etag,
                state.validators.last_modified,
                state.failures,
                state.not_before.map(|at| at.0.to_string()),
                state.listing,
                state.title
            ],
        )
        .map(drop)
}

fn save_visit(transaction: &Transaction<'_>, visit: &Visit) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO visit (url, at, times, status, etag, last_modified) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            visit.url,
            visit.at.0.to_string(),
            visit.times,
            visit.status,
            visit.validators.etag,
            visit.validators.last_modified
        ])
        .map(drop)
}

fn save_host(transaction: &Transaction<'_>, host: &Host) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO host (origin, not_before, robots, robots_at, robots_status) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            host.origin,
            host.not_before.map(|at| at.0.to_string()),
            host.robots,
            host.robots_at.map(|at| at.0.to_string()),
            host.robots_status
        ])
        .map(drop)
}

impl Loader {
    /// The last visit to the page of this address; one that was fetched before visits were kept counts as one.
    pub fn visit(&self, url: &str) -> Result<Option<Visit>> {
        let query = "SELECT at, times, status, etag, last_modified FROM visit WHERE url = ?1
                     UNION ALL SELECT max(fetched), 1, status, NULL, NULL FROM page WHERE url = ?1 GROUP BY url LIMIT 1";
        let visit = |row: &Row<'_>| {
            Ok(Visit {
                url: url.to_owned(),
                at: received(row, 0)?.ok_or_else(|| wrong(0, "no time"))?,
                times: row.get(1)?,
                status: row.get(2)?,
                validators: Validators { etag: row.get(3)?, last_modified: row.get(4)? },
            })
        };
        let found =
            self.connection.prepare_cached(query).and_then(|mut query| query.query_row([url], visit).optional());
        found.of(&self.path)
    }

    /// What is known of a host.
    pub fn host(&self, origin: &str) -> Result<Option<Host>> {
        let query = "SELECT not_before, robots, robots_at, robots_status FROM host WHERE origin = ?1";
        let host = |row: &Row<'_>| {
            Ok(Host {
                origin: origin.to_owned(),
                not_before: received(row, 0)?,
                robots: row.get(1)?,
                robots_at: received(row, 2)?,
                robots_status: row.get(3)?,
            })
        };
        let found =
            self.connection.prepare_cached(query).and_then(|mut query| query.query_row([origin], host).optional());
        found.of(&self.path)
    }
}
