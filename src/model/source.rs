//! A source: where pages or articles come from.
//! In: an address or path as the user gave it. Out: a value with an id. Never: fetches.

use super::SourceId;

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// An address of the web of which nobody has looked yet what it is: a feed, a site that names one, a sitemap, a page.
    Site,
    /// An RSS, Atom or JSON feed.
    Feed,
    /// A sitemap, or an index of sitemaps.
    Sitemap,
    /// One page of the web.
    Page,
    /// JSON lines of articles.
    Articles,
    /// One HTML file.
    HtmlFile,
    /// A folder of HTML files, or a pattern of their paths.
    Folder,
    /// A web archive: records of pages as they were fetched by others.
    Warc,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::Site, Self::Feed, Self::Sitemap, Self::Page, Self::Articles, Self::HtmlFile, Self::Folder, Self::Warc];

    /// The word used in the store and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::Page => "page",
            Self::Articles => "articles",
            Self::HtmlFile => "html file",
            Self::Folder => "folder",
            Self::Warc => "warc",
        }
    }

    /// The kind that this word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether it is asked for over the network.
    pub fn is_web(self) -> bool {
        matches!(self, Self::Site | Self::Feed | Self::Sitemap | Self::Page)
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
