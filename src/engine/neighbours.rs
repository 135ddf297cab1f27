//! What explain may ask about other stories, answered from what group remembers.
//! In: a window and the story that asks. Out: counts. Never: the asking story itself, or text of another one.

use crate::explain::Others;
use crate::group::Window;
use crate::model::StoryId;

/// The stories of a window besides one.
#[derive(Debug, Clone, Copy)]
pub struct Neighbours<'a> {
    window: &'a Window,
    story: &'a StoryId,
}

impl<'a> Neighbours<'a> {
    /// The stories of this window besides this one.
    pub fn new(window: &'a Window, story: &'a StoryId) -> Self {
        Self { window, story }
    }

    /// The other stories that hold a term; none where they are too many to be listed.
    fn holders(&self, term: &str) -> Option<Vec<StoryId>> {
        let mut stories = self.window.holders(term).stories?;
        stories.retain(|story| story != self.story);
        Some(stories)
    }
}

impl Others for Neighbours<'_> {
    fn count(&self) -> usize {
        self.window.story_count().saturating_sub(1)
    }

    fn holding(&self, term: &str) -> usize {
        self.holders(term).map_or_else(|| self.window.holders(term).count, |stories| stories.len())
    }

    /// A term that too many hold to be listed is taken to stand in each of them.
    fn any_holds_all(&self, terms: &[String]) -> bool {
        let mut all: Option<Vec<StoryId>> = None;
        for term in terms {
            let Some(stories) = self.holders(term) else { continue };
            match &mut all {
                None => all = Some(stories),
                Some(all) => all.retain(|story| stories.binary_search(story).is_ok()),
            }
            if all.as_ref().is_some_and(Vec::is_empty) {
                return false;
            }
        }
        !terms.is_empty() && self.count() > 0
    }
}
