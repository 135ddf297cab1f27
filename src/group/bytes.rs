//! Numbers and words as bytes and back, for what the window leaves in a store. In: values. Out: bytes with a checksum, or the
//! values again. Never: a panic on damaged bytes, or values from them: whatever does not fit its checksum is nothing.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Bytes of the checksum at the end.
const CHECK_BYTES: usize = 8;

/// Writes one body.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn byte(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(super) fn short(&mut self, value: u16) {
        self.0.extend(value.to_le_bytes());
    }

    pub(super) fn number(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    /// How many of something follow.
    pub(super) fn count(&mut self, value: usize) {
        self.number(u32::try_from(value).unwrap_or(u32::MAX));
    }

    pub(super) fn long(&mut self, value: u64) {
        self.0.extend(value.to_le_bytes());
    }

    pub(super) fn numbers(&mut self, values: &[u32]) {
        self.count(values.len());
        values.iter().for_each(|value| self.number(*value));
    }

    pub(super) fn words(&mut self, words: &str) {
        self.count(words.len());
        self.0.extend(words.as_bytes());
    }

    /// The bytes, with their checksum.
    pub(super) fn done(mut self) -> Vec<u8> {
        let check = checksum(&self.0);
        self.long(check);
        self.0
    }
}

/// The checksum rests on the hash that terms are known by: bytes of a program that hashes otherwise are nothing.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.write_u64(super::material::key_of("window"));
    hasher.finish()
}

/// Reads one body.
#[derive(Debug)]
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Bytes whose checksum is right.
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let (body, check) = bytes.split_at_checked(bytes.len().checked_sub(CHECK_BYTES)?)?;
        (check == checksum(body).to_le_bytes()).then_some(Self(body))
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// How many of something follow, each of at least so many bytes.
    pub(super) fn count(&mut self, bytes_each: usize) -> Option<usize> {
        let count = self.number()? as usize;
        (count.checked_mul(bytes_each)? <= self.0.len()).then_some(count)
    }

    pub(super) fn long(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    pub(super) fn numbers(&mut self) -> Option<Box<[u32]>> {
        let count = self.count(4)?;
        (0..count).map(|_| self.number()).collect()
    }

    pub(super) fn words(&mut self) -> Option<&'a str> {
        let count = self.count(1)?;
        let (words, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        std::str::from_utf8(words).ok()
    }

    /// Whether all was read.
    pub(super) fn ends(&self) -> bool {
        self.0.is_empty()
    }
}
