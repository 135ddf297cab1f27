//! The articles and stories of the window. In: articles as they enter, join and leave. Out: what a story's members say
//! together. Never: a sum that depends on the order of entering (all sums are whole numbers).

use super::credits::Agency;
use super::lexicon::Lexicon;
use crate::model::{ArticleId, Lineage, ReportId, ReportKind, StoryId};

/// Steps of the weight of one repetition: weight = (1 + ln times) in steps of 1/4.
const WEIGHT_STEPS: f64 = 4.0;
const MARK_BITS: u32 = 3;
const WEIGHT_MAX: f64 = 31.0;

/// One article of the window.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// Where its story stands.
    pub(super) story: u32,
    pub(super) article: ArticleId,
    pub(super) report: ReportId,
    pub(super) original: ArticleId,
    /// When it was published, in seconds; none where unknown.
    pub(super) published: Option<i64>,
    /// The time by which it leaves the window, in seconds.
    pub(super) leaves_by: i64,
    /// Numbers of its terms, ascending.
    pub(super) terms: Box<[u32]>,
    /// Weight and marks of each term.
    pub(super) packed: Box<[u8]>,
    /// Small hashes of its five-word runs, ascending.
    pub(super) sketch: Box<[u32]>,
    /// How many distinct five-word runs its text has.
    pub(super) runs: u32,
    /// Hash of its whole text.
    pub(super) whole: u64,
    /// Its quotes and numbers, in order.
    pub(super) marks: Box<[u32]>,
    /// What it is within its report.
    pub(super) kind: ReportKind,
    /// Why it joined its story.
    pub(super) why: Box<str>,
    /// The agency that it credits.
    pub(super) credit: Option<Agency>,
    /// The agency that published it.
    pub(super) own_agency: Option<Agency>,
    pub(super) lineage: Option<Lineage>,
    pub(super) took: Box<[Lineage]>,
}

/// Weight and marks of a term in one byte.
pub(super) fn pack(times: u32, marks: u8) -> u8 {
    let steps = ((1.0 + f64::from(times.max(1)).ln()) * WEIGHT_STEPS).round().min(WEIGHT_MAX);
    ((steps as u8) << MARK_BITS) | marks
}

/// The weight of a packed term, in steps.
pub(super) fn steps(packed: u8) -> u32 {
    u32::from(packed >> MARK_BITS)
}

/// The marks of a packed term.
pub(super) fn marks(packed: u8) -> u8 {
    packed & ((1 << MARK_BITS) - 1)
}

/// One story of the window.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: StoryId,
    /// Numbers of its articles, ascending.
    pub(super) members: Vec<u32>,
    /// Weight of each term over all members, in steps, by number.
    pub(super) sums: Vec<(u32, u32)>,
    /// Its articles came with it: it is never merged.
    pub(super) given: bool,
    pub(super) oldest: Option<i64>,
    pub(super) newest: Option<i64>,
}

impl Kept {
    pub(super) fn new(id: StoryId, given: bool) -> Self {
        Self { id, members: Vec::new(), sums: Vec::new(), given, oldest: None, newest: None }
    }

    /// One more member.
    pub(super) fn join(&mut self, number: u32, held: &Held) {
        let at = self.members.partition_point(|member| *member < number);
        self.members.insert(at, number);
        let more = held.terms.iter().copied().zip(held.packed.iter().map(|packed| steps(*packed)));
        self.sums = added(&self.sums, more);
        self.span(held.published);
    }

    /// The time of one member.
    pub(super) fn span(&mut self, published: Option<i64>) {
        if let Some(time) = published {
            self.oldest = Some(self.oldest.map_or(time, |oldest| oldest.min(time)));
            self.newest = Some(self.newest.map_or(time, |newest| newest.max(time)));
        }
    }

    /// A member leaves the window; the times are set anew by the caller.
    pub(super) fn leave(&mut self, number: u32, held: &Held) {
        self.members.retain(|member| *member != number);
        let mut less = held.terms.iter().copied().zip(held.packed.iter().map(|packed| steps(*packed))).peekable();
        for (term, sum) in &mut self.sums {
            while less.next_if(|(other, _)| other < term).is_some() {}
            if let Some((_, weight)) = less.next_if(|(other, _)| other == term) {
                *sum = sum.saturating_sub(weight);
            }
        }
        self.sums.retain(|(_, sum)| *sum > 0);
        (self.oldest, self.newest) = (None, None);
    }

    /// Takes all members of another story.
    pub(super) fn absorb(&mut self, other: Self) {
        self.members.extend(other.members);
        self.members.sort_unstable();
        self.sums = added(&self.sums, other.sums.into_iter());
        self.span(other.oldest);
        self.span(other.newest);
    }

    /// The length of the sum vector.
    pub(super) fn length(&self, lexicon: &Lexicon) -> f64 {
        let square = |(term, sum): &(u32, u32)| (f64::from(*sum) * lexicon.rarity(*term)).powi(2);
        self.sums.iter().map(square).sum::<f64>().sqrt()
    }

    /// The weight of a term over all members, in steps.
    pub(super) fn sum(&self, term: u32) -> u32 {
        let at = self.sums.binary_search_by_key(&term, |(other, _)| *other);
        at.ok().and_then(|at| self.sums.get(at)).map_or(0, |(_, sum)| *sum)
    }
}

/// Two ascending lists of weights as one.
fn added(left: &[(u32, u32)], right: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut right = right.peekable();
    let mut both = Vec::with_capacity(left.len() + right.size_hint().0);
    for (term, sum) in left {
        while let Some(other) = right.next_if(|(other, _)| other < term) {
            both.push(other);
        }
        let more = right.next_if(|(other, _)| other == term).map_or(0, |(_, more)| more);
        both.push((*term, sum + more));
    }
    both.extend(right);
    both
}

/// The cosine of two stories.
pub(super) fn story_cosine(left: &Kept, right: &Kept, lexicon: &Lexicon) -> f64 {
    let (mut dot, mut others) = (0.0, right.sums.iter().peekable());
    for (term, sum) in &left.sums {
        while others.next_if(|(other, _)| other < term).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == term) {
            dot += f64::from(*sum) * f64::from(*other) * lexicon.rarity(*term).powi(2);
        }
    }
    let length = left.length(lexicon) * right.length(lexicon);
    if length > 0.0 { dot / length } else { 0.0 }
}
