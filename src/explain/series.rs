//! Captions and lists inside an article. In: its sentences. Out: the openings that several of them share.
//! Never: whether one of them could stand alone; `sound` judges that.

use super::material::SENTENCES_MAX;
use crate::model::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// So many sentences of one article with the same first words are a series …
const SERIES: usize = 3;
/// … of so many words.
const SERIES_WORDS: usize = 4;
/// The openings that three or more sentences of an article share: captions of a gallery, items of a list.
pub(super) fn series<'a>(text: &'a str, reading: &Reading) -> BTreeSet<&'a str> {
    let mut openings: BTreeMap<&str, usize> = BTreeMap::new();
    for sentence in reading.sentences.iter().take(SENTENCES_MAX) {
        *openings.entry(opening_words(sentence.span.of(text))).or_default() += 1;
    }
    openings
        .into_iter()
        .filter(|(opening, count)| *count >= SERIES && !opening.is_empty())
        .map(|(words, _)| words)
        .collect()
}

/// The first words of a sentence; none where it has no more than those.
pub(super) fn opening_words(sentence: &str) -> &str {
    sentence.match_indices(' ').nth(SERIES_WORDS - 1).map_or("", |(at, _)| &sentence[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Sentence};
    use crate::text;

    #[test]
    fn captions_of_a_gallery_are_a_series() {
        let text = "The old mill burnt down. Port of Lendal today The quay. Port of Lendal today The crane. \
                    Port of Lendal today The gate. The old mill was empty.";
        let sentences =
            text::sentences(text, "en").into_iter().map(|span| Sentence { span, cues: Vec::new() }).collect();
        let reading = Reading {
            article: ArticleId::new("a"),
            language: "en".to_owned(),
            language_confidence: 1.0,
            sentences,
            names: Vec::new(),
            dates: Vec::new(),
            figures: Vec::new(),
            quotes: Vec::new(),
        };
        let openings: Vec<&str> = series(text, &reading).into_iter().collect();
        assert_eq!(openings, ["Port of Lendal today"]);
    }
}
