//! `backstory read`: articles in, readings out. In: JSON lines. Out: JSON lines. Never: a store.

use super::output::JsonLines;
use super::{Ended, input};
use crate::error::Result;
use crate::read;
use crate::wire::ReadingLine;
use rayon::prelude::*;

/// What to read.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// articles as JSON lines (.gz, .zst; - for standard input)
    #[arg(default_value = "-")]
    articles: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ended> {
    let (articles, failed) = input::articles(&arguments.articles)?;
    let options = read::Options::default();
    let lines: Vec<ReadingLine> =
        articles.par_iter().map(|article| ReadingLine::new(&read::read(article, &options), article.text())).collect();
    let mut out = JsonLines::new();
    for line in &lines {
        if !out.write(line) {
            break;
        }
    }
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}
