//! `backstory sources`: lists the sources that are followed; pauses, resumes, removes, exports them. In: the store. Out: lines.
//! Never: removes what came from a source.

use super::Ended;
use super::common::Common;
use super::opml;
use super::output::{JsonLines, Lines, say};
use crate::error::{Error, Kind, Result};
use crate::model::{SourceId, State};
use crate::store::{Reader, SourceHealth, SourceRow};
use serde::Serialize;

/// What to do with sources.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand)]
enum Action {
    /// lists them
    List,
    /// gathers nothing from these until they are resumed
    Pause(Which),
    /// gathers from these again
    Resume(Which),
    /// follows these no more; what came from them stays
    Remove(Which),
    /// writes those of the web as OPML, which other readers take
    Export,
}

#[derive(clap::Args)]
struct Which {
    /// addresses, paths or ids
    #[arg(required = true)]
    sources: Vec<String>,
}

/// One source as JSON.
#[derive(Serialize)]
struct SourceLine<'a> {
    id: &'a str,
    address: &'a str,
    kind: &'a str,
    paused: bool,
    fetched: Option<String>,
    problem: Option<&'a str>,
    articles: u32,
    health: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    health_since: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    health_why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    truncated_percent: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    match &arguments.action {
        None | Some(Action::List) => list(common),
        Some(Action::Pause(which)) => change(which, common, "paused"),
        Some(Action::Resume(which)) => change(which, common, "resumed"),
        Some(Action::Remove(which)) => change(which, common, "removed"),
        Some(Action::Export) => export(common),
    }
}

fn list(common: &Common) -> Result<Ended> {
    let rows = Reader::open(&common.store()?)?.health(common.now())?;
    if common.json {
        let mut out = JsonLines::new();
        rows.iter().take_while(|row| out.write(&json(row))).for_each(drop);
        out.flush();
        return Ok(Ended::Done);
    }
    let mut out = Lines::new();
    for source in &rows {
        let row = &source.row;
        let paused = if row.source.paused { ", paused" } else { "" };
        let fetched = row.fetched.map_or("never asked".to_owned(), |fetched| format!("last asked {}", fetched.0));
        out.line(&format!("{} {}  {}{paused}", row.source.id, row.source.kind.as_str(), row.source.address));
        let category = row.category.as_ref().map(|category| format!(", category {category}")).unwrap_or_default();
        out.line(&format!("  {} articles, {fetched}{category}", row.articles));
        out.line(&format!("  {}", health_words(source)));
        if let Some(problem) = row.problem.as_ref().filter(|problem| **problem != source.health.why) {
            out.line(&format!("  problem: {problem}"));
        }
    }
    out.flush();
    if rows.is_empty() && !common.quiet {
        say(&"no sources yet; `backstory add https://…` follows a feed");
    }
    Ok(Ended::Done)
}

fn export(common: &Common) -> Result<Ended> {
    let rows = Reader::open(&common.store()?)?.sources()?;
    let mut out = Lines::new();
    opml::written(&rows).lines().for_each(|line| out.line(line));
    out.flush();
    Ok(Ended::Done)
}

/// How a source is doing, in a line.
pub(super) fn health_words(source: &SourceHealth) -> String {
    let (health, facts) = (&source.health, &source.facts);
    let parts = [
        Some(format!("{} ({})", health.state.as_str(), health.state.meaning())),
        health.since.map(|since| match health.state {
            State::Failing | State::Dead => format!("since {}", since.0),
            State::Blocked | State::Refused => format!("last tried {}", since.0),
            _ => format!("last new {}", since.0),
        }),
        (!health.why.is_empty()).then(|| health.why.clone()),
        health.moved_to.as_ref().map(|to| format!("now at {to}")),
        facts.arrived.map(|arrived| format!("last received {}", arrived.0)),
        source.truncated_percent().map(|percent| format!("{percent} % of its articles cut or behind a wall")),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join(", ")
}

fn json(source: &SourceHealth) -> SourceLine<'_> {
    let (row, health) = (&source.row, &source.health);
    SourceLine {
        id: row.source.id.as_str(),
        address: &row.source.address,
        kind: row.source.kind.as_str(),
        paused: row.source.paused,
        fetched: row.fetched.map(|fetched| fetched.0.to_string()),
        problem: row.problem.as_deref(),
        articles: row.articles,
        health: health.state.as_str(),
        health_since: health.since.map(|since| since.0.to_string()),
        health_why: &health.why,
        moved_to: health.moved_to.as_deref(),
        received: source.facts.arrived.map(|arrived| arrived.0.to_string()),
        truncated_percent: source.truncated_percent(),
        category: row.category.as_deref(),
    }
}

/// Changes each of these sources; all of them are looked up before the first is changed.
fn change(which: &Which, common: &Common, what: &str) -> Result<Ended> {
    let mut engine = common.engine("sources")?;
    let store = engine.store();
    let rows = store.sources()?;
    let ids = which.sources.iter().map(|wanted| find(&rows, wanted)).collect::<Result<Vec<SourceId>>>()?;
    for (id, named) in ids.iter().zip(&which.sources) {
        match what {
            "removed" => store.remove_source(id)?,
            _ => store.pause_source(id, what == "paused")?,
        }
        if !common.quiet {
            say(&format!("{named}: {what}"));
        }
    }
    Ok(Ended::Done)
}

/// The source of this id, address or path.
pub(super) fn find(rows: &[SourceRow], wanted: &str) -> Result<SourceId> {
    let whole = std::fs::canonicalize(wanted).ok().map(|path| path.display().to_string());
    let fits = |row: &&SourceRow| {
        let address = row.source.address.as_str();
        row.source.id.as_str() == wanted
            || address == wanted
            || Some(address) == whole.as_deref()
            || address == format!("{wanted}/")
    };
    rows.iter().find(fits).map(|row| row.source.id.clone()).ok_or_else(|| {
        Error::new(Kind::Usage, format!("source {wanted}: not followed"))
            .with_hint("`backstory sources` lists those that are")
    })
}
