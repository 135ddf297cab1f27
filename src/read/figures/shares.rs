//! Shares in words: "half of", "two-thirds", "a quarter of", "one in three". In: the token where they may begin.
//! Out: a percentage. Never: an ordinal ("the third"), a quarter of a year, half of a match.

use super::super::lexicon::{AUXILIARY, DIGITS, NUMBER, ORDINAL, SAYING, SCALE, TIME_UNIT};
use super::super::numbers::{small_word, written_at};
use super::amounts::Amount;
use super::{PERCENT_UNIT, Reader};

/// "one in N" is a share up to so many.
const ONE_IN_MAX: f64 = 10_000.0;

impl Reader<'_> {
    /// A share in words.
    pub(super) fn share(&self, at: usize) -> Option<Amount> {
        let word = self.tokens.low(at);
        let (value, to) = match word {
            "half" => self.half(at)?,
            "a" => self.part_of(at, 1.0, at + 1)?,
            _ if word.contains('-') => (self.hyphened_part(at)?, at + 1),
            _ => self.in_many(at).or_else(|| {
                let over = self.tokens.is(at, NUMBER).then(|| self.tokens.value(at) as f64)?;
                self.part_of(at, over, at + 1)
            })?,
        };
        Some(Amount { unit: PERCENT_UNIT, is_share: true, ..Amount::new(value * 100.0, at, to) })
    }

    /// "half of the boats", "half its crew", "more than half".
    fn half(&self, at: usize) -> Option<(f64, usize)> {
        let tokens = self.tokens;
        let before = at.checked_sub(1).map_or("", |before| tokens.low(before));
        let no_share = tokens.is(at.wrapping_sub(1), ORDINAL)
            || matches!(
                before,
                "first"
                    | "second"
                    | "the"
                    | "this"
                    | "that"
                    | "each"
                    | "last"
                    | "latter"
                    | "other"
                    | "and"
                    | "opening"
                    | "closing"
                    | "early"
                    | "late"
            );
        let next = tokens.low(at + 1);
        let opens = matches!(next, "of" | "the" | "its" | "their" | "his" | "her" | "our" | "my" | "all" | "those");
        let bounded = self.bound_word_before(at)
            || matches!(before, "by" | "than" | "to" | "only" | "just" | "about" | "least")
                && !tokens.is(at + 1, TIME_UNIT);
        let next_noun = if opens { tokens.low(at + 2) } else { next };
        let plays = matches!(
            next_noun,
            "match" | "game" | "season" | "hour" | "year" | "century" | "way" | "day" | "time" | "term"
        );
        let time = tokens.is(at + 2, TIME_UNIT)
            || tokens.is(at + 3, TIME_UNIT) && tokens.low(at + 2) != "all"
            || plays
            || self.is_dated(at + 2);
        let article = matches!(next, "a" | "an");
        let opens = opens || tokens.is(at + 1, AUXILIARY | SAYING);
        (!no_share && !time && !article && (opens || bounded)).then_some((0.5, at + 1))
    }

    /// "a quarter of", "three quarters of", "by a third".
    fn part_of(&self, at: usize, over: f64, to: usize) -> Option<(f64, usize)> {
        let tokens = self.tokens;
        let under = part(tokens.low(to)).filter(|under| over < *under)?;
        let before = at.checked_sub(1).map_or("", |before| tokens.low(before));
        let of = matches!(tokens.low(to + 1), "of");
        let bounded = self.bound_word_before(at) || matches!(before, "by" | "than" | "to" | "only");
        let plural = over > 1.0 && (under != 4.0 || tokens.low(to) == "quarters");
        let timed = (to + 1..to + 5).any(|place| {
            tokens.is(place, TIME_UNIT) && tokens.together(at, place) && !tokens.low(place + 1).starts_with("old")
        });
        let time = of && (timed || tokens.is(to + 2, DIGITS))
            || self.is_dated(to) && !self.is_dated(at)
            || self.is_dated(to + 1);
        let ends = !tokens.together(at, to + 1)
            || tokens.is(to + 1, super::super::lexicon::MARK | super::super::lexicon::STOP_WORD);
        let told =
            before != "the" && tokens.is(to + 1, AUXILIARY | SAYING) && over == 1.0 && tokens.low(to) != "second";
        ((of || told || bounded && ends || plural && ends) && !time).then_some((over / under, to + 1))
    }

    /// "two-thirds", "one-third", "three-quarters".
    fn hyphened_part(&self, at: usize) -> Option<f64> {
        let (over, under) = self.tokens.low(at).split_once('-')?;
        let (over, under) = (small_word(over).filter(|over| *over > 0.0)?, part(under)?);
        (over < under).then_some(over / under)
    }

    /// "one in three", "1 in 5", "nine out of 10".
    fn in_many(&self, at: usize) -> Option<(f64, usize)> {
        let tokens = self.tokens;
        if !tokens.is(at, DIGITS | NUMBER) {
            return None;
        }
        let place = match (tokens.low(at + 1), tokens.low(at + 2)) {
            ("in", "every") | ("out", "of") => at + 3,
            ("in", _) => at + 2,
            _ => return None,
        };
        let (over, under) = (written_at(tokens, at, self.language)?, written_at(tokens, place, self.language)?);
        let fits = over.to == at + 1
            && over.value < under.value
            && over.value <= 10.0
            && over.value.fract() == 0.0
            && (under.value <= 10.0 || over.value == 1.0 || under.value % 10.0 == 0.0)
            && under.value <= ONE_IN_MAX
            && !self.is_dated(place)
            && !self.is_dated(at + 1)
            && !tokens.is(under.to, TIME_UNIT | SCALE)
            && tokens.together(at, place);
        fits.then_some((over.value / under.value, under.to))
    }
}

/// What a whole is divided into.
fn part(word: &str) -> Option<f64> {
    Some(match word {
        "half" | "halves" => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" | "fourth" | "fourths" => 4.0,
        "fifth" | "fifths" => 5.0,
        "sixth" | "sixths" => 6.0,
        "seventh" | "sevenths" => 7.0,
        "eighth" | "eighths" => 8.0,
        "ninth" | "ninths" => 9.0,
        "tenth" | "tenths" => 10.0,
        _ => return None,
    })
}
