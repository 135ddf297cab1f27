//! The headline: of the papers' own headlines the one that most of them agree with, not the loudest.
//! In: the titles of a story. Out: one of them, word for word, without the outlet's name at its end.
//! Never: a headline that only teases where another tells.

use super::material::Material;
use super::tidy::folded;
use crate::error::{Error, Result};
use crate::model::{Edit, Field, Member, Span, Statement};

/// Words of a headline that tells and can be taken in at a glance.
const WORDS: std::ops::RangeInclusive<usize> = 4..=16;
/// Words kept of a first sentence where no article has a title.
const OPENING_WORDS_MAX: usize = 16;
/// Marks of a headline that shouts, teases or labels.
const LOUD: &[&str] = &[
    "breaking",
    "live",
    "video",
    "watch",
    "photos",
    "pictures",
    "!",
    "?",
    "...",
    "…",
    "shocking",
    "horrif",
    "you need to know",
    "here's",
    "what we know",
    "opinion",
    "analysis",
    "explained",
    "exclusive",
    "update",
    "this is",
    "just",
    "slams",
    "blasts",
];

/// The headline of a story.
pub(super) fn headline(material: &Material<'_>) -> Result<Statement> {
    let best = (0..material.story.members().len())
        .filter_map(|at| Some((at, title_span(&material.story.members()[at])?)))
        .map(|(at, span)| (score(material, at, span), at, span))
        .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)));
    match best {
        Some((_, at, span)) => {
            let member = &material.story.members()[at];
            Statement::verbatim(&member.article, Field::Title, span, &member.reading.language)
        }
        None => opening(material),
    }
}

/// How much the titles agree with this one, and how well it reads.
fn score(material: &Material<'_>, at: usize, span: Span) -> f64 {
    let members = material.story.members();
    let terms = &material.titles[at];
    let agreement: f64 = (0..members.len())
        .filter(|other| material.report_of[*other] != material.report_of[at])
        .map(|other| material.lexicon.likeness(terms, &material.titles[other]))
        .sum();
    let shown = span.of(members[at].article.title());
    let words = shown.split_whitespace().count();
    let lower = shown.to_lowercase();
    let loud = LOUD.iter().filter(|mark| lower.contains(**mark)).count();
    let length = if WORDS.contains(&words) { 0.0 } else { 1.0 };
    let shouted = if shown.chars().any(char::is_lowercase) { 0.0 } else { 0.5 };
    let others = members.len().max(2) - 1;
    agreement / others as f64 + material.nearness(&material.vector(terms)) - loud as f64 * 0.3 - length - shouted
}

/// A title without the name of its outlet at the end ("… - The Daily Bell", "… | Bell").
pub(super) fn title_span(member: &Member) -> Option<Span> {
    let title = member.article.title();
    let mut end = title.trim_end().len();
    let start = title.len() - title.trim_start().len();
    for mark in [" | ", " – ", " — ", " - ", " : ", " • "] {
        if let Some(at) = title[..end].rfind(mark)
            && is_outlet(title[at + mark.len()..end].trim(), member.article.outlet())
            && title[start..at].split_whitespace().count() >= *WORDS.start()
        {
            end = at;
        }
    }
    let trimmed = title.get(start..end)?.trim_end();
    Span::new(start, start + trimmed.len())
}

/// Whether the words at the end of a title name an outlet: the article's own, or one by its usual nouns.
fn is_outlet(words: &str, outlet: &str) -> bool {
    let squeezed: String = words.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let own: String = outlet.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let nouns =
        ["news", "times", "post", "online", "daily", "herald", "tribune", "guardian", "telegraph", "tv", "radio"];
    let lower = words.to_lowercase();
    (squeezed.len() >= 3 && own.contains(&squeezed))
        || (words.split_whitespace().count() <= 4
            && lower.split(|letter: char| !letter.is_alphanumeric()).any(|word| nouns.contains(&word)))
        || lower.contains(".com")
        || lower.contains(".co.")
}

/// Where no article has a title: the opening words of the first text.
fn opening(material: &Material<'_>) -> Result<Statement> {
    let line = material.lines.first().ok_or_else(|| {
        Error::invalid(format!("story {}: no title and no sentence", material.story.id()))
            .with_hint("it has nothing to show")
    })?;
    let words: Vec<&str> = line.text.split(' ').collect();
    if words.len() <= OPENING_WORDS_MAX {
        return line.statement();
    }
    let text = folded(&words[..OPENING_WORDS_MAX].join(" "));
    Statement::edited(text, vec![line.citation()?], &line.reading().language, vec![Edit::Shortened])
}
