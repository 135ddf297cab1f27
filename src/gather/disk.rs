//! Files as sources: web archives, HTML files, folders of them. In: a source, and how far it was taken in before.
//! Out: hauls, each with how far it reaches, so that what is killed goes on from there. Never: two hauls ahead of who takes them.

use super::warc::{self, Archive};
use super::{Due, Haul, Options, folder};
use crate::error::{Problem, Result};
use crate::model::{Asked, LedgerLine, Outcome, Page, Position, Received, Source, SourceKind, Unit};
use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::UNIX_EPOCH;

/// Hauls that are read while one is taken.
const AHEAD: usize = 1;

/// Takes a haul; false where no more is wanted.
type Hand<'a> = &'a mut dyn FnMut(Haul) -> bool;

/// Gathers from a file or folder: one thread reads while the caller takes.
pub(super) fn gather(
    at: usize,
    due: &Due,
    options: &Options,
    now: Received,
    take: &mut dyn FnMut(Haul) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(AHEAD);
        scope.spawn(move || {
            read(due, options, now, &mut |haul| sender.send(Haul { due: at, ..haul }).is_ok());
        });
        for haul in receiver {
            take(haul)?;
        }
        Ok(())
    })
}

/// How much there is to read of a source, where that is known: bytes of a file, files of a folder.
pub(super) fn extent(source: &Source, options: &Options) -> Option<(u64, Unit)> {
    match source.kind {
        SourceKind::Folder | SourceKind::HtmlFile => {
            Some((folder::files(&source.address, options).0.len() as u64, Unit::Things))
        }
        SourceKind::Articles | SourceKind::Warc => {
            let metadata = std::fs::metadata(&source.address).ok().filter(Metadata::is_file)?;
            Some((metadata.len(), Unit::Bytes))
        }
        _ => None,
    }
}

/// Tells a file from another one of its name, or from what it was: by its size and the time of its last change. What could be read
/// of it depends on the limit, so that one who raises it gets the rest.
pub(super) fn mark(metadata: &Metadata, options: &Options) -> String {
    format!("{} {}", file_mark(metadata), options.page_bytes_max)
}

/// The same where no limit matters.
pub(super) fn file_mark(metadata: &Metadata) -> String {
    let changed = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {}", metadata.len(), changed.as_nanos())
}

fn read(due: &Due, options: &Options, now: Received, hand: Hand<'_>) {
    let mut hand = |haul: Haul| hand(last(haul, due, now));
    match due.source.kind {
        SourceKind::Warc => archive(due, options, now, &mut hand),
        SourceKind::Articles => {
            let what = "holds articles, not pages";
            let hint = "give it to `backstory import` or `backstory read`";
            hand(failed(&due.source, what.to_owned(), hint, now));
        }
        _ => files(due, options, now, &mut hand),
    }
}

/// A haul that says why nothing, or nothing more, comes.
fn failed(source: &Source, what: String, hint: &str, now: Received) -> Haul {
    let line = LedgerLine::new(now, Asked::Listing, Outcome::Failed, source.address.clone());
    Haul { lines: vec![line.because("unreadable", what, hint)], ..Haul::default() }
}

/// A haul, and with the last one of a source what is to be remembered of it and what the ledger says of the whole.
fn last(mut haul: Haul, due: &Due, now: Received) -> Haul {
    let place = &due.source.address;
    let failed = haul.lines.iter().any(|line| line.asked == Asked::Listing && line.outcome == Outcome::Failed);
    let done = haul.position.as_ref().filter(|position| position.done);
    if done.is_none() && !failed {
        return haul;
    }
    if let Some(position) = done {
        let unchanged = due.position.as_ref() == Some(position);
        let outcome = if unchanged { Outcome::Unchanged } else { Outcome::Received };
        let items = u32::try_from(position.records).unwrap_or(u32::MAX);
        let line = LedgerLine::new(now, Asked::Listing, outcome, place.clone());
        haul.lines.push(LedgerLine { bytes: haul.done, items: Some(items), ..line });
    }
    Haul { state: Some(due.state.clone()), kind: Some(due.source.kind), ..haul }
}

/// Where to go on; nothing where all of it was taken in already, which is then said.
fn beginning(due: &Due, mark: String, hand: Hand<'_>) -> Option<Position> {
    match &due.position {
        Some(before) if before.mark == mark && before.done => {
            hand(Haul { position: Some(before.clone()), ..Haul::default() });
            None
        }
        Some(before) if before.mark == mark => Some(before.clone()),
        _ => Some(Position { mark, ..Position::default() }),
    }
}

fn archive(due: &Due, options: &Options, now: Received, hand: Hand<'_>) {
    let place = due.source.address.as_str();
    let opened = File::open(place).and_then(|file| file.metadata().map(|metadata| (file, metadata)));
    let (file, metadata) = match opened {
        Ok((file, metadata)) if metadata.is_file() => (file, metadata),
        Ok(_) => {
            hand(failed(&due.source, "not a regular file".to_owned(), "give a file", now));
            return;
        }
        Err(error) => {
            hand(failed(&due.source, format!("cannot be read: {error}"), "check the path and its permissions", now));
            return;
        }
    };
    if let Some(position) = beginning(due, mark(&metadata, options), hand) {
        let size = metadata.len();
        let mut hand = |mut haul: Haul| {
            if haul.position.as_ref().is_some_and(|position| position.done) {
                haul.done = size;
            }
            hand(haul)
        };
        warc::read(Archive { place, options, now, position, hand: &mut hand }, file);
    }
}

/// The pages of files, in the order of their paths.
fn files(due: &Due, options: &Options, now: Received, hand: Hand<'_>) {
    let (files, problems) = folder::files(&due.source.address, options);
    let Some(mut position) = beginning(due, folder::mark(&files, options), hand) else { return };
    let dropped = |problem: &Problem| LedgerLine::of(problem, false, "unreadable", now);
    let first = usize::try_from(position.records).unwrap_or(usize::MAX);
    let mut haul = Haul::default();
    if first == 0 {
        haul.lines.extend(problems.iter().map(dropped));
    }
    let mut bytes = 0;
    for file in files.get(first..).unwrap_or_default() {
        match page(file, options, now) {
            Ok(page) => {
                bytes += page.body.len();
                haul.pages.push(page);
            }
            Err(problem) => haul.lines.push(dropped(&problem)),
        }
        position.records += 1;
        haul.done = position.records;
        if haul.pages.len() + haul.lines.len() >= options.haul_pages.max(1) || bytes >= options.haul_bytes {
            bytes = 0;
            if !hand(Haul { position: Some(position.clone()), ..std::mem::take(&mut haul) }) {
                return;
            }
        }
    }
    position.done = true;
    hand(Haul { position: Some(position), done: files.len() as u64, ..haul });
}

fn page(file: &PathBuf, options: &Options, now: Received) -> std::result::Result<Page, Problem> {
    folder::page(Path::new(file), options, now)
}
