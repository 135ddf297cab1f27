//! Feeds of stories: of the front page, a category, a topic, an outlet, a search. In: story cards. Out: one entry a story.
//! Never: a story twice; its entry keeps its id and is updated.

use super::{ENTRIES_MAX, Entry, Feed, Form, citer, content, instant, urn};
use crate::error::Result;
use crate::model::StoryId;
use crate::serve::Site;
use crate::serve::archive::StoryCard;
use crate::serve::front::coverage;
use crate::serve::links;
use crate::serve::reply::{Asked, Reply};
use crate::serve::search::Search;
use crate::store::Stories;

const NO_FEED: Reply = Reply::Nowhere("There is no such page");

/// What a feed is of.
struct Head {
    id: String,
    title: String,
    about: String,
    page: String,
}

pub(in crate::serve) fn front(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(form) = Form::of(asked) else { return Ok(NO_FEED) };
    let head = Head {
        id: urn(&["front"]),
        title: "Backstory".to_owned(),
        about: "Stories, explained".to_owned(),
        page: links::FRONT.to_owned(),
    };
    feed(site, head, &site.archive.newest(Stories::All, ENTRIES_MAX)?, &asked.base)?.answer(form, &asked.base)
}

pub(in crate::serve) fn category(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(form) = Form::of(asked) else { return Ok(NO_FEED) };
    let name = asked.part("name");
    let cards = site.archive.newest(Stories::Category(name), ENTRIES_MAX)?;
    if cards.is_empty() {
        return Ok(Reply::Nowhere("There is no such category"));
    }
    let head = Head {
        id: urn(&["category", name]),
        title: format!("{name} · Backstory"),
        about: format!("Stories in the category {name}, explained"),
        page: links::category(name),
    };
    feed(site, head, &cards, &asked.base)?.answer(form, &asked.base)
}

pub(in crate::serve) fn topic(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(form) = Form::of(asked) else { return Ok(NO_FEED) };
    let id = asked.part("id");
    let Some(file) = site.archive.topic(id, 0, ENTRIES_MAX)? else {
        return Ok(Reply::Nowhere("There is no such topic"));
    };
    let head = Head {
        id: urn(&["topic", id]),
        title: format!("{} · Backstory", file.name),
        about: format!("Stories about {}, explained", file.name),
        page: links::topic(id),
    };
    let stories: Vec<StoryId> = file.stories.into_iter().map(|story| story.id).collect();
    feed(site, head, &site.archive.stories(&stories)?, &asked.base)?.answer(form, &asked.base)
}

pub(in crate::serve) fn outlet(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(form) = Form::of(asked) else { return Ok(NO_FEED) };
    let id = asked.part("id");
    let Some(file) = site.archive.outlet(id, 0, ENTRIES_MAX)? else {
        return Ok(Reply::Nowhere("There is no such outlet"));
    };
    let head = Head {
        id: urn(&["outlet", id]),
        title: format!("{} · Backstory", file.name),
        about: format!("Stories that {} tells, explained", file.name),
        page: format!("/outlets/{}", links::encoded(id)),
    };
    let stories: Vec<StoryId> = file.stories.into_iter().map(|(story, _)| story.id).collect();
    feed(site, head, &site.archive.stories(&stories)?, &asked.base)?.answer(form, &asked.base)
}

pub(in crate::serve) fn search(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(form) = Form::of(asked) else { return Ok(NO_FEED) };
    let search = Search::read(asked);
    let query = match search.query(&site.clock) {
        Ok(query) => query,
        Err(why) => return Ok(Reply::Bad(why)),
    };
    let cards = site.archive.newest_found(&query, ENTRIES_MAX)?;
    let head = Head {
        id: urn(&["search", &search.parameters()]),
        title: format!("{} · Backstory", search.title()),
        about: "Stories that a search finds, newest first".to_owned(),
        page: search.page(),
    };
    feed(site, head, &cards, &asked.base)?.answer(form, &asked.base)
}

fn feed(site: &Site, head: Head, cards: &[StoryCard], base: &str) -> Result<Feed> {
    let citer = citer(site, cards.iter().flat_map(|card| &card.explainer.happened))?;
    let entry = |card: &StoryCard| {
        let explainer = &card.explainer;
        let facts = coverage(card.articles, card.reports);
        let (html, text) = content(&citer, base, &explainer.happened, facts)?;
        let received = card.received.map(|received| received.0).unwrap_or_default();
        Ok(Entry {
            id: urn(&["story", &explainer.story]),
            title: explainer.headline.text.clone(),
            language: explainer.headline.lang.clone(),
            page: links::story(&explainer.story),
            updated: card.newest.map_or(received, instant),
            html,
            text,
            category: card.category.clone(),
        })
    };
    Ok(Feed {
        entries: cards.iter().map(entry).collect::<Result<_>>()?,
        received: cards.iter().filter_map(|card| card.received).max(),
        id: head.id,
        title: head.title,
        about: head.about,
        page: head.page,
    })
}
