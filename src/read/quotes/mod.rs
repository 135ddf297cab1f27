//! Quotes and who said them, direct and indirect. In: tokens of a text and its language. Out: spans in order, each with
//! its speaker where words right beside it name one. Never: a speaker carried on from an earlier sentence, or a pronoun resolved.

mod indirect;
mod marks;
mod owner;
mod phrase;

use super::tokens::Tokens;
use crate::model::{Quote, Span};
use marks::Marked;
use owner::Owner;

/// Fewer words between marks are words set apart, not speech, unless their speaker stands right after them.
const QUOTE_WORDS_MIN: usize = 4;

/// The quotes of a text: the direct ones in order, then the told ones in order.
pub(super) fn quotes(tokens: &Tokens, language: &str) -> Vec<Quote> {
    let marked = marks::marked(tokens.text, language);
    let mut quotes = direct(tokens, &marked);
    let indirect = indirect::indirect(tokens, &marked);
    share(&mut quotes, &indirect);
    quotes.extend(indirect);
    quotes
}

/// The stretches between marks that are speech, with the owners that stand beside them.
fn direct(tokens: &Tokens, marked: &[Marked]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::with_capacity(marked.len());
    let mut chain = 0;
    for (number, one) in marked.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| marked.get(before)).map_or(0, |before| before.span.end());
        let after = marked.get(number + 1).map_or(tokens.text.len(), |after| after.span.start());
        let owner = owner::beside(tokens, one.span, before, after);
        if is_speech(tokens, one.span, owner.as_ref()) {
            quotes.push(quote(tokens, one.span, owner));
        }
        if !one.goes_on {
            one_speaker(quotes.get_mut(chain..).unwrap_or_default());
            chain = quotes.len();
        }
    }
    quotes
}

fn quote(tokens: &Tokens, span: Span, owner: Option<Owner>) -> Quote {
    let speaker = owner.as_ref().map(|owner| owner.said_by.of(tokens.text).to_owned());
    let (said_by, cue) = (owner.as_ref().map(|owner| owner.said_by), owner.and_then(|owner| owner.cue));
    Quote { span, speaker, said_by, indirect: false, cue }
}

/// Four words, or fewer with a speaker right after them ("No," Holm said).
fn is_speech(tokens: &Tokens, span: Span, owner: Option<&Owner>) -> bool {
    let (from, to) = (tokens.at_byte(span.start()), tokens.at_byte(span.end()));
    let spaceless = span.of(tokens.text).starts_with(['「', '『']);
    let words = (from..to.min(from + 4 * QUOTE_WORDS_MIN)).filter(|at| !tokens.low(*at).is_empty()).count();
    words >= QUOTE_WORDS_MIN
        || (spaceless && words > 1)
        || owner.is_some_and(|owner| owner.follows && words > 0 && ends_speech(tokens, to))
}

/// A comma or a stop inside the closing mark: speech, not a word set apart.
fn ends_speech(tokens: &Tokens, to: usize) -> bool {
    let stop = |last: usize| matches!(tokens.word(last), "," | "?" | "!" | "—");
    to.checked_sub(2).is_some_and(|last| stop(last) || tokens.is_mark(last, "'") && last > 0 && stop(last - 1))
}

/// Paragraphs of one quote have the speaker that one of them names.
fn one_speaker(chain: &mut [Quote]) {
    let Some(named) = chain.iter().find(|quote| quote.said_by.is_some()).cloned() else { return };
    for quote in chain.iter_mut().filter(|quote| quote.said_by.is_none()) {
        (quote.speaker, quote.said_by, quote.cue) = (named.speaker.clone(), named.said_by, named.cue);
    }
}

/// A quote inside told words has their owner: Holm said the plan was "a heavy blow to us all".
fn share(quotes: &mut [Quote], indirect: &[Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.said_by.is_none()) {
        let upto = indirect.partition_point(|told| told.span.start() <= quote.span.start());
        let near = indirect.get(upto.saturating_sub(HOLDERS_MAX)..upto).unwrap_or_default();
        if let Some(told) = near.iter().rev().find(|told| told.span.holds(quote.span)) {
            (quote.speaker, quote.said_by, quote.cue) = (told.speaker.clone(), told.said_by, told.cue);
        }
    }
}

/// So many told stretches before a quote are looked at for one that holds it.
const HOLDERS_MAX: usize = 4;

#[cfg(test)]
mod tests;
