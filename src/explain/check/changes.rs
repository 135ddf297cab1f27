//! What a claim changes in the sentence that it was made of. In: the two side by side. Out: a name, number, date, "not"
//! or "may" that is not the one of the source, words turned into their opposite, sides that have changed places.
//! Never: a change that says the same in other words.

use super::align::{Aligned, Change};
use super::ground::Ground;
use super::opposites::Opposites;
use super::tokens::{Line, Token};
use super::{Finding, Test, dates, figures, names, numbers, stance};
use crate::explain::sound::is_verb_form;

/// Small words that say the opposite of each other where one stands for the other.
const SMALL_OPPOSITES: &[(&str, &str)] = &[
    ("last", "next"),
    ("yesterday", "tomorrow"),
    ("before", "after"),
    ("always", "never"),
    ("everybody", "nobody"),
    ("everyone", "nobody"),
    ("all", "none"),
    ("with", "without"),
    ("more", "less"),
    ("more", "fewer"),
    ("most", "least"),
    ("above", "below"),
    ("over", "under"),
    ("up", "down"),
    ("longer", "still"),
];
/// How far behind a "not" or "may" the word stands that it turns, in words.
const GOVERNED_WORDS: usize = 3;
/// A change of more words puts another thought in the place of one, not a word in the place of another.
const EXCHANGED_WORDS_MAX: usize = 5;
/// How far from a deed its doer stands, in words that both sentences have.
const SIDE_WORDS: usize = 2;
/// How far behind a deed its "by" stands, in words.
const BY_WORDS: usize = 3;

/// What the tests look at.
pub(super) struct Changed<'a> {
    pub(super) aligned: &'a Aligned<'a>,
    pub(super) claim: &'a Line,
    pub(super) claim_text: &'a str,
    pub(super) base: &'a Line,
    pub(super) base_text: &'a str,
    pub(super) ground: &'a Ground,
    pub(super) opposites: &'a Opposites,
}

impl Changed<'_> {
    /// All that the claim says otherwise than the sentence it was made of.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut found = figures::exchanged(self);
        found.extend(dates::exchanged(self.claim, self.base));
        for change in self.aligned.changes() {
            found.extend(self.negation(&change));
            found.extend(self.doubt(&change));
            found.extend(self.quote(&change));
            if change.claim.len().max(change.base.len()) <= EXCHANGED_WORDS_MAX {
                found.extend(self.name(&change));
                found.extend(self.opposite(&change));
            }
        }
        found
    }

    /// A name in the place of another; a text without capitals shows none.
    fn name(&self, change: &Change) -> Option<Finding> {
        if !self.ground.cased {
            return None;
        }
        let old: Vec<&Token> = self.aligned.old_words(change).iter().filter(|token| self.is_lost_name(token)).collect();
        for run in names::runs(self.claim, Some(self.ground)) {
            let new: Vec<&&Token> = run.iter().filter(|token| self.is_new(change, token)).collect();
            // "Mayor Lee" and "Ann Lee" may be one; "Ben Lee" and "Ann Lee" are two.
            let shares = run.iter().any(|token| self.aligned.base_has(token.stem));
            let old: Vec<&&Token> = old.iter().filter(|token| !shares || !self.ground.is_word(token.stem)).collect();
            let (Some(one), Some(other)) = (new.first(), old.first()) else { continue };
            let joined =
                |tokens: &[&&Token]| tokens.iter().map(|token| token.lower.as_str()).collect::<Vec<_>>().join(" ");
            let (one_name, other_name) = (joined(&new), joined(&old));
            let whole = run.iter().map(|token| token.lower.as_str()).collect::<Vec<_>>().join(" ");
            let forms = [(&one_name, &other_name), (&one.lower, &other.lower), (&whole, &other_name)];
            if forms.iter().any(|(one, other)| names::is_other_form(one, other)) {
                continue;
            }
            return Some(Finding::new(Test::Name, true, format!("{one_name} here, {other_name} in the source")));
        }
        None
    }

    fn is_new(&self, change: &Change, token: &Token) -> bool {
        let inside = self.aligned.new_words(change).iter().any(|word| word.span == token.span);
        inside && !token.stop && !self.aligned.base_has(token.stem)
    }

    fn is_lost_name(&self, token: &Token) -> bool {
        let named = token.is_name() || (token.capital && token.opens && !self.ground.is_word(token.stem));
        let other = dates::is_date_word(&token.lower) || numbers::is_number(&token.lower);
        named && !other && !token.stop && !self.aligned.claim_has(token.stem)
    }

    /// A "not" more or less.
    fn negation(&self, change: &Change) -> Option<Finding> {
        let (new, old) = (self.aligned.new_words(change), self.aligned.old_words(change));
        let quoted = |token: &&Token| !stance::is_quoted(self.claim_text, token);
        let added = new.iter().filter(|token| stance::negates(token) && !token.joined).find(quoted);
        if added.is_some() && !old.iter().any(stance::holds_negation) && !stance::not_only(self.claim, new) {
            return Some(Finding::new(Test::Negation, true, "negated, and the source is not".to_owned()));
        }
        let word = self.governed(change, stance::negates)?;
        (!new.iter().any(stance::holds_negation))
            .then(|| Finding::new(Test::Negation, true, format!("the source negates {word}, and this does not")))
    }

    /// A "may" less.
    fn doubt(&self, change: &Change) -> Option<Finding> {
        let word = self.governed(change, stance::doubts)?;
        let kept = self.aligned.new_words(change).iter().any(stance::doubts);
        (!kept).then(|| Finding::new(Test::Modality, false, format!("the source is not sure of {word}, and this is")))
    }

    /// The word kept that a mark left out of the base turned.
    fn governed(&self, change: &Change, mark: fn(&Token) -> bool) -> Option<&str> {
        let marked = change.base.clone().find(|at| self.aligned.base.get(*at).is_some_and(mark))?;
        let behind = marked + 1..(marked + 1 + GOVERNED_WORDS).min(self.aligned.base.len());
        let kept = behind.clone().find(|at| self.aligned.back[*at].is_some())?;
        let told = behind.clone().find(|at| self.aligned.back[*at].is_some() && !self.aligned.base[*at].stop);
        Some(&self.aligned.base[told.unwrap_or(kept)].lower)
    }

    /// A word in the place of its opposite.
    fn opposite(&self, change: &Change) -> Option<Finding> {
        let (new, old) = (self.aligned.new_words(change), self.aligned.old_words(change));
        let small =
            |one: &str, other: &str| SMALL_OPPOSITES.iter().any(|pair| *pair == (one, other) || *pair == (other, one));
        for word in new.iter().filter(|word| !self.aligned.base_has(word.stem)) {
            let lost = old.iter().filter(|other| !self.aligned.claim_has(other.stem));
            let other = lost
                .into_iter()
                .find(|other| small(&word.lower, &other.lower) || self.opposites.are(word.stem, other.stem));
            if let Some(other) = other {
                let test = if dates::is_side_of_now(&word.lower) { Test::Date } else { Test::Opposite };
                let reason = format!("{} here, {} in the source", word.lower, other.lower);
                return Some(Finding::new(test, true, reason));
            }
        }
        None
    }

    /// Whether a verb of saying stands before its speaker in one of the two: "…, said the mayor".
    fn is_inverted(&self, at: usize, there: usize) -> bool {
        opens_part(self.claim, self.claim_text, at) || opens_part(self.base, self.base_text, there)
    }

    /// Another word between quotation marks.
    fn quote(&self, change: &Change) -> Option<Finding> {
        let new = self.aligned.new_words(change).iter().find(|token| {
            !token.stop && !self.aligned.base_has(token.stem) && stance::is_quoted(self.claim_text, token)
        })?;
        let old = self.aligned.old_words(change).iter().find(|token| stance::is_quoted(self.base_text, token))?;
        Some(Finding::new(Test::Quote, true, format!("quote altered: {} here, {} in the source", new.lower, old.lower)))
    }

    /// A deed whose two sides have changed places. "A beat B" and "B was beaten by A" are the same.
    pub(super) fn turned(&self) -> Option<Finding> {
        let once = |tokens: &[Token], stem: u32| tokens.iter().filter(|token| token.stem == stem).count() == 1;
        let (claim, base) = (self.aligned.claim, self.aligned.base);
        let shared: Vec<(usize, usize)> = (0..claim.len())
            .filter(|at| !claim[*at].stop && once(claim, claim[*at].stem) && once(base, claim[*at].stem))
            .filter_map(|at| Some((at, base.iter().position(|token| token.stem == claim[at].stem)?)))
            .collect();
        for (pivot, (at, there)) in shared.iter().enumerate() {
            let deed = &claim[*at];
            if deed.capital || self.is_inverted(*at, *there) {
                continue;
            }
            let before = shared[pivot.saturating_sub(SIDE_WORDS)..pivot].iter().rev().find(|(_, place)| place > there);
            let behind = shared[pivot + 1..].iter().take(SIDE_WORDS).find(|(_, place)| place < there);
            let (Some((left, _)), Some((right, _))) = (before, behind) else { continue };
            let verb = is_verb_form(&deed.lower) || (deed.lower.len() > 4 && deed.lower.ends_with("ed"));
            let names = claim[*left].capital && claim[*right].capital;
            if (verb || names) && is_passive(claim, *at) == is_passive(base, *there) {
                return Some(Finding::new(Test::Actor, true, format!("sides swapped around {}", deed.lower)));
            }
        }
        None
    }
}

/// Whether a mark stands before a word.
fn opens_part(line: &Line, text: &str, at: usize) -> bool {
    let start = line.tokens.get(at).map_or(0, |token| token.span.start());
    text.get(..start).is_some_and(|before| before.trim_end().ends_with([',', '"', '”', '’', '\'']))
}

/// Whether a "by" follows the deed.
fn is_passive(tokens: &[Token], at: usize) -> bool {
    tokens.iter().skip(at + 1).take(BY_WORDS).any(|token| token.lower == "by")
}
