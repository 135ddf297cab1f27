//! Words of a text. In: text in any script. Out: their spans in order.
//! Never: white space or punctuation, but for marks inside a word ("don't", "e-mail", "2,198", "U.S").

use crate::model::Span;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::sync::LazyLock;

/// Most text has a word every six bytes; only sizes the first allocation.
const BYTES_PER_WORD: usize = 6;

/// Scripts that put no space between words are cut by dictionary.
static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The words of `text`: runs of letters and digits; an apostrophe or hyphen between two letters or digits, a full
/// stop or comma between two digits, and a full stop between two single letters stay inside. Chinese, Japanese,
/// Thai, Lao, Burmese and Khmer, which put no space between words, are cut by dictionary.
pub fn words(text: &str) -> Vec<Span> {
    first_words(text, usize::MAX)
}

/// The first words of `text`, at most so many; the last run of a script without spaces may add a few.
pub(super) fn first_words(text: &str, at_most: usize) -> Vec<Span> {
    let mut found = Vec::with_capacity(at_most.min(text.len() / BYTES_PER_WORD));
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at)
        && found.len() < at_most
    {
        if byte.is_ascii_alphanumeric() {
            let end = word_end(text, at);
            found.extend(Span::new(at, end));
            at = end;
        } else if byte.is_ascii() {
            at += 1;
        } else {
            at = beyond_ascii(text, at, &mut found);
        }
    }
    found
}

/// Reads what begins at `at` with a letter beyond ASCII: a word, a spaceless run or a mark; where to go on.
fn beyond_ascii(text: &str, at: usize, found: &mut Vec<Span>) -> usize {
    let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { return text.len() };
    if is_spaceless(letter) {
        let end = spaceless_end(text, at);
        cut_by_dictionary(text, at, end, found);
        return end;
    }
    if !letter.is_alphanumeric() {
        return at + letter.len_utf8();
    }
    let end = word_end(text, at);
    found.extend(Span::new(at, end));
    end
}

/// Where the word that begins at `start` ends; `start` stands on a letter or digit.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        match bytes.get(at) {
            Some(b' ' | b'\n') | None => return at,
            Some(b'\'' | b'-') => match follower(text, at + 1) {
                Some(next) if next.is_alphanumeric() && !is_spaceless(next) => at += 1,
                _ => return at,
            },
            Some(b'.' | b',') => match inner_stop(text, start, at) {
                true => at += 1,
                false => return at,
            },
            Some(byte) if byte.is_ascii() => return at,
            Some(_) => match continued(text, at) {
                Some(end) => at = end,
                None => return at,
            },
        }
    }
}

/// Whether the full stop or comma at `at` belongs to the word that began at `start` ("3.5", "2,198", "U.S").
fn inner_stop(text: &str, start: usize, at: usize) -> bool {
    let bytes = text.as_bytes();
    let (before, after) = (bytes.get(at.wrapping_sub(1)), bytes.get(at + 1));
    if before.is_some_and(u8::is_ascii_digit) {
        return after.is_some_and(u8::is_ascii_digit);
    }
    let single_before = at - start == 1 || bytes.get(at.wrapping_sub(2)) == Some(&b'.');
    let single_after =
        after.is_some_and(u8::is_ascii_alphabetic) && !follower(text, at + 2).is_some_and(char::is_alphanumeric);
    bytes.get(at) == Some(&b'.') && single_before && single_after && before.is_some_and(u8::is_ascii_alphabetic)
}

/// The end of the letter, joining mark or combining mark beyond ASCII at `at`, if the word goes on over it.
fn continued(text: &str, at: usize) -> Option<usize> {
    let letter = follower(text, at)?;
    let end = at + letter.len_utf8();
    match letter {
        '’' | '\u{2010}' | '\u{2011}' | '\u{ad}' => {
            follower(text, end).filter(|next| next.is_alphanumeric() && !is_spaceless(*next)).map(|_| end)
        }
        _ if is_spaceless(letter) => None,
        _ => (letter.is_alphanumeric() || is_combining(letter)).then_some(end),
    }
}

fn follower(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Combining marks continue the letter before them.
pub(super) fn is_combining(mark: char) -> bool {
    matches!(mark, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{65f}'
        | '\u{900}'..='\u{dff}' | '\u{200c}' | '\u{200d}' | '\u{fe0f}')
}

/// Letters and marks of scripts that put no space between words.
pub(super) fn is_spaceless(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{aa60}'..='\u{aa7f}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

fn spaceless_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    rest.char_indices().find(|(_, letter)| !is_spaceless(*letter)).map_or(text.len(), |(at, _)| start + at)
}

fn cut_by_dictionary(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let part = text.get(start..end).unwrap_or("");
    let mut from = 0;
    for to in DICTIONARY.segment_str(part).skip(1) {
        if part.get(from..to).is_some_and(|word| word.chars().any(char::is_alphanumeric)) {
            found.extend(Span::new(start + from, start + to));
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "words of {text:?}");
    }

    #[test]
    fn spaced_scripts() {
        check("", &[]);
        check(" ... -- ' ", &[]);
        check("Don't stop, e-mail me.", &["Don't", "stop", "e-mail", "me"]);
        check("They’re 2,198 strong; 3.5 km.", &["They’re", "2,198", "strong", "3.5", "km"]);
        check("the U.S. and U.S.-led", &["the", "U.S", "and", "U.S", "led"]);
        check("end.Next one", &["end", "Next", "one"]);
        check("workers' pay, rock-", &["workers", "pay", "rock"]);
        check(
            "Übergröße naïve e\u{301}t Ελλάδα Привет, мир",
            &["Übergröße", "naïve", "e\u{301}t", "Ελλάδα", "Привет", "мир"],
        );
        check("“quoted” words—dashed", &["quoted", "words", "dashed"]);
    }

    #[test]
    fn scripts_without_spaces() {
        check("他喜欢苹果。", &["他", "喜欢", "苹果"]);
        check("สวัสดีครับ 5 คน", &["สวัสดี", "ครับ", "5", "คน"]);
        check("GDP增长5%", &["GDP", "增长", "5"]);
        assert!(words("မြန်မာနိုင်ငံတွင် နေထိုင်သည်").len() > 2);
        assert!(words("ភាសាខ្មែរពិរោះ").len() > 1);
        assert!(words("東京都に住んでいます").len() > 3);
    }
}
