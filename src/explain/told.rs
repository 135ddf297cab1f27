//! What a page has told so far, so that a sentence stands on it once.
//! In: statements as terms. Out: whether one more would repeat. Never: forgets what was told.

use super::lexicon::Lexicon;
use super::material::{Line, Material};

/// Two sentences alike to this degree (weighted Jaccard of terms) say the same to a reader. The audit of explainers
/// calls .6 a repetition; stems and weights differ a little between programs, hence the distance.
const ALIKE: f64 = 0.42;

/// Two sentences of one list that share this much tell a reader the same thing twice.
const CLOSE: f64 = 0.33;

/// A sentence of which one told sentence holds this share of the weight adds too little of its own.
const HELD: f64 = 0.6;

/// The sentences of one page so far.
#[derive(Debug, Default)]
pub(super) struct Telling {
    sentences: Vec<Vec<u32>>,
}

impl Telling {
    /// Whether these terms would say again what the page has said.
    pub(super) fn repeats(&self, lexicon: &Lexicon, terms: &[u32]) -> bool {
        self.sentences.iter().any(|told| lexicon.likeness(told, terms) >= ALIKE)
    }

    /// The same, but for one sentence that may be repeated.
    pub(super) fn repeats_but(&self, lexicon: &Lexicon, terms: &[u32], twin: Option<&[u32]>) -> bool {
        let others = self.sentences.iter().filter(|told| twin.is_none_or(|twin| twin != told.as_slice()));
        others.into_iter().any(|told| lexicon.likeness(told, terms) >= ALIKE)
    }

    /// Whether these terms come close to what the page has said: two of a kind in one list are one too many.
    pub(super) fn is_close(&self, lexicon: &Lexicon, terms: &[u32]) -> bool {
        self.sentences.iter().any(|told| lexicon.likeness(told, terms) >= CLOSE)
    }

    /// Whether one sentence of the page holds most of what these terms say.
    pub(super) fn holds(&self, lexicon: &Lexicon, terms: &[u32]) -> bool {
        self.sentences.iter().any(|told| lexicon.cover(terms, told) >= HELD)
    }

    /// Remembers a sentence.
    pub(super) fn tell(&mut self, terms: &[u32]) {
        self.sentences.push(terms.to_vec());
    }

    /// Whether this line is new on the page.
    pub(super) fn is_new(&self, material: &Material<'_>, line: &Line<'_>) -> bool {
        !self.repeats(&material.lexicon, &line.terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_held_by_a_told_one_adds_nothing() {
        let lexicon = Lexicon::default();
        let mut told = Telling::default();
        told.tell(&[1, 2, 3, 4, 5, 6, 7, 8]);
        assert!(told.holds(&lexicon, &[1, 2, 9]));
        assert!(!told.repeats(&lexicon, &[1, 2, 9]));
        assert!(!told.holds(&lexicon, &[1, 9, 10]));
    }
}
