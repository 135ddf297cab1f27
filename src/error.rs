//! One error for the whole program: which thing, what happened, what to do.
//! In: facts about a failure. Out: a value with a kind, a message and a hint, printable as plain words.
//! Never: a failure of foreign data that a stage can survive; those are [`Problem`]s beside the result.

use std::fmt;

/// What kind of failure this is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The command line or the configuration asks for something that does not exist.
    Usage,
    /// A value broke an invariant of the model (an offset outside its article, a statement without support).
    Invalid,
    /// A file, socket or other resource could not be read or written.
    Io,
    /// The store could not be used: held by another process, newer than the program, damaged.
    Store,
    /// A source on the network could not be fetched.
    Network,
}

/// A failure: which thing, what happened and, on its own line, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
}

/// The result of anything that can fail with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure of this kind; the message names the thing and what happened, in lower case, without a full stop.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// A broken invariant.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Kind::Invalid, message)
    }

    /// The same failure with what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.message)?;
        match &self.hint {
            Some(hint) => write!(out, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// One thing in foreign data that was not as it should be; the rest went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which thing: a file and line, an address, an article.
    pub place: String,
    /// What happened, in lower case, without a full stop.
    pub what: String,
    /// What to do about it.
    pub hint: String,
    /// Why, as a short word by which problems are counted (`date`, `no text`); empty where there is none.
    pub reason: &'static str,
    /// Whether the thing was kept all the same.
    pub kept: bool,
}

impl Problem {
    /// A problem at a place, with what to do about it.
    pub fn new(place: impl Into<String>, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into(), hint: hint.into(), reason: "", kept: false }
    }

    /// The same problem of a thing that was kept all the same.
    #[must_use]
    pub fn kept(self, reason: &'static str) -> Self {
        Self { reason, kept: true, ..self }
    }

    /// The same problem of a thing that was passed over.
    #[must_use]
    pub fn dropped(self, reason: &'static str) -> Self {
        Self { reason, kept: false, ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}\n  hint: {}", self.place, self.what, self.hint)
    }
}
