//! The words and marks of one text, looked up once for all finders. In: a text, its sentences and its language.
//! Out: a list of tokens with their classes. Never: a decision about what stands there.

use super::lexicon::{ALL_CAPITALS, CAPITAL, Classes, DIGITS, Lexicon, MARK, POSSESSIVE, SENTENCE_START};
use crate::model::Span;
use crate::text;

/// One word or one mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    start: u32,
    end: u32,
    lower_start: u32,
    lower_end: u32,
    sentence: u32,
    /// What it is and means, as bits of `lexicon`.
    pub(super) classes: Classes,
    /// Its number in the lexicon.
    pub(super) value: i64,
    /// Its currency code; empty where it is no money.
    pub(super) currency: &'static str,
}

/// The tokens of one text.
pub(super) struct Tokens<'a> {
    /// The text.
    pub(super) text: &'a str,
    lower: String,
    list: Vec<Token>,
    lexicon: &'static Lexicon,
}

impl<'a> Tokens<'a> {
    /// Cuts a text into tokens.
    pub(super) fn new(text: &'a str, sentences: &[Span], language: &str) -> Self {
        let lower = String::with_capacity(text.len());
        let list = Vec::with_capacity(text.len() / 4);
        let mut tokens = Self { text, lower, list, lexicon: Lexicon::of(language) };
        let mut from = 0;
        for word in text::words(text) {
            tokens.add_marks(from, word.start());
            from = tokens.add_word(word.start(), word.end());
        }
        tokens.add_marks(from, text.len());
        tokens.mark_sentences(sentences);
        tokens
    }

    fn add_marks(&mut self, from: usize, to: usize) {
        for (at, mark) in self.text.get(from..to).unwrap_or("").char_indices() {
            if !mark.is_whitespace() {
                self.push(from + at, from + at + mark.len_utf8(), (0, 0), MARK);
            }
        }
    }

    /// Adds a word, its possessive ending apart, the stop of an initial or of "U.S." inside; where to go on.
    fn add_word(&mut self, start: usize, end: usize) -> usize {
        let word = self.text.get(start..end).unwrap_or("");
        let bare = ["'s", "’s", "'S"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        let lower = self.push_lower(bare);
        let shape = shape_of(bare);
        let stop = self.text.as_bytes().get(end) == Some(&b'.');
        let takes_stop =
            stop && bare.len() == word.len() && shape & CAPITAL != 0 && (bare.len() == 1 || is_dotted(bare));
        let word_end = start + bare.len() + usize::from(takes_stop);
        let entry = self.lexicon.entry(self.lower.get(lower.0..lower.1).unwrap_or(""));
        self.push(start, word_end, lower, shape | entry.classes);
        if let Some(token) = self.list.last_mut() {
            (token.value, token.currency) = (entry.value, entry.currency);
        }
        if bare.len() < word.len() {
            self.push(word_end, end, (0, 0), MARK | POSSESSIVE);
        }
        word_end.max(end)
    }

    fn push_lower(&mut self, word: &str) -> (usize, usize) {
        let start = self.lower.len();
        if word.is_ascii() {
            self.lower.push_str(word);
            if let Some(part) = self.lower.get_mut(start..) {
                part.make_ascii_lowercase();
            }
        } else {
            let straight = |letter| if letter == '’' { '\'' } else { letter };
            self.lower.extend(word.chars().map(straight).flat_map(char::to_lowercase));
        }
        (start, self.lower.len())
    }

    fn push(&mut self, start: usize, end: usize, lower: (usize, usize), classes: Classes) {
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (start, end, lower_start, lower_end) = (short(start), short(end), short(lower.0), short(lower.1));
        self.list.push(Token { start, end, lower_start, lower_end, sentence: 0, classes, value: 0, currency: "" });
    }

    fn mark_sentences(&mut self, sentences: &[Span]) {
        let mut number = 0;
        let mut fresh = true;
        for token in &mut self.list {
            while sentences.get(number).is_some_and(|sentence| sentence.end() <= token.start as usize) {
                number += 1;
                fresh = true;
            }
            token.sentence = u32::try_from(number).unwrap_or(u32::MAX);
            if fresh && token.classes & MARK == 0 {
                token.classes |= SENTENCE_START;
                fresh = false;
            }
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at a place; nothing past the end.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// Whether the token has one of these classes; never past the end.
    pub(super) fn is(&self, at: usize, classes: Classes) -> bool {
        self.list.get(at).is_some_and(|token| token.classes & classes != 0)
    }

    /// Its number in the lexicon.
    pub(super) fn value(&self, at: usize) -> i64 {
        self.list.get(at).map_or(0, |token| token.value)
    }

    /// The word in lower case, without the stop of an abbreviation; empty for marks and past the end.
    pub(super) fn low(&self, at: usize) -> &str {
        let range = self.list.get(at).map(|token| token.lower_start as usize..token.lower_end as usize);
        range.and_then(|range| self.lower.get(range)).unwrap_or("")
    }

    /// The word or mark as it stands.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.list.get(at).and_then(|token| self.text.get(token.start as usize..token.end as usize)).unwrap_or("")
    }

    /// Whether the token is this mark.
    pub(super) fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.word(at) == mark
    }

    /// First byte of a token.
    pub(super) fn start(&self, at: usize) -> usize {
        self.list.get(at).map_or(self.text.len(), |token| token.start as usize)
    }

    /// One past the last byte of a token.
    pub(super) fn end(&self, at: usize) -> usize {
        self.list.get(at).map_or(self.text.len(), |token| token.end as usize)
    }

    /// Which sentence a token stands in.
    pub(super) fn sentence(&self, at: usize) -> usize {
        self.list.get(at).map_or(usize::MAX, |token| token.sentence as usize)
    }

    /// Whether two tokens stand in one sentence.
    pub(super) fn together(&self, left: usize, right: usize) -> bool {
        right < self.len() && self.sentence(left) == self.sentence(right)
    }

    /// Whether nothing, not even a space, stands between this token and the next.
    pub(super) fn touches_next(&self, at: usize) -> bool {
        self.end(at) == self.start(at + 1)
    }

    /// The bytes from one token up to another (exclusive).
    pub(super) fn span(&self, from: usize, to: usize) -> Option<Span> {
        Span::new(self.start(from), self.end(to.checked_sub(1)?))
    }

    /// The first token that begins at this byte or later.
    pub(super) fn at_byte(&self, byte: usize) -> usize {
        self.list.partition_point(|token| (token.start as usize) < byte)
    }
}

fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.bytes().all(|byte| byte == b'.' || byte.is_ascii_alphabetic())
}

/// The classes that the letters of a word show.
fn shape_of(word: &str) -> Classes {
    let Some(first) = word.chars().next() else { return 0 };
    if first.is_ascii_digit() || first.is_numeric() {
        return DIGITS;
    }
    if !first.is_uppercase() {
        return 0;
    }
    let letters = || word.chars().filter(|letter| letter.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) { CAPITAL | ALL_CAPITALS } else { CAPITAL }
}
