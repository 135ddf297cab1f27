//! How alike two articles are. In: their terms, how rare these are, their times. Out: a likeness of 0 to 1.
//! Never: a third article; what is around the two is taken off elsewhere.

use super::lexicon::Lexicon;
use super::material::{Entry, FIGURE, NAME, TITLE};
use super::near::STEPS;
use super::stories::Held;
use super::weights::Weights;
use std::sync::LazyLock;

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
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sums {
    pub(super) all: f32,
    pub(super) title: f32,
    pub(super) named: f32,
}

impl Sums {
    fn add(&mut self, marked: u8, product: f32) {
        self.all += product;
        self.title += if marked & TITLE == 0 { 0.0 } else { product };
        self.named += if marked & (NAME | FIGURE) == 0 { 0.0 } else { product };
    }
}

/// The weight that each step stands for.
static STEP_WEIGHTS: LazyLock<[f32; 32]> =
    LazyLock::new(|| std::array::from_fn(|step| (WEIGHT_MIN * (step as f64 * STEP_LOGARITHM).exp()) as f32));

fn weight(packed: u8) -> f32 {
    STEP_WEIGHTS.get(usize::from(packed >> MARK_BITS)).copied().unwrap_or(0.0)
}

/// The squares of an article by how rare its terms are now. They are kept with it: what a few more articles change about
/// that is little, and to read it anew for each of those compared is what costs most.
pub(super) fn squares(terms: &[u32], packed: &[u8], lexicon: &Lexicon) -> Sums {
    let mut squares = Sums::default();
    for (term, packed) in terms.iter().zip(packed) {
        let weight = weight(*packed) * lexicon.rarity(*term) as f32;
        squares.add(marks(*packed), weight * weight);
    }
    squares
}

/// Words of the bitmap that tells terms which an article surely does not have: a kilobyte.
const FILTER_WORDS: usize = 128;

/// An article, ready to be compared with many.
pub(super) struct Question<'a> {
    article: &'a Held,
    lexicon: &'a Lexicon,
    weights: &'a Weights,
    /// What each term adds to the product with an article that has it at weight 1.
    worth: Vec<f32>,
    filter: [u64; FILTER_WORDS],
}

impl<'a> Question<'a> {
    pub(super) fn new(article: &'a Held, lexicon: &'a Lexicon, weights: &'a Weights) -> Self {
        let mut filter = [0; FILTER_WORDS];
        let mut worth = Vec::with_capacity(article.terms.len());
        for (term, packed) in article.terms.iter().zip(&article.packed) {
            let rarity = lexicon.rarity(*term) as f32;
            worth.push(weight(*packed) * rarity * rarity);
            let (word, bit) = place(*term);
            filter[word] |= bit;
        }
        Self { article, lexicon, weights, worth, filter }
    }

    /// The article's terms, the weightiest first, with what each adds to the likeness of another that has it once.
    pub(super) fn weightiest(&self, at_most: usize) -> Vec<(u32, f32)> {
        let known = self.article.terms.iter().zip(&self.article.packed).zip(&self.worth);
        let known = known.filter(|((term, _), _)| self.lexicon.held_by(**term) > 1);
        // Worth is weight times rarity twice; what is looked for first goes by rarity once.
        let own = |packed: u8, worth: f32| (worth * weight(packed)).sqrt();
        let mut found: Vec<(f32, u32, f32)> =
            known.map(|((term, packed), worth)| (own(*packed, *worth), *term, *worth)).collect();
        let order =
            |left: &(f32, u32, f32), right: &(f32, u32, f32)| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1));
        if found.len() > at_most {
            found.select_nth_unstable_by(at_most, order);
            found.truncate(at_most);
        }
        found.sort_unstable_by(order);
        found.into_iter().map(|(_, term, worth)| (term, worth)).collect()
    }

    /// How alike another article is, in steps.
    pub(super) fn likeness(&self, other: &Held) -> u16 {
        let (mut dots, mut told) = (Sums::default(), Told::default());
        let foreign = self.foreign(other);
        for (term, packed) in other.terms.iter().zip(&other.packed) {
            let (word, bit) = place(*term);
            if self.filter[word] & bit == 0 {
                continue;
            }
            let Ok(at) = self.article.terms.binary_search(term) else { continue };
            if let (Some(worth), Some(own)) = (self.worth.get(at), self.article.packed.get(at)) {
                let product = weight(*packed) * worth;
                dots.add(marks(*packed) & marks(*own), product);
                if foreign {
                    told.add(product, *own, *packed);
                }
            }
        }
        let likeness = match foreign {
            true => self.weights.across as f32 * told.cosine(self.article.squares.named, other.squares.named),
            false => self.mixed(dots, other),
        };
        let likeness = f64::from(likeness) - self.apart(other);
        (likeness.clamp(0.0, 1.0) * STEPS).round() as u16
    }

    /// Whether the other is in another language; 0 is a guess, which may be the same.
    fn foreign(&self, other: &Held) -> bool {
        let (own, language) = (self.article.language, other.language);
        own != language && own != 0 && language != 0
    }

    fn mixed(&self, dots: Sums, other: &Held) -> f32 {
        let (own, squares) = (self.article.squares, other.squares);
        let all = self.held_down(cosine(dots.all, own.all, squares.all), dots, squares);
        match own.title > 0.0 && squares.title > 0.0 {
            true => all + self.weights.titles as f32 * (cosine(dots.title, own.title, squares.title) - all),
            false => all,
        }
    }

    /// Likeness beyond that of a big story counts as far as names and figures bear it out: two forms filled in anew are
    /// alike in all else.
    fn held_down(&self, all: f32, dots: Sums, squares: Sums) -> f32 {
        let own = self.article.squares;
        let tells = |sums: &Sums| sums.named >= NAMED_SHARE as f32 * sums.all;
        let borne = self.weights.density_max as f32;
        let beyond = all - borne;
        if beyond <= 0.0 || !tells(&own) || !tells(&squares) {
            return all;
        }
        let named = cosine(dots.named, own.named, squares.named);
        borne + beyond * (named / all).min(1.0)
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
    dot: f32,
    /// Squares of terms that only the other one marks.
    own: f32,
    other: f32,
}

impl Told {
    /// A term that both hold: the product of its weights, and the term in each of the two.
    fn add(&mut self, product: f32, own: u8, other: u8) {
        let named = |packed: u8| marks(packed) & (NAME | FIGURE) != 0;
        if named(own) || named(other) {
            // One rarity is in both weights, so that their ratio is that of what is packed.
            let ratio = weight(own) / weight(other);
            self.dot += product;
            self.own += if named(own) { 0.0 } else { product * ratio };
            self.other += if named(other) { 0.0 } else { product / ratio };
        }
    }

    fn cosine(self, own: f32, other: f32) -> f32 {
        cosine(self.dot, own + self.own, other + self.other)
    }
}

/// Where the bit of a term stands in the filter.
fn place(term: u32) -> (usize, u64) {
    ((term >> 6) as usize % FILTER_WORDS, 1 << (term & 63))
}

fn cosine(dot: f32, left: f32, right: f32) -> f32 {
    if dot > 0.0 { dot / (left * right).sqrt() } else { 0.0 }
}
