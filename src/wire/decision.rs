//! The contracts of decisions and of the story log. In: decisions and events. Out: JSON. Never: a stage's own words.

use crate::model::{Decision, Event, Signed};
use serde::Serialize;

/// One decision of a person.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionLine {
    /// Its number, from 1.
    pub number: u32,
    /// merge, split, move, pin or close.
    pub kind: &'static str,
    /// The story that it made or that it is about.
    pub story: String,
    /// The story that articles left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The articles that it binds.
    pub articles: Vec<BondLine>,
    /// Who, when and why.
    #[serde(flatten)]
    pub signed: SignedLine,
    /// Who took it back, when and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone: Option<SignedLine>,
}

/// One article that a decision binds.
#[derive(Debug, Clone, Serialize)]
pub struct BondLine {
    /// The article.
    pub article: String,
    /// The story that it belongs to from then on.
    pub story: String,
    /// The story that it was in before; absent where it stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// Who decided, when and why.
#[derive(Debug, Clone, Serialize)]
pub struct SignedLine {
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// One thing that happened to a story.
#[derive(Debug, Clone, Serialize)]
pub struct EventLine {
    /// opened, joined, merged, split or moved.
    pub kind: &'static str,
    /// The story that has the articles now.
    pub story: String,
    /// The story that they came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The articles.
    pub articles: Vec<String>,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl From<&Decision> for DecisionLine {
    fn from(decision: &Decision) -> Self {
        let article = |bond: &crate::model::Bond| BondLine {
            article: bond.article.to_string(),
            story: bond.story.to_string(),
            from: bond.moves().then(|| bond.from.to_string()),
        };
        Self {
            number: decision.number,
            kind: decision.kind.as_str(),
            story: decision.story.to_string(),
            from: decision.from.as_ref().map(ToString::to_string),
            articles: decision.bonds.iter().map(article).collect(),
            signed: SignedLine::from(&decision.signed),
            undone: decision.undone.as_ref().map(SignedLine::from),
        }
    }
}

impl From<&Signed> for SignedLine {
    fn from(signed: &Signed) -> Self {
        Self { by: signed.by().to_owned(), at: signed.at().0.to_string(), reason: signed.reason().to_owned() }
    }
}

impl From<&Event> for EventLine {
    fn from(event: &Event) -> Self {
        Self {
            kind: event.kind.as_str(),
            story: event.story.to_string(),
            from: event.from.as_ref().map(ToString::to_string),
            articles: event.articles.iter().map(ToString::to_string).collect(),
            why: event.why.clone(),
        }
    }
}
