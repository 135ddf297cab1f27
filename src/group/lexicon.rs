//! The terms of the window and which articles hold them. In: the terms of articles that enter and leave. Out: how rare
//! a term is, and the newest articles that hold it. Never: an article that left the window.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// So many of the newest holders of a term are kept; a term held by more says little, and the cost of an article must
/// not grow with the window.
pub(super) const HOLDERS_MAX: usize = 64;
/// Up to this many holders, the rarity of a term comes from a table.
const TABLE: usize = 1024;

/// One term.
#[derive(Debug, Clone, Default)]
struct Term {
    key: u64,
    newest: VecDeque<u32>,
}

/// The terms of the window, each with a number of its own while it is held.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    numbers: FxHashMap<u64, u32>,
    terms: Vec<Term>,
    holders: Vec<u32>,
    free: Vec<u32>,
    articles: u32,
    rarities: Vec<f64>,
}

impl Lexicon {
    /// One more article is about to enter.
    pub(super) fn count_article(&mut self) {
        self.articles += 1;
        self.tabulate();
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
            if term.newest.len() == HOLDERS_MAX {
                term.newest.pop_front();
            }
            term.newest.push_back(article);
        }
        number
    }

    fn number(&mut self, key: u64) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| {
            self.terms.push(Term::default());
            self.holders.push(0);
            u32::try_from(self.terms.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(term) = self.terms.get_mut(number as usize) {
            term.key = key;
        }
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
            if term.newest.front() == Some(&article) {
                term.newest.pop_front();
            }
            if *holders == 0 {
                self.numbers.remove(&term.key);
                term.newest = VecDeque::new();
                self.free.push(*number);
            }
        }
    }

    /// How many articles hold the term, and the newest of them.
    pub(super) fn holders(&self, key: u64) -> Option<(u32, &VecDeque<u32>)> {
        let at = *self.numbers.get(&key)? as usize;
        Some((*self.holders.get(at)?, &self.terms.get(at)?.newest))
    }

    /// The newest articles that hold a numbered term.
    pub(super) fn newest(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        self.terms.get(number as usize).into_iter().flat_map(|term| term.newest.iter().copied())
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

    fn compute(&self, holders: u32) -> f64 {
        (f64::from(self.articles) / f64::from(holders.max(1))).ln_1p()
    }

    fn tabulate(&mut self) {
        let table = u32::try_from(TABLE).unwrap_or(u32::MAX).min(self.articles + 1);
        self.rarities = (0..table).map(|holders| self.compute(holders)).collect();
    }
}
