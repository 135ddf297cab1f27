//! `backstory serve`: the site over the store, and the runs that keep it new. In: the store. Out: pages.
//! Never: gives up because another process writes; it reads on and says so.

use super::common::Common;
use super::output::{say, talk};
use super::{Ended, schedule, site};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::serve::StoredArchive;
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::time::Duration;

/// How the site is served.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// minutes between two runs; 0 for none
    #[arg(long, value_name = "MINUTES")]
    every: Option<u32>,
    /// the zone that times are shown in, such as Asia/Bangkok
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// a host name that the site answers to beside its address and localhost
    #[arg(long = "name", value_name = "HOST")]
    names: Vec<String>,
    /// shows whole articles to other machines too
    #[arg(long)]
    full_text: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let config = common.config()?;
    let mut options = config.serve;
    options.names.extend(arguments.names.iter().cloned());
    options.full_text |= arguments.full_text;
    if let Some(name) = &arguments.zone {
        options.zone = zone(name)?;
    }
    let listener = site::bind(config.listen)?;
    let (archive, writer) = open(common)?;
    let every = Duration::from_secs(u64::from(arguments.every.unwrap_or(config.schedule_minutes)) * 60);
    let schedule = if every.is_zero() {
        drop(writer);
        None
    } else {
        Some(schedule::start(common, every, writer)?)
    };
    site::serve_until_stopped(listener, archive, options)?;
    drop(schedule);
    Ok(Ended::Done)
}

/// The store to read, and its writer where nobody else is writing; opening one makes or upgrades the store.
fn open(common: &Common) -> Result<(Arc<StoredArchive>, Option<Engine>)> {
    let writer = common.engine("serve");
    let archive = match (StoredArchive::open(&common.store()?), &writer) {
        (Ok(archive), _) => Arc::new(archive),
        (Err(_), Err(first)) => return Err(first.clone()),
        (Err(error), Ok(_)) => return Err(error),
    };
    if let Err(error) = &writer {
        talk(error);
        say(&"the site shows what is there, and is read only for now");
    }
    Ok((archive, writer.ok()))
}

fn zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| {
        Error::new(Kind::Usage, format!("--zone {name:?}: no such time zone on this machine"))
            .with_hint("use a name of the zone database, such as UTC or Asia/Bangkok")
    })
}
