//! The small model of the stage: what counts how much when an article joins a story. In: lines of a name and a value.
//! Out: the weights. Never: a weight that is not learnt by `examples/train_group.rs` or explained here.

use std::sync::LazyLock;

/// What counts how much. Likeness is a cosine, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// A word that first stands so many letters into the text counts 1/√2 of one at the beginning.
    pub lead: f64,
    /// How much more a word counts that stands in the title …
    pub title: f64,
    /// … that is part of a name …
    pub name: f64,
    /// … that is a number.
    pub figure: f64,
    /// Share of the likeness of the two titles in that of two articles that have one.
    pub titles: f64,
    /// Likeness lost per natural logarithm of the days between two articles, the first day free.
    pub gap: f64,
    /// How much of the density around two articles is taken off their likeness: where all are alike, likeness says
    /// little (local scaling, as in cross-domain similarity local scaling, Conneau et al. 2018).
    pub density: f64,
    /// Density above this is a big story, no crowd of look-alikes.
    pub density_max: f64,
    /// Likeness of neighbours that an article does not have yet.
    pub density_unknown: f64,
    /// Likeness of two articles that are not among each other's nearest: this share of that of the farthest of these.
    pub missing: f64,
    /// What the likeness of names, figures and dates counts where two articles are in different languages.
    pub across: f64,
    /// Likeness that two articles gain by being in one story already.
    pub stays: f64,
    /// Two groups of articles are one story where their mean likeness, less the density around them, is at least this.
    pub joins_from: f64,
}

/// How many weights there are.
const COUNT: usize = 13;

impl Weights {
    /// The ones that are built in.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(include_str!("../../assets/group/weights.txt")).unwrap_or(Weights::zero()));
        &SHIPPED
    }

    /// Reads lines of a name and a value; `#` begins a comment. None where a weight is missing, unknown or no number.
    pub fn parse(lines: &str) -> Option<Self> {
        let mut weights = Self::zero();
        let mut found = 0;
        for line in lines.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let (name, value) = line.split_once(' ')?;
            let value: f64 = value.trim().parse().ok().filter(|value: &f64| value.is_finite())?;
            *weights.slots().into_iter().find(|(known, _)| *known == name)?.1 = value;
            found += 1;
        }
        (found == COUNT).then_some(weights)
    }

    /// The lines that [`Weights::parse`] reads.
    pub fn lines(&self) -> String {
        self.clone().slots().into_iter().map(|(name, value)| format!("{name} {value}\n")).collect()
    }

    /// Each weight with its name: for training.
    pub fn slots(&mut self) -> [(&'static str, &mut f64); COUNT] {
        [
            ("lead", &mut self.lead),
            ("title", &mut self.title),
            ("name", &mut self.name),
            ("figure", &mut self.figure),
            ("titles", &mut self.titles),
            ("gap", &mut self.gap),
            ("density", &mut self.density),
            ("density_max", &mut self.density_max),
            ("density_unknown", &mut self.density_unknown),
            ("missing", &mut self.missing),
            ("across", &mut self.across),
            ("stays", &mut self.stays),
            ("joins_from", &mut self.joins_from),
        ]
    }

    fn zero() -> Self {
        Self {
            lead: 1.0,
            title: 1.0,
            name: 1.0,
            figure: 1.0,
            titles: 0.0,
            gap: 0.0,
            density: 0.0,
            density_max: 1.0,
            density_unknown: 0.0,
            missing: 0.0,
            across: 0.0,
            stays: 0.0,
            joins_from: 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_read_and_written_alike() {
        let shipped = Weights::shipped();
        assert_ne!(*shipped, Weights::zero());
        assert_eq!(Weights::parse(&shipped.lines()).as_ref(), Some(shipped));
    }

    #[test]
    fn lines_with_a_fault_are_refused() {
        let lines = Weights::shipped().lines();
        for fault in [lines.replace("gap", "gab"), lines.replace("gap ", "gap x"), lines.replacen('\n', "\n#", 1)] {
            assert_eq!(Weights::parse(&fault), None, "{fault}");
        }
    }
}
