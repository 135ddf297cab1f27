//! `backstory rebuild --from STAGE`: marks derived state as waiting. In: a stage. Out: the store.
//! Never: makes anything itself, `run` does; and what is there stays readable until then.

use super::Ended;
use super::common::Common;
use super::output::say;
use crate::error::Result;
use crate::store::Stage;

/// From where.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// the first stage to do anew: extract, read, group or explain
    #[arg(long, value_name = "STAGE", value_parser = stage)]
    from: Stage,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    common.engine("rebuild")?.rebuild(arguments.from)?;
    if !common.quiet {
        say(&format!("the next `backstory run` does everything from {} on anew", arguments.from.as_str()));
    }
    Ok(Ended::Done)
}

fn stage(word: &str) -> std::result::Result<Stage, String> {
    let names = Stage::ALL.map(Stage::as_str).join(", ");
    Stage::parse(word).ok_or_else(|| format!("the stages are {names}"))
}
