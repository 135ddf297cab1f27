//! One name in several spellings. In: the names of a story with their mentions. Out: the same, other spellings and short forms joined
//! to the usual one. Never: two people of one last name.

use crate::model::{KindEvidence, NameKind, Span};
use std::collections::BTreeMap;

/// Letters of a first name of which one may be another, so that "Jan" and "Jon" stay two.
const SPELT_LETTERS_MIN: usize = 6;

/// Where a name stands, and what all its mentions say of its kind.
pub(super) type Mentions = (Vec<(usize, Span)>, KindEvidence);

/// Joins what is one name.
pub(super) fn join_all(found: &mut BTreeMap<&str, Mentions>) {
    join_spellings(found);
    join_misspelt(found);
    join_short_forms(found);
}

/// A single word that ends exactly one longer name is that name ("Lee" of "Ann Lee").
fn join_short_forms(found: &mut BTreeMap<&str, Mentions>) {
    let short: Vec<&str> = found.keys().copied().filter(|name| !name.contains(' ')).collect();
    for name in short {
        let ends = |long: &&str| {
            long.len() > name.len() + 1 && long.ends_with(name) && long[..long.len() - name.len()].ends_with(' ')
        };
        let full: Vec<&str> = found.keys().copied().filter(ends).collect();
        let kind = |name: &str| found.get(name).map_or(NameKind::Other, |mentions| mentions.1.kind());
        // "Telmar" alone is a town, whatever hotel or paper bears its name.
        let apart = |full: &str| kind(name) == NameKind::Place && kind(full) != NameKind::Place;
        if let [full] = full[..]
            && !apart(full)
        {
            join(found, name, full);
        }
    }
}

/// Papers differ in hyphens, stops and capitals ("Kim Jong-un", "Kim Jong Un"): the spelling that stands most often serves.
fn join_spellings(found: &mut BTreeMap<&str, Mentions>) {
    let mut spellings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in found.keys().copied().collect::<Vec<_>>() {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        spellings.entry(letters).or_default().push(name);
    }
    for same in spellings.values().filter(|same| same.len() > 1) {
        let often = |name: &&&str| found.get(**name).map_or(0, |mentions| mentions.0.len());
        let Some(usual) = same.iter().max_by_key(often).copied() else { continue };
        same.iter().filter(|name| **name != usual).for_each(|name| join(found, name, usual));
    }
}

/// "Mohamed Tarn" and "Mohammed Tarn": two spellings of a first name, a letter apart, before one last name.
fn join_misspelt(found: &mut BTreeMap<&str, Mentions>) {
    let two: Vec<&str> = found.keys().copied().filter(|name| name.matches(' ').count() == 1).collect();
    for (at, left) in two.iter().enumerate() {
        for right in &two[at + 1..] {
            let (Some((first, last)), Some((other, same))) = (left.split_once(' '), right.split_once(' ')) else {
                continue;
            };
            let long = first.chars().count().min(other.chars().count()) >= SPELT_LETTERS_MIN;
            if last == same && long && is_a_letter_apart(first, other) {
                let often = |name: &str| found.get(name).map_or(0, |mentions| mentions.0.len());
                let (rare, usual) = if often(left) < often(right) { (*left, *right) } else { (*right, *left) };
                join(found, rare, usual);
            }
        }
    }
}

/// Whether one word has one letter more than the other, or another one in a place, which is not its first.
fn is_a_letter_apart(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let same = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let ends = |left: &[char], right: &[char]| {
        left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count()
    };
    let (longest, shortest) = (left.len().max(right.len()), left.len().min(right.len()));
    same > 0 && longest - shortest <= 1 && same + ends(&left[same..], &right[same..]) + 1 >= longest && left != right
}

fn join<'a>(found: &mut BTreeMap<&'a str, Mentions>, name: &'a str, into: &'a str) {
    let Some((mentions, evidence)) = found.remove(name) else { return };
    if let Some(entry) = found.get_mut(into) {
        entry.0.extend(mentions);
        entry.1.add(evidence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(names: &[(&'static str, usize)]) -> Vec<&'static str> {
        let span = Span::new(0, 1).unwrap();
        let of = |count: usize| (vec![(0, span); count], KindEvidence::default());
        let mut found: BTreeMap<&str, Mentions> = names.iter().map(|(name, count)| (*name, of(*count))).collect();
        join_all(&mut found);
        found.into_keys().collect()
    }

    #[test]
    fn a_letter_apart_is_one_person() {
        assert_eq!(joined(&[("Mohamed Tarn", 1), ("Mohammed Tarn", 3)]), ["Mohammed Tarn"]);
        assert_eq!(joined(&[("Jan Tarn", 1), ("Jon Tarn", 3)]), ["Jan Tarn", "Jon Tarn"]);
        assert_eq!(joined(&[("Martin Tarn", 1), ("Martina Holm", 3)]), ["Martin Tarn", "Martina Holm"]);
        assert_eq!(joined(&[("Northern Telmar", 1), ("Southern Telmar", 3)]), ["Northern Telmar", "Southern Telmar"]);
    }

    #[test]
    fn short_forms_and_other_capitals_are_one() {
        assert_eq!(joined(&[("Lee", 2), ("Ann Lee", 1)]), ["Ann Lee"]);
        assert_eq!(joined(&[("Ann Lea-Lee", 1), ("Ann Lea Lee", 3)]), ["Ann Lea Lee"]);
    }
}
