//! Short forms of a name and the fuller form they stand for, within one article. In: forms. Out: forms that point to
//! their fullest. Never: a short form that could stand for two.

use super::super::tokens::Tokens;
use super::{Form, Run};
use crate::model::NameKind;
use rustc_hash::FxHashMap;

/// Forms beyond this many are not compared; no article has as many, a directory has.
const FORMS_MAX: usize = 2000;

/// Points every short form to its fullest form.
pub(super) fn merge(tokens: &Tokens, runs: &[Run], form_of: &[usize], forms: &mut [Form]) {
    if forms.len() > FORMS_MAX {
        return;
    }
    let mut acronyms = bracketed(tokens, runs, form_of, forms);
    add_plain_acronyms(forms, &mut acronyms);
    let ends = by_end_word(forms);
    let full = |short: usize| acronyms.get(&short).copied().or_else(|| fuller(forms, short, &ends));
    let fullest: Vec<Option<usize>> = (0..forms.len()).map(full).collect();
    for (form, full) in forms.iter_mut().zip(fullest) {
        form.fullest = full.unwrap_or(form.fullest);
    }
    for number in 0..forms.len() {
        // Two steps: "KNU" to "Holm Union" to "Great Holm Union".
        let next = forms.get(number).and_then(|form| forms.get(form.fullest)).map(|form| form.fullest);
        if let (Some(next), Some(form)) = (next, forms.get_mut(number)) {
            form.fullest = next;
        }
    }
}

/// Adds the evidence of short forms to the form they stand for.
pub(super) fn share_evidence(forms: &mut [Form]) {
    for number in 0..forms.len() {
        let Some((full, evidence)) = forms.get(number).map(|form| (form.fullest, form.evidence)) else { continue };
        if full != number
            && let Some(form) = forms.get_mut(full)
        {
            form.evidence.add(evidence);
        }
    }
}

/// "Some Long Name (SLN)" and "SLN (Some Long Name)": the acronym's form and the long one's.
fn bracketed(tokens: &Tokens, runs: &[Run], form_of: &[usize], forms: &[Form]) -> FxHashMap<usize, usize> {
    let mut found = FxHashMap::default();
    for (pair, numbers) in runs.windows(2).zip(form_of.windows(2)) {
        let ([left, right], [left_form, right_form]) = (pair, numbers) else { continue };
        if !(tokens.is_mark(left.to, "(") && right.from == left.to + 1 && tokens.is_mark(right.to, ")")) {
            continue;
        }
        for (short, long) in [(right_form, left_form), (left_form, right_form)] {
            if let (Some(short_form), Some(long_form)) = (forms.get(*short), forms.get(*long))
                && is_acronym(short_form, long_form)
            {
                found.insert(*short, *long);
            }
        }
    }
    found
}

/// Short forms that every reader knows, in lower case without stops, and what they stand for.
const KNOWN_SHORT: &[(&str, &str)] = &[
    ("us", "united states"),
    ("usa", "united states"),
    ("uk", "united kingdom"),
    ("un", "united nations"),
    ("eu", "european union"),
    ("uae", "united arab emirates"),
];

/// An acronym without brackets needs so many letters: two or three letters begin many names.
const PLAIN_ACRONYM_LETTERS_MIN: usize = 3;

/// Acronyms that stand without brackets: the known ones, and those whose letters are exactly the initials of one form.
fn add_plain_acronyms(forms: &[Form], acronyms: &mut FxHashMap<usize, usize>) {
    // None where two forms have the same initials.
    let mut by_initials: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (number, form) in forms.iter().enumerate().filter(|(_, form)| form.words.len() > 1) {
        by_initials.entry(initials(form)).and_modify(|held| *held = None).or_insert(Some(number));
    }
    for (short, form) in forms.iter().enumerate() {
        let shouted = form.text.chars().all(|letter| letter.is_uppercase() || letter == '.');
        if form.words.len() != 1 || !shouted || acronyms.contains_key(&short) {
            continue;
        }
        let letters = form.text.to_lowercase().replace('.', "");
        let plain = || by_initials.get(&letters).copied().flatten();
        let found = match KNOWN_SHORT.iter().find(|(known, _)| *known == letters) {
            Some((_, long)) => forms.iter().position(|form| form.text.eq_ignore_ascii_case(long)),
            None if letters.chars().count() >= PLAIN_ACRONYM_LETTERS_MIN => plain(),
            None => None,
        };
        if let Some(long) = found {
            acronyms.insert(short, long);
        }
    }
}

/// The first letters of a form's longer words, in lower case ("Ministry of Mines": "mm").
fn initials(form: &Form) -> String {
    let small = |word: &&String| !matches!(word.as_str(), "of" | "the" | "and" | "for" | "in" | "on");
    form.words.iter().filter(small).filter_map(|word| word.chars().next()).collect()
}

/// Whether the letters of the short form are, in order, first letters of the long one's words.
fn is_acronym(short: &Form, long: &Form) -> bool {
    let letters: Vec<char> = short.text.chars().filter(|letter| letter.is_alphabetic()).collect();
    if short.words.len() != 1
        || letters.len() < 2
        || long.words.len() < 2
        || !letters.iter().all(|letter| letter.is_uppercase())
    {
        return false;
    }
    let mut initials = long.words.iter().filter_map(|word| word.chars().next());
    let first = long.words.first().and_then(|word| word.chars().next());
    let begins = first == letters.first().and_then(|letter| letter.to_lowercase().next());
    let all = letters
        .iter()
        .all(|letter| letter.to_lowercase().next().is_some_and(|letter| initials.any(|initial| initial == letter)));
    begins && all
}

/// Forms of several words by each of their first and last words.
fn by_end_word(forms: &[Form]) -> FxHashMap<&str, Vec<usize>> {
    let mut found: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (number, form) in forms.iter().enumerate().filter(|(_, form)| form.words.len() > 1) {
        for word in [form.words.first(), form.words.last()].into_iter().flatten() {
            found.entry(word).or_default().push(number);
        }
    }
    found
}

/// The one longer form that this one ends (a surname) or begins (a given name, the short name of a firm).
fn fuller(forms: &[Form], short: usize, ends: &FxHashMap<&str, Vec<usize>>) -> Option<usize> {
    let form = forms.get(short)?;
    let candidates = ends
        .get(form.words.last()?.as_str())
        .into_iter()
        .chain(form.words.first().and_then(|word| ends.get(word.as_str())))
        .flatten();
    let fits = |number: &&usize| {
        forms.get(**number).is_some_and(|long| long.words.len() > form.words.len() && stands_for(form, long))
    };
    let mut found: Vec<usize> = candidates.filter(fits).copied().collect();
    found.sort_unstable();
    found.dedup();
    let longest = found
        .iter()
        .copied()
        .max_by_key(|number| (forms.get(*number).map_or(0, |long| long.words.len()), usize::MAX - number))?;
    // Several forms are one name if the longest holds them all ("Holm", "Ann Holm", "Ann B. Holm").
    let one = found.iter().all(|number| *number == longest || is_within(forms, *number, longest));
    one.then_some(longest)
}

fn stands_for(short: &Form, long: &Form) -> bool {
    let person = long.evidence.kind() == NameKind::Person;
    if short.fixed {
        return false;
    }
    if long.words.ends_with(&short.words) {
        return person;
    }
    // "Telmar" is not short for "Telmar Hospital"; "Vellan" is for "Vellan Ltd".
    let firm = long.evidence.kind() == NameKind::Organisation && short.evidence.kind() != NameKind::Place;
    long.words.starts_with(&short.words) && (person || firm && short.words.len() == 1)
}

fn is_within(forms: &[Form], short: usize, long: usize) -> bool {
    let (Some(short), Some(long)) = (forms.get(short), forms.get(long)) else { return false };
    short.words.iter().all(|word| long.words.contains(word))
}
