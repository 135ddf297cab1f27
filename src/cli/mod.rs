//! The command line: the table of commands, one file per command; printing and progress bars are here only.
//! In: arguments. Out: data on stdout, talk on stderr, an exit code (0 done, 1 some failed, 2 could not run).
//! Never: work that a stage or the engine should do.

mod explain;
mod group;
mod input;
mod output;
mod read;
mod timeline;

use crate::error::Result;
use clap::{Parser, Subcommand};
use std::ffi::OsString;

/// Reads many papers and explains each story on one page, every sentence traced to the words it came from.
#[derive(Parser)]
#[command(name = "backstory", version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// The table of commands.
#[derive(Subcommand)]
enum Command {
    /// articles to readings: sentences, names, dates, figures, quotes
    Read(read::Arguments),
    /// articles to stories, reports and copies
    Group(group::Arguments),
    /// articles to explainers, one per story
    Explain(explain::Arguments),
    /// articles to dated entries, oldest first
    Timeline(timeline::Arguments),
}

/// How a command ended, when it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// All done.
    Done,
    /// Done, but some lines, sources or pages failed.
    SomeFailed,
}

/// Runs one command line; the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let line = match Line::try_parse_from(arguments) {
        Ok(line) => line,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    match run(line) {
        Ok(Ended::Done) => 0,
        Ok(Ended::SomeFailed) => 1,
        Err(error) => {
            output::talk(&error);
            2
        }
    }
}

fn run(line: Line) -> Result<Ended> {
    match line.command {
        Command::Read(arguments) => read::run(&arguments),
        Command::Group(arguments) => group::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
    }
}
