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
    check_claim("The mayor of Orlevik, Ben Stroud, opened the new bridge.", NotFound, "name Ben Stroud not found");
    check_claim("Police said at least 60 people were hurt.", Contradicted, "number 60 not in the source");
    check_claim("The bridge is 300 miles long.", NotFound, "number 300");
    check_claim("Ticket prices rose by 7 euros after the vote.", NotFound, "number 7");
    check_claim("On 6 March the mayor opened the new bridge.", Contradicted, "date 6 March");
    check_claim("The mayor opened the new bridge in May 2019.", NotFound, "date May");
    check_claim("The mayor of Orlevik did not open the new bridge.", Contradicted, "negated");
    check_claim("The council approved the plan.", Contradicted, "negates approved");
    check_claim("The harbour will close in June.", NotFound, "not sure of close");
    check_claim("Soldiers attacked rebels near the old harbour.", Contradicted, "sides swapped around attacked");
    check_claim("Lee told reporters \"we will rebuild the bridge before winter\".", NotFound, "quote altered");
    check_claim("At least 40 people were hurt when a crane fell on the market.", NotFound, "attribution dropped");
    check_claim("Ticket prices fell by 7 percent after the vote.", Contradicted, "fell here, rose in the source");
    check_claim("A choir of children sang hymns in the snow.", NotFound, "too little");
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
