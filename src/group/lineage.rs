//! Lineage in detail: what a copy changed. In: two articles, the source and the copy. Out: which sentences it kept, changed,
//! dropped and added, and how much it kept. Never: anything stored; it is computed on demand, from the texts alone.

use super::material::{cut, key_of};
use crate::model::{Article, Span};
use crate::text::{UNKNOWN_LANGUAGE, sentences, words};
use rustc_hash::FxHashMap;

/// Letters of a text that are looked at.
const TEXT_BYTES_MAX: usize = 60_000;
/// Sentences of a text that are looked at.
const SENTENCES_MAX: usize = 600;
/// A sentence of the copy is a changed one of the source if they have so much of their words in common (Dice); the words of
/// two sentences on one matter rarely overlap by half.
const CHANGED_FROM: f64 = 0.5;
/// A word in more sentences of the source than this finds none.
const COMMON_WORD: usize = 24;

/// What a copy made of its source; all spans are bytes of the texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// How much of the words of the copy stand in the source, sentence for sentence: 0 to 1.
    pub kept: f64,
    /// Sentences that are the same, but for marks and capitals: in the source, in the copy.
    pub same: Vec<(Span, Span)>,
    /// Sentences that were reworded: in the source, in the copy.
    pub changed: Vec<(Span, Span)>,
    /// Sentences of the source that the copy has not.
    pub dropped: Vec<Span>,
    /// Sentences of the copy that the source has not.
    pub added: Vec<Span>,
}

/// What a copy changed of the text of its source.
pub fn changes(source: &Article, copy: &Article) -> Changes {
    let (source, copy) = (taken_apart(source), taken_apart(copy));
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, sentence) in source.iter().enumerate() {
        for word in &sentence.sorted {
            let places = holders.entry(*word).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    let (mut changes, mut used) = (Changes::default(), vec![false; source.len()]);
    let (mut kept, mut total) = (0, 0);
    let mut partners: Vec<Option<usize>> = Vec::with_capacity(copy.len());
    // The same sentences first, so that a reworded one never takes the place of one that stayed.
    for sentence in &copy {
        let same = near(sentence, &holders).into_iter().find(|at| !used[*at] && source[*at].words == sentence.words);
        same.into_iter().for_each(|at| used[at] = true);
        partners.push(same);
    }
    for (sentence, same) in copy.iter().zip(partners) {
        total += sentence.words.len();
        if let Some(at) = same {
            kept += sentence.words.len();
            changes.same.push((source[at].span, sentence.span));
            continue;
        }
        let free = near(sentence, &holders).into_iter().filter(|at| !used[*at]);
        let alike = free.map(|at| (source[at].common(sentence), at));
        let best = alike.max_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(&left.1)));
        match best.filter(|(common, at)| is_changed(*common, &source[*at], sentence)) {
            Some((common, at)) => {
                (used[at], kept) = (true, kept + common);
                changes.changed.push((source[at].span, sentence.span));
            }
            None => changes.added.push(sentence.span),
        }
    }
    changes.dropped = source.iter().zip(used).filter(|(_, used)| !used).map(|(sentence, _)| sentence.span).collect();
    changes.kept = if total == 0 { 0.0 } else { kept as f64 / total as f64 };
    changes
}

struct Sentence {
    span: Span,
    /// Its words, in order.
    words: Vec<u64>,
    /// Its words, ascending.
    sorted: Vec<u64>,
}

impl Sentence {
    /// How many words it has in common with another.
    fn common(&self, other: &Self) -> usize {
        let mut others = other.sorted.iter().peekable();
        let has = |word: &&u64| {
            while others.next_if(|other| other < word).is_some() {}
            others.next_if(|other| other == word).is_some()
        };
        self.sorted.iter().filter(has).count()
    }
}

fn is_changed(common: usize, source: &Sentence, copy: &Sentence) -> bool {
    2.0 * common as f64 >= CHANGED_FROM * (source.words.len() + copy.words.len()) as f64 && common > 0
}

/// The sentences of the source that share a word with a sentence, each once, in order.
fn near(sentence: &Sentence, holders: &FxHashMap<u64, Vec<usize>>) -> Vec<usize> {
    let held = sentence.sorted.iter().filter_map(|word| holders.get(word)).filter(|found| found.len() <= COMMON_WORD);
    let mut found: Vec<usize> = held.flatten().copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn taken_apart(article: &Article) -> Vec<Sentence> {
    let text = cut(article.text(), TEXT_BYTES_MAX);
    let spans = sentences(text, article.language().unwrap_or(UNKNOWN_LANGUAGE));
    let sentence = |span: Span| {
        let inside = span.of(text);
        let words: Vec<u64> = words(inside).into_iter().map(|word| key_of(&word.of(inside).to_lowercase())).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        (!words.is_empty()).then_some(Sentence { span, words, sorted })
    };
    spans.into_iter().take(SENTENCES_MAX).filter_map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleDraft, ArticleId};
    use proptest::prelude::*;

    const SENTENCES: [&str; 5] = [
        "The old bridge at Varnholt gave way on Tuesday night.",
        "Divers looked for a lorry that had stood on it.",
        "The council had put off repairs twice.",
        "Nobody was hurt, said Ilse Brandow.",
        "Trains to Tesk were stopped.",
    ];

    fn article(sentences: &[&str]) -> Article {
        let draft = ArticleDraft {
            text: sentences.join(" "),
            title: "t".into(),
            language: Some("en".into()),
            ..ArticleDraft::default()
        };
        Article::new(ArticleId::new("a"), draft).unwrap()
    }

    /// How many sentences are the same, changed, dropped and added, and the share kept, in hundredths.
    fn check(source: &[&str], copy: &[&str], expected: (usize, usize, usize, usize), kept: u32) {
        let found = changes(&article(source), &article(copy));
        assert_eq!(
            (found.same.len(), found.changed.len(), found.dropped.len(), found.added.len()),
            expected,
            "{copy:?}"
        );
        assert_eq!((found.kept * 100.0).round() as u32, kept, "{copy:?}");
    }

    #[test]
    fn what_a_copy_did_to_its_source() {
        let [first, second, third, ..] = SENTENCES;
        check(&SENTENCES, &SENTENCES, (5, 0, 0, 0), 100);
        check(&SENTENCES, &[first, third], (2, 0, 3, 0), 100);
        check(&[first, third], &[first, second, third], (2, 0, 0, 1), 63);
        check(&[first, second], &[second, first], (2, 0, 0, 0), 100);
        check(&[first, third], &["The bridge at Varnholt gave way late on Tuesday.", third], (1, 1, 0, 0), 94);
        check(&[first], &["A cheese has won the highest prize of the fair."], (0, 0, 1, 1), 0);
        check(&[first], &[&first.to_uppercase()], (1, 0, 0, 0), 100);
        check(&[], &[first], (0, 0, 0, 1), 0);
        check(&[first], &[], (0, 0, 1, 0), 0);
    }

    #[test]
    fn spans_are_the_sentences() {
        let copy = article(&[SENTENCES[3], SENTENCES[0]]);
        let found = changes(&article(&SENTENCES[..2]), &copy);
        assert_eq!(found.same[0].1.of(copy.text()), SENTENCES[0]);
        assert_eq!(found.added[0].of(copy.text()), SENTENCES[3]);
    }

    fn drawn() -> impl Strategy<Value = Vec<&'static str>> {
        let odd = ["", "…", "«Ja.»", "Nur 3,5 %!", "新闻。", "a"];
        prop::collection::vec(prop::sample::select(SENTENCES.into_iter().chain(odd).collect::<Vec<_>>()), 0..12)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

        #[test]
        fn each_sentence_is_told_of_once(source in drawn(), copy in drawn()) {
            let (source, copy) = (article(&source), article(&copy));
            let found = changes(&source, &copy);
            let paired = || found.same.iter().chain(&found.changed);
            let mut of_source: Vec<Span> = paired().map(|pair| pair.0).chain(found.dropped.iter().copied()).collect();
            let mut of_copy: Vec<Span> = paired().map(|pair| pair.1).chain(found.added.iter().copied()).collect();
            for (spans, article) in [(&mut of_source, &source), (&mut of_copy, &copy)] {
                spans.sort_unstable();
                let whole: Vec<Span> = taken_apart(article).iter().map(|sentence| sentence.span).collect();
                prop_assert_eq!(&*spans, &whole);
            }
            prop_assert!((0.0..=1.0).contains(&found.kept));
            prop_assert!(changes(&copy, &copy).kept > 0.99 || taken_apart(&copy).is_empty());
        }
    }
}
