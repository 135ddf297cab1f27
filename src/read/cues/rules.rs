//! The rules of one file of assets/cues. In: its lines, then the words of a sentence. Out: roles, as bits.
//! Never: a judgement beyond the words that stand there; the form of a rule is told at the head of assets/cues/en.txt.

use super::super::lexicon::{
    CAPITAL, DIGITS, MARK, ORGANISATION_WORD, PERSON_NOUN, PRONOUN, SENTENCE_START, STOP_WORD, TITLE,
};
use super::super::tokens::Tokens;
use crate::model::Cue;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words that `...` may stand for.
const GAP_WORDS_MAX: usize = 5;

/// Adverbs and auxiliaries that may stand between somebody and the verb.
const ADVERBS_MAX: usize = 2;

/// One part of a rule.
#[derive(Debug)]
enum Part {
    /// `a/b`: one of these words.
    Words(Vec<&'static str>),
    /// `!a/b`: none of these words stands here; takes up no word.
    Not(Vec<&'static str>),
    /// `*`: any word.
    Any,
    /// `...`: up to five words of the same clause.
    Gap,
    /// `#`: a number in digits.
    Digits,
    /// `@who`: somebody stands right before.
    Who,
    /// `^`: the sentence begins here.
    Start,
}

/// What must stand before the first word, what after it, and the role.
#[derive(Debug)]
struct Rule {
    before: Vec<Part>,
    after: Vec<Part>,
    cue: Cue,
}

/// The rules of a language, by their first words.
#[derive(Debug, Default)]
pub(super) struct Rules {
    list: Vec<Rule>,
    by_first: FxHashMap<&'static str, Vec<usize>>,
    /// Words for people, beside names and pronouns.
    who: Vec<&'static str>,
}

/// The bit of a role.
pub(super) fn bit(cue: Cue) -> u8 {
    1 << (cue as u8)
}

impl Rules {
    /// Reads a file; lines that are no rules are left out.
    pub(super) fn read(file: &'static str) -> Self {
        let mut rules = Self::default();
        for line in file.lines().filter(|line| !line.starts_with(['#', '>', '!'])) {
            if let Some(words) = line.strip_prefix("@who:") {
                rules.who.extend(words.split_whitespace());
                continue;
            }
            let Some((role, rule)) = line.split_once('|') else { continue };
            if let Some(cue) = Cue::parse(role.trim()) {
                rules.add(rule, cue);
            }
        }
        rules.who.sort_unstable();
        rules
    }

    fn add(&mut self, rule: &'static str, cue: Cue) {
        let mut parts = rule.split_whitespace().map(part);
        let mut before = Vec::new();
        for found in parts.by_ref() {
            if let Part::Words(words) = found {
                for word in words {
                    self.by_first.entry(word).or_default().push(self.list.len());
                }
                break;
            }
            before.push(found);
        }
        self.list.push(Rule { before, after: parts.collect(), cue });
    }

    /// The roles of the sentence that these tokens are, as bits.
    pub(super) fn roles(&self, tokens: &Tokens, sentence: Range<usize>) -> u8 {
        let mut found = 0;
        for at in sentence.clone() {
            let Some(numbers) = self.by_first.get(tokens.low(at)) else { continue };
            for rule in numbers.iter().filter_map(|number| self.list.get(*number)) {
                if found & bit(rule.cue) == 0
                    && rule.before.iter().all(|part| self.precedes(tokens, &sentence, at, part))
                    && follows(tokens, next(tokens, at, sentence.end), sentence.end, &rule.after)
                {
                    found |= bit(rule.cue);
                }
            }
        }
        found
    }

    fn precedes(&self, tokens: &Tokens, sentence: &Range<usize>, at: usize, part: &Part) -> bool {
        let before = previous(tokens, at, sentence.start);
        match part {
            Part::Not(words) => before.is_none_or(|before| !words.contains(&tokens.low(before))),
            Part::Start => before.is_none(),
            Part::Who => self.somebody_before(tokens, sentence, at),
            Part::Digits => before.is_some_and(|before| tokens.is(before, DIGITS)),
            Part::Words(_) | Part::Any | Part::Gap => true,
        }
    }

    /// A name, a pronoun or a word for people, with adverbs and auxiliaries behind it.
    fn somebody_before(&self, tokens: &Tokens, sentence: &Range<usize>, at: usize) -> bool {
        let mut place = at;
        for _ in 0..=ADVERBS_MAX {
            let Some(before) = previous(tokens, place, sentence.start) else { return false };
            let low = tokens.low(before);
            let opener = tokens.is(before, SENTENCE_START) && tokens.is(before, STOP_WORD);
            if tokens.is(before, PRONOUN | PERSON_NOUN | TITLE | ORGANISATION_WORD)
                || tokens.is(before, CAPITAL) && !opener
                || self.who.binary_search(&low).is_ok()
            {
                return true;
            }
            if !(low.ends_with("ly")
                || matches!(low, "has" | "have" | "had" | "also" | "later" | "a" | "ont" | "ha" | "han" | "hat"))
            {
                return false;
            }
            place = before;
        }
        false
    }
}

fn part(word: &'static str) -> Part {
    match word {
        "*" => Part::Any,
        "..." => Part::Gap,
        "#" => Part::Digits,
        "^" => Part::Start,
        "@who" => Part::Who,
        _ => match word.strip_prefix('!') {
            Some(words) => Part::Not(words.split('/').collect()),
            None => Part::Words(word.split('/').collect()),
        },
    }
}

/// Whether the words from here on are as the parts say.
fn follows(tokens: &Tokens, at: usize, end: usize, parts: &[Part]) -> bool {
    let Some((part, rest)) = parts.split_first() else { return true };
    let on = || follows(tokens, next(tokens, at, end), end, rest);
    match part {
        Part::Words(words) => at < end && words.contains(&tokens.low(at)) && on(),
        Part::Not(words) => (at >= end || !words.contains(&tokens.low(at))) && follows(tokens, at, end, rest),
        Part::Any => at < end && on(),
        Part::Digits => at < end && tokens.is(at, DIGITS) && on(),
        Part::Gap => within_clause(tokens, at, end).any(|at| follows(tokens, at, end, rest)),
        Part::Who | Part::Start => false,
    }
}

/// The places to which a gap may reach: words up to a comma or a stop.
fn within_clause<'t>(tokens: &'t Tokens, at: usize, end: usize) -> impl Iterator<Item = usize> + use<'t> {
    let mut place = Some(at);
    std::iter::from_fn(move || {
        let here = place.filter(|here| *here < end)?;
        let then = next(tokens, here, end);
        let broken = (here..then).any(|mark| matches!(tokens.word(mark), "," | ";" | ":" | "(" | "—"));
        place = (!broken).then_some(then);
        Some(here)
    })
    .take(GAP_WORDS_MAX + 1)
}

/// The next word of the sentence, over marks; its end where there is none.
fn next(tokens: &Tokens, at: usize, end: usize) -> usize {
    (at + 1..end).find(|at| !tokens.is(*at, MARK)).unwrap_or(end)
}

fn previous(tokens: &Tokens, at: usize, start: usize) -> Option<usize> {
    (start..at).rev().find(|at| !tokens.is(*at, MARK))
}
