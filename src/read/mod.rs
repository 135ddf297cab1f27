//! Read: article → reading (sentences, names, dates, figures, quotes, with offsets).
//! In: articles. Out: one reading per article, in order. Never: looks at a second article, a clock or a file.

mod cues;
mod dates;
mod figures;
mod lexicon;
mod names;
mod numbers;
mod quotes;
mod tokens;

use crate::model::{Article, Reading, Sentence};
use crate::text;
use tokens::Tokens;

/// Settings of the read stage.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 2;

/// Reads one article.
pub fn read(article: &Article, _options: &Options) -> Reading {
    let language = language_of(article);
    let sentences = text::sentences(article.text(), &language);
    let tokens = Tokens::new(article.text(), &sentences, &language);
    let published = article.published().map(|published| published.0.day());
    let (dates, dated) = dates::dates(&tokens, published, &language);
    Reading {
        article: article.id().clone(),
        sentences: sentences
            .into_iter()
            .map(|span| Sentence { span, cues: cues::cues(span.of(article.text()), &language) })
            .collect(),
        names: names::names(&tokens, &dated),
        dates,
        figures: figures::figures(&tokens, &dated, &language),
        quotes: quotes::quotes(&tokens),
        language,
    }
}

/// A body shorter than this (in bytes) does not overrule what the source says of its language.
const OVERRULING_BYTES: usize = 200;

/// So sure must the guess be to overrule the source.
const OVERRULING_CONFIDENCE: f64 = 0.8;

/// The body decides; where it is too short to tell, what the source says of the article.
fn language_of(article: &Article) -> String {
    let stated = article.language().map(|code| code.get(..2).unwrap_or(code).to_lowercase());
    if let Some(stated) = stated.as_ref().filter(|stated| text::is_written_in(article.text(), stated)) {
        return stated.clone();
    }
    let (detected, confidence) = text::detect_language(article.text());
    let sure = confidence >= OVERRULING_CONFIDENCE && article.text().len() >= OVERRULING_BYTES;
    match stated {
        Some(stated) if !sure || detected == text::UNKNOWN_LANGUAGE => stated,
        _ => detected.to_owned(),
    }
}
