//! When something is asked for again. In: what is remembered of it, what a server said, the time. Out: whether, or how long to wait.
//! Never: a clock, or a wait without an end.

use super::Options;
use crate::model::{Moment, Received, Visit};
use crate::text::written_time;
use jiff::SignedDuration;
use std::time::Duration;

/// Longest time that a server may make us wait, in seconds: one day, whatever it asks for.
pub(super) const WAIT_SECONDS_MAX: u64 = 86_400;
/// How long a source is left that is gone for good, in seconds: a week. Sites come back, and asking once a week costs nobody anything.
const GONE_SECONDS: u64 = 7 * 86_400;
/// How long a source is left after its first failure, in seconds; twice as long after each further one, up to a day.
const FAILED_SECONDS: u64 = 900;
/// A feed that says of each item that it just changed is believed so many times.
const CHANGES_MAX: u32 = 20;
/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// Whether a page that was visited is asked for again. A page that is gone is not; `modified` is when its listing says it changed.
pub(super) fn again(visit: &Visit, modified: Option<Moment>, now: Received, options: &Options) -> bool {
    if matches!(visit.status, 404 | 410) {
        return false;
    }
    let changed = matches!(modified, Some(Moment::Instant { at, .. }) if at > visit.at.0 && at <= now.0);
    if changed && visit.times < CHANGES_MAX {
        return true;
    }
    let at = usize::try_from(visit.times.saturating_sub(1)).unwrap_or(usize::MAX);
    let passed = now.0.as_second() - visit.at.0.as_second();
    options.revisit_hours.get(at).is_some_and(|hours| passed >= i64::from(*hours) * HOUR)
}

/// How long a server asks to be left, by its `Retry-After`: seconds, or a date.
pub(super) fn retry_after(text: &str, now: Received) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(WAIT_SECONDS_MAX).min(WAIT_SECONDS_MAX)));
    }
    match written_time(text).map(Moment::from)? {
        Moment::Instant { at, .. } => {
            let seconds = u64::try_from(at.as_second() - now.0.as_second()).unwrap_or(0);
            Some(Duration::from_secs(seconds.min(WAIT_SECONDS_MAX)))
        }
        Moment::Day(_) => None,
    }
}

/// How long a source is left that failed so many times in a row.
pub(super) fn back_off(failures: u32, gone: bool, asked: Option<Duration>) -> Duration {
    let doubled = FAILED_SECONDS.checked_shl(failures.saturating_sub(1).min(16)).unwrap_or(WAIT_SECONDS_MAX);
    let own = if gone { GONE_SECONDS } else { doubled.min(WAIT_SECONDS_MAX) };
    Duration::from_secs(own).max(asked.unwrap_or_default())
}

/// So long after `now`.
pub(super) fn after(now: Received, wait: Duration) -> Received {
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::ZERO);
    now.0.checked_add(wait).map_or(now, Received)
}

#[cfg(test)]
mod tests {
    use super::{Options, again, back_off, retry_after};
    use crate::model::{Moment, Received, Validators, Visit};
    use std::time::Duration;

    fn at(text: &str) -> Received {
        Received(text.parse().unwrap())
    }

    fn check(times: u32, status: u16, modified: Option<&str>, now: &str, expected: bool) {
        let url = "https://paper.example/a".to_owned();
        let visit = Visit { url, at: at("2026-11-03T10:00:00Z"), times, status, validators: Validators::default() };
        let modified = modified.and_then(Moment::parse);
        assert_eq!(again(&visit, modified, at(now), &Options::default()), expected, "{times} {status} {now}");
    }

    #[test]
    fn pages_are_visited_again_ever_more_seldom() {
        check(1, 200, None, "2026-11-03T10:59:59Z", false);
        check(1, 200, None, "2026-11-03T11:00:00Z", true);
        check(2, 200, None, "2026-11-03T11:00:00Z", false);
        check(2, 200, None, "2026-11-03T16:00:00Z", true);
        check(3, 200, None, "2026-11-04T10:00:00Z", true);
        check(5, 200, None, "2026-11-09T10:00:00Z", false);
        check(5, 200, None, "2026-11-10T10:00:00Z", true);
        check(6, 200, None, "2027-11-10T10:00:00Z", false);
        check(1, 0, None, "2026-11-03T11:00:00Z", true);
        check(1, 410, None, "2026-11-13T11:00:00Z", false);
    }

    #[test]
    fn a_listing_that_says_so_makes_it_sooner() {
        check(1, 200, Some("2026-11-03T10:05:00Z"), "2026-11-03T10:10:00Z", true);
        check(1, 200, Some("2026-11-03T09:55:00Z"), "2026-11-03T10:10:00Z", false);
        check(1, 200, Some("2030-01-01T00:00:00Z"), "2026-11-03T10:10:00Z", false);
        check(1, 200, Some("2026-11-03"), "2026-11-03T10:10:00Z", false);
        check(20, 200, Some("2026-11-03T10:05:00Z"), "2026-11-03T10:10:00Z", false);
    }

    #[test]
    fn servers_say_how_long_to_wait() {
        let seconds = |text| retry_after(text, at("2026-11-03T10:00:00Z")).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("99999999999999999999999"), Some(86_400));
        assert_eq!(seconds("Tue, 03 Nov 2026 10:05:00 GMT"), Some(300));
        assert_eq!(seconds("Tue, 03 Nov 2026 09:05:00 GMT"), Some(0));
        assert_eq!(seconds("Fri, 03 Nov 2300 09:05:00 GMT"), Some(86_400));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("-3"), None);
    }

    #[test]
    fn failing_sources_are_left_ever_longer() {
        let hours = |failures| back_off(failures, false, None).as_secs_f64() / 3_600.0;
        assert_eq!([1, 2, 3, 7, 8, 4_000_000_000].map(hours), [0.25, 0.5, 1.0, 16.0, 24.0, 24.0]);
        assert_eq!(back_off(1, true, None).as_secs(), 604_800);
        assert_eq!(back_off(1, false, Some(Duration::from_secs(5_000))).as_secs(), 5_000);
    }
}
