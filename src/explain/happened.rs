//! What's happened: 40 to 80 words, the newest agreed state first.
//! In: the material. Out: whole sentences of the papers that together lie nearest to the middle of the story.
//! Never: a sentence that leans on another while enough of them stand alone.
//!
//! Method: greedy centroid selection under a word budget with a redundancy bar, as in extractive multi-document
//! summaries (Radev et al. 2004; Gholipour Ghalandari 2017), over sentences that stand alone.

use super::differ::{clash, superseded};
use super::material::{Line, Material};
use super::sound::Soundness;
use super::tidy::{capitalised, folded};
use crate::error::{Error, Result};
use crate::model::{Citation, Cue, Edit, Field, Span, Statement};
use std::collections::BTreeMap;

/// Words of the section.
pub(super) const WORDS_MIN: usize = 40;
/// Words of the section.
pub(super) const WORDS_MAX: usize = 80;
/// From so many words on, one more sentence has to earn its place.
const WORDS_ENOUGH: usize = 62;
/// A second sentence as alike as this (cosine-like Jaccard) to a chosen one says nothing new.
const REDUNDANT: f64 = 0.22;
/// A sentence of which the chosen ones together hold this share adds nothing.
const SAID: f64 = 0.5;
/// The opening sentences of an article carry its news.
const LEAD_SENTENCES: usize = 3;
/// How much a sentence loses for standing after the opening, and for standing far after it.
const AFTER_LEAD: f64 = 0.85;
const FAR_AFTER_LEAD: f64 = 0.7;
/// How much a sentence loses that leans on the one before it.
const LEANING: f64 = 0.5;
/// How much the newest article's sentences gain over the oldest one's.
const NEWEST_GAIN: f64 = 0.15;
/// How much each further report that says the same adds.
const AGREED_GAIN: f64 = 0.06;
/// How much a denial loses: it reads best beside what it denies, where the papers differ.
const DENIAL_LOSS: f64 = 0.7;
/// How much a figure loses that a later report replaced.
const OUTDATED_LOSS: f64 = 0.6;
/// A sentence that another report's sentence covers to this degree is agreed on.
const AGREED_COVER: f64 = 0.5;
/// Sentences that are weighed against each other; the rest lies far from the middle.
const CANDIDATES_MAX: usize = 120;

/// A statement of the section with the line that it came from.
pub(super) struct Opening<'m, 'a> {
    pub(super) statement: Statement,
    pub(super) terms: Vec<u32>,
    /// None where it is a title.
    pub(super) line: Option<&'m Line<'a>>,
}

impl<'m, 'a> Opening<'m, 'a> {
    fn of(line: &'m Line<'a>) -> Result<Self> {
        Ok(Self { statement: line.statement()?, terms: line.terms.clone(), line: Some(line) })
    }

    fn words(&self) -> usize {
        self.statement.text().split_whitespace().count()
    }
}

/// The statements of the section.
pub(super) fn happened<'m, 'a>(material: &'m Material<'a>, thin: bool) -> Result<Vec<Opening<'m, 'a>>> {
    for (tier, core) in [(Soundness::Sound, 2), (Soundness::Sound, 0), (Soundness::Leaning, 0)] {
        let mut chosen = choose(material, tier, core);
        let words: usize = chosen.iter().map(|line| line.words).sum();
        if words >= WORDS_MIN || (thin && words > 0 && tier == Soundness::Sound) {
            in_reading_order(material, &mut chosen);
            return chosen.into_iter().map(Opening::of).collect();
        }
    }
    let mut chosen = choose(material, Soundness::Leaning, 0);
    in_reading_order(material, &mut chosen);
    let mut told: Vec<Opening<'m, 'a>> = chosen.into_iter().map(Opening::of).collect::<Result<_>>()?;
    fill_up(material, &mut told, thin)?;
    Ok(told)
}

/// The lines that together lie nearest to the middle of the story, inside the budget.
fn choose<'m, 'a>(material: &'m Material<'a>, tier: Soundness, core: usize) -> Vec<&'m Line<'a>> {
    let mut lines: Vec<&Line<'_>> = material
        .lines
        .iter()
        .filter(|line| line.soundness >= tier && line.core >= core && line.words <= WORDS_MAX)
        .collect();
    lines.sort_by(|left, right| (place(right) * right.central).total_cmp(&(place(left) * left.central)));
    lines.truncate(CANDIDATES_MAX);
    let superseded = superseded(material);
    let current =
        |line: &Line<'_>| if superseded.contains(&(line.article, line.position)) { OUTDATED_LOSS } else { 1.0 };
    let candidates: Vec<(f64, &Line<'_>)> =
        lines.into_iter().map(|line| (prior(material, line) * current(line), line)).collect();
    let (mut chosen, mut sum, mut words): (Vec<&Line<'_>>, BTreeMap<u32, f64>, usize) =
        (Vec::new(), BTreeMap::new(), 0);
    let mut said: Vec<u32> = Vec::new();
    while words < WORDS_ENOUGH {
        let best = candidates
            .iter()
            .filter(|(_, line)| words + line.words <= WORDS_MAX)
            .filter(|(_, line)| !chosen.iter().any(|told| repeats_or_clashes(material, told, line)))
            .filter(|(_, line)| material.lexicon.cover(&line.terms, &said) < SAID)
            .map(|(prior, line)| (gain(material, &sum, line) * prior, *line))
            .fold(None, |best: Option<(f64, &Line<'_>)>, next| match best {
                Some(best) if best.0 >= next.0 => Some(best),
                _ => Some(next),
            });
        let Some((_, line)) = best else { break };
        for (term, weight) in material.vector(&line.terms) {
            *sum.entry(term).or_default() += weight;
        }
        words += line.words;
        said.extend(&line.terms);
        said.sort_unstable();
        said.dedup();
        chosen.push(line);
    }
    chosen
}

/// Says nothing new, or gives another figure for the same thing: which papers differ on what is told further down.
fn repeats_or_clashes(material: &Material<'_>, told: &Line<'_>, line: &Line<'_>) -> bool {
    material.lexicon.likeness(&told.terms, &line.terms) >= REDUNDANT || clash(told, line)
}

/// Nearness to the middle of what is chosen with this line added.
fn gain(material: &Material<'_>, sum: &BTreeMap<u32, f64>, line: &Line<'_>) -> f64 {
    let mut with = sum.clone();
    for (term, weight) in material.vector(&line.terms) {
        *with.entry(term).or_default() += weight;
    }
    material.nearness(&with)
}

/// How well placed a line is, before its words are looked at.
fn prior(material: &Material<'_>, line: &Line<'_>) -> f64 {
    let newest = line.article as f64 / (material.story.members().len().max(2) - 1) as f64;
    let mut agreed: Vec<usize> = material
        .lines
        .iter()
        .filter(|other| other.report != line.report && other.position < 4 * LEAD_SENTENCES)
        .filter(|other| material.lexicon.cover(&line.terms, &other.terms) >= AGREED_COVER)
        .map(|other| other.report)
        .collect();
    agreed.sort_unstable();
    agreed.dedup();
    let quoted = if line.quotes().next().is_some() { 0.9 } else { 1.0 };
    let denial = if line.cues().contains(&Cue::Denial) { DENIAL_LOSS } else { 1.0 };
    let leaning = if line.soundness == Soundness::Sound { 1.0 } else { LEANING };
    let newer = 1.0 + NEWEST_GAIN * newest;
    place(line) * quoted * denial * leaning * newer * (1.0 + AGREED_GAIN * agreed.len().min(5) as f64)
}

/// How well a line is placed in its article.
fn place(line: &Line<'_>) -> f64 {
    match line.position {
        at if at < LEAD_SENTENCES => 1.0,
        at if at < 4 * LEAD_SENTENCES => AFTER_LEAD,
        _ => FAR_AFTER_LEAD,
    }
}

/// The opening sentence nearest to the middle first, the others article by article.
fn in_reading_order(material: &Material<'_>, chosen: &mut Vec<&Line<'_>>) {
    let first = chosen.iter().enumerate().fold(None, |best: Option<(f64, usize)>, (at, line)| {
        let score = line.central * prior(material, line);
        match best {
            Some(known) if known.0 >= score => best,
            _ => Some((score, at)),
        }
    });
    if let Some((_, at)) = first {
        let lead = chosen.remove(at);
        chosen.sort_by_key(|line| (line.article != lead.article, line.article, line.position));
        chosen.insert(0, lead);
    }
}

/// A text without enough whole sentences: further words of it, cut at a clause, until there are enough.
fn fill_up<'m, 'a>(material: &'m Material<'a>, told: &mut Vec<Opening<'m, 'a>>, thin: bool) -> Result<()> {
    let mut words: usize = told.iter().map(Opening::words).sum();
    let enough = if thin { 1 } else { WORDS_MIN };
    for line in &material.lines {
        if words >= enough {
            return Ok(());
        }
        let known = told.iter().any(|known| material.lexicon.likeness(&known.terms, &line.terms) >= REDUNDANT);
        if known || line.text.split_whitespace().count() < 3 {
            continue;
        }
        let statement = cut_to(line, WORDS_MAX - words)?;
        words += statement.text().split_whitespace().count();
        told.push(Opening { statement, terms: line.terms.clone(), line: Some(line) });
    }
    if told.is_empty() { title_as_sentence(material, told) } else { Ok(()) }
}

/// At most so many words of a line, ended as a sentence.
fn cut_to(line: &Line<'_>, words_max: usize) -> Result<Statement> {
    let mut edits = line.edits.clone();
    let mut words: Vec<&str> = line.text.split(' ').collect();
    if words.len() > words_max {
        words.truncate(words_max);
        edits.push(Edit::Shortened);
    }
    let text = ended(&words.join(" "));
    if text != line.text && !edits.contains(&Edit::Shortened) {
        edits.push(Edit::Punctuated);
    }
    Statement::edited(text, vec![line.citation()?], &line.reading().language, edits)
}

/// The words with a full stop, where they do not end as a sentence.
pub(super) fn ended(words: &str) -> String {
    let bare = words.trim_end_matches([',', ';', ':', '-', '–', '—', ' ']);
    let closed = bare.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']);
    if closed.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।']) {
        bare.to_owned()
    } else {
        format!("{bare}.")
    }
}

/// Where there is no text at all, the title says what happened.
fn title_as_sentence<'m, 'a>(material: &'m Material<'a>, told: &mut Vec<Opening<'m, 'a>>) -> Result<()> {
    let titled = material.story.members().iter().position(|member| !member.article.title().trim().is_empty());
    let at = titled.ok_or_else(|| Error::invalid(format!("story {}: no words", material.story.id())))?;
    let member = &material.story.members()[at];
    let title = member.article.title();
    let start = title.len() - title.trim_start().len();
    let span = Span::new(start, start + title.trim().len()).ok_or_else(|| Error::invalid("an empty title"))?;
    let words: Vec<&str> = title.split_whitespace().take(WORDS_MAX).collect();
    let text = ended(&capitalised(&folded(&words.join(" "))));
    let citation = Citation::new(&member.article, Field::Title, span)?;
    let statement = Statement::edited(text, vec![citation], &member.reading.language, vec![Edit::Punctuated])?;
    told.push(Opening { statement, terms: material.titles[at].clone(), line: None });
    Ok(())
}
