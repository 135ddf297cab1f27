//! What words mean alike: a list of senses of news English, and bags of words that are compared by it.
//! In: text. Out: weighted stems; how much of one bag another holds. Never: a weight learnt from the texts compared.

use crate::text::{Stemmer, is_stop_word, lower_case, words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a word of little content counts, where another counts 1. On the answers in `agreement/` .05 to .3 do alike.
const LIGHT: f64 = 0.15;
/// What two words of one sense count, where the same word counts 1. On the same answers .3 to 1 do alike.
const SENSE: f64 = 0.6;

/// The senses of each stem.
static SENSES: LazyLock<FxHashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let stemmer = Stemmer::new("en");
    let mut known: FxHashMap<String, Vec<u16>> = FxHashMap::default();
    for (number, line) in lines(include_str!("../../../assets/explain/senses.txt")).enumerate() {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        for word in line.split_whitespace() {
            let senses = known.entry(stemmer.stem_lower(word)).or_default();
            if senses.last() != Some(&number) {
                senses.push(number);
            }
        }
    }
    known
});

static LIGHT_WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let stemmer = Stemmer::new("en");
    let words = lines(include_str!("../../../assets/explain/light.txt")).flat_map(str::split_whitespace);
    words.map(|word| stemmer.stem_lower(word)).collect()
});

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

/// The senses of a stem; none where the list lacks it.
pub(super) fn senses(stem: &str) -> &'static [u16] {
    SENSES.get(stem).map_or(&[], Vec::as_slice)
}

/// Whether two stems share a sense.
pub(super) fn alike(a: &str, b: &str) -> bool {
    a == b || senses(a).iter().any(|sense| senses(b).contains(sense))
}

/// Whether a stem says little beside others.
pub(super) fn is_light(stem: &str) -> bool {
    LIGHT_WORDS.contains(stem)
}

/// The stems of the content words of a text in order, compounds taken apart.
pub(super) fn stems(text: &str, language: &str) -> Vec<String> {
    let stemmer = Stemmer::new(language);
    let mut found = Vec::new();
    for span in words(text) {
        for part in span.of(text).split(['-', '–', '‑']) {
            let lower = lower_case(part);
            if lower.chars().nth(1).is_some() && !is_stop_word(&lower, language) {
                found.push(stemmer.stem_lower(&lower));
            }
        }
    }
    found
}

/// Words of a text, each once, with what they count.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag {
    terms: Vec<(String, f64)>,
}

impl Bag {
    /// Each stem once, in order.
    pub(super) fn new(stems: impl IntoIterator<Item = String>) -> Self {
        let mut terms: Vec<(String, f64)> = Vec::new();
        for stem in stems {
            if !terms.iter().any(|(known, _)| *known == stem) {
                let weight = if is_light(&stem) { LIGHT } else { 1.0 };
                terms.push((stem, weight));
            }
        }
        Self { terms }
    }

    /// Whether it holds a stem, or one of the same sense.
    pub(super) fn has(&self, stem: &str) -> bool {
        self.terms.iter().any(|(known, _)| alike(known, stem))
    }

    /// Summed weight.
    pub(super) fn mass(&self) -> f64 {
        self.terms.iter().map(|(_, weight)| weight).sum()
    }

    /// Summed weight of what both hold; words of one sense count a part.
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let mut used = vec![false; other.terms.len()];
        let mut sum = 0.0;
        let mut rest: Vec<&(String, f64)> = Vec::new();
        for term in &self.terms {
            match other.terms.iter().position(|(stem, _)| *stem == term.0) {
                Some(at) => {
                    used[at] = true;
                    sum += (term.1 * other.terms[at].1).sqrt();
                }
                None => rest.push(term),
            }
        }
        for (stem, weight) in rest {
            let meant = (0..other.terms.len()).find(|at| !used[*at] && alike(stem, &other.terms[*at].0));
            if let Some(at) = meant {
                used[at] = true;
                sum += SENSE * (weight * other.terms[at].1).sqrt();
            }
        }
        sum
    }

    /// Weighted Jaccard.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        let all = self.mass() + other.mass() - shared;
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// The share of the lighter side that the other holds.
    pub(super) fn cover(&self, other: &Self) -> f64 {
        let least = self.mass().min(other.mass());
        if least > 0.0 { (self.shared(other) / least).min(1.0) } else { 0.0 }
    }
}
