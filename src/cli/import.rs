//! `backstory import PATH...`: takes articles in and stops. In: files of JSON lines, web archives, HTML files, folders, patterns.
//! Out: articles in the store; a line of what was taken. Never: follows what it took from, but for the feeds of a list.

use super::Ended;
use super::common::Common;
use super::opml;
use super::output::{say, talk};
use super::progress::Shown;
use crate::engine::Imported;
use crate::error::Result;
use crate::gather;

/// What to take in.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// JSON lines (.gz, .zst; - for standard input), web archives (.warc, .warc.gz), HTML files, folders of HTML files, patterns like
    /// 'pages/**/*.html'; the feeds of an OPML file are followed from now on
    #[arg(required = true)]
    paths: Vec<String>,
    /// the category of the front page under which their stories stand
    #[arg(long, value_name = "NAME", value_parser = super::add::category)]
    category: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let mut engine = common.engine("import")?;
    let (now, shown, options) = (common.now(), Shown::new(common), common.config()?.engine.gather);
    let mut ended = Ended::Done;
    for path in &arguments.paths {
        if opml::is_list(path) {
            let bad = opml::follow(path, arguments.category.as_deref(), &mut engine, &options, common.quiet)?;
            bad.iter().for_each(talk);
            ended = if bad.is_empty() { ended } else { Ended::SomeFailed };
            continue;
        }
        let source = match gather::source(path, &options) {
            Ok(source) => source,
            Err(error) => {
                talk(&error);
                ended = Ended::SomeFailed;
                continue;
            }
        };
        let imported = engine.import(&source, now, &shown)?;
        if let Some(category) = &arguments.category {
            engine.store().categorise_source(&source, Some(category))?;
        }
        for problem in &imported.problems {
            talk(problem);
            ended = Ended::SomeFailed;
        }
        if imported.untold > 0 {
            talk(&format!("{path}: {} more problems; the ledger has them all", imported.untold));
        }
        if !common.quiet {
            say(&format!("{path}: {}", what(&imported)));
        }
    }
    Ok(ended)
}

/// What an import did, in words.
fn what(imported: &Imported) -> String {
    match imported {
        Imported { unchanged: true, .. } => "taken in already, and unchanged since".to_owned(),
        Imported { done, left_out: 0, .. } => format!("{done} new or changed"),
        Imported { done, left_out, .. } => format!("{done} new or changed, {left_out} left out"),
    }
}
