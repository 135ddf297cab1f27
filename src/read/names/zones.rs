//! Where names can stand. In: tokens. Out: zones (stretches of capitalised words with the small words between them), each
//! with every span that could be a name. Never: a decision; the model makes it.

use super::super::lexicon::{
    ALL_CAPITALS, CAPITAL, CONNECTOR, DIGITS, MARK, ORGANISATION_WORD, PLACE_WORD, PLURAL_ROLE, POSSESSIVE, STOP_WORD,
    WORK_WORD,
};
use super::super::tokens::Tokens;
use super::Run;
use super::runs::opens;

/// No name is longer, in tokens; what is longer is a list or a heading.
const NAME_TOKENS_MAX: usize = 8;

/// Short words that may stand inside a name, besides the connectors of the lexicon.
const JOINTS: &[&str] = &["of", "the", "and", "for", "in", "on", "to"];

/// So many small words or marks may follow each other inside a name ("Bank of the West").
const JOINTS_MAX: usize = 2;

/// Abbreviations that stand before the rest of a name or end it, with their stop.
const STOPPED: &[&str] = &[
    "st", "mt", "ft", "dr", "jr", "sr", "inc", "ltd", "co", "corp", "bros", "mr", "mrs", "ms", "gen", "sen", "rep",
    "gov", "prof", "rev", "lt", "col", "capt", "sgt", "vs", "v", "no", "pvt", "s.p.a", "dept", "univ",
];

/// A stretch of tokens in which names can stand, from one up to another (exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The zones of a text, in order.
pub(super) fn zones(tokens: &Tokens, dated: &[bool]) -> Vec<Zone> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !can_open(tokens, dated, at) {
            at += 1;
            continue;
        }
        let to = end_of(tokens, dated, at);
        found.push(Zone { from: at, to });
        at = to;
    }
    found
}

/// Calls `each` with every span of a zone that could be a name, by its first token, then its length.
pub(super) fn spans(tokens: &Tokens, dated: &[bool], zone: Zone, mut each: impl FnMut(Run)) {
    for from in zone.from..zone.to {
        if !can_open(tokens, dated, from) {
            continue;
        }
        for to in from + 1..=zone.to.min(from + NAME_TOKENS_MAX) {
            if can_close(tokens, dated, from, to - 1) {
                each(Run { from, to });
            }
        }
    }
}

/// "for", "in", "on" and "to" only stand in the names of bodies and works ("Institute for Peace", not "Holm for Tarn Ltd").
pub(super) fn is_joined_well(tokens: &Tokens, run: Run) -> bool {
    let Run { from, to } = run;
    let heads = ORGANISATION_WORD | WORK_WORD | PLACE_WORD;
    let joint = |at: usize| !tokens.is(at, CAPITAL) && matches!(tokens.low(at), "for" | "in" | "on" | "to");
    (from..to).all(|at| !joint(at) || (from..at).any(|head| tokens.is(head, heads)))
}

/// Whether a token can be the first of a name.
pub(super) fn can_open(tokens: &Tokens, dated: &[bool], at: usize) -> bool {
    if dated.get(at).copied().unwrap_or(false) || tokens.is(at, MARK | POSSESSIVE) {
        return false;
    }
    tokens.is(at, CAPITAL) || has_capital_inside(tokens.word(at))
}

/// "Authorities said so": a word for several people that has its capital from the sentence.
pub(super) fn only_opens(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, PLURAL_ROLE) && opens(tokens, at) && !tokens.is(at + 1, CAPITAL)
}

/// Whether a name that began at `from` can end with this token.
fn can_close(tokens: &Tokens, dated: &[bool], from: usize, at: usize) -> bool {
    if can_open(tokens, dated, at) {
        // "Inc." is taken whole.
        return !stops_abbreviation(tokens, at + 1) || at == from;
    }
    at > from
        && (tokens.is(at, DIGITS) && !dated.get(at).copied().unwrap_or(false) && !tokens.is(at - 1, MARK)
            || stops_abbreviation(tokens, at) && tokens.low(at - 1).len() > 1)
}

fn end_of(tokens: &Tokens, dated: &[bool], from: usize) -> usize {
    let mut to = from + 1;
    loop {
        let mut next = to;
        while next < to + JOINTS_MAX && is_joint(tokens, dated, next) && follows(tokens, next) {
            next += 1;
        }
        let named = next < tokens.len() && follows(tokens, next);
        let goes_on = named
            && (can_open(tokens, dated, next)
                || next == to && tokens.is(next, DIGITS) && !dated.get(next).copied().unwrap_or(true)
                || next == to && stops_abbreviation(tokens, next));
        // A stop may end a name of its own ("Vellan Ltd.").
        if goes_on {
            to = next + 1;
        } else if stops_abbreviation(tokens, to) && follows(tokens, to) {
            to += 1;
        } else {
            return to;
        }
    }
}

/// Whether nothing but at most one space parts a token of the same sentence from the one before.
fn follows(tokens: &Tokens, at: usize) -> bool {
    at > 0 && tokens.together(at - 1, at) && tokens.start(at) <= tokens.end(at - 1) + 1 && !breaks(tokens, at)
}

fn breaks(tokens: &Tokens, at: usize) -> bool {
    tokens.text.get(tokens.end(at - 1)..tokens.start(at)).is_none_or(|gap| gap.contains('\n'))
}

fn is_joint(tokens: &Tokens, dated: &[bool], at: usize) -> bool {
    if dated.get(at).copied().unwrap_or(false) || tokens.is(at, CAPITAL) {
        return false;
    }
    if tokens.is(at, MARK) {
        return matches!(tokens.word(at), "&" | "'" | "’")
            || tokens.is(at, POSSESSIVE)
            || stops_abbreviation(tokens, at);
    }
    tokens.is(at, CONNECTOR) || JOINTS.contains(&tokens.low(at))
}

/// The stop of "St." or "Inc.": right after one of the known short words.
fn stops_abbreviation(tokens: &Tokens, at: usize) -> bool {
    at > 0
        && tokens.is_mark(at, ".")
        && tokens.touches_next(at - 1)
        && tokens.is(at - 1, CAPITAL)
        && STOPPED.contains(&tokens.low(at - 1))
}

/// "iPhone", "eBay", "wikiHow"; no word of a language without capitals.
fn has_capital_inside(word: &str) -> bool {
    word.len() > 2
        && word.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        && word.bytes().any(|byte| byte.is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A coarse class of how a word is written; equal for words that look alike.
pub(super) fn shape(tokens: &Tokens, at: usize) -> u64 {
    let word = tokens.word(at);
    let bytes = word.len();
    if at >= tokens.len() {
        0
    } else if tokens.is(at, MARK) {
        1
    } else if tokens.is(at, DIGITS) {
        if bytes == 4 { 2 } else { 3 }
    } else if !tokens.is(at, CAPITAL) {
        if tokens.is(at, STOP_WORD) { 4 } else { 5 }
    } else if tokens.is(at, ALL_CAPITALS) {
        if bytes <= 3 { 6 } else { 7 }
    } else if bytes == 1 {
        8
    } else if word.contains('.') {
        9
    } else if word.contains('-') {
        10
    } else if word.bytes().any(|byte| byte.is_ascii_digit()) {
        11
    } else if word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        12
    } else {
        13
    }
}
