//! The group contract: one line per article. In: a placement. Out: JSON. Never: order; that is the input's.

use crate::model::Placement;
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
        }
    }
}
