//! A feed's address. In: the source and limits. Out: a page per item, with what the feed said of it.
//! Never: fetches a known page again, stops at an item that fails, or goes on beyond the source's time.

use super::feed::{self, Feed, Item};
use super::fetch::{Failure, Fetched, Fetcher};
use super::{Gathered, Options};
use crate::error::Problem;
use crate::model::{ArticleDraft, Modified, Page, Published, Received, Source};
use crate::text::canonical_url;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Content type of a page whose body stood in the feed.
const FROM_FEED: &str = "text/html; charset=utf-8";

/// The pages of a feed's items that are not known yet.
pub(super) fn pages(source: &Source, options: &Options, now: Received, known: &dyn Fn(&str) -> bool) -> Gathered {
    let deadline = Instant::now() + Duration::from_secs(options.source_seconds.into());
    let fetcher = Fetcher::new(options);
    let mut gathered = Gathered::default();
    match the_feed(&fetcher, source, deadline) {
        Err(problem) => gathered.problems.push(problem),
        Ok(feed) => run(&fetcher, source, feed, (options, now, deadline), known, &mut gathered),
    }
    gathered
}

fn the_feed(fetcher: &Fetcher<'_>, source: &Source, deadline: Instant) -> Result<Feed, Problem> {
    let place = format!("source {}", source.address);
    let fetched = fetcher.fetch(&source.address, deadline).map_err(|failure| problem(&place, failure))?;
    if fetched.status != 200 {
        let what = format!("the server answered {}", fetched.status);
        return Err(Problem::new(place, what, "check the address in a browser"));
    }
    feed::parse(&fetched.body, &fetched.content_type, &fetched.url).ok_or_else(|| no_feed(place, &fetched))
}

fn no_feed(place: String, fetched: &Fetched) -> Problem {
    let kind = if fetched.content_type.is_empty() { "something" } else { &fetched.content_type };
    let hint = "give the address of an RSS, Atom or JSON feed; a site names it on its pages";
    Problem::new(place, format!("not a feed: the server sent {kind}"), hint)
}

fn problem(place: &str, failure: Failure) -> Problem {
    Problem::new(place, failure.what, failure.hint)
}

/// Fetches the items, first come first served, until a limit is met.
fn run(
    fetcher: &Fetcher<'_>,
    source: &Source,
    feed: Feed,
    (options, now, deadline): (&Options, Received, Instant),
    known: &dyn Fn(&str) -> bool,
    gathered: &mut Gathered,
) {
    let broken = |(at, what): &(usize, String)| {
        Problem::new(format!("source {} item {at}", source.address), what.clone(), "the item is passed over")
    };
    gathered.problems.extend(feed.problems.iter().map(broken));
    let waiting = waiting(source, &feed, known, gathered);
    for (at, (url, item)) in waiting.iter().enumerate() {
        if gathered.pages.len() >= options.items_max || Instant::now() >= deadline {
            gathered.left = waiting.len() - at;
            return;
        }
        let said = said(&feed, item);
        if options.fetch_items {
            fetched(fetcher.fetch(url, deadline), (url, now), item, said, gathered);
        } else {
            gathered.pages.extend(from_feed(url, now, item, said));
        }
    }
}

/// The items with an address that is not known yet, each address once.
fn waiting<'f>(
    source: &Source,
    feed: &'f Feed,
    known: &dyn Fn(&str) -> bool,
    gathered: &mut Gathered,
) -> Vec<(String, &'f Item)> {
    let (mut seen, mut waiting) = (BTreeSet::new(), Vec::new());
    for (at, item) in feed.items.iter().enumerate() {
        match item.link.as_deref().and_then(canonical_url) {
            Some(url) if known(&url) || !seen.insert(url.clone()) => {}
            Some(url) => waiting.push((url, item)),
            None => {
                let place = format!("source {} item {}", source.address, at + 1);
                gathered.problems.push(Problem::new(place, "it has no address", "the item is passed over"));
            }
        }
    }
    waiting
}

/// What the feed says of an item.
fn said(feed: &Feed, item: &Item) -> ArticleDraft {
    ArticleDraft {
        outlet: feed.title.clone(),
        title: item.title.clone().unwrap_or_default(),
        published: item.published.map(Published),
        modified: item.modified.map(Modified),
        language: item.language.clone().or_else(|| feed.language.clone()),
        authors: item.authors.clone(),
        ..ArticleDraft::default()
    }
}

/// A page whose body is what the feed holds of the item.
fn from_feed(url: &str, now: Received, item: &Item, said: ArticleDraft) -> Option<Page> {
    let body = item.content.clone()?.into_bytes();
    Some(Page { url: url.to_owned(), fetched: now, status: 200, content_type: FROM_FEED.to_owned(), body, said })
}

/// The page of an item; where it could not be had, the feed's own content and a problem. A reply that will stay as it is
/// (404, 410) is kept as an empty page, so that it is not asked for in each run.
fn fetched(
    fetched: Result<Fetched, Failure>,
    (url, now): (&str, Received),
    item: &Item,
    mut said: ArticleDraft,
    gathered: &mut Gathered,
) {
    let failure = match fetched {
        Ok(fetched) if fetched.status == 200 => {
            said.url = (fetched.url.as_str() != url).then(|| fetched.url.into());
            let Fetched { status, content_type, body, .. } = fetched;
            gathered.pages.push(Page { url: url.to_owned(), fetched: now, status, content_type, body, said });
            return;
        }
        Ok(fetched) => {
            if matches!(fetched.status, 404 | 410) && item.content.is_none() {
                let Fetched { status, content_type, .. } = fetched;
                gathered.pages.push(Page {
                    url: url.to_owned(),
                    fetched: now,
                    status,
                    content_type,
                    body: Vec::new(),
                    said,
                });
                return;
            }
            Failure { what: format!("the server answered {}", fetched.status), hint: "the feed's own words are used" }
        }
        Err(failure) => failure,
    };
    gathered.problems.push(problem(url, failure));
    gathered.pages.extend(from_feed(url, now, item, said));
}
