//! What words mean to the finders. In: a language and a lower-case word. Out: its classes, as bits, and its value.
//! Never: a decision; the finders make those.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Classes of a word, as bits.
pub(super) type Classes = u64;

/// The classes in the order of their names in the files of `assets/lexicon`; the place is the bit.
const CLASS_NAMES: &[&str] = &[
    "month",
    "weekday",
    "weekday_short",
    "day_word",
    "day_part",
    "time_unit",
    "season",
    "now",
    "past_word",
    "future_word",
    "repeat",
    "future",
    "number",
    "scale",
    "vague",
    "ordinal",
    "preposition",
    "place_cue",
    "saying",
    "person_noun",
    "title",
    "organisation_word",
    "place_word",
    "work_word",
    "connector",
    "acronym_stop",
    "never_name",
    "money",
    "measure",
    "percent",
    "bound_low",
    "bound_about",
    "status",
    "harming",
    "auxiliary",
    "determiner",
    "pronoun",
    "ago_before",
    "ago_after",
    "date_of",
    "year_word",
    "given_name",
    "demonym",
    "place",
    "time_opener",
    "speech",
    "stating",
    "that_word",
    "according",
    "article",
    "side",
    "time_lead",
    "plural_role",
];

macro_rules! classes {
    ($($name:ident = $bit:expr),* $(,)?) => { $(pub(super) const $name: Classes = 1 << $bit;)* };
}

classes! {
    MONTH = 0, WEEKDAY = 1, WEEKDAY_SHORT = 2, DAY_WORD = 3, DAY_PART = 4, TIME_UNIT = 5, SEASON = 6, NOW = 7, PAST_WORD = 8,
    FUTURE_WORD = 9, REPEAT = 10, FUTURE = 11, NUMBER = 12, SCALE = 13, VAGUE = 14, ORDINAL = 15, PREPOSITION = 16,
    PLACE_CUE = 17, SAYING = 18, PERSON_NOUN = 19, TITLE = 20, ORGANISATION_WORD = 21, PLACE_WORD = 22, WORK_WORD = 23,
    CONNECTOR = 24, ACRONYM_STOP = 25, NEVER_NAME = 26, MONEY = 27, MEASURE = 28, PERCENT = 29, BOUND_LOW = 30, BOUND_ABOUT = 31,
    STATUS = 32, HARMING = 33, AUXILIARY = 34, DETERMINER = 35, PRONOUN = 36, AGO_BEFORE = 37, AGO_AFTER = 38, DATE_OF = 39,
    YEAR_WORD = 40, GIVEN_NAME = 41, DEMONYM = 42, PLACE = 43, TIME_OPENER = 44,
    SPEECH = 45, STATING = 46, THAT = 47, ACCORDING = 48, ARTICLE = 49, SIDE = 50, TIME_LEAD = 51, PLURAL_ROLE = 52,
    // The rest come from the word itself, not from a file.
    STOP_WORD = 57, CAPITAL = 58, ALL_CAPITALS = 59, DIGITS = 60, MARK = 61, POSSESSIVE = 62, SENTENCE_START = 63,
}

/// What one word means.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// Its classes.
    pub(super) classes: Classes,
    /// Its number: of a month, a weekday, a unit, or what it counts.
    pub(super) value: i64,
    /// Its currency code; empty where it is no money.
    pub(super) currency: &'static str,
}

/// The words of one language.
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, Entry>,
}

impl Lexicon {
    /// The words of a language; where it has no file, only names that are the same in many languages.
    pub(super) fn of(language: &str) -> &'static Self {
        match language {
            "en" | "und" => &ENGLISH,
            "de" => &GERMAN,
            "es" => &SPANISH,
            "fr" => &FRENCH,
            "pt" => &PORTUGUESE,
            "it" => &ITALIAN,
            "ru" => &RUSSIAN,
            "zh" => &CHINESE,
            "ja" => &JAPANESE,
            "th" => &THAI,
            _ => &OTHERS,
        }
    }

    /// What a lower-case word means; nothing where the lexicon does not have it.
    pub(super) fn entry(&self, word: &str) -> Entry {
        self.words.get(word).copied().unwrap_or_default()
    }

    fn read(language: &str, file: &'static str) -> Self {
        let mut lexicon = Self { words: FxHashMap::default() };
        for line in file.lines().chain(NAMES.lines()).filter(|line| !line.starts_with('#')) {
            let Some((class, words)) = line.split_once(": ") else { continue };
            let (class, value) = class.split_once(' ').unwrap_or((class, ""));
            let Some(bit) = CLASS_NAMES.iter().position(|name| *name == class) else { continue };
            for word in words.split_whitespace() {
                lexicon.add(word, 1 << bit, value);
            }
        }
        for word in crate::text::stop_words_of(language) {
            lexicon.words.entry(word).or_default().classes |= STOP_WORD;
        }
        lexicon
    }

    fn add(&mut self, word: &'static str, class: Classes, value: &'static str) {
        let entry = self.words.entry(word).or_default();
        entry.classes |= class;
        match value.parse::<i64>() {
            Ok(number) if entry.value == 0 => entry.value = number,
            Ok(_) => {}
            Err(_) if !value.is_empty() => entry.currency = value,
            Err(_) => {}
        }
    }
}

const NAMES: &str = include_str!("../../assets/lexicon/names.txt");

type Table = LazyLock<Lexicon>;

static ENGLISH: Table = LazyLock::new(|| Lexicon::read("en", include_str!("../../assets/lexicon/en.txt")));
static GERMAN: Table = LazyLock::new(|| Lexicon::read("de", include_str!("../../assets/lexicon/de.txt")));
static SPANISH: Table = LazyLock::new(|| Lexicon::read("es", include_str!("../../assets/lexicon/es.txt")));
static FRENCH: Table = LazyLock::new(|| Lexicon::read("fr", include_str!("../../assets/lexicon/fr.txt")));
static PORTUGUESE: Table = LazyLock::new(|| Lexicon::read("pt", include_str!("../../assets/lexicon/pt.txt")));
static ITALIAN: Table = LazyLock::new(|| Lexicon::read("it", include_str!("../../assets/lexicon/it.txt")));
static RUSSIAN: Table = LazyLock::new(|| Lexicon::read("ru", include_str!("../../assets/lexicon/ru.txt")));
static CHINESE: Table = LazyLock::new(|| Lexicon::read("zh", include_str!("../../assets/lexicon/zh.txt")));
static JAPANESE: Table = LazyLock::new(|| Lexicon::read("ja", include_str!("../../assets/lexicon/ja.txt")));
static THAI: Table = LazyLock::new(|| Lexicon::read("th", include_str!("../../assets/lexicon/th.txt")));
static OTHERS: Table = LazyLock::new(|| Lexicon::read("und", ""));
