//! Numbers inside a word with a hyphen: "90-bed", "six-mile", "10-15". In: the token. Out: the amount that it states.
//! Never: ages, durations, scores, or kinds ("three-wheeled", "two-way").

use super::super::lexicon::{
    CAPITAL, DIGITS, Lexicon, MARK, MEASURE, MONEY, PERCENT, SAYING, SCALE, STOP_WORD, TIME_UNIT,
};
use super::super::numbers::{hyphened, plain_digits, small_word};
use super::amounts::Amount;
use super::counted::is_plural;
use super::{COUNT, PERCENT_UNIT, Reader};

/// What a number word counts in a compound; with others it names a kind ("two-way", "four-wheel").
const COUNTED: &[&str] = &[
    "acre",
    "bed",
    "bedroom",
    "boat",
    "car",
    "country",
    "foot",
    "judge",
    "man",
    "member",
    "mile",
    "nation",
    "page",
    "people",
    "person",
    "pound",
    "room",
    "seat",
    "ship",
    "storey",
    "story",
    "strong",
    "tonne",
    "ton",
    "vehicle",
    "vessel",
    "floor",
    "truck",
    "vote",
    "carriage",
    "word",
    "plane",
    "volume",
    "city",
    "gun",
    "inch",
    "metre",
    "meter",
    "kilometre",
    "kilometer",
    "km",
    "litre",
    "liter",
    "hectare",
];

/// Smaller numbers in digits name a kind ("6-cylinder").
const DIGITS_MIN: f64 = 10.0;

/// What a compound of digits does not count: ages, times, kinds, names of events.
const UNCOUNTED: &[&str] = &[
    "year",
    "year-old",
    "month",
    "month-old",
    "week",
    "week-old",
    "day",
    "day-old",
    "hour",
    "minute",
    "second",
    "old",
    "years",
    "months",
    "days",
    "hours",
    "minutes",
    "seconds",
    "weeks",
    "something",
    "time",
    "times",
    "game",
    "hit",
    "way",
    "star",
    "point",
    "goal",
    "shot",
    "run",
    "dimensional",
    "speed",
    "bit",
    "d",
    "g",
    "inch",
    "man",
    "yearold",
    "fold",
    "century",
    "decade",
    "season",
    "half",
    "hand",
    "match",
    "hole",
    "lap",
    "th",
    "st",
    "nd",
    "rd",
    "plus",
    "ish",
    "size",
    "series",
    "wicket",
    "inning",
    "to",
    "bit",
    "step",
    "innings",
    "set",
    "round",
    "and",
    "stroke",
    "over",
    "under",
    "ball",
    "all",
    "up",
    "on",
    "off",
    "out",
    "in",
    "a",
    "b",
    "c",
];

impl Reader<'_> {
    /// The amount that a word with a hyphen states.
    pub(super) fn compound(&self, at: usize) -> Option<Amount> {
        let word = self.tokens.low(at);
        let (first, rest) = word.split_once('-')?;
        let number = first.starts_with(|letter: char| letter.is_ascii_digit());
        if number && rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            return self.hyphened_range(at, first, rest);
        }
        if first == "magnitude" {
            let value = plain_digits(rest, self.language)?;
            return Some(Amount { unit: "magnitude", ..Amount::new(value, at, at + 1) });
        }
        if hyphened(word).is_some() {
            return None;
        }
        let (value, first_length, rest) = match word.rsplit_once('-') {
            Some((tens, head)) if hyphened(tens).is_some() => (hyphened(tens)?, tens.len(), head),
            _ if number && first.ends_with(char::is_alphabetic) => return self.glued_first(at, first, rest),
            _ => (self.first_value(first)?, first.len(), rest),
        };
        self.headed(at, value, first_length, rest, number)
    }

    /// "80m-deep", "25kg-bag", "$5m-plus".
    fn glued_first(&self, at: usize, first: &str, rest: &str) -> Option<Amount> {
        let digits = first.trim_end_matches(char::is_alphabetic);
        let ending = first.get(digits.len()..).filter(|ending| ending.is_ascii())?;
        let value = plain_digits(digits, self.language)?;
        let end_byte = Some(self.tokens.start(at) + first.len());
        let scale = match ending {
            "m" | "mn" | "mln" => 1e6,
            "bn" | "b" | "bln" => 1e9,
            "k" => 1e3,
            _ => 1.0,
        };
        if let Some((unit, from)) = self.sign_before(at) {
            let value = value * scale;
            return Some(Amount { unit, from, scale, end_byte, ..Amount::new(value, at, at + 1) });
        }
        let entry = Lexicon::of("en").entry(ending);
        let metres = ending != "m" || matches!(rest, "deep" | "high" | "tall" | "long" | "wide");
        (entry.classes & MEASURE != 0 && metres).then(|| Amount {
            unit: entry.currency,
            end_byte,
            ..Amount::new(value, at, at + 1)
        })
    }

    fn first_value(&self, first: &str) -> Option<f64> {
        match first {
            "hundred" => Some(100.0),
            "thousand" => Some(1000.0),
            "dozen" => Some(12.0),
            _ => small_word(first).or_else(|| plain_digits(first, self.language)),
        }
    }

    /// "90" of "90-bed", "six-mile".
    fn headed(&self, at: usize, value: f64, first_length: usize, rest: &str, digits: bool) -> Option<Amount> {
        let tokens = self.tokens;
        let amount = Amount::new(value, at, at + 1);
        let (head, tail) = rest.split_once('-').unwrap_or((rest, ""));
        let entry = Lexicon::of("en").entry(head);
        let signed = self.sign_before(at);
        let first_end = tokens.start(at) + first_length;
        let amount = match signed {
            Some((unit, from)) => Amount { unit, from, ..amount },
            None => amount,
        };
        let head_end = first_end + 1 + head.len();
        // "50-plus", "30-odd": the bounds read the rest.
        let square = match rest {
            "square-foot" | "square-feet" => Some("square_foot"),
            "square-mile" => Some("square_mile"),
            "square-metre" | "square-meter" => Some("m2"),
            "square-kilometre" | "square-kilometer" => Some("km2"),
            _ => None,
        };
        if let Some(unit) = square {
            return Some(Amount { unit, ..amount });
        }
        if matches!(rest, "plus" | "odd") && value > 1.0 {
            return Some(amount);
        }
        if entry.classes & SCALE != 0 {
            let power = 10f64.powi(i32::try_from(entry.value).ok()?);
            let amount = Amount { low: value * power, high: value * power, scale: power, ..amount };
            return Some(self.scaled_compound(amount, tail, head_end));
        }
        if signed.is_some() {
            return Some(Amount { end_byte: Some(first_end), ..amount });
        }
        if entry.classes & PERCENT != 0 || rest == "per-cent" {
            let unit = if tail == "point" { "percentage_point" } else { PERCENT_UNIT };
            return Some(Amount { unit, ..amount });
        }
        if entry.classes & MONEY != 0 {
            let unit = if head == "pound" { "pound_weight" } else { entry.currency };
            return Some(Amount { unit, end_byte: Some(head_end), ..amount });
        }
        if head == "magnitude" || rest == "basis-point" {
            return Some(Amount { unit: if head == "magnitude" { "magnitude" } else { "basis_point" }, ..amount });
        }
        if entry.classes & MEASURE != 0 && !entry.currency.is_empty() {
            let model = tokens.is(at + 1, CAPITAL)
                || matches!(tokens.low(at + 1), "model" | "version" | "angle" | "turn" | "view");
            if entry.currency == "degree" && model {
                return None;
            }
            return Some(Amount { unit: entry.currency, end_byte: Some(head_end), ..amount });
        }
        let ends_kind =
            !COUNTED.contains(&head) && (head.ends_with("ed") || head.ends_with("ly") || head.ends_with("al"));
        let time = entry.classes & TIME_UNIT != 0;
        let counted =
            COUNTED.contains(&head) && value > 1.0 || digits && value >= DIGITS_MIN && !UNCOUNTED.contains(&head);
        let crew = head == "man" && digits && value >= 5.0;
        let letters = head.len() > 1 && head.chars().all(char::is_alphabetic);
        let named = at > 0 && tokens.is(at - 1, CAPITAL) && !tokens.is(at - 1, STOP_WORD) && digits;
        ((counted || crew) && !ends_kind && !time && letters && !named && !tokens.is(at + 1, CAPITAL))
            .then_some(Amount { unit: COUNT, end_byte: Some(first_end), ..amount })
    }

    /// "three-million-dollar", "$2-billion".
    fn scaled_compound(&self, amount: Amount, tail: &str, end: usize) -> Amount {
        let entry = Lexicon::of("en").entry(tail);
        if entry.classes & MONEY != 0 {
            return Amount { unit: entry.currency, ..amount };
        }
        if tail.is_empty() && amount.unit == COUNT {
            let (unit, _, to) = self.unit_after(amount.to, amount.scale).unwrap_or((COUNT, 1.0, amount.to));
            return Amount { unit, to, ..amount };
        }
        Amount { end_byte: Some(end), ..amount }
    }

    /// "10-15 boats", "3-4 million", "20-30%": a range, where something that is counted follows.
    fn hyphened_range(&self, at: usize, first: &str, rest: &str) -> Option<Amount> {
        let tokens = self.tokens;
        let (low, high) = (plain_digits(first, self.language)?, plain_digits(rest, self.language)?);
        let scale = if tokens.is(at + 1, SCALE) { 10f64.powi(i32::try_from(tokens.value(at + 1)).ok()?) } else { 1.0 };
        let number_to = at + 1 + usize::from(scale > 1.0);
        let signed = self.sign_before(at);
        let unit = self.unit_after(number_to, scale);
        let (unit, factor, to) = unit.unwrap_or((COUNT, 1.0, number_to));
        let (unit, from, to) = signed.map_or((unit, at, to), |(unit, from)| (unit, from, number_to));
        let years = (1000.0..2100.0).contains(&low) && (1000.0..2100.0).contains(&high) && !first.contains(',');
        let counts =
            !tokens.is(to, MARK | STOP_WORD | TIME_UNIT | CAPITAL | SAYING | DIGITS) && is_plural(tokens.low(to));
        let stated = unit != COUNT || scale > 1.0 || counts && !years;
        let short = rest.len() > first.len() + 2 && !rest.contains(',');
        (low < high && stated && !short).then_some(Amount {
            low: low * scale * factor,
            high: high * scale * factor,
            unit,
            scale,
            from,
            number_to,
            to,
            ..Amount::new(low, at, to)
        })
    }
}
