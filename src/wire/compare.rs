//! The compare contract. In: one JSON object per pair of statements. Out: how they stand to each other.
//! Never: a relation without its pair's id.

use serde::{Deserialize, Serialize};

/// A pair of statements.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PairLine {
    /// Id.
    pub id: String,
    /// answer or figure.
    pub kind: String,
    /// One statement.
    pub a: String,
    /// The other.
    pub b: String,
    /// What both answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The text that `a` stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a_context: Option<String>,
    /// The text that `b` stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b_context: Option<String>,
    /// The words of the figure in `a`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a_figure: Option<String>,
    /// The words of the figure in `b`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b_figure: Option<String>,
    /// The day of both, RFC 3339 or a plain date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// When `a` was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_a: Option<String>,
    /// When `b` was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_b: Option<String>,
}

/// How a pair stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RelationLine {
    /// The pair.
    pub id: String,
    /// Whether both say the same.
    pub same: bool,
    /// Whether both cannot be true.
    pub conflict: bool,
    /// From 0 to 1; how surely the same (answers) or in conflict (figures).
    pub score: f64,
    /// conflict, denied, revised, of_which, other_scope, compatible, same or unrelated.
    pub relation: String,
}
