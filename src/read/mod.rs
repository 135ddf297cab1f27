//! Read: article → reading (sentences, names, dates, figures, quotes, with offsets).
//! In: articles. Out: one reading per article, in order. Never: looks at a second article, a clock or a file.

use crate::model::{Article, Reading, Sentence};
use crate::text;

/// Settings of the read stage.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 1;

/// Reads one article.
pub fn read(article: &Article, _options: &Options) -> Reading {
    let language = article.language().unwrap_or_else(|| text::detect_language(article.text()).0).to_owned();
    let sentences = text::sentences(article.text(), &language);
    Reading {
        article: article.id().clone(),
        sentences: sentences.into_iter().map(|span| Sentence { span, cues: Vec::new() }).collect(),
        language,
        names: Vec::new(),
        dates: Vec::new(),
        figures: Vec::new(),
        quotes: Vec::new(),
    }
}
