//! The articles and stories of the window. In: articles as they enter, join and leave. Out: who belongs to which story.
//! Never: words; what articles have in common is compared article by article.

use super::credits::Agency;
use super::likeness::Sums;
use super::near::Near;
use crate::model::{ArticleId, Lineage, ReportId, ReportKind, StoryId};

/// One article of the window.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) article: ArticleId,
    /// Where its story stands.
    pub(super) story: u32,
    pub(super) report: ReportId,
    /// Number of the first article of its report.
    pub(super) voice: u32,
    pub(super) original: ArticleId,
    /// When it was published, in seconds; none where unknown.
    pub(super) published: Option<i64>,
    /// The time by which it leaves the window, in seconds.
    pub(super) leaves_by: i64,
    /// Hash of its outlet; 0 where unknown.
    pub(super) outlet: u32,
    /// Hash of its language.
    pub(super) language: u32,
    /// Numbers of its terms, ascending.
    pub(super) terms: Box<[u32]>,
    /// Weight and marks of each term.
    pub(super) packed: Box<[u8]>,
    /// Squares of the weights of its terms.
    pub(super) squares: Sums,
    /// The nearest articles.
    pub(super) near: Near,
    /// Terms that name it, with their words: the weightiest of its names, figures and dates.
    pub(super) labels: Box<[(u32, Box<str>)]>,
    /// Small hashes of its five-word runs, ascending.
    pub(super) sketch: Box<[u32]>,
    /// How many distinct five-word runs its text has.
    pub(super) runs: u32,
    /// Hash of its whole text.
    pub(super) whole: u64,
    /// Its quotes and numbers, in order.
    pub(super) marks: Box<[u32]>,
    /// What it is within its report.
    pub(super) kind: ReportKind,
    /// Why it joined its story.
    pub(super) why: Box<str>,
    /// The agency that it credits.
    pub(super) credit: Option<Agency>,
    /// The agency that published it.
    pub(super) own_agency: Option<Agency>,
    pub(super) lineage: Option<Lineage>,
    pub(super) took: Box<[Lineage]>,
}

impl Held {
    /// An article of which nothing is known yet but its id and its number.
    pub(super) fn unplaced(article: &ArticleId, number: u32) -> Self {
        Self {
            article: article.clone(),
            story: u32::MAX,
            report: ReportId::of_first(article),
            voice: number,
            original: article.clone(),
            published: None,
            leaves_by: 0,
            language: 0,
            outlet: 0,
            terms: Box::default(),
            packed: Box::default(),
            squares: Sums::default(),
            near: Near::default(),
            labels: Box::default(),
            sketch: Box::default(),
            runs: 0,
            whole: 0,
            marks: Box::default(),
            kind: ReportKind::Original,
            why: Box::default(),
            credit: None,
            own_agency: None,
            lineage: None,
            took: Box::default(),
        }
    }
}

/// One story of the window.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: StoryId,
    /// Numbers of its articles, ascending.
    pub(super) members: Vec<u32>,
    /// Its articles came with it: no other joins, none leaves.
    pub(super) given: bool,
}

impl Kept {
    pub(super) fn new(id: StoryId, given: bool) -> Self {
        Self { id, members: Vec::new(), given }
    }

    /// One more member.
    pub(super) fn join(&mut self, number: u32) {
        let at = self.members.partition_point(|member| *member < number);
        self.members.insert(at, number);
    }

    /// A member leaves.
    pub(super) fn leave(&mut self, number: u32) {
        self.members.retain(|member| *member != number);
    }
}
