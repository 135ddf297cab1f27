//! Gather: sources → pages. The network and foreign files live here.
//! In: sources. Out: pages, or lines of files as they are. Never: interprets text.

mod files;

pub use files::{Lines, open_lines};
