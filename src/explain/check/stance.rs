//! Does a claim hold what its sources hold, as firmly? In: tokens. Out: a negation, opposite, "all" or "only" that the
//! window does not have, and a doubt, a negation or a speaker that it has and the claim has not. Never: irony.

use super::ground::{Cover, Ground};
use super::opposites::Opposites;
use super::tokens::{Line, Token};
use super::{Finding, Test, wording};

/// Words that turn a sentence round.
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "cant", "dont", "doesnt",
    "didnt", "isnt", "wasnt", "arent", "werent", "wont", "wouldnt", "couldnt", "shouldnt", "hasnt", "havent", "hadnt",
];
/// Words that hold a negation in themselves: a source with one bears a "not" out.
const HOLD_NEGATION: &[&str] = &[
    "fail",
    "fails",
    "failed",
    "refuse",
    "refuses",
    "refused",
    "deny",
    "denies",
    "denied",
    "unable",
    "lack",
    "lacks",
    "lacked",
    "absence",
    "hardly",
    "barely",
    "ban",
    "banned",
    "unlikely",
    "impossible",
    "decline",
    "declined",
    "stop",
    "stopped",
    "reject",
    "rejected",
    "unknown",
    "unclear",
];
/// Whole sets; a source that says less does not bear them out.
const ABSOLUTES: &[&str] = &[
    "only",
    "all",
    "every",
    "never",
    "always",
    "none",
    "everyone",
    "everybody",
    "nobody",
    "entirely",
    "completely",
    "exclusively",
    "unanimously",
    "fully",
    "totally",
    "solely",
    "strictly",
    "guaranteed",
    "must",
    "definitely",
    "certainly",
];
const DOUBTS: &[&str] = &[
    "may",
    "might",
    "could",
    "possibly",
    "perhaps",
    "allegedly",
    "alleged",
    "reportedly",
    "suspected",
    "probably",
    "accused",
    "unconfirmed",
    "believed",
    "apparently",
    "claimed",
    "rumoured",
    "rumored",
];
/// Words that give a statement to somebody; "reports" and "claims" are mostly nouns.
const SAYING: &[&str] = &[
    "according",
    "acknowledged",
    "added",
    "adds",
    "admitted",
    "alleged",
    "alleges",
    "alleging",
    "announced",
    "announces",
    "argued",
    "argues",
    "believe",
    "believed",
    "believes",
    "claimed",
    "claiming",
    "complained",
    "conceded",
    "confirmed",
    "declared",
    "denied",
    "denies",
    "estimated",
    "explained",
    "explains",
    "insisted",
    "insists",
    "maintained",
    "maintains",
    "noted",
    "predicted",
    "predicts",
    "recalled",
    "replied",
    "reported",
    "revealed",
    "said",
    "say",
    "saying",
    "says",
    "stated",
    "suggested",
    "suggests",
    "testified",
    "testifies",
    "told",
    "warned",
    "warns",
    "writes",
    "wrote",
];
/// A "not" or "may" counts as lost only where the window tells of the same thing.
const LOST_WINDOW_MIN: f64 = 0.5;
/// How far before a verb its "not" or "may" stands, in words.
const BEFORE_VERB_WORDS: usize = 3;
/// Content words after a negation that it turns round.
const NEGATED_WORDS: usize = 2;

/// All that a sentence of the claim says more, or less, firmly than the window.
pub(super) fn findings(claim: &Line, window: &[Line], cover: &Cover, opposites: &Opposites) -> Vec<Finding> {
    let mut found = opposite(claim, window, opposites);
    found.extend(absolute(claim, window));
    if cover.window_share >= LOST_WINDOW_MIN {
        found.extend(lost_negation(claim, window));
        found.extend(lost_doubt(claim, window));
    }
    found
}

/// A negation of the claim that the sources do not have. "Not only" and "no-fee" are none, and a quote is tested word for
/// word. Where one window tells of the same thing, it must have the negation; where the claim says it in other words, any
/// sentence that speaks of what is negated may.
pub(super) fn added_negation(claim: &Line, text: &str, cover: &Cover, ground: &Ground) -> Vec<Finding> {
    let quotes = wording::quotes(text);
    let quoted = |token: &Token| quotes.iter().any(|quote| quote.holds(token.span));
    let turned = |at: usize| {
        let next = claim.tokens.get(at + 1).map_or("", |next| next.lower.as_str());
        let token = &claim.tokens[at];
        negates(token) && !token.joined && !matches!(next, "only" | "just" | "merely") && !quoted(token)
    };
    let holds =
        |line: &Line| line.tokens.iter().any(|token| negates(token) || HOLD_NEGATION.contains(&token.lower.as_str()));
    for at in (0..claim.tokens.len()).filter(|at| turned(*at)) {
        let window = cover.window.clone();
        let mut places: Vec<usize> = window.clone().collect();
        let negated = negated_words(claim, at);
        if cover.window_share < LOST_WINDOW_MIN {
            places.extend(window.start.checked_sub(1));
            places.push(window.end);
            places.extend(negated.iter().flat_map(|stem| ground.places(*stem)));
        }
        let unknown = !negated.iter().any(|stem| ground.knows(*stem) || ground.speaks_of(*stem));
        let hedged = claim.tokens[..at].iter().rev().take(BEFORE_VERB_WORDS).any(doubts);
        let found = places.iter().filter_map(|place| ground.lines.get(*place)).any(holds);
        if !(found || unknown && hedged) {
            return vec![Finding::new(Test::Negation, true, "negated, and the source is not".to_owned())];
        }
    }
    Vec::new()
}

/// The content words that a negation at a place turns round: the next ones.
fn negated_words(claim: &Line, at: usize) -> Vec<u32> {
    let after = claim.tokens.iter().skip(at + 1);
    after.filter(|token| !token.stop).take(NEGATED_WORDS).map(|token| token.stem).collect()
}

/// A verb that the window denies just before it, and the claim does not.
fn lost_negation(claim: &Line, window: &[Line]) -> Vec<Finding> {
    let found = lost(claim, window, negates)
        .map(|word| Finding::new(Test::Negation, true, format!("the source negates {word}, and this does not")));
    found.into_iter().collect()
}

/// A verb that the window only holds possible or alleged, and the claim states.
fn lost_doubt(claim: &Line, window: &[Line]) -> Vec<Finding> {
    let found = lost(claim, window, doubts)
        .map(|word| Finding::new(Test::Modality, false, format!("the source is not sure of {word}, and this is")));
    found.into_iter().collect()
}

/// A word that is marked just before it wherever it stands in the window, and never in the claim.
fn lost<'c>(claim: &'c Line, window: &[Line], mark: fn(&Token) -> bool) -> Option<&'c str> {
    if claim.tokens.iter().any(mark) {
        return None;
    }
    let content = claim.tokens.iter().filter(|token| !token.stop && !token.capital && !mark(token));
    for token in content {
        let (mut marked, mut plain) = (false, false);
        for line in window {
            for at in (0..line.tokens.len()).filter(|at| line.tokens[*at].stem == token.stem) {
                let before = &line.tokens[at.saturating_sub(BEFORE_VERB_WORDS)..at];
                // The mark belongs to this word only if no other content word stands between.
                let near = before.iter().rev().take_while(|token| token.stop || mark(token)).any(mark);
                (marked, plain) = (marked || near, plain || !near);
            }
        }
        if marked && !plain {
            return Some(&token.lower);
        }
    }
    None
}

/// A word of the claim whose opposite the window has in its place. Where either side has both, they are no exchange.
fn opposite(claim: &Line, window: &[Line], opposites: &Opposites) -> Vec<Finding> {
    let there = || window.iter().flat_map(|line| &line.tokens);
    for token in claim.tokens.iter().filter(|token| !there().any(|other| other.stem == token.stem)) {
        let beside = |word: &Token| claim.tokens.iter().any(|other| other.stem == word.stem);
        if let Some(other) = there().find(|other| opposites.are(token.stem, other.stem) && !beside(other)) {
            let reason = format!("{} here, {} in the source", token.lower, other.lower);
            return vec![Finding::new(Test::Opposite, true, reason)];
        }
    }
    Vec::new()
}

/// "All", "only" and their like, which the window does not say.
fn absolute(claim: &Line, window: &[Line]) -> Vec<Finding> {
    let there = |word: &str| window.iter().flat_map(|line| &line.tokens).any(|token| token.lower == word);
    let added = claim.tokens.iter().find(|token| ABSOLUTES.contains(&token.lower.as_str()) && !there(&token.lower));
    let found = added.map(|token| Finding::new(Test::Absolute, false, format!("{} is not in the source", token.lower)));
    found.into_iter().collect()
}

/// Whether a word gives what stands with it to somebody.
pub(super) fn is_saying(word: &str) -> bool {
    SAYING.contains(&word)
}

/// Whether a word stands between quotation marks.
pub(super) fn is_quoted(text: &str, token: &Token) -> bool {
    wording::quotes(text).iter().any(|quote| quote.holds(token.span))
}

/// Whether a word negates, or holds a negation in itself.
pub(super) fn holds_negation(token: &Token) -> bool {
    negates(token) || HOLD_NEGATION.contains(&token.lower.as_str())
}

/// Whether the negation among these words is a "not only".
pub(super) fn not_only(claim: &Line, words: &[Token]) -> bool {
    let at = claim.tokens.iter().position(|token| words.iter().any(|word| word.span == token.span && negates(word)));
    let next = at.and_then(|at| claim.tokens.get(at + 1)).map_or("", |next| next.lower.as_str());
    matches!(next, "only" | "just" | "merely")
}

/// Whether a word turns a sentence round.
pub(super) fn negates(token: &Token) -> bool {
    token.lower.ends_with("n't") || NEGATIONS.contains(&token.lower.as_str())
}

/// Whether a word holds something only possible.
pub(super) fn doubts(token: &Token) -> bool {
    // "May" with a capital inside a sentence is the month.
    DOUBTS.contains(&token.lower.as_str()) && !(token.lower == "may" && token.capital && !token.opens)
}
