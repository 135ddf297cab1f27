//! What a source lists, and what it is in the first place. In: a source of the web and what is remembered of it.
//! Out: the pages that it names, with what it says of each, or itself as a page. Never: fetches those pages.

use super::ask::{Asker, Nothing, Reply};
use super::feed::{self, Feed};
use super::fetch::Fetched;
use super::sitemap::{self, Listed, Sitemap};
use super::{discover, reason};
use crate::model::{
    ArticleDraft, Asked, LedgerLine, Modified, Moment, Outcome, Published, Source, SourceKind, SourceState, Validators,
};
use crate::text::canonical_url;
use std::collections::{BTreeSet, VecDeque};
use url::Url;

/// How many of the feeds that a page names are tried, until one is a feed.
const FEEDS_TRIED: usize = 3;
/// How many sitemaps of an index one run reads, newest first: one a day makes ten days.
const SITEMAPS_MAX: usize = 10;
/// How deep an index of indexes is followed.
const DEPTH_MAX: usize = 2;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// What was found at a source.
pub(super) enum Found {
    /// It is as it was.
    Same,
    /// Pages.
    Listing(Listing),
    /// It is a page itself.
    Page(Fetched),
    /// Nothing.
    Nothing(Nothing),
}

/// The pages that a source names.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) kind: Option<SourceKind>,
    /// Where it is, where that is to be remembered.
    pub(super) address: Option<String>,
    pub(super) title: Option<String>,
    pub(super) validators: Validators,
    /// Each address once.
    pub(super) entries: Vec<Entry>,
}

/// A page that a source names.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its canonical address.
    pub(super) url: String,
    pub(super) said: ArticleDraft,
    /// What the source holds of it.
    pub(super) content: Option<String>,
    pub(super) modified: Option<Moment>,
}

/// Looks what a source lists now.
pub(super) fn look(asker: &mut Asker<'_>, source: &Source, state: &SourceState) -> Found {
    let address = state.listing.as_deref().unwrap_or(&source.address);
    let asked = if source.kind == SourceKind::Page { Asked::Page } else { Asked::Listing };
    let (line, reply) = asker.ask(asked, address, Some(&state.validators));
    let fetched = match reply {
        Reply::New(fetched) => *fetched,
        Reply::Same(_) => {
            asker.lines.push(line);
            return Found::Same;
        }
        Reply::Nothing(nothing) => {
            asker.lines.push(line);
            return Found::Nothing(nothing);
        }
    };
    match source.kind {
        SourceKind::Page => {
            asker.lines.push(line);
            Found::Page(fetched)
        }
        SourceKind::Feed => match feed_of(&fetched) {
            Some(feed) => Found::Listing(of_feed(asker, line, feed, fetched, state.listing.clone())),
            None => wrong(asker, line, &fetched, reason::NOT_A_FEED),
        },
        SourceKind::Sitemap => match sitemap::parse(&fetched.body, &fetched.url) {
            Some(sitemap) => Found::Listing(of_sitemap(asker, line, sitemap, fetched, state.listing.clone())),
            None => wrong(asker, line, &fetched, reason::NOT_A_SITEMAP),
        },
        _ => of_site(asker, line, fetched),
    }
}

fn feed_of(fetched: &Fetched) -> Option<Feed> {
    feed::parse(&fetched.body, &fetched.content_type, &fetched.url)
}

/// Notes that what came is not what was looked for.
fn wrong(asker: &mut Asker<'_>, line: LedgerLine, fetched: &Fetched, reason: &'static str) -> Found {
    let kind = if fetched.content_type.is_empty() { "something" } else { &fetched.content_type };
    let hint = "give the address of a feed, of a site that names one, or of a sitemap";
    let line = LedgerLine { outcome: Outcome::Failed, ..line };
    asker.lines.push(line.because(reason, format!("{reason}: the server sent {kind}"), hint));
    Found::Nothing(Nothing { reason, status: fetched.status, wait: None })
}

/// An address of which nobody has looked yet what it is.
fn of_site(asker: &mut Asker<'_>, line: LedgerLine, fetched: Fetched) -> Found {
    if let Some(feed) = feed_of(&fetched) {
        return Found::Listing(of_feed(asker, line, feed, fetched, None));
    }
    if let Some(sitemap) = sitemap::parse(&fetched.body, &fetched.url) {
        return Found::Listing(of_sitemap(asker, line, sitemap, fetched, None));
    }
    if !discover::is_page(&fetched.content_type, &fetched.body) {
        return wrong(asker, line, &fetched, reason::NOT_A_FEED);
    }
    asker.lines.push(line);
    if discover::is_article(&fetched.body, &fetched.content_type) {
        return Found::Page(fetched);
    }
    let named = discover::feeds(&fetched.body, &fetched.content_type, &fetched.url);
    // Only who gives the address of a site means its feed; a page further down is meant itself unless it names one.
    let is_front = fetched.url.path() == "/";
    let usual: Vec<String> =
        discover::USUAL_PATHS.iter().filter(|_| is_front).filter_map(|path| at(&fetched.url, path)).collect();
    let tried = if named.is_empty() { usual } else { named.into_iter().take(FEEDS_TRIED).collect() };
    for address in tried {
        if let Some(listing) = try_feed(asker, &address) {
            return Found::Listing(listing);
        }
    }
    for address in asker.hosts.sitemaps(&fetched.url).into_iter().take(if is_front { SITEMAPS_MAX } else { 0 }) {
        let (line, reply) = asker.ask(Asked::Listing, &address, None);
        match reply {
            Reply::New(found) => match sitemap::parse(&found.body, &found.url) {
                Some(sitemap) => return Found::Listing(of_sitemap(asker, line, sitemap, *found, Some(address))),
                None => guessed(asker, line),
            },
            _ => asker.lines.push(line),
        }
    }
    Found::Page(fetched)
}

/// A path of a host.
fn at(host: &Url, path: &str) -> Option<String> {
    host.join(path).ok().map(String::from)
}

/// The feed at an address that may hold one.
fn try_feed(asker: &mut Asker<'_>, address: &str) -> Option<Listing> {
    let (line, reply) = asker.ask(Asked::Listing, address, None);
    if let Reply::New(found) = reply {
        if let Some(feed) = feed_of(&found) {
            return Some(of_feed(asker, line, feed, *found, Some(address.to_owned())));
        }
        guessed(asker, line);
    } else if line.status.is_some_and(|status| matches!(status, 400..=428 | 430..=499)) {
        guessed(asker, line);
    } else {
        asker.lines.push(line);
    }
    None
}

/// Notes that there was nothing at a place that was only a guess: no problem of anybody.
fn guessed(asker: &mut Asker<'_>, line: LedgerLine) {
    let line = LedgerLine { outcome: Outcome::Received, ..line };
    asker.lines.push(line.because("", "a feed may have been there; there is none", ""));
}

fn of_feed(asker: &mut Asker<'_>, line: LedgerLine, feed: Feed, fetched: Fetched, address: Option<String>) -> Listing {
    let place = |number: usize| format!("{} item {number}", line.place);
    let mut lines = Vec::new();
    let mut dropped = |number: usize, reason: &'static str, what: &str| {
        let dropped = LedgerLine::new(asker.now, Asked::Item, Outcome::Dropped, place(number));
        lines.push(dropped.because(reason, what, "the item is passed over"));
    };
    for (number, what) in &feed.problems {
        dropped(*number, reason::UNREADABLE, what);
    }
    asker.lines.extend(feed.noted.iter().map(|(number, what)| {
        let noted = LedgerLine::new(asker.now, Asked::Item, Outcome::Noted, place(*number));
        noted.because(reason::UNREADABLE, what, "what is whole of it is taken")
    }));
    let (mut seen, mut entries) = (BTreeSet::new(), Vec::new());
    let (outlet, language) = (feed.title.clone(), feed.language.clone());
    let count = feed.items.len();
    for (index, item) in feed.items.into_iter().enumerate() {
        match item.link.as_deref().and_then(canonical_url) {
            None => dropped(index + 1, reason::NO_ADDRESS, "it has no address"),
            Some(url) if seen.insert(url.clone()) => {
                let said = ArticleDraft {
                    outlet: outlet.clone(),
                    title: item.title.unwrap_or_default(),
                    published: item.published.map(Published),
                    modified: item.modified.map(Modified),
                    language: item.language.or_else(|| language.clone()),
                    authors: item.authors,
                    ..ArticleDraft::default()
                };
                entries.push(Entry { url, said, content: item.content, modified: item.modified });
            }
            Some(_) => {}
        }
    }
    asker.lines.push(LedgerLine { items: u32::try_from(count).ok(), ..line });
    asker.lines.append(&mut lines);
    let address = fetched.moved.map(String::from).or(address);
    let (kind, title) = (Some(SourceKind::Feed), feed.title);
    Listing { kind, address, title, validators: fetched.validators, entries }
}

/// The pages of a sitemap and of those that it names, newest first.
fn of_sitemap(
    asker: &mut Asker<'_>,
    line: LedgerLine,
    sitemap: Sitemap,
    fetched: Fetched,
    address: Option<String>,
) -> Listing {
    let items = |sitemap: &Sitemap| u32::try_from(sitemap.pages.len() + sitemap.sitemaps.len()).ok();
    asker.lines.push(LedgerLine { items: items(&sitemap), ..line });
    let is_index = !sitemap.sitemaps.is_empty();
    let mut pages = sitemap.pages;
    let mut waiting: VecDeque<(Listed, usize)> =
        newest_first(sitemap.sitemaps).into_iter().map(|one| (one, 1)).collect();
    let mut read = 0;
    while let Some((one, depth)) = waiting.pop_front() {
        if read == SITEMAPS_MAX || asker.is_over() {
            break;
        }
        read += 1;
        let (line, reply) = asker.ask(Asked::Listing, &one.url, None);
        let Reply::New(found) = reply else {
            asker.lines.push(line);
            continue;
        };
        let Some(inner) = sitemap::parse(&found.body, &found.url) else {
            let _ = wrong(asker, line, &found, reason::NOT_A_SITEMAP);
            continue;
        };
        asker.lines.push(LedgerLine { items: items(&inner), ..line });
        pages.extend(inner.pages);
        if depth < DEPTH_MAX {
            newest_first(inner.sitemaps).into_iter().rev().for_each(|one| waiting.push_front((one, depth + 1)));
        }
    }
    // An index may be as it was while what it names is not, so it is read whole each time.
    let validators = if is_index { Validators::default() } else { fetched.validators };
    let address = fetched.moved.map(String::from).or(address);
    Listing { kind: Some(SourceKind::Sitemap), address, title: None, validators, entries: entries(asker, pages) }
}

/// The newest first; those without a time last, as they stand.
fn newest_first(mut listed: Vec<Listed>) -> Vec<Listed> {
    listed.sort_by_key(|one| std::cmp::Reverse(time(one)));
    listed
}

/// When what is listed was last changed, or published.
fn time(listed: &Listed) -> Option<i64> {
    let published = listed.said.published.map(|published| published.0);
    listed.modified.or(published).map(Moment::order_key)
}

/// Pages that are not too old, each once.
fn entries(asker: &Asker<'_>, pages: Vec<Listed>) -> Vec<Entry> {
    let oldest = asker.now.0.as_second() - i64::from(asker.options.sitemap_days) * DAY;
    let mut seen = BTreeSet::new();
    let young = newest_first(pages).into_iter().filter(|one| time(one).is_none_or(|time| time >= oldest));
    young
        .filter_map(|one| {
            let url = canonical_url(&one.url).filter(|url| seen.insert(url.clone()))?;
            Some(Entry { url, said: one.said, content: None, modified: one.modified })
        })
        .collect()
}
