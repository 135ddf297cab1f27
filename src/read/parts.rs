//! One finder at a time, for the benchmark. In: an article and a part of the stage. Out: how many it finds.
//! Never: anything that `read` does not do in the same way.

use super::tokens::Tokens;
use super::{cues, dates, figures, language_of, names, quotes};
use crate::model::Article;
use crate::text;

/// A part of the stage; each does what those before it in its line need, and itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Tells the language.
    Language,
    /// Cuts into sentences.
    Sentences,
    /// Cuts into tokens and looks each up.
    Tokens,
    /// Finds dates.
    Dates,
    /// Finds names.
    Names,
    /// Finds figures.
    Figures,
    /// Finds quotes.
    Quotes,
    /// Finds the roles of sentences.
    Cues,
}

impl Part {
    /// Every part, in the order of the stage.
    pub const ALL: [Part; 8] = [
        Self::Language,
        Self::Sentences,
        Self::Tokens,
        Self::Dates,
        Self::Names,
        Self::Figures,
        Self::Quotes,
        Self::Cues,
    ];

    /// Whether it works on tokens, so that their cost is in its own.
    pub fn needs_tokens(self) -> bool {
        !matches!(self, Self::Language | Self::Sentences | Self::Tokens)
    }
}

/// How many things one part finds in an article.
pub fn count(article: &Article, part: Part) -> usize {
    let (text, language) = (article.text(), article.language().unwrap_or("en"));
    if part == Part::Language {
        return language_of(article).0.len();
    }
    let sentences = text::sentences(text, language);
    if part == Part::Sentences {
        return sentences.len();
    }
    let tokens = Tokens::new(text, &sentences, language);
    let undated = vec![false; tokens.len()];
    let published = article.published().map(|published| published.0.day());
    match part {
        Part::Dates => dates::dates(&tokens, published, language).0.len(),
        Part::Names => names::names(&tokens, &undated, super::Options::default().knowledge(), language).len(),
        Part::Figures => figures::figures(&tokens, &[], &undated, language).len(),
        Part::Quotes => quotes::quotes(&tokens, language).len(),
        Part::Cues => cues::cues(&tokens, sentences.len(), language).len(),
        _ => tokens.len(),
    }
}
