//! Learns the weights by which an article joins a story. In: files of articles with their true stories. Out: the weights,
//! learnt on all files and on all but each, as lines to put into src/group/evidence.rs. Never: part of the program.
#![allow(clippy::print_stdout)]

use backstory::gather::open_lines;
use backstory::group::{Arrival, Evidence, FEATURES, Options, Window};
use backstory::model::{Article, ArticleId, Placement, Reading, ReportId, ReportKind, StoryId};
use backstory::read;
use backstory::wire::ArticleLine;

const ROUNDS: usize = 3000;
const STEP: f64 = 2.0;
const SHRINK: f64 = 1e-5;

/// What one file shows: the features of a story near to an article, and whether it is the right one.
type Shown = Vec<([f64; FEATURES], bool)>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sets: Vec<Shown> = std::env::args().skip(1).map(|file| shown(&file)).collect::<Result<_, _>>()?;
    let all: Vec<&Shown> = sets.iter().collect();
    println!("all: {:.2?}", learn(&all));
    for left_out in 0..sets.len() {
        let others: Vec<&Shown> =
            sets.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, set)| set).collect();
        println!("without {left_out}: {:.2?}", learn(&others));
    }
    Ok(())
}

/// Replays a file with the true decisions.
fn shown(file: &str) -> Result<Shown, Box<dyn std::error::Error>> {
    let mut articles = articles(file)?;
    articles.sort_by_key(|article| article.published().map_or(i64::MAX, |published| published.0.order_key()));
    let (options, mut window, mut found) = (Options::default(), Window::default(), Shown::new());
    for article in articles {
        let Some(story) = article.story().map(StoryId::new) else { continue };
        let reading: Reading = read::read(&article, &read::Options::default());
        let arrival = Arrival { article: &article, reading: &reading };
        for (other, evidence) in window.clone().evidence(&arrival) {
            found.push((Evidence::features(&evidence), other == story));
        }
        let id = article.id().clone();
        let (report, original, kind) = (ReportId::of_first(&id), id.clone(), ReportKind::Original);
        let placement = Placement {
            article: id,
            story,
            report,
            original,
            kind,
            why: String::new(),
            credit: String::new(),
            lineage: None,
            took: Vec::new(),
        };
        window.restore(&[(arrival, &placement)], &options);
    }
    Ok(found)
}

fn articles(file: &str) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let (mut lines, mut articles) = (open_lines(file)?, Vec::new());
    while let Some(line) = lines.next_line() {
        let (number, bytes) = line?;
        let line: ArticleLine = serde_json::from_slice(&bytes)?;
        let (draft, _) = line.into_draft();
        articles.extend(Article::new(ArticleId::new(format!("{number}")), draft));
    }
    Ok(articles)
}

/// Logistic regression by plain descent; each file weighs the same.
fn learn(sets: &[&Shown]) -> ([f64; FEATURES], f64) {
    let (mut weights, mut constant) = ([0.0; FEATURES], 0.0);
    for _ in 0..ROUNDS {
        let (mut slope, mut slope_constant) = ([0.0; FEATURES], 0.0);
        for set in sets {
            let share = 1.0 / (set.len() * sets.len()) as f64;
            for (features, right) in set.iter() {
                let sum: f64 = constant + features.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
                let error = (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*right))) * share;
                slope.iter_mut().zip(features).for_each(|(slope, x)| *slope += error * x);
                slope_constant += error;
            }
        }
        weights.iter_mut().zip(slope).for_each(|(weight, slope)| *weight -= STEP * (slope + SHRINK * *weight));
        constant -= STEP * slope_constant;
    }
    (weights, constant)
}
