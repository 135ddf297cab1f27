//! `backstory show STORY`: the six sections of one story, and how its articles came together. In: its id, or one that was
//! merged into it. Out: text with citations, or JSON. Never: writes to the store.

use super::Ended;
use super::common::Common;
use super::output::Lines;
use super::page;
use crate::error::{Error, Kind, Result};
use crate::model::{ArticleId, Event, EventKind, Lineage, Placement, ReportKind, StoryId};
use crate::store::Reader;
use crate::wire::{EventLine, ExplainerLine};
use serde::Serialize;

/// Which story.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// id of the story, as `backstory search` shows it
    story: String,
}

/// An explainer with how its story came to be.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    explainer: &'a ExplainerLine,
    log: Vec<EventLine>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let reader = Reader::open(&common.store()?)?;
    let Some(stored) = reader.explainer(&StoryId::new(&arguments.story))? else {
        return Err(Error::new(Kind::Usage, format!("story {}: there is none with this id", arguments.story))
            .with_hint("find stories with `backstory search WORDS`; new articles are explained by `backstory run`"));
    };
    let line: ExplainerLine = serde_json::from_str(&stored.body).map_err(|error| unreadable(&stored.story, &error))?;
    let log = reader.log(&stored.story)?;
    let mut out = Lines::new();
    if common.json {
        let shown = Shown { explainer: &line, log: log.iter().map(EventLine::from).collect() };
        out.line(&serde_json::to_string(&shown).map_err(|error| unreadable(&stored.story, &error))?);
    } else {
        let cited: Vec<ArticleId> = page::cited(&line).into_iter().map(ArticleId::new).collect();
        page::text(&line, &reader.cards(&cited)?).iter().for_each(|text| out.line(text));
        whose_text(&reader.placements(&stored.story)?).iter().for_each(|text| out.line(text));
        came_together(&log, &stored.story).iter().for_each(|text| out.line(text));
    }
    out.flush();
    Ok(Ended::Done)
}

fn unreadable(story: &StoryId, error: &serde_json::Error) -> Error {
    Error::new(Kind::Store, format!("story {story}: its explainer is unreadable: {error}"))
        .with_hint("make it anew: backstory rebuild --from explain, then backstory run")
}

/// Who copied whom, who credits an agency and who took passages, a line per article that did.
fn whose_text(placements: &[Placement]) -> Vec<String> {
    let mut lines = Vec::new();
    for place in placements {
        let share = |lineage: &Lineage| format!("{} ({:.0} %)", lineage.from, lineage.share() * 100.0);
        let kind = if place.kind == ReportKind::Original { None } else { Some(place.kind.as_str()) };
        let copied = kind.map(|kind| match &place.lineage {
            Some(lineage) => format!("{kind} of {}", share(lineage)),
            None => format!("{kind} of {}", place.original),
        });
        let took = (!place.took.is_empty()).then(|| {
            let sources: Vec<String> = place.took.iter().map(share).collect();
            format!("took passages from {}", sources.join(", "))
        });
        let credit = (!place.credit.is_empty()).then(|| format!("credits {}", place.credit));
        let told: Vec<String> = [copied, took, credit].into_iter().flatten().collect();
        if !told.is_empty() {
            lines.push(format!("article {}: {}", place.article, told.join("; ")));
        }
    }
    if !lines.is_empty() {
        lines.splice(0..0, [String::new(), "Whose text it is".to_owned()]);
    }
    lines
}

/// How the articles of a story came together, a line each.
fn came_together(log: &[Event], story: &StoryId) -> Vec<String> {
    let mut lines = Vec::new();
    if !log.is_empty() {
        lines.extend([String::new(), "Why these articles are together".to_owned()]);
    }
    for event in log {
        let articles: Vec<&str> = event.articles.iter().map(ArticleId::as_str).collect();
        let (articles, count) = (articles.join(" "), articles.len());
        let from = event.from.as_ref().map(|from| format!("story {from}")).unwrap_or_default();
        let into = if event.story == *story { String::new() } else { format!(" to story {}", event.story) };
        let what = match event.kind {
            EventKind::Opened => format!("opened by article {articles}"),
            EventKind::Joined => format!("joined by article {articles}"),
            EventKind::Merged => format!("all of {from} ({count} articles) went over{into}"),
            EventKind::Split => format!("split off from {from}{into}: {articles}"),
            EventKind::Moved => format!("moved from {from}{into}: {articles}"),
        };
        let why = if event.why.is_empty() { String::new() } else { format!(" ({})", event.why) };
        lines.push(format!("{what}{why}"));
    }
    lines
}
