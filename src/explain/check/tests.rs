//! Claims about invented people, each wrong in one way. In: a source and a claim. Out: the verdict that must come.

use super::*;

const SOURCE: &str = "On 5 March the mayor of Orlevik, Ann Lee, opened the new bridge over the Tarn. \
    Police said at least 40 people were hurt when a crane fell on the market. \
    \"We will rebuild the market before winter,\" Lee told reporters. \
    The bridge cost 12 million euros and is 300 metres long. \
    Rebels attacked soldiers near the old harbour. \
    The council did not approve the plan. \
    The harbour may close in June. \
    Ticket prices rose by 7 percent after the vote.";

/// The outcome, and a word that one of the reasons must hold (any, where it is empty).
fn check_claim(text: &str, outcome: Outcome, reason: &str) {
    let verdict = check(&Claim { text, sources: &[SOURCE] });
    assert_eq!(verdict.outcome, outcome, "{text}: {:?}", verdict.reasons);
    assert!(verdict.reasons.iter().any(|said| said.contains(reason)), "{text}: {:?}", verdict.reasons);
    assert!((0.0..=1.0).contains(&verdict.score));
}

#[test]
fn words_of_the_source_are_supported() {
    for sentence in SOURCE.split_inclusive(". ") {
        check_claim(sentence.trim(), Outcome::Supported, "cover");
    }
    check_claim("The mayor of Orlevik opened the new bridge on March 5.", Outcome::Supported, "");
    check_claim("Rebels attacked not only soldiers near the old harbour.", Outcome::Supported, "");
    check_claim("Police said more than 30 people were hurt when a crane fell.", Outcome::Supported, "");
}

#[test]
fn each_wrong_thing_is_caught() {
    use Outcome::{Contradicted, NotFound};
    check_claim("The mayor of Orlevik, Ben Stroud, opened the new bridge.", Contradicted, "name Ben Stroud not found");
    check_claim("Police said at least 60 people were hurt.", Contradicted, "number 60 people not in the source");
    check_claim("The bridge is 300 miles long.", Contradicted, "number 300");
    check_claim("Ticket prices rose by 7 euros after the vote.", Contradicted, "number 7");
    check_claim("On 6 March the mayor opened the new bridge.", Contradicted, "date 6 March");
    check_claim("The mayor opened the new bridge in May 2019.", Contradicted, "date May");
    check_claim("The mayor of Orlevik did not open the new bridge.", Contradicted, "negated");
    check_claim("The council approved the plan.", Contradicted, "negates approved");
    check_claim("The harbour will close in June.", NotFound, "not sure of close");
    check_claim("Soldiers attacked rebels near the old harbour.", Contradicted, "sides swapped around attacked");
    check_claim("Lee told reporters \"we will rebuild the bridge before winter\".", Contradicted, "quote altered");
    check_claim("At least 40 people were hurt when a crane fell on the market.", NotFound, "attribution dropped");
    check_claim("Ticket prices fell by 7 percent after the vote.", Contradicted, "fell here, rose in the source");
    check_claim("A choir of children sang hymns in the snow.", NotFound, "too little");
}

/// The verdict on a claim about a source of its own.
fn outcome(source: &str, text: &str) -> Outcome {
    check(&Claim { text, sources: &[source] }).outcome
}

#[test]
fn a_word_of_the_same_meaning_will_do() {
    let source = "The firm purchased the old ferry and commenced repairs on its engine at the yard.";
    assert_eq!(outcome(source, "The company bought the old ferry and began repairs."), Outcome::Supported);
    assert_eq!(outcome(source, "The choir painted the old chapel and planted roses."), Outcome::NotFound);
}

#[test]
fn a_title_in_inverted_commas_is_no_quote() {
    let source = "Her third book is called Long Road to Tarn and sold well. It tells of a bridge.";
    assert_eq!(outcome(source, "Her third book is called \"Long Road: To Tarn\"."), Outcome::Supported);
    assert_eq!(outcome(source, "Her third book \"tells of a great bridge\"."), Outcome::NotFound);
}

#[test]
fn a_number_belongs_to_what_it_counts() {
    let source = "The ferry takes 70 cars. A choir of 40 sang on the quay. The tunnel has two lanes.";
    assert_eq!(outcome(source, "The ferry takes 70 cars."), Outcome::Supported);
    assert_eq!(outcome(source, "The ferry takes 40 cars."), Outcome::Contradicted);
}

#[test]
fn numbers_in_parts_are_one_number() {
    let source = "It costs twelve euro fifty to cross. Growth came to 3. 5 percent. The budget is 1. 2 million euros.";
    assert_eq!(outcome(source, "It costs 12.50 euro to cross."), Outcome::Supported);
    assert_eq!(outcome(source, "Growth came to 3.5 percent."), Outcome::Supported);
    assert_eq!(outcome(source, "The budget is 1.2 million euros."), Outcome::Supported);
    assert_eq!(outcome(source, "5) Growth came to 3.5 percent."), Outcome::Supported);
}

#[test]
fn a_name_that_opens_a_sentence_is_tested() {
    assert_eq!(outcome(SOURCE, "Stroudwick opened the new bridge over the Tarn."), Outcome::NotFound);
    assert_eq!(outcome(SOURCE, "Soldiers near the old harbour were attacked by rebels."), Outcome::Supported);
}

#[test]
fn states_have_several_names() {
    let source = "American ships left the port on Friday, and the BBC of London saw them go.";
    assert_eq!(outcome(source, "Ships of the United States left the port on Friday."), Outcome::Supported);
    assert_eq!(outcome(source, "Ships of the United Provinces left the port on Friday."), Outcome::NotFound);
}

#[test]
fn a_negation_may_be_told_in_other_words() {
    let talk = "I think the remote is dear. You know it's not very expensive for what we get. I like it, you like it.";
    assert_eq!(outcome(talk, "The remote was not too costly for what it does."), Outcome::Supported);
    let free = "Entry to the tower is free for all guests of the town.";
    assert_eq!(outcome(free, "Guests of the town have no-cost entry to the tower."), Outcome::Supported);
    assert_eq!(outcome(free, "Entry to the tower is not free for guests of the town."), Outcome::Contradicted);
}

#[test]
fn words_in_their_order_score_higher() {
    let score = |text| check(&Claim { text, sources: &[SOURCE] }).score;
    let (whole, turned) = ("Rebels attacked soldiers near the old harbour.", "Old rebels attacked near the harbour.");
    assert!(score(whole) > score(turned) && score(turned) > score("A choir sang."));
}

#[test]
fn a_sentence_without_end_is_read_in_parts() {
    let long = "Rebels attacked soldiers near the old harbour and ".repeat(40_000);
    let verdict = check(&Claim { text: &long, sources: &[&long, SOURCE] });
    assert!(verdict.score > 0.5, "{:?}", verdict.reasons);
}

#[test]
fn the_worst_sentence_counts() {
    let text = "Rebels attacked soldiers near the old harbour. The bridge cost 15 million euros.";
    check_claim(text, Outcome::Contradicted, "number 15 million");
}

#[test]
fn names_compare_without_capitals_where_the_source_has_none() {
    let source = ["the mayor of orlevik, ann lee, opened the bridge."];
    let verdict = |text| check(&Claim { text, sources: &source }).outcome;
    assert_eq!(verdict("The mayor of Orlevik, Ann Lee, opened the bridge."), Outcome::Supported);
    assert_eq!(verdict("The mayor of Orlevik, Ben Lee, opened the bridge."), Outcome::NotFound);
}

#[test]
fn nothing_to_hold_is_not_checked() {
    for (text, sources) in
        [("", vec!["Words."]), ("Words.", vec![]), ("Words.", vec!["", " \n"]), ("…", vec!["Words."])]
    {
        assert_eq!(check(&Claim { text, sources: &sources }).outcome, Outcome::NotChecked);
    }
}

#[test]
fn spans_are_the_closest_words() {
    let sources = ["A choir sang.", SOURCE];
    let verdict = check(&Claim { text: "Rebels attacked soldiers near the old harbour.", sources: &sources });
    let words: Vec<&str> = verdict.spans.iter().map(|(source, span)| span.of(sources[*source])).collect();
    assert_eq!(words, ["Rebels attacked soldiers near the old harbour."]);
}

#[test]
fn an_edit_that_breaks_a_statement_is_seen() {
    let cited = ["But Ann Lee, who is 52, said on Friday: \"We will rebuild.\""];
    for (text, expected) in [
        ("Ann Lee said on Friday: \"We will rebuild.\"", true),
        ("Ann Lee is 52.", true),
        ("Ann Lee is 53.", false),
        ("Ann Gray said on Friday: \"We will rebuild.\"", false),
        ("Ann Lee said on Monday: \"We will rebuild.\"", false),
        ("Ann Lee said: \"We shall rebuild.\"", false),
    ] {
        assert_eq!(stands(text, &cited, "en"), expected, "{text}");
    }
}

#[test]
fn foreign_bytes_never_panic() {
    for text in
        ["\u{feff}\"", "“”“", "1,2,,3.…%", "٣ من", "第12回。", "-–—", "a-", "’s", "$", "1e999 999999999999999999999"]
    {
        check(&Claim { text, sources: &[text, SOURCE] });
        check(&Claim { text: SOURCE, sources: &[text] });
        stands(text, &[text], "en");
    }
}
