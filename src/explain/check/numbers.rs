//! Are a claim's numbers in its sources? In: tokens with their text. Out: numbers with bounds and units, and those of
//! a claim that no source has. Never: arithmetic; 30 and 20 do not make 50.

use super::tokens::{Line, Token};
use super::{Finding, Test};

/// "About 300" holds for numbers this much smaller or larger.
const ABOUT_SHARE: f64 = 0.1;

const UNITS: &[(&str, f64)] = &[
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
];
const TENS: &[(&str, f64)] = &[
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
/// Words that stand for a number only in a source: "one" and "first" in a claim are mostly no figures.
const ORDINALS: &[(&str, f64)] = &[
    ("one", 1.0),
    ("once", 1.0),
    ("first", 1.0),
    ("second", 2.0),
    ("twice", 2.0),
    ("third", 3.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
    ("half", 0.5),
    ("pair", 2.0),
    ("couple", 2.0),
    ("double", 2.0),
    ("triple", 3.0),
];
const SCALES: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("m", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("k", 1e3),
];
const PERCENT: &[&str] = &["percent", "percentage", "pc"];
const CURRENCIES: &[&str] = &[
    "dollar", "dollars", "euro", "euros", "pound", "pounds", "yen", "yuan", "rupees", "baht", "kyat", "rouble",
    "roubles", "francs", "cents",
];
/// Units that are never another word for each other.
const MEASURES: &[(&str, &str)] = &[
    ("second", "s"),
    ("seconds", "s"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hour", "h"),
    ("hours", "h"),
    ("day", "day"),
    ("days", "day"),
    ("week", "week"),
    ("weeks", "week"),
    ("month", "month"),
    ("months", "month"),
    ("year", "year"),
    ("years", "year"),
    ("decade", "decade"),
    ("decades", "decade"),
    ("km", "km"),
    ("kilometre", "km"),
    ("kilometres", "km"),
    ("kilometer", "km"),
    ("kilometers", "km"),
    ("mile", "mile"),
    ("miles", "mile"),
    ("metre", "m"),
    ("metres", "m"),
    ("meter", "m"),
    ("meters", "m"),
    ("foot", "foot"),
    ("feet", "foot"),
    ("kg", "kg"),
    ("kilograms", "kg"),
    ("kilos", "kg"),
    ("ton", "t"),
    ("tons", "t"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("litre", "l"),
    ("litres", "l"),
    ("liters", "l"),
    ("gallons", "gallon"),
    ("barrels", "barrel"),
    ("hectares", "ha"),
    ("acres", "acre"),
    ("degrees", "degree"),
];

/// Bare numbers that are years.
const YEARS: std::ops::Range<f64> = 1900.0..2100.0;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// Nothing that can be told.
    Plain,
    Percent,
    Money,
    Measure(&'static str),
}

/// A number with what its words allow.
#[derive(Debug, Clone)]
pub(super) struct Number {
    low: f64,
    high: f64,
    value: f64,
    unit: Unit,
    /// Stem of the word that follows, where it says something.
    of: Option<u32>,
    /// First and last token.
    first: usize,
    last: usize,
}

fn listed(list: &[(&'static str, f64)], word: &str) -> Option<f64> {
    list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The value of a token by itself; words such as "one" and "first" only where they may count.
fn value_of(word: &str, loose: bool) -> Option<f64> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return digits(word);
    }
    let counted = listed(UNITS, word).or_else(|| listed(TENS, word));
    counted.or_else(|| listed(ORDINALS, word).filter(|_| loose))
}

/// "2,198", "3.5", "3rd", "1990s", "5m".
fn digits(word: &str) -> Option<f64> {
    let end = word.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ','))).unwrap_or(word.len());
    let (number, rest) = word.split_at_checked(end)?;
    let value: f64 = number.replace(',', "").parse().ok()?;
    match rest {
        "" | "st" | "nd" | "rd" | "th" | "s" | "am" | "pm" => Some(value),
        _ => Some(value * listed(SCALES, rest).unwrap_or(1.0)),
    }
}

/// The numbers of a sentence; `loose` also counts "one", "first" and their like.
pub(super) fn numbers(line: &Line, text: &str, loose: bool) -> Vec<Number> {
    let tokens = &line.tokens;
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let alone = listed(SCALES, token.lower.trim_end_matches('s')).filter(|_| loose || token.lower == "dozen");
        match value_of(&token.lower, loose).or(alone.filter(|scale| *scale > 10.0)) {
            Some(value) => {
                let joined = joined(tokens, text, at).filter(|_| loose);
                found.extend(joined.map(|value| bounded(tokens, text, at, at + 1, value)));
                let (value, last) = extended(tokens, at, value);
                found.push(bounded(tokens, text, at, last, value));
                at = last + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// "2 , 198" and "3. 5" of texts that part words from marks: also the number that the two parts make.
fn joined(tokens: &[Token], text: &str, at: usize) -> Option<f64> {
    let (left, right) = (tokens.get(at)?, tokens.get(at + 1)?);
    let between = text.get(left.span.end()..right.span.start())?.trim();
    let figures = |token: &Token| token.lower.bytes().all(|byte| byte.is_ascii_digit());
    let fits = matches!((between, right.lower.len()), (",", 3) | (".", _));
    (fits && figures(left) && figures(right)).then(|| digits(&format!("{}{between}{}", left.lower, right.lower)))?
}

/// A value with the words that go on with it: "twenty-five", "3 million", "two dozen".
fn extended(tokens: &[Token], at: usize, value: f64) -> (f64, usize) {
    let (mut value, mut last) = (value, at);
    let next = |last: usize| tokens.get(last + 1).map(|token| token.lower.as_str());
    if listed(TENS, &tokens[at].lower).is_some()
        && let Some(unit) = next(last).and_then(|word| listed(UNITS, word).or((word == "one").then_some(1.0)))
        && unit < 10.0
    {
        (value, last) = (value + unit, last + 1);
    }
    while let Some(scale) = next(last).and_then(|word| listed(SCALES, word.trim_end_matches('s'))) {
        (value, last) = (value * scale, last + 1);
    }
    (value, last)
}

fn bounded(tokens: &[Token], text: &str, first: usize, last: usize, value: f64) -> Number {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.lower.as_str());
    let (two_before, before) = (word(first.checked_sub(2)), word(first.checked_sub(1)));
    let (low, high) = match (two_before, before) {
        ("at", "least") | ("more" | "greater" | "higher", "than") | (_, "over" | "exceeding") => (value, f64::INFINITY),
        ("at", "most") | ("less" | "fewer" | "lower", "than") | ("up", "to") | (_, "under" | "below") => {
            (f64::NEG_INFINITY, value)
        }
        (_, "about" | "around" | "some" | "nearly" | "almost" | "roughly" | "approximately" | "circa") => {
            (value * (1.0 - ABOUT_SHARE), value * (1.0 + ABOUT_SHARE))
        }
        _ => (value, value),
    };
    let of = tokens.get(last + 1).filter(|token| !token.stop).map(|token| token.stem);
    Number { low, high, value, unit: unit(tokens, text, first, last), of, first, last }
}

fn unit(tokens: &[Token], text: &str, first: usize, last: usize) -> Unit {
    let (start, end) = (tokens[first].span.start(), tokens[last].span.end());
    let before = text.get(..start).unwrap_or("").trim_end();
    let after = text.get(end..).unwrap_or("").trim_start();
    let next = tokens.get(last + 1).map_or("", |token| token.lower.as_str());
    let second = tokens.get(last + 2).map_or("", |token| token.lower.as_str());
    if after.starts_with('%') || PERCENT.contains(&next) || (next == "per" && second == "cent") {
        Unit::Percent
    } else if before.ends_with(['$', '€', '£', '¥']) || CURRENCIES.contains(&next) {
        Unit::Money
    } else {
        MEASURES.iter().find(|(word, _)| *word == next).map_or(Unit::Plain, |(_, unit)| Unit::Measure(unit))
    }
}

impl Number {
    /// Whether a number of a source bears this one of a claim out; "more than 30 people" only by a number of people.
    fn borne_out_by(&self, source: &Number) -> bool {
        let within = self.low <= source.value && source.value <= self.high && self.of == source.of;
        (within || self.value == source.value || self.ends_year(source)) && self.unit_agrees(source)
    }

    /// "2018-19" and 2019.
    fn ends_year(&self, source: &Number) -> bool {
        YEARS.contains(&source.value) && self.value < 100.0 && source.value % 100.0 == self.value
    }

    fn unit_agrees(&self, source: &Number) -> bool {
        self.unit == source.unit || self.unit == Unit::Plain || source.unit == Unit::Plain
    }

    fn words<'a>(&self, line: &Line, text: &'a str) -> &'a str {
        text.get(line.tokens[self.first].span.start()..line.tokens[self.last].span.end()).unwrap_or("")
    }
}

/// Numbers of a sentence of the claim that no source bears out. A clash: the window says another number of the same.
pub(super) fn missing(
    claim: &Line,
    text: &str,
    sources: &[Number],
    window: &[Line],
    source_texts: &[&str],
) -> Vec<Finding> {
    let numbers_in = |line: &Line| numbers(line, source_texts.get(line.source).copied().unwrap_or(""), false);
    let unmet = numbers(claim, text, false)
        .into_iter()
        .filter(|number| !sources.iter().any(|source| number.borne_out_by(source)));
    unmet
        .map(|number| {
            let other = |line: &Line| numbers_in(line).iter().any(|other| other.of == number.of);
            let clash = number.of.is_some() && window.iter().any(other);
            Finding::new(Test::Number, clash, format!("number {} not in the source", number.words(claim, text)))
        })
        .collect()
}

/// Whether a sentence has a number of something; years, days and ages between commas are none.
pub(super) fn has_figure(line: &Line, text: &str) -> bool {
    let counts = |number: &Number| number.unit != Unit::Plain || number.of.is_some();
    let year = |number: &Number| YEARS.contains(&number.value) && number.unit == Unit::Plain;
    let alone = |number: &Number| {
        let end = line.tokens.get(number.last).map_or(0, |token| token.span.end());
        text.get(end..).is_some_and(|rest| rest.starts_with(|mark: char| !mark.is_whitespace() && mark != '%'))
    };
    numbers(line, text, false).iter().any(|number| counts(number) && !year(number) && !alone(number))
}

/// Whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    value_of(word, false).is_some()
}
