//! Years of other calendars, and dates as Chinese, Japanese, Korean and Thai write them. In: tokens and the text around.
//! Out: values of our calendar. Never: a day of a calendar that does not share our months.

use super::super::lexicon::DIGITS;
use super::calendar::{self, Unit, YEARS};
use super::{Found, Reader};
use crate::model::{EventTime, Precision};

/// Years of the Buddhist era are this much higher.
const BUDDHIST_ERA: i16 = 543;

/// Japanese eras and the year before their first; and the years of the Republic of China.
const EAST_ASIAN_ERAS: [(&str, i16); 6] =
    [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("民國", 1911), ("民国", 1911)];

/// The same in Latin letters.
const LATIN_ERAS: [(&str, i16); 4] = [("reiwa", 2018), ("heisei", 1988), ("showa", 1925), ("taisho", 1911)];

/// Thai months, long and short.
const THAI_MONTHS: [(&str, &str); 12] = [
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
];

/// Chinese and Japanese words for a stretch beside ours.
const STRETCHES: [(&str, Unit, i64); 26] = [
    ("今年", Unit::Year, 0),
    ("去年", Unit::Year, -1),
    ("昨年", Unit::Year, -1),
    ("前年", Unit::Year, -2),
    ("来年", Unit::Year, 1),
    ("明年", Unit::Year, 1),
    ("今月", Unit::Month, 0),
    ("本月", Unit::Month, 0),
    ("先月", Unit::Month, -1),
    ("上月", Unit::Month, -1),
    ("上个月", Unit::Month, -1),
    ("来月", Unit::Month, 1),
    ("下月", Unit::Month, 1),
    ("下个月", Unit::Month, 1),
    ("今週", Unit::Week, 0),
    ("本周", Unit::Week, 0),
    ("本週", Unit::Week, 0),
    ("这周", Unit::Week, 0),
    ("先週", Unit::Week, -1),
    ("上周", Unit::Week, -1),
    ("上週", Unit::Week, -1),
    ("来週", Unit::Week, 1),
    ("下周", Unit::Week, 1),
    ("下週", Unit::Week, 1),
    ("ปีนี้", Unit::Year, 0),
    ("ปีที่แล้ว", Unit::Year, -1),
];

/// Thai words for a day beside ours, longest first.
const THAI_DAYS: [(&str, i64); 4] = [("เมื่อวานนี้", -1), ("เมื่อวาน", -1), ("พรุ่งนี้", 1), ("วันนี้", 0)];

/// What follows the number of days in "20日間" and its like: a count, no day of a month.
const COUNTING: [&str; 10] = ["間", "目", "以", "内", "连", "連", "後", "后", "ぶ", "ほ"];

/// The era that a four-digit year is in, by the word beside it or the language: the year of our calendar.
pub(super) fn buddhist_year(reader: &Reader, at: usize, number: i16) -> Option<i16> {
    let tokens = reader.tokens;
    let before = tokens.low(at.wrapping_sub(1));
    let named = is_buddhist(tokens.low(at + 1)) || is_buddhist(before) || reader.language == "th";
    (named && (2400..=2700).contains(&number)).then(|| number - BUDDHIST_ERA)
}

fn is_buddhist(word: &str) -> bool {
    matches!(word, "be" | "b.e" | "b.e.")
}

/// Past the mark of the Buddhist era.
pub(super) fn past_era(reader: &Reader, at: usize, buddhist: bool) -> usize {
    at + usize::from(buddhist && is_buddhist(reader.tokens.low(at)))
}

/// "1445 AH", "1402 SH", "2080 BS", "Reiwa 6": the years of our calendar that such a year lies in.
pub(super) fn other_calendar(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if let Some((_, before)) = LATIN_ERAS.iter().find(|(era, _)| *era == tokens.low(at)) {
        let number = tokens.low(at + 1).parse::<i16>().ok().filter(|number| (1..=64).contains(number))?;
        return reader.found(at, at + 2, calendar::year(before + number));
    }
    let marked_before = tokens.is(at + 1, DIGITS) && era_years(tokens.low(at), 1400).is_some();
    let (number_at, mark_at) = if marked_before { (at + 1, at) } else { (at, at + 1) };
    let number = tokens.low(number_at).parse::<i16>().ok().filter(|_| tokens.low(number_at).len() == 4)?;
    let mark = tokens.word(mark_at).trim_end_matches('.');
    let (first, last) = era_years(tokens.low(mark_at), number).filter(|_| mark == mark.to_uppercase())?;
    reader.found(at, at + 2, EventTime::new(format!("{first:04}/{last:04}"), Precision::Range))
}

/// The first and last year of ours that a year of this era lies in.
fn era_years(mark: &str, number: i16) -> Option<(i16, i16)> {
    match mark.trim_end_matches('.') {
        "ah" | "a.h" if (1300..=1600).contains(&number) => {
            // A lunar year is 0.970229 of ours, and its first began in July 622.
            let first = (f64::from(number) * 0.970_229 + 621.57).floor() as i16;
            Some((first, first + 1))
        }
        "sh" | "s.h" | "ap" if (1300..=1500).contains(&number) => Some((number + 621, number + 622)),
        "bs" | "b.s" if (1950..=2150).contains(&number) => Some((number - 57, number - 56)),
        _ => None,
    }
}

/// "去年3月", "先週", "เมื่อวานนี้".
pub(super) fn asian_word(reader: &Reader, at: usize) -> Option<Found> {
    if !matches!(reader.language, "zh" | "ja" | "th") {
        return None;
    }
    let (text, start) = (reader.tokens.text, reader.tokens.start(at));
    let here = text.get(start..)?;
    let token_after = |rest: &str| reader.tokens.at_byte(text.len() - rest.len()).max(at + 1);
    for (word, days) in THAI_DAYS {
        if let Some(rest) = here.strip_prefix(word) {
            return reader.found(at, token_after(rest), reader.calendar.days_away(days));
        }
    }
    let (word, unit, away) = STRETCHES.iter().find(|(word, ..)| here.starts_with(word))?;
    let rest = here.get(word.len()..)?;
    if let Some((month, rest)) = part(rest, ['月', '月']).filter(|_| *unit == Unit::Year) {
        let year = reader.calendar.published?.year() + i16::try_from(*away).ok()?;
        let month = month.parse::<i8>().ok()?;
        return match part(rest, ['日', '号']) {
            Some((day, rest)) => {
                reader.found(at, token_after(rest), reader.calendar.day(Some(year), month, day.parse().ok()?))
            }
            None => reader.found(at, token_after(rest), reader.calendar.month(Some(year), month, false)),
        };
    }
    reader.found(at, token_after(rest), reader.calendar.units_away(*unit, *away))
}

/// "2025年10月20日", "令和6年5月3日", "10月20日", "20日", "2025년 10월 20일".
pub(super) fn east_asian(reader: &Reader, at: usize) -> Option<Found> {
    let text = reader.tokens.text.get(reader.tokens.start(at)..)?;
    let (number, rest) = digits(text)?;
    if number.len() > 4 || !rest.starts_with(['年', '月', '日', '年', '년', '월', '일', '号']) {
        return None;
    }
    let mut rest = text;
    let (mut year, mut month, mut day) = (None, None, None);
    let mut from = at;
    if let Some((number, after)) = part(rest, ['年', '년']) {
        let (base, start) = era_before(reader, at);
        let number = number.parse::<i16>().ok()?;
        year = Some(base + number).filter(|year| YEARS.contains(year));
        year?;
        (from, rest) = (start, after);
    }
    if let Some((number, after)) = part(rest, ['月', '월']) {
        month = number.parse::<i8>().ok();
        rest = after;
    }
    let day_part = || part(rest, ['日', '일']).or_else(|| part(rest, ['号', '號']));
    if let Some((number, after)) = (month.is_some() || year.is_none()).then(day_part).flatten() {
        day = number.parse::<i8>().ok();
        rest = after;
    }
    let to = reader.tokens.at_byte(reader.tokens.text.len() - rest.len()).max(at + 1);
    let time = match (year, month, day) {
        (year, Some(month), Some(day)) => reader.calendar.day(year, month, day),
        (Some(year), Some(month), None) => reader.calendar.month(Some(year), month, false),
        (Some(year), None, None) => calendar::year(year),
        (None, None, Some(day)) => {
            last_day_of(reader, day).filter(|_| !COUNTING.iter().any(|word| rest.starts_with(word)))
        }
        (None, Some(month), None) => {
            reader.calendar.month(None, month, false).filter(|_| !COUNTING.iter().any(|word| rest.starts_with(word)))
        }
        _ => None,
    };
    reader.found(from, to, time)
}

/// What is added to a year, by the era that stands before it, and where that begins.
fn era_before(reader: &Reader, at: usize) -> (i16, usize) {
    let before = at.checked_sub(1).map_or("", |place| reader.tokens.word(place));
    EAST_ASIAN_ERAS.iter().find(|(era, _)| before.ends_with(era)).map_or((0, at), |(_, base)| (*base, at - 1))
}

/// Digits followed by one of two marks: the digits and what comes after.
fn part(text: &str, marks: [char; 2]) -> Option<(&str, &str)> {
    let (number, rest) = digits(text.trim_start_matches(' '))?;
    rest.strip_prefix(marks).map(|rest| (number, rest))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    (end > 0 && end < 5).then(|| text.split_at(end))
}

/// The last day of that number up to publication.
fn last_day_of(reader: &Reader, day: i8) -> Option<EventTime> {
    let published = reader.calendar.published?;
    let month = published.first_of_month();
    let date = if day <= published.day() { month } else { month.yesterday().ok()?.first_of_month() };
    reader.calendar.day(Some(date.year()), date.month(), day)
}

/// "20 ตุลาคม พ.ศ. 2567", "20 ต.ค. 2567", "พ.ศ. 2567".
pub(super) fn thai(reader: &Reader, at: usize) -> Option<Found> {
    let text = reader.tokens.text;
    let (number, rest) = digits(text.get(reader.tokens.start(at)..)?)?;
    let rest = rest.trim_start_matches(' ');
    if !rest.starts_with(|letter| ('ก'..='๛').contains(&letter)) {
        return None;
    }
    let (month, rest) = THAI_MONTHS.iter().zip(1i8..).find_map(|((long, short), month)| {
        rest.strip_prefix(long).or_else(|| rest.strip_prefix(short)).map(|rest| (month, rest))
    })?;
    let after = rest.trim_start_matches(' ');
    let (base, after) = match after.strip_prefix("พ.ศ.") {
        Some(after) => (BUDDHIST_ERA, after.trim_start_matches(' ')),
        None => (0, after.strip_prefix("ค.ศ.").unwrap_or(after).trim_start_matches(' ')),
    };
    let year =
        digits(after).and_then(|(year, rest)| Some((year.parse::<i16>().ok().filter(|_| year.len() == 4)?, rest)));
    let (year, rest) = match year {
        Some((year, rest)) => (Some(if base > 0 || year >= 2400 { year - BUDDHIST_ERA } else { year }), rest),
        None => (None, rest),
    };
    let to = reader.tokens.at_byte(text.len() - rest.len()).max(at + 1);
    reader.found(at, to, reader.calendar.day(year, month, number.parse().ok()?))
}
