//! Words of claims and sources, numbered so that they compare fast. In: text. Out: sentences of tokens.
//! Never: meaning; a token knows its stem, its letters' case and whether it is a stop word.

use crate::model::Span;
use crate::text::{Stemmer, is_stop_word, sentences, words};
use rustc_hash::FxHashMap;

/// A longer sentence is a list or a broken text and is read in parts, so that no test meets a sentence without end.
const LINE_WORDS_MAX: usize = 250;
/// Words after which a capital opens a sentence or a quote and says nothing.
const OPENERS: &[char] = &['"', '“', '‘', '«', ':', '•'];

/// One word, or one part of a hyphenated word.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where it stands in its text.
    pub(super) span: Span,
    /// Lower-cased, with plain apostrophes, without a possessive ending.
    pub(super) lower: String,
    /// Number of its stem.
    pub(super) stem: u32,
    /// Says nothing about the subject.
    pub(super) stop: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Is written in capitals, two or more ("UN", "U.S").
    pub(super) upper: bool,
    /// Opens a sentence or a quote, so that a capital says nothing.
    pub(super) opens: bool,
    /// A hyphen joins it to the next ("no" of "no-fly").
    pub(super) joined: bool,
}

/// One sentence.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Which source; 0 for a claim.
    pub(super) source: usize,
    /// Where it stands in its text.
    pub(super) span: Span,
    /// Its words in order.
    pub(super) tokens: Vec<Token>,
}

/// Numbers stems, the same for a claim and its sources.
pub(super) struct Lexicon {
    language: String,
    stemmer: Stemmer,
    numbers: FxHashMap<String, u32>,
}

impl Lexicon {
    pub(super) fn new(language: &str) -> Self {
        Self { language: language.to_owned(), stemmer: Stemmer::new(language), numbers: FxHashMap::default() }
    }

    /// The language of the words.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// How many stems have a number.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a word's stem.
    pub(super) fn stem(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(self.stemmer.stem(word)).or_insert(next)
    }

    /// The number of a stem, where one of its words was met.
    pub(super) fn known(&self, stem: &str) -> Option<u32> {
        self.numbers.get(stem).copied()
    }

    /// The stems in the order of their numbers.
    pub(super) fn stems(&self) -> Vec<String> {
        let mut stems = vec![String::new(); self.numbers.len()];
        // In any order: each goes to its own place.
        #[expect(clippy::iter_over_hash_type)]
        for (stem, number) in &self.numbers {
            stems[*number as usize].clone_from(stem);
        }
        stems
    }

    /// The sentences of a text that have words.
    pub(super) fn lines(&mut self, source: usize, text: &str) -> Vec<Line> {
        let mut lines = Vec::new();
        for span in sentences(text, &self.language) {
            let tokens = self.tokens(text, span);
            if tokens.len() <= LINE_WORDS_MAX {
                lines.push(Line { source, span, tokens });
                continue;
            }
            for part in tokens.chunks(LINE_WORDS_MAX) {
                let ends = part.first().zip(part.last()).map(|(first, last)| (first.span.start(), last.span.end()));
                let span = ends.and_then(|(start, end)| Span::new(start, end)).unwrap_or(span);
                lines.push(Line { source, span, tokens: part.to_vec() });
            }
        }
        lines.retain(|line| !line.tokens.is_empty());
        lines
    }

    fn tokens(&mut self, text: &str, sentence: Span) -> Vec<Token> {
        let inside = sentence.of(text);
        let mut tokens: Vec<Token> = Vec::new();
        for word in words(inside) {
            for part in parts(inside, word) {
                let opens = tokens.is_empty() || inside.get(..part.start()).is_some_and(opens_after);
                let Some(span) = Span::new(sentence.start() + part.start(), sentence.start() + part.end()) else {
                    continue;
                };
                let joined = part.end() < word.end();
                tokens.push(Token { joined, ..self.token(part.of(inside), span, opens) });
            }
        }
        tokens
    }

    fn token(&mut self, word: &str, span: Span, opens: bool) -> Token {
        let mut lower = word.to_lowercase().replace('’', "'");
        let stop = is_stop_word(&lower, &self.language);
        if let Some(bare) = lower.strip_suffix("'s") {
            lower.truncate(bare.len());
        }
        let letters = || word.chars().filter(|letter| letter.is_alphabetic());
        let upper = letters().count() > 1 && letters().all(char::is_uppercase);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        Token { span, stem: self.stem(&lower), stop, capital, upper, opens, joined: false, lower }
    }
}

/// The parts of a word between its hyphens.
fn parts(text: &str, word: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = word.start();
    for piece in word.of(text).split('-') {
        found.extend(Span::new(start, start + piece.len()));
        start += piece.len() + 1;
    }
    found
}

fn opens_after(before: &str) -> bool {
    before.trim_end().ends_with(OPENERS)
}

impl Token {
    /// Whether its capital marks a name.
    pub(super) fn is_name(&self) -> bool {
        self.capital && !self.opens && !self.stop && self.lower.chars().count() > 1
    }
}
