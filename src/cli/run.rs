//! `backstory run`: all that is due or waiting, once. In: the store. Out: the store, every story explained.
//! Never: stops at a source or story that fails; it is named and the rest goes on.

use super::Ended;
use super::common::{Common, step_back};
use super::output::{say, talk};
use super::progress::Shown;
use crate::engine::Ran;
use crate::error::{Problem, Result};

/// Nothing but the common options.
#[derive(clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments, common: &Common) -> Result<Ended> {
    step_back();
    let mut engine = common.engine("run")?;
    let ran = engine.run(common.now(), &Shown::new(common))?;
    let mut ended = Ended::Done;
    for problem in problems(&ran) {
        talk(problem);
        ended = Ended::SomeFailed;
    }
    if !common.quiet {
        say(&summary(&ran));
    }
    Ok(ended)
}

/// What was wrong, stage by stage.
pub(super) fn problems(ran: &Ran) -> impl Iterator<Item = &Problem> {
    let tallies = [&ran.gathered, &ran.extracted, &ran.read, &ran.grouped, &ran.explained];
    tallies.into_iter().flat_map(|tally| &tally.problems)
}

/// What was done, in a line.
pub(super) fn summary(ran: &Ran) -> String {
    format!(
        "gathered {}, extracted {}, read {}, grouped {}, explained {} stories",
        ran.gathered.done, ran.extracted.done, ran.read.done, ran.grouped.done, ran.explained.done
    )
}
