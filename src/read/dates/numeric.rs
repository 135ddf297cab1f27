//! Dates written in digits alone. In: tokens. Out: what begins at one of them. Never: a score, a ratio, a part number.

use super::super::lexicon::DIGITS;
use super::calendar::{self, days_between};
use super::years::year_of;
use super::{Found, Reader};
use crate::model::{EventTime, Precision};
use jiff::civil::Date;

/// The attacks that are called by their day.
const NINE_ELEVEN: Date = jiff::civil::date(2001, 9, 11);

/// "2025-10-20", "20.10.2025", "20/10/2025", "10/20/2025", "7/8/07", "9/11", "2008-09", "2008/09".
pub(super) fn numeric(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    if word.len() >= 10 {
        let date = word.get(..10)?.parse::<Date>().ok().filter(|date| date.year() > 0);
        return match date.filter(|_| word.len() == 10 || word.get(10..11) == Some("t")) {
            Some(date) => reader.found(at, at + 1, Some(EventTime::day(date))),
            None => dotted(reader, at),
        };
    }
    if tokens.is_mark(at + 1, "/") && tokens.touches_next(at) && tokens.touches_next(at + 1) {
        return slashed(reader, at);
    }
    dotted(reader, at).or_else(|| two_years(reader, at))
}

fn dotted(reader: &Reader, at: usize) -> Option<Found> {
    let mut parts = reader.tokens.low(at).split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year = year_of(year).filter(|_| parts.next().is_none())?;
    let (left, right) = (day.parse().ok()?, month.parse().ok()?);
    reader.found(at, at + 1, Some(EventTime::day(day_first(year, left, right)?)))
}

fn slashed(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (left, right) = (tokens.low(at), tokens.low(at + 2));
    if left == "9" && right == "11" && !tokens.is_mark(at + 3, "/") {
        return reader.found(at, at + 3, Some(EventTime::day(NINE_ELEVEN)));
    }
    if !(tokens.is_mark(at + 3, "/") && tokens.is(at + 4, DIGITS)) {
        let last = right.parse::<i16>().ok().filter(|_| right.len() == 2)?;
        return reader.found(at, at + 3, following_year(year_of(left)?, last));
    }
    let year = year_of(tokens.low(at + 4)).or_else(|| short_year(reader, tokens.low(at + 4)))?;
    let (left, right) = (left.parse().ok()?, right.parse().ok()?);
    let english = matches!(reader.language, "en" | "und");
    let day = if english { day_of(reader, year, left, right)? } else { day_first(year, left, right)? };
    reader.found(at, at + 5, Some(EventTime::day(day)))
}

/// Day first, as everybody writes with stops and all but Americans with strokes; month first where only that is a day.
fn day_first(year: i16, left: i8, right: i8) -> Option<Date> {
    Date::new(year, right, left).or_else(|_| Date::new(year, left, right)).ok()
}

/// In English with strokes, day first or month first: what fits, and of two what is nearer to publication.
fn day_of(reader: &Reader, year: i16, left: i8, right: i8) -> Option<Date> {
    let day_first = Date::new(year, right, left).ok();
    let month_first = Date::new(year, left, right).ok();
    match (day_first, month_first, reader.calendar.published) {
        (Some(one), Some(other), Some(published)) => {
            Some(if days_between(other, published) < days_between(one, published) { other } else { one })
        }
        _ => day_first.or(month_first),
    }
}

/// "07" in the century that brings it nearest to publication.
fn short_year(reader: &Reader, word: &str) -> Option<i16> {
    let short = word.parse::<i16>().ok().filter(|_| word.len() == 2)?;
    let published = reader.calendar.published?.year();
    let century = published - published % 100;
    [century - 100, century, century + 100]
        .into_iter()
        .map(|century| century + short)
        .min_by_key(|year| (year - published).abs())
}

/// "2008-09", "1914-18": from one year to another.
fn two_years(reader: &Reader, at: usize) -> Option<Found> {
    let (first, last) = reader.tokens.low(at).split_once('-')?;
    let (first, last) = (year_of(first)?, last.parse::<i16>().ok().filter(|_| last.len() == 2)?);
    let month = last <= 12 && (first + 1) % 100 != last;
    if month {
        return reader.found(at, at + 1, reader.calendar.month(Some(first), i8::try_from(last).ok()?, false));
    }
    reader.found(at, at + 1, following_year(first, last))
}

fn following_year(first: i16, last: i16) -> Option<EventTime> {
    let last = first - first % 100 + last + if last == 0 { 100 } else { 0 };
    calendar::year(first).filter(|_| first < last)?;
    EventTime::new(format!("{first:04}/{last:04}"), Precision::Range)
}
