//! The check contract. In: one JSON object per claim. Out: its verdict, offsets in code points of each source.
//! Never: a verdict without its claim's id.

use super::CodePoints;
use crate::model::Span;
use serde::{Deserialize, Serialize};

/// A claim with its sources.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClaimLine {
    /// Id.
    pub id: String,
    /// What is claimed.
    #[serde(default)]
    pub text: String,
    /// What it is held against.
    #[serde(default)]
    pub sources: Vec<SourceText>,
}

/// One source of a claim.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SourceText {
    /// Id.
    pub id: String,
    /// Its words.
    #[serde(default)]
    pub text: String,
}

/// What came of a claim.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerdictLine {
    /// The claim.
    pub id: String,
    /// supported, contradicted, not_found or not_checked.
    pub verdict: String,
    /// From 0 to 1, higher is better supported.
    pub score: f64,
    /// Short words.
    pub reasons: Vec<String>,
    /// The closest words.
    pub spans: Vec<SourceSpan>,
}

/// Words of a source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SourceSpan {
    /// The source.
    pub source: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl VerdictLine {
    /// The line of a claim: what came of it, and spans as (place of the source, bytes).
    pub fn new(claim: &ClaimLine, verdict: &str, score: f64, reasons: Vec<String>, spans: &[(usize, Span)]) -> Self {
        let spans = spans.iter().filter_map(|(at, span)| claim.sources.get(*at).map(|source| source.span(*span)));
        Self { id: claim.id.clone(), verdict: verdict.to_owned(), score, reasons, spans: spans.collect() }
    }
}

impl SourceText {
    fn span(&self, span: Span) -> SourceSpan {
        let points = CodePoints::new(&self.text);
        SourceSpan { source: self.id.clone(), start: points.from_byte(span.start()), end: points.from_byte(span.end()) }
    }
}
