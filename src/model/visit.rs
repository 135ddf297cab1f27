//! What is remembered of earlier fetches, so that the next ones are few and polite.
//! In: what servers said. Out: plain values. Never: a decision; when to ask again is gather's question.

use super::Received;

/// What a server gave to ask by whether something changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, as it came.
    pub etag: Option<String>,
    /// `Last-Modified`, as it came.
    pub last_modified: Option<String>,
}

/// The last visit to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Its canonical address.
    pub url: String,
    /// When it was last asked for.
    pub at: Received,
    /// How often it was asked for.
    pub times: u32,
    /// What the server answered; 0 where none did.
    pub status: u16,
    /// What to ask by whether it changed.
    pub validators: Validators,
}

/// What is known of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Scheme, name and port, as in `https://paper.example`.
    pub origin: String,
    /// Nothing is asked of it before.
    pub not_before: Option<Received>,
    /// Its robots.txt, as text; empty where it has none.
    pub robots: Option<String>,
    /// When that was asked for.
    pub robots_at: Option<Received>,
    /// What the server answered then; 0 where none did.
    pub robots_status: u16,
}

/// What is remembered of a source between two runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceState {
    /// What to ask by whether its listing changed.
    pub validators: Validators,
    /// How many times in a row it failed.
    pub failures: u32,
    /// It is not asked before; none for as soon as sources are asked at all.
    pub not_before: Option<Received>,
    /// Where its listing is, where that is another address than the source's: a feed that a site's page named, or where it moved for good.
    pub listing: Option<String>,
    /// What it calls itself.
    pub title: Option<String>,
}

/// How far a file or folder was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    /// Tells the file from another one of its name: its size and when it was changed.
    pub mark: String,
    /// How many lines, records or files were taken.
    pub records: u64,
    /// Byte at which the next one begins, where reading can begin there.
    pub offset: u64,
    /// Whether it was taken to its end.
    pub done: bool,
}
