//! Light edits, each recorded. In: a sentence of an article. Out: the words to show, the words to cite, the edits.
//! Never: changes a word inside; it only takes away at the front what needs the text around it.

use crate::model::{Edit, Span};

/// A sentence ready to be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tidied {
    /// What is cited.
    pub(super) span: Span,
    /// What is shown, white space folded.
    pub(super) text: String,
    /// How the two differ, or what was left out in front.
    pub(super) edits: Vec<Edit>,
}

/// Longest dateline, in characters ("SOMEWHERE-ON-SEA, Northern Province, 3 January (Agency) -- ").
const DATELINE_CHARS_MAX: usize = 70;
/// Openings that only tie a sentence to the one before it; a comma after them goes too.
const CONNECTIVES: &[&str] =
    &["But", "And", "Meanwhile,", "However,", "Still,", "Yet", "Also,", "In addition,", "Moreover,", "Furthermore,"];

/// Drops a dateline and a leading connective of an English sentence.
pub(super) fn tidy(text: &str, sentence: Span, language: &str) -> Tidied {
    let (mut start, mut edits) = (sentence.start(), Vec::new());
    let whole = sentence.of(text);
    if let Some(length) = dateline(whole) {
        start += length;
        edits.push(Edit::DroppedDateline);
    }
    let rest = text.get(start..sentence.end()).unwrap_or("");
    let connective = if language == "en" { connective(rest) } else { None };
    let shown = match connective {
        Some(length) => {
            start += length;
            edits.push(Edit::DroppedConnective);
            capitalised(text.get(start..sentence.end()).unwrap_or(""))
        }
        None => folded(rest),
    };
    let span = Span::new(start, sentence.end()).unwrap_or(sentence);
    Tidied { span, text: shown, edits }
}

/// The text with every run of white space made one space.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The text folded, its first letter a capital.
pub(super) fn capitalised(text: &str) -> String {
    let text = folded(text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// Bytes of a dateline in front: place names in capitals or with an agency in brackets, then a dash.
fn dateline(sentence: &str) -> Option<usize> {
    let mut best = None;
    for dash in [" -- ", " — ", " – ", " - ", "— ", "– ", "-- "] {
        if let Some(at) = sentence.find(dash).filter(|at| *at > 0 && *at <= DATELINE_CHARS_MAX)
            && is_dateline(&sentence[..at])
        {
            best = best.max(Some(at + dash.len()));
        }
    }
    best.or_else(|| agency_dateline(sentence))
        .or_else(|| agency_alone(sentence))
        .or_else(|| time_of_day(sentence))
        .or_else(|| day_label(sentence))
}

/// "9.45 p.m.: Text", "10:15am GMT Text": the time under which a running report files an item.
fn time_of_day(sentence: &str) -> Option<usize> {
    let digits = sentence.find(|letter: char| !letter.is_ascii_digit()).filter(|at| (1..=2).contains(at))?;
    let rest = sentence.get(digits..)?.strip_prefix(['.', ':'])?;
    let minutes = rest.get(..2).filter(|minutes| minutes.bytes().all(|digit| digit.is_ascii_digit()))?;
    let rest = rest.get(minutes.len()..)?.trim_start();
    let half = ["p.m.", "a.m.", "pm", "am"].iter().find_map(|half| rest.strip_prefix(half)).unwrap_or(rest);
    let text = half.trim_start().strip_prefix(':').unwrap_or(half).trim_start();
    let marked = half.len() < rest.len() || text.len() < half.trim_start().len();
    (marked && text.starts_with(|first: char| first.is_uppercase() || "“\"".contains(first)))
        .then(|| sentence.len() - text.len())
}

/// "October 13, 2016: Text", "13 October 2016 - Text": the day under which a chronicle files an item.
fn day_label(sentence: &str) -> Option<usize> {
    let mark = sentence.find([':', '–', '—']).filter(|at| *at <= DAY_LABEL_BYTES_MAX)?;
    let label = &sentence[..mark];
    let year = |word: &str| word.len() == 4 && word.bytes().all(|digit| digit.is_ascii_digit());
    let mut words = label.split([' ', ',']).filter(|word| !word.is_empty());
    let plain = label.split_whitespace().count() <= 3
        && words.clone().any(year)
        && words.any(|word| is_month(word.trim_end_matches('.')));
    let text = sentence[mark..].trim_start_matches([':', '–', '—', ' ', '>']);
    (plain && text.starts_with(char::is_uppercase)).then(|| sentence.len() - text.len())
}

fn is_month(word: &str) -> bool {
    MONTHS.split(' ').chain(MONTHS_SHORT.split(' ')).any(|month| month == word)
}

/// Longest label of a day, in bytes ("September 30, 2016").
const DAY_LABEL_BYTES_MAX: usize = 20;
/// The months of English, and their short forms.
pub(super) const MONTHS: &str = "January February March April May June July August September October November December";
const MONTHS_SHORT: &str = "Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec";

/// "SOMEWHERE (Agency) Text": an agency in brackets after capitals, no dash.
fn agency_dateline(sentence: &str) -> Option<usize> {
    let open = sentence.find(" (").filter(|at| *at > 0 && *at < DATELINE_CHARS_MAX)?;
    let close = open + sentence[open..].find(") ")?;
    let place = &sentence[..open];
    let shouted = place.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    (shouted && close - open < 24).then_some(close + 2)
}

/// "(Agency) - Text", "(AGENCY)Text": an agency in brackets in front, with a dash or nothing after it.
fn agency_alone(sentence: &str) -> Option<usize> {
    let close = sentence.strip_prefix('(')?.find(')')? + 2;
    let agency = sentence.get(1..close - 1)?;
    let named = agency.len() <= 12
        && agency.chars().all(|letter| letter.is_alphabetic())
        && agency.starts_with(char::is_uppercase);
    let rest = sentence.get(close..)?;
    let text = rest.trim_start_matches([' ', '-', '–', '—', '\u{a0}']);
    (named && text.starts_with(char::is_uppercase)).then(|| close + rest.len() - text.len())
}

/// Whether what stands before a dash names places, a day or an agency and nothing else.
fn is_dateline(front: &str) -> bool {
    let first = front.split([' ', ',', '(']).next().unwrap_or("");
    let letters = first.chars().filter(|letter| letter.is_alphabetic()).count();
    let shouted = letters >= 3 && first.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    let agency = front.ends_with(')') && front.contains('(');
    let few_words = front.split_whitespace().count() <= 9;
    let begins_high = front.chars().next().is_some_and(char::is_uppercase);
    few_words && begins_high && (shouted || (agency && !front.contains(". ")))
}

/// Bytes of a leading connective with the white space after it.
fn connective(sentence: &str) -> Option<usize> {
    CONNECTIVES.iter().find_map(|word| {
        let rest = sentence.strip_prefix(word)?;
        let after = rest.trim_start_matches(',').trim_start();
        let parted = rest.len() > after.len();
        // "Yet another" and "And yet" are no mere connectives.
        let bound = ["another", "yet", "so,", "then", "of course"].iter().any(|next| after.starts_with(next));
        (parted && !bound && after.len() > 1).then(|| sentence.len() - after.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, shown: &str, edits: &[Edit]) {
        let span = Span::new(0, sentence.len()).unwrap();
        let tidied = tidy(sentence, span, "en");
        assert_eq!((tidied.text.as_str(), tidied.edits.as_slice()), (shown, edits));
        assert!(tidied.span.of(sentence).len() >= shown.len() - 2);
    }

    #[test]
    fn datelines_go() {
        check("TELMARA (Norpress) -- Rebels left.", "Rebels left.", &[Edit::DroppedDateline]);
        check("TELMARA, Oct 3 – Rebels left.", "Rebels left.", &[Edit::DroppedDateline]);
        check("TELMARA (Norpress) Rebels left.", "Rebels left.", &[Edit::DroppedDateline]);
        check("The mayor - a baker - left.", "The mayor - a baker - left.", &[]);
        check("9.45 p.m.: Rebels left Telmara.", "Rebels left Telmara.", &[Edit::DroppedDateline]);
        check("October 13, 2016: Rebels left Telmara.", "Rebels left Telmara.", &[Edit::DroppedDateline]);
        check("May 2016: A year of rebels.", "A year of rebels.", &[Edit::DroppedDateline]);
        check("Ann May: Rebels left Telmara.", "Ann May: Rebels left Telmara.", &[]);
        check("10:15 Rebels left Telmara.", "10:15 Rebels left Telmara.", &[]);
        check("UN experts left.", "UN experts left.", &[]);
    }

    #[test]
    fn connectives_go() {
        check("But the mayor left.", "The mayor left.", &[Edit::DroppedConnective]);
        check("However, the mayor left.", "The mayor left.", &[Edit::DroppedConnective]);
        check("Yet another mayor left.", "Yet another mayor left.", &[]);
        check("Butter is dear.", "Butter is dear.", &[]);
    }
}
