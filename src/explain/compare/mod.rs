//! Compare: how two statements of different papers stand to each other. In: answers to one question, or figures with what their
//! sentences say of them. Out: same, in conflict, or why neither. Never: reads a text; what it holds is handed in as a reading.

mod answers;
mod around;
mod count;
mod denied;
mod owner;
mod moment;
mod relate;
mod senses;
mod table;
mod tally;
#[cfg(test)]
mod tests;

pub use answers::{AnswerPair, answers};
pub use count::FigureSide;
pub(super) use denied::{Denied, denied};
pub(super) use owner::owner;
pub(super) use table::{Backing, Said, Table};
pub(super) use tally::{Mention, Tally, rank};

use crate::model::Relation;
use relate::relate;

/// How two statements stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They say the same.
    Same,
    /// They speak of one thing, or of things that a reader could take for one.
    Related(Relation),
    /// They have nothing to do with each other.
    Unrelated,
}

impl Standing {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Related(relation) => relation.as_str(),
            Self::Unrelated => "unrelated",
        }
    }

    /// Whether this is a disagreement.
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::Related(relation) if relation.is_disagreement())
    }
}

/// What came of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// How the two stand.
    pub standing: Standing,
    /// From 0 to 1: how surely they are the same (answers) or in conflict (figures).
    pub score: f64,
}

impl Judged {
    fn new(standing: Standing, score: f64) -> Self {
        Self { standing, score }
    }
}

/// How two figures stand, each with the sentence that it stands in; unrelated where a side has no figure that can be read.
pub fn figures(a: &FigureSide<'_>, b: &FigureSide<'_>) -> Judged {
    match (a.count(), b.count()) {
        (Some(a), Some(b)) => relate(&a, &b),
        _ => Judged::new(Standing::Unrelated, 0.0),
    }
}
