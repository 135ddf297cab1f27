//! The words of one story, numbered and weighed. In: texts. Out: sorted numbers of terms; weights, likeness, cover.
//! Never: words of another story; how rare a word is in the world is not asked.

use crate::text;
use rustc_hash::FxHashMap;

/// English news has a term every nine bytes; only sizes the first allocation.
const BYTES_PER_TERM: usize = 8;
/// A term in every sentence still says a little.
const WEIGHT_MIN: f64 = 0.1;

/// Terms of a story by number, each with the weight of its rarity among the sentences.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: FxHashMap<Box<str>, u32>,
    terms: Vec<String>,
    frequency: Vec<u32>,
    sentences: u32,
    weights: Vec<f64>,
}

impl Lexicon {
    /// The numbers of the terms of a text, sorted, each once; new ones are added.
    pub(super) fn learn(&mut self, text: &str, language: &str) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(text.len() / BYTES_PER_TERM);
        text::each_term(text, language, |_, term| numbers.push(self.number(term)));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.frequency.len()).unwrap_or(u32::MAX);
        self.frequency.push(0);
        self.terms.push(term.to_owned());
        self.numbers.insert(term.into(), number);
        number
    }

    pub(super) fn count(&mut self, terms: &[u32]) {
        self.sentences += 1;
        for term in terms {
            self.frequency[*term as usize] += 1;
        }
    }

    /// The numbers of the terms of a text of ours; terms that the story does not hold are left out.
    pub(super) fn known(&self, text: &str, language: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        text::each_term(text, language, |_, term| numbers.extend(self.known_term(term)));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Every term, by number.
    pub(super) fn terms(&self) -> &[String] {
        &self.terms
    }

    /// The number of one term, where the story holds it.
    pub(super) fn known_term(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// The rarer among the sentences, the more.
    pub(super) fn weight(&self, term: u32) -> f64 {
        self.weights.get(term as usize).copied().unwrap_or(WEIGHT_MIN)
    }

    /// The weight of any term; one that the story does not hold is the rarest there is.
    pub(super) fn weight_of(&self, term: &str) -> f64 {
        match self.known_term(term) {
            Some(term) => self.weight(term),
            None => (2.0 * (f64::from(self.sentences) + 1.0)).ln().max(WEIGHT_MIN),
        }
    }

    /// Weighs every term, once all sentences are counted.
    pub(super) fn weigh(&mut self) {
        let sentences = f64::from(self.sentences) + 1.0;
        let weight = |frequency: &u32| (sentences / (f64::from(*frequency) + 0.5)).ln().max(WEIGHT_MIN);
        self.weights = self.frequency.iter().map(weight).collect();
    }

    /// Summed weight.
    pub(super) fn mass(&self, terms: &[u32]) -> f64 {
        terms.iter().map(|term| self.weight(*term)).sum()
    }

    /// Summed weight of what two sorted lists share.
    pub(super) fn shared(&self, left: &[u32], right: &[u32]) -> f64 {
        left.iter().filter(|term| right.binary_search(term).is_ok()).map(|term| self.weight(*term)).sum()
    }

    /// Weighted Jaccard.
    pub(super) fn likeness(&self, left: &[u32], right: &[u32]) -> f64 {
        let shared = self.shared(left, right);
        let all = self.mass(left) + self.mass(right) - shared;
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// The share of the left side's weight that the right side holds.
    pub(super) fn cover(&self, left: &[u32], right: &[u32]) -> f64 {
        let all = self.mass(left);
        if all > 0.0 { self.shared(left, right) / all } else { 0.0 }
    }
}
