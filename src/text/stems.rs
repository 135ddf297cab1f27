//! Stems and stop words. In: words and a language code. Out: stems, the same for every stage and for search.
//! Never: a choice that depends on who asks.

use super::words;
use snowball_stemmers_rs::{Algorithm, Stemmer as Snowball};

/// Stems words of one language; a language without a stemmer keeps its words, lower-cased.
pub struct Stemmer {
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
        Self { snowball: algorithm.map(Snowball::create) }
    }

    /// The stem of a word, lower-cased; a possessive ending is dropped first.
    pub fn stem(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        let bare = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower);
        match &self.snowball {
            Some(snowball) => snowball.stem(bare).into_owned(),
            None => bare.to_owned(),
        }
    }
}

/// Whether a lower-case word says nothing about the subject.
pub fn is_stop_word(word: &str, language: &str) -> bool {
    language == "en" && ENGLISH.contains(&word)
}

/// The stems of the content words of `text`, in order.
pub fn terms(text: &str, language: &str) -> Vec<String> {
    let stemmer = Stemmer::new(language);
    words(text)
        .into_iter()
        .map(|span| span.of(text))
        .filter(|word| !is_stop_word(&word.to_lowercase(), language))
        .map(|word| stemmer.stem(word))
        .collect()
}

const ENGLISH: &[&str] = &["a", "an", "and", "in", "is", "it", "of", "the", "to", "was"];
