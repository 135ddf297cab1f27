//! Gather: sources → pages. The network and foreign files live here.
//! In: sources. Out: pages; files that hold articles are handed on line by line. Never: interprets text.

mod allowed;
mod ask;
mod discover;
mod disk;
mod feed;
mod fetch;
mod files;
mod folder;
#[doc(hidden)]
pub mod formats;
mod hosts;
mod items;
mod limits;
mod listing;
mod manners;
mod markup;
mod opml;
mod reason;
mod robots;
mod sitemap;
mod unpack;
mod warc;
mod web;
mod when;

pub use allowed::Allowed;
pub use feed::{Feed, Item};
pub use files::{Lines, open_lines};
pub use opml::{Outline, opml, write_opml};

use crate::error::{Error, Kind, Result};
use crate::model::{Host, LedgerLine, Page, Position, Received, Source, SourceKind, SourceState, Unit, Visit};
use std::path::Path;
use url::Url;

/// Sources asked at once: enough that a slow one holds up nobody, few enough for a small machine.
const PARALLEL: usize = 8;
/// Requests to one host at once: fewer than any browser makes.
const HOST_PARALLEL: usize = 2;
/// Pause between two requests to one host, in milliseconds: a hundred pages take a minute.
const HOST_PAUSE_MS: u32 = 500;
/// Longest time that a run waits for a host that asks for time, in seconds.
const WAIT_SECONDS_MAX: u32 = 10;
/// Most redirects for one page: http to https, to another host, to a new address and back, with one to spare.
const REDIRECTS_MAX: usize = 5;
/// Largest header of a reply, in bytes: four times what common servers send at most.
const HEADER_BYTES_MAX: usize = 64 << 10;
/// Largest page as sent, in bytes.
const PAGE_BYTES_MAX: usize = 8 << 20;
/// Largest page as unpacked, in bytes: text packs to a quarter.
const UNPACKED_BYTES_MAX: usize = 32 << 20;
/// Longest time to connect, in seconds.
const CONNECT_SECONDS: u32 = 10;
/// Longest time for one page, in seconds.
const PAGE_SECONDS: u32 = 30;
/// Longest time for one source, in seconds: below the quarter of an hour between two runs.
const SOURCE_SECONDS: u32 = 300;
/// Most items of a source in one run.
const ITEMS_MAX: usize = 100;
/// Most changes of an article come within hours of its publication, few after a week.
const REVISIT_HOURS: [u32; 5] = [1, 6, 24, 72, 168];
/// Pages of a sitemap older than a month are an archive, not news.
const SITEMAP_DAYS: u32 = 30;
/// What servers are told who asks, and what to do about it: the word that a robots.txt knows us by is said.
const USER_AGENT: &str = concat!(
    "backstory/",
    env!("CARGO_PKG_VERSION"),
    " (personal news reader run by its user; obeys robots.txt, name it backstory)"
);

/// Limits of gathering; foreign servers and files cannot ask for more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether addresses of the own machine and network may be read; never on by default.
    pub allow_private: bool,
    /// What may be read of the own network, on any port, where not all of it may.
    pub allow: Vec<Allowed>,
    /// Whether robots.txt is obeyed.
    pub robots: bool,
    /// How many sources are asked at once.
    pub parallel: usize,
    /// How many requests one host is asked at once.
    pub host_parallel: usize,
    /// Pause between two requests to one host, in milliseconds.
    pub host_pause_ms: u32,
    /// Longest time that a run waits for a host that asks for time, in seconds; for longer, what it has waits for another run.
    pub wait_max_seconds: u32,
    /// Most redirects followed for one page.
    pub redirects_max: usize,
    /// Largest header of a reply, in bytes.
    pub header_bytes_max: usize,
    /// Largest page or feed when unpacked, in bytes.
    pub unpacked_bytes_max: usize,
    /// After how many hours a page that is still listed is asked for again, each counted from the visit before.
    pub revisit_hours: Vec<u32>,
    /// Pages of a sitemap that are older are not read, in days.
    pub sitemap_days: u32,
    /// Longest time to connect, in seconds.
    pub connect_seconds: u32,
    /// Longest time for one page with all its redirects, in seconds.
    pub page_seconds: u32,
    /// Longest time for one source and its pages, in seconds; what is left waits for the next run.
    pub source_seconds: u32,
    /// Largest page, feed or file as sent, in bytes.
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
            allow: Vec::new(),
            robots: true,
            parallel: PARALLEL,
            host_parallel: HOST_PARALLEL,
            host_pause_ms: HOST_PAUSE_MS,
            wait_max_seconds: WAIT_SECONDS_MAX,
            redirects_max: REDIRECTS_MAX,
            header_bytes_max: HEADER_BYTES_MAX,
            unpacked_bytes_max: UNPACKED_BYTES_MAX,
            revisit_hours: REVISIT_HOURS.to_vec(),
            sitemap_days: SITEMAP_DAYS,
            connect_seconds: CONNECT_SECONDS,
            page_seconds: PAGE_SECONDS,
            source_seconds: SOURCE_SECONDS,
            page_bytes_max: PAGE_BYTES_MAX,
            items_max: ITEMS_MAX,
            files_max: 100_000,
            haul_pages: 512,
            haul_bytes: 8 << 20,
            fetch_items: true,
            user_agent: USER_AGENT.to_owned(),
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

/// The source that an address or path means: what http(s) is, is looked at when it is gathered from; a web archive, an HTML file, a
/// folder or a pattern of their paths holds pages, any other file articles.
pub fn source(address: &str, options: &Options) -> Result<Source> {
    if address.contains("://") {
        let checked = limits::checked(address, &allowed::Reach::of(options)).map_err(|failure| {
            Error::new(Kind::Usage, format!("source {address}: {}", failure.what)).with_hint(failure.hint)
        })?;
        return Ok(Source::new(checked.as_str(), SourceKind::Site));
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
    let (web, files): (Vec<usize>, Vec<usize>) = (0..due.len()).partition(|at| due[*at].source.kind.is_web());
    web::gather(due, &web, memory, options, now, take)?;
    files.into_iter().try_for_each(|at| disk::gather(at, &due[at], options, now, take))
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
