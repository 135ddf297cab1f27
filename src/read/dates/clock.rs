//! Clock times. In: tokens. Out: the day of a clock time, with its zone and the day named right after it.
//! Never: a day for what happens at that hour again and again.

use super::super::lexicon::{CAPITAL, DAY_WORD, DIGITS, MONTH, REPEAT, WEEKDAY};
use super::anchored::day_at;
use super::{Found, Reader, absolute, relative};
use crate::model::EventTime;

/// A word that says the hour comes again and again stands at most so many tokens away.
const REPEAT_TOKENS: usize = 10;

/// Zones that follow a clock time; any of them makes four digits a time.
const ZONES: [&str; 22] = [
    "utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "pt", "bst", "cet", "cest", "ist",
    "jst", "aest", "aedt", "msk", "eet", "eest",
];

/// "18:00 UTC", "6:40 p.m.", "at 14:30", "0800 GMT", "10 a.m. Monday".
pub(super) fn clock(reader: &Reader, at: usize) -> Option<Found> {
    let to = end_of_clock(reader, at)?;
    if is_again(reader, at) {
        return None;
    }
    match day_after(reader, to) {
        Some(found) if found.from == to => Some(Found { from: at, ..found }),
        Some(found) => reader.bound(at, to, Some(found.time)),
        None => reader.bound(at, to, Some(EventTime::day(day_at(reader, at)?))),
    }
}

/// "At noon", "midnight Friday".
pub(super) fn noon(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    if !matches!(word, "noon" | "midday" | "midnight") || is_again(reader, at) {
        return None;
    }
    if let Some(found) = day_after(reader, at + 1) {
        let to = if found.from == at + 1 { found.to } else { at + 1 };
        return Some(Found { from: at, to, ..found });
    }
    // Whether midnight begins or ends a day, the text alone does not tell.
    let led = word != "midnight"
        && matches!(tokens.low(at.wrapping_sub(1)), "at" | "by" | "until" | "before" | "after" | "around" | "since");
    reader.bound(at, at + 1, Some(EventTime::day(day_at(reader, at).filter(|_| led)?)))
}

/// The token after a clock time that begins here.
fn end_of_clock(reader: &Reader, at: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let (hour, letters) = hour_of(tokens.low(at))?;
    if !letters.is_empty() {
        return is_half(letters).then(|| past_zone(reader, past_stop(reader, at + 1)).0);
    }
    if let Some(minutes) = tokens.low(at).get(2..).filter(|rest| rest.len() == 2) {
        let zoned = past_zone(reader, at + 1);
        return (zoned.1 && minutes < "60" && hour < 24).then_some(zoned.0);
    }
    let mut to = at + 1;
    let mut sure = false;
    if tokens.is_mark(to, ":") && tokens.touches_next(at) && tokens.touches_next(to) {
        let minutes = tokens.low(to + 1);
        let digits = minutes.get(..2).filter(|digits| *digits < "60" && digits.bytes().all(|b| b.is_ascii_digit()))?;
        let rest = minutes.get(digits.len()..)?;
        to += 2;
        sure = is_half(rest);
        if !rest.is_empty() && !sure || tokens.is_mark(to, ":") {
            return None;
        }
        sure |= matches!(
            tokens.low(at.wrapping_sub(1)),
            "at" | "by" | "about" | "around" | "until" | "from" | "before" | "after"
        );
    }
    if is_half(tokens.low(to)) {
        (to, sure) = (past_stop(reader, to + 1), true);
    }
    let (to, zoned) = past_zone(reader, to);
    // "After 12:30 minutes" tells how long.
    if matches!(tokens.low(to), "minutes" | "hours" | "seconds" | "min") {
        return None;
    }
    (hour < 25 && (sure || zoned && to > at + 2)).then_some(to)
}

/// The hour at the front of a word, and what follows its digits; four digits are an hour and minutes.
fn hour_of(word: &str) -> Option<(u8, &str)> {
    let end = word.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(word.len());
    let (digits, letters) = word.split_at(end);
    let hour = if digits.len() == 4 { digits.get(..2)? } else { digits };
    let hour = hour.parse::<u8>().ok().filter(|hour| *hour <= 24 && digits.len() != 3)?;
    Some((hour, letters))
}

fn is_half(word: &str) -> bool {
    let bare = word.strip_prefix('.').and_then(|rest| rest.get(2..)).unwrap_or(word);
    matches!(bare, "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock" | "o’clock")
}

fn past_stop(reader: &Reader, at: usize) -> usize {
    at + usize::from(reader.tokens.is_mark(at, ".") && reader.tokens.touches_next(at - 1))
}

/// Past "UTC", "(GMT +8)", "local time"; and whether one stood there.
fn past_zone(reader: &Reader, at: usize) -> (usize, bool) {
    let tokens = reader.tokens;
    if tokens.low(at) == "local" && tokens.low(at + 1) == "time" {
        return (at + 2, true);
    }
    let bracket = usize::from(tokens.is_mark(at, "("));
    if !(tokens.is(at + bracket, CAPITAL) && ZONES.contains(&tokens.low(at + bracket))) {
        return (at, false);
    }
    let mut to = at + bracket + 1;
    if matches!(tokens.word(to), "+" | "-") && tokens.is(to + 1, DIGITS) {
        to += 2;
    }
    if bracket == 0 {
        return (to, true);
    }
    if tokens.is_mark(to, ")") { (to + 1, true) } else { (at, false) }
}

/// The day that the clause names right after the clock time.
fn day_after(reader: &Reader, to: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let mut next = past_second_clock(reader, to);
    let first = next;
    while next < first + 3
        && (matches!(tokens.word(next), "," | ")") || matches!(tokens.low(next), "on" | "local" | "time"))
    {
        next += 1;
    }
    if !tokens.together(to.saturating_sub(1), next) || !tokens.is(next, WEEKDAY | MONTH | DAY_WORD | DIGITS) {
        return None;
    }
    absolute::weekday_and_date(reader, next)
        .or_else(|| absolute::month_day(reader, next))
        .or_else(|| absolute::day_month(reader, next))
        .or_else(|| relative::day_word(reader, next))
        .or_else(|| relative::weekday(reader, next))
        .filter(|found| found.time.as_day().is_some())
}

/// "From 9am to 5pm", "9:15 am (0615 GMT)": past the clock time that belongs to the first.
fn past_second_clock(reader: &Reader, to: usize) -> usize {
    let tokens = reader.tokens;
    let joined = matches!(tokens.word(to), "to" | "and" | "until" | "-" | "–" | "(");
    let second = tokens.is(to + 1, DIGITS) && tokens.together(to, to + 1);
    if joined && second { end_of_clock(reader, to + 1).unwrap_or(to) } else { to }
}

fn is_again(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    let near = at.saturating_sub(REPEAT_TOKENS)..at + REPEAT_TOKENS;
    near.filter(|place| tokens.together(at, *place)).any(|place| {
        tokens.is(place, REPEAT) && tokens.low(place) != "annual"
            || matches!(tokens.low(place), "every" | "each" | "weekdays" | "weekends" | "mondays" | "fridays")
    })
}
