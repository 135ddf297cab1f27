//! Units: what stands after a number that it is measured in. In: the token after the number. Out: the unit's one name, the
//! factor that brings the number to it, and the token after it. Never: money's country; that is in `money`.

use super::super::lexicon::{CAPITAL, MEASURE, PERCENT};
use super::amounts::Amount;
use super::{COUNT, PERCENT_UNIT, Reader};

/// What a number is measured in, what it is multiplied by, and the token after it.
pub(super) type Unit = (&'static str, f64, usize);

/// Indices have points; in sport they are a count.
const INDEX_WORDS: &[&str] = &[
    "index",
    "dow",
    "nikkei",
    "ftse",
    "nasdaq",
    "dax",
    "sensex",
    "industrials",
    "composite",
    "hang",
    "aspi",
    "footsie",
    "cac",
    "ibex",
    "topix",
    "kospi",
    "indices",
    "bourse",
    "sharemarket",
    "stocks",
    "s&p",
];

/// So many tokens around a number may name the index.
const INDEX_TOKENS: usize = 30;

/// Words for a hundredth of the money.
pub(super) fn is_minor(word: &str) -> bool {
    matches!(word, "cts" | "ct" | "cents" | "cent" | "pence" | "p" | "centimes" | "céntimos" | "centesimi" | "центов")
}

impl Reader<'_> {
    /// The unit after a number.
    pub(super) fn unit_after(&self, to: usize, scale: f64) -> Option<Unit> {
        let tokens = self.tokens;
        if !tokens.together(to.checked_sub(1)?, to) {
            return None;
        }
        // "2 Mio. Tonnen": the stop of a shortened scale.
        let stop = tokens.is_mark(to, ".")
            && matches!(tokens.low(to - 1), "mio" | "mrd" | "млн" | "млрд" | "тыс")
            && tokens.together(to, to + 1);
        if stop {
            return self.unit_after_words(to + 1, scale);
        }
        self.unit_after_words(to, scale)
    }

    fn unit_after_words(&self, to: usize, scale: f64) -> Option<Unit> {
        self.share_unit(to)
            .or_else(|| self.money_of(to, scale))
            .or_else(|| self.minor_money(to, scale))
            .or_else(|| self.money_after(to))
            .or_else(|| self.magnitude(to))
            .or_else(|| self.measure(to))
            .or_else(|| self.points(to))
    }

    /// "%", "per cent", "percentage points", "basis points".
    fn share_unit(&self, to: usize) -> Option<Unit> {
        let tokens = self.tokens;
        let points =
            |at: usize| matches!(tokens.low(at), "point" | "points" | "punkte" | "puntos" | "pontos" | "punti");
        if tokens.is_mark(to, "%") || tokens.is(to, PERCENT) {
            let pointed = points(to + 1);
            return Some((if pointed { "percentage_point" } else { PERCENT_UNIT }, 1.0, to + 1 + usize::from(pointed)));
        }
        let next = tokens.low(to + 1);
        match tokens.low(to) {
            "per" | "por" | "pour" | "pro" if matches!(next, "cent" | "ciento" | "cento") => {
                let pointed = points(to + 2);
                Some((if pointed { "percentage_point" } else { PERCENT_UNIT }, 1.0, to + 2 + usize::from(pointed)))
            }
            "percentage" if points(to + 1) => Some(("percentage_point", 1.0, to + 2)),
            "prozentpunkte" | "prozentpunkten" => Some(("percentage_point", 1.0, to + 1)),
            "basis" if points(to + 1) => Some(("basis_point", 1.0, to + 2)),
            "bps" => Some(("basis_point", 1.0, to + 1)),
            _ => None,
        }
    }

    /// "km", "square miles", "barrels a day", "degrees Celsius".
    fn measure(&self, to: usize) -> Option<Unit> {
        let tokens = self.tokens;
        let name = |at: usize| tokens.get(at).map_or("", |token| token.currency);
        let low = tokens.low(to);
        if tokens.is_mark(to, "°") {
            let scale = matches!(tokens.low(to + 1), "c" | "f") && tokens.is(to + 1, CAPITAL);
            return Some(("degree", 1.0, to + 1 + usize::from(scale)));
        }
        if matches!(low, "square" | "sq" | "cubic" | "long" | "short" | "metric") && tokens.is(to + 1, MEASURE) {
            return Some((combined(low, name(to + 1))?, 1.0, to + 2));
        }
        if low == "b" && tokens.is_mark(to + 1, "/") && tokens.low(to + 2) == "d" {
            return Some(("bpd", 1.0, to + 3));
        }
        if low == "kilowatt" && tokens.low(to + 1).starts_with("hour") {
            return Some(("kwh", 1.0, to + 2));
        }
        if self.is_weight(to) {
            return Some(("pound_weight", 1.0, to + 1));
        }
        if !tokens.is(to, MEASURE) || name(to).is_empty() || low == "in" || tokens.is(to, CAPITAL) && low == "m" {
            return None;
        }
        Some(self.rate(to, name(to)))
    }

    /// "barrels per day", "miles an hour", "km/h".
    fn rate(&self, to: usize, unit: &'static str) -> Unit {
        let tokens = self.tokens;
        let per = matches!(tokens.low(to + 1), "per" | "a" | "an") || tokens.is_mark(to + 1, "/");
        let time = if per { tokens.low(to + 2) } else { "" };
        match (unit, time) {
            ("barrel", "day" | "d") => ("bpd", 1.0, to + 3),
            ("mile", "hour") => ("mph", 1.0, to + 3),
            ("km", "hour" | "h") => ("kph", 1.0, to + 3),
            ("degree", _) => {
                let scale = matches!(tokens.low(to + 1), "celsius" | "fahrenheit" | "centigrade" | "c" | "f");
                ("degree", 1.0, to + 1 + usize::from(scale))
            }
            _ => (unit, 1.0, to + 1),
        }
    }

    /// "pounds" that are weight, not money: where the text weighs, or something is measured by them.
    pub(super) fn is_weight(&self, to: usize) -> bool {
        let tokens = self.tokens;
        let pounds = matches!(tokens.low(to), "pound" | "pounds");
        let weighs = |at: usize| {
            let word = tokens.low(at);
            word.starts_with("weigh")
                || word.starts_with("heav")
                || matches!(
                    word,
                    "overweight"
                        | "ounces"
                        | "lost"
                        | "warhead"
                        | "warheads"
                        | "bomb"
                        | "bombs"
                        | "explosives"
                        | "payload"
                        | "luggage"
                )
        };
        pounds && (to.saturating_sub(8)..to + 4).any(|at| tokens.together(at, to) && weighs(at))
    }

    /// "5.2 on the Richter scale", "6.1-magnitude", "magnitude 6.1".
    fn magnitude(&self, to: usize) -> Option<Unit> {
        let tokens = self.tokens;
        if matches!(tokens.low(to), "magnitude" | "richter") {
            return Some(("magnitude", 1.0, to + 1));
        }
        let on_the = tokens.low(to) == "on" && tokens.low(to + 1) == "the";
        let richter = (to + 2..to + 4).find(|at| tokens.low(*at) == "richter").filter(|_| on_the);
        if let Some(richter) = richter {
            return Some(("magnitude", 1.0, richter + 1 + usize::from(tokens.low(richter + 1) == "scale")));
        }
        let before = (1..=3).any(|back| to > back && matches!(tokens.low(to - 1 - back), "magnitude"));
        before.then_some(("magnitude", 1.0, to))
    }

    /// Points of an index.
    fn points(&self, to: usize) -> Option<Unit> {
        let tokens = self.tokens;
        let points = matches!(tokens.low(to), "points" | "point" | "pts");
        (points && self.is_by_index(to)).then(|| ("points", 1.0, to + 1))
    }

    /// Whether the sentence speaks of an index near a token.
    pub(super) fn is_by_index(&self, at: usize) -> bool {
        let tokens = self.tokens;
        (at.saturating_sub(INDEX_TOKENS)..at + INDEX_TOKENS)
            .any(|near| INDEX_WORDS.contains(&tokens.low(near)) && tokens.together(near, at))
    }

    /// "80p", "16kg": a unit that stands in the word of the number.
    pub(super) fn glued_unit(&self, plain: Amount, glued: usize) -> Option<Amount> {
        let word = self.tokens.low(plain.number_to - 1);
        // "3G" and the network "802.11g" are no weights.
        if glued == 1 && (self.tokens.word(plain.number_to - 1).ends_with('G') || word == "802.11g") {
            return None;
        }
        let ending = word.get(word.len().checked_sub(glued)?..)?;
        let (unit, factor) = match ending {
            "p" => ("GBP", 0.01),
            "pc" | "pct" => (PERCENT_UNIT, 1.0),
            "ft" => ("foot", 1.0),
            "lb" | "lbs" => ("pound_weight", 1.0),
            "oz" => ("ounce", 1.0),
            "ha" => ("hectare", 1.0),
            "c" if self.tokens.word(plain.number_to - 1).ends_with('C') => ("degree", 1.0),
            "c" => return None,
            _ => (super::super::lexicon::Lexicon::of("en").entry(ending).currency, 1.0),
        };
        let value = if factor < 1.0 { plain.low / 100.0 } else { plain.low };
        Some(Amount { unit: if unit.is_empty() { COUNT } else { unit }, low: value, high: value, ..plain })
    }
}

/// "square mile", "cubic foot", "short ton".
fn combined(first: &str, unit: &str) -> Option<&'static str> {
    Some(match (first, unit) {
        ("square" | "sq", "km") => "km2",
        ("square" | "sq", "m") => "m2",
        ("square" | "sq", "mile") => "square_mile",
        ("square" | "sq", "foot") => "square_foot",
        ("square" | "sq", "yard") => "square_yard",
        ("square" | "sq", "inch") => "square_inch",
        ("cubic", "m") => "m3",
        ("cubic", "foot") => "cubic_foot",
        ("cubic", "yard") => "cubic_yard",
        ("cubic", "km") => "km3",
        ("metric", "ton" | "tonne") => "tonne",
        ("long" | "short", "ton") => "ton",
        _ => return None,
    })
}
