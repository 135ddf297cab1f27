//! A page: raw, as it was fetched or read from a file.
//! In: bytes and where they came from. Out: a value. Never: interprets the bytes.

use super::{ArticleDraft, Received};

/// A raw page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Address, or the path of a file as a `file:` address.
    pub url: String,
    /// When it was received.
    pub fetched: Received,
    /// HTTP status; 200 for a file and for content that stood in a feed.
    pub status: u16,
    /// Content type as the server said it; empty where it said nothing.
    pub content_type: String,
    /// The bytes.
    pub body: Vec<u8>,
    /// What the source said of it (a feed's title, date, authors, language, outlet), used where the page itself is
    /// silent; all of it empty where the source said nothing.
    pub said: ArticleDraft,
}
