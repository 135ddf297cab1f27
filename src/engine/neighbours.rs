//! What explain may ask about other stories, answered from what group remembers.
//! In: a window. Out: counts. Never: text of another story.

use crate::explain::Others;
use crate::group::Window;

/// The other stories that a window knows.
#[derive(Debug, Clone, Copy)]
pub struct Neighbours<'a> {
    _window: &'a Window,
}

impl<'a> Neighbours<'a> {
    /// The stories of this window.
    pub fn new(window: &'a Window) -> Self {
        Self { _window: window }
    }
}

impl Others for Neighbours<'_> {
    fn count(&self) -> usize {
        0
    }
    fn holding(&self, _term: &str) -> usize {
        0
    }
    fn any_holds_all(&self, _terms: &[String]) -> bool {
        false
    }
}
