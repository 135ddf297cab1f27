//! A line of the ledger: what was asked for or came in, and what became of it. In: facts of a fetch or of an item.
//! Out: a value that the store keeps and people read. Never: silent about why something is not there.

use super::Received;
use crate::error::Problem;

/// What became of a fetch or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A feed, sitemap, page or file came whole.
    Received,
    /// The server or the bytes say that nothing changed.
    Unchanged,
    /// It came, from another address that it has moved to for good.
    Moved,
    /// The site's robots.txt asks not to read it.
    Blocked,
    /// Its address leads where nobody is to be sent: a private network, another port, another scheme.
    Refused,
    /// Nothing, or nothing usable, came.
    Failed,
    /// It waits for a later run: a limit was met, or the server asks for time.
    Left,
    /// An item was not kept.
    Dropped,
    /// Something about an item was wrong; the item was kept.
    Noted,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 9] = [
        Self::Received,
        Self::Unchanged,
        Self::Moved,
        Self::Blocked,
        Self::Refused,
        Self::Failed,
        Self::Left,
        Self::Dropped,
        Self::Noted,
    ];

    /// The word used in the store, on the command line and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Blocked => "blocked",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Left => "left",
            Self::Dropped => "dropped",
            Self::Noted => "noted",
        }
    }

    /// The outcome that this word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }

    /// Whether what was asked for arrived, changed or not.
    pub fn arrived(self) -> bool {
        matches!(self, Self::Received | Self::Unchanged | Self::Moved)
    }

    /// Whether a run that met it did not do all that it was asked to.
    pub fn is_problem(self) -> bool {
        matches!(self, Self::Refused | Self::Failed | Self::Dropped | Self::Noted)
    }
}

/// Whether it was a listing that was asked for, a page, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// What a source lists: its feed, its sitemap, its site's page that names feeds.
    Listing,
    /// A page that a listing named, or that is the source itself.
    Page,
    /// A site's robots.txt.
    Robots,
    /// An item of a listing or file, which was not asked for by itself.
    Item,
}

impl Asked {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Listing, Self::Page, Self::Robots, Self::Item];

    /// The word used in the store and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listing => "listing",
            Self::Page => "page",
            Self::Robots => "robots",
            Self::Item => "item",
        }
    }

    /// The kind that this word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asked| asked.as_str() == word)
    }
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// When.
    pub at: Received,
    /// What was asked for.
    pub asked: Asked,
    /// What became of it.
    pub outcome: Outcome,
    /// Which thing: an address, a file and line, an item of a feed.
    pub place: String,
    /// Why, as a short word of a fixed set (`too slow`, `too large`, `no address`), by which lines are counted; empty where all went well.
    pub reason: &'static str,
    /// HTTP status, where a server answered.
    pub status: Option<u16>,
    /// Bytes as sent.
    pub bytes: u64,
    /// How many items a listing named.
    pub items: Option<u32>,
    /// What happened, in words; empty where all went well.
    pub what: String,
    /// What to do about it; empty where nothing is to be done.
    pub hint: String,
}

impl LedgerLine {
    /// A line of which only this is known.
    pub fn new(at: Received, asked: Asked, outcome: Outcome, place: impl Into<String>) -> Self {
        let (what, hint) = (String::new(), String::new());
        Self { at, asked, outcome, place: place.into(), reason: "", status: None, bytes: 0, items: None, what, hint }
    }

    /// The same line with why, in a word and in words, and with what to do about it.
    #[must_use]
    pub fn because(self, reason: &'static str, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { reason, what: what.into(), hint: hint.into(), ..self }
    }

    /// The line of an item that was dropped, or kept with something wrong about it.
    pub fn of(problem: &Problem, kept: bool, reason: &'static str, at: Received) -> Self {
        let outcome = if kept { Outcome::Noted } else { Outcome::Dropped };
        Self::new(at, Asked::Item, outcome, problem.place.clone()).because(
            reason,
            problem.what.clone(),
            problem.hint.clone(),
        )
    }

    /// What a run says of it, if it says anything; where nothing is to be done about an item, the ledger knows it and nobody is told,
    /// and of a robots.txt that failed, the pages that it closes say it.
    pub fn problem(&self) -> Option<Problem> {
        let told = match self.asked {
            Asked::Item => !self.hint.is_empty(),
            Asked::Robots => false,
            Asked::Listing | Asked::Page => true,
        };
        (told && self.outcome.is_problem())
            .then(|| Problem::new(self.place.clone(), self.what.clone(), self.hint.clone()))
    }
}
