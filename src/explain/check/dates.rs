//! Are a claim's days and months in its sources? In: sentences as tokens. Out: days of a month, months and weekdays that
//! no source names. Never: a calendar; "the next day" is not worked out.

use super::tokens::{Line, Token};
use super::{Finding, Test};
use std::collections::BTreeSet;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// "Jan" and "Mon", but not "Ma".
const SHORT_LETTERS: std::ops::RangeInclusive<usize> = 3..=4;

/// The days, months and weekdays that some sentences name.
#[derive(Default)]
pub(super) struct Dates {
    /// (month, day of the month).
    days: BTreeSet<(usize, u32)>,
    months: BTreeSet<usize>,
    weekdays: BTreeSet<usize>,
    /// Whether days stand in figures only ("05/03/2018"), so that no month can be missed.
    figures: bool,
}

impl Dates {
    pub(super) fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let mut dates = Self::default();
        for line in lines {
            for (at, token) in line.tokens.iter().enumerate() {
                dates.take(&line.tokens, at, token);
            }
        }
        dates
    }

    fn take(&mut self, tokens: &[Token], at: usize, token: &Token) {
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let days: Vec<u32> = neighbours.into_iter().flatten().filter_map(|at| day_of(tokens.get(at)?)).collect();
        if let Some(month) = place(&MONTHS, &token.lower) {
            // "may" is a month only as a name or beside a number.
            if token.lower != "may" && token.lower != "march" || (token.capital && !token.opens) || !days.is_empty() {
                self.months.insert(month);
                self.days.extend(days.into_iter().map(|day| (month, day)));
            }
        }
        self.weekdays.extend(place(&WEEKDAYS, &token.lower));
        let figure = |at: usize| tokens.get(at).and_then(|token| token.lower.parse::<u32>().ok());
        if let (Some(a), Some(b), Some(c)) = (figure(at), figure(at + 1), figure(at + 2)) {
            self.figures |= (a > 1900 || c > 1900) && b <= 31;
        }
    }

    /// What these dates of a claim name and the sources do not; a clash where the window names another day of the month.
    pub(super) fn missing(&self, sources: &Dates, window: &Dates) -> Vec<Finding> {
        let mut found = Vec::new();
        for (month, day) in self.days.difference(&sources.days) {
            if sources.figures && !sources.months.contains(month) {
                continue;
            }
            let clash = window.days.iter().any(|(other, at)| other == month && at != day);
            found.push(Finding::new(
                Test::Date,
                clash,
                format!("date {day} {} not in the source", title(MONTHS[*month])),
            ));
        }
        for month in self.months.difference(&sources.months).filter(|_| !sources.figures) {
            if !self.days.iter().any(|(named, _)| named == month) {
                found.push(Finding::new(
                    Test::Date,
                    false,
                    format!("date {} not in the source", title(MONTHS[*month])),
                ));
            }
        }
        for weekday in self.weekdays.difference(&sources.weekdays) {
            let clash = !window.weekdays.is_empty();
            found.push(Finding::new(
                Test::Date,
                clash,
                format!("date {} not in the source", title(WEEKDAYS[*weekday])),
            ));
        }
        found
    }
}

/// A day, month or weekday of a claim in the place of another of the sentence that it was made of.
pub(super) fn exchanged(claim: &Line, base: &Line) -> Option<Finding> {
    let (here, there) = (Dates::of([claim]), Dates::of([base]));
    let changed = |one: bool, other: bool, name: &str| {
        let reason = || format!("another {name} than in the source");
        (one && other).then(|| Finding::new(Test::Date, true, reason()))
    };
    let days = changed(!here.days.is_subset(&there.days), !there.days.is_subset(&here.days), "day");
    let months = || changed(!here.months.is_subset(&there.months), !there.months.is_subset(&here.months), "month");
    let weekdays =
        || changed(!here.weekdays.is_subset(&there.weekdays), !there.weekdays.is_subset(&here.weekdays), "weekday");
    days.or_else(months).or_else(weekdays)
}

/// Whether a word says on which side of now.
pub(super) fn is_side_of_now(word: &str) -> bool {
    matches!(word, "last" | "next" | "yesterday" | "tomorrow")
}

/// Whether a word names a month or a weekday; names of other things are tested elsewhere.
pub(super) fn is_date_word(word: &str) -> bool {
    place(&MONTHS, word).is_some() || place(&WEEKDAYS, word).is_some()
}

fn place(list: &[&str], word: &str) -> Option<usize> {
    let short = SHORT_LETTERS.contains(&word.len());
    list.iter().position(|name| *name == word || (short && name.starts_with(word) && word != "mar" && word != "sun"))
}

fn day_of(token: &Token) -> Option<u32> {
    let digits = token.lower.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn title(word: &str) -> String {
    let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
    format!("{}{rest}", first.to_uppercase())
}
