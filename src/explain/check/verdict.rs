//! From findings to a verdict. In: the sentences of a claim, held against the sources. Out: outcome, score, reasons.
//! Never: "supported" where one of the tests that decide has failed.

use super::ground::{Cover, Ground, content};
use super::tokens::Line;
use super::{Finding, Held, Outcome, Test, Verdict};
use crate::model::Span;

// One setting for all kinds of claims: sentences of summaries made by systems, edited summaries of people, sentences of an
// encyclopedia.
// A summary of a talk says in other words what a text about a text repeats, so that the floors differ.
/// Less of the claim's content words in written sources, in these or other words, is another subject …
const AKIN_MIN: f64 = 0.78;
/// … and so is less cover. Both chosen on 349 claims with evidence (WiCE, of which no text is here), whose balanced accuracy
/// is .757 to .765 for .74 to .82 here and .74 to .76 for .08 to .12 of cover; 714 sentences of summaries gain .01 by them.
const COVER_MIN: f64 = 0.1;
/// The same for a talk or a letter; any value from .6 to .7 does within .003 on three kinds of edited summaries.
const AKIN_SPOKEN_MIN: f64 = 0.64;
/// A sentence that is made of nothing but the sources' words …
const DRAWN_KNOWN_MIN: f64 = 0.95;
/// … mostly in their pairs …
const DRAWN_PAIRS_MIN: f64 = 0.8;
/// … is a splice if its triples, content pairs and best sentence cover less than this on average.
const SPLICE_MAX: f64 = 0.9;
/// A sentence with so many words left out is still one of the source.
const LEFT_OUT_WORDS_MAX: usize = 6;
/// A clash counts as one only if the window tells of the same thing.
const CLASH_WINDOW_MIN: f64 = 0.5;
/// What is left of the score where a test of what is said (not of how it is put together) failed.
const FAILED_SHARE: f64 = 0.5;

/// Whether a sentence is put together from words of different places. One that a single sentence of a source holds in
/// the same order is only shortened.
pub(super) fn spliced(claim: &Line, window: &[Line], cover: &Cover) -> Vec<Finding> {
    let drawn = cover.known >= DRAWN_KNOWN_MIN && cover.pairs >= DRAWN_PAIRS_MIN;
    let order = (cover.triples + cover.content_pairs + cover.sentence_share) / 3.0;
    if !drawn
        || order >= SPLICE_MAX
        || window.iter().any(|line| holds_in_order(line, claim))
        || shortened(claim, window)
    {
        return Vec::new();
    }
    vec![Finding::new(Test::Splice, false, "words of the source put together in another way".to_owned())]
}

/// Whether a sentence is a run of neighbouring sentences but for a few words left out.
fn shortened(claim: &Line, window: &[Line]) -> bool {
    let there: Vec<u32> = window.iter().flat_map(|line| &line.tokens).map(|token| token.stem).collect();
    let Some(first) = claim.tokens.first() else { return false };
    there.iter().enumerate().filter(|(_, stem)| **stem == first.stem).any(|(start, _)| {
        let mut rest = there[start..].iter().take(claim.tokens.len() + LEFT_OUT_WORDS_MAX);
        claim.tokens.iter().all(|token| rest.any(|stem| *stem == token.stem))
    })
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

/// Whether a finding of this kind says that something else is told, not that the same is told more firmly or in parts.
fn states_otherwise(test: Test) -> bool {
    decides(test) && !matches!(test, Test::Splice | Test::Attribution | Test::Tail | Test::Modality)
}

/// The verdict on a claim of one or more sentences.
pub(super) fn of(held: &[Held], ground: &Ground) -> Verdict {
    let mean = |share: fn(&Cover) -> f64| held.iter().map(|held| share(&held.cover)).sum::<f64>() / held.len() as f64;
    let strength = mean(strength);
    let mut findings: Vec<&Finding> = held.iter().flat_map(|held| &held.findings).collect();
    findings.sort_by_key(|finding| finding.test);
    let akin_min = if ground.spoken { AKIN_SPOKEN_MIN } else { AKIN_MIN };
    let other_subject = mean(|cover| cover.akin) < akin_min || (!ground.spoken && strength < COVER_MIN);
    let failed = other_subject || findings.iter().any(|finding| decides(finding.test));
    let wrong = findings.iter().any(|finding| states_otherwise(finding.test));
    let clash = held.iter().any(|held| {
        held.cover.window_share >= CLASH_WINDOW_MIN
            && held.findings.iter().any(|finding| finding.clash && decides(finding.test))
    });
    let mut reasons: Vec<String> = findings.iter().map(|finding| finding.reason.clone()).collect();
    reasons.dedup();
    if other_subject {
        reasons.push("too little of it in the source".to_owned());
    }
    reasons.push(format!("words {:.2}, cover {strength:.2}", mean(|cover| cover.akin)));
    Verdict {
        outcome: match (failed, clash) {
            (false, _) => Outcome::Supported,
            (true, true) => Outcome::Contradicted,
            (true, false) => Outcome::NotFound,
        },
        score: if wrong { strength * FAILED_SHARE } else { strength },
        reasons,
        spans: held.iter().filter_map(|held| span(&held.cover, ground)).collect(),
    }
}

/// How much of a sentence stands in the sources: words in one place, and word order. All count the same: weights learnt on
/// one kind of claims turn their sign on the next.
fn strength(cover: &Cover) -> f64 {
    let words = cover.window_share + cover.sentence_share;
    (words + cover.triples + cover.fours + cover.content_pairs + cover.order) / 6.0
}

fn span(cover: &Cover, ground: &Ground) -> Option<(usize, Span)> {
    let lines = ground.lines.get(cover.window.clone())?;
    let (first, last) = (lines.first()?, lines.last()?);
    Some((first.source, Span::new(first.span.start(), last.span.end())?))
}
