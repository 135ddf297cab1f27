//! The page contract. In: a page, its body decoded to UTF-8. Out: one JSON object, and back.
//! Never: interprets the body beyond its encoding.

use super::ArticleLine;
use crate::model::{ArticleDraft, Moment, Page, Received};
use crate::text::decode;
use serde::{Deserialize, Serialize};

/// One page as JSON; only `url` and `body` are required.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageLine {
    /// Address, or the path of a file as a `file:` address.
    pub url: String,
    /// When it was received, RFC 3339.
    #[serde(default)]
    pub fetched: Option<String>,
    /// HTTP status; 200 for a file.
    #[serde(default = "found")]
    pub status: u16,
    /// Content type as the server said it.
    #[serde(default)]
    pub content_type: String,
    /// The body as text.
    pub body: String,
    /// What the source said of it, an article with few fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<ArticleLine>,
}

/// The status of a page that came without one.
fn found() -> u16 {
    200
}

impl PageLine {
    /// The page of this line with what was wrong about its fields; one without a time counts as received `now`.
    pub fn into_page(self, now: Received) -> (Page, Vec<String>) {
        let mut problems = Vec::new();
        let fetched = match self.fetched.as_deref().map(Moment::parse) {
            None => now,
            Some(Some(Moment::Instant { at, .. })) => Received(at),
            Some(_) => {
                problems.push(format!("\"fetched\" {:?} is not an RFC 3339 time", self.fetched.unwrap_or_default()));
                now
            }
        };
        let (said, wrong) = self.said.map(ArticleLine::into_draft).unwrap_or_default();
        problems.extend(wrong);
        let body = self.body.into_bytes();
        (Page { url: self.url, fetched, status: self.status, content_type: self.content_type, body, said }, problems)
    }
}

impl From<&Page> for PageLine {
    fn from(page: &Page) -> Self {
        Self {
            url: page.url.clone(),
            fetched: Some(page.fetched.0.to_string()),
            status: page.status,
            content_type: page.content_type.clone(),
            body: decode(&page.body, &page.content_type).into_owned(),
            said: (page.said != ArticleDraft::default()).then(|| ArticleLine::from(&page.said)),
        }
    }
}
