//! Expressions that count from the day of publication. In: tokens. Out: what begins at one of them.
//! Never: a value where the day of publication is unknown.

use super::super::lexicon::{
    CAPITAL, DAY_PART, DAY_WORD, MARK, MONTH, PREPOSITION, SEASON, SENTENCE_START, SIDE, TIME_UNIT, WEEKDAY,
    WEEKDAY_SHORT,
};
use super::calendar::{Calendar, Unit};
use super::lengths::counted;
use super::tense::{Tense, is_coming, tense};
use super::{Basis, Found, Reader, absolute};
use crate::model::{EventTime, Precision};

/// Papers and broadcasts that are called by a weekday.
const NAMED_BY_WEEKDAY: [&str; 14] = [
    "times",
    "telegraph",
    "mirror",
    "express",
    "mail",
    "herald",
    "post",
    "tribune",
    "star",
    "sun",
    "world",
    "age",
    "school",
    "football",
];

/// Words that make a weekday the name of a day long past or of something else.
const NAMING_WEEKDAYS: [&str; 8] = ["black", "bloody", "super", "sheffield", "casual", "easter", "ruby", "freaky"];

/// "Today", "yesterday morning", "last night", "this evening", "tomorrow", "overnight".
pub(super) fn day_word(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    let (days, to) = if tokens.is(at, DAY_WORD) {
        let noun = word == "morgen" && tokens.is(at, CAPITAL) && !tokens.is(at, SENTENCE_START);
        let part = word == "mañana" && matches!(tokens.low(at.wrapping_sub(1)), "la" | "una" | "esta");
        if noun || part {
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

/// "Monday", "on Mon", "Monday night", "Monday of last week".
pub(super) fn weekday(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let written = tokens.is(at, CAPITAL) || !reader.has_capital_months();
    let short = tokens.is(at, WEEKDAY_SHORT) && is_short_weekday(reader, at);
    if !written || !(tokens.is(at, WEEKDAY) || short) || is_name(reader, at) {
        return None;
    }
    // "On a Friday" may be any, "a Friday meeting" was on one.
    let any = matches!(tokens.low(at.wrapping_sub(1)), "a" | "any");
    if any && (!tokens.together(at, at + 1) || tokens.is(at + 1, MARK | PREPOSITION)) {
        return None;
    }
    let value = tokens.value(at);
    if let Some((day, to)) = absolute::day_of_month(reader, at + 2).filter(|_| tokens.low(at + 1) == "the") {
        return reader.found(at, to, reader.calendar.weekday_on(value, day));
    }
    let to = at + 1 + usize::from(short && tokens.is_mark(at + 1, ".") && tokens.together(at, at + 2));
    let to = to + usize::from(tokens.is(to, DAY_PART));
    if let Some((weeks, to)) = week_after(reader, to) {
        let monday = reader.calendar.weekday_of_week(value, weeks);
        return reader.found(at, to, monday);
    }
    let told = reader.place.told_day(tokens.sentence(at), reader.calendar.published);
    if let Some(day) = told.filter(|_| tense(reader, at) != Tense::Coming && !is_reported(reader, at)) {
        let time = Calendar { published: Some(day) }.weekday(value, true)?;
        return Some(Found { from: at, to, time, basis: Basis::Counted });
    }
    reader.found(at, to, reader.calendar.weekday(value, is_coming(reader, at)))
}

/// "Said Friday": the saying is of the week of publication, whatever is told.
fn is_reported(reader: &Reader, at: usize) -> bool {
    use super::super::lexicon::SAYING;
    (1..=3).any(|back| reader.tokens.is(at.wrapping_sub(back), SAYING)) || reader.tokens.is(at + 1, SAYING)
}

/// "Sun" and "Wed" are words too: only after "on" or with the stop of an abbreviation.
fn is_short_weekday(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    let stop = tokens.is_mark(at + 1, ".") && tokens.touches_next(at) && tokens.together(at, at + 2);
    let led = matches!(tokens.low(at.wrapping_sub(1)), "on" | "until" | "last" | "next" | "by" | "since");
    led && !tokens.is(at + 1, CAPITAL) || stop && tokens.low(at) != "sun" && !tokens.is(at + 2, CAPITAL)
}

/// "Black Monday", "Sunday Times".
fn is_name(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    let before = at.wrapping_sub(1);
    tokens.is(before, CAPITAL) && NAMING_WEEKDAYS.contains(&tokens.low(before))
        || tokens.is(at + 1, CAPITAL) && NAMED_BY_WEEKDAY.contains(&tokens.low(at + 1)) && tokens.together(at, at + 1)
}

/// "Of last week", "next week", "this week" after a weekday.
fn week_after(reader: &Reader, at: usize) -> Option<(i64, usize)> {
    let tokens = reader.tokens;
    let side_at = at + usize::from(tokens.low(at) == "of");
    if tokens.low(side_at + 1) != "week" || !tokens.together(at - 1, side_at) {
        return None;
    }
    let weeks = match tokens.low(side_at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    Some((weeks, side_at + 2))
}

/// "Last Tuesday", "next week", "this year", "the past three months", "last summer", "last May".
pub(super) fn sided(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let mut next = at;
    while matches!(tokens.low(next), "the" | "earlier" | "later" | "early" | "late" | "this") && next < at + 2 {
        if tokens.low(next) == "this" && !matches!(tokens.low(next + 1), "past" | "coming" | "last" | "next") {
            break;
        }
        next += 1;
    }
    let side = match tokens.low(next) {
        "last" | "previous" | "past" => -1,
        "next" | "coming" | "upcoming" | "following" => 1,
        "this" | "current" => 0,
        _ => return None,
    };
    let mut what = next + 1;
    if matches!(tokens.low(what), "fiscal" | "full" | "entire" | "financial" | "calendar") {
        what += 1;
    }
    if side == -1 && tokens.low(at) == "the" && matches!(tokens.low(what), "decade" | "century") {
        let time = Unit::of(tokens.value(what)).and_then(|unit| EventTime::new(unit.length("1"), Precision::Duration));
        return reader.found(at, what + 1, time);
    }
    if let Some(found) = absolute::month_day(reader, what) {
        let day = found.time.as_day()?;
        let over = side < 0 && reader.calendar.published.is_some_and(|published| day >= published);
        let day = if over { day.checked_sub(jiff::Span::new().years(1)).ok()? } else { day };
        return reader.found(at, found.to, Some(EventTime::day(day)));
    }
    let time = match side_of(reader, at, next, what, side) {
        Some(time) => time,
        None => {
            let length = counted(reader, what).filter(|_| side != 0)?;
            return Some(Found { from: at, ..length });
        }
    };
    let to = what + 1 + usize::from(tokens.is(what + 1, DAY_PART));
    reader.found(at, to, Some(time))
}

fn side_of(reader: &Reader, at: usize, side_at: usize, what: usize, side: i16) -> Option<EventTime> {
    let (tokens, calendar) = (reader.tokens, reader.calendar);
    let value = tokens.value(what);
    if tokens.is(what, WEEKDAY) {
        return match side {
            0 => calendar.weekday(value, tense(reader, at) != Tense::Past),
            _ => calendar.other_weekday(value, side > 0),
        };
    }
    if tokens.is(what, MONTH) && tokens.is(what, CAPITAL) {
        return month_beside(reader, value, side);
    }
    if tokens.is(what, SEASON) {
        return season_beside(reader, value, side);
    }
    let bare = !matches!(tokens.low(side_at), "previous" | "following");
    let single = tokens.is(what, TIME_UNIT) && !tokens.low(what).ends_with('s');
    (single && bare).then(|| side_unit(reader, side_at, value, side))?
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

/// "Last summer" is the last one that is over, "next summer" the next that has not begun.
fn season_beside(reader: &Reader, season: i64, side: i16) -> Option<EventTime> {
    let published = reader.calendar.published?;
    let begins = i8::try_from(season).ok()? * 3;
    let away = match side {
        -1 => -i16::from(published.month() <= begins + 2),
        1 => i16::from(published.month() >= begins),
        _ => 0,
    };
    reader.calendar.season(None, season, away)
}

/// "Letzte Woche", "la semana pasada", "lundi dernier", "в прошлом году": the word for last or next on either side.
pub(super) fn sided_elsewhere(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if matches!(reader.language, "en" | "und") {
        return None;
    }
    let (what, side_at) = if tokens.is(at, SIDE) { (at + 1, at) } else { (at, at + 1) };
    if !tokens.is(side_at, SIDE)
        || !tokens.is(what, TIME_UNIT | WEEKDAY | MONTH | DAY_PART)
        || !tokens.together(at, at + 1)
    {
        return None;
    }
    let side = match tokens.value(side_at) {
        1 => -1,
        2 => 0,
        _ => 1,
    };
    let value = tokens.value(what);
    let time = if tokens.is(what, WEEKDAY) {
        match side {
            0 => reader.calendar.weekday(value, true),
            _ => reader.calendar.other_weekday(value, side > 0),
        }
    } else if tokens.is(what, MONTH) {
        month_beside(reader, value, side)
    } else if tokens.is(what, DAY_PART) {
        reader.calendar.days_away(i64::from(side)).filter(|_| side < 1)
    } else {
        reader.calendar.units_away(Unit::of(value)?, i64::from(side))
    };
    reader.found(at, at + 2, time)
}
