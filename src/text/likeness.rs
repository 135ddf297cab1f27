//! How alike two sentences are. In: the sentences of some texts, as terms. Out: a likeness from 0 to 1.
//! Never: order or grammar; it sees words only, and a judgement needs more.

use rustc_hash::{FxHashMap, FxHashSet};

/// A word in every sentence still says a little.
const WEIGHT_MIN: f64 = 0.1;

/// Jaccard of content terms, each weighted by how rare it is among some sentences.
#[derive(Debug, Clone, Default)]
pub struct Likeness {
    frequency: FxHashMap<String, u32>,
    sentences: u32,
}

impl Likeness {
    /// Counts in how many of these sentences (given as their terms) each term stands.
    pub fn new<'a>(sentences: impl IntoIterator<Item = &'a [String]>) -> Self {
        let mut likeness = Self::default();
        for terms in sentences {
            likeness.sentences += 1;
            let distinct: FxHashSet<&String> = terms.iter().collect();
            let mut distinct: Vec<&String> = distinct.into_iter().collect();
            distinct.sort_unstable();
            for term in distinct {
                *likeness.frequency.entry(term.clone()).or_default() += 1;
            }
        }
        likeness
    }

    /// The weight of a term: the rarer, the more.
    pub fn weight(&self, term: &str) -> f64 {
        let frequency = self.frequency.get(term).copied().unwrap_or(0);
        ((f64::from(self.sentences) + 1.0) / (f64::from(frequency) + 0.5)).ln().max(WEIGHT_MIN)
    }

    /// Weighted Jaccard of two sentences, given as their terms.
    pub fn of(&self, left: &[String], right: &[String]) -> f64 {
        let mut union: Vec<&String> = left.iter().chain(right).collect();
        union.sort_unstable();
        union.dedup();
        let (mut shared, mut all) = (0.0, 0.0);
        for term in union {
            let weight = self.weight(term);
            all += weight;
            if left.contains(term) && right.contains(term) {
                shared += weight;
            }
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }
}
