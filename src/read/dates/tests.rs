//! Cases of dates: a text, and what stands there with its value.

mod bound;
mod calendars;
mod tense;

use super::super::tokens::Tokens;
use super::dates;
use jiff::civil::date;

/// Published on Wednesday, 19 November 2025.
fn found(text: &str, language: &str, dated: bool) -> Vec<String> {
    let sentences = crate::text::sentences(text, language);
    let tokens = Tokens::new(text, &sentences, language);
    let published = dated.then(|| date(2025, 11, 19));
    let (mentions, _) = dates(&tokens, published, language);
    mentions.iter().map(|mention| format!("{} = {}", mention.span.of(text), mention.time.value())).collect()
}

fn check_in(language: &str, text: &str, expected: &[&str]) {
    assert_eq!(found(text, language, true), expected, "dates of {text:?}");
}

fn check(text: &str, expected: &[&str]) {
    check_in("en", text, expected);
}

#[test]
fn days() {
    check("It fell on May 5, 2024.", &["May 5, 2024 = 2024-05-05"]);
    check("It fell on 5 May 2024 and Jan. 7.", &["5 May 2024 = 2024-05-05", "Jan. 7 = 2025-01-07"]);
    check("the 3rd of October", &["the 3rd of October = 2025-10-03"]);
    check("On Monday, November 17, it rained.", &["Monday, November 17 = 2025-11-17"]);
    check(
        "See 2025-10-20, 20.10.2025, 20/10/2025 or 10/20/2025.",
        &["2025-10-20 = 2025-10-20", "20.10.2025 = 2025-10-20", "20/10/2025 = 2025-10-20", "10/20/2025 = 2025-10-20"],
    );
    check("In May 5 million people left.", &["May = 2025-05"]);
}

#[test]
fn near_the_day_of_publication() {
    check(
        "Today, not yesterday; tomorrow.",
        &["Today = 2025-11-19", "yesterday = 2025-11-18", "tomorrow = 2025-11-20"],
    );
    check("They met last night.", &["last night = 2025-11-18"]);
    check("They met on Tuesday.", &["Tuesday = 2025-11-18"]);
    check("They met on Wednesday.", &["Wednesday = 2025-11-19"]);
    check("They will meet on Friday.", &["Friday = 2025-11-21"]);
    check("The plant will close, the firm said on Friday.", &["Friday = 2025-11-14"]);
    check("They met last Wednesday and next Friday.", &["last Wednesday = 2025-11-12", "next Friday = 2025-11-21"]);
    check("Three days ago and two years ago.", &["Three days ago = 2025-11-16", "two years ago = 2023"]);
    check(
        "It began last week, last month and last year.",
        &["last week = 2025-W46", "last month = 2025-10", "last year = 2024"],
    );
}

#[test]
fn longer_stretches() {
    check("In March 2019, since late June, in 2012.", &["March 2019 = 2019-03", "late June = 2025-06", "2012 = 2012"]);
    check("from 5 to 9 March", &["5 to 9 March = 2026-03-05/2026-03-09"]);
    check("on March 5-9, 2024", &["March 5-9, 2024 = 2024-03-05/2024-03-09"]);
    check("the 1980s and the 19th century", &["the 1980s = 198", "the 19th century = 18"]);
    check("the first quarter of 2010, summer 2011", &["the first quarter of 2010 = 2010-Q1", "summer 2011 = 2011-SU"]);
    check("In 2568 BE it flooded.", &["2568 BE = 2025"]);
}

#[test]
fn lengths_and_repeats() {
    check("It took three months.", &["three months = P3M"]);
    check("A two-year plan, for decades.", &["two-year = P2Y", "decades = PXDE"]);
    check(
        "It opens every Monday and is now daily.",
        &["every Monday = XXXX-WXX-1", "now = PRESENT_REF", "daily = P1D"],
    );
}

#[test]
fn no_dates() {
    check("He may march on 2,198 people and 2000 soldiers.", &[]);
    check("April Holm paid $1999 on flight 1950.", &[]);
    assert_eq!(found("It rained on Monday, May 5.", "en", false), Vec::<String>::new());
    assert_eq!(found("It rained in May 2019.", "en", false), ["May 2019 = 2019-05"]);
}

#[test]
fn other_languages() {
    check_in("de", "Am 5. Januar 2024 und gestern.", &["5. Januar 2024 = 2024-01-05", "gestern = 2025-11-18"]);
    check_in("de", "Am Montag, vor drei Tagen", &["Montag = 2025-11-17", "vor drei Tagen = 2025-11-16"]);
    check_in("es", "el 5 de mayo de 2024, ayer", &["5 de mayo de 2024 = 2024-05-05", "ayer = 2025-11-18"]);
    check_in("fr", "le 1er mai 2024, lundi", &["1er mai 2024 = 2024-05-01", "lundi = 2025-11-17"]);
    check_in("pt", "em 5 de março de 2024", &["5 de março de 2024 = 2024-03-05"]);
    check_in("it", "il 5 maggio 2024, ieri", &["5 maggio 2024 = 2024-05-05", "ieri = 2025-11-18"]);
    check_in("ru", "5 мая 2024 года и вчера", &["5 мая 2024 года = 2024-05-05", "вчера = 2025-11-18"]);
}

#[test]
fn digits_with_stops_are_day_first() {
    check_in("de", "Am 12.03.2024 und 05.03.2024.", &["12.03.2024 = 2024-03-12", "05.03.2024 = 2024-03-05"]);
    check_in("fr", "Le 05/03/2024.", &["05/03/2024 = 2024-03-05"]);
}
