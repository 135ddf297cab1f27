//! Whether two answers to one question are the same answer. In: pairs; those of one question are weighed together.
//! Out: a judgement per pair. Never: pairs of another question as evidence.

use super::senses::{Bag, stems};
use super::{Judged, Standing};
use crate::text::{UNKNOWN_LANGUAGE, detect_language};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// From here on two answers are the same. Chosen so that balanced accuracy of the questions in `agreement/` is highest when each
/// is left out in turn; from .11 to .17 it is the same within .01.
const SAME: f64 = 0.14;
/// What the answers that both are like add to the likeness of two answers.
const CONSENSUS: f64 = 0.5;
/// More answers to one question are compared each pair by itself.
const CONSENSUS_ANSWERS_MAX: usize = 400;
/// Two neighbouring words are one name ("solar system") where they stand together in so many contexts,
const TOGETHER_MIN: usize = 3;
/// in this share of the contexts of the rarer one,
const TOGETHER_OF_RARER: f64 = 0.75;
/// and in this share of those of the other.
const TOGETHER_OF_OTHER: f64 = 0.6;

/// Two answers to one question, each with the text that it stands in.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnswerPair<'a> {
    /// What is asked.
    pub question: &'a str,
    /// One answer.
    pub a: &'a str,
    /// The other.
    pub b: &'a str,
    /// The text around the first.
    pub a_context: &'a str,
    /// The text around the other.
    pub b_context: &'a str,
}

/// A judgement per pair, in order. The answers to one question help each other: two that a third is like are more alike.
pub fn answers(pairs: &[AnswerPair<'_>]) -> Vec<Judged> {
    let mut asked: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        asked.entry(pair.question).or_default().push(at);
    }
    let mut judged = vec![Judged::new(Standing::Unrelated, 0.0); pairs.len()];
    for places in asked.values() {
        let of_question: Vec<&AnswerPair<'_>> = places.iter().map(|at| &pairs[*at]).collect();
        for (at, score) in places.iter().zip(Question::new(&of_question).scores()) {
            let standing = if score >= SAME { Standing::Same } else { Standing::Unrelated };
            judged[*at] = Judged::new(standing, score.min(1.0));
        }
    }
    judged
}

/// The answers to one question, and which of them are compared.
struct Question {
    bags: Vec<Bag>,
    pairs: Vec<(usize, usize)>,
}

impl Question {
    fn new(pairs: &[&AnswerPair<'_>]) -> Self {
        let mut numbers: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        let mut answers: Vec<(&str, &str)> = Vec::new();
        let mut numbered = Vec::new();
        for pair in pairs {
            let sides = [(pair.a, pair.a_context), (pair.b, pair.b_context)].map(|answer| {
                *numbers.entry(answer).or_insert_with(|| {
                    answers.push(answer);
                    answers.len() - 1
                })
            });
            numbered.push((sides[0], sides[1]));
        }
        let contexts: BTreeSet<&str> = answers.iter().map(|(_, context)| *context).collect();
        let whole: String = contexts.iter().copied().collect::<Vec<_>>().join(" ");
        let language = match detect_language(&whole).0 {
            UNKNOWN_LANGUAGE => "en",
            known => known,
        };
        let asked = stems(pairs.first().map_or("", |pair| pair.question), language);
        let together = together(&contexts, language);
        let bags = answers.iter().map(|(answer, _)| bag(stems(answer, language), &asked, &together)).collect();
        Self { bags, pairs: numbered }
    }

    fn scores(&self) -> Vec<f64> {
        let plain: Vec<f64> = self.pairs.iter().map(|(a, b)| self.bags[*a].likeness(&self.bags[*b])).collect();
        let count = self.bags.len();
        if count > CONSENSUS_ANSWERS_MAX {
            return plain;
        }
        let mut likeness = vec![0.0; count * count];
        for ((a, b), score) in self.pairs.iter().zip(&plain).filter(|((a, b), _)| a != b) {
            likeness[a * count + b] = *score;
            likeness[b * count + a] = *score;
        }
        let row = |a: usize| &likeness[a * count..(a + 1) * count];
        let mass: Vec<f64> = (0..count).map(|a| row(a).iter().sum()).collect();
        let shared = |a: usize, b: usize| -> f64 { row(a).iter().zip(row(b)).map(|(left, right)| left * right).sum() };
        let through = |all: f64, own: f64| if own > 0.0 { all / own } else { 0.0 };
        let raised = self.pairs.iter().zip(&plain).map(|((a, b), score)| {
            let all = shared(*a, *b);
            score + CONSENSUS * (through(all, mass[*a]) + through(all, mass[*b])) / 2.0
        });
        raised.collect()
    }
}

/// Neighbouring stems that nearly always stand together.
fn together(contexts: &BTreeSet<&str>, language: &str) -> BTreeSet<(String, String)> {
    let mut single: FxHashMap<String, usize> = FxHashMap::default();
    let mut double: BTreeMap<(String, String), usize> = BTreeMap::new();
    for context in contexts {
        let stems = stems(context, language);
        let pairs: BTreeSet<(String, String)> =
            stems.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        for stem in stems.into_iter().collect::<BTreeSet<String>>() {
            *single.entry(stem).or_default() += 1;
        }
        for pair in pairs {
            *double.entry(pair).or_default() += 1;
        }
    }
    let held = |stem: &str| single.get(stem).copied().unwrap_or(0);
    let close = |pair: &(String, String), count: usize| {
        let (rarer, other) = (held(&pair.0).min(held(&pair.1)), held(&pair.0).max(held(&pair.1)));
        count >= TOGETHER_MIN
            && count as f64 >= TOGETHER_OF_RARER * rarer as f64
            && count as f64 >= TOGETHER_OF_OTHER * other as f64
    };
    double.into_iter().filter(|(pair, count)| close(pair, *count)).map(|(pair, _)| pair).collect()
}

/// What an answer says beyond the question; all of it where it says nothing else.
fn bag(answer: Vec<String>, asked: &[String], together: &BTreeSet<(String, String)>) -> Bag {
    let beyond: Vec<String> = answer.iter().filter(|stem| !asked.contains(stem)).cloned().collect();
    let stems = if beyond.is_empty() { answer } else { beyond };
    let mut joined: Vec<String> = Vec::new();
    let mut stems = stems.into_iter().peekable();
    while let Some(stem) = stems.next() {
        match stems.peek() {
            Some(next) if together.contains(&(stem.clone(), next.clone())) => {
                joined.push(format!("{stem} {next}"));
                stems.next();
            }
            _ => joined.push(stem),
        }
    }
    Bag::new(joined)
}
