//! Explain: story → explainer.
//! In: a story with its readings, and what other stories there are. Out: six sections of cited statements.
//! Never: states what it cannot cite.

mod timeline;

pub use timeline::{Reach, Told, timeline};

use crate::error::Result;
use crate::model::{Explainer, Field, Papers, Span, Statement, Story};

/// Settings of the explain stage.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 1;

/// What the stage may ask about the other stories there are.
pub trait Others {
    /// How many stories there are besides this one.
    fn count(&self) -> usize;
    /// In how many other stories this term (a stem) stands.
    fn holding(&self, term: &str) -> usize;
    /// Whether one other story holds all of these terms.
    fn any_holds_all(&self, terms: &[String]) -> bool;
}

/// No other stories.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alone;

impl Others for Alone {
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

/// Explains one story.
pub fn explain(story: &Story, _others: &dyn Others, _options: &Options) -> Result<Explainer> {
    let member = &story.members()[0];
    let title = member.article.title();
    let span = Span::new(0, title.len()).ok_or_else(|| crate::error::Error::invalid("no title"))?;
    let headline = Statement::verbatim(&member.article, Field::Title, span, &member.reading.language)?;
    Ok(Explainer {
        story: story.id().clone(),
        version: 1,
        thin: None,
        headline,
        happened: Vec::new(),
        behind: Vec::new(),
        papers: Papers::default(),
        timeline: Vec::new(),
        questions: Vec::new(),
        topics: Vec::new(),
        related: Vec::new(),
        notes: Vec::new(),
    })
}
