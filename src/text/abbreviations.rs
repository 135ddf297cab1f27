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
    /// It belongs to the word when a figure follows ("No. 5").
    BeforeFigure,
}

/// Something always follows these, in any language we meet: titles, and their like.
const INSIDE: &[&str] = &[
    "adm", "amb", "asst", "atty", "bros", "brig", "capt", "cmdr", "col", "cpl", "det", "dr", "e.g", "fr", "gen", "gov",
    "hon", "i.e", "insp", "lt", "maj", "messrs", "mr", "mrs", "ms", "msgr", "mt", "mx", "pres", "prof", "pvt", "rep",
    "reps", "rev", "rt", "sen", "sens", "sgt", "spc", "st", "ste", "supt", "viz", "vs",
];

/// These stand inside a sentence or at its end.
const EITHER: &[&str] = &[
    "a.m", "al", "apr", "approx", "aug", "ave", "b.c", "a.d", "blvd", "cf", "co", "corp", "d.c", "dec", "dept", "dist",
    "est", "etc", "feb", "ft", "inc", "jan", "jr", "jul", "jun", "lbs", "ltd", "mar", "nov", "oct", "oz", "p.m",
    "ph.d", "plc", "rd", "sept", "sep", "sr", "u.k", "u.n", "u.s", "u.s.a", "univ", "v", "calif", "conn", "fla",
    "mass", "mich", "minn", "pa", "tenn", "va", "wash", "wis",
];

/// A stop belongs to these before a figure only.
const BEFORE_FIGURE: &[&str] = &["art", "ca", "fig", "figs", "no", "nos", "nr", "núm", "p", "pp", "sec", "vol", "ch"];

const GERMAN: &[&str] = &[
    "abs", "abt", "bspw", "bzgl", "bzw", "ca", "d.h", "dipl", "evtl", "fr", "gem", "ggf", "hl", "hr", "hrsg", "i.d.r",
    "ing", "inkl", "jh", "jhd", "max", "min", "mio", "mrd", "o.g", "sog", "st", "std", "str", "tel", "u.a", "usw",
    "v.a", "vgl", "z.b", "zzgl", "geb", "gest", "dez", "okt", "mär", "feb", "jan", "aug", "sept", "nov", "apr",
    "österr", "dt", "engl", "bzgl",
];
const SPANISH: &[&str] = &[
    "sr", "sra", "srta", "sres", "dr", "dra", "d", "dña", "gral", "ud", "uds", "lic", "ing", "pág", "aprox", "ee.uu",
    "ee", "av", "avda", "mons", "prof",
];
const FRENCH: &[&str] = &[
    "m", "mm", "mme", "mlle", "me", "dr", "pr", "mgr", "av", "bd", "env", "ex", "p", "janv", "févr", "juil", "avr",
    "sept", "oct", "nov", "déc",
];
const PORTUGUESE: &[&str] =
    &["sr", "sra", "dr", "dra", "d", "exmo", "exma", "eng", "gen", "prof", "profa", "av", "pág", "aprox", "núm"];
const ITALIAN: &[&str] = &[
    "sig", "sigg", "sig.ra", "dott", "dr", "dott.ssa", "avv", "ing", "on", "prof", "gen", "col", "mons", "art", "pag",
    "ecc",
];
const RUSSIAN: &[&str] = &[
    "г", "гг", "в", "вв", "т.е", "т.д", "т.п", "им", "ул", "д", "стр", "руб", "коп", "тыс", "млн", "млрд", "св",
    "проф", "акад", "ген", "см", "др",
];

/// Languages that write ordinals as a figure with a full stop ("5. Januar").
const ORDINAL_STOP: &[&str] =
    &["de", "da", "no", "nb", "nn", "fi", "cs", "sk", "hu", "pl", "hr", "sr", "sl", "et", "lv", "is", "tr"];

/// What a full stop after `word` (without the stop) can mean in `language`.
pub(super) fn stop_after(word: &str, language: &str) -> Stop {
    let lower = word.to_lowercase();
    let is_in = |list: &[&str]| list.contains(&lower.as_str());
    if is_initial(word) {
        return Stop::Either;
    }
    if ORDINAL_STOP.contains(&language) && lower.len() <= 2 && lower.bytes().all(|byte| byte.is_ascii_digit()) {
        return Stop::Either;
    }
    let own = match language {
        "de" => GERMAN,
        "es" => SPANISH,
        "fr" => FRENCH,
        "pt" => PORTUGUESE,
        "it" => ITALIAN,
        "ru" => RUSSIAN,
        _ => &[],
    };
    if is_in(own) || lower.contains('.') && !lower.bytes().any(|byte| byte.is_ascii_digit()) && is_dotted(&lower) {
        return if lower == "e.g" || lower == "i.e" { Stop::Inside } else { Stop::Either };
    }
    if is_in(BEFORE_FIGURE) {
        return Stop::BeforeFigure;
    }
    // "No." and "art." are words too; titles are not, and stand with a capital letter in all but odd texts.
    if is_in(INSIDE) && (lower.contains('.') || word.starts_with(char::is_uppercase) || lower == "vs") {
        return Stop::Inside;
    }
    if is_in(EITHER) { Stop::Either } else { Stop::Ends }
}

/// A single letter ("J.", "z. B."); "I" and "Я" end sentences as well, as any may.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Single letters parted by stops ("u.s.a").
fn is_dotted(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() <= 2)
}
