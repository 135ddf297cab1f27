//! Can a sentence stand alone? In: its words and its article. Out: a judgement in three steps.
//! Never: whether it is true or matters; only whether a reader who sees nothing else can read it.

use super::furniture::{is_caption, is_furniture, opens_shouted, ties_back};
use crate::model::{Member, Name, NameKind, Span};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// How well a sentence stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Soundness {
    /// Not a sentence, or no text of the article's own (a menu, a credit, a caption).
    Unfit,
    /// A sentence that leans on what stands before it.
    Leaning,
    /// A whole sentence that a reader understands by itself.
    Sound,
}

/// Fewest and most words of a sentence that stands alone.
const WORDS: std::ops::RangeInclusive<usize> = 6..=60;
/// A sentence with more words than this is a list or a broken text.
const WORDS_MAX: usize = 75;

/// Openings that point back to another sentence.
const POINTERS: &[&str] = &[
    "he",
    "she",
    "it",
    "they",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "him",
    "them",
    "such",
    "here",
    "there's",
    "that's",
    "it's",
    "he's",
    "she's",
    "they're",
    "we",
    "i",
    "you",
    "our",
    "my",
    "your",
    "we're",
    "i'm",
    "one",
    "another",
    "both",
    "then",
    "also",
    "so",
    "instead",
    "nor",
    "or",
    "because",
    "which",
    "who",
    "others",
    "neither",
    "again",
    "afterwards",
    "later",
    "earlier",
    "asked",
    "similarly",
    "likewise",
    "therefore",
    "thus",
    "elsewhere",
    "separately",
    "additionally",
    "besides",
    "otherwise",
    "indeed",
    "perhaps",
    "maybe",
    "well",
    "yes",
    "no",
    "what",
    "how",
    "why",
    "when",
    "where",
    "let",
    "see",
    "read",
    "watch",
    "click",
    "photo",
    "image",
    "video",
    "will",
    "would",
    "has",
    "have",
    "had",
    "is",
    "are",
    "was",
    "were",
    "can",
    "could",
    "do",
    "does",
    "did",
    "may",
    "might",
    "should",
    "must",
    "not",
    "to",
    "than",
    "just",
    "even",
    "only",
    "still",
    "too",
    "plus",
    "all",
    "each",
    "once",
    "follow",
    "listen",
    "meet",
    "get",
    "sure",
    "ok",
    "okay",
];

/// The same in German.
const POINTERS_GERMAN: &[&str] = &[
    "er", "sie", "es", "ihm", "ihn", "ihr", "ihre", "ihren", "ihrem", "sein", "seine", "seinen", "seinem", "wir",
    "ich", "man", "das", "dies", "diese", "dieser", "dieses", "diesen", "diesem", "dann", "danach", "davor", "dabei",
    "damit", "davon", "dazu", "daran", "darauf", "dafür", "dagegen", "deshalb", "darum", "dort", "da", "so", "auch",
    "weil", "denn", "doch", "aber", "und", "oder", "sondern", "beide", "andere", "später", "zuvor", "heute", "was",
    "wie", "warum", "wer",
];

/// Judges one sentence, given as it would be shown.
pub(super) fn soundness(text: &str, member: &Member, sentence: Span) -> Soundness {
    let words = text.split_whitespace().count();
    if !ends_whole(text) || !(3..=WORDS_MAX).contains(&words) || !opens_whole(text) || !balanced(text) {
        return Soundness::Unfit;
    }
    let lower = lowered(text);
    if is_furniture(&lower) || is_shouted(text) || is_list_item(text) {
        return Soundness::Unfit;
    }
    if cuts_quote(member, sentence) {
        return Soundness::Unfit;
    }
    match member.reading.language.as_str() {
        "en" => {}
        "de" if POINTERS_GERMAN.contains(&first_word(&lower)) => return Soundness::Leaning,
        _ => return Soundness::Sound,
    }
    let leans = !WORDS.contains(&words)
        || points_back(&lower)
        || (pronoun_without_noun(&lower) && !names_somebody(member, sentence))
        || speaks_to_reader(&lower)
        || is_quote_alone(text)
        || !has_finite_verb(&lower)
        || ties_back(&lower)
        || is_caption(text)
        || opens_shouted(text)
        || text.ends_with('?');
    if leans { Soundness::Leaning } else { Soundness::Sound }
}

/// In small letters, but for the country "US", which would read as a pronoun.
fn lowered(text: &str) -> String {
    let small = |word: &str| if word.starts_with("US") { word.to_owned() } else { word.to_lowercase() };
    text.split_inclusive(|letter: char| !letter.is_alphanumeric()).map(small).collect()
}

/// Ends with a mark that closes a sentence, a closing quote or bracket after it allowed.
fn ends_whole(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।']) && bare.len() > 1
}

fn opens_whole(text: &str) -> bool {
    let first = text.trim_start_matches(['"', '\'', '“', '‘', '«', '„', '¿', '¡', '$', '£', '€']).chars().next();
    first.is_some_and(|letter| letter.is_numeric() || (letter.is_alphabetic() && !letter.is_lowercase()))
}

/// Quotation marks and brackets come in pairs.
fn balanced(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    let (straight, opened, closed) = (count('"'), count('“'), count('”'));
    // A paper that opens a quote with one mark and closes it with the other has typed it wrong, not cut it.
    let quotes = if straight == 0 { opened == closed } else { (straight + opened + closed) % 2 == 0 };
    quotes && count('(') == count(')') && count('«') == count('»') && count('[') == count(']')
}

/// "29/34 …", "1. …", or parts strung together by semicolons: an item of a gallery or a list.
fn is_list_item(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("");
    let counted = first.starts_with(|letter: char| letter.is_ascii_digit())
        && (first.contains('/') || first.ends_with(['.', ')']));
    counted || text.matches(';').count() >= 2
}

/// Most letters are capitals, or most longer words begin with one: a headline or a label.
fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    let (mut high, mut low) = (0, 0);
    for letter in letters {
        if letter.is_uppercase() {
            high += 1;
        } else if letter.is_lowercase() {
            low += 1;
        }
    }
    high > low
}

/// A sentence inside a longer quote: who speaks stands elsewhere, and here not even a mark shows that somebody does.
fn cuts_quote(member: &Member, sentence: Span) -> bool {
    member.reading.direct_quotes().any(|quote| quote.span.overlaps(sentence) && !sentence.holds(quote.span))
}

/// Nothing but a quote: its owner stands in another sentence.
fn is_quote_alone(text: &str) -> bool {
    text.starts_with(['"', '“', '‘', '\''])
        && text.trim_end_matches('.').ends_with(['"', '”', '’', '\''])
        && text.chars().filter(|letter| matches!(letter, '"' | '“' | '”')).count() <= 2
}

/// Forms of the verbs that news English uses most, and auxiliaries.
static VERB_FORMS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let auxiliaries = "is are was were has have had will would can could may might must should do does did said says \
                       remains remained came goes went makes made means meant seems takes told knew saw stood";
    let mut forms: FxHashSet<String> = auxiliaries.split_whitespace().map(str::to_owned).collect();
    for line in include_str!("../../assets/explain/verbs.txt").lines().filter(|line| !line.starts_with('#')) {
        let base = line.split(' ').next().unwrap_or("");
        forms.extend([format!("{base}s"), format!("{base}es")]);
        forms.extend(line.split(' ').skip(1).map(str::to_owned));
    }
    forms
});

/// The base forms, which are finite after a noun in the plural ("experts warn").
static BASE_FORMS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/explain/verbs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split(' ').next()).collect()
});

/// Headlines and labels inside a text ("Rocket to fly next month.") have no finite verb.
/// Whether a word in small letters is a form of a verb of news English.
pub(super) fn is_verb_form(word: &str) -> bool {
    VERB_FORMS.contains(word)
}

/// Headlines and labels have none.
fn has_finite_verb(lower: &str) -> bool {
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let plural = words
        .clone()
        .zip(words.clone().skip(1))
        .any(|(noun, verb)| noun.len() > 3 && noun.ends_with('s') && BASE_FORMS.contains(verb));
    plural
        || words.any(|word| VERB_FORMS.contains(word) || (word.len() > 4 && word.ends_with("ed")))
        || lower.contains("n't ")
        || lower.contains("'s ")
        || lower.contains("’s ")
}

fn first_word(lower: &str) -> &str {
    lower.trim_start_matches(['"', '“', '\'', '‘']).split([' ', ',', '\u{a0}']).next().unwrap_or("")
}

fn points_back(lower: &str) -> bool {
    let first = first_word(lower).replace('’', "'");
    // "They'll", "it's", "who've": the pronoun in front of a short verb.
    let (pronoun, short) = first.split_once('\'').unwrap_or((&first, ""));
    if ["ll", "re", "ve", "d", "s", "m"].contains(&short) && POINTERS.contains(&pronoun) {
        return true;
    }
    let openings = [
        "the latter",
        "the former",
        "the two ",
        "the three ",
        "at the time",
        "as a result",
        "for its part",
        "at that time",
        "for example",
        "in fact",
        "of these",
        "of those",
        "on the other",
        "in this",
        "in that",
        "the same",
        "the move ",
        "the incident ",
        "the others",
        "the pair ",
        "after that",
        "since then",
        "even so",
        "to this end",
        "by contrast",
        "that said",
        "the statement ",
        "the report ",
        "the announcement ",
        "despite this",
        "at this ",
        "in it,",
        "in them,",
        "like many",
        "the women ",
        "the men ",
        "according to him",
        "according to her",
        "according to the report",
        "according to the statement",
        "the following",
        "a similar",
        "the second,",
        "this week's",
    ];
    let opens = openings.iter().any(|opening| lower.starts_with(opening));
    opens
        || opens_with_a_bare_house(lower)
        || (POINTERS.contains(&first.as_str()) && !is_open_question(lower) && !stands_by_its_clause(&first, lower))
}

/// "The company says …": which one stands elsewhere, unless its name or a clause that tells follows at once.
fn opens_with_a_bare_house(lower: &str) -> bool {
    const HOUSES: &[&str] = &[
        "company",
        "firm",
        "agency",
        "organisation",
        "organization",
        "paper",
        "newspaper",
        "website",
        "site",
        "outlet",
        "magazine",
        "channel",
        "broadcaster",
    ];
    let mut words = lower.split([' ', ',']);
    let (article, house, next) = (words.next(), words.next().unwrap_or(""), words.next().unwrap_or(""));
    article == Some("the")
        && HOUSES.contains(&house)
        && !matches!(next, "of" | "that" | "which" | "whose" | "behind" | "in" | "for")
}

/// "When the court meets, …", "Another 40 men left": what these open with follows at once.
fn stands_by_its_clause(first: &str, lower: &str) -> bool {
    let second = lower.split(' ').nth(1).unwrap_or("");
    match first {
        "when" => lower.contains(", "),
        "another" | "may" => second.starts_with(|letter: char| letter.is_ascii_digit()),
        _ => false,
    }
}

/// "It is not clear who …": this "it" stands for what follows and points to nothing.
fn is_open_question(lower: &str) -> bool {
    let mut words = lower.split([' ', ',']);
    let verb = |word: &str| matches!(word, "is" | "was" | "remains" | "remained");
    if words.next() != Some("it") || !words.next().is_some_and(verb) {
        return false;
    }
    let filler =
        |word: &&str| matches!(*word, "not" | "still" | "also" | "yet" | "immediately" | "as" | "far" | "from");
    let next = words.find(|word| !filler(word)).unwrap_or("");
    matches!(
        next,
        "unclear" | "clear" | "uncertain" | "certain" | "unknown" | "known" | "doubtful" | "unlikely" | "likely"
    )
}

/// A pronoun whose noun stands in another sentence: a speaker who is only "he", or any pronoun in a sentence
/// that does not open with a noun of its own.
fn pronoun_without_noun(lower: &str) -> bool {
    let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').collect();
    let is_pronoun =
        |word: &str| matches!(word, "he" | "she" | "him" | "his" | "her" | "they" | "their" | "them" | "i" | "we");
    let says =
        |word: &str| matches!(word, "said" | "says" | "added" | "told" | "wrote" | "tweeted" | "explained" | "noted");
    let speaker = words.windows(2).any(|pair| {
        (is_pronoun(pair[0]) && says(pair[1])) || (matches!(pair[0], "said" | "added") && is_pronoun(pair[1]))
    });
    let own_noun = ["the ", "a ", "an ", "some ", "many ", "several ", "two ", "three ", "police ", "officials "];
    speaker || (words.iter().any(|word| is_pronoun(word)) && !own_noun.iter().any(|opening| lower.starts_with(opening)))
}

/// Whether the sentence names a person or an organisation itself, or speaks of people by a plural noun.
fn names_somebody(member: &Member, sentence: Span) -> bool {
    // A name inside a quote is what somebody speaks of, not who speaks.
    let quoted = |name: &Name| member.reading.direct_quotes().any(|quote| quote.span.holds(name.span));
    let names = member.reading.names.iter().filter(|name| sentence.holds(name.span) && !quoted(name));
    names.map(|name| name.kind).any(|kind| kind != NameKind::Place)
}

/// Outside quotation marks, "you" or "we" speaks to the reader.
fn speaks_to_reader(lower: &str) -> bool {
    let mut inside = false;
    let mut outside = String::with_capacity(lower.len());
    for letter in lower.chars() {
        match letter {
            '"' => inside = !inside,
            '“' => inside = true,
            '”' => inside = false,
            other if !inside => outside.push(other),
            _ => {}
        }
    }
    outside
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| matches!(word, "you" | "your" | "we" | "our" | "us" | "i" | "me" | "my"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_points_back_is_seen() {
        assert!(points_back("they'll all sail to telmar."));
        assert!(points_back("it’s a town on the coast."));
        assert!(points_back("the company said that the ferry was sold."));
        assert!(points_back("the firm, with 40 boats, will close."));
        assert!(!points_back("the company behind the ferry said that it was sold."));
        assert!(!points_back("the companies of telmar will merge."));
        assert!(!points_back("the harbour office closed its port."));
    }
}
