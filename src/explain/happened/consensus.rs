//! How well some sentences together say what the openings of all reports say.
//! In: candidate sentences and the opening words of each report. Out: a score for any set of candidates.
//! Never: looks at a sentence by itself; what makes one fit or unfit is judged before.
//!
//! Method: a summary is good that is near to every paper's own opening (minimum Bayes risk with the openings as the
//! possible summaries, Kumar and Byrne 2004), counted in words and in pairs of words.

use crate::explain::material::{Line, Material};
use crate::text;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Words of an opening; a paper's own short account of the news is as long.
const OPENING_WORDS: usize = 100;
/// Openings that are compared with; the newest of a story of more reports.
const OPENINGS_MAX: usize = 12;
/// What each likeness counts: a ridge regression against the ROUGE of editors' summaries of 307 stories; over five folds
/// of stories the choice by these weights had .416 / .193 / .280, of whole sentences only. Rounded; more kinds of
/// evidence (place in the article, quotes, length, names, figures) made it worse on stories held out.
const LIKE_WORDS: f64 = 0.30;
const LIKE_PAIRS: f64 = 0.30;
const SHARED_PAIRS: f64 = 0.20;
const SHARED_TERMS: f64 = 0.15;
const TITLE_TERMS: f64 = 0.16;

/// Words or pairs of words, numbered, of the candidates and in the openings.
struct Grams {
    /// Numbers of each candidate's, in order of its words.
    of: Vec<Vec<usize>>,
    /// How often each stands in each opening.
    within: Vec<Vec<u16>>,
    /// How many each opening has in all.
    totals: Vec<usize>,
    /// In how many openings each stands.
    spread: Vec<usize>,
}

impl Grams {
    fn new(candidates: &[Vec<u64>], openings: &[Vec<u64>]) -> Self {
        let mut numbers: FxHashMap<u64, usize> = FxHashMap::default();
        let mut of = Vec::with_capacity(candidates.len());
        for grams in candidates {
            let mut own = Vec::with_capacity(grams.len());
            for gram in grams {
                let next = numbers.len();
                own.push(*numbers.entry(*gram).or_insert(next));
            }
            of.push(own);
        }
        let mut within = vec![vec![0u16; numbers.len()]; openings.len()];
        for (counts, grams) in within.iter_mut().zip(openings) {
            for number in grams.iter().filter_map(|gram| numbers.get(gram)) {
                counts[*number] = counts[*number].saturating_add(1);
            }
        }
        let spread = (0..numbers.len()).map(|at| within.iter().filter(|counts| counts[at] > 0).count()).collect();
        Self { of, within, totals: openings.iter().map(Vec::len).collect(), spread }
    }

    /// What a set of candidates holds: each number with how often, and how many in all.
    fn held(&self, set: &[usize]) -> (Vec<(usize, u16)>, usize) {
        let mut all: Vec<usize> = set.iter().flat_map(|at| self.of[*at].iter().copied()).collect();
        all.sort_unstable();
        let mut counted: Vec<(usize, u16)> = Vec::with_capacity(all.len());
        for number in &all {
            match counted.last_mut() {
                Some((last, count)) if last == number => *count += 1,
                _ => counted.push((*number, 1)),
            }
        }
        (counted, all.len())
    }

    /// Mean F measure of a set with the openings, and the share of its different grams that two openings hold.
    fn likeness(&self, set: &[usize]) -> (f64, f64) {
        let (held, total) = self.held(set);
        let f = |(counts, opening): (&Vec<u16>, &usize)| {
            let shared: usize = held.iter().map(|(at, count)| usize::from(counts[*at].min(*count))).sum();
            2.0 * shared as f64 / (total + opening).max(1) as f64
        };
        let all: f64 = self.within.iter().zip(&self.totals).map(f).sum();
        let shared = held.iter().filter(|(at, _)| self.spread[*at] >= 2).count();
        (all / self.within.len().max(1) as f64, shared as f64 / held.len().max(1) as f64)
    }
}

/// The openings of a story, ready to be compared with sets of candidates.
pub(super) struct Consensus<'c, 'm, 'a> {
    material: &'m Material<'a>,
    candidates: &'c [&'m Line<'a>],
    words: Grams,
    pairs: Grams,
    titles: Vec<u32>,
}

impl<'c, 'm, 'a> Consensus<'c, 'm, 'a> {
    /// Reads the openings.
    pub(super) fn new(material: &'m Material<'a>, candidates: &'c [&'m Line<'a>]) -> Self {
        let own: Vec<Vec<u64>> = candidates.iter().map(|line| keys(&line.text)).collect();
        let openings: Vec<Vec<Vec<u64>>> = openings(material);
        let joined: Vec<Vec<u64>> = openings.iter().map(|sentences| sentences.concat()).collect();
        let paired = |sentences: &Vec<Vec<u64>>| sentences.iter().flat_map(|words| pairs(words)).collect::<Vec<u64>>();
        let mut titles = material.titles.concat();
        titles.sort_unstable();
        titles.dedup();
        Self {
            material,
            candidates,
            words: Grams::new(&own, &joined),
            pairs: Grams::new(
                &own.iter().map(|words| pairs(words)).collect::<Vec<_>>(),
                &openings.iter().map(paired).collect::<Vec<_>>(),
            ),
            titles,
        }
    }

    /// How well these candidates together say what the reports say; between 0 and about 1.
    pub(super) fn score(&self, set: &[usize]) -> f64 {
        let (like_words, _) = self.words.likeness(set);
        let (like_pairs, shared_pairs) = self.pairs.likeness(set);
        let mut terms: Vec<u32> = set.iter().flat_map(|at| self.candidates[*at].terms.iter().copied()).collect();
        terms.sort_unstable();
        terms.dedup();
        let shared = terms.iter().filter(|term| self.material.reports_holding(**term) >= 2).count();
        let titled = terms.iter().filter(|term| self.titles.binary_search(term).is_ok()).count();
        LIKE_WORDS * like_words
            + LIKE_PAIRS * like_pairs
            + SHARED_PAIRS * shared_pairs
            + SHARED_TERMS * shared as f64 / terms.len().max(1) as f64
            + TITLE_TERMS * titled as f64 / self.titles.len().max(1) as f64
    }
}

/// The first sentences of the newest article of each report, as keys of their words.
fn openings(material: &Material<'_>) -> Vec<Vec<Vec<u64>>> {
    let mut openings: Vec<(usize, usize, Vec<Vec<u64>>)> = Vec::new();
    let mut at = material.lines.len();
    while at > 0 && openings.len() < OPENINGS_MAX {
        let article = material.lines[at - 1].article;
        let first = material.lines[..at].iter().rposition(|line| line.article != article).map_or(0, |last| last + 1);
        let report = material.lines[first].report;
        if !openings.iter().any(|(known, _, _)| *known == report) {
            let mut sentences: Vec<Vec<u64>> = Vec::new();
            let mut words = 0;
            for line in &material.lines[first..at] {
                if words >= OPENING_WORDS {
                    break;
                }
                let mut own = keys(&line.text);
                own.truncate(OPENING_WORDS - words);
                words += own.len();
                sentences.push(own);
            }
            openings.push((report, article, sentences));
        }
        at = first;
    }
    openings.into_iter().map(|(_, _, sentences)| sentences).collect()
}

/// A key for each word, the same for the same word in small letters.
fn keys(words: &str) -> Vec<u64> {
    let key = |word: &str| {
        let mut hasher = FxHasher::default();
        text::lower_case(word).hash(&mut hasher);
        hasher.finish()
    };
    text::words(words).into_iter().map(|span| key(span.of(words))).collect()
}

/// A key for each pair of neighbours.
fn pairs(words: &[u64]) -> Vec<u64> {
    let key = |pair: &[u64]| {
        let mut hasher = FxHasher::default();
        pair.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(2).map(key).collect()
}
