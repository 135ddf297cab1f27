//! Whether the words around a time say that it is past or yet to come. In: tokens and a place. Out: a tense.
//! Never: a value.

use super::super::lexicon::{CAPITAL, FUTURE, SAYING, SENTENCE_START};
use super::Reader;

/// The word that tells the tense stands at most so many tokens before the time (or after it, where it opens the sentence).
const CLAUSE_TOKENS: usize = 12;

/// What the clause around a time tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It is told as past.
    Past,
    /// It is said to come.
    Coming,
    /// Nothing tells.
    Open,
}

/// Whether the words around a time say that it is yet to come.
pub(super) fn is_coming(reader: &Reader, at: usize) -> bool {
    let ends = matches!(
        reader.tokens.low(at.wrapping_sub(1)),
        "until" | "till" | "by" | "starting" | "beginning" | "effective" | "bis" | "hasta" | "jusqu'à" | "até"
    );
    match tense(reader, at) {
        Tense::Coming => true,
        Tense::Past => false,
        Tense::Open => ends || ends_before(reader, at),
    }
}

/// "By the end of March", "before the middle of May".
fn ends_before(reader: &Reader, at: usize) -> bool {
    let low = |back: usize| at.checked_sub(back).map_or("", |place| reader.tokens.low(place));
    let part = low(1) == "of" && matches!(low(2), "end" | "middle" | "start" | "beginning");
    part && matches!(if low(3) == "the" { low(4) } else { low(3) }, "by" | "before" | "until")
}

/// The tense of the clause around a time; a verb of saying in between cuts it off.
pub(super) fn tense(reader: &Reader, at: usize) -> Tense {
    match before(reader, at) {
        Tense::Open => after(reader, at),
        told => told,
    }
}

fn before(reader: &Reader, at: usize) -> Tense {
    let tokens = reader.tokens;
    // "Kept closed until Friday": what stands right before "until" is a state.
    let until = at > 1 && matches!(tokens.low(at - 1), "until" | "till") && tokens.low(at - 2).ends_with("ed");
    let from = if until { at - 2 } else { at };
    for place in (at.saturating_sub(CLAUSE_TOKENS)..from).rev() {
        if !tokens.together(place, at) {
            break;
        }
        match verb_at(reader, place) {
            Tense::Open => {}
            told => return told,
        }
    }
    Tense::Open
}

/// Where the time opens its sentence, its verb stands after it.
fn after(reader: &Reader, at: usize) -> Tense {
    let tokens = reader.tokens;
    let opens = at < 2 || tokens.is(at, SENTENCE_START) || tokens.is(at - 1, SENTENCE_START);
    if !opens {
        return Tense::Open;
    }
    let following = (at + 1..=at + CLAUSE_TOKENS).take_while(|next| tokens.together(at, *next));
    following.map(|next| verb_at(reader, next)).find(|tense| *tense != Tense::Open).unwrap_or(Tense::Open)
}

fn verb_at(reader: &Reader, place: usize) -> Tense {
    let tokens = reader.tokens;
    if tokens.is(place, SAYING) && tokens.low(place + 1) != "to" {
        return Tense::Past;
    }
    let word = tokens.low(place);
    if matches!(word, "agreed" | "vowed" | "promised" | "pledged" | "threatened" | "preparing")
        && tokens.low(place + 1) == "to"
    {
        return Tense::Coming;
    }
    if tokens.is(place, CAPITAL) && !tokens.is(place, SENTENCE_START) {
        return Tense::Open;
    }
    if tokens.is(place, FUTURE) {
        return if word == "set" && !is_set_for(reader, place) { Tense::Open } else { Tense::Coming };
    }
    if reader.language != "en" {
        return Tense::Open;
    }
    match word {
        "would" | "could" | "might" | "may" | "must" | "can" => {
            let done = matches!(tokens.low(place + 1), "have") || tokens.low(place + 2) == "have";
            if done { Tense::Past } else { Tense::Coming }
        }
        "was" | "were" | "had" | "did" | "been" | "began" | "came" | "went" | "fell" | "rose" | "took" | "made"
        | "won" | "lost" | "left" | "gave" | "held" | "saw" | "struck" | "broke" | "sank" | "flew" | "became"
        | "found" | "got" | "kept" | "led" | "met" | "paid" | "ran" | "sent" | "spoke" | "stood" | "shot" | "grew"
        | "cut" | "hit" => bare_verb(reader, place),
        _ if word.len() > 4 && word.ends_with("ed") => bare_verb(reader, place),
        _ => Tense::Open,
    }
}

/// "Was held" is past, but "be held", "to cut" tell no tense.
fn bare_verb(reader: &Reader, place: usize) -> Tense {
    let led =
        |back: usize| matches!(reader.tokens.low(place.wrapping_sub(back)), "be" | "to" | "not" | "been" | "being");
    if matches!(reader.tokens.low(place.wrapping_sub(1)), "has" | "have") {
        return Tense::Open;
    }
    let leads_on = |back: usize| reader.tokens.is(place.wrapping_sub(back), FUTURE);
    if led(1) || led(2) || leads_on(1) { Tense::Open } else { Tense::Past }
}

/// "Set for Friday", "is set to open" come; "set a record" does not.
fn is_set_for(reader: &Reader, place: usize) -> bool {
    matches!(reader.tokens.low(place + 1), "for" | "to")
}
