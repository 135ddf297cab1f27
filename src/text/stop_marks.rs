//! Marks that could end a sentence, and what closes after them. In: a text and a place in bytes. Out: places.
//! Never: whether a sentence ends there; `sentences` decides that.

use super::sentence_openers::is_bullet;
use super::words::is_combining;

/// No abbreviation is longer, in characters; bounds the look back from a full stop.
const LONGEST_ABBREVIATION: usize = 12;

/// Marks that close after the stop and still belong to the sentence.
const CLOSERS: &[char] = &['"', '”', '“', '’', '\'', '»', ')', ']', '」', '』', '）', '】', '›', '*', '》', '〉', '］'];

/// Where the next character stands that could end a sentence.
pub(super) fn next_mark(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' | b'.' | b'!' | b'?' => return Some(at),
            // Lead bytes of … 。！？།۔؟։។ and of many other characters, which are then told apart.
            0xc2 | 0xd6 | 0xd8 | 0xdb | 0xe0..=0xe3 | 0xef
                if character(text, at).is_some_and(|mark| is_wide_stop(mark) || is_bullet(mark)) =>
            {
                return Some(at);
            }
            _ => at += 1,
        }
    }
    None
}

/// The character at a place; none at the end and inside one.
pub(super) fn character(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Stops that need no space after them, line breaks beyond ASCII, and the ellipsis.
pub(super) fn is_wide_stop(letter: char) -> bool {
    matches!(letter, '…' | '。' | '！' | '？' | '｡' | '।' | '॥' | '۔' | '؟' | '။' | '។' | '៕' | '։' | '።' | '፧')
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// Characters that end a line.
pub(super) fn is_line_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// One past the mark, the stops that follow it and the marks that close; of a line break or a bullet only where it stands.
pub(super) fn past_marks(text: &str, mark: usize) -> usize {
    let Some(first) = character(text, mark) else { return text.len() };
    if is_bullet(first) {
        return mark;
    }
    let mut end = mark + first.len_utf8();
    if is_line_break(first) {
        return end;
    }
    while let Some(next) = character(text, end) {
        let goes_on = matches!(next, '.' | '!' | '?') || is_wide_stop(next) && !is_line_break(next);
        if !goes_on && !closes(text, next, end) {
            break;
        }
        end += next.len_utf8();
    }
    end
}

/// Whether this mark closes here: one with a letter right after it opens instead, unless it can only close.
fn closes(text: &str, mark: char, at: usize) -> bool {
    let only_closes = matches!(mark, '」' | '』' | '）' | '】' | '》' | '〉' | '］');
    let wide = |next: char| super::words::is_spaceless(next) && mark == '”';
    CLOSERS.contains(&mark)
        && (only_closes
            || !character(text, at + mark.len_utf8()).is_some_and(|next| next.is_alphanumeric() && !wide(next)))
}

/// The word right before a mark, with its inner stops and hyphens.
pub(super) fn word_before(text: &str, mark: usize) -> &str {
    let before = text.get(..mark).unwrap_or("");
    let from = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_alphanumeric() || matches!(letter, '.' | '-') || is_combining(*letter))
        .take(LONGEST_ABBREVIATION)
        .last()
        .map_or(mark, |(at, _)| at);
    text.get(from..mark).unwrap_or("")
}
