//! The list of sources. In: what the archive reads from. Out: HTML. Never: a path of this machine to another one.

use super::Site;
use super::archive::SourceCard;
use super::clock::Shown;
use super::front::counted;
use super::ledger::last_part;
use super::links;
use super::reply::{Asked, Frame, Reply, html};
use crate::error::Result;
use crate::model::{Source, State};
use askama::Template;

#[derive(Template)]
#[template(path = "sources.html")]
struct Page {
    frame: Frame,
    sources: Vec<Listed>,
}

struct Listed {
    name: String,
    href: Option<String>,
    kind: &'static str,
    paused: bool,
    articles: String,
    fetched: Option<Shown>,
    problem: Option<String>,
    /// Its health in a word, what the word means, and why it is so.
    health: Option<(&'static str, &'static str, String)>,
    since: Option<(&'static str, Shown)>,
    received: Option<Shown>,
    /// Where it moved for good.
    moved_to: Option<String>,
    truncated: Option<u32>,
    ledger: String,
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let sources = site.archive.sources()?;
    let sources = sources.iter().map(|card| listed(site, card, asked.full_text)).collect();
    html(&Page { frame: site.frame("Sources"), sources })
}

/// Other machines see of a path only its last part.
fn listed(site: &Site, card: &SourceCard, own_machine: bool) -> Listed {
    let (source, health) = (&card.source, card.health.as_ref());
    let told = own_machine || source.kind.is_web();
    let why = health.map(|health| health.why.clone()).filter(|_| told).unwrap_or_default();
    let since = health.and_then(|health| Some((since_words(health.state), site.clock.instant(health.since?.0))));
    Listed {
        name: shown_name(source, own_machine),
        href: if source.kind.is_web() { links::outside(&source.address) } else { None },
        kind: source.kind.as_str(),
        paused: source.paused,
        articles: counted(card.articles, "article", "articles"),
        fetched: card.fetched.map(|fetched| site.clock.instant(fetched.0)),
        problem: card.problem.clone().filter(|problem| own_machine && *problem != why),
        received: card.received.map(|received| site.clock.instant(received.0)),
        moved_to: health.and_then(|health| health.moved_to.clone()),
        health: health.map(|health| (health.state.as_str(), health.state.meaning(), why)),
        since,
        truncated: card.truncated_percent,
        ledger: format!("/ledger?source={}", links::encoded(source.id.as_str())),
    }
}

/// What the time behind a health is the time of.
fn since_words(state: State) -> &'static str {
    match state {
        State::Failing | State::Dead => "since",
        State::Blocked | State::Refused => "last tried",
        _ => "last new",
    }
}

/// The name of a source; other machines see of a path only its last part.
pub(super) fn shown_name(source: &Source, own_machine: bool) -> String {
    if source.kind.is_web() || own_machine { source.address.clone() } else { last_part(&source.address) }
}
