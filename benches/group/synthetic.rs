//! Invented news without end. In: a seed and a few sizes. Out: articles in the order of their publication, each with its reading
//! and the story and report that it truly belongs to. Never: keeps an article: one that is copied later is told anew from its seed.
//!
//! Words follow the law of Zipf and Mandelbrot, the vocabulary grows by the law of Heaps, the sizes of stories fall by a power:
//! most stories are one article, some have hundreds. Stories live hours to weeks, share a topic's words and names with others,
//! and drift. Copies are exact, cut, padded or edited.

use crate::random::Random;
use crate::told::{Page, Setting, Telling};
use backstory::model::{Article, ArticleDraft, ArticleId, Moment, Published, Reading};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

const DAY_SECONDS: f64 = 86_400.0;
/// The first day, 1 March 2031, in seconds.
const BEGINS: i64 = 1_930_089_600;
/// Chance of a story of so many articles: 1 / size to this power; more than half of all articles stand alone.
const SIZE_POWER: f64 = 2.6;
const SIZE_MAX: usize = 400;
/// A story's life, in days: as likely from 6 to 12 hours as from 10 to 20 days, longer for larger ones.
const LIFE_DAYS: (f64, f64) = (0.25, 20.0);
/// Share of copies among the articles that follow the first one of a story.
const COPIES: f64 = 0.35;
/// A copy is of one of so many newest reports.
const REPORTS_KEPT: usize = 4;
/// Heaps: words known after n words are 44 * n ^ 0.5 (English newswire).
const HEAPS: (f64, f64) = (44.0, 0.5);
/// Words that everyone knows before the first article.
const VOCABULARY_MIN: usize = 20_000;
const TOPICS: usize = 150;
const OUTLETS: usize = 300;

/// What to invent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    pub(crate) seed: u64,
    /// Words of a body, in the mean.
    pub(crate) words: usize,
    /// Articles a day.
    pub(crate) per_day: f64,
}

/// One invented article.
pub(crate) struct Written {
    pub(crate) article: Article,
    pub(crate) reading: Reading,
    /// Number of its true story.
    pub(crate) story: u32,
    /// Number of its true report.
    pub(crate) report: u32,
}

/// A story that has articles to come.
struct Open {
    setting: Setting,
    begins: f64,
    life: f64,
    left: usize,
    reports: Vec<(u32, Telling)>,
}

/// Invents articles, in order of time.
pub(crate) struct Press {
    options: Options,
    random: Random,
    /// Seconds from the beginning and the story of each article to come; the order is by bits, as all times are positive.
    due: BinaryHeap<Reverse<(u64, u32)>>,
    open: BTreeMap<u32, Open>,
    next_opening: f64,
    stories: u32,
    written: u32,
    /// Share of stories of at most so many articles, from one on.
    sizes: Vec<f64>,
    size_mean: f64,
}

impl Press {
    pub(crate) fn new(options: Options) -> Self {
        let weights: Vec<f64> = (1..=SIZE_MAX).map(|size| (size as f64).powf(-SIZE_POWER)).collect();
        let all: f64 = weights.iter().sum();
        let size_mean = weights.iter().enumerate().map(|(at, weight)| (at + 1) as f64 * weight / all).sum();
        let running = |sum: &mut f64, weight: &f64| {
            *sum += weight / all;
            Some(*sum)
        };
        let sizes = weights.iter().scan(0.0, running).collect();
        let random = Random::new(options.seed);
        let (due, open) = (BinaryHeap::new(), BTreeMap::new());
        Self { options, random, due, open, next_opening: 0.0, stories: 0, written: 0, sizes, size_mean }
    }

    fn open_story(&mut self) {
        let random = &mut self.random;
        let share = random.share();
        let size = self.sizes.partition_point(|below| *below < share).min(SIZE_MAX - 1) + 1;
        // Of two drawn lives a larger story has the longer one.
        let drawn = (random.share(), random.share());
        let exponent = if size > 8 { drawn.0.max(drawn.1) } else { drawn.0 };
        let life = LIFE_DAYS.0 * (LIFE_DAYS.1 / LIFE_DAYS.0).powf(exponent) * DAY_SECONDS;
        let setting =
            Setting { seed: random.whole(), topic: random.zipf(TOPICS, 20.0) as u64, vocabulary: 0, drift: 0.0 };
        let begins = self.next_opening;
        for at in 0..size {
            let when = if at == 0 { begins } else { begins + life * random.share().powi(2) };
            self.due.push(Reverse((when.to_bits(), self.stories)));
        }
        self.open.insert(self.stories, Open { setting, begins, life, left: size, reports: Vec::new() });
        self.stories += 1;
        let rate = self.options.per_day / DAY_SECONDS / self.size_mean;
        self.next_opening -= (1.0 - self.random.share()).ln() / rate;
    }

    fn vocabulary(&self) -> usize {
        let words = f64::from(self.written) * self.options.words as f64;
        VOCABULARY_MIN.max((HEAPS.0 * words.powf(HEAPS.1)) as usize)
    }
}

impl Iterator for Press {
    type Item = Written;

    fn next(&mut self) -> Option<Written> {
        while self.due.peek().is_none_or(|Reverse((bits, _))| f64::from_bits(*bits) >= self.next_opening) {
            self.open_story();
        }
        let Reverse((bits, story)) = self.due.pop()?;
        let vocabulary = self.vocabulary();
        let number = self.written;
        self.written += 1;
        let open = self.open.get_mut(&story)?;
        let since = f64::from_bits(bits) - open.begins;
        let setting = Setting { vocabulary, drift: (since / open.life).min(1.0), ..open.setting };
        let random = &mut self.random;
        let (report, telling) = match open.reports.is_empty() || !random.chance(COPIES) {
            true => (number, Telling::own(random, setting, self.options.words)),
            false => {
                let (report, original) = &open.reports[random.below(open.reports.len())];
                (*report, original.copied(random))
            }
        };
        if report == number {
            open.reports.push((number, telling.clone()));
            let gone = open.reports.len().saturating_sub(REPORTS_KEPT);
            open.reports.drain(..gone);
        }
        open.left -= 1;
        if open.left == 0 {
            self.open.remove(&story);
        }
        let outlet = self.random.zipf(OUTLETS, 10.0);
        let (article, reading) = printed(number, outlet, f64::from_bits(bits) as i64, &telling)?;
        Some(Written { article, reading, story, report })
    }
}

fn printed(number: u32, outlet: usize, seconds: i64, telling: &Telling) -> Option<(Article, Reading)> {
    let id = ArticleId::new(format!("{number:09}"));
    let Page { title, text, mut reading } = telling.page();
    reading.article = id.clone();
    let at = jiff::Timestamp::from_second(BEGINS + seconds).ok()?;
    let draft = ArticleDraft {
        outlet: Some(format!("Outlet {outlet}")),
        title,
        text,
        published: Moment::parse(&at.to_string()).map(Published),
        language: Some("en".to_owned()),
        ..ArticleDraft::default()
    };
    Some((Article::new(id, draft).ok()?, reading))
}
