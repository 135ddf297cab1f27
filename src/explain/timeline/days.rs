//! Which times matter. In: lines with the times that they name. Out: the times, the most important first, each with
//! the lines that may tell it. Never: a time outside the reach that was asked for.

use super::lines::Line;
use super::{Reach, Told};
use crate::model::{EventTime, Precision};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

// How much each count of a time weighs, as factors of ln(1 + count). That a time is named matters, on how many days of
// publication, and whether papers look back to it later; other counts (articles, all sentences) and other factors
// change date F1 on four topics by less than a point.
const ABOUT_WEIGHT: f64 = 1.0;
const PUBLICATION_DAYS_WEIGHT: f64 = 0.5;
const LATER_DAYS_WEIGHT: f64 = 0.5;
/// From this many days on, papers look back to a day instead of reporting it.
const LATER_AFTER_DAYS: i32 = 3;
/// That something was published on a day only decides between equals.
const PUBLISHED_WEIGHT: f64 = 0.01;
/// What a time that is no day counts beside one: it tells less, and is named in passing more often.
const COARSE_FACTOR: f64 = 0.6;

/// A time with the lines that may tell it.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub(super) time: EventTime,
    pub(super) score: f64,
    /// Lines that name it, then openings of articles published on that day or the next.
    pub(super) lines: Vec<usize>,
}

/// What is counted of one time.
#[derive(Default)]
struct Tally {
    naming: Vec<usize>,
    openings: Vec<usize>,
    publication_days: BTreeSet<Date>,
    about: usize,
    published: usize,
}

/// The times in reach, the most important first (of equals the earliest).
pub(super) fn ranked(told: &[Told<'_>], lines: &[Line], reach: Reach) -> Vec<Ranked> {
    let published: Vec<Option<Date>> =
        told.iter().map(|told| told.article.published().map(|published| published.0.day())).collect();
    let tallies = tallies(lines, &published);
    let bounds = bounds(&published, &tallies);
    let within = |time: &EventTime| bounds.is_some_and(|bounds| in_reach(time, reach, bounds));
    let mut ranked: Vec<Ranked> = tallies
        .into_iter()
        .filter(|(time, _)| within(time))
        .map(|(time, tally)| Ranked { score: tally.score(&time), time, lines: [tally.naming, tally.openings].concat() })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.time.cmp(&b.time)));
    ranked
}

fn tallies(lines: &[Line], published: &[Option<Date>]) -> BTreeMap<EventTime, Tally> {
    let mut tallies: BTreeMap<EventTime, Tally> = BTreeMap::new();
    for day in published.iter().flatten() {
        tallies.entry(EventTime::day(*day)).or_default().published += 1;
    }
    for (at, line) in lines.iter().enumerate() {
        let day = published[line.member];
        if let Some(time) = &line.time {
            let tally = tallies.entry(time.clone()).or_default();
            tally.naming.push(at);
            tally.publication_days.extend(day);
            tally.about += usize::from(line.about);
        } else if let (true, Some(day)) = (line.opens, day) {
            for told_of in [Some(day), day.yesterday().ok()].into_iter().flatten() {
                tallies.entry(EventTime::day(told_of)).or_default().openings.push(at);
            }
        }
    }
    tallies
}

/// The first and the last day of the coverage: by publication, else by what is named.
fn bounds(published: &[Option<Date>], tallies: &BTreeMap<EventTime, Tally>) -> Option<(Date, Date)> {
    let days = || published.iter().flatten().copied();
    let named = || tallies.keys().filter_map(EventTime::as_day);
    Some((days().min().or_else(|| named().min())?, days().max().or_else(|| named().max())?))
}

fn in_reach(time: &EventTime, reach: Reach, (first, last): (Date, Date)) -> bool {
    match (reach, time.as_day()) {
        (_, Some(day)) if day > last => false,
        (Reach::Coverage, Some(day)) => day >= first,
        (Reach::Coverage, None) => false,
        (Reach::Background, Some(_)) => true,
        // Values begin with their year, so that text order is time order as far as the shorter value goes.
        (Reach::Background, None) => {
            let last = last.to_string();
            time.value().chars().zip(last.chars()).find(|(a, b)| a != b).is_none_or(|(a, b)| a < b)
        }
    }
}

impl Tally {
    /// On how many days of publication papers look back to a day.
    fn later_days(&self, time: &EventTime) -> usize {
        let looks_back = |day: Date, published: &Date| (*published - day).get_days() >= LATER_AFTER_DAYS;
        time.as_day()
            .map_or(0, |day| self.publication_days.iter().filter(|published| looks_back(day, published)).count())
    }

    fn score(&self, time: &EventTime) -> f64 {
        let part = |weight: f64, count: usize| weight * (count as f64).ln_1p();
        let sum = part(ABOUT_WEIGHT, self.about)
            + part(PUBLICATION_DAYS_WEIGHT, self.publication_days.len())
            + part(LATER_DAYS_WEIGHT, self.later_days(time))
            + part(PUBLISHED_WEIGHT, self.published);
        if time.precision() == Precision::Day { sum } else { sum * COARSE_FACTOR }
    }
}
