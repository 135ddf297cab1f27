//! Files of lines. In: a path (`-` is standard input; `.gz` and `.zst` are read as they are). Out: numbered lines of bytes.
//! Never: holds a whole file, or a line longer than the limit.

use crate::error::{Error, Kind, Result};
use std::fs::{File, Metadata};
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Longest line read, in bytes; a longer one is a problem and is passed over.
const LINE_BYTES_MAX: usize = 64 << 20;

/// Numbered lines of one file.
pub struct Lines {
    reader: Box<dyn BufRead + Send>,
    path: String,
    number: usize,
    mark: Option<String>,
    bytes: Arc<AtomicU64>,
}

/// A file that counts what was read of it.
struct Counted {
    file: File,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(into)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Opens a file of lines.
pub fn open_lines(path: &str) -> Result<Lines> {
    let (mut mark, bytes) = (None, Arc::new(AtomicU64::new(0)));
    let reader: Box<dyn BufRead + Send> = if path == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        mark = file.metadata().ok().filter(Metadata::is_file).map(|metadata| super::disk::file_mark(&metadata));
        let wide = BufReader::with_capacity(1 << 16, Counted { file, bytes: Arc::clone(&bytes) });
        match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("gz") => Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(wide))),
            Some("zst") => {
                let decoder = ruzstd::decoding::StreamingDecoder::new(wide)
                    .map_err(|error| Error::new(Kind::Io, format!("{path}: not a zstd file: {error}")))?;
                Box::new(BufReader::with_capacity(1 << 16, decoder))
            }
            _ => Box::new(wide),
        }
    };
    Ok(Lines { reader, path: path.to_owned(), number: 0, mark, bytes })
}

fn unreadable(path: &str, error: &std::io::Error) -> Error {
    Error::new(Kind::Io, format!("{path}: cannot be read: {error}")).with_hint("check the path and its permissions")
}

impl Lines {
    /// Tells the file from another one of its name, or from what it was; none where it is no file on disk.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// How many bytes of the file were read, as they lie on disk.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The number of the line that was read last.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The next line with its number, from 1; none at the end.
    pub fn next_line(&mut self) -> Option<Result<(usize, Vec<u8>)>> {
        let mut line = Vec::new();
        let limit = LINE_BYTES_MAX as u64 + 1;
        match self.reader.by_ref().take(limit).read_until(b'\n', &mut line) {
            Err(error) => Some(Err(unreadable(&self.path, &error))),
            Ok(0) => None,
            Ok(_) => {
                self.number += 1;
                if line.len() > LINE_BYTES_MAX {
                    let what = format!("{} line {}: longer than {LINE_BYTES_MAX} bytes", self.path, self.number);
                    return Some(Err(Error::new(Kind::Io, what)));
                }
                Some(Ok((self.number, line)))
            }
        }
    }
}
