//! Three clocks that are never mixed: when it happened, when it was published, when we received it.
//! In: RFC 3339 instants (offset kept) or plain dates. Out: one type per clock.
//! Never: reads a clock or guesses a zone; a plain date stays a date.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// An instant with the offset it came with, or a plain date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A point in time; `offset` is the one it was written with.
    Instant {
        /// The point in time.
        at: Timestamp,
        /// The offset that it came with.
        offset: Offset,
    },
    /// A calendar day without a time or a zone.
    Day(Date),
}

impl Moment {
    /// Reads RFC 3339 (offset kept) or `YYYY-MM-DD`; nothing else.
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        if value.len() == 10 {
            return value.parse::<Date>().ok().filter(|date| date.year() > 0).map(Self::Day);
        }
        let pieces = jiff::fmt::temporal::DateTimeParser::new();
        let at = pieces.parse_timestamp(value).ok()?;
        let offset = written_offset(value)?;
        Some(Self::Instant { at, offset })
    }

    /// The calendar day, in the offset that the moment came with.
    pub fn day(self) -> Date {
        match self {
            Self::Instant { at, offset } => offset.to_datetime(at).date(),
            Self::Day(date) => date,
        }
    }

    /// A point to sort by: the instant, or the start of the day in UTC.
    pub fn order_key(self) -> i64 {
        match self {
            Self::Instant { at, .. } => at.as_second(),
            Self::Day(date) => date.to_zoned(TimeZone::UTC).map_or(0, |zoned: Zoned| zoned.timestamp().as_second()),
        }
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(date) => write!(out, "{date}"),
            Self::Instant { at, offset } if offset.is_zero() => write!(out, "{at}"),
            Self::Instant { at, offset } => write!(out, "{}", at.display_with_offset(*offset)),
        }
    }
}

/// The offset at the end of an RFC 3339 text; `Z` is UTC.
fn written_offset(value: &str) -> Option<Offset> {
    if value.ends_with(['Z', 'z']) {
        return Some(Offset::UTC);
    }
    let at = value.len().checked_sub(6)?;
    let (sign, clock) = value.get(at..)?.split_at_checked(1)?;
    let (hours, minutes) = clock.split_once(':')?;
    let seconds = (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?) * 60;
    match sign {
        "+" => Offset::from_seconds(seconds).ok(),
        "-" => Offset::from_seconds(-seconds).ok(),
        _ => None,
    }
}

/// When an article was published, as its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Published(pub Moment);

/// When an article was last changed, as its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Modified(pub Moment);

/// When we received a page or article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Received(pub Timestamp);

/// How exactly an expression names a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// One calendar day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season.
    Season,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// From one day to another.
    Range,
    /// A length of time that names no date.
    Duration,
    /// Something that happens again and again.
    Repeat,
    /// "Now" and its like: names no date.
    None,
}

impl Precision {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Range => "range",
            Self::Duration => "duration",
            Self::Repeat => "repeat",
            Self::None => "none",
        }
    }

    /// The precision that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Day,
            Self::Week,
            Self::Month,
            Self::Quarter,
            Self::Season,
            Self::Year,
            Self::Decade,
            Self::Range,
            Self::Duration,
            Self::Repeat,
            Self::None,
        ]
        .into_iter()
        .find(|precision| precision.as_str() == word)
    }

    /// Whether a value of this precision may stand in a timeline.
    pub fn enters_timeline(self) -> bool {
        matches!(self, Self::Day | Self::Week | Self::Month | Self::Quarter | Self::Season | Self::Year | Self::Range)
    }
}

/// When something happened, as the text says: a contract value (`2025-10-20`, `2025-10`, `2025`, `from/to`, `P3M`, …).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventTime {
    value: String,
    precision: Precision,
}

impl EventTime {
    /// A time whose value has the form that its precision asks for; nothing otherwise.
    pub fn new(value: impl Into<String>, precision: Precision) -> Option<Self> {
        let value = value.into();
        let fits = match precision {
            Precision::Day => value.len() == 10 && value.parse::<Date>().is_ok(),
            Precision::Month => value.len() == 7 && format!("{value}-01").parse::<Date>().is_ok(),
            Precision::Year => value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit()),
            Precision::Range => value.contains('/'),
            _ => !value.is_empty(),
        };
        fits.then_some(Self { value, precision })
    }

    /// One calendar day.
    pub fn day(date: Date) -> Self {
        Self { value: date.to_string(), precision: Precision::Day }
    }

    /// The contract value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// How exact it is.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The day, where it names one.
    pub fn as_day(&self) -> Option<Date> {
        (self.precision == Precision::Day).then(|| self.value.parse().ok()).flatten()
    }
}
