//! The ledger: what was asked for, what came in, what was dropped and why, newest first. In: a source, a day, an outcome.
//! Out: HTML. Never: a path of this machine, or what a file said, to another one.

use super::Site;
use super::archive::SourceCard;
use super::clock::{self, Shown};
use super::front::counted;
use super::links;
use super::reply::{Asked, Frame, Reply, html, wrong};
use super::sources::shown_name;
use crate::error::Result;
use crate::model::{Moment, Outcome, SourceId};
use crate::store::{LedgerFilter, LedgerRow, LedgerSum};
use askama::Template;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Lines on a page.
const LINES_PER_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "ledger.html")]
struct Page {
    frame: Frame,
    wanted: Wanted,
    /// What is wrong with what was asked.
    wrong: Option<&'static str>,
    /// Sources by id, with their names.
    sources: Vec<(String, String)>,
    outcomes: Vec<&'static str>,
    size: Option<String>,
    /// The day that is summed, and its sums.
    day: String,
    sums: Vec<String>,
    lines: Vec<Listed>,
    number: usize,
    newer: Option<String>,
    older: Option<String>,
}

/// What is asked for, as it stands in the address.
#[derive(Default)]
struct Wanted {
    source: String,
    day: String,
    outcome: String,
}

struct Listed {
    at: Shown,
    asked: &'static str,
    outcome: &'static str,
    place: String,
    href: Option<String>,
    facts: Vec<String>,
    why: String,
    hint: String,
}

impl Wanted {
    fn read(asked: &Asked) -> Self {
        let given = |name: &str| asked.query(name).unwrap_or("").trim().to_owned();
        Self { source: given("source"), day: given("day"), outcome: given("outcome") }
    }

    /// The page of these lines.
    fn page(&self) -> String {
        let mut parameters = url::form_urlencoded::Serializer::new(String::new());
        let named = [("source", &self.source), ("day", &self.day), ("outcome", &self.outcome)];
        for (name, value) in named.into_iter().filter(|(_, value)| !value.is_empty()) {
            parameters.append_pair(name, value);
        }
        let parameters = parameters.finish();
        if parameters.is_empty() { "/ledger".to_owned() } else { format!("/ledger?{parameters}") }
    }

    /// What the archive is asked, and the day that is asked for; or what is wrong with it.
    fn filter(&self, site: &Site) -> std::result::Result<(LedgerFilter, Option<Date>), &'static str> {
        let day = match self.day.as_str() {
            "" => None,
            day => Some(day.parse::<Date>().map_err(|_| "That is no day: days are written like 2026-05-31.")?),
        };
        let outcome = match self.outcome.as_str() {
            "" => None,
            word => Some(Outcome::parse(word).ok_or("There is no such outcome.")?),
        };
        let source = (!self.source.is_empty()).then(|| SourceId::new(&self.source));
        let filter = LedgerFilter { source, outcome, ..LedgerFilter::default() };
        Ok((day.map_or(filter.clone(), |day| within(filter, site, day)), day))
    }
}

/// The same lines of one day only.
fn within(filter: LedgerFilter, site: &Site, day: Date) -> LedgerFilter {
    let until = day.tomorrow().ok().and_then(|day| site.clock.begins(day));
    LedgerFilter { from: site.clock.begins(day), until, ..filter }
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(number) = asked.number() else { return Ok(Reply::Bad("page is a number from 1.")) };
    let wanted = Wanted::read(asked);
    let own_machine = asked.full_text;
    let (filter, day) = match wanted.filter(site) {
        Ok(filter) => filter,
        Err(why) => return wrong(&Page { wrong: Some(why), ..blank(site, wanted, own_machine)? }),
    };
    let skip = (number - 1).saturating_mul(LINES_PER_PAGE);
    // One more than is shown tells whether there is a next page.
    let mut rows = site.archive.ledger(&filter, skip, LINES_PER_PAGE + 1)?;
    let more = rows.len() > LINES_PER_PAGE;
    rows.truncate(LINES_PER_PAGE);
    let newest =
        || rows.first().map(|row| site.clock.day(Moment::Instant { at: row.at.0, offset: jiff::tz::Offset::UTC }));
    let day = day.or_else(newest);
    let sums = match day {
        Some(day) => site.archive.ledger_sums(&within(filter, site, day))?,
        None => Vec::new(),
    };
    let list = wanted.page();
    html(&Page {
        size: site.archive.size()?.map(bytes),
        day: day.map(clock::day).unwrap_or_default(),
        sums: summed(&sums),
        lines: rows.iter().map(|row| listed(site, row, own_machine)).collect(),
        number,
        newer: (number > 1).then(|| links::numbered(&list, number - 1)),
        older: more.then(|| links::numbered(&list, number + 1)),
        ..blank(site, wanted, own_machine)?
    })
}

/// The page with its form, before anything is found.
fn blank(site: &Site, wanted: Wanted, own_machine: bool) -> Result<Page> {
    let named = |card: SourceCard| (card.source.id.to_string(), shown_name(&card.source, own_machine));
    Ok(Page {
        frame: site.frame("Ledger"),
        wanted,
        wrong: None,
        sources: site.archive.sources()?.into_iter().map(named).collect(),
        outcomes: Outcome::ALL.into_iter().map(Outcome::as_str).collect(),
        size: None,
        day: String::new(),
        sums: Vec::new(),
        lines: Vec::new(),
        number: 1,
        newer: None,
        older: None,
    })
}

/// Sums over all sources and reasons, a line for each thing that was asked for and what became of it.
fn summed(sums: &[LedgerSum]) -> Vec<String> {
    let mut totals: BTreeMap<_, u64> = BTreeMap::new();
    for sum in sums {
        *totals.entry((sum.asked, sum.outcome)).or_default() += sum.times;
    }
    totals.iter().map(|((asked, outcome), times)| format!("{} {}: {times}", asked.as_str(), outcome.as_str())).collect()
}

/// Other machines see of a path only its last part, and nothing of what was wrong with a file.
fn listed(site: &Site, row: &LedgerRow, own_machine: bool) -> Listed {
    let is_web = row.source.as_ref().is_some_and(|source| source.kind.is_web());
    let told = own_machine || is_web;
    let href = links::outside(&row.place);
    let place = if own_machine || href.is_some() { row.place.clone() } else { last_part(&row.place) };
    let why = if row.what.is_empty() || !told { &row.reason } else { &row.what };
    let whole = |items: u32| usize::try_from(items).unwrap_or(usize::MAX);
    let facts = [
        row.items.map(|items| counted(whole(items), "item", "items")),
        row.status.filter(|status| *status != 200).map(|status| format!("status {status}")),
        (row.bytes > 0).then(|| bytes(row.bytes)),
        (row.times > 1).then(|| format!("{} times that day", row.times)),
    ];
    Listed {
        at: site.clock.instant(row.at.0),
        asked: row.asked.as_str(),
        outcome: row.outcome.as_str(),
        place,
        href,
        facts: facts.into_iter().flatten().collect(),
        why: why.clone(),
        hint: if told { row.hint.clone() } else { String::new() },
    }
}

/// The last part of a path.
pub(super) fn last_part(path: &str) -> String {
    path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or("").to_owned()
}

/// A number of bytes in words.
fn bytes(number: u64) -> String {
    match number {
        0..=999_999 => format!("{} kB", number.div_ceil(1_000)),
        1_000_000..=999_999_999 => format!("{:.1} MB", number as f64 / 1e6),
        _ => format!("{:.2} GB", number as f64 / 1e9),
    }
}
