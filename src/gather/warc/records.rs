//! The records of a web archive (WARC 1.0 and 1.1). In: a stream of its bytes, unpacked. Out: records, and what was broken
//! between them. Never: holds more of a record than the limit, or gives one of which it is not sure where it ends.

use std::io::{self, BufRead, Read};

/// Longest header of a record, in bytes; they have a few hundred.
const HEADER_BYTES_MAX: u64 = 64 << 10;
/// How a record begins.
const START: &[u8] = b"WARC/1.";

/// One record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Its header's fields, names in lower case, in their order.
    fields: Vec<(String, String)>,
    /// Its block; empty where it is larger than the limit or was not asked for.
    pub(super) block: Vec<u8>,
    /// Whether the block was larger than the limit.
    pub(super) too_large: bool,
}

impl Record {
    /// A field of the header; empty where it is not there.
    pub(super) fn field(&self, name: &str) -> &str {
        field(&self.fields, name)
    }

    /// What kind of record it is, in lower case.
    pub(super) fn kind(&self) -> String {
        self.field("warc-type").to_ascii_lowercase()
    }

    /// Whether it is one that may hold a page.
    pub(super) fn may_hold_page(&self) -> bool {
        matches!(self.kind().as_str(), "response" | "resource")
    }
}

/// A field of this name, which is in lower case; empty where there is none.
pub(super) fn field<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}

/// The fields of a header's lines; a line that begins with a space goes on with the one before it, one without a colon is none.
pub(super) fn fields(header: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(header);
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().map(|line| line.trim_end_matches('\r')) {
        match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
    fields
}

/// What stands next in a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A record, whole.
    Record(Record),
    /// Something that is no record, or one with a length that is not its own.
    Broken {
        /// What is wrong with it.
        what: &'static str,
        /// Its address, where it has a header that says so.
        url: String,
    },
}

/// The records of one stream, in their order.
pub(super) struct Records<R> {
    reader: R,
    block_max: usize,
    taken: u64,
    /// The line that the next record begins with, which was read already, and the byte at which it begins.
    ahead: Option<(u64, Vec<u8>)>,
    started: bool,
}

impl<R: BufRead> Records<R> {
    /// Reads records with blocks of so many bytes at most.
    pub(super) fn new(reader: R, block_max: usize) -> Self {
        Self { reader, block_max, taken: 0, ahead: None, started: false }
    }

    /// Byte of the stream at which the next record begins; after the last one, where the stream ends.
    pub(super) fn offset(&self) -> u64 {
        self.ahead.as_ref().map_or(self.taken, |(offset, _)| *offset)
    }

    /// Whether nothing comes after what was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.started && self.ahead.is_none()
    }

    /// The stream.
    pub(super) fn inner(&self) -> &R {
        &self.reader
    }

    /// What stands next; nothing at the end. Fails only where the stream does.
    pub(super) fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        if !self.started {
            self.started = true;
            self.ahead = self.content_line()?;
        }
        match self.ahead.take() {
            None => Ok(None),
            Some((_, line)) if !line.starts_with(START) => {
                self.search(line)?;
                Ok(Some(Piece::Broken { what: "no record of a web archive begins here", url: String::new() }))
            }
            Some(_) => self.record().map(Some),
        }
    }

    /// The record whose first line was read.
    fn record(&mut self) -> io::Result<Piece> {
        let Some(header) = self.header()? else {
            self.ahead = self.content_line()?;
            let line = self.ahead.take().map(|(_, line)| line).unwrap_or_default();
            self.search(line)?;
            return Ok(Piece::Broken { what: "its header does not end", url: String::new() });
        };
        let mut record = Record { fields: fields(&header), ..Record::default() };
        let url = record.field("warc-target-uri").to_owned();
        let Ok(length) = record.field("content-length").parse::<u64>() else {
            self.ahead = self.content_line()?;
            self.search_from_ahead()?;
            return Ok(Piece::Broken { what: "it does not say how long it is", url });
        };
        let wanted = record.may_hold_page();
        record.too_large = wanted && length > self.block_max as u64;
        if wanted && !record.too_large {
            self.reader.by_ref().take(length).read_to_end(&mut record.block)?;
            self.taken += record.block.len() as u64;
            if (record.block.len() as u64) < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        } else {
            self.pass(length)?;
        }
        self.ahead = self.content_line()?;
        if self.ahead.as_ref().is_some_and(|(_, line)| !line.starts_with(START)) {
            self.search_from_ahead()?;
            return Ok(Piece::Broken { what: "it is longer or shorter than it says", url });
        }
        Ok(Piece::Record(record))
    }

    /// The lines of a header up to the empty one; nothing where there are too many.
    fn header(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut header = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if matches!(line.as_slice(), b"\r\n" | b"\n") {
                return Ok(Some(header));
            }
            header.extend_from_slice(&line);
            if header.len() as u64 > HEADER_BYTES_MAX {
                return Ok(None);
            }
        }
    }

    /// The next line that is not empty, and where it begins.
    fn content_line(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        loop {
            let offset = self.taken;
            let line = self.line()?;
            if line.is_empty() {
                return Ok(None);
            }
            if !matches!(line.as_slice(), b"\r\n" | b"\n" | b"\r") {
                return Ok(Some((offset, line)));
            }
        }
    }

    /// Goes on to the next line that begins a record, unless the one ahead does.
    fn search_from_ahead(&mut self) -> io::Result<()> {
        match self.ahead.take() {
            Some((_, line)) if !line.starts_with(START) => self.search(line),
            ahead => {
                self.ahead = ahead;
                Ok(())
            }
        }
    }

    /// Goes on to the next line that begins a record.
    fn search(&mut self, mut line: Vec<u8>) -> io::Result<()> {
        while !line.is_empty() {
            let (whole, offset) = (line.ends_with(b"\n"), self.taken);
            line = self.line()?;
            if whole && line.starts_with(START) {
                self.ahead = Some((offset, line));
                return Ok(());
            }
        }
        Ok(())
    }

    /// One line with its end, or the beginning of a long one; empty at the end of the stream.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.reader.by_ref().take(HEADER_BYTES_MAX).read_until(b'\n', &mut line)?;
        self.taken += line.len() as u64;
        Ok(line)
    }

    /// Passes over so many bytes.
    fn pass(&mut self, length: u64) -> io::Result<()> {
        let passed = io::copy(&mut self.reader.by_ref().take(length), &mut io::sink())?;
        self.taken += passed;
        if passed < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}
