//! `backstory ledger`: what was asked for, what came in, what was dropped and why; how each source is doing; who did not cover
//! a story. In: the store. Out: lines in plain words, or JSON. Never: writes to the store.

use super::Ended;
use super::common::Common;
use super::output::{JsonLines, Lines, say};
use super::sources::{self, health_words};
use crate::error::{Error, Kind, Result};
use crate::model::{Outcome, StoryId};
use crate::store::{Absent, LedgerFilter, LedgerRow, Reader};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

/// Lines that are shown where nobody says how many: a few screens.
const LINES_SHOWN: usize = 100;

/// Which lines.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// lines of this source only: its id, address or path
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// which of the sources that are followed did not cover this story
    #[arg(long, value_name = "ID", conflicts_with_all = ["source", "day", "outcome", "place", "limit"])]
    story: Option<String>,
    /// lines of this day only, in UTC, like 2026-05-31
    #[arg(long, value_name = "DAY")]
    day: Option<Date>,
    /// lines with this outcome only: received, unchanged, moved, blocked, refused, failed, left, dropped or noted
    #[arg(long, value_name = "WORD", value_parser = outcome)]
    outcome: Option<Outcome>,
    /// lines about an address or file that holds these words
    #[arg(long, value_name = "WORDS")]
    place: Option<String>,
    /// at most so many lines
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
}

/// One line of the ledger as JSON.
#[derive(Serialize)]
struct EntryLine<'a> {
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    asked: &'static str,
    outcome: &'static str,
    place: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<u32>,
    times: u64,
    #[serde(skip_serializing_if = "str::is_empty")]
    what: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    hint: &'a str,
}

/// Who did not cover a story, as JSON.
#[derive(Serialize)]
struct AbsentLine<'a> {
    story: &'a str,
    from: String,
    to: String,
    absent: Vec<SilentLine<'a>>,
    unknown: Vec<UnheardLine<'a>>,
}

#[derive(Serialize)]
struct SilentLine<'a> {
    source: &'a str,
    name: &'a str,
    address: &'a str,
    times: u64,
    last: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<u32>,
}

#[derive(Serialize)]
struct UnheardLine<'a> {
    source: &'a str,
    name: &'a str,
    address: &'a str,
    why: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    what: &'a str,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let reader = Reader::open(&common.store()?)?;
    if let Some(story) = &arguments.story {
        return absent(&reader, story, common);
    }
    let filter = filter(&reader, arguments)?;
    let rows = reader.ledger(&filter, 0, arguments.limit.unwrap_or(LINES_SHOWN))?;
    if common.json {
        let mut out = JsonLines::new();
        rows.iter().take_while(|row| out.write(&entry(row))).for_each(drop);
        out.flush();
        return Ok(Ended::Done);
    }
    let mut out = Lines::new();
    if filter == LedgerFilter::default() {
        summary(&reader, common)?.iter().for_each(|line| out.line(line));
    }
    rows.iter().flat_map(words).for_each(|line| out.line(&line));
    past(&reader, &filter, rows.is_empty())?.iter().for_each(|line| out.line(line));
    out.flush();
    if rows.is_empty() && !common.quiet {
        say(&"no such lines; `backstory run` writes them as it gathers");
    }
    Ok(Ended::Done)
}

fn filter(reader: &Reader, arguments: &Arguments) -> Result<LedgerFilter> {
    let source = match &arguments.source {
        Some(wanted) => Some(sources::find(&reader.sources()?, wanted)?),
        None => None,
    };
    let begins = |day: Date| day.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp().as_second());
    Ok(LedgerFilter {
        source,
        from: arguments.day.and_then(begins),
        until: arguments.day.and_then(|day| day.tomorrow().ok()).and_then(begins),
        outcome: arguments.outcome,
        asked: None,
        place: arguments.place.clone(),
    })
}

/// How large the store is, and how each source is doing.
fn summary(reader: &Reader, common: &Common) -> Result<Vec<String>> {
    let mut lines = vec![format!("store: {}", size(reader.size()?))];
    for source in reader.health(common.now())? {
        lines.push(format!("{}: {}", source.row.source.address, health_words(&source)));
    }
    lines.push(String::new());
    Ok(lines)
}

/// A number of bytes in words.
fn size(bytes: u64) -> String {
    match bytes {
        0..=999_999 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..=999_999_999 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

/// A line in plain words, with what to do about it on a second one.
fn words(row: &LedgerRow) -> Vec<String> {
    let mut told = format!("{}  {} {}  {}", row.at.0, row.asked.as_str(), row.outcome.as_str(), row.place);
    let why = if row.what.is_empty() { &row.reason } else { &row.what };
    if !why.is_empty() {
        told.push_str(&format!(": {why}"));
    }
    let facts = [
        row.items.map(items_words),
        row.status.filter(|status| *status != 200).map(|status| format!("status {status}")),
        (row.bytes > 0).then(|| format!("{} bytes", row.bytes)),
        (row.times > 1).then(|| format!("{} times that day", row.times)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        told.push_str(&format!(" ({})", facts.join(", ")));
    }
    let hint = (!row.hint.is_empty()).then(|| format!("  hint: {}", row.hint));
    std::iter::once(told).chain(hint).collect()
}

/// Where no line is left of a day or source, its sums.
fn past(reader: &Reader, filter: &LedgerFilter, empty: bool) -> Result<Vec<String>> {
    if !empty {
        return Ok(Vec::new());
    }
    let sums = reader.ledger_sums(filter)?;
    let told = sums.iter().map(|sum| {
        let source = sum.source.as_ref().map(|source| format!("  source {source}")).unwrap_or_default();
        let reason = if sum.reason.is_empty() { String::new() } else { format!(": {}", sum.reason) };
        format!("{}  {} {}{reason}, {} times{source}", sum.day, sum.asked.as_str(), sum.outcome.as_str(), sum.times)
    });
    Ok(told.collect())
}

fn entry(row: &LedgerRow) -> EntryLine<'_> {
    EntryLine {
        at: row.at.0.to_string(),
        source: row.source.as_ref().map(|source| source.id.as_str()),
        asked: row.asked.as_str(),
        outcome: row.outcome.as_str(),
        place: &row.place,
        reason: &row.reason,
        status: row.status,
        bytes: row.bytes,
        items: row.items,
        times: row.times,
        what: &row.what,
        hint: &row.hint,
    }
}

fn absent(reader: &Reader, story: &str, common: &Common) -> Result<Ended> {
    let Some(found) = reader.absent(&StoryId::new(story))? else {
        return Err(Error::new(Kind::Usage, format!("story {story}: there is none with this id"))
            .with_hint("find stories with `backstory search WORDS`"));
    };
    if common.json {
        let mut out = JsonLines::new();
        out.write(&absent_json(&found));
        out.flush();
        return Ok(Ended::Done);
    }
    let mut out = Lines::new();
    absent_words(&found).iter().for_each(|line| out.line(line));
    out.flush();
    Ok(Ended::Done)
}

fn absent_words(found: &Absent) -> Vec<String> {
    let days = if found.from == found.to {
        format!("on {}", found.from)
    } else {
        format!("from {} to {}", found.from, found.to)
    };
    let mut lines = vec![format!("{} sources in your set did not cover it {days}", found.silent.len())];
    for silent in &found.silent {
        let items = silent.items.map(|items| format!(", {}", items_words(items))).unwrap_or_default();
        let (times, last) = (silent.times, silent.last.0);
        let name = named(&silent.name, &silent.source.address);
        lines.push(format!("{name}: read {times} times, last {last}{items}"));
    }
    if !found.unknown.is_empty() {
        lines.push(format!("{} not known, because the feed was not received", found.unknown.len()));
    }
    for unheard in &found.unknown {
        let what = if unheard.what.is_empty() { String::new() } else { format!(" ({})", unheard.what) };
        let name = named(&unheard.name, &unheard.source.address);
        lines.push(format!("{name}: {}{what}", unheard.why()));
    }
    lines
}

/// What a source calls itself, with its address.
fn named(name: &str, address: &str) -> String {
    if name == address { address.to_owned() } else { format!("{name} ({address})") }
}

fn absent_json(found: &Absent) -> AbsentLine<'_> {
    let silent = found.silent.iter().map(|silent| SilentLine {
        source: silent.source.id.as_str(),
        name: &silent.name,
        address: &silent.source.address,
        times: silent.times,
        last: silent.last.0.to_string(),
        items: silent.items,
    });
    let unknown = found.unknown.iter().map(|unheard| UnheardLine {
        source: unheard.source.id.as_str(),
        name: &unheard.name,
        address: &unheard.source.address,
        why: unheard.why(),
        what: &unheard.what,
    });
    AbsentLine {
        story: found.story.as_str(),
        from: found.from.to_string(),
        to: found.to.to_string(),
        absent: silent.collect(),
        unknown: unknown.collect(),
    }
}

fn outcome(word: &str) -> std::result::Result<Outcome, String> {
    Outcome::parse(word).ok_or_else(|| {
        let known: Vec<&str> = Outcome::ALL.into_iter().map(Outcome::as_str).collect();
        format!("not one of {}", known.join(", "))
    })
}

fn items_words(items: u32) -> String {
    if items == 1 { "1 item".to_owned() } else { format!("{items} items") }
}
