//! Options that all commands share. In: the command line. Out: `now`, paths, how much to say.
//! Never: a default that depends on the command.

use super::site;
use crate::config::{Config, Origin};
use crate::engine;
use crate::error::{Error, Kind, Result};
use crate::model::{Moment, Received};
use std::path::PathBuf;

/// Options that all commands share.
#[derive(clap::Args, Debug, Clone, Default)]
pub(super) struct Common {
    /// the store (default: in your data folder)
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) store: Option<PathBuf>,
    /// the settings (default: config.toml in your config folder)
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// where the site is served (default: 127.0.0.1:7300)
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(super) listen: Option<String>,
    /// answer in JSON where a command has both
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// take this for the present time (RFC 3339)
    #[arg(long, global = true, value_name = "TIME", value_parser = instant)]
    now: Option<Received>,
    /// say nothing but problems
    #[arg(long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// say more
    #[arg(long, global = true)]
    pub(super) verbose: bool,
    /// how many things are worked on at once and saved together
    #[arg(long, global = true, hide = true, value_name = "NUMBER")]
    batch: Option<usize>,
}

impl Common {
    /// The present time: as given, else the clock's.
    pub(super) fn now(&self) -> Received {
        self.now.unwrap_or_else(|| Received(jiff::Timestamp::now()))
    }

    /// The settings in force: defaults, file, environment, and over them the command line.
    pub(super) fn config(&self) -> Result<Config> {
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        let mut config = Config::load(self.config.as_deref(), variables)?;
        if let Some(store) = &self.store {
            config.store = Some(store.clone());
            config.note("store", Origin::CommandLine("--store"));
        }
        if let Some(listen) = &self.listen {
            config.listen = site::address(listen)?;
            config.note("listen", Origin::CommandLine("--listen"));
        }
        if let Some(batch) = self.batch {
            config.engine.batch = batch.max(1);
            config.note("batch", Origin::CommandLine("--batch"));
        }
        Ok(config)
    }

    /// The file of the store: as set, else in the user's data folder.
    pub(super) fn store(&self) -> Result<PathBuf> {
        let home = || data_folder().map(|folder| folder.join("backstory").join("backstory.sqlite"));
        self.config()?.store.or_else(home).ok_or_else(|| {
            Error::new(Kind::Usage, "your data folder is not known: HOME is not set")
                .with_hint("name the store with --store FILE")
        })
    }

    /// The engine over the store, which it alone writes to; a second writer is told `command`.
    pub(super) fn engine(&self, command: &str) -> Result<engine::Engine> {
        engine::Engine::open(&self.store()?, &format!("backstory {command}"), self.config()?.engine)
    }
}

/// How far a run steps back behind whoever waits for an answer, in steps of niceness: ten leave it a tenth of a processor that a
/// reader wants too, and all of one that nobody wants.
#[cfg(unix)]
const STEPS_BACK: i32 = 10;

/// Lets other programs go first from now on; threads that this one starts step back with it. Where that is refused all goes on as before.
pub(super) fn step_back() {
    #[cfg(unix)]
    let _ = rustix::process::nice(STEPS_BACK);
}

/// Where programs keep a user's data on this system.
fn data_folder() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        return folder("APPDATA");
    }
    if cfg!(target_os = "macos") {
        return folder("HOME").map(|home| home.join("Library").join("Application Support"));
    }
    folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local").join("share")))
}

fn instant(text: &str) -> std::result::Result<Received, String> {
    match Moment::parse(text) {
        Some(Moment::Instant { at, .. }) => Ok(Received(at)),
        _ => Err("not an RFC 3339 time like 2025-10-20T08:00:00Z".to_owned()),
    }
}
