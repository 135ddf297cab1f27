//! The window: what the stage keeps between batches, a plain value. In: articles in order, new or placed before. Out: the
//! place of each. Never: a state that depends on how articles were cut into batches: it is a function of the articles,
//! their order, their places, and of when [`Window::settle`] was asked for.

use super::batch::Batch;
use super::bonds::Bonds;
use super::copies::{RunIndex, Runs};
use super::lexicon::Lexicon;
use super::likeness::{Sums, pack, squares};
use super::material::{Entry, key_of};
use super::matter::{Matter, Ready};
use super::memory::{self, Memory};
use super::near::Neighbour;
use super::neighbours::{Shared, nearest};
use super::repair::GROWTH_AT_REST;
use super::reports::Reported;
use super::snapshot::{Awaited, Recalled};
use super::stories::{Held, Kept};
use super::why::{labels, why};
use super::{Arrival, Earlier, Grouping, Holders, Options};
use crate::model::{Article, ArticleId, Event, EventKind, Placement, ReportId, ReportKind, StoryId};
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, VecDeque};

/// The clock of the window is the median of so many dated arrivals: one page from the future moves nothing.
const CLOCK_ARRIVALS: usize = 15;
const DAY_SECONDS: i64 = 86_400;
/// The language of a shorter text (bytes of title and body) is a guess, and no reason to compare it by names alone.
const LANGUAGE_BYTES_MIN: usize = 200;
/// Articles of a story that say why another one joined it.
const WHY_MEMBERS: usize = 3;

/// What the stage keeps between batches: a plain value.
#[derive(Debug, Clone, Default)]
pub struct Window {
    pub(super) articles: VecDeque<Held>,
    /// Number of the first article in `articles`.
    pub(super) base: u32,
    pub(super) lexicon: Lexicon,
    pub(super) runs: RunIndex,
    pub(super) stories: Vec<Option<Kept>>,
    pub(super) free: Vec<u32>,
    pub(super) story_of: FxHashMap<StoryId, u32>,
    pub(super) reports: FxHashMap<ReportId, Vec<u32>>,
    pub(super) clock: VecDeque<i64>,
    pub(super) bonds: Bonds,
    pub(super) ready: Ready,
    /// Articles of this batch or earlier whose place changed after they had got it.
    pub(super) renewed: BTreeSet<u32>,
    /// Where stories stand that changed since the last repair.
    pub(super) touched: BTreeSet<u32>,
    /// Arrivals since the last repair.
    pub(super) arrivals: usize,
    /// How many articles the window held when their neighbours were last looked for anew.
    pub(super) compared_at: usize,
    pub(super) shared: Shared,
    /// What a snapshot says and waits for its articles.
    pub(super) awaited: Option<Awaited>,
    /// Whether what it holds of each article is asked for, to be stored.
    pub(super) remembers: bool,
}

/// An article that was taken apart but has no place yet.
pub(super) struct Taken {
    number: u32,
    pub(super) held: Held,
    entries: Vec<(Entry, u32)>,
    /// In which part of the text the runs of its sketch stand.
    parts: Box<[u8]>,
    /// The story that it came with.
    pub(super) came: Option<Box<str>>,
    /// What the window holds of it, where it remembers.
    memory: Vec<u8>,
}

impl Window {
    /// Places a batch, in order.
    pub fn group(&mut self, batch: &[Arrival<'_>], options: &Options) -> Grouping {
        let mut done = Batch::new(self.next());
        for arrival in batch {
            self.place(arrival, options, &mut done);
            self.repair_in_time(options, &mut done);
            self.forget(options, &mut done);
        }
        done.grouping(self)
    }

    /// Puts right what was decided too early, in all stories that changed: to be asked for when no article waits.
    pub fn settle(&mut self, options: &Options) -> Grouping {
        let mut done = Batch::new(self.next());
        self.repair(GROWTH_AT_REST, options, &mut done);
        done.grouping(self)
    }

    /// Heeds these decisions of people from now on; what is placed already stays where it is.
    pub fn bind(&mut self, bonds: Bonds) {
        self.bonds = bonds;
    }

    /// Takes in articles that were placed before, in the order in which they were, as they are placed now (after all
    /// merges). Whatever comes next is then decided as if they had just been grouped.
    /// A window that was recalled from a snapshot takes the snapshot's word for their neighbours. Gives what it holds of
    /// those that were taken apart anew, where it remembers.
    pub fn restore(&mut self, earlier: &[(Earlier<'_>, &Placement)], options: &Options) -> Vec<(u32, Vec<u8>)> {
        let mut memories = Vec::new();
        for (earlier, placement) in earlier {
            let mut taken = match earlier {
                Earlier::Anew(arrival) => self.take(arrival, options),
                Earlier::Remembered(memory) => self.remembered(memory, &placement.article),
            };
            if !taken.memory.is_empty() {
                memories.push((taken.number, std::mem::take(&mut taken.memory)));
            }
            let given = taken.came.as_deref() == Some(placement.story.as_str());
            let story = self.story(&placement.story, given);
            taken.held.report = placement.report.clone();
            taken.held.original = placement.original.clone();
            taken.held.kind = placement.kind;
            taken.held.why = placement.why.as_str().into();
            taken.held.lineage = placement.lineage.clone();
            taken.held.took = placement.took.as_slice().into();
            match self.awaited.as_mut().and_then(|awaited| awaited.articles.pop_front()) {
                Some(recalled) => self.enter_again(taken, story, recalled),
                None => self.follow(taken, story, options),
            }
        }
        memories
    }

    /// What is held of each article that comes is told with the batch, to be stored.
    pub fn remember(&mut self) {
        self.remembers = true;
    }

    /// An article comes back with the neighbours that it had.
    fn enter_again(&mut self, mut taken: Taken, story: u32, recalled: Recalled) {
        let number = taken.number;
        taken.held.squares = recalled.squares;
        self.enter(taken, story, &[]);
        if let Some(held) = self.held_mut(number) {
            (held.voice, held.near) = (recalled.voice, recalled.near);
        }
        self.recall_rest();
    }

    /// An article that was placed after the snapshot, or without one: all is done as when it came, but its place is known.
    fn follow(&mut self, taken: Taken, story: u32, options: &Options) {
        let found = self.neighbours_of(&taken.held, taken.number, &options.weights);
        self.enter(taken, story, &found);
        self.touched.insert(story);
        self.arrivals += 1;
        self.follow_repair(options);
        self.forget(options, &mut Batch::default());
    }

    /// After all were taken in that were placed before and there was no snapshot: what a window knows when it is at rest.
    pub fn restored(&mut self, options: &Options) {
        self.compare_anew(GROWTH_AT_REST, &options.weights);
        self.touched.clear();
        self.arrivals = 0;
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
        let mut numbers: Vec<u32> = newest.iter().filter_map(|number| Some(self.held(*number)?.story)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut stories: Vec<StoryId> =
            numbers.into_iter().filter_map(|story| Some(self.kept(story)?.id.clone())).collect();
        stories.sort_unstable();
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

    pub(super) fn kept_mut(&mut self, story: u32) -> Option<&mut Kept> {
        self.stories.get_mut(story as usize)?.as_mut()
    }

    /// The number of the next article.
    fn next(&self) -> u32 {
        self.base + u32::try_from(self.articles.len()).unwrap_or(0)
    }

    /// Decides on one article and takes it in.
    fn place(&mut self, arrival: &Arrival<'_>, options: &Options, done: &mut Batch) {
        let article = arrival.article;
        let mut taken = self.take(arrival, options);
        let found = self.neighbours_of(&taken.held, taken.number, &options.weights);
        let overlaps = self.compared(&taken.held);
        let copied = self.reported(&taken.held, &taken.parts, &overlaps);
        let home = self.home(article);
        let likely = match home {
            Some(_) => None,
            None => self.likely(&taken.held, &found, &options.weights),
        };
        let reported = copied.or_else(|| self.rewritten(&taken.held, &taken.parts, &overlaps, likely?));
        let (story, words) = self.choose(arrival, &taken, home, (reported.as_ref(), likely), &found);
        let (report, original, kind) = match reported {
            Some(reported) => (reported.report, reported.original, reported.kind),
            None => (ReportId::of_first(article.id()), article.id().clone(), ReportKind::Original),
        };
        (taken.held.report, taken.held.original, taken.held.kind) = (report, original, kind);
        (taken.held.story, taken.held.why) = (story, words.as_str().into());
        taken.held.took = self.took(&taken.held, &overlaps).into();
        taken.held.lineage = self.lineage(&taken.held);
        let number = taken.number;
        if self.remembers {
            done.memories.push((number, std::mem::take(&mut taken.memory)));
        }
        self.enter(taken, story, &found);
        self.elect(number);
        self.touched.insert(story);
        self.arrivals += 1;
        done.log.extend(self.kept(story).map(|kept| arrived(article.id(), kept, &words)));
        done.placements.extend(self.placement(number));
    }

    /// Where the story of an article stands, and why: the one that people or its source decided on, that of its report, the
    /// likely one, a new one.
    fn choose(
        &mut self,
        arrival: &Arrival<'_>,
        taken: &Taken,
        home: Option<StoryId>,
        (reported, likely): (Option<&Reported>, Option<u32>),
        found: &[Neighbour],
    ) -> (u32, String) {
        let article = arrival.article;
        if let Some(id) = home {
            return (self.story(&id, came_with(article, &id)), self.bonds.why(article.id()).to_owned());
        }
        let told = reported.map(|reported| reported.story).filter(|story| self.may_join(article.id(), *story));
        let Some(story) = told.or(likely) else {
            let id = self.unused_id(article.id());
            return (self.story(&id, false), String::new());
        };
        let near = found.iter().filter_map(|near| self.held(near.article)).filter(|held| held.story == story);
        let mut members: Vec<&Held> = near.take(WHY_MEMBERS).collect();
        if members.is_empty() {
            let newest = self.kept(story).into_iter().flat_map(|kept| kept.members.iter().rev()).take(WHY_MEMBERS);
            members = newest.filter_map(|number| self.held(*number)).collect();
        }
        (story, why(arrival, &taken.entries, &members, &self.lexicon))
    }

    /// Takes an article apart; it counts from now on, but has no place yet.
    fn take(&mut self, arrival: &Arrival<'_>, options: &Options) -> Taken {
        let number = self.next();
        self.lexicon.count_article();
        let Matter { entries, runs, marks, credit, own_agency, .. } = self.ready.take(arrival);
        let mut entries: Vec<(Entry, u32)> =
            entries.into_iter().map(|entry| (entry, self.lexicon.enter(entry.key, number))).collect();
        let keys: Vec<(u64, u32)> = match self.remembers {
            true => entries.iter().map(|(entry, number)| (entry.key, *number)).collect(),
            false => Vec::new(),
        };
        entries.sort_unstable_by_key(|(_, number)| *number);
        let article = arrival.article;
        let published = article.published().map(|published| published.0.order_key());
        let now = self.tick(published);
        let Runs { sketch, parts, count, whole } = runs;
        let terms: Box<[u32]> = entries.iter().map(|(_, number)| *number).collect();
        let packed: Box<[u8]> = entries.iter().map(|(entry, _)| pack(entry, &options.weights)).collect();
        let held = Held {
            published,
            leaves_by: published.unwrap_or(now),
            outlet: outlet(article),
            language: language(arrival),
            squares: squares(&terms, &packed, &self.lexicon),
            terms,
            packed,
            labels: labels(arrival, &entries, &self.lexicon),
            sketch,
            runs: count,
            whole,
            marks,
            credit,
            own_agency,
            ..Held::unplaced(article.id(), number)
        };
        let came = article.story().map(Box::from);
        let mut taken = Taken { number, held, entries, parts, came, memory: Vec::new() };
        if self.remembers {
            taken.memory = memory::written(&taken, &keys);
        }
        taken
    }

    /// An article as a window held it; it counts from now on, but has no place yet.
    fn remembered(&mut self, memory: &Memory, article: &ArticleId) -> Taken {
        let number = self.next();
        self.lexicon.count_article();
        let term = |(key, packed): &(u64, u8)| (self.lexicon.enter(*key, number), *packed);
        let mut terms: Vec<(u32, u8)> = memory.terms.iter().map(term).collect();
        let named = |(at, words): &(u32, Box<str>)| Some((terms.get(*at as usize)?.0, words.clone()));
        let labels = memory.labels.iter().filter_map(named).collect();
        terms.sort_unstable();
        self.tick(memory.published);
        let (terms, packed): (Vec<u32>, Vec<u8>) = terms.into_iter().unzip();
        let squares = match self.awaits() {
            0 => squares(&terms, &packed, &self.lexicon),
            _ => Sums::default(),
        };
        let held = Held {
            published: memory.published,
            leaves_by: memory.leaves_by,
            language: memory.language,
            outlet: memory.outlet,
            terms: terms.into(),
            packed: packed.into(),
            squares,
            labels,
            sketch: memory.sketch.clone(),
            runs: memory.runs,
            whole: memory.whole,
            marks: memory.marks.clone(),
            credit: memory.credit,
            own_agency: memory.own_agency,
            ..Held::unplaced(article, number)
        };
        Taken {
            number,
            held,
            entries: Vec::new(),
            parts: Box::default(),
            came: memory.came.clone(),
            memory: Vec::new(),
        }
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
    pub(super) fn story(&mut self, id: &StoryId, given: bool) -> u32 {
        if let Some(at) = self.story_of.get(id).copied() {
            self.kept_mut(at).into_iter().for_each(|kept| kept.given |= given);
            return at;
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

    /// The id of a story that an article opens: its own, or where a story of that name goes on without it, the next one.
    pub(super) fn unused_id(&self, article: &ArticleId) -> StoryId {
        let own = StoryId::of_first(article);
        let next = |number: u32| StoryId::of_first(&ArticleId::new(format!("{article} {number}")));
        let used = |id: &StoryId| self.story_of.contains_key(id) || self.bonds.is_home(id);
        match used(&own) {
            false => own,
            true => (2u32..).map(next).find(|id| !used(id)).unwrap_or(own),
        }
    }

    /// A story that no article belongs to any more is no more.
    pub(super) fn drop_story(&mut self, story: u32) -> Option<Kept> {
        let gone = self.stories.get_mut(story as usize)?.take()?;
        self.story_of.remove(&gone.id);
        self.touched.remove(&story);
        self.free.push(story);
        Some(gone)
    }

    /// Puts an article into its story and among its neighbours.
    fn enter(&mut self, taken: Taken, story: u32, found: &[Neighbour]) {
        let Taken { number, mut held, .. } = taken;
        held.story = story;
        let members = self.reports.entry(held.report.clone()).or_default();
        let first = members.first().copied();
        members.push(number);
        held.voice = first.and_then(|first| Some(self.held(first)?.voice)).unwrap_or(number);
        self.runs.enter(number, &held.sketch, held.whole);
        held.near = nearest(found, held.voice);
        let voice = held.voice;
        for near in found.iter().filter(|near| near.voice != voice) {
            let back = Neighbour { article: number, voice, likeness: near.likeness };
            self.held_mut(near.article).into_iter().for_each(|other| other.near.insert(back));
        }
        self.kept_mut(story).into_iter().for_each(|kept| kept.join(number));
        self.articles.push_back(held);
    }

    /// The story that people decided an article belongs to, else the one that it came with.
    fn home(&self, article: &Article) -> Option<StoryId> {
        let bound = self.bonds.story_of(article.id()).cloned();
        bound.or_else(|| article.story().map(|id| self.bonds.led(&StoryId::new(id)).clone()))
    }

    pub(super) fn may_join(&self, article: &ArticleId, story: u32) -> bool {
        self.kept(story).is_some_and(|kept| self.bonds.may_join(article, &kept.id))
    }

    /// Lets go of articles that are out of the window.
    fn forget(&mut self, options: &Options, done: &mut Batch) {
        let horizon = self.now().saturating_sub(i64::from(options.days) * DAY_SECONDS);
        while let Some(first) = self.articles.front() {
            let count = self.articles.len();
            let old = count > options.articles_min && first.leaves_by < horizon;
            if count <= options.articles_max && !old {
                break;
            }
            self.forget_first(done);
        }
    }

    fn forget_first(&mut self, done: &mut Batch) {
        let number = self.base;
        done.leaves(number, self);
        let Some(held) = self.articles.pop_front() else { return };
        self.base += 1;
        self.lexicon.leave(number, &held.terms);
        self.runs.leave(number, &held.sketch, held.whole);
        if let Some(members) = self.reports.get_mut(&held.report) {
            members.retain(|member| *member != number);
            if members.is_empty() {
                self.reports.remove(&held.report);
            }
        }
        if let Some(kept) = self.kept_mut(held.story) {
            kept.leave(number);
            if kept.members.is_empty() {
                self.drop_story(held.story);
            }
        }
    }
}

/// A hash of the outlet of an article; 0 where it is unknown.
fn outlet(article: &Article) -> u32 {
    if article.outlet().is_empty() { 0 } else { (key_of(article.outlet()) >> 32) as u32 }
}

/// A hash of the language of an article; 0 where it is a guess.
fn language(arrival: &Arrival<'_>) -> u32 {
    let (article, language) = (arrival.article, arrival.reading.language.as_str());
    match language == "und" || article.title().len() + article.text().len() < LANGUAGE_BYTES_MIN {
        true => 0,
        false => (key_of(language) >> 32) as u32,
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
