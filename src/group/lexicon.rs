//! The terms of the window and which articles hold them. In: the terms of articles that enter and leave. Out: how rare
//! a term is, and the newest articles that hold it. Never: an article that left the window.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// So many of the newest holders of a term are kept; a term held by more says little, and the cost of an article must
/// not grow with the window.
pub(super) const HOLDERS_MAX: usize = 64;
/// So many holders of a term stand in its row: most terms have no more, and the rows stay small.
const FEW: usize = 3;
/// Up to this many holders, the rarity of a term comes from a table.
const TABLE: usize = 1024;

/// The newest articles that hold a term, oldest first.
#[derive(Debug, Clone)]
enum Newest {
    Few(u8, [u32; FEW]),
    Many(Box<VecDeque<u32>>),
}

impl Newest {
    fn push(&mut self, article: u32) {
        match self {
            Self::Few(count, few) => match few.get_mut(usize::from(*count)) {
                Some(slot) => {
                    *slot = article;
                    *count += 1;
                }
                None => *self = Self::Many(Box::new(few.iter().copied().chain([article]).collect())),
            },
            Self::Many(many) => {
                if many.len() == HOLDERS_MAX {
                    many.pop_front();
                }
                many.push_back(article);
            }
        }
    }

    /// Drops the first where it is this article.
    fn leave(&mut self, article: u32) {
        match self {
            Self::Few(count, few) if *count > 0 && few.first() == Some(&article) => {
                few.rotate_left(1);
                *count -= 1;
            }
            Self::Many(many) if many.front() == Some(&article) => {
                many.pop_front();
            }
            _ => {}
        }
    }

    fn slices(&self) -> (&[u32], &[u32]) {
        match self {
            Self::Few(count, few) => (few.get(..usize::from(*count)).unwrap_or_default(), &[]),
            Self::Many(many) => many.as_slices(),
        }
    }
}

/// One term.
#[derive(Debug, Clone)]
struct Term {
    key: u64,
    newest: Newest,
}

/// The terms of the window, each with a number of its own while it is held.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    numbers: FxHashMap<u64, u32>,
    terms: Vec<Term>,
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
            term.newest.push(article);
        }
        number
    }

    fn number(&mut self, key: u64) -> u32 {
        let term = Term { key, newest: Newest::Few(0, [0; FEW]) };
        let number = match self.free.pop() {
            Some(number) => {
                self.terms.get_mut(number as usize).into_iter().for_each(|slot| *slot = term.clone());
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
            term.newest.leave(article);
            if *holders == 0 {
                self.numbers.remove(&term.key);
                term.newest = Newest::Few(0, [0; FEW]);
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
        let (first, rest) = self.terms.get(number as usize).map(|term| term.newest.slices()).unwrap_or_default();
        first.iter().chain(rest).copied()
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
