//! Decades and centuries. In: tokens. Out: what begins at one of them. Never: a temperature or an age in its forties.

use super::calendar;
use super::years::{is_apostrophe, year_of};
use super::{Found, Reader};
use crate::model::{EventTime, Precision};

/// "The 1980s", "the mid-1980s", "the 70s and 80s", "'80s", "the 19th century".
pub(super) fn decade(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    let word = ["mid-", "early-", "late-"].iter().find_map(|part| word.strip_prefix(part)).unwrap_or(word);
    if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
        let decade = ["sixties", "seventies", "eighties", "nineties"].iter().zip([1960, 1970, 1980, 1990]);
        let year = decade.into_iter().find_map(|(name, year)| (*name == word).then_some(year))?;
        let led = tokens.low(at.wrapping_sub(1)) == "the" || matches!(tokens.low(at.wrapping_sub(2)), "the");
        return led.then(|| reader.found(at, at + 1, calendar::decade(year)))?;
    }
    if let Some(digits) = word.strip_suffix('s').map(|digits| digits.strip_suffix(['\'', '’']).unwrap_or(digits)) {
        if let Some(year) = year_of(digits) {
            return (year % 10 == 0).then(|| reader.found(at, at + 1, calendar::decade(year)))?;
        }
        return short_decade(reader, at, digits);
    }
    if let Some(found) = decade_elsewhere(reader, at) {
        return Some(found);
    }
    if tokens.is_mark(at + 1, "'s") || tokens.is_mark(at + 1, "’s") {
        let year = year_of(word).filter(|year| year % 10 == 0 && tokens.low(at.wrapping_sub(1)) == "the")?;
        return reader.found(at, at + 2, calendar::decade(year));
    }
    let century = ["th", "st", "nd", "rd"].iter().find_map(|ending| word.strip_suffix(ending))?.parse::<i16>().ok()?;
    let named = matches!(tokens.low(at + 1), "century" | "centuries") && (10..=22).contains(&century);
    named.then(|| reader.found(at, at + 2, EventTime::new(format!("{}", century - 1), Precision::Decade)))?
}

/// "1990er Jahre", "los años 90", "les années 1980".
fn decade_elsewhere(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let german = tokens.low(at).strip_suffix("er").filter(|_| tokens.low(at + 1).starts_with("jahr"));
    let led = matches!(tokens.low(at.wrapping_sub(1)), "años" | "années" | "anni" | "anos");
    let digits = german.or(led.then(|| tokens.low(at)))?;
    let year = match digits.len() {
        2 => digits.parse::<i16>().ok().filter(|year| *year >= 20)? + 1900,
        _ => year_of(digits)?,
    };
    let to = at + 1 + usize::from(german.is_some());
    (year % 10 == 0).then(|| reader.found(at, to, calendar::decade(year)))?
}

/// "The 70s", "'80s", "and 80s" after a decade.
fn short_decade(reader: &Reader, at: usize, digits: &str) -> Option<Found> {
    let tokens = reader.tokens;
    let year =
        digits.parse::<i16>().ok().filter(|year| year % 10 == 0 && (20..100).contains(year) && digits.len() == 2)?;
    let quoted = is_apostrophe(reader, at);
    let from = at - usize::from(quoted);
    let before = tokens.low(from.wrapping_sub(1));
    let second = matches!(before, "and" | "or") && tokens.low(from.wrapping_sub(2)).ends_with("0s");
    let fits = matches!(before, "the" | "early" | "late" | "mid") || second || quoted && before == "in";
    fits.then(|| reader.found(from, at + 1, calendar::decade(1900 + year)))?
}
