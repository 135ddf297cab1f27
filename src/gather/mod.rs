//! Gather: sources → pages. The network and foreign files live here.
//! In: sources. Out: pages; files that hold articles are handed on line by line. Never: interprets text.

mod discover;
mod disk;
mod feed;
mod fetch;
mod files;
mod folder;
#[doc(hidden)]
pub mod formats;
mod items;
mod limits;
mod markup;
mod opml;
mod robots;
mod sitemap;
mod warc;

pub use feed::{Feed, Item};
pub use files::{Lines, open_lines};
pub use opml::{Outline, opml, write_opml};

use crate::error::{Error, Kind, Problem, Result};
use crate::model::{
    Host, LedgerLine, Page, Position, Received, Source, SourceKind, SourceState, Unit, Validators, Visit,
};
use std::path::Path;
use url::Url;

/// Limits of gathering; foreign servers and files cannot ask for more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether addresses of the own machine and network may be read; never on by default.
    pub allow_private: bool,
    /// Longest time to connect, in seconds.
    pub connect_seconds: u32,
    /// Longest time for one page with all its redirects, in seconds.
    pub page_seconds: u32,
    /// Longest time for one source and its pages, in seconds; what is left waits for the next run.
    pub source_seconds: u32,
    /// Largest page or feed, in bytes, both as sent and as unpacked.
    pub page_bytes_max: usize,
    /// Most items of a feed that one run fetches.
    pub items_max: usize,
    /// Most files of a folder.
    pub files_max: usize,
    /// Most pages of a file or folder that are handed over at once.
    pub haul_pages: usize,
    /// Bytes of pages after which what a file or folder gave is handed over.
    pub haul_bytes: usize,
    /// Whether the pages of a feed's items are fetched; else the feed's own content is the page.
    pub fetch_items: bool,
    /// What we call ourselves.
    pub user_agent: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow_private: false,
            connect_seconds: 10,
            page_seconds: 30,
            source_seconds: 300,
            page_bytes_max: 8 << 20,
            items_max: 100,
            files_max: 100_000,
            haul_pages: 512,
            haul_bytes: 8 << 20,
            fetch_items: true,
            user_agent: concat!("backstory/", env!("CARGO_PKG_VERSION"), " (personal news reader)").to_owned(),
        }
    }
}

/// A source to gather from, with what is remembered of it.
#[derive(Debug, Clone)]
pub struct Due {
    /// The source.
    pub source: Source,
    /// What is remembered of it; for one that is gathered from once, nothing.
    pub state: SourceState,
    /// How far it was taken in before; for a file or folder only.
    pub position: Option<Position>,
}

impl Due {
    /// A source of which nothing is remembered.
    pub fn new(source: Source) -> Self {
        Self { source, state: SourceState::default(), position: None }
    }
}

/// What is remembered of earlier fetches; asked by several threads at once.
pub trait Memory: Sync {
    /// The last visit to the page of this canonical address.
    fn visit(&self, url: &str) -> Option<Visit>;
    /// What is known of a host, by scheme, name and port: `https://paper.example`.
    fn host(&self, origin: &str) -> Option<Host>;
}

/// Remembers nothing: everything is fetched as if for the first time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Forgetful;

impl Memory for Forgetful {
    fn visit(&self, _url: &str) -> Option<Visit> {
        None
    }

    fn host(&self, _origin: &str) -> Option<Host> {
        None
    }
}

/// Some of what a source gave, to be kept together: what is remembered of a fetch never goes without what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Haul {
    /// Which of the sources asked for it, as an index.
    pub due: usize,
    /// Raw pages, in the source's order.
    pub pages: Vec<Page>,
    /// What the ledger is to say: a line for each fetch and for each item that was dropped.
    pub lines: Vec<LedgerLine>,
    /// Visits to pages.
    pub visits: Vec<Visit>,
    /// What was learnt of hosts.
    pub hosts: Vec<Host>,
    /// How far a file or folder was taken in by now.
    pub position: Option<Position>,
    /// With the last haul of a source: what to remember of it.
    pub state: Option<SourceState>,
    /// What an address turned out to be.
    pub kind: Option<SourceKind>,
    /// How many items wait for the next run.
    pub left: usize,
    /// How far reading came: bytes of a file, files of a folder.
    pub done: u64,
}

/// The source that an address or path means: http(s) is a feed; a web archive, an HTML file, a folder or a pattern of their paths
/// holds pages, any other file articles.
pub fn source(address: &str, options: &Options) -> Result<Source> {
    if address.contains("://") {
        let checked = limits::checked(address, options.allow_private).map_err(|what| {
            Error::new(Kind::Usage, format!("source {address}: {what}"))
                .with_hint("for a source of your own network set gather.allow_private_addresses")
        })?;
        return Ok(Source::new(checked.as_str(), SourceKind::Feed));
    }
    let path = Path::new(address);
    let kind = match path {
        _ if address == "-" => SourceKind::Articles,
        _ if path.is_dir() => SourceKind::Folder,
        _ if !path.exists() && folder::is_pattern(address) => SourceKind::Folder,
        _ if !path.exists() => {
            return Err(Error::new(Kind::Usage, format!("source {address}: there is no such file or folder"))
                .with_hint("give a path, or an address that begins with http:// or https://"));
        }
        _ if folder::is_html(address) => SourceKind::HtmlFile,
        _ if warc::is_warc(address) => SourceKind::Warc,
        _ => SourceKind::Articles,
    };
    Ok(Source::new(address, kind))
}

/// The RSS, Atom or JSON feed in these bytes; none where there is none. `content_type` is what the server said, empty where it said
/// nothing; relative links are resolved against `base`.
pub fn read_feed(bytes: &[u8], content_type: &str, base: &Url) -> Option<Feed> {
    feed::parse(bytes, content_type, base)
}

/// Gathers from all these sources, and hands over what they give as it comes; what one gives comes in its order. A page that was
/// visited is asked for again only when it may have changed; a file is read again, because reading is cheap and it may have changed.
/// Fails only where `take` does.
pub fn gather(
    due: &[Due],
    memory: &dyn Memory,
    options: &Options,
    now: Received,
    take: &mut dyn FnMut(Haul) -> Result<()>,
) -> Result<()> {
    for (at, one) in due.iter().enumerate() {
        if !one.source.kind.is_web() {
            disk::gather(at, one, options, now, take)?;
            continue;
        }
        let gathered = gather_one(&one.source, options, now, &|url| memory.visit(url).is_some());
        let lines = gathered.problems.iter().map(|problem| LedgerLine::of(problem, false, "", now)).collect();
        let visits = gathered.pages.iter().map(|page| visit(page, now)).collect();
        let (state, kind) = (Some(one.state.clone()), Some(one.source.kind));
        take(Haul {
            due: at,
            pages: gathered.pages,
            lines,
            visits,
            state,
            kind,
            left: gathered.left,
            ..Haul::default()
        })?;
    }
    Ok(())
}

fn visit(page: &Page, now: Received) -> Visit {
    Visit { url: page.url.clone(), at: now, times: 1, status: page.status, validators: Validators::default() }
}

fn gather_one(source: &Source, options: &Options, now: Received, known: &dyn Fn(&str) -> bool) -> Gathered {
    items::pages(source, options, now, known)
}

/// How much there is to read of a file or folder, where that is known.
pub fn extent(source: &Source, options: &Options) -> Option<(u64, Unit)> {
    disk::extent(source, options)
}

/// What a web archive of these bytes gives; for fuzzing.
#[doc(hidden)]
pub fn pages_of_archive(bytes: &[u8], options: &Options, now: Received) -> (Vec<Page>, Vec<LedgerLine>) {
    warc::of_bytes(bytes, options, now)
}

/// What a source gave.
#[derive(Debug, Clone, Default)]
struct Gathered {
    pages: Vec<Page>,
    problems: Vec<Problem>,
    left: usize,
}
