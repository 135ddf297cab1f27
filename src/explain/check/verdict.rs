//! From findings to a verdict. In: the sentences of a claim, held against the sources. Out: outcome, score, reasons.
//! Never: "supported" where one of the tests that decide has failed.

use super::ground::{Cover, Ground, content};
use super::tokens::Line;
use super::{Finding, Held, Outcome, Test, Verdict};
use crate::model::Span;

// One setting for all kinds of claims. Chosen by hand between three kinds that pull apart: sentences of summaries made by
// systems (which need the splice test and nothing else), edited summaries of people (which need a low floor) and
// sentences of an encyclopedia (which need a higher floor and no splice test). Left out of the choice, the first kind has
// a balanced accuracy of .51 (.62 here), the second .65 (.66), the third .69 (.74): the splice test does not carry over.
/// Less of the claim's content words anywhere in the sources is another subject.
const KNOWN_MIN: f64 = 0.45;
/// Less in one window of the sources is another subject.
const WINDOW_MIN: f64 = 0.08;
/// A sentence that is made of nothing but the sources' words …
const DRAWN_KNOWN_MIN: f64 = 0.95;
/// … mostly in their pairs …
const DRAWN_PAIRS_MIN: f64 = 0.8;
/// … is a splice if its triples, content pairs and best sentence cover less than this on average.
const SPLICE_MAX: f64 = 0.9;
/// A clash counts as one only if the window tells of the same thing.
const CLASH_WINDOW_MIN: f64 = 0.5;
/// Score from which a claim is supported.
const SUPPORTED_FROM: f64 = 0.5;

/// Whether a sentence is put together from words of different places. One that a single sentence of a source holds in
/// the same order is only shortened.
pub(super) fn spliced(claim: &Line, window: &[Line], cover: &Cover) -> Vec<Finding> {
    let drawn = cover.known >= DRAWN_KNOWN_MIN && cover.pairs >= DRAWN_PAIRS_MIN;
    let order = (cover.triples + cover.content_pairs + cover.sentence_share) / 3.0;
    if !drawn || order >= SPLICE_MAX || window.iter().any(|line| holds_in_order(line, claim)) {
        return Vec::new();
    }
    vec![Finding::new(Test::Splice, false, "words of the source put together in another way".to_owned())]
}

/// Whether a sentence has all content words of another in their order.
fn holds_in_order(line: &Line, claim: &Line) -> bool {
    let mut there = content(&line.tokens).into_iter();
    content(&claim.tokens).into_iter().all(|stem| there.any(|other| other == stem))
}

/// Whether a finding of this kind decides; the others are said, and do not.
fn decides(test: Test) -> bool {
    !matches!(test, Test::Absolute)
}

/// The verdict on a claim of one or more sentences.
pub(super) fn of(held: &[Held], ground: &Ground) -> Verdict {
    let mean = |share: fn(&Cover) -> f64| held.iter().map(|held| share(&held.cover)).sum::<f64>() / held.len() as f64;
    let strength = held.iter().map(|held| strength(&held.cover)).fold(1.0, f64::min);
    let mut findings: Vec<&Finding> = held.iter().flat_map(|held| &held.findings).collect();
    findings.sort_by_key(|finding| finding.test);
    let other_subject = mean(|cover| cover.known) < KNOWN_MIN || mean(|cover| cover.window_share) < WINDOW_MIN;
    let failed = other_subject || findings.iter().any(|finding| decides(finding.test));
    let clash = held.iter().any(|held| {
        held.cover.window_share >= CLASH_WINDOW_MIN
            && held.findings.iter().any(|finding| finding.clash && decides(finding.test))
    });
    let mut reasons: Vec<String> = findings.iter().map(|finding| finding.reason.clone()).collect();
    reasons.dedup();
    if other_subject {
        reasons.push("too little of it in the source".to_owned());
    }
    reasons.push(format!("cover {strength:.2}"));
    Verdict {
        outcome: match (failed, clash) {
            (false, _) => Outcome::Supported,
            (true, true) => Outcome::Contradicted,
            (true, false) => Outcome::NotFound,
        },
        score: if failed {
            strength * SUPPORTED_FROM * 0.99
        } else {
            SUPPORTED_FROM + strength * (1.0 - SUPPORTED_FROM)
        },
        reasons,
        spans: held.iter().filter_map(|held| span(&held.cover, ground)).collect(),
    }
}

/// How much of a sentence stands in the sources: words in one place, and word order.
fn strength(cover: &Cover) -> f64 {
    (cover.window_share + cover.sentence_share + cover.triples + cover.content_pairs) / 4.0
}

fn span(cover: &Cover, ground: &Ground) -> Option<(usize, Span)> {
    let lines = ground.lines.get(cover.window.clone())?;
    let (first, last) = (lines.first()?, lines.last()?);
    Some((first.source, Span::new(first.span.start(), last.span.end())?))
}
