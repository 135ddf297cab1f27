//! `backstory timeline`: articles in, one line per dated entry out, oldest first. Never: a store.

use super::output::JsonLines;
use super::{Ended, input};
use crate::error::Result;
use crate::explain::{Told, timeline};
use crate::model::Reading;
use crate::read;
use crate::wire::EntryLine;
use rayon::prelude::*;

/// What the timeline is of.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// articles as JSON lines (.gz, .zst; - for standard input)
    #[arg(default_value = "-")]
    articles: String,
    /// words that it is about; without them it is about everything in the articles
    #[arg(long, default_value = "")]
    about: String,
    /// entries at most
    #[arg(long, default_value_t = 20)]
    entries: usize,
    /// sentences per entry at most
    #[arg(long, default_value_t = 1)]
    sentences: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ended> {
    let (articles, failed) = input::articles(&arguments.articles)?;
    let options = read::Options::default();
    let readings: Vec<Reading> = articles.par_iter().map(|article| read::read(article, &options)).collect();
    let told: Vec<Told<'_>> =
        articles.iter().zip(&readings).map(|(article, reading)| Told { article, reading }).collect();
    let mut out = JsonLines::new();
    for entry in &timeline(&told, &arguments.about, arguments.entries, arguments.sentences) {
        if !out.write(&EntryLine::from(entry)) {
            break;
        }
    }
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}
