//! A sentence of a claim laid word by word beside the sentence of a source that it was most likely made of.
//! In: tokens of both. Out: which words are the same, in order, and the changes between them. Never: a judgement.

use super::ground::Ground;
use super::tokens::{Line, Token};
use std::ops::Range;

/// Sentences of the sources that are laid beside one of a claim.
const CANDIDATES: usize = 5;
/// A sentence with this share of the words in their order is the one that the claim was made of.
const CLOSE_MIN: f64 = 0.6;

/// One with this share of them in another order is, too.
const HELD_MIN: f64 = 0.85;

/// Two sentences side by side.
pub(super) struct Aligned<'a> {
    pub(super) claim: &'a [Token],
    pub(super) base: &'a [Token],
    /// The place of the base among the sentences of the sources.
    pub(super) place: usize,
    /// For each word of the claim its twin in the base.
    pub(super) twin: Vec<Option<usize>>,
    /// For each word of the base its twin in the claim.
    pub(super) back: Vec<Option<usize>>,
}

/// Words of the claim that stand where other words of the base stood; either side may be empty.
pub(super) struct Change {
    pub(super) claim: Range<usize>,
    pub(super) base: Range<usize>,
}

impl<'a> Aligned<'a> {
    /// Lays a sentence of a claim beside those that it may be made of: the one that has most of its words in their order,
    /// and all that are close.
    pub(super) fn all(claim: &'a Line, ground: &'a Ground) -> Vec<Self> {
        let places = ground.nearest(claim, CANDIDATES);
        let mut found: Vec<Self> = places.into_iter().filter_map(|place| Self::at(claim, ground, place)).collect();
        found.sort_by_key(|aligned| std::cmp::Reverse(aligned.twins()));
        let close = found.iter().take_while(|aligned| aligned.is_close()).count();
        found.truncate(close.max(1));
        found
    }

    /// Lays a sentence of a claim beside the one at a place.
    pub(super) fn at(claim: &'a Line, ground: &'a Ground, place: usize) -> Option<Self> {
        Some(Self::of(&claim.tokens, &ground.lines.get(place)?.tokens, place))
    }

    fn of(claim: &'a [Token], base: &'a [Token], place: usize) -> Self {
        let width = base.len() + 1;
        let mut lengths = vec![0_u32; (claim.len() + 1) * width];
        for at in (0..claim.len()).rev() {
            for other in (0..base.len()).rev() {
                let here = at * width + other;
                lengths[here] = if claim[at].stem == base[other].stem {
                    lengths[here + width + 1] + 1
                } else {
                    lengths[here + width].max(lengths[here + 1])
                };
            }
        }
        let (mut twin, mut back) = (vec![None; claim.len()], vec![None; base.len()]);
        let (mut at, mut other) = (0, 0);
        while at < claim.len() && other < base.len() {
            let here = at * width + other;
            if claim[at].stem == base[other].stem {
                (twin[at], back[other]) = (Some(other), Some(at));
                (at, other) = (at + 1, other + 1);
            } else if lengths[here + width] >= lengths[here + 1] {
                at += 1;
            } else {
                other += 1;
            }
        }
        Self { claim, base, place, twin, back }
    }

    /// Words that are the same.
    pub(super) fn twins(&self) -> usize {
        self.twin.iter().flatten().count()
    }

    /// Whether the claim was made of this sentence.
    pub(super) fn is_close(&self) -> bool {
        self.twins() as f64 >= self.claim.len() as f64 * CLOSE_MIN
    }

    /// Whether it has nearly all words of the claim, in whatever order.
    pub(super) fn holds_most(&self) -> bool {
        let held = self.claim.iter().filter(|token| self.base_has(token.stem)).count();
        held as f64 >= self.claim.len() as f64 * HELD_MIN
    }

    /// The changes, in order.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut found = Vec::new();
        let (mut at, mut other) = (0, 0);
        let twins = self.twin.iter().enumerate().filter_map(|(at, twin)| Some((at, (*twin)?)));
        for (next, twin) in twins.chain([(self.claim.len(), self.base.len())]) {
            if next > at || twin > other {
                found.push(Change { claim: at..next, base: other..twin });
            }
            (at, other) = (next + 1, twin + 1);
        }
        found
    }

    /// The words of the claim in a change.
    pub(super) fn new_words(&self, change: &Change) -> &'a [Token] {
        self.claim.get(change.claim.clone()).unwrap_or(&[])
    }

    /// The words of the base in a change.
    pub(super) fn old_words(&self, change: &Change) -> &'a [Token] {
        self.base.get(change.base.clone()).unwrap_or(&[])
    }

    /// Whether the base holds a stem.
    pub(super) fn base_has(&self, stem: u32) -> bool {
        self.base.iter().any(|token| token.stem == stem)
    }

    /// Whether the claim holds a stem.
    pub(super) fn claim_has(&self, stem: u32) -> bool {
        self.claim.iter().any(|token| token.stem == stem)
    }
}
