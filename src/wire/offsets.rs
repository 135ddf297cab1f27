//! Bytes to code points and back, for one text. In: a text. Out: its offsets in the other unit.
//! Never: an offset off a character border.

use crate::model::Span;

/// Offsets of one text in both units; a text of plain ASCII needs no table.
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Byte offset of each code point and of the end; empty for ASCII.
    starts: Vec<u32>,
    bytes: usize,
}

impl CodePoints {
    /// The table of a text.
    pub fn new(text: &str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            let ends = std::iter::once(text.len());
            text.char_indices().map(|(at, _)| at).chain(ends).filter_map(|at| u32::try_from(at).ok()).collect()
        };
        Self { starts, bytes: text.len() }
    }

    /// The code point that begins at this byte.
    pub fn from_byte(&self, byte: usize) -> usize {
        if self.starts.is_empty() { byte } else { self.starts.partition_point(|at| (*at as usize) < byte) }
    }

    /// The byte where this code point begins; nothing past the end.
    pub fn to_byte(&self, code_point: usize) -> Option<usize> {
        if self.starts.is_empty() {
            return (code_point <= self.bytes).then_some(code_point);
        }
        self.starts.get(code_point).map(|at| *at as usize)
    }

    /// The bytes of a span of code points; nothing if it is empty or past the end.
    pub fn to_span(&self, start: usize, end: usize) -> Option<Span> {
        Span::new(self.to_byte(start)?, self.to_byte(end)?)
    }
}
