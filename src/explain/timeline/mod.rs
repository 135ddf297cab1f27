//! Timelines: which days matter, and which sentences tell them.
//! In: articles with their readings, words that it is about. Out: dated sentences, oldest first or best first.
//! Never: a day that no text names and no article was published on, or a sentence that is not the papers' own.

mod choice;
mod days;
mod lines;

use crate::model::{Article, Entry, EventTime, Field, Reading, Span, Statement};
use std::collections::BTreeMap;

/// One article with what it says.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The article.
    pub article: &'a Article,
    /// What it says.
    pub reading: &'a Reading,
}

/// Which times may be entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Days from the first publication to the last.
    Coverage,
    /// Days, weeks, months, quarters, seasons, years and ranges up to the last publication, however far back.
    Background,
}

/// A sentence that tells what happened at a time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DatedSentence {
    /// When it happened.
    pub(crate) time: EventTime,
    /// Which of the articles, by its place in the slice.
    pub(crate) member: usize,
    /// The sentence, in bytes of the article's text.
    pub(crate) span: Span,
    /// How much the time matters; the same for all sentences of one time.
    pub(crate) score: f64,
}

/// Dated sentences, the most important time first and within it the sentence that tells it best; at most
/// `times` times and `sentences` sentences for each. No sentence and no wording comes twice.
pub(crate) fn dated_sentences(
    told: &[Told<'_>],
    about: &str,
    reach: Reach,
    times: usize,
    sentences: usize,
) -> Vec<DatedSentence> {
    let lines = lines::lines(told, about);
    let ranked = days::ranked(told, &lines, reach);
    choice::choose(told, &lines, &ranked, times, sentences)
}

/// The timeline of some articles: at most `entries` days of at most `sentences` sentences, oldest first.
pub fn timeline(told: &[Told<'_>], about: &str, entries: usize, sentences: usize) -> Vec<Entry> {
    let mut by_time: BTreeMap<EventTime, Vec<Statement>> = BTreeMap::new();
    for dated in dated_sentences(told, about, Reach::Coverage, entries, sentences) {
        let Told { article, reading } = told[dated.member];
        // The span is a sentence of this reading, so it fails only for a reading of another text; then nothing is cited.
        if let Ok(statement) = Statement::verbatim(article, Field::Text, dated.span, &reading.language) {
            by_time.entry(dated.time).or_default().push(statement);
        }
    }
    by_time.into_iter().map(|(time, sentences)| Entry { time, sentences }).collect()
}

#[cfg(test)]
mod tests;
