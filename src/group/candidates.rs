//! Which stories an article may belong to. In: its terms, the lexicon, the articles of the window. Out: the likeliest
//! stories with the evidence for each, best first. Never: more work for a larger window.

use super::evidence::Evidence;
use super::lexicon::Lexicon;
use super::material::{FIGURE, NAME, TITLE};
use super::stories::{Held, Kept, marks, steps};
use rustc_hash::FxHashMap;

/// So many of the weightiest terms of an article look for others.
const TERMS_ASKED: usize = 40;
/// So many articles are compared in full.
const COMPARED_MAX: usize = 48;
/// So many stories are compared in full.
const STORIES_MAX: usize = 12;
/// So many other stories show how alike the stories around an article are.
const RIVALS: usize = 5;

/// What the search reads.
pub(super) struct Ground<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) stories: &'a [Option<Kept>],
    /// The article of a number.
    pub(super) held: &'a dyn Fn(u32) -> Option<&'a Held>,
}

/// A story that an article may belong to.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Where the story stands.
    pub(super) story: u32,
    pub(super) evidence: Evidence,
}

/// The stories that are likest to an article, best first.
pub(super) fn candidates(article: &Held, ground: &Ground<'_>) -> Vec<Candidate> {
    let question = Question::new(article, ground.lexicon);
    let mut found: Vec<(u32, Evidence)> = Vec::new();
    for number in nearest(article, ground) {
        let Some(other) = (ground.held)(number) else { continue };
        let at = found.iter().position(|(story, _)| *story == other.story).unwrap_or(found.len());
        if at == found.len() {
            if at == STORIES_MAX {
                continue;
            }
            found.push((other.story, Evidence::default()));
        }
        if let Some((_, evidence)) = found.get_mut(at) {
            question.compare(other, ground.lexicon, evidence);
        }
    }
    let mut candidates = Vec::with_capacity(found.len());
    for (story, mut evidence) in found {
        let Some(Some(kept)) = ground.stories.get(story as usize) else { continue };
        question.compare_story(kept, ground.lexicon, &mut evidence);
        candidates.push(Candidate { story, evidence });
    }
    set_rivals(&mut candidates);
    candidates.sort_by(|left, right| right.evidence.likelihood().total_cmp(&left.evidence.likelihood()));
    candidates
}

/// Tells each candidate how alike the others are: the mean of the nearest few.
fn set_rivals(candidates: &mut [Candidate]) {
    let likeness = |candidate: &Candidate| f64::midpoint(candidate.evidence.story, candidate.evidence.member);
    let all: Vec<f64> = candidates.iter().map(likeness).collect();
    for (at, candidate) in candidates.iter_mut().enumerate() {
        let mut others: Vec<f64> = all.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, x)| *x).collect();
        others.sort_unstable_by(|left, right| right.total_cmp(left));
        others.truncate(RIVALS);
        candidate.evidence.rivals = others.iter().sum::<f64>() / (others.len().max(1) as f64);
    }
}

/// The articles that share the weightiest terms, best first (newer first among equals).
fn nearest(article: &Held, ground: &Ground<'_>) -> Vec<u32> {
    let lexicon = ground.lexicon;
    let mut asked: Vec<(f64, u32)> = article
        .terms
        .iter()
        .zip(&article.packed)
        .filter(|(term, _)| lexicon.held_by(**term) > 1)
        .map(|(term, packed)| (f64::from(steps(*packed)) * lexicon.rarity(*term), *term))
        .collect();
    asked.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    let mut shared: FxHashMap<u32, f64> = FxHashMap::default();
    for (weight, term) in asked.into_iter().take(TERMS_ASKED) {
        let more = weight * lexicon.rarity(term);
        lexicon.newest(term).for_each(|number| *shared.entry(number).or_default() += more);
    }
    let mut best: Vec<(u32, f64)> = shared.into_iter().collect();
    let order = |left: &(u32, f64), right: &(u32, f64)| right.1.total_cmp(&left.1).then(right.0.cmp(&left.0));
    if best.len() > COMPARED_MAX {
        best.select_nth_unstable_by(COMPARED_MAX, order);
        best.truncate(COMPARED_MAX);
    }
    best.sort_unstable_by(order);
    best.into_iter().map(|(number, _)| number).collect()
}

/// Squares of the lengths of an article's vectors.
#[derive(Debug, Clone, Copy, Default)]
struct Squares {
    all: f64,
    title: f64,
    names: f64,
    figures: f64,
}

impl Squares {
    fn add(&mut self, marked: u8, square: f64) {
        self.all += square;
        self.title += if marked & TITLE == 0 { 0.0 } else { square };
        self.names += if marked & NAME == 0 { 0.0 } else { square };
        self.figures += if marked & FIGURE == 0 { 0.0 } else { square };
    }
}

/// The arriving article, ready to be compared with many.
struct Question<'a> {
    article: &'a Held,
    weights: Vec<f64>,
    squares: Squares,
}

impl<'a> Question<'a> {
    fn new(article: &'a Held, lexicon: &Lexicon) -> Self {
        let mut squares = Squares::default();
        let mut weights = Vec::with_capacity(article.terms.len());
        for (term, packed) in article.terms.iter().zip(&article.packed) {
            let weight = f64::from(steps(*packed)) * lexicon.rarity(*term);
            squares.add(marks(*packed), weight * weight);
            weights.push(weight);
        }
        Self { article, weights, squares }
    }

    /// Adds what one member shows.
    fn compare(&self, other: &Held, lexicon: &Lexicon, evidence: &mut Evidence) {
        let (mut dots, mut squares) = (Squares::default(), Squares::default());
        let mut mine = self.article.terms.iter().zip(&self.article.packed).zip(&self.weights).peekable();
        for (term, packed) in other.terms.iter().zip(&other.packed) {
            let weight = f64::from(steps(*packed)) * lexicon.rarity(*term);
            squares.add(marks(*packed), weight * weight);
            while mine.next_if(|((number, _), _)| *number < term).is_some() {}
            if let Some(((_, mark), own)) = mine.next_if(|((number, _), _)| *number == term) {
                dots.add(marks(*packed) & marks(*mark), weight * own);
            }
        }
        let cosine = |dot: f64, left: f64, right: f64| if dot > 0.0 { dot / (left * right).sqrt() } else { 0.0 };
        evidence.member = evidence.member.max(cosine(dots.all, self.squares.all, squares.all));
        evidence.title = evidence.title.max(cosine(dots.title, self.squares.title, squares.title));
        evidence.names = evidence.names.max(cosine(dots.names, self.squares.names, squares.names));
        evidence.figures = evidence.figures.max(cosine(dots.figures, self.squares.figures, squares.figures));
    }

    /// Adds what the story as a whole shows.
    fn compare_story(&self, story: &Kept, lexicon: &Lexicon, evidence: &mut Evidence) {
        let (mut dot, mut square) = (0.0, 0.0);
        let mut mine = self.article.terms.iter().zip(&self.weights).peekable();
        for (term, sum) in &story.sums {
            let weight = f64::from(*sum) * lexicon.rarity(*term);
            square += weight * weight;
            while mine.next_if(|(number, _)| *number < term).is_some() {}
            if let Some((_, own)) = mine.next_if(|(number, _)| *number == term) {
                dot += weight * own;
            }
        }
        evidence.story = if dot > 0.0 { dot / (square * self.squares.all).sqrt() } else { 0.0 };
        let apart = |time: Option<i64>| Some(self.article.published?.saturating_sub(time?));
        evidence.newest = apart(story.newest);
        evidence.oldest = apart(story.oldest);
        evidence.terms = self.article.terms.len();
    }
}
