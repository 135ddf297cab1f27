//! `backstory group`: articles in, placements out, in the order of the input. Never: a store.

use super::output::JsonLines;
use super::{Ended, input};
use crate::error::Result;
use crate::group::{self, Arrival, Window};
use crate::model::{Article, Placement, Reading};
use crate::read;
use crate::wire::PlacementLine;
use rayon::prelude::*;

/// What to group.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// articles as JSON lines (.gz, .zst; - for standard input)
    #[arg(default_value = "-")]
    articles: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ended> {
    let (articles, failed) = input::articles(&arguments.articles)?;
    let placements = grouped(&articles).placements;
    let mut out = JsonLines::new();
    for placement in &placements {
        if !out.write(&PlacementLine::from(placement)) {
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
    let grouping = window.group(&batch, &group::Options::default());
    let mut rank: Vec<(usize, Placement)> = order.into_iter().zip(grouping.placements).collect();
    rank.sort_by_key(|(at, _)| *at);
    Grouped { readings, placements: rank.into_iter().map(|(_, placement)| placement).collect(), window }
}
