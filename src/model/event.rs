//! What happened to stories: the log of the group stage. In: what was decided about articles. Out: one event each.
//! Never: a decision; replaying all events in order, from nothing, gives the story of every article.

use super::{ArticleId, StoryId};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// An article opened the story.
    Opened,
    /// An article joined the story.
    Joined,
    /// All articles of another story went over to the story; the other one is no more.
    Merged,
    /// Articles left another story and are the story now.
    Split,
    /// Articles went over from another story.
    Moved,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [EventKind; 5] = [Self::Opened, Self::Joined, Self::Merged, Self::Split, Self::Moved];

    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Joined => "joined",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Moved => "moved",
        }
    }

    /// The kind that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One thing that happened to a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The story that has the articles now.
    pub story: StoryId,
    /// The story that they came from; none where an article opened or joined a story.
    pub from: Option<StoryId>,
    /// The articles that arrived, went over or split off; of a merge those that were still remembered.
    pub articles: Vec<ArticleId>,
    /// Why, in words ("shared: KK Park, 2,198, 20 Oct"); empty where an article opened a story.
    pub why: String,
}
