//! Storylines: which earlier stories a story continues, and the short profile by which that is found.
//! In: what the group stage decided. Out: profiles, links. Never: a link to oneself or to a later story.

use super::StoryId;

/// One of the things that a story is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileTerm {
    /// What stands for it: names by their whole form, other words by their stem.
    pub key: u32,
    /// How much the story is about it, 1 to 127.
    pub weight: u8,
    /// Whether it is a name.
    pub name: bool,
    /// Its words, as the story's articles write them; empty where only the key was kept.
    pub words: String,
}

/// What a story is about, in so few terms that it can outlive the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The story.
    pub story: StoryId,
    /// Its weightiest terms, weightiest first.
    pub terms: Vec<ProfileTerm>,
    /// When its first article was published, in seconds; none where that is unknown.
    pub first: Option<i64>,
    /// When its newest article was published.
    pub newest: Option<i64>,
    /// How many articles it has.
    pub articles: u32,
}

/// How a related story stands to the one whose page names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It went before.
    Earlier,
    /// It came after.
    Later,
}

impl Side {
    /// Why it is related, from what the two share.
    pub fn why(self, shared: &str) -> String {
        match self {
            Self::Earlier => format!("what went before; {shared}"),
            Self::Later => format!("what came after; {shared}"),
        }
    }
}

/// A story that continues an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The later story.
    pub story: StoryId,
    /// The earlier one.
    pub earlier: StoryId,
    /// How alike the two are, 0 to 1.
    pub score: f64,
    /// What they share, in words.
    pub why: String,
}
