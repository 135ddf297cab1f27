//! Which story an arriving article belongs to. In: its neighbours. Out: the story that it is most alike to beyond what is
//! usual around it. Never: one threshold for sparse and crowded surroundings.

use super::linkage::{AFTER_SILENCE, TimeSpan, gain};
use super::near::{Near, Neighbour, STEPS};
use super::neighbours::nearest;
use super::stories::{Held, Kept};
use super::weights::Weights;
use super::window::Window;

/// Voices of a story that an article is compared with, newest first: a long story is what it is now.
const VOICES_MAX: usize = 64;

/// One or more voices taken together.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    size: i64,
    density: i64,
    farthest: i64,
    span: TimeSpan,
}

impl Side {
    fn add(&mut self, near: &Near, published: Option<i64>, window: usize, weights: &Weights) {
        self.span.add(published);
        self.size += 1;
        self.density += near.density(weights, window);
        self.farthest += near.farthest();
    }

    fn parts(self) -> (i64, i64, i64) {
        (self.size, self.density, self.farthest)
    }
}

impl Window {
    /// Where the story stands that an article belongs to; none where it is alike to none.
    pub(super) fn likely(&self, held: &Held, found: &[Neighbour], weights: &Weights) -> Option<u32> {
        let mut own = Side::default();
        own.add(&nearest(found, held.voice), held.published, self.articles.len(), weights);
        let joins_from = (weights.joins_from * STEPS) as i64;
        let gain = |story: u32| self.gain_of(own, story, found, weights).map(|gain| (gain, story));
        // No mean is above the largest of what it is of, and half of the density around is known.
        let least = joins_from as f64 + weights.density * own.density as f64 / 2.0 - 1.0;
        let unknown = weights.missing * own.farthest as f64;
        let may_gain = |likeness: u16| unknown.max(f64::from(likeness)) >= least;
        let near = self.stories_of(found).into_iter().filter(|(_, likeness)| may_gain(*likeness));
        let stories = near.map(|(story, _)| story).filter(|story| self.may_join(&held.article, *story));
        let gains = stories.filter_map(gain).filter(|(gain, _)| *gain >= joins_from);
        // Among equals the one with the nearest article.
        gains.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, story)| story)
    }

    /// The stories of these articles, nearest first, each with the likeness of its nearest; those that came with their articles
    /// left out.
    fn stories_of(&self, found: &[Neighbour]) -> Vec<(u32, u16)> {
        let mut stories: Vec<(u32, u16)> = Vec::new();
        for near in found {
            let Some(story) = self.held(near.article).map(|held| held.story) else { continue };
            let known = stories.iter().any(|(known, _)| *known == story);
            if !known && self.kept(story).is_some_and(|kept| !kept.given) {
                stories.push((story, near.likeness));
            }
        }
        stories
    }

    fn gain_of(&self, own: Side, story: u32, found: &[Neighbour], weights: &Weights) -> Option<i64> {
        let voices = self.newest_voices(self.kept(story)?);
        let mut side = Side::default();
        voices
            .iter()
            .filter_map(|number| self.held(*number))
            .for_each(|held| side.add(&held.near, held.published, self.articles.len(), weights));
        let mut known = (0, 0);
        let mut seen: Vec<u32> = Vec::new();
        for near in found.iter().filter(|near| self.held(near.article).is_some_and(|held| held.story == story)) {
            if !seen.contains(&near.voice) && voices.len() > seen.len() {
                seen.push(near.voice);
                known = (known.0 + i64::from(near.likeness), known.1 + 1);
            }
        }
        let silence = if own.span.is_far_from(side.span) { AFTER_SILENCE } else { 0 };
        Some(gain(known, own.parts(), side.parts(), weights) - silence)
    }

    /// The newest article of each of the newest voices of a story.
    pub(super) fn newest_voices(&self, kept: &Kept) -> Vec<u32> {
        let (mut seen, mut voices): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for number in kept.members.iter().rev() {
            let Some(held) = self.held(*number) else { continue };
            if !seen.contains(&held.voice) {
                seen.push(held.voice);
                voices.push(*number);
            }
            if voices.len() == VOICES_MAX {
                break;
            }
        }
        voices
    }
}
