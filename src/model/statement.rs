//! A statement: one sentence of ours with the words it rests on, or with what was searched in vain.
//! In: text and its support. Out: a statement that cannot be unsupported.
//! Never: a text that differs from the cited words without an edit that says so.

use super::{Article, ArticleId, Citation, Field, Span};
use crate::error::{Error, Result};

/// One light edit, named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edit {
    /// A dateline ("LONDON (AP) --") was dropped.
    DroppedDateline,
    /// A leading connective ("But", "Meanwhile,") was dropped.
    DroppedConnective,
    /// An attribution was dropped because it stands beside the statement.
    DroppedAttribution,
    /// An aside that is not needed was dropped.
    DroppedAside,
    /// Only a clause of the sentence is given.
    Shortened,
    /// A missing full stop was added, or the first letter made a capital.
    Punctuated,
    /// The words of a noun phrase were made a sentence of their own ("X is the mayor of Y.").
    Described,
    /// What several papers say was summed up in a sentence of ours.
    SummedUp,
}

impl Edit {
    /// The words of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DroppedDateline => "dropped dateline",
            Self::DroppedConnective => "dropped connective",
            Self::DroppedAttribution => "dropped attribution",
            Self::DroppedAside => "dropped aside",
            Self::Shortened => "shortened",
            Self::Punctuated => "punctuated",
            Self::Described => "described",
            Self::SummedUp => "summed up",
        }
    }
}

/// What a statement rests on; neither list is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// The words it came from.
    Cited(Vec<Citation>),
    /// The articles in which it was sought and not found.
    Searched(Vec<ArticleId>),
}

/// One sentence of ours; never without support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    text: String,
    support: Support,
    language: String,
    edits: Vec<Edit>,
}

impl Statement {
    /// The words under `span` (bytes) of the article, word for word, white space folded.
    pub fn verbatim(article: &Article, field: Field, span: Span, language: &str) -> Result<Self> {
        let citation = Citation::new(article, field, span)?;
        let text = fold_space(span.of(field.of(article)));
        Self::edited(text, vec![citation], language, Vec::new())
    }

    /// A text with at least one citation; `edits` may be empty only if the caller gives the cited words themselves.
    pub fn edited(text: String, citations: Vec<Citation>, language: &str, edits: Vec<Edit>) -> Result<Self> {
        if citations.is_empty() {
            return Err(Error::invalid(format!("statement {text:?}: no citation")));
        }
        Self::build(text, Support::Cited(citations), language, edits)
    }

    /// A sentence about what is missing, with the articles that were searched for it.
    pub fn missing(text: String, searched: Vec<ArticleId>, language: &str) -> Result<Self> {
        if searched.is_empty() {
            return Err(Error::invalid(format!("statement {text:?}: nothing was searched")));
        }
        Self::build(text, Support::Searched(searched), language, Vec::new())
    }

    fn build(text: String, support: Support, language: &str, edits: Vec<Edit>) -> Result<Self> {
        if text.trim().is_empty() {
            return Err(Error::invalid("a statement without words"));
        }
        Ok(Self { text, support, language: language.to_owned(), edits })
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it rests on.
    pub fn support(&self) -> &Support {
        &self.support
    }

    /// Its citations; none where it says what was searched.
    pub fn citations(&self) -> &[Citation] {
        match &self.support {
            Support::Cited(citations) => citations,
            Support::Searched(_) => &[],
        }
    }

    /// Language code of its words.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// How it differs from the cited words; empty where it stands word for word.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

/// The text with every run of white space made one space, and none at the ends.
fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
