//! `backstory add SOURCE...`: follows sources from now on. In: feed addresses, files, folders, lists of feeds. Out: sources in the store.
//! Never: fetches; that is the next run's.

use super::Ended;
use super::common::Common;
use super::opml;
use super::output::{say, talk};
use crate::error::{Error, Kind, Result};
use crate::gather;
use crate::model::Source;

/// Longest name of a category, in characters: longer ones break the line that lists them all.
pub(super) const CATEGORY_CHARACTERS_MAX: usize = 60;

/// What to follow.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// addresses of feeds, sites, sitemaps or pages, HTML files, folders of HTML files, patterns like 'pages/**/*.html', web archives, JSON lines of articles, OPML files
    #[arg(required = true)]
    sources: Vec<String>,
    /// the category of the front page under which their stories stand
    #[arg(long, value_name = "NAME", value_parser = category)]
    category: Option<String>,
}

/// A category: a name that is no empty one.
pub(super) fn category(name: &str) -> std::result::Result<String, String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > CATEGORY_CHARACTERS_MAX {
        return Err(format!("a category has 1 to {CATEGORY_CHARACTERS_MAX} characters"));
    }
    Ok(name.to_owned())
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let options = common.config()?.engine.gather;
    let (lists, single): (Vec<&String>, Vec<&String>) = arguments.sources.iter().partition(|path| opml::is_list(path));
    let (good, bad): (Vec<_>, Vec<_>) =
        single.into_iter().map(|address| source(address, &options)).partition(Result::is_ok);
    let mut bad: Vec<Error> = bad.into_iter().filter_map(Result::err).collect();
    if let (true, Some(first)) = (good.is_empty() && lists.is_empty(), bad.first()) {
        bad.iter().skip(1).for_each(talk);
        return Err(first.clone());
    }
    let mut engine = common.engine("add")?;
    for source in good.into_iter().flatten() {
        let new = engine.store().add_source(&source)?;
        if let Some(category) = &arguments.category {
            engine.store().categorise_source(&source, Some(category))?;
        }
        if !common.quiet {
            let what = if new { "followed from the next run on" } else { "followed already" };
            say(&format!("{} {}: {what}", source.kind.as_str(), source.address));
        }
    }
    for list in lists {
        bad.extend(opml::follow(list, arguments.category.as_deref(), &mut engine, &options, common.quiet)?);
    }
    bad.iter().for_each(talk);
    Ok(if bad.is_empty() { Ended::Done } else { Ended::SomeFailed })
}

/// The source at an address or path; a path is kept whole, so that a run from another folder finds it.
fn source(address: &str, options: &gather::Options) -> Result<Source> {
    let source = gather::source(address, options)?;
    if source.kind.is_web() {
        return Ok(source);
    }
    if address == "-" {
        return Err(Error::new(Kind::Usage, "standard input cannot be followed").with_hint("backstory import -"));
    }
    let path = std::path::Path::new(address);
    let whole = if path.exists() { std::fs::canonicalize(path) } else { std::path::absolute(path) };
    let whole = whole.map_err(|error| Error::new(Kind::Usage, format!("source {address}: cannot be read: {error}")))?;
    Ok(Source::new(whole.display().to_string(), source.kind))
}
