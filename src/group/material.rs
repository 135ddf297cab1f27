//! What grouping keeps of one article's words. In: an article with its reading. Out: its distinct terms, weighed and
//! marked. Never: looks at a second article.

use super::Arrival;
use crate::model::Span;
use crate::text::placed_terms;
use rustc_hash::{FxHashMap, FxHasher};
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
pub(super) fn material(arrival: &Arrival<'_>) -> Vec<Entry> {
    let (article, reading) = (arrival.article, arrival.reading);
    let mut gathered = Gathered::default();
    let text = cut(article.text(), TEXT_BYTES_MAX);
    let title = cut(article.title(), TEXT_BYTES_MAX);
    let mut names = reading.names.iter().map(|name| name.span).peekable();
    let placed = placed_terms(text, &reading.language);
    gathered.entries.reserve(placed.len() / 2 + 8);
    for (span, term) in placed_terms(title, &reading.language) {
        gathered.add(span, &term, TITLE | number_mark(&term), true);
    }
    for (span, term) in placed {
        while names.next_if(|name| name.end() <= span.start()).is_some() {}
        let named = names.peek().is_some_and(|name| name.holds(span)) || looks_named(text, span);
        gathered.add(span, &term, number_mark(&term) | if named { NAME } else { 0 }, false);
    }
    gathered.entries
}

#[derive(Default)]
struct Gathered {
    entries: Vec<Entry>,
    places: FxHashMap<u64, usize>,
}

impl Gathered {
    fn add(&mut self, first: Span, term: &str, marks: u8, in_title: bool) {
        let key = key_of(term);
        if let Some(entry) = self.places.get(&key).and_then(|at| self.entries.get_mut(*at)) {
            entry.times += 1;
            entry.marks |= marks;
        } else if self.entries.len() < TERMS_MAX {
            self.places.insert(key, self.entries.len());
            self.entries.push(Entry { key, times: 1, marks, first, in_title });
        }
    }
}

fn number_mark(term: &str) -> u8 {
    if term.bytes().any(|byte| byte.is_ascii_digit()) { FIGURE } else { 0 }
}

/// A capital inside a sentence: names that the reading missed.
fn looks_named(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).unwrap_or("").trim_end_matches([' ', '"', '“', '‘', '\'']);
    span.of(text).chars().next().is_some_and(char::is_uppercase)
        && before.chars().next_back().is_some_and(|letter| !matches!(letter, '.' | '!' | '?' | '\n' | ':'))
}

/// The first so many bytes of a text, at a character's border.
pub(super) fn cut(text: &str, bytes_max: usize) -> &str {
    let mut end = bytes_max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}
