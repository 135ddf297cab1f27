//! Feeds: what is new on a page, for feed readers. In: what an archive lists, newest first. Out: Atom and JSON Feed.
//! Never: a time of the clock, an id made of a host or a position, or foreign text as markup.

mod atom;
mod json;
mod lists;
mod story;

pub(super) use lists::{category, front, outlet, search, topic};
pub(super) use story::story;

use super::Site;
use super::links;
use super::reply::{Asked, Document, Reply};
use super::sentences::{Citer, Sentence};
use crate::error::{Error, Kind, Result};
use crate::model::{Moment, Received};
use crate::wire::StatementLine;
use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Entries of a feed: readers ask every hour or so, and no hour brings more that one would read.
const ENTRIES_MAX: usize = 30;

/// What every id begins with; what follows is made of ids that never change.
const NAMESPACE: &str = "urn:backstory:";

/// The two forms of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Atom,
    Json,
}

impl Form {
    /// The form that the last part of an address asks for.
    fn of(asked: &Asked) -> Option<Self> {
        match asked.part("feed") {
            links::ATOM => Some(Self::Atom),
            links::JSON => Some(Self::Json),
            _ => None,
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }
}

/// A feed, before it has a form.
struct Feed {
    id: String,
    title: String,
    /// What stands in it, in a line.
    about: String,
    /// The page that it belongs to, as a path.
    page: String,
    entries: Vec<Entry>,
    /// When the last of what it holds was received.
    received: Option<Received>,
}

/// One entry.
struct Entry {
    id: String,
    title: String,
    language: String,
    /// A path.
    page: String,
    updated: Timestamp,
    html: String,
    text: String,
    category: Option<String>,
}

impl Feed {
    /// The newest time of its entries; the beginning of time where there are none, as a feed must have one.
    fn updated(&self) -> Timestamp {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The feed as an answer.
    fn answer(self, form: Form, base: &str) -> Result<Reply> {
        let body = match form {
            Form::Atom => atom::write(&self, base),
            Form::Json => json::write(&self, base),
        };
        let body = body.map_err(|error| Error::new(Kind::Io, format!("feed {}: {error}", self.id)))?;
        let changed = self.received.map_or(self.updated(), |received| received.0.max(self.updated()));
        let modified = (!self.entries.is_empty()).then_some(changed);
        Ok(Reply::Document(Document { content_type: form.content_type(), modified, body }))
    }
}

/// An id made of these parts.
fn urn(parts: &[&str]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| links::encoded(part).replace('~', "%7E")).collect();
    format!("{NAMESPACE}{}", parts.join(":"))
}

/// A moment as a point in time; a plain day begins in UTC.
fn instant(moment: Moment) -> Timestamp {
    match moment {
        Moment::Instant { at, .. } => at,
        Moment::Day(date) => date.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp()),
    }
}

/// What an entry shows.
#[derive(Template)]
#[template(path = "entry.html")]
struct Content<'a> {
    base: &'a str,
    sentences: Vec<Sentence>,
    facts: String,
}

/// What happened, with its citations, as HTML and as plain text.
fn content(citer: &Citer<'_>, base: &str, happened: &[StatementLine], facts: String) -> Result<(String, String)> {
    let mut text: Vec<&str> = happened.iter().map(|line| line.text.as_str()).collect();
    text.push(&facts);
    let text = text.join("\n");
    let content = Content { base, sentences: citer.sentences(happened), facts };
    let html = content.render().map_err(|error| Error::new(Kind::Io, format!("feed: {error}")))?;
    Ok((html, text))
}

/// The statements whose cited articles a feed has to know.
fn citer<'a, 'l>(site: &'a Site, lines: impl Iterator<Item = &'l StatementLine>) -> Result<Citer<'a>> {
    Citer::of_lines(lines, site.archive.as_ref(), &site.clock)
}
