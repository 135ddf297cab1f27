//! What extract adds to an article. In: an article and what was learnt of its page. Out: one JSON object.
//! Never: a field that an article line needs.

use super::ArticleLine;
use crate::model::{Access, DateFrom, Details, Form};
use serde::Serialize;

/// One extracted article as JSON: an article, and what was learnt of its page.
#[derive(Debug, Clone, Serialize)]
pub struct ExtractedLine {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleLine,
    /// Where the day of publication comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_from: Option<&'static str>,
    /// Address of the lead picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Addresses that the text links to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// Address of the next page of an article in parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Why the text may be less than the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<&'static str>,
    /// What the page is where it is no plain article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'static str>,
}

impl ExtractedLine {
    /// The line of an article with what was learnt of its page.
    pub fn new(article: ArticleLine, details: Details) -> Self {
        let Details { published_from, image, links, next, access, form } = details;
        let published_from = published_from.map(|from| match from {
            DateFrom::Data => "data",
            DateFrom::Meta => "meta",
            DateFrom::Feed => "feed",
            DateFrom::Element => "element",
            DateFrom::Address => "address",
            DateFrom::Text => "text",
        });
        let access = access.map(Access::as_str);
        let form = form.map(|form| match form {
            Form::Live => "live",
            Form::List => "list",
        });
        Self { article, published_from, image, links, next, access, form }
    }
}
