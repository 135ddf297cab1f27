//! What independent reports agree on. In: the material and what has happened. Out: sentences with the reports that say the same.
//! Never: counts a copy as a voice, or a report whose numbers differ as one that agrees.

use super::material::{Line, Material};
use super::told::Telling;
use crate::error::Result;
use crate::model::{Agreement, Statement};
use std::collections::BTreeMap;

/// Agreements shown.
const MOST: usize = 5;
/// Words of a sentence that is put to the other reports.
const WORDS_MAX: usize = 34;
/// The share of a sentence's weight that another report's sentence (or two in a row) must hold to say the same.
/// Found by reading joined pairs: under .5 the second sentence often tells another part of the event.
const COVER: f64 = 0.55;
/// A sentence of which the agreements before it hold this share says nothing more, though no one of them is like it.
const SAID: f64 = 0.7;
/// Neighbouring sentences that together may say what one says elsewhere.
const WINDOW: usize = 2;

/// How much a sentence with a date loses against one without.
const DATED: f64 = 0.7;

/// A sentence with, for each other report that says the same, the lines that say it.
struct Backed<'m, 'a> {
    line: &'m Line<'a>,
    same_as: Option<usize>,
    backing: BTreeMap<usize, Vec<&'m Line<'a>>>,
    score: f64,
}

/// The agreements of a story; those that `happened` tells point to it.
pub(super) fn agree(
    material: &Material<'_>,
    happened: &[Option<&Line<'_>>],
    told: &mut Telling,
) -> Result<Vec<Agreement>> {
    let mut found = Vec::new();
    let mut said: Vec<u32> = Vec::new();
    let centres = happened
        .iter()
        .enumerate()
        .filter_map(|(at, line)| line.map(|line| backed(material, line, Some(at))))
        .filter(|centre| !centre.backing.is_empty());
    let mut candidates: Vec<Backed<'_, '_>> = centres.collect();
    let mut others = other_centres(material, told);
    others.sort_by(|left, right| right.score.total_cmp(&left.score));
    candidates.extend(others);
    for centre in candidates {
        let terms = centre.line.terms.as_slice();
        let again = centre.same_as.is_none() && material.lexicon.cover(terms, &said) >= SAID;
        if found.len() >= MOST || again || (centre.same_as.is_none() && told.repeats(&material.lexicon, terms)) {
            continue;
        }
        said.extend(terms);
        said.sort_unstable();
        said.dedup();
        if centre.same_as.is_none() {
            told.tell(terms);
        }
        found.push(agreement(material, &centre)?);
    }
    Ok(found)
}

/// Sentences outside `happened` that other reports back.
fn other_centres<'m, 'a>(material: &'m Material<'a>, told: &Telling) -> Vec<Backed<'m, 'a>> {
    let mut lines: Vec<&Line<'_>> = material
        .lines
        .iter()
        .filter(|line| line.touches_story() && line.words <= WORDS_MAX && told.is_new(material, line))
        .collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    lines.truncate(150);
    lines.into_iter().map(|line| backed(material, line, None)).filter(|centre| !centre.backing.is_empty()).collect()
}

/// Asks every other report whether it says the same.
fn backed<'m, 'a>(material: &'m Material<'a>, line: &'m Line<'a>, same_as: Option<usize>) -> Backed<'m, 'a> {
    let mut best: BTreeMap<usize, (f64, Vec<&Line<'_>>)> = BTreeMap::new();
    for (at, other) in material.lines.iter().enumerate() {
        if other.report == line.report
            || same_outlet(line, other)
            || material.lexicon.cover(&line.terms, &other.terms) < COVER / 2.0
        {
            continue;
        }
        for size in 1..=WINDOW {
            let window = window(material, at, size);
            let cover = material.lexicon.cover(&line.terms, &terms_of(&window));
            let known = best.get(&other.report).map_or(0.0, |known| known.0);
            if cover >= COVER && cover > known + 0.1 * (size - 1) as f64 && says_the_same(line, &window) {
                best.insert(other.report, (cover, window));
            }
        }
    }
    // A dated sentence may have to tell how the story got here.
    let dated = line.reading().dates.iter().any(|date| date.enters_timeline() && line.span.holds(date.span));
    let kept = if dated { DATED } else { 1.0 };
    let score = best.values().map(|(cover, _)| cover).sum::<f64>() * (0.5 + line.central) * kept;
    let backing = best.into_iter().map(|(report, (_, window))| (report, window)).collect();
    Backed { line, same_as, backing, score }
}

/// Two reports of one outlet are no two voices.
fn same_outlet(line: &Line<'_>, other: &Line<'_>) -> bool {
    let outlet = line.member.article.outlet();
    !outlet.is_empty() && outlet == other.member.article.outlet()
}

/// A line and those right after it in the same article.
fn window<'m, 'a>(material: &'m Material<'a>, at: usize, size: usize) -> Vec<&'m Line<'a>> {
    let article = material.lines[at].article;
    material.lines[at..].iter().take(size).take_while(|line| line.article == article).collect()
}

fn terms_of(window: &[&Line<'_>]) -> Vec<u32> {
    let mut terms: Vec<u32> = window.iter().flat_map(|line| line.terms.iter().copied()).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Every number of the sentence stands in the window, and both deny or neither does.
fn says_the_same(line: &Line<'_>, window: &[&Line<'_>]) -> bool {
    let words: String = window.iter().map(|other| other.text.as_str()).collect::<Vec<_>>().join(" ");
    let known = super::numbers::numbers_in(&words);
    let negated = |text: &str| {
        let lower = format!(" {} ", text.to_lowercase());
        [" not ", " no ", "n't ", "n’t ", " never ", " denied ", " denies ", " deny ", " without "]
            .iter()
            .any(|mark| lower.contains(mark))
    };
    super::numbers::numbers_in(&line.text).iter().all(|number| known.contains(number))
        && negated(&line.text) == window.iter().any(|other| negated(&other.text))
}

fn agreement(material: &Material<'_>, centre: &Backed<'_, '_>) -> Result<Agreement> {
    let mut citations = vec![centre.line.citation()?];
    for lines in centre.backing.values() {
        for line in lines {
            citations.push(line.citation()?);
        }
    }
    let language = &centre.line.reading().language;
    let statement = Statement::edited(centre.line.text.clone(), citations, language, centre.line.edits.clone())?;
    let members = material.story.members();
    let id = |report: usize| {
        let at = material.report_of.iter().position(|known| *known == report).unwrap_or(0);
        members[at].placement.report.clone()
    };
    let reports = std::iter::once(centre.line.report).chain(centre.backing.keys().copied()).map(id).collect();
    Ok(Agreement { statement, reports, same_as: centre.same_as })
}
