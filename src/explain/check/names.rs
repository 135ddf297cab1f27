//! Are a claim's names in its sources? In: tokens. Out: capitalised words that no source has in any case.
//! Never: who is meant; two people of one name are one name here.

use super::ground::Ground;
use super::tokens::{Line, Token};
use super::{Finding, Test, dates, numbers};
use std::collections::BTreeSet;

/// A form of a name ("Libya", "Libyan") shares this many letters …
const SHARED_LETTERS_MIN: usize = 4;
/// … and is longer by no more than this many.
const ENDING_LETTERS_MAX: usize = 4;

/// The forms in which the sources may write a name.
pub(super) struct Known {
    words: BTreeSet<String>,
    /// Words in capitals.
    upper: BTreeSet<String>,
    /// First letters of runs of capitalised words ("us" for "United States").
    initials: BTreeSet<String>,
}

impl Known {
    pub(super) fn of(lines: &[Line]) -> Self {
        let words = lines.iter().flat_map(|line| &line.tokens).map(|token| plain(&token.lower)).collect();
        let upper = lines.iter().flat_map(|line| &line.tokens).filter(|token| token.upper);
        let upper = upper.map(|token| plain(&token.lower)).collect();
        let initials =
            lines.iter().flat_map(|line| runs(&line.tokens, true)).filter_map(|run| initials(&run)).collect();
        Self { words, upper, initials }
    }

    fn has(&self, token: &Token) -> bool {
        let word = plain(&token.lower);
        let short = token.upper && self.initials.contains(&word);
        self.words.contains(&word) || short || self.has_form(&word)
    }

    /// A word of the sources that begins with this one, or the other way round.
    fn has_form(&self, word: &str) -> bool {
        let letters = word.chars().count();
        if letters < SHARED_LETTERS_MIN {
            return false;
        }
        let longer = self.words.range(word.to_owned()..).take_while(|other| other.starts_with(word));
        let mut shorter = word.char_indices().map(|(at, _)| at).skip(SHARED_LETTERS_MIN);
        let close = |other: &str| other.chars().count().abs_diff(letters) <= ENDING_LETTERS_MAX;
        longer.into_iter().any(|other| close(other))
            || shorter.any(|at| word.get(..at).is_some_and(|start| close(start) && self.words.contains(start)))
    }

    /// Whether the sources write this word of a run of names, with neighbours, by its initials.
    fn has_initials(&self, run: &[&Token], at: usize) -> bool {
        let starts = 0..=at;
        starts.into_iter().any(|start| {
            (at + 1..=run.len()).any(|end| initials(&run[start..end]).is_some_and(|short| self.upper.contains(&short)))
        })
    }
}

/// Names of a sentence of the claim that no source has.
pub(super) fn missing(claim: &Line, ground: &Ground, known: &Known) -> Vec<Finding> {
    let mut found = Vec::new();
    for run in runs(&claim.tokens, false) {
        let unknown = run.iter().enumerate().filter(|(at, token)| {
            !token.stop && !ground.knows(token.stem) && !known.has(token) && !known.has_initials(&run, *at)
        });
        let name: Vec<String> = unknown.map(|(_, token)| capitalised(&token.lower)).collect();
        if !name.is_empty() {
            found.push(Finding::new(Test::Name, false, format!("name {} not found", name.join(" "))));
        }
    }
    found
}

/// Runs of capitalised words. A word that opens its sentence belongs to one only if another capital follows.
fn runs(tokens: &[Token], opening: bool) -> Vec<Vec<&Token>> {
    let mut found: Vec<Vec<&Token>> = Vec::new();
    let mut open = false;
    for (at, token) in tokens.iter().enumerate() {
        let followed = tokens.get(at + 1).is_some_and(Token::is_name) && !token.stop;
        let named = token.is_name() || (token.capital && token.opens && (followed || opening));
        let dated = dates::is_date_word(&token.lower) || numbers::is_number(&token.lower);
        match (named && !dated, open) {
            (true, true) => found.last_mut().into_iter().for_each(|run| run.push(token)),
            (true, false) => found.push(vec![token]),
            _ => {}
        }
        open = (named && !dated) || (open && matches!(token.lower.as_str(), "of" | "the" | "and"));
    }
    found
}

/// First letters of two or more words.
fn initials(run: &[&Token]) -> Option<String> {
    (run.len() > 1).then(|| run.iter().filter_map(|token| token.lower.chars().next()).collect())
}

/// Without the full stops of an abbreviation.
fn plain(word: &str) -> String {
    word.replace('.', "")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
