//! Expressions that name a day, a month, a year or a longer stretch. In: tokens. Out: what begins at one of them.
//! Never: words that count from the day of publication; those are in `relative`.

use super::super::lexicon::{
    CAPITAL, DATE_OF, DIGITS, Lexicon, MONTH, ORDINAL, PREPOSITION, SENTENCE_START, WEEKDAY, WEEKDAY_SHORT,
};
use super::calendar::{self, Calendar, days_between};
use super::tense::{Tense, is_coming, tense};
use super::years::{counts_something, year_after, year_of};
use super::{Found, Reader};
use crate::model::{EventTime, Precision};
use jiff::civil::Date;

/// A dateline stands within so many tokens of the start.
const DATELINE_TOKENS: usize = 16;

/// A day told as past that lies this far ahead belongs to the year before.
const OTHER_YEAR_DAYS: i32 = 14;

/// The attacks of this day are called by it without a year.
const SEPTEMBER_ELEVEN: (i8, i8, i16) = (9, 11, 2001);

/// The full date in the dateline of an article that has no date of its own ("LONDON, March 3, 2011 (Agency) -").
pub(super) fn dateline(reader: &Reader) -> Option<Date> {
    let tokens = reader.tokens;
    let found = (0..DATELINE_TOKENS.min(tokens.len()))
        .filter(|at| tokens.together(0, *at) && tokens.is(*at, MONTH | DIGITS))
        .find_map(|at| month_day(reader, at).or_else(|| day_month(reader, at)))?;
    let ends = matches!(tokens.word(found.to), "(" | "-" | "–" | "—" | "--" | "/");
    found.time.as_day().filter(|_| ends)
}

/// "Monday, May 5", "Montag, 5. Mai": the date decides.
pub(super) fn weekday_and_date(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !tokens.is(at, WEEKDAY | WEEKDAY_SHORT) {
        return None;
    }
    let mut next = at + 1;
    // "Sun. Dec. 31" may look like the end of a sentence.
    let short = tokens.is(at, WEEKDAY_SHORT)
        && tokens.is_mark(next, ".")
        && tokens.touches_next(at)
        && is_month(reader, next + 1);
    while next < at + 4
        && (short || tokens.together(at, next + 1))
        && (tokens.is_mark(next, ",")
            || tokens.is_mark(next, ".")
            || matches!(tokens.low(next), "the" | "den" | "dem" | "le" | "on"))
    {
        next += 1;
    }
    let found = day_range(reader, next).or_else(|| month_day(reader, next)).or_else(|| day_month(reader, next))?;
    (short || tokens.together(at, next)).then_some(Found { from: at, ..found })
}

/// "5 to 9 March 2025", "from March 5 to 9", "5-9 March", "2019-2021".
pub(super) fn day_range(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if let Some((first, last)) = tokens.low(at).split_once('-').filter(|_| tokens.is(at, DIGITS)) {
        if let (Some(first), Some(last)) = (year_of(first), year_of(last)) {
            return reader.found(at, at + 1, range(calendar::year(first), calendar::year(last)));
        }
        let days = (first.parse::<i8>().ok()?, last.parse::<i8>().ok()?);
        return days_then_month(reader, at, days, at + 1);
    }
    if is_month(reader, at) {
        let (first, to) = day_of_month(reader, at + 1)?;
        let last = match tokens.low(at + 1).split_once('-') {
            Some((_, last)) => (last.parse::<i8>().ok()?, to),
            None => day_of_month(reader, range_word(reader, to)?)?,
        };
        if is_month(reader, last.1) {
            return None;
        }
        let (year, end) = year_after(reader, last.1);
        let month = month_of(reader, at)?;
        return reader.found(at, end, days(reader, year, month, (first, last.0)));
    }
    let (first, to) = day_of_month(reader, at)?;
    let (last, to) = day_of_month(reader, range_word(reader, to)?)?;
    days_then_month(reader, at, (first, last), to)
}

fn days_then_month(reader: &Reader, at: usize, both: (i8, i8), month_at: usize) -> Option<Found> {
    let month_at = past_of(reader, month_at);
    let month = is_month(reader, month_at).then(|| month_of(reader, month_at))??;
    let (year, to) = year_after(reader, month_at + 1);
    reader.found(at, to, days(reader, year, month, both))
}

/// The year right here, else the one that the other end of the range tells ("28 March to 2 April 2011").
fn year_or_later(reader: &Reader, at: usize) -> (Option<i16>, usize) {
    let told = year_after(reader, at);
    let Some(next) = range_word(reader, at).filter(|_| told.0.is_none()) else { return told };
    let first = usize::from(day_of_month(reader, next).is_some());
    if !is_month(reader, next + first) {
        return told;
    }
    let month_end = past_short_stop(reader, next + first);
    let day = day_of_month(reader, month_end).filter(|_| first == 0).map_or(month_end, |(_, to)| to);
    (year_after(reader, day).0, told.1)
}

fn days(reader: &Reader, year: Option<i16>, month: i8, (first, last): (i8, i8)) -> Option<EventTime> {
    (first < last).then(|| range(reader.calendar.day(year, month, first), reader.calendar.day(year, month, last)))?
}

fn range(first: Option<EventTime>, last: Option<EventTime>) -> Option<EventTime> {
    let (first, last) = (first?, last?);
    (first < last).then(|| EventTime::new(format!("{}/{}", first.value(), last.value()), Precision::Range))?
}

/// The token after a word or mark that stands between the ends of a range.
fn range_word(reader: &Reader, at: usize) -> Option<usize> {
    let between = matches!(
        reader.tokens.word(at),
        "to" | "–" | "—" | "-" | "until" | "through" | "till" | "bis" | "al" | "au" | "a"
    );
    between.then_some(at + 1)
}

/// "May 5", "May 5th, 2025", "Jan. 5 2025".
pub(super) fn month_day(reader: &Reader, at: usize) -> Option<Found> {
    if !is_month(reader, at) {
        return None;
    }
    let month = month_of(reader, at)?;
    let (day, to) = day_of_month(reader, past_stop(reader, at + 1))?;
    if counts_something(reader, to) {
        return None;
    }
    let (year, to) = year_or_later(reader, to);
    let attacks = (month, day) == (SEPTEMBER_ELEVEN.0, SEPTEMBER_ELEVEN.1)
        && matches!(reader.tokens.low(to), "attacks" | "attack" | "terrorist" | "terror" | "commission" | "hijackers");
    let year = year.or(attacks.then_some(SEPTEMBER_ELEVEN.2));
    reader.found(at, to, day_told(reader, at, (year, month, day)))
}

/// A day; without a year, in the year that brings it nearest to publication or to the day that the story is at, unless
/// the tense says that it must be another.
fn day_told(reader: &Reader, at: usize, (year, month, day): (Option<i16>, i8, i8)) -> Option<EventTime> {
    let published = reader.calendar.published;
    let told = reader.place.told_day(reader.tokens.sentence(at), published).filter(|_| year.is_none());
    if let Some(told) = told {
        return Calendar { published: Some(told) }.day(None, month, day);
    }
    let time = reader.calendar.day(year, month, day)?;
    let (Some(nearest), Some(published), None) = (time.as_day(), published, year) else { return Some(time) };
    let postponed = matches!(reader.tokens.low(at.wrapping_sub(1)), "to" | "until" | "till" | "for" | "from");
    let ahead = days_between(nearest, published) > OTHER_YEAR_DAYS && nearest > published && !postponed;
    if ahead && tense(reader, at) == Tense::Past {
        return reader.calendar.day(Some(nearest.year() - 1), month, day);
    }
    Some(time)
}

/// "5 May", "5th of May 2025", "5. Januar", "5 de mayo de 2025", "le 1er mai", "5 мая 2025 года".
pub(super) fn day_month(reader: &Reader, at: usize) -> Option<Found> {
    let (day, to) = day_of_month(reader, at)?;
    let month_at = past_of(reader, past_stop(reader, to));
    if !is_month(reader, month_at) {
        return None;
    }
    let (year, to) = year_or_later(reader, past_short_stop(reader, month_at));
    reader.found(at, to, day_told(reader, at, (year, month_of(reader, month_at)?, day)))
}

/// "May 2025", "mayo de 2025", "early May 2025" (with its modifier).
pub(super) fn month_year(reader: &Reader, at: usize) -> Option<Found> {
    let month_at = past_modifier(reader, at);
    if !is_month(reader, month_at) {
        return None;
    }
    let (year, to) = year_after(reader, past_short_stop(reader, month_at));
    let year = year?;
    reader.found(at, to, reader.calendar.month(Some(year), month_of(reader, month_at)?, false))
}

/// "The first week of May", "the last weekend of June 2012".
pub(super) fn week_of_month(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let name_at = at + usize::from(tokens.low(at) == "the");
    let number = match tokens.low(name_at) {
        "last" | "final" => -1,
        _ if tokens.is(name_at, ORDINAL) => i8::try_from(tokens.value(name_at)).ok().filter(|number| *number < 5)?,
        _ => return None,
    };
    let weekend = tokens.low(name_at + 1) == "weekend";
    if !(weekend || tokens.low(name_at + 1) == "week")
        || !matches!(tokens.low(name_at + 2), "of" | "in")
        || !is_month(reader, name_at + 3)
    {
        return None;
    }
    let month = month_of(reader, name_at + 3)?;
    let (year, to) = year_after(reader, name_at + 4);
    reader.found(at, to, reader.calendar.week_of_month(year, month, number, weekend, is_coming(reader, at)))
}

/// "En enero", "в январе": a month of a language that writes months small, after its preposition.
fn is_led_elsewhere(reader: &Reader, at: usize) -> bool {
    matches!(
        reader.tokens.low(at.wrapping_sub(1)),
        "en" | "em"
            | "in"
            | "nel"
            | "a"
            | "в"
            | "с"
            | "до"
            | "desde"
            | "depuis"
            | "dal"
            | "hasta"
            | "até"
            | "fin"
            | "début"
    )
}

/// "July-September 2010", "Jan.-March", "mid-June".
pub(super) fn joined_months(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let month = |word: &str| {
        let entry = Lexicon::of("en").entry(word);
        (entry.classes & MONTH != 0).then(|| i8::try_from(entry.value).ok())?
    };
    if let Some((first, last)) = tokens.low(at).split_once('-') {
        let last = month(last)?;
        if matches!(first, "mid" | "early" | "late") {
            let (year, to) = year_after(reader, at + 1);
            return reader.found(at, to, reader.calendar.month(year, last, is_coming(reader, at)));
        }
        return months(reader, (at, at + 1), month(first)?, last);
    }
    let first = is_month(reader, at).then(|| month_of(reader, at))??;
    let dash = past_short_stop(reader, at);
    let next = matches!(tokens.word(dash), "-" | "–").then_some(dash + 1).filter(|next| is_month(reader, *next))?;
    months(reader, (at, past_short_stop(reader, next)), first, month_of(reader, next)?)
}

fn months(reader: &Reader, (at, to): (usize, usize), first: i8, last: i8) -> Option<Found> {
    let (year, to) = year_after(reader, to);
    let first_time = reader.calendar.month(year, first, is_coming(reader, at));
    let year = first_time.as_ref()?.value().get(..4)?.parse::<i16>().ok()? + i16::from(last < first);
    reader.found(at, to, range(first_time, reader.calendar.month(Some(year), last, false)))
}

/// A month without day and year ("in March", "since late June"); "may" and "march" only where they can be no verb.
pub(super) fn month_alone(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let month_at = past_modifier(reader, at);
    if !is_month(reader, month_at) || !(reader.has_capital_months() || is_led_elsewhere(reader, at)) {
        return None;
    }
    let introduced = month_at > at
        || at > 0 && tokens.is(at - 1, PREPOSITION)
        || matches!(tokens.low(at.wrapping_sub(1)), "im" | "seit" | "bis" | "ab" | "and" | "or")
        || is_led_elsewhere(reader, at);
    let doubtful = matches!(tokens.low(month_at), "may" | "march")
        || tokens.is(month_at, SENTENCE_START)
        || tokens.is(month_at + 1, CAPITAL);
    if doubtful && !introduced
        || tokens.is(at.wrapping_sub(1), CAPITAL) && !tokens.is(at.wrapping_sub(1), SENTENCE_START)
    {
        return None;
    }
    let (year, to) = year_or_later(reader, past_short_stop(reader, month_at));
    let time = reader.calendar.month(year, month_of(reader, month_at)?, is_coming(reader, at));
    reader.found(at, to, time)
}

/// Whether the token is a month written as a month.
fn is_month(reader: &Reader, at: usize) -> bool {
    reader.tokens.is(at, MONTH) && (!reader.has_capital_months() || reader.tokens.is(at, CAPITAL))
}

fn month_of(reader: &Reader, at: usize) -> Option<i8> {
    i8::try_from(reader.tokens.value(at)).ok()
}

/// A day of a month in digits ("5", "5th", "1er", "1º"), and the token after it.
pub(super) fn day_of_month(reader: &Reader, at: usize) -> Option<(i8, usize)> {
    let word = reader.tokens.low(at);
    if !reader.tokens.is(at, DIGITS) || word.len() > 5 {
        return None;
    }
    let bare = word.split('-').next().unwrap_or(word);
    let bare =
        ["st", "nd", "rd", "th", "er", "º", "°"].iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(bare);
    let day = bare.parse::<i8>().ok().filter(|day| (1..=31).contains(day) && bare.len() <= 2)?;
    Some((day, at + 1))
}

/// Over "of", "de" and their like between the parts of a date.
pub(super) fn past_of(reader: &Reader, at: usize) -> usize {
    at + usize::from(reader.tokens.low(at) == "of" || reader.tokens.is(at, DATE_OF))
}

/// Over the full stop of a German ordinal or of "Jan.".
fn past_stop(reader: &Reader, at: usize) -> usize {
    let tokens = reader.tokens;
    at + usize::from(tokens.is_mark(at, ".") && tokens.together(at.saturating_sub(1), at + 1))
}

/// Past a month, with the full stop of its short form.
fn past_short_stop(reader: &Reader, month_at: usize) -> usize {
    let short = reader.tokens.low(month_at).chars().count() <= 4;
    if short { past_stop(reader, month_at + 1) } else { month_at + 1 }
}

/// Over "early", "late", "mid" before a month.
fn past_modifier(reader: &Reader, at: usize) -> usize {
    let tokens = reader.tokens;
    let modifier = matches!(tokens.low(at), "early" | "late" | "mid" | "anfang" | "mitte" | "ende");
    at + usize::from(modifier) + usize::from(modifier && tokens.is_mark(at + 1, "-"))
}
