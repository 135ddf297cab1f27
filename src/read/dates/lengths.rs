//! Lengths of time. In: tokens. Out: what begins at one of them.
//! Never: a rate as a length ("40 dollars a day").

use super::super::lexicon::{AGO_AFTER, AGO_BEFORE, DIGITS, Lexicon, MEASURE, MONEY, SCALE, TIME_UNIT};
use super::super::numbers::{Number, number_at, small_word};
use super::calendar::Unit;
use super::{Found, Reader};
use crate::model::{EventTime, Precision};

/// No count of days, weeks, months or years ago is larger in news.
const AGO_MAX: f64 = 10_000.0;

/// "Three days ago", "a year ago", "vor drei Tagen", "hace 3 días", "il y a 3 jours", "3 дня назад".
pub(super) fn ago(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let counted_from = match tokens.is(at, AGO_BEFORE) {
        true if tokens.low(at) == "il" => match (tokens.low(at + 1), tokens.low(at + 2)) {
            ("y", "a") => at + 3,
            _ => return None,
        },
        true => at + 1,
        false => at,
    };
    let (number, unit_at) = count_of_units(reader, counted_from).or_else(|| bare_plural(reader, counted_from))?;
    let to = unit_at + 1;
    let after = tokens.low(to) == "ago" || tokens.is(to, AGO_AFTER);
    if !after && counted_from == at || number.is_some_and(|number| number > AGO_MAX) {
        return None;
    }
    let unit = Unit::of(tokens.value(unit_at))?;
    let to = to + usize::from(after);
    match number {
        Some(number) => reader.found(at, to, reader.calendar.units_away(unit, -(number as i64))),
        None => reader.found(at, to, EventTime::new("PAST_REF", Precision::None)),
    }
}

/// "Years", "decades" without a count.
fn bare_plural(reader: &Reader, at: usize) -> Option<(Option<f64>, usize)> {
    is_plural(reader, at).then_some((None, at))
}

pub(super) fn is_plural(reader: &Reader, at: usize) -> bool {
    reader.tokens.is(at, TIME_UNIT)
        && matches!(
            reader.tokens.low(at),
            "days" | "weeks" | "months" | "years" | "decades" | "hours" | "centuries" | "minutes"
        )
}

/// A count and a unit: (the count, none for "several"; the place of the unit).
pub(super) fn count_of_units(reader: &Reader, at: usize) -> Option<(Option<f64>, usize)> {
    let tokens = reader.tokens;
    if tokens.is(at, TIME_UNIT) {
        return None;
    }
    let low = |ahead: usize| tokens.low(at + ahead);
    let (number, to) = match low(0) {
        "several" | "few" | "many" => (None, at + 1),
        "some" if is_plural(reader, at + 1) => (None, at + 1),
        "a" if low(1) == "few" => (None, at + 2),
        "a" if low(1) == "number" && low(2) == "of" => (None, at + 3),
        "a" if low(1) == "couple" => (Some(2.0), at + 2 + usize::from(low(2) == "of")),
        "a" if low(1) == "quarter" && matches!(low(2), "century" | "of") => {
            (Some(0.25), at + 2 + 2 * usize::from(low(2) == "of"))
        }
        "a" | "an" | "another" if tokens.is(at + 1, TIME_UNIT) => (Some(1.0), at + 1),
        "a" | "an" if low(1) == "full" || low(1) == "whole" => (Some(1.0), at + 2),
        "another" => number_of(reader, at + 1)?,
        "half" if matches!(low(1), "a" | "an") => (Some(0.5), at + 2),
        "past" | "last" | "next" | "the" => return None,
        _ => number_of(reader, at)?,
    };
    let unit_at = to + usize::from(is_plain_adjective(tokens.low(to)));
    (tokens.is(unit_at, TIME_UNIT) && tokens.together(at, unit_at)).then_some((number, unit_at))
}

/// "Six straight days", "five trading days": between a count and its unit.
fn is_plain_adjective(word: &str) -> bool {
    matches!(
        word,
        "straight"
            | "consecutive"
            | "full"
            | "trading"
            | "whole"
            | "more"
            | "additional"
            | "business"
            | "working"
            | "calendar"
            | "successive"
            | "further"
            | "extra"
            | "long"
            | "short"
            | "short-term"
            | "fiscal"
            | "school"
    )
}

/// A number with its half: "2", "two and a half", "2½", "2 1/2".
fn number_of(reader: &Reader, at: usize) -> Option<(Option<f64>, usize)> {
    let tokens = reader.tokens;
    if let Some(whole) = tokens.low(at).strip_suffix('½') {
        let whole = if whole.is_empty() { 0.0 } else { whole.parse::<f64>().ok()? };
        return Some((Some(whole + 0.5), at + 1));
    }
    let Number { value, to } = number_at(tokens, at, reader.language)?;
    if tokens.low(to) == "1" && tokens.is_mark(to + 1, "/") && tokens.low(to + 2) == "2" {
        return Some((Some(value + 0.5), to + 3));
    }
    let half = tokens.low(to) == "and" && tokens.low(to + 1) == "a" && tokens.low(to + 2) == "half";
    Some((Some(value + if half { 0.5 } else { 0.0 }), to + if half { 3 } else { 0 }))
}

/// "Three days", "several years", "a week", "two-month", "decades", "over the years".
pub(super) fn length(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if let Some(found) = hyphened(reader, at) {
        return Some(found);
    }
    if is_plural(reader, at) {
        let led = matches!(
            tokens.low(at.wrapping_sub(1)),
            "for"
                | "in"
                | "over"
                | "after"
                | "within"
                | "of"
                | "seit"
                | "took"
                | "takes"
                | "take"
                | "spent"
                | "just"
                | "lasted"
        );
        let followed = matches!(tokens.low(at + 1), "later" | "earlier" | "of" | "before" | "after");
        let time = EventTime::new(Unit::of(tokens.value(at))?.length("X"), Precision::Duration);
        return (led || followed).then(|| reader.found(at, at + 1, time))?;
    }
    if tokens.low(at) == "the" && is_plural(reader, at + 1) {
        let led = matches!(tokens.low(at.wrapping_sub(1)), "over" | "through" | "throughout" | "down");
        let time = EventTime::new(Unit::of(tokens.value(at + 1))?.length("X"), Precision::Duration);
        return led.then(|| reader.found(at, at + 2, time))?;
    }
    // "One day" mostly is "some day"; "a day" is a length only where something takes, follows or precedes it.
    counted(reader, at).filter(|found| !is_some_day(reader, at, found.to))
}

fn is_some_day(reader: &Reader, at: usize, to: usize) -> bool {
    let tokens = reader.tokens;
    match (tokens.low(at), tokens.low(at + 1)) {
        ("one", "day" | "morning" | "night") => true,
        ("a", "day") => {
            !matches!(
                tokens.low(at.wrapping_sub(1)),
                "for"
                    | "in"
                    | "within"
                    | "about"
                    | "than"
                    | "over"
                    | "only"
                    | "just"
                    | "lasted"
                    | "took"
                    | "takes"
                    | "take"
            ) && !matches!(tokens.low(to), "after" | "before" | "later" | "earlier")
        }
        _ => false,
    }
}

/// A count of units as a length; what follows "a" after an amount comes again ("15 a year").
pub(super) fn counted(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (number, unit_at) = count_of_units(reader, at)?;
    let unit = Unit::of(tokens.value(unit_at))?;
    if unit == Unit::Weekend || unit == Unit::Quarter && number.is_none_or(|number| number < 2.0) {
        return None;
    }
    if matches!(tokens.low(at), "a" | "an") && is_rate(reader, at) {
        let from = reader.place.free_from.max(at - times_before(reader, at));
        return reader.found(from, unit_at + 1, EventTime::new(unit.length("1"), Precision::Repeat));
    }
    // "С 2019 года" names the year.
    if unit == Unit::Year && number.is_some_and(|number| number > 1000.0 && number < 2200.0) {
        return None;
    }
    let count = number.map_or_else(|| "X".to_owned(), |number| format!("{number}"));
    let half = tokens.low(unit_at + 1) == "and" && tokens.low(unit_at + 2) == "a" && tokens.low(unit_at + 3) == "half";
    let (count, to) = match number.filter(|_| half) {
        Some(number) => (format!("{}", number + 0.5), unit_at + 4),
        None => (count, unit_at + 1),
    };
    reader.found(at, to, EventTime::new(unit.length(&count), Precision::Duration))
}

/// How many tokens "twice" and "three times" take before "a week".
fn times_before(reader: &Reader, at: usize) -> usize {
    match reader.tokens.low(at.wrapping_sub(1)) {
        "once" | "twice" => 1,
        "times" if at > 1 => 2,
        _ => 0,
    }
}

/// "40 dollars a day": how often, not how long.
fn is_rate(reader: &Reader, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    reader.tokens.is(before, MONEY | MEASURE | SCALE | DIGITS)
        || matches!(reader.tokens.low(before), "times" | "once" | "twice" | "hours" | "days" | "people" | "units")
}

/// "Two-year", "18-month", "20-year-old", "decades-long", "two-and-a-half-year".
fn hyphened(reader: &Reader, at: usize) -> Option<Found> {
    let word = reader.tokens.low(at);
    if !word.contains('-') {
        let (count, unit) = match word {
            "yearlong" => ("1", Unit::Year),
            "monthlong" => ("1", Unit::Month),
            "weeklong" => ("1", Unit::Week),
            "daylong" => ("1", Unit::Day),
            _ => return None,
        };
        return reader.found(at, at + 1, EventTime::new(unit.length(count), Precision::Duration));
    }
    let halved = word.find("-and-a-half-");
    let mut parts = word.split('-');
    let (count, unit) = match halved {
        Some(place) => (parts.next()?, word.get(place + 12..)?.split('-').next()?),
        None => (parts.next()?, parts.next()?),
    };
    let entry = Lexicon::of("en").entry(unit);
    if unit == "long" {
        let whole = Lexicon::of("en").entry(count);
        let unit = (whole.classes & TIME_UNIT != 0).then(|| Unit::of(whole.value))??;
        let count = if count.ends_with('s') { "X" } else { "1" };
        return reader.found(at, at + 1, EventTime::new(unit.length(count), Precision::Duration));
    }
    let count = count
        .parse::<f64>()
        .ok()
        .or_else(|| small_word(count))
        .or((count == "single").then_some(1.0))
        .filter(|count| *count < AGO_MAX)?;
    let count = count + if halved.is_some() { 0.5 } else { 0.0 };
    let unit = (entry.classes & TIME_UNIT != 0).then(|| Unit::of(entry.value))??;
    reader.found(at, at + 1, EventTime::new(unit.length(&format!("{count}")), Precision::Duration))
}
