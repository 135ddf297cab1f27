//! Lists of words that are looked for all at once. In: a list, a text in small letters. Out: whether and where one of them stands.
//! Never: a pass over the text for each word of a list.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};
use std::ops::Range;

/// Words of which a text holds one or none.
pub(super) struct Marks(Option<AhoCorasick>);

impl Marks {
    /// Reads a list ("one|two").
    pub(super) fn new(list: &str) -> Self {
        Self::of(list.split('|'))
    }

    /// Takes these words.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        // Too large a list is the only error there is; these have some dozens of words.
        Self(AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words).ok())
    }

    /// Where the first of them stands.
    pub(super) fn find_in(&self, text: &str) -> Option<Range<usize>> {
        self.0.as_ref().and_then(|words| words.find(text)).map(|found| found.range())
    }

    /// Whether one of them stands in the text.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// Whether one of them stands in the text by itself, not as a part of a longer word.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        let Some(words) = &self.0 else { return false };
        let letter = |found: Option<char>| found.is_some_and(char::is_alphanumeric);
        let alone =
            |at: &Range<usize>| !letter(text[..at.start].chars().next_back()) && !letter(text[at.end..].chars().next());
        words.find_overlapping_iter(Input::new(text)).any(|found| alone(&found.range()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_by_themselves() {
        let marks = Marks::new("toll|to date|in all");
        assert!(
            marks.stand_in("the toll, a clerk said") && marks.stand_in("to date") && marks.stand_in("dead in all.")
        );
        assert!(!marks.stand_in("tollgates in alleys") && marks.are_in("tollgates"));
        assert_eq!(marks.find_in("in all the toll"), Some(0..6));
        assert_eq!(marks.find_in("none"), None);
    }
}
