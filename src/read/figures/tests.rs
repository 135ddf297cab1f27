//! Cases of figures: a text, and each figure as its words, its ends, its unit and what it counts.

use super::super::dates::dates;
use super::super::tokens::Tokens;
use super::figures;

fn check(text: &str, expected: &[&str]) {
    let sentences = crate::text::sentences(text, "en");
    let tokens = Tokens::new(text, &sentences, "en");
    let (_, dated) = dates(&tokens, None, "en");
    let show = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), |end| end.to_string());
    let found: Vec<String> = figures(&tokens, &dated, "en")
        .iter()
        .map(|found| {
            format!("{} = {}..{} {} {}", found.span.of(text), show(found.low), show(found.high), found.unit, found.of)
        })
        .map(|line| line.trim_end().to_owned())
        .collect();
    assert_eq!(found, expected, "figures of {text:?}");
}

#[test]
fn counts() {
    check("The firm has 2,198 workers.", &["2,198 = 2198..2198 count workers"]);
    check("Twenty-five scam workers left.", &["Twenty-five = 25..25 count scam workers"]);
    check("It sold 3.5 million tickets.", &["3.5 million = 3500000..3500000 count tickets"]);
    check(
        "a dozen boats and two hundred and six nets",
        &["a dozen = 12..12 count boats", "two hundred and six = 206..206 count nets"],
    );
}

#[test]
fn bounds() {
    check("At least 40 miners were trapped.", &["At least 40 = 40..? count miners trapped"]);
    check("more than 300 homes", &["more than 300 = 300..? count homes"]);
    check("up to 90 days of rain and 20 or more boats", &["20 or more = 20..? count boats"]);
    check("about 200 people", &["about 200 = 180..220 count people"]);
    check("between 10 and 20 boats", &["10 and 20 = 10..20 count boats"]);
    check(
        "dozens of soldiers; hundreds of thousands of homes",
        &["dozens = 24..? count soldiers", "hundreds of thousands = 200000..? count homes"],
    );
}

#[test]
fn states() {
    check("The blast hit a market, killing 12.", &["12 = 12..12 count people killed"]);
    check("12 were killed", &["12 = 12..12 count people killed"]);
    check("30 villagers were injured", &["30 = 30..30 count villagers injured"]);
    check("It left 12 dead.", &["12 = 12..12 count people killed"]);
}

#[test]
fn units() {
    check("It cost $3.2 million.", &["$3.2 million = 3200000..3200000 USD"]);
    check("They paid 500 Thai baht and 20 euros.", &["500 Thai baht = 500..500 THB", "20 euros = 20..20 EUR"]);
    check("Rents rose 4.5% and wages 3 per cent.", &["4.5% = 4.5..4.5 percent", "3 per cent = 3..3 percent"]);
    check("40 percent of the voters", &["40 percent = 40..40 percent voters"]);
    check("It lies 12 km away.", &["12 km = 12..12 km"]);
}

#[test]
fn no_figures() {
    check("In 2019, on 5 May 2020, at 18:00 and 5 p.m.", &[]);
    check("Ann Holm, 45, won 3-2 in her 5th match with version 3.5.1.", &[]);
    check("Flight 204 left from room 12; call 555-1234.", &[]);
    check("One of them left. The Boeing 737 stayed.", &[]);
}

#[test]
fn a_count_that_reaches_a_number() {
    check(
        "The army raised the number of people detained at the mill to 1,527.",
        &["1,527 = 1527..1527 count people detained"],
    );
    check("The death toll from the flood rose to 87.", &["87 = 87..87 count people killed"]);
    check("The tally of ships was 19.", &["19 = 19..19 count ships"]);
}
