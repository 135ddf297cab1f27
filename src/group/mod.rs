//! Group: readings → copies, reports, stories.
//! In: a window of what came before and a batch of articles with their readings. Out: one placement per article, in order.
//! Never: writes prose, or lets the order of a hash decide.

mod bonds;
mod candidates;
mod copies;
mod credits;
mod evidence;
mod lexicon;
mod lineage;
mod material;
mod matter;
mod profile;
mod reports;
mod rewrites;
mod rings;
mod stories;
mod storylines;
#[cfg(test)]
mod tests;
mod why;
mod window;

use crate::model::{Article, Event, Placement, Reading, StoryId};

pub use bonds::{Bonds, may_undo};
pub use evidence::{Evidence, FEATURES};
pub use lineage::{Changes, changes};
pub use matter::{Matter, take_apart};
pub use profile::{FIRST_MEMBERS, LAST_MEMBERS, profile};
pub use storylines::{PROFILES_MAX, Storylines, continued};
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
}

impl Default for Options {
    fn default() -> Self {
        Self { days: 30, articles_min: 10_000, articles_max: 100_000 }
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
    /// Earlier articles whose place changed other than by a merge of whole stories, as they stand after the batch.
    pub moved: Vec<Placement>,
    /// Everything that happened to stories, in order, and why.
    pub log: Vec<Event>,
}

/// Which stories of the window hold a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holders {
    /// How many stories; where `stories` is missing, how many articles.
    pub count: usize,
    /// The stories, by id; missing where more than 64 articles hold the term.
    pub stories: Option<Vec<StoryId>>,
}
