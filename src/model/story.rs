//! A story: the articles on one event and its direct consequences, each with its reading and its place.
//! In: members that belong together. Out: what the explain stage works on. Never: an empty story.

use super::{Article, Placement, Reading, StoryId};
use crate::error::{Error, Result};

/// One article of a story, with what it says and where it belongs.
#[derive(Debug, Clone)]
pub struct Member {
    /// The article, newest version.
    pub article: Article,
    /// What it says.
    pub reading: Reading,
    /// Its report and story.
    pub placement: Placement,
}

/// A story with its members, oldest first (undated ones last, then by id).
#[derive(Debug, Clone)]
pub struct Story {
    id: StoryId,
    members: Vec<Member>,
}

impl Story {
    /// A story of at least one member, all of which are placed in it.
    pub fn new(id: StoryId, mut members: Vec<Member>) -> Result<Self> {
        if members.is_empty() {
            return Err(Error::invalid(format!("story {id}: no articles")));
        }
        if let Some(stray) = members.iter().find(|member| member.placement.story != id) {
            return Err(Error::invalid(format!("story {id}: article {} belongs elsewhere", stray.article.id())));
        }
        members.sort_by_cached_key(|member| {
            let published = member.article.published().map_or(i64::MAX, |published| published.0.order_key());
            (published, member.article.id().clone())
        });
        Ok(Self { id, members })
    }

    /// Its id.
    pub fn id(&self) -> &StoryId {
        &self.id
    }

    /// Its members, oldest first.
    pub fn members(&self) -> &[Member] {
        &self.members
    }
}
