//! The pages that a source names. In: its listing and what is remembered of each page. Out: hauls of pages, in the listing's order.
//! Never: stops at a page that fails, asks again for one that need not be, or goes on beyond the source's limits.

use super::ask::{Asker, Nothing, Reply};
use super::fetch::Fetched;
use super::listing::Entry;
use super::{Haul, Memory, reason, when};
use crate::model::{ArticleDraft, Asked, LedgerLine, Outcome, Page, Received, Validators, Visit};

/// Content type of a page whose body stood in the feed.
const FROM_FEED: &str = "text/html; charset=utf-8";
/// A haul is handed over when it holds so many pages.
const HAUL_PAGES: usize = 32;

/// So many items that are left have a line each; the others are counted in one, as a sitemap may name tens of thousands.
const LEFT_LINES_MAX: usize = 100;

/// Takes hauls as they come; false where nobody wants more.
pub(super) type Send<'s> = &'s mut dyn FnMut(Haul) -> bool;

/// What came of a source's pages.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Taken {
    /// How many wait for the next run.
    pub(super) left: usize,
    /// Nobody wants more.
    pub(super) stopped: bool,
}

/// Fetches what is new, then what may have changed.
pub(super) fn take(
    asker: &mut Asker<'_>,
    due: usize,
    entries: Vec<Entry>,
    memory: &dyn Memory,
    send: Send<'_>,
) -> Taken {
    let (mut new, mut known) = (Vec::new(), Vec::new());
    for entry in entries.into_iter().filter(|entry| !asker.met.contains(&entry.url)) {
        match memory.visit(&entry.url) {
            None => new.push((entry, None)),
            Some(visit) if when::again(&visit, entry.modified, asker.now, asker.options) => {
                known.push((entry, Some(visit)));
            }
            Some(_) => {}
        }
    }
    let (mut haul, mut taken) = (Haul { due, ..Haul::default() }, Taken::default());
    let mut left_out = LeftOut::default();
    for (at, (entry, visit)) in new.into_iter().chain(known).enumerate() {
        let over = if at >= asker.options.items_max { Some(OVER) } else { None };
        let over = over.or_else(|| asker.is_over().then_some(LATE));
        let left = match over {
            // A page that was there before is asked for again whenever there is time.
            Some(_) if visit.is_some() => continue,
            Some(why) => {
                haul.lines.extend(left_out.line(asker.now, &entry.url, why));
                true
            }
            None => {
                asker.met.insert(entry.url.clone());
                one(asker, entry, visit, &mut haul)
            }
        };
        taken.left += usize::from(left);
        haul.lines.append(&mut asker.lines);
        if haul.pages.len() >= HAUL_PAGES {
            haul.hosts = asker.hosts.learnt();
            if !send(std::mem::replace(&mut haul, Haul { due, ..Haul::default() })) {
                return Taken { stopped: true, ..taken };
            }
        }
    }
    haul.lines.extend(left_out.others(asker.now));
    taken.stopped = !send(haul);
    taken
}

/// Why an item is left for the next run: reason, words, hint.
type Why = (&'static str, &'static str, &'static str);
const OVER: Why = (
    reason::OVER_LIMIT,
    "one run fetches no more items of a source",
    "it waits for the next run; raise gather.items_max",
);
const LATE: Why =
    (reason::OUT_OF_TIME, "the time for this source is over", "it waits for the next run; raise gather.source_seconds");

/// Items that are left for the next run.
#[derive(Default)]
struct LeftOut {
    count: usize,
    last: Option<(String, Why)>,
}

impl LeftOut {
    /// The line of one, unless there are very many.
    fn line(&mut self, now: Received, url: &str, why: Why) -> Option<LedgerLine> {
        self.count += 1;
        self.last = Some((url.to_owned(), why));
        (self.count <= LEFT_LINES_MAX).then(|| {
            let (reason, what, hint) = why;
            LedgerLine::new(now, Asked::Item, Outcome::Left, url).because(reason, what, hint)
        })
    }

    /// The line of those that have none, at the last of them.
    fn others(self, now: Received) -> Option<LedgerLine> {
        let others = self.count.checked_sub(LEFT_LINES_MAX).filter(|others| *others > 0)?;
        let (url, (reason, what, hint)) = self.last?;
        let what = format!("{what}; with it {others} items have no line of their own");
        Some(LedgerLine::new(now, Asked::Item, Outcome::Left, url).because(reason, what, hint))
    }
}

/// The page of an item, or what the feed holds of it; whether it waits for the next run.
fn one(asker: &mut Asker<'_>, entry: Entry, visit: Option<Visit>, haul: &mut Haul) -> bool {
    if !asker.options.fetch_items && entry.content.is_some() {
        if visit.is_none() {
            haul.visits.push(visited(&entry.url, asker.now, None, 200, Validators::default()));
            haul.pages.extend(from_feed(entry, asker.now));
        }
        return false;
    }
    let had = visit.as_ref().is_some_and(|visit| visit.status == 200);
    let by = visit.as_ref().filter(|_| had).map(|visit| &visit.validators);
    let (line, reply) = asker.ask(Asked::Page, &entry.url, by);
    asker.lines.push(line);
    let url = entry.url.clone();
    let (status, validators, left) = match reply {
        Reply::New(fetched) => {
            let validators = fetched.validators.clone();
            haul.pages.push(page(*fetched, &entry.url, asker.now, entry.said));
            (200, validators, false)
        }
        Reply::Same(new) => (200, newer(by.cloned().unwrap_or_default(), new), false),
        Reply::Nothing(nothing) if nothing.is_left() => return true,
        Reply::Nothing(nothing) => {
            let by = by.cloned().unwrap_or_default();
            let status = if had && !is_gone(&nothing) { 200 } else { nothing.status };
            if !had {
                haul.pages.extend(instead(entry, &nothing, asker.now));
            }
            (status, by, nothing.reason == reason::ASKED_TO_WAIT)
        }
    };
    haul.visits.push(visited(&url, asker.now, visit.as_ref(), status, validators));
    left
}

fn is_gone(nothing: &Nothing) -> bool {
    matches!(nothing.status, 404 | 410)
}

/// What stands in for a page that could not be had: the feed's own words, or for one that is gone an empty page.
fn instead(entry: Entry, nothing: &Nothing, now: Received) -> Option<Page> {
    if entry.content.is_some() {
        return from_feed(entry, now);
    }
    is_gone(nothing).then(|| {
        let (content_type, body) = (String::new(), Vec::new());
        Page { url: entry.url, fetched: now, status: nothing.status, content_type, body, said: entry.said }
    })
}

/// A page whose body is what the feed holds of the item.
fn from_feed(entry: Entry, now: Received) -> Option<Page> {
    let (url, content_type, said) = (entry.url, FROM_FEED.to_owned(), entry.said);
    let body = entry.content?.into_bytes();
    Some(Page { url, fetched: now, status: 200, content_type, body, said })
}

/// A page as it came, under the address by which it is known.
pub(super) fn page(fetched: Fetched, url: &str, now: Received, mut said: ArticleDraft) -> Page {
    said.url = (fetched.url.as_str() != url).then(|| fetched.url.into());
    let Fetched { content_type, body, .. } = fetched;
    Page { url: url.to_owned(), fetched: now, status: 200, content_type, body, said }
}

/// A reply that nothing changed may leave out what to ask by.
fn newer(old: Validators, new: Validators) -> Validators {
    Validators { etag: new.etag.or(old.etag), last_modified: new.last_modified.or(old.last_modified) }
}

/// One more visit to a page.
pub(super) fn visited(url: &str, now: Received, before: Option<&Visit>, status: u16, validators: Validators) -> Visit {
    let times = before.map_or(0, |visit| visit.times).saturating_add(1);
    Visit { url: url.to_owned(), at: now, times, status, validators }
}
