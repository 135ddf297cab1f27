//! How two counts stand to each other. In: two counts. Out: same, conflict, revised, part, other scope, compatible, unrelated.
//! Never: a conflict between counts that differ in any slot that both sides fill.

use super::count::{Count, Thing, one_place};
use super::moment::{Lie, is_past, lie};
use super::{Judged, Standing};
use crate::model::{Relation, Status};

/// Two counts of one thing lie no further apart than this, as a rule: of 65 labelled pairs of one unit and day, hardly a real
/// conflict lay beyond it.
const RATIO_MAX: f64 = 2.5;
/// Nor than this, where the sentences are nearly the same.
const RATIO_OF_TWINS: f64 = 5.0;
/// Sentences of that likeness are twins.
const TWINS: f64 = 0.5;
/// Counts of one or two are mostly other things ("two officers" among forty).
const VALUE_MIN: f64 = 3.0;
/// Numbers this close, one of them round or only a bound, are one number.
const ROUNDING: f64 = 0.03;
/// Likeness from which two sentences with counts of one state (killed, freed) speak of one event, and of one kind of thing of one fact.
/// These and the next were chosen on the 65 pairs and on `quality/labels/figure_pairs.jsonl`; on pairs not seen they find little.
const ALIKE: [f64; 2] = [0.15, 0.3];
/// Or the shorter sentence is held to this share by the longer,
const HELD: [f64; 2] = [0.5, 0.6];
/// by this many words;
const HELD_WORDS: [f64; 2] = [2.0, 3.0];
/// or it has little more than the count itself, and the numbers are this near.
const BARE_RATIO_MAX: f64 = 1.5;
const BARE_WORDS: f64 = 1.0;
/// A count of some kind of people and one of people at large, this near, are one count in other words.
const KIND_RATIO_MAX: f64 = 1.15;

/// How what two counts count stands to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Same,
    /// A kind of people beside people at large.
    Wider,
    Other,
}

/// How two counts stand.
pub(in crate::explain) fn relate(a: &Count, b: &Count) -> Judged {
    let said = |relation: Relation, score: f64| Judged::new(Standing::Related(relation), score);
    if a.unit != b.unit || a.label || b.label {
        return Judged::new(Standing::Unrelated, 0.0);
    }
    let ratio = ratio(a, b);
    let opinions = are_two_opinions(a, b);
    let told = opinions || is_told_alike(a, b, ratio);
    let apart = are_apart(a, b);
    if let Some(relation) = part(a, b, told, apart) {
        return said(relation, 0.0);
    }
    let scope = if opinions { Scope::Same } else { scope(a, b) };
    if scope == Scope::Other || is_other(a, b, opinions) {
        return said(Relation::OtherScope, 0.0);
    }
    if equal(a, b) {
        return if told { Judged::new(Standing::Same, 0.0) } else { said(Relation::Compatible, 0.0) };
    }
    if !apart {
        return said(Relation::Compatible, 0.0);
    }
    let likeness = a.likeness(b);
    let score = (likeness.sqrt() / ratio).clamp(0.0, 1.0) / 2.0;
    let near = ratio <= RATIO_MAX || (ratio <= RATIO_OF_TWINS && likeness >= TWINS);
    let one = told && near && is_of_kin(scope, ratio) && a.value().max(b.value()) >= VALUE_MIN;
    if !one || is_temperature(a) || gives_both(a, b) {
        return said(Relation::OtherScope, score);
    }
    match lie(a, b) {
        Lie::One => said(Relation::Conflict, 0.5 + score),
        Lie::Newer => said(Relation::Revised, score),
        Lie::Apart => said(Relation::OtherScope, score),
    }
}

/// A part beside its whole; none where neither is marked as a part. A part is the smaller number.
fn part(a: &Count, b: &Count, told: bool, apart: bool) -> Option<Relation> {
    let marked = |count: &Count| count.part || count.added;
    let (part, whole) = match (marked(a), marked(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        (true, true) => return Some(Relation::OtherScope),
        (false, false) => return None,
    };
    let kin = part.state == whole.state || (part.part && part.state.is_none());
    // "Another 22" is a part of the other's number where it and what it is added to make it up.
    let adds_up = |(low, _): &(Option<f64>, Option<f64>)| low.is_some_and(|low| low + part.value() == whole.value());
    let held = part.value() < whole.value() && apart && (!part.added || part.beside.iter().any(adds_up));
    let scope = matches!(scope(a, b), Scope::Same | Scope::Wider);
    Some(match (kin && (scope || part.state != whole.state) && held && told, apart) {
        (true, _) => Relation::OfWhich,
        (false, true) => Relation::OtherScope,
        (false, false) => Relation::Compatible,
    })
}

/// Two speakers who say nearly the same with another number: who they are and where they sit is no difference of what they count.
pub(in crate::explain) fn are_two_opinions(a: &Count, b: &Count) -> bool {
    let (share, words) = a.cover(b);
    are_two_speakers(a, b)
        && a.thing == b.thing
        && a.thing != Thing::Unknown
        && a.state == b.state
        && share >= HELD[0]
        && words >= HELD_WORDS[1]
}

/// Both name who says so, and it is not the same one.
pub(super) fn are_two_speakers(a: &Count, b: &Count) -> bool {
    let (Some(by_a), Some(by_b)) = (&a.speaker, &b.speaker) else { return false };
    !by_a.contains(by_b.as_str()) && !by_b.contains(by_a.as_str())
}

/// Some slot that both fill is filled otherwise.
fn is_other(a: &Count, b: &Count, opinions: bool) -> bool {
    a.rate != b.rate
        || a.spans != b.spans
        || a.wide != b.wide
        || (a.whole != b.whole && !is_final_count(a, b))
        || other_sureness(a, b)
        || other_time(a, b)
        || other_dates(a, b)
        || (!opinions && other_place(a, b))
        || (is_past(a) != is_past(b) && !a.shares_name(b))
        || (!opinions && other_subject(a, b))
}

/// "In all 1,611 were detained", said later: the last count of what grew, not another whole.
fn is_final_count(a: &Count, b: &Count) -> bool {
    let (whole, step) = if a.whole { (a, b) } else { (b, a) };
    let later =
        whole.published.zip(step.published).is_some_and(|(of_whole, of_step)| of_whole.0.day() > of_step.0.day());
    later && whole.value() > step.value()
}

/// A sentence that gives the other's number too knows it for another thing.
pub(super) fn gives_both(a: &Count, b: &Count) -> bool {
    let gives = |sentence: &Count, count: &Count| {
        sentence.beside.iter().any(|(low, high)| low.or(*high) == count.low.or(count.high))
    };
    gives(a, b) || gives(b, a)
}

/// Both name days, months or years, and none lies in one of the other's.
fn other_dates(a: &Count, b: &Count) -> bool {
    let within = |of_a: &String| b.dates.iter().any(|of_b| of_a.starts_with(of_b) || of_b.starts_with(of_a));
    !a.dates.is_empty() && !b.dates.is_empty() && !a.dates.iter().any(within)
}

/// Whether the sentences speak of one event or fact.
fn is_told_alike(a: &Count, b: &Count, ratio: f64) -> bool {
    let at = usize::from(a.state.is_none() && a.sure.is_none());
    if a.likeness(b) >= ALIKE[at] {
        return true;
    }
    let (share, words) = a.cover(b);
    share >= HELD[at] && (words >= HELD_WORDS[at] || (at == 0 && words >= BARE_WORDS && ratio <= BARE_RATIO_MAX))
}

/// A kind of people beside people at large, in other words.
fn is_of_kin(scope: Scope, ratio: f64) -> bool {
    scope == Scope::Same || ratio <= KIND_RATIO_MAX
}

/// Two scales measure one heat; nothing says which.
fn is_temperature(count: &Count) -> bool {
    let unit = count.unit.to_lowercase();
    ["degree", "celsius", "fahrenheit", "kelvin"].iter().any(|name| unit.contains(name))
}

fn scope(a: &Count, b: &Count) -> Scope {
    if a.state != b.state {
        return Scope::Other;
    }
    match (&a.thing, &b.thing) {
        (Thing::Anybody, Thing::Anybody) if a.state.is_some() || a.sure.is_some() => Scope::Same,
        (Thing::Unknown, Thing::Unknown) if a.unit != "count" && a.unit != "percent" => Scope::Same,
        (Thing::Kind(of_a), Thing::Kind(of_b)) => kinds((a, of_a), (b, of_b)),
        (Thing::Kind(_) | Thing::Unknown, Thing::Anybody) | (Thing::Anybody, Thing::Kind(_) | Thing::Unknown)
            if a.state.is_some() =>
        {
            Scope::Wider
        }
        (Thing::Unknown, Thing::Kind(_)) | (Thing::Kind(_), Thing::Unknown)
            if a.unit != "count" && a.unit != "percent" =>
        {
            Scope::Same
        }
        _ => Scope::Other,
    }
}

/// The nouns are the same, and the words before one stand somewhere in the other's sentence.
fn kinds((a, of_a): (&Count, &[String]), (b, of_b): (&Count, &[String])) -> Scope {
    let (Some(noun_a), Some(noun_b)) = (of_a.last(), of_b.last()) else { return Scope::Other };
    if noun_a != noun_b {
        return Scope::Other;
    }
    let lacks = |of: &[String], other: &Count| of.iter().any(|stem| !other.speaks_of(stem));
    if lacks(of_a, b) || lacks(of_b, a) { Scope::Other } else { Scope::Same }
}

fn other_sureness(a: &Count, b: &Count) -> bool {
    let firm = |status: Option<Status>| matches!(status, None | Some(Status::Confirmed));
    a.sure != b.sure && !(firm(a.sure) && firm(b.sure))
}

/// Both name a time, and neither lies in the other.
fn other_time(a: &Count, b: &Count) -> bool {
    match (&a.as_of, &b.as_of) {
        (Some(of_a), Some(of_b)) => !of_a.starts_with(of_b.as_str()) && !of_b.starts_with(of_a.as_str()),
        (Some(day), None) => a.running != b.running && b.running && !b.days.contains(day),
        (None, Some(day)) => a.running != b.running && a.running && !a.days.contains(day),
        (None, None) => false,
    }
}

/// One side's place is none of the other's, or both have names and none in common.
fn other_place(a: &Count, b: &Count) -> bool {
    let foreign = |from: &Count, to: &Count| {
        from.place
            .as_ref()
            .is_some_and(|place| !to.places.is_empty() && !to.names.iter().any(|name| one_place(name, place)))
    };
    foreign(a, b) || foreign(b, a) || (!a.names.is_empty() && !b.names.is_empty() && !a.shares_name(b))
}

/// Both name places before the number, and none in common.
fn other_subject(a: &Count, b: &Count) -> bool {
    a.place.is_none()
        && b.place.is_none()
        && !a.before.is_empty()
        && !b.before.is_empty()
        && !a.before.iter().any(|place| b.before.iter().any(|other| one_place(place, other)))
}

fn equal(a: &Count, b: &Count) -> bool {
    a.low == b.low && a.high == b.high
}

pub(in crate::explain) fn meets(a: &Count, b: &Count) -> bool {
    let bounds = |count: &Count| (count.low.unwrap_or(f64::NEG_INFINITY), count.high.unwrap_or(f64::INFINITY));
    let ((a_low, a_high), (b_low, b_high)) = (bounds(a), bounds(b));
    a_low <= b_high && b_low <= a_high
}

/// Whether the numbers cannot both hold, if they are of one thing.
pub(super) fn are_apart(a: &Count, b: &Count) -> bool {
    !meets(a, b) && !rounded(a, b)
}

/// "11 million" and 11,400,000 are no contradiction; 27 and 28 are.
fn rounded(a: &Count, b: &Count) -> bool {
    let loose = |count: &Count| is_round(count.value()) || count.low != count.high;
    let step = |count: &Count| if is_round(count.value()) { last_step(count.value()) } else { 0.0 };
    let apart = (a.value() - b.value()).abs();
    (loose(a) || loose(b)) && ratio(a, b) <= 1.0 + ROUNDING || apart > 0.0 && apart <= step(a).max(step(b)) / 2.0
}

/// What the last figure of a round number stands for: a million in 11 million, nothing in 12.
fn last_step(value: f64) -> f64 {
    let mut step = 1.0;
    while value / step >= 100.0 {
        step *= 10.0;
    }
    if step > 1.0 && value % (step * 10.0) != 0.0 { step } else { 0.0 }
}

/// A number of one or two figures and zeros, or with a decimal place of a million.
fn is_round(value: f64) -> bool {
    let mut value = value;
    let mut zeros = 0;
    while value >= 10.0 && value % 10.0 == 0.0 {
        value /= 10.0;
        zeros += 1;
    }
    zeros > 0 && value < 100.0
}

pub(super) fn ratio(a: &Count, b: &Count) -> f64 {
    let value = |count: &Count| count.value().max(f64::MIN_POSITIVE);
    let (a, b) = (value(a), value(b));
    a.max(b) / a.min(b)
}
