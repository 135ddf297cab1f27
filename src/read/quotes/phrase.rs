//! Words that name a speaker. In: tokens and a place. Out: where a name, a pronoun or "the roads minister" ends, and which
//! verb it is the subject of. Never: says that somebody spoke; only what words could name them.

use super::super::lexicon::{
    ARTICLE, AUXILIARY, CAPITAL, CONNECTOR, DAY_WORD, DETERMINER, DIGITS, MARK, MONTH, NUMBER, PERSON_NOUN, POSSESSIVE,
    PREPOSITION, PRONOUN, SAYING, SENTENCE_START, SPEECH, STATING, STOP_WORD, THAT, TITLE, WEEKDAY,
};
use super::super::tokens::Tokens;

/// "…," the minister for roads said: so many words may stand between the article and the verb.
const SPEAKER_WORDS_MAX: usize = 5;

/// "…," two local officials said: so many words without an article.
const BARE_WORDS_MAX: usize = 4;

/// "Tarn council leader Ann Holm": so many words of a role inside a name.
const ROLE_WORDS_MAX: usize = 3;

/// An aside between commas after a name ("Holm, a farmer of 40 years, said").
const ASIDE_TOKENS_MAX: usize = 28;

/// Asides after one name.
const ASIDES_MAX: usize = 3;

/// Adverbs and auxiliaries between a name and its verb ("has also repeatedly said").
const ADVERBS_MAX: usize = 3;

/// Tokens of a sentence in which its subject is looked for.
const SUBJECT_TOKENS_MAX: usize = 16;

/// Whether a word is a verb of speaking before or after a direct quote.
pub(super) fn is_saying(tokens: &Tokens, at: usize, stop: usize) -> bool {
    at < stop && tokens.is(at, SAYING | SPEECH) && !tokens.low(at).ends_with("ing")
}

/// The end of the name that begins here and the saying verb of which it is the subject.
pub(super) fn name_and_verb(tokens: &Tokens, at: usize, stop: usize) -> Option<(usize, usize)> {
    let reaches = |to: usize| {
        let verb = verb_after(tokens, to, stop);
        is_saying(tokens, verb, stop).then_some((to, verb))
    };
    let ends = [speaker_end(tokens, at, stop), role_end(tokens, at, stop), named_group_end(tokens, at, stop)];
    ends.into_iter().flatten().find_map(reaches)
}

/// Over asides, a weekday and adverbs to where the verb of a subject that ends here must stand.
pub(super) fn verb_after(tokens: &Tokens, to: usize, stop: usize) -> usize {
    let aside = past_asides(tokens, to, stop);
    let linked = aside + usize::from(tokens.is(aside, PREPOSITION) && tokens.is(aside + 1, WEEKDAY));
    past_adverbs(tokens, linked + usize::from(linked < stop && tokens.is(linked, WEEKDAY)), stop)
}

/// The longest name that ends right before the verb (asides or adverbs may stand between).
pub(super) fn name_before(tokens: &Tokens, from: usize, verb: usize) -> Option<(usize, usize)> {
    let floor = verb.saturating_sub(SPEAKER_WORDS_MAX + ASIDE_TOKENS_MAX + 4).max(from);
    let ends = |start: usize| {
        let reaches = |to: &usize| *to <= verb && verb_after(tokens, *to, verb + 1) == verb;
        let ends =
            [speaker_end(tokens, start, verb), role_end(tokens, start, verb), named_group_end(tokens, start, verb)];
        ends.into_iter().flatten().find(reaches).map(|to| (start, to))
    };
    (floor..verb).filter(|start| tokens.together(*start, verb) && clean_start(tokens, *start)).find_map(ends)
}

/// Whose participle it is: the name right before it ("footage of Holm saying"), else, behind a mark or a linking word, the
/// name that the sentence begins with ("Holm praised the plan, saying").
pub(super) fn participle_subject(tokens: &Tokens, from: usize, verb: usize) -> Option<(usize, usize)> {
    let before = verb.checked_sub(1).filter(|at| *at >= from)?;
    if tokens.is(before, CAPITAL) {
        return name_before(tokens, from, verb);
    }
    let linked = tokens.is(before, MARK) || matches!(tokens.low(before), "and" | "while" | "by" | "but");
    if linked { subject_of_sentence(tokens, from, verb) } else { None }
}

/// "Holm left the hall and said": the name that the sentence begins with.
pub(super) fn joined_subject(tokens: &Tokens, from: usize, verb: usize) -> Option<(usize, usize)> {
    let before = verb.checked_sub(1).filter(|at| *at >= from)?;
    if matches!(tokens.low(before), "and" | "then" | "but") { subject_of_sentence(tokens, from, verb) } else { None }
}

/// The name that a sentence begins with, where a verb follows it; `inside` stands in that sentence.
fn subject_of_sentence(tokens: &Tokens, from: usize, inside: usize) -> Option<(usize, usize)> {
    let floor = inside.saturating_sub(3 * SUBJECT_TOKENS_MAX).max(from);
    let start = (floor..inside).rev().find(|at| tokens.is(*at, SENTENCE_START) && tokens.together(*at, inside))?;
    let to = speaker_end(tokens, start, inside)?;
    let verb = verb_after(tokens, to, inside);
    let verbal = !tokens.is(verb, MARK | CAPITAL | PREPOSITION | DETERMINER | STOP_WORD) || tokens.is(verb, AUXILIARY);
    verbal.then_some((start, to))
}

/// A verb of speaking may open its clause: after a mark, or a sentence with it.
pub(super) fn starts_clause(tokens: &Tokens, at: usize) -> bool {
    at == 0 || tokens.is(at - 1, MARK) || !tokens.together(at - 1, at)
}

/// A name does not begin inside another name, nor a bare noun inside its phrase.
fn clean_start(tokens: &Tokens, at: usize) -> bool {
    if at == 0 || !tokens.together(at - 1, at) {
        return true;
    }
    let before_ends =
        tokens.is(at - 1, MARK | DETERMINER | STOP_WORD | WEEKDAY | MONTH) && !tokens.is(at - 1, POSSESSIVE);
    match tokens.is(at, CAPITAL) {
        true => !tokens.is(at - 1, CAPITAL) || before_ends,
        false => before_ends || tokens.is(at, DETERMINER | ARTICLE | PRONOUN),
    }
}

/// Where a speaker that begins here ends: a capitalised run, a pronoun, an article with up to four words and a noun, or,
/// without an article, up to three plain words.
pub(super) fn speaker_end(tokens: &Tokens, at: usize, stop: usize) -> Option<usize> {
    if at >= stop || tokens.is(at, MARK) {
        return None;
    }
    if tokens.is(at, PRONOUN) {
        return Some(at + 1);
    }
    let opens = !tokens.is(at, DETERMINER | ARTICLE | STOP_WORD | WEEKDAY | MONTH) || tokens.is(at, TITLE);
    if tokens.is(at, CAPITAL) && opens {
        return Some(possessed_end(tokens, capitals_end(tokens, at, stop), stop));
    }
    let has_article = has_article(tokens, at);
    if tokens.is(at, THAT) && (tokens.is(at + 1, CAPITAL | DETERMINER | ARTICLE | PRONOUN) || !has_article) {
        return None;
    }
    let words_max = if has_article { SPEAKER_WORDS_MAX } else { BARE_WORDS_MAX - 1 };
    if !has_article && !stands_in_phrase(tokens, at) || tokens.is(at, DAY_WORD | WEEKDAY | PREPOSITION) {
        return None;
    }
    let mut to = at + 1;
    while to < stop && to <= at + words_max && stands_in_phrase(tokens, to) {
        to += 1;
    }
    (to > at + 1 || !tokens.is(at, DETERMINER | ARTICLE)).then_some(to)
}

/// Whether an article or a possessive opens these words.
pub(super) fn has_article(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, DETERMINER | ARTICLE) || opens_with_article(tokens.low(at))
}

/// French and Italian join the article to its noun: l'armée.
fn opens_with_article(word: &str) -> bool {
    word.starts_with("l'") || word.starts_with("l’")
}

/// "Obama's former aide": a noun phrase behind a possessive belongs to the name.
fn possessed_end(tokens: &Tokens, at: usize, stop: usize) -> usize {
    if !tokens.is(at, POSSESSIVE) {
        return at;
    }
    let mut to = at + 1;
    while to < stop && to <= at + SPEAKER_WORDS_MAX && stands_in_phrase(tokens, to) {
        to += 1;
    }
    if to > at + 1 { to } else { at }
}

/// Where a name with a role before or inside it ends: "town police chief Ann Holm", "roads minister Ann Holm (Tarn)".
fn role_end(tokens: &Tokens, at: usize, stop: usize) -> Option<usize> {
    let plain = |place: usize| !tokens.is(place, MARK | STOP_WORD | SAYING | SPEECH | AUXILIARY | CONNECTOR);
    let name =
        (at..stop.min(at + ROLE_WORDS_MAX + 2)).find(|place| !plain(*place) || is_late_capital(tokens, at, *place))?;
    (name > at && tokens.is(name, CAPITAL) && tokens.together(at, name)).then(|| capitals_end(tokens, name, stop))
}

/// Where "Tarn council leaders", "Police officials", "Experts on the river" ends: plain words behind a capital letter.
fn named_group_end(tokens: &Tokens, at: usize, stop: usize) -> Option<usize> {
    let opens = tokens.is(at, CAPITAL)
        && !tokens.is(at, MARK | DETERMINER | ARTICLE | STOP_WORD | WEEKDAY | MONTH | PREPOSITION);
    let from = if opens && at < stop { capitals_end(tokens, at, stop) } else { return None };
    let mut to = from;
    while to < stop && to <= from + SPEAKER_WORDS_MAX && stands_in_phrase(tokens, to) {
        to += 1;
    }
    (to > from).then_some(to)
}

/// A capital letter after a word without one.
fn is_late_capital(tokens: &Tokens, first: usize, at: usize) -> bool {
    at > first && tokens.is(at, CAPITAL) && !tokens.is(at - 1, CAPITAL)
}

/// Whether a word can stand in "the roads minister of Tarn": no verb, no "and", no adverb before the verb.
fn stands_in_phrase(tokens: &Tokens, at: usize) -> bool {
    if tokens.is(at, MARK) {
        return tokens.is(at, POSSESSIVE);
    }
    let linking = tokens.is(at, CONNECTOR) && !tokens.is(at, CAPITAL)
        || matches!(tokens.low(at), "of" | "for" | "in" | "on" | "other" | "former" | "own" | "at");
    let small = tokens.is(at, STOP_WORD | DAY_WORD) && !linking && !tokens.is(at, DIGITS | NUMBER);
    !tokens.is(at, SAYING | SPEECH | AUXILIARY | STATING | PRONOUN) && !small && !tokens.low(at).ends_with("ly")
}

/// Where a run of capitalised words ends.
fn capitals_end(tokens: &Tokens, at: usize, stop: usize) -> usize {
    let mut to = at + 1;
    while to < stop {
        let stopped =
            tokens.is_mark(to, ".") && to == at + 1 && tokens.is(to + 1, CAPITAL) && tokens.word(at).len() <= 4;
        let link = usize::from(tokens.is(to, CONNECTOR))
            + usize::from(tokens.is(to, CONNECTOR) && tokens.is(to + 1, CONNECTOR));
        if tokens.is(to, CAPITAL) || stopped {
            to += 1;
        } else if link > 0 && to + link < stop && tokens.is(to + link, CAPITAL) {
            to += link + 1;
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
    let is_role = |place: usize| !tokens.is(place, MARK | CAPITAL | STOP_WORD | SAYING | AUXILIARY | SPEECH);
    let end = (at..stop.min(at + ROLE_WORDS_MAX + 1)).find(|place| !is_role(*place))?;
    let role = tokens.is(end.saturating_sub(1), PERSON_NOUN | TITLE) || tokens.is(end, TITLE | PERSON_NOUN);
    let named = end > at && role && tokens.is(end, CAPITAL) && tokens.together(at, end);
    named.then_some(end)
}

/// Over ", a farmer from Tarn, once of the army," and "(Tarn)" after a name, as far as a verb of speaking follows.
fn past_asides(tokens: &Tokens, at: usize, stop: usize) -> usize {
    let mut past = at;
    for _ in 0..ASIDES_MAX {
        let closer = match tokens.word(past) {
            "," => ",",
            "(" => ")",
            "-" | "–" | "—" => tokens.word(past),
            _ if past > at && tokens.is_mark(past - 1, ",") && !is_verb(tokens, past_adverbs(tokens, past, stop)) => {
                ","
            }
            _ => break,
        };
        let reach = stop.min(at + ASIDE_TOKENS_MAX);
        let Some(close) = (past + 1..reach).find(|place| tokens.is_mark(*place, closer)) else { break };
        past = close + 1;
    }
    past
}

fn is_verb(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, SAYING | SPEECH | STATING)
}

/// Over "also", "repeatedly", "has".
fn past_adverbs(tokens: &Tokens, at: usize, stop: usize) -> usize {
    let mut to = at;
    while to < stop && to < at + ADVERBS_MAX && is_adverb(tokens, to) {
        to += 1;
    }
    to
}

fn is_adverb(tokens: &Tokens, at: usize) -> bool {
    let low = tokens.low(at);
    let listed = matches!(
        low,
        "also"
            | "later"
            | "then"
            | "has"
            | "had"
            | "have"
            | "once"
            | "often"
            | "further"
            | "again"
            | "too"
            | "both"
            | "all"
            | "even"
            | "still"
            | "now"
            | "ever"
            | "first"
            | "himself"
            | "herself"
            | "themselves"
            | "did"
            | "does"
            | "would"
            | "will"
    );
    // A form of "be" makes a passive: whoever was told something says nothing.
    let passive = matches!(low, "was" | "were" | "is" | "are" | "be" | "been" | "being");
    (listed || low.ends_with("ly") || tokens.is(at, AUXILIARY) && !passive) && !tokens.is(at, SAYING | SPEECH)
}

/// Over the auxiliary of a verb in two parts: a déclaré, hat gesagt.
pub(super) fn past_auxiliary(tokens: &Tokens, at: usize, stop: usize) -> usize {
    at + usize::from(at < stop && tokens.is(at, AUXILIARY) && tokens.is(at + 1, SAYING | SPEECH))
}
