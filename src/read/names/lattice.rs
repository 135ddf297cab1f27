//! Which spans of a zone are names. In: spans with a score each. Out: probabilities, or the best choice of spans that do
//! not overlap. Never: a zone without an answer; no span at all is one, and scores nothing.
//! Method: a semi-Markov conditional random field of order zero (Sarawagi and Cohen 2004).

/// One span of a zone: tokens from one up to another (exclusive), counted from the zone's first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LatticeSpan {
    /// First token.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// The logarithm of the summed exponentials; spares the larger one the rounding.
pub fn log_sum(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + values.iter().map(|value| (value - most).exp()).sum::<f32>().ln()
}

/// What is known of a zone while it is learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Unknown.
    Open,
    /// It is a name.
    Name,
    /// It is none.
    NoName,
}

/// The probability that each span is a name, under what is known of some; nothing where that leaves no answer.
///
/// `spans` come by their first token. A token outside all chosen spans scores nothing.
pub fn marginals(width: usize, spans: &[LatticeSpan], scores: &[f32], known: &[Known]) -> Option<Vec<f32>> {
    let named = named_tokens(width, spans, known);
    let score = |place: usize| if known.get(place) == Some(&Known::NoName) { f32::NEG_INFINITY } else { scores[place] };
    // A token of a known name may not stand alone.
    let alone = |at: usize| if named[at] { f32::NEG_INFINITY } else { 0.0 };
    let mut inside = vec![f32::NEG_INFINITY; width + 1];
    inside[0] = 0.0;
    let mut next = 0;
    for at in 0..width {
        inside[at + 1] = log_sum(&[inside[at + 1], inside[at] + alone(at)]);
        while let Some(span) = spans.get(next).filter(|span| span.from == at) {
            inside[span.to] = log_sum(&[inside[span.to], inside[at] + score(next)]);
            next += 1;
        }
    }
    let mut outside = vec![f32::NEG_INFINITY; width + 1];
    outside[width] = 0.0;
    for at in (0..width).rev() {
        outside[at] = outside[at + 1] + alone(at);
        while next > 0 && spans[next - 1].from == at {
            next -= 1;
            outside[at] = log_sum(&[outside[at], outside[spans[next].to] + score(next)]);
        }
    }
    let sum = inside[width];
    let of = |(place, span): (usize, &LatticeSpan)| (inside[span.from] + score(place) + outside[span.to] - sum).exp();
    sum.is_finite().then(|| spans.iter().enumerate().map(of).collect())
}

fn named_tokens(width: usize, spans: &[LatticeSpan], known: &[Known]) -> Vec<bool> {
    let mut named = vec![false; width];
    for (span, _) in spans.iter().zip(known).filter(|(_, known)| **known == Known::Name) {
        named[span.from..span.to].fill(true);
    }
    named
}

/// The best choice of spans that do not overlap, by their places in the list.
pub(super) fn best(width: usize, spans: &[LatticeSpan], scores: &[f32], back: &mut Backward, chosen: &mut Vec<usize>) {
    back.sums.clear();
    back.sums.resize(width + 1, f32::NEG_INFINITY);
    back.spans.clear();
    back.spans.resize(width + 1, None);
    back.sums[0] = 0.0;
    let mut next = 0;
    for at in 0..width {
        let sum = back.sums[at];
        if sum > back.sums[at + 1] {
            (back.sums[at + 1], back.spans[at + 1]) = (sum, None);
        }
        while let Some(span) = spans.get(next).filter(|span| span.from == at) {
            if sum + scores[next] > back.sums[span.to] {
                (back.sums[span.to], back.spans[span.to]) = (sum + scores[next], Some(next));
            }
            next += 1;
        }
    }
    chosen.clear();
    let mut at = width;
    while at > 0 {
        match back.spans[at] {
            Some(span) => {
                chosen.push(span);
                at = spans[span].from;
            }
            None => at -= 1,
        }
    }
    chosen.reverse();
}

/// Room for `best`, used again for every zone.
#[derive(Debug, Default)]
pub(super) struct Backward {
    sums: Vec<f32>,
    spans: Vec<Option<usize>>,
}
