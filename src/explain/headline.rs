//! The headline: of the papers' own headlines the one that most of them agree with, not the loudest.
//! In: the titles of a story. Out: one of them, word for word, without the outlet's name at its end.
//! Never: a headline that only teases where another tells.

use super::compare::Tally;
use super::differ::{current, outdated};
use super::material::Material;
use super::numbers::numbers_in;
use super::tidy::folded;
use crate::error::{Error, Result};
use crate::model::{Edit, Field, Member, Span, Statement};
use std::collections::BTreeSet;

/// Words of a headline that tells and can be taken in at a glance.
const WORDS: std::ops::RangeInclusive<usize> = 4..=16;
/// Words kept of a first sentence where no article has a title.
const OPENING_WORDS_MAX: usize = 16;
/// Words by which a headline shouts, teases, labels or takes sides.
const LOUD: &[&str] = &[
    "breaking",
    "live",
    "video",
    "videos",
    "watch",
    "photos",
    "pictures",
    "gallery",
    "podcast",
    "shocking",
    "shock",
    "shocks",
    "stunning",
    "stunned",
    "horrific",
    "horrifying",
    "insane",
    "epic",
    "opinion",
    "analysis",
    "editorial",
    "explained",
    "explainer",
    "exclusive",
    "update",
    "updates",
    "slams",
    "slammed",
    "blasts",
    "blasted",
    "rips",
    "torches",
    "destroys",
    "busted",
    "sparks",
    "fury",
    "chaos",
    "bombshell",
    "meltdown",
    "mystery",
    "surprising",
    "incredible",
    "amazing",
    "you",
    "your",
    "we",
    "our",
    "i",
    "my",
];
/// Phrases of the same kind.
const TEASING: &[&str] = &[
    "need to know",
    "what we know",
    "won't believe",
    "won’t believe",
    "will blow",
    "here's",
    "here’s",
    "sounds off",
    "all eyes on",
    "very big deal",
    "everything about",
    "things to",
    "the truth about",
    "as it happened",
    "minute by minute",
];
/// First words of a headline that asks or points instead of telling.
const POINTING: &[&str] = &[
    "how", "why", "what", "when", "where", "who", "this", "these", "here", "is", "are", "can", "could", "should",
    "did", "does",
];
/// How much each fault takes from a headline; all titles agreeing with it fully give about 2. Chosen so that one fault
/// outweighs what two titles of a story usually differ in agreement.
const FAULT: f64 = 0.3;
/// How much a word in capitals takes, and a title in nothing else.
const SHOUTED_WORD: f64 = 0.15;
const SHOUTED: f64 = 0.5;
/// How much a number takes that a later report replaced, and how much the number gives that replaced it: a page that tells of 1,611
/// people does not stand under 1,140, and rather under the newest count than under a side of the story.
const STALE: f64 = 0.3;
const CURRENT_GAIN: f64 = 0.3;
/// What the newest title gains over the oldest: enough to decide between equals.
const NEWEST_GAIN: f64 = 0.03;
/// Words of a label in front of a colon ("Storm: …").
const LABEL_WORDS_MAX: usize = 3;

/// The headline of a story.
pub(super) fn headline(material: &Material<'_>, tally: &Tally<'_, '_>) -> Result<Statement> {
    let (outdated, current) = (outdated(tally), current(tally));
    let best = (0..material.story.members().len())
        .filter_map(|at| Some((at, title_span(&material.story.members()[at])?)))
        .map(|(at, span)| (score(material, at, span) + timely(material, at, span, &outdated, &current), at, span))
        .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)));
    match best {
        Some((_, at, span)) => {
            let member = &material.story.members()[at];
            Statement::verbatim(&member.article, Field::Title, span, &member.reading.language)
        }
        None => opening(material),
    }
}

/// What a title loses for a number that a later report replaced, or gains for the one that holds.
fn timely(
    material: &Material<'_>,
    at: usize,
    span: Span,
    outdated: &BTreeSet<String>,
    current: &BTreeSet<String>,
) -> f64 {
    let numbers = numbers_in(span.of(material.story.members()[at].article.title()));
    match (numbers.is_disjoint(outdated), numbers.is_disjoint(current)) {
        (false, _) => -STALE,
        (true, false) => CURRENT_GAIN,
        (true, true) => 0.0,
    }
}

/// How much the other reports' titles agree with this one, and how well it reads.
fn score(material: &Material<'_>, at: usize, span: Span) -> f64 {
    let members = material.story.members();
    let terms = &material.titles[at];
    // A report has one voice, however many papers print it: that of its title which is most like this one.
    let mut voices = vec![0.0_f64; material.reports];
    for other in 0..members.len() {
        let report = material.report_of[other];
        if report != material.report_of[at] {
            voices[report] = voices[report].max(material.lexicon.likeness(terms, &material.titles[other]));
        }
    }
    let agreement = voices.iter().sum::<f64>() / (material.reports.max(2) - 1) as f64;
    let dated = members.iter().all(|member| member.article.published().is_some());
    let newest = if dated { at as f64 / (members.len().max(2) - 1) as f64 } else { 0.0 };
    let shown = span.of(members[at].article.title());
    agreement + material.nearness(&material.vector(terms)) + NEWEST_GAIN * newest - faults(shown)
}

/// What a title loses for shouting, teasing, asking, labelling, or for being too short or too long.
fn faults(title: &str) -> f64 {
    let lower = title.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let loud = words.iter().filter(|word| LOUD.contains(word)).count();
    let teasing = TEASING.iter().filter(|phrase| lower.contains(**phrase)).count();
    let pointing = usize::from(words.first().is_some_and(|first| POINTING.contains(first)));
    let marks = usize::from(lower.contains(['!', '?', '…']) || lower.contains("..."));
    let label = title.split_once(": ").is_some_and(|(front, _)| front.split_whitespace().count() <= LABEL_WORDS_MAX);
    let quoted = title.starts_with(['"', '“', '‘', '\'']);
    let count = loud + teasing + pointing + marks + usize::from(label) + usize::from(quoted);
    let shouted = if title.chars().any(char::is_lowercase) {
        SHOUTED_WORD * title.split_whitespace().filter(|word| is_shouted(word)).count() as f64
    } else {
        SHOUTED
    };
    let length = if WORDS.contains(&title.split_whitespace().count()) { 0.0 } else { 1.0 };
    FAULT * count as f64 + shouted + length
}

/// A word in capitals, too long for an abbreviation.
fn is_shouted(word: &str) -> bool {
    word.chars().filter(|letter| letter.is_alphabetic()).count() > 5 && !word.chars().any(char::is_lowercase)
}

/// A title without the name of its outlet at the end ("… - The Daily Bell", "… | Bell").
pub(super) fn title_span(member: &Member) -> Option<Span> {
    let title = member.article.title();
    let mut end = title.trim_end().len();
    let start = title.len() - title.trim_start().len();
    for mark in MARKS {
        if let Some(at) = title[..end].rfind(mark)
            && is_outlet(title[at + mark.len()..end].trim(), member.article.outlet())
            && title[start..at].split_whitespace().count() >= *WORDS.start()
        {
            end = at;
        }
    }
    let trimmed = title.get(start..end)?.trim_end();
    if names_a_place_only(trimmed, member.article.outlet()) {
        return None;
    }
    Span::new(start, start + trimmed.len())
}

/// Marks between a headline and the name of an outlet.
const MARKS: [&str; 6] = [" | ", " – ", " — ", " - ", " : ", " • "];
/// What a site calls its parts: a title made of such words and the outlet's name is none.
const PARTS: [&str; 12] = [
    "home",
    "homepage",
    "search",
    "world",
    "world news",
    "latest news",
    "top stories",
    "headlines",
    "politics",
    "business",
    "sport",
    "sports",
];
/// Words of the longest name of an outlet that stands alone as a title.
const NAME_WORDS_MAX: usize = 3;

/// Whether a title names nothing but an outlet or a part of its site.
fn names_a_place_only(title: &str, outlet: &str) -> bool {
    let mut parts = vec![title];
    for mark in MARKS {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    let is_place = |part: &&str| {
        let part = part.trim();
        PARTS.contains(&part.to_lowercase().as_str())
            || (part.split_whitespace().count() <= NAME_WORDS_MAX && is_outlet(part, outlet))
    };
    parts.iter().all(|part| is_place(&part.trim_matches(':')))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loud_title_has_faults_and_a_plain_one_has_none() {
        for plain in [
            "Justice minister delivers a plan for Liverport",
            "Watchdog fines the harbour of Orlevik",
            "Ten dead as ferry sinks off Kolmar",
        ] {
            assert!(faults(plain) == 0.0, "{plain}");
        }
        for loud in [
            "BREAKING: ferry sinks off the coast of Kolmar",
            "What the sinking of the ferry means for Kolmar",
            "Ferry sinks off Kolmar, and you won't believe why",
            "Ferry sinks in a MASSIVE storm off Kolmar",
            "Will the ferry of Kolmar ever sail again?",
            "Storm: ferry sinks off the coast of Kolmar",
            "Minister slams the owner of the Kolmar ferry",
        ] {
            assert!(faults(loud) > 0.1, "{loud}");
        }
    }

    #[test]
    fn a_title_that_names_only_a_paper_or_a_part_of_its_site_is_none() {
        for (title, outlet) in [
            ("World news - Varn Post International", "varnpost.example"),
            ("Varn News", "varnnews.example"),
            ("Search : Varn Radio", "varn.example"),
            ("Home", "varn.example"),
        ] {
            assert!(names_a_place_only(title, outlet), "{title}");
        }
        for (title, outlet) in [
            ("Ferry sinks off Kolmar", "varn.example"),
            ("Search for ferry goes on", "varn.example"),
            ("World news - ferry sinks off Kolmar", "varn.example"),
        ] {
            assert!(!names_a_place_only(title, outlet), "{title}");
        }
    }
}
