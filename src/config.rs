//! Config: defaults, then the file, then the environment, then the command line → the Options of each room.
//! In: a file of TOML and variables that begin with `BACKSTORY_`. Out: one plain value, with where each setting comes from.
//! Never: a global, or a key that is passed over in silence.

mod file;
mod settings;

pub use settings::{Setting, settings};

use crate::engine;
use crate::error::{Error, Kind, Result};
use crate::serve;
use std::collections::BTreeMap;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// What every variable of ours begins with.
const PREFIX: &str = "BACKSTORY_";
/// Variables of ours that are no settings: what the site logs is asked before there are any.
const NOT_SETTINGS: &[&str] = &["BACKSTORY_LOG"];

/// What is in force.
#[derive(Debug, Clone)]
pub struct Config {
    /// The store; none for the usual place in the user's data folder.
    pub store: Option<PathBuf>,
    /// Where the site is served.
    pub listen: SocketAddr,
    /// Minutes between two runs while the site is served; 0 for none.
    pub schedule_minutes: u32,
    /// Where the user's own classes of words stand; none for the built-in ones.
    pub word_classes: Option<PathBuf>,
    /// Settings of the engine and of the stages.
    pub engine: engine::Options,
    /// Settings of the site.
    pub serve: serve::Options,
    origins: BTreeMap<&'static str, Origin>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            store: None,
            listen: SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 7300),
            schedule_minutes: 15,
            word_classes: None,
            engine: engine::Options::default(),
            serve: serve::Options::default(),
            origins: BTreeMap::new(),
        }
    }
}

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// A line of the file, counted from 1.
    File(PathBuf, usize),
    /// This variable.
    Environment(String),
    /// This option.
    CommandLine(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => out.write_str("default"),
            Self::File(path, line) => write!(out, "{} line {line}", path.display()),
            Self::Environment(variable) => out.write_str(variable),
            Self::CommandLine(option) => write!(out, "{option} on the command line"),
        }
    }
}

impl Config {
    /// Reads the file (the usual one, where there is one, if none is named) and the variables of the environment.
    pub fn load(named: Option<&Path>, variables: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let mut config = Self::default();
        let usual = || usual_file().filter(|path| path.exists());
        if let Some(path) = named.map(Path::to_path_buf).or_else(usual) {
            let text = std::fs::read_to_string(&path).map_err(|error| {
                Error::new(Kind::Usage, format!("{}: cannot be read: {error}", path.display()))
                    .with_hint("check the path; without --config the usual settings are used")
            })?;
            config.take_file(&path, &text)?;
        }
        config.take_environment(variables)?;
        Ok(config)
    }

    /// Takes in the text of a file.
    pub fn take_file(&mut self, path: &Path, text: &str) -> Result<()> {
        for entry in file::entries(path, text)? {
            let place = format!("{} line {}", path.display(), entry.line);
            if entry.value == file::Value::Nothing && is_table(&entry.key) {
                continue;
            }
            let setting = find(&entry.key, &place)?;
            setting.set(self, &entry.value).map_err(|what| wrong(&place, setting.key, &what, setting))?;
            self.note(setting.key, Origin::File(path.to_path_buf(), entry.line));
        }
        Ok(())
    }

    /// Takes in variables; those that are not ours are left alone.
    pub fn take_environment(&mut self, variables: impl IntoIterator<Item = (String, String)>) -> Result<()> {
        let ours = |(name, _): &(String, String)| name.starts_with(PREFIX) && !NOT_SETTINGS.contains(&name.as_str());
        let ordered: BTreeMap<String, String> = variables.into_iter().filter(ours).collect();
        for (name, value) in ordered {
            let known = settings().iter().find(|setting| setting.variable() == name);
            let setting = known.ok_or_else(|| unknown_variable(&name))?;
            let value = setting.written(&value);
            setting.set(self, &value).map_err(|what| wrong("environment", &name, &what, setting))?;
            self.note(setting.key, Origin::Environment(name));
        }
        Ok(())
    }

    /// Notes where a setting comes from.
    pub fn note(&mut self, key: &'static str, origin: Origin) {
        self.origins.insert(key, origin);
    }

    /// Where a setting comes from.
    pub fn origin(&self, setting: &Setting) -> Origin {
        self.origins.get(setting.key).cloned().unwrap_or(Origin::Default)
    }
}

/// The usual file: `backstory/config.toml` in the user's configuration folder.
pub fn usual_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = if cfg!(windows) {
        folder("APPDATA")?
    } else if cfg!(target_os = "macos") {
        folder("HOME")?.join("Library").join("Application Support")
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))?
    };
    Some(folder.join("backstory").join("config.toml"))
}

/// Whether settings stand in a table of this name.
fn is_table(name: &str) -> bool {
    settings().iter().any(|setting| setting.key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

fn find(key: &str, place: &str) -> Result<&'static Setting> {
    settings().iter().find(|setting| setting.key == key).ok_or_else(|| {
        let nearest = nearest(key, settings().iter().map(|setting| setting.key.to_owned()));
        Error::new(Kind::Usage, format!("{place}: unknown key \"{key}\""))
            .with_hint(format!("did you mean \"{nearest}\"?"))
    })
}

fn unknown_variable(name: &str) -> Error {
    let nearest = nearest(name, settings().iter().map(Setting::variable));
    Error::new(Kind::Usage, format!("environment: unknown variable {name}"))
        .with_hint(format!("did you mean {nearest}?"))
}

/// The name that is most like this one, in whole or in its last part.
fn nearest(name: &str, names: impl Iterator<Item = String>) -> String {
    let last = |name: &str| name.rsplit_once('.').map_or(name, |(_, last)| last).to_owned();
    let likeness = |known: &str| {
        let whole = strsim::normalized_damerau_levenshtein(name, known);
        whole.max(strsim::normalized_damerau_levenshtein(&last(name), &last(known)) * 0.99)
    };
    let best = names.map(|known| (likeness(&known), known)).max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map(|(_, known)| known).unwrap_or_default()
}

fn wrong(place: &str, key: &str, what: &str, setting: &Setting) -> Error {
    Error::new(Kind::Usage, format!("{place}: \"{key}\" {what}")).with_hint(format!("give {}", setting.kind()))
}

#[cfg(test)]
mod tests {
    use super::{Config, Origin, settings};
    use std::path::Path;

    fn fails(text: &str, expected: &str) {
        let error = Config::default().take_file(Path::new("c.toml"), text).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }

    fn environment_fails(name: &str, value: &str, expected: &str) {
        let variables = [(name.to_owned(), value.to_owned())];
        let error = Config::default().take_environment(variables).unwrap_err().to_string();
        assert!(error.contains(expected), "{name}: {error}");
    }

    #[test]
    fn defaults_are_those_of_the_rooms_and_can_be_written_as_they_are_shown() {
        let lines: Vec<String> =
            settings().iter().map(|setting| format!("{} = {}", setting.key, setting.default())).collect();
        let mut config = Config::default();
        config.take_file(Path::new("c.toml"), &lines.join("\n")).unwrap();
        for setting in settings() {
            assert_eq!(setting.value(&config), setting.default(), "{}", setting.key);
        }
    }

    #[test]
    fn file_and_environment() {
        let mut config = Config::default();
        let text = "schedule_minutes = 0\n[gather]\npage_seconds = 5\nallow_private_addresses = true\n[serve]\nnames = [\"news.example\"]\n";
        config.take_file(Path::new("c.toml"), text).unwrap();
        let variables = [
            ("BACKSTORY_GATHER_PAGE_SECONDS", "7"),
            ("BACKSTORY_ZONE", "Asia/Bangkok"),
            ("HOME", "/x"),
            ("BACKSTORY_LOG", "x"),
        ];
        config.take_environment(variables.map(|(name, value)| (name.to_owned(), value.to_owned()))).unwrap();
        assert_eq!((config.schedule_minutes, config.engine.gather.page_seconds), (0, 7));
        assert!(config.engine.gather.allow_private);
        assert_eq!(config.serve.names, ["news.example"]);
        assert_eq!(config.serve.zone.iana_name(), Some("Asia/Bangkok"));
        let origin = |key: &str| config.origin(settings().iter().find(|setting| setting.key == key).unwrap());
        assert_eq!(origin("schedule_minutes"), Origin::File("c.toml".into(), 1));
        assert_eq!(origin("gather.page_seconds"), Origin::Environment("BACKSTORY_GATHER_PAGE_SECONDS".into()));
        assert_eq!(origin("serve.names"), Origin::File("c.toml".into(), 6));
        assert_eq!(origin("gather.items_max"), Origin::Default);
    }

    #[test]
    fn word_classes_come_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("classes.txt");
        std::fs::write(&file, "# Classes of words.\ncat dog\nred blue\n").unwrap();
        let mut config = Config::default();
        let text = format!("[read]\nword_classes = {:?}", file.display().to_string());
        config.take_file(Path::new("c.toml"), &text).unwrap();
        let built_in = format!("{:?}", Config::default().engine.read);
        assert_ne!(format!("{:?}", config.engine.read), built_in);
        fails("[read]\nword_classes = \"/nowhere/classes.txt\"", "/nowhere/classes.txt cannot be read");
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        fails(
            "\n\nshedule_minutes = 3",
            "c.toml line 3: unknown key \"shedule_minutes\"\n  hint: did you mean \"schedule_minutes\"?",
        );
        fails(
            "[gather]\npage_second = 3",
            "line 2: unknown key \"gather.page_second\"\n  hint: did you mean \"gather.page_seconds\"?",
        );
        fails("page_seconds = 3", "did you mean \"gather.page_seconds\"?");
        fails("gather = 3", "unknown key \"gather\"");
        fails("[zone]\na = 1", "unknown key \"zone.a\"");
        Config::default().take_file(Path::new("c.toml"), "[gather]").unwrap();
        fails("[gater]", "unknown key \"gater\"");
        fails("zone = 3", "c.toml line 1: \"zone\" is not text\n  hint: give ");
        fails("zone = \"Mars/Base\"", "\"Mars/Base\" is no time zone");
        fails("listen = \"here\"", "\"here\" is no address");
        fails("schedule_minutes = -1", "is not from 0 to");
        fails("[gather]\npage_seconds = \"5\"", "is not a whole number");
        fails("[gather]\npage_seconds = 0", "is not from 1 to");
        fails("[gather]\nfetch_items = 1", "is neither true nor false");
        fails("[serve]\nnames = \"a\"", "is not a list of texts");
        fails("[gather]\nallow = [\"10.0.0.0/99\"]", "is no host name, address or network");
        fails("[gather]\nrevisit_hours = [\"soon\"]", "is no whole number of hours");
        fails("a = 1\na = 2", "c.toml line 2");
        fails("a = ", "c.toml line 1");
        environment_fails("BACKSTORY_LISTN", "x", "did you mean BACKSTORY_LISTEN?");
        environment_fails("BACKSTORY_GATHER_PAGE_SECONDS", "soon", "is not a whole number");
    }
}
