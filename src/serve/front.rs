//! The front page and the pages of categories: ranked lists of stories. In: story cards. Out: HTML. Never: a rank of its own.

use super::Site;
use super::archive::StoryCard;
use super::clock::Shown;
use super::links;
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::{Citer, Outlet, Sentence};
use crate::error::Result;
use crate::store::Stories;
use askama::Template;

/// Outlets named under a headline; the others are counted.
const OUTLETS_SHOWN: usize = 5;

/// Stories shown of each category on the front page: a screen of them, by eye.
const STORIES_PER_CATEGORY: usize = 5;

#[derive(Template)]
#[template(path = "front.html")]
struct Page {
    frame: Frame,
    heading: String,
    /// Address and name of each category.
    categories: Vec<(String, String)>,
    /// The front page by category; empty where there are none, and in the whole list.
    sections: Vec<Section>,
    stories: Vec<Entry>,
    total: usize,
    number: usize,
    newer: Option<String>,
    older: Option<String>,
}

/// The first stories of a category.
struct Section {
    name: String,
    href: Option<String>,
    stories: Vec<Entry>,
}

#[derive(Clone)]
struct Entry {
    href: String,
    headline: Sentence,
    first: Option<Sentence>,
    coverage: String,
    outlets: Vec<Outlet>,
    /// Outlets that are not named.
    others: usize,
    newest: Option<Shown>,
}

/// The front page: by category where stories have one, else, and from its first numbered page on, one list.
pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let categories = site.archive.categories()?;
    if asked.query("page").is_some() || categories.is_empty() {
        return list(site, asked, Stories::All, links::FRONT, "Stories");
    }
    let mut sections = Vec::new();
    for name in &categories {
        sections.extend(section(site, Stories::Category(name), name, Some(links::category(name)))?);
    }
    sections.extend(section(site, Stories::Unsorted, "Other stories", None)?);
    let (_, total) = site.archive.front(Stories::All, 0, 0)?;
    html(&Page {
        frame: site.frame("Backstory"),
        heading: "Stories".to_owned(),
        categories: named(&categories),
        sections,
        stories: Vec::new(),
        total,
        number: 1,
        newer: None,
        older: Some(format!("{}?page=1", links::FRONT)),
    })
}

/// The page of one category.
pub(super) fn category(site: &Site, asked: &Asked) -> Result<Reply> {
    let name = asked.part("name");
    list(site, asked, Stories::Category(name), &links::category(name), name)
}

/// The first stories of a category, if it has any.
fn section(site: &Site, which: Stories<'_>, name: &str, href: Option<String>) -> Result<Option<Section>> {
    let (cards, _) = site.archive.front(which, 0, STORIES_PER_CATEGORY)?;
    let stories: Vec<Entry> = cards.iter().map(|card| entry(site, card)).collect();
    Ok((!stories.is_empty()).then(|| Section { name: name.to_owned(), href, stories }))
}

/// Address and name of each category.
fn named(categories: &[String]) -> Vec<(String, String)> {
    categories.iter().map(|name| (links::category(name), name.clone())).collect()
}

/// One page of a ranked list.
fn list(site: &Site, asked: &Asked, which: Stories<'_>, page: &str, heading: &str) -> Result<Reply> {
    let Some(number) = asked.number() else { return Ok(Reply::Bad("page is a number from 1.")) };
    let per_page = site.options.stories_per_page.max(1);
    let offset = (number - 1).saturating_mul(per_page);
    let (cards, total) = site.archive.front(which, offset, per_page)?;
    if cards.is_empty() && number > 1 {
        return Ok(Reply::Nowhere("There are not that many stories"));
    }
    if cards.is_empty() && which != Stories::All {
        return Ok(Reply::Nowhere("There is no such category"));
    }
    let title = if which == Stories::All { "Backstory" } else { heading };
    let more = offset.saturating_add(cards.len()) < total;
    html(&Page {
        frame: site.frame_of(title, page),
        heading: heading.to_owned(),
        categories: named(&site.archive.categories()?),
        sections: Vec::new(),
        stories: cards.iter().map(|card| entry(site, card)).collect(),
        total,
        number,
        newer: (number > 1).then(|| earlier(page, number)),
        older: more.then(|| links::numbered(page, number + 1)),
    })
}

/// The page of a list before this one; the first page of the whole list is not the front page by category.
fn earlier(page: &str, number: usize) -> String {
    if page == links::FRONT { format!("{page}?page={}", number - 1) } else { links::numbered(page, number - 1) }
}

fn entry(site: &Site, card: &StoryCard) -> Entry {
    let explainer = &card.explainer;
    let citer = Citer::none(&site.clock);
    let mut outlets = Outlet::each(explainer.papers.reports.iter().flat_map(|report| &report.outlets));
    let others = outlets.len().saturating_sub(OUTLETS_SHOWN);
    outlets.truncate(OUTLETS_SHOWN);
    Entry {
        href: links::story(&explainer.story),
        headline: citer.sentence(&explainer.headline),
        first: explainer.happened.first().map(|line| citer.sentence(line)),
        coverage: coverage(card.articles, card.reports),
        outlets,
        others,
        newest: card.newest.map(|newest| site.clock.moment(newest)),
    }
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
