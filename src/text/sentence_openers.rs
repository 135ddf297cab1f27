//! What stands around the end of a sentence. In: the text from there on, or before it. Out: whether a new sentence begins.
//! Never: reads further than a few words.

use super::abbreviations::{Stop, stop_after};
use super::stems::is_stop_word;

/// Words of a name between a question and its verb ("…?” Senior Minister Ann Holm asked").
const SPEAKER_WORDS_MAX: usize = 6;

/// A signature under a quote is no longer, in bytes.
const SIGNATURE_BYTES_MAX: usize = 60;

/// A note's number with its brackets is no longer, in bytes ("[12, 13–15]").
const NOTE_BYTES_MAX: usize = 16;

/// No word that matters here is longer, in characters.
const WORD_LETTERS_MAX: usize = 24;

/// Verbs after a name that carry a quoted question on.
const SAYING: &[&str] = &[
    "added",
    "admitted",
    "argued",
    "asked",
    "asks",
    "begged",
    "called",
    "cried",
    "declared",
    "demanded",
    "exclaimed",
    "explained",
    "insisted",
    "joked",
    "posted",
    "quipped",
    "recalled",
    "remarked",
    "replied",
    "responded",
    "said",
    "says",
    "screamed",
    "shouted",
    "sighed",
    "told",
    "tweeted",
    "wondered",
    "wrote",
    "yelled",
];

/// Openers that are surnames too: after an initial they tell nothing.
const ALSO_NAMES: &[&str] = &["will", "may", "so", "an", "do", "he", "no", "more", "can", "most", "has"];

/// Days and zones that follow an hour.
const AFTER_HOURS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
    "eastern",
    "pacific",
    "central",
    "mountain",
    "greenwich",
    "moscow",
    "beijing",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];

/// Words before a letter that labels something: the letter is then no initial ("vitamin C.", "plan B.").
const LABELLED: &[&str] = &[
    "annex",
    "appendix",
    "band",
    "block",
    "class",
    "exhibit",
    "gate",
    "grade",
    "group",
    "hepatitis",
    "influenza",
    "option",
    "part",
    "phase",
    "plan",
    "point",
    "schedule",
    "section",
    "serie",
    "team",
    "type",
    "vitamin",
    "zone",
    "gruppe",
    "typ",
    "grupo",
    "groupe",
    "gruppo",
];

/// Names written with a mark of their own.
const SHOUTED: &[&str] = &["Yahoo", "Jeopardy", "Kahoot", "Joomla", "Chips Ahoy"];

/// Marks of a list.
pub(super) fn is_bullet(mark: char) -> bool {
    matches!(mark, '•' | '●' | '▪' | '◦' | '‣' | '■' | '►' | '▶' | '➤' | '✓' | '❖' | '◆' | '▸')
}

/// A line without its bullet ("• ", "- ", "* ").
pub(super) fn without_bullet(line: &str) -> &str {
    let bare = line.trim_start_matches(|mark: char| is_bullet(mark) || mark.is_whitespace());
    let dashed = bare.strip_prefix(['-', '*', '·']).filter(|rest| rest.starts_with([' ', '\t', '\u{a0}']));
    dashed.map_or(bare, str::trim_start)
}

/// Whether a stretch begins in Thai or Lao letters, which have no stops.
pub(super) fn is_thai(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphabetic()).is_some_and(|letter| matches!(letter, '\u{e00}'..='\u{eff}'))
}

/// The letters at the beginning, as many as matter.
pub(super) fn first_word(rest: &str) -> &str {
    let mut letters = rest.char_indices().take(WORD_LETTERS_MAX);
    let end = letters.find(|(_, letter)| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’'));
    let whole = rest.char_indices().nth(WORD_LETTERS_MAX).map_or(rest.len(), |(at, _)| at);
    rest.get(..end.map_or(whole, |(at, _)| at)).unwrap_or("")
}

/// Whether what follows an abbreviation opens a sentence: a function word with a capital letter, an opening quotation mark.
/// After an initial, openers that are surnames too tell nothing.
pub(super) fn opens_sentence(rest: &str, language: &str, after_initial: bool) -> bool {
    let quoted = rest.strip_prefix(['“', '„', '«', '"', '¿', '¡', '‘']);
    if let Some(inner) = quoted {
        return !inner.starts_with(char::is_lowercase);
    }
    let word = first_word(rest);
    let after = rest.get(word.len()..).unwrap_or("");
    // "J. A. Holm": another initial follows.
    let initial = word.chars().count() == 1 && after.starts_with('.');
    let lower = word.to_lowercase();
    word.starts_with(char::is_uppercase)
        && !initial
        && !(after_initial && ALSO_NAMES.contains(&lower.as_str()))
        && is_stop_word(&lower, language)
}

/// Whether a date goes on: a figure, a day or a month.
pub(super) fn starts_with_day(rest: &str) -> bool {
    rest.starts_with(|next: char| next.is_ascii_digit())
        || AFTER_HOURS.contains(&first_word(rest).to_lowercase().as_str())
}

/// Whether an hour ended the sentence: neither a day, nor a zone in capitals, nor a bracket follows.
pub(super) fn ends_clock(rest: &str) -> bool {
    let word = first_word(rest);
    let zone = (2..=5).contains(&word.len()) && word.chars().all(char::is_uppercase);
    rest.starts_with(|next: char| next.is_uppercase() || matches!(next, '“' | '"' | '„' | '«'))
        && !zone
        && !AFTER_HOURS.contains(&word.to_lowercase().as_str())
}

/// "hepatitis C. Doctors", "you and I. Nobody": the single letter before the stop is no initial.
pub(super) fn labels_a_letter(text: &str, mark: usize, word: &str, language: &str) -> bool {
    if word.chars().count() != 1 {
        return false;
    }
    let before = text.get(..mark - word.len()).unwrap_or("").trim_end_matches([' ', '\u{a0}']);
    let from =
        before.char_indices().rev().take(WORD_LETTERS_MAX).take_while(|(_, letter)| letter.is_alphabetic()).last();
    let previous = from.and_then(|(at, _)| before.get(at..)).unwrap_or("").to_lowercase();
    let pronoun =
        language == "en" && word == "I" && matches!(previous.as_str(), "and" | "than" | "as" | "am" | "nor" | "or");
    pronoun || LABELLED.contains(&previous.as_str())
}

/// The parts of an abbreviation written with spaces, joined ("z. B." gives "z.B"); none where the part before is none.
pub(super) fn spaced_abbreviation(text: &str, mark: usize, word: &str) -> Option<String> {
    let short = |part: &str| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic);
    if !short(word) {
        return None;
    }
    let mut joined = word.to_owned();
    let mut at = mark - word.len();
    for _ in 0..2 {
        let before = text.get(..at)?.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
        let Some(before) = before.strip_suffix('.') else { break };
        let part = super::stop_marks::word_before(before, before.len());
        if !short(part) {
            break;
        }
        joined = format!("{part}.{joined}");
        at = before.len() - part.len();
    }
    (joined.len() > word.len()).then_some(joined)
}

/// A letter or small Roman number that counts items ("a.", "iv.", "B.").
pub(super) fn is_item_letter(word: &str) -> bool {
    let roman = word.len() <= 4 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'));
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) || roman && !word.is_empty()
}

/// A name that has an exclamation mark of its own.
pub(super) fn is_shouted_name(word: &str) -> bool {
    SHOUTED.contains(&word)
}

/// An address of the web.
pub(super) fn is_address(rest: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|opening| rest.starts_with(opening))
}

/// The bytes of ":)" or ":-)" after a stop, with the blank before it.
pub(super) fn smiley_bytes(rest: &str) -> usize {
    let faces = [" :)", " :-)", " :(", " :-(", " ;)", " ;-)"];
    faces.into_iter().find(|face| rest.starts_with(face)).map_or(0, str::len)
}

/// The bytes of a note's number after a stop, with the blank before it: `[12]` and ` [3, 4]` where the sentence ends.
pub(super) fn note_bytes(rest: &str) -> usize {
    let inner = rest.strip_prefix(' ').unwrap_or(rest);
    let Some(open) = inner.strip_prefix('[') else { return 0 };
    let near = open.get(..open.floor_char_boundary(NOTE_BYTES_MAX)).unwrap_or("");
    let Some(close) = near.find(']') else { return 0 };
    let number = near.get(..close).unwrap_or("");
    let digits = !number.is_empty()
        && number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | ' ' | '-' | '–'));
    let after = open.get(close + 1..).unwrap_or("");
    let ends = after.is_empty() || after.starts_with(|next: char| next.is_whitespace() || next == '[');
    if digits && ends { rest.len() - after.len() } else { 0 }
}

/// A dash with a name after it, and nothing more on the line: who said what stands before.
pub(super) fn is_signature(rest: &str) -> bool {
    let near = rest.get(..rest.floor_char_boundary(SIGNATURE_BYTES_MAX)).unwrap_or("");
    let Some(end) = near.find('\n').or_else(|| (near.len() == rest.len()).then_some(rest.len())) else { return false };
    let line = near.get(..end).unwrap_or("").trim_end();
    let name = line.trim_start_matches(['–', '—', '-', '―', ' ']);
    name.starts_with(char::is_uppercase) && !line.ends_with(['.', '!', '?', ':']) && !line.contains(". ")
}

/// What follows ", 42," or ", a farmer,"; the text itself where no short aside begins.
fn past_aside(rest: &str) -> &str {
    let Some(inner) = rest.strip_prefix(',') else { return rest };
    let near = inner.get(..inner.floor_char_boundary(SIGNATURE_BYTES_MAX)).unwrap_or("");
    near.find([',', '.', '\n']).and_then(|at| inner.get(at..)?.strip_prefix(',')).unwrap_or(rest)
}

/// After a question in quotes: "Ann Holm asked", "Gen. Vell said".
pub(super) fn names_speaker(rest: &str, language: &str) -> bool {
    if !matches!(language, "en" | "und") {
        return false;
    }
    let mut rest = rest;
    for number in 0..SPEAKER_WORDS_MAX {
        let word = first_word(rest);
        let lower = word.to_lowercase();
        if number > 0 && SAYING.contains(&lower.as_str()) {
            return true;
        }
        let connects = number > 0 && matches!(lower.as_str(), "of" | "de" | "von" | "van" | "al" | "bin");
        let opens = number == 0 && is_stop_word(&lower, "en");
        if opens || !word.starts_with(char::is_uppercase) && !connects {
            return false;
        }
        rest = rest.get(word.len()..).unwrap_or("");
        if let Some(after) = rest.strip_prefix('.').filter(|_| stop_after(word, language) != Stop::Ends) {
            rest = after;
        }
        rest = past_aside(rest);
        let Some(next) = rest.strip_prefix(' ') else { return false };
        rest = next;
    }
    false
}
