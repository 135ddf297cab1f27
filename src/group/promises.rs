//! What holds whatever arrives, in whatever order and however often the second pass runs. In: invented articles that share
//! words, names and whole texts in all mixtures; small windows. Out: nothing lost, nothing twice, a log that tells it all.
//! Never: a case that differs from run to run.

use super::tests::{arrivals, article, group, kept, reading};
use super::{Earlier, Grouping, Options, Window};
use crate::model::{Article, ArticleId, Event, EventKind, Placement, Reading, StoryId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Events that articles tell of.
const EVENTS: usize = 5;
/// A window that holds all articles of a case.
const ALL: usize = 100;
/// Sentences of one event; an article tells some of them, a face of the event.
const SENTENCES: usize = 9;
const SYLLABLES: [&str; 12] = ["vor", "ta", "lin", "mek", "os", "rud", "pa", "sil", "go", "ben", "ki", "dar"];

/// One article to be told: its event and its face, an event that it mixes in, and its day.
type Drawn = (usize, usize, Option<usize>, u8);

/// Settings of a case: how many articles the window holds, and when the second pass runs.
fn options() -> impl Strategy<Value = Options> {
    (prop_oneof![2usize..8, 8usize..30, Just(ALL)], 1usize..16, 1u32..20).prop_map(
        |(articles_max, repair_after, days)| Options {
            articles_max,
            articles_min: articles_max / 2,
            repair_after,
            days,
            ..Options::default()
        },
    )
}

fn any_drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (0..EVENTS, 0usize..6, prop::option::weighted(0.2, 0..EVENTS), 1u8..12);
    prop::collection::vec(one, 4..48)
}

fn told(drawn: &[Drawn]) -> Vec<Article> {
    let one = |(at, (event, face, other, day)): (usize, &Drawn)| {
        let mut text = face_of(*event, *face);
        text.extend(other.iter().flat_map(|other| face_of(*other, *face)));
        let title = format!("{} in {}", word(*event, *face), name(*event, 0));
        article(&format!("id{at}"), &title, &text.join(" "), &format!("2031-03-{day:02}"))
    };
    drawn.iter().enumerate().map(one).collect()
}

/// The sentences of a face: one end of the event, the other, its middle, or nearly all.
fn face_of(event: usize, face: usize) -> Vec<String> {
    let range = [0..4, 5..9, 2..7, 0..9, 3..6, 0..2][face].clone();
    range.map(|at| sentence(event, at)).collect()
}

fn sentence(event: usize, at: usize) -> String {
    let words: Vec<String> = (0..6).map(|offset| word(event, at * 6 + offset)).collect();
    let (who, place) = (name(event, 1 + at / 3), name(event, 0));
    format!(
        "{who} of {place} told the {} that {} would be {}.",
        words[0],
        words[1..4].join(" "),
        words[4..].join(" and ")
    )
}

/// A word that only one event uses.
fn word(event: usize, at: usize) -> String {
    let syllable = |number: usize| SYLLABLES[number % SYLLABLES.len()];
    let number = event * SENTENCES * 6 + at;
    [number, number / SYLLABLES.len() + 3, event * 5 + at * 7 + 1].map(syllable).concat()
}

fn name(event: usize, at: usize) -> String {
    let word = word(event, 400 + at * 13);
    format!("{}{}", word[..1].to_uppercase(), &word[1..])
}

/// What the log says of where articles are.
#[derive(Default)]
struct Told {
    stories: BTreeMap<ArticleId, StoryId>,
    led: BTreeMap<StoryId, StoryId>,
    /// The story that the last split opened; others may part from theirs into it at once.
    parted: Option<StoryId>,
}

impl Told {
    /// Takes an event in; it must fit what was told before.
    fn take(&mut self, event: &Event) {
        let living = self.stories.values().any(|story| *story == event.story);
        let new = matches!(event.kind, EventKind::Opened | EventKind::Split);
        if event.kind == EventKind::Opened || event.kind == EventKind::Joined {
            assert!(
                event.articles.iter().all(|article| !self.stories.contains_key(article)),
                "arrives once: {event:?}"
            );
        } else {
            let from = event.from.as_ref().map(|from| self.end_of(from));
            assert!(event.articles.iter().all(|article| self.stories.get(article) == from.as_ref()), "{event:?}");
        }
        let parts_too = event.kind == EventKind::Split && self.parted.as_ref() == Some(&event.story);
        assert_eq!(new, !living || parts_too, "a story is opened once and lives until it is merged: {event:?}");
        if event.kind == EventKind::Merged {
            let from = event.from.clone().unwrap();
            let gone = self.stories.values_mut().filter(|story| **story == from);
            gone.for_each(|story| *story = event.story.clone());
            self.led.insert(from, event.story.clone());
        }
        self.parted = (event.kind == EventKind::Split).then(|| event.story.clone());
        self.led.remove(&event.story);
        self.stories.extend(event.articles.iter().map(|article| (article.clone(), event.story.clone())));
    }

    /// Where the address of a story leads.
    fn end_of(&self, story: &StoryId) -> StoryId {
        let mut seen = BTreeSet::from([story]);
        let mut end = story;
        while let Some(next) = self.led.get(end) {
            assert!(seen.insert(next), "merges go round: {:?}", self.led);
            end = next;
        }
        end.clone()
    }
}

/// Groups in batches, at rest after some of them.
fn grouped(window: &mut Window, articles: &[Article], batch: usize, rests: bool, options: &Options) -> Vec<Grouping> {
    let mut done = Vec::new();
    for batch in articles.chunks(batch.max(1)) {
        done.push(group(window, batch, options));
        if rests {
            done.push(window.settle(options));
        }
    }
    done.push(window.settle(options));
    done
}

/// The stories of the window: their ids by article.
fn held(window: &Window) -> BTreeMap<ArticleId, StoryId> {
    let stories = window.stories.iter().flatten();
    let pairs = stories.flat_map(|kept| kept.members.iter().map(|number| (kept.id.clone(), *number)));
    pairs.filter_map(|(id, number)| Some((window.held(number)?.article.clone(), id))).collect()
}

/// That where a story and a later one have most of each other, they bear one id.
fn check_ids(before: &BTreeMap<ArticleId, StoryId>, after: &BTreeMap<ArticleId, StoryId>) {
    let mut shares: BTreeMap<(&StoryId, &StoryId), usize> = BTreeMap::new();
    for (article, old) in before {
        after.get(article).into_iter().for_each(|new| *shares.entry((old, new)).or_default() += 1);
    }
    for ((old, new), share) in &shares {
        let rivals = shares.iter().filter(|(pair, _)| (pair.0 == *old) != (pair.1 == *new));
        if rivals.into_iter().all(|(_, other)| other < share) {
            assert_eq!(old, new, "the larger part keeps the id: {before:?} {after:?}");
        }
    }
}

fn stories(placements: &[Placement]) -> BTreeMap<ArticleId, StoryId> {
    placements.iter().map(|one| (one.article.clone(), one.story.clone())).collect()
}

/// The places that differ.
fn unlike<'a>(left: &'a [Placement], right: &'a [Placement]) -> Vec<(&'a Placement, Option<&'a Placement>)> {
    let pairs = left.iter().enumerate().map(|(at, one)| (one, right.get(at)));
    pairs.filter(|(one, other)| Some(*one) != *other).collect()
}

fn all_told(done: &[Grouping]) -> Told {
    let mut all = Told::default();
    done.iter().flat_map(|grouping| &grouping.log).for_each(|event| all.take(event));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn nothing_is_lost_and_the_log_tells_it_all(
        drawn in any_drawn(), options in options(), batch in 1usize..20, rests in any::<bool>(),
    ) {
        let (articles, mut window) = (told(&drawn), Window::default());
        let done = grouped(&mut window, &articles, batch, rests, &options);
        let placed = done.iter().flat_map(|grouping| &grouping.placements).map(|one| &one.article);
        prop_assert!(placed.eq(articles.iter().map(Article::id)), "one placement per arrival, in order");
        let (all, kept) = (all_told(&done), kept(&done));
        prop_assert_eq!(kept.len(), articles.len());
        prop_assert_eq!(&all.stories, &stories(&kept), "the log gives the stories");
        for (article, story) in held(&window) {
            prop_assert_eq!(&all.stories[&article], &story, "the window holds what was told");
        }
        let members: usize = window.stories.iter().flatten().map(|kept| kept.members.len()).sum();
        prop_assert_eq!(members, window.articles.len(), "in one story each");
        for story in all.led.keys() {
            let end = all.end_of(story);
            prop_assert!(all.stories.values().any(|living| *living == end), "{} leads to no story", story);
        }
    }

    #[test]
    fn the_larger_part_keeps_the_id(drawn in any_drawn(), options in options()) {
        let (articles, mut window) = (told(&drawn), Window::default());
        let mut all = Told::default();
        for one in &articles {
            let mut before = held(&window);
            let done = group(&mut window, std::slice::from_ref(one), &options);
            done.log.iter().for_each(|event| all.take(event));
            let arrival = done.log.iter().find(|event| event.articles == [one.id().clone()]);
            before.extend(arrival.map(|event| (one.id().clone(), event.story.clone())));
            let now = before.keys().map(|article| (article.clone(), all.stories[article].clone())).collect();
            check_ids(&before, &now);
        }
    }

    #[test]
    fn where_batches_are_cut_does_not_matter(
        drawn in any_drawn(), options in options(), batches in (1usize..8, 8usize..50),
    ) {
        let articles = told(&drawn);
        let [one, other] = [batches.0, batches.1].map(|batch| {
            let mut window = Window::default();
            let done = grouped(&mut window, &articles, batch, false, &options);
            let mut joined = Grouping::default();
            done.clone().into_iter().for_each(|later| joined.then(later));
            (kept(&done), joined)
        });
        prop_assert_eq!(unlike(&one.0, &other.0), []);
        prop_assert_eq!(&one.1.log, &other.1.log);
        prop_assert_eq!(unlike(&one.1.placements, &one.0), [], "batches put together say the same");
        prop_assert!(one.1.moved.is_empty());
    }

    #[test]
    fn a_window_restored_at_rest_goes_on_as_the_one_that_lived(
        drawn in any_drawn(), options in options(), share in 0.0f64..1.0,
    ) {
        let articles = told(&drawn);
        let (before, after) = articles.split_at((articles.len() as f64 * share) as usize);
        let mut lived = Window::default();
        let mut done = grouped(&mut lived, before, 7, false, &options);
        let stored = kept(&done);
        let readings: Vec<Reading> = before.iter().map(reading).collect();
        let earlier: Vec<_> = arrivals(before, &readings).into_iter().map(Earlier::Anew).zip(&stored).collect();
        let mut restored = Window::default();
        restored.restore(&earlier, &options);
        restored.restored(&options);
        prop_assert_eq!(held(&restored), held(&lived));
        let later = grouped(&mut restored, after, 7, false, &options);
        let (lived, restored) = (kept(&grouped(&mut lived, after, 7, false, &options)), kept(&later));
        // Where articles left, a report whose first article is gone speaks with the voice of its next one.
        if options.articles_max == ALL {
            prop_assert_eq!(unlike(&lived, &restored), []);
        }
        done.extend(later);
        let all = all_told(&done);
        prop_assert_eq!(&all.stories, &stories(&kept(&done)));
        prop_assert_eq!(all.stories.len(), articles.len());
    }
}

/// That the cases above do what they are for: the second pass merges, splits and moves.
#[test]
fn the_second_pass_merges_splits_and_moves() {
    let mut happened: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0usize..40 {
        let drawn: Vec<Drawn> = (0..40)
            .map(|at| {
                let number = (at * 37 + seed * 101 + at * at * (seed + 3)) % 1009;
                let other = (number % 6 == 0 && at < 15).then_some(number / 11 % EVENTS);
                (number % EVENTS, number / 7 % 6, other, 1 + (at / 8) as u8)
            })
            .collect();
        let options = Options { repair_after: 8, ..Options::default() };
        let done = grouped(&mut Window::default(), &told(&drawn), 5, false, &options);
        for event in done.iter().flat_map(|grouping| &grouping.log) {
            *happened.entry(format!("{:?}", event.kind)).or_default() += 1;
        }
    }
    for kind in ["Merged", "Split", "Moved"] {
        assert!(happened.get(kind).is_some_and(|count| *count >= 3), "{kind}: {happened:?}");
    }
}
