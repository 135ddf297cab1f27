//! Expressions of time. In: tokens and the day of publication. Out: spans with values of the contract, in order.
//! Never: a value for what is relative where the day of publication is unknown; nor "May 5 million".

mod absolute;
mod calendar;
mod relative;

use super::lexicon::{
    AGO_BEFORE, Classes, DAY_WORD, DIGITS, FUTURE_WORD, MONTH, NOW, NUMBER, ORDINAL, PAST_WORD, REPEAT, SEASON,
    TIME_OPENER, TIME_UNIT, WEEKDAY, WEEKDAY_SHORT,
};
use super::tokens::Tokens;
use crate::model::{DateMention, EventTime};
use calendar::Calendar;
use jiff::civil::Date;

/// Only words of these classes can begin an expression of time.
const OPENERS: Classes = MONTH
    | WEEKDAY
    | WEEKDAY_SHORT
    | DAY_WORD
    | DIGITS
    | NUMBER
    | ORDINAL
    | TIME_UNIT
    | SEASON
    | NOW
    | PAST_WORD
    | FUTURE_WORD
    | REPEAT
    | TIME_OPENER
    | AGO_BEFORE;

/// An expression from one token up to another (exclusive).
struct Found {
    from: usize,
    to: usize,
    time: EventTime,
}

/// Finds one kind of expression that begins at a token.
type Finder = fn(&Reader, usize) -> Option<Found>;

/// In this order; the first that fits wins.
const FINDERS: &[Finder] = &[
    absolute::weekday_and_date,
    absolute::day_range,
    absolute::month_day,
    absolute::day_month,
    absolute::numeric,
    absolute::month_year,
    absolute::quarter_or_half,
    absolute::decade,
    relative::day_word,
    relative::ago,
    relative::sided,
    relative::weekday,
    absolute::month_alone,
    absolute::season,
    relative::repeat,
    relative::length,
    absolute::year_alone,
    relative::loose,
];

/// What the finders share.
struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    calendar: Calendar,
    language: &'a str,
}

/// The expressions of time, and for each token whether it stands in one.
pub(super) fn dates(tokens: &Tokens, published: Option<Date>, language: &str) -> (Vec<DateMention>, Vec<bool>) {
    let reader = Reader { tokens, calendar: Calendar { published }, language };
    let mut mentions = Vec::new();
    let mut taken = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        let opens = tokens.is(at, OPENERS) || tokens.low(at).contains('-');
        let found = opens.then(|| FINDERS.iter().find_map(|finder| finder(&reader, at))).flatten();
        let Some(found) = found.filter(|found| found.to > at) else {
            at += 1;
            continue;
        };
        if let Some(span) = tokens.span(found.from, found.to) {
            mentions.push(DateMention { span, time: found.time });
        }
        for place in taken.iter_mut().take(found.to).skip(found.from) {
            *place = true;
        }
        at = found.to;
    }
    (mentions, taken)
}

impl Reader<'_> {
    /// Months and weekdays stand with a capital letter in English and German, and hardly ever elsewhere.
    fn has_capital_months(&self) -> bool {
        matches!(self.language, "en" | "und" | "de")
    }

    fn found(&self, from: usize, to: usize, time: Option<EventTime>) -> Option<Found> {
        time.map(|time| Found { from, to, time })
    }
}

#[cfg(test)]
mod tests;
