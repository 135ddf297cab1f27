//! The nearest articles of an article. In: likeness to others as they come. Out: the nearest few, one per report, and how
//! dense it is around the article. Never: a list that depends on the order in which equally near ones came.

use super::weights::Weights;

/// So many neighbours are kept. On three labelled sets a whole matrix of likeness gives the same stories.
pub(super) const NEAR_MAX: usize = 20;
/// Likeness is kept in steps of 1/10,000, so that sums are whole numbers.
pub(super) const STEPS: f64 = 10_000.0;

/// One neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Neighbour {
    pub(super) article: u32,
    /// Number of the first article of its report: articles of one report are one voice.
    pub(super) voice: u32,
    /// Likeness in steps.
    pub(super) likeness: u16,
}

/// The nearest articles, nearest first; among equals the older one first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Near {
    known: Vec<Neighbour>,
    /// Of all likenesses.
    sum: u32,
}

impl Near {
    /// The neighbours, nearest first.
    pub(super) fn neighbours(&self) -> &[Neighbour] {
        &self.known
    }

    /// Takes a neighbour in, if it is near enough; of one report only the nearest.
    pub(super) fn insert(&mut self, neighbour: Neighbour) {
        if self.known.len() == NEAR_MAX && self.known.last().is_some_and(|last| last.likeness >= neighbour.likeness) {
            return;
        }
        if self.known.is_empty() {
            self.known.reserve_exact(NEAR_MAX);
        }
        let same = self.known.iter().position(|known| known.voice == neighbour.voice);
        if let Some(at) = same {
            if self.known.get(at).is_some_and(|known| key(known) <= key(&neighbour)) {
                return;
            }
            self.remove(at);
        } else if self.known.len() == NEAR_MAX {
            self.remove(NEAR_MAX - 1);
        }
        let at = self.known.partition_point(|known| key(known) < key(&neighbour));
        self.sum += u32::from(neighbour.likeness);
        self.known.insert(at, neighbour);
    }

    fn remove(&mut self, at: usize) {
        self.sum -= u32::from(self.known.remove(at).likeness);
    }

    /// How dense it is around the article, in steps: the mean likeness of its neighbours. Where the window holds too few
    /// articles to tell, the weights say what to expect.
    pub(super) fn density(&self, weights: &Weights, window: usize) -> i64 {
        let unknown = NEAR_MAX.saturating_sub(window.max(self.known.len())) as f64 * weights.density_unknown * STEPS;
        ((i64::from(self.sum) + unknown as i64) / NEAR_MAX as i64).min((weights.density_max * STEPS) as i64)
    }

    /// The likeness of the farthest neighbour, in steps.
    pub(super) fn farthest(&self) -> i64 {
        self.known.last().filter(|_| self.known.len() == NEAR_MAX).map_or(0, |last| i64::from(last.likeness))
    }
}

fn key(neighbour: &Neighbour) -> (std::cmp::Reverse<u16>, u32) {
    (std::cmp::Reverse(neighbour.likeness), neighbour.article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(of: &[(u32, u32, u16)]) -> Near {
        let mut near = Near::default();
        of.iter().for_each(|(article, voice, likeness)| {
            near.insert(Neighbour { article: *article, voice: *voice, likeness: *likeness });
        });
        near
    }

    #[test]
    fn one_report_is_one_neighbour() {
        let near = near(&[(1, 1, 50), (2, 1, 70), (3, 1, 60), (4, 4, 10)]);
        assert_eq!(near.neighbours().iter().map(|known| known.article).collect::<Vec<_>>(), [2, 4]);
    }

    proptest! {
        #[test]
        fn the_order_of_coming_does_not_show(mut of in prop::collection::vec((0u32..60, 0u16..9), 0..60)) {
            of.sort();
            of.dedup_by_key(|(article, _)| *article);
            let all: Vec<_> = of.iter().map(|(article, likeness)| (*article, *article, *likeness)).collect();
            let back: Vec<_> = all.iter().rev().copied().collect();
            let (all, back) = (near(&all), near(&back));
            prop_assert_eq!(
                all.neighbours().iter().map(|known| known.likeness).collect::<Vec<_>>(),
                back.neighbours().iter().map(|known| known.likeness).collect::<Vec<_>>()
            );
        }
    }
}
