//! Expressions bound to a day or stretch that the text named before: "the day", "that evening", "the next day",
//! "two weeks later". In: tokens and where the text is. Out: what begins at a token. Never: a day that nothing named.

use super::super::lexicon::{CAPITAL, DAY_PART, ORDINAL, TIME_UNIT, WEEKDAY};
use super::calendar::{self, Calendar, Unit};
use super::lengths::count_of_units;
use super::{Basis, Found, Reader};
use crate::model::{EventTime, Precision};
use jiff::civil::Date;

/// The day that the text is at: the one it named last, else that of publication.
pub(super) fn day_at(reader: &Reader, at: usize) -> Option<Date> {
    let published = reader.calendar.published;
    let named = reader.place.day(reader.tokens.sentence(at), published);
    named.map(|named| named.date).or(published)
}

/// The day that the text named last.
fn named_day(reader: &Reader, at: usize) -> Option<Date> {
    Some(reader.place.day(reader.tokens.sentence(at), reader.calendar.published)?.date)
}

/// "The same day", "that evening", "the next morning", "the day before", "to end the day".
pub(super) fn bound_day(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if tokens.is(at, ORDINAL) {
        return consecutive_day(reader, at);
    }
    if tokens.is(at, DAY_PART) {
        return trading(reader, at);
    }
    let a_day = |place: usize| tokens.low(place) == "day" || tokens.is(place, DAY_PART) && tokens.low(place) != "noon";
    let (first, second) = (tokens.low(at), tokens.low(at + 1));
    match first {
        "that" if a_day(at + 1) => bound(reader, at, at + 2, 0),
        "that" | "the" if second == "same" && a_day(at + 2) => bound(reader, at, at + 3, 0),
        "that" if tokens.is(at + 1, WEEKDAY) => bound_weekday(reader, at, at + 1, 0),
        "the" if tokens.is(at + 2, WEEKDAY) => match second {
            "following" | "next" => bound_weekday(reader, at, at + 2, 1),
            "previous" | "preceding" => bound_weekday(reader, at, at + 2, -1),
            _ => None,
        },
        "the" if a_day(at + 2) => match second {
            "next" | "following" => bound(reader, at, at + 3, 1),
            "previous" | "preceding" => bound(reader, at, at + 3, -1),
            _ => None,
        },
        "that" if second == "time" && matches!(tokens.low(at.wrapping_sub(1)), "by" | "until") => {
            bound(reader, at, at + 2, 0)
        }
        "the" if second == "day" => beside_day(reader, at).or_else(|| bare_day(reader, at)),
        _ => None,
    }
}

fn bound(reader: &Reader, at: usize, to: usize, days: i64) -> Option<Found> {
    let time = Calendar { published: Some(named_day(reader, at)?) }.days_away(days)?;
    Some(Found { from: at, to, time, basis: if days == 0 { Basis::Context } else { Basis::Counted } })
}

/// "A third straight day", "the second consecutive day": the day that the text is at.
fn consecutive_day(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let running = matches!(tokens.low(at + 1), "consecutive" | "straight" | "successive" | "running");
    if !running || tokens.low(at + 2) != "day" {
        return None;
    }
    let article = at > reader.place.free_from && matches!(tokens.low(at - 1), "a" | "the");
    reader.bound(at - usize::from(article), at + 3, Some(EventTime::day(day_at(reader, at)?)))
}

/// "In morning trading".
fn trading(reader: &Reader, at: usize) -> Option<Found> {
    let traded = matches!(reader.tokens.low(at + 1), "trading" | "trade" | "session" | "deals");
    traded.then(|| reader.bound(at, at + 1, Some(EventTime::day(day_at(reader, at)?))))?
}

fn bound_weekday(reader: &Reader, at: usize, weekday_at: usize, side: i64) -> Option<Found> {
    let calendar = Calendar { published: Some(named_day(reader, at)?) };
    let weekday = reader.tokens.value(weekday_at);
    let time = if side == 0 { calendar.weekday(weekday, true) } else { calendar.other_weekday(weekday, side > 0) };
    Some(Found { from: at, to: weekday_at + 1, time: time?, basis: Basis::Counted })
}

/// "The day before yesterday", "the day after", "the day before".
fn beside_day(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let days = match tokens.low(at + 2) {
        "before" => -1,
        "after" => 1,
        _ => return None,
    };
    match tokens.low(at + 3) {
        "yesterday" | "tomorrow" => reader.found(at, at + 4, reader.calendar.days_away(2 * days)),
        _ if ends_here(reader, at + 3) => bound(reader, at, at + 3, days),
        _ => None,
    }
}

/// Whether nothing that a "before" or "after" could lead to stands here.
fn ends_here(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    !tokens.together(at.saturating_sub(1), at)
        || matches!(
            tokens.word(at),
            "," | "." | ";" | ":" | ")" | "”" | "\"" | "and" | "but" | "in" | "at" | "to" | "for" | "with" | "by"
        )
}

/// "To end the day", "later in the day", "for the day", "the start of the day".
fn bare_day(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if matches!(
        tokens.low(at + 2),
        "when" | "that" | "of" | "it" | "he" | "she" | "they" | "we" | "i" | "the" | "job" | "care"
    ) {
        return None;
    }
    let before = |back: usize| at.checked_sub(back).map_or("", |place| tokens.low(place));
    let part = matches!(
        before(2),
        "start"
            | "beginning"
            | "end"
            | "rest"
            | "remainder"
            | "course"
            | "close"
            | "middle"
            | "most"
            | "part"
            | "hours"
    );
    let led = match before(1) {
        "end" | "ends" | "ended" | "ending" | "finish" | "finished" | "finishing" | "close" | "closed" | "closing"
        | "start" | "started" | "starting" | "begin" | "began" | "beginning" => true,
        "in" => matches!(before(2), "later" | "earlier" | "late" | "early"),
        "for" => !tokens.is(at + 2, CAPITAL),
        "of" => part,
        _ => false,
    };
    if !led {
        return None;
    }
    let from = if before(1) == "in" { at - 2 } else { at };
    let from = if from < reader.place.free_from || matches!(before(2), "later" | "earlier") { at } else { from };
    reader.bound(from, at + 2, Some(EventTime::day(day_at(reader, at)?)))
}

/// "That week", "the same year", "the following month", "the year before", "the end of the year", "over the weekend".
pub(super) fn bound_unit(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (first, second) = (tokens.low(at), tokens.low(at + 1));
    let is_unit = |place: usize| tokens.is(place, TIME_UNIT) && !tokens.low(place).ends_with('s');
    match first {
        "that" if is_unit(at + 1) => moved(reader, at, (at + 1, at + 2), 0),
        "the" if is_unit(at + 2) => match second {
            "same" => moved(reader, at, (at + 2, at + 3), 0),
            "entire" | "whole" | "full" => moved(reader, at, (at + 2, at + 3), 0),
            "following" => moved(reader, at, (at + 2, at + 3), 1),
            "previous" | "preceding" | "prior" => moved(reader, at, (at + 2, at + 3), -1),
            _ => None,
        },
        "the" if is_unit(at + 1) => match tokens.low(at + 2) {
            "previous" | "before" | "earlier" if second == "year" && ends_here(reader, at + 3) => {
                moved(reader, at, (at + 1, at + 3), -1)
            }
            "after" if second == "year" && ends_here(reader, at + 3) => moved(reader, at, (at + 1, at + 3), 1),
            _ => current(reader, at),
        },
        _ => None,
    }
}

/// A unit counted from the stretch that the text named last.
fn moved(reader: &Reader, from: usize, (unit_at, to): (usize, usize), count: i64) -> Option<Found> {
    let unit = Unit::of(reader.tokens.value(unit_at))?;
    let named = reader.place.stretch(reader.tokens.sentence(from))?;
    let fine = match unit {
        Unit::Year => true,
        Unit::Month => matches!(named.precision, Precision::Day | Precision::Month),
        Unit::Quarter => matches!(named.precision, Precision::Day | Precision::Month | Precision::Quarter),
        Unit::Week | Unit::Weekend => named.precision == Precision::Day,
        _ => false,
    };
    let calendar = Calendar { published: fine.then_some(named.date) };
    Some(Found { from, to, time: calendar.units_away(unit, count)?, basis: Basis::Context })
}

/// "The end of the year", "so far in the month", "over the weekend": the one that publication lies in.
fn current(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let before = |back: usize| at.checked_sub(back).map_or("", |place| tokens.low(place));
    let unit = Unit::of(tokens.value(at + 1))?;
    let part = before(1) == "of"
        && matches!(
            before(2),
            "end" | "beginning" | "start" | "rest" | "remainder" | "middle" | "half" | "part" | "close" | "turn"
        );
    let in_it = before(1) == "in" && matches!(before(2), "later" | "earlier" | "late" | "early");
    let over = unit == Unit::Weekend
        && matches!(before(1), "over" | "during" | "at" | "for" | "of" | "before" | "after" | "throughout");
    let fits = match unit {
        Unit::Weekend => over || part,
        Unit::Week | Unit::Month | Unit::Year => part || in_it,
        _ => false,
    };
    if !fits {
        return None;
    }
    let time = if unit == Unit::Weekend { weekend(reader, at) } else { reader.calendar.units_away(unit, 0) };
    reader.bound(at, at + 2, time)
}

/// The last weekend, this one from Saturday on; the next one if it is said to come.
fn weekend(reader: &Reader, at: usize) -> Option<EventTime> {
    let published = reader.calendar.published?;
    let reached = published.weekday().to_monday_one_offset() >= 6;
    let back = i64::from(!reached && !super::tense::is_coming(reader, at));
    reader.calendar.units_away(Unit::Weekend, -back)
}

/// "Year-ago", "year-earlier": the year before the one that the text is at.
pub(super) fn year_ago(reader: &Reader, at: usize) -> Option<Found> {
    if !matches!(reader.tokens.low(at), "year-ago" | "year-earlier") {
        return None;
    }
    let named = reader.place.stretch(reader.tokens.sentence(at)).map(|named| named.date);
    reader.found(at, at + 1, calendar::year(named.or(reader.calendar.published)?.year() - 1))
}

/// "Two days later", "a week earlier", "a year earlier": counted from what the text named last.
pub(super) fn later(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (Some(count), unit_at) = count_of_units(reader, at)? else { return None };
    let to = unit_at + 2;
    let side = match tokens.low(unit_at + 1) {
        "from" if matches!(tokens.low(to), "now" | "today") && count.fract() == 0.0 && count < 1000.0 => {
            let time = reader.calendar.units_away(Unit::of(tokens.value(unit_at))?, count as i64);
            return reader.found(at, to + 1, time);
        }
        "later" if tokens.low(to) != "than" => 1.0,
        "earlier" if tokens.low(to) != "than" => -1.0,
        "after" | "afterwards" if ends_here(reader, to) => 1.0,
        "before" | "previously" if ends_here(reader, to) => -1.0,
        _ => return None,
    };
    if count.fract() != 0.0 || count > 1000.0 {
        return None;
    }
    let count = (side * count) as i64;
    let unit = Unit::of(tokens.value(unit_at))?;
    let time = match unit {
        Unit::Day | Unit::Week | Unit::Fortnight => {
            Calendar { published: Some(named_day(reader, at)?) }.units_away(unit, count)?
        }
        Unit::Month | Unit::Quarter => {
            let named = reader.place.stretch(tokens.sentence(at)).filter(|named| named.precision != Precision::Year)?;
            Calendar { published: Some(named.date) }.units_away(unit, count)?
        }
        Unit::Year | Unit::Decade => {
            let named = reader.place.stretch(tokens.sentence(at)).map(|named| named.date);
            let base = named.or(reader.calendar.published.filter(|_| side < 0.0))?;
            calendar::year(
                i16::try_from(i64::from(base.year()) + count * if unit == Unit::Decade { 10 } else { 1 }).ok()?,
            )?
        }
        _ => return None,
    };
    Some(Found { from: at, to, time, basis: Basis::Counted })
}
