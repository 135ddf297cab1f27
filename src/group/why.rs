//! Why an article joined its story, in words. In: the article, its terms and the story. Out: "shared: …".
//! Never: a word that the article does not have.

use super::Arrival;
use super::lexicon::Lexicon;
use super::material::{Entry, FIGURE, NAME};
use super::stories::Kept;
use crate::model::Span;

/// So many shared things are named.
const NAMED_MAX: usize = 4;
/// Longer names are not shown.
const SHOWN_BYTES_MAX: usize = 60;
/// Names and figures say more than other words.
const NAMED_TWICE: f64 = 2.0;

/// Why the article joined the story: the weightiest of what they share, in the article's words.
pub(super) fn why(arrival: &Arrival<'_>, entries: &[(Entry, u32)], story: &Kept, lexicon: &Lexicon) -> String {
    let mut shared: Vec<(f64, &Entry)> = entries
        .iter()
        .filter(|(_, number)| story.sum(*number) > 0)
        .map(|(entry, number)| (weight(entry, lexicon.rarity(*number)), entry))
        .collect();
    shared.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.key.cmp(&right.1.key)));
    let mut shown: Vec<&str> = Vec::new();
    for (_, entry) in shared {
        let words = surface(arrival, entry);
        let known = shown.iter().any(|other| alike(other, words));
        if !words.is_empty() && words.len() <= SHOWN_BYTES_MAX && !known {
            shown.push(words);
        }
        if shown.len() == NAMED_MAX {
            break;
        }
    }
    if shown.is_empty() { String::new() } else { format!("shared: {}", shown.join(", ")) }
}

fn weight(entry: &Entry, rarity: f64) -> f64 {
    let named = if entry.marks & (NAME | FIGURE) == 0 { 1.0 } else { NAMED_TWICE };
    named * rarity * (1.0 + f64::from(entry.times).ln())
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
