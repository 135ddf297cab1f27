//! The figures of a story, brought together: one entry per value of one thing, and how entries stand to each other.
//! In: the material. Out: entries with the places that give them, pairs of entries with their relation.
//! Never: a pair of entries that count different things, but for those that a reader could take for one.

use super::count::{Count, Thing, plain_name};
use super::moment::is_settled;
use super::owner::owner;
use super::relate::{are_apart, are_two_opinions, are_two_speakers, gives_both, ratio, relate};
use super::{Judged, Standing};
use crate::explain::material::{Line, Material};
use crate::explain::sound::Soundness;
use crate::model::{Figure, Published, Relation};
use std::collections::BTreeMap;

/// Counts of one or two are mostly other things ("two officers" among forty).
const VALUE_MIN: f64 = 3.0;
/// Figures of one kind that are compared; a live blog has more, and says nothing new with them.
const PER_KIND_MAX: usize = 120;
/// Of two entries so many places are compared.
const PLACES_COMPARED: usize = 4;
/// Likeness from which two figures of other scope, or whose bounds meet, are worth a word: a reader could take them for one.
const CONFUSABLE: f64 = 0.3;
/// And they are no further apart than this.
const CONFUSABLE_RATIO: f64 = 3.0;

/// "More than 500" beside 527 is the same number, said roughly.
const NEAR_RATIO: f64 = 1.1;

/// One figure where it stands.
pub(in crate::explain) struct Mention<'m, 'a> {
    pub(in crate::explain) line: &'m Line<'a>,
    pub(in crate::explain) figure: &'m Figure,
    pub(in crate::explain) count: Count,
}

/// One value of one thing.
#[derive(Debug)]
pub(in crate::explain) struct Entry {
    /// Which mentions give it.
    pub(in crate::explain) mentions: Vec<usize>,
    /// When it was first published: a later paper may still print an old count.
    pub(in crate::explain) first: Option<Published>,
}

/// Two entries and how they stand.
#[derive(Debug)]
pub(in crate::explain) struct Edge {
    pub(in crate::explain) a: usize,
    pub(in crate::explain) b: usize,
    pub(in crate::explain) relation: Relation,
    pub(in crate::explain) score: f64,
}

/// The figures of a story.
pub(in crate::explain) struct Tally<'m, 'a> {
    pub(in crate::explain) mentions: Vec<Mention<'m, 'a>>,
    pub(in crate::explain) entries: Vec<Entry>,
    pub(in crate::explain) edges: Vec<Edge>,
}

impl<'m, 'a> Tally<'m, 'a> {
    /// Reads the figures of a story.
    pub(in crate::explain) fn new(material: &'m Material<'a>) -> Self {
        let mut tally = Self { mentions: Vec::new(), entries: Vec::new(), edges: Vec::new() };
        // Only figures of different reports are compared.
        if material.reports < 2 {
            return tally;
        }
        tally.mentions = mentions(material);
        let mut kinds: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (at, mention) in tally.mentions.iter().enumerate() {
            kinds.entry(kind(&mention.count)).or_default().push(at);
        }
        for mut of_kind in kinds.into_values() {
            of_kind.truncate(PER_KIND_MAX);
            tally.enter(&of_kind);
        }
        tally
    }

    /// Adds the entries of one kind, and how they stand to each other.
    fn enter(&mut self, of_kind: &[usize]) {
        let from = self.entries.len();
        for at in of_kind {
            let same = |entry: &Entry| self.is_same(entry.mentions[0], *at);
            let published = self.mentions[*at].count.published;
            match self.entries[from..].iter().position(same) {
                Some(found) => {
                    let entry = &mut self.entries[from + found];
                    entry.mentions.push(*at);
                    entry.first = earlier(entry.first, published);
                }
                None => self.entries.push(Entry { mentions: vec![*at], first: published }),
            }
        }
        for entry in &self.entries[from..] {
            for at in &entry.mentions {
                self.mentions[*at].count.published = entry.first;
            }
        }
        for a in from..self.entries.len() {
            for b in a + 1..self.entries.len() {
                self.edges.extend(self.edge(a, b));
            }
        }
    }

    /// The same value of the same thing.
    fn is_same(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.mentions[a].count, &self.mentions[b].count);
        let noun = a.thing == b.thing
            || matches!((&a.thing, &b.thing), (Thing::Anybody, Thing::Kind(_)) | (Thing::Kind(_), Thing::Anybody));
        a.low == b.low && a.high == b.high && a.part == b.part && noun
    }

    /// How two entries stand, by the strongest relation that two of their places have.
    fn edge(&self, a: usize, b: usize) -> Option<Edge> {
        let mut best: Option<Edge> = None;
        for left in self.entries[a].mentions.iter().take(PLACES_COMPARED) {
            for right in self.entries[b].mentions.iter().take(PLACES_COMPARED) {
                let (left, right) = (&self.mentions[*left], &self.mentions[*right]);
                let own = left.line.report == right.line.report || left.line.text == right.line.text;
                // On a page a wrong contradiction costs more than a missed one: what has no state needs sentences that are much alike.
                let unlike = || {
                    left.count.state.is_none()
                        && left.count.likeness(&right.count) < CONFUSABLE
                        && !are_two_opinions(&left.count, &right.count)
                };
                if own || unlike() {
                    continue;
                }
                let Judged { standing: Standing::Related(relation), score } = relate(&left.count, &right.count) else {
                    continue;
                };
                let worth = match relation {
                    Relation::Conflict => {
                        // One outlet that gives another number has another thing in mind, or puts itself right.
                        let outlets = [left, right].map(|mention| mention.line.member.article.outlet());
                        (outlets[0].is_empty() || outlets[0] != outlets[1]) && is_settled(&left.count, &right.count)
                    }
                    Relation::Denied | Relation::Revised => true,
                    // A sentence that gives both numbers says itself that they are two things.
                    Relation::OtherScope => {
                        confusable(&left.count, &right.count)
                            && are_apart(&left.count, &right.count)
                            && left.line.turn == right.line.turn
                            && !gives_both(&left.count, &right.count)
                            && (left.count.state.is_some() || left.count.thing != Thing::Anybody)
                    }
                    Relation::OfWhich => confusable(&left.count, &right.count),
                    // The same number twice is no difference, whatever else the sentences tell.
                    Relation::Compatible => {
                        ratio(&left.count, &right.count) >= NEAR_RATIO
                            && confusable(&left.count, &right.count)
                            && are_two_speakers(&left.count, &right.count)
                    }
                };
                if !worth {
                    continue;
                }
                if best.as_ref().is_none_or(|best| {
                    rank(relation) < rank(best.relation) || (relation == best.relation && score > best.score)
                }) {
                    best = Some(Edge { a, b, relation, score });
                }
            }
        }
        best
    }
}

/// Disagreements first, then what a reader could take for one.
pub(in crate::explain) fn rank(relation: Relation) -> usize {
    match relation {
        Relation::Conflict => 0,
        Relation::Denied => 1,
        Relation::Revised => 2,
        Relation::OfWhich => 3,
        Relation::Compatible => 4,
        Relation::OtherScope => 5,
    }
}

fn confusable(a: &Count, b: &Count) -> bool {
    let (low, high) = (a.value().min(b.value()), a.value().max(b.value()));
    a.state == b.state && high <= CONFUSABLE_RATIO * low && a.likeness(b) >= CONFUSABLE
}

fn earlier(a: Option<Published>, b: Option<Published>) -> Option<Published> {
    match (a, b) {
        (Some(of_a), Some(of_b)) => Some(if of_b.0.order_key() < of_a.0.order_key() { of_b } else { of_a }),
        (a, b) => a.or(b),
    }
}

/// What may be compared at all: the unit, and the state or the noun.
fn kind(count: &Count) -> (String, String) {
    let noun = match (&count.state, &count.thing) {
        (Some(state), _) => state.as_str().to_owned(),
        (None, Thing::Kind(stems)) => stems.last().cloned().unwrap_or_default(),
        (None, Thing::Anybody | Thing::Unknown) => String::new(),
    };
    (count.unit.clone(), noun)
}

/// Every figure that says what it counts.
fn mentions<'m, 'a>(material: &'m Material<'a>) -> Vec<Mention<'m, 'a>> {
    let mut found = Vec::new();
    for line in material.lines.iter().filter(|line| line.soundness > Soundness::Unfit) {
        for figure in line.figures().filter(|figure| figure.low.or(figure.high).unwrap_or(0.0) >= VALUE_MIN) {
            let text = line.member.article.text();
            let mut count = Count::new(text, line.reading(), line.sentence, figure, line.member.article.published());
            count.speaker = count.speaker.or_else(|| owner(line, Some(figure.span)).map(|owner| plain_name(&owner)));
            // What names neither a thing nor a state can be of anything ("landing 735 miles east", "$60 a share").
            let somebody_says = count.speaker.is_some() && count.thing == Thing::Anybody;
            if count.state.is_some() || matches!(count.thing, Thing::Kind(_)) || somebody_says {
                found.push(Mention { line, figure, count });
            }
        }
    }
    found
}
