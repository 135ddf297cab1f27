//! Are a claim's quotes and the order of its actors as in the sources? In: tokens and texts. Out: quotes that stand in no
//! source word for word, and sentences whose two sides have changed places. Never: grammar beyond "by".

use super::ground::{Ground, content};
use super::tokens::{Line, Token};
use super::{Finding, Test, numbers};
use crate::model::Span;

/// A quote of fewer words is a term in inverted commas.
const QUOTE_WORDS_MIN: usize = 2;
/// Words of a quote shown in a reason.
const QUOTE_WORDS_SHOWN: usize = 6;

/// The stretches of a text between quotation marks, without the marks.
pub(super) fn quotes(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, mark) in text.char_indices() {
        match (mark, open) {
            ('“' | '«' | '„', _) | ('"', None) => open = Some(at + mark.len_utf8()),
            ('”' | '»' | '"', Some(start)) => {
                found.extend(Span::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether words between marks are a title ("The Long Road to Orlevik"): every word that says something has a capital.
/// Its words are tested as names are.
fn is_title(words: &[&Token]) -> bool {
    let told: Vec<_> = words.iter().filter(|token| !token.stop && !numbers::is_number(&token.lower)).collect();
    !told.is_empty() && told.iter().all(|token| token.capital)
}

/// Quotes of the claim that stand in no source word for word; where a quote leaves words out, each part by itself.
pub(super) fn altered_quotes(text: &str, claim: &Line, ground: &Ground) -> Vec<Finding> {
    let mut found = Vec::new();
    for quote in quotes(text).into_iter().filter(|quote| quote.overlaps(claim.span)) {
        let words: Vec<&Token> = claim.tokens.iter().filter(|token| quote.holds(token.span)).collect();
        let parts = words.chunk_by(|left, right| !leaves_out(text, left, right));
        let short = words.len() < QUOTE_WORDS_MIN || is_title(&words);
        if short || parts.into_iter().all(|part| stands_in(ground, part)) {
            continue;
        }
        let shown: Vec<&str> = words.iter().take(QUOTE_WORDS_SHOWN).map(|token| token.lower.as_str()).collect();
        found.push(Finding::new(Test::Quote, false, format!("quote altered: {}", shown.join(" "))));
    }
    found
}

/// Whether an ellipsis or a bracket stands between two words.
fn leaves_out(text: &str, left: &Token, right: &Token) -> bool {
    let between = text.get(left.span.end()..right.span.start()).unwrap_or("");
    between.contains("...") || between.contains(['…', '[', ']'])
}

/// Whether these words stand one after the other in a source, over the ends of sentences too.
fn stands_in(ground: &Ground, wanted: &[&Token]) -> bool {
    let Some((first, rest)) = wanted.split_first() else { return true };
    let sources = &ground.lines;
    ground.places(first.stem).iter().any(|place| {
        let (place, line) = (*place, &sources[*place]);
        line.tokens.iter().enumerate().any(|(at, token)| {
            let here = || line.tokens[at + 1..].iter();
            let later = sources[place + 1..].iter().take_while(|next| next.source == line.source);
            let mut following = here().chain(later.flat_map(|line| &line.tokens));
            token.lower == first.lower
                && rest.iter().all(|word| following.next().is_some_and(|at| at.lower == word.lower))
        })
    })
}

/// Sentences of the window in which the two sides of a shared word stand the other way round.
pub(super) fn swapped(claim: &Line, window: &[Line], ground: &Ground) -> Vec<Finding> {
    let claimed = content(&claim.tokens);
    for triple in claimed.windows(3) {
        let [left, verb, right] = [triple[0], triple[1], triple[2]];
        if left == right || ground.has_content_pair(left, verb) || ground.has_content_pair(verb, right) {
            continue;
        }
        let turned =
            window.iter().find(|line| content(&line.tokens).windows(3).any(|there| there == [right, verb, left]));
        let Some(line) = turned else { continue };
        if passive(claim, verb) == passive(line, verb) {
            let word = claim.tokens.iter().find(|token| token.stem == verb).map_or("", |token| token.lower.as_str());
            return vec![Finding::new(Test::Actor, true, format!("sides swapped around {word}"))];
        }
    }
    Vec::new()
}

/// Whether "by" follows the verb.
fn passive(line: &Line, verb: u32) -> bool {
    let at = line.tokens.iter().position(|token| token.stem == verb);
    at.and_then(|at| line.tokens.get(at + 1)).is_some_and(|token| token.lower == "by")
}
