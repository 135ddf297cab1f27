//! The window: what the stage keeps between batches, a plain value. In: articles in order, new or placed before. Out: the
//! place of each. Never: a state that depends on how articles were cut into batches or on stories since merged away:
//! it is a function of the articles, their order and their places, so that it can be rebuilt from the store.

use super::bonds::Bonds;
use super::candidates::{Candidate, Ground, candidates};
use super::copies::{RunIndex, Runs};
use super::credits;
use super::evidence::{Evidence, JOINS_FROM};
use super::lexicon::Lexicon;
use super::material::{Entry, key_of};
use super::matter::{Matter, Ready};
use super::stories::{Held, Kept, pack, story_cosine};
use super::why::why;
use super::{Arrival, Grouping, Holders, Options};
use crate::model::{Article, ArticleId, Event, EventKind, Placement, ReportId, ReportKind, StoryId};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, VecDeque};

/// The clock of the window is the median of so many dated arrivals: one page from the future moves nothing.
const CLOCK_ARRIVALS: usize = 15;
const DAY_SECONDS: i64 = 86_400;
/// Two stories that an article is likely to belong to are one if their sums are this alike.
const MERGE_COSINE: f64 = 0.5;

/// What the stage keeps between batches: a plain value.
#[derive(Debug, Clone, Default)]
pub struct Window {
    articles: VecDeque<Held>,
    /// Number of the first article in `articles`.
    base: u32,
    lexicon: Lexicon,
    pub(super) runs: RunIndex,
    stories: Vec<Option<Kept>>,
    free: Vec<u32>,
    story_of: FxHashMap<StoryId, u32>,
    pub(super) reports: FxHashMap<ReportId, Vec<u32>>,
    clock: VecDeque<i64>,
    bonds: Bonds,
    pub(super) ready: Ready,
    /// Articles of this batch or earlier whose place changed after they had got it.
    pub(super) renewed: BTreeMap<u32, Placement>,
}

/// An article that was taken apart but has no place yet.
struct Taken {
    number: u32,
    held: Held,
    entries: Vec<(Entry, u32)>,
    /// In which part of the text the runs of its sketch stand.
    parts: Box<[u8]>,
}

impl Window {
    /// Places a batch, in order.
    pub fn group(&mut self, batch: &[Arrival<'_>], options: &Options) -> Grouping {
        let mut grouping = Grouping::default();
        for arrival in batch {
            let placement = self.place(arrival, options, &mut grouping.log);
            grouping.placements.extend(placement);
        }
        self.tell_renewed(&mut grouping);
        let merged = grouping.log.iter().filter(|event| event.kind == EventKind::Merged);
        let moved: FxHashMap<StoryId, StoryId> =
            merged.filter_map(|event| Some((event.from.clone()?, event.story.clone()))).collect();
        for placement in grouping.placements.iter_mut().chain(&mut grouping.moved) {
            while let Some(into) = moved.get(&placement.story) {
                placement.story = into.clone();
            }
        }
        grouping
    }

    /// Heeds these decisions of people from now on; what is placed already stays where it is.
    pub fn bind(&mut self, bonds: Bonds) {
        self.bonds = bonds;
    }

    /// Takes in articles that were placed before, in the order in which they were, as they are placed now (after all
    /// merges). Whatever comes next is then decided as if they had just been grouped.
    pub fn restore(&mut self, earlier: &[(Arrival<'_>, &Placement)], options: &Options) {
        for (arrival, placement) in earlier {
            let mut taken = self.take(arrival);
            let story = self.story(&placement.story, came_with(arrival.article, &placement.story));
            taken.held.report = placement.report.clone();
            taken.held.original = placement.original.clone();
            taken.held.kind = placement.kind;
            taken.held.why = placement.why.as_str().into();
            taken.held.lineage = placement.lineage.clone();
            taken.held.took = placement.took.as_slice().into();
            self.settle(taken, story);
            self.forget(options);
        }
    }

    /// The stories that an article may belong to, with the evidence for each, likeliest first: what training learns from.
    /// Takes the window, since the article counts in it from then on.
    pub fn evidence(mut self, arrival: &Arrival<'_>) -> Vec<(StoryId, Evidence)> {
        let taken = self.take(arrival);
        let lookup = |number| self.held(number);
        let ground = Ground { lexicon: &self.lexicon, stories: &self.stories, held: &lookup };
        let found = candidates(&taken.held, &ground).into_iter();
        found.filter_map(|found| Some((self.kept(found.story)?.id.clone(), found.evidence))).collect()
    }

    /// How many stories the window holds.
    pub fn story_count(&self) -> usize {
        self.story_of.len()
    }

    /// Which stories of the window hold a term (as `text::terms` gives it) in title or text.
    pub fn holders(&self, term: &str) -> Holders {
        let Some((count, newest)) = self.lexicon.holders(key_of(term)) else {
            return Holders { count: 0, stories: Some(Vec::new()) };
        };
        if count as usize > newest.len() {
            return Holders { count: count as usize, stories: None };
        }
        let story = |number: &u32| Some(self.stories.get(self.held(*number)?.story as usize)?.as_ref()?.id.clone());
        let mut stories: Vec<StoryId> = newest.iter().filter_map(story).collect();
        stories.sort_unstable();
        stories.dedup();
        Holders { count: stories.len(), stories: Some(stories) }
    }

    pub(super) fn held(&self, number: u32) -> Option<&Held> {
        self.articles.get(number.checked_sub(self.base)? as usize)
    }

    pub(super) fn held_mut(&mut self, number: u32) -> Option<&mut Held> {
        self.articles.get_mut(number.checked_sub(self.base)? as usize)
    }

    pub(super) fn kept(&self, story: u32) -> Option<&Kept> {
        self.stories.get(story as usize)?.as_ref()
    }

    /// Decides on one article and takes it in.
    fn place(&mut self, arrival: &Arrival<'_>, options: &Options, log: &mut Vec<Event>) -> Option<Placement> {
        let article = arrival.article;
        let mut taken = self.take(arrival);
        let compared = self.compared(&taken.held);
        let copied = self.reported(&taken.held, &compared);
        let home = self.home(article);
        let found = match home {
            Some(_) => Vec::new(),
            None => self.likely(&taken.held),
        };
        let reported = copied.or_else(|| self.rewritten(&taken.held, &taken.parts, &compared, found.first()?.story));
        let told = reported.as_ref().map(|reported| reported.story).filter(|story| self.may_join(article.id(), *story));
        let joined = told.or(found.first().map(|found| found.story));
        let (story, words) = match (home, joined) {
            (Some(id), _) => (self.story(&id, came_with(article, &id)), self.bonds.why(article.id()).to_owned()),
            (None, Some(story)) => {
                let words = |kept| why(arrival, &taken.entries, kept, &self.lexicon);
                (story, self.kept(story).map(words).unwrap_or_default())
            }
            (None, None) => (self.story(&StoryId::of_first(article.id()), false), String::new()),
        };
        let (report, original, kind) = match reported {
            Some(reported) => (reported.report, reported.original, reported.kind),
            None => (ReportId::of_first(article.id()), article.id().clone(), ReportKind::Original),
        };
        (taken.held.report, taken.held.original, taken.held.kind) = (report, original, kind);
        (taken.held.story, taken.held.why) = (story, words.as_str().into());
        taken.held.took = self.took(&taken.held, &compared).into();
        taken.held.lineage = self.lineage(&taken.held);
        let number = taken.number;
        self.settle(taken, story);
        self.elect(number);
        log.extend(self.kept(story).map(|kept| arrived(article.id(), kept, &words)));
        self.repair(story, &found, log);
        let placement = self.placement(number);
        self.forget(options);
        placement
    }

    /// Takes an article apart; it counts from now on, but has no place yet.
    fn take(&mut self, arrival: &Arrival<'_>) -> Taken {
        let number = self.base + u32::try_from(self.articles.len()).unwrap_or(0);
        self.lexicon.count_article();
        let Matter { entries, runs, marks, .. } = self.ready.take(arrival);
        let mut entries: Vec<(Entry, u32)> =
            entries.into_iter().map(|entry| (entry, self.lexicon.enter(entry.key, number))).collect();
        entries.sort_unstable_by_key(|(_, number)| *number);
        let article = arrival.article;
        let published = article.published().map(|published| published.0.order_key());
        let now = self.tick(published);
        let Runs { sketch, parts, count, whole } = runs;
        let held = Held {
            story: u32::MAX,
            article: article.id().clone(),
            report: ReportId::of_first(article.id()),
            original: article.id().clone(),
            published,
            leaves_by: published.unwrap_or(now),
            terms: entries.iter().map(|(_, number)| *number).collect(),
            packed: entries.iter().map(|(entry, _)| pack(entry.times, entry.marks)).collect(),
            sketch,
            runs: count,
            whole,
            marks,
            kind: ReportKind::Original,
            why: Box::default(),
            credit: credits::credit(article),
            own_agency: credits::own_agency(article),
            lineage: None,
            took: Box::default(),
        };
        Taken { number, held, entries, parts }
    }

    /// The time of the window, in seconds, after one more arrival.
    fn tick(&mut self, published: Option<i64>) -> i64 {
        if let Some(time) = published {
            self.clock.push_back(time);
            if self.clock.len() > CLOCK_ARRIVALS {
                self.clock.pop_front();
            }
        }
        self.now()
    }

    fn now(&self) -> i64 {
        let mut times: Vec<i64> = self.clock.iter().copied().collect();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or(0)
    }

    /// Where the story of an id stands; new if need be.
    fn story(&mut self, id: &StoryId, given: bool) -> u32 {
        if let Some(at) = self.story_of.get(id) {
            if let Some(Some(kept)) = self.stories.get_mut(*at as usize) {
                kept.given |= given;
            }
            return *at;
        }
        let kept = Some(Kept::new(id.clone(), given));
        let at = match self.free.pop() {
            Some(at) => at,
            None => {
                self.stories.push(None);
                u32::try_from(self.stories.len() - 1).unwrap_or(0)
            }
        };
        if let Some(slot) = self.stories.get_mut(at as usize) {
            *slot = kept;
        }
        self.story_of.insert(id.clone(), at);
        at
    }

    /// Puts an article into its story.
    fn settle(&mut self, taken: Taken, story: u32) {
        let Taken { number, mut held, .. } = taken;
        held.story = story;
        self.runs.enter(number, &held.sketch, held.whole);
        self.reports.entry(held.report.clone()).or_default().push(number);
        if let Some(Some(kept)) = self.stories.get_mut(story as usize) {
            kept.join(number, &held);
        }
        self.articles.push_back(held);
    }

    /// The stories that an article likely belongs to, best first.
    fn likely(&self, held: &Held) -> Vec<Candidate> {
        let lookup = |number| self.held(number);
        let ground = Ground { lexicon: &self.lexicon, stories: &self.stories, held: &lookup };
        let mut found = candidates(held, &ground);
        found.retain(|candidate| {
            candidate.evidence.likelihood() >= JOINS_FROM && self.may_join(&held.article, candidate.story)
        });
        found
    }

    /// The story that people decided an article belongs to, else the one that it came with.
    fn home(&self, article: &Article) -> Option<StoryId> {
        let bound = self.bonds.story_of(article.id()).cloned();
        bound.or_else(|| article.story().map(|id| self.bonds.led(&StoryId::new(id)).clone()))
    }

    fn may_join(&self, article: &ArticleId, story: u32) -> bool {
        self.kept(story).is_some_and(|kept| self.bonds.may_join(article, &kept.id))
    }

    /// Joins the story of the newest article with one that it could as well belong to, if the two are one; where it stands.
    fn repair(&mut self, story: u32, found: &[Candidate], log: &mut Vec<Event>) -> u32 {
        let mut story = story;
        for candidate in found {
            if candidate.story == story {
                continue;
            }
            let (Some(left), Some(right)) = (self.kept(story), self.kept(candidate.story)) else { continue };
            if left.given || right.given || story_cosine(left, right, &self.lexicon) < MERGE_COSINE {
                continue;
            }
            let (mut into, mut from) = match left.members.first() < right.members.first() {
                true => ((story, &left.id), (candidate.story, &right.id)),
                false => ((candidate.story, &right.id), (story, &left.id)),
            };
            if !self.bonds.may_merge(from.1, into.1) {
                (into, from) = (from, into);
            }
            if !self.bonds.may_merge(from.1, into.1) {
                continue;
            }
            let (into, from) = (into.0, from.0);
            log.extend(self.merge(from, into));
            story = into;
        }
        story
    }

    fn merge(&mut self, from: u32, into: u32) -> Option<Event> {
        let gone = self.stories.get_mut(from as usize)?.take()?;
        self.free.push(from);
        self.story_of.remove(&gone.id);
        let base = self.base;
        let mut articles = Vec::with_capacity(gone.members.len());
        for number in &gone.members {
            let at = number.checked_sub(base)? as usize;
            if let Some(held) = self.articles.get_mut(at) {
                held.story = into;
                articles.push(held.article.clone());
            }
        }
        let kept = self.stories.get_mut(into as usize)?.as_mut()?;
        let (from, story) = (Some(gone.id.clone()), kept.id.clone());
        kept.absorb(gone);
        Some(Event { kind: EventKind::Merged, story, from, articles, why: String::new() })
    }

    /// Lets go of articles that are out of the window.
    fn forget(&mut self, options: &Options) {
        let horizon = self.now().saturating_sub(i64::from(options.days) * DAY_SECONDS);
        while let Some(first) = self.articles.front() {
            let count = self.articles.len();
            let old = count > options.articles_min && first.leaves_by < horizon;
            if count <= options.articles_max && !old {
                break;
            }
            self.forget_first();
        }
    }

    fn forget_first(&mut self) {
        let Some(held) = self.articles.pop_front() else { return };
        let number = self.base;
        self.base += 1;
        self.lexicon.leave(number, &held.terms);
        self.runs.leave(number, &held.sketch, held.whole);
        if let Some(members) = self.reports.get_mut(&held.report) {
            members.retain(|member| *member != number);
            if members.is_empty() {
                self.reports.remove(&held.report);
            }
        }
        self.leave_story(number, &held);
    }

    fn leave_story(&mut self, number: u32, held: &Held) {
        let Some(slot) = self.stories.get_mut(held.story as usize) else { return };
        let Some(kept) = slot.as_mut() else { return };
        kept.leave(number, held);
        if kept.members.is_empty() {
            self.story_of.remove(&kept.id);
            self.free.push(held.story);
            *slot = None;
            return;
        }
        let time = |member: &u32| self.articles.get(member.saturating_sub(self.base) as usize)?.published;
        let times: Vec<i64> = kept.members.iter().filter_map(time).collect();
        times.into_iter().for_each(|time| kept.span(Some(time)));
    }
}

/// Whether an article came with this story.
fn came_with(article: &Article, story: &StoryId) -> bool {
    article.story() == Some(story.as_str())
}

/// That an article opened or joined a story, in which it is already.
fn arrived(article: &ArticleId, story: &Kept, why: &str) -> Event {
    let kind = if story.members.len() == 1 { EventKind::Opened } else { EventKind::Joined };
    Event { kind, story: story.id.clone(), from: None, articles: vec![article.clone()], why: why.to_owned() }
}
