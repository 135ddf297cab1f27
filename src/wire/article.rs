//! The article contract. In: one JSON object of an article. Out: a draft with the problems of its fields, and back.
//! Never: an id; who derives it depends on where the line came from.

use crate::model::{Article, ArticleDraft, Modified, Moment, Published, Received};
use serde::{Deserialize, Serialize};

/// One article as JSON; only `text` or `title` is required.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ArticleLine {
    /// Id, unique within its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// RFC 3339 (offset kept) or a plain date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// RFC 3339 or a plain date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// Language code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Authors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The story that it comes with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
}

impl ArticleLine {
    /// The draft of this line, with what was wrong about its fields; a wrong date is dropped and named.
    pub fn into_draft(self) -> (ArticleDraft, Vec<String>) {
        let mut problems = Vec::new();
        let mut moment = |field: &str, value: Option<String>| {
            let value = value?;
            let moment = Moment::parse(&value);
            if moment.is_none() {
                problems.push(format!("\"{field}\" {value:?} is neither an RFC 3339 time nor a date"));
            }
            moment
        };
        let published = moment("published", self.published).map(Published);
        let modified = moment("modified", self.modified).map(Modified);
        let received = match moment("received", self.received) {
            Some(Moment::Instant { at, .. }) => Some(Received(at)),
            _ => None,
        };
        let draft = ArticleDraft {
            id: self.id,
            url: self.url,
            outlet: self.outlet,
            title: self.title.unwrap_or_default(),
            text: self.text.unwrap_or_default(),
            published,
            modified,
            received,
            language: self.language,
            authors: self.authors,
            story: self.story,
        };
        (draft, problems)
    }
}

impl From<&Article> for ArticleLine {
    fn from(article: &Article) -> Self {
        Self { id: Some(article.id().to_string()), ..Self::from(article.draft()) }
    }
}

impl From<&ArticleDraft> for ArticleLine {
    fn from(draft: &ArticleDraft) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            id: draft.id.clone(),
            url: draft.url.clone(),
            outlet: draft.outlet.as_deref().and_then(some),
            title: some(&draft.title),
            text: some(&draft.text),
            published: draft.published.map(|published| published.0.to_string()),
            modified: draft.modified.map(|modified| modified.0.to_string()),
            received: draft.received.map(|received| received.0.to_string()),
            language: draft.language.clone(),
            authors: draft.authors.clone(),
            story: draft.story.clone(),
        }
    }
}
