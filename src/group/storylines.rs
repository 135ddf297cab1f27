//! Storylines: which earlier stories a story continues. In: profiles, in an order that is the same every time.
//! Out: links back in time. Never: a story within the story (that is grouping), a cost that grows with the archive.

use super::material::key_of;
use super::{Arrival, profile};
use crate::model::{Link, Profile, ProfileTerm, StoryId};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// Stories that are remembered; beyond that those entered longest ago are forgotten.
pub const PROFILES_MAX: usize = 200_000;
/// So many of the newest stories that hold a term are kept.
const HOLDERS_MAX: usize = 48;
/// Stories that share most with a new one, which are looked at closely.
const COMPARED_MAX: usize = 32;
/// Links of one story.
const LINKS_MAX: usize = 5;
/// Rarity is measured as if there were so many more stories without the term: a small archive knows little of it.
const STORIES_UNSEEN: f64 = 60.0;
/// Terms of less rarity bring up no story by themselves.
const RARITY_MIN: f64 = 0.3;
/// What the later story tells begins so many seconds after the first at least: reports of one hour tell one event.
const GAP_SECONDS_MIN: i64 = 3 * 3_600;
/// Names and words count in a sentence of why.
const SHOWN_MAX: usize = 4;

// Chosen on half of the pairs of quality/labels/storylines.jsonl, for precision.
/// How alike two stories of one matter are …
const LIKENESS_MIN: f64 = 0.33;
/// … at least, and at most: a report that differs in nothing but its figures is an issue of a series.
const LIKENESS_MAX: f64 = 0.8;
/// A shared name of less rarity is the frame of many matters (an agency that rates, an office that reports) …
const NAME_RARITY_MIN: f64 = 0.6;
/// … and the others must be so rare together: the squares of their rarities, summed …
const NAMES_MIN: f64 = 0.5;
/// … and shared words so rare …
const WORDS_MIN: f64 = 1.0;
/// … and both together so rare: one firm in two matters shares its name and a word or two.
const SHARED_MIN: f64 = 2.6;
/// Where fewer names than these are known of one of the two (a language whose names are not found) …
const NAMES_KNOWN_MIN: usize = 3;
/// … and none is shared, shared words must be so rare.
const WORDS_ALONE_MIN: f64 = 3.5;
/// Where so many earlier stories are this alike, the story is an issue of a series.
const SERIES: usize = 3;
const SERIES_LIKENESS: f64 = 0.55;

/// What is kept of a profile.
#[derive(Debug, Clone)]
struct Kept {
    story: StoryId,
    first: Option<i64>,
    keys: Box<[u32]>,
    /// Weight of each key; the highest bit says that it is a name.
    weights: Box<[u8]>,
    entered: u32,
}

/// The highest bit of a kept weight.
const IS_NAME: u8 = 0x80;

/// The stories that hold a term.
#[derive(Debug, Clone, Default)]
struct Holders {
    count: u32,
    newest: Vec<u32>,
}

/// The profiles of all stories and which of them hold a term: a plain value, rebuilt by entering them again in order.
#[derive(Debug, Clone, Default)]
pub struct Storylines {
    profiles: Vec<Option<Kept>>,
    free: Vec<u32>,
    places: FxHashMap<u64, u32>,
    terms: FxHashMap<u32, Holders>,
    order: VecDeque<(u32, u32)>,
    entered: u32,
}

/// In what two stories are alike.
#[derive(Debug, Clone, Copy)]
struct Likeness {
    cosine: f64,
    names: f64,
    words: f64,
    /// How many shared names are too common to count.
    framed: usize,
    /// Names of the story of which fewer are known.
    names_known: usize,
}

/// The links among stories that come all at once, each with its articles: what entering them one by one gives.
pub fn continued(stories: &[(StoryId, Vec<Arrival<'_>>)]) -> Vec<Link> {
    let mut profiles: Vec<Profile> = stories.iter().map(|(story, members)| profile(story, members)).collect();
    profiles.sort_by(|left, right| by_time(left).cmp(&by_time(right)));
    let mut storylines = Storylines::default();
    let mut links = Vec::new();
    for profile in &profiles {
        links.extend(storylines.continue_with(profile));
    }
    links
}

/// The order in which stories are linked and entered: as they began; those without a time last.
fn by_time(profile: &Profile) -> (bool, Option<i64>, &StoryId) {
    (profile.first.is_none(), profile.first, &profile.story)
}

impl Storylines {
    /// How many stories are remembered.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The earlier stories that a story continues, best first; it is remembered from then on.
    pub fn continue_with(&mut self, profile: &Profile) -> Vec<Link> {
        self.forget(&profile.story);
        let links = self.link(profile);
        self.enter(profile);
        links
    }

    /// Remembers a story; what was known of it before is replaced.
    pub fn enter(&mut self, profile: &Profile) {
        self.forget(&profile.story);
        let at = self.free.pop().unwrap_or_else(|| {
            self.profiles.push(None);
            u32::try_from(self.profiles.len() - 1).unwrap_or(u32::MAX)
        });
        self.entered = self.entered.wrapping_add(1);
        for term in &profile.terms {
            let holders = self.terms.entry(term.key).or_default();
            holders.count += 1;
            if holders.newest.len() == HOLDERS_MAX {
                holders.newest.remove(0);
            }
            holders.newest.push(at);
        }
        let packed = |term: &ProfileTerm| term.weight.min(IS_NAME - 1) | if term.name { IS_NAME } else { 0 };
        let kept = Kept {
            story: profile.story.clone(),
            first: profile.first,
            keys: profile.terms.iter().map(|term| term.key).collect(),
            weights: profile.terms.iter().map(packed).collect(),
            entered: self.entered,
        };
        if let Some(slot) = self.profiles.get_mut(at as usize) {
            *slot = Some(kept);
        }
        self.places.insert(key_of(profile.story.as_str()), at);
        self.order.push_back((at, self.entered));
        self.forget_oldest();
    }

    /// Forgets a story, such as one that was merged into another.
    pub fn forget(&mut self, story: &StoryId) {
        let Some(at) = self.places.remove(&key_of(story.as_str())) else { return };
        let Some(kept) = self.profiles.get_mut(at as usize).and_then(Option::take) else { return };
        self.free.push(at);
        for key in &kept.keys {
            let Some(holders) = self.terms.get_mut(key) else { continue };
            holders.count = holders.count.saturating_sub(1);
            holders.newest.retain(|holder| *holder != at);
            if holders.count == 0 {
                self.terms.remove(key);
            }
        }
    }

    fn forget_oldest(&mut self) {
        while self.places.len() > PROFILES_MAX || self.order.len() > 2 * PROFILES_MAX {
            let Some((at, entered)) = self.order.pop_front() else { return };
            let story = self.kept(at).filter(|kept| kept.entered == entered).map(|kept| kept.story.clone());
            match story {
                Some(story) if self.places.len() > PROFILES_MAX => self.forget(&story),
                Some(_) => self.order.push_back((at, entered)),
                None => {}
            }
        }
    }

    fn kept(&self, at: u32) -> Option<&Kept> {
        self.profiles.get(at as usize)?.as_ref()
    }

    /// The earlier stories that a story continues, best first.
    pub fn link(&self, profile: &Profile) -> Vec<Link> {
        let rarities: Vec<f64> = profile.terms.iter().map(|term| self.rarity(term.key)).collect();
        let mut found: Vec<(f64, &Kept)> = Vec::new();
        let mut alike = 0;
        for at in self.candidates(profile, &rarities) {
            let Some(kept) = self.kept(at).filter(|kept| comes_before(kept, profile)) else { continue };
            let likeness = self.likeness(profile, &rarities, kept);
            alike += usize::from(likeness.cosine >= SERIES_LIKENESS);
            if likeness.is_one_matter() {
                found.push((likeness.cosine, kept));
            }
        }
        if alike >= SERIES {
            return Vec::new();
        }
        found.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.story.cmp(&right.1.story)));
        found.truncate(LINKS_MAX);
        let link = |(score, kept): (f64, &Kept)| Link {
            story: profile.story.clone(),
            earlier: kept.story.clone(),
            score,
            why: why(profile, &rarities, kept),
        };
        found.into_iter().map(link).collect()
    }

    /// How much a term says, 0 to 1.
    fn rarity(&self, key: u32) -> f64 {
        let stories = self.places.len() as f64 + STORIES_UNSEEN;
        let count = self.terms.get(&key).map_or(1.0, |holders| f64::from(holders.count.max(1)));
        ((stories / count).ln() / stories.ln()).clamp(0.0, 1.0)
    }

    /// The stories that share most with this one, most first.
    fn candidates(&self, profile: &Profile, rarities: &[f64]) -> Vec<u32> {
        let mut shared: FxHashMap<u32, f64> = FxHashMap::default();
        for (term, rarity) in profile.terms.iter().zip(rarities) {
            let holders = self.terms.get(&term.key).filter(|_| *rarity >= RARITY_MIN);
            for at in holders.into_iter().flat_map(|holders| &holders.newest) {
                *shared.entry(*at).or_default() += f64::from(term.weight) * rarity * rarity;
            }
        }
        let mut shared: Vec<(f64, u32)> = shared.into_iter().map(|(at, sum)| (sum, at)).collect();
        let story = |at: u32| self.kept(at).map(|kept| &kept.story);
        shared.sort_unstable_by(|left, right| {
            right.0.total_cmp(&left.0).then_with(|| story(left.1).cmp(&story(right.1)))
        });
        shared.truncate(COMPARED_MAX);
        shared.into_iter().map(|(_, at)| at).collect()
    }

    fn likeness(&self, profile: &Profile, rarities: &[f64], kept: &Kept) -> Likeness {
        let (mut dot, mut own, mut names, mut words, mut framed) = (0.0, 0.0, 0.0, 0.0, 0);
        for (term, rarity) in profile.terms.iter().zip(rarities) {
            let weight = f64::from(term.weight) * rarity;
            own += weight * weight;
            let Some(at) = kept.keys.iter().position(|key| *key == term.key) else { continue };
            let other = kept.weights.get(at).map_or(0, |weight| weight & !IS_NAME);
            dot += weight * f64::from(other) * rarity;
            match term.name {
                true if *rarity < NAME_RARITY_MIN => framed += 1,
                true => names += rarity * rarity,
                false => words += rarity * rarity,
            }
        }
        let square = |(key, weight): (&u32, &u8)| (f64::from(weight & !IS_NAME) * self.rarity(*key)).powi(2);
        let others: f64 = kept.keys.iter().zip(&kept.weights).map(square).sum();
        let length = (own * others).sqrt();
        let cosine = if length > 0.0 { (dot / length * 1e6).round() / 1e6 } else { 0.0 };
        let own_names = profile.terms.iter().filter(|term| term.name).count();
        let other_names = kept.weights.iter().filter(|weight| **weight & IS_NAME != 0).count();
        Likeness { cosine, names, words, framed, names_known: own_names.min(other_names) }
    }
}

impl Likeness {
    /// Whether the two tell of one matter, and not the same again.
    fn is_one_matter(self) -> bool {
        let named = self.names >= NAMES_MIN && self.words >= WORDS_MIN && self.names + self.words >= SHARED_MIN;
        let nameless = self.names <= 0.0 && self.framed == 0 && self.names_known < NAMES_KNOWN_MIN;
        let shared = named || (nameless && self.words >= WORDS_ALONE_MIN);
        shared && (LIKENESS_MIN..=LIKENESS_MAX).contains(&self.cosine)
    }
}

/// Whether a story began before another, so that a link from that one to it goes back in time.
fn comes_before(kept: &Kept, profile: &Profile) -> bool {
    match (kept.first, profile.first) {
        (Some(earlier), Some(later)) => kept.story != profile.story && later.saturating_sub(earlier) >= GAP_SECONDS_MIN,
        _ => false,
    }
}

/// What two stories share, names first, in the words of the later one.
fn why(profile: &Profile, rarities: &[f64], kept: &Kept) -> String {
    let mut shared: Vec<(bool, f64, &str)> = profile
        .terms
        .iter()
        .zip(rarities)
        .filter(|(term, rarity)| **rarity >= RARITY_MIN && kept.keys.contains(&term.key) && !term.words.is_empty())
        .map(|(term, rarity)| (term.name, f64::from(term.weight) * rarity, term.words.as_str()))
        .collect();
    shared.sort_by(|left, right| right.0.cmp(&left.0).then(right.1.total_cmp(&left.1)).then(left.2.cmp(right.2)));
    let words: Vec<&str> = shared.into_iter().map(|(_, _, words)| words).take(SHOWN_MAX).collect();
    format!("shared: {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    /// A story of names (capital) and words, that began on a day.
    fn story(id: &str, day: i64, terms: &str) -> Profile {
        let term = |words: &str| ProfileTerm {
            key: (key_of(words) >> 32) as u32,
            weight: 12,
            name: words.starts_with(char::is_uppercase),
            words: words.to_owned(),
        };
        let terms = terms.split(' ').map(term).collect();
        Profile { story: StoryId::new(id), terms, first: Some(day * DAY), newest: Some(day * DAY), articles: 1 }
    }

    const RAID: &str = "Vellmar Saarhelm Limarra raid compound fraud soldier passport crate";
    const TRIAL: &str = "Vellmar Saarhelm Orrin raid compound fraud court judge sentence";

    /// The stories that the last one continues, the others entered before it.
    fn check(stories: &[(&str, i64, &str)], expected: &[&str]) {
        let mut storylines = Storylines::default();
        let mut links = Vec::new();
        for (id, day, terms) in stories {
            links = storylines.continue_with(&story(id, *day, terms));
        }
        let found: Vec<&str> = links.iter().map(|link| link.earlier.as_str()).collect();
        assert_eq!(found, expected, "{stories:?}");
    }

    #[test]
    fn a_trial_continues_the_raid_months_before() {
        check(&[("raid", 1, RAID), ("trial", 200, TRIAL)], &["raid"]);
    }

    #[test]
    fn a_link_never_leads_forward_or_within_an_hour() {
        check(&[("raid", 300, RAID), ("trial", 200, TRIAL)], &[]);
        check(&[("raid", 200, RAID), ("trial", 200, TRIAL)], &[]);
    }

    #[test]
    fn one_shared_name_or_the_same_kind_of_event_is_not_enough() {
        check(&[("raid", 1, RAID), ("other", 9, "Vellmar Brandis Dunmere harvest apple frost press growers")], &[]);
        check(&[("raid", 1, RAID), ("other", 9, "Karsund Orrin Lise raid compound fraud soldier customs paint")], &[]);
    }

    #[test]
    fn the_next_issue_of_a_series_continues_nothing() {
        let prices = "Exchange Belmede copper price ton week close trade";
        check(&[("monday", 1, prices), ("tuesday", 2, prices)], &[]);
    }

    #[test]
    fn a_story_that_was_merged_away_is_forgotten() {
        let mut storylines = Storylines::default();
        storylines.enter(&story("raid", 1, RAID));
        storylines.forget(&StoryId::new("raid"));
        assert!(storylines.is_empty() && storylines.terms.is_empty());
        assert_eq!(storylines.link(&story("trial", 200, TRIAL)), Vec::new());
    }

    #[test]
    fn why_names_what_is_shared_names_first() {
        let mut storylines = Storylines::default();
        storylines.enter(&story("raid", 1, RAID));
        let links = storylines.link(&story("trial", 200, TRIAL));
        assert_eq!(links[0].why, "shared: Saarhelm, Vellmar, compound, fraud");
    }

    #[test]
    fn entering_again_in_order_gives_the_same_links() {
        let stories: Vec<Profile> = (0..200)
            .map(|at| {
                story(
                    &format!("s{at}"),
                    at,
                    &format!("Name{} Name{} Place{} word{} matter{}", at % 7, at % 5, at % 3, at % 4, at % 6),
                )
            })
            .collect();
        let (mut whole, mut rebuilt) = (Storylines::default(), Storylines::default());
        stories.iter().for_each(|story| whole.enter(story));
        stories.iter().take(50).for_each(|story| whole.enter(story));
        stories.iter().skip(50).chain(stories.iter().take(50)).for_each(|story| rebuilt.enter(story));
        for story in &stories {
            assert_eq!(whole.link(story), rebuilt.link(story));
            assert!(whole.link(story).len() <= LINKS_MAX);
        }
    }
}
