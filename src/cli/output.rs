//! Printing: data to stdout, talk to stderr. In: values. Out: lines.
//! Never: an error for a reader that stopped early; a closed pipe is the end of the work.

use serde::Serialize;
use std::fmt::Display;
use std::io::{BufWriter, Stdout, Write};

/// Lines of JSON on standard output.
pub(super) struct JsonLines {
    out: BufWriter<Stdout>,
    closed: bool,
}

impl JsonLines {
    pub(super) fn new() -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, std::io::stdout()), closed: false }
    }

    /// Writes one line; false once nobody reads any more.
    pub(super) fn write(&mut self, line: &impl Serialize) -> bool {
        if !self.closed {
            let written = serde_json::to_writer(&mut self.out, line).is_ok() && self.out.write_all(b"\n").is_ok();
            self.closed = !written;
        }
        !self.closed
    }

    /// Writes what is still held back.
    pub(super) fn flush(&mut self) {
        let _ = self.out.flush();
    }
}

/// Says something to the person at the terminal.
#[allow(clippy::print_stderr)]
pub(super) fn talk(words: &impl Display) {
    eprintln!("backstory: {words}");
}

/// Lines of text on standard output.
pub(super) struct Lines {
    out: BufWriter<Stdout>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { out: BufWriter::new(std::io::stdout()) }
    }

    /// Writes one line; nobody hears of it when nobody reads any more.
    pub(super) fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    /// Writes what is still held back.
    pub(super) fn flush(&mut self) {
        let _ = self.out.flush();
    }
}

/// Says how something went, on stderr as well: stdout is for data.
pub(super) fn say(words: &impl Display) {
    eprintln!("{words}");
}
