//! Which sentences tell a time. In: times with the lines that may tell them. Out: the chosen sentences, best first.
//! Never: the same wording twice, a heading, or a sentence too long to read.

use super::days::Ranked;
use super::lines::Line;
use super::{DatedSentence, Told};
use std::collections::BTreeSet;

/// Fewer words are a heading or a fragment, more are a list.
const WORDS_MIN: usize = 5;
const WORDS_MAX: usize = 60;
/// Lines that are compared for one time; more only cost time.
const LINES_MAX: usize = 600;
/// Cosine over which a sentence says again what a chosen one says (.5 to .8 are alike on four topics).
const SAME_COSINE: f64 = 0.6;

/// The sentences of the first `times` times that have any.
pub(super) fn choose(
    told: &[Told<'_>],
    lines: &[Line],
    ranked: &[Ranked],
    times: usize,
    sentences: usize,
) -> Vec<DatedSentence> {
    let terms = lines.iter().flat_map(|line| &line.vector).map(|(term, _)| *term as usize + 1).max().unwrap_or(0);
    let (mut used, mut chosen, mut told_times) = (BTreeSet::new(), Vec::new(), 0);
    for ranked in ranked {
        if told_times == times {
            break;
        }
        let candidates = candidates(told, lines, ranked, &used);
        let best = greedy(&candidates, terms, sentences);
        told_times += usize::from(!best.is_empty());
        for line in best {
            used.insert(wording(told, line));
            let (time, score) = (ranked.time.clone(), ranked.score);
            chosen.push(DatedSentence { time, member: line.member, span: line.span, score });
        }
    }
    chosen
}

fn wording<'a>(told: &[Told<'a>], line: &Line) -> &'a str {
    line.span.of(told[line.member].article.text())
}

/// The lines that may tell a time: whole sentences about what was asked, each wording once.
fn candidates<'l>(told: &[Told<'_>], lines: &'l [Line], ranked: &Ranked, used: &BTreeSet<&str>) -> Vec<&'l Line> {
    let mut seen = BTreeSet::new();
    let readable = ranked.lines.iter().map(|at| &lines[*at]).filter(|line| {
        let text = wording(told, line);
        let readable = line.about && (WORDS_MIN..=WORDS_MAX).contains(&line.words);
        readable && !used.contains(text) && seen.insert(text)
    });
    readable.take(LINES_MAX).collect()
}

/// Adds, again and again, the line that brings the sum of the chosen closest to the centre of all.
fn greedy<'l>(candidates: &[&'l Line], terms: usize, wanted: usize) -> Vec<&'l Line> {
    let mut centre = vec![0.0; terms];
    for line in candidates {
        add(&mut centre, &line.vector);
    }
    let central: Vec<f64> = candidates.iter().map(|line| dot(&centre, &line.vector)).collect();
    let mut open: Vec<usize> = (0..candidates.len()).collect();
    let (mut sum, mut sum_square, mut sum_central) = (vec![0.0; terms], 0.0, 0.0);
    let mut chosen: Vec<&Line> = Vec::new();
    while chosen.len() < wanted {
        let closeness = |at: usize| {
            let square: f64 = sum_square + 2.0 * dot(&sum, &candidates[at].vector) + 1.0;
            (sum_central + central[at]) / square.sqrt()
        };
        let best = open.iter().map(|at| (closeness(*at), *at)).fold(None, better);
        let Some((_, best)) = best else { break };
        let line = candidates[best];
        sum_square += 2.0 * dot(&sum, &line.vector) + 1.0;
        sum_central += central[best];
        add(&mut sum, &line.vector);
        open.retain(|at| cosine(&candidates[*at].vector, &line.vector) <= SAME_COSINE && *at != best);
        chosen.push(line);
    }
    chosen
}

/// The larger of two; the earlier of equals.
fn better(best: Option<(f64, usize)>, next: (f64, usize)) -> Option<(f64, usize)> {
    match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    }
}

fn add(sum: &mut [f64], vector: &[(u32, f64)]) {
    for (term, weight) in vector {
        sum[*term as usize] += weight;
    }
}

fn dot(dense: &[f64], vector: &[(u32, f64)]) -> f64 {
    vector.iter().map(|(term, weight)| dense[*term as usize] * weight).sum()
}

/// Cosine of two vectors of length one.
fn cosine(left: &[(u32, f64)], right: &[(u32, f64)]) -> f64 {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut sum = 0.0;
    while let (Some((a, x)), Some((b, y))) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                sum += x * y;
                left.next();
                right.next();
            }
        }
    }
    sum
}
