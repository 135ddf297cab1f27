//! How a source is doing. In: a few facts of its ledger. Out: one word with since when and why.
//! Never: a clock of its own; `now` is an argument.

use super::{Outcome, Received};

/// A source that gave something new within so many days is fresh: most papers print every day, few are silent for a week.
const FRESH_DAYS: i64 = 7;

/// A source that failed for so many days is dead: longer than a paper's worst breakdown, short enough to be told soon.
const DEAD_DAYS: i64 = 14;

/// What a server answers where something was there and is gone for good.
const GONE: u16 = 410;

const DAY_SECONDS: i64 = 86_400;

/// The last that was heard of a source's listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// When.
    pub at: Received,
    /// What became of it.
    pub outcome: Outcome,
    /// HTTP status, where a server answered.
    pub status: Option<u16>,
    /// Why, in words or in a word; empty where all went well.
    pub why: String,
}

/// What is known of a source, as its health is told by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HealthFacts {
    /// The last that was heard of its listing.
    pub last: Option<Heard>,
    /// When its listing last arrived, changed or not.
    pub arrived: Option<Received>,
    /// How many items the listing named that came last, where it was counted.
    pub items: Option<u32>,
    /// When it first failed after that.
    pub failing_since: Option<Received>,
    /// When something new last came of it.
    pub new: Option<Received>,
    /// Where its listing moved for good.
    pub moved_to: Option<String>,
}

/// How a source is doing, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is received, and something new came in the last days.
    Fresh,
    /// It is received, from another address that it moved to for good.
    Redirected,
    /// It is received, and nothing new came for long.
    Quiet,
    /// It is received, and names no items.
    Empty,
    /// The last tries failed.
    Failing,
    /// It is gone, or failed for two weeks.
    Dead,
    /// The site's robots.txt asks not to read it.
    Blocked,
    /// Its address leads where nobody is to be sent.
    Refused,
    /// It was never asked.
    NeverAsked,
}

impl State {
    /// The word that people read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Redirected => "redirected",
            Self::Quiet => "quiet",
            Self::Empty => "empty",
            Self::Failing => "failing",
            Self::Dead => "dead",
            Self::Blocked => "blocked by robots",
            Self::Refused => "refused",
            Self::NeverAsked => "never asked",
        }
    }

    /// What the word means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Fresh => "received, with something new in the last 7 days",
            Self::Redirected => "received from another address, to which it moved for good",
            Self::Quiet => "received, with nothing new in the last 7 days",
            Self::Empty => "received, but it names no items",
            Self::Failing => "the last tries failed",
            Self::Dead => "gone for good, or failing for 14 days or more",
            Self::Blocked => "its site asks programs not to read it",
            Self::Refused => "its address leads where it must not be read from",
            Self::NeverAsked => "not asked yet",
        }
    }
}

/// How a source is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// In a word.
    pub state: State,
    /// Since when: when something new last came, when failing began, when it was last tried; none where that is not known.
    pub since: Option<Received>,
    /// Why it is not received; empty where it is.
    pub why: String,
    /// Where its listing moved for good, whatever its state.
    pub moved_to: Option<String>,
}

impl Health {
    /// The health that these facts show.
    pub fn of(facts: &HealthFacts, now: Received) -> Self {
        let (state, since) = state(facts, now);
        let received = matches!(state, State::Fresh | State::Redirected | State::Quiet | State::Empty);
        let why = facts.last.as_ref().filter(|_| !received).map(|last| last.why.clone()).unwrap_or_default();
        Self { state, since, why, moved_to: facts.moved_to.clone() }
    }
}

fn state(facts: &HealthFacts, now: Received) -> (State, Option<Received>) {
    let days = |since: Received| (now.0.as_second() - since.0.as_second()) / DAY_SECONDS;
    let Some(last) = &facts.last else { return (State::NeverAsked, None) };
    match last.outcome {
        Outcome::Blocked => return (State::Blocked, Some(last.at)),
        Outcome::Refused => return (State::Refused, Some(last.at)),
        outcome if !outcome.arrived() => {
            let since = facts.failing_since.unwrap_or(last.at);
            let dead = last.status == Some(GONE) || days(since) >= DEAD_DAYS;
            return (if dead { State::Dead } else { State::Failing }, Some(since));
        }
        _ => {}
    }
    let fresh = facts.new.is_some_and(|new| days(new) < FRESH_DAYS);
    let state = match (facts.items, fresh) {
        (Some(0), _) => State::Empty,
        _ if facts.moved_to.is_some() => State::Redirected,
        (_, true) => State::Fresh,
        (_, false) => State::Quiet,
    };
    (state, facts.new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Moment;

    fn at(text: &str) -> Received {
        match Moment::parse(&format!("{text}T12:00:00Z")) {
            Some(Moment::Instant { at, .. }) => Received(at),
            _ => panic!("{text} is no day"),
        }
    }

    /// A source that was heard of on 20 March 2031.
    fn heard(outcome: Outcome) -> HealthFacts {
        let last = Heard { at: at("2031-03-20"), outcome, status: Some(200), why: "too slow".to_owned() };
        HealthFacts { last: Some(last), arrived: Some(at("2031-03-19")), ..HealthFacts::default() }
    }

    fn check(facts: &HealthFacts, expected: State, since: Option<&str>) {
        let health = Health::of(facts, at("2031-03-20"));
        assert_eq!((health.state, health.since), (expected, since.map(at)), "{facts:?}");
    }

    #[test]
    fn a_source_that_is_received() {
        let mut facts = heard(Outcome::Received);
        check(&facts, State::Quiet, None);
        facts.new = Some(at("2031-03-14"));
        check(&facts, State::Fresh, Some("2031-03-14"));
        facts.new = Some(at("2031-03-13"));
        check(&facts, State::Quiet, Some("2031-03-13"));
        facts.last = heard(Outcome::Unchanged).last;
        facts.new = Some(at("2031-03-19"));
        check(&facts, State::Fresh, Some("2031-03-19"));
        facts.items = Some(0);
        check(&facts, State::Empty, Some("2031-03-19"));
        facts.items = Some(9);
        check(&facts, State::Fresh, Some("2031-03-19"));
        assert_eq!(Health::of(&facts, at("2031-03-20")).why, "", "nothing is wrong");
    }

    #[test]
    fn a_source_that_moved() {
        let mut facts = heard(Outcome::Moved);
        facts.moved_to = Some("https://new.example/feed".to_owned());
        check(&facts, State::Redirected, None);
        facts.new = Some(at("2031-03-20"));
        check(&facts, State::Redirected, Some("2031-03-20"));
        assert_eq!(Health::of(&facts, at("2031-03-20")).moved_to, facts.moved_to);
    }

    #[test]
    fn a_source_that_is_not_received() {
        let mut facts = heard(Outcome::Failed);
        check(&facts, State::Failing, Some("2031-03-20"));
        assert_eq!(Health::of(&facts, at("2031-03-20")).why, "too slow");
        facts.failing_since = Some(at("2031-03-07"));
        check(&facts, State::Failing, Some("2031-03-07"));
        facts.failing_since = Some(at("2031-03-06"));
        check(&facts, State::Dead, Some("2031-03-06"));
        let mut gone = heard(Outcome::Failed);
        gone.last.as_mut().unwrap().status = Some(GONE);
        check(&gone, State::Dead, Some("2031-03-20"));
        check(&heard(Outcome::Blocked), State::Blocked, Some("2031-03-20"));
        check(&heard(Outcome::Refused), State::Refused, Some("2031-03-20"));
        check(&HealthFacts::default(), State::NeverAsked, None);
    }
}
