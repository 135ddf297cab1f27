//! `backstory config`: what is in force, and where each setting comes from. In: file, environment, command line. Out: lines of TOML.
//! Never: writes a file.

use super::Ended;
use super::common::Common;
use super::output::{JsonLines, Lines};
use crate::config::{Config, settings, usual_file};
use crate::error::Result;
use serde::Serialize;

/// Nothing but the common options.
#[derive(clap::Args)]
pub(super) struct Arguments {}

/// One setting as JSON.
#[derive(Serialize)]
struct SettingLine<'a> {
    key: &'a str,
    value: String,
    default: String,
    from: String,
}

pub(super) fn run(_arguments: &Arguments, common: &Common) -> Result<Ended> {
    let config = common.config()?;
    if common.json {
        json(&config)
    } else {
        lines(&config, common)
    }
    Ok(Ended::Done)
}

fn json(config: &Config) {
    let mut out = JsonLines::new();
    for setting in settings() {
        let (value, from) = (setting.value(config), config.origin(setting).to_string());
        if !out.write(&SettingLine { key: setting.key, value, default: setting.default(), from }) {
            break;
        }
    }
    out.flush();
}

fn lines(config: &Config, common: &Common) {
    let mut out = Lines::new();
    if let (None, Some(path)) = (&common.config, usual_file()) {
        let there = if path.exists() { "" } else { " (there is none)" };
        out.line(&format!("# file: {}{there}", path.display()));
    }
    for setting in settings() {
        if common.verbose {
            out.line(&format!("# {}; {}", setting.doc, setting.kind()));
        }
        out.line(&format!("{} = {}  # {}", setting.key, setting.value(config), config.origin(setting)));
    }
    out.flush();
}
