//! Seeded chance. In: a seed. Out: the same numbers every time. Never: a clock or the machine's own chance.

/// A row of numbers that its seed alone decides (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any whole number.
    pub(crate) fn whole(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// From 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.whole() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From 0 to below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.share() * end as f64) as usize
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// A rank from 0 to below `end`, each as likely as 1 / (rank + shift): the law of Zipf and Mandelbrot.
    pub(crate) fn zipf(&mut self, end: usize, shift: f64) -> usize {
        let rank = shift * ((end as f64 + shift) / shift).powf(self.share()) - shift;
        (rank as usize).min(end.saturating_sub(1))
    }
}

/// A number that two others decide.
pub(crate) fn of(seed: u64, which: u64) -> u64 {
    mixed(seed ^ mixed(which.wrapping_add(0x9e37_79b9_7f4a_7c15)))
}

fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
