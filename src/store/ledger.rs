//! The ledger: every fetch and every item that was dropped, with reason and time. In: lines. Out: rows; lines and sums for people.
//! Never: in the way of the work; a line is noted, the rest goes on. And never lost: what is old is summed by day.

use super::files::Context;
use super::rows::{self, wrong};
use super::{Reader, RowNumber, Store, sources};
use crate::error::Result;
use crate::model::{Asked, LedgerLine, Outcome, Received, Source, SourceId, SourceKind};
use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, params_from_iter};

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// Which lines of the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Of this source only.
    pub source: Option<SourceId>,
    /// From this second on.
    pub from: Option<i64>,
    /// Before this second.
    pub until: Option<i64>,
    /// With this outcome only.
    pub outcome: Option<Outcome>,
    /// About this kind of thing only.
    pub asked: Option<Asked>,
    /// Only those whose place holds these words.
    pub place: Option<String>,
}

/// A line of the ledger as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// When; the last time, where it was noted several times that day.
    pub at: Received,
    /// The source, if it is of one.
    pub source: Option<Source>,
    /// What was asked for.
    pub asked: Asked,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in a short word.
    pub reason: String,
    /// Which thing.
    pub place: String,
    /// HTTP status.
    pub status: Option<u16>,
    /// Bytes as sent.
    pub bytes: u64,
    /// How many items a listing named.
    pub items: Option<u32>,
    /// How often it was noted.
    pub times: u64,
    /// What happened, in words.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// A sum over lines of one source and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerSum {
    /// The day, in UTC.
    pub day: String,
    /// The source, if it is of one.
    pub source: Option<SourceId>,
    /// What was asked for.
    pub asked: Asked,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in a short word.
    pub reason: String,
    /// How often.
    pub times: u64,
    /// Bytes as sent.
    pub bytes: u64,
    /// Items that listings named.
    pub items: u64,
}

impl Store {
    /// Notes lines of a source, or of none.
    pub fn note(&mut self, source: Option<&Source>, lines: &[LedgerLine]) -> Result<()> {
        self.within(|transaction| {
            let source = source.map(|source| sources::number(transaction, source)).transpose()?;
            save(transaction, source, lines)
        })
    }

    /// Sums the lines of all days that ended at least so many days before `now`, one day in a transaction, and lets them go;
    /// how many days that were.
    pub fn sum_ledger(&mut self, days: u32, now: Received) -> Result<usize> {
        let first_kept = now.0.as_second().div_euclid(DAY_SECONDS) - i64::from(days);
        let mut summed = 0;
        loop {
            let oldest: Option<i64> =
                self.connection.query_row("SELECT min(at) FROM ledger", [], |row| row.get(0)).of(&self.path)?;
            let Some(day) = oldest.map(|at| at.div_euclid(DAY_SECONDS)).filter(|day| *day < first_kept) else {
                return Ok(summed);
            };
            self.within(|transaction| sum_day(transaction, day))?;
            summed += 1;
        }
    }
}

/// Sums the lines of a day, and lets them go.
fn sum_day(transaction: &Transaction<'_>, day: i64) -> rusqlite::Result<()> {
    let within = params![day * DAY_SECONDS, (day + 1) * DAY_SECONDS];
    transaction.execute(
        "INSERT INTO ledger_day (day, source, asked, outcome, reason, times, bytes, items)
         SELECT date(min(at), 'unixepoch'), source, asked, outcome, reason, sum(times), sum(bytes), sum(ifnull(items, 0))
         FROM ledger WHERE at >= ?1 AND at < ?2 GROUP BY source, asked, outcome, reason
         ON CONFLICT (day, source, asked, outcome, reason)
         DO UPDATE SET times = times + excluded.times, bytes = bytes + excluded.bytes, items = items + excluded.items",
        within,
    )?;
    transaction.execute("DELETE FROM ledger WHERE at >= ?1 AND at < ?2", within).map(drop)
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

impl Reader {
    /// So many lines of the ledger after the first `skip`, newest first.
    pub fn ledger(&self, filter: &LedgerFilter, skip: usize, limit: usize) -> Result<Vec<LedgerRow>> {
        self.ask(|connection| {
            let Some((conditions, mut values)) = conditions(connection, filter)? else { return Ok(Vec::new()) };
            values.extend([Value::Integer(rows::count(limit)), Value::Integer(rows::count(skip))]);
            connection
                .prepare_cached(&lines_query(&conditions))?
                .query_map(params_from_iter(values), ledger_row)?
                .collect()
        })
    }

    /// The sums of the lines that a filter lets through, newest day first; days that are long past are summed already.
    /// Their lines are not there any more, so that a filter by place finds none of them.
    pub fn ledger_sums(&self, filter: &LedgerFilter) -> Result<Vec<LedgerSum>> {
        self.ask(|connection| {
            let Some((conditions, values)) = conditions(connection, filter)? else { return Ok(Vec::new()) };
            let mut sums: Vec<LedgerSum> = connection
                .prepare_cached(&sums_query(&conditions))?
                .query_map(params_from_iter(values), ledger_sum)?
                .collect::<rusqlite::Result<_>>()?;
            if filter.place.is_none() {
                sums.extend(past_sums(connection, filter)?);
            }
            Ok(sums)
        })
    }

    /// The size of the store's file, in bytes.
    pub fn size(&self) -> Result<u64> {
        let query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let size = self.ask(|connection| connection.query_row(query, [], |row| row.get::<_, i64>(0)))?;
        Ok(size.unsigned_abs())
    }
}

/// Lines under some conditions.
pub(super) fn lines_query(conditions: &str) -> String {
    format!(
        "SELECT at, asked, outcome, reason, place, status, bytes, items, times, what, hint, id, address, kind, paused
         FROM ledger LEFT JOIN source ON source.number = ledger.source WHERE {conditions}
         ORDER BY at DESC, ledger.number DESC LIMIT ? OFFSET ?"
    )
}

/// Sums of lines under some conditions.
pub(super) fn sums_query(conditions: &str) -> String {
    format!(
        "SELECT date(at, 'unixepoch') AS day, id, asked, outcome, reason, sum(times), sum(bytes), sum(ifnull(items, 0))
         FROM ledger LEFT JOIN source ON source.number = ledger.source WHERE {conditions}
         GROUP BY day, ledger.source, asked, outcome, reason ORDER BY day DESC, ledger.source, asked, outcome, reason"
    )
}

/// The number of a source; none for one that is not known.
fn source_number(connection: &Connection, id: &SourceId) -> rusqlite::Result<Option<RowNumber>> {
    let mut query = connection.prepare_cached("SELECT number FROM source WHERE id = ?1")?;
    query.query_row([id.as_str()], |row| row.get(0)).optional()
}

/// What a filter asks for as conditions with their values; nothing where no line can pass.
fn conditions(connection: &Connection, filter: &LedgerFilter) -> rusqlite::Result<Option<(String, Vec<Value>)>> {
    let mut parts: Vec<(&str, Value)> = Vec::new();
    if let Some(id) = &filter.source {
        let Some(number) = source_number(connection, id)? else { return Ok(None) };
        parts.push(("ledger.source = ?", Value::Integer(number)));
    }
    let word = |word: &str| Value::Text(word.to_owned());
    parts.extend(filter.from.map(|from| ("at >= ?", Value::Integer(from))));
    parts.extend(filter.until.map(|until| ("at < ?", Value::Integer(until))));
    parts.extend(filter.outcome.map(|outcome| ("outcome = ?", word(outcome.as_str()))));
    parts.extend(filter.asked.map(|asked| ("asked = ?", word(asked.as_str()))));
    parts.extend(filter.place.as_deref().map(|place| ("instr(lower(place), lower(?)) > 0", word(place))));
    let (conditions, values): (Vec<&str>, Vec<Value>) = parts.into_iter().unzip();
    let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
    Ok(Some((conditions, values)))
}

/// The sums of days whose lines are gone.
fn past_sums(connection: &Connection, filter: &LedgerFilter) -> rusqlite::Result<Vec<LedgerSum>> {
    let source = filter.source.as_ref().map(|id| source_number(connection, id)).transpose()?.flatten();
    connection
        .prepare_cached(
            "SELECT day, id, asked, outcome, reason, times, bytes, items
             FROM ledger_day LEFT JOIN source ON source.number = ledger_day.source
             WHERE (?1 IS NULL OR ledger_day.source = ?1) AND (?2 IS NULL OR day >= date(?2, 'unixepoch'))
                 AND (?3 IS NULL OR day <= date(?3 - 1, 'unixepoch')) AND (?4 IS NULL OR outcome = ?4)
                 AND (?5 IS NULL OR asked = ?5)
             ORDER BY day DESC, ledger_day.source, asked, outcome, reason",
        )?
        .query_map(
            params![
                source,
                filter.from,
                filter.until,
                filter.outcome.map(Outcome::as_str),
                filter.asked.map(Asked::as_str)
            ],
            ledger_sum,
        )?
        .collect()
}

/// The time in a column of seconds.
pub(super) fn second(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Received>> {
    let second: Option<i64> = row.get(at)?;
    second.map(|second| Timestamp::from_second(second).map(Received).map_err(|error| wrong(at, error))).transpose()
}

/// The outcome in a column.
pub(super) fn outcome(row: &Row<'_>, at: usize) -> rusqlite::Result<Outcome> {
    Outcome::parse(&row.get::<_, String>(at)?).ok_or_else(|| wrong(at, "no outcome"))
}

fn asked(row: &Row<'_>, at: usize) -> rusqlite::Result<Asked> {
    Asked::parse(&row.get::<_, String>(at)?).ok_or_else(|| wrong(at, "not what can be asked for"))
}

/// A whole number in a column.
pub(super) fn whole(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(at).map(i64::unsigned_abs)
}

fn ledger_row(row: &Row<'_>) -> rusqlite::Result<LedgerRow> {
    let source = match row.get::<_, Option<String>>(11)? {
        None => None,
        Some(id) => Some(Source {
            id: SourceId::new(id),
            address: row.get(12)?,
            kind: SourceKind::parse(&row.get::<_, String>(13)?).ok_or_else(|| wrong(13, "no kind of source"))?,
            paused: row.get(14)?,
        }),
    };
    Ok(LedgerRow {
        at: second(row, 0)?.ok_or_else(|| wrong(0, "no time"))?,
        source,
        asked: asked(row, 1)?,
        outcome: outcome(row, 2)?,
        reason: row.get(3)?,
        place: row.get(4)?,
        status: row.get(5)?,
        bytes: whole(row, 6)?,
        items: row.get(7)?,
        times: whole(row, 8)?,
        what: row.get(9)?,
        hint: row.get(10)?,
    })
}

fn ledger_sum(row: &Row<'_>) -> rusqlite::Result<LedgerSum> {
    Ok(LedgerSum {
        day: row.get(0)?,
        source: row.get::<_, Option<String>>(1)?.map(SourceId::new),
        asked: asked(row, 2)?,
        outcome: outcome(row, 3)?,
        reason: row.get(4)?,
        times: whole(row, 5)?,
        bytes: whole(row, 6)?,
        items: whole(row, 7)?,
    })
}
