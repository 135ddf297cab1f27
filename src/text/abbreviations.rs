//! Words that a full stop follows without ending a sentence. In: the word before the stop and the language.
//! Out: what the stop can mean. Never: the words after it; `sentences` looks at those.

/// What a full stop after a word can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It ends the sentence.
    Ends,
    /// It belongs to the word, and something always follows ("Dr.").
    Inside,
    /// It belongs to the word and may end the sentence as well ("Inc.", "U.S.").
    Either,
    /// It belongs to the word, and a capital letter after it begins a sentence ("etc.").
    Tail,
    /// It belongs to the word when a figure follows ("No. 5").
    BeforeFigure,
    /// It belongs to the word where a name follows ("St. Louis", "Main St. The").
    BeforeName,
    /// It belongs to the word when a date goes on ("Sun. Dec. 31").
    BeforeDay,
    /// It belongs to the word when a day, a zone or a small letter follows ("9 a.m. Monday").
    Clock,
}

/// Something always follows these, in any language we meet: titles, and their like.
const INSIDE: &[&str] = &[
    "adm",
    "amb",
    "asst",
    "atty",
    "bros",
    "brig",
    "capt",
    "cf",
    "cmdr",
    "col",
    "cpl",
    "det",
    "dr",
    "drs",
    "e.g",
    "fr",
    "gen",
    "gov",
    "hon",
    "i.e",
    "insp",
    "lt",
    "maj",
    "messrs",
    "mlle",
    "mme",
    "mr",
    "mrs",
    "ms",
    "msgr",
    "mt",
    "mx",
    "pres",
    "p.s",
    "ps",
    "prof",
    "profs",
    "pvt",
    "rep",
    "reps",
    "rev",
    "rt",
    "sen",
    "sens",
    "sgt",
    "spc",
    "ste",
    "supt",
    "viz",
    "vs",
    "डॉ",
    "प्रो",
    "ডা",
    "ড",
];

/// These stand inside a sentence or at its end.
const EITHER: &[&str] = &[
    "assn", "ave", "b.c", "b.c.e", "c.e", "a.d", "blvd", "bhd", "cie", "co", "corp", "cos", "d.c", "dist", "hwy",
    "inc", "intl", "jr", "ltd", "natl", "ph.d", "plc", "rd", "sr", "u.k", "u.n", "u.s", "u.s.a", "univ", "v", "calif",
    "conn", "fla", "mass", "mich", "minn", "pa", "tenn", "va", "wash", "wis", "ariz", "ark", "colo", "ga", "ill",
    "kan", "ky", "la", "md", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "tex", "vt", "wyo", "ont", "que",
    "pty", "bn",
];

/// What ends a list or an amount.
const TAIL: &[&str] = &[
    "al", "etc", "approx", "incl", "resp", "dept", "est", "ft", "lbs", "oz", "govt", "misc", "assoc", "mins", "hrs",
    "yrs", "tel",
];

/// Hours.
const CLOCK: &[&str] = &["a.m", "p.m"];

/// A stop belongs to these before a figure only.
const BEFORE_FIGURE: &[&str] = &[
    "rs", "art", "arts", "ca", "ext", "fig", "figs", "no", "nos", "nr", "núm", "p", "para", "pp", "sec", "vol", "vols",
    "ch", "pág", "pag", "§",
];

/// Days and months.
const BEFORE_DAY: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed",
    "thu", "thur", "thurs", "fri", "sat", "sun",
];

/// Saints, streets and forts.
const BEFORE_NAME: &[&str] = &["st", "ft", "pt"];

/// What one language adds.
#[derive(Default)]
struct Own {
    inside: &'static [&'static str],
    either: &'static [&'static str],
    tail: &'static [&'static str],
}

const GERMAN: Own = Own {
    inside: &[
        "abs", "bspw", "bzgl", "bzw", "ca", "d.h", "dipl", "dr", "evtl", "fr", "gem", "ggf", "hl", "hr", "hrn", "hrsg",
        "ing", "inkl", "o.g", "prof", "sog", "st", "v.a", "u.a", "vgl", "z.b", "zzgl", "geb", "gest", "österr", "dt",
        "engl", "i.d.r", "med", "jur", "phil", "z.t", "rd", "insb", "ehem", "einschl", "exkl", "u.u", "s.o",
    ],
    either: &[
        "abt", "str", "jh", "jhd", "min", "mio", "mrd", "std", "tel", "dez", "okt", "mär", "feb", "jan", "aug", "sept",
        "nov", "apr", "sek", "tsd", "nr", "bd", "e.v", "v.chr", "n.chr", "chr",
    ],
    tail: &["usw", "usf", "etc", "u.ä", "o.ä", "u.v.m", "uvm"],
};
const SPANISH: Own = Own {
    inside: &[
        "sr", "sra", "srta", "sres", "dr", "dra", "d", "dña", "gral", "lic", "ing", "mons", "prof", "profa", "p.ej",
        "av", "avda", "sto", "sta", "fco", "cnel", "tte", "cap", "hno", "rev", "vda", "arq",
    ],
    either: &["ud", "uds", "vd", "vds", "ee.uu", "ee", "uu", "cía", "s.a", "a.c", "d.c", "c.p"],
    tail: &["etc", "aprox", "pág", "págs", "a.m", "p.m"],
};
const FRENCH: Own = Own {
    inside: &[
        "m", "mm", "mme", "mmes", "mlle", "me", "dr", "pr", "mgr", "st", "ste", "bd", "env", "c.-à-d", "cf", "gal",
        "col",
    ],
    either: &[
        "av", "ex", "janv", "févr", "juil", "avr", "sept", "oct", "nov", "déc", "s.a", "j.-c", "apr", "éd", "vol",
        "hab",
    ],
    tail: &["etc"],
};
const PORTUGUESE: Own = Own {
    inside: &[
        "sr", "sra", "srta", "dr", "dra", "d", "exmo", "exma", "eng", "gen", "prof", "profa", "av", "p.ex", "sto",
        "sta", "cel", "cap", "dep", "gov",
    ],
    either: &["s.a", "ltda", "cia", "eua", "núm", "a.c", "d.c", "jan", "fev", "abr", "ago", "set", "out", "dez"],
    tail: &["etc", "aprox", "pág"],
};
const ITALIAN: Own = Own {
    inside: &[
        "sig", "sigg", "sig.ra", "sigra", "dott", "dr", "dott.ssa", "prof.ssa", "avv", "ing", "on", "sen", "prof",
        "gen", "col", "mons", "geom", "arch", "rag", "cav", "magg", "cap", "es", "ca", "cfr", "f.lli", "p.es",
    ],
    either: &["s.p.a", "s.r.l", "a.c", "d.c", "tel", "genn", "febb", "sett", "ott", "nov", "dic", "n"],
    tail: &["ecc", "etc"],
};
const RUSSIAN: Own = Own {
    inside: &[
        "т.е",
        "т.н",
        "т.к",
        "им",
        "ул",
        "просп",
        "пл",
        "стр",
        "св",
        "проф",
        "акад",
        "ген",
        "см",
        "ср",
        "напр",
        "доц",
        "полк",
        "г-н",
        "г-жа",
        "гр",
        "корр",
        "тел",
        "ок",
    ],
    either: &[
        "г",
        "гг",
        "в",
        "вв",
        "д",
        "н.э",
        "до н.э",
        "янв",
        "фев",
        "февр",
        "апр",
        "авг",
        "сент",
        "окт",
        "нояб",
        "дек",
        "с",
    ],
    tail: &[
        "т.д", "т.п", "др", "пр", "руб", "коп", "тыс", "млн", "млрд", "трлн", "долл", "чел", "км", "кг", "га", "час",
        "мин", "сек",
    ],
};
const NONE: Own = Own { inside: &[], either: &[], tail: &[] };

/// Languages that write ordinals as a figure with a full stop ("5. Januar", "Karl V. war").
const ORDINAL_STOP: &[&str] =
    &["de", "da", "no", "nb", "nn", "fi", "cs", "sk", "hu", "pl", "hr", "sr", "sl", "et", "lv", "is", "tr", "fo", "lb"];

/// Longer abbreviations there are not, in bytes.
const LONGEST_BYTES: usize = 24;

/// What a full stop after `word` (without the stop; the parts of a spaced one joined, "z.B") can mean in `language`.
pub(super) fn stop_after(word: &str, language: &str) -> Stop {
    if word.len() > LONGEST_BYTES {
        return Stop::Ends;
    }
    let lower = word.to_lowercase();
    let is_in = |list: &[&str]| list.contains(&lower.as_str());
    let own = own(language);
    if is_in(own.inside) {
        return Stop::Inside;
    }
    if is_in(own.tail) {
        return Stop::Tail;
    }
    // "Vellstr. 5": streets grow together with their names.
    let street = language == "de" && lower.ends_with("str");
    if street || is_initial(word) || is_in(own.either) || is_ordinal(word, language) {
        return Stop::Either;
    }
    general(word, &lower)
}

fn own(language: &str) -> &'static Own {
    match language {
        "de" => &GERMAN,
        "es" => &SPANISH,
        "fr" => &FRENCH,
        "pt" => &PORTUGUESE,
        "it" => &ITALIAN,
        "ru" => &RUSSIAN,
        _ => &NONE,
    }
}

/// What the stop means where the language itself has nothing to say.
fn general(word: &str, lower: &str) -> Stop {
    let is_in = |list: &[&str]| list.contains(&lower);
    // Titles stand with a capital letter in all but odd texts; without one "gen" and "rep" are words.
    let titled = lower.contains('.') || word.starts_with(|first: char| !first.is_lowercase()) || lower == "vs";
    match lower {
        _ if is_in(CLOCK) => Stop::Clock,
        _ if is_in(BEFORE_FIGURE) => Stop::BeforeFigure,
        _ if is_in(BEFORE_DAY) && titled => Stop::BeforeDay,
        _ if is_in(BEFORE_NAME) && titled => Stop::BeforeName,
        _ if is_in(INSIDE) && titled => Stop::Inside,
        _ if is_in(TAIL) => Stop::Tail,
        _ if is_in(EITHER) && titled || is_dotted(lower) => Stop::Either,
        _ => Stop::Ends,
    }
}

/// A single letter ("J.", "z. B."); "I" and "Я" end sentences as well, as any may.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Short parts without digits, parted by stops ("u.s.a").
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && !word.bytes().any(|byte| byte.is_ascii_digit())
        && word.split('.').all(|part| part.chars().count() <= 2)
}

/// "3." and "XIV." where ordinals are written so.
fn is_ordinal(word: &str, language: &str) -> bool {
    let figure = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let roman = word.len() <= 5 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    ORDINAL_STOP.contains(&language) && (figure || roman)
}
