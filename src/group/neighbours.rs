//! Who is near to an article. In: its terms, the window. Out: the articles that are most alike, nearest first.
//! Never: more work for a larger window.

use super::likeness::Question;
use super::near::{Near, Neighbour};
use super::stories::Held;
use super::weights::Weights;
use super::window::Window;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// So many of the weightiest terms of an article look for others.
const TERMS_ASKED: usize = 32;
/// So many articles are compared in full.
const COMPARED_MAX: usize = 36;
/// So many articles share such a term, usually: room that is there from the start.
const FOUND_USUAL: usize = 1_500;

impl Window {
    /// The articles most alike, nearest first; the article itself, where it is in the window, left out.
    pub(super) fn neighbours(&self, article: &Held, own: u32, weights: &Weights) -> Vec<Neighbour> {
        let question = Question::new(article, &self.lexicon, weights);
        let mut shared: FxHashMap<u32, f32> = FxHashMap::with_capacity_and_hasher(FOUND_USUAL, FxBuildHasher);
        for (term, worth) in question.weightiest(TERMS_ASKED) {
            self.lexicon.newest(term).for_each(|number| *shared.entry(number).or_default() += worth);
        }
        shared.remove(&own);
        let mut best: Vec<(u32, f32)> = shared.into_iter().collect();
        let order = |left: &(u32, f32), right: &(u32, f32)| right.1.total_cmp(&left.1).then(right.0.cmp(&left.0));
        if best.len() > COMPARED_MAX {
            best.select_nth_unstable_by(COMPARED_MAX, order);
            best.truncate(COMPARED_MAX);
        }
        let near = |(number, _): (u32, f32)| {
            let other = self.held(number)?;
            Some(Neighbour { article: number, voice: other.voice, likeness: question.likeness(other) })
        };
        let mut found: Vec<Neighbour> = best.into_iter().filter_map(near).filter(|near| near.likeness > 0).collect();
        found.sort_unstable_by_key(|near| (std::cmp::Reverse(near.likeness), near.article));
        found
    }
}

/// The nearest of what was found, without the voices of the article's own report.
pub(super) fn nearest(found: &[Neighbour], voice: u32) -> Near {
    let mut near = Near::default();
    found.iter().filter(|other| other.voice != voice).for_each(|other| near.insert(*other));
    near
}
