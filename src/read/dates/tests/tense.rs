//! Cases of past and future, of extents, lengths and loose times.

use super::check;

#[test]
fn past_or_future() {
    check("It must be paid by Friday.", &["Friday = 2025-11-21"]);
    check("By Friday, 300 had died.", &["Friday = 2025-11-14"]);
    check("She would resign on Thursday.", &["Thursday = 2025-11-20"]);
    check("The strike, which will hurt many, was called on Monday.", &["Monday = 2025-11-17"]);
    check("The firm said on Friday it will close.", &["Friday = 2025-11-14"]);
    check("Shops stay closed until Friday.", &["Friday = 2025-11-21"]);
    check("The mine has kept its gates closed until Friday.", &["Friday = 2025-11-21"]);
    check("The fair opens Saturday.", &["Saturday = 2025-11-22"]);
}

#[test]
fn weekdays() {
    check("On Sun. Dec. 28 it began.", &["Sun. Dec. 28 = 2025-12-28"]);
    check("The Sun shone; she wed and sat.", &[]);
    check("See you on Wed.", &["Wed = 2025-11-19"]);
    check("Monday of last week", &["Monday of last week = 2025-11-10"]);
    check("Shops open until Friday\nNovember 18, 2025", &["Friday = 2025-11-21", "November 18, 2025 = 2025-11-18"]);
    check("They meet on Mondays.", &["Mondays = XXXX-WXX-1"]);
}

#[test]
fn extents() {
    check("By the end of this year", &["the end of this year = 2025"]);
    check(
        "Late Tuesday, early next year, earlier today",
        &["Late Tuesday = 2025-11-18", "early next year = 2026", "earlier today = 2025-11-19"],
    );
    check("the last week of March", &["the last week of March = 2025-W13"]);
    check("October of next year, March last year", &["October of next year = 2026-10", "March last year = 2024-03"]);
    check("from 28 March to 2 April 2011", &["28 March = 2011-03-28", "2 April 2011 = 2011-04-02"]);
    check("nearly five months, more than a year", &["nearly five months = P5M", "more than a year = P1Y"]);
    check("Since the September 11 attacks", &["September 11 = 2001-09-11"]);
}

#[test]
fn lengths() {
    check(
        "two and a half years, 2½ hours, a year and a half",
        &["two and a half years = P2.5Y", "2½ hours = PT2.5H", "a year and a half = P1.5Y"],
    );
    check("six straight days, a 37-year-old", &["six straight days = P6D", "37-year-old = P37Y"]);
    check("It sells 15 a year and twice a week.", &["a year = P1Y", "twice a week = P1W"]);
    check("It is not a day for jokes.", &[]);
}

#[test]
fn loose_times() {
    check("as soon as possible, the most recent one, now that", &[]);
    check(
        "In recent years, in the past, in the near future",
        &["recent years = PAST_REF", "the past = PAST_REF", "the near future = FUTURE_REF"],
    );
    check("in the coming weeks, these days", &["the coming weeks = FUTURE_REF", "these days = PRESENT_REF"]);
    check("every other day, each year", &["every other day = P2D", "each year = P1Y"]);
}

#[test]
fn any_weekday_and_the_one() {
    check("It fell on a Friday.", &[]);
    check("In a Tuesday meeting they agreed.", &["Tuesday = 2025-11-18"]);
    check("Friday the 13th, last March 5", &["Friday the 13th = 2026-02-13", "last March 5 = 2025-03-05"]);
    check("On the morning of November 3", &["the morning of November 3 = 2025-11-03"]);
    check("over the last decade", &["the last decade = P10Y"]);
}

#[test]
fn days_without_a_year() {
    check("The ban took effect on Jan. 1.", &["Jan. 1 = 2025-01-01"]);
    check("The vote was postponed until Jan. 15.", &["Jan. 15 = 2026-01-15"]);
    check("They agreed to meet on Sunday at 8 a.m.", &["Sunday = 2025-11-23", "8 a.m. = 2025-11-23"]);
    check(
        "On 25 April 2015 it shook. A day later help came. On May 12 it shook again.",
        &["25 April 2015 = 2015-04-25", "A day later = 2015-04-26", "May 12 = 2015-05-12"],
    );
}
