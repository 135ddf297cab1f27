//! Names among German nouns, which all have a capital. In: tokens and the runs of capitalised words. Out: those that are
//! names, without the nouns before them. Never: a noun alone, unless a list knows it or the article shows it in a longer name.

use super::super::lexicon::{
    ALL_CAPITALS, CAPITAL, DEMONYM, GIVEN_NAME, MARK, MEASURE, MONEY, MONTH, NUMBER, ORGANISATION_WORD, PERCENT, PLACE,
    PLACE_WORD, SAYING, SCALE, TIME_UNIT, TITLE, WEEKDAY,
};
use super::super::tokens::Tokens;
use super::Run;
use super::gazetteer::{Gazetteer, LARGE_MAX, key};
use super::runs::opens;
use rustc_hash::{FxHashMap, FxHashSet};

/// Endings of nouns that no name has.
const NOUN_ENDINGS: &[&str] = &[
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät", "täten", "nis",
    "nisse", "ismus", "tum", "ling", "linge",
];

/// Endings of roles before a name ("Bundeskanzler Olaf Scholz").
const ROLE_ENDINGS: &[&str] = &[
    "kanzler",
    "kanzlerin",
    "minister",
    "ministerin",
    "präsident",
    "präsidentin",
    "chef",
    "chefin",
    "sprecher",
    "sprecherin",
    "meister",
    "meisterin",
    "sekretär",
    "sekretärin",
    "direktor",
    "direktorin",
    "vorsitzende",
    "vorsitzender",
    "trainer",
    "trainerin",
    "richter",
    "richterin",
    "anwalt",
    "anwältin",
    "leiter",
    "leiterin",
    "politiker",
    "politikerin",
    "experte",
    "expertin",
    "forscher",
    "forscherin",
    "spieler",
    "spielerin",
];

/// The runs that are names.
pub(super) fn german(tokens: &Tokens, runs: &[Run]) -> Vec<Run> {
    let cut: Vec<Run> = runs.iter().flat_map(|run| parts(tokens, *run)).collect();
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for at in cut.iter().flat_map(|run| run.from..run.to) {
        *counts.entry(tokens.low(at)).or_default() += 1;
    }
    let words = |run: Run| run.from..run.to;
    let long = |run: &Run| {
        let again =
            words(*run).any(|at| counts.get(tokens.low(at)).is_some_and(|count| *count > 1) && !is_noun(tokens, at));
        run.to - run.from > 1
            && (again || words(*run).any(|at| is_listed(tokens, at)) || follows_role(tokens, run.from))
    };
    let named: Vec<Run> = cut.iter().copied().filter(long).collect();
    let in_names: FxHashSet<&str> = named.iter().flat_map(|run| words(*run)).map(|at| tokens.low(at)).collect();
    cut.into_iter().filter(|run| long(run) || run.to - run.from == 1 && is_known(tokens, run.from, &in_names)).collect()
}

/// Whether a title or a role stands before a token.
fn follows_role(tokens: &Tokens, at: usize) -> bool {
    at > 0 && tokens.together(at - 1, at) && (tokens.is(at - 1, TITLE) || is_role(tokens, at - 1))
}

/// A run cut at small words ("Angaben der Deutschen Bahn"), each part without the nouns around the name.
fn parts(tokens: &Tokens, run: Run) -> Vec<Run> {
    let joins = |at: usize| tokens.is(at, CAPITAL | MARK) || is_particle(tokens, at);
    let headed = tokens.is(run.from, ORGANISATION_WORD);
    let mut found = Vec::new();
    let mut from = run.from;
    for at in run.from..=run.to {
        if at < run.to && (joins(at) || headed) {
            continue;
        }
        found.extend(bare(tokens, Run { from, to: at }));
        from = at + 1;
    }
    found
}

/// "von" belongs to a name behind a given name only ("Nina von Holm", not "Kapitän von Tarn").
fn is_particle(tokens: &Tokens, at: usize) -> bool {
    let given = at > 0 && tokens.is(at - 1, GIVEN_NAME);
    given && matches!(tokens.low(at), "von" | "van" | "zu") || matches!(tokens.low(at), "al" | "bin")
}

/// An adjective that has its capital from the sentence ("Anonyme Beschwerden").
fn is_opening_adjective(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.low(at);
    opens(tokens, at)
        && !tokens.is(at, GIVEN_NAME | PLACE)
        && ["e", "en", "er", "es", "em"].iter().any(|ending| word.ends_with(ending))
}

/// Without roles, amounts and other nouns at either end; nothing where no name is left.
fn bare(tokens: &Tokens, run: Run) -> Option<Run> {
    let Run { mut from, mut to } = run;
    let amount = NUMBER | SCALE | MONEY | MEASURE | PERCENT | TIME_UNIT | MONTH | WEEKDAY;
    while from < to
        && (tokens.is(from, amount | TITLE)
            || is_noun(tokens, from) && from + 1 < to
            || is_role(tokens, from)
            || is_opening_adjective(tokens, from))
    {
        from += 1;
    }
    while from < to && tokens.is(to - 1, amount | MARK) {
        to -= 1;
    }
    let given = (from..to).find(|at| tokens.is(*at, GIVEN_NAME));
    let from = given.filter(|given| given + 1 < to).unwrap_or(from);
    (from < to && tokens.is(from, CAPITAL)).then_some(Run { from, to })
}

fn is_noun(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.low(at);
    NOUN_ENDINGS.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2)
}

fn is_role(tokens: &Tokens, at: usize) -> bool {
    ROLE_ENDINGS.iter().any(|ending| tokens.low(at).ends_with(ending))
}

/// Whether a list has the word, or its shape says that it is no common noun.
fn is_listed(tokens: &Tokens, at: usize) -> bool {
    let word = key([tokens.low(at)].into_iter());
    let large = (1..=LARGE_MAX).contains(&Gazetteer::places().class(word));
    tokens.is(at, PLACE | GIVEN_NAME | DEMONYM | ORGANISATION_WORD | ALL_CAPITALS)
        || large
        || Gazetteer::known().class(word) > 0 && !is_noun(tokens, at)
}

/// A single word that is a name: of a list, part of a longer name of the article, or who speaks.
fn is_known(tokens: &Tokens, at: usize, in_names: &FxHashSet<&str>) -> bool {
    let speaks = at > 0 && tokens.is(at - 1, SAYING) && tokens.together(at - 1, at);
    is_listed(tokens, at)
        || tokens.is(at + 1, PLACE_WORD)
        || in_names.contains(tokens.low(at))
        || speaks && !is_noun(tokens, at) && !is_role(tokens, at)
}
