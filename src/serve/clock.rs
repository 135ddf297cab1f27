//! Times as a reader sees them, all in one zone. In: moments and event times. Out: words and `datetime` values.
//! Never: gives a plain date a time, or a month a day.

use crate::model::Moment;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The one zone that the site shows times in.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    zone: TimeZone,
}

/// A time in words, and as the `datetime` of a `<time>` element where it has such a form.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) words: String,
    pub(super) value: Option<String>,
}

impl Clock {
    pub(super) fn new(zone: TimeZone) -> Self {
        Self { zone }
    }

    /// The name of the zone.
    pub(super) fn zone_name(&self) -> String {
        self.zone.iana_name().map_or_else(|| "UTC".to_owned(), str::to_owned)
    }

    /// When a day begins here, in seconds since 1970.
    pub(super) fn begins(&self, day: Date) -> Option<i64> {
        Some(day.to_zoned(self.zone.clone()).ok()?.timestamp().as_second())
    }

    /// A moment: day, month, year, and hour and minute where it has them.
    pub(super) fn moment(&self, moment: Moment) -> Shown {
        match moment {
            Moment::Day(date) => Shown { words: day(date), value: Some(date.to_string()) },
            Moment::Instant { at, .. } => self.instant(at),
        }
    }

    /// A point in time.
    pub(super) fn instant(&self, at: Timestamp) -> Shown {
        let here = at.to_zoned(self.zone.clone());
        Shown { words: here.strftime("%-d %B %Y, %H:%M").to_string(), value: Some(at.to_string()) }
    }

    /// The day of a moment, here.
    pub(super) fn day(&self, moment: Moment) -> Date {
        match moment {
            Moment::Day(date) => date,
            Moment::Instant { at, .. } => at.to_zoned(self.zone.clone()).date(),
        }
    }

    /// A moment as the contract writes it; as it stands where it cannot be read.
    pub(super) fn written(&self, value: &str) -> Shown {
        match Moment::parse(value) {
            Some(moment) => self.moment(moment),
            None => Shown { words: value.to_owned(), value: None },
        }
    }
}

/// When something happened, from its contract value and precision.
pub(super) fn event(value: &str, precision: &str) -> Shown {
    let words = match precision {
        "day" => value.parse().ok().map(day),
        "month" => month(value),
        "quarter" => value.split_once("-Q").map(|(year, quarter)| format!("quarter {quarter} of {year}")),
        "season" => season(value),
        "week" => value.split_once("-W").map(|(year, week)| format!("week {week} of {year}")),
        "decade" => value.get(..3).map(|tens| format!("{tens}0s")),
        "range" => range(value),
        _ => None,
    };
    let in_html = matches!(precision, "day" | "month" | "year" | "week");
    Shown { words: words.unwrap_or_else(|| value.to_owned()), value: in_html.then(|| value.to_owned()) }
}

pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn month(value: &str) -> Option<String> {
    let first: Date = format!("{value}-01").parse().ok()?;
    Some(first.strftime("%B %Y").to_string())
}

fn season(value: &str) -> Option<String> {
    let (year, season) = value.split_once('-')?;
    let name = match season {
        "SP" => "spring",
        "SU" => "summer",
        "FA" => "autumn",
        "WI" => "winter",
        _ => return None,
    };
    Some(format!("{name} {year}"))
}

/// Both ends, without saying the month or the year twice.
fn range(value: &str) -> Option<String> {
    let (from, to) = value.split_once('/')?;
    let (Ok(first), Ok(last)) = (from.parse::<Date>(), to.parse::<Date>()) else {
        return Some(format!("{} to {}", part(from), part(to)));
    };
    let opening = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %B",
        _ => "%-d %B %Y",
    };
    Some(format!("{} to {}", first.strftime(opening), day(last)))
}

fn part(value: &str) -> String {
    value.parse().ok().map(day).or_else(|| month(value)).unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_event(value: &str, precision: &str, expected: &str) {
        assert_eq!(event(value, precision).words, expected, "{value} {precision}");
    }

    #[test]
    fn events_are_said_as_exactly_as_they_are_known() {
        check_event("2025-10-20", "day", "20 October 2025");
        check_event("2025-10", "month", "October 2025");
        check_event("2025", "year", "2025");
        check_event("2025-Q3", "quarter", "quarter 3 of 2025");
        check_event("2025-SU", "season", "summer 2025");
        check_event("2025-W09", "week", "week 09 of 2025");
        check_event("199", "decade", "1990s");
        check_event("2025-10-20/2025-10-24", "range", "20 to 24 October 2025");
        check_event("2025-09-29/2025-10-02", "range", "29 September to 2 October 2025");
        check_event("2024-12-30/2025-01-02", "range", "30 December 2024 to 2 January 2025");
        check_event("2025-10/2025-12", "range", "October 2025 to December 2025");
        check_event("odd", "day", "odd");
    }

    #[test]
    fn a_moment_is_shown_in_the_zone_and_a_day_stays_a_day() {
        let clock = Clock::new(TimeZone::UTC);
        assert_eq!(clock.written("2025-10-20T01:30:00+05:00").words, "19 October 2025, 20:30");
        assert_eq!(clock.written("2025-10-20").words, "20 October 2025");
        assert_eq!(clock.written("soon").words, "soon");
        assert_eq!(clock.zone_name(), "UTC");
    }
}
