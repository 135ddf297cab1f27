//! The command line: the table of commands, one file per command; printing and progress bars are here only.
//! In: arguments. Out: data on stdout, talk on stderr, an exit code (0 done, 1 some failed, 2 could not run).
//! Never: work that a stage or the engine should do.

mod add;
mod check;
mod common;
mod compare;
mod config;
mod decide;
mod demo;
mod explain;
mod extract;
mod gather;
mod group;
mod import;
mod input;
mod opml;
mod ledger;
mod output;
mod page;
mod progress;
mod read;
mod rebuild;
mod run;
mod schedule;
mod search;
mod serve;
mod show;
mod sources;
mod site;
mod timeline;

use crate::engine;
use crate::error::Result;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::sync::LazyLock;

/// Reads many papers and explains each story on one page, every sentence traced to the words it came from.
#[derive(Parser)]
#[command(name = "backstory", version = version())]
struct Line {
    #[command(flatten)]
    common: common::Common,
    #[command(subcommand)]
    command: Command,
}

/// The table of commands.
#[derive(Subcommand)]
enum Command {
    /// follows feeds, files and folders from now on
    Add(add::Arguments),
    /// lists the sources that are followed; pauses, resumes, removes them
    Sources(sources::Arguments),
    /// what was asked for, what came in, what was dropped and why; how sources are doing; who did not cover a story
    Ledger(ledger::Arguments),
    /// shows what is in force, and where each setting comes from
    Config(config::Arguments),
    /// feeds, HTML files and folders to pages
    Gather(gather::Arguments),
    /// pages to articles
    Extract(extract::Arguments),
    /// articles to readings: sentences, names, dates, figures, quotes
    Read(read::Arguments),
    /// articles to stories, reports and copies
    Group(group::Arguments),
    /// articles to explainers, one per story
    Explain(explain::Arguments),
    /// articles to dated entries, oldest first
    Timeline(timeline::Arguments),
    /// claims with their sources to verdicts
    Check(check::Arguments),
    /// pairs of statements to how they stand to each other
    Compare(compare::Arguments),
    /// serves a made-up day of news from a store that is gone afterwards
    Demo(demo::Arguments),
    /// takes articles in: JSON lines, HTML files, folders
    Import(import::Arguments),
    /// does all that is due or waiting, once
    Run(run::Arguments),
    /// serves the site, and runs at the start and every 15 minutes
    Serve(serve::Arguments),
    /// shows the six sections of one story
    Show(show::Arguments),
    /// finds stories and articles
    Search(search::Arguments),
    /// what people decide about stories: merge, split, move, pin, each signed and undoable
    Decide(decide::Arguments),
    /// marks what a stage and the later ones derived to be made anew by the next run
    Rebuild(rebuild::Arguments),
}

/// How a command ended, when it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// All done.
    Done,
    /// Done, but some lines, sources or pages failed.
    SomeFailed,
}

/// The program's version with those of everything that decides what is derived.
fn version() -> &'static str {
    static VERSION: LazyLock<String> =
        LazyLock::new(|| format!("{} ({})", env!("CARGO_PKG_VERSION"), engine::versions()));
    &VERSION
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
    let common = &line.common;
    match line.command {
        Command::Add(arguments) => add::run(&arguments, common),
        Command::Sources(arguments) => sources::run(&arguments, common),
        Command::Ledger(arguments) => ledger::run(&arguments, common),
        Command::Config(arguments) => config::run(&arguments, common),
        Command::Gather(arguments) => gather::run(&arguments, common),
        Command::Extract(arguments) => extract::run(&arguments, common),
        Command::Read(arguments) => read::run(&arguments),
        Command::Group(arguments) => group::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments, common),
        Command::Import(arguments) => import::run(&arguments, common),
        Command::Run(arguments) => run::run(&arguments, common),
        Command::Serve(arguments) => serve::run(&arguments, common),
        Command::Show(arguments) => show::run(&arguments, common),
        Command::Search(arguments) => search::run(&arguments, common),
        Command::Decide(arguments) => decide::run(&arguments, common),
        Command::Rebuild(arguments) => rebuild::run(&arguments, common),
    }
}
