//! `backstory compare` on invented sentences: one case per relation. In: pairs. Out: how they stand.
//! Never: a sentence of a paper.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// What the filter says of some pairs.
fn compared(pairs: &[Value]) -> (Vec<Value>, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .arg("compare")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = pairs.iter().map(|pair| format!("{pair}\n")).collect();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

/// Two sentences of one day, the figure of each, and how they stand.
fn figures(a: (&str, &str), b: (&str, &str), relation: &str) {
    later(a, b, ["2031-03-18", "2031-03-18"], relation);
}

/// The same with the times of the two papers.
fn later(a: (&str, &str), b: (&str, &str), published: [&str; 2], relation: &str) {
    let pair = json!({"id": "p", "kind": "figure", "a": a.0, "a_figure": a.1, "b": b.0, "b_figure": b.1,
        "published_a": published[0], "published_b": published[1]});
    let (lines, code) = compared(&[pair]);
    let line = &lines[0];
    assert_eq!((&line["relation"], code), (&json!(relation), Some(0)), "{} / {}", a.0, b.0);
    assert_eq!(line["conflict"], json!(relation == "conflict"), "{line}");
    assert_eq!(line["same"], json!(relation == "same"), "{line}");
    assert!(line["score"].as_f64().is_some_and(|score| (0.0..=1.0).contains(&score)), "{line}");
}

const MINE: (&str, &str) = ("A fire in the Brenlow mine on Monday killed 17 miners, the governor said.", "17");

#[test]
fn two_tolls_of_one_fire_conflict() {
    figures(MINE, ("The fire in the Brenlow mine killed 23 miners on Monday, the union said.", "23"), "conflict");
    figures(
        ("The ferry fire off Sorvik injured 19 people.", "19"),
        ("At least 30 people were hurt when the ferry caught fire off Sorvik.", "At least 30 people"),
        "conflict",
    );
}

#[test]
fn the_same_toll_in_other_words_is_the_same() {
    figures(MINE, ("The fire in the Brenlow mine left 17 miners dead on Monday.", "17"), "same");
}

#[test]
fn a_tally_of_a_later_paper_is_revised() {
    let later_toll = ("The fire in the Brenlow mine killed 23 miners on Monday, the governor said.", "23");
    later(MINE, later_toll, ["2031-03-18T08:00:00Z", "2031-03-19T08:00:00Z"], "revised");
    let earlier = ("The governor earlier said the fire in the Brenlow mine on Monday killed 14 miners.", "14");
    figures(MINE, earlier, "revised");
}

#[test]
fn what_does_not_grow_is_not_revised_by_time() {
    let nine = ("The council of Orsk owns 19 village schools in the valley.", "19 village schools");
    let seven = ("The council of Orsk owns 17 village schools in the valley.", "17 village schools");
    later(nine, seven, ["2031-03-18T08:00:00Z", "2031-03-19T08:00:00Z"], "conflict");
    // In nine days two schools may have been sold.
    later(nine, seven, ["2031-03-10T08:00:00Z", "2031-03-19T08:00:00Z"], "other_scope");
}

#[test]
fn a_part_is_no_contradiction() {
    let part = ("The fire in the Brenlow mine killed 24 people on Monday, including 17 miners.", "17");
    figures(("The fire in the Brenlow mine killed 24 people on Monday.", "24"), part, "of_which");
    let more = ("Another 12 miners were killed by the fire in the Brenlow mine on Monday.", "12 miners");
    // Twelve beside another number are no part of seventeen, unless both make it up.
    figures(MINE, more, "other_scope");
    let rest =
        ("Five clerks and another 12 miners were killed by the fire in the Brenlow mine on Monday.", "12 miners");
    figures(MINE, rest, "of_which");
}

#[test]
fn bounds_that_meet_are_compatible() {
    let nearly = ("Nearly 200 people were arrested at the harbour march in Orsk.", "Nearly 200 people");
    figures(("Police arrested 197 people at the harbour march in Orsk.", "197"), nearly, "compatible");
    let dozens = ("Dozens of people were hurt in the Sorvik ferry fire.", "Dozens");
    figures(("The Sorvik ferry fire hurt 41 people.", "41"), dozens, "compatible");
}

#[test]
fn other_places_times_states_and_rates_are_other_scopes() {
    let elsewhere = ("A fire in the Tarnholm mine on Monday killed 23 miners, the governor said.", "23");
    figures(MINE, elsewhere, "other_scope");
    figures(
        MINE,
        ("The fire in the Brenlow mine on Monday injured 23 miners, the governor said.", "23"),
        "other_scope",
    );
    figures(MINE, ("Fires in the Brenlow mine kill 23 miners every year, the governor said.", "23"), "other_scope");
    let suspected = ("The port of Orsk has 31 suspected cases of the fever.", "31 suspected cases");
    figures(("The port of Orsk has 22 confirmed cases of the fever.", "22 confirmed cases"), suspected, "other_scope");
}

#[test]
fn figures_of_other_units_have_nothing_to_do_with_each_other() {
    figures(
        ("The bridge cost 40 million euros.", "40 million euros"),
        ("The bridge is 40 km long.", "40 km"),
        "unrelated",
    );
}

/// What a case shows, how its two sentences of one day stand, and each sentence with its figure.
type Case = (&'static str, &'static str, (&'static str, &'static str), (&'static str, &'static str));

const CASES: &[Case] = &[
    (
        "two tolls of one day",
        "conflict",
        ("The fire in Sorvik killed 12 people.", "12"),
        ("The fire in Sorvik killed 15 people.", "15"),
    ),
    (
        "a floor below the number",
        "compatible",
        ("The fire in Sorvik killed at least 12 people.", "at least 12"),
        ("The fire in Sorvik killed 15 people.", "15"),
    ),
    (
        "a rounded number",
        "compatible",
        ("The fire in Sorvik hurt about 1,100 people.", "about 1,100"),
        ("The fire in Sorvik hurt 1,140 people.", "1,140"),
    ),
    (
        "neighbours that nobody rounds",
        "conflict",
        ("The gunman in Sorvik killed 58 people.", "58"),
        ("The gunman in Sorvik killed 59 people.", "59"),
    ),
    (
        "another state",
        "other_scope",
        ("The fire in Sorvik killed 12 people.", "12"),
        ("The fire in Sorvik injured 15 people.", "15"),
    ),
    (
        "another kind",
        "other_scope",
        ("The fire in Sorvik destroyed 12 houses.", "12"),
        ("The fire in Sorvik destroyed 15 boats.", "15"),
    ),
    (
        "another place",
        "other_scope",
        ("The floods killed 12 people in Norway.", "12"),
        ("The floods killed 15 people in Finland.", "15"),
    ),
    (
        "a part of them",
        "of_which",
        ("The fire in Sorvik destroyed 15 houses.", "15"),
        ("The fire in Sorvik destroyed many houses, including six houses at the harbour.", "six"),
    ),
    (
        "the whole after among",
        "conflict",
        ("Two nurses were among 12 people killed by the fire in Sorvik.", "12"),
        ("The fire in Sorvik killed 15 people.", "15"),
    ),
    (
        "a count of the world",
        "other_scope",
        ("The fever has killed 80 people in Norway.", "80"),
        ("The fever has killed 90 people worldwide.", "90"),
    ),
    (
        "a rate",
        "other_scope",
        ("Each year the fever kills 300 people in Norway.", "300"),
        ("The fever killed 500 people in Norway.", "500"),
    ),
    (
        "a count that has risen",
        "revised",
        ("The fire in Sorvik killed 12 people.", "12"),
        ("The toll of the fire in Sorvik has risen to 15 people killed.", "15"),
    ),
    (
        "a sentence with both numbers",
        "other_scope",
        ("Hansen ran 69 yards and Berg ran 75 yards in Sorvik.", "69 yards"),
        ("Hansen ran 69 yards and Berg ran 75 yards, as Sorvik won.", "75 yards"),
    ),
    (
        "a sum and what is in it",
        "other_scope",
        ("A total of 94 grams of the drug were seized in Sorvik.", "94 grams"),
        ("Officers seized 71 grams of the drug in Sorvik.", "71 grams"),
    ),
    (
        "a distance",
        "conflict",
        ("The mine lies 20 miles from the port of Sorvik.", "20 miles"),
        ("The mine lies 35 miles from the port of Sorvik.", "35 miles"),
    ),
    (
        "another year",
        "other_scope",
        ("The fire in Sorvik killed 12 people in 2011.", "12"),
        ("The fire in Sorvik killed 15 people in 2019.", "15"),
    ),
];

#[test]
fn figures_of_one_day_stand_as_named_either_way_round() {
    let day = "2025-03-04";
    let pair = |a: (&str, &str), b: (&str, &str)| json!({"id": "p", "kind": "figure", "a": a.0, "a_figure": a.1, "b": b.0, "b_figure": b.1, "published_a": day, "published_b": day});
    let pairs: Vec<Value> = CASES.iter().flat_map(|(_, _, a, b)| [pair(*a, *b), pair(*b, *a)]).collect();
    let (lines, _) = compared(&pairs);
    for ((name, relation, _, _), both) in CASES.iter().zip(lines.chunks(2)) {
        assert!(both.iter().all(|line| line["relation"] == *relation), "{name}: {both:?}");
    }
}

#[test]
fn tolls_stand_by_when_they_were_published() {
    let (twelve, fifteen) =
        (("The fire in Sorvik killed 12 people.", "12"), ("The fire in Sorvik killed 15 people.", "15"));
    later(twelve, fifteen, ["2025-03-04T08:00:00Z", "2025-03-04T09:00:00Z"], "revised");
    later(twelve, fifteen, ["2025-03-04", "2025-03-05"], "revised");
    // A smaller number is no growth.
    later(twelve, fifteen, ["2025-03-05", "2025-03-04"], "conflict");
}

/// Answers to one question, each with its group.
fn answers(question: &str, given: &[(&str, u8)]) {
    let mut pairs = Vec::new();
    for (at, (a, of_a)) in given.iter().enumerate() {
        for (b, of_b) in &given[at + 1..] {
            pairs.push((
                json!({"id": format!("{a}/{b}"), "kind": "answer", "question": question, "a": a, "b": b}),
                of_a == of_b,
            ));
        }
    }
    let (lines, _) = compared(&pairs.iter().map(|(pair, _)| pair.clone()).collect::<Vec<Value>>());
    for (line, (_, same)) in lines.iter().zip(&pairs) {
        assert_eq!(
            (&line["same"], &line["relation"]),
            (&json!(same), &json!(if *same { "same" } else { "unrelated" })),
            "{line}"
        );
    }
}

#[test]
fn answers_are_the_same_by_what_they_say_beyond_the_question() {
    let given = [
        ("heavy rain had weakened the dam", 1),
        ("the rain of the past weeks", 1),
        ("engineers ignored cracks in the wall", 2),
        ("cracks that nobody repaired", 2),
    ];
    answers("Why did the dam at Orsk break?", &given);
}

#[test]
fn words_of_one_sense_and_not_words_of_saying_make_answers_alike() {
    let given = [("the union announced lower wages", 1), ("a cut in pay", 1), ("the union announced longer shifts", 2)];
    answers("Why did the dockers of Sorvik walk out?", &given[..2]);
    answers("Why did the dockers of Sorvik walk out?", &given[1..]);
}

#[test]
fn lines_come_in_order_and_a_bad_one_is_named() {
    let pair = |id: &str, kind: &str| json!({"id": id, "kind": kind, "a": "rain", "b": "rain"});
    let (lines, code) = compared(&[pair("1", "answer"), pair("2", "riddle"), pair("3", "figure"), pair("4", "answer")]);
    let ids: Vec<&str> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
    assert_eq!((ids, code), (vec!["1", "3", "4"], Some(1)));
    assert_eq!((&lines[0]["relation"], &lines[1]["relation"]), (&json!("same"), &json!("unrelated")));
}
