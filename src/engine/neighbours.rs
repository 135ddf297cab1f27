//! What explain may ask about other stories, answered from what group remembers.
//! In: a window. Out: counts. Never: text of another story.

use crate::explain::{Holding, Others};
use crate::group::Window;

/// The stories that a window knows.
#[derive(Debug, Clone, Copy)]
pub struct Neighbours<'a> {
    window: &'a Window,
}

impl<'a> Neighbours<'a> {
    /// The stories of this window.
    pub fn new(window: &'a Window) -> Self {
        Self { window }
    }
}

impl Others for Neighbours<'_> {
    fn count(&self) -> usize {
        self.window.story_count()
    }

    fn holders(&self, term: &str) -> Holding {
        let holders = self.window.holders(term);
        Holding { count: holders.count, stories: holders.stories }
    }
}
