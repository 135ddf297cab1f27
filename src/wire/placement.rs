//! The group contract: one line per article. In: a placement. Out: JSON. Never: order; that is the input's.

use crate::model::{Lineage, Link, Placement};
use serde::{Deserialize, Serialize};

/// Where one article belongs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlacementLine {
    /// The article.
    pub article: String,
    /// Its story.
    pub story: String,
    /// The original of its report; itself where it is no copy.
    pub original: String,
    /// Its report.
    pub report: String,
    /// original, copy, partial copy or rewrite.
    pub kind: String,
    /// Why it joined its story.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The news agency that it credits with its text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// From which article it was most likely copied or retold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lineage: Option<LineageLine>,
    /// Articles of other reports that it took passages from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub took: Vec<LineageLine>,
    /// The earlier stories that its story continues, best first; on the first line of a story only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub continues: Vec<ContinuedLine>,
}

/// An earlier story that a story continues.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ContinuedLine {
    /// That story.
    pub story: String,
    /// How alike the two are: 0 to 1.
    pub score: f64,
    /// What they share.
    pub why: String,
}

impl From<&Link> for ContinuedLine {
    fn from(link: &Link) -> Self {
        Self { story: link.earlier.to_string(), score: link.score, why: link.why.clone() }
    }
}

/// Text that came from another article.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LineageLine {
    /// That article.
    pub from: String,
    /// How much of this article's text: 0 to 1.
    pub share: f64,
}

impl From<&Lineage> for LineageLine {
    fn from(lineage: &Lineage) -> Self {
        Self { from: lineage.from.to_string(), share: lineage.share() }
    }
}

impl From<&Placement> for PlacementLine {
    fn from(placement: &Placement) -> Self {
        Self {
            article: placement.article.to_string(),
            story: placement.story.to_string(),
            original: placement.original.to_string(),
            report: placement.report.to_string(),
            kind: placement.kind.as_str().to_owned(),
            why: placement.why.clone(),
            credit: placement.credit.clone(),
            lineage: placement.lineage.as_ref().map(LineageLine::from),
            took: placement.took.iter().map(LineageLine::from).collect(),
            continues: Vec::new(),
        }
    }
}
