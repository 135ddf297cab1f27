//! The story page: six sections in order, and why its articles stand together. In: an explainer as it was stored.
//! Out: HTML. Never: a sentence that the explainer does not hold.

use super::Site;
use super::absent::{Absence, absence};
use super::archive::Found;
use super::clock::{Shown, event};
use super::days::{Days, days};
use super::front::coverage;
use super::line::{Line, line};
use super::links;
use super::papers::{Papers, papers};
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::{Citer, Outlet, Sentence};
use crate::error::Result;
use crate::model::Placement;
use crate::wire::{BehindLine, EntryLine, ExplainerLine, TopicLine};
use askama::Template;

/// The roles behind a headline, in the order they are read, with the words that the page labels them with.
const ROLES: [(&str, &str); 5] = [
    ("cause", "Cause"),
    ("consequence", "Consequence"),
    ("reaction", "Reaction"),
    ("outlook", "Outlook"),
    ("doubt", "Doubt"),
];

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    frame: Frame,
    headline: Sentence,
    coverage: String,
    thin: Option<String>,
    happened: Vec<Sentence>,
    behind: Vec<Group>,
    papers: Papers,
    absent: Option<Absence>,
    days: Option<Days>,
    timeline: Vec<Entry>,
    line: Option<Line>,
    questions: Vec<Question>,
    topics: Vec<Card>,
    together: Vec<Joined>,
    related: Vec<Related>,
    notes: Vec<String>,
    /// Sentences that the check left off the page.
    left_out: usize,
}

/// The sentences of one role.
struct Group {
    label: String,
    sentences: Vec<Sentence>,
}

struct Entry {
    when: Shown,
    sentences: Vec<Sentence>,
}

struct Question {
    href: String,
    question: String,
    teaser: Sentence,
}

struct Card {
    href: String,
    name: String,
    kind: String,
    description: Sentence,
    from: String,
    as_of: Option<Shown>,
}

/// Why one article is in this story.
struct Joined {
    href: String,
    title: String,
    outlet: Option<Outlet>,
    why: String,
}

struct Related {
    href: String,
    headline: String,
    why: String,
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let explainer = match site.archive.explainer(asked.part("id"))? {
        Found::Here(explainer) => explainer,
        Found::Moved(to) => return Ok(Reply::Moved(links::story(&to))),
        Found::Nowhere => return Ok(Reply::Nowhere("There is no such story")),
    };
    let placements = site.archive.placements(&explainer.story)?;
    let citer = Citer::of(&explainer, site.archive.as_ref(), &site.clock)?;
    html(&Page {
        frame: site.frame_of(&explainer.headline.text, &links::story(&explainer.story)),
        headline: citer.sentence(&explainer.headline),
        coverage: coverage(explainer.papers.articles, explainer.papers.reports.len()),
        thin: explainer.thin.as_deref().map(thin_notice),
        happened: citer.sentences(&explainer.happened),
        behind: groups(&citer, &explainer.behind),
        absent: site.archive.absent(&explainer.story)?.and_then(|found| absence(site, &found)),
        papers: papers(&citer, &explainer, &placements, &site.clock),
        days: days(&citer, &explainer.papers, &site.clock),
        line: line(&explainer.timeline),
        timeline: explainer.timeline.iter().map(|line| entry(&citer, line)).collect(),
        questions: questions(&citer, &explainer),
        topics: explainer.topics.iter().map(|line| card(site, &citer, line)).collect(),
        together: joined(&citer, &placements),
        related: related(&explainer),
        notes: explainer.notes.clone(),
        left_out: explainer.unsupported.len(),
    })
}

fn thin_notice(thin: &str) -> String {
    match thin {
        "one report" => "This page is short: so far there is only one independent report.".to_owned(),
        "fewer than 150 words" => "This page is short: the coverage has fewer than 150 words.".to_owned(),
        other => format!("This page is short: {other}."),
    }
}

/// The sentences under their roles; a role without sentences is left out.
fn groups(citer: &Citer<'_>, lines: &[BehindLine]) -> Vec<Group> {
    ROLES
        .iter()
        .map(|(role, label)| Group {
            label: (*label).to_owned(),
            sentences: lines
                .iter()
                .filter(|line| line.role == *role)
                .map(|line| citer.sentence(&line.statement))
                .collect(),
        })
        .filter(|group| !group.sentences.is_empty())
        .collect()
}

fn entry(citer: &Citer<'_>, line: &EntryLine) -> Entry {
    Entry { when: event(&line.date, &line.precision), sentences: citer.sentences(&line.sentences) }
}

fn questions(citer: &Citer<'_>, explainer: &ExplainerLine) -> Vec<Question> {
    let question = |line: &crate::wire::QuestionLine| Question {
        href: links::question(&line.id),
        question: line.question.clone(),
        teaser: citer.sentence(&line.teaser),
    };
    explainer.questions.iter().map(question).collect()
}

fn card(site: &Site, citer: &Citer<'_>, line: &TopicLine) -> Card {
    Card {
        href: links::topic(&line.id),
        name: line.name.clone(),
        kind: kind_words(&line.kind),
        description: citer.sentence(&line.description),
        from: line.from.clone(),
        as_of: line.as_of.as_deref().map(|moment| site.clock.written(moment)),
    }
}

/// The kind of a topic in a reader's words.
pub(super) fn kind_words(kind: &str) -> String {
    if kind == "other" { "thing".to_owned() } else { kind.to_owned() }
}

fn joined(citer: &Citer<'_>, placements: &[Placement]) -> Vec<Joined> {
    let joined = |placement: &Placement| {
        let card = citer.card(placement.article.as_str());
        Joined {
            href: links::article(placement.article.as_str(), card.map_or(1, |card| card.version)),
            title: card.map_or_else(String::new, super::sentences::title),
            outlet: card.map(|card| Outlet::named(&card.outlet)),
            why: if placement.why.is_empty() { "opened the story".to_owned() } else { placement.why.clone() },
        }
    };
    placements.iter().map(joined).collect()
}

fn related(explainer: &ExplainerLine) -> Vec<Related> {
    let related = |line: &crate::wire::RelatedLine| Related {
        href: links::story(&line.story),
        headline: line.headline.clone(),
        why: line.why.clone(),
    };
    explainer.related.iter().map(related).collect()
}
