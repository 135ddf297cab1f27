//! Times as people and programs write them: RFC 822, ISO 8601 and its relatives, "Nov 3, 2026 10:00 AM", "3. November 2026".
//! In: one written time. Out: its day, with clock and offset where they are written. Never: guesses a zone, or which of two
//! numbers is the month.

use super::month_names::month;
use super::other_calendars::{day, era_year, plain_digits};
use crate::model::Moment;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// Longest text looked at, in bytes; a date is far shorter.
const LENGTH_MAX: usize = 200;

/// A written time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenTime {
    /// The day, in the offset it was written in.
    pub day: Date,
    /// The clock, where one is written.
    pub clock: Option<Time>,
    /// The offset from UTC, where one is written.
    pub offset: Option<Offset>,
}

impl From<WrittenTime> for Moment {
    /// An instant where clock and offset are written; else the day, because a clock without a zone is no instant.
    fn from(written: WrittenTime) -> Self {
        let instant = |(clock, offset): (Time, Offset)| {
            let at = offset.to_timestamp(written.day.to_datetime(clock)).ok()?;
            Some(Self::Instant { at, offset })
        };
        written.clock.zip(written.offset).and_then(instant).unwrap_or(Self::Day(written.day))
    }
}

/// Zones by the names that feeds use, in minutes from UTC.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("sast", 120),
    ("ist", 330),
    ("pkt", 300),
    ("mmt", 390),
    ("ict", 420),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("pht", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("ast", -240),
    ("adt", -180),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

/// A piece of a written time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// Digits, with how many there are.
    Number(i64, usize),
    Word(&'a str),
    Mark(char),
}

/// The time that this text is, or none.
pub fn written_time(text: &str) -> Option<WrittenTime> {
    let text = text.trim();
    if text.len() > LENGTH_MAX {
        return None;
    }
    if let Some(time) = epoch(text) {
        return Some(time);
    }
    let lower = plain_digits(text).to_lowercase();
    let pieces = pieces(&lower);
    let (day, used) = packed_day(&pieces).or_else(|| numbered_day(&pieces)).or_else(|| named_day(&pieces))?;
    let (clock, after) = clock(&pieces, used);
    let offset = clock.and_then(|_| offset(pieces.get(after..).unwrap_or_default()));
    Some(WrittenTime { day, clock, offset })
}

/// Seconds or milliseconds since 1970, of years from 2001 on.
fn epoch(text: &str) -> Option<WrittenTime> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let at = match text.len() {
        10 => Timestamp::from_second(number).ok()?,
        13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    let local = Offset::UTC.to_datetime(at);
    Some(WrittenTime { day: local.date(), clock: Some(local.time()), offset: Some(Offset::UTC) })
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |keep: fn(char) -> bool| rest.find(|letter| !keep(letter)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = run(|letter| letter.is_ascii_digit());
            let number = rest.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or(-1);
            found.push(Piece::Number(number, length));
            length
        } else if first.is_alphabetic() {
            let length = run(char::is_alphabetic);
            found.push(Piece::Word(rest.get(..length).unwrap_or_default()));
            length
        } else {
            if !first.is_whitespace() {
                found.push(Piece::Mark(first));
            }
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// `20261103`, also before `T`.
fn packed_day(pieces: &[Piece<'_>]) -> Option<(Date, usize)> {
    let Some(Piece::Number(number, 8)) = pieces.first() else { return None };
    Some((day(number / 10_000, number / 100 % 100, number % 100)?, 1))
}

/// Three numbers with marks between (`2026-11-03`, `03.11.2026`, `2026年11月3日`), the year first or last.
fn numbered_day(pieces: &[Piece<'_>]) -> Option<(Date, usize)> {
    for at in 0..pieces.len() {
        let Some([Piece::Number(a, first), one, Piece::Number(b, 1..=2), two, Piece::Number(c, last)]) =
            pieces.get(at..at + 5)
        else {
            continue;
        };
        let parting = |piece: &Piece<'_>| {
            matches!(piece, Piece::Mark('-' | '/' | '.' | '−' | '–') | Piece::Word("年" | "月" | "년" | "월"))
        };
        if !parting(one) || !parting(two) {
            continue;
        }
        let found = match (first, last) {
            (4, 1..=2) => day(*a, *b, *c),
            (1..=2, 4) => either_order(*a, *b, *c, one),
            (1..=3, 1..=2) if *one == Piece::Word("年") => {
                era_before(pieces, at, *a).and_then(|year| day(year, *b, *c))
            }
            _ => None,
        };
        return found.map(|date| (date, at + 5));
    }
    None
}

/// The year of our calendar, where an era stands before its number.
fn era_before(pieces: &[Piece<'_>], at: usize, number: i64) -> Option<i64> {
    match pieces.get(at.checked_sub(1)?) {
        Some(Piece::Word(word)) => era_year(word, number),
        _ => None,
    }
}

/// Day and month before a year: after dots the day comes first; after other marks only one order may be possible.
fn either_order(a: i64, b: i64, year: i64, mark: &Piece<'_>) -> Option<Date> {
    match (*mark == Piece::Mark('.'), a > 12, b > 12) {
        (true, ..) | (_, true, _) => day(year, b, a),
        (_, _, true) => day(year, a, b),
        _ => (a == b).then(|| day(year, a, b)).flatten(),
    }
}

/// A month's name with a day and a year around it.
fn named_day(pieces: &[Piece<'_>]) -> Option<(Date, usize)> {
    let named = |piece: &Piece<'_>| if let Piece::Word(word) = piece { month(word) } else { None };
    let (at, month) = pieces.iter().enumerate().find_map(|(at, piece)| Some((at, named(piece)?)))?;
    let near = |place: Option<usize>| match place.and_then(|place| pieces.get(place)) {
        Some(Piece::Number(number, length)) => Some((*number, *length)),
        _ => None,
    };
    let skip = |mut place: usize| {
        while matches!(
            pieces.get(place),
            Some(Piece::Mark('.' | ',' | '-' | '/') | Piece::Word("de" | "of" | "th" | "st" | "nd" | "rd" | "del"))
        ) {
            place += 1;
        }
        place
    };
    let before = (0..at).rev().find(|place| matches!(pieces.get(*place), Some(Piece::Number(..))));
    let after = skip(at + 1);
    let year_place = skip(after + 1);
    match (near(before), near(Some(after)), near(Some(year_place))) {
        (Some((date, 1..=2)), Some((year, 4)), _) => Some((day(year, month.into(), date)?, after + 1)),
        (_, Some((date, 1..=2)), Some((year, 4))) => Some((day(year, month.into(), date)?, year_place + 1)),
        (Some((date, 1..=2)), Some((year, 2)), _) => Some((day(2000 + year, month.into(), date)?, after + 1)),
        _ => None,
    }
}

/// The clock at or after a place (before it, where a day follows its clock), and the place behind it.
fn clock(pieces: &[Piece<'_>], from: usize) -> (Option<Time>, usize) {
    let colon = |at: &usize| pieces.get(*at) == Some(&Piece::Mark(':'));
    let Some(at) = (from..pieces.len()).find(colon).or_else(|| (0..from).find(colon)) else {
        return packed_clock(pieces, from);
    };
    let number = |place: Option<usize>| match place.and_then(|place| pieces.get(place)) {
        Some(Piece::Number(number, 1..=2)) => i8::try_from(*number).ok(),
        _ => None,
    };
    let (Some(hour), Some(minute)) = (number(at.checked_sub(1)), number(Some(at + 1))) else { return (None, from) };
    let second = number(Some(at + 3)).filter(|_| colon(&(at + 2)));
    let mut after = if second.is_some() { at + 4 } else { at + 2 };
    if second.is_some() && matches!(pieces.get(after..after + 2), Some([Piece::Mark('.' | ','), Piece::Number(..)])) {
        after += 2;
    }
    let (hour, after) = half_day(pieces, hour, after);
    (Time::new(hour, minute, second.unwrap_or(0).min(59), 0).ok(), after)
}

/// `T1000` and `T100000` behind a packed day.
fn packed_clock(pieces: &[Piece<'_>], from: usize) -> (Option<Time>, usize) {
    let Some([Piece::Word("t"), Piece::Number(number, length @ (4 | 6))]) = pieces.get(from..from + 2) else {
        return (None, from);
    };
    let number = if *length == 4 { number * 100 } else { *number };
    let part = |value: i64| i8::try_from(value).unwrap_or(-1);
    (Time::new(part(number / 10_000), part(number / 100 % 100), part(number % 100), 0).ok(), from + 2)
}

/// The hour of a clock with "AM" or "p.m." behind it.
fn half_day(pieces: &[Piece<'_>], hour: i8, after: usize) -> (i8, usize) {
    let (half, length) = match pieces.get(after..) {
        Some([Piece::Word(half @ ("am" | "pm")), ..]) => (*half, 1),
        Some([Piece::Word(half @ ("a" | "p")), Piece::Mark('.'), Piece::Word("m"), Piece::Mark('.'), ..]) => (*half, 4),
        _ => return (hour, after),
    };
    let hour = match (half.starts_with('p'), hour) {
        (true, 1..=11) => hour + 12,
        (false, 12) => 0,
        _ => hour,
    };
    (hour, after + length)
}

/// The offset that these pieces begin with: `+01:00`, `-0500`, `GMT+2`, `CEST`.
fn offset(pieces: &[Piece<'_>]) -> Option<Offset> {
    let of = |minutes: i32| Offset::from_seconds(minutes * 60).ok();
    let (zone, rest) = match pieces {
        [Piece::Word(zone), rest @ ..] => {
            (ZONES.iter().find(|(name, _)| name == zone).map(|(_, minutes)| *minutes)?, rest)
        }
        [Piece::Mark('('), rest @ ..] => return offset(rest),
        rest => (0, rest),
    };
    let (sign, hours, minutes) = match rest {
        [Piece::Mark(sign @ ('+' | '-' | '−')), Piece::Number(number, 4), ..] => (sign, number / 100, number % 100),
        [
            Piece::Mark(sign @ ('+' | '-' | '−')),
            Piece::Number(hours, 1..=2),
            Piece::Mark(':'),
            Piece::Number(minutes, 2),
            ..,
        ] => (sign, *hours, *minutes),
        [Piece::Mark(sign @ ('+' | '-' | '−')), Piece::Number(hours, 1..=2), ..] => (sign, *hours, 0),
        _ => return matches!(pieces, [Piece::Word(_), ..]).then(|| of(zone)).flatten(),
    };
    let minutes = i32::try_from(hours * 60 + minutes).ok()?;
    of(if *sign == '+' { minutes } else { -minutes })
}

#[cfg(test)]
mod tests {
    use super::written_time;

    fn check(text: &str, expected: &str) {
        let found = written_time(text).map_or("none".to_owned(), |time| {
            let clock = time.clock.map_or(String::new(), |clock| format!(" {clock}"));
            let offset = time.offset.map_or(String::new(), |offset| format!(" {}", offset.seconds() / 60));
            format!("{}{clock}{offset}", time.day)
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn shapes() {
        check("2026-11-03T10:00:00Z", "2026-11-03 10:00:00 0");
        check("2026-11-03T10:00:00.123+01:00", "2026-11-03 10:00:00 60");
        check("2026-11-03T10:00:00-0330", "2026-11-03 10:00:00 -210");
        check("2026-11-03 10:00:00", "2026-11-03 10:00:00");
        check("2026-11-03T10:00", "2026-11-03 10:00:00");
        check("2026-11-03 10:00:00 +0200", "2026-11-03 10:00:00 120");
        check("2026-11-03", "2026-11-03");
        check("2026/11/3", "2026-11-03");
        check("20261103", "2026-11-03");
        check("20261103T1005", "2026-11-03 10:05:00");
        check("Tue, 03 Nov 2026 10:00:00 +0100", "2026-11-03 10:00:00 60");
        check("Tue, 3 Nov 2026 10:00:00 GMT", "2026-11-03 10:00:00 0");
        check("Tue, 03 Nov 26 10:00 EST", "2026-11-03 10:00:00 -300");
        check("Di, 03 Nov 2026 10:00:00 CEST", "2026-11-03 10:00:00 120");
        check("Nov 3, 2026 10:00 AM", "2026-11-03 10:00:00");
        check("November 3rd, 2026 at 12:05 a.m. EST", "2026-11-03 00:05:00 -300");
        check("3. November 2026, 22:15 Uhr", "2026-11-03 22:15:00");
        check("3 de noviembre de 2026", "2026-11-03");
        check("03.11.2026 07:30", "2026-11-03 07:30:00");
        check("13/11/2026", "2026-11-13");
        check("11/13/2026", "2026-11-13");
        check("10:00, 3 November 2026", "2026-11-03 10:00:00");
        check("2026年11月3日 10:00", "2026-11-03 10:00:00");
        check("1793613600", "2026-11-02 10:00:00 0");
        check("1793613600000", "2026-11-02 10:00:00 0");
        check("2569-11-03T10:00:00+07:00", "2026-11-03 10:00:00 420");
        check("Tue Nov 03 2026 10:00:00 GMT+0200 (Central)", "2026-11-03 10:00:00 120");
        check("15 juillet 2026", "2026-07-15");
        check("15 juin 2026", "2026-06-15");
        check("令和8年11月3日", "2026-11-03");
        check("3 พฤศจิกายน 2569", "2026-11-03");
        check("۱۴۰۵/۰۸/۱۲", "2026-11-03");
        check("3 November 2026", "2026-11-03");
        check("Selasa, 3 Mei 2026 | 10:00", "2026-05-03 10:00:00");
    }

    #[test]
    fn no_times() {
        for text in [
            "",
            "soon",
            "03/11/2026",
            "2026-13-40",
            "2026-11",
            "Nov 2026",
            "12",
            "99999999999999999999",
            "::::",
            "2026-11-",
            "т3",
        ] {
            check(text, "none");
        }
    }
}
