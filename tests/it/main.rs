//! The one integration binary: each file beside this one is a module of tests.
//! In: the program as its users see it, and the source tree. Out: passes and failures.
//! Never: the network beyond loopback, a sleep or the real clock.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod any_text;
mod asking;
mod browser;
mod bundled;
mod compare;
mod decide;
mod decide_any;
mod docs;
mod files;
mod formats;
mod flow;
mod injected;
mod invented;
mod kill;
mod kill_import;
mod languages;
mod lists;
mod layers;
mod ledger;
mod migrations;
mod misbehaving;
mod named;
mod opml;
mod packages;
mod paths;
mod program;
mod purity;
mod renamed;
mod restart;
mod rooms;
mod sentences;
mod sentences_world;
mod store;
mod store_bad_input;
mod storylines;
mod versions;
mod web;
