//! Figures: numbers with their bounds, their unit and what they count. In: tokens, and which of them are dates.
//! Out: spans with values. Never: dates, ages, times of day, ordinals, scores, phone or version numbers, or numbers of things.

use super::lexicon::{
    AUXILIARY, BOUND_ABOUT, BOUND_LOW, CAPITAL, Classes, DEMONYM, DIGITS, HARMING, MARK, MEASURE, MONEY, MONTH, NUMBER,
    PERCENT, SAYING, SCALE, STATUS, STOP_WORD, VAGUE,
};
use super::numbers::{Number, number_at, plain_digits};
use super::tokens::Tokens;
use crate::model::Figure;

/// "About 300" means 270 to 330.
const ABOUT: f64 = 0.1;

/// So many words of a counted noun phrase are taken.
const NOUN_WORDS_MAX: usize = 4;

/// What states a number counts people in, by the value of a harming verb.
const HARMS: [&str; 5] = ["killed", "injured", "arrested", "freed", "displaced"];

/// Words before a number that make it a name of something.
const NUMBERED: &[&str] = &[
    "no",
    "number",
    "flight",
    "route",
    "highway",
    "page",
    "chapter",
    "article",
    "section",
    "version",
    "room",
    "line",
    "phase",
    "group",
    "age",
    "aged",
    "chapter",
    "channel",
    "unit",
    "ward",
    "resolution",
];

/// Words between a count and the number that it reaches.
const COUNT_REACHES: &[&str] = &["to", "at", "is", "was", "reached", "hit", "exceeded", "passed"];

/// So far before a number stands what is counted ("the number of people detained in the old town since Monday rose to").
const COUNT_TOKENS_MAX: usize = 14;

/// Words after a number that make it a time of day.
const CLOCK: &[&str] = &["a.m", "p.m", "am", "pm", "o'clock", "o’clock", "gmt", "utc", "uhr"];

/// Whether the ends of a figure are known.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    Exact,
    AtLeast,
    AtMost,
    About,
}

/// The figures of a text.
pub(super) fn figures(tokens: &Tokens, dated: &[bool], language: &str) -> Vec<Figure> {
    let reader = Reader { tokens, dated, language };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let opens = tokens.is(at, DIGITS | NUMBER | VAGUE)
            || matches!(tokens.low(at), "a" | "half")
            || tokens.low(at).contains('-');
        let figure = if opens && !reader.is_dated(at) { reader.figure(at) } else { None };
        match figure {
            Some((figure, to)) => {
                found.push(figure);
                at = to.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    dated: &'a [bool],
    language: &'a str,
}

impl Reader<'_> {
    fn is_dated(&self, at: usize) -> bool {
        self.dated.get(at).copied().unwrap_or(false)
    }

    fn figure(&self, at: usize) -> Option<(Figure, usize)> {
        let (low, high, vague, to) = self.values(at)?;
        let (unit, to, from) = self.unit(at, to)?;
        if unit == "count" && self.is_no_amount(at, to) {
            return None;
        }
        let (bound, from) = self.bound_before(from);
        let (bound, to) = if bound == Bound::Exact { self.bound_after(to) } else { (bound, to) };
        let (low, high) = if vague { (Some(low), None) } else { limits(low, high, bound) };
        let of = self.counted(from, to, &unit);
        if of.is_empty() && unit == "count" && self.tokens.is(at, NUMBER) && self.tokens.value(at) == 1 {
            return None;
        }
        Some((Figure { span: self.tokens.span(from, to)?, low, high, unit, of }, to))
    }

    /// Lower and upper value, whether they are vague, and the token after them.
    fn values(&self, at: usize) -> Option<(f64, f64, bool, usize)> {
        let tokens = self.tokens;
        if tokens.is(at, VAGUE) {
            return self.vague(at);
        }
        if tokens.low(at).contains('-') && tokens.is(at, DIGITS) {
            let (low, high) = tokens.low(at).split_once('-')?;
            let (low, high) = (plain_digits(low, self.language)?, plain_digits(high, self.language)?);
            let scale =
                if tokens.is(at + 1, SCALE) { 10f64.powi(i32::try_from(tokens.value(at + 1)).ok()?) } else { 1.0 };
            // "3-2" is a score, "555-1234" a telephone.
            let range = low >= 5.0 && low < high && high <= low * 20.0 && !(low >= 100.0 && high >= low * 2.0);
            return range.then_some((low * scale, high * scale, false, at + 1 + usize::from(scale > 1.0)));
        }
        let Number { value, to } = number_at(tokens, at, self.language)?;
        match self.upper(at, value, to) {
            Some(upper) => Some((value * upper.1, upper.0.value, false, upper.0.to)),
            None => Some((value, value, false, to)),
        }
    }

    /// "10 to 20", "between 10 and 20", "2–3 million": the upper number, and the scale that the lower one shares.
    fn upper(&self, at: usize, low: f64, to: usize) -> Option<(Number, f64)> {
        let tokens = self.tokens;
        let between = tokens.low(at.wrapping_sub(1)) == "between";
        let joins = matches!(tokens.word(to), "to" | "–") || between && tokens.low(to) == "and";
        let at_upper = to + 1 + usize::from(tokens.is_mark(to + 1, "$"));
        let number =
            joins.then(|| number_at(tokens, at_upper, self.language))?.filter(|_| tokens.together(at, at_upper))?;
        let own_scale = (at..to).any(|place| tokens.is(place, SCALE));
        let scale = if own_scale || !tokens.is(number.to - 1, SCALE) {
            1.0
        } else {
            10f64.powi(i32::try_from(tokens.value(number.to - 1)).ok()?)
        };
        (low * scale < number.value && !self.is_dated(at_upper)).then_some((number, scale))
    }

    /// "dozens", "hundreds of thousands"; "scores" only before "of".
    fn vague(&self, at: usize) -> Option<(f64, f64, bool, usize)> {
        let tokens = self.tokens;
        let mut value = tokens.value(at) as f64;
        let mut to = at + 1;
        if tokens.low(at) == "scores" && tokens.low(to) != "of" {
            return None;
        }
        if tokens.low(to) == "of" && tokens.is(to + 1, VAGUE) {
            value *= tokens.value(to + 1) as f64 / 2.0;
            to += 2;
        }
        Some((value, value, true, to))
    }

    /// The unit, the token after it, and where the figure begins with its sign.
    fn unit(&self, at: usize, to: usize) -> Option<(String, usize, usize)> {
        let tokens = self.tokens;
        let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
        let sign = match before {
            "$" => Some("USD"),
            "€" => Some("EUR"),
            "£" => Some("GBP"),
            "¥" => Some("JPY"),
            "₹" => Some("INR"),
            "฿" => Some("THB"),
            _ => None,
        };
        if let Some(code) = sign {
            let prefixed = at >= 2
                && matches!(tokens.low(at - 2), "us" | "a" | "c" | "hk" | "nz" | "s")
                && tokens.touches_next(at - 2);
            let code = match (prefixed, tokens.low(at.wrapping_sub(2))) {
                (true, "a") => "AUD",
                (true, "c") => "CAD",
                (true, "hk") => "HKD",
                (true, "nz") => "NZD",
                (true, "s") => "SGD",
                _ => code,
            };
            return Some((code.to_owned(), to, at - 1 - usize::from(prefixed)));
        }
        let word = |place: usize, classes: Classes| tokens.is(place, classes) && tokens.together(at, place);
        if tokens.is_mark(to, "%") || word(to, PERCENT) {
            return Some(("percent".to_owned(), to + 1, at));
        }
        if tokens.low(to) == "per" && tokens.low(to + 1) == "cent" || tokens.low(to) == "percentage" {
            return Some(("percent".to_owned(), to + 2, at));
        }
        if let Some(places) = self.money(to) {
            return Some((tokens.get(places).map_or("", |token| token.currency).to_owned(), places + 1, at));
        }
        if word(to, MEASURE) {
            let square = matches!(tokens.low(to), "square" | "cubic");
            return Some((tokens.low(to + usize::from(square)).to_owned(), to + 1, at));
        }
        matches!(tokens.low(to), "square" | "cubic")
            .then(|| (format!("{} {}", tokens.low(to), tokens.low(to + 1)), to + 2, at))
            .or_else(|| Some(("count".to_owned(), to, at)))
    }

    /// "dollars", "US dollars", "Thai baht": where the money word stands.
    fn money(&self, to: usize) -> Option<usize> {
        let tokens = self.tokens;
        (to..to + 2).find(|place| {
            tokens.is(*place, MONEY)
                && (*place == to || tokens.is(to, DEMONYM | CAPITAL))
                && tokens.together(to, *place)
        })
    }

    /// Times of day, ages, numbers of things.
    fn is_no_amount(&self, at: usize, to: usize) -> bool {
        let tokens = self.tokens;
        let before = at.checked_sub(1).map_or("", |before| tokens.low(before));
        let clock = CLOCK.contains(&tokens.low(to))
            || tokens.is_mark(to, ":") && tokens.touches_next(to - 1) && tokens.is(to + 1, DIGITS);
        let after_colon =
            at >= 2 && tokens.is_mark(at - 1, ":") && tokens.is(at - 2, DIGITS) && tokens.touches_next(at - 1);
        let glued = at > 0
            && tokens.is(at - 1, MARK)
            && tokens.touches_next(at - 1)
            && matches!(tokens.word(at - 1), "#" | "/" | "-" | "." | "_" | "@" | "+");
        let glued_after =
            tokens.touches_next(to - 1) && matches!(tokens.word(to), "/" | "-" | "_" | "@" | ":") && to < tokens.len();
        let age = tokens.is_mark(at.wrapping_sub(1), ",")
            && matches!(tokens.word(to), "," | ".")
            && at >= 2
            && tokens.is(at - 2, CAPITAL);
        let after_name =
            at > 0 && tokens.is(at - 1, CAPITAL) && !tokens.is(at - 1, STOP_WORD) && tokens.together(at - 1, at);
        let counts = self.noun_end(to, to).checked_sub(1).is_some_and(|last| last >= to && is_plural(tokens.low(last)));
        let named = after_name && tokens.is(at, DIGITS) && !counts;
        let pronoun =
            tokens.is(at, NUMBER) && tokens.value(at) == 1 && (tokens.is(to, MARK | STOP_WORD) || to >= tokens.len());
        let part_of_date = tokens.is(at.wrapping_sub(1), MONTH) && tokens.is(at - 1, CAPITAL);
        clock
            || after_colon
            || glued
            || glued_after
            || age
            || named
            || pronoun
            || part_of_date
            || NUMBERED.contains(&before)
    }

    /// The bound that stands before a number, and where it begins.
    fn bound_before(&self, from: usize) -> (Bound, usize) {
        let tokens = self.tokens;
        let word = |back: usize| from.checked_sub(back).map_or("", |place| tokens.low(place));
        let (bound, words) = match (word(3), word(2), word(1)) {
            ("no", "fewer" | "less", "than") | ("not", "less", "than") => (Bound::AtLeast, 3),
            ("no" | "not", "more", "than") | ("as", "many" | "much", "as") => (Bound::AtMost, 3),
            (_, "at", "least") | (_, "more" | "greater" | "higher", "than") | (_, "upwards", "of") => {
                (Bound::AtLeast, 2)
            }
            (_, "up", "to") | (_, "at", "most") | (_, "less" | "fewer" | "lower", "than") => (Bound::AtMost, 2),
            (_, "an", "estimated") | (_, "close", "to") => (Bound::About, 2),
            (_, "mindestens" | "más" | "plus" | "mehr", "als" | "de") => (Bound::AtLeast, 2),
            (_, _, "over" | "exceeding" | "mindestens" | "über") => (Bound::AtLeast, 1),
            (_, _, "under" | "below") => (Bound::AtMost, 1),
            (_, "al", "menos") | (_, "au", "moins") | (_, "pelo", "menos") | (_, "almeno", _) => (Bound::AtLeast, 2),
            _ if from > 0 && tokens.is(from - 1, BOUND_LOW) => (Bound::AtLeast, 1),
            _ if from > 0 && tokens.is(from - 1, BOUND_ABOUT) => (Bound::About, 1),
            _ => (Bound::Exact, 0),
        };
        (bound, from - words)
    }

    fn bound_after(&self, to: usize) -> (Bound, usize) {
        match (self.tokens.low(to), self.tokens.low(to + 1)) {
            ("or", "more") => (Bound::AtLeast, to + 2),
            ("or", "less" | "fewer") => (Bound::AtMost, to + 2),
            ("or", "so") => (Bound::About, to + 2),
            _ => (Bound::Exact, to),
        }
    }

    /// What is counted: the noun phrase after the number, with the state that people are in.
    fn counted(&self, from: usize, to: usize, unit: &str) -> String {
        let tokens = self.tokens;
        let mut start = to;
        if tokens.low(start) == "of" {
            start += 1;
            start += usize::from(matches!(tokens.low(start), "the" | "its" | "their" | "all" | "those" | "these"));
        } else if unit != "count" {
            return String::new();
        }
        let end = self.noun_end(start, to);
        let noun =
            (start..end).map(|place| tokens.low(place)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let state = self.state(from, end);
        match (noun.as_str(), state) {
            ("", Some(state)) if unit == "count" => format!("people {state}"),
            (_, Some(state)) if unit == "count" => format!("{noun} {state}"),
            ("", None) if unit == "count" => self.counted_before(from).unwrap_or_default(),
            _ => noun,
        }
    }

    /// "the number of people detained in the city rose to 12", "the death toll stands at 12".
    fn counted_before(&self, from: usize) -> Option<String> {
        let tokens = self.tokens;
        if !COUNT_REACHES.contains(&tokens.low(from.checked_sub(1)?)) {
            return None;
        }
        let near = (from.saturating_sub(COUNT_TOKENS_MAX)..from).rev().filter(|place| tokens.together(*place, from));
        let head =
            near.into_iter().find(|place| matches!(tokens.low(*place), "number" | "count" | "tally" | "toll"))?;
        if tokens.low(head) == "toll" {
            return (tokens.low(head.checked_sub(1)?) == "death").then(|| "people killed".to_owned());
        }
        let start = head + 2;
        let end = self.noun_end(start, start);
        if tokens.low(head + 1) != "of" || end <= start || end >= from {
            return None;
        }
        let noun = (start..end).map(|place| tokens.low(place)).collect::<Vec<_>>().join(" ");
        Some(match self.state(start, end) {
            Some(state) => format!("{noun} {state}"),
            None => noun,
        })
    }

    /// Words up to the first that looks like a plural; one word where none does.
    fn noun_end(&self, start: usize, number_end: usize) -> usize {
        let tokens = self.tokens;
        let fits = |place: usize| {
            tokens.together(number_end.saturating_sub(1), place)
                && !tokens.is(place, MARK | STOP_WORD | STATUS | AUXILIARY | SAYING | DIGITS | NUMBER)
                && (!tokens.is(place, CAPITAL) || tokens.is(place, DEMONYM))
        };
        let last = (start..start + NOUN_WORDS_MAX).take_while(|place| fits(*place)).count() + start;
        let plural = (start..last).find(|place| is_plural(tokens.low(*place)));
        plural.map_or_else(|| last.min(start + 1), |place| place + 1)
    }

    /// "12 were killed", "12 dead", "killing 12": killed.
    fn state(&self, from: usize, end: usize) -> Option<&str> {
        let tokens = self.tokens;
        if from > 0 && tokens.is(from - 1, HARMING) {
            return HARMS.get(usize::try_from(tokens.value(from - 1) - 1).ok()?).copied();
        }
        let after = (end..end + 3)
            .take_while(|place| tokens.is(*place, AUXILIARY) || *place == end)
            .find(|place| tokens.is(*place, STATUS));
        let after = after.or_else(|| {
            (end..end + 2)
                .find(|place| tokens.is(*place, STATUS) && (end..*place).all(|place| tokens.is(place, AUXILIARY)))
        });
        let auxiliary = tokens.is(end, AUXILIARY) && tokens.is(end + 1, STATUS);
        let place = after.or(auxiliary.then_some(end + 1))?;
        match tokens.low(place) {
            "dead" => Some("killed"),
            "hurt" | "wounded" => Some("injured"),
            word => Some(word),
        }
    }
}

fn limits(low: f64, high: f64, bound: Bound) -> (Option<f64>, Option<f64>) {
    match bound {
        Bound::Exact => (Some(low), Some(high)),
        Bound::AtLeast => (Some(low), None),
        Bound::AtMost => (None, Some(high)),
        Bound::About => (Some(low - (low * ABOUT).abs()), Some(high + (high * ABOUT).abs())),
    }
}

fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "personnel"
            | "crew"
            | "others"
            | "staff"
            | "feet"
            | "fish"
            | "cattle"
            | "menschen"
            | "personas"
    ) || word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("ous")
}

#[cfg(test)]
mod tests;
