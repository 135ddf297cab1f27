//! How far long work is. In: counts. Out: a bar on a terminal, plain lines otherwise, all on stderr.
//! Never: on stdout, and nothing at all where the user asked for quiet.

use super::common::Common;
use crate::model::{Progress, Unit};
use indicatif::{DecimalBytes, HumanDuration, ProgressBar, ProgressStyle};
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
    unit: Unit,
    done: u64,
    begun: Option<Instant>,
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
    fn begin(&self, what: &str, total: Option<u64>, unit: Unit) {
        let mut stretch = self.stretch();
        let now = Some(Instant::now());
        *stretch = Stretch { what: what.to_owned(), total, unit, begun: now, said: now, ..Stretch::default() };
        if self.how == How::Bar {
            stretch.bar = Some(bar(what, total, unit));
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

fn bar(what: &str, total: Option<u64>, unit: Unit) -> ProgressBar {
    let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let form = match (total, unit) {
        (Some(_), Unit::Things) => "{prefix:>8} {wide_bar} {pos} of {len}, {per_sec}, {eta} left",
        (None, Unit::Things) => "{prefix:>8} {spinner} {pos}, {per_sec}",
        (Some(_), Unit::Bytes) => {
            "{prefix:>8} {wide_bar} {percent} % of {decimal_total_bytes}, {decimal_bytes_per_sec}, {eta} left"
        }
        (None, Unit::Bytes) => "{prefix:>8} {spinner} {decimal_bytes}, {decimal_bytes_per_sec}",
    };
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style);
    }
    bar.set_prefix(what.to_owned());
    bar
}

fn line(stretch: &Stretch) {
    eprintln!("backstory: {}", words(stretch, stretch.begun.map_or(Duration::ZERO, |begun| begun.elapsed())));
}

/// How far a stretch is after this time.
fn words(stretch: &Stretch, elapsed: Duration) -> String {
    let Stretch { what, total, unit, done, .. } = stretch;
    let shown = |steps: u64| match unit {
        Unit::Things => steps.to_string(),
        Unit::Bytes => DecimalBytes(steps).to_string(),
    };
    match (*total, unit) {
        (None, _) => format!("{what} {}", shown(*done)),
        (Some(total), Unit::Things) => format!("{what} {done} of {total}"),
        (Some(total), Unit::Bytes) => {
            let percent = done.saturating_mul(100) / total.max(1);
            let left = elapsed.mul_f64(total.saturating_sub(*done) as f64 / (*done).max(1) as f64);
            format!("{what} {} of {}, {percent} %, {} left", shown(*done), shown(total), HumanDuration(left))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(total: Option<u64>, unit: Unit, done: u64, expected: &str) {
        let stretch = Stretch { what: "import".to_owned(), total, unit, done, ..Stretch::default() };
        assert_eq!(words(&stretch, Duration::from_secs(30)), expected);
    }

    #[test]
    fn bytes_are_told_as_such_with_the_time_that_is_left() {
        check(Some(4_000_000), Unit::Bytes, 1_000_000, "import 1.00 MB of 4.00 MB, 25 %, 2 minutes left");
        check(Some(7), Unit::Things, 3, "import 3 of 7");
        check(None, Unit::Things, 3, "import 3");
        check(None, Unit::Bytes, 3_000, "import 3.00 kB");
    }
}
