//! An article taken apart: all of it that grouping needs and that no other article decides. In: articles with their readings.
//! Out: their terms, runs, quotes and numbers. Never: looks at a second article, so that it may be done beforehand and on all cores.

use super::Arrival;
use super::copies::{self, Runs};
use super::credits::{self, Agency};
use super::material::{Entry, Stems, material};
use super::rewrites;
use super::window::Window;
use crate::model::ArticleId;
use std::collections::VecDeque;

/// One article taken apart.
#[derive(Debug, Clone)]
pub struct Matter {
    article: ArticleId,
    version: u32,
    pub(super) entries: Vec<Entry>,
    pub(super) runs: Runs,
    pub(super) marks: Box<[u32]>,
    /// The agency whose text it says it has.
    pub(super) credit: Option<Agency>,
    /// The agency that published it.
    pub(super) own_agency: Option<Agency>,
}

impl Matter {
    fn of(arrival: &Arrival<'_>, stems: &mut Stems) -> Self {
        Self {
            article: arrival.article.id().clone(),
            version: arrival.article.version(),
            entries: material(arrival, stems),
            runs: copies::runs(arrival),
            marks: rewrites::marks(arrival),
            credit: credits::credit(arrival.article),
            own_agency: credits::own_agency(arrival.article),
        }
    }

    fn is_of(&self, arrival: &Arrival<'_>) -> bool {
        self.article == *arrival.article.id() && self.version == arrival.article.version()
    }
}

/// Takes articles apart, for [`Window::hand`].
pub fn take_apart(batch: &[Arrival<'_>]) -> Vec<Matter> {
    let mut stems = Stems::default();
    batch.iter().map(|arrival| Matter::of(arrival, &mut stems)).collect()
}

/// Articles that were taken apart beforehand, in the order in which they will arrive.
#[derive(Debug, Clone, Default)]
pub(super) struct Ready {
    matters: VecDeque<Matter>,
    stems: Stems,
}

impl Ready {
    /// What was handed over of an article, else what it is taken apart into now: the same.
    pub(super) fn take(&mut self, arrival: &Arrival<'_>) -> Matter {
        match self.matters.pop_front() {
            Some(matter) if matter.is_of(arrival) => matter,
            _ => {
                self.matters.clear();
                Matter::of(arrival, &mut self.stems)
            }
        }
    }
}

impl Window {
    /// Hands over articles that were taken apart elsewhere: those that the next calls bring, in their order. They are placed as
    /// they would be without, in half the time.
    pub fn hand(&mut self, matters: Vec<Matter>) {
        self.ready.matters = matters.into();
    }
}
