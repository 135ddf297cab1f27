//! What the ledger says of how each source is doing. In: followed sources. Out: facts that its health is told by, by index.
//! Never: a look at every line; a source's listing is looked up from its newest line on.

use super::ledger::{outcome, second};
use super::rows::{received, wrong};
use super::{Reader, RowNumber, SourceRow, sources};
use crate::error::Result;
use crate::model::{Health, HealthFacts, Heard, Outcome, Received, SourceKind};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// The newest line about a listing that says how it went; one that was not asked for says nothing, one whose server asked for time does.
/// Of lists that were asked for together (a sitemap of sitemaps) it is enough that one arrived.
pub(super) const LAST: &str = "SELECT at, outcome, status, what, reason FROM ledger
     WHERE source = ?1 AND asked = 'listing' AND (outcome <> 'left' OR status IS NOT NULL)
     ORDER BY at DESC, outcome IN ('received', 'unchanged', 'moved') DESC LIMIT 1";

/// Whether a listing waited for a later run without being asked for.
const WAITED: &str = "SELECT 1 FROM ledger WHERE source = ?1 AND asked = 'listing' AND outcome = 'left' LIMIT 1";

/// When a listing last arrived.
pub(super) const ARRIVED: &str = "SELECT at FROM ledger
     WHERE source = ?1 AND asked = 'listing' AND outcome IN ('received', 'unchanged', 'moved') ORDER BY at DESC LIMIT 1";

/// How many items the listing named that came last; one that is unchanged is not counted anew.
pub(super) const ITEMS: &str = "SELECT items FROM ledger
     WHERE source = ?1 AND asked = 'listing' AND items IS NOT NULL AND outcome IN ('received', 'unchanged', 'moved')
     ORDER BY at DESC, items DESC LIMIT 1";

/// When a listing first failed after some time.
pub(super) const FAILING: &str = "SELECT at FROM ledger
     WHERE source = ?1 AND asked = 'listing' AND (outcome = 'failed' OR outcome = 'left' AND status IS NOT NULL) AND at > ?2 ORDER BY at LIMIT 1";

/// How many articles of each source are cut or behind a wall.
pub(super) const TRUNCATED: &str = "SELECT page.source, count(DISTINCT article) FROM version
     JOIN page ON page.number = version.page
     WHERE version.page IS NOT NULL AND access IS NOT NULL AND page.source IS NOT NULL GROUP BY page.source";

/// A source with how it is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceHealth {
    /// The source.
    pub row: SourceRow,
    /// What is known of it.
    pub facts: HealthFacts,
    /// How it is doing.
    pub health: Health,
    /// How many of its articles are cut or behind a wall.
    pub truncated: u32,
}

impl SourceHealth {
    /// The share of its articles that are cut or behind a wall, in percent; none where it has no article.
    pub fn truncated_percent(&self) -> Option<u32> {
        (self.row.articles > 0).then(|| (self.truncated * 100 + self.row.articles / 2) / self.row.articles)
    }
}

impl Reader {
    /// The sources that are followed, in the order in which they were added, with how they are doing.
    pub fn health(&self, now: Received) -> Result<Vec<SourceHealth>> {
        self.ask(|connection| all(connection, now))
    }

    /// The same as it was when the last line of the ledger was written, for a reader who has no clock.
    pub fn health_as_of_the_last_line(&self) -> Result<Vec<SourceHealth>> {
        self.ask(|connection| {
            let last = connection.query_row("SELECT max(at) FROM ledger", [], |row| second(row, 0))?;
            all(connection, last.unwrap_or(Received(Timestamp::UNIX_EPOCH)))
        })
    }
}

fn all(connection: &Connection, now: Received) -> rusqlite::Result<Vec<SourceHealth>> {
    let truncated = truncated(connection)?;
    let with_health = |row: SourceRow| {
        let facts = facts(connection, &row)?;
        let health = Health::of(&facts, now);
        let truncated = truncated.get(&row.number).copied().unwrap_or(0);
        Ok(SourceHealth { row, facts, health, truncated })
    };
    sources::all(connection)?.into_iter().map(with_health).collect()
}

/// How many articles of each source are cut or behind a wall.
fn truncated(connection: &Connection) -> rusqlite::Result<BTreeMap<RowNumber, u32>> {
    connection.prepare_cached(TRUNCATED)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn facts(connection: &Connection, source: &SourceRow) -> rusqlite::Result<HealthFacts> {
    let new = newest(connection, source.number)?;
    // A page that is followed for itself, and what is read from files, has no listing; its own lines tell.
    if !source.source.kind.is_web() || source.source.kind == SourceKind::Page {
        return without_listing(connection, source, new);
    }
    let Some(last) = first(connection, LAST, source.number, heard)? else {
        // One that only ever waited was not asked yet, whenever its turn was.
        let waited = first(connection, WAITED, source.number, |_| Ok(()))?.is_some();
        return Ok(if waited { HealthFacts::default() } else { before_the_ledger(source, new) });
    };
    let at = |query| first(connection, query, source.number, |row| second(row, 0));
    let arrived = at(ARRIVED)?.flatten().or(past_day(connection, source.number, "max", "9999-12-31", true)?);
    let items = first(connection, ITEMS, source.number, |row| row.get(0))?;
    let failing_since = if last.outcome.arrived() { None } else { failing(connection, source.number, arrived)? };
    let moved_to = match &source.state.listing {
        Some(listing) if *listing != source.source.address && has_moved(connection, source.number)? => {
            Some(listing.clone())
        }
        _ => None,
    };
    Ok(HealthFacts { last: Some(last), arrived, items, failing_since, new, moved_to })
}

/// The first row of a query about a source.
fn first<T>(
    connection: &Connection,
    query: &str,
    source: RowNumber,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    connection.prepare_cached(query)?.query_row([source], read).optional()
}

/// What is known of a source that was last asked before there was a ledger, or whose lines are long past.
fn before_the_ledger(source: &SourceRow, new: Option<Received>) -> HealthFacts {
    let Some(at) = source.fetched.or(new) else { return HealthFacts::default() };
    let why = source.problem.clone();
    let outcome = if why.is_some() { Outcome::Failed } else { Outcome::Received };
    let arrived = why.is_none().then_some(at);
    let last = Heard { at, outcome, status: None, why: why.unwrap_or_default() };
    HealthFacts { last: Some(last), arrived, new, ..HealthFacts::default() }
}

fn without_listing(
    connection: &Connection,
    source: &SourceRow,
    new: Option<Received>,
) -> rusqlite::Result<HealthFacts> {
    let query = "SELECT at, outcome, status, what, reason FROM ledger
         WHERE source = ?1 AND asked <> 'item' AND asked <> 'robots' AND outcome <> 'left' ORDER BY at DESC LIMIT 1";
    let Some(last) = first(connection, query, source.number, heard)? else {
        return Ok(before_the_ledger(source, new));
    };
    let query = "SELECT max(at) FROM ledger
         WHERE source = ?1 AND asked <> 'item' AND outcome IN ('received', 'unchanged', 'moved')";
    let arrived = first(connection, query, source.number, |row| second(row, 0))?.flatten();
    let after = arrived.map_or(i64::MIN, |arrived| arrived.0.as_second());
    let failing_since = connection
        .prepare_cached(
            "SELECT min(at) FROM ledger WHERE source = ?1 AND asked <> 'item' AND outcome = 'failed' AND at > ?2",
        )?
        .query_row(params![source.number, after], |row| second(row, 0))?;
    Ok(HealthFacts { last: Some(last), arrived, failing_since, new, ..HealthFacts::default() })
}

fn heard(row: &Row<'_>) -> rusqlite::Result<Heard> {
    let (what, reason): (String, String) = (row.get(3)?, row.get(4)?);
    let at = second(row, 0)?.ok_or_else(|| wrong(0, "no time"))?;
    Ok(Heard { at, outcome: outcome(row, 1)?, status: row.get(2)?, why: if what.is_empty() { reason } else { what } })
}

/// When a listing began to fail after it last arrived, where it ever did.
fn failing(
    connection: &Connection,
    source: RowNumber,
    arrived: Option<Received>,
) -> rusqlite::Result<Option<Received>> {
    let after = arrived.map_or(i64::MIN, |arrived| arrived.0.as_second());
    let day = arrived.map(|arrived| arrived.0.strftime("%Y-%m-%d").to_string()).unwrap_or_default();
    if let Some(past) = past_day(connection, source, "min", &day, false)? {
        return Ok(Some(past));
    }
    let mut query = connection.prepare_cached(FAILING)?;
    Ok(query.query_row(params![source, after], |row| second(row, 0)).optional()?.flatten())
}

/// The first or last day that is long past on which a listing arrived (before `bound`) or failed (after it).
fn past_day(
    connection: &Connection,
    source: RowNumber,
    which: &str,
    bound: &str,
    arrived: bool,
) -> rusqlite::Result<Option<Received>> {
    let condition = if arrived {
        "outcome IN ('received', 'unchanged', 'moved') AND day < ?2"
    } else {
        "outcome = 'failed' AND day > ?2"
    };
    let query = format!(
        "SELECT unixepoch({which}(day)) FROM ledger_day WHERE source = ?1 AND asked = 'listing' AND {condition}"
    );
    let second: Option<i64> = connection.prepare_cached(&query)?.query_row(params![source, bound], |row| row.get(0))?;
    Ok(second.and_then(|second| Timestamp::from_second(second).ok()).map(Received))
}

/// Whether a listing ever moved for good; else another address is the feed that its site names.
fn has_moved(connection: &Connection, source: RowNumber) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM ledger WHERE source = ?1 AND asked = 'listing' AND outcome = 'moved')
                 OR EXISTS (SELECT 1 FROM ledger_day WHERE source = ?1 AND asked = 'listing' AND outcome = 'moved')",
        )?
        .query_row([source], |row| row.get(0))
}

/// When something new last came of a source.
fn newest(connection: &Connection, source: RowNumber) -> rusqlite::Result<Option<Received>> {
    let page = "SELECT fetched FROM page WHERE source = ?1 ORDER BY number DESC LIMIT 1";
    let article = "SELECT received FROM version WHERE version = 1 AND article =
         (SELECT number FROM article WHERE source = ?1 ORDER BY number DESC LIMIT 1)";
    let of = |query| first(connection, query, source, |row| received(row, 0)).map(Option::flatten);
    Ok(of(page)?.max(of(article)?))
}
