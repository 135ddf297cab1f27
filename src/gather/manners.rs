//! How one host is treated. In: what was asked of it and what it answered, each with the time since the run began.
//! Out: whether it may be asked now. Never: waits, or looks at a clock; `hosts` does both.

use super::robots::Robots;
use super::when;
use crate::model::{Host, Received};
use std::sync::Arc;
use std::time::Duration;

/// How long a host is left that asked for time without saying how long, in seconds; twice as long each further time.
const REFUSED_SECONDS: u64 = 60;
/// Longest pause between two requests that a robots.txt is granted, in seconds: with more, a source would never be read.
const DELAY_SECONDS_MAX: f64 = 30.0;
/// A copy of robots.txt is used for a day (RFC 9309, 2.4).
const ROBOTS_SECONDS: i64 = 86_400;
/// Where a new copy cannot be had, the last one counts for 30 days.
const ROBOTS_LAST_SECONDS: i64 = 30 * 86_400;

/// What a host may be asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rules {
    /// There are none.
    Open,
    /// These.
    Robots(Arc<Robots>),
    /// Nobody knows; nothing until somebody does.
    Unknown,
}

/// Whether a host may be asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    Begin,
    /// Not before, counted from the run's beginning.
    WaitUntil(Duration),
    /// When one of the requests under way has ended.
    WaitForOthers,
    /// It asked for more time than this run waits.
    NotInThisRun,
}

/// Limits that hold for every host.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) parallel: usize,
    pub(super) pause: Duration,
    pub(super) wait_max: Duration,
}

/// What a host was asked and answered in this run.
#[derive(Debug, Clone, Default)]
pub(super) struct Manners {
    running: usize,
    next: Duration,
    closed_until: Duration,
    refusals: u32,
    delay: Duration,
}

impl Manners {
    /// A host that is closed until then.
    pub(super) fn closed_until(closed_until: Duration) -> Self {
        Self { closed_until, ..Self::default() }
    }

    /// Takes in how long its robots.txt asks to wait between two requests.
    pub(super) fn delay(&mut self, seconds: Option<f64>) {
        let seconds = seconds.filter(|seconds| seconds.is_finite()).unwrap_or(0.0);
        self.delay = Duration::from_secs_f64(seconds.clamp(0.0, DELAY_SECONDS_MAX));
    }

    pub(super) fn may(&self, at: Duration, limits: Limits) -> May {
        if self.closed_until > at + limits.wait_max {
            May::NotInThisRun
        } else if self.running >= limits.parallel.max(1) {
            May::WaitForOthers
        } else if self.closed_until.max(self.next) > at {
            May::WaitUntil(self.closed_until.max(self.next))
        } else {
            May::Begin
        }
    }

    pub(super) fn begun(&mut self, at: Duration, limits: Limits) {
        self.running += 1;
        self.next = self.next.max(at + limits.pause.max(self.delay));
    }

    pub(super) fn ended(&mut self, at: Duration, limits: Limits) {
        self.running = self.running.saturating_sub(1);
        self.next = self.next.max(at + limits.pause.max(self.delay));
    }

    /// It answered like one that wants to be asked.
    pub(super) fn answered(&mut self) {
        self.refusals = 0;
    }

    /// It asked for time, and maybe said how much; until when it is closed.
    pub(super) fn refused(&mut self, at: Duration, asked: Option<Duration>) -> Duration {
        let doubled = REFUSED_SECONDS.checked_shl(self.refusals.min(16)).unwrap_or(when::WAIT_SECONDS_MAX);
        self.refusals = self.refusals.saturating_add(1);
        let wait = asked.unwrap_or(Duration::from_secs(doubled));
        self.closed_until = self.closed_until.max(at + wait.min(Duration::from_secs(when::WAIT_SECONDS_MAX)));
        self.closed_until
    }
}

/// Whether robots.txt is to be asked for: there is no copy, it is a day old, or it is no copy but a failure.
pub(super) fn asks_robots(host: &Host, now: Received) -> bool {
    let age = host.robots_at.map(|at| now.0.as_second() - at.0.as_second());
    !age.is_some_and(|age| (0..ROBOTS_SECONDS).contains(&age)) || failed(host.robots_status)
}

/// What is known of a host after its robots.txt was asked for; a failure leaves the last copy as it was.
pub(super) fn with_robots(host: &Host, status: u16, text: Option<String>, now: Received) -> Host {
    if failed(status) && host.robots_at.is_some() && !failed(host.robots_status) {
        return host.clone();
    }
    let robots = text.filter(|_| (200..300).contains(&status)).or_else(|| (!failed(status)).then(String::new));
    Host { robots, robots_at: Some(now), robots_status: status, ..host.clone() }
}

/// The rules of a host by what is known of it.
pub(super) fn rules(host: &Host, now: Received) -> Rules {
    let young = host.robots_at.is_some_and(|at| now.0.as_second() - at.0.as_second() <= ROBOTS_LAST_SECONDS);
    if failed(host.robots_status) || !young {
        return Rules::Unknown;
    }
    match host.robots.as_deref() {
        Some(text) if (200..300).contains(&host.robots_status) && !text.trim().is_empty() => {
            Rules::Robots(Arc::new(Robots::parse(text)))
        }
        _ => Rules::Open,
    }
}

/// Whether this status says nothing about what may be read: no reply, too many requests, an error of the server.
fn failed(status: u16) -> bool {
    status == 0 || status == 429 || status >= 500
}

#[cfg(test)]
mod tests {
    use super::{Limits, Manners, May, Rules, asks_robots, rules, with_robots};
    use crate::model::{Host, Received};
    use std::time::Duration;

    const LIMITS: Limits = Limits { parallel: 2, pause: Duration::from_millis(500), wait_max: Duration::from_secs(10) };

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn requests_keep_their_distance() {
        let mut host = Manners::default();
        assert_eq!(host.may(ms(0), LIMITS), May::Begin);
        host.begun(ms(0), LIMITS);
        assert_eq!(host.may(ms(100), LIMITS), May::WaitUntil(ms(500)));
        assert_eq!(host.may(ms(500), LIMITS), May::Begin);
        host.begun(ms(500), LIMITS);
        assert_eq!(host.may(ms(5_000), LIMITS), May::WaitForOthers);
        host.ended(ms(6_000), LIMITS);
        assert_eq!(host.may(ms(6_100), LIMITS), May::WaitUntil(ms(6_500)));
        host.delay(Some(2.0));
        host.begun(ms(7_000), LIMITS);
        host.ended(ms(7_100), LIMITS);
        assert_eq!(host.may(ms(7_200), LIMITS), May::WaitUntil(ms(9_100)));
        host.delay(Some(f64::INFINITY));
        host.delay(Some(1e12));
        host.ended(ms(10_000), LIMITS);
        assert_eq!(host.may(ms(10_000), LIMITS), May::WaitUntil(ms(40_000)));
    }

    #[test]
    fn a_host_that_asks_for_time_gets_it() {
        let mut host = Manners::default();
        assert_eq!(host.refused(ms(0), Some(Duration::from_secs(5))), ms(5_000));
        assert_eq!(host.may(ms(1_000), LIMITS), May::WaitUntil(ms(5_000)));
        assert_eq!(host.may(ms(5_000), LIMITS), May::Begin);
        assert_eq!(host.refused(ms(5_000), None), ms(125_000), "the second time: twice 60 s");
        assert_eq!(host.may(ms(5_001), LIMITS), May::NotInThisRun);
        host.answered();
        assert_eq!(host.refused(ms(130_000), None), ms(190_000));
        let mut host = Manners::default();
        assert_eq!(host.refused(ms(0), Some(Duration::MAX)).as_secs(), 86_400);
        assert_eq!(Manners::closed_until(ms(20_000)).may(ms(0), LIMITS), May::NotInThisRun);
    }

    fn at(day: i8) -> Received {
        Received(format!("2026-11-{day:02}T10:00:00Z").parse().unwrap())
    }

    fn host(status: u16, text: Option<&str>) -> Host {
        let robots = text.map(str::to_owned);
        Host { origin: String::new(), not_before: None, robots, robots_at: Some(at(1)), robots_status: status }
    }

    #[test]
    fn robots_are_asked_for_once_a_day() {
        let nothing = Host { robots_at: None, ..host(0, None) };
        assert!(asks_robots(&nothing, at(1)));
        assert!(!asks_robots(&host(200, Some("x")), at(1)));
        assert!(!asks_robots(&host(404, None), at(1)));
        assert!(asks_robots(&host(200, Some("x")), at(2)));
        assert!(asks_robots(&host(503, None), at(1)));
    }

    #[test]
    fn a_robots_that_fails_closes_the_host_unless_there_is_a_copy() {
        let text = "user-agent: *\ndisallow: /a";
        assert_eq!(rules(&host(404, Some("")), at(1)), Rules::Open);
        assert_eq!(rules(&host(500, None), at(1)), Rules::Unknown);
        assert_eq!(rules(&host(429, None), at(1)), Rules::Unknown);
        assert!(matches!(rules(&host(200, Some(text)), at(1)), Rules::Robots(_)));
        let later = with_robots(&host(200, Some(text)), 500, None, at(20));
        assert_eq!(later, host(200, Some(text)));
        assert!(matches!(rules(&later, at(20)), Rules::Robots(_)));
        let month = Received("2026-12-05T10:00:00Z".parse().unwrap());
        assert_eq!(rules(&later, month), Rules::Unknown);
        let gone = with_robots(&host(200, Some(text)), 404, Some("<p>not here".to_owned()), at(20));
        assert_eq!(rules(&gone, at(20)), Rules::Open);
        assert_eq!(rules(&with_robots(&gone, 0, None, at(21)), at(21)), Rules::Open);
    }
}
