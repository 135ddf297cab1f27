//! The second pass: what was decided on arrival is decided anew when more is known. In: the stories that changed and those
//! next to them. Out: stories merged, split, articles moved, each with why. Never: a story that people or a source decided on
//! taken apart, or a story id that changes: the larger part keeps it, a merged one leads on.

use super::Options;
use super::batch::Batch;
use super::likeness::squares;
use super::linkage::{Edge, TimeSpan, Voice, clusters};
use super::near::{Near, Neighbour, STEPS};
use super::neighbours::nearest;
use super::stories::{Held, Kept};
use super::weights::Weights;
use super::why::{apart, shared};
use super::window::Window;
use crate::model::{ArticleId, Event, EventKind, StoryId};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Stories of more articles are not taken apart: the work of a repair is bounded.
const MEMBERS_MAX: usize = 400;
/// Stories next to a changed one are decided anew with it where two of their articles come this close to joining.
const MARGIN: f64 = 0.05;
/// While the window holds fewer articles than this, how rare a word is changes fast, and neighbours are looked for anew when
/// it has grown by [`GROWTH`], and whenever no article waits, so that a window restored at rest knows what one that lived knows.
const SETTLES_AT: usize = 4_000;
const GROWTH: f64 = 2.0;
/// The same, when no article waits.
pub(super) const GROWTH_AT_REST: f64 = 0.0;

/// The voices that are decided anew.
#[derive(Default)]
struct Ground {
    voices: Vec<Voice>,
    /// Numbers of the articles of each voice.
    articles: Vec<Vec<u32>>,
    /// The voice of an article.
    voice_of: FxHashMap<u32, u32>,
}

/// Where articles go.
struct Plan {
    /// Articles by cluster.
    clusters: Vec<Vec<u32>>,
    /// The story that each cluster keeps; none where it becomes a new one.
    keeps: Vec<Option<u32>>,
    /// Stories that no cluster keeps, and the cluster that takes them over.
    merges: Vec<(u32, usize)>,
}

/// A cluster's claim to a story: whether it is the story's home, how many of its articles it holds, then the older story
/// first (by the number of its first article), then the older cluster; and where the story stands.
type Claim = (bool, usize, Reverse<u32>, Reverse<usize>, u32);

impl Window {
    /// Repairs when enough articles have arrived.
    pub(super) fn repair_in_time(&mut self, options: &Options, done: &mut Batch) {
        if self.arrivals >= options.repair_after {
            self.repair(GROWTH, options, done);
        }
    }

    /// The same for articles whose places are known: what a repair would have decided is in them.
    pub(super) fn follow_repair(&mut self, options: &Options) {
        if self.arrivals >= options.repair_after {
            self.arrivals = 0;
            self.compare_anew(GROWTH, &options.weights);
            self.touched.clear();
        }
    }

    /// Decides anew on the stories that changed since the last time.
    pub(super) fn repair(&mut self, growth: f64, options: &Options, done: &mut Batch) {
        self.arrivals = 0;
        self.compare_anew(growth, &options.weights);
        let touched = std::mem::take(&mut self.touched);
        let ground = self.ground(&touched, &options.weights);
        let found = clusters(&ground.voices, &self.edges(&ground, &options.weights), &options.weights);
        let plan = self.plan(&ground, &found);
        self.carry_out(&plan, done);
    }

    /// Looks for all neighbours again where the window has grown much since.
    pub(super) fn compare_anew(&mut self, growth: f64, weights: &Weights) {
        let count = self.articles.len();
        if (count as f64) < self.compared_at as f64 * growth {
            return;
        }
        self.compared_at = count;
        for held in &mut self.articles {
            held.squares = squares(&held.terms, &held.packed, &self.lexicon);
        }
        if count > SETTLES_AT {
            return;
        }
        let numbers: Vec<u32> = (self.base..).take(count).collect();
        let mut shared = std::mem::take(&mut self.shared);
        let mut near = |number: u32| Some((number, self.neighbours(self.held(number)?, number, weights, &mut shared)));
        let found: Vec<(u32, Vec<Neighbour>)> = numbers.into_iter().filter_map(&mut near).collect();
        self.shared = shared;
        for held in &mut self.articles {
            held.near = Near::default();
        }
        for (number, found) in &found {
            let Some(voice) = self.held(*number).map(|held| held.voice) else { continue };
            let own = nearest(found, voice);
            for near in own.neighbours() {
                self.held_mut(*number).into_iter().for_each(|held| held.near.insert(*near));
                let back = Neighbour { article: *number, voice, likeness: near.likeness };
                self.held_mut(near.article).into_iter().for_each(|held| held.near.insert(back));
            }
        }
        self.touched = (0u32..).zip(&self.stories).filter(|(_, kept)| kept.is_some()).map(|(at, _)| at).collect();
    }

    /// The stories that changed and those next to them, as voices.
    fn ground(&self, touched: &BTreeSet<u32>, weights: &Weights) -> Ground {
        let mut active: BTreeSet<u32> = touched.iter().copied().filter(|story| self.may_change(*story)).collect();
        let next: Vec<u32> = active.iter().flat_map(|story| self.next_to(*story, weights)).collect();
        active.extend(next.into_iter().filter(|story| self.may_change(*story)));
        let mut ground = Ground::default();
        let mut known: BTreeMap<(u32, Option<u32>), u32> = BTreeMap::new();
        for story in self.by_age(active) {
            let Some(kept) = self.kept(story) else { continue };
            let homes = self.homes(kept);
            for number in &kept.members {
                let Some(held) = self.held(*number) else { continue };
                let home = homes.contains(&held.voice).then_some(story);
                let add = || ground.add(held, home, self.articles.len(), weights);
                let voice = *known.entry((held.voice, home)).or_insert_with(add);
                ground.join(voice, *number, held.published);
            }
        }
        ground
    }

    /// The voices of a story that stay in it: those of articles that people put there, all of a very large one, and the first
    /// one of a story that people decided on, so that it is never merged away.
    fn homes(&self, kept: &Kept) -> BTreeSet<u32> {
        let members = kept.members.iter().filter_map(|number| self.held(*number));
        let decided = self.bonds.is_home(&kept.id);
        let stays = |(at, held): (usize, &Held)| {
            let stays =
                kept.members.len() > MEMBERS_MAX || !self.bonds.may_leave(&held.article) || (decided && at == 0);
            stays.then_some(held.voice)
        };
        members.enumerate().filter_map(stays).collect()
    }

    /// Whether machines may change a story.
    fn may_change(&self, story: u32) -> bool {
        self.kept(story).is_some_and(|kept| !kept.given && self.bonds.may_split(&kept.id))
    }

    /// The stories that come close to a story.
    fn next_to(&self, story: u32, weights: &Weights) -> Vec<u32> {
        let close = ((weights.joins_from - MARGIN) * STEPS) as i64;
        let members = self.kept(story).into_iter().flat_map(|kept| kept.members.iter());
        let mut found = BTreeSet::new();
        for held in members.filter_map(|number| self.held(*number)) {
            let density = held.near.density(weights, self.articles.len());
            for near in held.near.neighbours() {
                let Some(other) = self.held(near.article).filter(|other| other.story != story) else { continue };
                let around =
                    (density + other.near.density(weights, self.articles.len())) as f64 / 2.0 * weights.density;
                if i64::from(near.likeness) - around as i64 >= close {
                    found.insert(other.story);
                }
            }
        }
        found.into_iter().collect()
    }

    /// How alike the voices are, as far as it is known.
    fn edges(&self, ground: &Ground, weights: &Weights) -> Vec<Edge> {
        let mut known: Vec<(u32, u32, Reverse<i64>)> = Vec::new();
        let stays = (weights.stays * STEPS) as i64;
        for (left, articles) in (0u32..).zip(&ground.articles) {
            for held in articles.iter().filter_map(|number| self.held(*number)) {
                for near in held.near.neighbours() {
                    let Some(right) = ground.voice_of.get(&near.article).filter(|right| **right != left) else {
                        continue;
                    };
                    let together = self.held(near.article).is_some_and(|other| other.story == held.story);
                    let likeness = i64::from(near.likeness) + if together { stays } else { 0 };
                    known.push((left.min(*right), left.max(*right), Reverse(likeness)));
                }
            }
        }
        known.sort_unstable();
        known.dedup_by_key(|(left, right, _)| (*left, *right));
        known.into_iter().map(|(left, right, Reverse(likeness))| Edge { left, right, likeness }).collect()
    }

    /// Which cluster keeps which story: the one that holds most of it, where homes and older stories come first.
    fn plan(&self, ground: &Ground, found: &[Vec<u32>]) -> Plan {
        let members = |voices: &Vec<u32>| {
            let articles = voices.iter().filter_map(|voice| ground.articles.get(*voice as usize));
            let mut numbers: Vec<u32> = articles.flatten().copied().collect();
            numbers.sort_unstable();
            numbers
        };
        let clusters: Vec<Vec<u32>> = found.iter().map(members).collect();
        let home = |voices: &Vec<u32>| voices.iter().find_map(|voice| ground.voices.get(*voice as usize)?.home);
        let mut claims: Vec<Claim> = Vec::new();
        for (at, (numbers, voices)) in clusters.iter().zip(found).enumerate() {
            let home = home(voices);
            for (story, held) in self.shares(numbers) {
                let first = self.kept(story).and_then(|kept| kept.members.first().copied()).unwrap_or(u32::MAX);
                claims.push((home == Some(story), held, Reverse(first), Reverse(at), story));
            }
        }
        claims.sort_unstable_by(|left, right| right.cmp(left));
        let mut keeps: Vec<Option<u32>> = vec![None; clusters.len()];
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        let mut merges: BTreeMap<u32, usize> = BTreeMap::new();
        for (_, _, _, Reverse(at), story) in claims {
            match keeps.get_mut(at) {
                Some(keeps @ None) if !taken.contains(&story) => {
                    *keeps = Some(story);
                    taken.insert(story);
                }
                _ => {
                    merges.entry(story).or_insert(at);
                }
            }
        }
        let merged = self.by_age(merges.keys().copied().filter(|story| !taken.contains(story)));
        let merges = merged.into_iter().filter_map(|story| Some((story, *merges.get(&story)?))).collect();
        Plan { clusters, keeps, merges }
    }

    /// Stories by their first articles: where a story stands may change with a restart, and must not show.
    fn by_age(&self, stories: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut stories: Vec<u32> = stories.into_iter().collect();
        stories.sort_by_cached_key(|story| self.kept(*story).and_then(|kept| kept.members.first().copied()));
        stories
    }

    /// How many of these articles each story holds.
    fn shares(&self, numbers: &[u32]) -> BTreeMap<u32, usize> {
        let mut shares = BTreeMap::new();
        for held in numbers.iter().filter_map(|number| self.held(*number)) {
            *shares.entry(held.story).or_default() += 1;
        }
        shares
    }

    fn carry_out(&mut self, plan: &Plan, done: &mut Batch) {
        let heirs: Vec<(u32, u32)> =
            plan.merges.iter().filter_map(|(story, at)| Some((*story, (*plan.keeps.get(*at)?)?))).collect();
        let heir_of: BTreeMap<u32, u32> = heirs.iter().copied().collect();
        for (story, heir) in &heirs {
            self.log_merge(*story, *heir, done);
        }
        for (numbers, keeps) in plan.clusters.iter().zip(&plan.keeps) {
            let whole = |held: &Held| keeps.is_some() && heir_of.get(&held.story) == keeps.as_ref();
            let stays = |held: &Held| Some(held.story) == *keeps || whole(held);
            let comers: Vec<u32> =
                numbers.iter().copied().filter(|number| self.held(*number).is_some_and(|held| !stays(held))).collect();
            if !comers.is_empty() {
                let keeps = keeps.unwrap_or_else(|| self.open(&comers));
                for (numbers, event) in self.moves(&comers, keeps) {
                    numbers.into_iter().for_each(|number| self.say_why(number, &event.why));
                    done.happened(event);
                }
                self.reseat(&comers, keeps);
            }
        }
        for (story, heir) in heirs {
            let members = self.kept(story).map(|kept| kept.members.clone()).unwrap_or_default();
            self.reseat(&members, heir);
            self.drop_story(story);
        }
    }

    /// A new story for these articles. The first one may have opened a story before that goes on with articles which left the
    /// window, so that the id also tells when they parted.
    fn open(&mut self, numbers: &[u32]) -> u32 {
        let first = numbers.first().and_then(|number| self.held(*number)).map(|held| held.article.as_str());
        let newest = self.articles.back().map(|held| held.article.as_str());
        let parted = format!("{} at {}", first.unwrap_or_default(), newest.unwrap_or_default());
        let id = self.unused_id(&ArticleId::new(parted));
        self.story(&id, false)
    }

    fn members(&self, story: u32) -> Vec<&Held> {
        self.kept(story).into_iter().flat_map(|kept| &kept.members).filter_map(|number| self.held(*number)).collect()
    }

    fn log_merge(&self, story: u32, heir: u32, done: &mut Batch) {
        let (Some(from), Some(into)) = (self.id(story), self.id(heir)) else { return };
        let (gone, known) = (self.members(story), self.members(heir));
        let articles = gone.iter().map(|held| held.article.clone()).collect();
        let why = shared(&gone, &known, &self.lexicon);
        done.happened(Event { kind: EventKind::Merged, story: into, from: Some(from), articles, why });
    }

    /// That articles go over to a story, by the stories that they come from.
    fn moves(&self, numbers: &[u32], keeps: u32) -> Vec<(Vec<u32>, Event)> {
        let Some(into) = self.id(keeps) else { return Vec::new() };
        let known = self.members(keeps);
        let from = |story: u32| {
            let comes = |number: &u32| self.held(*number).is_some_and(|held| held.story == story);
            let comers: Vec<u32> = numbers.iter().copied().filter(comes).collect();
            let held: Vec<&Held> = comers.iter().filter_map(|number| self.held(*number)).collect();
            let (kind, why) = match known.is_empty() {
                true => {
                    let stays = |other: &&Held| !held.iter().any(|held| held.article == other.article);
                    let rest: Vec<&Held> = self.members(story).into_iter().filter(stays).collect();
                    (EventKind::Split, apart(&held, &rest, &self.lexicon))
                }
                false => (EventKind::Moved, shared(&held, &known, &self.lexicon)),
            };
            let articles = held.iter().map(|held| held.article.clone()).collect();
            (comers, Event { kind, story: into.clone(), from: self.id(story), articles, why })
        };
        self.by_age(self.shares(numbers).into_keys()).into_iter().map(from).collect()
    }

    fn id(&self, story: u32) -> Option<StoryId> {
        self.kept(story).map(|kept| kept.id.clone())
    }

    /// An article goes over to another story, which its placement will tell.
    fn say_why(&mut self, number: u32, why: &str) {
        self.held_mut(number).into_iter().for_each(|held| held.why = why.into());
        self.renewed.insert(number);
    }

    /// Puts articles into a story.
    fn reseat(&mut self, numbers: &[u32], story: u32) {
        for number in numbers {
            let Some(held) = self.held_mut(*number) else { continue };
            let left = std::mem::replace(&mut held.story, story);
            self.kept_mut(left).into_iter().for_each(|kept| kept.leave(*number));
            self.kept_mut(story).into_iter().for_each(|kept| kept.join(*number));
        }
    }
}

impl Ground {
    fn add(&mut self, held: &Held, home: Option<u32>, window: usize, weights: &Weights) -> u32 {
        let (density, farthest) = (held.near.density(weights, window), held.near.farthest());
        self.voices.push(Voice { density, farthest, home, span: TimeSpan::default() });
        self.articles.push(Vec::new());
        u32::try_from(self.voices.len() - 1).unwrap_or(0)
    }

    fn join(&mut self, voice: u32, article: u32, published: Option<i64>) {
        self.voices.get_mut(voice as usize).into_iter().for_each(|voice| voice.span.add(published));
        self.voice_of.insert(article, voice);
        self.articles.get_mut(voice as usize).into_iter().for_each(|articles| articles.push(article));
    }
}
