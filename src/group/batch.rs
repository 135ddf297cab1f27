//! What a batch did so far. In: placements as they are made, what changed afterwards. Out: the grouping of the batch, each
//! article where it stands at its end. Never: a decision.

use super::Grouping;
use super::window::Window;
use crate::model::{Event, EventKind, Placement};
use std::collections::BTreeMap;

/// What a batch did so far.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Number of the first article of the batch.
    first: u32,
    /// One per arrival, in order, as they were made.
    pub(super) placements: Vec<Placement>,
    pub(super) log: Vec<Event>,
    pub(super) memories: Vec<(u32, Vec<u8>)>,
    /// Articles that left the window during the batch and whose place is asked for at its end.
    left: BTreeMap<u32, Placement>,
}

impl Batch {
    /// A batch whose first article has this number.
    pub(super) fn new(first: u32) -> Self {
        Self { first, ..Self::default() }
    }

    /// Something happened to stories; articles that left the window go where their story goes.
    pub(super) fn happened(&mut self, event: Event) {
        if event.kind == EventKind::Merged {
            let moved = self.left.values_mut().filter(|placement| event.from.as_ref() == Some(&placement.story));
            moved.for_each(|placement| placement.story = event.story.clone());
        }
        self.log.push(event);
    }

    /// The oldest article is about to leave the window.
    pub(super) fn leaves(&mut self, number: u32, window: &Window) {
        if number >= self.first || window.renewed.contains(&number) {
            self.left.extend(window.placement(number).map(|placement| (number, placement)));
        }
    }

    /// All of it, as it stands at the end.
    pub(super) fn grouping(mut self, window: &mut Window) -> Grouping {
        let mut placements = std::mem::take(&mut self.placements);
        let standing = |number: u32| self.left.get(&number).cloned().or_else(|| window.placement(number));
        for (number, placement) in (self.first..).zip(&mut placements) {
            standing(number).into_iter().for_each(|now| *placement = now);
        }
        let moved = window.renewed.range(..self.first).filter_map(|number| standing(*number)).collect();
        window.renewed.clear();
        Grouping { placements, moved, log: self.log, memories: self.memories }
    }
}
