//! One request with all its manners, and its line of the ledger. In: an address, what is remembered of it. Out: the line, and a reply
//! that holds a page, says that nothing changed, or says why there is nothing. Never: silent about a request.

use super::fetch::{Asking, Failure, Fetched, Fetcher};
use super::hosts::Hosts;
use super::{Options, reason};
use crate::model::{Asked, LedgerLine, Outcome, Received, Validators};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// What to do where waiting is all there is.
const LATER: &str = "it is tried again in a later run";

/// Asks for one source, one request after the other.
pub(super) struct Asker<'a> {
    pub(super) fetcher: &'a Fetcher<'a>,
    pub(super) hosts: &'a Hosts<'a>,
    pub(super) options: &'a Options,
    pub(super) now: Received,
    /// When the source's time is over.
    pub(super) deadline: Instant,
    /// Lines of requests that are made on the way.
    pub(super) lines: Vec<LedgerLine>,
    /// Pages that were asked for already, by this source or an earlier one of its host.
    pub(super) met: BTreeSet<String>,
}

/// What came of a request.
#[derive(Debug)]
pub(super) enum Reply {
    New(Box<Fetched>),
    /// It is as it was; with what to ask by next time.
    Same(Validators),
    Nothing(Nothing),
}

/// Why nothing came.
#[derive(Debug, Clone)]
pub(super) struct Nothing {
    pub(super) reason: &'static str,
    /// 0 where no server answered.
    pub(super) status: u16,
    /// How long the server asks to be left.
    pub(super) wait: Option<Duration>,
}

impl Nothing {
    /// Whether it was never asked for, so that nothing is to be remembered of it.
    pub(super) fn is_left(&self) -> bool {
        outcome(self.reason) == Outcome::Left && self.status == 0
    }
}

impl Asker<'_> {
    /// Whether the source's time is over.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.deadline
    }

    /// Asks for an address. The line is the caller's to note, as only it knows what the bytes are.
    pub(super) fn ask(&mut self, asked: Asked, address: &str, by: Option<&Validators>) -> (LedgerLine, Reply) {
        let by = by.filter(|by| by.etag.is_some() || by.last_modified.is_some());
        let (hosts, fetcher, deadline) = (self.hosts, self.fetcher, self.deadline);
        let asking = Asking { address, validators: by, enough_bytes: None, no_later_than: deadline };
        let mut on_the_way = Vec::new();
        let fetched = fetcher.fetch(asking, &mut |url| {
            hosts.allowed(fetcher, url, deadline, &mut on_the_way)?;
            hosts.turn(url, deadline)
        });
        self.lines.append(&mut on_the_way);
        let line = LedgerLine::new(self.now, asked, Outcome::Received, address);
        match fetched {
            Ok(fetched) => {
                let wait = hosts.heard(&fetched);
                let line = LedgerLine { status: Some(fetched.status), bytes: fetched.bytes, ..line };
                answered(line, fetched, by.is_some(), wait)
            }
            Err(failure) => nothing(line, failure, 0, None),
        }
    }
}

/// What a server's answer means.
fn answered(line: LedgerLine, fetched: Fetched, asked_by: bool, wait: Option<Duration>) -> (LedgerLine, Reply) {
    let status = fetched.status;
    let failure = match status {
        200 | 203 if fetched.body.is_empty() => Failure::new(reason::EMPTY, "the server sent nothing", LATER),
        200 | 203 => {
            let moved = fetched.moved.as_ref().map(|to| format!("it moved for good to {to}"));
            let outcome = if moved.is_some() { Outcome::Moved } else { Outcome::Received };
            return (LedgerLine { outcome, what: moved.unwrap_or_default(), ..line }, Reply::New(Box::new(fetched)));
        }
        304 if asked_by => {
            return (LedgerLine { outcome: Outcome::Unchanged, ..line }, Reply::Same(fetched.validators));
        }
        304 => Failure::new(reason::BAD_REPLY, "the server says that nothing changed, which was not asked", LATER),
        429 | 503 => {
            let asked = wait.map(|wait| format!(" and asks for {} s", wait.as_secs())).unwrap_or_default();
            Failure::new(reason::ASKED_TO_WAIT, format!("the server answered {status}{asked}"), LATER)
        }
        410 => {
            Failure::new(reason::GONE, "the server says that it is gone for good", "remove the source if it stays so")
        }
        _ => Failure::new(reason::STATUS, format!("the server answered {status}"), "check the address in a browser"),
    };
    nothing(line, failure, status, wait)
}

fn nothing(line: LedgerLine, failure: Failure, status: u16, wait: Option<Duration>) -> (LedgerLine, Reply) {
    let line = LedgerLine { outcome: outcome(failure.reason), ..line };
    let nothing = Nothing { reason: failure.reason, status, wait };
    (line.because(failure.reason, failure.what, failure.hint), Reply::Nothing(nothing))
}

/// What became of what failed for this reason.
fn outcome(reason: &str) -> Outcome {
    match reason {
        reason::PRIVATE | reason::REFUSED_ADDRESS => Outcome::Refused,
        reason::ROBOTS | reason::NO_ROBOTS => Outcome::Blocked,
        reason::ASKED_TO_WAIT | reason::OUT_OF_TIME => Outcome::Left,
        _ => Outcome::Failed,
    }
}
