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

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Written {
    /// What it counts to.
    pub(super) value: f64,
    /// What its scale words multiply it by ("million"); 1 without one.
    pub(super) scale: f64,
    /// The token after its last.
    pub(super) to: usize,
    /// How many bytes of its last token are a unit that is glued to it ("80p", "16kg").
    pub(super) glued: usize,
}

/// More words than this are no number ("one hundred and twenty-five thousand and six").
const WORDS_MAX: usize = 12;

/// "3-1/4": what a written fraction may be divided into.
const PARTS: [f64; 8] = [2.0, 3.0, 4.0, 5.0, 8.0, 16.0, 32.0, 64.0];

/// The number that begins at a token, without a unit glued to it.
pub(super) fn number_at(tokens: &Tokens, at: usize, language: &str) -> Option<Number> {
    let written = written_at(tokens, at, language)?;
    (written.glued == 0).then_some(Number { value: written.value, to: written.to })
}

/// The number that begins at a token, its scale words ("3.5 million") taken along.
pub(super) fn written_at(tokens: &Tokens, at: usize, language: &str) -> Option<Written> {
    if !tokens.is(at, DIGITS) {
        return in_words(tokens, at);
    }
    if let Some(number) = with_parts(tokens, at, language) {
        return Some(with_scales(tokens, number));
    }
    let mut number = Written { to: at + 1, ..digits(tokens.low(at), language)? };
    if number.scale > 1.0 || number.glued > 0 {
        return Some(number);
    }
    // "10 000", as French and Russian write it.
    while matches!(language, "fr" | "ru") && is_group(tokens, number.to) && number.value < 1e12 {
        number.value = number.value * 1000.0 + plain_digits(tokens.low(number.to), "en")?;
        number.to += 1;
    }
    Some(with_scales(tokens, with_half(tokens, number)))
}

fn is_group(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.low(at);
    word.len() == 3
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && tokens.start(at) <= tokens.end(at.wrapping_sub(1)) + 3
        && tokens.together(at.wrapping_sub(1), at)
}

/// "3-1/4", "284 1/4", "5/8".
fn with_parts(tokens: &Tokens, at: usize, language: &str) -> Option<Written> {
    let fraction = |over: &str, at: usize| {
        let glued = tokens.is_mark(at + 1, "/") && tokens.touches_next(at) && tokens.touches_next(at + 1);
        let (over, under) = (plain_digits(over, language)?, plain_digits(tokens.low(at + 2), language)?);
        let last = !(tokens.is_mark(at + 3, "/") && tokens.touches_next(at + 2));
        (glued && last && over < under && PARTS.contains(&under)).then_some(over / under)
    };
    let word = tokens.low(at);
    let (value, to) = if let Some((whole, over)) = word.split_once('-') {
        (plain_digits(whole, language)? + fraction(over, at)?, at + 3)
    } else if let Some(part) = fraction(word, at) {
        (part, at + 3)
    } else {
        let spaced = tokens.is(at + 1, DIGITS) && tokens.together(at, at + 1);
        let part = if spaced { fraction(tokens.low(at + 1), at + 1)? } else { return None };
        (plain_digits(word, language)? + part, at + 4)
    };
    Some(Written { value, scale: 1.0, to, glued: 0 })
}

/// "two and a half", and where it ends.
fn with_half(tokens: &Tokens, number: Written) -> Written {
    let at = number.to;
    let half = tokens.low(at) == "and" && matches!(tokens.low(at + 1), "a" | "one") && tokens.low(at + 2) == "half";
    if half && tokens.together(at - 1, at + 2) {
        return Written { value: number.value + number.scale / 2.0, to: at + 3, ..number };
    }
    number
}

fn with_scales(tokens: &Tokens, number: Written) -> Written {
    let Written { mut value, mut scale, mut to, glued } = number;
    while tokens.is(to, SCALE) && tokens.together(to - 1, to) && to - number.to < 2 {
        let power = power(tokens.value(to));
        (value, scale, to) = (scaled(value, power), scale * power, to + 1);
    }
    Written { value, scale, to, glued }
}

/// A product as it is written: 16.1 million is 16,100,000, not a binary neighbour of it.
fn scaled(value: f64, power: f64) -> f64 {
    let product = value * power;
    if product.abs() < 1e15 && power >= 100.0 { (product * 1000.0).round() / 1000.0 } else { product }
}

fn power(exponent: i64) -> f64 {
    10f64.powi(i32::try_from(exponent).unwrap_or(0))
}

/// A word of digits: its value, its scale ("5m", "3bn") or how long its glued unit is ("16kg").
/// Nothing for "5th", "5pm", "20-year".
fn digits(word: &str, language: &str) -> Option<Written> {
    let end =
        word.find(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != '.').unwrap_or(word.len());
    let (figures, ending) = word.split_at(end);
    let (scale, glued) = match ending {
        "" => (1.0, 0),
        "k" => (1e3, 0),
        "m" | "mn" | "mln" | "mio" | "million" => (1e6, 0),
        "bn" | "b" | "bln" | "billion" => (1e9, 0),
        "tn" | "trn" | "trillion" => (1e12, 0),
        "p" | "pc" | "kg" | "km" | "mg" | "g" | "cm" | "mm" | "ft" | "mph" | "kph" | "kw" | "mw" | "gw" | "lb"
        | "lbs" | "c" | "kwh" | "pct" | "ha" | "oz" | "gb" | "mb" | "tb" => (1.0, ending.len()),
        _ => return None,
    };
    Some(Written { value: scaled(plain_digits(figures, language)?, scale), scale, to: 0, glued })
}

/// "2,198" and "3.5" as English writes them, "2.198" and "3,5" as most others do.
pub(super) fn plain_digits(figures: &str, language: &str) -> Option<f64> {
    let english = matches!(language, "en" | "und" | "zh" | "ja" | "th" | "my" | "km");
    let (thousands, decimal) = if english { (',', '.') } else { ('.', ',') };
    if !figures.contains([',', '.']) {
        return figures.parse().ok();
    }
    let marks = figures.matches(thousands).count();
    if marks > 0 && !is_grouped(figures, thousands, decimal) {
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

/// Groups of three ("2,198,000"), or of two before the last three, as India writes them ("1,50,000").
fn is_grouped(figures: &str, thousands: char, decimal: char) -> bool {
    let whole = figures.split(decimal).next().unwrap_or("");
    let (Some(last), Some(first)) = (whole.rsplit(thousands).next(), whole.split(thousands).next()) else {
        return false;
    };
    let groups = whole.split(thousands).count();
    let middle = |length: usize| whole.split(thousands).skip(1).take(groups - 2).all(|part| part.len() == length);
    last.len() == 3 && groups >= 2 && (middle(3) || first.len() <= 2 && middle(2))
}

/// A number written in words ("twenty-five", "two hundred and six thousand", "a dozen").
fn in_words(tokens: &Tokens, at: usize) -> Option<Written> {
    // "a hundred and fifty"
    let article = matches!(tokens.low(at), "a" | "an") && tokens.is(at + 1, SCALE) && tokens.value(at + 1) < 4;
    let (mut total, mut part, mut to, mut highest) =
        (0.0, f64::from(u8::from(article)), at + usize::from(article), 1.0);
    let mut seen = article;
    while to < at + WORDS_MAX && (to == at || tokens.together(at, to)) {
        if let Some(value) = small(tokens, to) {
            // "five six" is two numbers, "twenty five" and "hundred five" are one.
            let tens = part % 100.0 >= 20.0 && part % 10.0 == 0.0 && value < 10.0;
            if seen && !tokens.is(to - 1, SCALE) && !tens && tokens.low(to - 1) != "and" {
                break;
            }
            part += value;
        } else if tokens.is(to, SCALE) && seen {
            let scale = power(tokens.value(to));
            highest = scale.max(highest);
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
    let dozen = matches!(tokens.low(to), "dozen" | "score") && tokens.together(at, to);
    let value = (total + part) * if dozen { if tokens.low(to) == "dozen" { 12.0 } else { 20.0 } } else { 1.0 };
    let number = Written { value, scale: highest, to: to + usize::from(dozen), glued: 0 };
    let halved = with_half(tokens, number);
    Some(if halved.to > number.to && highest == 1.0 { with_scales(tokens, halved) } else { halved })
}

/// "A hundred", "a dozen", "half a million".
fn one_of_scale(tokens: &Tokens, at: usize) -> Option<Written> {
    let article = matches!(tokens.low(at), "a" | "an" | "one" | "eine" | "un" | "une" | "um" | "uma");
    let number = |value, to| Written { value, scale: 1.0, to, glued: 0 };
    if article && tokens.low(at + 1) == "dozen" {
        return Some(number(12.0, at + 2));
    }
    if article && tokens.is(at + 1, SCALE) && tokens.together(at, at + 1) {
        return Some(with_half(tokens, with_scales(tokens, number(1.0, at + 1))));
    }
    if tokens.low(at) == "half" && tokens.low(at + 1) == "a" {
        let dozen = tokens.low(at + 2) == "dozen";
        let value = if dozen { 6.0 } else { power(tokens.value(at + 2)) / 2.0 };
        return (dozen || tokens.is(at + 2, SCALE)).then(|| Written { scale: value * 2.0, ..number(value, at + 3) });
    }
    // "mil" and "mille" are a thousand without "one" before them.
    matches!(tokens.low(at), "mil" | "mille" | "tausend" | "тысяча")
        .then(|| with_scales(tokens, number(1.0, at)))
        .filter(|number| number.to > at)
}

/// One to ninety-nine in one word.
fn small(tokens: &Tokens, at: usize) -> Option<f64> {
    if tokens.is(at, NUMBER) {
        return Some(tokens.value(at) as f64);
    }
    hyphened(tokens.low(at))
}

/// "twenty-five".
pub(super) fn hyphened(word: &str) -> Option<f64> {
    let (tens, units) = word.split_once('-')?;
    let (tens, units) = (small_word(tens)?, small_word(units)?);
    (tens >= 20.0 && units < 10.0).then_some(tens + units)
}

/// The values of plain English number words, for words joined by a hyphen.
pub(super) fn small_word(word: &str) -> Option<f64> {
    let entry = super::lexicon::Lexicon::of("en").entry(word);
    (entry.classes & NUMBER != 0).then_some(entry.value as f64)
}
