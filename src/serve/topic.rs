//! A topic's page: what the papers say it is, what happened with it, and its stories. In: what the archive has on it.
//! Out: HTML. Never: a description without its citation, or one of ours.

use super::Site;
use super::clock::{Shown, event};
use super::links;
use super::outlet::{Told, told};
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::{Citer, Sentence};
use super::story::kind_words;
use crate::error::Result;
use crate::store::{StoryHead, TopicEntry, TopicFile};
use crate::wire::TopicLine;
use askama::Template;

/// Stories on a page.
const STORIES_PER_PAGE: usize = 30;

#[derive(Template)]
#[template(path = "topic.html")]
struct Page {
    frame: Frame,
    name: String,
    kind: String,
    /// The newest description, then others in other words.
    described: Vec<Described>,
    entries: Vec<Entry>,
    stories: Vec<Told>,
    search: String,
    number: usize,
    newer: Option<String>,
    older: Option<String>,
}

/// What one story says it is.
struct Described {
    sentence: Sentence,
    as_of: Option<Shown>,
    from: String,
    story: (String, String),
}

/// A dated entry that names it.
struct Entry {
    when: Shown,
    sentences: Vec<Sentence>,
    story: (String, String),
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(number) = asked.number() else { return Ok(Reply::Bad("page is a number from 1.")) };
    let id = asked.part("id");
    let skip = (number - 1).saturating_mul(STORIES_PER_PAGE);
    // One more than is shown tells whether there is a next page.
    let Some(mut file) = site.archive.topic(id, skip, STORIES_PER_PAGE + 1)? else {
        return Ok(Reply::Nowhere("There is no such topic"));
    };
    if file.stories.is_empty() && number > 1 {
        return Ok(Reply::Nowhere("There are not that many stories"));
    }
    let more = file.stories.len() > STORIES_PER_PAGE;
    file.stories.truncate(STORIES_PER_PAGE);
    let page = links::topic(id);
    html(&Page {
        frame: site.frame_of(&file.name, &page),
        newer: (number > 1).then(|| links::numbered(&page, number - 1)),
        older: more.then(|| links::numbered(&page, number + 1)),
        number,
        ..shown(site, file)?
    })
}

/// What there is, before it is numbered.
fn shown(site: &Site, file: TopicFile) -> Result<Page> {
    let lines = file.described.iter().map(|(_, card)| &card.description);
    let lines = lines.chain(file.entries.iter().flat_map(|entry| &entry.entry.sentences));
    let citer = Citer::of_lines(lines, site.archive.as_ref(), &site.clock)?;
    Ok(Page {
        frame: site.frame(&file.name),
        kind: kind_words(&file.kind),
        described: file.described.iter().map(|(story, card)| described(site, &citer, story, card)).collect(),
        entries: file.entries.iter().map(|line| entry(&citer, line)).collect(),
        stories: file.stories.iter().map(|story| told(site, story)).collect(),
        search: links::search(&format!("\"{}\"", file.name.replace('"', " "))),
        name: file.name,
        number: 1,
        newer: None,
        older: None,
    })
}

fn described(site: &Site, citer: &Citer<'_>, story: &StoryHead, card: &TopicLine) -> Described {
    Described {
        sentence: citer.sentence(&card.description),
        as_of: card.as_of.as_deref().map(|moment| site.clock.written(moment)),
        from: card.from.clone(),
        story: place(story),
    }
}

fn entry(citer: &Citer<'_>, line: &TopicEntry) -> Entry {
    Entry {
        when: event(&line.entry.date, &line.entry.precision),
        sentences: citer.sentences(&line.entry.sentences),
        story: place(&line.story),
    }
}

/// Address and headline of a story.
fn place(story: &StoryHead) -> (String, String) {
    (links::story(story.id.as_str()), story.headline.clone())
}
