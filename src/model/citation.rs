//! A citation: the exact words of one article version that a statement rests on.
//! In: an article and a span of bytes in its text or title. Out: code point offsets that lie inside it.
//! Never: can be built from offsets that do not lie on character borders of that article.

use super::{Article, ArticleId, Span};
use crate::error::{Error, Result};

/// Which field of the article the words stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The body.
    Text,
    /// The headline.
    Title,
}

impl Field {
    /// This field of an article.
    pub fn of(self, article: &Article) -> &str {
        match self {
            Self::Text => article.text(),
            Self::Title => article.title(),
        }
    }
}

/// The exact words of one article version: `start` and `end` count code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    article: ArticleId,
    version: u32,
    field: Field,
    start: u32,
    end: u32,
}

impl Citation {
    /// Cites the words under `span` (bytes); fails where the span does not lie inside the field on character borders.
    pub fn new(article: &Article, field: Field, span: Span) -> Result<Self> {
        let text = field.of(article);
        let (Some(before), Some(words)) = (text.get(..span.start()), text.get(span.start()..span.end())) else {
            return Err(Error::invalid(format!(
                "article {} version {}: no words at {}..{} of its {} bytes",
                article.id(),
                article.version(),
                span.start(),
                span.end(),
                text.len()
            )));
        };
        let start = code_points(before);
        let end = start + code_points(words);
        Ok(Self { article: article.id().clone(), version: article.version(), field, start, end })
    }

    /// The article.
    pub fn article(&self) -> &ArticleId {
        &self.article
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Text or title.
    pub fn field(&self) -> Field {
        self.field
    }

    /// First code point.
    pub fn start(&self) -> u32 {
        self.start
    }

    /// One past the last code point.
    pub fn end(&self) -> u32 {
        self.end
    }
}

/// Code points of a text no longer than a [`Span`] can reach.
fn code_points(text: &str) -> u32 {
    let count = if text.is_ascii() { text.len() } else { text.chars().count() };
    u32::try_from(count).unwrap_or(u32::MAX)
}
