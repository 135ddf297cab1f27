//! A figure: a number of a text with all that its sentence says of it.
//! In: what the read stage found. Out: values, with spans where the text is the value. Never: what another sentence says.

use super::Span;

/// How a number is bounded by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// "40", "exactly 40".
    Exact,
    /// "at least 40", "dozens".
    AtLeast,
    /// "up to 40".
    AtMost,
    /// "about 40": a tenth less to a tenth more.
    About,
    /// "nearly 40": a tenth less at most.
    Nearly,
    /// "just over 40": a tenth more at most.
    JustOver,
    /// "40 to 50".
    Range,
}

impl Bound {
    /// Every bound.
    pub const ALL: [Bound; 7] =
        [Self::Exact, Self::AtLeast, Self::AtMost, Self::About, Self::Nearly, Self::JustOver, Self::Range];

    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::JustOver => "just_over",
            Self::Range => "range",
        }
    }

    /// The bound that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bound| bound.as_str() == word)
    }

    /// The bound that two ends show, where nothing else tells.
    pub fn of_ends(low: Option<f64>, high: Option<f64>) -> Self {
        match (low, high) {
            (Some(low), Some(high)) if low < high => Self::Range,
            (Some(_), None) => Self::AtLeast,
            (None, Some(_)) => Self::AtMost,
            _ => Self::Exact,
        }
    }
}

/// The state of what is counted, or how sure the count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Dead.
    Killed,
    /// Hurt or wounded.
    Injured,
    /// Missing.
    Missing,
    /// Arrested, held or jailed.
    Arrested,
    /// Freed, released or rescued.
    Freed,
    /// Driven from home.
    Displaced,
    /// Suspected.
    Suspected,
    /// Feared.
    Feared,
    /// Confirmed.
    Confirmed,
    /// Estimated.
    Estimated,
    /// Forecast.
    Forecast,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 11] = [
        Self::Killed,
        Self::Injured,
        Self::Missing,
        Self::Arrested,
        Self::Freed,
        Self::Displaced,
        Self::Suspected,
        Self::Feared,
        Self::Confirmed,
        Self::Estimated,
        Self::Forecast,
    ];

    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Missing => "missing",
            Self::Arrested => "arrested",
            Self::Freed => "freed",
            Self::Displaced => "displaced",
            Self::Suspected => "suspected",
            Self::Feared => "feared",
            Self::Confirmed => "confirmed",
            Self::Estimated => "estimated",
            Self::Forecast => "forecast",
        }
    }

    /// The status that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

/// One figure: a number with its bounds, its unit and what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Where it stands in the text (bound, number and unit, "at least 40").
    pub span: Span,
    /// Lower bound; none where it is open below.
    pub low: Option<f64>,
    /// Upper bound; none where it is open above.
    pub high: Option<f64>,
    /// How its words bound it.
    pub bound: Bound,
    /// `count`, `percent`, a currency code (`USD`), or a unit of measure (`km`).
    pub unit: String,
    /// What is counted, as the text says it ("people", "soldiers"); empty where unknown.
    pub of: String,
    /// What state the counted are in, or how sure the count is, where the sentence says so.
    pub status: Option<Status>,
    /// Whose they are: a nation, a side, an organisation.
    pub group: Option<Span>,
    /// Where they are or it happened.
    pub place: Option<Span>,
    /// The time that the number holds for.
    pub as_of: Option<Span>,
    /// Who gives the number, where the sentence names them beside a word of speaking.
    pub said_by: Option<Span>,
    /// The figure of the same sentence that this one is a part of ("12 people, of whom 3").
    pub part_of: Option<Span>,
}
