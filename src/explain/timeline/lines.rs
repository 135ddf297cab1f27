//! The sentences of some articles, ready to be compared. In: articles and readings, the words asked about.
//! Out: one line per sentence: its time, whether it opens its article, its weighted terms. Never: chooses.

use super::Told;
use crate::model::{EventTime, Precision, Reading, Span};
use crate::text::{each_term, terms};
use rustc_hash::FxHashMap;

/// Sentences that open an article and tell of its own day (tried 1 to 8 on four topics: 3 to 8 are alike).
const OPENING_SENTENCES: usize = 5;
/// An asked stem this long also matches the words that begin with it ("egypt" and "egyptian").
const PREFIX_LETTERS_MIN: usize = 4;
/// A term in every sentence still says a little.
const WEIGHT_MIN: f64 = 0.1;

/// One sentence.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Which article.
    pub(super) member: usize,
    /// Where in its text.
    pub(super) span: Span,
    /// The time that it names: its first day, else its first other time.
    pub(super) time: Option<EventTime>,
    /// Whether it is among the first of its article and names no time.
    pub(super) opens: bool,
    /// Whether it has one of the words asked about (always, if none were asked).
    pub(super) about: bool,
    /// How many words it has.
    pub(super) words: usize,
    /// Terms with weights, by term, of length one.
    pub(super) vector: Vec<(u32, f64)>,
}

/// Numbers for terms, and in how many sentences each stands.
#[derive(Default)]
struct Vocabulary {
    numbers: FxHashMap<Box<str>, u32>,
    sentences: Vec<u32>,
}

/// The lines of all articles, in order.
pub(super) fn lines(told: &[Told<'_>], about: &str) -> Vec<Line> {
    let mut vocabulary = Vocabulary::default();
    let mut lines = Vec::new();
    for (member, told) in told.iter().enumerate() {
        article_lines(member, told, about, &mut vocabulary, &mut lines);
    }
    let all = lines.len();
    for line in &mut lines {
        weigh(&mut line.vector, &vocabulary.sentences, all);
    }
    lines
}

fn article_lines(member: usize, told: &Told<'_>, about: &str, vocabulary: &mut Vocabulary, lines: &mut Vec<Line>) {
    let Told { article, reading } = *told;
    let asked = terms(about, &reading.language);
    for (place, sentence) in reading.sentences.iter().enumerate() {
        let time = time_of(reading, sentence.span);
        let (mut numbers, mut is_about) = (Vec::new(), asked.is_empty());
        let words = each_term(sentence.span.of(article.text()), &reading.language, |_, term| {
            is_about = is_about || asked.iter().any(|wanted| answers(term, wanted));
            numbers.push(vocabulary.number(term));
        });
        lines.push(Line {
            member,
            span: sentence.span,
            opens: time.is_none() && place < OPENING_SENTENCES,
            time,
            about: is_about,
            words,
            vector: vocabulary.counted(numbers),
        });
    }
}

fn answers(stem: &str, wanted: &str) -> bool {
    stem == wanted || (wanted.chars().count() >= PREFIX_LETTERS_MIN && stem.starts_with(wanted))
}

/// The first day that a sentence names, else the first other time that may stand in a timeline. What is bound to the
/// day that the text is at (a clock time, "the day") names none.
fn time_of(reading: &Reading, sentence: Span) -> Option<EventTime> {
    let first = reading.dates.partition_point(|date| date.span.start() < sentence.start());
    let inside = reading.dates[first..].iter().take_while(|date| sentence.holds(date.span));
    let mut named =
        inside.filter(|date| !date.bound).map(|date| &date.time).filter(|time| time.precision().enters_timeline());
    let opening = named.next()?;
    let day = |time: &&EventTime| time.precision() == Precision::Day;
    Some(std::iter::once(opening).chain(named).find(day).unwrap_or(opening).clone())
}

impl Vocabulary {
    /// The terms of one sentence with how often each stands in it.
    fn counted(&mut self, mut terms: Vec<u32>) -> Vec<(u32, f64)> {
        terms.sort_unstable();
        let mut counted: Vec<(u32, f64)> = Vec::with_capacity(terms.len());
        for term in terms {
            match counted.last_mut() {
                Some((last, count)) if *last == term => *count += 1.0,
                _ => {
                    self.sentences[term as usize] += 1;
                    counted.push((term, 1.0));
                }
            }
        }
        counted
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.sentences.len()).unwrap_or(u32::MAX);
        self.numbers.insert(term.into(), number);
        self.sentences.push(0);
        number
    }
}

/// Turns counts into log-frequency times rarity, scaled to length one.
fn weigh(vector: &mut [(u32, f64)], sentences: &[u32], all: usize) {
    let all = all as f64 + 1.0;
    for (term, count) in vector.iter_mut() {
        let rarity = (all / (f64::from(sentences[*term as usize]) + 0.5)).ln().max(WEIGHT_MIN);
        *count = (1.0 + count.ln()) * rarity;
    }
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    for (_, weight) in vector.iter_mut() {
        *weight /= length;
    }
}
