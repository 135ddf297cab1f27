//! Quarters and halves of years. In: tokens. Out: what begins at one of them.
//! Never: the half of a match, nor a quarter where the day of publication is unknown.

use super::super::lexicon::{DIGITS, NUMBER, ORDINAL};
use super::calendar;
use super::tense::{Tense, tense};
use super::years::year_after;
use super::{Found, Reader};
use crate::model::{EventTime, Precision};

/// "The first quarter of 2010", "Q3 2010", "third-quarter", "the final quarter of last year", "second half of 2010".
pub(super) fn quarter_or_half(reader: &Reader, at: usize) -> Option<Found> {
    let (number, after, half) = numbered(reader, at)?;
    let number = i8::try_from(number).ok().filter(|number| (1..=if half { 2 } else { 4 }).contains(number))?;
    let (year, to) = year_after(reader, after);
    match (year, half) {
        (Some(year), true) => reader.found(at, to, half_of(year, number)),
        (Some(year), false) => reader.found(at, to, calendar::quarter(year, number)),
        (None, true) => None,
        (None, false) => reader.found(at, after, nearest(reader, at, number)),
    }
}

/// The number of a quarter or half, the token after it, and whether it is a half.
fn numbered(reader: &Reader, at: usize) -> Option<(i64, usize, bool)> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    let short = word.strip_prefix('q').or_else(|| word.strip_suffix('q')).filter(|number| number.len() == 1);
    if let Some(number) = short.filter(|_| tokens.is(at, super::CAPITAL | DIGITS)) {
        return Some((number.parse().ok()?, at + 1, false));
    }
    if let Some((ordinal, part)) = word.split_once('-') {
        let half = match part {
            "quarter" => false,
            "half" => true,
            _ => return None,
        };
        return Some((ordinal_of(ordinal)?, at + 1, half));
    }
    let fiscal = usize::from(tokens.low(at + 1) == "fiscal");
    let half = match tokens.low(at + 1 + fiscal) {
        "quarter" => false,
        "half" => true,
        _ => return None,
    };
    let number = match word {
        "final" | "last" if !half && tokens.low(at + 2 + fiscal) == "of" => 4,
        _ if tokens.is(at, ORDINAL) && !tokens.is(at, NUMBER) => tokens.value(at),
        _ => return None,
    };
    Some((number, at + 2 + fiscal, half))
}

fn ordinal_of(word: &str) -> Option<i64> {
    ["first", "second", "third", "fourth"].iter().position(|ordinal| *ordinal == word).map(|place| place as i64 + 1)
}

fn half_of(year: i16, number: i8) -> Option<EventTime> {
    let value = if number == 1 { format!("{year}-01/{year}-06") } else { format!("{year}-07/{year}-12") };
    EventTime::new(value, Precision::Range)
}

/// The quarter of that number that the tense asks for; without one, the nearest.
fn nearest(reader: &Reader, at: usize, number: i8) -> Option<EventTime> {
    let published = reader.calendar.published?;
    let this = (published.month() - 1) / 3 + 1;
    let away = match tense(reader, at) {
        Tense::Past => -i16::from(number > this),
        Tense::Coming => i16::from(number < this),
        Tense::Open => -i16::from(number - this > 1) + i16::from(this - number > 2),
    };
    calendar::quarter(published.year() + away, number)
}
