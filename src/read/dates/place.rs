//! Where in time the text is: the days and stretches that it named last. In: what was found, one after another.
//! Out: the day or stretch that "the day", "the next week", "two days later" count from. Never: a guess over many sentences.

use super::calendar::days_between;
use super::{Basis, Found};
use crate::model::Precision;
use crate::read::tokens::Tokens;
use jiff::civil::Date;

/// A day this close to publication is what the article is about; one further away is told in passing.
const NEAR_DAYS: i32 = 7;

/// "The day" is bound to a day near publication over so many sentences.
const NEAR_SENTENCES: usize = 6;

/// To any other day over so many.
const FAR_SENTENCES: usize = 2;

/// Words after a day that make it the name of an event ("the September 11 attacks").
const EVENTS: [&str; 8] = ["attack", "attacks", "terrorist", "terror", "bombing", "bombings", "massacre", "commission"];

/// One day or stretch that the text named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    /// The day, or the first one of the stretch.
    pub(super) date: Date,
    /// How exactly it was named.
    pub(super) precision: Precision,
    /// Whether it was itself counted from another day of the text.
    pub(super) anchored: bool,
    /// Its sentence.
    sentence: usize,
}

/// What was named last.
#[derive(Debug, Default)]
pub(super) struct Place {
    day: Option<Named>,
    stretch: Option<Named>,
    /// The first token that is not in an expression yet.
    pub(super) free_from: usize,
}

impl Place {
    /// Takes in the next expression of the text.
    pub(super) fn move_to(&mut self, tokens: &Tokens, found: &Found) {
        self.free_from = found.to;
        if EVENTS.contains(&tokens.low(found.to)) {
            return;
        }
        let Some(date) = first_day(found.time.value(), found.time.precision()) else { return };
        let (precision, sentence) = (found.time.precision(), tokens.sentence(found.from));
        let named = Some(Named { date, precision, anchored: found.basis == Basis::Counted, sentence });
        if precision == Precision::Day {
            self.day = named;
        }
        self.stretch = named;
    }

    /// The day that the text was at last, if it is close enough to this sentence.
    pub(super) fn day(&self, sentence: usize, published: Option<Date>) -> Option<Named> {
        self.day.filter(|day| sentence.saturating_sub(day.sentence) <= reach(day, published))
    }

    /// The day, month, quarter or year that the text named last, if it is close enough to this sentence.
    pub(super) fn stretch(&self, sentence: usize) -> Option<Named> {
        self.stretch.filter(|named| sentence.saturating_sub(named.sentence) <= FAR_SENTENCES)
    }

    /// The last day, where the story around it is told day by day and far from publication.
    pub(super) fn told_day(&self, sentence: usize, published: Option<Date>) -> Option<Date> {
        let named = self.day.filter(|day| day.anchored && sentence.saturating_sub(day.sentence) <= 1)?;
        published.is_none_or(|published| days_between(named.date, published) > NEAR_DAYS).then_some(named.date)
    }
}

fn reach(day: &Named, published: Option<Date>) -> usize {
    let near = published.is_some_and(|published| days_between(day.date, published) <= NEAR_DAYS);
    if near { NEAR_SENTENCES } else { FAR_SENTENCES }
}

/// The first day of a day, month, quarter or year.
fn first_day(value: &str, precision: Precision) -> Option<Date> {
    let year = value.get(..4)?.parse().ok()?;
    match precision {
        Precision::Day => value.parse().ok(),
        Precision::Month => Date::new(year, value.get(5..7)?.parse().ok()?, 1).ok(),
        Precision::Quarter => Date::new(year, value.get(6..7)?.parse::<i8>().ok()? * 3 - 2, 1).ok(),
        Precision::Year => Date::new(year, 1, 1).ok(),
        _ => None,
    }
}
