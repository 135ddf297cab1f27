//! Which spans are names, and how much each kind is worth there, by the model. In: tokens and what the rules took.
//! Out: runs with what they say of their kind. Never: a span outside a zone.

use super::Run;
use super::features::{Sight, features};
use super::gazetteer;
use super::lattice::{Backward, LatticeSpan, best, log_sum};
use super::model::{NAMED, NameModel, Scores};
use super::runs::untitled;
use super::zones::{Zone, is_joined_well, only_opens, spans, zones};
use rustc_hash::FxHashMap;

/// A name may be so much less likely than none (natural logarithm) and is still taken, as the training sets leave names
/// unmarked. Between -0.8 and 0 the F1 of boundaries moves by less than .015 on each set, left out once.
const MARGIN: f32 = -0.2;

/// What it is worth that the rules take the very same span; 0.5 to 2 are alike within .02, 1 is best over the sets.
const RULED: f32 = 1.0;

/// What "Holm for Tarn Ltd" loses as one name, and "Authorities" that opens a sentence.
const ILL_JOINED: f32 = -3.0;

/// A span counts so much more (natural logarithm) where the same words are a name elsewhere in the text; 0.7 and 1.5 are
/// alike, and .01 above nothing.
const AGAIN: f32 = 0.7;

/// A zone with the features of its spans.
pub(super) struct SeenZone<'a> {
    pub(super) zone: Zone,
    pub(super) spans: &'a [LatticeSpan],
    /// Where the features of each span end in `features`.
    pub(super) ends: &'a [usize],
    pub(super) features: &'a [u32],
}

/// Calls `each` with every zone of a text; its lists are used again for the next.
pub(super) fn see(sight: &Sight, dated: &[bool], mut each: impl FnMut(SeenZone)) {
    let (mut list, mut ends, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for zone in zones(sight.tokens, dated) {
        list.clear();
        ends.clear();
        found.clear();
        spans(sight.tokens, dated, zone, |run| {
            list.push(LatticeSpan { from: run.from - zone.from, to: run.to - zone.from });
            features(sight, run, &mut found);
            ends.push(found.len());
        });
        each(SeenZone { zone, spans: &list, ends: &ends, features: &found });
    }
}

/// What the model says of all spans of a text.
#[derive(Default)]
struct Judged {
    zones: Vec<(Zone, usize)>,
    spans: Vec<LatticeSpan>,
    scores: Vec<Scores>,
    /// The words of each span as one number.
    phrases: Vec<u64>,
    /// What the rules think of it: [`RULED`] if they take it, [`ILL_JOINED`] if it can hardly be one name.
    ruled: Vec<f32>,
}

/// The names of a text, with the logarithm of each kind's probability.
pub(super) fn tag(sight: &Sight, dated: &[bool], model: &NameModel) -> Vec<(Run, [f32; NAMED])> {
    let mut judged = Judged::default();
    see(sight, dated, |seen| judged.add(sight, &seen, model));
    let first = judged.chosen(|_| 0.0);
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for place in &first {
        *counts.entry(judged.phrases[*place]).or_default() += 1;
    }
    let bonus = |place: usize| if counts.contains_key(&judged.phrases[place]) { AGAIN } else { 0.0 };
    let chosen = judged.chosen(bonus);
    judged.zones_of(&chosen)
}

impl Judged {
    fn add(&mut self, sight: &Sight, seen: &SeenZone, model: &NameModel) {
        let mut begun = 0;
        for (span, end) in seen.spans.iter().zip(seen.ends) {
            self.scores.push(model.scores(&seen.features[begun..*end]));
            let run = Run { from: seen.zone.from + span.from, to: seen.zone.from + span.to };
            let bare = untitled(sight.tokens, run);
            self.phrases.push(gazetteer::key((bare.from..bare.to).map(|at| sight.tokens.low(at))));
            let opener = span.to - span.from == 1 && only_opens(sight.tokens, run.from);
            let joined = if is_joined_well(sight.tokens, run) && !opener { 0.0 } else { ILL_JOINED };
            self.ruled.push(joined + if sight.is_ruled(run) { RULED } else { 0.0 });
            begun = *end;
        }
        self.spans.extend_from_slice(seen.spans);
        self.zones.push((seen.zone, self.spans.len()));
    }

    /// How much a span is worth as a name.
    fn named(&self, place: usize) -> f32 {
        self.scores[place][NAMED] - MARGIN + self.ruled[place]
    }

    /// The best spans of every zone, by their places.
    fn chosen(&self, bonus: impl Fn(usize) -> f32) -> Vec<usize> {
        let (mut back, mut best_here, mut named, mut found) = (Backward::default(), Vec::new(), Vec::new(), Vec::new());
        let mut begun = 0;
        for (zone, end) in &self.zones {
            named.clear();
            named.extend((begun..*end).map(|place| self.named(place) + bonus(place)));
            best(zone.to - zone.from, &self.spans[begun..*end], &named, &mut back, &mut best_here);
            found.extend(best_here.iter().map(|place| begun + place));
            begun = *end;
        }
        found
    }

    fn zones_of(&self, chosen: &[usize]) -> Vec<(Run, [f32; NAMED])> {
        let mut zones = self.zones.iter().peekable();
        let mut found = Vec::new();
        for place in chosen {
            while zones.next_if(|(_, end)| end <= place).is_some() {}
            let Some((zone, _)) = zones.peek() else { break };
            let (span, scores) = (self.spans[*place], self.scores[*place]);
            let sum = log_sum(&scores[..NAMED]);
            let mut kinds = [0.0; NAMED];
            kinds.iter_mut().zip(scores).for_each(|(kind, score)| *kind = score - sum);
            found.push((Run { from: zone.from + span.from, to: zone.from + span.to }, kinds));
        }
        found
    }
}
