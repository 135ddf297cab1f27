//! What grouping keeps of one article's words. In: an article with its reading. Out: its distinct terms, weighed and
//! marked. Never: looks at a second article.

use super::Arrival;
use crate::model::Span;
use crate::text::{Stemmer, is_stop_word, lower_case, words};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// The term stands in the title.
pub(super) const TITLE: u8 = 1;
/// The term is part of a name.
pub(super) const NAME: u8 = 2;
/// The term is a number.
pub(super) const FIGURE: u8 = 4;

/// Distinct terms kept of one article; the first ones stay. Longer texts repeat themselves.
const TERMS_MAX: usize = 600;
/// Letters of a text that are looked at, as a bound on the work.
const TEXT_BYTES_MAX: usize = 60_000;

/// Languages that write every noun with a capital, which therefore tells no name.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// So many words are remembered: half a megabyte, which stays in the cache nearest to a core.
const KNOWN: usize = 1 << 15;

/// The hash that stands for a term.
pub(super) fn key_of(term: &str) -> u64 {
    let mut hasher = FxHasher::default();
    term.hash(&mut hasher);
    hasher.finish()
}

/// One distinct term of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Hash of the term.
    pub(super) key: u64,
    /// How often it stands in title and text.
    pub(super) times: u32,
    /// [`TITLE`], [`NAME`], [`FIGURE`].
    pub(super) marks: u8,
    /// Its first place; in the title where that is so.
    pub(super) first: Span,
    /// Whether `first` is a place in the title.
    pub(super) in_title: bool,
}

/// The distinct terms of an article, in order of first place, title first.
pub(super) fn material(arrival: &Arrival<'_>, stems: &mut Stems) -> Vec<Entry> {
    let (article, reading) = (arrival.article, arrival.reading);
    let text = cut(article.text(), TEXT_BYTES_MAX);
    let title = cut(article.title(), TEXT_BYTES_MAX);
    let mut names = reading.names.iter().map(|name| name.span).peekable();
    let mut gathered = Gathered::new();
    let mut of = stems.of(&reading.language);
    let capitals_tell = !CAPITAL_NOUNS.contains(&reading.language.as_str());
    for span in words(title) {
        if let Some((key, mark)) = of.term(span.of(title)) {
            gathered.add(key, TITLE | mark, span, true);
        }
    }
    for span in words(text) {
        let Some((key, mark)) = of.term(span.of(text)) else { continue };
        while names.next_if(|name| name.end() <= span.start()).is_some() {}
        let named = names.peek().is_some_and(|name| name.holds(span)) || (capitals_tell && looks_named(text, span));
        gathered.add(key, mark | if named { NAME } else { 0 }, span, false);
    }
    gathered.entries
}

struct Gathered {
    entries: Vec<Entry>,
    places: FxHashMap<u64, usize>,
}

impl Gathered {
    fn new() -> Self {
        let places = FxHashMap::with_capacity_and_hasher(TERMS_MAX, FxBuildHasher);
        Self { entries: Vec::with_capacity(TERMS_MAX), places }
    }

    fn add(&mut self, key: u64, marks: u8, first: Span, in_title: bool) {
        if let Some(entry) = self.places.get(&key).and_then(|at| self.entries.get_mut(*at)) {
            entry.times += 1;
            entry.marks |= marks;
        } else if self.entries.len() < TERMS_MAX {
            self.places.insert(key, self.entries.len());
            self.entries.push(Entry { key, times: 1, marks, first, in_title });
        }
    }
}

/// What became of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// Hash of the word and its language, with two flags in place of its lowest bits.
    word: u64,
    /// Key of its term.
    key: u64,
}

/// The word is known and is a term.
const TERM: u64 = 1;
/// The term is a number. Alone: the word says nothing.
const NUMBER: u64 = 2;

/// Remembers what became of the words met last: stemming one costs ten times as much as finding it here. Whatever it
/// remembers, it gives the same answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Stems {
    known: Vec<Known>,
}

impl Stems {
    fn of<'a>(&'a mut self, language: &'a str) -> Stemming<'a> {
        self.known.resize(KNOWN, Known::default());
        Stemming { known: &mut self.known, seed: key_of(language), stemmer: Stemmer::new(language), language }
    }
}

/// Stems the words of one article.
struct Stemming<'a> {
    known: &'a mut [Known],
    seed: u64,
    stemmer: Stemmer,
    language: &'a str,
}

impl Stemming<'_> {
    /// The key of a word's term and its mark; none where the word says nothing.
    fn term(&mut self, word: &str) -> Option<(u64, u8)> {
        let hash = (key_of(word) ^ self.seed) & !(TERM | NUMBER);
        let at = (hash >> 2) as usize % KNOWN;
        let mut known = self.known.get(at).copied().unwrap_or_default();
        if known.word & !(TERM | NUMBER) != hash || known.word == hash {
            known = self.learn(word, hash);
            self.known.get_mut(at).into_iter().for_each(|slot| *slot = known);
        }
        let number = if known.word & NUMBER == 0 { 0 } else { FIGURE };
        (known.word & TERM != 0).then_some((known.key, number))
    }

    fn learn(&self, word: &str, hash: u64) -> Known {
        let lower = lower_case(word);
        if is_stop_word(&lower, self.language) {
            return Known { word: hash | NUMBER, key: 0 };
        }
        let term = self.stemmer.stem_lower(&lower);
        let number = if term.bytes().any(|byte| byte.is_ascii_digit()) { NUMBER } else { 0 };
        Known { word: hash | TERM | number, key: key_of(&term) }
    }
}

/// A capital inside a sentence: names that the reading missed.
fn looks_named(text: &str, span: Span) -> bool {
    if !span.of(text).chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let before = text.get(..span.start()).unwrap_or("").trim_end_matches([' ', '"', '“', '‘', '\'']);
    before.chars().next_back().is_some_and(|letter| !matches!(letter, '.' | '!' | '?' | '\n' | ':'))
}

/// The first so many bytes of a text, at a character's border.
pub(super) fn cut(text: &str, bytes_max: usize) -> &str {
    let mut end = bytes_max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}
