//! Which sentences tell a time. In: times with the lines that may tell them. Out: the chosen sentences, best first.
//! Never: the same wording twice, a heading, or a sentence too long to read.

use super::days::Ranked;
use super::lines::Line;
use super::{DatedSentence, Told};
use std::collections::BTreeSet;

/// Fewer words are a heading or a fragment, more are a list.
const WORDS_MIN: usize = 5;
const WORDS_MAX: usize = 60;
/// Sentences that a time has in reserve, should another time take one of its own.
const SPARE_SENTENCES: usize = 8;
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
    let order = |ranked| greedy(&candidates(told, lines, ranked), terms, sentences.saturating_add(SPARE_SENTENCES));
    let with_order = ranked.iter().map(|ranked| (ranked, order(ranked))).filter(|(_, order)| !order.is_empty());
    let orders: Vec<(&Ranked, Vec<&Line>)> = with_order.take(times).collect();
    let shares = shared_out(told, &orders, sentences);
    let dated = orders.iter().zip(shares).flat_map(|((ranked, _), share)| {
        let (time, score) = (&ranked.time, ranked.score);
        share.into_iter().map(move |line| DatedSentence {
            time: time.clone(),
            member: line.member,
            span: line.span,
            score,
        })
    });
    dated.collect()
}

/// Gives every time its next best sentence in turn, so that a wording that two times could have goes to one of them
/// and both have something; those with the fewest choose first.
fn shared_out<'l>(told: &[Told<'_>], orders: &[(&Ranked, Vec<&'l Line>)], sentences: usize) -> Vec<Vec<&'l Line>> {
    let mut used = BTreeSet::new();
    let mut shares: Vec<Vec<&Line>> = vec![Vec::new(); orders.len()];
    let mut left: Vec<_> = orders.iter().map(|(_, order)| order.iter().copied()).collect();
    let rounds = sentences.min(orders.iter().map(|(_, order)| order.len()).max().unwrap_or(0));
    let mut turns: Vec<usize> = (0..orders.len()).collect();
    turns.sort_by_key(|at| orders[*at].1.len());
    for _ in 0..rounds {
        for at in &turns {
            shares[*at].extend(left[*at].find(|line| used.insert(wording(told, line))));
        }
    }
    shares
}

fn wording<'a>(told: &[Told<'a>], line: &Line) -> &'a str {
    line.span.of(told[line.member].article.text())
}

/// The lines that may tell a time: whole sentences about what was asked, each wording once.
fn candidates<'l>(told: &[Told<'_>], lines: &'l [Line], ranked: &Ranked) -> Vec<&'l Line> {
    let mut seen = BTreeSet::new();
    let readable = ranked.lines.iter().map(|at| &lines[*at]).filter(|line| {
        let text = wording(told, line);
        let readable = line.about && (WORDS_MIN..=WORDS_MAX).contains(&line.words);
        readable && seen.insert(text)
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
