//! Cases of names: a text, and each mention as its words, its kind and the fullest form.

use super::super::dates::dates;
use super::super::tokens::Tokens;
use super::names;

fn check(text: &str, expected: &[&str]) {
    let sentences = crate::text::sentences(text, "en");
    let tokens = Tokens::new(text, &sentences, "en");
    let (_, dated) = dates(&tokens, Some(jiff::civil::date(2025, 11, 19)), "en");
    let found: Vec<String> = names(&tokens, &dated)
        .iter()
        .map(|found| format!("{} = {} {}", found.span.of(text), found.kind.as_str(), found.name))
        .collect();
    assert_eq!(found, expected, "names of {text:?}");
}

#[test]
fn persons() {
    check("The mayor, Ann Holm, spoke. Later Holm left.", &["Ann Holm = person Ann Holm", "Holm = person Ann Holm"]);
    check("They met Mr. Vellan and Gen. Ro Tan.", &["Vellan = person Vellan", "Ro Tan = person Ro Tan"]);
    check("It was said by President Oru Venn on Monday.", &["Oru Venn = person Oru Venn"]);
    check("It hurt Tessel, 45, a farmer.", &["Tessel = person Tessel"]);
    check("They saw Omar bin Tessel there.", &["Omar bin Tessel = person Omar bin Tessel"]);
}

#[test]
fn places() {
    check("The mine lies in Vellan, near Lake Oru.", &["Vellan = place Vellan", "Lake Oru = place Lake Oru"]);
    check(
        "They flew from Thailand to the United States.",
        &["Thailand = place Thailand", "United States = place United States"],
    );
    check("Floods hit Tarn province.", &["Tarn = place Tarn"]);
}

#[test]
fn organisations() {
    check(
        "He works at Vellan Ltd and the Ministry of Mines.",
        &["Vellan Ltd = organisation Vellan Ltd", "Ministry of Mines = organisation Ministry of Mines"],
    );
    check(
        "The Vellan Free Union (VFU) agreed. Men of the VFU left.",
        &[
            "Vellan Free Union = organisation Vellan Free Union",
            "VFU = organisation Vellan Free Union",
            "VFU = organisation Vellan Free Union",
        ],
    );
}

#[test]
fn others_and_none() {
    check("He met a Thai farmer.", &["Thai = other Thai"]);
    check("Yesterday it rained. Farmers left. In May they will return on Monday.", &[]);
    check("MINISTER SAYS FLOODS ARE OVER NOW", &[]);
    check("“Nobody came,” he said. Nothing more.", &[]);
}
