//! Times that come again, and times that are only "now", "recently" or "soon". In: tokens. Out: what begins at one of them.
//! Never: a day.

use super::super::lexicon::{
    AUXILIARY, CAPITAL, FUTURE_WORD, Lexicon, NOW, NUMBER, PAST_WORD, PREPOSITION, REPEAT, TIME_UNIT, WEEKDAY,
};
use super::super::numbers::{Number, number_at};
use super::calendar::Unit;
use super::lengths::is_plural;
use super::{Found, Reader};
use crate::model::{EventTime, Precision};

/// "Daily", "every Monday", "each year", "Mondays".
pub(super) fn repeat(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if tokens.is(at, REPEAT) && !tokens.is(at, CAPITAL) {
        let time = EventTime::new(Unit::of(tokens.value(at))?.length("1"), Precision::Repeat);
        return reader.found(at, at + 1, time);
    }
    if let Some(time) = plural_weekday(reader, at) {
        return reader.found(at, at + 1, Some(time));
    }
    if !matches!(tokens.low(at), "every" | "each") {
        return None;
    }
    let next = at + 1 + usize::from(tokens.low(at + 1) == "single");
    let every_other = tokens.low(next) == "other";
    let next = next + usize::from(every_other);
    let count = if every_other { "2" } else { "1" };
    if tokens.is(next, WEEKDAY) {
        let time = EventTime::new(format!("XXXX-WXX-{}", tokens.value(next)), Precision::Repeat);
        return reader.found(at, next + 1, time);
    }
    if tokens.is(next, TIME_UNIT) {
        let time = EventTime::new(Unit::of(tokens.value(next))?.length(count), Precision::Repeat);
        return reader.found(at, next + 1, time);
    }
    let Number { value, to } = number_at(tokens, next, reader.language)?;
    let unit = tokens.is(to, TIME_UNIT).then(|| Unit::of(tokens.value(to)))??;
    reader.found(at, to + 1, EventTime::new(unit.length(&format!("{value}")), Precision::Repeat))
}

/// "Mondays", "weekends".
fn plural_weekday(reader: &Reader, at: usize) -> Option<EventTime> {
    let single = reader.tokens.low(at).strip_suffix('s')?;
    let entry = Lexicon::of("en").entry(single);
    if entry.classes & WEEKDAY != 0 {
        return EventTime::new(format!("XXXX-WXX-{}", entry.value), Precision::Repeat);
    }
    (single == "weekend").then(|| EventTime::new("XXXX-WXX-WE", Precision::Repeat))?
}

/// "Now", "recently", "soon", "at the moment", "the past", "recent years".
pub(super) fn loose(reader: &Reader, at: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let named = |to: usize, value: &str| reader.found(at, to, EventTime::new(value, Precision::None));
    let (word, next, before) = (tokens.low(at), tokens.low(at + 1), tokens.low(at.wrapping_sub(1)));
    if tokens.is(at, NUMBER) {
        return None;
    }
    if tokens.is(at, NOW) {
        // "Now that" and "just now" tell no time of their own.
        let lasting = tokens.is(at.wrapping_sub(1), TIME_UNIT);
        return (next != "that" && !lasting).then(|| named(at + 1, "PRESENT_REF"))?;
    }
    if tokens.is(at, PAST_WORD) {
        return named(at + 1, "PAST_REF");
    }
    if tokens.is(at, FUTURE_WORD) {
        let bound = matches!(before, "as" | "how" | "too" | "so") || matches!(next, "after" | "before" | "thereafter");
        return (!bound).then(|| named(at + 1, "FUTURE_REF"))?;
    }
    let plural = is_plural(reader, at + 1);
    match (word, next) {
        ("recent", _) if plural => named(at + 2, "PAST_REF"),
        ("recent", _) if !matches!(before, "most" | "more" | "s") => named(at + 1, "PAST_REF"),
        ("coming", _) if plural => named(at + 2, "FUTURE_REF"),
        ("the", "coming") if is_plural(reader, at + 2) => named(at + 3, "FUTURE_REF"),
        ("these", "days") => named(at + 2, "PRESENT_REF"),
        ("the", "moment") if before == "at" => named(at + 2, "PRESENT_REF"),
        ("the", "present") if tokens.low(at + 2) != "time" => named(at + 2, "PRESENT_REF"),
        ("the", "present" | "time") if matches!(tokens.low(at + 2), "time" | "being") => named(at + 3, "PRESENT_REF"),
        ("that", "time") if before == "at" => named(at + 2, "PAST_REF"),
        ("the", "time") if before == "at" && tokens.low(at + 2) != "of" => named(at + 2, "PAST_REF"),
        ("the", "past") if ends_phrase(reader, at + 2) => named(at + 2, "PAST_REF"),
        ("the", "future") if ends_phrase(reader, at + 2) => named(at + 2, "FUTURE_REF"),
        ("the", "near" | "foreseeable" | "immediate") if matches!(tokens.low(at + 2), "future" | "term") => {
            named(at + 3, "FUTURE_REF")
        }
        ("the", "long" | "short" | "medium") if tokens.low(at + 2) == "term" => named(at + 3, "FUTURE_REF"),
        _ => None,
    }
}

/// Whether a noun phrase ends before this token: "in the past." but not "the past president".
fn ends_phrase(reader: &Reader, at: usize) -> bool {
    let tokens = reader.tokens;
    let word = tokens.low(at);
    word.is_empty()
        || !tokens.together(at - 1, at)
        || tokens.is(at, AUXILIARY | PREPOSITION)
        || matches!(word, "and" | "but" | "or" | "as" | "that" | "will" | "because" | "when" | "if")
}
