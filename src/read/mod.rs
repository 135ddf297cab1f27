//! Read: article → reading (sentences, names, dates, figures, quotes, with offsets).
//! In: articles. Out: one reading per article, in order. Never: looks at a second article, a clock or a file.

mod cues;
mod dates;
mod figures;
mod lexicon;
mod names;
mod numbers;
mod parts;
mod quotes;
mod tokens;
mod versions;

pub use names::{Clusters, Known, LABELS, LatticeSpan, NAMED, NameModel, NameZone, Scores, log_sum, marginals};

use crate::model::{Article, Reading, Sentence};
use crate::text;
use std::sync::Arc;
use tokens::Tokens;

pub use parts::{Part, count};
pub use versions::change;

/// Settings of the read stage.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Weights to find names with; the shipped ones where it is none.
    pub name_model: Option<Arc<NameModel>>,
    /// Classes of words learnt from the user's own articles; the shipped ones where it is none.
    pub clusters: Option<Arc<Clusters>>,
}

impl Options {
    fn knowledge(&self) -> names::Knowledge<'_> {
        names::Knowledge {
            model: self.name_model.as_deref().unwrap_or(NameModel::shipped()),
            clusters: self.clusters.as_deref().unwrap_or(Clusters::shipped()),
        }
    }
}

/// The stretches of an article in which names can stand, as the model sees them; for training.
pub fn name_zones(article: &Article, options: &Options) -> Vec<NameZone> {
    let (language, _) = language_of(article);
    let sentences = text::sentences(article.text(), &language);
    let tokens = Tokens::new(article.text(), &sentences, &language);
    let (_, dated) = dates::dates(&tokens, article.published().map(|published| published.0.day()), &language);
    names::zones_of(&tokens, &dated, options.knowledge().clusters)
}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 4;

/// Reads one article.
pub fn read(article: &Article, options: &Options) -> Reading {
    let (language, language_confidence) = language_of(article);
    let sentences = text::sentences(article.text(), &language);
    let tokens = Tokens::new(article.text(), &sentences, &language);
    let published = article.published().map(|published| published.0.day());
    let (dates, dated) = dates::dates(&tokens, published, &language);
    let roles = cues::cues(&tokens, sentences.len(), &language);
    in_order(Reading {
        article: article.id().clone(),
        sentences: sentences.into_iter().zip(roles).map(|(span, cues)| Sentence { span, cues }).collect(),
        names: names::names(&tokens, &dated, options.knowledge(), &language),
        figures: figures::figures(&tokens, &dates, &dated, &language),
        dates,
        quotes: quotes::quotes(&tokens, &language),
        language,
        language_confidence,
    })
}

/// Direct quotes in the order of the text, then told ones; a figure too large for a number is none.
fn in_order(mut reading: Reading) -> Reading {
    reading.quotes.sort_by_key(|quote| (quote.indirect, quote.span));
    reading.figures.retain(|figure| [figure.low, figure.high].into_iter().flatten().all(f64::is_finite));
    reading
}

/// A body shorter than this (in bytes) does not overrule what the source says of its language.
const OVERRULING_BYTES: usize = 200;

/// So sure must the guess be to overrule the source.
const OVERRULING_CONFIDENCE: f64 = 0.8;

/// So sure where the body has hardly a stop word of what the source says.
const REFUTED_CONFIDENCE: f64 = 0.3;

/// How sure the source's word is once the body's stop words bear it out (`quality/score_language.py`: sure and wrong).
const CONFIRMED: f64 = 0.99;

/// The body decides, or the title where there is no body; where it is too short to tell, what the source says.
fn language_of(article: &Article) -> (String, f64) {
    let body = if article.text().trim().is_empty() { article.title() } else { article.text() };
    let stated = article.language().and_then(text::language_code);
    let borne_out = stated.as_ref().and_then(|stated| text::bears_out(body, stated));
    if let Some(stated) = stated.as_ref().filter(|_| borne_out == Some(true)) {
        return (stated.clone(), CONFIRMED);
    }
    let (detected, confidence) = text::detect_language(body);
    let asked = if borne_out == Some(false) { REFUTED_CONFIDENCE } else { OVERRULING_CONFIDENCE };
    let sure = confidence >= asked && body.len() >= OVERRULING_BYTES;
    match stated {
        Some(stated) if stated != detected && !(sure && detected != text::UNKNOWN_LANGUAGE) => (stated, 0.0),
        _ => (detected.to_owned(), confidence),
    }
}
