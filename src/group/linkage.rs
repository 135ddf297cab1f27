//! Which voices are one story: average linkage over a sparse graph. In: voices, how alike the near ones are, how dense it is
//! around each. Out: clusters. Never: a cluster of two voices that may not be together, or a result that depends on the order
//! of edges (likeness is in whole steps, ties go to the older voices).

use super::near::STEPS;
use super::weights::Weights;
use rustc_hash::FxHashMap;
use std::collections::BinaryHeap;

/// One voice: the articles of one report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    /// How dense it is around it, in steps.
    pub(super) density: i64,
    /// The likeness of the farthest of its neighbours, in steps.
    pub(super) farthest: i64,
    /// Voices with one home are together from the start; those with different homes are never.
    pub(super) home: Option<u32>,
    /// From when to when it was published.
    pub(super) span: TimeSpan,
}

/// From when to when articles were published, in seconds; none where none is dated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TimeSpan(Option<(i64, i64)>);

/// Where nothing comes for so long, what comes next is mostly another story, which continues the first one: in seconds, 30 days …
const SILENCE: i64 = 30 * 86_400;
/// … so that it must be alike by so much more, in steps.
pub(super) const AFTER_SILENCE: i64 = 200;

impl TimeSpan {
    /// One more article.
    pub(super) fn add(&mut self, published: Option<i64>) {
        *self = self.with(Self(published.map(|time| (time, time))));
    }

    fn with(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Some(own), Some(other)) => Self(Some((own.0.min(other.0), own.1.max(other.1)))),
            (own, other) => Self(own.or(other)),
        }
    }

    /// Whether too long a silence lies between two spans.
    pub(super) fn is_far_from(self, other: Self) -> bool {
        let gap = |own: (i64, i64), other: (i64, i64)| own.0.saturating_sub(other.1).max(other.0.saturating_sub(own.1));
        self.0.zip(other.0).is_some_and(|(own, other)| gap(own, other) > SILENCE)
    }
}

/// How alike two voices are, in steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) likeness: i64,
}

/// What is known of the pairs between two clusters.
#[derive(Debug, Clone, Copy, Default)]
struct Link {
    sum: i64,
    pairs: i64,
}

#[derive(Debug, Clone, Default)]
struct Cluster {
    voices: Vec<u32>,
    density: i64,
    farthest: i64,
    home: Option<u32>,
    span: TimeSpan,
    /// To other clusters, by their numbers: short lists, which are merged more often than they are looked up.
    links: Vec<(u32, Link)>,
    /// Rises with every merge: what was computed for an earlier state is void.
    state: u32,
}

impl Link {
    fn with(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, pairs: self.pairs + other.pairs }
    }
}

/// Two lists of links as one; what leads to one of `but` is left out.
fn merged(left: &[(u32, Link)], right: &[(u32, Link)], but: [u32; 2]) -> Vec<(u32, Link)> {
    let mut both = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    loop {
        let (own, other) = (left.peek().map(|own| own.0), right.peek().map(|other| other.0));
        let Some(number) = own.into_iter().chain(other).min() else { return both };
        let own = left.next_if(|own| own.0 == number).map(|own| own.1);
        let other = right.next_if(|other| other.0 == number).map(|other| other.1);
        if !but.contains(&number) {
            both.push((number, own.unwrap_or_default().with(other.unwrap_or_default())));
        }
    }
}

impl Cluster {
    fn link(&self, other: u32) -> Option<Link> {
        let at = self.links.binary_search_by_key(&other, |link| link.0).ok()?;
        self.links.get(at).map(|link| link.1)
    }

    /// What led to one cluster leads to another.
    fn turn(&mut self, from: u32, into: u32) {
        let Ok(at) = self.links.binary_search_by_key(&from, |link| link.0) else { return };
        let (_, link) = self.links.remove(at);
        match self.links.binary_search_by_key(&into, |link| link.0) {
            Ok(at) => self.links[at].1 = self.links[at].1.with(link),
            Err(at) => self.links.insert(at, (into, link)),
        }
    }

    fn size(&self) -> i64 {
        self.voices.len() as i64
    }
}

/// A merge that may be done: the best first, among equals the one of the oldest clusters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Proposal {
    gain: i64,
    clusters: std::cmp::Reverse<(u32, u32)>,
    states: (u32, u32),
}

/// By how much two groups of voices are alike beyond the density around them, in steps: mean likeness over all pairs, where
/// pairs that are not known count as the weights say, less the mean density.
pub(super) fn gain(known: (i64, i64), left: (i64, i64, i64), right: (i64, i64, i64), weights: &Weights) -> i64 {
    let ((sum, pairs), (size, density, farthest), (others, other_density, other_farthest)) = (known, left, right);
    let all = (size * others).max(1);
    let unknown = weights.missing * (farthest / size.max(1)).min(other_farthest / others.max(1)) as f64;
    let mean = (sum as f64 + unknown * (all - pairs).max(0) as f64) / all as f64;
    let around = (density as f64 / size.max(1) as f64 + other_density as f64 / others.max(1) as f64) / 2.0;
    (mean - weights.density * around).round() as i64
}

/// The clusters, each a list of voices in order; by first voice.
pub(super) fn clusters(voices: &[Voice], edges: &[Edge], weights: &Weights) -> Vec<Vec<u32>> {
    let mut linkage = Linkage::new(voices, edges, weights);
    linkage.run();
    let mut found: Vec<Vec<u32>> = linkage.clusters.into_iter().map(|cluster| cluster.voices).collect();
    found.retain(|voices| !voices.is_empty());
    found.iter_mut().for_each(|voices| voices.sort_unstable());
    found.sort_unstable();
    found
}

struct Linkage<'a> {
    clusters: Vec<Cluster>,
    proposals: BinaryHeap<Proposal>,
    weights: &'a Weights,
    joins_from: i64,
}

impl<'a> Linkage<'a> {
    fn new(voices: &[Voice], edges: &[Edge], weights: &'a Weights) -> Self {
        let single = |(number, voice): (usize, &Voice)| Cluster {
            voices: vec![number as u32],
            density: voice.density,
            farthest: voice.farthest,
            home: voice.home,
            span: voice.span,
            ..Cluster::default()
        };
        let mut clusters: Vec<Cluster> = voices.iter().enumerate().map(single).collect();
        for edge in edges {
            for (from, to) in [(edge.left, edge.right), (edge.right, edge.left)] {
                if let Some(cluster) = clusters.get_mut(from as usize) {
                    cluster.links.push((to, Link { sum: edge.likeness, pairs: 1 }));
                }
            }
        }
        clusters.iter_mut().for_each(|cluster| cluster.links.sort_unstable_by_key(|link| link.0));
        let joins_from = (weights.joins_from * STEPS) as i64;
        let mut linkage = Self { clusters, proposals: BinaryHeap::new(), weights, joins_from };
        linkage.bring_home(voices);
        for edge in edges {
            linkage.propose(edge.left, edge.right);
        }
        linkage
    }

    /// Puts voices of one home together.
    fn bring_home(&mut self, voices: &[Voice]) {
        let mut homes: FxHashMap<u32, u32> = FxHashMap::default();
        for (number, voice) in voices.iter().enumerate() {
            let Some(home) = voice.home else { continue };
            let number = number as u32;
            let first = *homes.entry(home).or_insert(number);
            if first != number {
                self.merge(first, number);
            }
        }
    }

    fn run(&mut self) {
        while let Some(proposal) = self.proposals.pop() {
            let (left, right) = proposal.clusters.0;
            if self.state(left) == Some(proposal.states.0) && self.state(right) == Some(proposal.states.1) {
                self.merge(left, right);
                self.propose_all(left);
            }
        }
    }

    fn state(&self, cluster: u32) -> Option<u32> {
        self.clusters.get(cluster as usize).filter(|cluster| !cluster.voices.is_empty()).map(|cluster| cluster.state)
    }

    fn propose_all(&mut self, cluster: u32) {
        let Some(found) = self.clusters.get(cluster as usize) else { return };
        let others: Vec<u32> = found.links.iter().map(|link| link.0).collect();
        others.into_iter().for_each(|other| self.propose(cluster, other));
    }

    fn propose(&mut self, left: u32, right: u32) {
        let (left, right) = (left.min(right), left.max(right));
        let (Some(one), Some(other)) = (self.clusters.get(left as usize), self.clusters.get(right as usize)) else {
            return;
        };
        if one.voices.is_empty() || other.voices.is_empty() || (one.home.is_some() && other.home.is_some()) {
            return;
        }
        let link = one.link(right).unwrap_or_default();
        let sides = [one, other].map(|side| (side.size(), side.density, side.farthest));
        let gain = gain((link.sum, link.pairs), sides[0], sides[1], self.weights);
        let silence = if one.span.is_far_from(other.span) { AFTER_SILENCE } else { 0 };
        if gain >= self.joins_from + silence {
            let (clusters, states) = (std::cmp::Reverse((left, right)), (one.state, other.state));
            self.proposals.push(Proposal { gain, clusters, states });
        }
    }

    /// Puts the voices of the second cluster into the first one.
    fn merge(&mut self, into: u32, from: u32) {
        let Some(gone) = self.clusters.get_mut(from as usize).map(std::mem::take) else { return };
        for (other, _) in gone.links.iter().filter(|(other, _)| *other != into) {
            self.clusters.get_mut(*other as usize).into_iter().for_each(|cluster| cluster.turn(from, into));
        }
        let Some(cluster) = self.clusters.get_mut(into as usize) else { return };
        cluster.links = merged(&cluster.links, &gone.links, [into, from]);
        cluster.voices.extend(gone.voices);
        cluster.density += gone.density;
        cluster.farthest += gone.farthest;
        cluster.home = cluster.home.or(gone.home);
        cluster.span = cluster.span.with(gone.span);
        cluster.state += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(count: usize, homes: &[(usize, u32)]) -> Vec<Voice> {
        let home = |number: usize| homes.iter().find(|(voice, _)| *voice == number).map(|(_, home)| *home);
        (0..count)
            .map(|number| Voice { density: 1000, farthest: 500, home: home(number), span: TimeSpan::default() })
            .collect()
    }

    fn edges(of: &[(u32, u32, i64)]) -> Vec<Edge> {
        of.iter().map(|(left, right, likeness)| Edge { left: *left, right: *right, likeness: *likeness }).collect()
    }

    fn check(count: usize, homes: &[(usize, u32)], of: &[(u32, u32, i64)], expected: &[&[u32]]) {
        let mut edges = edges(of);
        let found = clusters(&voices(count, homes), &edges, Weights::shipped());
        assert_eq!(found, expected, "{of:?}");
        edges.reverse();
        assert_eq!(clusters(&voices(count, homes), &edges, Weights::shipped()), expected, "in another order: {of:?}");
    }

    #[test]
    fn what_is_alike_beyond_its_surroundings_is_one() {
        check(3, &[], &[(0, 1, 4000), (1, 2, 900)], &[&[0, 1], &[2]]);
    }

    #[test]
    fn one_bridge_does_not_join_two_stories() {
        let two = [(0, 1, 6000), (2, 3, 6000), (1, 2, 3000)];
        check(4, &[], &two, &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn a_long_silence_ends_a_story() {
        let day = |day: i64| TimeSpan(Some((day * 86_400, day * 86_400)));
        assert!(day(3).is_far_from(day(34)) && day(34).is_far_from(day(3)));
        assert!(!day(3).is_far_from(day(33)) && !day(3).is_far_from(TimeSpan::default()));
        let mut voices = voices(2, &[]);
        let alike =
            |likeness: i64, voices: &[Voice]| clusters(voices, &edges(&[(0, 1, likeness)]), Weights::shipped()).len();
        assert_eq!(alike(1400, &voices), 1);
        voices.iter_mut().zip([0, 40]).for_each(|(voice, at)| voice.span = day(at));
        assert_eq!(alike(1400, &voices), 2);
        assert_eq!(alike(4000, &voices), 1, "unless they are very much alike");
    }

    #[test]
    fn homes_hold_together_and_stay_apart() {
        check(3, &[(0, 7), (2, 7)], &[(0, 1, 500)], &[&[0, 2], &[1]]);
        check(2, &[(0, 7), (1, 8)], &[(0, 1, 9000)], &[&[0], &[1]]);
        check(3, &[(0, 7), (1, 8)], &[(0, 2, 9000), (1, 2, 8000)], &[&[0, 2], &[1]]);
    }
}
