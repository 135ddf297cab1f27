//! Cases of names: a text, and each mention as its words, its kind and the fullest form.

use super::super::dates::dates;
use super::super::tokens::Tokens;
use super::{Clusters, Knowledge, NameModel, names};

fn check(text: &str, expected: &[&str]) {
    check_in("en", text, expected);
}

fn check_in(language: &str, text: &str, expected: &[&str]) {
    let sentences = crate::text::sentences(text, language);
    let tokens = Tokens::new(text, &sentences, language);
    let (_, dated) = dates(&tokens, Some(jiff::civil::date(2025, 11, 19)), language);
    let found: Vec<String> =
        names(&tokens, &dated, Knowledge { model: NameModel::shipped(), clusters: Clusters::shipped() }, language)
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
fn titles_are_no_part_of_a_name() {
    check("He met South Korean President Oru Venn.", &["Oru Venn = person Oru Venn"]);
    check(
        "He met Prime Minister Oru Venn and Dr. Ann Holm.",
        &["Oru Venn = person Oru Venn", "Ann Holm = person Ann Holm"],
    );
}

#[test]
fn words_of_origin_are_no_part_of_a_name() {
    check("He works at Telmar-based Vellan Ltd now.", &["Vellan Ltd = organisation Vellan Ltd"]);
    check("He works at San Diego-headquartered Vellan Ltd now.", &["Vellan Ltd = organisation Vellan Ltd"]);
}

#[test]
fn a_town_is_not_short_for_its_bank() {
    let found = ["Leeds = place Leeds", "Leeds Bank = organisation Leeds Bank"];
    check("She is from Leeds and works at the Leeds Bank there.", &found);
}

#[test]
fn a_club_is_not_short_for_a_person() {
    check(
        "Chelsea Holm watched. Chelsea beat Arsenal there.",
        &["Chelsea Holm = person Chelsea Holm", "Chelsea = organisation Chelsea", "Arsenal = organisation Arsenal"],
    );
}

#[test]
fn acronyms_without_brackets() {
    check(
        "The Vellan Free Union agreed. Men of the VFU left for the United States. The US said nothing.",
        &[
            "Vellan Free Union = organisation Vellan Free Union",
            "VFU = organisation Vellan Free Union",
            "United States = place United States",
            "US = place United States",
        ],
    );
}

#[test]
fn forms_of_one_person() {
    check(
        "Senior General Min Oru Tan spoke. Later Min Oru Tan left, and Gen. Min Oru Tan was gone.",
        &["Min Oru Tan = person Min Oru Tan", "Min Oru Tan = person Min Oru Tan", "Min Oru Tan = person Min Oru Tan"],
    );
}

#[test]
fn demonyms_stand_apart() {
    check(
        "North Korean and Costa Rican farmers left North Korea.",
        &["North Korean = other North Korean", "Costa Rican = other Costa Rican", "North Korea = place North Korea"],
    );
}

#[test]
fn every_mention_tells_of_its_kind() {
    let text = "Ann Holm said so.";
    let sentences = crate::text::sentences(text, "en");
    let tokens = Tokens::new(text, &sentences, "en");
    let knowledge = Knowledge { model: NameModel::shipped(), clusters: Clusters::shipped() };
    let found = names(&tokens, &vec![false; tokens.len()], knowledge, "en");
    assert_eq!(found[0].evidence.kind(), crate::model::NameKind::Person, "{found:?}");
}

#[test]
fn others_and_none() {
    check("He met a Thai farmer.", &["Thai = other Thai"]);
    check("Yesterday it rained. Farmers left. In May they will return on Monday.", &[]);
    check("Authorities said so. Residents of the town left.", &[]);
    check("MINISTER SAYS FLOODS ARE OVER NOW", &[]);
    check("“Nobody came,” he said. Nothing more.", &[]);
}

#[test]
fn german_nouns_are_no_names() {
    check_in("de", "Die Täter flohen, und der Schaden ist groß. Rund drei Millionen Euro Schaden entstanden.", &[]);
    check_in("de", "Anonyme Beschwerden kamen an. Der Kapitän von Bord ging, Teile Kenias waren ohne Strom.", &[]);
    check_in("de", "Nach Angaben der Regierung ist die Lage in München ernst.", &["München = place München"]);
    check_in(
        "de",
        "Innenministerin Anna Holm sprach am Montag in Berlin. Später sagte Holm nichts.",
        &["Anna Holm = person Anna Holm", "Berlin = place Berlin", "Holm = person Anna Holm"],
    );
}

#[test]
fn names_of_other_languages() {
    check_in(
        "pt",
        "Ele visitou São Paulo e Porto Alegre.",
        &["São Paulo = place São Paulo", "Porto Alegre = place Porto Alegre"],
    );
    check_in("fr", "Le maire Paul Holm vit à Lyon.", &["Paul Holm = person Paul Holm", "Lyon = place Lyon"]);
}
