//! Decisions of people about stories: merge, split, move, pin; who, when and why; and whether it was taken back.
//! In: what was decided. Out: plain values that hold for every later run. Never: computed by a stage; they are ground
//! state like pages, and none is ever changed or removed: taking one back is one more record.

use super::{ArticleId, Received, StoryId};
use crate::error::{Error, Result};

/// Longest name or reason that is kept, in characters: a note, no essay.
const WORDS_MAX: usize = 500;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionKind {
    /// Two stories are one.
    Merge,
    /// Some articles of a story are a story of their own.
    Split,
    /// One article belongs to another story.
    Move,
    /// What the story holds is as it should be: it is never merged or split, and none of its articles moves.
    Pin,
    /// The same, and no other article joins it.
    Close,
}

impl DecisionKind {
    /// Every kind.
    pub const ALL: [DecisionKind; 5] = [Self::Merge, Self::Split, Self::Move, Self::Pin, Self::Close];

    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Move => "move",
            Self::Pin => "pin",
            Self::Close => "close",
        }
    }

    /// The kind that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Who decided, when and why: neither name nor reason is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    by: String,
    at: Received,
    reason: String,
}

impl Signed {
    /// A signature; white space is evened out, and a blank name or reason is refused.
    pub fn new(by: &str, at: Received, reason: &str) -> Result<Self> {
        let by = even(by);
        let reason = even(reason);
        for (words, what, option) in [(&by, "who decides", "--by NAME"), (&reason, "why", "--reason TEXT")] {
            if words.is_empty() {
                return Err(Error::invalid(format!("decision: it does not say {what}"))
                    .with_hint(format!("every decision is signed: {option}")));
            }
            if words.chars().count() > WORDS_MAX {
                return Err(Error::invalid(format!("decision: over {WORDS_MAX} characters to say {what}"))
                    .with_hint("say it in a sentence or two"));
            }
        }
        Ok(Self { by, at, reason })
    }

    /// Who.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// When.
    pub fn at(&self) -> Received {
        self.at
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Words on one line: any white space and control characters between them become one space.
fn even(words: &str) -> String {
    let parts = words.split(|letter: char| letter.is_whitespace() || letter.is_control());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where a decision wants one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bond {
    /// The article.
    pub article: ArticleId,
    /// The story that it belongs to from then on.
    pub story: StoryId,
    /// The story that it was in when this was decided; the same where it stays.
    pub from: StoryId,
}

impl Bond {
    /// Whether the decision moved the article; one that it only names stays where it is.
    pub fn moves(&self) -> bool {
        self.story != self.from
    }
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number, from 1, in the order of deciding: later ones prevail.
    pub number: u32,
    /// What was decided.
    pub kind: DecisionKind,
    /// The story that it made or that it is about: where the articles that it moved are.
    pub story: StoryId,
    /// The story that those articles left, if any.
    pub from: Option<StoryId>,
    /// The articles that it binds: those that it moved, and the first one of each story that it leaves in being, so that
    /// these keep their names; of a pin all that the story held.
    pub bonds: Vec<Bond>,
    /// Who, when, why.
    pub signed: Signed,
    /// Who took it back, when and why; it binds nothing any more.
    pub undone: Option<Signed>,
}

impl Decision {
    /// Whether it binds.
    pub fn is_in_force(&self) -> bool {
        self.undone.is_none()
    }

    /// The articles that it moved.
    pub fn moved(&self) -> impl Iterator<Item = &Bond> {
        self.bonds.iter().filter(|bond| bond.moves())
    }

    /// Why something is as it is, in words: "decision 3, A. Editor: the same quake".
    pub fn why(&self) -> String {
        format!("decision {}, {}: {}", self.number, self.signed.by, self.signed.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(by: &str, reason: &str) -> Result<Signed> {
        Signed::new(by, Received(jiff::Timestamp::UNIX_EPOCH), reason)
    }

    #[test]
    fn a_decision_is_signed_on_one_line() {
        let good = signed(" A.\tEditor ", "one\nand the\u{7} same").unwrap();
        assert_eq!((good.by(), good.reason()), ("A. Editor", "one and the same"));
        for (by, reason) in [("", "why"), (" \n", "why"), ("A", ""), ("A", "\t"), ("A", &"x".repeat(501))] {
            assert!(signed(by, reason).is_err(), "{by:?} {reason:?}");
        }
    }

    #[test]
    fn words_name_kinds() {
        for kind in DecisionKind::ALL {
            assert_eq!(DecisionKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(DecisionKind::parse("burn"), None);
    }
}
