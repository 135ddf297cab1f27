//! Expressions of time. In: tokens and the day of publication. Out: spans with values of the contract, in order.
//! Never: a value for what is relative where the day of publication is unknown; nor "May 5 million".

mod absolute;
mod anchored;
mod calendar;
mod clock;
mod decades;
mod eras;
mod extent;
mod holidays;
mod lengths;
mod loose;
mod numeric;
mod place;
mod quarters;
mod relative;
mod tense;
mod years;

use super::lexicon::{
    AGO_BEFORE, CAPITAL, Classes, DAY_PART, DAY_WORD, DIGITS, FUTURE_WORD, MONTH, NOW, NUMBER, ORDINAL, PAST_WORD,
    REPEAT, SEASON, SIDE, TIME_LEAD, TIME_OPENER, TIME_UNIT, WEEKDAY, WEEKDAY_SHORT,
};
use super::tokens::Tokens;
use crate::model::{DateMention, EventTime};
use calendar::Calendar;
use jiff::civil::Date;
use place::Place;

/// An expression from one token up to another (exclusive).
struct Found {
    from: usize,
    to: usize,
    time: EventTime,
    basis: Basis,
}

/// Where the value of an expression comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// Its own words, and publication.
    Words,
    /// Its own words, counted from another day that the text names ("two days later").
    Counted,
    /// The text around it; its words name no day ("the day", "18:00 UTC").
    Context,
}

/// Words that lead into an expression of time: "the", "last", "that".
const LEAD: Classes = TIME_OPENER | TIME_LEAD;

/// Finds one kind of expression that begins at a token.
type Finder = fn(&Reader, usize) -> Option<Found>;

/// In this order, each only where a word of its classes stands; the first that fits wins.
const FINDERS: &[(Classes, Finder)] = &[
    (WEEKDAY | WEEKDAY_SHORT, absolute::weekday_and_date),
    (DIGITS, eras::east_asian),
    (DIGITS, eras::thai),
    (TIME_LEAD, eras::asian_word),
    (DIGITS, clock::clock),
    (DIGITS | MONTH, absolute::day_range),
    (MONTH | LEAD, absolute::joined_months),
    (MONTH, absolute::month_day),
    (DIGITS, absolute::day_month),
    (DIGITS, numeric::numeric),
    (DIGITS | CAPITAL, eras::other_calendar),
    (MONTH | LEAD, absolute::month_year),
    (DIGITS | ORDINAL | LEAD | CAPITAL | NUMBER, quarters::quarter_or_half),
    (DIGITS | LEAD, decades::decade),
    (DAY_WORD | LEAD, relative::day_word),
    (CAPITAL | LEAD, holidays::holiday),
    (LEAD | ORDINAL | DAY_PART, anchored::bound_day),
    (TIME_LEAD, clock::noon),
    (LEAD, anchored::bound_unit),
    (LEAD | NUMBER | DIGITS, anchored::later),
    (LEAD, anchored::year_ago),
    (LEAD | NUMBER | DIGITS | AGO_BEFORE | TIME_UNIT, lengths::ago),
    (LEAD | ORDINAL, absolute::week_of_month),
    (LEAD, relative::sided),
    (SIDE | WEEKDAY | TIME_UNIT | MONTH, relative::sided_elsewhere),
    (WEEKDAY | WEEKDAY_SHORT, relative::weekday),
    (MONTH | LEAD, absolute::month_alone),
    (SEASON, years::season),
    (REPEAT | LEAD, loose::repeat),
    (LEAD | NUMBER | DIGITS | TIME_UNIT, lengths::length),
    (DIGITS | LEAD, years::year_alone),
    (NOW | PAST_WORD | FUTURE_WORD | LEAD, loose::loose),
];

/// What the finders share.
struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    calendar: Calendar,
    language: &'a str,
    place: Place,
}

/// The expressions of time, and for each token whether it stands in one.
pub(super) fn dates(tokens: &Tokens, published: Option<Date>, language: &str) -> (Vec<DateMention>, Vec<bool>) {
    let mut reader = Reader { tokens, calendar: Calendar { published }, language, place: Place::default() };
    if published.is_none() {
        reader.calendar.published = absolute::dateline(&reader);
    }
    let mut mentions = Vec::new();
    let mut taken = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = reader.find(at).filter(|found| found.to > at) else {
            at += 1;
            continue;
        };
        let found = extent::widened(&reader, found);
        if let Some(span) = tokens.span(found.from, found.to) {
            reader.place.move_to(tokens, &found);
            mentions.push(DateMention { span, time: found.time, bound: found.basis == Basis::Context });
        }
        for place in taken.iter_mut().take(found.to).skip(found.from) {
            *place = true;
        }
        at = found.to;
    }
    (mentions, taken)
}

impl Reader<'_> {
    /// The expression that begins at a token.
    fn find(&self, at: usize) -> Option<Found> {
        let mut classes = self.tokens.get(at)?.classes;
        if self.tokens.low(at).contains('-') {
            classes |= LEAD;
        }
        let may_begin = FINDERS.iter().filter(|(openers, _)| classes & openers != 0);
        may_begin.into_iter().find_map(|(_, finder)| finder(self, at))
    }

    /// Months and weekdays stand with a capital letter in English and German, and hardly ever elsewhere.
    fn has_capital_months(&self) -> bool {
        matches!(self.language, "en" | "und" | "de")
    }

    /// An expression that takes its day from the text around it.
    fn bound(&self, from: usize, to: usize, time: Option<EventTime>) -> Option<Found> {
        time.map(|time| Found { from, to, time, basis: Basis::Context })
    }

    fn found(&self, from: usize, to: usize, time: Option<EventTime>) -> Option<Found> {
        time.map(|time| Found { from, to, time, basis: Basis::Words })
    }
}

#[cfg(test)]
mod tests;
