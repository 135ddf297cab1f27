//! What independent reports agree on. In: the material and what has happened. Out: sentences with the reports that say the same.
//! Never: counts a copy as a voice, or a report whose numbers differ as one that agrees.

use super::compare::Table;
use super::material::{Line, Material};
use super::told::Telling;
use crate::error::Result;
use crate::model::{Agreement, Statement};

/// Agreements shown.
const MOST: usize = 5;
/// Words of a sentence that is put to the other reports.
const WORDS_MAX: usize = 34;
/// A sentence of which the agreements before it hold this share says nothing more, though no one of them is like it.
const SAID: f64 = 0.7;
/// How much a sentence with a date loses against one without: it may have to tell how the story got here.
const DATED: f64 = 0.7;
/// Sentences that are put to the other reports, those nearest to the middle first.
const CANDIDATES_MAX: usize = 250;
/// A sentence that is this much like one that has happened stands for it: the audit calls .6 a repetition.
const STANDS_FOR: f64 = 0.4;

/// A sentence with, for each other report that says the same, the lines that say it.
struct Backed<'m, 'a> {
    line: &'m Line<'a>,
    same_as: Option<usize>,
    backing: Vec<(usize, f64, Vec<&'m Line<'a>>)>,
    score: f64,
}

/// The agreements of a story; those that `happened` tells point to it.
pub(super) fn agree(
    material: &Material<'_>,
    table: &Table<'_, '_>,
    happened: &[Option<&Line<'_>>],
    told: &mut Telling,
) -> Result<Vec<Agreement>> {
    let mut found = Vec::new();
    let mut said: Vec<u32> = Vec::new();
    let mut pointed: Vec<usize> = Vec::new();
    for centre in candidates(material, table, happened, told) {
        let terms = centre.line.terms.as_slice();
        let again = !found.is_empty() && material.lexicon.cover(terms, &said) >= SAID;
        let pointed_to = centre.same_as.is_some_and(|at| pointed.contains(&at));
        if found.len() >= MOST || again || pointed_to || repeats(material, told, happened, &centre) {
            continue;
        }
        said.extend(terms);
        said.sort_unstable();
        said.dedup();
        pointed.extend(centre.same_as);
        if centre.same_as.is_none_or(|at| happened[at].is_none_or(|line| !std::ptr::eq(line, centre.line))) {
            told.tell(terms);
        }
        found.push(agreement(material, &centre)?);
    }
    Ok(found)
}

/// Whether the page says it already elsewhere than where it points to.
fn repeats(material: &Material<'_>, told: &Telling, happened: &[Option<&Line<'_>>], centre: &Backed<'_, '_>) -> bool {
    let twin = centre.same_as.and_then(|at| happened[at]).map(|line| line.terms.as_slice());
    told.repeats_but(&material.lexicon, &centre.line.terms, twin)
}

/// Backed sentences: what has happened first, then by how many reports say it and how near to the middle it lies.
fn candidates<'m, 'a>(
    material: &'m Material<'a>,
    table: &Table<'m, 'a>,
    happened: &[Option<&'m Line<'a>>],
    told: &Telling,
) -> Vec<Backed<'m, 'a>> {
    let told_lines = happened.iter().enumerate().filter_map(|(at, line)| line.map(|line| (at, line)));
    let mut found: Vec<Backed<'m, 'a>> = told_lines.map(|(at, line)| backed(table, line, Some(at))).collect();
    let mut others: Vec<Backed<'m, 'a>> = Vec::new();
    for line in others_to_ask(material, happened) {
        let twin = twin(material, happened, line);
        if twin.is_some() || told.is_new(material, line) {
            others.push(backed(table, line, twin));
        }
    }
    others.sort_by(|left, right| right.score.total_cmp(&left.score));
    found.extend(others);
    found.retain(|centre| !centre.backing.is_empty());
    found
}

/// Which sentence of what has happened a line stands for, if one.
fn twin(material: &Material<'_>, happened: &[Option<&Line<'_>>], line: &Line<'_>) -> Option<usize> {
    let likeness = |told: &Line<'_>| material.lexicon.likeness(&told.terms, &line.terms);
    let alike = happened.iter().enumerate().filter_map(|(at, told)| told.map(|told| (at, likeness(told))));
    let best = alike
        .fold((None, STANDS_FOR), |best, (at, likeness)| if likeness >= best.1 { (Some(at), likeness) } else { best });
    best.0
}

/// Sentences that may be put to the other reports, nearest to the middle first.
fn others_to_ask<'m, 'a>(material: &'m Material<'a>, happened: &[Option<&Line<'_>>]) -> Vec<&'m Line<'a>> {
    let told = |line: &Line<'_>| happened.iter().flatten().any(|told| std::ptr::eq(*told, line));
    let fits = |line: &&Line<'_>| line.touches_story() && line.words <= WORDS_MAX && !told(line);
    let mut lines: Vec<&Line<'_>> = material.lines.iter().filter(fits).collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    lines.truncate(CANDIDATES_MAX);
    lines
}

fn backed<'m, 'a>(table: &Table<'m, 'a>, line: &'m Line<'a>, same_as: Option<usize>) -> Backed<'m, 'a> {
    let backing = table.backing(line);
    let dated = line.reading().dates.iter().any(|date| date.enters_timeline() && line.span.holds(date.span));
    let kept = if dated { DATED } else { 1.0 };
    let score = backing.iter().map(|(_, cover, _)| cover).sum::<f64>() * (0.5 + line.central) * kept;
    Backed { line, same_as, backing, score }
}

fn agreement(material: &Material<'_>, centre: &Backed<'_, '_>) -> Result<Agreement> {
    let mut citations = vec![centre.line.citation()?];
    for line in centre.backing.iter().flat_map(|(_, _, lines)| lines) {
        citations.push(line.citation()?);
    }
    let language = &centre.line.reading().language;
    let statement = Statement::edited(centre.line.text.clone(), citations, language, centre.line.edits.clone())?;
    let members = material.story.members();
    let id = |report: usize| {
        let at = material.report_of.iter().position(|known| *known == report).unwrap_or(0);
        members[at].placement.report.clone()
    };
    let reports = std::iter::once(centre.line.report)
        .chain(centre.backing.iter().map(|(report, _, _)| *report))
        .map(id)
        .collect();
    Ok(Agreement { statement, reports, same_as: centre.same_as })
}
