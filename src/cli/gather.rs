//! `backstory gather`: sources in, pages out. In: addresses, files, folders. Out: JSON lines. Never: a store.

use super::Ended;
use super::common::Common;
use super::output::{JsonLines, talk};
use crate::error::{Error, Kind, Problem, Result};
use crate::gather::{self, Due, Forgetful};
use crate::model::LedgerLine;
use crate::wire::PageLine;

/// What to gather.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// addresses of feeds, sites, sitemaps or pages, web archives, HTML files, folders of HTML files, patterns like 'pages/**/*.html'
    #[arg(required = true)]
    sources: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let options = common.config()?.engine.gather;
    let sources =
        arguments.sources.iter().map(|address| gather::source(address, &options)).collect::<Result<Vec<_>>>()?;
    let due: Vec<Due> = sources.into_iter().map(Due::new).collect();
    let (mut out, mut failed, mut read_on) = (JsonLines::new(), false, true);
    gather::gather(&due, &Forgetful, &options, common.now(), &mut |haul| {
        let problems: Vec<Problem> = haul.lines.iter().filter_map(LedgerLine::problem).collect();
        failed |= !problems.is_empty();
        problems.iter().for_each(talk);
        let left = due.get(haul.due).filter(|_| haul.left > 0);
        if let Some(one) = left {
            talk(&format!("source {}: {} items left out, over the limit of one run", one.source.address, haul.left));
        }
        read_on = read_on && haul.pages.iter().all(|page| out.write(&PageLine::from(page)));
        if read_on { Ok(()) } else { Err(Error::new(Kind::Io, "nobody reads any more")) }
    })
    .or_else(|error| if read_on { Err(error) } else { Ok(()) })?;
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}
