//! Web archives: WARC 1.0 and 1.1, plain or packed, in one piece or record by record. In: a file, and how far it was taken in.
//! Out: hauls of pages, each with how far it reaches. Never: holds more than a haul, or stops at a broken record.

mod members;
mod records;
mod response;

use super::{Haul, Options};
use crate::model::{Asked, LedgerLine, Outcome, Page, Position, Received};
use members::{Counted, next_member};
use records::{Piece, Records};
use response::{BROKEN_HINT, Found};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom};

/// Records that one haul passes over at most, for each page that it may hold: so that a long stretch without pages is not read twice.
const PASSED_FOR_A_PAGE: u64 = 16;
/// Room for the header of a reply, beside its body, in bytes.
const REPLY_HEADER_BYTES_MAX: usize = 64 << 10;
/// Bytes read at once.
const BUFFER_BYTES: usize = 1 << 16;
/// How a packed file begins.
const PACKED: [u8; 2] = [0x1f, 0x8b];

/// Whether a file of this name is a web archive.
pub(super) fn is_warc(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".warc") || name.ends_with(".warc.gz")
}

/// One web archive on its way in.
pub(super) struct Archive<'a> {
    /// What it is called in words to people.
    pub(super) place: &'a str,
    /// Limits.
    pub(super) options: &'a Options,
    /// The time of pages that come with none, and of the ledger.
    pub(super) now: Received,
    /// How far it was taken in.
    pub(super) position: Position,
    /// Takes a haul; false where no more is wanted.
    pub(super) hand: &'a mut dyn FnMut(Haul) -> bool,
}

/// Reads an archive on from where it was left, and hands over what it gives; how it ended is in the last haul's lines.
pub(super) fn read<R: Read + Seek>(archive: Archive<'_>, mut file: R) {
    let skip = if archive.position.offset == 0 { archive.position.records } else { 0 };
    let mut filling = Filling::new(archive, skip);
    let ended = packed(&mut file).and_then(|packed| {
        let start = file.seek(SeekFrom::Start(filling.archive.position.offset))?;
        if packed { read_packed(&mut filling, &mut file, start) } else { read_plain(&mut filling, &mut file, start) }
    });
    match ended {
        Ok(true) => filling.end(),
        Ok(false) => {}
        Err(error) => filling.fail(&error),
    }
}

/// Whether the file is packed.
fn packed(file: &mut (impl Read + Seek)) -> io::Result<bool> {
    let mut first = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(PACKED.len() as u64).read_to_end(&mut first)?;
    Ok(first == PACKED)
}

/// Reads an archive that is not packed; false where no more was wanted.
fn read_plain<R: Read + Seek>(filling: &mut Filling<'_>, file: &mut R, start: u64) -> io::Result<bool> {
    let mut records = Records::new(BufReader::with_capacity(BUFFER_BYTES, file), filling.block_max());
    loop {
        let begin = start + records.offset();
        let wanted = match records.next_piece() {
            Ok(None) => return Ok(true),
            Ok(Some(piece)) => {
                let next = start + records.offset();
                filling.take(piece, begin, Some(next), next)
            }
            Err(error) if is_of_the_bytes(&error) => {
                filling.broke_off(begin);
                return Ok(true);
            }
            Err(error) => return Err(error),
        };
        if !wanted {
            return Ok(false);
        }
    }
}

/// Reads a packed archive member by member; false where no more was wanted.
fn read_packed<R: Read + Seek>(filling: &mut Filling<'_>, file: &mut R, start: u64) -> io::Result<bool> {
    let mut start = start;
    loop {
        let mut reader = Counted::new(BufReader::with_capacity(BUFFER_BYTES, &mut *file), start);
        let Err(broken) = read_members(filling, &mut reader) else { return Ok(true) };
        match broken {
            Stop::Unwanted => return Ok(false),
            Stop::Failed(error) => return Err(error),
            Stop::Broken { member } => match next_member(&mut *file, member + 1)? {
                Some(next) => {
                    if !filling.broken(member, "cannot be unpacked", "", Some(next)) {
                        return Ok(false);
                    }
                    start = file.seek(SeekFrom::Start(next))?;
                }
                None => {
                    filling.broke_off(member);
                    return Ok(true);
                }
            },
        }
    }
}

/// Why reading members stopped before their end.
enum Stop {
    /// No more was wanted.
    Unwanted,
    /// The file cannot be read.
    Failed(io::Error),
    /// What begins at this byte is no whole member.
    Broken { member: u64 },
}

/// Reads members up to the end of the file.
fn read_members<R: BufRead>(filling: &mut Filling<'_>, reader: &mut Counted<R>) -> Result<(), Stop> {
    loop {
        let member = reader.at();
        if reader.fill_buf().map_err(Stop::Failed)?.is_empty() {
            return Ok(());
        }
        let unpacked = BufReader::with_capacity(BUFFER_BYTES, flate2::bufread::GzDecoder::new(&mut *reader));
        let mut records = Records::new(unpacked, filling.block_max());
        loop {
            let piece = match records.next_piece() {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(error) if is_of_the_bytes(&error) => return Err(Stop::Broken { member }),
                Err(error) => return Err(Stop::Failed(error)),
            };
            let at = records.inner().get_ref().get_ref().at();
            let next = records.is_at_end().then_some(at);
            if !filling.take(piece, member, next, at) {
                return Err(Stop::Unwanted);
            }
        }
    }
}

/// Whether it is the bytes that are wrong, not the disk.
fn is_of_the_bytes(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput)
}

/// A haul that is being filled.
struct Filling<'a> {
    archive: Archive<'a>,
    haul: Haul,
    bytes: usize,
    /// How many records are only counted, because they were taken in before.
    skip: u64,
    /// Records read, from where reading began.
    read: u64,
    /// Records since the last haul.
    since: u64,
}

impl<'a> Filling<'a> {
    fn new(archive: Archive<'a>, skip: u64) -> Self {
        let read = archive.position.records - skip;
        Self { archive, haul: Haul::default(), bytes: 0, skip, read, since: 0 }
    }

    fn block_max(&self) -> usize {
        self.archive.options.page_bytes_max.saturating_add(REPLY_HEADER_BYTES_MAX)
    }

    /// Takes what begins at `begin`; `next` is where reading can begin after it, `done` how many bytes were read by now.
    fn take(&mut self, piece: Piece, begin: u64, next: Option<u64>, done: u64) -> bool {
        match piece {
            Piece::Broken { what, url } => return self.broken(begin, what, &url, next),
            Piece::Record(_) if self.is_known() => {}
            Piece::Record(record) => match response::page(record, self.archive.options, self.archive.now) {
                Found::Page(page, noted) => {
                    self.bytes += page.body.len();
                    self.haul.lines.extend(noted);
                    self.haul.pages.push(*page);
                }
                Found::Dropped(line) => self.haul.lines.push(line),
                Found::Nothing => {}
            },
        }
        self.haul.done = done;
        self.count(next)
    }

    /// Notes something broken that begins at this byte.
    fn broken(&mut self, begin: u64, what: &str, url: &str, next: Option<u64>) -> bool {
        if !self.is_known() {
            let place = if url.is_empty() { format!("{} byte {begin}", self.archive.place) } else { url.to_owned() };
            let line = LedgerLine::new(self.archive.now, Asked::Item, Outcome::Dropped, place);
            self.haul.lines.push(line.because("broken record", format!("a broken record: {what}"), BROKEN_HINT));
        }
        self.count(next)
    }

    /// Notes that the file breaks off in what begins at this byte.
    fn broke_off(&mut self, begin: u64) {
        if !self.is_known() {
            let line = LedgerLine::new(self.archive.now, Asked::Item, Outcome::Dropped, self.archive.place);
            let what = format!("breaks off at byte {begin}");
            self.haul.lines.push(line.because("broken off", what, "get the file anew; what came before was taken in"));
        }
        self.count(None);
    }

    /// Whether the record that is read now was taken in before.
    fn is_known(&self) -> bool {
        self.read < self.skip
    }

    /// Counts a record, and hands the haul over where it is full.
    fn count(&mut self, next: Option<u64>) -> bool {
        let known = self.is_known();
        self.read += 1;
        if known {
            return true;
        }
        self.since += 1;
        self.archive.position.records = self.read;
        self.archive.position.offset = next.unwrap_or(0);
        let pages_max = self.archive.options.haul_pages.max(1);
        let full = self.haul.pages.len() >= pages_max
            || self.haul.lines.len() >= pages_max
            || self.bytes >= self.archive.options.haul_bytes
            || self.since >= PASSED_FOR_A_PAGE.saturating_mul(pages_max as u64);
        !full || self.hand_over()
    }

    fn hand_over(&mut self) -> bool {
        let mut haul = std::mem::take(&mut self.haul);
        haul.position = Some(self.archive.position.clone());
        (self.bytes, self.since) = (0, 0);
        (self.archive.hand)(haul)
    }

    /// Hands over what is left, with the file done.
    fn end(mut self) {
        self.archive.position.done = true;
        self.hand_over();
    }

    /// Hands over what is left; the file cannot be read on.
    fn fail(mut self, error: &io::Error) {
        let line = LedgerLine::new(self.archive.now, Asked::Listing, Outcome::Failed, self.archive.place);
        let hint = "check the path and its permissions, then import it again; it goes on from there";
        self.haul.lines.push(line.because("unreadable", format!("cannot be read: {error}"), hint));
        self.hand_over();
    }
}

/// What an archive of these bytes gives: the same, wherever it is cut into hauls. For tests and fuzzing.
pub(super) fn of_bytes(bytes: &[u8], options: &Options, now: Received) -> (Vec<Page>, Vec<LedgerLine>) {
    let (mut pages, mut lines) = (Vec::new(), Vec::new());
    let mut hand = |haul: Haul| {
        pages.extend(haul.pages);
        lines.extend(haul.lines);
        true
    };
    let archive = Archive { place: "archive", options, now, position: Position::default(), hand: &mut hand };
    read(archive, io::Cursor::new(bytes));
    (pages, lines)
}

#[cfg(test)]
mod tests;
