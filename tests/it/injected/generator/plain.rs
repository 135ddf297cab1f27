//! Light edits that stay true. In: a sentence. Out: the sentence without its dateline, its leading link word or a
//! short bracket, or with its speaker elsewhere. Never: a speaker or a fact less, a word that is not there.

use super::Article;
use super::speech::told;
use super::tails::lowered;
use super::words::{Line, capital};

const LINKS: [&str; 10] = [
    "But ",
    "And ",
    "However, ",
    "Meanwhile, ",
    "Moreover, ",
    "Also, ",
    "In addition, ",
    "Still, ",
    "Nevertheless, ",
    "Furthermore, ",
];
const DASHES: [&str; 4] = [" - ", " -- ", " – ", " — "];
const DATELINE_BYTES_MAX: usize = 60;
const SPEAKER_WORDS_MAX: usize = 6;
const BRACKET_WORDS_MAX: usize = 5;

/// The sentence, edited.
pub(super) fn edited(article: &Article, _: usize, line: &Line<'_>) -> Option<String> {
    without_dateline(line.text)
        .or_else(|| without_link(line))
        .or_else(|| said_behind(line))
        .or_else(|| without_bracket(line.text))
        .or_else(|| said_before(article, line))
}

/// The bridge was closed, the mayor said. To: The mayor said the bridge was closed.
fn said_before(article: &Article, line: &Line<'_>) -> Option<String> {
    let told = told(line).filter(|told| !told.leads && told.frame == format!("{} said", told.speaker))?;
    let opened = LINKS.iter().any(|link| told.clause.starts_with(link.trim_end_matches([' ', ','])))
        || told.clause.contains(',');
    (!opened).then(|| format!("{} {}.", capital(&told.frame), lowered(article, &told.clause)))
}

fn without_dateline(text: &str) -> Option<String> {
    let (at, dash) =
        DASHES.iter().filter_map(|dash| text.find(dash).map(|at| (at, dash))).min_by_key(|found| found.0)?;
    let place = &text[..at];
    let loud = place
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| word.len() > 3 && word.chars().all(char::is_uppercase));
    (at < DATELINE_BYTES_MAX && loud && !place.contains(['"', '“', '.'])).then(|| capital(&text[at + dash.len()..]))
}

fn without_link(line: &Line<'_>) -> Option<String> {
    let link = LINKS.iter().find(|link| line.text.starts_with(**link))?;
    let rest = &line.text[link.len()..];
    let bound = ["for ", "if ", "not ", "then ", "yet ", "so ", "even ", "while ", "what ", "because "]
        .iter()
        .any(|word| rest.starts_with(word));
    (!bound).then(|| capital(rest))
}

/// “…,” said Mara Olin. To: “…,” Mara Olin said.
fn said_behind(line: &Line<'_>) -> Option<String> {
    let end = line.len().checked_sub(1).filter(|last| line.word(*last) == ".")?;
    let said = (end.saturating_sub(SPEAKER_WORDS_MAX + 1)..end).find(|at| line.word(*at) == "said")?;
    let plain = (said + 1..end).all(|at| line.is_word(at) && !line.is_quoted(at)) && said + 1 < end;
    let closes = matches!(line.before(said, 1), "," | "”" | "\"");
    let bare = line.is_capital(said + 1) || matches!(line.word(said + 1), "the" | "a" | "police" | "officials");
    let timed = (said + 1..end).any(|at| matches!(line.word(at), "on" | "in" | "at" | "who" | "after" | "to"));
    (plain && closes && bare && !timed).then(|| line.with(said, end, &format!("{} said", line.slice(said + 1, end))))
}

fn without_bracket(text: &str) -> Option<String> {
    let open = text.find(" (").filter(|at| *at > 20)?;
    let close = open + text[open..].find(')')?;
    let inside = &text[open + 2..close];
    let quoted = text[..open].matches(['"', '“', '”']).count() % 2 == 1;
    let short = !quoted && inside.split(' ').count() <= BRACKET_WORDS_MAX && !inside.contains(['"', '“']);
    short.then(|| format!("{}{}", &text[..open], &text[close + 1..]))
}
