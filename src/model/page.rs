//! A page: raw, as it was fetched or read from a file.
//! In: bytes and where they came from. Out: a value. Never: interprets the bytes.

use super::Received;

/// A raw page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Address, or the path of a file as a `file:` address.
    pub url: String,
    /// When it was received.
    pub fetched: Received,
    /// HTTP status; 200 for a file.
    pub status: u16,
    /// Content type as the server said it; empty where it said nothing.
    pub content_type: String,
    /// The bytes.
    pub body: Vec<u8>,
}
