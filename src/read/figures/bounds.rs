//! Bounds: words before and after a number that say how exact it is. In: an amount. Out: the bound and where the figure begins
//! and ends with it. Never: the number itself.

use super::super::lexicon::{BOUND_ABOUT, BOUND_LOW, NUMBER};
use super::Reader;
use super::amounts::Amount;
use crate::model::Bound;

/// "About 300" means 270 to 330, "nearly 300" 270 to 300.
const ABOUT: f64 = 0.1;

/// Words after which "about" or "over" has its other meaning ("talk about two films", "a row over 300 jobs").
const TOPICS: &[&str] = &[
    "talk",
    "talks",
    "talking",
    "talked",
    "worried",
    "worry",
    "worries",
    "care",
    "forget",
    "complained",
    "learn",
    "concerned",
    "concern",
    "concerns",
    "think",
    "thinking",
    "know",
    "knows",
    "story",
    "stories",
    "book",
    "film",
    "questions",
    "question",
    "dispute",
    "row",
    "disputes",
    "control",
    "victory",
    "win",
    "wins",
    "lead",
    "anger",
    "fears",
    "debate",
    "information",
    "something",
    "speak",
    "speaking",
    "asked",
    "wrote",
    "writes",
    "argument",
    "advantage",
    "conflict",
    "played",
    "trial",
    "charged",
];

/// Verbs that are a lower bound and stay outside the figure.
const EXCEEDING: &[&str] = &[
    "topped",
    "tops",
    "topping",
    "exceeded",
    "exceeds",
    "exceed",
    "exceeding",
    "passed",
    "surpassed",
    "surpasses",
    "surpassing",
    "crossed",
];

impl Reader<'_> {
    /// The bound of an amount, and first and last token (exclusive) with it.
    pub(super) fn bounded(&self, amount: &Amount) -> (Bound, usize, usize) {
        if amount.is_vague {
            let (_, from) = self.bound_before(amount.from);
            return (Bound::AtLeast, from, amount.to);
        }
        if amount.is_range() {
            let between = self.tokens.low(amount.from.wrapping_sub(1));
            let between = matches!(between, "between" | "zwischen" | "entre" | "tra" | "между");
            let (bound, from) = self.bound_before(amount.from);
            let from = if between { amount.from - 1 } else { from };
            let from = if matches!(bound, Bound::About | Bound::Exact) || between { from } else { amount.from };
            return (Bound::Range, from, self.bound_after(amount.to).1);
        }
        let (bound, from) = self.bound_before(amount.from);
        let last = self.tokens.low(amount.to - 1);
        if amount.end_byte.is_none() && (last.ends_with("-odd") || last.ends_with("-plus")) {
            return (if last.ends_with("-odd") { Bound::About } else { Bound::AtLeast }, from, amount.to);
        }
        if bound != Bound::Exact {
            return (bound, from, amount.to);
        }
        let (after, to) = self.bound_after(amount.to);
        if after != Bound::Exact {
            return (after, from, to);
        }
        (self.exceeding(amount.from), from, to)
    }

    /// Whether a bound word stands before a token.
    pub(super) fn bound_word_before(&self, at: usize) -> bool {
        self.bound_before(at).0 != Bound::Exact
    }

    /// The bound that stands before a number, and where it begins.
    fn bound_before(&self, from: usize) -> (Bound, usize) {
        let (bound, words) = self.bound_words(from);
        if bound != Bound::Exact {
            return (bound, from - words);
        }
        // "about a 5 percent rise", "at least another 40", "an estimated $4 billion".
        let between = from.checked_sub(1).map_or("", |before| self.tokens.low(before));
        if matches!(between, "a" | "an" | "another" | "additional" | "further" | "as" | "the" | "his" | "her")
            && from > 1
        {
            let (bound, words) = self.bound_words(from - 1);
            let over_the = between == "the" && !matches!(self.tokens.low(from - 2), "nearly" | "almost");
            if bound != Bound::Exact && !over_the {
                return (bound, from - 1 - words);
            }
        }
        (Bound::Exact, from)
    }

    /// The bound and how many words it has.
    fn bound_words(&self, from: usize) -> (Bound, usize) {
        let tokens = self.tokens;
        let word = |back: usize| {
            from.checked_sub(back).filter(|at| tokens.together(*at, from)).map_or("", |at| tokens.low(at))
        };
        let (third, second, first) = (word(3), word(2), word(1));
        match (third, second, first) {
            ("no", "fewer" | "less" | "lower", "than") | ("not", "less" | "fewer", "than") => (Bound::AtLeast, 3),
            ("no" | "not", "more" | "greater" | "higher", "than") | ("a", "maximum" | "limit", "of") => {
                (Bound::AtMost, 3)
            }
            ("as", "many" | "much" | "high" | "large", "as") => (Bound::AtMost, 3),
            ("as", "few" | "little" | "low", "as") | ("in", "excess", "of") | ("a", "minimum", "of") => {
                (Bound::AtLeast, 3)
            }
            ("slightly" | "little", "more" | "over" | "above", "than") | ("just", "more", "than") => {
                (Bound::JustOver, 3)
            }
            ("slightly" | "little" | "just", "less" | "fewer", "than") => (Bound::Nearly, 3),
            ("the", "region" | "order", "of") => (Bound::About, 3),
            (
                "edged" | "went" | "go" | "goes" | "going" | "moved" | "crept" | "jumped" | "climbed" | "pushed"
                | "inched" | "ticked" | "adds" | "added" | "came" | "rose" | "shot" | "it",
                "up",
                "to",
            ) => (Bound::Exact, 0),
            _ => self.short_bound(from, second, first),
        }
    }

    fn short_bound(&self, from: usize, second: &str, first: &str) -> (Bound, usize) {
        match (second, first) {
            ("well" | "far" | "way" | "comfortably", "over" | "above") => (Bound::AtLeast, 2),
            ("just" | "slightly" | "little", "over" | "above") => (Bound::JustOver, 2),
            ("just" | "slightly" | "little", "under" | "below" | "short") => (Bound::Nearly, 2),
            ("close" | "closer" | "near", "to") => (Bound::Nearly, 2),
            ("at", "least") | ("more" | "greater" | "higher" | "better", "than") | ("upwards" | "north", "of") => {
                (Bound::AtLeast, 2)
            }
            ("up", "to") | ("at", "most") | ("less" | "fewer" | "lower", "than") => (Bound::AtMost, 2),
            ("an" | "is" | "some" | "was" | "at", "estimated") => (Bound::About, if second == "an" { 2 } else { 1 }),
            ("al" | "por lo", "menos") | ("au", "moins") | ("pelo" | "ao", "menos") | ("als", "mehr") => {
                (Bound::AtLeast, 2)
            }
            ("mehr", "als") | ("más" | "plus" | "mais", "de") | ("più", "di") | ("не", "менее") => {
                (Bound::AtLeast, 2)
            }
            ("bis", "zu") | ("weniger", "als") | ("menos" | "moins", "de") | ("meno" | "fino", "di" | "a") => {
                (Bound::AtMost, 2)
            }
            ("près" | "cerca" | "perto" | "alrededor", "de") | ("in", "etwa") => (Bound::About, 2),
            _ => self.single_bound(from, second, first),
        }
    }

    fn single_bound(&self, from: usize, second: &str, first: &str) -> (Bound, usize) {
        let topic = TOPICS.contains(&second);
        match first {
            "over" | "above" | "beyond" if topic => (Bound::Exact, 0),
            "over"
                if matches!(
                    second,
                    "all"
                        | "take"
                        | "took"
                        | "taken"
                        | "hand"
                        | "hands"
                        | "handed"
                        | "handing"
                        | "turned"
                        | "give"
                        | "gave"
                ) =>
            {
                (Bound::Exact, 0)
            }
            "about" | "around" if topic && self.tokens.is(from, NUMBER) => (Bound::Exact, 0),
            "over" | "above" | "exceeding" | "mindestens" | "über" | "almeno" | "oltre" | "более" | "minimum" => {
                (Bound::AtLeast, 1)
            }
            "under" | "below" | "maximal" | "höchstens" | "hasta" | "até" | "до" | "менее" => {
                (Bound::AtMost, 1)
            }
            "jusqu'à" | "jusqu’à" => (Bound::AtMost, 1),
            "nearly" | "almost" | "nearing" | "approaching" | "near" | "virtually" => (Bound::Nearly, 1),
            "knapp" | "fast" | "beinahe" | "casi" | "presque" | "quase" | "quasi" | "почти" => (Bound::Nearly, 1),
            _ if from > 0 && self.tokens.is(from - 1, BOUND_LOW) => (Bound::AtLeast, 1),
            _ if from > 0 && self.tokens.is(from - 1, BOUND_ABOUT) => (Bound::About, 1),
            _ => (Bound::Exact, 0),
        }
    }

    fn bound_after(&self, to: usize) -> (Bound, usize) {
        let tokens = self.tokens;
        if to == 0 || !tokens.together(to - 1, to) {
            return (Bound::Exact, to);
        }
        if tokens.is_mark(to, "+") && tokens.touches_next(to - 1) {
            return (Bound::AtLeast, to + 1);
        }
        match (tokens.low(to), tokens.low(to + 1)) {
            ("or", "more" | "over" | "above" | "higher" | "greater")
            | ("oder", "mehr")
            | ("ou", "plus" | "mais")
            | ("o", "más" | "più") => (Bound::AtLeast, to + 2),
            ("and", "over" | "above") => (Bound::AtLeast, to + 2),
            ("or", "less" | "fewer" | "under" | "below" | "lower") => (Bound::AtMost, to + 2),
            ("or", "so" | "thereabouts") => (Bound::About, to + 2),
            ("plus", _) if !tokens.is(to + 1, super::super::lexicon::DIGITS | NUMBER) && tokens.low(to + 1) != "a" => {
                (Bound::AtLeast, to + 1)
            }
            _ => (Bound::Exact, to),
        }
    }

    /// "topped 40", "start at $40": a lower bound that stays outside the figure.
    fn exceeding(&self, from: usize) -> Bound {
        let word = |back: usize| from.checked_sub(back).map_or("", |at| self.tokens.low(at));
        let starts =
            matches!(word(2), "start" | "starts" | "starting" | "begin" | "begins") && matches!(word(1), "at" | "from");
        if starts || EXCEEDING.contains(&word(1)) { Bound::AtLeast } else { Bound::Exact }
    }
}

/// The ends of an amount under a bound.
pub(super) fn ends(amount: &Amount, bound: Bound) -> (Option<f64>, Option<f64>) {
    let Amount { low, high, .. } = *amount;
    let (tenth_low, tenth_high) = ((low * ABOUT).abs(), (high * ABOUT).abs());
    match bound {
        Bound::AtLeast => (Some(low), None),
        Bound::AtMost => (None, Some(high)),
        Bound::About => (Some(low - tenth_low), Some(high + tenth_high)),
        Bound::Nearly => (Some(low - tenth_low), Some(high)),
        Bound::JustOver => (Some(low), Some(high + tenth_high)),
        Bound::Exact | Bound::Range => (Some(low), Some(high)),
    }
}
