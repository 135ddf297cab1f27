//! `backstory group`: articles in, placements out, in the order of the input. Never: a store.

use super::output::JsonLines;
use super::{Ended, input};
use crate::error::Result;
use crate::group::{self, Arrival, Window};
use crate::model::{Article, Link, Placement, Reading, StoryId};
use crate::read;
use crate::wire::{ContinuedLine, PlacementLine};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What to group.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// articles as JSON lines (.gz, .zst; - for standard input)
    #[arg(default_value = "-")]
    articles: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ended> {
    let (articles, failed) = input::articles(&arguments.articles)?;
    let Grouped { readings, placements, .. } = grouped(&articles);
    let mut links = links(&articles, &readings, &placements);
    let mut out = JsonLines::new();
    for placement in &placements {
        let mut line = PlacementLine::from(placement);
        line.continues = links.remove(&placement.story).unwrap_or_default().iter().map(ContinuedLine::from).collect();
        if !out.write(&line) {
            break;
        }
    }
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}

/// Articles grouped, each list in the order of the articles.
pub(super) struct Grouped {
    pub(super) readings: Vec<Reading>,
    pub(super) placements: Vec<Placement>,
    /// What knows all stories.
    pub(super) window: Window,
}

/// The reading and the place of each article; they are grouped in order of publication.
pub(super) fn grouped(articles: &[Article]) -> Grouped {
    let options = read::Options::default();
    let readings: Vec<Reading> = articles.par_iter().map(|article| read::read(article, &options)).collect();
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|at| articles[*at].published().map_or(i64::MAX, |published| published.0.order_key()));
    let batch: Vec<Arrival<'_>> =
        order.iter().map(|at| Arrival { article: &articles[*at], reading: &readings[*at] }).collect();
    let mut window = Window::default();
    let options = group::Options::default();
    let mut grouping = window.group(&batch, &options);
    grouping.then(window.settle(&options));
    let mut rank: Vec<(usize, Placement)> = order.into_iter().zip(grouping.placements).collect();
    rank.sort_by_key(|(at, _)| *at);
    Grouped { readings, placements: rank.into_iter().map(|(_, placement)| placement).collect(), window }
}

/// The links of each story to the earlier ones that it continues, best first.
pub(super) fn links(
    articles: &[Article],
    readings: &[Reading],
    placements: &[Placement],
) -> BTreeMap<StoryId, Vec<Link>> {
    let mut stories: BTreeMap<StoryId, Vec<Arrival<'_>>> = BTreeMap::new();
    for ((article, reading), placement) in articles.iter().zip(readings).zip(placements) {
        stories.entry(placement.story.clone()).or_default().push(Arrival { article, reading });
    }
    let stories: Vec<(StoryId, Vec<Arrival<'_>>)> = stories.into_iter().collect();
    let mut links: BTreeMap<StoryId, Vec<Link>> = BTreeMap::new();
    for link in group::continued(&stories) {
        links.entry(link.story.clone()).or_default().push(link);
    }
    links
}
