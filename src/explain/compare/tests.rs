//! Cases of comparing: answers and words. In: invented answers. Out: whether they are alike. Figures: `tests/it/compare.rs`.

use super::answers::{AnswerPair, answers};
use super::senses::{Bag, alike, stems};

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
