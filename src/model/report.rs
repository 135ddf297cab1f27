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
}
