//! The schedule beside the site: a run at the start and every so often. In: the common options, an interval.
//! Out: runs, each with a writer of its own. Never: holds the store between two runs, so that others can write too.

use super::common::{Common, step_back};
use super::output::{say, talk};
use super::run::{problems, summary};
use crate::engine::Engine;
use crate::error::Result;
use crate::model::Silent;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::Builder;
use std::time::Duration;

/// A schedule under way; it ends with this value, after the batch that it is at.
pub(super) struct Schedule {
    _end: Sender<()>,
}

/// Starts the schedule in a thread of its own; `first` is the writer of the first run, where the store was free.
pub(super) fn start(common: &Common, every: Duration, first: Option<Engine>) -> Result<Schedule> {
    let (end, ended) = channel();
    let common = common.clone();
    let work = move || keep_running(&common, every, first, &ended);
    Builder::new().name("schedule".to_owned()).spawn(work).map_err(|error| {
        crate::error::Error::new(crate::error::Kind::Io, format!("schedule: cannot be started: {error}"))
    })?;
    Ok(Schedule { _end: end })
}

fn keep_running(common: &Common, every: Duration, first: Option<Engine>, ended: &Receiver<()>) {
    step_back();
    let mut engine = first.map(Ok);
    loop {
        let ready = engine.take().unwrap_or_else(|| common.engine("serve"));
        if let Err(error) = ready.and_then(|engine| run_once(common, engine)) {
            talk(&error);
            say(&format!("the next run is tried in {} minutes; the site goes on", every.as_secs() / 60));
        }
        if ended.recv_timeout(every) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

fn run_once(common: &Common, mut engine: Engine) -> Result<()> {
    let ran = engine.run(common.now(), &Silent)?;
    problems(&ran).for_each(talk);
    if !common.quiet {
        say(&summary(&ran));
    }
    Ok(())
}
