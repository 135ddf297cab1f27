//! The program as its users call it. In: arguments. Out: what it printed and its exit code.
//! Never: the user's own store, or the real clock.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The time of every run.
pub(crate) const NOW: &str = "2031-03-20T06:00:00Z";

/// The program over a store at the time of the tests, not yet started.
pub(crate) fn over(store: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backstory"));
    command.args(arguments).arg("--store").arg(store).args(["--now", NOW]).stdin(Stdio::null());
    command
}

/// What a command over a store did.
pub(crate) struct Did {
    pub(crate) code: Option<i32>,
    #[allow(dead_code)]
    pub(crate) data: String,
    pub(crate) talk: String,
}

/// Runs a command over a store to its end.
pub(crate) fn run(store: &Path, arguments: &[&str]) -> Did {
    did(over(store, arguments).output().unwrap())
}

/// What a process left behind.
pub(crate) fn did(output: Output) -> Did {
    Did {
        code: output.status.code(),
        data: String::from_utf8(output.stdout).unwrap(),
        talk: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The same, and it must have ended well.
pub(crate) fn done(store: &Path, arguments: &[&str]) -> Did {
    let did = run(store, arguments);
    assert_eq!(did.code, Some(0), "backstory {arguments:?}: {}", did.talk);
    did
}
