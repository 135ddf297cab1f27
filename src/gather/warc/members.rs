//! Where the members of a packed archive begin. In: its bytes. Out: offsets.
//! Never: more than a little of a member that only seems to be one.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// How a member begins: its magic number and the one method of packing that there is.
const START: [u8; 3] = [0x1f, 0x8b, 0x08];
/// Flags of a member that no writer sets.
const FLAGS_UNUSED: u8 = 0xe0;
/// How what is packed begins.
const CONTENT: &[u8] = b"WARC/1.";
/// Bytes looked at to see that; a header of a member with a long name included.
const LOOKED_AT: u64 = 4096;

/// A reader that knows at which byte it is.
pub(super) struct Counted<R> {
    reader: R,
    at: u64,
}

impl<R: BufRead> Counted<R> {
    /// A reader that stands at this byte.
    pub(super) fn new(reader: R, at: u64) -> Self {
        Self { reader, at }
    }

    /// The byte that is read next.
    pub(super) fn at(&self) -> u64 {
        self.at
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        self.reader.consume(amount);
    }
}

/// Where the first member from this byte on begins that holds a record.
pub(super) fn next_member<R: Read + Seek>(mut file: R, from: u64) -> io::Result<Option<u64>> {
    let mut from = from;
    loop {
        let Some(candidate) = candidate(&mut file, from)? else { return Ok(None) };
        file.seek(SeekFrom::Start(candidate))?;
        let mut content = Vec::new();
        let looked_at = BufReader::new(file.by_ref().take(LOOKED_AT));
        let mut unpacked = flate2::bufread::GzDecoder::new(looked_at).take(CONTENT.len() as u64);
        // What cannot be unpacked is no member, and the search goes on.
        let _ = unpacked.read_to_end(&mut content);
        if content == CONTENT {
            return Ok(Some(candidate));
        }
        from = candidate + 1;
    }
}

/// Where bytes like those of a member's beginning stand.
fn candidate<R: Read + Seek>(file: &mut R, from: u64) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(from))?;
    let mut reader = Counted::new(BufReader::with_capacity(1 << 16, file), from);
    let (mut last, mut known) = ([0_u8; 4], 0_usize);
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let length = buffer.len();
        let mut found = None;
        for (index, byte) in buffer.iter().enumerate() {
            last = [last[1], last[2], last[3], *byte];
            known += 1;
            if known >= last.len() && last[..3] == START && last[3] & FLAGS_UNUSED == 0 {
                found = Some(index as u64);
                break;
            }
        }
        if let Some(index) = found {
            return Ok(Some(reader.at() + index - 3));
        }
        reader.consume(length);
    }
}
