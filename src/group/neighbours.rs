//! Who is near to an article. In: its terms, the window. Out: the articles that are most alike, nearest first.
//! Never: more work for a larger window.

use super::likeness::Question;
use super::near::{Near, Neighbour};
use super::stories::Held;
use super::weights::Weights;
use super::window::Window;

/// So many of the weightiest terms of an article look for others.
const TERMS_ASKED: usize = 32;
/// So many articles are compared in full.
const COMPARED_MAX: usize = 36;

/// What is shared with each article of the window: room that is used again for the next question.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared {
    /// By the place of an article in the window; all zero between two questions.
    sums: Vec<f32>,
    /// The articles that share anything.
    found: Vec<u32>,
}

impl Shared {
    fn add(&mut self, number: u32, base: u32, worth: f32) {
        let Some(sum) = self.sums.get_mut(number.wrapping_sub(base) as usize) else { return };
        if *sum == 0.0 {
            self.found.push(number);
        }
        *sum += worth;
    }

    /// Every article with what it shares; all is zero again.
    fn take(&mut self, base: u32) -> Vec<(u32, f32)> {
        let Self { sums, found } = self;
        let taken = |number: u32| {
            let sum = sums.get_mut(number.wrapping_sub(base) as usize).map_or(0.0, std::mem::take);
            (number, sum)
        };
        found.drain(..).map(taken).collect()
    }
}

impl Window {
    /// The neighbours of an article that has no place yet.
    pub(super) fn neighbours_of(&mut self, article: &Held, own: u32, weights: &Weights) -> Vec<Neighbour> {
        let mut shared = std::mem::take(&mut self.shared);
        let found = self.neighbours(article, own, weights, &mut shared);
        self.shared = shared;
        found
    }

    /// The articles most alike, nearest first; the article itself, where it is in the window, left out.
    pub(super) fn neighbours(
        &self,
        article: &Held,
        own: u32,
        weights: &Weights,
        shared: &mut Shared,
    ) -> Vec<Neighbour> {
        let question = Question::new(article, &self.lexicon, weights);
        shared.sums.resize(self.articles.len() + 1, 0.0);
        for (term, worth) in question.weightiest(TERMS_ASKED) {
            self.lexicon.each_newest(term, |number| shared.add(number, self.base, worth));
        }
        let mut best: Vec<(u32, f32)> = shared.take(self.base);
        best.retain(|(number, _)| *number != own);
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
