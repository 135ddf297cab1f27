//! Rewrites: the telling of another article in other words. In: the quotes and numbers of articles, in order.
//! Out: whether one retells another. Never: judges by words outside quotes, which a rewrite changes.

use super::Arrival;
use super::material::{cut, key_of};
use crate::text::words;

/// Quotes and numbers that are kept of one article; the first ones stay.
const MARKS_MAX: usize = 64;
/// Letters of a text that are looked at.
const TEXT_BYTES_MAX: usize = 60_000;
/// A quote is known by so many first words; a shorter one is a manner of speaking.
const QUOTE_WORDS: usize = 4;
/// Marks of quotes have this bit, those of numbers have it not.
const QUOTE: u32 = 1 << 31;
/// Quotes that a rewrite has from its original. Two reports of one press conference may share one or two.
const QUOTES_MIN: usize = 3;
/// Numbers outside quotes that it has from its original: two reports that quote one statement share none of these.
const NUMBERS_MIN: usize = 3;
/// Quotes and numbers that a rewrite has from its original, in its order …
const SHARED_MIN: usize = 6;
/// … and which part they are of all that the shorter of the two has.
const SHARE_MIN: f64 = 0.85;

/// The quotes and numbers of an article, each once, in order.
pub(super) fn marks(arrival: &Arrival<'_>) -> Box<[u32]> {
    let text = cut(arrival.article.text(), TEXT_BYTES_MAX);
    let quotes = arrival.reading.direct_quotes().filter_map(|quote| {
        let words = words(text.get(quote.span.start()..quote.span.end())?);
        let first: Vec<String> =
            words.get(..QUOTE_WORDS)?.iter().map(|word| word.of(quote.span.of(text)).to_lowercase()).collect();
        Some((quote.span.start(), small(&first.join(" ")) | QUOTE))
    });
    // Numbers inside a quote are the speaker's: two reports of one statement share them.
    let said =
        |at: usize| arrival.reading.direct_quotes().any(|quote| (quote.span.start()..quote.span.end()).contains(&at));
    let own = numbers(text).filter(|(at, _)| !said(*at));
    let mut placed: Vec<(usize, u32)> = quotes.chain(own).collect();
    placed.sort_unstable();
    let mut marks = Vec::new();
    for (_, mark) in placed {
        if marks.len() < MARKS_MAX && !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks.into()
}

fn small(words: &str) -> u32 {
    (key_of(words) >> 32) as u32
}

/// The numbers of a text in digits, with their places.
fn numbers(text: &str) -> impl Iterator<Item = (usize, u32)> + '_ {
    let begins = |at: usize| at == 0 || !text.as_bytes().get(at - 1).is_some_and(|byte| is_number(*byte));
    let digits = text.bytes().enumerate().filter(move |(at, byte)| byte.is_ascii_digit() && begins(*at));
    digits.map(|(at, _)| {
        let rest = text.get(at..).unwrap_or("");
        let end = rest.bytes().position(|byte| !is_number(byte)).unwrap_or(rest.len());
        (at, small(rest.get(..end).unwrap_or("").trim_end_matches(['.', ','])) & !QUOTE)
    })
}

fn is_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b',' || byte == b'.'
}

/// How much of the shorter of two articles the other has in its order, where it is enough for a rewrite.
pub(super) fn retold(left: &[u32], right: &[u32]) -> Option<f64> {
    let shorter = left.len().min(right.len());
    let quotes = left.iter().filter(|mark| *mark & QUOTE != 0 && right.contains(mark)).count();
    let numbers = left.iter().filter(|mark| *mark & QUOTE == 0 && right.contains(mark)).count();
    if quotes < QUOTES_MIN || numbers < NUMBERS_MIN || shorter < SHARED_MIN {
        return None;
    }
    let shared = in_order(left, right);
    let share = shared as f64 / shorter as f64;
    (shared >= SHARED_MIN && share >= SHARE_MIN).then_some(share)
}

/// The length of the longest common subsequence.
fn in_order(left: &[u32], right: &[u32]) -> usize {
    let mut best = vec![0; right.len() + 1];
    for mark in left {
        let mut corner = 0;
        for (at, other) in right.iter().enumerate() {
            let (above, before) = (best[at + 1], best[at]);
            best[at + 1] = if mark == other { corner + 1 } else { above.max(before) };
            corner = above;
        }
    }
    best[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, ArticleDraft, ArticleId, Quote, Reading, Span};

    fn marked(text: &str) -> Box<[u32]> {
        let draft = ArticleDraft { text: text.to_owned(), ..ArticleDraft::default() };
        let article = Article::new(ArticleId::new("a"), draft).unwrap();
        let ends: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        let span = |pair: &[usize]| Span::new(pair[0], pair[1] + 1).unwrap();
        let quotes = ends
            .chunks(2)
            .map(|pair| Quote { span: span(pair), speaker: None, said_by: None, indirect: false, cue: None })
            .collect();
        let reading = Reading {
            article: ArticleId::new("a"),
            language: "en".into(),
            language_confidence: 1.0,
            sentences: Vec::new(),
            names: Vec::new(),
            dates: Vec::new(),
            figures: Vec::new(),
            quotes,
        };
        marks(&Arrival { article: &article, reading: &reading })
    }

    fn check(left: &str, right: &str, expected: bool) {
        assert_eq!(retold(&marked(left), &marked(right)).is_some(), expected, "{left} / {right}");
    }

    const WIRE: &str = "The mill burnt for 14 hours, 3,200 bales were lost. \"We saw it from the ridge,\" one said. \"It rained \
                        sparks on us,\" another said. \"Nothing like it since the flood,\" said a third. 60 men came with 9 pumps.";

    #[test]
    fn the_same_quotes_and_numbers_in_the_same_order_are_a_rewrite() {
        let other = "For 14 hours flames ate at a mill; gone are 3,200 bales. \"We saw it from the ridge.\" \"It rained sparks on \
                     us, truly.\" There was \"nothing like it since the flood\". Nine pumps, 60 men.";
        check(WIRE, other, true);
    }

    #[test]
    fn an_own_report_of_the_same_event_is_none() {
        let own = "The mill is gone. \"I had my wages in there,\" said a spinner. \"It rained sparks on us,\" said another. 3,200 \
                   bales burnt; 14 hours it took, and 9 pumps. The damage is put at 2.5 million. In 1911 it burnt before.";
        check(WIRE, own, false);
    }

    #[test]
    fn the_same_numbers_without_quotes_are_none() {
        let bare = "14 hours, 3,200 bales, 60 men, 9 pumps.";
        check(WIRE, bare, false);
    }
}
