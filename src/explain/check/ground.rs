//! What a claim is held against: the sentences of its sources, and how much of a claim they cover.
//! In: sources, then sentences of a claim. Out: the best window of sentences, shares from 0 to 1.
//! Never: a judgement; the tests beside this file judge.

use super::tokens::{Lexicon, Line, Token};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A window has at most this many sentences.
const WINDOW_SENTENCES_MAX: usize = 3;
/// A longer window must cover this much more than a shorter one.
const LONGER_WINDOW_GAIN: f64 = 1.05;
/// Sums of the same weights in another order differ by less.
const ROUNDING: f64 = 1e-9;
/// A word in every sentence still says a little.
const WEIGHT_MIN: f64 = 0.1;

/// The sentences of the sources with what is looked up in them.
pub(super) struct Ground {
    pub(super) lines: Vec<Line>,
    /// In how many sentences each stem stands.
    frequency: Vec<u32>,
    pairs: FxHashSet<(u32, u32)>,
    triples: FxHashSet<(u32, u32, u32)>,
    content_pairs: FxHashSet<(u32, u32)>,
}

/// How much of one sentence of a claim stands in the sources; every share is from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cover {
    /// The sentences (of one source) that cover it best.
    pub(super) window: Range<usize>,
    /// Share of its content words, weighted by rarity, in that window.
    pub(super) window_share: f64,
    /// The same for the best single sentence.
    pub(super) sentence_share: f64,
    /// Share of its pairs of neighbouring words that stand so in a source.
    pub(super) pairs: f64,
    /// Share of its runs of three words that stand so in a source.
    pub(super) triples: f64,
    /// Share of its pairs of neighbouring content words that stand so, or one apart, in a source.
    pub(super) content_pairs: f64,
    /// Share of its content words that stand anywhere in the sources.
    pub(super) known: f64,
}

impl Ground {
    pub(super) fn new(lexicon: &mut Lexicon, sources: &[&str]) -> Self {
        let mut lines = Vec::new();
        for (source, text) in sources.iter().enumerate() {
            lines.extend(lexicon.lines(source, text));
        }
        let mut ground = Self {
            frequency: vec![0; lexicon.len()],
            pairs: FxHashSet::default(),
            triples: FxHashSet::default(),
            content_pairs: FxHashSet::default(),
            lines: Vec::new(),
        };
        for line in &lines {
            ground.count(line);
        }
        ground.lines = lines;
        ground
    }

    fn count(&mut self, line: &Line) {
        for stem in distinct(line.tokens.iter()) {
            self.frequency[stem as usize] += 1;
        }
        let stems: Vec<u32> = line.tokens.iter().map(|token| token.stem).collect();
        self.pairs.extend(stems.windows(2).map(|pair| (pair[0], pair[1])));
        self.triples.extend(stems.windows(3).map(|triple| (triple[0], triple[1], triple[2])));
        let content = content(&line.tokens);
        self.content_pairs.extend(content.windows(2).map(|pair| (pair[0], pair[1])));
        self.content_pairs.extend(content.windows(3).map(|triple| (triple[0], triple[2])));
    }

    /// Whether a stem stands anywhere in the sources.
    pub(super) fn knows(&self, stem: u32) -> bool {
        self.frequency.get(stem as usize).is_some_and(|count| *count > 0)
    }

    /// Whether two words stand side by side in a source.
    pub(super) fn has_pair(&self, first: u32, second: u32) -> bool {
        self.pairs.contains(&(first, second))
    }

    /// Whether two content words stand side by side or one apart in a source.
    pub(super) fn has_content_pair(&self, first: u32, second: u32) -> bool {
        self.content_pairs.contains(&(first, second))
    }

    /// The weight of a stem: the rarer in the sources, the more.
    fn weight(&self, stem: u32) -> f64 {
        let frequency = self.frequency.get(stem as usize).copied().unwrap_or(0);
        ((self.lines.len() as f64 + 1.0) / (f64::from(frequency) + 0.5)).ln().max(WEIGHT_MIN)
    }

    /// How much of a sentence of the claim the sources cover.
    pub(super) fn cover(&self, claim: &Line) -> Cover {
        let stems: Vec<u32> = claim.tokens.iter().map(|token| token.stem).collect();
        let content = content(&claim.tokens);
        let (window, window_share, sentence_share) = self.window(&claim.tokens);
        let known = share(&content, |stem| self.knows(*stem));
        let pairs: Vec<&[u32]> = stems.windows(2).collect();
        let triples: Vec<&[u32]> = stems.windows(3).collect();
        let content_pairs: Vec<&[u32]> = content.windows(2).collect();
        let in_pairs = if pairs.is_empty() { known } else { share(&pairs, |pair| self.has_pair(pair[0], pair[1])) };
        let has_triple = |triple: &&[u32]| self.triples.contains(&(triple[0], triple[1], triple[2]));
        Cover {
            window,
            window_share,
            sentence_share,
            pairs: in_pairs,
            triples: if triples.is_empty() { in_pairs } else { share(&triples, has_triple) },
            content_pairs: share(&content_pairs, |pair| self.has_content_pair(pair[0], pair[1])),
            known,
        }
    }

    /// The best window, its share, and the share of the best single sentence.
    fn window(&self, claim: &[Token]) -> (Range<usize>, f64, f64) {
        let wanted = distinct(claim.iter().filter(|token| !token.stop));
        let weights: Vec<f64> = wanted.iter().map(|stem| self.weight(*stem)).collect();
        let all: f64 = weights.iter().sum();
        let held: Vec<Vec<bool>> = self.lines.iter().map(|line| held(line, &wanted)).collect();
        let sum = |found: &[bool]| -> f64 {
            found.iter().zip(&weights).filter(|(held, _)| **held).map(|(_, weight)| weight).sum()
        };
        let (mut window, mut best, mut single) = (0..0, 0.0, 0.0_f64);
        for start in 0..self.lines.len() {
            let mut found = vec![false; wanted.len()];
            for end in start..self.lines.len().min(start + WINDOW_SENTENCES_MAX) {
                if self.lines[end].source != self.lines[start].source {
                    break;
                }
                found.iter_mut().zip(&held[end]).for_each(|(found, held)| *found |= *held);
                let covered = sum(&found);
                single = if end == start { single.max(covered) } else { single };
                if is_better(covered, end + 1 - start, best, window.len()) {
                    (window, best) = (start..end + 1, covered);
                }
            }
        }
        if all > 0.0 { (window, best / all, single / all) } else { (window, 0.0, 0.0) }
    }
}

/// Whether a window covers more, or as much in fewer sentences; a longer one must gain.
fn is_better(covered: f64, sentences: usize, best: f64, best_sentences: usize) -> bool {
    match sentences.cmp(&best_sentences) {
        std::cmp::Ordering::Greater => covered > best * LONGER_WINDOW_GAIN,
        std::cmp::Ordering::Equal => covered > best,
        std::cmp::Ordering::Less => covered >= best - ROUNDING,
    }
}

/// Which of the wanted stems stand in a sentence.
fn held(line: &Line, wanted: &[u32]) -> Vec<bool> {
    let stems = distinct(line.tokens.iter());
    wanted.iter().map(|stem| stems.binary_search(stem).is_ok()).collect()
}

/// Stems of the content words, in order.
pub(super) fn content(tokens: &[Token]) -> Vec<u32> {
    tokens.iter().filter(|token| !token.stop).map(|token| token.stem).collect()
}

fn distinct<'a>(tokens: impl Iterator<Item = &'a Token>) -> Vec<u32> {
    let mut stems: Vec<u32> = tokens.map(|token| token.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Share of the items that hold; all of nothing.
fn share<T>(items: &[T], holds: impl Fn(&T) -> bool) -> f64 {
    if items.is_empty() {
        return 1.0;
    }
    items.iter().filter(|item| holds(item)).count() as f64 / items.len() as f64
}
