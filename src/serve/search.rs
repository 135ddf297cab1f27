//! The search page: a plain list. In: words. Out: HTML. Never: ranks or interprets; the archive does.

use super::Site;
use super::archive::{Hit, Query};
use super::clock::Shown;
use super::links;
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::{outlet_name, title};
use crate::error::Result;
use askama::Template;

/// Longest search, in characters; the box in the page says the same.
const WORDS_CHARACTERS_MAX: usize = 200;

/// Hits on the page.
const HITS_MAX: usize = 50;

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    frame: Frame,
    words: String,
    stories: Vec<(String, String)>,
    articles: Vec<Found>,
}

struct Found {
    href: String,
    title: String,
    outlet: String,
    published: Option<Shown>,
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let words = asked.query("q").unwrap_or("").trim();
    if words.chars().count() > WORDS_CHARACTERS_MAX {
        return Ok(Reply::Bad("A search has at most 200 characters."));
    }
    let hits = if words.is_empty() {
        Vec::new()
    } else {
        site.archive.search(&Query { words: words.to_owned(), ..Query::default() }, 0, HITS_MAX)?
    };
    let (mut stories, mut articles) = (Vec::new(), Vec::new());
    for hit in hits {
        match hit {
            Hit::Story { id, headline } => stories.push((links::story(&id), headline)),
            Hit::Article(card) => articles.push(Found {
                href: links::article(card.id.as_str(), card.version),
                title: title(&card),
                outlet: outlet_name(&card),
                published: card.published.map(|published| site.clock.moment(published.0)),
            }),
        }
    }
    let mut frame = site.frame(if words.is_empty() { "Search" } else { words });
    words.clone_into(&mut frame.words);
    html(&Page { frame, words: words.to_owned(), stories, articles })
}
