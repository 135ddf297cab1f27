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

/// Names of one state: a source with one of them bears the others out.
const STATES: &[&[&str]] = &[
    &["united states", "us", "usa", "america", "american", "americans"],
    &["united kingdom", "uk", "britain", "british", "great britain"],
    &["united nations", "un"],
    &["european union", "eu"],
];

/// The forms in which the sources may write a name.
pub(super) struct Known {
    words: BTreeSet<String>,
    /// Words in capitals.
    upper: BTreeSet<String>,
    /// First letters of runs of capitalised words ("us" for "United States").
    initials: BTreeSet<String>,
    /// Which of the states are named.
    states: [bool; STATES.len()],
}

impl Known {
    pub(super) fn of(lines: &[Line]) -> Self {
        let words: BTreeSet<String> =
            lines.iter().flat_map(|line| &line.tokens).map(|token| plain(&token.lower)).collect();
        let upper = lines.iter().flat_map(|line| &line.tokens).filter(|token| token.upper);
        let upper: BTreeSet<String> = upper.map(|token| plain(&token.lower)).collect();
        let named = |name: &&str| {
            let short = name.len() <= 2;
            name.split(' ').all(|word| words.contains(word)) && (!short || upper.contains(*name))
        };
        let states = std::array::from_fn(|at| STATES[at].iter().any(named));
        let initials =
            lines.iter().flat_map(|line| runs(&line.tokens, None)).filter_map(|run| initials(&run)).collect();
        Self { words, upper, initials, states }
    }

    fn has(&self, token: &Token) -> bool {
        let word = plain(&token.lower);
        let short = token.upper && self.initials.contains(&word);
        let one = word.strip_suffix('s').is_some_and(|one| self.words.contains(one));
        self.words.contains(&word) || one || short || self.has_form(&word)
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

    /// Whether this word of a run of names is, with its neighbours, a state that the sources call otherwise.
    fn has_state(&self, run: &[&Token], at: usize) -> bool {
        let word = |at: Option<usize>| at.and_then(|at| run.get(at)).map_or(String::new(), |token| plain(&token.lower));
        let (before, here, after) = (word(at.checked_sub(1)), word(Some(at)), word(Some(at + 1)));
        let written = [format!("{before} {here}"), format!("{here} {after}"), here];
        let is = |names: &[&str]| written.iter().any(|name| names.contains(&name.as_str()));
        STATES.iter().zip(self.states).any(|(names, named)| named && is(names))
    }

    /// Whether the sources write this word and a neighbour of its run as one ("A.V. Club", "avclub").
    fn has_joined(&self, run: &[&Token], at: usize) -> bool {
        let pairs = [at.checked_sub(1), Some(at)].into_iter().flatten();
        pairs
            .filter_map(|at| Some((run.get(at)?, run.get(at + 1)?)))
            .any(|(left, right)| self.words.contains(&format!("{}{}", plain(&left.lower), plain(&right.lower))))
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
    for run in runs(&claim.tokens, Some(ground)) {
        let unknown = run.iter().enumerate().filter(|(at, token)| {
            let other = known.has_initials(&run, *at) || known.has_state(&run, *at) || known.has_joined(&run, *at);
            !token.stop && !ground.knows(token.stem) && !known.has(token) && !other
        });
        let name: Vec<String> = unknown.map(|(_, token)| capitalised(&token.lower)).collect();
        if !name.is_empty() {
            found.push(Finding::new(Test::Name, false, format!("name {} not found", name.join(" "))));
        }
    }
    found
}

/// Runs of capitalised words. One that opens a sentence of a claim is a name if another capital follows or no table of
/// words has it; of the sources any may be.
fn runs<'a>(tokens: &'a [Token], ground: Option<&Ground>) -> Vec<Vec<&'a Token>> {
    let mut found: Vec<Vec<&Token>> = Vec::new();
    let mut open = false;
    for (at, token) in tokens.iter().enumerate() {
        let followed = tokens.get(at + 1).is_some_and(Token::is_name) && !token.stop;
        let alone = || !token.stop && ground.is_none_or(|ground| !ground.is_word(token.stem));
        let named = token.is_name() || (token.capital && token.opens && (followed || alone()));
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
