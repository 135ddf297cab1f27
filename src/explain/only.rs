//! What only one report says, and what sets a paper apart. In: the material and what the page has told.
//! Out: sentences with a name or number that no other report has; quotes of somebody whom no other quotes.
//! Never: a report that has no other beside it, or a copy as a paper of its own.

use super::behind::speaker;
use super::material::{Line, Material};
use super::numbers::numbers_in;
use super::told::Telling;
use crate::error::Result;
use crate::model::{Angle, Only};
use std::collections::{BTreeMap, BTreeSet};

/// Sentences that only one report has.
const ONLY_MAX: usize = 5;
/// Papers with an angle.
const ANGLES_MAX: usize = 5;
/// A sentence of which another report's sentence holds this share is not only here.
const KNOWN_COVER: f64 = 0.4;
/// Words of a sentence here.
const WORDS_MAX: usize = 48;

/// In how many reports each name and each number stands.
fn holders(material: &Material<'_>) -> BTreeMap<String, BTreeSet<usize>> {
    let mut held: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for line in &material.lines {
        for mark in marks(line) {
            held.entry(mark).or_default().insert(line.report);
        }
    }
    held
}

fn marks(line: &Line<'_>) -> Vec<String> {
    let names = line.names().map(|name| name.name.clone());
    names.chain(numbers_in(&line.text)).collect()
}

/// What only one report says.
pub(super) fn only(material: &Material<'_>, told: &mut Telling, limit: usize) -> Result<Vec<Only>> {
    let held = holders(material);
    let mut found: Vec<&Line<'_>> = Vec::new();
    for line in
        by_nearness(material, |line| marks(line).iter().any(|mark| held.get(mark).is_some_and(|held| held.len() == 1)))
    {
        let full = found.len() >= limit.min(ONLY_MAX) || found.iter().any(|known| known.report == line.report);
        if material.reports < 2 || full || !told.is_new(material, line) || is_known_elsewhere(material, line) {
            continue;
        }
        told.tell(&line.terms);
        found.push(line);
    }
    found.into_iter().map(|line| Ok(Only { outlet: outlet(line), statement: line.statement()? })).collect()
}

/// Whom only one paper quotes, a sentence per paper.
pub(super) fn angles(material: &Material<'_>, told: &mut Telling, limit: usize) -> Result<Vec<Angle>> {
    let mut quoted: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for line in &material.lines {
        if let Some(name) = speaker(line) {
            quoted.entry(name).or_default().insert(line.report);
        }
    }
    let alone =
        |line: &Line<'_>| speaker(line).is_some_and(|name| quoted.get(name).is_some_and(|held| held.len() == 1));
    let mut found: Vec<&Line<'_>> = Vec::new();
    for line in by_nearness(material, alone) {
        let full = found.len() >= limit.min(ANGLES_MAX) || found.iter().any(|known| known.report == line.report);
        if material.reports < 2 || full || !told.is_new(material, line) {
            continue;
        }
        told.tell(&line.terms);
        found.push(line);
    }
    found.into_iter().map(|line| Ok(Angle { outlet: outlet(line), statement: line.statement()? })).collect()
}

/// Sentences that stand alone and fit, nearest to the middle of the story first.
fn by_nearness<'m, 'a>(material: &'m Material<'a>, fits: impl Fn(&Line<'a>) -> bool) -> Vec<&'m Line<'a>> {
    let mut lines: Vec<&Line<'_>> = material
        .lines
        .iter()
        .filter(|line| line.touches_story() && line.words <= WORDS_MAX && fits(line))
        .filter(|line| !line.member.article.outlet().is_empty())
        .collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    lines
}

fn is_known_elsewhere(material: &Material<'_>, line: &Line<'_>) -> bool {
    material
        .lines
        .iter()
        .any(|other| other.report != line.report && material.lexicon.cover(&line.terms, &other.terms) >= KNOWN_COVER)
}

fn outlet(line: &Line<'_>) -> String {
    line.member.article.outlet().to_owned()
}
