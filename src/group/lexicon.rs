//! The terms of the window and which articles hold them. In: the terms of articles that enter and leave. Out: how rare
//! a term is, and the newest articles that hold it. Never: an article that left the window.

use super::bytes::{Reader, Writer};
use super::rings::{Ring, Rings};
use rustc_hash::FxHashMap;

/// Up to this many holders, the rarity of a term comes from a table.
const TABLE: usize = 1024;

/// One term.
#[derive(Debug, Clone, Copy)]
struct Term {
    key: u64,
    /// The newest articles that hold it; a term held by more says little, and the cost of an article must not grow
    /// with the window.
    newest: Ring,
}

/// The terms of the window, each with a number of its own while it is held.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    numbers: FxHashMap<u64, u32>,
    terms: Vec<Term>,
    rings: Rings,
    holders: Vec<u32>,
    free: Vec<u32>,
    articles: u32,
    /// The natural logarithm of each whole number, from 0 (which stands for 1) up.
    logarithms: Vec<f64>,
    rarities: Vec<f64>,
}

impl Lexicon {
    /// One more article is about to enter.
    pub(super) fn count_article(&mut self) {
        self.articles += 1;
        self.tabulate();
    }

    /// All terms by number, and the numbers that are free, in the order in which they will be given anew.
    pub(super) fn write(&self, into: &mut Writer) {
        into.count(self.terms.len());
        self.terms.iter().for_each(|term| into.long(term.key));
        into.numbers(&self.free);
    }

    /// The same terms under the same numbers, held by no article yet.
    pub(super) fn read(from: &mut Reader<'_>) -> Option<Self> {
        let count = from.count(8)?;
        let term = |_| Some(Term { key: from.long()?, newest: Ring::default() });
        let terms: Vec<Term> = (0..count).map(term).collect::<Option<_>>()?;
        let free = from.numbers()?.into_vec();
        let mut is_free = vec![false; count];
        for number in &free {
            *is_free.get_mut(*number as usize)? = true;
        }
        let held = (0u32..).zip(&terms).zip(is_free).filter(|(_, is_free)| !is_free);
        let numbers = held.map(|((number, term), _)| (term.key, number)).collect();
        Some(Self { numbers, holders: vec![0; count], terms, free, ..Self::default() })
    }

    /// The number of a term, new if need be, with the article as its newest holder.
    pub(super) fn enter(&mut self, key: u64, article: u32) -> u32 {
        let number = match self.numbers.get(&key) {
            Some(number) => *number,
            None => self.number(key),
        };
        if let (Some(term), Some(holders)) =
            (self.terms.get_mut(number as usize), self.holders.get_mut(number as usize))
        {
            *holders += 1;
            self.rings.push(&mut term.newest, article);
        }
        number
    }

    fn number(&mut self, key: u64) -> u32 {
        let term = Term { key, newest: Ring::default() };
        let number = match self.free.pop() {
            Some(number) => {
                self.terms.get_mut(number as usize).into_iter().for_each(|slot| *slot = term);
                number
            }
            None => {
                self.terms.push(term);
                self.holders.push(0);
                u32::try_from(self.terms.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.numbers.insert(key, number);
        number
    }

    /// The oldest article leaves, with its terms.
    pub(super) fn leave(&mut self, article: u32, numbers: &[u32]) {
        self.articles = self.articles.saturating_sub(1);
        for number in numbers {
            let at = *number as usize;
            let (Some(term), Some(holders)) = (self.terms.get_mut(at), self.holders.get_mut(at)) else { continue };
            *holders = holders.saturating_sub(1);
            self.rings.leave(&mut term.newest, article);
            if *holders == 0 {
                self.numbers.remove(&term.key);
                self.rings.free(&mut term.newest);
                self.free.push(*number);
            }
        }
    }

    /// How many articles hold the term, and the newest of them.
    pub(super) fn holders(&self, key: u64) -> Option<(u32, Vec<u32>)> {
        let number = *self.numbers.get(&key)?;
        Some((self.held_by(number), self.newest(number).collect()))
    }

    /// The newest articles that hold a numbered term.
    pub(super) fn newest(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        self.terms.get(number as usize).into_iter().flat_map(|term| self.rings.numbers(&term.newest))
    }

    /// Takes the newest articles that hold a numbered term; faster than going through [`Self::newest`].
    pub(super) fn each_newest(&self, number: u32, take: impl FnMut(u32)) {
        if let Some(term) = self.terms.get(number as usize) {
            self.rings.each(&term.newest, take);
        }
    }

    /// How many articles hold a numbered term.
    pub(super) fn held_by(&self, number: u32) -> u32 {
        self.holders.get(number as usize).copied().unwrap_or(0)
    }

    /// How much a numbered term says: ln(1 + articles / holders).
    pub(super) fn rarity(&self, number: u32) -> f64 {
        let holders = self.held_by(number);
        self.rarities.get(holders as usize).copied().unwrap_or_else(|| self.compute(holders))
    }

    /// The same from two known logarithms: a term in thousands of articles costs no more than a rare one.
    fn compute(&self, holders: u32) -> f64 {
        let logarithm = |number: u32| self.logarithms.get(number as usize).copied().unwrap_or(0.0);
        logarithm(self.articles + holders) - logarithm(holders)
    }

    fn tabulate(&mut self) {
        let known = self.logarithms.len();
        let needed = self.articles as usize * 2 + 1;
        self.logarithms.extend((known..needed).map(|number| (number.max(1) as f64).ln()));
        let table = TABLE.min(self.articles as usize + 1);
        let sums = self.logarithms.iter().skip(self.articles as usize);
        self.rarities.clear();
        self.rarities.extend(sums.zip(&self.logarithms).take(table).map(|(sum, holders)| sum - holders));
        // Nobody holds it: as rare as what one article holds.
        let rarest = self.rarities.get(1).copied();
        self.rarities.first_mut().zip(rarest).into_iter().for_each(|(none, one)| *none = one);
    }
}
