//! Gather: sources → pages. The network and foreign files live here.
//! In: sources. Out: pages; files that hold articles are handed on line by line. Never: interprets text.

mod feed;
mod fetch;
mod files;
mod folder;
mod items;
mod limits;
mod markup;

pub use files::{Lines, open_lines};

use crate::error::{Error, Kind, Problem, Result};
use crate::model::{Page, Received, Source, SourceKind};
use std::path::Path;

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
            fetch_items: true,
            user_agent: concat!("backstory/", env!("CARGO_PKG_VERSION"), " (personal news reader)").to_owned(),
        }
    }
}

/// What a source gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Raw pages, in the source's order.
    pub pages: Vec<Page>,
    /// What went wrong, one for each thing that failed; the rest went on.
    pub problems: Vec<Problem>,
    /// How many items wait for the next run.
    pub left: usize,
}

impl Gathered {
    /// Takes in a page, or why there is none.
    fn add(&mut self, page: std::result::Result<Page, Problem>) {
        match page {
            Ok(page) => self.pages.push(page),
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// The source that an address or path means: http(s) is a feed, a folder or HTML file holds pages, any other file articles.
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
        _ if !path.exists() => {
            return Err(Error::new(Kind::Usage, format!("source {address}: there is no such file or folder"))
                .with_hint("give a path, or an address that begins with http:// or https://"));
        }
        _ if folder::is_html(address) => SourceKind::HtmlFile,
        _ => SourceKind::Articles,
    };
    Ok(Source::new(address, kind))
}

/// All pages that a source has now; those of a feed whose addresses are known (the store has them) are not fetched again, but a
/// file is read again, because reading is cheap and it may have changed.
pub fn gather(source: &Source, options: &Options, now: Received, known: &dyn Fn(&str) -> bool) -> Gathered {
    let path = Path::new(&source.address);
    match source.kind {
        SourceKind::Feed => items::pages(source, options, now, known),
        SourceKind::Articles => {
            let what = "holds articles, not pages";
            let hint = "give it to `backstory import` or `backstory read`";
            Gathered { problems: vec![Problem::new(&source.address, what, hint)], ..Gathered::default() }
        }
        SourceKind::Folder => folder::pages(path, options, now),
        SourceKind::HtmlFile => {
            let mut gathered = Gathered::default();
            gathered.add(folder::page(path, options, now));
            gathered
        }
    }
}
