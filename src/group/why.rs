//! Why articles are together or apart, in words. In: articles, their terms. Out: "shared: …" or "on their own: …".
//! Never: a word that the articles do not have.

use super::Arrival;
use super::lexicon::Lexicon;
use super::material::{Entry, FIGURE, NAME};
use super::stories::Held;
use crate::model::Span;
use rustc_hash::FxHashMap;

/// So many things are named.
const NAMED_MAX: usize = 4;
/// So many terms of an article are remembered with their words.
const LABELS_MAX: usize = 4;
/// Longer names are not shown.
const SHOWN_BYTES_MAX: usize = 60;
/// Names and figures say more than other words.
const NAMED_TWICE: f64 = 2.0;
/// Articles of a story that are looked at, newest first.
const LOOKED_AT_MAX: usize = 24;

/// Of so many of the weightiest terms the first few are remembered; the others are parts of the same names.
const RANKED_MAX: usize = 24;

/// The weightiest of these terms of an article, weightiest first.
fn ranked<'a>(entries: impl Iterator<Item = &'a (Entry, u32)>, lexicon: &Lexicon) -> Vec<&'a (Entry, u32)> {
    let weight = |entry: &(Entry, u32)| weight(&entry.0, lexicon.rarity(entry.1));
    let order = |left: &(f64, &(Entry, u32)), right: &(f64, &(Entry, u32))| {
        right.0.total_cmp(&left.0).then(left.1.0.key.cmp(&right.1.0.key))
    };
    let mut ranked: Vec<(f64, &(Entry, u32))> = entries.map(|entry| (weight(entry), entry)).collect();
    if ranked.len() > RANKED_MAX {
        ranked.select_nth_unstable_by(RANKED_MAX, order);
        ranked.truncate(RANKED_MAX);
    }
    ranked.sort_unstable_by(order);
    ranked.into_iter().map(|(_, entry)| entry).collect()
}

/// Why an article joins a story: the weightiest of what it shares with these members of it, in the article's words.
pub(super) fn why(arrival: &Arrival<'_>, entries: &[(Entry, u32)], members: &[&Held], lexicon: &Lexicon) -> String {
    let holds = |number: u32| members.iter().any(|member| member.terms.binary_search(&number).is_ok());
    let shared = ranked(entries.iter().filter(|(_, number)| holds(*number)), lexicon);
    said("shared", shared.into_iter().map(|(entry, _)| surface(arrival, entry)))
}

/// The terms that name an article best, with their words.
pub(super) fn labels(arrival: &Arrival<'_>, entries: &[(Entry, u32)], lexicon: &Lexicon) -> Box<[(u32, Box<str>)]> {
    let mut labels: Vec<(u32, Box<str>)> = Vec::new();
    for (entry, number) in ranked(entries.iter(), lexicon) {
        let words = surface(arrival, entry);
        if shows(words) && !labels.iter().any(|(_, known)| alike(known, words)) {
            labels.push((*number, words.into()));
        }
        if labels.len() == LABELS_MAX {
            break;
        }
    }
    labels.into()
}

/// Why articles went over to a story: what they share with its members.
pub(super) fn shared(articles: &[&Held], members: &[&Held], lexicon: &Lexicon) -> String {
    let (articles, members) = (newest(articles), newest(members));
    let both = |number: u32| [articles, members].iter().all(|side| side.iter().any(|held| holds(held, number)));
    said("shared", labelled(articles.iter().chain(members), lexicon, both).into_iter())
}

/// Why articles left a story: what they have and it has not.
pub(super) fn apart(articles: &[&Held], rest: &[&Held], lexicon: &Lexicon) -> String {
    let (articles, rest) = (newest(articles), newest(rest));
    let own = |number: u32| !rest.iter().any(|held| holds(held, number));
    said("on their own", labelled(articles.iter(), lexicon, own).into_iter())
}

fn newest<'a, 'b>(articles: &'b [&'a Held]) -> &'b [&'a Held] {
    articles.get(articles.len().saturating_sub(LOOKED_AT_MAX)..).unwrap_or(articles)
}

fn holds(article: &Held, term: u32) -> bool {
    article.terms.binary_search(&term).is_ok()
}

/// The labels of these articles whose terms are asked for, the weightiest first.
fn labelled<'a>(
    articles: impl Iterator<Item = &'a &'a Held>,
    lexicon: &Lexicon,
    asked: impl Fn(u32) -> bool,
) -> Vec<&'a str> {
    let mut found: FxHashMap<u32, (u32, &'a str)> = FxHashMap::default();
    for (term, words) in articles.flat_map(|article| article.labels.iter()) {
        found.entry(*term).or_insert((0, words)).0 += 1;
    }
    let mut found: Vec<(f64, u32, &str)> = found
        .into_iter()
        .filter(|(term, _)| asked(*term))
        .map(|(term, (times, words))| (f64::from(times) * lexicon.rarity(term), term, words))
        .collect();
    found.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.2.cmp(right.2)));
    found.into_iter().map(|(_, _, words)| words).collect()
}

fn said<'a>(what: &str, words: impl Iterator<Item = &'a str>) -> String {
    let mut named: Vec<String> = Vec::new();
    for words in words {
        if shows(words) && !named.iter().any(|known| alike(known, words)) {
            // A name may be broken by the end of a line.
            named.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        if named.len() == NAMED_MAX {
            break;
        }
    }
    if named.is_empty() { String::new() } else { format!("{what}: {}", named.join(", ")) }
}

fn weight(entry: &Entry, rarity: f64) -> f64 {
    let named = if entry.marks & (NAME | FIGURE) == 0 { 1.0 } else { NAMED_TWICE };
    let often = if entry.times == 1 { 1.0 } else { 1.0 + f64::from(entry.times).ln() };
    named * rarity * often
}

fn shows(words: &str) -> bool {
    !words.is_empty() && words.len() <= SHOWN_BYTES_MAX
}

fn alike(left: &str, right: &str) -> bool {
    let (left, right) = (left.to_lowercase(), right.to_lowercase());
    left.contains(&right) || right.contains(&left)
}

/// The term as the article writes it: the name, date or figure that it is part of, else the word.
fn surface<'a>(arrival: &Arrival<'a>, entry: &Entry) -> &'a str {
    let (article, reading) = (arrival.article, arrival.reading);
    if entry.in_title {
        return entry.first.of(article.title());
    }
    let around = |span: Span| span.holds(entry.first).then_some(span);
    let name = reading.names.iter().find_map(|name| around(name.span));
    let date = || reading.dates.iter().find_map(|date| around(date.span));
    name.or_else(date).unwrap_or(entry.first).of(article.text())
}
