//! Hosts, asked with manners by several threads. In: addresses about to be asked for. Out: a turn to ask, or why not.
//! Never: asks a host more often, sooner or by more threads than it was promised; holds the lock over a request.

use super::Options;
use super::fetch::{Asking, Failure, Fetched, Fetcher};
use super::manners::{self, Limits, Manners, May, Rules};
use super::{Memory, reason, when};
use crate::model::{Asked, Host, LedgerLine, Outcome, Received};
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// Most of a robots.txt that is read, in bytes (RFC 9309 asks for 500 KiB at least).
const ROBOTS_BYTES_MAX: usize = 512 << 10;
/// Status that stands for a robots.txt that leads nowhere, which is as good as none (RFC 9309, 2.3.1.2).
const NO_ROBOTS: u16 = 404;
/// What to do about a host that is not to be asked now.
const LATER: &str = "it is tried again in a later run";

/// Status and text of a robots.txt, and why there is neither.
type Robotstxt = (u16, Option<String>, Option<Failure>);

/// All hosts of a run.
pub(super) struct Hosts<'a> {
    memory: &'a dyn Memory,
    options: &'a Options,
    now: Received,
    begun: Instant,
    known: Mutex<BTreeMap<String, Known>>,
    changed: Condvar,
}

/// What is known of one host in a run.
struct Known {
    manners: Manners,
    host: Host,
    rules: RobotsKnown,
    /// Why robots.txt could not be had, where no server answered.
    unreachable: Option<Failure>,
    learnt: bool,
}

/// Whether robots.txt was asked for in this run.
#[derive(Clone)]
enum RobotsKnown {
    NotYet,
    UnderWay,
    Done(Rules),
}

/// The right to ask a host once; it ends when this is dropped.
pub(super) struct Turn<'h, 'a> {
    hosts: &'h Hosts<'a>,
    origin: String,
}

impl Drop for Turn<'_, '_> {
    fn drop(&mut self) {
        let at = self.hosts.begun.elapsed();
        let limits = self.hosts.limits();
        self.hosts.with(&self.origin, |known| known.manners.ended(at, limits));
        self.hosts.changed.notify_all();
    }
}

impl<'a> Hosts<'a> {
    pub(super) fn new(memory: &'a dyn Memory, options: &'a Options, now: Received) -> Self {
        let (known, changed) = (Mutex::new(BTreeMap::new()), Condvar::new());
        Self { memory, options, now, begun: Instant::now(), known, changed }
    }

    fn limits(&self) -> Limits {
        Limits {
            parallel: self.options.host_parallel,
            pause: Duration::from_millis(self.options.host_pause_ms.into()),
            wait_max: Duration::from_secs(self.options.wait_max_seconds.into()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, origin: &str, what: impl FnOnce(&mut Known) -> T) -> T {
        let mut known = self.lock();
        let one = known.entry(origin.to_owned()).or_insert_with(|| self.remembered(origin));
        what(one)
    }

    fn remembered(&self, origin: &str) -> Known {
        let host = self.memory.host(origin).unwrap_or_else(|| Host {
            origin: origin.to_owned(),
            not_before: None,
            robots: None,
            robots_at: None,
            robots_status: 0,
        });
        let closed = host.not_before.map_or(0, |at| at.0.as_second() - self.now.0.as_second());
        let closed = Duration::from_secs(u64::try_from(closed).unwrap_or(0).min(when::WAIT_SECONDS_MAX));
        Known {
            manners: Manners::closed_until(closed),
            host,
            rules: RobotsKnown::NotYet,
            unreachable: None,
            learnt: false,
        }
    }

    /// Waits until the host of an address may be asked.
    pub(super) fn turn(&self, url: &Url, no_later_than: Instant) -> Result<Turn<'_, 'a>, Failure> {
        let origin = origin(url);
        let limits = self.limits();
        let mut known = self.lock();
        loop {
            let at = self.begun.elapsed();
            let one = known.entry(origin.clone()).or_insert_with(|| self.remembered(&origin));
            let until = match one.manners.may(at, limits) {
                May::Begin => {
                    one.manners.begun(at, limits);
                    return Ok(Turn { hosts: self, origin });
                }
                May::NotInThisRun => {
                    let what = format!("{origin} asked for time");
                    return Err(Failure::new(reason::ASKED_TO_WAIT, what, LATER));
                }
                May::WaitUntil(until) => self.begun + until,
                May::WaitForOthers => no_later_than,
            };
            let left = no_later_than.saturating_duration_since(Instant::now());
            if left.is_zero() || until > no_later_than {
                let what = "the time for this source is over";
                return Err(Failure::new(
                    reason::OUT_OF_TIME,
                    what,
                    "it waits for the next run; raise gather.source_seconds",
                ));
            }
            let wait = until.saturating_duration_since(Instant::now()).min(left);
            known = self.changed.wait_timeout(known, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether robots.txt lets this address be read; it is asked for, where need be, which gives a line of the ledger.
    pub(super) fn allowed(
        &self,
        fetcher: &Fetcher<'_>,
        url: &Url,
        no_later_than: Instant,
        lines: &mut Vec<LedgerLine>,
    ) -> Result<(), Failure> {
        if !self.options.robots {
            return Ok(());
        }
        match self.rules(fetcher, url, no_later_than, lines)? {
            Rules::Open => Ok(()),
            Rules::Unknown => {
                let what = "its host's robots.txt cannot be had, so nothing is read there";
                let unreachable = self.with(&origin(url), |known| known.unreachable.clone());
                Err(unreachable.unwrap_or_else(|| Failure::new(reason::NO_ROBOTS, what, LATER)))
            }
            Rules::Robots(robots) => {
                match robots.allows(self.agent(), &url[url::Position::BeforePath..url::Position::AfterQuery]) {
                    true => Ok(()),
                    false => Err(Failure::new(
                        reason::ROBOTS,
                        "its host's robots.txt asks not to read it",
                        "leave it be, or set gather.robots to false if the publisher agreed",
                    )),
                }
            }
        }
    }

    /// The sitemaps that the robots.txt of a host names, as far as it was asked for.
    pub(super) fn sitemaps(&self, url: &Url) -> Vec<String> {
        self.with(&origin(url), |known| match &known.rules {
            RobotsKnown::Done(Rules::Robots(robots)) => robots.sitemaps().to_vec(),
            _ => Vec::new(),
        })
    }

    /// What we are called in a robots.txt: the first word of what we call ourselves.
    fn agent(&self) -> &str {
        self.options.user_agent.split(['/', ' ']).next().unwrap_or_default()
    }

    fn rules(
        &self,
        fetcher: &Fetcher<'_>,
        url: &Url,
        no_later_than: Instant,
        lines: &mut Vec<LedgerLine>,
    ) -> Result<Rules, Failure> {
        let origin = origin(url);
        let mut known = self.lock();
        loop {
            let one = known.entry(origin.clone()).or_insert_with(|| self.remembered(&origin));
            match &one.rules {
                RobotsKnown::Done(rules) => return Ok(rules.clone()),
                RobotsKnown::NotYet if !manners::asks_robots(&one.host, self.now) => {
                    return Ok(self.settle(one));
                }
                RobotsKnown::NotYet => {
                    one.rules = RobotsKnown::UnderWay;
                    break;
                }
                RobotsKnown::UnderWay => {
                    let left = no_later_than.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        let what = "the time for this source is over";
                        return Err(Failure::new(reason::OUT_OF_TIME, what, LATER));
                    }
                    known = self.changed.wait_timeout(known, left).unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
        drop(known);
        let answer = self.ask_robots(fetcher, url, no_later_than, lines);
        let rules = self.with(&origin, |one| match answer {
            Ok((status, text, unreachable)) => {
                one.host = manners::with_robots(&one.host, status, text, self.now);
                one.unreachable = unreachable;
                one.learnt = true;
                Ok(self.settle(one))
            }
            Err(failure) => {
                one.rules = RobotsKnown::NotYet;
                Err(failure)
            }
        });
        self.changed.notify_all();
        rules
    }

    fn settle(&self, one: &mut Known) -> Rules {
        let rules = manners::rules(&one.host, self.now);
        if let Rules::Robots(robots) = &rules {
            one.manners.delay(robots.delay_seconds(self.agent()));
        }
        one.rules = RobotsKnown::Done(rules.clone());
        rules
    }

    /// Status and text of a robots.txt; a failure only where it is not the time to ask.
    fn ask_robots(
        &self,
        fetcher: &Fetcher<'_>,
        url: &Url,
        no_later_than: Instant,
        lines: &mut Vec<LedgerLine>,
    ) -> Result<Robotstxt, Failure> {
        let address = format!("{}/robots.txt", origin(url));
        let asking =
            Asking { address: &address, validators: None, enough_bytes: Some(ROBOTS_BYTES_MAX), no_later_than };
        let line = LedgerLine::new(self.now, Asked::Robots, Outcome::Received, address.clone());
        match fetcher.fetch(asking, &mut |url| self.turn(url, no_later_than)) {
            Ok(fetched) => {
                self.heard(&fetched);
                let text = String::from_utf8_lossy(&fetched.body).into_owned();
                lines.push(LedgerLine { status: Some(fetched.status), bytes: fetched.bytes, ..line });
                Ok((fetched.status, Some(text), None))
            }
            Err(failure) if matches!(failure.reason, reason::ASKED_TO_WAIT | reason::OUT_OF_TIME) => Err(failure),
            Err(failure) => {
                let line = LedgerLine { outcome: Outcome::Failed, ..line };
                lines.push(line.because(failure.reason, failure.what.clone(), failure.hint));
                let elsewhere = [reason::REDIRECTS, reason::BAD_REDIRECT, reason::PRIVATE, reason::REFUSED_ADDRESS];
                let none = elsewhere.contains(&failure.reason);
                Ok(if none { (NO_ROBOTS, None, None) } else { (0, None, Some(failure)) })
            }
        }
    }

    /// Takes in how a host answered: one that asks for time is closed; how long it asked for.
    pub(super) fn heard(&self, fetched: &Fetched) -> Option<Duration> {
        let origin = origin(&fetched.url);
        if !matches!(fetched.status, 429 | 503) {
            self.with(&origin, |known| known.manners.answered());
            return None;
        }
        let asked = fetched.retry_after.as_deref().and_then(|text| when::retry_after(text, self.now));
        let at = self.begun.elapsed();
        self.with(&origin, |known| {
            let until = known.manners.refused(at, asked);
            known.host.not_before = Some(when::after(self.now, until));
            known.learnt = true;
        });
        asked
    }

    /// What was learnt of hosts since this was asked for last.
    pub(super) fn learnt(&self) -> Vec<Host> {
        let mut known = self.lock();
        let new = known.values_mut().filter_map(|one| std::mem::take(&mut one.learnt).then(|| one.host.clone()));
        new.collect()
    }
}

/// Scheme, name and port of an address.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
