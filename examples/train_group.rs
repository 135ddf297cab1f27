//! Learns the weights by which articles join stories. In: a folder of files of articles with their true stories. Out: the weights,
//! and with `--held-out` what they give on each file when learnt without it. Never: part of the program.
//!
//! `cargo run --release --example train_group -- DATA/stories [--held-out] [--without NAME...] [--out assets/group/weights.txt]`
//!
//! Each file is tried whole, as openings, as beginnings and as titles alone, with and without dates, so that one setting serves
//! all. The measure is that of a free run: three quarters BCubed F1, one quarter pairwise F1, the mean over the forms of a file
//! (whole texts count most), then over files. The search moves one weight at a time to the next value of its list and stays where that helps.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use backstory::gather::open_lines;
use backstory::group::{Arrival, Options, Weights, Window};
use backstory::model::{Article, ArticleDraft, ArticleId, Reading, digest};
use backstory::read;
use backstory::wire::ArticleLine;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Where the search begins, and the values that are tried. The others are not learnt: `density` is 1 in the published method, `density_max` lets big stories
/// be (the files have none), `across` and `density_unknown` are for what the files are not: in several languages, few.
const VALUES: [(&str, f64, &[f64]); 9] = [
    ("lead", 1200.0, &[400.0, 700.0, 1200.0, 2000.0, 4000.0]),
    ("title", 1.0, &[1.0, 1.25, 1.5, 2.0]),
    ("name", 1.0, &[0.8, 1.0, 1.25, 1.5]),
    ("figure", 1.0, &[0.5, 0.75, 1.0, 1.25]),
    ("titles", 0.0, &[0.0, 0.05, 0.1, 0.15, 0.2, 0.3]),
    ("gap", 0.02, &[0.0, 0.01, 0.02, 0.03, 0.04, 0.06]),
    ("missing", 0.7, &[0.3, 0.5, 0.7, 0.9]),
    ("stays", 0.0, &[0.0, 0.01, 0.02, 0.04]),
    ("joins_from", 0.03, &[0.01, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.05, 0.06]),
];
/// A change must gain this much: less is noise, and a plain value is the better one.
const GAIN_MIN: f64 = 0.001;
/// Words of an opening and of a beginning.
const OPENING: usize = 45;
const BEGINNING: usize = 150;

/// One form of a file: articles in the order in which they arrive, with their readings and true stories.
struct Form {
    name: String,
    weight: f64,
    articles: Vec<Article>,
    readings: Vec<Reading>,
    stories: Vec<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.first().filter(|word| !word.starts_with("--")).ok_or("give the folder of the files")?;
    let without: Vec<&String> = after(&arguments, "--without").collect();
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|file| file.path()).collect();
    files.retain(|file| {
        file.to_string_lossy().ends_with(".jsonl.gz")
            && !without.iter().any(|word| file.to_string_lossy().contains(*word))
    });
    files.sort();
    let sets: Vec<Vec<Form>> = files.iter().map(|file| forms(file)).collect::<Result<_, _>>()?;
    if arguments.iter().any(|word| word == "--held-out") {
        for left_out in 0..sets.len() {
            let others: Vec<&Vec<Form>> =
                sets.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, set)| set).collect();
            let weights = learn(&others);
            println!("learnt without {}: {}", files[left_out].display(), weights.lines().replace('\n', "  "));
            for (form, (bcubed, pairwise)) in sets[left_out].iter().zip(scores(&sets[left_out], &weights)) {
                println!("  {:14} BCubed F1 {bcubed:.3}  pairwise F1 {pairwise:.3}", form.name);
            }
        }
    }
    let weights = learn(&sets.iter().collect::<Vec<_>>());
    print!("{}", weights.lines());
    for path in after(&arguments, "--out") {
        let head = "# By what an article joins a story: name, value. What each is stands in src/group/weights.rs, who made them in README.md.\n";
        std::fs::write(path, format!("{head}{}", weights.lines()))?;
    }
    Ok(())
}

/// The words behind an option.
fn after<'a>(arguments: &'a [String], option: &'a str) -> impl Iterator<Item = &'a String> {
    let behind = arguments.iter().skip_while(move |word| *word != option).skip(1);
    behind.take_while(|word| !word.starts_with("--"))
}

/// What a form leaves of an article.
type Cut = fn(&ArticleDraft) -> ArticleDraft;

/// The forms of a file.
fn forms(file: &Path) -> Result<Vec<Form>, Box<dyn std::error::Error>> {
    let drafts = drafts(file)?;
    // Whole texts are what most archives hold, so they count most.
    let cuts: [(&str, f64, Cut); 4] = [
        ("whole", 4.0, ArticleDraft::clone),
        ("beginning", 2.0, |draft| cut(draft, BEGINNING)),
        ("opening", 1.0, |draft| cut(draft, OPENING)),
        ("title", 1.0, |draft| cut(draft, 0)),
    ];
    let dated = drafts.iter().any(|draft| draft.published.is_some());
    let mut found = Vec::new();
    for (name, weight, form) in cuts {
        found.push(read_all(name.to_owned(), weight, drafts.iter().map(form).collect()));
        if dated {
            let undated = |draft: &ArticleDraft| ArticleDraft { published: None, ..form(draft) };
            found.push(read_all(format!("{name} undated"), weight, drafts.iter().map(undated).collect()));
        }
    }
    Ok(found)
}

fn drafts(file: &Path) -> Result<Vec<ArticleDraft>, Box<dyn std::error::Error>> {
    let (mut lines, mut drafts) = (open_lines(&file.to_string_lossy())?, Vec::new());
    while let Some(line) = lines.next_line() {
        let line: ArticleLine = serde_json::from_slice(&line?.1)?;
        drafts.push(line.into_draft().0);
    }
    // The files come sorted by story: put into an order that says nothing, that of their digests.
    drafts.sort_by_cached_key(|draft| digest(&[&draft.title, &draft.text]));
    Ok(drafts)
}

/// Title and first words; what has neither keeps a word.
fn cut(draft: &ArticleDraft, words: usize) -> ArticleDraft {
    let text: Vec<&str> = draft.text.split_whitespace().take(words).collect();
    let title = if draft.title.is_empty() { draft.text.chars().take(60).collect() } else { draft.title.clone() };
    ArticleDraft { title, text: text.join(" "), ..draft.clone() }
}

fn read_all(name: String, weight: f64, drafts: Vec<ArticleDraft>) -> Form {
    let story = |draft: ArticleDraft| (draft.story.clone().unwrap_or_default(), draft);
    let mut both: Vec<(String, ArticleDraft)> = drafts.into_iter().map(story).collect();
    both.sort_by_key(|(_, draft)| draft.published.map_or(i64::MAX, |published| published.0.order_key() / 86_400));
    let options = read::Options::default();
    let read = |(number, (story, draft)): (usize, (String, ArticleDraft))| {
        let article = Article::new(ArticleId::new(number.to_string()), ArticleDraft { story: None, ..draft }).ok()?;
        let reading = read::read(&article, &options);
        Some((story, article, reading))
    };
    let numbered: Vec<_> = both.into_iter().enumerate().collect();
    let found: Vec<_> = numbered.into_par_iter().filter_map(read).collect();
    let mut form = Form { name, weight, articles: Vec::new(), readings: Vec::new(), stories: Vec::new() };
    for (story, article, reading) in found {
        form.stories.push(story);
        form.articles.push(article);
        form.readings.push(reading);
    }
    form
}

/// Moves one weight at a time.
fn learn(sets: &[&Vec<Form>]) -> Weights {
    let mut weights = Weights::shipped().clone();
    for (name, start, _) in VALUES {
        set(&mut weights, name, start);
    }
    let mut best = measure(sets, &weights);
    loop {
        let before = best;
        for (name, _, values) in VALUES {
            for up in [true, false] {
                while let Some(next) = moved(&mut weights, name, values, up) {
                    let score = measure(sets, &next);
                    if score < best + GAIN_MIN {
                        break;
                    }
                    (best, weights) = (score, next);
                    eprintln!("{name} {best:.4}");
                }
            }
        }
        if best < before + GAIN_MIN {
            return weights;
        }
    }
}

fn set(weights: &mut Weights, name: &str, value: f64) {
    weights.slots().into_iter().filter(|(known, _)| *known == name).for_each(|(_, slot)| *slot = value);
}

fn moved(weights: &mut Weights, name: &str, values: &[f64], up: bool) -> Option<Weights> {
    let now = *weights.slots().into_iter().find(|(known, _)| *known == name)?.1;
    let next = match up {
        true => values.iter().copied().find(|value| *value > now),
        false => values.iter().copied().rfind(|value| *value < now),
    };
    let mut weights = weights.clone();
    set(&mut weights, name, next?);
    Some(weights)
}

fn measure(sets: &[&Vec<Form>], weights: &Weights) -> f64 {
    let of_set = |set: &&Vec<Form>| {
        let scores = scores(set, weights);
        let worth = |(form, (bcubed, pairwise)): (&Form, &(f64, f64))| form.weight * (0.75 * bcubed + 0.25 * pairwise);
        let all: f64 = set.iter().map(|form| form.weight).sum();
        set.iter().zip(&scores).map(worth).sum::<f64>() / all
    };
    sets.iter().map(of_set).sum::<f64>() / sets.len() as f64
}

fn scores(set: &[Form], weights: &Weights) -> Vec<(f64, f64)> {
    set.par_iter().map(|form| scored(form, weights)).collect()
}

/// BCubed and pairwise F1 of a free run.
fn scored(form: &Form, weights: &Weights) -> (f64, f64) {
    let options = Options { weights: weights.clone(), ..Options::default() };
    let arrivals = form.articles.iter().zip(&form.readings).map(|(article, reading)| Arrival { article, reading });
    let mut window = Window::default();
    let mut grouping = window.group(&arrivals.collect::<Vec<_>>(), &options);
    grouping.then(window.settle(&options));
    let mut both: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    let (mut of_gold, mut of_found): (BTreeMap<&str, f64>, BTreeMap<&str, f64>) = (BTreeMap::new(), BTreeMap::new());
    for (gold, placement) in form.stories.iter().zip(&grouping.placements) {
        let (gold, found) = (gold.as_str(), placement.story.as_str());
        *both.entry((gold, found)).or_default() += 1.0;
        *of_gold.entry(gold).or_default() += 1.0;
        *of_found.entry(found).or_default() += 1.0;
    }
    let count = form.stories.len() as f64;
    let precision = both.iter().map(|((_, found), n)| n * n / of_found[found]).sum::<f64>() / count;
    let recall = both.iter().map(|((gold, _), n)| n * n / of_gold[gold]).sum::<f64>() / count;
    let pairs = |counts: &mut dyn Iterator<Item = f64>| counts.map(|n| n * (n - 1.0) / 2.0).sum::<f64>();
    let right = pairs(&mut both.values().copied());
    let (found, gold) = (pairs(&mut of_found.values().copied()), pairs(&mut of_gold.values().copied()));
    (2.0 * precision * recall / (precision + recall), 2.0 * right / (found + gold).max(1.0))
}
