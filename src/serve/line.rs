//! The dated entries of "How we got here" on a line of time. In: entries with their contract dates. Out: marks for an inline
//! SVG; the list beneath it says the same in words. Never: a day for an entry that names a month only; it is as long as that.

use super::clock::event;
use crate::wire::EntryLine;
use jiff::civil::{Date, date};

/// Width of the picture, in its own units: at 1:1 on a narrow phone.
const WIDTH: u32 = 340;
/// Space at each end, so that no mark is cut.
const EDGE: u32 = 6;
/// Height of the line under one row of marks, and how far above the line the lowest row stands.
const LOWEST: u32 = 12;
const ABOVE_LINE: u32 = 8;
/// How far apart the rows are, and how many there are; what does not fit lies on the highest.
const ROW: u32 = 10;
const ROWS: usize = 5;
/// Room between marks of one row.
const GAP: u32 = 10;
/// Room beneath the line for the scale.
const BELOW: u32 = 20;
/// Room at either end that the outer dates take, and between years.
const LABEL: u32 = 92;
const YEAR: u32 = 34;

/// The picture.
pub(super) struct Line {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) base: u32,
    /// What it shows, for those who hear it.
    pub(super) words: String,
    /// The dates at its ends.
    pub(super) first: String,
    pub(super) last: String,
    pub(super) years: Vec<(u32, i16)>,
    pub(super) marks: Vec<Mark>,
}

/// One entry: a point, or a bar where it took some time or is not known to the day.
pub(super) struct Mark {
    pub(super) x: u32,
    pub(super) y: u32,
    /// 0 for a point.
    pub(super) length: u32,
    pub(super) words: String,
}

/// The picture; none where the entries are of one day.
pub(super) fn line(entries: &[EntryLine]) -> Option<Line> {
    let spans: Vec<(Date, Date, &EntryLine)> = entries
        .iter()
        .filter_map(|entry| days(&entry.date, &entry.precision).map(|(from, to)| (from, to, entry)))
        .collect();
    let first = spans.iter().map(|(from, ..)| *from).min()?;
    let last = spans.iter().map(|(_, to, _)| *to).max()?;
    if spans.len() < 2 || first == last {
        return None;
    }
    let x = |day: Date| place(day, first, last);
    let mut rows = [0_u32; ROWS];
    let mut used = 0;
    let mut placed = Vec::with_capacity(spans.len());
    for (from, to, entry) in &spans {
        let (start, end) = (x(*from), x(*to));
        let row = rows.iter().position(|free| start >= *free).unwrap_or(ROWS - 1);
        rows[row] = end + GAP;
        used = used.max(row);
        placed.push((row, start, end - start, event(&entry.date, &entry.precision).words));
    }
    let base = LOWEST + ROW * u32::try_from(used).unwrap_or(0);
    let mark = |(row, x, length, words)| {
        let y = base - ABOVE_LINE - ROW * u32::try_from(row).unwrap_or(0);
        Mark { x, y, length, words }
    };
    Some(Line {
        width: WIDTH,
        height: base + BELOW,
        base,
        words: words(&spans),
        first: super::clock::day(first),
        last: super::clock::day(last),
        years: years(first, last),
        marks: placed.into_iter().map(mark).collect(),
    })
}

fn words(spans: &[(Date, Date, &EntryLine)]) -> String {
    let said = spans.iter().map(|(_, _, entry)| event(&entry.date, &entry.precision).words);
    format!("The dates of the list beneath, on a line of time: {}.", said.collect::<Vec<_>>().join("; "))
}

/// Where a day stands.
fn place(day: Date, first: Date, last: Date) -> u32 {
    let share = f64::from(days_between(first, day)) / f64::from(days_between(first, last).max(1));
    EDGE + (share * f64::from(WIDTH - 2 * EDGE)).round() as u32
}

fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days())
}

/// The beginnings of years that have room on the scale.
fn years(first: Date, last: Date) -> Vec<(u32, i16)> {
    let mut shown: Vec<(u32, i16)> = Vec::new();
    for year in first.year() + 1..=last.year() {
        let x = place(date(year, 1, 1), first, last);
        let apart = shown.last().is_none_or(|(before, _)| x >= before + YEAR);
        if apart && x > LABEL && x < WIDTH - LABEL {
            shown.push((x, year));
        }
    }
    shown
}

/// The first and the last day of a contract date; nothing for a season, whose days depend on the place.
fn days(value: &str, precision: &str) -> Option<(Date, Date)> {
    match precision {
        "day" => value.parse().ok().map(|day| (day, day)),
        "month" => month(value),
        "year" => year(value),
        "quarter" => {
            let (year, quarter) = value.split_once("-Q")?;
            let last = quarter.parse::<i8>().ok()?.checked_mul(3)?;
            let first = Date::new(year.parse().ok()?, last.checked_sub(2)?, 1).ok()?;
            Some((first, Date::new(first.year(), last, 1).ok()?.last_of_month()))
        }
        "week" => {
            let (year, week) = value.split_once("-W")?;
            let monday =
                jiff::civil::ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, jiff::civil::Weekday::Monday);
            let monday = monday.ok()?.date();
            Some((monday, monday.checked_add(jiff::Span::new().days(6)).ok()?))
        }
        "decade" => Some((year(&format!("{value}0"))?.0, year(&format!("{value}9"))?.1)),
        "range" => {
            let (from, to) = value.split_once('/')?;
            let (from, to) = (part(from)?.0, part(to)?.1);
            (from <= to).then_some((from, to))
        }
        _ => None,
    }
}

/// One end of a range.
fn part(value: &str) -> Option<(Date, Date)> {
    let day = value.parse().ok().map(|day: Date| (day, day));
    day.or_else(|| month(value)).or_else(|| year(value))
}

fn month(value: &str) -> Option<(Date, Date)> {
    let first: Date = format!("{value}-01").parse().ok()?;
    Some((first, first.last_of_month()))
}

fn year(value: &str) -> Option<(Date, Date)> {
    let first: Date = format!("{value}-01-01").parse().ok()?;
    Some((first, first.last_of_year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, precision: &str, expected: Option<(&str, &str)>) {
        let expected = expected.map(|(from, to)| (from.parse().unwrap(), to.parse().unwrap()));
        assert_eq!(days(value, precision), expected, "{value} {precision}");
    }

    #[test]
    fn a_date_is_as_long_as_it_is_known() {
        check("2025-10-20", "day", Some(("2025-10-20", "2025-10-20")));
        check("2025-02", "month", Some(("2025-02-01", "2025-02-28")));
        check("2024", "year", Some(("2024-01-01", "2024-12-31")));
        check("2025-Q3", "quarter", Some(("2025-07-01", "2025-09-30")));
        check("2025-W01", "week", Some(("2024-12-30", "2025-01-05")));
        check("199", "decade", Some(("1990-01-01", "1999-12-31")));
        check("2025-10/2025-12", "range", Some(("2025-10-01", "2025-12-31")));
        check("2025-12/2025-10", "range", None);
        check("2025-Q99", "quarter", None);
        check("2025-SU", "season", None);
        check("odd", "day", None);
    }

    fn drawn(dates: &[(&str, &str)]) -> Option<Line> {
        let entry = |(date, precision): &(&str, &str)| EntryLine {
            date: (*date).to_owned(),
            precision: (*precision).to_owned(),
            sentences: Vec::new(),
        };
        line(&dates.iter().map(entry).collect::<Vec<_>>())
    }

    #[test]
    fn marks_stand_by_their_time_and_never_on_each_other() {
        assert!(drawn(&[("2026-05-12", "day"), ("2026-05-12", "day")]).is_none() && drawn(&[]).is_none());
        let line = drawn(&[("2022", "year"), ("2026-05-11", "day"), ("2026-05-12", "day")]).unwrap();
        let places: Vec<_> = line.marks.iter().map(|mark| (mark.x, mark.length > 0)).collect();
        assert_eq!((places[0], places[2]), ((6, true), (334, false)));
        assert!(line.marks[1].y > line.marks[2].y, "one day apart: one above the other");
        assert!(line.marks.iter().all(|mark| mark.y >= 4 && mark.y < line.base), "above the line");
        assert_eq!(line.words, "The dates of the list beneath, on a line of time: 2022; 11 May 2026; 12 May 2026.");
        assert_eq!(line.years.iter().map(|(_, year)| *year).collect::<Vec<_>>(), [2024, 2025], "{:?}", line.years);
    }
}
