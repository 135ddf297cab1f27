//! Who did not cover a story, as its page says it. In: what the store found. Out: view types for the template.
//! Never: a source that was not read called silent, or a list that is longer than the page.

use super::Site;
use super::clock::Shown;
use super::front::counted;
use super::sentences::short_outlet;
use crate::store::{Absent, SilentSource, UnheardSource};

/// Sources that are named, of each kind: more would be longer than the story; the command has all of them.
const NAMED_MAX: usize = 30;

/// The fold.
pub(super) struct Absence {
    pub(super) summary: String,
    pub(super) days: String,
    pub(super) silent: Vec<Silence>,
    pub(super) silent_more: usize,
    pub(super) unknown: Vec<(String, String)>,
    pub(super) unknown_more: usize,
    pub(super) story: String,
}

/// A source that was read, and has nothing in the story.
pub(super) struct Silence {
    pub(super) name: String,
    pub(super) facts: String,
    pub(super) last: Shown,
}

/// What a story's page says of the sources that did not cover it; nothing where there are none.
pub(super) fn absence(site: &Site, found: &Absent) -> Option<Absence> {
    if found.silent.is_empty() && found.unknown.is_empty() {
        return None;
    }
    let (from, to) = (super::clock::day(found.from), super::clock::day(found.to));
    Some(Absence {
        summary: summary(found),
        days: if found.from == found.to { format!("on {from}") } else { format!("from {from} to {to}") },
        silent: found.silent.iter().take(NAMED_MAX).map(|source| silence(site, source)).collect(),
        silent_more: found.silent.len().saturating_sub(NAMED_MAX),
        unknown: found.unknown.iter().take(NAMED_MAX).map(unheard).collect(),
        unknown_more: found.unknown.len().saturating_sub(NAMED_MAX),
        story: found.story.to_string(),
    })
}

fn summary(found: &Absent) -> String {
    let silent =
        counted(found.silent.len(), "source in your set did not cover it", "sources in your set did not cover it");
    match found.unknown.len() {
        0 => silent,
        unknown => format!("{silent}; of {unknown} that is not known"),
    }
}

fn silence(site: &Site, source: &SilentSource) -> Silence {
    let times = counted(usize::try_from(source.times).unwrap_or(usize::MAX), "time", "times");
    let items = source.items.map(|items| usize::try_from(items).unwrap_or(usize::MAX));
    let items = items.map(|items| format!(", up to {}", counted(items, "item", "items"))).unwrap_or_default();
    Silence {
        name: name(&source.name),
        facts: format!("read {times}{items}, last"),
        last: site.clock.instant(source.last.0),
    }
}

fn unheard(source: &UnheardSource) -> (String, String) {
    (name(&source.name), source.why())
}

/// What a source calls itself, or the host of its address.
fn name(name: &str) -> String {
    super::links::host(name).unwrap_or_else(|| short_outlet(name))
}
