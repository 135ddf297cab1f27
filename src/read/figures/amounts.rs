//! Amounts: a number, or two that are a range, with the unit. In: the token where a number begins.
//! Out: values, unit and where it stands. Never: a bound word, or whether it is a figure at all.

use super::super::lexicon::{CAPITAL, Lexicon, MARK, MEASURE, MONEY, SCALE, STOP_WORD, VAGUE};
use super::super::numbers::{Written, written_at};
use super::counted::is_plural;
use super::{COUNT, Reader};

/// So far before "from N to M" stands what rose or fell.
const CHANGE_TOKENS: usize = 14;

/// What rises and falls.
const CHANGES: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "risen",
    "rising",
    "fell",
    "fall",
    "falls",
    "fallen",
    "falling",
    "cut",
    "cuts",
    "cutting",
    "raised",
    "raise",
    "raises",
    "raising",
    "increased",
    "increase",
    "increases",
    "increasing",
    "decreased",
    "decrease",
    "dropped",
    "drop",
    "drops",
    "dropping",
    "grew",
    "grow",
    "grown",
    "growing",
    "growth",
    "climbed",
    "climb",
    "jumped",
    "jump",
    "soared",
    "slipped",
    "declined",
    "decline",
    "reduced",
    "reduce",
    "reducing",
    "reduction",
    "lowered",
    "lower",
    "up",
    "down",
    "changed",
    "change",
    "went",
    "gone",
    "go",
    "moved",
    "expanded",
    "expand",
    "doubled",
    "tripled",
    "shrank",
    "shrunk",
    "widened",
    "narrowed",
    "improved",
    "advanced",
    "surged",
    "plunged",
    "tumbled",
    "eased",
    "edged",
    "boost",
    "boosted",
    "upgraded",
    "revised",
    "swelled",
    "downgraded",
];

/// A number with its unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    /// Value, or the lower of a range.
    pub(super) low: f64,
    /// The same, or the upper of a range.
    pub(super) high: f64,
    /// "dozens": nothing above.
    pub(super) is_vague: bool,
    /// "million" as a factor; 1 without.
    pub(super) scale: f64,
    /// What it is measured in.
    pub(super) unit: &'static str,
    /// First token, a sign of money taken along.
    pub(super) from: usize,
    /// The token after the number.
    pub(super) number_to: usize,
    /// The token after the unit.
    pub(super) to: usize,
    /// Where the figure ends inside its last token ("90" in "90-bed").
    pub(super) end_byte: Option<usize>,
    /// "two-thirds", "one in three".
    pub(super) is_share: bool,
}

impl Amount {
    /// A plain count of one number.
    pub(super) fn new(value: f64, from: usize, to: usize) -> Self {
        Self {
            low: value,
            high: value,
            is_vague: false,
            scale: 1.0,
            unit: COUNT,
            from,
            number_to: to,
            to,
            end_byte: None,
            is_share: false,
        }
    }

    /// Exactly one of something that has no unit.
    pub(super) fn is_one(&self) -> bool {
        self.unit == COUNT && self.low == 1.0 && self.high == 1.0 && !self.is_vague && !self.is_share
    }

    /// Whether it is a range.
    pub(super) fn is_range(&self) -> bool {
        self.low < self.high
    }

    fn times(mut self, factor: f64) -> Self {
        let exact = |value: f64| if factor < 1.0 { value / (1.0 / factor).round() } else { value * factor };
        (self.low, self.high) = (exact(self.low), exact(self.high));
        self
    }
}

impl Reader<'_> {
    /// The amount whose number begins at a token.
    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        let tokens = self.tokens;
        if let Some(share) = self.share(at) {
            return Some(share);
        }
        if let Some(vague) = tokens.is(at, VAGUE | SCALE).then(|| self.vague(at)).flatten() {
            return Some(vague);
        }
        if let Some(compound) = self.compound(at) {
            return Some(compound);
        }
        let lower = self.single(at)?;
        Some(self.range(at, lower).unwrap_or(lower))
    }

    /// One number with its unit.
    pub(super) fn single(&self, at: usize) -> Option<Amount> {
        if let Some(money) = self.glued_money(at) {
            return Some(money);
        }
        if let Some(half) = self.half_of_unit(at) {
            return Some(half);
        }
        let Written { value, scale, to, glued } = written_at(self.tokens, at, self.language)?;
        let plain = Amount { scale, ..Amount::new(value, at, to) };
        if glued > 0 {
            return self.glued_unit(plain, glued);
        }
        let signed = self.sign_before(at);
        // "gate 54B", "2K screens": a capital is a thousand or a billion only of money.
        let capital = to == at + 1
            && scale > 1.0
            && self.tokens.word(at).ends_with(['B', 'K', 'M', 'b'])
            && !self.tokens.low(at).ends_with("million");
        if capital && signed.is_none() && self.money_after(to).is_none() {
            return None;
        }
        if let Some(scaled) = self.half_glued_scale(plain, signed) {
            return Some(scaled);
        }
        if signed.is_none() && self.is_metres(&plain) {
            return Some(Amount { scale: 1.0, unit: "m", ..plain }.times(1e-6));
        }
        if let Some((unit, from)) = signed {
            let to = to + usize::from(self.is_sign_again(to, unit));
            let metres = self.tokens.low(to) == "m" && scale == 1.0;
            let factor = if metres { 1e6 } else { 1.0 };
            let to = to + usize::from(metres);
            return Some(Amount { unit, from, number_to: to, to, ..plain }.times(factor));
        }
        let (unit, factor, to) = self.unit_after(to, scale).unwrap_or((COUNT, 1.0, to));
        Some(Amount { unit, to, ..plain }.times(factor))
    }

    /// "half a percentage point", "half a mile".
    fn half_of_unit(&self, at: usize) -> Option<Amount> {
        let half = self.tokens.low(at) == "half" && matches!(self.tokens.low(at + 1), "a" | "an");
        let (unit, factor, to) = half.then(|| self.unit_after(at + 2, 1.0))??;
        (factor == 1.0).then(|| Amount { unit, to, ..Amount::new(0.5, at, at + 2) })
    }

    /// "2 million-barrel", "$3 billion-plus": the scale is glued to what follows.
    fn half_glued_scale(&self, plain: Amount, signed: Option<(&'static str, usize)>) -> Option<Amount> {
        let tokens = self.tokens;
        let (scale, rest) = tokens.low(plain.to).split_once('-').filter(|_| plain.scale == 1.0)?;
        let entry = Lexicon::of("en").entry(scale);
        if entry.classes & SCALE == 0 || !tokens.together(plain.to - 1, plain.to) {
            return None;
        }
        let power = 10f64.powi(i32::try_from(entry.value).ok()?);
        let measured = Lexicon::of("en").entry(rest);
        let known = signed.is_none() && measured.classes & (MEASURE | MONEY) != 0 && !measured.currency.is_empty();
        let (unit, from) = signed.unwrap_or((if known { measured.currency } else { COUNT }, plain.from));
        let end_byte = (!known).then(|| tokens.start(plain.to) + scale.len());
        let to = plain.to + 1;
        Some(Amount { scale: power, unit, from, number_to: to, to, end_byte, ..plain }.times(power))
    }

    /// "a 30m wave", "80m deep": metres, not millions.
    fn is_metres(&self, plain: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (plain.from, plain.to);
        if plain.scale != 1e6 || to != at + 1 || !tokens.word(at).ends_with('m') || tokens.low(at).ends_with("bm") {
            return false;
        }
        let dimension = matches!(
            tokens.low(to),
            "high"
                | "tall"
                | "deep"
                | "long"
                | "wide"
                | "thick"
                | "down"
                | "across"
                | "away"
                | "above"
                | "below"
                | "apart"
                | "from"
        );
        let article = at > 0 && matches!(tokens.low(at - 1), "a" | "an" | "the" | "its" | "this");
        let thing = !tokens.is(to, MARK | STOP_WORD | CAPITAL) && to < tokens.len() && !is_plural(tokens.low(to));
        // "jumped 8.03m"
        let jump = tokens.low(at).split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3)
            && !is_plural(tokens.low(to))
            && !is_plural(tokens.low(to + 1));
        dimension || article && thing || jump
    }

    /// "10 to 20", "between 10 and 20", "2–3 million", "two or three": both ends, and the scale and unit they share.
    fn range(&self, at: usize, lower: Amount) -> Option<Amount> {
        let tokens = self.tokens;
        let (join, next) = (tokens.word(lower.to), lower.to + 1);
        let before = lower.from.checked_sub(1).map_or("", |before| tokens.low(before));
        let joins = match join {
            // "rose 12 cents to 5.20 dollars" and "from 3 to 5" after a verb of change are two figures.
            "to" | "a" | "bis" | "à" | "до" => {
                let own_unit = lower.to > lower.number_to || lower.from < at;
                let share_from = before == "from" && lower.unit == super::PERCENT_UNIT;
                let apart = share_from || before == "by" && (own_unit || self.changes(lower.from));
                !apart && (!(before == "from" || own_unit) || !self.changes(lower.from))
            }
            "–" | "—" | "-" => tokens.touches_next(lower.to - 1) == tokens.touches_next(lower.to),
            "or" | "oder" | "ou" | "o" => lower.to == lower.number_to || lower.unit == COUNT,
            "and" | "und" | "et" | "y" | "e" | "и" => {
                matches!(before, "between" | "zwischen" | "entre" | "tra" | "между")
            }
            _ => false,
        };
        if !joins || !tokens.together(at, next) {
            return None;
        }
        let signed = usize::from(tokens.is(next, super::super::lexicon::MARK));
        let number = (next..=next + signed + 1).find(|place| written_at(tokens, *place, self.language).is_some())?;
        let upper = self.single(number).filter(|upper| upper.from <= next + 1 && !self.is_dated(number))?;
        let scale = if lower.scale == 1.0 { upper.scale } else { 1.0 };
        let unit = match (lower.unit, upper.unit) {
            (low, high) if low == high => high,
            (COUNT, high) => high,
            (low, COUNT) if self.sign_before(at).is_some() => low,
            _ => return None,
        };
        // "(1533–1592)"
        let years =
            |amount: Amount| (1000.0..2100.0).contains(&amount.low) && amount.unit == COUNT && amount.scale == 1.0;
        if years(lower) && years(upper) && !matches!(join, "to" | "or" | "and") && self.tokens.low(at).len() == 4 {
            return None;
        }
        // "4 or 1.2 million": what has no scale of its own shares it only when that keeps the order.
        let scale = if lower.low * scale < upper.high { scale } else { 1.0 };
        let minor = lower.unit == COUNT && super::units::is_minor(tokens.low(upper.to.wrapping_sub(1)));
        let low = lower.low * scale * if minor { 0.01 } else { 1.0 };
        (low < upper.high && !(join == "or" && upper.high > low * 10.0)).then_some(Amount {
            low,
            high: upper.high,
            unit,
            to: upper.to,
            number_to: upper.number_to,
            scale: upper.scale.max(lower.scale),
            end_byte: upper.end_byte,
            ..lower
        })
    }

    /// Whether something rises or falls before "from N to M": two figures then, not a range.
    fn changes(&self, from: usize) -> bool {
        let tokens = self.tokens;
        let near = (from.saturating_sub(CHANGE_TOKENS)..from).rev().take_while(|at| tokens.together(*at, from));
        near.into_iter().any(|at| CHANGES.contains(&tokens.low(at)))
    }

    /// "dozens", "hundreds of thousands", "a few hundred"; "scores" only before "of".
    fn vague(&self, at: usize) -> Option<Amount> {
        let tokens = self.tokens;
        let before = at.checked_sub(1).map_or("", |before| tokens.low(before));
        if !tokens.is(at, VAGUE) {
            if !matches!(before, "few" | "several" | "many") {
                return None;
            }
            let power = |at: usize| 10f64.powi(i32::try_from(tokens.value(at)).unwrap_or(0));
            let next = tokens.is(at + 1, SCALE) && tokens.together(at, at + 1);
            let value = 2.0 * power(at) * if next { power(at + 1) } else { 1.0 };
            let from = at - 1 - usize::from(before == "few" && at >= 2 && tokens.low(at - 2) == "a");
            let to = at + 1 + usize::from(next);
            let (unit, _, unit_to) = self.unit_after(to, value).unwrap_or((COUNT, 1.0, to));
            return Some(Amount { is_vague: true, scale: value, unit, to: unit_to, ..Amount::new(value, from, to) });
        }
        let mut value = tokens.value(at) as f64;
        let mut to = at + 1;
        let of = matches!(tokens.low(to), "of" | "de" | "von" | "di");
        if matches!(tokens.low(at), "scores" | "tens") && !of {
            return None;
        }
        // "hundreds and hundreds"
        if tokens.low(to) == "and" && tokens.low(to + 1) == tokens.low(at) {
            to += 2;
        }
        if of && tokens.is(to + 1, VAGUE) {
            value *= tokens.value(to + 1) as f64 / 2.0;
            to += 2;
        } else if tokens.low(at) == "tens" {
            return None;
        }
        let from = at - usize::from(matches!(before, "many" | "several"));
        // "millions of dollars", "thousands of feet"
        let of_unit = tokens.low(to) == "of" && !tokens.is(to + 1, super::super::lexicon::PERCENT);
        let measured = of_unit.then(|| self.unit_after(to + 1, value)).flatten();
        let (unit, unit_to) = measured.map_or((COUNT, to), |(unit, _, to)| (unit, to));
        Some(Amount { is_vague: true, scale: value, unit, to: unit_to, ..Amount::new(value, from, to) })
    }
}
