//! Stamps: which version of a stage, under which settings, derived a row. In: options. Out: a short text per stage.
//! Never: the same stamp for two things that could derive different rows.

use super::Options;
use crate::model::digest;
use crate::store::SCHEMA_VERSION;
use crate::{explain, extract, group, read};
use std::fmt::Debug;

/// The stamp in force of each stage. A stage's stamp holds that of the stage before it, as its rows rest on those;
/// only read stands for itself: what extract changes is a new version of an article, which waits anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamps {
    /// Of extract.
    pub extract: String,
    /// Of read.
    pub read: String,
    /// Of group.
    pub group: String,
    /// Of explain.
    pub explain: String,
}

impl Stamps {
    /// The stamps under these options.
    pub fn of(options: &Options) -> Self {
        let extract = stamp(extract::VERSION, &options.extract, "");
        let read = stamp(read::VERSION, &options.read, "");
        let group = stamp(group::VERSION, &options.group, &read);
        let explain = stamp(explain::VERSION, &options.explain, &group);
        Self { extract, read, group, explain }
    }
}

/// A stage's version, then a digest of its settings and of the stamp that it rests on.
fn stamp(version: u32, options: &impl Debug, below: &str) -> String {
    format!("{version}-{}", digest(&[&format!("{options:?}"), below]))
}

/// The versions of everything that decides what is derived, in words.
pub fn versions() -> String {
    format!(
        "schema {SCHEMA_VERSION}, extract {}, read {}, group {}, explain {}",
        extract::VERSION,
        read::VERSION,
        group::VERSION,
        explain::VERSION
    )
}
