//! The front page: a ranked list of stories. In: story cards. Out: HTML. Never: a rank of its own.

use super::Site;
use super::archive::StoryCard;
use super::clock::Shown;
use super::links;
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::{Citer, Sentence, short_outlet};
use crate::error::Result;
use crate::store::Stories;
use crate::wire::ExplainerLine;
use askama::Template;

/// Outlets named under a headline; the others are counted.
const OUTLETS_SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "front.html")]
struct Page {
    frame: Frame,
    stories: Vec<Entry>,
    total: usize,
    number: usize,
    newer: Option<String>,
    older: Option<String>,
}

struct Entry {
    href: String,
    headline: Sentence,
    first: Option<Sentence>,
    coverage: String,
    outlets: String,
    newest: Option<Shown>,
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let Ok(number) = asked.query("page").unwrap_or("1").parse::<usize>() else {
        return Ok(Reply::Bad("page is a number from 1."));
    };
    let per_page = site.options.stories_per_page.max(1);
    let offset = number.saturating_sub(1).saturating_mul(per_page);
    let (cards, total) = site.archive.front(Stories::All, offset, per_page)?;
    if cards.is_empty() && number > 1 {
        return Ok(Reply::Nowhere("There are not that many stories"));
    }
    let stories = cards.iter().map(|card| entry(site, card)).collect::<Result<_>>()?;
    let more = offset.saturating_add(cards.len()) < total;
    html(&Page {
        frame: site.frame("Backstory"),
        stories,
        total,
        number,
        newer: (number > 1).then(|| links::numbered("/", number - 1)),
        older: more.then(|| links::numbered("/", number + 1)),
    })
}

fn entry(site: &Site, card: &StoryCard) -> Result<Entry> {
    let explainer = &card.explainer;
    let citer = Citer::none(&site.clock);
    Ok(Entry {
        href: links::story(&explainer.story),
        headline: citer.sentence(&explainer.headline),
        first: explainer.happened.first().map(|line| citer.sentence(line)),
        coverage: coverage(card.articles, card.reports),
        outlets: outlets(explainer),
        newest: card.newest.map(|newest| site.clock.moment(newest)),
    })
}

/// How many articles and how many independent reports, in words.
pub(super) fn coverage(articles: usize, reports: usize) -> String {
    format!(
        "{}, {}",
        counted(articles, "article", "articles"),
        counted(reports, "independent report", "independent reports")
    )
}

/// A number with its noun.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The outlets, each once, in the order of the reports.
fn outlets(explainer: &ExplainerLine) -> String {
    let mut names: Vec<String> = Vec::new();
    for outlet in explainer.papers.reports.iter().flat_map(|report| &report.outlets) {
        let name = short_outlet(outlet);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let others = names.len().saturating_sub(OUTLETS_SHOWN);
    names.truncate(OUTLETS_SHOWN);
    let shown = names.join(", ");
    if others == 0 { shown } else { format!("{shown} and {others} more") }
}
