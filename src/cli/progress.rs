//! How far long work is. In: counts. Out: a bar on a terminal, plain lines otherwise, all on stderr.
//! Never: on stdout, and nothing at all where the user asked for quiet.

use super::common::Common;
use crate::model::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Time between two plain lines on the same work.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Draws progress.
pub(super) struct Shown {
    how: How,
    now: Mutex<Stretch>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Silent,
    Bar,
    Lines,
    /// A line for each step.
    AllLines,
}

/// The work that is going on.
#[derive(Default)]
struct Stretch {
    what: String,
    total: Option<u64>,
    done: u64,
    said: Option<Instant>,
    bar: Option<ProgressBar>,
}

impl Shown {
    /// As the options and the terminal ask for it.
    pub(super) fn new(common: &Common) -> Self {
        let how = if common.quiet {
            How::Silent
        } else if common.verbose {
            How::AllLines
        } else if std::io::stderr().is_terminal() {
            How::Bar
        } else {
            How::Lines
        };
        Self { how, now: Mutex::new(Stretch::default()) }
    }

    fn stretch(&self) -> MutexGuard<'_, Stretch> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Shown {
    fn begin(&self, what: &str, total: Option<u64>) {
        let mut stretch = self.stretch();
        *stretch = Stretch { what: what.to_owned(), total, said: Some(Instant::now()), ..Stretch::default() };
        if self.how == How::Bar {
            stretch.bar = Some(bar(what, total));
        }
    }

    fn advance(&self, steps: u64) {
        let mut stretch = self.stretch();
        stretch.done += steps;
        if let Some(bar) = &stretch.bar {
            bar.inc(steps);
        }
        let due = stretch.said.is_none_or(|said| said.elapsed() >= LINE_EVERY);
        if self.how == How::AllLines || (self.how == How::Lines && due) {
            line(&stretch);
            stretch.said = Some(Instant::now());
        }
    }

    fn end(&self) {
        let mut stretch = self.stretch();
        if let Some(bar) = stretch.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn bar(what: &str, total: Option<u64>) -> ProgressBar {
    let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let form = match total {
        Some(_) => "{prefix:>8} {wide_bar} {pos} of {len}, {per_sec}, {eta} left",
        None => "{prefix:>8} {spinner} {pos}, {per_sec}",
    };
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style);
    }
    bar.set_prefix(what.to_owned());
    bar
}

fn line(stretch: &Stretch) {
    match stretch.total {
        Some(total) => eprintln!("backstory: {} {} of {total}", stretch.what, stretch.done),
        None => eprintln!("backstory: {} {}", stretch.what, stretch.done),
    }
}
