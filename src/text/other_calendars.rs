//! Written days of other calendars: Japanese eras, the Republic of China, the Buddhist era, Iran's solar years; and their digits.
//! In: numbers and the words beside them. Out: days of our calendar. Never: a day of a lunar calendar, which needs an observer.

use jiff::civil::Date;
use std::borrow::Cow;

/// Years from here on are of the Buddhist era (543 years ahead).
const BUDDHIST_FROM: i64 = 2400;
const BUDDHIST_AHEAD: i64 = 543;
/// Iranian years in which pages were written, by the rule of leap years that holds for 1244 to 1472.
const IRANIAN: std::ops::RangeInclusive<i64> = 1370..=1430;
/// The Iranian year whose first day is `IRANIAN_EPOCH`.
const IRANIAN_EPOCH_YEAR: i64 = 1400;
const IRANIAN_EPOCH: Date = jiff::civil::date(2021, 3, 21);
/// Eras and the year before their first.
const ERAS: &[(&str, i64)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("民國", 1911),
    ("民国", 1911),
    ("reiwa", 2018),
    ("heisei", 1988),
];
/// The zeros of digits that stand in Arabic, Persian, Devanagari, Bengali, Thai, Burmese and wide text.
const ZEROS: &[char] = &['٠', '۰', '०', '০', '๐', '၀', '０'];

/// The day of our calendar that these numbers name, of whichever calendar the year is.
pub(super) fn day(year: i64, month: i64, date: i64) -> Option<Date> {
    if IRANIAN.contains(&year) {
        return iranian(year, month, date);
    }
    let year = if year >= BUDDHIST_FROM { year - BUDDHIST_AHEAD } else { year };
    Date::new(year.try_into().ok()?, month.try_into().ok()?, date.try_into().ok()?).ok()
}

/// The year of an era, by the word before the number.
pub(super) fn era_year(word: &str, number: i64) -> Option<i64> {
    let (_, before) = ERAS.iter().find(|(era, _)| word.ends_with(era))?;
    Some(before + number)
}

/// The text with digits of other scripts as ours.
pub(super) fn plain_digits(text: &str) -> Cow<'_, str> {
    let plain = |letter: char| {
        let digit = |zero: &char| (letter as u32).checked_sub(*zero as u32).filter(|digit| *digit < 10);
        ZEROS.iter().find_map(digit).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(letter)
    };
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(plain).collect()) }
}

/// Six months of 31 days, five of 30, and a last one of 29, or 30 in a leap year.
fn iranian(year: i64, month: i64, date: i64) -> Option<Date> {
    let is_leap = |year: i64| (25 * year + 11).rem_euclid(33) < 8;
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + i64::from(is_leap(year)),
        _ => return None,
    };
    if !(1..=length).contains(&date) {
        return None;
    }
    let years = |from: i64, to: i64| (from..to).map(|year| 365 + i64::from(is_leap(year))).sum::<i64>();
    let before = years(IRANIAN_EPOCH_YEAR, year) - years(year, IRANIAN_EPOCH_YEAR);
    let months = (month - 1) * 30 + (month - 1).min(6);
    IRANIAN_EPOCH.checked_add(jiff::Span::new().days(before + months + date - 1)).ok()
}

#[cfg(test)]
mod tests {
    use super::{day, plain_digits};

    fn check(year: i64, month: i64, date: i64, expected: &str) {
        assert_eq!(day(year, month, date).map_or("none".to_owned(), |day| day.to_string()), expected);
    }

    #[test]
    fn days_of_other_calendars() {
        check(2569, 11, 3, "2026-11-03");
        check(1400, 1, 1, "2021-03-21");
        check(1403, 1, 1, "2024-03-20");
        check(1403, 12, 30, "2025-03-20");
        check(1404, 1, 1, "2025-03-21");
        check(1405, 8, 12, "2026-11-03");
        check(1399, 12, 30, "2021-03-20");
        check(1375, 1, 1, "1996-03-20");
        check(1404, 12, 30, "none");
        check(1404, 13, 1, "none");
        check(2026, 2, 30, "none");
    }

    #[test]
    fn digits_of_other_scripts() {
        assert_eq!(plain_digits("۱۴۰۵/۰۸/۱۲ ๒๕๖๙ x9"), "1405/08/12 2569 x9");
    }
}
