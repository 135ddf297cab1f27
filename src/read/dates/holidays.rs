//! Days with a name. In: tokens. Out: the day of a holiday, in the year that the text says or the nearest.
//! Never: a holiday whose day differs between calendars of the same faith.

use super::calendar::days_between;
use super::years::year_after;
use super::{Found, Reader};
use crate::model::EventTime;
use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How the day of a holiday is found.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// A month and a day.
    Fixed(i8, i8),
    /// So many days from Easter Sunday of the western churches.
    Easter(i64),
    /// A weekday of a month: its month, its number (-1 is the last one), and days to add.
    Nth(i8, i8, Weekday, i64),
}

/// A holiday: its words in lower case, and its rule.
type Holiday = (Vec<&'static str>, Rule);

/// By the first word, longest first.
static HOLIDAYS: LazyLock<FxHashMap<&'static str, Vec<Holiday>>> =
    LazyLock::new(|| read(include_str!("../../../assets/lexicon/holidays.txt")));

fn read(file: &'static str) -> FxHashMap<&'static str, Vec<Holiday>> {
    let mut holidays: FxHashMap<&'static str, Vec<Holiday>> = FxHashMap::default();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let Some((rule, names)) = line.split_once(": ") else { continue };
        let Some(rule) = rule_of(rule) else { continue };
        for name in names.split(", ") {
            let words: Vec<&str> = name.split(' ').collect();
            if let Some(first) = words.first() {
                let same = holidays.entry(first).or_default();
                let place = same.partition_point(|(other, _)| other.len() >= words.len());
                same.insert(place, (words, rule));
            }
        }
    }
    holidays
}

fn rule_of(text: &str) -> Option<Rule> {
    let mut parts = text.split(' ');
    let kind = parts.next()?;
    if kind == "easter" {
        return Some(Rule::Easter(parts.next()?.parse().ok()?));
    }
    let (month, day) = kind.split_once('-')?;
    let month = month.parse().ok()?;
    match parts.next() {
        None => Some(Rule::Fixed(month, day.parse().ok()?)),
        Some(weekday) => {
            let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
            Some(Rule::Nth(month, day.parse().ok()?, weekday, parts.next().map_or(Some(0), |days| days.parse().ok())?))
        }
    }
}

impl Rule {
    fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(days) => plus(easter(year)?, days),
            Self::Nth(month, number, weekday, days) => {
                let first = Date::new(year, month, 1).ok()?;
                plus(first.nth_weekday_of_month(number, weekday).ok()?, days)
            }
        }
    }
}

fn plus(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Easter Sunday of the western churches, after Gauss in the form of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, short) = (year % 19, year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let week = (32 + 2 * (century % 4) + 2 * (short / 4) - moon - short % 4) % 7;
    let late = (golden + 11 * moon + 22 * week) / 451;
    let days = moon + week - 7 * late + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

/// "Christmas Day", "New Year's Eve 2010", "last Thanksgiving", "Black Friday".
pub(super) fn holiday(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let side = match tokens.low(at) {
        "last" => Some(-1),
        "next" => Some(1),
        "this" => Some(0),
        _ => None,
    };
    let name_at = at + usize::from(side.is_some());
    if !tokens.is(name_at, super::CAPITAL) {
        return None;
    }
    let (to, rule) = named(reader, name_at)?;
    let (year, end) = year_after(reader, to);
    if let Some(year) = year {
        return reader.found(at, end, rule.day(year).map(EventTime::day));
    }
    let published = reader.calendar.published?;
    let days = (-1..=1).filter_map(|away| rule.day(published.year() + away));
    let day = match side {
        Some(-1) => days.filter(|day| *day < published).max(),
        Some(1) => days.filter(|day| *day > published).min(),
        Some(_) => rule.day(published.year()),
        None => days.min_by_key(|day| days_between(*day, published)),
    };
    reader.found(at, to, day.map(EventTime::day))
}

fn named(reader: &Reader, at: usize) -> Option<(usize, Rule)> {
    let tokens = reader.tokens;
    let stands = |words: &[&str]| {
        let mut place = at;
        words
            .iter()
            .all(|word| {
                let fits = tokens.low(place) == *word || *word == "'s" && matches!(tokens.word(place), "'s" | "’s");
                place += 1 + usize::from(tokens.is_mark(place + 1, ".") && *word == "st");
                fits
            })
            .then_some(place)
    };
    HOLIDAYS.get(tokens.low(at))?.iter().find_map(|(words, rule)| Some((stands(words)?, *rule)))
}
