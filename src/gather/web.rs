//! Sources of the web, several at once. In: sources, memory, limits. Out: hauls, source by source in the order that was asked for.
//! Never: hands a source's hauls over in another order, or holds more than so many bytes back to keep the order of sources.

use super::ask::{Asker, Nothing};
use super::fetch::Fetcher;
use super::hosts::{Hosts, origin};
use super::listing::{self, Found};
use super::{Due, Haul, Memory, Options, items, reason, when};
use crate::error::Result;
use crate::model::{ArticleDraft, Received, SourceKind, SourceState, Validators};
use crate::text::canonical_url;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};
use url::Url;

/// How many hauls may wait to be taken before the threads that make them wait.
const WAITING_MAX: usize = 8;
/// Hauls of later sources are held back until those of earlier ones are through, up to so many bytes; beyond, what is there is taken.
const HELD_BYTES_MAX: usize = 64 << 20;

/// A haul of one of the sources, and whether it is its last.
type Sent = (usize, Haul, bool);

/// Gathers from these sources of the web; the numbers are their places in `all`.
pub(super) fn gather(
    all: &[Due],
    numbers: &[usize],
    memory: &dyn Memory,
    options: &Options,
    now: Received,
    take: &mut dyn FnMut(Haul) -> Result<()>,
) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let (fetcher, hosts) = (Fetcher::new(options), Hosts::new(memory, options, now));
    let groups = by_host(all, numbers);
    let next = AtomicUsize::new(0);
    let threads = options.parallel.clamp(1, groups.len().max(1));
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Sent>(WAITING_MAX);
        for _ in 0..threads {
            let (sender, fetcher, hosts, next, groups) = (sender.clone(), &fetcher, &hosts, &next, &groups);
            scope.spawn(move || {
                while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let deadline = Instant::now();
                    let (lines, met) = (Vec::new(), BTreeSet::new());
                    let mut asker = Asker { fetcher, hosts, options, now, deadline, lines, met };
                    for (place, number, due) in group {
                        asker.deadline = Instant::now() + Duration::from_secs(options.source_seconds.into());
                        let mut send = |haul: Haul| {
                            let last = haul.state.is_some();
                            sender.send((*place, haul, last)).is_ok()
                        };
                        if !source(&mut asker, (*number, due), memory, &mut send) {
                            return;
                        }
                    }
                }
            });
        }
        drop(sender);
        in_order(&receiver, take)
    })
}

/// The sources, those of one host (scheme, name and port) one after the other: a paper's feeds name the same pages, and each is fetched once a run.
fn by_host<'d>(all: &'d [Due], numbers: &[usize]) -> Vec<Vec<(usize, usize, &'d Due)>> {
    let mut groups: Vec<Vec<(usize, usize, &Due)>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (place, number) in numbers.iter().enumerate() {
        let Some(due) = all.get(*number) else { continue };
        let address = due.state.listing.as_deref().unwrap_or(&due.source.address);
        let host = Url::parse(address).ok().map(|url| origin(&url)).unwrap_or_default();
        let at = *known.entry(host).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push((place, *number, due)),
            None => groups.push(vec![(place, *number, due)]),
        }
    }
    groups
}

/// Takes hauls in the order of their sources, unless too much would be held back for that.
fn in_order(receiver: &Receiver<Sent>, take: &mut dyn FnMut(Haul) -> Result<()>) -> Result<()> {
    let mut held: BTreeMap<usize, (Vec<Haul>, bool)> = BTreeMap::new();
    let (mut turn, mut bytes) = (0, 0);
    while let Ok((place, haul, last)) = receiver.recv() {
        bytes += weight(&haul);
        let (hauls, ended) = held.entry(place).or_default();
        hauls.push(haul);
        *ended |= last;
        while let Some((hauls, ended)) = held.get_mut(&turn) {
            for haul in std::mem::take(hauls) {
                bytes -= weight(&haul);
                take(haul)?;
            }
            if !*ended {
                break;
            }
            held.remove(&turn);
            turn += 1;
        }
        if bytes > HELD_BYTES_MAX {
            let hauls: Vec<Haul> = held.values_mut().flat_map(|(hauls, _)| std::mem::take(hauls)).collect();
            bytes = 0;
            hauls.into_iter().try_for_each(&mut *take)?;
        }
    }
    // Every source has an end; were one missing, what others gave would not be lost by that.
    held.into_values().flat_map(|(hauls, _)| hauls).try_for_each(take)
}

fn weight(haul: &Haul) -> usize {
    haul.pages.iter().map(|page| page.body.len()).sum()
}

/// Gathers from one source; false where nobody wants more.
fn source(asker: &mut Asker<'_>, (number, due): (usize, &Due), memory: &dyn Memory, send: items::Send<'_>) -> bool {
    let mut state = due.state.clone();
    let mut last = Haul { due: number, ..Haul::default() };
    match listing::look(asker, &due.source, &due.state) {
        Found::Same => went_well(&mut state),
        Found::Nothing(nothing) => went_wrong(&mut state, &nothing, asker.now),
        Found::Page(fetched) => {
            went_well(&mut state);
            state.validators = fetched.validators.clone();
            last.kind = Some(SourceKind::Page);
            let url = canonical_url(&due.source.address).unwrap_or_else(|| due.source.address.clone());
            let before = memory.visit(&url);
            last.visits.push(items::visited(&url, asker.now, before.as_ref(), 200, fetched.validators.clone()));
            last.pages.push(items::page(fetched, &url, asker.now, ArticleDraft::default()));
        }
        Found::Listing(found) => {
            went_well(&mut state);
            last.kind = found.kind;
            state.title = found.title.or(state.title);
            state.listing = found.address.filter(|address| *address != due.source.address);
            let taken = items::take(asker, number, found.entries, memory, &mut *send);
            if taken.stopped {
                return false;
            }
            last.left = taken.left;
            // What is left is met again only if the listing is read again.
            state.validators = if taken.left == 0 { found.validators } else { Validators::default() };
        }
    }
    last.lines = std::mem::take(&mut asker.lines);
    last.hosts = asker.hosts.learnt();
    last.state = Some(state);
    send(last)
}

fn went_well(state: &mut SourceState) {
    state.failures = 0;
    state.not_before = None;
}

/// Remembers that a source failed, and until when it is left.
fn went_wrong(state: &mut SourceState, nothing: &Nothing, now: Received) {
    if nothing.is_left() {
        return;
    }
    state.failures = state.failures.saturating_add(1);
    let wait = when::back_off(state.failures, nothing.reason == reason::GONE, nothing.wait);
    state.not_before = Some(when::after(now, wait));
}
