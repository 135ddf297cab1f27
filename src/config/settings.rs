//! The table of settings: key, meaning, how it is read and written. In: nothing. Out: the one list that the file, the environment,
//! `backstory config` and the docs all go by. Never: a default of its own; those are the rooms'.

use super::file::Value;
use super::{Config, PREFIX};
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its key, with the table it stands in: `gather.page_seconds`.
    pub key: &'static str,
    /// What it does, in a line.
    pub doc: &'static str,
    access: Access,
}

/// How a setting is read from a config and set in it.
#[derive(Debug, Clone, Copy)]
enum Access {
    Whole {
        min: u64,
        max: u64,
        get: fn(&Config) -> u64,
        set: fn(&mut Config, u64),
    },
    /// A whole number in a range, or 0 for none.
    WholeOrNone {
        min: u64,
        max: u64,
        get: fn(&Config) -> u64,
        set: fn(&mut Config, u64),
    },
    Flag {
        get: fn(&Config) -> bool,
        set: fn(&mut Config, bool),
    },
    Text {
        kind: &'static str,
        get: fn(&Config) -> String,
        set: fn(&mut Config, &str) -> Result<(), String>,
    },
    Texts {
        get: fn(&Config) -> Vec<String>,
        set: fn(&mut Config, Vec<String>) -> Result<(), String>,
    },
}

impl Setting {
    /// What it takes, in words.
    pub fn kind(&self) -> String {
        match self.access {
            Access::Whole { min, max, .. } => format!("a whole number from {min} to {max}"),
            Access::WholeOrNone { min, max, .. } => format!("0, or a whole number from {min} to {max}"),
            Access::Flag { .. } => "true or false".to_owned(),
            Access::Text { kind, .. } => kind.to_owned(),
            Access::Texts { .. } => "a list of texts, like [\"a\", \"b\"] (in a variable: a,b)".to_owned(),
        }
    }

    /// The variable of the environment that sets it.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.replace('.', "_").to_uppercase())
    }

    /// Its default, as it would stand in the file.
    pub fn default(&self) -> String {
        self.value(&Config::default())
    }

    /// Its value, as it would stand in the file.
    pub fn value(&self, config: &Config) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        match self.access {
            Access::Whole { get, .. } | Access::WholeOrNone { get, .. } => get(config).to_string(),
            Access::Flag { get, .. } => get(config).to_string(),
            Access::Text { get, .. } => quoted(&get(config)),
            Access::Texts { get, .. } => {
                let texts: Vec<String> = get(config).iter().map(|text| quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
        }
    }

    /// The value that a variable's text means; text of a wrong kind stays text, which `set` then refuses.
    pub(super) fn written(&self, text: &str) -> Value {
        let parsed = match self.access {
            Access::Whole { .. } | Access::WholeOrNone { .. } => text.trim().parse().ok().map(Value::Whole),
            Access::Flag { .. } => text.trim().parse().ok().map(Value::Flag),
            Access::Text { .. } => None,
            Access::Texts { .. } => {
                let texts = text.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty());
                Some(Value::Texts(texts.collect()))
            }
        };
        parsed.unwrap_or_else(|| Value::Text(text.to_owned()))
    }

    /// Sets it, or says what is wrong with the value.
    pub(super) fn set(&self, config: &mut Config, value: &Value) -> Result<(), String> {
        match (self.access, value) {
            (Access::Whole { min, max, set, .. }, Value::Whole(whole)) => {
                let fits = u64::try_from(*whole).ok().filter(|whole| (min..=max).contains(whole));
                set(config, fits.ok_or_else(|| format!("{whole} is not from {min} to {max}"))?);
                Ok(())
            }
            (Access::WholeOrNone { min, max, set, .. }, Value::Whole(whole)) => {
                let fits = u64::try_from(*whole).ok().filter(|whole| *whole == 0 || (min..=max).contains(whole));
                set(config, fits.ok_or_else(|| format!("{whole} is neither 0 nor from {min} to {max}"))?);
                Ok(())
            }
            (Access::Flag { set, .. }, Value::Flag(flag)) => {
                set(config, *flag);
                Ok(())
            }
            (Access::Text { set, .. }, Value::Text(text)) => set(config, text),
            (Access::Texts { set, .. }, Value::Texts(texts)) => set(config, texts.clone()),
            (Access::Whole { .. } | Access::WholeOrNone { .. }, _) => Err("is not a whole number".to_owned()),
            (Access::Flag { .. }, _) => Err("is neither true nor false".to_owned()),
            (Access::Text { .. }, _) => Err("is not text".to_owned()),
            (Access::Texts { .. }, _) => Err("is not a list of texts".to_owned()),
        }
    }
}

macro_rules! whole {
    ($key:literal, $min:literal..=$max:literal, $($field:ident).+, $kind:ty, $doc:literal) => {
        Setting {
            key: $key,
            doc: $doc,
            access: Access::Whole {
                min: $min,
                max: $max,
                // Every field is narrower than 64 bits or as wide, and every maximum fits its field.
                get: |config| config.$($field).+ as u64,
                set: |config, value| config.$($field).+ = value as $kind,
            },
        }
    };
}

macro_rules! flag {
    ($key:literal, $($field:ident).+, $doc:literal) => {
        Setting {
            key: $key,
            doc: $doc,
            access: Access::Flag { get: |config| config.$($field).+, set: |config, value| config.$($field).+ = value },
        }
    };
}

fn text_of(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|problem| format!("{} cannot be read: {problem}", path.display()))
}

const SETTINGS: &[Setting] = &[
    Setting {
        key: "store",
        doc: "the file of the store; empty for backstory/backstory.sqlite in your data folder",
        access: Access::Text {
            kind: "the path of a file",
            get: |config| config.store.as_ref().map(|path| path.display().to_string()).unwrap_or_default(),
            set: |config, text| {
                config.store = (!text.is_empty()).then(|| PathBuf::from(text));
                Ok(())
            },
        },
    },
    Setting {
        key: "listen",
        doc: "where the site is served",
        access: Access::Text {
            kind: "address and port, like 127.0.0.1:7300 or [::]:80",
            get: |config| config.listen.to_string(),
            set: |config, text| {
                config.listen = text.parse().map_err(|_| format!("{text:?} is no address with a port"))?;
                Ok(())
            },
        },
    },
    Setting {
        key: "zone",
        doc: "the one time zone that the site shows times in",
        access: Access::Text {
            kind: "a name of the zone database, like UTC or Asia/Bangkok",
            get: |config| config.serve.zone.iana_name().unwrap_or("UTC").to_owned(),
            set: |config, text| {
                config.serve.zone = TimeZone::get(text).map_err(|_| format!("{text:?} is no time zone"))?;
                Ok(())
            },
        },
    },
    whole!(
        "schedule_minutes",
        0..=10_080,
        schedule_minutes,
        u32,
        "minutes between two runs while the site is served; 0 for none"
    ),
    whole!(
        "batch",
        1..=100_000,
        engine.batch,
        usize,
        "pages, articles or stories worked on at once and saved in one transaction"
    ),
    Setting {
        key: "serve.names",
        doc: "host names that the site answers to beside its address and localhost",
        access: Access::Texts {
            get: |config| config.serve.names.clone(),
            set: |config, names| {
                config.serve.names = names;
                Ok(())
            },
        },
    },
    flag!(
        "serve.full_text",
        serve.full_text,
        "show whole articles to other machines too; else the cited words and 300 letters around them"
    ),
    whole!(
        "serve.stories_per_page",
        1..=500,
        serve.stories_per_page,
        usize,
        "stories on one page of the front page's list"
    ),
    flag!(
        "gather.allow_private_addresses",
        engine.gather.allow_private,
        "read sources of this machine and network too, on any port; else only public machines on ports 80, 443, 8080 and 8443"
    ),
    Setting {
        key: "gather.allow",
        doc: "host names, addresses and networks (192.168.1.0/24) of your own that may be read, on any port; all else that is private stays refused",
        access: Access::Texts {
            get: |config| config.engine.gather.allow.iter().map(ToString::to_string).collect(),
            set: |config, texts| {
                config.engine.gather.allow = texts.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
                Ok(())
            },
        },
    },
    flag!("gather.robots", engine.gather.robots, "obey the robots.txt of each site"),
    whole!("gather.parallel", 1..=64, engine.gather.parallel, usize, "sources asked at once"),
    whole!("gather.host_parallel", 1..=16, engine.gather.host_parallel, usize, "requests to one host at once"),
    whole!(
        "gather.host_pause_ms",
        0..=60_000,
        engine.gather.host_pause_ms,
        u32,
        "milliseconds between two requests to one host; longer where its robots.txt asks for it"
    ),
    whole!(
        "gather.wait_max_seconds",
        0..=3_600,
        engine.gather.wait_max_seconds,
        u32,
        "longest time that a run waits for a host that asks for time; for longer, its pages wait for another run"
    ),
    Setting {
        key: "gather.revisit_hours",
        doc: "a page that is still listed is asked for again after so many hours, each counted from the visit before; empty for never",
        access: Access::Texts {
            get: |config| config.engine.gather.revisit_hours.iter().map(ToString::to_string).collect(),
            set: |config, texts| {
                let hours = |text: &String| text.parse().map_err(|_| format!("{text:?} is no whole number of hours"));
                config.engine.gather.revisit_hours = texts.iter().map(hours).collect::<Result<_, _>>()?;
                Ok(())
            },
        },
    },
    whole!(
        "gather.sitemap_days",
        1..=36_500,
        engine.gather.sitemap_days,
        u32,
        "pages that a sitemap says are older are not read"
    ),
    whole!("gather.redirects_max", 0..=20, engine.gather.redirects_max, usize, "most redirects followed for one page"),
    whole!(
        "gather.header_bytes_max",
        1_024..=1_048_576,
        engine.gather.header_bytes_max,
        usize,
        "largest header of a reply"
    ),
    whole!(
        "gather.unpacked_bytes_max",
        1_024..=1_073_741_824,
        engine.gather.unpacked_bytes_max,
        usize,
        "largest page or feed when unpacked"
    ),
    whole!(
        "gather.due_minutes",
        0..=10_080,
        engine.due_minutes,
        u32,
        "a source is asked again when its last reply is so many minutes old"
    ),
    whole!("gather.connect_seconds", 1..=300, engine.gather.connect_seconds, u32, "longest time to connect"),
    whole!(
        "gather.page_seconds",
        1..=3_600,
        engine.gather.page_seconds,
        u32,
        "longest time for one page with all its redirects"
    ),
    whole!(
        "gather.source_seconds",
        1..=86_400,
        engine.gather.source_seconds,
        u32,
        "longest time for one source and its pages; the rest waits for the next run"
    ),
    whole!(
        "gather.page_bytes_max",
        1_024..=268_435_456,
        engine.gather.page_bytes_max,
        usize,
        "largest page, feed or file, as sent"
    ),
    whole!(
        "gather.items_max",
        1..=10_000,
        engine.gather.items_max,
        usize,
        "most new items of a feed that one run fetches; the rest waits for the next run"
    ),
    whole!("gather.files_max", 1..=10_000_000, engine.gather.files_max, usize, "most files of a folder"),
    flag!(
        "gather.fetch_items",
        engine.gather.fetch_items,
        "fetch the pages of a feed's items; else the feed's own content is used"
    ),
    Setting {
        key: "gather.user_agent",
        doc: "what servers are told who asks",
        access: Access::Text {
            kind: "a line of ASCII letters",
            get: |config| config.engine.gather.user_agent.clone(),
            set: |config, text| {
                if text.is_empty() || !text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
                    return Err("is not a line of ASCII letters".to_owned());
                }
                config.engine.gather.user_agent = text.to_owned();
                Ok(())
            },
        },
    },
    whole!(
        "extract.bytes_max",
        1_024..=268_435_456,
        engine.extract.bytes_max,
        usize,
        "how much of a page is read; of a larger one the first bytes"
    ),
    whole!("extract.depth_max", 16..=2_000, engine.extract.depth_max, usize, "deepest nesting of a page's elements"),
    whole!(
        "extract.elements_max",
        100..=1_000_000,
        engine.extract.elements_max,
        usize,
        "how many elements of a page are read; of one with more the first"
    ),
    whole!(
        "extract.attributes_max",
        10..=10_000,
        engine.extract.attributes_max,
        usize,
        "most attributes of one element"
    ),
    whole!(
        "ledger.days",
        1..=36_500,
        engine.ledger_days,
        u32,
        "days that the lines of the ledger are kept one by one; older ones are summed by day"
    ),
    Setting {
        key: "keep.text_days",
        doc: "days after a story's newest article for which its texts are kept; then only what pages cite of them stays; 0 for ever",
        access: Access::WholeOrNone {
            min: 30,
            max: 36_500,
            get: |config| u64::from(config.engine.keep_text_days),
            // The maximum fits its field.
            set: |config, days| config.engine.keep_text_days = days as u32,
        },
    },
    Setting {
        key: "read.word_classes",
        doc: "a file of word classes learnt from your own articles, for finding names; empty for the built-in ones",
        access: Access::Text {
            kind: "the path of a file",
            get: |config| config.word_classes.as_ref().map(|path| path.display().to_string()).unwrap_or_default(),
            set: |config, text| {
                config.word_classes = (!text.is_empty()).then(|| PathBuf::from(text));
                let file = config.word_classes.as_deref().map(text_of).transpose()?;
                config.engine.use_word_classes(file.as_deref());
                Ok(())
            },
        },
    },
    whole!(
        "group.days",
        1..=3_650,
        engine.group.days,
        u32,
        "days of publication after which an article is no longer compared with new ones"
    ),
    whole!(
        "group.articles_min",
        0..=10_000_000,
        engine.group.articles_min,
        usize,
        "an article is compared with at least so many later ones, however old it is"
    ),
    whole!(
        "group.articles_max",
        1..=10_000_000,
        engine.group.articles_max,
        usize,
        "an article is compared with at most so many later ones"
    ),
];

/// All settings, in the order in which they are shown.
pub fn settings() -> &'static [Setting] {
    SETTINGS
}
