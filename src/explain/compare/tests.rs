//! Cases of comparing: answers, words and figures. In: invented answers and sentences. Out: how they stand to each other.

use super::answers::{AnswerPair, answers};
use super::senses::{Bag, alike, stems};
use super::{FigureSide, figures};
use crate::model::{Article, ArticleDraft, ArticleId, Moment, Published, Span};
use crate::read;

fn pair<'a>(question: &'a str, a: &'a str, b: &'a str) -> AnswerPair<'a> {
    AnswerPair { question, a, b, a_context: a, b_context: b }
}

#[test]
fn words_of_one_sense_are_alike() {
    let stem = |word: &str| stems(word, "en").remove(0);
    assert!(alike(&stem("killed"), &stem("deaths")) && alike(&stem("arrested"), &stem("detained")));
    assert!(!alike(&stem("killed"), &stem("arrested")));
}

#[test]
fn light_words_weigh_little() {
    let bag = |text: &str| Bag::new(stems(text, "en"));
    let light = bag("officials announced the mayor's plan").likeness(&bag("officials announced snow"));
    let heavy = bag("the mayor's plan").likeness(&bag("a plan of the mayor"));
    assert!(light < 0.2 && heavy > 0.9, "{light} {heavy}");
}

#[test]
fn two_answers_that_a_third_is_like_are_more_alike() {
    let question = "Why did the ferry sink?";
    let (a, b, third) = ("rocks near Sorvik harbour", "a reef in the harbour mouth", "rocks and a reef by the harbour");
    let alone = answers(&[pair(question, a, b)])[0].score;
    let together = answers(&[pair(question, a, b), pair(question, a, third), pair(question, b, third)])[0].score;
    assert!(together > alone, "{together} {alone}");
}

#[test]
fn another_question_is_no_evidence() {
    let (a, b, third) = ("rocks near the harbour", "a reef in the harbour", "rocks and a reef by the harbour");
    let alone = answers(&[pair("Why?", a, b)])[0].score;
    let beside = answers(&[pair("Why?", a, b), pair("How?", a, third), pair("How?", b, third)])[0].score;
    assert!((beside - alone).abs() < 1e-12);
}

/// How the figures of two sentences stand, as `compare` says it: (day or time, sentence, figure) twice.
fn standing(a: (&str, &str, &str), b: (&str, &str, &str)) -> &'static str {
    let read = |(published, text, words): (&str, &str, &str)| {
        let draft = ArticleDraft {
            text: text.to_owned(),
            published: Moment::parse(published).map(Published),
            language: Some("en".to_owned()),
            ..ArticleDraft::default()
        };
        let article = Article::new(ArticleId::derive(None, "", "", text), draft).expect("an article");
        let start = text.find(words).expect("the figure");
        let at = Span::new(start, start + words.len()).expect("a span");
        (read::read(&article, &read::Options::default()), at, article.published())
    };
    let ((of_a, at_a, day_a), (of_b, at_b, day_b)) = (read(a), read(b));
    let side_a = FigureSide { text: a.1, reading: &of_a, at: at_a, published: day_a };
    let side_b = FigureSide { text: b.1, reading: &of_b, at: at_b, published: day_b };
    figures(&side_a, &side_b).standing.as_str()
}

const DAY: &str = "2025-03-04";

#[test]
fn figures_of_one_day() {
    let cases = [
        (
            "two tolls of one day",
            "conflict",
            "The fire in Sorvik killed 12 people.",
            "12",
            "The fire in Sorvik killed 15 people.",
            "15",
        ),
        (
            "a floor below the number",
            "compatible",
            "The fire in Sorvik killed at least 12 people.",
            "at least 12",
            "The fire in Sorvik killed 15 people.",
            "15",
        ),
        (
            "a rounded number",
            "compatible",
            "The fire in Sorvik hurt about 1,100 people.",
            "about 1,100",
            "The fire in Sorvik hurt 1,140 people.",
            "1,140",
        ),
        (
            "neighbours that nobody rounds",
            "conflict",
            "The gunman in Sorvik killed 58 people.",
            "58",
            "The gunman in Sorvik killed 59 people.",
            "59",
        ),
        (
            "another state",
            "other_scope",
            "The fire in Sorvik killed 12 people.",
            "12",
            "The fire in Sorvik injured 15 people.",
            "15",
        ),
        (
            "another kind",
            "other_scope",
            "The fire in Sorvik destroyed 12 houses.",
            "12",
            "The fire in Sorvik destroyed 15 boats.",
            "15",
        ),
        (
            "another place",
            "other_scope",
            "The floods killed 12 people in Norway.",
            "12",
            "The floods killed 15 people in Finland.",
            "15",
        ),
        (
            "a part of them",
            "of_which",
            "The fire in Sorvik destroyed 15 houses.",
            "15",
            "The fire in Sorvik destroyed many houses, including six houses at the harbour.",
            "six",
        ),
        (
            "the whole after among",
            "conflict",
            "Two nurses were among 12 people killed by the fire in Sorvik.",
            "12",
            "The fire in Sorvik killed 15 people.",
            "15",
        ),
        (
            "a count of the world",
            "other_scope",
            "The fever has killed 80 people in Norway.",
            "80",
            "The fever has killed 90 people worldwide.",
            "90",
        ),
        (
            "a rate",
            "other_scope",
            "Each year the fever kills 300 people in Norway.",
            "300",
            "The fever killed 500 people in Norway.",
            "500",
        ),
        (
            "a count that has risen",
            "revised",
            "The fire in Sorvik killed 12 people.",
            "12",
            "The toll of the fire in Sorvik has risen to 15 people killed.",
            "15",
        ),
        (
            "a sentence with both numbers",
            "other_scope",
            "Hansen ran 69 yards and Berg ran 75 yards in Sorvik.",
            "69 yards",
            "Hansen ran 69 yards and Berg ran 75 yards, as Sorvik won.",
            "75 yards",
        ),
        (
            "a sum and what is in it",
            "other_scope",
            "A total of 94 grams of the drug were seized in Sorvik.",
            "94 grams",
            "Officers seized 71 grams of the drug in Sorvik.",
            "71 grams",
        ),
        (
            "a distance",
            "conflict",
            "The mine lies 20 miles from the port of Sorvik.",
            "20 miles",
            "The mine lies 35 miles from the port of Sorvik.",
            "35 miles",
        ),
        (
            "another year",
            "other_scope",
            "The fire in Sorvik killed 12 people in 2011.",
            "12",
            "The fire in Sorvik killed 15 people in 2019.",
            "15",
        ),
    ];
    for (name, expected, a, of_a, b, of_b) in cases {
        assert_eq!(standing((DAY, a, of_a), (DAY, b, of_b)), expected, "{name}");
        assert_eq!(standing((DAY, b, of_b), (DAY, a, of_a)), expected, "{name}, turned");
    }
}

#[test]
fn figures_of_other_times() {
    let (twelve, fifteen) = ("The fire in Sorvik killed 12 people.", "The fire in Sorvik killed 15 people.");
    let cases = [
        ("an hour later and larger", "revised", "2025-03-04T08:00:00Z", "2025-03-04T09:00:00Z"),
        ("a day later and larger", "revised", "2025-03-04", "2025-03-05"),
        ("a day later and smaller", "conflict", "2025-03-05", "2025-03-04"),
    ];
    for (name, expected, of_twelve, of_fifteen) in cases {
        assert_eq!(standing((of_twelve, twelve, "12"), (of_fifteen, fifteen, "15")), expected, "{name}");
    }
    let (price, other) = ("Sorvik Steel shares cost 40 kroner.", "Sorvik Steel shares cost 52 kroner.");
    assert_ne!(
        standing(("2025-03-04", price, "40 kroner"), ("2025-03-09", other, "52 kroner")),
        "conflict",
        "prices of two days"
    );
}
