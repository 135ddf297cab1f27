//! Direct quotes and who said them. In: tokens of a text. Out: spans with their marks, and a speaker where the words
//! right beside a quote name one. Never: a speaker carried on from an earlier quote, or resolved from a pronoun.

use super::lexicon::{
    AUXILIARY, CAPITAL, CONNECTOR, DETERMINER, MARK, MONTH, PERSON_NOUN, POSSESSIVE, PRONOUN, SAYING, STOP_WORD, TITLE,
    WEEKDAY,
};
use super::tokens::Tokens;
use crate::model::{Quote, Span};

/// Shorter stretches between marks are words set apart, not speech. In bytes; found on news, as eight letters.
const QUOTE_BYTES_MIN: usize = 8;

/// A quote that nobody closes ends with its paragraph; one longer than this is no quote but a lost mark. In bytes.
const QUOTE_BYTES_MAX: usize = 4000;

/// "…," the minister for roads said: so many words may stand between the article and the verb.
const SPEAKER_WORDS_MAX: usize = 5;

/// "Tarn council leader Ann Holm": so many words of a role inside a name.
const ROLE_WORDS_MAX: usize = 3;

/// Tokens from the saying verb before a quote to its opening mark ("said on Monday in the town hall that").
const LEAD_TOKENS_MAX: usize = 14;

/// An aside between commas after a name ("Holm, a farmer of 40 years, said").
const ASIDE_TOKENS_MAX: usize = 16;

/// The direct quotes of a text.
pub(super) fn quotes(tokens: &Tokens) -> Vec<Quote> {
    let spans = marked(tokens.text);
    let mut quotes = Vec::with_capacity(spans.len());
    for (number, span) in spans.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| spans.get(before)).map_or(0, |before| before.end());
        let after = spans.get(number + 1).map_or(tokens.text.len(), |after| after.start());
        let said_by = speaker(tokens, *span, before, after);
        let speaker = said_by.map(|span| span.of(tokens.text).to_owned());
        quotes.push(Quote { span: *span, speaker, said_by });
    }
    quotes
}

/// Every stretch between an opening and a closing mark of one paragraph.
fn marked(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, open)) = next_opener(text, at) {
        let inner = start + open.len_utf8();
        let rest = text.get(inner..).unwrap_or("");
        let paragraph = rest.find('\n').unwrap_or(rest.len());
        let line = rest.get(..paragraph).unwrap_or("");
        let closed = line.char_indices().find(|(_, mark)| closes(open, *mark));
        let end = closed.map_or(inner + paragraph, |(place, mark)| inner + place + mark.len_utf8());
        let length = line.len().min(end - inner);
        let dangling = closed.is_none() && open != '“' && open != '"';
        if dangling {
            at = inner;
            continue;
        }
        if (QUOTE_BYTES_MIN..=QUOTE_BYTES_MAX).contains(&length) {
            found.extend(Span::new(start, end));
        }
        at = end;
    }
    found
}

fn next_opener(text: &str, from: usize) -> Option<(usize, char)> {
    let rest = text.get(from..)?;
    let bytes = rest.as_bytes();
    // '"', and the lead bytes of the others; anything else is no mark.
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes.get(at), Some(b'"' | 0xc2 | 0xe2 | 0xe3)) {
            let mark = rest.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            if matches!(mark, '"' | '“' | '„' | '«' | '「') {
                return Some((from + at, mark));
            }
        }
        at += 1;
    }
    None
}

fn closes(open: char, mark: char) -> bool {
    match open {
        '"' => mark == '"',
        '“' => mark == '”',
        '„' => matches!(mark, '“' | '”'),
        '«' => mark == '»',
        _ => mark == '」',
    }
}

/// The words beside a quote that name its speaker: after it first, then before it, never past another quote.
fn speaker(tokens: &Tokens, quote: Span, floor: usize, ceiling: usize) -> Option<Span> {
    let after = tokens.at_byte(quote.end());
    let first = tokens.at_byte(quote.start());
    let same_line = |from: usize, to: usize| tokens.text.get(from..to).is_some_and(|between| !between.contains('\n'));
    let line_end =
        tokens.text.get(quote.end()..ceiling).and_then(|rest| rest.find('\n')).map_or(ceiling, |at| quote.end() + at);
    let stop = tokens.at_byte(line_end);
    after_quote(tokens, after, stop).or_else(|| {
        let from = tokens.at_byte(floor);
        before_quote(tokens, from, first).filter(|span| same_line(span.start(), quote.start()))
    })
}

/// "…," Ann Holm(, a farmer,) (also) said; "…," said Ann Holm.
fn after_quote(tokens: &Tokens, start: usize, stop: usize) -> Option<Span> {
    let mut at = start;
    while at < stop && matches!(tokens.word(at), "," | "." | "—" | "–" | "-") && at < start + 2 {
        at += 1;
    }
    name_and_verb(tokens, at, stop).or_else(|| verb_and_name(tokens, at, stop)).or_else(|| signed(tokens, start, stop))
}

/// "…" — Ann Holm, and nothing more on the line.
fn signed(tokens: &Tokens, start: usize, stop: usize) -> Option<Span> {
    let dash = matches!(tokens.word(start), "—" | "–" | "―" | "-");
    let to = dash.then(|| speaker_end(tokens, start + 1, stop))??;
    let ends = to == stop || tokens.is_mark(to, ".") && to + 1 == stop;
    (ends && tokens.is(start + 1, CAPITAL)).then(|| tokens.span(start + 1, to))?
}

fn name_and_verb(tokens: &Tokens, at: usize, stop: usize) -> Option<Span> {
    let to = speaker_end(tokens, at, stop)?;
    let verb = past_aside(tokens, to, stop);
    is_saying(tokens, past_adverb(tokens, verb), stop).then(|| tokens.span(at, to))?
}

fn verb_and_name(tokens: &Tokens, at: usize, stop: usize) -> Option<Span> {
    if !is_saying(tokens, at, stop) {
        return None;
    }
    let to = speaker_end(tokens, at + 1, stop)?;
    // "said the minister on": take the noun, not what follows it.
    tokens.span(at + 1, to)
}

/// Ann Holm said (on Monday that) "…"; said Ann Holm: "…".
fn before_quote(tokens: &Tokens, from: usize, first: usize) -> Option<Span> {
    let nearest = first.saturating_sub(LEAD_TOKENS_MAX).max(from);
    for verb in (nearest..first).rev() {
        if tokens.is_mark(verb, ".") || tokens.is_mark(verb, "?") || tokens.is_mark(verb, "!") {
            return None;
        }
        if matches!(tokens.low(verb), "saying" | "adding" | "telling" | "asking" | "writing" | "claiming") {
            return None;
        }
        if !is_saying(tokens, verb, first) {
            continue;
        }
        let inverted = speaker_end(tokens, verb + 1, first).filter(|to| matches!(tokens.word(*to), ":" | ","));
        if let Some(to) = inverted.filter(|_| starts_clause(tokens, verb)) {
            return tokens.span(verb + 1, to);
        }
        return name_before(tokens, from, verb);
    }
    None
}

fn starts_clause(tokens: &Tokens, at: usize) -> bool {
    at == 0 || tokens.is(at - 1, MARK) || !tokens.together(at - 1, at)
}

/// The longest name that ends right before the verb (an aside or adverb may stand between).
fn name_before(tokens: &Tokens, from: usize, verb: usize) -> Option<Span> {
    let floor = verb.saturating_sub(SPEAKER_WORDS_MAX + ASIDE_TOKENS_MAX + 4).max(from);
    (floor..verb)
        .filter(|start| tokens.together(*start, verb) && clean_start(tokens, *start))
        .find_map(|start| name_and_verb(tokens, start, verb + 1).filter(|span| reaches(tokens, span, verb)))
}

fn reaches(tokens: &Tokens, span: &Span, verb: usize) -> bool {
    let to = tokens.at_byte(span.end());
    past_adverb(tokens, past_aside(tokens, to, verb + 1)) == verb
}

/// A name does not begin inside another name.
fn clean_start(tokens: &Tokens, at: usize) -> bool {
    at == 0
        || !(tokens.is(at, CAPITAL)
            && tokens.is(at - 1, CAPITAL)
            && !tokens.is(at - 1, MARK | DETERMINER | STOP_WORD | WEEKDAY | MONTH))
}

/// Where a speaker that begins here ends: a capitalised run, a pronoun, or an article with up to four words and a noun.
fn speaker_end(tokens: &Tokens, at: usize, stop: usize) -> Option<usize> {
    if at >= stop || tokens.is(at, MARK) {
        return None;
    }
    if tokens.is(at, PRONOUN) {
        return Some(at + 1);
    }
    let opens = !tokens.is(at, DETERMINER | STOP_WORD | WEEKDAY | MONTH) || tokens.is(at, TITLE);
    if tokens.is(at, CAPITAL) && opens {
        return Some(capitals_end(tokens, at, stop));
    }
    if !tokens.is(at, DETERMINER) {
        return None;
    }
    let mut to = at + 1;
    while to < stop && to <= at + SPEAKER_WORDS_MAX && stands_in_phrase(tokens, to) {
        to += 1;
    }
    (to > at + 1).then_some(to)
}

/// Whether a word can stand in "the roads minister of Tarn": no verb, no "and", no adverb before the verb.
fn stands_in_phrase(tokens: &Tokens, at: usize) -> bool {
    if tokens.is(at, MARK) {
        return tokens.is(at, POSSESSIVE);
    }
    let linking = matches!(tokens.low(at), "of" | "for" | "in" | "on" | "other" | "former" | "own" | "at");
    let small = tokens.is(at, STOP_WORD) && !linking;
    !tokens.is(at, SAYING | AUXILIARY) && !small && !tokens.low(at).ends_with("ly")
}

fn capitals_end(tokens: &Tokens, at: usize, stop: usize) -> usize {
    let mut to = at + 1;
    while to < stop {
        let stopped =
            tokens.is_mark(to, ".") && to == at + 1 && tokens.is(to + 1, CAPITAL) && tokens.word(at).len() <= 4;
        let joined = tokens.is(to, CONNECTOR) && tokens.is(to + 1, CAPITAL) && to + 1 < stop;
        if tokens.is(to, CAPITAL) || stopped || joined {
            to += 1;
        } else if let Some(name) = name_after_role(tokens, to, stop) {
            to = name;
        } else {
            break;
        }
    }
    to
}

/// "Tarn council leader Ann Holm": a capital letter comes again after up to three words of a role.
fn name_after_role(tokens: &Tokens, at: usize, stop: usize) -> Option<usize> {
    let is_role = |place: usize| !tokens.is(place, MARK | CAPITAL | STOP_WORD | SAYING | AUXILIARY);
    let end = (at..stop.min(at + ROLE_WORDS_MAX + 1)).find(|place| !is_role(*place))?;
    let named =
        end > at && tokens.is(end - 1, PERSON_NOUN | TITLE) && tokens.is(end, CAPITAL) && tokens.together(at, end);
    named.then_some(end)
}

/// Over ", a farmer from Tarn," after a name.
fn past_aside(tokens: &Tokens, at: usize, stop: usize) -> usize {
    let closer = match tokens.word(at) {
        "," => ",",
        "(" => ")",
        _ => return at,
    };
    let close = (at + 1..stop.min(at + ASIDE_TOKENS_MAX)).find(|place| tokens.is_mark(*place, closer));
    close.map_or(at, |close| close + 1)
}

fn past_adverb(tokens: &Tokens, at: usize) -> usize {
    at + usize::from(matches!(
        tokens.low(at),
        "also" | "later" | "then" | "has" | "had" | "have" | "once" | "recently" | "previously" | "reportedly"
    ))
}

fn is_saying(tokens: &Tokens, at: usize, stop: usize) -> bool {
    at < stop && tokens.is(at, SAYING)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Tokens;
    use super::quotes;

    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let sentences = crate::text::sentences(text, "en");
        let found = quotes(&Tokens::new(text, &sentences, "en"));
        let found: Vec<_> = found.iter().map(|quote| (quote.span.of(text), quote.speaker.as_deref())).collect();
        assert_eq!(found, expected, "quotes of {text:?}");
    }

    #[test]
    fn speakers_after() {
        check("“We will rebuild it,” Ann Holm said.", &[("“We will rebuild it,”", Some("Ann Holm"))]);
        check("\"We will rebuild it,\" said Mr. Holm, a farmer.", &[("\"We will rebuild it,\"", Some("Mr. Holm"))]);
        check("“We will rebuild it,” Holm, a farmer from Tarn, also said.", &[("“We will rebuild it,”", Some("Holm"))]);
        check("“We will rebuild it,” he added.", &[("“We will rebuild it,”", Some("he"))]);
        check(
            "“We will rebuild it,” the roads minister told reporters.",
            &[("“We will rebuild it,”", Some("the roads minister"))],
        );
    }

    #[test]
    fn speakers_before() {
        check("Ann Holm said: “We will rebuild it.”", &[("“We will rebuild it.”", Some("Ann Holm"))]);
        check(
            "On Monday Holm, the mayor, said that “nobody will stay behind”.",
            &[("“nobody will stay behind”", Some("Holm"))],
        );
        check("Holm left. “We will rebuild it.”", &[("“We will rebuild it.”", None)]);
    }

    #[test]
    fn never_carried_on() {
        let text = "“We will rebuild it,” Holm said. “It takes a whole year.”";
        check(text, &[("“We will rebuild it,”", Some("Holm")), ("“It takes a whole year.”", None)]);
    }

    #[test]
    fn other_marks() {
        check("Он сказал: «Мы восстановим мост».", &[("«Мы восстановим мост»", None)]);
        check("„Wir bauen sie neu“, so der Plan.", &[("„Wir bauen sie neu“", None)]);
        check("the “old” bridge", &[]);
        check("“An open quote runs to the end\nof its paragraph only.", &[("“An open quote runs to the end", None)]);
    }
}
