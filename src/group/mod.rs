//! Group: readings → copies, reports, stories.
//! In: a window of what came before and a batch of articles with their readings. Out: one placement per article, in order.
//! Never: writes prose, or lets the order of a hash decide.

use crate::model::{Article, Placement, Reading, ReportId, ReportKind, StoryId};

/// Settings of the group stage.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 1;

/// One article that arrives, with what it says.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The article.
    pub article: &'a Article,
    /// What it says.
    pub reading: &'a Reading,
}

/// What the stage keeps between batches: a plain value.
#[derive(Debug, Clone, Default)]
pub struct Window {}

/// What a batch decided.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// One per arrival, in order.
    pub placements: Vec<Placement>,
    /// Stories that were merged away: (merged, into).
    pub merged: Vec<(StoryId, StoryId)>,
}

impl Window {
    /// Places a batch, in order.
    pub fn group(&mut self, batch: &[Arrival<'_>], _options: &Options) -> Grouping {
        let placements = batch
            .iter()
            .map(|arrival| {
                let id = arrival.article.id();
                let story = arrival.article.story().map_or_else(|| StoryId::of_first(id), StoryId::new);
                let report = ReportId::of_first(id);
                Placement {
                    article: id.clone(),
                    story,
                    report,
                    original: id.clone(),
                    kind: ReportKind::Original,
                    why: String::new(),
                }
            })
            .collect();
        Grouping { placements, merged: Vec::new() }
    }
}
