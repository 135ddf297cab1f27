//! The numbers of a sentence. In: tokens with their text. Out: numbers with bounds, units and what they count.
//! Never: arithmetic; 30 and 20 do not make 50.

use super::dates;
use super::tokens::{Line, Token};
use std::ops::Range;

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
    ("mln", 1e6),
    ("bln", 1e9),
    ("tn", 1e12),
    ("k", 1e3),
];
const PERCENT: &[&str] = &["percent", "percentage", "pc", "pct"];
/// Words and signs of money, with a sign for each.
const CURRENCIES: &[(&str, &str)] = &[
    ("dollar", "$"),
    ("dollars", "$"),
    ("dlr", "$"),
    ("dlrs", "$"),
    ("usd", "$"),
    ("euro", "€"),
    ("euros", "€"),
    ("eur", "€"),
    ("pounds", "£"),
    ("sterling", "£"),
    ("stg", "£"),
    ("yen", "¥"),
    ("yuan", "yuan"),
    ("rupees", "rupee"),
    ("rupee", "rupee"),
    ("baht", "baht"),
    ("kyat", "kyat"),
    ("rouble", "rouble"),
    ("roubles", "rouble"),
    ("rubles", "rouble"),
    ("franc", "franc"),
    ("francs", "franc"),
    ("marks", "mark"),
    ("crowns", "crown"),
    ("kroner", "crown"),
    ("krona", "crown"),
    ("kronor", "crown"),
    ("cent", "cent"),
    ("cents", "cent"),
    ("cts", "cent"),
    ("pence", "penny"),
    ("lira", "lira"),
    ("won", "won"),
];
const SIGNS: &[(char, &str)] = &[('$', "$"), ('€', "€"), ('£', "£"), ('¥', "¥")];
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
    ("inch", "inch"),
    ("inches", "inch"),
    ("yard", "yard"),
    ("yards", "yard"),
    ("mph", "mph"),
    ("knots", "knot"),
    ("gram", "g"),
    ("grams", "g"),
    ("kilo", "kg"),
    ("kilogram", "kg"),
    ("lb", "lb"),
    ("lbs", "lb"),
    ("ounces", "oz"),
    ("gallon", "gallon"),
    ("barrel", "barrel"),
    ("hectare", "ha"),
    ("acre", "acre"),
    ("bushels", "bushel"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("ft", "foot"),
];

/// Bare numbers that are years.
pub(super) const YEARS: std::ops::Range<f64> = 1900.0..2100.0;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing that can be told.
    Plain,
    Percent,
    Money(&'static str),
    Measure(&'static str),
}

/// A number with what its words allow.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) value: f64,
    pub(super) unit: Unit,
    /// Stem of the word that follows, where it says something.
    pub(super) of: Option<u32>,
    /// First and last token.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The sentence that it stands in; only of a source.
    pub(super) place: usize,
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
                if loose {
                    found.extend(joined(tokens, text, at));
                }
                let (value, last) = extended(tokens, at, value);
                found.extend(with_cents(tokens, text, at, last, value).filter(|_| loose));
                if loose || !counts_items(line, text, at) {
                    found.push(bounded(tokens, text, at, last, value));
                }
                at = last + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// "5)" or "5." at the head of a sentence counts the items of a list.
pub(super) fn counts_items(line: &Line, text: &str, at: usize) -> bool {
    let rest = line.tokens.get(at).and_then(|token| text.get(token.span.end()..)).unwrap_or("");
    at == 0 && line.tokens.len() > 1 && rest.starts_with([')', '.', ':'])
}

/// "2 , 198" and "3. 5 million" of texts that part words from marks: also the number that the parts make.
fn joined(tokens: &[Token], text: &str, at: usize) -> Option<Number> {
    let mut written = figures(tokens.get(at)?)?.to_owned();
    let mut last = at;
    while let Some(next) = tokens.get(last + 1).and_then(figures) {
        let mark = between(text, &tokens[last], &tokens[last + 1]);
        match (mark, next.len()) {
            (",", 3) | (".", _) => written.push_str(&format!("{mark}{next}")),
            _ => break,
        }
        last += 1;
    }
    let value = digits(&written).filter(|_| last > at)?;
    let (value, last) = extended(tokens, last, value);
    Some(bounded(tokens, text, at, last, value))
}

/// The numbers that the ends of sentences part: "3." and "5 million" of texts that part words from marks.
pub(super) fn parted(lines: &[Line], texts: &[&str]) -> Vec<Number> {
    let made = |[left, right]: &[Line; 2]| {
        let text = texts.get(left.source).filter(|_| left.source == right.source)?;
        let (whole, part) = (left.tokens.last()?, right.tokens.first()?);
        let value = digits(&format!("{}.{}", figures(whole)?, figures(part)?))?;
        (between(text, whole, part) == ".").then_some(())?;
        let (value, last) = extended(&right.tokens, 0, value);
        Some(bounded(&right.tokens, text, 0, last, value))
    };
    let placed = |(place, pair)| made(pair).map(|number| Number { place: place + 1, ..number });
    lines.array_windows().enumerate().filter_map(placed).collect()
}

/// What stands between two words, but for white space.
fn between<'a>(text: &'a str, left: &Token, right: &Token) -> &'a str {
    text.get(left.span.end()..right.span.start()).unwrap_or("").trim()
}

/// A token of nothing but figures.
fn figures(token: &Token) -> Option<&str> {
    token.lower.bytes().all(|byte| byte.is_ascii_digit()).then_some(token.lower.as_str())
}

/// "Twelve euro fifty": the sum with its hundredth parts.
fn with_cents(tokens: &[Token], text: &str, first: usize, last: usize, value: f64) -> Option<Number> {
    tokens.get(last + 1).filter(|token| CURRENCIES.iter().any(|(word, _)| *word == token.lower))?;
    let cents = value_of(&tokens.get(last + 2)?.lower, false).filter(|cents| (1.0..100.0).contains(cents))?;
    let (cents, _) = extended(tokens, last + 2, cents);
    Some(bounded(tokens, text, first, last, value + cents / 100.0))
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
    let joins = |token: &&Token| matches!(between(text, &tokens[last], token), "" | "-");
    let counted = |token: &&Token| !token.stop && joins(token) && !is_number(&token.lower);
    let of = tokens.get(last + 1).filter(counted).map(|token| token.stem);
    Number { low, high, value, unit: unit(tokens, text, first, last), of, first, last, place: 0 }
}

fn unit(tokens: &[Token], text: &str, first: usize, last: usize) -> Unit {
    let (start, end) = (tokens[first].span.start(), tokens[last].span.end());
    let before = text.get(..start).unwrap_or("").trim_end();
    let after = text.get(end..).unwrap_or("").trim_start();
    let next = tokens.get(last + 1).map_or("", |token| token.lower.as_str());
    let second = tokens.get(last + 2).map_or("", |token| token.lower.as_str());
    if after.starts_with('%') || PERCENT.contains(&next) || (next == "per" && second == "cent") {
        Unit::Percent
    } else if let Some((_, sign)) = SIGNS.iter().find(|(sign, _)| before.ends_with(*sign)) {
        Unit::Money(sign)
    } else if let Some((_, sign)) = CURRENCIES.iter().find(|(word, _)| *word == next) {
        Unit::Money(sign)
    } else {
        let suffix =
            tokens[last].lower.trim_start_matches(|letter: char| letter.is_ascii_digit() || ".,".contains(letter));
        let measure = |word: &str| MEASURES.iter().find(|(name, _)| *name == word).map(|(_, unit)| Unit::Measure(unit));
        measure(suffix).or_else(|| measure(next)).unwrap_or(Unit::Plain)
    }
}

impl Number {
    /// Whether a number of a source bears this one of a claim out; "more than 30 people" only by a number of people.
    pub(super) fn borne_out_by(&self, source: &Number) -> bool {
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

    /// Whether the number can be one of something else; years and days of a month stand for themselves.
    pub(super) fn may_be_of_else(&self, claim: &Line) -> bool {
        let beside = |at: Option<usize>| {
            at.and_then(|at| claim.tokens.get(at)).is_some_and(|token| dates::is_date_word(&token.lower))
        };
        !self.is_year() && !beside(self.first.checked_sub(1)) && !beside(Some(self.last + 1))
    }

    pub(super) fn is_year(&self) -> bool {
        YEARS.contains(&self.value) && self.unit == Unit::Plain
    }

    /// Whether a change holds the number, its unit, or the word before it.
    pub(super) fn touches(&self, change: &Range<usize>) -> bool {
        change.start <= self.last + 1 && self.first <= change.end
    }

    /// Whether this stands at an end of its sentence and can be half of a number that the end of a sentence parts.
    pub(super) fn is_part_of(&self, whole: &Number, line: &Line) -> bool {
        let whole = whole.value.to_string();
        let own = self.value.to_string();
        (self.first == 0 || self.last + 1 == line.tokens.len()) && whole.contains('.') && whole.len() > own.len()
    }

    /// The number as written, with its unit.
    pub(super) fn words<'a>(&self, line: &Line, text: &'a str) -> &'a str {
        let tokens = &line.tokens;
        let unit = self.last + usize::from(matches!(self.unit, Unit::Measure(_)) || self.of.is_some());
        let end = tokens.get(unit).unwrap_or(&tokens[self.last]).span.end();
        text.get(tokens[self.first].span.start()..end).unwrap_or("")
    }
}

/// Whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    value_of(word, false).is_some()
}
