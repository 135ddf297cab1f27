//! Where an article belongs: its story, its report, the original of that report.
//! In: what the group stage decided. Out: one placement per article. Never: decides anything.

use super::{ArticleId, ReportId, StoryId};

/// What an article is within its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportKind {
    /// The first of its report: an independent voice.
    Original,
    /// The same text.
    Copy,
    /// The same text, cut or padded.
    PartialCopy,
    /// The same text in other words.
    Rewrite,
}

impl ReportKind {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Copy => "copy",
            Self::PartialCopy => "partial copy",
            Self::Rewrite => "rewrite",
        }
    }

    /// The kind that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Original, Self::Copy, Self::PartialCopy, Self::Rewrite].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// That text of an article stands in another one, from which it most likely came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// The article that it came from.
    pub from: ArticleId,
    /// How much of the text came from there, in thousandths.
    pub thousandths: u16,
}

impl Lineage {
    /// A share of 0 to 1 of an article's text came from another one.
    pub fn new(from: ArticleId, share: f64) -> Self {
        Self { from, thousandths: (share.clamp(0.0, 1.0) * 1000.0).round() as u16 }
    }

    /// How much of the text came from there: 0 to 1.
    pub fn share(&self) -> f64 {
        f64::from(self.thousandths) / 1000.0
    }
}

/// The place of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The article.
    pub article: ArticleId,
    /// Its story.
    pub story: StoryId,
    /// The report that it belongs to.
    pub report: ReportId,
    /// The original of that report; the article itself where it is no copy.
    pub original: ArticleId,
    /// What it is within its report.
    pub kind: ReportKind,
    /// Why it joined its story, in words ("shared: KK Park, 2,198, 20 Oct"); empty where it opened it.
    pub why: String,
    /// The news agency that the article credits with its text; empty where none.
    pub credit: String,
    /// From which article it was most likely copied or retold, and how much; none where it is the original.
    pub lineage: Option<Lineage>,
    /// Articles of other reports of which passages stand in it, most first: it has a voice of its own, and names them.
    pub took: Vec<Lineage>,
}
