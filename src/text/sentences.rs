//! Sentences of a text. In: text and its language. Out: their spans in order, trimmed.
//! Never: a sentence over a line break.

use crate::model::Span;

/// The sentences of `text`.
pub fn sentences(text: &str, _language: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let next = bytes.get(end).copied().unwrap_or(b'\n');
        if letter == '\n' || (matches!(letter, '.' | '!' | '?') && next.is_ascii_whitespace()) {
            found.extend(trimmed(text, start, end));
            start = end;
        }
    }
    found.extend(trimmed(text, start, text.len()));
    found
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let part = text.get(start..end)?;
    let left = start + part.len() - part.trim_start().len();
    Span::new(left, left + part.trim().len())
}
