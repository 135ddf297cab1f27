//! Who said what stands between marks. In: tokens and a quote. Out: the words right beside it that name the speaker, and the
//! verb. Never: past another quote, or into another sentence but after a colon.

use super::super::lexicon::{ARTICLE, CAPITAL, DETERMINER, MARK, PERSON_NOUN, PRONOUN, SPEECH, STOP_WORD, TITLE};
use super::super::tokens::Tokens;
use super::phrase::{self, is_saying, name_and_verb, speaker_end, starts_clause};
use crate::model::Span;

/// Tokens from the saying verb before a quote to its opening mark ("said on Monday in the town hall that").
const LEAD_TOKENS_MAX: usize = 14;

/// Who said it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    /// The words that name the speaker.
    pub(super) said_by: Span,
    /// The verb.
    pub(super) cue: Option<Span>,
    /// They stand after the quote.
    pub(super) follows: bool,
}

impl Owner {
    fn new(tokens: &Tokens, from: usize, to: usize, verb: Option<usize>) -> Option<Self> {
        let cue = verb.and_then(|verb| tokens.span(verb, verb + 1));
        Some(Self { said_by: tokens.span(from, to)?, cue, follows: false })
    }
}

/// The owner whom the words beside a quote name: after it first, then before it, never past another quote.
pub(super) fn beside(tokens: &Tokens, quote: Span, floor: usize, ceiling: usize) -> Option<Owner> {
    let after = tokens.at_byte(quote.end());
    let first = tokens.at_byte(quote.start());
    let rest = tokens.text.get(quote.end()..ceiling).unwrap_or("");
    let line_end = rest.find('\n').map_or(ceiling, |at| quote.end() + at);
    let follows = |owner| Owner { follows: true, ..owner };
    after_quote(tokens, after, tokens.at_byte(line_end)).map(follows).or_else(|| {
        let found = before_quote(tokens, tokens.at_byte(floor), first)?;
        let between = tokens.text.get(found.said_by.start()..quote.start()).unwrap_or("");
        let leads = between.trim_end().ends_with(':') && is_somebody(tokens, found.said_by);
        (!between.contains('\n') || leads).then_some(found)
    })
}

/// Over a line's end only a name, a pronoun or a word for a person leads ("Holm went on:", not "the noise continues:").
fn is_somebody(tokens: &Tokens, span: Span) -> bool {
    let (from, to) = (tokens.at_byte(span.start()), tokens.at_byte(span.end()));
    (from..to).any(|at| {
        tokens.is(at, PRONOUN | PERSON_NOUN | TITLE)
            || tokens.is(at, CAPITAL) && !tokens.is(at, DETERMINER | ARTICLE | STOP_WORD)
    })
}

/// "…," Ann Holm(, a farmer,) (also) said; "…," said Ann Holm; "…" — Ann Holm.
fn after_quote(tokens: &Tokens, start: usize, stop: usize) -> Option<Owner> {
    let mut at = start;
    while at < stop && matches!(tokens.word(at), "," | "." | "—" | "–" | "-") && at < start + 2 {
        at += 1;
    }
    if tokens.is_mark(start, ".") {
        return signed(tokens, start, stop);
    }
    if let Some((to, verb)) = name_and_verb(tokens, at, stop) {
        // "It was over." Holm said: "That is not so.": that leads the next quote.
        let stopped = start.checked_sub(2).is_some_and(|last| tokens.is_mark(last, "."));
        let leads = tokens.is_mark(verb + 1, ":") || tokens.is_mark(stop.saturating_sub(1), ":");
        return if stopped && leads { None } else { Owner::new(tokens, at, to, Some(verb)) };
    }
    verb_and_name(tokens, at, stop).or_else(|| signed(tokens, start, stop))
}

/// "…" — Ann Holm, and nothing more on the line.
fn signed(tokens: &Tokens, start: usize, stop: usize) -> Option<Owner> {
    let dash = matches!(tokens.word(start), "—" | "–" | "―" | "-");
    let to = dash.then(|| speaker_end(tokens, start + 1, stop))??;
    let ends = to == stop || tokens.is_mark(to, ".") && to + 1 == stop;
    (ends && tokens.is(start + 1, CAPITAL)).then(|| Owner::new(tokens, start + 1, to, None))?
}

/// said the minister; a déclaré la ministre.
fn verb_and_name(tokens: &Tokens, at: usize, stop: usize) -> Option<Owner> {
    let verb = phrase::past_auxiliary(tokens, at, stop);
    if !is_saying(tokens, verb, stop) {
        return None;
    }
    Owner::new(tokens, verb + 1, speaker_end(tokens, verb + 1, stop)?, Some(verb))
}

/// Ann Holm said (on Monday that) "…"; said Ann Holm: "…"; according to Holm, "…".
fn before_quote(tokens: &Tokens, from: usize, first: usize) -> Option<Owner> {
    let nearest = first.saturating_sub(LEAD_TOKENS_MAX).max(from);
    for verb in (nearest..first).rev() {
        if tokens.is_mark(verb, ".") || tokens.is_mark(verb, "?") || tokens.is_mark(verb, "!") {
            return None;
        }
        if tokens.is(verb, SPEECH) && tokens.low(verb).ends_with("ing") {
            // "… praised the plan, saying: “…”": whoever the sentence begins with.
            let (start, to) = phrase::participle_subject(tokens, from, verb)?;
            return if verb + 2 >= first || to == verb { Owner::new(tokens, start, to, Some(verb)) } else { None };
        }
        if !is_saying(tokens, verb, first) {
            continue;
        }
        let inverted = speaker_end(tokens, verb + 1, first).filter(|to| matches!(tokens.word(*to), ":" | ","));
        if let Some(to) = inverted.filter(|_| starts_clause(tokens, verb)) {
            return Owner::new(tokens, verb + 1, to, Some(verb));
        }
        let named = phrase::name_before(tokens, from, verb);
        let (start, to) = named.or_else(|| phrase::joined_subject(tokens, from, verb))?;
        return Owner::new(tokens, start, to, Some(verb));
    }
    colon(tokens, from, first)
}

/// Ann Holm: "…" at the start of a line.
fn colon(tokens: &Tokens, from: usize, first: usize) -> Option<Owner> {
    let colon = first.checked_sub(1).filter(|at| *at > from && tokens.is_mark(*at, ":"))?;
    let start = (from..colon).rev().take(6).find(|at| starts_line(tokens, *at))?;
    let to = speaker_end(tokens, start, colon)?;
    (to == colon && tokens.is(start, CAPITAL) && !tokens.is(start, MARK))
        .then(|| Owner::new(tokens, start, to, None))?
}

fn starts_line(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.text.get(..tokens.start(at)).unwrap_or("");
    before.is_empty() || before.ends_with('\n')
}
