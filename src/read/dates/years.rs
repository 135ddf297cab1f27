//! Years: "2019", "'82", seasons of a year. In: tokens. Out: what begins at one.
//! Never: a number that counts something; years before our era.

use super::super::lexicon::{
    CAPITAL, DAY_PART, DIGITS, MEASURE, MONEY, PERCENT, PERSON_NOUN, SCALE, SENTENCE_START, YEAR_WORD,
};
use super::absolute::past_of;
use super::calendar::{self, YEARS};
use super::eras::{buddhist_year, past_era};
use super::tense::{Tense, tense};
use super::{Found, Reader};

/// A bare number of four digits is a year only in this century and the last; older years need a preposition.
const BARE_YEARS: std::ops::RangeInclusive<i16> = 1900..=2039;

/// What a number of four digits in front of them counts.
const COUNTED: [&str; 38] = [
    "people",
    "men",
    "women",
    "children",
    "dead",
    "employees",
    "workers",
    "jobs",
    "troops",
    "soldiers",
    "students",
    "homes",
    "houses",
    "members",
    "points",
    "shares",
    "cases",
    "residents",
    "families",
    "voters",
    "votes",
    "civilians",
    "refugees",
    "others",
    "copies",
    "times",
    "units",
    "vehicles",
    "cars",
    "meter",
    "hours",
    "days",
    "years",
    "patients",
    "police",
    "officers",
    "buildings",
    "tickets",
];

/// A year right here, or after a comma or "of": the year, and the token after it.
pub(super) fn year_after(reader: &Reader, at: usize) -> (Option<i16>, usize) {
    let tokens = reader.tokens;
    let comma = usize::from(tokens.is_mark(at, ","));
    let at_year = past_of(reader, at + comma);
    let at_year = at_year + usize::from(tokens.low(at_year) == "fiscal");
    let year = tokens.is(at_year, DIGITS).then(|| year_of(tokens.low(at_year))).flatten();
    let fits = |_: &i16| {
        let together = tokens.together(at.saturating_sub(1), at_year);
        together && !counts_something(reader, at_year + 1) && !is_counted(reader, at_year + 1)
    };
    match year.filter(fits) {
        Some(year) => {
            let buddhist = buddhist_year(reader, at_year, year);
            let to = past_era(reader, at_year + 1, buddhist.is_some());
            (Some(buddhist.unwrap_or(year)), to + usize::from(tokens.is(to, YEAR_WORD)))
        }
        None if comma == 0 => relative_year(reader, at).map_or((None, at), |(year, to)| (Some(year), to)),
        None => (None, at),
    }
}

/// "Of next year", "last year", "this year", "of the year" after a month or a quarter.
fn relative_year(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    let tokens = reader.tokens;
    let side_at = at + usize::from(tokens.low(at) == "of");
    if !matches!(tokens.low(side_at + 1), "year") || !tokens.together(at, side_at + 1) {
        return None;
    }
    let away = match tokens.low(side_at) {
        "last" => -1,
        "next" => 1,
        "this" => 0,
        "the" if side_at > at => 0,
        _ => return None,
    };
    Some((reader.calendar.published?.year() + away, side_at + 2))
}

/// The year that a word of four digits names.
pub(super) fn year_of(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse::<i16>().ok().filter(|year| YEARS.contains(year) || (2400..=2700).contains(year))
}

pub(super) fn is_apostrophe(reader: &Reader, at: usize) -> bool {
    at > 0 && matches!(reader.tokens.word(at - 1), "'" | "’" | "‘") && reader.tokens.touches_next(at - 1)
}

/// "Summer 2010", "the winter of 2009", "in the spring", "spring of last year".
pub(super) fn season(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let season = tokens.value(at);
    if let (Some(year), to) = year_after(reader, at + 1) {
        return reader.found(at, to, reader.calendar.season(Some(year), season, 0));
    }
    if reader.language != "en" {
        return None;
    }
    let before = |back: usize| at.checked_sub(back).map_or("", |place| tokens.low(place));
    let led =
        |word: &str| matches!(word, "in" | "by" | "since" | "until" | "during" | "late" | "early" | "before" | "after");
    let named = before(1) == "the" && led(before(2))
        || led(before(1)) && !matches!(before(1), "in" | "by" | "after" | "before");
    if !named || tokens.is(at, CAPITAL) || tokens.low(at + 1) == "of" {
        return None;
    }
    let published = reader.calendar.published?;
    let begins = [3, 6, 9, 12].get(usize::try_from(season - 1).ok()?)?;
    let begun = published.month() >= *begins;
    let away = match tense(reader, at) {
        Tense::Coming => i16::from(begun && published.month() > begins + 2),
        _ => -i16::from(!begun),
    };
    reader.found(at, at + 1, reader.calendar.season(None, season, away))
}

/// "2019", "mid-2011", "'82", "fiscal 2008", where it counts nothing.
pub(super) fn year_alone(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    if let Some(year) = ["mid-", "early-", "late-"].iter().find_map(|part| word.strip_prefix(part)).and_then(year_of) {
        return reader.found(at, at + 1, calendar::year(year));
    }
    if !tokens.is(at, DIGITS) {
        return None;
    }
    if word.len() == 2 {
        return short_year(reader, at);
    }
    let number = word.parse::<i16>().ok().filter(|_| word.len() == 4)?;
    if let Some(year) = buddhist_year(reader, at, number) {
        let to = past_era(reader, at + 1, true);
        let marked = at > reader.place.free_from && past_era(reader, at - 1, true) == at;
        return reader.found(at - usize::from(marked), to, calendar::year(year));
    }
    if is_before_our_era(reader, at) || is_amount(reader, at) || !stands_as_year(reader, at, number) {
        return None;
    }
    let fiscal = matches!(tokens.low(at.wrapping_sub(1)), "fiscal" | "fy");
    let of_year = tokens.low(at.wrapping_sub(1)) == "year" && reader.place.free_from < at;
    let from = if of_year { year_words(reader, at) } else { at - usize::from(fiscal) };
    let to = at + 1 + usize::from(tokens.is(at + 1, YEAR_WORD));
    reader.found(from, to, calendar::year(number))
}

/// Where "the year", "fiscal year" before a year begin.
fn year_words(reader: &Reader, at: usize) -> usize {
    let led = at > 1 && matches!(reader.tokens.low(at - 2), "the" | "fiscal") && reader.place.free_from < at - 1;
    at - 1 - usize::from(led)
}

fn stands_as_year(reader: &Reader, at: usize, number: i16) -> bool {
    let tokens = reader.tokens;
    let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
    if matches!(before, "$" | "£" | "€" | "¥" | "#" | ":" | "." | "+" | "-" | "/")
        && (before != "." || tokens.touches_next(at - 1))
    {
        return false;
    }
    let introduced = matches!(
        tokens.low(at.wrapping_sub(1)),
        "in" | "since"
            | "from"
            | "until"
            | "of"
            | "by"
            | "between"
            | "en"
            | "im"
            | "seit"
            | "depuis"
            | "dal"
            | "desde"
            | "jahr"
            | "jahre"
            | "año"
            | "nel"
            | "em"
            | "в"
            | "с"
            | "ad"
            | "a.d"
    );
    let inside_name = tokens.is(at.wrapping_sub(1), CAPITAL)
        && tokens.is(at + 1, CAPITAL)
        && tokens.together(at.saturating_sub(1), at + 1)
        && !tokens.is(at.wrapping_sub(1), SENTENCE_START | DAY_PART);
    !inside_name && (BARE_YEARS.contains(&number) || introduced && (1100..=2100).contains(&number))
}

/// "'82" after a preposition.
fn short_year(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let led = at > 1
        && is_apostrophe(reader, at)
        && !tokens.touches_next(at - 2)
        && matches!(tokens.low(at - 2), "since" | "in" | "of" | "from" | "until" | "by" | "summer" | "back" | "and");
    let year = tokens.low(at).parse::<i16>().ok().filter(|_| led)?;
    let this = reader.calendar.published.map_or(2030, |published| published.year() + 5) % 100;
    reader.found(at - 1, at + 1, calendar::year(year + if year <= this { 2000 } else { 1900 }))
}

fn is_before_our_era(reader: &Reader, at: usize) -> bool {
    matches!(reader.tokens.low(at + 1), "bc" | "b.c" | "bce" | "b.c.e")
}

/// Whether a number of four digits counts something, by its neighbours.
fn is_amount(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    if counts_something(reader, at + 1) || is_counted(reader, at + 1) {
        return true;
    }
    matches!(
        tokens.low(at.wrapping_sub(1)),
        "over"
            | "than"
            | "least"
            | "nearly"
            | "almost"
            | "approximately"
            | "some"
            | "no"
            | "flight"
            | "number"
            | "every"
    )
}

fn is_counted(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    tokens.is(at, MEASURE | MONEY | PERSON_NOUN) && !tokens.is(at, CAPITAL)
        || tokens.is_mark(at, "%")
        || COUNTED.contains(&tokens.low(at))
}

/// "May 5 million": the number counts.
pub(super) fn counts_something(reader: &Reader, at: usize) -> bool {
    reader.tokens.is(at, SCALE | PERCENT) || matches!(reader.tokens.word(at), "%" | "per")
}
