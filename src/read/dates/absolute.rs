//! Expressions that name a day, a month, a year or a longer stretch. In: tokens. Out: what begins at one of them.
//! Never: words that count from the day of publication; those are in `relative`.

use super::super::lexicon::{
    CAPITAL, DATE_OF, DIGITS, MEASURE, MONEY, MONTH, ORDINAL, PERCENT, PERSON_NOUN, PREPOSITION, SCALE, SEASON,
    SENTENCE_START, WEEKDAY, WEEKDAY_SHORT, YEAR_WORD,
};
use super::calendar::{self, YEARS};
use super::relative::is_coming;
use super::{Found, Reader};
use crate::model::{EventTime, Precision};

/// Years of the Buddhist era are this much higher.
const BUDDHIST_ERA: i16 = 543;

/// A bare number of four digits is a year only in this century and the last; older years need a preposition.
const BARE_YEARS: std::ops::RangeInclusive<i16> = 1900..=2039;

/// "Monday, May 5", "Montag, 5. Mai": the date decides.
pub(super) fn weekday_and_date(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !tokens.is(at, WEEKDAY | WEEKDAY_SHORT) {
        return None;
    }
    let mut next = at + 1;
    while next < at + 4
        && (tokens.is_mark(next, ",")
            || tokens.is_mark(next, ".")
            || matches!(tokens.low(next), "the" | "den" | "dem" | "le" | "on"))
    {
        next += 1;
    }
    let found = day_range(reader, next).or_else(|| month_day(reader, next)).or_else(|| day_month(reader, next))?;
    Some(Found { from: at, ..found })
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
    let (year, to) = year_after(reader, to);
    reader.found(at, to, reader.calendar.day(year, month, day))
}

/// "5 May", "5th of May 2025", "5. Januar", "5 de mayo de 2025", "le 1er mai", "5 мая 2025 года".
pub(super) fn day_month(reader: &Reader, at: usize) -> Option<Found> {
    let (day, to) = day_of_month(reader, at)?;
    let month_at = past_of(reader, past_stop(reader, to));
    if !is_month(reader, month_at) {
        return None;
    }
    let (year, to) = year_after(reader, past_short_stop(reader, month_at));
    reader.found(at, to, reader.calendar.day(year, month_of(reader, month_at)?, day))
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

/// A month without day and year ("in March", "since late June"); "may" and "march" only where they can be no verb.
pub(super) fn month_alone(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let month_at = past_modifier(reader, at);
    if !is_month(reader, month_at) || !matches!(reader.language, "en" | "und" | "de") {
        return None;
    }
    let introduced = month_at > at
        || at > 0 && tokens.is(at - 1, PREPOSITION)
        || matches!(tokens.low(at.wrapping_sub(1)), "im" | "seit" | "bis" | "ab" | "and" | "or");
    let doubtful = matches!(tokens.low(month_at), "may" | "march")
        || tokens.is(month_at, SENTENCE_START)
        || tokens.is(month_at + 1, CAPITAL);
    if doubtful && !introduced
        || tokens.is(at.wrapping_sub(1), CAPITAL) && !tokens.is(at.wrapping_sub(1), SENTENCE_START)
    {
        return None;
    }
    let time = reader.calendar.month(None, month_of(reader, month_at)?, is_coming(reader, at));
    reader.found(at, past_short_stop(reader, month_at), time)
}

/// "2025-10-20", "20.10.2025", "20/10/2025", "10/20/2025".
pub(super) fn numeric(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    let first = |text: &str| text.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    if let Some(date) =
        first(word).filter(|date| date.year() > 0 && (word.len() == 10 || word.get(10..11) == Some("t")))
    {
        return reader.found(at, at + 1, Some(EventTime::day(date)));
    }
    let dotted: Vec<&str> = word.split('.').collect();
    let (parts, to) = match dotted.as_slice() {
        [day, month, year] => ([*day, *month, *year], at + 1),
        _ if tokens.is_mark(at + 1, "/") && tokens.is_mark(at + 3, "/") && tokens.touches_next(at) => {
            ([word, tokens.low(at + 2), tokens.low(at + 4)], at + 5)
        }
        _ => return None,
    };
    let year = year_of(parts[2]).filter(|_| parts[2].len() == 4)?;
    let (left, right) = (parts[0].parse::<i8>().ok()?, parts[1].parse::<i8>().ok()?);
    // Day first, as most of the world writes; month first only where nothing else fits.
    let (day, month) = if right > 12 { (right, left) } else { (left, right) };
    reader.found(at, to, reader.calendar.day(Some(year), month, day))
}

/// "the first quarter of 2010", "Q3 2010", "second half of 2010".
pub(super) fn quarter_or_half(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let short = tokens.low(at).strip_prefix('q').and_then(|number| number.parse::<i64>().ok());
    let (number, after, half) = match short {
        Some(number) => (number, at + 1, false),
        None if tokens.is(at, ORDINAL) => match tokens.low(at + 1) {
            "quarter" => (tokens.value(at), at + 2, false),
            "half" => (tokens.value(at), at + 2, true),
            _ => return None,
        },
        None => return None,
    };
    let (year, to) = year_after(reader, past_of(reader, after));
    let number = i8::try_from(number).ok().filter(|number| (1..=if half { 2 } else { 4 }).contains(number))?;
    match (year, half) {
        (Some(year), true) => {
            let value = if number == 1 { format!("{year}-01/{year}-06") } else { format!("{year}-07/{year}-12") };
            reader.found(at, to, EventTime::new(value, Precision::Range))
        }
        (Some(year), false) => reader.found(at, to, calendar::quarter(year, number)),
        (None, true) => None,
        (None, false) => {
            let published = reader.calendar.published?;
            let later = number > (published.month() - 1) / 3 + 1 && !is_coming(reader, at);
            reader.found(at, after, calendar::quarter(published.year() - i16::from(later), number))
        }
    }
}

/// "the 1980s", "the early 1980s", "the 19th century".
pub(super) fn decade(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !tokens.is(at, DIGITS) {
        return None;
    }
    let word = tokens.low(at);
    if let Some(year) = word.strip_suffix('s').and_then(|year| year.strip_suffix('\'').or(Some(year))).and_then(year_of)
    {
        return (year % 10 == 0).then(|| reader.found(at, at + 1, calendar::decade(year)))?;
    }
    if let Some(year) = word
        .strip_suffix('s')
        .filter(|_| tokens.low(at.wrapping_sub(1)) == "the")
        .and_then(|year| year.parse::<i16>().ok())
    {
        return (year % 10 == 0 && (20..100).contains(&year))
            .then(|| reader.found(at, at + 1, calendar::decade(1900 + year)))?;
    }
    let century = ["th", "st", "nd", "rd"].iter().find_map(|ending| word.strip_suffix(ending))?.parse::<i16>().ok()?;
    let named = matches!(tokens.low(at + 1), "century" | "centuries") && (10..=22).contains(&century);
    named.then(|| reader.found(at, at + 2, EventTime::new(format!("{}", century - 1), Precision::Decade)))?
}

/// "summer 2010", "the winter of 2009".
pub(super) fn season(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !tokens.is(at, SEASON) {
        return None;
    }
    let (year, to) = year_after(reader, past_of(reader, at + 1));
    reader.found(at, to, reader.calendar.season(Some(year?), tokens.value(at), 0))
}

/// "2019", where it counts nothing.
pub(super) fn year_alone(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if let Some(year) = tokens.low(at).strip_prefix("mid-").and_then(year_of) {
        return reader.found(at, at + 1, calendar::year(year));
    }
    if !tokens.is(at, DIGITS) {
        return None;
    }
    let number = tokens.low(at).parse::<i16>().ok().filter(|_| tokens.low(at).len() == 4)?;
    let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
    let buddhist = buddhist_year(reader, at, number);
    if let Some(year) = buddhist {
        let to = at + if matches!(tokens.low(at + 1), "be" | "b.e") { 2 } else { 1 };
        return reader.found(at, to, calendar::year(year));
    }
    if matches!(before, "$" | "£" | "€" | "¥" | "#" | ":" | "." | "+" | "-" | "/") || is_amount(reader, at) {
        return None;
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
            | "año"
            | "nel"
            | "em"
            | "в"
            | "с"
    );
    let fits = BARE_YEARS.contains(&number) || introduced && (1100..=2100).contains(&number);
    let to = at + 1 + usize::from(tokens.is(at + 1, YEAR_WORD));
    fits.then(|| reader.found(at, to, calendar::year(number)))?
}

fn buddhist_year(reader: &Reader, at: usize, number: i16) -> Option<i16> {
    let tokens = reader.tokens;
    let before = tokens.low(at.wrapping_sub(1));
    let named = matches!(tokens.low(at + 1), "be" | "b.e") || matches!(before, "be" | "b.e") || reader.language == "th";
    (named && (2400..=2700).contains(&number)).then(|| number - BUDDHIST_ERA)
}

/// Whether a number of four digits counts something, by its neighbours.
fn is_amount(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    if counts_something(reader, at + 1)
        || tokens.is(at + 1, MEASURE | MONEY | PERSON_NOUN)
        || tokens.is_mark(at + 1, "%")
    {
        return true;
    }
    let before = tokens.low(at.wrapping_sub(1));
    let bound = matches!(
        before,
        "over" | "than" | "least" | "nearly" | "almost" | "approximately" | "some" | "no" | "flight" | "number"
    );
    let counted = matches!(
        tokens.low(at + 1),
        "people"
            | "men"
            | "women"
            | "children"
            | "dead"
            | "employees"
            | "workers"
            | "jobs"
            | "troops"
            | "soldiers"
            | "students"
            | "homes"
            | "houses"
            | "members"
            | "points"
            | "shares"
            | "cases"
            | "residents"
            | "families"
            | "voters"
            | "votes"
            | "civilians"
            | "refugees"
            | "others"
            | "copies"
            | "times"
            | "units"
            | "vehicles"
            | "cars"
            | "meter"
            | "hours"
            | "days"
            | "years"
    );
    bound || counted
}

/// "May 5 million": the number counts.
fn counts_something(reader: &Reader, at: usize) -> bool {
    reader.tokens.is(at, SCALE | PERCENT) || matches!(reader.tokens.word(at), "%" | "per")
}

/// Whether the token is a month written as a month.
fn is_month(reader: &Reader, at: usize) -> bool {
    reader.tokens.is(at, MONTH) && (!reader.has_capital_months() || reader.tokens.is(at, CAPITAL))
}

fn month_of(reader: &Reader, at: usize) -> Option<i8> {
    i8::try_from(reader.tokens.value(at)).ok()
}

/// A day of a month in digits ("5", "5th", "1er", "1º"), and the token after it.
fn day_of_month(reader: &Reader, at: usize) -> Option<(i8, usize)> {
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

/// A year right here, or after a comma or "of": the year, and the token after it.
fn year_after(reader: &Reader, at: usize) -> (Option<i16>, usize) {
    let tokens = reader.tokens;
    let comma = usize::from(tokens.is_mark(at, ","));
    let at_year = past_of(reader, at + comma);
    let year = tokens.is(at_year, DIGITS).then(|| year_of(tokens.low(at_year))).flatten();
    match year.filter(|_| !counts_something(reader, at_year + 1) && tokens.together(at.saturating_sub(1), at_year)) {
        Some(year) => {
            let buddhist = buddhist_year(reader, at_year, year);
            let words = usize::from(
                tokens.is(at_year + 1, YEAR_WORD)
                    || buddhist.is_some() && matches!(tokens.low(at_year + 1), "be" | "b.e"),
            );
            (Some(buddhist.unwrap_or(year)), at_year + 1 + words)
        }
        None => (None, at),
    }
}

fn year_of(word: &str) -> Option<i16> {
    word.parse::<i16>()
        .ok()
        .filter(|year| word.len() == 4 && YEARS.contains(year))
        .or_else(|| word.parse::<i16>().ok().filter(|year| word.len() == 4 && (2400..=2700).contains(year)))
}

/// Over "of", "de" and their like between the parts of a date.
fn past_of(reader: &Reader, at: usize) -> usize {
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
