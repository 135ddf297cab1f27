//! Names. In: tokens, and which of them are dates. Out: mentions with a kind and the fullest form of the name in the article.
//! Never: a month, a weekday or a word that only opens a sentence; nothing from a second article.

mod clusters;
mod features;
mod gazetteer;
mod german;
mod kinds;
mod lattice;
mod merge;
mod model;
mod runs;
mod tagger;
mod zones;

use super::tokens::Tokens;
use crate::model::{KindEvidence, Name, Span};
pub use clusters::Clusters;
use features::Sight;
use gazetteer::Gazetteer;
use kinds::Evidence;
pub use lattice::{Known, LatticeSpan, log_sum, marginals};
pub use model::{LABELS, NAMED, NameModel, Scores};
use runs::Capitals;
use rustc_hash::FxHashMap;

/// One mention: tokens from one up to another (exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    from: usize,
    to: usize,
}

/// One form of a name, with what all its mentions say of its kind.
struct Form {
    /// As it stands, white space made one space.
    text: String,
    /// Its words in lower case.
    words: Vec<String>,
    /// Summed over all mentions.
    evidence: KindEvidence,
    /// Whether it stands for itself: a known place or a demonym is nobody's short form.
    fixed: bool,
    /// The fuller form that it stands for; itself where there is none.
    fullest: usize,
}

/// What the names of a text are found with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Knowledge<'a> {
    pub(super) model: &'a NameModel,
    pub(super) clusters: &'a Clusters,
}

/// One stretch of capitalised words as the model sees it; for training.
#[derive(Debug, Clone)]
pub struct NameZone {
    /// How many tokens it has.
    pub width: usize,
    /// Every span that could be a name, by its first token, then its length.
    pub spans: Vec<LatticeSpan>,
    /// Where each of them stands in the text, in bytes.
    pub places: Vec<Span>,
    /// What the rules would take there.
    pub ruled: Vec<Span>,
    /// Which of the spans are words for the people of a place, by their numbers.
    pub demonyms: Vec<usize>,
    /// For each span, where it stands without the title of a person.
    pub untitled: Vec<Span>,
    /// The features of each of them, as numbers of buckets.
    pub features: Vec<Vec<u32>>,
}

/// The zones of a text, for training.
pub(super) fn zones_of(tokens: &Tokens, dated: &[bool], clusters: &Clusters) -> Vec<NameZone> {
    let capitals = Capitals::of(tokens, dated);
    let ruled = runs::runs(&capitals);
    let sight = Sight::new(tokens, &capitals, &ruled, clusters);
    let mut found = Vec::new();
    tagger::see(&sight, dated, |seen| {
        let run = |span: &LatticeSpan| Run { from: seen.zone.from + span.from, to: seen.zone.from + span.to };
        let inside = |run: &&Run| run.from >= seen.zone.from && run.to <= seen.zone.to;
        let begins = std::iter::once(0).chain(seen.ends.iter().copied());
        let demonym = |(_, place): &(usize, &LatticeSpan)| runs::is_demonym(tokens, run(place));
        found.push(NameZone {
            width: seen.zone.to - seen.zone.from,
            spans: seen.spans.to_vec(),
            ruled: ruled.iter().filter(inside).filter_map(|run| span(tokens, *run)).collect(),
            places: seen.spans.iter().filter_map(|place| span(tokens, run(place))).collect(),
            untitled: seen.spans.iter().filter_map(|place| span(tokens, runs::untitled(tokens, run(place)))).collect(),
            demonyms: seen.spans.iter().enumerate().filter(demonym).map(|(number, _)| number).collect(),
            features: begins.zip(seen.ends).map(|(from, to)| seen.features[from..*to].to_vec()).collect(),
        });
    });
    found
}

/// The names of a text.
pub(super) fn names(tokens: &Tokens, dated: &[bool], knowledge: Knowledge, language: &str) -> Vec<Name> {
    let capitals = Capitals::of(tokens, dated);
    let mut ruled = runs::runs(&capitals);
    if language == "de" {
        ruled = german::german(tokens, &ruled);
    }
    // The model has learnt from English alone.
    let mentions = if language == "en" {
        let sight = Sight::new(tokens, &capitals, &ruled, knowledge.clusters);
        by_model(&sight, dated, knowledge.model)
    } else {
        ruled.iter().map(|run| (*run, Evidence::of_context(tokens, *run).weighed())).collect()
    };
    let (mut forms, form_of) = forms(tokens, &mentions, language != "en");
    let runs: Vec<Run> = mentions.iter().map(|(run, _)| *run).collect();
    merge::merge(tokens, &runs, &form_of, &mut forms);
    merge::share_evidence(&mut forms);
    let name = |((run, evidence), form): (&(Run, KindEvidence), &usize)| {
        let full = forms.get(forms.get(*form)?.fullest)?;
        let (span, kind, name) = (span(tokens, *run)?, full.evidence.kind(), full.text.clone());
        Some(Name { span, kind, name, evidence: *evidence })
    };
    mentions.iter().zip(&form_of).filter_map(name).collect()
}

/// What the model takes for names, titles before persons stripped.
fn by_model(sight: &Sight, dated: &[bool], model: &NameModel) -> Vec<(Run, KindEvidence)> {
    let mention = |(run, kinds): (Run, [f32; NAMED])| {
        let bare = runs::untitled(sight.tokens, run);
        let mut evidence = kinds::of_model(sight.tokens, bare, kinds);
        evidence.add(Evidence::of_context(sight.tokens, bare).weighed());
        if bare != run {
            evidence.add(kinds::OF_TITLE);
        }
        (bare, evidence)
    };
    tagger::tag(sight, dated, model).into_iter().map(mention).collect()
}

/// The distinct forms in the order of their first mention, and the form of each mention; `by_words` counts what the
/// words of a form say by themselves, once.
fn forms(tokens: &Tokens, mentions: &[(Run, KindEvidence)], by_words: bool) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_text: FxHashMap<u64, usize> = FxHashMap::default();
    let mut form_of = Vec::with_capacity(mentions.len());
    for (run, evidence) in mentions {
        let key = (run.from..run.to).fold(0, |sum, at| features::mixed(sum, features::hashed(tokens.word(at))));
        let number = *by_text.entry(key).or_insert(forms.len());
        if number == forms.len() {
            forms.push(form(tokens, *run, by_words, number));
        }
        if let Some(form) = forms.get_mut(number) {
            form.evidence.add(*evidence);
        }
        form_of.push(number);
    }
    (forms, form_of)
}

fn form(tokens: &Tokens, run: Run, by_words: bool, number: usize) -> Form {
    let text = text_of(tokens, run);
    let words = (run.from..run.to).map(|at| tokens.low(at).to_owned()).filter(|word| !word.is_empty()).collect();
    let of_words = Evidence::of_form(tokens, run);
    let key = gazetteer::key((run.from..run.to).map(|at| tokens.low(at)));
    let large = (1..=gazetteer::LARGE_MAX).contains(&Gazetteer::places().class(key));
    let mut evidence = if by_words { of_words.weighed() } else { KindEvidence::default() };
    if by_words && large {
        evidence.add(kinds::OF_LIST);
    }
    let known = (1..=gazetteer::OTHERS).contains(&Gazetteer::known().class(key));
    Form { text, words, evidence, fixed: large || known || of_words.is_fixed(), fullest: number }
}

fn text_of(tokens: &Tokens, run: Run) -> String {
    let words = span(tokens, run).map_or("", |span| span.of(tokens.text));
    if words.contains(['\n', '\t', '\r']) || words.contains("  ") {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        words.to_owned()
    }
}

fn span(tokens: &Tokens, run: Run) -> Option<Span> {
    tokens.span(run.from, run.to)
}

#[cfg(test)]
mod tests;
