//! Cases for the group stage, in invented sentences. In: a few articles. Out: who stands with whom.

use super::{Arrival, Earlier, Grouping, Memory, Options, Window};
use crate::model::{Article, ArticleDraft, ArticleId, EventKind, Moment, Placement, Published, Reading, ReportKind};
use proptest::prelude::*;

const BRIDGE: &str = "The old bridge at Varnholt gave way on Tuesday night, and 14 people were taken to hospital. \
    The harbour master, Ilse Brandow, said that the middle pier had been cracked since the spring flood. \
    Divers looked for a lorry that was seen on the bridge shortly before it fell into the Lenne. \
    The town council had put off repairs twice because the money was not there.";
const BRIDGE_AGAIN: &str = "Engineers in Varnholt began lifting the wreck of the bridge out of the Lenne on Thursday. \
    Ilse Brandow, who runs the harbour, told reporters that the lorry was empty. \
    The council will meet next week to explain why repairs to the cracked pier were put off. \
    Of the 14 people hurt, nine have left hospital.";
const CHEESE: &str = "A cheese from the Morrel valley has won the highest prize at the winter fair in Tesk. \
    The dairy of Oda Finn makes only forty wheels a year and sells them at the gate. \
    Judges praised its smell of hay and its firm rind. \
    Oda Finn said that she would not make more of it.";

pub(super) fn article(id: &str, title: &str, text: &str, day: &str) -> Article {
    let published = Moment::parse(day).map(Published);
    let (title, text) = (title.to_owned(), text.to_owned());
    let draft = ArticleDraft { title, text, published, language: Some("en".to_owned()), ..ArticleDraft::default() };
    Article::new(ArticleId::new(id), draft).unwrap()
}

pub(super) fn reading(article: &Article) -> Reading {
    Reading {
        article: article.id().clone(),
        language: article.language().unwrap_or("und").to_owned(),
        language_confidence: 1.0,
        sentences: Vec::new(),
        names: Vec::new(),
        dates: Vec::new(),
        figures: Vec::new(),
        quotes: Vec::new(),
    }
}

pub(super) fn group(window: &mut Window, articles: &[Article], options: &Options) -> Grouping {
    let readings: Vec<Reading> = articles.iter().map(reading).collect();
    window.group(&arrivals(articles, &readings), options)
}

pub(super) fn arrivals<'a>(articles: &'a [Article], readings: &'a [Reading]) -> Vec<Arrival<'a>> {
    articles.iter().zip(readings).map(|(article, reading)| Arrival { article, reading }).collect()
}

fn placed(articles: &[Article]) -> Vec<Placement> {
    group(&mut Window::default(), articles, &Options::default()).placements
}

/// Whether two texts make one story, and as what the second stands in its report.
fn check(texts: [&str; 2], one_story: bool, kind: ReportKind) {
    let articles = [article("a", "", texts[0], "2031-03-04"), article("b", "", texts[1], "2031-03-06")];
    let placements = placed(&articles);
    assert_eq!(placements[0].story == placements[1].story, one_story, "one story: {texts:?}");
    assert_eq!(placements[1].kind, kind, "kind: {texts:?}");
    assert_eq!(placements[0].report == placements[1].report, kind != ReportKind::Original);
    assert_eq!(placements[1].original.as_str(), if kind == ReportKind::Original { "b" } else { "a" });
}

#[test]
fn follow_ups_join_and_strangers_do_not() {
    check([BRIDGE, BRIDGE_AGAIN], true, ReportKind::Original);
    check([BRIDGE, CHEESE], false, ReportKind::Original);
}

const QUAKE: &str = "An earthquake of magnitude 6.1 shook the Sorrel hills before dawn on Monday. In Vardeen 23 people died when a school \
    fell in, the governor Ismet Dural said. Soldiers dug through the rubble of Vardeen with their hands. Tents and blankets were on \
    their way from Koldra, and the road over the Anso pass was closed by stones.";
const QUAKE_AGAIN: &str = "Rescuers in Vardeen pulled a boy from the ruins of the school two days after the earthquake in the Sorrel hills. \
    Governor Ismet Dural put the dead at 31. The road over the Anso pass is open again, so that lorries with tents from Koldra can \
    reach the villages.";
const OTHER_QUAKE: &str = "An earthquake of magnitude 5.8 shook the island of Tamoro on Tuesday evening. Nobody died, the mayor of Port \
    Linsey, Rosa Quell, said, but 140 houses were damaged and the harbour wall broke in two places. A wave of half a metre was \
    measured. Ferries to the mainland will sail again on Thursday.";

#[test]
fn two_events_of_one_kind_stay_apart_and_follow_ups_stay_together() {
    let others = [CHEESE, BRIDGE];
    let told = [(QUAKE, "2031-03-04"), (OTHER_QUAKE, "2031-03-05"), (QUAKE_AGAIN, "2031-03-06")];
    let all = told.into_iter().chain(others.map(|text| (text, "2031-03-05")));
    let articles: Vec<Article> =
        all.enumerate().map(|(at, (text, day))| article(&at.to_string(), "", text, day)).collect();
    let (mut window, options) = (Window::default(), Options::default());
    let mut grouping = group(&mut window, &articles, &options);
    grouping.then(window.settle(&options));
    let story = |at: usize| &grouping.placements[at].story;
    assert_eq!(story(0), story(2), "what follows the first quake");
    assert_ne!(story(0), story(1), "the other quake");
    assert_ne!(story(3), story(4));
}

#[test]
fn copies_are_one_report() {
    check([BRIDGE, BRIDGE], true, ReportKind::Copy);
    check([BRIDGE, &BRIDGE.to_uppercase()], true, ReportKind::Copy);
    check([BRIDGE, &format!("{BRIDGE} More to follow.")], true, ReportKind::Copy);
    check([BRIDGE, &format!("{BRIDGE} {CHEESE} {BRIDGE_AGAIN}")], true, ReportKind::PartialCopy);
}

#[test]
fn two_parts_of_one_long_text_are_not_one_report() {
    let long = format!("{BRIDGE} {CHEESE}");
    let texts = [long.as_str(), BRIDGE, CHEESE];
    let articles: Vec<Article> =
        texts.iter().enumerate().map(|(at, text)| article(&at.to_string(), "", text, "2031-03-04")).collect();
    let placements = placed(&articles);
    assert_eq!(placements[1].report, placements[0].report);
    assert_ne!(placements[2].report, placements[0].report);
}

#[test]
fn a_short_equal_text_is_a_copy_but_a_short_likeness_is_not() {
    check(["Rain is on its way to the coast, says the weather office."; 2], true, ReportKind::Copy);
    let texts = ["Rain is on its way to the coast.", "Snow is on its way to the hills."];
    check(texts, false, ReportKind::Original);
}

#[test]
fn a_placement_says_why() {
    let articles = [article("a", "", BRIDGE, "2031-03-04"), article("b", "", BRIDGE_AGAIN, "2031-03-06")];
    let placements = placed(&articles);
    assert_eq!(placements[0].why, "");
    assert!(placements[1].why.starts_with("shared: "), "{}", placements[1].why);
    for word in placements[1].why.trim_start_matches("shared: ").split(", ") {
        assert!(BRIDGE_AGAIN.contains(word), "{word} stands in the article");
    }
}

#[test]
fn a_given_story_is_kept() {
    let given = |id: &str, story: &str, text: &str| {
        let draft = ArticleDraft { story: Some(story.to_owned()), text: text.to_owned(), ..ArticleDraft::default() };
        Article::new(ArticleId::new(id), draft).unwrap()
    };
    let placements = placed(&[given("a", "one", BRIDGE), given("b", "two", BRIDGE), given("c", "one", CHEESE)]);
    let stories: Vec<&str> = placements.iter().map(|placement| placement.story.as_str()).collect();
    assert_eq!(stories, ["one", "two", "one"]);
    assert_eq!(placements[1].report, placements[0].report);
}

#[test]
fn holders_name_the_stories_of_a_term() {
    let mut window = Window::default();
    let articles = [article("a", "A bridge", BRIDGE, "2031-03-04"), article("b", "", CHEESE, "2031-03-04")];
    let placements = group(&mut window, &articles, &Options::default()).placements;
    assert_eq!(window.story_count(), 2);
    assert_eq!(window.holders("bridg").stories, Some(vec![placements[0].story.clone()]));
    assert_eq!(window.holders("said").count + window.holders("say").count + window.holders("hay").count, 1);
    assert_eq!(window.holders("nowhere").count, 0);
}

#[test]
fn what_is_out_of_the_window_is_forgotten() {
    let options = Options { days: 30, articles_min: 0, articles_max: 2, ..Options::default() };
    let texts = [BRIDGE, CHEESE, "Third.", "Fourth.", BRIDGE];
    let articles: Vec<Article> =
        texts.iter().enumerate().map(|(at, text)| article(&at.to_string(), "", text, "2031-03-04")).collect();
    let mut window = Window::default();
    let placements = group(&mut window, &articles, &options).placements;
    assert_ne!(placements[4].report, placements[0].report);
    assert_eq!(window.holders("chees").count, 0);
    assert_eq!(window.story_count(), 2);
}

#[test]
fn articles_taken_apart_beforehand_are_placed_as_others() {
    let texts = [BRIDGE, CHEESE, BRIDGE_AGAIN, BRIDGE];
    let articles: Vec<Article> =
        texts.iter().enumerate().map(|(at, text)| article(&at.to_string(), "", text, "2031-03-04")).collect();
    let readings: Vec<Reading> = articles.iter().map(reading).collect();
    let batch = arrivals(&articles, &readings);
    let expected = group(&mut Window::default(), &articles, &Options::default()).placements;
    for handed in [&batch[..], &batch[1..], &batch[..2]] {
        let mut window = Window::default();
        window.hand(super::take_apart(handed));
        assert_eq!(window.group(&batch, &Options::default()).placements, expected);
    }
}

/// Articles that share words, names, days and whole sentences in all mixtures.
fn any_articles() -> impl Strategy<Value = Vec<Article>> {
    let sentences: Vec<String> =
        [BRIDGE, BRIDGE_AGAIN, CHEESE].iter().flat_map(|text| text.split(". ").map(str::to_owned)).collect();
    let one = (prop::collection::vec(prop::sample::select(sentences), 1..8), 1u8..28);
    prop::collection::vec(one, 2..24).prop_map(|drawn| {
        let text = |parts: Vec<String>| parts.join(". ");
        let articles = drawn.into_iter().enumerate();
        articles
            .map(|(at, (parts, day))| {
                article(&format!("id{at}"), &parts[0].clone(), &text(parts), &format!("2031-03-{day:02}"))
            })
            .collect()
    })
}

/// Placements after all merges, as a store would hold them.
pub(super) fn kept(grouping: &[Grouping]) -> Vec<Placement> {
    let mut placements: Vec<Placement> = Vec::new();
    for batch in grouping {
        placements.extend(batch.placements.iter().cloned());
        for event in &batch.log {
            let gone = |known: &&mut Placement| event.from.as_ref() == Some(&known.story);
            if event.kind == EventKind::Merged {
                placements.iter_mut().filter(gone).for_each(|known| known.story = event.story.clone());
            }
        }
        for moved in &batch.moved {
            placements
                .iter_mut()
                .filter(|known| known.article == moved.article)
                .for_each(|known| *known = moved.clone());
        }
    }
    placements
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_restored_window_decides_as_the_one_that_lived(articles in any_articles(), share in 0.0f64..1.0, small in any::<bool>()) {
        let options = Options { articles_max: if small { 6 } else { 100 }, ..Options::default() };
        let cut = (articles.len() as f64 * share) as usize;
        let (before, after) = articles.split_at(cut);
        let mut lived = Window::default();
        let first = group(&mut lived, before, &options);
        let second = group(&mut lived, after, &options);
        let stored = kept(std::slice::from_ref(&first));
        let readings: Vec<Reading> = before.iter().map(reading).collect();
        let earlier: Vec<_> = arrivals(before, &readings).into_iter().map(Earlier::Anew).zip(&stored).collect();
        let mut restored = Window::default();
        restored.restore(&earlier, &options);
        let again = group(&mut restored, after, &options);
        prop_assert_eq!(&again.placements, &second.placements);
        prop_assert_eq!(&again.log, &second.log);
        let at_once = group(&mut Window::default(), &articles, &options);
        prop_assert_eq!(kept(&[at_once]), kept(&[first, second]));
    }
}

/// Articles on one of a few matters each, so many that repairs fall due.
fn many_articles(count: usize) -> Vec<Article> {
    let matters = [BRIDGE, BRIDGE_AGAIN, CHEESE];
    let told = |at: usize| {
        let text = matters[at % 3]
            .replace("bridge", &format!("bridge{}", at % 7))
            .replace("cheese", &format!("cheese{}", at % 11));
        let (day, words) = (1 + at * 27 / count, format!("{text} word{at} term{}", at / 5));
        article(
            &format!("id{at:04}"),
            &format!("Title {} of {}", at % 13, at % 5),
            &words,
            &format!("2031-03-{day:02}"),
        )
    };
    (0..count).map(told).collect()
}

/// A window left as a snapshot after some articles and killed after some more is, once it is back, the one that lived.
fn check_recalled(count: usize, (saved, killed): (usize, usize), articles_max: usize) {
    let options = Options { articles_max, articles_min: 10, ..Options::default() };
    let articles = many_articles(count);
    let mut lived = Window::default();
    lived.remember();
    let first = group(&mut lived, &articles[..saved], &options);
    let (snapshot, oldest) = (lived.snapshot(), lived.first() as usize);
    let second = group(&mut lived, &articles[saved..killed], &options);
    let stored = kept(&[first.clone(), second.clone()]);
    let bodies: Vec<&Vec<u8>> = first.memories.iter().chain(&second.memories).map(|(_, body)| body).collect();
    assert_eq!(bodies.len(), killed);
    let memories: Vec<Memory> = bodies.iter().map(|body| Memory::read(body).unwrap()).collect();
    let earlier: Vec<_> = memories.iter().map(Earlier::Remembered).zip(&stored).skip(oldest).collect();
    let mut recalled = Window::recalled(&snapshot).unwrap();
    recalled.remember();
    assert_eq!((recalled.first() as usize, recalled.awaits()), (oldest, saved - oldest));
    assert!(recalled.restore(&earlier, &options).is_empty());
    assert!(recalled.snapshot() == lived.snapshot(), "{count} {saved} {killed} {articles_max}");
    let (left, right) =
        (group(&mut lived, &articles[killed..], &options), group(&mut recalled, &articles[killed..], &options));
    assert_eq!((&left.placements, &left.moved, &left.log), (&right.placements, &right.moved, &right.log));
    assert!(left.memories == right.memories && recalled.snapshot() == lived.snapshot());
}

#[test]
fn a_recalled_window_is_the_one_that_lived() {
    check_recalled(300, (270, 270), 1000);
    check_recalled(560, (120, 530), 1000);
    check_recalled(330, (0, 300), 1000);
    check_recalled(400, (200, 380), 120);
    check_recalled(60, (20, 21), 7);
}

#[test]
fn damaged_bytes_are_nothing() {
    let mut window = Window::default();
    window.remember();
    let grouping = group(&mut window, &many_articles(3), &Options::default());
    let (snapshot, memory) = (window.snapshot(), grouping.memories[2].1.clone());
    assert!(Window::recalled(&snapshot).is_some() && Memory::read(&memory).is_some());
    for at in 0..memory.len() {
        let mut damaged = memory.clone();
        damaged[at] ^= 1 + at as u8 % 250;
        assert_eq!(Memory::read(&damaged), None);
        assert_eq!(Memory::read(&memory[..at]), None);
    }
    for at in (0..snapshot.len()).step_by(3) {
        let mut damaged = snapshot.clone();
        damaged[at] ^= 1 + at as u8 % 250;
        assert!(Window::recalled(&damaged).is_none() && Window::recalled(&snapshot[..at]).is_none());
    }
}
