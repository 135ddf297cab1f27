//! How alike two articles are. In: their terms, how rare these are, their times. Out: a likeness of 0 to 1.
//! Never: a third article; what is around the two is taken off elsewhere.

use super::lexicon::Lexicon;
use super::material::{Entry, FIGURE, NAME, TITLE};
use super::near::STEPS;
use super::stories::Held;
use super::weights::Weights;

const MARK_BITS: u32 = 3;
/// Weights of terms are kept in 32 steps, each larger by this share of a natural logarithm: .2 to 24, 8 % from half to half.
const STEP_LOGARITHM: f64 = 0.155;
/// The smallest weight of a term.
const WEIGHT_MIN: f64 = 0.2;
const STEP_MAX: f64 = 31.0;
const DAY_SECONDS: f64 = 86_400.0;
/// Names and figures tell two articles apart where they are this part of each (by squares of weights).
const NAMED_SHARE: f64 = 0.1;
/// Longer gaps count as this many days.
const DAYS_MAX: f64 = 60.0;

/// Weight and marks of a term in one byte: its weight grows with how often and how early it stands.
pub(super) fn pack(entry: &Entry, weights: &Weights) -> u8 {
    let letters = if entry.in_title { 0 } else { entry.first.start() };
    let mut weight = (1.0 + f64::from(entry.times.max(1)).ln()) / (1.0 + letters as f64 / weights.lead).sqrt();
    for (mark, boost) in [(TITLE, weights.title), (NAME, weights.name), (FIGURE, weights.figure)] {
        weight *= if entry.marks & mark == 0 { 1.0 } else { boost };
    }
    let step = ((weight / WEIGHT_MIN).ln() / STEP_LOGARITHM).round().clamp(0.0, STEP_MAX);
    ((step as u8) << MARK_BITS) | entry.marks
}

/// The marks of a packed term.
fn marks(packed: u8) -> u8 {
    packed & ((1 << MARK_BITS) - 1)
}

/// Squares or products over all terms, those of the titles, and those of names and figures.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    all: f64,
    title: f64,
    named: f64,
}

impl Sums {
    fn add(&mut self, marked: u8, product: f64) {
        self.all += product;
        self.title += if marked & TITLE == 0 { 0.0 } else { product };
        self.named += if marked & (NAME | FIGURE) == 0 { 0.0 } else { product };
    }
}

/// An article, ready to be compared with many.
pub(super) struct Question<'a> {
    article: &'a Held,
    lexicon: &'a Lexicon,
    weights: &'a Weights,
    steps: [f64; 32],
    own: Vec<f64>,
    squares: Sums,
}

impl<'a> Question<'a> {
    pub(super) fn new(article: &'a Held, lexicon: &'a Lexicon, weights: &'a Weights) -> Self {
        let mut steps = [0.0; 32];
        steps.iter_mut().zip(0u8..).for_each(|(step, at)| *step = WEIGHT_MIN * (f64::from(at) * STEP_LOGARITHM).exp());
        let mut question = Self { article, lexicon, weights, steps, own: Vec::new(), squares: Sums::default() };
        question.own.reserve(article.terms.len());
        for (term, packed) in article.terms.iter().zip(&article.packed) {
            let weight = question.weight(*term, *packed);
            question.squares.add(marks(*packed), weight * weight);
            question.own.push(weight);
        }
        question
    }

    fn weight(&self, term: u32, packed: u8) -> f64 {
        self.steps.get(usize::from(packed >> MARK_BITS)).copied().unwrap_or(0.0) * self.lexicon.rarity(term)
    }

    /// The article's terms, the weightiest first, with what each adds to the likeness of another that has it once.
    pub(super) fn weightiest(&self, at_most: usize) -> Vec<(u32, f64)> {
        let terms = self.article.terms.iter().zip(&self.own).filter(|(term, _)| self.lexicon.held_by(**term) > 1);
        let mut found: Vec<(u32, f64)> = terms.map(|(term, weight)| (*term, *weight)).collect();
        let order = |left: &(u32, f64), right: &(u32, f64)| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0));
        if found.len() > at_most {
            found.select_nth_unstable_by(at_most, order);
            found.truncate(at_most);
        }
        found.sort_unstable_by(order);
        found.iter_mut().for_each(|(term, weight)| *weight *= self.lexicon.rarity(*term));
        found
    }

    /// How alike another article is, in steps.
    pub(super) fn likeness(&self, other: &Held) -> u16 {
        let (mut dots, mut squares, mut told) = (Sums::default(), Sums::default(), Told::default());
        let foreign = self.foreign(other);
        let mut mine = self.article.terms.iter().zip(&self.article.packed).zip(&self.own).peekable();
        for (term, packed) in other.terms.iter().zip(&other.packed) {
            let weight = self.weight(*term, *packed);
            squares.add(marks(*packed), weight * weight);
            while mine.next_if(|((number, _), _)| *number < term).is_some() {}
            if let Some(((_, mark), own)) = mine.next_if(|((number, _), _)| *number == term) {
                dots.add(marks(*packed) & marks(*mark), weight * own);
                if foreign {
                    told.add((marks(*mark), *own), (marks(*packed), weight));
                }
            }
        }
        let likeness = match foreign {
            true => self.weights.across * told.cosine(self.squares.named, squares.named),
            false => self.mixed(dots, squares),
        };
        let likeness = likeness - self.apart(other);
        (likeness.clamp(0.0, 1.0) * STEPS).round() as u16
    }

    /// Whether the other is in another language; 0 is a guess, which may be the same.
    fn foreign(&self, other: &Held) -> bool {
        let (own, language) = (self.article.language, other.language);
        own != language && own != 0 && language != 0
    }

    fn mixed(&self, dots: Sums, squares: Sums) -> f64 {
        let all = self.held_down(cosine(dots.all, self.squares.all, squares.all), dots, squares);
        match self.squares.title > 0.0 && squares.title > 0.0 {
            true => all + self.weights.titles * (cosine(dots.title, self.squares.title, squares.title) - all),
            false => all,
        }
    }

    /// Likeness beyond that of a big story counts as far as names and figures bear it out: two forms filled in anew are
    /// alike in all else.
    fn held_down(&self, all: f64, dots: Sums, squares: Sums) -> f64 {
        let tells = |sums: &Sums| sums.named >= NAMED_SHARE * sums.all;
        let beyond = all - self.weights.density_max;
        if beyond <= 0.0 || !tells(&self.squares) || !tells(&squares) {
            return all;
        }
        let named = cosine(dots.named, self.squares.named, squares.named);
        self.weights.density_max + beyond * (named / all).min(1.0)
    }

    /// What the time between two articles takes off.
    fn apart(&self, other: &Held) -> f64 {
        let (Some(one), Some(other)) = (self.article.published, other.published) else { return 0.0 };
        let days = (one.saturating_sub(other).unsigned_abs() as f64 / DAY_SECONDS).min(DAYS_MAX);
        self.weights.gap * (days - 1.0).max(0.0).ln_1p()
    }
}

/// Names and figures in two languages: what one of the two marks and both hold counts on both sides, since names are found
/// better in one language than in another.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    dot: f64,
    /// Squares of terms that only the other one marks.
    own: f64,
    other: f64,
}

impl Told {
    fn add(&mut self, (mark, own): (u8, f64), (other_mark, other): (u8, f64)) {
        let named = |marks: u8| marks & (NAME | FIGURE) != 0;
        if named(mark) || named(other_mark) {
            self.dot += own * other;
            self.own += if named(mark) { 0.0 } else { own * own };
            self.other += if named(other_mark) { 0.0 } else { other * other };
        }
    }

    fn cosine(self, own: f64, other: f64) -> f64 {
        cosine(self.dot, own + self.own, other + self.other)
    }
}

fn cosine(dot: f64, left: f64, right: f64) -> f64 {
    if dot > 0.0 { dot / (left * right).sqrt() } else { 0.0 }
}
