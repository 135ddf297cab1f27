//! Which sentences tell what happened. In: the material. Out: lines in the order in which they are told.
//! Never: two that say the same or give other figures for one thing; a quote, a denial or a teaser in front of others.
//!
//! Method: a beam search over sets of a few candidates inside the word budget, scored by `consensus` and by how well each
//! sentence is placed.

use super::WORDS_MAX;
use super::consensus::Consensus;
use crate::explain::compare::Tally;
use crate::explain::differ::{clash, superseded};
use crate::explain::material::{Line, Material};
use crate::explain::sound::Soundness;
use crate::model::Cue;
use std::collections::BTreeSet;

/// Sentences that are combined; the rest lies far from the middle or says the same as two of these.
const CANDIDATES: usize = 14;
/// Lines from which the candidates are taken, the best placed and nearest to the middle.
const RANKED_MAX: usize = 120;
/// Lines as alike as `REDUNDANT` that may be candidates beside one another.
const ALIKE_MAX: usize = 2;
/// Sets that are kept after each step.
const BEAM: usize = 10;
/// Sentences of one telling.
const SENTENCES_MAX: usize = 5;
/// A second sentence as alike as this (weighted Jaccard) to a chosen one says nothing new.
pub(super) const REDUNDANT: f64 = 0.22;
/// A sentence of which the chosen ones together hold this share adds nothing.
const SAID: f64 = 0.5;
/// One in so many terms shared is the same news again; from .35 on of 1, .5 cost the least (.003 of ROUGE-1).
const RESTATED: usize = 2;
/// The opening sentences of an article carry its news.
const LEAD_SENTENCES: usize = 3;
/// How much a sentence loses for standing after the opening, and for standing far after it.
const AFTER_LEAD: f64 = 0.85;
const FAR_AFTER_LEAD: f64 = 0.7;
/// How much a sentence loses that leans on the one before it.
const LEANING: f64 = 0.5;
/// How much the newest article's sentences gain over the oldest one's, where days are known.
const NEWEST_GAIN: f64 = 0.15;
/// How much a sentence with a quote loses: it is a reaction, more often than not.
const QUOTE_LOSS: f64 = 0.9;
/// How much a denial loses: it reads best beside what it denies, where the papers differ.
const DENIAL_LOSS: f64 = 0.7;
/// How much a figure loses that a later report replaced.
const OUTDATED_LOSS: f64 = 0.5;
/// How much a judgement loses that no one is named for.
const JUDGING_LOSS: f64 = 0.6;
/// How much an opening loses that begins with somebody's words or with a scene instead of the news.
const TEASER_LOSS: f64 = 0.5;

/// A candidate with how well it is placed.
struct Candidates<'m, 'a> {
    lines: Vec<&'m Line<'a>>,
    priors: Vec<f64>,
}

/// The lines that together tell the story best, inside the budget; empty where too few words are fit.
pub(super) fn choose<'m, 'a>(
    material: &'m Material<'a>,
    tally: &Tally<'_, '_>,
    tier: Soundness,
    core: usize,
    words_min: usize,
) -> Vec<&'m Line<'a>> {
    let candidates = candidates(material, tally, tier, core);
    let consensus = Consensus::new(material, &candidates.lines);
    let set = search(material, &candidates, &consensus, words_min);
    in_reading_order(&candidates, &consensus, set)
}

/// The best placed lines nearest to the middle, few of them alike.
fn candidates<'m, 'a>(
    material: &'m Material<'a>,
    tally: &Tally<'_, '_>,
    tier: Soundness,
    core: usize,
) -> Candidates<'m, 'a> {
    let superseded = superseded(tally);
    // A page is told in one language; sentences in another are quoted further down.
    let language = material.language();
    let fit = |line: &&Line<'_>| {
        line.soundness >= tier && line.core >= core && line.words <= WORDS_MAX && line.reading().language == language
    };
    let ranked = material.lines.iter().filter(fit).map(|line| (prior(material, line, &superseded), line));
    let mut ranked: Vec<(f64, &Line<'_>)> = ranked.collect();
    ranked.sort_by(|left, right| (right.0 * right.1.central).total_cmp(&(left.0 * left.1.central)));
    ranked.truncate(RANKED_MAX);
    let mut found = Candidates { lines: Vec::new(), priors: Vec::new() };
    for (prior, line) in ranked {
        let alike = |known: &&&Line<'_>| material.lexicon.likeness(&known.terms, &line.terms) >= REDUNDANT;
        if found.lines.iter().filter(alike).count() < ALIKE_MAX {
            found.lines.push(line);
            found.priors.push(prior);
        }
        if found.lines.len() == CANDIDATES {
            break;
        }
    }
    found
}

/// A set on the way, with its score and its words.
#[derive(Clone)]
struct Partial {
    score: f64,
    words: usize,
    set: Vec<usize>,
}

/// The best set of at least so many words; the wordiest of the best where none has as many.
fn search(
    material: &Material<'_>,
    candidates: &Candidates<'_, '_>,
    consensus: &Consensus<'_, '_, '_>,
    words_min: usize,
) -> Vec<usize> {
    let bars = bars(material, &candidates.lines);
    let mut beam = vec![Partial { score: 0.0, words: 0, set: Vec::new() }];
    let mut best: Option<Partial> = None;
    for _ in 0..SENTENCES_MAX {
        let mut next: Vec<Partial> = Vec::new();
        for partial in &beam {
            extend(material, candidates, consensus, &bars, partial, &mut next);
        }
        next.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.set.cmp(&right.set)));
        next.truncate(BEAM);
        for partial in &next {
            let rank = |one: &Partial| (one.words.min(words_min), one.score);
            if best.as_ref().is_none_or(|known| rank(partial) > rank(known)) {
                best = Some(partial.clone());
            }
        }
        beam = next;
    }
    best.map_or_else(Vec::new, |best| best.set)
}

/// The partial with each candidate that adds to it.
fn extend(
    material: &Material<'_>,
    candidates: &Candidates<'_, '_>,
    consensus: &Consensus<'_, '_, '_>,
    bars: &[Vec<bool>],
    partial: &Partial,
    next: &mut Vec<Partial>,
) {
    let mut said: Vec<u32> = partial.set.iter().flat_map(|at| candidates.lines[*at].terms.iter().copied()).collect();
    said.sort_unstable();
    said.dedup();
    for (at, line) in candidates.lines.iter().enumerate() {
        let words = partial.words + line.words;
        let barred = partial.set.iter().any(|told| *told == at || bars[*told][at]);
        if words > WORDS_MAX || barred || material.lexicon.cover(&line.terms, &said) >= SAID {
            continue;
        }
        let mut set = partial.set.clone();
        set.push(at);
        set.sort_unstable();
        // The same sentences are come by in more than one order.
        if next.iter().any(|known| known.set == set) {
            continue;
        }
        let placed: f64 = set.iter().map(|at| candidates.priors[*at]).sum::<f64>() / set.len() as f64;
        next.push(Partial { score: consensus.score(&set) * placed, words, set });
    }
}

/// Which candidates may not stand beside which: they say the same, or give another figure for the same thing; which
/// papers differ on what is told further down.
fn bars(material: &Material<'_>, lines: &[&Line<'_>]) -> Vec<Vec<bool>> {
    let bar = |a: &Line<'_>, b: &Line<'_>| {
        material.lexicon.likeness(&a.terms, &b.terms) >= REDUNDANT || restates(a, b) || clash(a, b)
    };
    lines.iter().map(|a| lines.iter().map(|b| bar(a, b)).collect()).collect()
}

/// Half of the terms of the shorter one stand in the other: the same news in other words with a detail at its end. Rarity
/// is left out, as the words of the main news are the least rare ones of a story.
fn restates(a: &Line<'_>, b: &Line<'_>) -> bool {
    let shared = a.terms.iter().filter(|term| b.terms.binary_search(term).is_ok()).count();
    shared * RESTATED >= a.terms.len().min(b.terms.len())
}

/// How well placed a line is, before its words are looked at.
fn prior(material: &Material<'_>, line: &Line<'_>, superseded: &BTreeSet<(usize, usize)>) -> f64 {
    let members = material.story.members();
    let dated = members.iter().all(|member| member.article.published().is_some());
    let newest = if dated { line.article as f64 / (members.len().max(2) - 1) as f64 } else { 0.0 };
    let losses = [
        (line.quotes().next().is_some(), QUOTE_LOSS),
        (line.cues().contains(&Cue::Denial), DENIAL_LOSS),
        (line.soundness < Soundness::Sound, LEANING),
        (superseded.contains(&(line.article, line.position)), OUTDATED_LOSS),
        (judges(line), JUDGING_LOSS),
    ];
    let lost: f64 = losses.iter().filter(|(holds, _)| *holds).map(|(_, loss)| loss).product();
    place(line) * lost * (1.0 + NEWEST_GAIN * newest)
}

/// How well a line is placed in its article.
fn place(line: &Line<'_>) -> f64 {
    match line.position {
        at if at < LEAD_SENTENCES => 1.0,
        at if at < 4 * LEAD_SENTENCES => AFTER_LEAD,
        _ => FAR_AFTER_LEAD,
    }
}

/// Words of judgement; in a sentence without a quote nobody else answers for them.
const JUDGEMENTS: &[&str] = &[
    "must",
    "should",
    "ought",
    "outrageous",
    "shameful",
    "disgraceful",
    "ridiculous",
    "absurd",
    "hypocrisy",
    "hypocritical",
    "pathetic",
    "laughable",
    "clueless",
    "brilliant",
    "disastrous",
    "thankfully",
    "sadly",
    "hopefully",
    "unsurprisingly",
    "frankly",
    "arguably",
    "obviously",
    "clearly",
    "tragically",
    "so-called",
];
/// Verbs by which a sentence says whose judgement it is.
const OWNERS: &[&str] =
    &["said", "says", "told", "wrote", "according", "argued", "argues", "called", "warned", "urged", "asked"];

/// A judgement that no one in the sentence is named for.
fn judges(line: &Line<'_>) -> bool {
    if line.quotes().next().is_some() {
        return false;
    }
    let has = |list: &[&str]| {
        line.text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| {
            let lower = crate::text::lower_case(word);
            list.contains(&lower.as_ref())
        })
    };
    has(JUDGEMENTS) && !has(OWNERS)
}

/// Openings of a scene or a comment, not of news.
const SCENES: &[&str] = &[
    "it ",
    "it's ",
    "it’s ",
    "there ",
    "there's ",
    "there’s ",
    "imagine",
    "for years",
    "for decades",
    "not since",
    "call it",
    "forget",
    "meet ",
    "ever since",
    "once ",
    "when ",
    "while ",
    "if ",
    "even ",
    "despite ",
    "although ",
    "though ",
    "critics ",
    "experts ",
    "in a ",
    "in doing",
    "as ",
    "with ",
    "some ",
    "many ",
    "most ",
    "now ",
    "behind ",
    "two days ago",
    "last ",
    "late last",
];

/// How well a line opens the telling: not with somebody's words, a scene or an aside.
fn opens(line: &Line<'_>) -> f64 {
    let lower = line.text.to_lowercase();
    let quoted = lower.starts_with(['"', '“', '‘', '\'', '«']);
    let scene = SCENES.iter().any(|opening| lower.starts_with(opening)) || line.names().next().is_none();
    if quoted || scene { TEASER_LOSS } else { 1.0 }
}

/// The sentence that tells most by itself first, the others article by article, that of the first one before the rest.
fn in_reading_order<'m, 'a>(
    candidates: &Candidates<'m, 'a>,
    consensus: &Consensus<'_, '_, '_>,
    set: Vec<usize>,
) -> Vec<&'m Line<'a>> {
    let score = |at: usize| {
        let line = candidates.lines[at];
        consensus.score(&[at]) * candidates.priors[at] * opens(line) * if line.position == 0 { 1.0 } else { AFTER_LEAD }
    };
    let Some(first) = set.iter().copied().reduce(|best, at| if score(at) > score(best) { at } else { best }) else {
        return Vec::new();
    };
    let lead = candidates.lines[first];
    let mut told: Vec<&Line<'_>> = set.into_iter().filter(|at| *at != first).map(|at| candidates.lines[at]).collect();
    told.sort_by_key(|line| (line.article != lead.article, std::cmp::Reverse(line.article), line.position));
    told.insert(0, lead);
    told
}
