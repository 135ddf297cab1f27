//! Over-attributed tails: a speaker is given more than they said. In: an attributed sentence and its article. Out:
//! the sentence with a clause of another one put under the same speaker. Never: a clause of the same speaker, or
//! the next sentences, which may go on for them.

use super::Article;
use super::speech::{Told, is_attributed, is_named, told};
use super::words::{Line, hash, is_function, shared, small};

/// A plain sentence nearer than this behind the attributed one may still be told by the speaker.
const SENTENCES_BEHIND_MIN: usize = 4;
const TAIL_WORDS: std::ops::RangeInclusive<usize> = 5..=24;
/// So much in common: the speaker has said about that.
const SHARED_MAX: f64 = 0.4;

/// The sentence with a tail that its speaker has not said.
pub(super) fn overreaching(article: &Article, at: usize, line: &Line<'_>) -> Option<String> {
    let own = told(line).filter(|told| is_named(&told.speaker))?;
    let found: Vec<(bool, String)> =
        (0..article.sentences.len()).filter_map(|other| tail(article, at, other, &own, line)).collect();
    let owned = found.iter().any(|tail| tail.0);
    let tails: Vec<&String> = found.iter().filter(|tail| tail.0 == owned).map(|tail| &tail.1).collect();
    let seed = hash(line.text);
    let tail = tails.get(seed % tails.len().max(1))?;
    let (clause, frame) = (&own.clause, &own.frame);
    Some(match (own.leads, seed.is_multiple_of(2) && !frame.starts_with("according")) {
        (true, true) => format!("{frame} that {}, adding that {tail}.", lowered(article, clause)),
        (true, false) => format!("{frame} that {} and that {tail}.", lowered(article, clause)),
        (false, true) => format!("{clause}, {frame}, adding that {tail}."),
        (false, false) => format!("{clause} and {tail}, {frame}."),
    })
}

/// What another sentence says, if this speaker has not said it, and whether it has another speaker.
fn tail(article: &Article, at: usize, other: usize, own: &Told, line: &Line<'_>) -> Option<(bool, String)> {
    let sentence = article.sentences.get(other).filter(|_| other != at)?;
    let found = Line::new(sentence);
    let elsewhere = other < at || other >= at + SENTENCES_BEHIND_MIN;
    let (owned, clause) = match told(&found) {
        Some(theirs) if is_named(&theirs.speaker) && is_apart(&own.speaker, &theirs.speaker) => (true, theirs.clause),
        None if elsewhere && !is_attributed(sentence) && sentence.ends_with('.') => {
            (false, sentence.trim_end_matches('.').to_owned())
        }
        _ => return None,
    };
    let words = Line::new(&clause);
    let first = words.lower(0);
    let bare = ["ly", "ing", "ed"].iter().any(|end| first.ends_with(end))
        || matches!(
            first.as_str(),
            "quite"
                | "true"
                | "almost"
                | "often"
                | "please"
                | "thus"
                | "hence"
                | "perhaps"
                | "rather"
                | "indeed"
                | "mr"
                | "image"
        );
    let named = (words.is_capital(0) && !bare)
        || matches!(first.as_str(), "the" | "a" | "an" | "two" | "three" | "some" | "about" | "more");
    let fits = TAIL_WORDS.contains(&words.len())
        && named
        && super::is_prose(&found)
        && !clause.contains([':', ';', '('])
        && !(0..words.len())
            .any(|at| matches!(words.word(at), "Please" | "however" | "You" | "you" | "your" | "I" | "we"));
    (fits && shared(&clause, line.text) < SHARED_MAX && shared(&own.speaker, &clause) == 0.0)
        .then(|| (owned, lowered(article, &clause)))
}

/// No capital word in common, and not both the same kind of officials.
fn is_apart(one: &str, other: &str) -> bool {
    !one.split(' ').any(|word| {
        word.len() > 2
            && other.split(' ').any(|theirs| theirs.eq_ignore_ascii_case(word) && !is_function(&word.to_lowercase()))
    })
}

/// A clause within a sentence: its first word small unless it is a name.
pub(super) fn lowered(article: &Article, clause: &str) -> String {
    let line = Line::new(clause);
    let first = line.lower(0);
    let elsewhere = |word: &str| {
        article
            .text
            .match_indices(&format!(" {word} "))
            .any(|(at, _)| !article.text[..at].ends_with(['.', '"', '”', '!', '?']))
    };
    let plural = (first.ends_with('s') || first == "police")
        && line.word(1).starts_with(char::is_lowercase)
        && !elsewhere(line.word(0));
    if is_function(&first) || elsewhere(&first) || plural { small(clause) } else { clause.to_owned() }
}
