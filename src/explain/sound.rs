//! Can a sentence stand alone? In: its words and its article. Out: a judgement in three steps.
//! Never: whether it is true or matters; only whether a reader who sees nothing else can read it.

use super::antecedents::{POINTERS_GERMAN, first_word, leans_back, without_quotes};
use super::furniture::{is_caption, is_furniture, is_run_together, opens_shouted, ties_back};
use super::roles::is_loaded;
use crate::model::{Member, Span};
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

/// Judges one sentence, given as it would be shown.
pub(super) fn soundness(text: &str, member: &Member, sentence: Span) -> Soundness {
    let words = text.split_whitespace().count();
    if !ends_whole(text) || !(3..=WORDS_MAX).contains(&words) || !opens_whole(text) || !balanced(text) {
        return Soundness::Unfit;
    }
    let lower = lowered(text);
    if is_furniture(&lower) || is_run_together(text) || is_shouted(text) || is_list_item(text) {
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
        || leans_back(&lower, member, sentence)
        || speaks_to_reader(&lower)
        || is_quote_alone(text)
        || !has_finite_verb(&lower)
        || ties_back(&lower)
        || is_caption(text)
        || is_loaded(&lower)
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

/// Outside quotation marks, "you" or "we" speaks to the reader.
fn speaks_to_reader(lower: &str) -> bool {
    without_quotes(lower)
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| matches!(word, "you" | "your" | "we" | "our" | "us" | "i" | "me" | "my"))
}
