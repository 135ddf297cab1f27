//! Rewrites: the telling of another article in other words. In: what survives a rewriting: the quotes, names and numbers of
//! articles in their order, and which words they have at all. Out: whether one retells another, and how much of it. Never:
//! a rewrite for common quotations alone, or for a form filled in anew.

use super::Arrival;
use super::material::{cut, key_of};
use super::stories::Held;
use crate::text::words;

/// Quotes, names and numbers that are kept of one article; the first ones stay.
const MARKS_MAX: usize = 64;
/// Letters of a text that are looked at.
const TEXT_BYTES_MAX: usize = 60_000;
/// A quote is known by so many first words; a shorter one is a manner of speaking.
const QUOTE_WORDS: usize = 4;
/// Marks of quotes have this bit …
const QUOTE: u32 = 1 << 31;
/// … those of names this one, those of numbers neither.
const NAME: u32 = 1 << 30;
/// The marks that both have, in one order, are this part of all that the shorter one has. Two own reports of one event
/// reached .6 among 7,700 pairs of one story; forms filled in anew more, but they share no names.
const SHARE_MIN: f64 = 0.85;
/// Where the same runs stand all over two texts, this part of the marks is enough.
const REWORDED_MARKS: f64 = 0.5;
/// Quotes that a rewrite has from its original; two reports of one press conference may share one or two …
const QUOTES_MIN: usize = 3;
/// … with so many names and numbers outside quotes, since reports that quote one statement share none of these …
const OWN_MARKS_OF_QUOTES_MIN: usize = 3;
/// … and so many marks in all.
const KEPT_OF_QUOTES_MIN: usize = 6;
/// Without quotes it takes more: so many marks …
const KEPT_MIN: usize = 8;
/// … so many names and numbers outside quotes, of which so many names …
const OWN_MARKS_MIN: usize = 6;
const NAMES_MIN: usize = 4;
/// … and so much of the words of the shorter one; less where there are this many marks.
const WORDS_MIN: f64 = 0.6;
const KEPT_MANY: usize = 10;
const WORDS_OF_MANY_MIN: f64 = 0.35;

/// The quotes, names and numbers of an article, each once, in order.
pub(super) fn marks(arrival: &Arrival<'_>) -> Box<[u32]> {
    let text = cut(arrival.article.text(), TEXT_BYTES_MAX);
    let quotes = arrival.reading.direct_quotes().filter_map(|quote| {
        let words = words(text.get(quote.span.start()..quote.span.end())?);
        let first: Vec<String> =
            words.get(..QUOTE_WORDS)?.iter().map(|word| word.of(quote.span.of(text)).to_lowercase()).collect();
        Some((quote.span.start(), small(&first.join(" ")) | QUOTE))
    });
    // What stands inside a quote is the speaker's: two reports of one statement share it.
    let said =
        |at: usize| arrival.reading.direct_quotes().any(|quote| (quote.span.start()..quote.span.end()).contains(&at));
    let names = arrival.reading.names.iter().filter(|name| !said(name.span.start()));
    let names = names.map(|name| (name.span.start(), small(last_word(&name.name)) | NAME));
    let numbers = numbers(text).filter(|(at, _)| !said(*at));
    let mut placed: Vec<(usize, u32)> = quotes.chain(names).chain(numbers).collect();
    placed.sort_unstable();
    let mut marks = Vec::new();
    for (_, mark) in placed {
        if marks.len() < MARKS_MAX && !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks.into()
}

/// "Ilse Brandow" and "Mrs Brandow" are one.
fn last_word(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

fn small(words: &str) -> u32 {
    (key_of(words) >> 32) as u32 & !(QUOTE | NAME)
}

/// The numbers of a text in digits, with their places.
fn numbers(text: &str) -> impl Iterator<Item = (usize, u32)> + '_ {
    let begins = |at: usize| at == 0 || !text.as_bytes().get(at - 1).is_some_and(|byte| is_number(*byte));
    let digits = text.bytes().enumerate().filter(move |(at, byte)| byte.is_ascii_digit() && begins(*at));
    digits.map(|(at, _)| {
        let rest = text.get(at..).unwrap_or("");
        let end = rest.bytes().position(|byte| !is_number(byte)).unwrap_or(rest.len());
        (at, small(rest.get(..end).unwrap_or("").trim_end_matches(['.', ','])))
    })
}

fn is_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b',' || byte == b'.'
}

/// How much of the shorter of two articles the other retells: of its marks, in its order; none where that is no rewrite.
pub(super) fn retold(left: &Held, right: &Held) -> Option<f64> {
    judged(&left.marks, &right.marks, || common_words(&left.terms, &right.terms))
}

/// Whether two articles of which one may reword the other name the same persons and things in about the same order; what two
/// forms filled in anew do not.
pub(super) fn names_same(left: &Held, right: &Held) -> bool {
    let names = left.marks.iter().filter(|mark| **mark & (QUOTE | NAME) == NAME && right.marks.contains(mark)).count();
    let shorter = left.marks.len().min(right.marks.len());
    names >= NAMES_MIN && in_order(&left.marks, &right.marks) as f64 >= REWORDED_MARKS * shorter as f64
}

fn judged(left: &[u32], right: &[u32], words: impl Fn() -> f64) -> Option<f64> {
    let shared: Vec<u32> = left.iter().copied().filter(|mark| right.contains(mark)).collect();
    let of_kind = |kind: u32| shared.iter().filter(|mark| **mark & (QUOTE | NAME) == kind).count();
    let (quotes, names) = (of_kind(QUOTE), of_kind(NAME));
    let own = shared.len() - quotes;
    let told = quotes >= QUOTES_MIN && own >= OWN_MARKS_OF_QUOTES_MIN && shared.len() >= KEPT_OF_QUOTES_MIN;
    let named = own >= OWN_MARKS_MIN && names >= NAMES_MIN && shared.len() >= KEPT_MIN;
    let shorter = left.len().min(right.len());
    if !(told || named) || (shared.len() as f64) < SHARE_MIN * shorter as f64 {
        return None;
    }
    let kept = in_order(left, right);
    let share = kept as f64 / shorter as f64;
    let words_min = if kept >= KEPT_MANY { WORDS_OF_MANY_MIN } else { WORDS_MIN };
    let enough = (told && kept >= KEPT_OF_QUOTES_MIN) || (named && kept >= KEPT_MIN && words() >= words_min);
    (share >= SHARE_MIN && enough).then_some(share)
}

/// How much of the marks of the first stands in the second, in its order.
pub(super) fn kept(first: &[u32], second: &[u32]) -> f64 {
    if first.is_empty() { 0.0 } else { in_order(first, second) as f64 / first.len() as f64 }
}

/// The words that two articles have in common, of those of the one that has fewer; both ascending.
fn common_words(left: &[u32], right: &[u32]) -> f64 {
    let (mut shared, mut others) = (0usize, right.iter().peekable());
    for term in left {
        while others.next_if(|other| *other < term).is_some() {}
        shared += usize::from(others.next_if(|other| *other == term).is_some());
    }
    let shorter = left.len().min(right.len());
    if shorter == 0 { 0.0 } else { shared as f64 / shorter as f64 }
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
    use crate::model::{Article, ArticleDraft, ArticleId, KindEvidence, Name, NameKind, Quote, Reading, Span};

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
            names: names(text),
            dates: Vec::new(),
            figures: Vec::new(),
            quotes,
        };
        marks(&Arrival { article: &article, reading: &reading })
    }

    /// Words with a capital inside a sentence.
    fn names(text: &str) -> Vec<Name> {
        let begins = |at: usize| text[..at].trim_end().ends_with(|letter: char| letter.is_lowercase() || letter == ',');
        let words = words(text).into_iter();
        let named = words.filter(|span| span.of(text).starts_with(char::is_uppercase) && begins(span.start()));
        let evidence = KindEvidence::default();
        named.map(|span| Name { span, kind: NameKind::Other, name: span.of(text).to_owned(), evidence }).collect()
    }

    fn check(left: &str, right: &str, expected: bool) {
        let found = judged(&marked(left), &marked(right), || 1.0);
        assert_eq!(found.is_some(), expected, "{left} / {right}");
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

    const PORT: &str = "On Monday the harbour of Belmede was shut by Oda Finn, its master, as the dredger Skua struck the Lenne \
                        pier. Some 140 men of Morrel and Sons were sent home by Ilse Brandow. The pier dates from 1911, says \
                        the guild of Tesk, and repairs will cost 3,400 crowns.";

    #[test]
    fn a_spun_copy_keeps_names_and_numbers_in_their_order() {
        let spun = "The port at Belmede stayed closed after master Finn gave the order, for a vessel named Skua had rammed a \
                    Lenne jetty. About 140 workers at Morrel went back, told so by Brandow. Built in 1911, according to Tesk, \
                    the jetty needs mending for 3,400 crowns.";
        check(PORT, spun, true);
    }

    #[test]
    fn own_reports_name_the_same_in_another_order() {
        let own = "It was 1911 when the guild of Tesk built what the dredger Skua broke. Fishers from Ostrel and Quennel watched; \
                   old Brandow wept. For 140 men of Morrel, said Jory Pell of the Lenne union, it means 12 days without pay, \
                   and in Belmede nobody, not even Finn, knows who pays the 3,400.";
        check(PORT, own, false);
    }

    /// Whatever is around them, common quotations alone make no rewrite.
    #[test]
    fn common_quotations_alone_are_none() {
        let said = "\"We never saw the dredger coming,\" \"The pier was older than all of us,\" \"Somebody will have to pay for \
                    it,\" \"Ask the guild about that one,\" \"There is no more to be said,\" \"Let the men come home first.\"";
        check(&format!("So it went on Monday. {said}"), &format!("They spoke for long, then left. {said}"), false);
        check(&format!("In Belmede, 140 heard it. {said}"), &format!("There were 140 in Belmede. {said}"), false);
    }

    #[test]
    fn a_form_filled_in_anew_is_none() {
        let form = |of: &str, day: u32| {
            format!(
                "The {of} bank sells notes of 100 crowns at 5.25 for 30 days, 5.50 for 60, 5.75 for 90, \
                                                 6.00 for 120 and 6.25 for 360, due on {day}, through a house."
            )
        };
        check(&form("Morrel", 3), &form("Quennel", 4), false);
    }
}
