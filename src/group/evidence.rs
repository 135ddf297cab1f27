//! Does an article belong to a story? In: how alike they are in several ways. Out: a likelihood.
//! Never: a single threshold on one cosine; texts are short or long and stories alike or not.

/// Seconds of a day.
const DAY_SECONDS: f64 = 86_400.0;
/// The most days that count.
const DAYS_MAX: f64 = 30.0;
/// An article joins from this likelihood on.
pub(super) const JOINS_FROM: f64 = 0.5;
/// How many features there are.
pub const FEATURES: usize = 9;

/// Weight of each feature, in the order of [`Evidence::features`], and the constant: logistic regression over three
/// labelled sets that weigh the same (long dated texts, long texts mostly undated, undated excerpts), replayed with the
/// true decisions by `examples/train_group.rs`; then, because a free run splits slow stories and joins short texts too
/// readily, the two weights of time were halved and that of length doubled, by trial on the three sets together.
const WEIGHTS: [f64; FEATURES] = [9.65, 8.47, 3.43, 0.28, 0.73, -0.4, 0.1, 0.6, -20.1];
const CONSTANT: f64 = -3.74;

/// In what an article and a story are alike.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Evidence {
    /// Cosine of all words to the sum of the story.
    pub story: f64,
    /// Best cosine of all words to one member.
    pub member: f64,
    /// Best cosine of titles to one member.
    pub title: f64,
    /// Best cosine of the words of names to one member.
    pub names: f64,
    /// Best cosine of numbers to one member.
    pub figures: f64,
    /// Seconds from the newest member, where both are dated.
    pub newest: Option<i64>,
    /// Seconds from the oldest member, where both are dated.
    pub oldest: Option<i64>,
    /// Distinct terms of the article.
    pub terms: usize,
    /// How alike the article is to the other stories near to it: where all are alike, likeness says little.
    pub rivals: f64,
}

impl Evidence {
    /// The features that the likelihood is made of.
    pub fn features(&self) -> [f64; FEATURES] {
        [
            self.story,
            self.member,
            self.title,
            self.names,
            self.figures,
            days(self.newest).ln_1p(),
            days(self.oldest).ln_1p(),
            (self.terms as f64).ln_1p() - 4.0,
            self.rivals,
        ]
    }

    /// How likely the article belongs to the story: 0 to 1. Rounded, so that the order of a sum never shows.
    pub fn likelihood(&self) -> f64 {
        let sum: f64 = self.features().iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum();
        let likelihood = 1.0 / (1.0 + (-(sum + CONSTANT)).exp());
        (likelihood * 1e9).round() / 1e9
    }
}

fn days(seconds: Option<i64>) -> f64 {
    seconds.map_or(0.0, |seconds| (seconds.abs() as f64 / DAY_SECONDS).min(DAYS_MAX))
}
