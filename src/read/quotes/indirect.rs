//! Told words: "Holm said the mill would close", "…, officials said", "according to the ministry, …". In: tokens and what
//! stands between marks. Out: indirect quotes with their owners; one inside another where Holm said that Lee said.
//! Never: words without an owner in the same sentence.

use super::super::lexicon::{
    ACCORDING, AUXILIARY, CAPITAL, DAY_WORD, MARK, MONTH, PREPOSITION, PRONOUN, SAYING, SPEECH, STATING, STOP_WORD,
    THAT, WEEKDAY,
};
use super::super::tokens::Tokens;
use super::marks::Marked;
use super::phrase;
use crate::model::{Quote, Span};
use std::ops::Range;

/// Words outside marks that told words have at least; fewer are a direct quote with its verb.
const WORDS_MIN: usize = 3;

/// Tokens that may stand between the verb and "that" ("told reporters in the town hall on Monday that").
const THAT_TOKENS_MAX: usize = 9;

/// Tokens that may follow "…, Holm said" before the sentence ends ("in a letter to the council on Monday").
const TAIL_TOKENS_MAX: usize = 12;

/// Fewer tokens behind a preposition are the time and place of saying ("said in a statement on Monday").
const ADJUNCT_TOKENS_MAX: usize = 6;

/// Tokens of the owner after "according to".
const OWNER_TOKENS_MAX: usize = 14;

/// Tokens that are read to see whether words stand outside marks.
const OUTSIDE_TOKENS_MAX: usize = 40;

/// Acts of speech whose content needs no clause: "Holm proposed a new bridge", "Lee promised to pay".
const ASKS: &[&str] = &[
    "proposed",
    "proposes",
    "recommended",
    "recommends",
    "promised",
    "promises",
    "pledged",
    "pledges",
    "vowed",
    "vows",
    "demanded",
    "demands",
    "criticised",
    "criticized",
    "criticises",
    "criticizes",
    "condemned",
    "condemns",
    "described",
    "describes",
    "cited",
    "cites",
    "questioned",
    "questions",
    "stressed",
    "emphasized",
    "emphasised",
    "denied",
    "denies",
    "praised",
    "praises",
    "acknowledges",
];

/// Told words as places of tokens.
struct Told {
    content: Range<usize>,
    said_by: Range<usize>,
    cue: Range<usize>,
}

/// The indirect quotes of a text, in order of their beginnings.
pub(super) fn indirect(tokens: &Tokens, marked: &[Marked]) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < tokens.len() {
        let mut to = from + 1;
        while to < tokens.len() && tokens.together(from, to) {
            to += 1;
        }
        sentence(tokens, marked, from..to, &mut found);
        from = to;
    }
    found.sort_by_key(|quote: &Quote| quote.span.start());
    found
}

fn sentence(tokens: &Tokens, marked: &[Marked], range: Range<usize>, found: &mut Vec<Quote>) {
    for at in range.clone() {
        let told = if tokens.is(at, ACCORDING) {
            according(tokens, &range, at)
        } else if tokens.is(at, SAYING | STATING) && !tokens.is(at, MARK | CAPITAL) || calls(tokens, at) {
            stated(tokens, &range, at)
        } else {
            None
        };
        let Some(told) = told else { continue };
        if is_inside(tokens, marked, at) || !is_told(tokens, marked, &told.content) {
            continue;
        }
        found.extend(quote(tokens, &told));
    }
}

fn quote(tokens: &Tokens, told: &Told) -> Option<Quote> {
    let said_by = tokens.span(told.said_by.start, told.said_by.end)?;
    let cue = tokens.span(told.cue.start, told.cue.end);
    let speaker = Some(said_by.of(tokens.text).to_owned());
    let span = tokens.span(told.content.start, told.content.end)?;
    Some(Quote { span, speaker, said_by: Some(said_by), indirect: true, cue })
}

/// The words of a verb with its subject before it, or right after it behind a comma.
fn stated(tokens: &Tokens, sentence: &Range<usize>, verb: usize) -> Option<Told> {
    let participle = tokens.low(verb).ends_with("ing");
    let subject = match participle {
        true => phrase::participle_subject(tokens, sentence.start, verb),
        false => phrase::name_before(tokens, sentence.start, verb)
            .or_else(|| phrase::joined_subject(tokens, sentence.start, verb)),
    };
    let cue = verb..verb + 1;
    if let Some((from, to)) = subject.filter(|(_, to)| !may_be_noun(tokens, *to, verb)) {
        let before = if participle { None } else { before_comma(tokens, sentence, from, verb) };
        let asks = calls(tokens, verb) || ASKS.contains(&tokens.low(verb));
        let told = |content: &Range<usize>| asks || !is_adjunct(tokens, sentence, from, content);
        let behind = || after_verb(tokens, sentence, verb).filter(told);
        let content = before.or_else(behind).or_else(|| around(tokens, sentence, from, verb))?;
        return Some(Told { content, said_by: from..to, cue });
    }
    // "…, said Holm."
    let comma = verb.checked_sub(1).filter(|at| *at > sentence.start && tokens.is_mark(*at, ","))?;
    let first = phrase::past_auxiliary(tokens, verb, sentence.end) + 1;
    let to = phrase::speaker_end(tokens, first, sentence.end)?;
    tokens.is(verb, SAYING).then_some(Told { content: opening(tokens, sentence, comma), said_by: first..to, cue })
}

/// "His early tweets", "the suing states": without a name, a pronoun or "that" beside it, the word is a noun.
fn may_be_noun(tokens: &Tokens, subject_end: usize, verb: usize) -> bool {
    let noun = matches!(
        tokens.low(verb),
        "states"
            | "state"
            | "tweets"
            | "claims"
            | "claim"
            | "rules"
            | "comments"
            | "report"
            | "reports"
            | "remarks"
            | "hope"
            | "hopes"
            | "fear"
            | "fears"
            | "shows"
            | "show"
            | "doubt"
            | "doubts"
            | "worry"
            | "worries"
            | "notes"
            | "note"
            | "posts"
            | "thought"
            | "estimates"
            | "estimate"
            | "promises"
            | "promise"
            | "plans"
            | "demands"
            | "demand"
            | "proposes"
            | "recalls"
            | "expected"
            | "alleged"
            | "suspected"
            | "suspects"
            | "suspect"
            | "ruled"
            | "finds"
            | "find"
            | "warning"
            | "answers"
    );
    let last = subject_end.saturating_sub(1);
    let named = tokens.is(last, CAPITAL) && subject_end == verb;
    let verbal = named || tokens.is(verb + 1, THAT) || tokens.is(last, PRONOUN);
    noun && !verbal
}

/// "The mill will close, Holm said on Monday.": nothing but time and place after the verb.
fn before_comma(tokens: &Tokens, sentence: &Range<usize>, subject: usize, verb: usize) -> Option<Range<usize>> {
    let comma = subject.checked_sub(1).filter(|at| *at >= sentence.start + WORDS_MIN && tokens.is_mark(*at, ","))?;
    let next = verb + 1;
    let tail = (next..sentence.end).take(TAIL_TOKENS_MAX).find(|at| tokens.is(*at, MARK) && !tokens.is_mark(*at, "'"));
    let leads_on = |at: usize| {
        let opens = |mark: usize| matches!(tokens.word(mark), "“" | "\"" | "„" | "«" | "‘" | "'");
        tokens.is_mark(at, ":") || (at..sentence.end.min(at + 2)).any(opens)
    };
    if tail.is_some_and(leads_on) {
        return None;
    }
    let ends = next >= sentence.end || tail.is_some_and(|tail| tail == next);
    let frame = tokens.is(next, PREPOSITION | WEEKDAY | DAY_WORD | MONTH)
        || matches!(tokens.low(verb), "told" | "tells") && tail.is_some_and(|tail| !has_that(tokens, next..tail));
    let framed = frame && tail.is_some_and(|tail| tail + 1 >= sentence.end || tokens.is_mark(tail, ","));
    let bare = tokens.is(verb, SAYING)
        && (ends || framed && !has_that(tokens, next..sentence.end.min(next + TAIL_TOKENS_MAX)));
    bare.then(|| opening(tokens, sentence, comma))
}

/// "“…,” Holm said in a statement": time and place of a quote that stands before, or too little to tell anything.
fn is_adjunct(tokens: &Tokens, sentence: &Range<usize>, subject: usize, content: &Range<usize>) -> bool {
    let behind = subject == sentence.start || matches!(tokens.word(subject - 1), "”" | "\"" | "'" | "’" | "»" | ",");
    tokens.is(content.start, PREPOSITION) && (content.len() < ADJUNCT_TOKENS_MAX || behind && subject > sentence.start)
}

/// "In May, Holm said, the mill will close": the longer part, before or after.
fn around(tokens: &Tokens, sentence: &Range<usize>, subject: usize, verb: usize) -> Option<Range<usize>> {
    let between = subject > sentence.start && tokens.is_mark(subject - 1, ",") && tokens.is_mark(verb + 1, ",");
    let after = verb + 2..content_end(tokens, sentence, verb + 2);
    let quoted = matches!(tokens.word(verb + 2), "“" | "\"" | "‘");
    (between && !quoted && after.len() >= WORDS_MIN && tokens.is(verb, SAYING)).then_some(after)
}

fn has_that(tokens: &Tokens, range: Range<usize>) -> bool {
    range.into_iter().any(|at| tokens.is(at, THAT))
}

/// From the first word of the sentence up to a comma.
fn opening(tokens: &Tokens, sentence: &Range<usize>, comma: usize) -> Range<usize> {
    let first =
        (sentence.start..comma).find(|at| !tokens.is(*at, MARK) || matches!(tokens.word(*at), "“" | "\"" | "$"));
    first.unwrap_or(sentence.start)..comma
}

/// "Holm said (on Monday) that the mill would close": from "that", or from the verb on.
fn after_verb(tokens: &Tokens, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let reach = sentence.end.min(verb + 1 + THAT_TOKENS_MAX);
    let stop = (verb + 2..reach).find(|at| matches!(tokens.word(*at), "," | ";" | ":" | "“" | "\"")).unwrap_or(reach);
    let near = (verb + 1..(stop + 2).min(reach)).find(|at| tokens.is(*at, THAT));
    let bare = tokens.is(verb, SAYING) || ASKS.contains(&tokens.low(verb)) || calls(tokens, verb);
    let from = match near {
        Some(that) => that,
        None if bare || starts_clause(tokens, verb + 1) => bare_start(tokens, sentence, verb)?,
        None => return None,
    };
    let content = from..content_end(tokens, sentence, from);
    (content.len() >= WORDS_MIN).then_some(content)
}

/// "Called for", "calls on".
fn calls(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.low(at), "called" | "calls" | "call") && matches!(tokens.low(at + 1), "for" | "on" | "upon")
}

/// Where told words begin that no "that" opens.
fn bare_start(tokens: &Tokens, sentence: &Range<usize>, verb: usize) -> Option<usize> {
    let mut from = verb + 1;
    if matches!(tokens.low(verb), "told" | "tells" | "tell") {
        from = phrase::speaker_end(tokens, from, sentence.end)?;
    }
    while from < sentence.end && tokens.is(from, WEEKDAY | DAY_WORD) {
        from += 1;
    }
    // "It concludes with a song" tells nothing; "he said in May the mill would close" does.
    let plain = matches!(tokens.low(verb), "said" | "says" | "say" | "told" | "tells");
    let asks = calls(tokens, verb) || ASKS.contains(&tokens.low(verb)) && tokens.low(from) == "to";
    if tokens.is(from, PREPOSITION) && !(plain || asks) {
        return None;
    }
    // "He said:", "she said, smiling": what follows a mark is no clause of the verb.
    (!tokens.is(from, MARK) || matches!(tokens.word(from), "“" | "\"" | "$" | "‘" | "€" | "£")).then_some(from)
}

/// Whether words open a clause: a pronoun, or a name with a verb.
fn starts_clause(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, PRONOUN)
        || (at..at + 6).any(|place| place > at && tokens.is(place, AUXILIARY) && !tokens.is(at, PREPOSITION))
}

/// Told words end with their sentence, or where another verb of speaking takes over behind a comma.
fn content_end(tokens: &Tokens, sentence: &Range<usize>, from: usize) -> usize {
    let mut end = sentence.end;
    while end > from && tokens.is(end - 1, MARK) && matches!(tokens.word(end - 1), "." | "!" | "?" | "," | ";" | ":") {
        end -= 1;
    }
    let cut = |at: usize| {
        tokens.is_mark(at, ";")
            || tokens.is_mark(at, ",")
                && (tokens.is(at + 1, ACCORDING)
                    || tokens.is(at + 1, SAYING | SPEECH) && tokens.low(at + 1).ends_with("ing")
                    || tokens.low(at + 1) == "but")
    };
    (from + 1..end).take(4 * OUTSIDE_TOKENS_MAX).find(|at| cut(*at)).unwrap_or(end)
}

/// "According to the ministry, the mill will close"; "the mill will close, according to the ministry".
fn according(tokens: &Tokens, sentence: &Range<usize>, at: usize) -> Option<Told> {
    let mut owner = at + 1;
    while tokens.is(owner, PREPOSITION) && owner < at + 2 {
        owner += 1;
    }
    let english = tokens.low(at) == "according";
    if owner >= sentence.end || tokens.is(owner, MARK) || english && owner == at + 1 {
        return None;
    }
    let stop = sentence.end.min(owner + OWNER_TOKENS_MAX);
    let mark = (owner..stop).find(|place| matches!(tokens.word(*place), "," | "." | ";" | ":" | ")" | "—"));
    let first = (sentence.start..at).all(|place| tokens.is(place, MARK));
    let cue = at..owner;
    if first {
        let comma = mark.filter(|mark| tokens.is_mark(*mark, ","));
        let to = match comma {
            Some(comma) => comma,
            None => phrase::speaker_end(tokens, owner, sentence.end)?,
        };
        let from = to + usize::from(comma.is_some());
        let content = from..content_end(tokens, sentence, from);
        return (content.len() >= WORDS_MIN).then_some(Told { content, said_by: owner..to, cue });
    }
    let to = mark.unwrap_or(stop);
    let end = if tokens.is(at - 1, MARK) { at - 1 } else { at };
    let content = opening(tokens, sentence, end);
    (content.len() >= WORDS_MIN && named(tokens, owner)).then_some(Told { content, said_by: owner..to, cue })
}

/// "According to plan", "laut und klar" name nobody.
fn named(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, CAPITAL)
        || phrase::speaker_end(tokens, at, at + 6).is_some() && !tokens.is(at, STOP_WORD)
        || phrase::has_article(tokens, at)
}

/// Whether a token stands between marks.
fn is_inside(tokens: &Tokens, marked: &[Marked], at: usize) -> bool {
    holder(marked, tokens.start(at)).is_some()
}

fn holder(marked: &[Marked], byte: usize) -> Option<Span> {
    let upto = marked.partition_point(|one| one.span.start() <= byte);
    upto.checked_sub(1).and_then(|last| marked.get(last)).map(|one| one.span).filter(|span| byte < span.end())
}

/// Words outside marks make it told; where it begins with them, one besides "that" is enough.
fn is_told(tokens: &Tokens, marked: &[Marked], content: &Range<usize>) -> bool {
    let first = content.start + usize::from(tokens.is(content.start, THAT));
    let least = if is_inside(tokens, marked, first) { WORDS_MIN } else { 1 };
    outside(tokens, marked, &(first..content.end)) >= least
}

/// Words of a range that stand outside marks; no more than are asked for are counted.
fn outside(tokens: &Tokens, marked: &[Marked], content: &Range<usize>) -> usize {
    let words = content.clone().take(OUTSIDE_TOKENS_MAX).filter(|at| !tokens.low(*at).is_empty());
    words.filter(|at| !is_inside(tokens, marked, *at)).count()
}
