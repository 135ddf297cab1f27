//! How fast `group` groups: articles a second of the stage alone on one core, cost as the archive grows, memory.
//! In: `cargo bench --bench group [-- --articles N --words N --per-day N --seed N --write FILE --restart]`. Out: lines of
//! figures, with the BCubed F1 of what was decided, so that the work is seen to be real; exit 1 where one is beyond its bar. With
//! --write the articles instead, as JSON lines with the true story in `gold`; with --restart the time that the window takes to be
//! rebuilt from a store. Never: a second thread, the network, a text from anywhere.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod bcubed;
mod random;
mod restart;
mod synthetic;
mod told;
mod words;

use backstory::group::{Arrival, Options, Window};
use backstory::model::EventKind;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::io::Write;
use std::time::{Duration, Instant};
use synthetic::{Press, Written};

/// Articles of a run that nobody gave a number for: some seconds.
const ARTICLES: usize = 20_000;
/// Articles in one call.
const BATCH: usize = 500;
/// The cost of an article is told at this many and at the end, over so many articles around or before.
const EARLY: usize = 10_000;
const STRETCH: usize = 20_000;
/// Bars: articles a second at 450 words, cost at the end over early cost, megabytes of the process.
const RATE_MIN: f64 = 4_000.0;
const GROWTH_MAX: f64 = 1.2;
const MEGABYTES_MAX: f64 = 300.0;

fn main() {
    let options = synthetic::Options {
        seed: given("--seed").unwrap_or(7),
        words: given("--words").unwrap_or(450),
        per_day: given("--per-day").unwrap_or(5_000.0),
    };
    let articles = given("--articles").unwrap_or(ARTICLES);
    if std::env::args().any(|argument| argument == "--restart") {
        return restart::measure(Press::new(options).take(articles));
    }
    match given::<String>("--write") {
        Some(file) => write(&file, Press::new(options).take(articles)),
        None if !measure(Press::new(options).take(articles), options.words) => std::process::exit(1),
        None => {}
    }
}

/// The value of an argument.
fn given<T: std::str::FromStr>(name: &str) -> Option<T> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1)?.parse().ok()
}

fn write(file: &str, articles: impl Iterator<Item = Written>) {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file).unwrap());
    for Written { article, story, report, .. } in articles {
        let draft = article.draft();
        let line = serde_json::json!({
            "id": article.id().as_str(), "outlet": draft.outlet, "title": draft.title, "text": draft.text,
            "published": article.published().unwrap().0.to_string(), "language": "en", "gold": story, "gold_report": report,
        });
        writeln!(out, "{line}").unwrap();
    }
    out.flush().unwrap();
}

/// What a run came to.
#[derive(Default)]
struct Run {
    /// Time of the stage, batch by batch.
    times: Vec<Duration>,
    /// For each article its story and its true one, its report and its true one.
    stories: Vec<(u64, u32)>,
    reports: Vec<(u64, u32)>,
    /// Stories merged away.
    merged: Vec<(u64, u64)>,
}

/// Runs the stage over all articles, prints what it cost, and tells whether it kept to its bars.
fn measure(mut articles: impl Iterator<Item = Written>, words: usize) -> bool {
    let before = megabytes("VmRSS:");
    let (mut window, options, mut run) = (Window::default(), Options::default(), Run::default());
    loop {
        let batch: Vec<Written> = articles.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        run.batch(&mut window, &options, &batch);
    }
    let (peak, after) = (megabytes("VmHWM:"), megabytes("VmRSS:"));
    drop(window);
    let without = megabytes("VmRSS:");
    let kept = run.prints(words);
    println!(
        "memory: the process {peak:.0} MB at most, {:.0} MB more than before; {without:.0} MB without the window",
        after - before
    );
    kept && peak <= MEGABYTES_MAX
}

impl Run {
    fn batch(&mut self, window: &mut Window, options: &Options, batch: &[Written]) {
        let arrivals: Vec<Arrival<'_>> =
            batch.iter().map(|written| Arrival { article: &written.article, reading: &written.reading }).collect();
        let began = Instant::now();
        let before = worked(began);
        let grouping = window.group(&arrivals, options);
        self.times.push(worked(began).saturating_sub(before));
        for (placement, written) in grouping.placements.iter().zip(batch) {
            self.stories.push((hash(placement.story.as_str()), written.story));
            self.reports.push((hash(placement.report.as_str()), written.report));
        }
        for placement in &grouping.moved {
            let at: usize = placement.article.as_str().parse().unwrap();
            self.stories[at].0 = hash(placement.story.as_str());
        }
        let merged = grouping.log.iter().filter(|event| event.kind == EventKind::Merged);
        self.merged
            .extend(merged.filter_map(|event| Some((hash(event.from.as_ref()?.as_str()), hash(event.story.as_str())))));
    }

    /// Prints the figures; whether they keep to their bars.
    fn prints(&mut self, words: usize) -> bool {
        self.settle();
        let all: Duration = self.times.iter().sum();
        let articles = self.stories.len();
        let rate = articles as f64 / all.as_secs_f64();
        let mut sizes = std::collections::BTreeMap::new();
        self.stories.iter().for_each(|(_, truth)| *sizes.entry(truth).or_insert(0usize) += 1);
        let alone = sizes.values().filter(|size| **size == 1).count();
        println!(
            "{articles} articles of about {words} words, {} stories, the largest of {}, {:.0} % of articles alone",
            sizes.len(),
            sizes.values().max().unwrap_or(&0),
            alone as f64 * 100.0 / articles as f64
        );
        println!("stage alone: {rate:.0} articles a second on one core");
        println!("BCubed F1: stories {:.3}, reports {:.3}", bcubed::f1(&self.stories), bcubed::f1(&self.reports));
        let grows = self.growth().is_some_and(|growth| growth > GROWTH_MAX);
        !grows && (words != 450 || rate >= RATE_MIN)
    }

    /// Follows merges to the stories that are left.
    fn settle(&mut self) {
        let moved: rustc_hash::FxHashMap<u64, u64> = self.merged.iter().copied().collect();
        for (story, _) in &mut self.stories {
            while let Some(into) = moved.get(story) {
                *story = *into;
            }
        }
    }

    /// The cost of an article at the end over that near 10,000, where the run is long enough to tell.
    fn growth(&self) -> Option<f64> {
        let (early, stretch) = (EARLY / BATCH, STRETCH / BATCH);
        if self.times.len() < 2 * (early + stretch / 2) {
            return None;
        }
        let cost =
            |times: &[Duration]| times.iter().sum::<Duration>().as_secs_f64() * 1e6 / (times.len() * BATCH) as f64;
        let near = cost(self.times.get(early - stretch / 4..early + stretch / 4)?);
        let end = cost(self.times.get(self.times.len() - stretch..)?);
        println!("one article: {near:.0} µs near {EARLY}, {end:.0} µs at the end: {:.2} times", end / near);
        for (at, part) in self.times.chunks(100_000 / BATCH).enumerate() {
            println!("  from {:>9}: {:.0} µs", at * 100_000, cost(part));
        }
        Some(end / near)
    }
}

fn hash(id: &str) -> u64 {
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(id)
}

/// Time that this thread had a core to itself, so that other work on the machine does not count; elsewhere than on Linux, time.
fn worked(began: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

/// A line of the process's own account of memory, in megabytes; 0 elsewhere than on Linux.
fn megabytes(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|other| other.strip_prefix(line)?.trim().split(' ').next()?.parse().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
