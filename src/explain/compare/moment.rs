//! Whether two different numbers for one thing are of one moment. In: two counts of one thing.
//! Out: one moment, one newer than the other, or too far apart to say. Never: what is counted, or whether the numbers can both hold.

use super::count::{Count, Thing};
use super::relate::are_two_opinions;
use crate::model::{Moment, Published};

/// Things that are counted again and again while an event goes on.
const TALLIES: &[&str] = &["case", "infect", "death", "arrest", "casualti", "victim", "toll"];
/// Two papers this far apart speak of one moment only where the fact lasts.
const ONE_MOMENT_SECONDS: i64 = 36 * 3600;
/// And this far apart of one event: the next of its kind is measured anew.
const ONE_EVENT_SECONDS: i64 = 7 * DAY_SECONDS;
/// A date this many days before publication is of a settled past.
const PAST_DAYS: i64 = 3;
/// Units of length.
const LENGTHS: &[&str] = &["km", "m", "mile", "ft", "foot", "yard", "cm", "metre", "meter"];
const DAY_SECONDS: i64 = 24 * 3600;

/// How two counts of one thing lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) enum Lie {
    /// Of one moment, or of a thing that does not change.
    One,
    /// One is newer.
    Newer,
    /// Days apart, and the thing may have changed.
    Apart,
}

/// How two counts of one thing that cannot both hold lie in time.
pub(super) fn lie(a: &Count, b: &Count) -> Lie {
    if a.former != b.former {
        return Lie::Newer;
    }
    let (low, high) = if a.value() <= b.value() { (a, b) } else { (b, a) };
    if is_moving(a) || is_moving(b) {
        // A later paper with the smaller toll contradicts the earlier one; nothing says that it was put right.
        let grown = (a.growing || b.growing) || is_later(low.published, high.published);
        return if grown { Lie::Newer } else { Lie::One };
    }
    let apart = match (a.published, b.published) {
        (Some(of_a), Some(of_b)) => (of_a.0.order_key() - of_b.0.order_key()).abs(),
        _ => 0,
    };
    let most = if is_lasting(a) { ONE_EVENT_SECONDS } else { ONE_MOMENT_SECONDS };
    match (apart >= most, a.growing || b.growing) {
        (true, _) => Lie::Apart,
        (false, true) => Lie::Newer,
        (false, false) => Lie::One,
    }
}

/// Whether different numbers of one moment are more than two states of a count that moves: what lies in the past is settled, a later
/// smaller number is no growth, and two named speakers are two opinions.
pub(in crate::explain) fn is_settled(a: &Count, b: &Count) -> bool {
    if !is_moving(a) && !is_moving(b) {
        // Rates, prices and sums are told of many things alike; without names nothing says that two are of one.
        return a.published.is_some() == b.published.is_some() && (a.names_mostly_as(b) || are_two_opinions(a, b));
    }
    let (low, high) = if a.value() <= b.value() { (a, b) } else { (b, a) };
    let fallen = match (low.published, high.published) {
        (Some(of_low), Some(of_high)) => Some(of_low.0.order_key() - of_high.0.order_key()),
        _ => None,
    };
    let two_say =
        matches!((&a.speaker, &b.speaker), (Some(by_a), Some(by_b)) if !by_a.contains(by_b) && !by_b.contains(by_a));
    is_past(a) || is_past(b) || fallen.is_some_and(|seconds| seconds >= DAY_SECONDS || (seconds >= 0 && two_say))
}

/// What goes on being counted while an event unfolds.
fn is_moving(count: &Count) -> bool {
    count.state.is_some()
        || matches!(&count.thing, Thing::Kind(stems) if stems.iter().any(|stem| TALLIES.contains(&stem.as_str())))
}

/// A distance does not change from day to day.
fn is_lasting(count: &Count) -> bool {
    LENGTHS.contains(&count.unit.as_str())
}

/// Whether one was published after the other: by the clock where both have one, else by the day.
fn is_later(first: Option<Published>, then: Option<Published>) -> bool {
    match (first, then) {
        (Some(Published(first)), Some(Published(then))) => match (first, then) {
            (Moment::Instant { at, .. }, Moment::Instant { at: later, .. }) => at < later,
            _ => first.day() < then.day(),
        },
        _ => false,
    }
}

/// The sentence names a day of a past that is over.
pub(super) fn is_past(count: &Count) -> bool {
    let Some(published) = count.published else { return false };
    let Ok(over) = published.0.day().checked_sub(jiff::Span::new().days(PAST_DAYS)) else { return false };
    let over = over.to_string();
    count.dates.iter().any(|date| *date < over && !over.starts_with(date.as_str()))
}
