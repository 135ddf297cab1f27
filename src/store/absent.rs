//! Who did not cover a story: sources that are followed, and were read on its days, but of which nothing is in it.
//! In: a story. Out: those sources, each with the proof that it was read, or why that is not known. Never: a source that was not read
//! called silent; and never a look at every line of the ledger.

use super::ledger::{outcome, second, whole};
use super::rows::wrong;
use super::{Reader, RowNumber};
use crate::error::Result;
use crate::model::{Outcome, Received, Source, SourceId, SourceKind, StoryId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeSet;

/// Most days that are looked at, from a story's first article on; a listing of a story that runs longer says no more about it.
const DAYS_MAX: i64 = 31;

/// Newest pages of a source by which the outlets are told that it brings: a paper's feed has one, and twenty show those of a mixed one.
const PAGES_SEEN: u32 = 20;

const DAY_SECONDS: i64 = 86_400;

/// The first and the last time of a story's articles.
pub(super) const DAYS: &str =
    "SELECT min(ifnull(article.time, unixepoch(received))), max(ifnull(article.time, unixepoch(received)))
     FROM placement JOIN article ON article.number = placement.article
     JOIN version ON version.article = article.number AND version.version = newest WHERE placement.story = ?1";

/// The sources, and the outlets, of a story's articles.
pub(super) const COVERING: &str = "SELECT ifnull(article.source, page.source), article.publisher
     FROM placement JOIN article ON article.number = placement.article
     JOIN version ON version.article = article.number LEFT JOIN page ON page.number = version.page
     WHERE placement.story = ?1";

/// The outlets of a source's newest pages.
pub(super) const OUTLETS: &str = "SELECT DISTINCT article.publisher
     FROM (SELECT number AS seen FROM page WHERE source = ?1 ORDER BY number DESC LIMIT ?2)
     JOIN version ON version.page = seen JOIN article ON article.number = version.article
     WHERE article.publisher IS NOT NULL";

/// How often a listing was received between two times, when last, and how many items it named at most.
pub(super) const PROOF: &str = "SELECT sum(times), max(at), max(items) FROM ledger
     WHERE source = ?1 AND asked = 'listing' AND at >= ?2 AND at < ?3 AND outcome IN ('received', 'unchanged', 'moved')";

/// What became of a listing that was not received between two times, at last.
pub(super) const FAILURE: &str = "SELECT outcome, reason, what FROM ledger
     WHERE source = ?1 AND asked = 'listing' AND at >= ?2 AND at < ?3 ORDER BY at DESC LIMIT 1";

/// Who did not cover a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// The story, under the id that it has now.
    pub story: StoryId,
    /// The first day that was looked at.
    pub from: Date,
    /// The last day that was looked at.
    pub to: Date,
    /// Sources that were read on those days, and have nothing in the story.
    pub silent: Vec<SilentSource>,
    /// Sources of which that is not known, as they were not read.
    pub unknown: Vec<UnheardSource>,
}

/// A source that was read, and has nothing in a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentSource {
    /// The source.
    pub source: Source,
    /// What it calls itself, else its address.
    pub name: String,
    /// How often its listing was received on those days.
    pub times: u64,
    /// When it was last received on them; of days that are long past, the day.
    pub last: Received,
    /// How many items it named at most, where that is still known.
    pub items: Option<u32>,
}

/// A source that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnheardSource {
    /// The source.
    pub source: Source,
    /// What it calls itself, else its address.
    pub name: String,
    /// What became of its listing at last; none where it was not asked.
    pub outcome: Option<Outcome>,
    /// Why, in a short word; may be empty.
    pub reason: String,
    /// Why, in words; may be empty.
    pub what: String,
}

impl UnheardSource {
    /// Why it was not read, in a few words that name no address.
    pub fn why(&self) -> String {
        match (self.outcome, self.reason.as_str()) {
            (None, _) => "not asked on those days".to_owned(),
            (Some(outcome), "") => outcome.as_str().to_owned(),
            (Some(outcome), reason) => format!("{}: {reason}", outcome.as_str()),
        }
    }
}

impl Reader {
    /// Which of the sources that are followed did not cover a story, or the one that it was merged into; none for an unknown story.
    pub fn absent(&self, story: &StoryId) -> Result<Option<Absent>> {
        self.ask(|connection| {
            let known = connection
                .prepare_cached(
                    "SELECT number, id FROM story WHERE id = ifnull((SELECT story FROM redirect WHERE old = ?1), ?1)",
                )?
                .query_row([story.as_str()], |row| Ok((row.get::<_, RowNumber>(0)?, row.get::<_, String>(1)?)))
                .optional()?;
            let Some((number, id)) = known else { return Ok(None) };
            let times: (Option<i64>, Option<i64>) =
                connection.prepare_cached(DAYS)?.query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let (Some(first), Some(last)) = times else { return Ok(None) };
            let first = first.div_euclid(DAY_SECONDS);
            let last = last.div_euclid(DAY_SECONDS).min(first + DAYS_MAX - 1);
            let mut absent = Absent {
                story: StoryId::new(id),
                from: day(first)?,
                to: day(last)?,
                silent: Vec::new(),
                unknown: Vec::new(),
            };
            look(connection, number, (first * DAY_SECONDS, (last + 1) * DAY_SECONDS), &mut absent)?;
            Ok(Some(absent))
        })
    }
}

fn day(number: i64) -> rusqlite::Result<Date> {
    let at = Timestamp::from_second(number * DAY_SECONDS).map_err(|error| wrong(0, error))?;
    Ok(at.to_zoned(TimeZone::UTC).date())
}

/// Looks at each source that is followed and has nothing in the story.
fn look(
    connection: &Connection,
    story: RowNumber,
    (from, until): (i64, i64),
    absent: &mut Absent,
) -> rusqlite::Result<()> {
    let covering: Vec<(Option<RowNumber>, Option<RowNumber>)> = connection
        .prepare_cached(COVERING)?
        .query_map([story], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let sources: BTreeSet<RowNumber> = covering.iter().filter_map(|(source, _)| *source).collect();
    let outlets: BTreeSet<RowNumber> = covering.iter().filter_map(|(_, outlet)| *outlet).collect();
    for (number, source, name) in asked(connection)? {
        if sources.contains(&number) || brings(connection, number, &outlets)? {
            continue;
        }
        match proof(connection, number, (from, until))? {
            Some((times, last, items)) => absent.silent.push(SilentSource { source, name, times, last, items }),
            None => absent.unknown.push(unheard(connection, number, (from, until), (source, name))?),
        }
    }
    Ok(())
}

/// The sources that list news and are gathered from, in the order in which they were added.
fn asked(connection: &Connection) -> rusqlite::Result<Vec<(RowNumber, Source, String)>> {
    let source = |row: &Row<'_>| {
        let kind = SourceKind::parse(&row.get::<_, String>(3)?).ok_or_else(|| wrong(3, "no kind of source"))?;
        let address: String = row.get(2)?;
        let title: Option<String> = row.get(4)?;
        let name = title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| address.clone());
        Ok((row.get(0)?, Source { id: SourceId::new(row.get::<_, String>(1)?), address, kind, paused: false }, name))
    };
    let all: Vec<(RowNumber, Source, String)> = connection
        .prepare_cached(
            "SELECT number, id, address, kind, title FROM source WHERE followed = 1 AND paused = 0 ORDER BY number",
        )?
        .query_map([], source)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|(_, source, _)| source.kind.is_web() && source.kind != SourceKind::Page).collect())
}

/// Whether a source brings articles of one of these outlets.
fn brings(connection: &Connection, source: RowNumber, outlets: &BTreeSet<RowNumber>) -> rusqlite::Result<bool> {
    let mut query = connection.prepare_cached(OUTLETS)?;
    let mut rows = query.query(params![source, PAGES_SEEN])?;
    while let Some(row) = rows.next()? {
        if outlets.contains(&row.get(0)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// That a listing was received on some days: how often, when last, how many items it named.
fn proof(
    connection: &Connection,
    source: RowNumber,
    (from, until): (i64, i64),
) -> rusqlite::Result<Option<(u64, Received, Option<u32>)>> {
    let recent = connection.prepare_cached(PROOF)?.query_row(params![source, from, until], |row| {
        Ok((row.get::<_, Option<i64>>(0)?, second(row, 1)?, row.get::<_, Option<u32>>(2)?))
    })?;
    let past = connection
        .prepare_cached(
            "SELECT ifnull(sum(times), 0), unixepoch(max(day)) FROM ledger_day
             WHERE source = ?1 AND day >= date(?2, 'unixepoch') AND day < date(?3, 'unixepoch') AND asked = 'listing'
                 AND outcome IN ('received', 'unchanged', 'moved')",
        )?
        .query_row(params![source, from, until], |row| Ok((whole(row, 0)?, second(row, 1)?)))?;
    let times = recent.0.unwrap_or(0).unsigned_abs() + past.0;
    Ok(recent.1.or(past.1).map(|last| (times, last, recent.2)))
}

fn unheard(
    connection: &Connection,
    number: RowNumber,
    (from, until): (i64, i64),
    (source, name): (Source, String),
) -> rusqlite::Result<UnheardSource> {
    let line = |row: &Row<'_>| Ok((outcome(row, 0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
    let recent = connection.prepare_cached(FAILURE)?.query_row(params![number, from, until], line).optional()?;
    let found = match recent {
        Some(found) => Some(found),
        None => connection
            .prepare_cached(
                "SELECT outcome, reason, '' FROM ledger_day WHERE source = ?1 AND day >= date(?2, 'unixepoch')
                     AND day < date(?3, 'unixepoch') AND asked = 'listing' ORDER BY day DESC, times DESC LIMIT 1",
            )?
            .query_row(params![number, from, until], line)
            .optional()?,
    };
    Ok(match found {
        Some((outcome, reason, what)) => UnheardSource { source, name, outcome: Some(outcome), reason, what },
        None => UnheardSource { source, name, outcome: None, reason: String::new(), what: String::new() },
    })
}
