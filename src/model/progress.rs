//! How long work tells how far it is: a callback that only the command line draws.
//! In: counts. Out: nothing. Never: slows or changes the work.

/// What the steps of a stretch of work are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unit {
    /// Sources, pages, articles, stories.
    #[default]
    Things,
    /// Bytes of a file.
    Bytes,
}

/// Told by long work how far it is.
pub trait Progress: Sync {
    /// A stretch of work begins; `total` is how many steps it has, where that is known, `unit` what they are.
    fn begin(&self, what: &str, total: Option<u64>, unit: Unit);
    /// So many more steps are done.
    fn advance(&self, steps: u64);
    /// The stretch is done.
    fn end(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _what: &str, _total: Option<u64>, _unit: Unit) {}
    fn advance(&self, _steps: u64) {}
    fn end(&self) {}
}
