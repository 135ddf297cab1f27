//! A source: where pages or articles come from.
//! In: an address or path as the user gave it. Out: a value with an id. Never: fetches.

use super::SourceId;

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// An RSS, Atom or JSON feed.
    Feed,
    /// JSON lines of articles.
    Articles,
    /// One HTML file.
    HtmlFile,
    /// A folder of HTML files.
    Folder,
}

impl SourceKind {
    /// The word used in the store and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Articles => "articles",
            Self::HtmlFile => "html file",
            Self::Folder => "folder",
        }
    }

    /// The kind that this word names.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Feed, Self::Articles, Self::HtmlFile, Self::Folder].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Where pages or articles come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Derived from the address.
    pub id: SourceId,
    /// Address or path.
    pub address: String,
    /// What kind it is.
    pub kind: SourceKind,
    /// Whether `run` passes it over.
    pub paused: bool,
}

impl Source {
    /// An active source at this address or path.
    pub fn new(address: impl Into<String>, kind: SourceKind) -> Self {
        let address = address.into();
        Self { id: SourceId::derive(&address), address, kind, paused: false }
    }
}
