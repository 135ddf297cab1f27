//! Group: readings → copies, reports, stories.
//! In: a window of what came before and a batch of articles with their readings. Out: one placement per article, in order.
//! Never: writes prose, or lets the order of a hash decide.

mod batch;
mod bonds;
mod bytes;
mod copies;
mod credits;
mod joins;
mod lexicon;
mod likeness;
mod lineage;
mod linkage;
mod material;
mod matter;
mod memory;
mod near;
mod neighbours;
mod profile;
mod repair;
mod reports;
mod rewrites;
mod rings;
mod snapshot;
mod stories;
mod storylines;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod tests;
mod weights;
mod why;
mod window;

use crate::model::{Article, ArticleId, Event, EventKind, Placement, Reading, StoryId};
use std::collections::BTreeMap;

pub use bonds::{Bonds, may_undo};
pub use lineage::{Changes, changes};
pub use matter::{Matter, take_apart};
pub use memory::Memory;
pub use profile::{FIRST_MEMBERS, LAST_MEMBERS, profile};
pub use storylines::{PROFILES_MAX, Storylines, continued};
pub use weights::Weights;
pub use window::Window;

/// Settings of the group stage.
#[derive(Debug, Clone)]
pub struct Options {
    /// An article leaves the window when so many days of publication have passed …
    pub days: u32,
    /// … and so many articles came after it (so that a small archive keeps its slow stories) …
    pub articles_min: usize,
    /// … or when this many articles came after it.
    pub articles_max: usize,
    /// After so many arrivals a second pass puts right what was decided too early.
    pub repair_after: usize,
    /// What counts how much when an article joins a story.
    pub weights: Weights,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            days: 30,
            articles_min: 10_000,
            articles_max: 100_000,
            repair_after: 256,
            weights: Weights::shipped().clone(),
        }
    }
}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 4;

/// One article that arrives, with what it says.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The article.
    pub article: &'a Article,
    /// What it says.
    pub reading: &'a Reading,
}

/// What a batch decided.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// One per arrival, in order, as they stand after the batch.
    pub placements: Vec<Placement>,
    /// Earlier articles whose place changed other than by a merge of whole stories, as they stand after the batch, oldest
    /// first.
    pub moved: Vec<Placement>,
    /// Everything that happened to stories, in order, and why.
    pub log: Vec<Event>,
    /// Where the window was asked to remember: what it holds of each arrival, see [`Memory`], by number.
    pub memories: Vec<(u32, Vec<u8>)>,
}

/// An article that was placed before, as a window takes it in again.
#[derive(Debug, Clone, Copy)]
pub enum Earlier<'a> {
    /// To be taken apart anew.
    Anew(Arrival<'a>),
    /// As a window held it.
    Remembered(&'a Memory),
}

impl Grouping {
    /// Adds what was done right after.
    pub fn then(&mut self, later: Self) {
        later.log.iter().for_each(|event| self.follow(event));
        let mut moved: BTreeMap<ArticleId, Placement> =
            later.moved.into_iter().map(|one| (one.article.clone(), one)).collect();
        for placement in &mut self.placements {
            if let Some(one) = moved.remove(&placement.article) {
                *placement = one;
            }
        }
        self.moved.retain(|one| !moved.contains_key(&one.article));
        self.moved.extend(moved.into_values());
        self.placements.extend(later.placements);
        self.log.extend(later.log);
        self.memories.extend(later.memories);
    }

    /// Lets articles go where their story went.
    fn follow(&mut self, event: &Event) {
        if event.kind != EventKind::Merged {
            return;
        }
        let stories = self.placements.iter_mut().map(|placement| &mut placement.story);
        let gone = stories.chain(self.moved.iter_mut().map(|one| &mut one.story));
        gone.filter(|story| event.from.as_ref() == Some(story)).for_each(|story| *story = event.story.clone());
    }
}

/// Which stories of the window hold a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holders {
    /// How many stories; where `stories` is missing, how many articles.
    pub count: usize,
    /// The stories, by id; missing where more than 64 articles hold the term.
    pub stories: Option<Vec<StoryId>>,
}
