//! `backstory gather`: sources in, pages out. In: addresses, files, folders. Out: JSON lines. Never: a store.

use super::Ended;
use super::common::Common;
use super::output::{JsonLines, talk};
use crate::error::Result;
use crate::gather::{self, Gathered};
use crate::wire::PageLine;

/// What to gather.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// feed addresses, HTML files, folders of HTML files
    #[arg(required = true)]
    sources: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let options = common.config()?.engine.gather;
    let sources =
        arguments.sources.iter().map(|address| gather::source(address, &options)).collect::<Result<Vec<_>>>()?;
    let (mut out, mut failed) = (JsonLines::new(), false);
    for source in &sources {
        let gathered = gather::gather(source, &options, common.now(), &|_| false);
        failed |= !gathered.problems.is_empty();
        if !write(&source.address, &gathered, &mut out) {
            break;
        }
    }
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}

/// Writes what a source gave; false once nobody reads any more.
fn write(address: &str, gathered: &Gathered, out: &mut JsonLines) -> bool {
    for problem in &gathered.problems {
        talk(problem);
    }
    if gathered.left > 0 {
        talk(&format!("source {address}: {} items left out, over the limit of one run", gathered.left));
    }
    gathered.pages.iter().all(|page| out.write(&PageLine::from(page)))
}
