//! The list of sources. In: what the archive reads from. Out: HTML. Never: a path of this machine to another one.

use super::Site;
use super::archive::SourceCard;
use super::clock::Shown;
use super::front::counted;
use super::links;
use super::reply::{Asked, Frame, Reply, html};
use crate::error::Result;
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
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let sources = site.archive.sources()?;
    let sources = sources.iter().map(|card| listed(site, card, asked.full_text)).collect();
    html(&Page { frame: site.frame("Sources"), sources })
}

/// Other machines see of a path only its last part.
fn listed(site: &Site, card: &SourceCard, own_machine: bool) -> Listed {
    let source = &card.source;
    let is_path = !source.kind.is_web();
    let last = source.address.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or("");
    Listed {
        name: if is_path && !own_machine { last.to_owned() } else { source.address.clone() },
        href: if is_path { None } else { links::outside(&source.address) },
        kind: source.kind.as_str(),
        paused: source.paused,
        articles: counted(card.articles, "article", "articles"),
        fetched: card.fetched.map(|fetched| site.clock.instant(fetched.0)),
        problem: card.problem.clone().filter(|_| own_machine),
    }
}
