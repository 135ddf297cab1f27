//! How far an expression reaches to the left: its article, "early", "more than", "the end of". In: what was found.
//! Out: the same with its wider span. Never: another value; a preposition.

use super::super::lexicon::{DIGITS, MONTH, NUMBER};
use super::{Found, Reader};
use crate::model::Precision;

/// The expression with the words before it that belong to it.
pub(super) fn widened(reader: &Reader, mut found: Found) -> Found {
    if !matches!(reader.language, "en" | "und") {
        return found;
    }
    let precision = found.time.precision();
    let is_length = precision == Precision::Duration;
    let mut from = found.from;
    if is_length && !is_hyphened(reader, from) {
        from = past_bound(reader, from);
    } else if !is_length && precision != Precision::Repeat {
        from = past_adverb(reader, from);
    }
    if is_length && is_free(reader, from, 1) && matches!(low(reader, from, 1), "first" | "final" | "entire") {
        from -= 1;
    }
    if takes_article(reader, &found) && is_free(reader, from, 1) && low(reader, from, 1) == "the" {
        from -= 1;
    }
    if !is_length && !matches!(precision, Precision::None | Precision::Repeat) {
        from = past_part(reader, from);
    }
    found.from = from;
    found
}

fn low<'a>(reader: &'a Reader, from: usize, back: usize) -> &'a str {
    from.checked_sub(back).map_or("", |place| reader.tokens.low(place))
}

/// Whether so many tokens before it are free and in its sentence.
fn is_free(reader: &Reader, from: usize, back: usize) -> bool {
    from.checked_sub(back).is_some_and(|place| place >= reader.place.free_from && reader.tokens.together(place, from))
}

fn is_hyphened(reader: &Reader, from: usize) -> bool {
    reader.tokens.low(from).contains('-')
}

/// Over "more than", "nearly", "at least", "over".
fn past_bound(reader: &Reader, from: usize) -> usize {
    let counted = reader.tokens.is(from, DIGITS | NUMBER) || matches!(reader.tokens.low(from), "a" | "an" | "half");
    if !counted || !is_free(reader, from, 1) {
        return from;
    }
    let one =
        matches!(low(reader, from, 1), "nearly" | "almost" | "over" | "about" | "around" | "approximately" | "roughly");
    if one {
        return from - 1;
    }
    if !is_free(reader, from, 2) {
        return from;
    }
    let two = matches!(
        (low(reader, from, 2), low(reader, from, 1)),
        ("more" | "less" | "fewer", "than") | ("at", "least" | "most") | ("up", "to")
    );
    if two { from - 2 } else { from }
}

/// Over "early", "late", "earlier", "later", "mid".
fn past_adverb(reader: &Reader, from: usize) -> usize {
    let adverb = matches!(low(reader, from, 1), "early" | "late" | "earlier" | "later" | "mid" | "very" | "more");
    let very = matches!(low(reader, from, 1), "very" | "more");
    let fits = if very { matches!(reader.tokens.low(from), "soon" | "recently" | "recent" | "shortly") } else { true };
    if adverb && fits && is_free(reader, from, 1) { from - 1 } else { from }
}

/// "The 1980s", "the third quarter", "the summer of 2010", "the 3rd of October".
fn takes_article(reader: &Reader, found: &Found) -> bool {
    // "The 3rd of October", not "the 12:00 announcement".
    let ordinal = reader.tokens.is(found.from, DIGITS) && reader.tokens.low(found.from + 1) == "of";
    match found.time.precision() {
        Precision::Quarter | Precision::Season | Precision::Decade | Precision::Range => true,
        Precision::Duration => !is_hyphened(reader, found.from),
        Precision::Day => ordinal,
        Precision::Week | Precision::Month => !reader.tokens.is(found.from, MONTH),
        _ => false,
    }
}

/// Over "the end of", "the beginning of", "the rest of".
fn past_part(reader: &Reader, from: usize) -> usize {
    if !is_free(reader, from, 2) || low(reader, from, 1) != "of" {
        return from;
    }
    let of_day = matches!(low(reader, from, 2), "morning" | "afternoon" | "evening" | "night");
    let part = of_day
        || matches!(
            low(reader, from, 2),
            "end" | "beginning" | "start" | "middle" | "close" | "rest" | "remainder" | "turn" | "half" | "part"
        );
    if !part {
        return from;
    }
    let mut wide = from - 2;
    if matches!(low(reader, wide, 1), "very" | "latter" | "early" | "later" | "first" | "second" | "last")
        && is_free(reader, wide, 1)
    {
        wide -= 1;
    }
    let article = is_free(reader, wide, 1) && low(reader, wide, 1) == "the";
    if article { wide - 1 } else { wide }
}
