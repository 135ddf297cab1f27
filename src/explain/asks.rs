//! Ways to ask: candidate questions of one story, each with the lines that answer it.
//! In: the material, its names and event phrases. Out: candidates, best first within each way of asking.
//! Never: a question whose words the story does not hold; whether it is foreign or asked already is judged elsewhere.

use super::behind::{acts, plays, speaker};
use super::describe::phrases;
use super::focus::{Event, Named};
use super::material::{Line, Material};
use super::roles::surety;
use super::sound::Soundness;
use super::titled::of_titles;
use super::whys::why_of_clauses;
use crate::model::{Cue, Name, NameKind, Role, Span};
use crate::text::is_stop_word;
use std::collections::BTreeMap;

/// A question with the lines that answer it, best first.
#[derive(Debug)]
pub(super) struct Ask<'m, 'a> {
    /// What it asks about; its id is made of this.
    pub(super) about: String,
    /// The question.
    pub(super) text: String,
    /// Lines that answer it.
    pub(super) answers: Vec<&'m Line<'a>>,
    /// How good a question it is, across ways of asking.
    pub(super) score: f64,
}

/// What the story offers to ask about.
pub(super) struct Ground<'m, 'a> {
    pub(super) material: &'m Material<'a>,
    pub(super) names: &'m [Named],
    pub(super) events: &'m [Event],
}

/// Lines of an answer.
pub(super) const ANSWER_MAX: usize = 4;
/// Event phrases that are asked about.
const TRIED: usize = 6;
/// Names that are asked about.
const NAMES_TRIED: usize = 12;
/// How much a question loses that calls an event by its noun alone.
const SHORT_LOSS: f64 = 0.05;
/// A question with less is asked only where a page has no better ones.
pub(super) const DULL: f64 = 1.0;
/// How sure the words beside a name are that say who somebody is: an apposition or "is a".
const INTRODUCES: f64 = 0.9;
/// Where the name of a subject stands at the latest, in bytes, after "The" and a title.
const SUBJECT_BYTES: usize = 24;
/// Sentences of an article that tell the course of an event; later ones turn to its background.
const COURSE_SENTENCES: usize = 15;

/// Every candidate, in order of score.
pub(super) fn asks<'m, 'a>(ground: &Ground<'m, 'a>) -> Vec<Ask<'m, 'a>> {
    let mut asks = why_of_clauses(ground.material);
    asks.extend(of_titles(ground));
    asks.extend(of_events(ground));
    asks.extend(how_many(ground));
    asks.extend(voices(ground));
    asks.extend(of_names(ground));
    asks.retain(|ask| !ask.answers.is_empty() && fits(&ask.text));
    asks.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.text.cmp(&right.text)));
    asks
}

/// Four to fourteen words, no mark inside that a question does not have.
fn fits(text: &str) -> bool {
    let words = text.split(' ').count();
    // "US", "IT": in small letters a word that says nothing.
    let shouted = |word: &str| {
        let core = word.trim_end_matches('?');
        core.len() > 1 && core.chars().all(char::is_uppercase) && is_stop_word(&core.to_lowercase(), "en")
    };
    !text.split(' ').any(shouted)
        && (4..=14).contains(&words)
        && !text[..text.len() - 1].contains(['?', '"', '“', '”', ';', ':', '(', ')'])
}

/// Lines of the story that fit, nearest to its middle first, each wording once.
pub(super) fn ranked<'m, 'a>(material: &'m Material<'a>, fits: impl Fn(&Line<'a>) -> bool) -> Vec<&'m Line<'a>> {
    let mut lines: Vec<&Line<'_>> =
        material.lines.iter().filter(|line| line.is_of_story() && line.words <= 60 && fits(line)).collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    // Two papers' words for one thing make a dull answer.
    let mut kept: Vec<&Line<'_>> = Vec::new();
    for line in lines {
        if kept.len() < ANSWER_MAX
            && !kept.iter().any(|known| material.lexicon.likeness(&known.terms, &line.terms) >= 0.45)
        {
            kept.push(line);
        }
    }
    kept
}

/// Why and how it happened, what comes next, what is unclear: of the event itself.
fn of_events<'m, 'a>(ground: &Ground<'m, 'a>) -> Vec<Ask<'m, 'a>> {
    let mut found = Vec::new();
    let playing = |role: Role| ranked(ground.material, |line| line.core > 2 && plays(line, role));
    let (outlook, reactions, doubts) = (playing(Role::Outlook), playing(Role::Reaction), playing(Role::Doubt));
    // One voice is no answer to how people react.
    let voiced = if reactions.len() > 1 { reactions } else { Vec::new() };
    let central = ground.events.iter().filter(|event| event.is_central(ground.material)).take(TRIED);
    for (rank, event) in central.enumerate() {
        let about = |line: &Line<'_>| {
            let held = event.terms.iter().filter(|term| line.terms.binary_search(term).is_ok()).count();
            held * 2 >= event.terms.len().max(2)
        };
        let lower = 0.1 * rank as f64;
        // The second question of an event calls it by its noun alone.
        let mut ask = |key: &str, text: String, answers: Vec<&'m Line<'a>>, score: f64| {
            let short = text.replace(&event.phrase, &format!("the {}", event.noun));
            for (text, score) in [(text, score - lower), (short, score - lower - SHORT_LOSS)] {
                found.push(Ask { about: format!("{key} {}", event.noun), text, answers: answers.clone(), score });
            }
        };
        let happens = event.harms();
        let how = if happens { "happen" } else { "come about" };
        let causes = |line: &Line<'_>| about(line) && plays(line, Role::Cause);
        ask("why", format!("Why did {} {how}?", event.phrase), ranked(ground.material, causes), 2.6);
        if happens {
            let course = |line: &Line<'_>| about(line) && line.position < COURSE_SENTENCES && tells_course(&line.text);
            ask("how", format!("How did {} happen?", event.phrase), ranked(ground.material, course), 2.1);
        }
        ask("next", format!("What happens next after {}?", event.phrase), outlook.clone(), 2.4);
        let to_it: Vec<&Line<'_>> = voiced.iter().filter(|line| about(line)).copied().collect();
        let to_it = if to_it.len() > 1 { to_it } else { Vec::new() };
        ask("react", format!("How do people react to {}?", event.phrase), to_it, 2.2);
        ask("unclear", format!("What is still not known about {}?", event.phrase), doubts.clone(), 2.3);
    }
    found
}

/// Whether a sentence tells how one thing came upon another, not only that there was a raid.
fn tells_course(text: &str) -> bool {
    const COURSE: &[&str] = &[
        " after ",
        " when ",
        " as ",
        " while ",
        " before ",
        " then ",
        " suddenly ",
        " shortly ",
        " began ",
        " started ",
        " into ",
        " through ",
        " because ",
        " by ",
    ];
    let lower = text.to_lowercase();
    lower.starts_with("after ") || lower.starts_with("when ") || COURSE.iter().any(|word| lower.contains(word))
}

/// What may have become of people, as the papers say it.
const FATES: &[(&str, &str)] = &[
    ("killed", "were killed"),
    ("dead", "were killed"),
    ("died", "died"),
    ("injured", "were injured"),
    ("wounded", "were wounded"),
    ("hurt", "were hurt"),
    ("arrested", "were arrested"),
    ("detained", "were detained"),
    ("displaced", "were displaced"),
    ("rescued", "were rescued"),
    ("evacuated", "were evacuated"),
    ("missing", "are missing"),
    ("freed", "were freed"),
];

/// "How many people were detained in Telmar?", answered by every sentence with such a figure.
fn how_many<'m, 'a>(ground: &Ground<'m, 'a>) -> Vec<Ask<'m, 'a>> {
    let mut found: BTreeMap<&str, Vec<&Line<'_>>> = BTreeMap::new();
    for line in ground.material.lines.iter().filter(|line| line.is_of_story() && line.reading().language == "en") {
        let lower = line.text.to_lowercase();
        let counted = line.figures().any(|figure| figure.unit == "count" && !figure.of.is_empty());
        for (word, fate) in FATES {
            if counted
                && !line.cues().contains(&Cue::Background)
                && lower.split(|letter: char| !letter.is_alphabetic()).any(|known| known == *word)
            {
                let lines = found.entry(fate).or_default();
                if !lines.iter().any(|known| ground.material.lexicon.likeness(&known.terms, &line.terms) >= 0.45) {
                    lines.push(line);
                }
            }
        }
    }
    let mut asks = Vec::new();
    for (fate, mut lines) in found {
        lines.sort_by(|left, right| right.central.total_cmp(&left.central));
        lines.truncate(ANSWER_MAX);
        let weight = 2.1 + lines.len() as f64 * 0.1;
        // Who died and who was killed is asked once.
        let about = format!("how many {}", if fate == "died" { "were killed" } else { fate });
        for event in ground.events.iter().filter(|event| event.is_central(ground.material) && event.harms()).take(3) {
            let text = format!("How many people {fate} in {}?", event.phrase);
            asks.push(Ask { about: about.clone(), text, answers: lines.clone(), score: weight + 0.3 });
        }
        for place in ground.names.iter().filter(|name| name.kind == NameKind::Place).take(3) {
            let said_so = |line: &&Line<'_>| line.text.contains(&format!(" in {}", place.name));
            if !lines.first().is_some_and(said_so) {
                continue;
            }
            let text = format!("How many people {fate} in {}?", place.name);
            asks.push(Ask { about: about.clone(), text, answers: lines.clone(), score: weight });
        }
    }
    asks
}

/// What a person or an organisation says, in words of their own.
fn voices<'m, 'a>(ground: &Ground<'m, 'a>) -> Vec<Ask<'m, 'a>> {
    let mut asks = Vec::new();
    let voices =
        ground.names.iter().filter(|name| matches!(name.kind, NameKind::Person | NameKind::Organisation)).take(12);
    for name in voices {
        let speaks = |line: &Line<'_>| {
            speaker(line) == Some(name.name.as_str())
                || line.names().any(|known| known.name == name.name && acts(line, known.span))
        };
        let answers = ranked(ground.material, speaks);
        let reacts =
            !answers.is_empty() && answers.iter().all(|line| surety(Role::Reaction, &line.text.to_lowercase()) >= 1.0);
        let weight = 1.1 + 0.2 * answers.len() as f64 + 0.1 * name.reports.min(5) as f64;
        // "Holm told the Courier" is not about the Courier.
        let listens = |what: &str| {
            let said = ["told ", "told the ", "told The "].map(|told| format!("{told}{what}"));
            answers.iter().any(|line| said.iter().any(|said| line.text.contains(said)))
        };
        let is_event =
            |what: &str| ground.events.iter().any(|event| event.phrase == what || what.ends_with(&event.noun));
        let told_of = |what: &String| {
            is_event(what) || (answers.first().is_some_and(|line| line.text.contains(what.as_str())) && !listens(what))
        };
        let shown = with_article(ground.material, name);
        for what in subjects(ground, name).into_iter().filter(told_of) {
            let text = match reacts && is_event(&what) {
                true => format!("How does {shown} react to {what}?"),
                false => format!("What does {shown} say about {what}?"),
            };
            asks.push(Ask { about: format!("says {}", name.name), text, answers: answers.clone(), score: weight });
        }
    }
    asks
}

/// What a question about a name may tie it to, the plainest first: the event's noun, its phrase, other names.
fn subjects(ground: &Ground<'_, '_>, name: &Named) -> Vec<String> {
    let central = || ground.events.iter().filter(|event| event.is_central(ground.material)).take(2);
    // A name that no headline holds is not what the story is about.
    let titled = |other: &&Named| {
        ground.material.story.members().iter().any(|member| member.article.title().contains(&other.name))
    };
    let apart = |other: &&Named| !other.name.contains(&name.name) && !name.name.contains(&other.name);
    let nouns = central().map(|event| format!("the {}", event.noun));
    let phrases = central().map(|event| event.phrase.clone());
    let beside = |other: &&Named| name.mentions.iter().any(|(at, _)| other.mentions.iter().any(|(line, _)| line == at));
    // A name that few papers mention says nothing of the story.
    let usual = |other: &&Named| other.reports * 2 >= ground.material.reports;
    let others = ground
        .names
        .iter()
        .filter(|other| is_askable(other))
        .filter(apart)
        .filter(beside)
        .filter(usual)
        .filter(titled)
        .take(5);
    nouns.chain(phrases).chain(others.map(|other| with_article(ground.material, other))).collect()
}

/// A name that reads well in a question: whole words, no abbreviation, no holiday.
fn is_askable(name: &Named) -> bool {
    let long = name.name.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
    let shouted = |word: &str| word.len() > 3 && word.chars().all(char::is_uppercase);
    long && !name.name.split(' ').any(shouted)
        && !name.name.contains(['.', '@', '#'])
        && !name.name.split(' ').any(|word| matches!(word, "US" | "United" | "Year" | "Day" | "Eve"))
}

/// Of the names themselves: what comes next for them, why they are in the news, how they come into it.
fn of_names<'m, 'a>(ground: &Ground<'m, 'a>) -> Vec<Ask<'m, 'a>> {
    let mut asks = Vec::new();
    let names = ground.names.iter().filter(|name| is_askable(name)).take(NAMES_TRIED);
    for (rank, name) in names.enumerate() {
        let about = |line: &Line<'_>| line.names().any(|known| known.name == name.name);
        let playing = |role: Role| ranked(ground.material, |line| about(line) && plays(line, role));
        // A name that few papers mention is not what the story is about.
        let lower = 0.05 * rank as f64 + if name.reports * 2 >= ground.material.reports { 0.0 } else { 0.6 };
        let mut ask = |key: &str, text: String, answers: &[&'m Line<'a>], score: f64| {
            asks.push(Ask {
                about: format!("{key} {}", name.name),
                text,
                answers: answers.to_vec(),
                score: score - lower,
            });
        };
        let shown = with_article(ground.material, name);
        // Who only speaks of what comes is not whom it comes to.
        let next = ranked(ground.material, |line| is_subject(line, &name.name) && plays(line, Role::Outlook));
        let why = playing(Role::Cause);
        ask("next", format!("What happens next for {shown}?"), &next, 1.5);
        ask("news", format!("Why is {shown} in the news?"), &why, DULL);
        if name.kind == NameKind::Person {
            let known = ranked(ground.material, |line| introduces(line, &name.name));
            ask("who", format!("Who is {}?", name.name), &known, 1.2);
        }
        let told = ranked(ground.material, about);
        // Nobody asks how the town comes into the story of its own flood, or a paper that reports it.
        let known = is_titled(ground.material, name) || is_source(ground.material, name);
        let part = if about_times(ground.material, name) >= 2 && !known { told.as_slice() } else { &[] };
        ask("part", format!("How does {shown} come into this?"), part, DULL - 0.1);
        for what in subjects(ground, name) {
            if ground.events.iter().any(|event| what.ends_with(&event.noun)) {
                ask("next", format!("What happens next for {shown} after {what}?"), &next, 1.4);
            }
            ask("part", format!("How does {shown} come into the news about {what}?"), part, DULL - 0.2);
        }
        let plain = if known {
            -1.0
        } else if told.len() >= 2 {
            0.4
        } else {
            0.2
        };
        ask("say", format!("What is said about {shown}?"), &told, plain);
    }
    asks
}

/// Whether half of the titles hold the name.
fn is_titled(material: &Material<'_>, name: &Named) -> bool {
    let titles = material.story.members().iter().filter(|member| member.article.title().contains(&name.name)).count();
    titles * 2 >= material.titles.len()
}

/// Whether the name mostly stands for who told something: "according to the Courier", "the Courier reported".
fn is_source(material: &Material<'_>, name: &Named) -> bool {
    const BEFORE: &[&str] = &[
        "according to",
        "told",
        "reported by",
        "interview with",
        "cited by",
        "quoted by",
        "published by",
        "report by",
    ];
    const AFTER: &[&str] =
        &[" reported", " reports", " report", " quoted", " cited", " wrote", " journalist", " reporter"];
    let tells = |(at, span): &&(usize, Span)| {
        let line = &material.lines[*at];
        let text = line.member.article.text();
        let before = text.get(line.sentence.start()..span.start()).unwrap_or("").to_lowercase();
        let before = before.trim_end().trim_end_matches(" the");
        let after = text.get(span.end()..line.sentence.end()).unwrap_or("");
        BEFORE.iter().any(|words| before.ends_with(words)) || AFTER.iter().any(|words| after.starts_with(words))
    };
    name.mentions.iter().filter(tells).count() * 2 >= name.mentions.len()
}

/// The name, with "the" where the papers say it so more often than not.
fn with_article(material: &Material<'_>, name: &Named) -> String {
    let after_the = |(at, span): &&(usize, Span)| {
        let text = material.lines[*at].member.article.text();
        text.get(..span.start()).is_some_and(|before| before.ends_with("the ") || before.ends_with("The "))
    };
    let often = name.mentions.iter().filter(after_the).count() * 2 > name.mentions.len();
    if often && name.kind != NameKind::Person { format!("the {}", name.name) } else { name.name.clone() }
}

/// Whether a name is the subject of a sentence and does more than speak.
fn is_subject(line: &Line<'_>, name: &str) -> bool {
    let own = |known: &&Name| known.name == name && known.span.start() <= line.span.start() + SUBJECT_BYTES;
    line.names().find(own).is_some_and(|known| !acts(line, known.span)) && speaker(line) != Some(name)
}

/// Whether a sentence says what a person is, in words beside the name.
fn introduces(line: &Line<'_>, name: &str) -> bool {
    let own = line.names().filter(|known| known.name == name);
    own.into_iter().any(|known| phrases(line, known.span, known.kind).iter().any(|(sure, _, _)| *sure >= INTRODUCES))
}

/// How many sentences that stand alone hold the name.
fn about_times(material: &Material<'_>, name: &Named) -> usize {
    let sound = |at: &usize| material.lines[*at].soundness == Soundness::Sound;
    name.mentions.iter().filter(|(at, _)| sound(at)).count()
}
