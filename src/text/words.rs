//! Words of a text. In: text in any script. Out: their spans in order.
//! Never: white space or punctuation, but for marks inside a word ("don't", "e-mail", "2,198", "U.S").

use crate::model::Span;

/// The words of `text`: runs of letters and digits; an apostrophe, hyphen, full stop or comma between two
/// letters or two digits stays inside.
pub fn words(text: &str) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        if letter.is_alphanumeric() || (start.is_some() && joins(before, letter, next)) {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            found.extend(Span::new(from, at));
        }
        before = letter;
    }
    found.extend(start.and_then(|from| Span::new(from, text.len())));
    found
}

/// Whether a mark between two characters belongs to the word around it.
fn joins(before: char, mark: char, next: char) -> bool {
    match mark {
        '\'' | '’' | '-' | '\u{ad}' => before.is_alphanumeric() && next.is_alphanumeric(),
        '.' | ',' => before.is_ascii_digit() && next.is_ascii_digit(),
        _ => mark_extends(mark),
    }
}

/// Combining marks continue the letter before them (Thai and Burmese vowels among them).
fn mark_extends(mark: char) -> bool {
    matches!(mark, '\u{300}'..='\u{36f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{102b}'..='\u{103e}')
}
