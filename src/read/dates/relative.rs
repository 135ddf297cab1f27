//! Expressions that count from the day of publication, and lengths of time. In: tokens. Out: what begins at one of them.
//! Never: a value where the day of publication is unknown, but for lengths and "now".

use super::super::lexicon::{
    AGO_AFTER, AGO_BEFORE, CAPITAL, DAY_PART, DAY_WORD, DIGITS, FUTURE, FUTURE_WORD, MONTH, NOW, NUMBER, PAST_WORD,
    REPEAT, SAYING, SEASON, SENTENCE_START, TIME_UNIT, WEEKDAY, WEEKDAY_SHORT,
};
use super::super::numbers::{Number, number_at, small_word};
use super::calendar::Unit;
use super::{Found, Reader};
use crate::model::{EventTime, Precision};

/// A word that says the time is yet to come stands at most so many tokens before it (or after it, where it opens the sentence).
const COMING_TOKENS: usize = 10;

/// No count of days, weeks, months or years ago is larger in news.
const AGO_MAX: f64 = 10_000.0;

/// Whether the words around a time say that it is yet to come; a saying verb in between cuts them off.
pub(super) fn is_coming(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    let before = tokens.low(at.wrapping_sub(1));
    if before == "until" || before == "by" && !tokens.is(at, WEEKDAY) {
        return true;
    }
    let mut place = at;
    for _ in 0..COMING_TOKENS {
        let Some(before) = place.checked_sub(1) else { return false };
        if !tokens.together(before, at) || tokens.is(before, SAYING) {
            break;
        }
        if tokens.is(before, FUTURE) && !tokens.is(before, CAPITAL) {
            return true;
        }
        place = before;
    }
    let opens = at < 2 || tokens.is(at, SENTENCE_START) || tokens.is(at - 1, SENTENCE_START);
    opens
        && (at + 1..=at + COMING_TOKENS)
            .take_while(|next| tokens.together(at, *next))
            .any(|next| tokens.is(next, FUTURE))
}

/// "today", "yesterday morning", "last night", "this evening", "tomorrow".
pub(super) fn day_word(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    let (days, to) = if tokens.is(at, DAY_WORD) {
        if word == "morgen" && tokens.is(at, CAPITAL) && !tokens.is(at, SENTENCE_START) {
            return None;
        }
        (tokens.value(at), at + 1)
    } else if word == "last" && matches!(tokens.low(at + 1), "night" | "evening") {
        (-1, at + 2)
    } else if word == "this" && tokens.is(at + 1, DAY_PART) {
        (0, at + 2)
    } else {
        return None;
    };
    let to = to + usize::from(tokens.is(to, DAY_PART));
    reader.found(at, to, reader.calendar.days_away(days))
}

/// "Monday", "Mon", "Monday night".
pub(super) fn weekday(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let written = tokens.is(at, CAPITAL) || !reader.has_capital_months();
    let short = tokens.is(at, WEEKDAY_SHORT) && is_short_weekday(reader, at);
    if !written || !(tokens.is(at, WEEKDAY) || short) {
        return None;
    }
    let to = at + 1 + usize::from(tokens.is(at + 1, DAY_PART));
    reader.found(at, to, reader.calendar.weekday(tokens.value(at), is_coming(reader, at)))
}

/// "Sun" and "Wed" are words too: only before a stop or comma, after "on".
fn is_short_weekday(reader: &Reader, at: usize) -> bool {
    reader.tokens.low(at.wrapping_sub(1)) == "on"
}

/// "last Tuesday", "next week", "this year", "the past three months", "last summer", "last May".
pub(super) fn sided(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let mut next = at;
    while matches!(tokens.low(next), "the" | "earlier" | "later" | "early" | "late") && next < at + 2 {
        next += 1;
    }
    let side = match tokens.low(next) {
        "last" | "previous" | "past" => -1,
        "next" | "coming" | "upcoming" | "following" => 1,
        "this" | "current" => 0,
        _ => return None,
    };
    let what = next + 1;
    let value = tokens.value(what);
    let calendar = reader.calendar;
    let bare = !matches!(tokens.low(next), "previous" | "following");
    let time = if tokens.is(what, WEEKDAY) {
        if side == 0 {
            calendar.weekday(value, !is_past_clause(reader, at))
        } else {
            calendar.other_weekday(value, side > 0)
        }
    } else if tokens.is(what, MONTH) && tokens.is(what, CAPITAL) {
        month_beside(reader, value, side)
    } else if tokens.is(what, SEASON) {
        calendar.season(None, value, side)
    } else if tokens.is(what, TIME_UNIT) && !tokens.low(what).ends_with('s') && bare {
        side_unit(reader, next, value, side)
    } else if let Some(length) = counted(reader, what).filter(|_| side != 0) {
        return Some(Found { from: at, ..length });
    } else {
        None
    };
    let to = what + 1 + usize::from(tokens.is(what + 1, DAY_PART));
    reader.found(at, to, time)
}

fn side_unit(reader: &Reader, side_at: usize, value: i64, side: i16) -> Option<EventTime> {
    let unit = Unit::of(value)?;
    if matches!(reader.tokens.low(side_at), "past" | "coming") && unit != Unit::Weekend {
        return EventTime::new(unit.length("1"), Precision::Duration);
    }
    // Published on a Monday, "the last weekend" is the one just over.
    reader.calendar.units_away(unit, i64::from(side))
}

fn month_beside(reader: &Reader, month: i64, side: i16) -> Option<EventTime> {
    let published = reader.calendar.published?;
    let month = i8::try_from(month).ok()?;
    let shift = match side {
        -1 => -i16::from(month >= published.month()),
        1 => i16::from(month <= published.month()),
        _ => 0,
    };
    reader.calendar.month(Some(published.year() + shift), month, false)
}

fn is_past_clause(reader: &Reader, at: usize) -> bool {
    !is_coming(reader, at) && at > 0 && reader.tokens.together(at - 1, at)
}

/// "three days ago", "a year ago", "vor drei Tagen", "hace 3 días", "il y a 3 jours", "3 дня назад".
pub(super) fn ago(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let counted_from = match tokens.is(at, AGO_BEFORE) {
        true => at + 1 + usize::from(tokens.low(at + 1) == "a"),
        false => at,
    };
    let (number, unit_at) = count_of_units(reader, counted_from)?;
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

/// A count and a unit: (the count, none for "several"; the place of the unit).
fn count_of_units(reader: &Reader, at: usize) -> Option<(Option<f64>, usize)> {
    let tokens = reader.tokens;
    if tokens.is(at, TIME_UNIT) {
        return None;
    }
    let (number, to) = match tokens.low(at) {
        "several" | "few" | "many" | "some" => (None, at + 1),
        "a" if tokens.low(at + 1) == "few" => (None, at + 2),
        "a" if tokens.low(at + 1) == "couple" && tokens.low(at + 2) == "of" => (Some(2.0), at + 3),
        "a" | "an" if tokens.is(at + 1, TIME_UNIT) => (Some(1.0), at + 1),
        _ => {
            let Number { value, to } = number_at(tokens, at, reader.language)?;
            (Some(value), to)
        }
    };
    tokens.is(to, TIME_UNIT).then_some((number, to))
}

/// "three days", "several years", "a week", "two-month", "decades".
pub(super) fn length(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if let Some(found) = hyphened(reader, at) {
        return Some(found);
    }
    if tokens.is(at, TIME_UNIT)
        && matches!(tokens.low(at), "days" | "weeks" | "months" | "years" | "decades" | "hours" | "centuries")
    {
        let led = matches!(tokens.low(at.wrapping_sub(1)), "for" | "in" | "over" | "after" | "recent" | "within");
        let time = EventTime::new(Unit::of(tokens.value(at))?.length("X"), Precision::Duration);
        return led.then(|| reader.found(at, at + 1, time))?;
    }
    // "a second" and "one year after another" are lengths; "one day" mostly is "some day".
    counted(reader, at).filter(|_| !matches!((tokens.low(at), tokens.low(at + 1)), ("one", "day")))
}

fn counted(reader: &Reader, at: usize) -> Option<Found> {
    let (number, unit_at) = count_of_units(reader, at)?;
    let unit = Unit::of(reader.tokens.value(unit_at))?;
    if matches!(unit, Unit::Weekend | Unit::Quarter)
        || matches!(reader.tokens.low(at), "a" | "an") && is_rate(reader, at)
    {
        return None;
    }
    let count = number.map_or_else(|| "X".to_owned(), |number| format!("{number}"));
    reader.found(at, unit_at + 1, EventTime::new(unit.length(&count), Precision::Duration))
}

/// "40 dollars a day": how often, not how long.
fn is_rate(reader: &Reader, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    reader.tokens.is(
        before,
        super::super::lexicon::MONEY | super::super::lexicon::MEASURE | super::super::lexicon::SCALE | DIGITS,
    ) || matches!(reader.tokens.low(before), "times" | "once" | "twice")
}

/// "two-year", "18-month", "20-year-old".
fn hyphened(reader: &Reader, at: usize) -> Option<Found> {
    let mut parts = reader.tokens.low(at).split('-');
    let (count, unit) = (parts.next()?, parts.next()?);
    let count = count.parse::<f64>().ok().or_else(|| small_word(count)).filter(|count| *count < AGO_MAX)?;
    let entry = super::super::lexicon::Lexicon::of("en").entry(unit);
    let unit = (entry.classes & TIME_UNIT != 0).then(|| Unit::of(entry.value))??;
    reader.found(at, at + 1, EventTime::new(unit.length(&format!("{count}")), Precision::Duration))
}

/// "daily", "every Monday", "each year".
pub(super) fn repeat(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if tokens.is(at, REPEAT) && !tokens.is(at, CAPITAL) {
        let time = EventTime::new(Unit::of(tokens.value(at))?.length("1"), Precision::Repeat);
        return reader.found(at, at + 1, time);
    }
    if !matches!(tokens.low(at), "every" | "each") {
        return None;
    }
    if tokens.is(at + 1, WEEKDAY) {
        let time = EventTime::new(format!("XXXX-WXX-{}", tokens.value(at + 1)), Precision::Repeat);
        return reader.found(at, at + 2, time);
    }
    if tokens.is(at + 1, TIME_UNIT) {
        let time = EventTime::new(Unit::of(tokens.value(at + 1))?.length("1"), Precision::Repeat);
        return reader.found(at, at + 2, time);
    }
    let Number { value, to } = number_at(tokens, at + 1, reader.language)?;
    let unit = tokens.is(to, TIME_UNIT).then(|| Unit::of(tokens.value(to)))??;
    reader.found(at, to + 1, EventTime::new(unit.length(&format!("{value}")), Precision::Repeat))
}

/// "now", "recently", "soon", "at the moment".
pub(super) fn loose(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let value = if tokens.is(at, NOW) {
        "PRESENT_REF"
    } else if tokens.is(at, PAST_WORD) {
        "PAST_REF"
    } else if tokens.is(at, FUTURE_WORD) {
        "FUTURE_REF"
    } else if tokens.low(at) == "the" && tokens.low(at + 1) == "moment" && tokens.low(at.wrapping_sub(1)) == "at" {
        return reader.found(at, at + 2, EventTime::new("PRESENT_REF", Precision::None));
    } else {
        return None;
    };
    let plain = !tokens.is(at, NUMBER);
    plain.then(|| reader.found(at, at + 1, EventTime::new(value, Precision::None)))?
}
