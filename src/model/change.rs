//! What a version of an article changed in the one before it. In: a kind and, for a correction, where the article says so.
//! Out: a value. Never: a verdict on why; "without a notice" says only that the text has none.

use super::Span;
use std::fmt;

/// How a version differs from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// The article says that it was corrected or updated, and did not say so before.
    Noticed,
    /// Words were added, none was taken away or replaced.
    Extended,
    /// Words were taken away or replaced, and the article does not say so.
    Silent,
    /// Only spaces, punctuation or capitals.
    Form,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Noticed, Self::Extended, Self::Silent, Self::Form];

    /// The word used in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Noticed => "noticed",
            Self::Extended => "extended",
            Self::Silent => "silent",
            Self::Form => "form",
        }
    }

    /// The kind that this word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What a version changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// How it differs.
    pub kind: ChangeKind,
    /// The sentence of the newer text that says so; with [`ChangeKind::Noticed`] only.
    pub notice: Option<Span>,
}

/// As the store keeps it: `silent`, or `noticed 120-180`, where the notice stands.
impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.kind.as_str())?;
        self.notice.map_or(Ok(()), |span| write!(out, " {}-{}", span.start(), span.end()))
    }
}

impl Change {
    /// The change that is written so.
    pub fn parse(written: &str) -> Option<Self> {
        let (kind, notice) = written.split_once(' ').unwrap_or((written, ""));
        let span = |(start, end): (&str, &str)| Span::new(start.parse().ok()?, end.parse().ok()?);
        Some(Self { kind: ChangeKind::parse(kind)?, notice: notice.split_once('-').and_then(span) })
    }
}
