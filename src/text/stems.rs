//! Stems and stop words. In: words and a language code. Out: stems, the same for every stage and for search.
//! Never: a choice that depends on who asks.

use super::english::stem_english;
use super::words;
use crate::model::Span;
use rustc_hash::FxHashSet;
use snowball_stemmers_rs::{Algorithm, Stemmer as Snowball};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Stems words of one language; a language without a stemmer keeps its words, lower-cased.
pub struct Stemmer {
    is_english: bool,
    snowball: Option<Snowball>,
}

impl Stemmer {
    /// The stemmer of a language code.
    pub fn new(language: &str) -> Self {
        let algorithm = match language {
            "en" => Some(Algorithm::English),
            "de" => Some(Algorithm::German),
            "es" => Some(Algorithm::Spanish),
            "fr" => Some(Algorithm::French),
            "pt" => Some(Algorithm::Portuguese),
            "it" => Some(Algorithm::Italian),
            "ru" => Some(Algorithm::Russian),
            _ => None,
        };
        Self { is_english: language == "en", snowball: algorithm.map(Snowball::create) }
    }

    /// The stem of a word, lower-cased; a possessive ending is dropped first.
    pub fn stem(&self, word: &str) -> String {
        self.stem_lower(&lower_case(word))
    }

    /// The stem of a word that is lower-case already.
    pub fn stem_lower(&self, lower: &str) -> String {
        let mut stem = String::with_capacity(lower.len() + 1);
        self.append(lower, &mut stem);
        stem
    }

    /// Appends the stem of a word that is lower-case already to a line.
    pub fn append(&self, lower: &str, line: &mut String) {
        let bare = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(lower);
        if self.is_english && stem_english(bare, line) {
            return;
        }
        match &self.snowball {
            Some(snowball) => line.push_str(&snowball.stem(bare)),
            None => line.push_str(bare),
        }
    }
}

/// Whether a lower-case word says nothing about the subject.
pub fn is_stop_word(word: &str, language: &str) -> bool {
    stops(stop_words(language), word)
}

fn stops(list: Option<&FxHashSet<&'static str>>, word: &str) -> bool {
    list.is_some_and(|list| {
        list.contains(word) || (!word.is_ascii() && word.contains('’') && list.contains(plain(word).as_str()))
    })
}

/// The stop words of a language, in no order that means anything; none where it has no list.
pub fn stop_words_of(language: &str) -> Vec<&'static str> {
    let mut list: Vec<&'static str> = stop_words(language).into_iter().flatten().copied().collect();
    list.sort_unstable();
    list
}

/// The stems of the content words of `text`, in order.
pub fn terms(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_term(text, language, |_, term| found.push(term.to_owned()));
    found
}

/// Takes the stems of the content words of `text` in order, each with the place of its word; how many words there are.
pub fn each_term(text: &str, language: &str, mut take: impl FnMut(Span, &str)) -> usize {
    let (stemmer, stop_words) = (Stemmer::new(language), stop_words(language));
    let (mut lower, mut term) = (String::new(), String::new());
    let words = words(text);
    for span in &words {
        let word = lowered(span.of(text), &mut lower);
        if !stops(stop_words, word) {
            term.clear();
            stemmer.append(word, &mut term);
            take(*span, &term);
        }
    }
    words.len()
}

/// A word in small letters, written into `lower` where it has others.
fn lowered<'a>(word: &'a str, lower: &'a mut String) -> &'a str {
    if is_lower(word) {
        return word;
    }
    lower.clear();
    match word.is_ascii() {
        true => {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        }
        false => lower.push_str(&word.to_lowercase()),
    }
    lower
}

/// A word in small letters.
pub fn lower_case(word: &str) -> Cow<'_, str> {
    if is_lower(word) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Plain small letters and digits.
fn is_lower(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// With a typewriter apostrophe, as the lists are written.
fn plain(word: &str) -> String {
    word.replace('’', "'")
}

type List = LazyLock<FxHashSet<&'static str>>;

static ENGLISH: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/en.txt")));
static GERMAN: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/de.txt")));
static SPANISH: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/es.txt")));
static FRENCH: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/fr.txt")));
static PORTUGUESE: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/pt.txt")));
static ITALIAN: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/it.txt")));
static RUSSIAN: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/ru.txt")));
static DUTCH: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/nl.txt")));
static POLISH: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/pl.txt")));
static TURKISH: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/tr.txt")));
static ARABIC: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/ar.txt")));
static CHINESE: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/zh.txt")));
static JAPANESE: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/ja.txt")));
static THAI: List = LazyLock::new(|| listed(include_str!("../../assets/stop_words/th.txt")));

fn stop_words(language: &str) -> Option<&'static FxHashSet<&'static str>> {
    match language {
        "en" => Some(&ENGLISH),
        "de" => Some(&GERMAN),
        "es" => Some(&SPANISH),
        "fr" => Some(&FRENCH),
        "pt" => Some(&PORTUGUESE),
        "it" => Some(&ITALIAN),
        "ru" => Some(&RUSSIAN),
        "nl" => Some(&DUTCH),
        "pl" => Some(&POLISH),
        "tr" => Some(&TURKISH),
        "ar" => Some(&ARABIC),
        "zh" => Some(&CHINESE),
        "ja" => Some(&JAPANESE),
        "th" => Some(&THAI),
        _ => None,
    }
}

fn listed(file: &'static str) -> FxHashSet<&'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_stop_word, terms};

    fn check(text: &str, language: &str, expected: &[&str]) {
        assert_eq!(terms(text, language), expected, "terms of {text:?}");
    }

    #[test]
    fn content_words_are_stemmed() {
        check("The miners were leaving the valley's mines.", "en", &["miner", "leav", "valley", "mine"]);
        check("They don’t agree; it's over.", "en", &["agre"]);
        check("Die Häuser wurden nicht gebaut", "de", &["haus", "gebaut"]);
        check("Las casas fueron vendidas", "es", &["cas", "vend"]);
        check("Les maisons ont été vendues", "fr", &["maison", "vendu"]);
        check("Дома были проданы", "ru", &["дом", "прода"]);
        check("Unknown TONGUE words", "und", &["unknown", "tongue", "words"]);
    }

    #[test]
    fn stop_words_by_language() {
        assert!(is_stop_word("the", "en") && is_stop_word("und", "de") && is_stop_word("wasn’t", "en"));
        assert!(!is_stop_word("the", "de") && !is_stop_word("the", "xx") && !is_stop_word("army", "en"));
    }
}
