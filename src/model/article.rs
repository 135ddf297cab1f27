//! An article: one version of what an outlet published.
//! In: a draft with everything optional. Out: an article that has an id and a title or a text.
//! Never: changes; a changed text is a new version.

use super::{ArticleId, Modified, Published, Received};
use crate::error::{Error, Result};

/// What is known of an article before it is one; see the article contract in docs/formats.md.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleDraft {
    /// Id as given by the source.
    pub id: Option<String>,
    /// Address, as canonical as known.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Headline.
    pub title: String,
    /// Body, paragraphs parted by line breaks.
    pub text: String,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was last changed.
    pub modified: Option<Modified>,
    /// When we received it.
    pub received: Option<Received>,
    /// Language code (`en`), where known.
    pub language: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Story that it comes with.
    pub story: Option<String>,
}

/// One version of an article; its title or its text is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    id: ArticleId,
    version: u32,
    draft: ArticleDraft,
}

impl Article {
    /// An article, version 1; fails where both title and text are blank.
    pub fn new(id: ArticleId, draft: ArticleDraft) -> Result<Self> {
        Self::with_version(id, 1, draft)
    }

    /// A given version (1 or more) of an article.
    pub fn with_version(id: ArticleId, version: u32, draft: ArticleDraft) -> Result<Self> {
        if draft.title.trim().is_empty() && draft.text.trim().is_empty() {
            return Err(Error::invalid(format!("article {id}: neither title nor text"))
                .with_hint("give it a \"title\" or a \"text\""));
        }
        if version == 0 {
            return Err(Error::invalid(format!("article {id}: version 0; versions begin at 1")));
        }
        Ok(Self { id, version, draft })
    }

    /// Its id, over all versions.
    pub fn id(&self) -> &ArticleId {
        &self.id
    }

    /// Which version this is, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Address.
    pub fn url(&self) -> Option<&str> {
        self.draft.url.as_deref()
    }

    /// Outlet; empty where unknown.
    pub fn outlet(&self) -> &str {
        self.draft.outlet.as_deref().unwrap_or("")
    }

    /// Headline; may be empty.
    pub fn title(&self) -> &str {
        &self.draft.title
    }

    /// Body; may be empty.
    pub fn text(&self) -> &str {
        &self.draft.text
    }

    /// When it was published.
    pub fn published(&self) -> Option<Published> {
        self.draft.published
    }

    /// When it was last changed.
    pub fn modified(&self) -> Option<Modified> {
        self.draft.modified
    }

    /// When we received it.
    pub fn received(&self) -> Option<Received> {
        self.draft.received
    }

    /// Language code, where known.
    pub fn language(&self) -> Option<&str> {
        self.draft.language.as_deref()
    }

    /// Authors.
    pub fn authors(&self) -> &[String] {
        &self.draft.authors
    }

    /// Story that it came with.
    pub fn story(&self) -> Option<&str> {
        self.draft.story.as_deref()
    }

    /// All its fields.
    pub fn draft(&self) -> &ArticleDraft {
        &self.draft
    }
}
