//! `backstory import PATH...`: takes articles in and stops. In: files of JSON lines, HTML files, folders.
//! Out: articles in the store; a line of what was taken. Never: follows what it took from.

use super::Ended;
use super::common::Common;
use super::output::{say, talk};
use super::progress::Shown;
use crate::error::Result;
use crate::model::{Source, SourceKind};
use std::path::Path;

/// What to take in.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// JSON lines (.gz, .zst; - for standard input), HTML files, folders of HTML files
    #[arg(required = true)]
    paths: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let mut engine = common.engine("import")?;
    let (now, shown) = (common.now(), Shown::new(common));
    let mut ended = Ended::Done;
    for path in &arguments.paths {
        let tally = engine.import(&Source::new(path, kind(path)), now, &shown)?;
        for problem in &tally.problems {
            talk(problem);
            ended = Ended::SomeFailed;
        }
        if !common.quiet {
            say(&format!("{path}: {} new or changed", tally.done));
        }
    }
    Ok(ended)
}

/// What lies at a path.
fn kind(path: &str) -> SourceKind {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    if Path::new(path).is_dir() {
        SourceKind::Folder
    } else if matches!(ending.as_str(), "html" | "htm" | "xhtml") {
        SourceKind::HtmlFile
    } else {
        SourceKind::Articles
    }
}
