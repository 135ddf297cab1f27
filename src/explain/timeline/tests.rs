//! Small timelines of invented towns. In: articles written here. Out: the days and sentences that must come out.

use super::*;
use crate::model::{ArticleDraft, ArticleId, DateMention, Moment, Published, Sentence};

/// An article whose sentences stand one per line; `dates` are (words, value) as the read stage would find them.
fn told(published: &str, text: &str, dates: &[(&str, &str)]) -> (Article, Reading) {
    let draft = ArticleDraft {
        text: text.to_owned(),
        published: Moment::parse(published).map(Published),
        language: Some("en".to_owned()),
        ..ArticleDraft::default()
    };
    let article = Article::new(ArticleId::new(format!("{published} {}", text.len())), draft).unwrap();
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len()).unwrap()
    };
    let reading = Reading {
        article: article.id().clone(),
        language: "en".to_owned(),
        language_confidence: 1.0,
        sentences: text.lines().map(|line| Sentence { span: span(line), cues: Vec::new() }).collect(),
        names: Vec::new(),
        dates: dates
            .iter()
            .map(|(words, value)| DateMention { span: span(words), time: time(value), bound: false })
            .collect(),
        figures: Vec::new(),
        quotes: Vec::new(),
    };
    (article, reading)
}

fn time(value: &str) -> EventTime {
    use crate::model::Precision;
    let precision = match value.len() {
        10 => Precision::Day,
        7 => Precision::Month,
        _ => Precision::Year,
    };
    EventTime::new(value, precision).unwrap()
}

fn small() -> Vec<(Article, Reading)> {
    vec![
        told(
            "2031-03-03",
            "The dam above Orlevik broke and flooded the lower town.\nOn 1 March engineers had seen cracks in the dam.",
            &[("1 March", "2031-03-01")],
        ),
        told(
            "2031-03-06",
            "The mayor of Orlevik resigned after the flood.\nThe dam broke on 3 March before dawn.\n\
             Engineers of the dam reported cracks on 1 March.\nA choir sang on 4 March in the capital.\n\
             The dam was built in 1974 by the province.",
            &[("3 March", "2031-03-03"), ("1 March", "2031-03-01"), ("4 March", "2031-03-04"), ("1974", "1974")],
        ),
        told(
            "2031-03-08",
            "Rebuilding of the dam begins on 1 June next to the town.\nNobody had closed the dam on 1 March, the report says.",
            &[("1 June", "2031-06-01"), ("1 March", "2031-03-01")],
        ),
    ]
}

fn check(about: &str, entries: usize, expected: &[(&str, &str)]) {
    let articles = small();
    let told: Vec<Told<'_>> = articles.iter().map(|(article, reading)| Told { article, reading }).collect();
    let found = timeline(&told, about, entries, 1);
    let found: Vec<(&str, &str)> = found.iter().map(|entry| (entry.time.value(), entry.sentences[0].text())).collect();
    assert_eq!(found, expected);
}

#[test]
fn days_most_named_come_first_and_stand_oldest_first() {
    check("dam", 1, &[("2031-03-03", "The dam broke on 3 March before dawn.")]);
    check(
        "flooding",
        5,
        &[
            ("2031-03-03", "The dam above Orlevik broke and flooded the lower town."),
            ("2031-03-06", "The mayor of Orlevik resigned after the flood."),
        ],
    );
}

#[test]
fn days_outside_the_coverage_are_no_entries() {
    let articles = small();
    let told: Vec<Told<'_>> = articles.iter().map(|(article, reading)| Told { article, reading }).collect();
    let days: Vec<String> = timeline(&told, "", 20, 3).iter().map(|entry| entry.time.value().to_owned()).collect();
    assert!(!days.iter().any(|day| day.as_str() < "2031-03-03" || day.as_str() > "2031-03-08"), "{days:?}");
}

#[test]
fn background_reaches_back_and_never_ahead() {
    let articles = small();
    let told: Vec<Told<'_>> = articles.iter().map(|(article, reading)| Told { article, reading }).collect();
    let found = dated_sentences(&told, "", Reach::Background, 20, 3);
    let times: Vec<&str> = found.iter().map(|dated| dated.time.value()).collect();
    assert_eq!(times[0], "2031-03-01", "named by three articles");
    assert!(times.contains(&"1974"));
    assert!(!times.contains(&"2031-06-01"), "an announced day has not happened");
}

#[test]
fn no_wording_comes_twice() {
    let articles = [small(), small()].concat();
    let told: Vec<Told<'_>> = articles.iter().map(|(article, reading)| Told { article, reading }).collect();
    let mut texts: Vec<String> = Vec::new();
    for entry in timeline(&told, "", 20, 9) {
        texts.extend(entry.sentences.iter().map(|statement| statement.text().to_owned()));
    }
    let count = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), count);
}

#[test]
fn articles_without_days_give_no_timeline() {
    let (article, reading) = told("", "A bell rang in the old town of Orlevik.", &[]);
    assert!(timeline(&[Told { article: &article, reading: &reading }], "", 5, 5).is_empty());
    assert!(timeline(&[], "bell", 5, 5).is_empty());
}
