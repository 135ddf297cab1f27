//! Numbers in digits and words. In: tokens. Out: what a run of tokens counts to, and where it ends.
//! Never: what is counted; dates and figures ask for that.

use super::lexicon::{DIGITS, NUMBER, SCALE};
use super::tokens::Tokens;

/// A number and the token after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// What it counts to.
    pub(super) value: f64,
    /// The token after its last.
    pub(super) to: usize,
}

/// More words than this are no number ("one hundred and twenty-five thousand and six").
const WORDS_MAX: usize = 12;

/// The number that begins at a token, its scale words ("3.5 million") taken along.
pub(super) fn number_at(tokens: &Tokens, at: usize, language: &str) -> Option<Number> {
    if tokens.is(at, DIGITS) {
        let (value, scaled) = digits(tokens.low(at), language)?;
        let plain = Number { value, to: at + 1 };
        return Some(if scaled { plain } else { with_scales(tokens, plain) });
    }
    in_words(tokens, at)
}

fn with_scales(tokens: &Tokens, number: Number) -> Number {
    let Number { mut value, mut to } = number;
    while tokens.is(to, SCALE) && tokens.together(to - 1, to) && to - number.to < 2 {
        value *= power(tokens.value(to));
        to += 1;
    }
    Number { value, to }
}

fn power(exponent: i64) -> f64 {
    10f64.powi(i32::try_from(exponent).unwrap_or(0))
}

/// A word of digits: its value, and whether a scale stood in it ("5m", "3bn"). Nothing for "5th", "5pm", "20-year".
fn digits(word: &str, language: &str) -> Option<(f64, bool)> {
    let end =
        word.find(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != '.').unwrap_or(word.len());
    let (figures, ending) = word.split_at(end);
    let scale = match ending {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" => 1e6,
        "bn" | "b" => 1e9,
        "tn" => 1e12,
        _ => return None,
    };
    Some((plain_digits(figures, language)? * scale, scale > 1.0))
}

/// "2,198" and "3.5" as English writes them, "2.198" and "3,5" as most others do.
pub(super) fn plain_digits(figures: &str, language: &str) -> Option<f64> {
    let english = matches!(language, "en" | "und" | "zh" | "ja" | "th" | "my" | "km");
    let (thousands, decimal) = if english { (',', '.') } else { ('.', ',') };
    let marks = figures.matches(thousands).count();
    let grouped =
        figures.split(thousands).skip(1).all(|part| part.split(decimal).next().is_some_and(|part| part.len() == 3));
    if marks > 0 && !grouped {
        let swapped = marks == 1 && !figures.contains(decimal) && !english;
        return if swapped { figures.parse().ok() } else { None };
    }
    if figures.matches(decimal).count() > 1 {
        return None;
    }
    let plain: String = figures
        .chars()
        .filter(|mark| *mark != thousands)
        .map(|mark| if mark == decimal { '.' } else { mark })
        .collect();
    plain.parse().ok()
}

/// A number written in words ("twenty-five", "two hundred and six thousand", "a dozen").
fn in_words(tokens: &Tokens, at: usize) -> Option<Number> {
    let (mut total, mut part, mut to) = (0.0, 0.0, at);
    let mut seen = false;
    while to < at + WORDS_MAX && (to == at || tokens.together(at, to)) {
        if let Some(value) = small(tokens, to) {
            part += value;
        } else if tokens.is(to, SCALE) && seen {
            let scale = power(tokens.value(to));
            if scale < 1000.0 {
                part *= scale;
            } else {
                (total, part) = (total + part.max(1.0) * scale, 0.0);
            }
        } else if seen && tokens.low(to) == "and" && tokens.is(to - 1, SCALE) && small(tokens, to + 1).is_some() {
            // "two hundred and six"
        } else {
            break;
        }
        seen = true;
        to += 1;
    }
    if !seen {
        return one_of_scale(tokens, at);
    }
    let dozen = tokens.low(to) == "dozen";
    Some(Number { value: (total + part) * if dozen { 12.0 } else { 1.0 }, to: to + usize::from(dozen) })
}

/// "A hundred", "a dozen", "half a million".
fn one_of_scale(tokens: &Tokens, at: usize) -> Option<Number> {
    let article = tokens.low(at) == "a" || tokens.low(at) == "one";
    if article && tokens.low(at + 1) == "dozen" {
        return Some(Number { value: 12.0, to: at + 2 });
    }
    if article && tokens.is(at + 1, SCALE) {
        return Some(with_scales(tokens, Number { value: 1.0, to: at + 1 }));
    }
    if tokens.low(at) == "half" && tokens.low(at + 1) == "a" && tokens.is(at + 2, SCALE) {
        return Some(Number { value: power(tokens.value(at + 2)) / 2.0, to: at + 3 });
    }
    None
}

/// One to ninety-nine in one word.
fn small(tokens: &Tokens, at: usize) -> Option<f64> {
    if tokens.is(at, NUMBER) {
        return Some(tokens.value(at) as f64);
    }
    let (tens, units) = tokens.low(at).split_once('-')?;
    let (tens, units) = (small_word(tens)?, small_word(units)?);
    (tens >= 20.0 && units < 10.0).then_some(tens + units)
}

/// The values of plain English number words, for words joined by a hyphen.
pub(super) fn small_word(word: &str) -> Option<f64> {
    let entry = super::lexicon::Lexicon::of("en").entry(word);
    (entry.classes & NUMBER != 0).then_some(entry.value as f64)
}
