//! The feed of one story: an entry per update of its explainer. In: its editions. Out: what happened, as each told it.
//! Never: an entry that is changed later.

use super::{ENTRIES_MAX, Entry, Feed, Form, citer, content, instant, urn};
use crate::error::Result;
use crate::model::StoryId;
use crate::serve::Site;
use crate::serve::archive::Found;
use crate::serve::front::coverage;
use crate::serve::links;
use crate::serve::reply::{Asked, Reply};
use crate::store::Edition;

pub(in crate::serve) fn story(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(form) = Form::of(asked) else { return Ok(Reply::Nowhere("There is no such page")) };
    let explainer = match site.archive.explainer(asked.part("id"))? {
        Found::Here(explainer) => explainer,
        Found::Moved(to) => return Ok(Reply::Moved(links::feed(&links::story(&to), asked.part("feed")))),
        Found::Nowhere => return Ok(Reply::Nowhere("There is no such story")),
    };
    let editions = site.archive.editions(&explainer.story, ENTRIES_MAX)?;
    let card = site.archive.stories(&[StoryId::new(&*explainer.story)])?.pop();
    let feed = Feed {
        id: urn(&["story", &explainer.story, "updates"]),
        title: format!("{} · Backstory", explainer.headline.text),
        about: "What changed in this story".to_owned(),
        page: links::story(&explainer.story),
        entries: entries(site, &explainer.story, &editions, &asked.base)?,
        received: card.and_then(|card| card.received),
    };
    feed.answer(form, &asked.base)
}

fn entries(site: &Site, story: &str, editions: &[Edition], base: &str) -> Result<Vec<Entry>> {
    let citer = citer(site, editions.iter().flat_map(|edition| &edition.happened))?;
    let whole = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let entry = |edition: &Edition| {
        let facts = coverage(whole(edition.articles), whole(edition.reports));
        let (html, text) = content(&citer, base, &edition.happened, facts)?;
        Ok(Entry {
            id: urn(&["story", story, &edition.digest]),
            title: edition.headline.text.clone(),
            language: edition.headline.lang.clone(),
            page: links::story(story),
            updated: edition.updated.map_or_else(Default::default, instant),
            html,
            text,
            category: None,
        })
    };
    editions.iter().map(entry).collect()
}
