//! Numbers of things and in names: "Boeing 737", "flight 204", "Five Live", lists, scores, and the pronoun "one". In: an amount.
//! Out: whether it is such a number. Never: dates and ages; those are in `refusals`.

use super::super::lexicon::{
    ALL_CAPITALS, CAPITAL, DEMONYM, DIGITS, HARMING, MARK, NUMBER, POSSESSIVE, SENTENCE_START, STATUS, STOP_WORD,
    TIME_UNIT,
};
use super::Reader;
use super::amounts::Amount;
use super::counted::is_plural;
use crate::model::Bound;

/// Words before a number that make it a name of something.
const NUMBERED: &[&str] = &[
    "no",
    "nos",
    "p",
    "pp",
    "aisle",
    "number",
    "numbers",
    "flight",
    "route",
    "highway",
    "page",
    "pages",
    "chapter",
    "article",
    "articles",
    "section",
    "sections",
    "version",
    "room",
    "phase",
    "age",
    "aged",
    "ages",
    "channel",
    "ward",
    "resolution",
    "top",
    "level",
    "grade",
    "tier",
    "stage",
    "round",
    "lap",
    "hole",
    "step",
    "category",
    "type",
    "platform",
    "gate",
    "district",
    "zone",
    "episode",
    "series",
    "volume",
    "act",
    "scene",
    "paragraph",
    "clause",
    "figure",
    "table",
    "chart",
    "rank",
    "ranked",
    "seed",
    "bus",
    "apartment",
    "suite",
    "seat",
    "formula",
    "appendix",
    "annex",
    "schedule",
    "rule",
    "amendment",
    "proposition",
    "class",
    "size",
    "track",
    "photo",
    "image",
    "turned",
    "turning",
    "numbered",
    "update",
    "ios",
    "android",
    "windows",
    "build",
    "release",
    "model",
    "edition",
    "extension",
    "ext",
    "tel",
    "fax",
    "phone",
    "footnote",
    "note",
    "item",
    "study",
    "opus",
    "psalm",
    "verse",
    "exhibit",
    "interstate",
    "runway",
    "pier",
    "lane",
    "building",
    "block",
    "flat",
    "box",
    "pin",
    "code",
    "nummer",
    "nr",
    "número",
    "numéro",
];

/// The same, but they also end a clause: a plural after the number says that it counts.
const NUMBERED_MAYBE: &[&str] = &[
    "line", "lines", "group", "unit", "part", "week", "day", "game", "area", "point", "question", "set", "test",
    "year", "plan", "option", "case",
];

impl Reader<'_> {
    /// "Boeing 737", "Radio 2's", "Five Live", "flight 204", "number four".
    pub(super) fn is_in_a_name(&self, at: usize, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let before = self.before(amount, 1);
        let to = amount.to;
        let stop = usize::from(at > 1 && tokens.is_mark(at - 1, "."));
        let numbered = if stop == 1 && tokens.touches_next(at - 2) { tokens.low(at - 2) } else { before };
        let counts = self.noun_follows(to)
            && (is_plural(tokens.low(to))
                || is_plural(tokens.low(to + 1)) && !tokens.is(to, STOP_WORD | MARK | CAPITAL));
        let counts = counts
            || self.language != "en" && self.noun_follows(to) && (!tokens.is(to, CAPITAL) || self.language == "de");
        let big = amount.scale > 1.0 || tokens.low(at).contains(',');
        let plain = !tokens.low(at).contains('.') || amount.low >= 100.0;
        if NUMBERED.contains(&numbered)
            && !big
            && !(matches!(
                numbered,
                "series"
                    | "no"
                    | "top"
                    | "act"
                    | "turned"
                    | "figure"
                    | "study"
                    | "plan"
                    | "building"
                    | "edition"
                    | "build"
                    | "release"
                    | "update"
                    | "windows"
                    | "model"
                    | "schedule"
                    | "note"
                    | "class"
            ) && stop == 0
                && counts
                && numbered != "no"
                && numbered != "top")
        {
            return true;
        }
        if NUMBERED_MAYBE.contains(&before) && !big && !counts {
            return true;
        }
        let inner = at > 0 && tokens.word(at - 1).chars().any(char::is_uppercase);
        let capital_before = at > 0
            && (tokens.is(at - 1, CAPITAL) || inner)
            && !tokens.is(at - 1, STOP_WORD | STATUS | HARMING)
            && tokens.together(at - 1, at);
        let owned = at > 1
            && tokens.is(at - 1, POSSESSIVE)
            && tokens.is(at - 2, CAPITAL)
            && tokens.is(at, DIGITS)
            && !counts
            && !self.small_noun(to);
        let small = amount.low < 10.0;
        // "a 737 jet", "the 5.0 update"
        let low = tokens.low(at);
        let aircraft = low.len() == 3 && low.starts_with('7') && low.ends_with('7') && !counts && self.noun_follows(to);
        if tokens.is(at, DIGITS) && (aircraft || low.ends_with(".0") && !counts && !big) {
            return true;
        }
        let opens_sentence = at > 0 && tokens.is(at - 1, SENTENCE_START);
        let named = capital_before
            && tokens.is(at, DIGITS)
            && !self.bound_word_before(at)
            && (!counts || tokens.is(at - 1, ALL_CAPITALS) && amount.low < 1000.0 || small)
            && !big
            && (plain || !opens_sentence || !tokens.is(to, STOP_WORD));
        let word_name = tokens.is(at, NUMBER)
            && tokens.is(at, CAPITAL)
            && at > 0
            && tokens.together(at - 1, at)
            && !tokens.is(at - 1, MARK)
            && amount.scale == 1.0;
        let title = tokens.is(at, NUMBER)
            && tokens.is(at, CAPITAL)
            && tokens.is(to, CAPITAL)
            && !is_plural(tokens.low(to))
            && !tokens.is(to, DEMONYM)
            && !is_shouted(tokens.word(to));
        named || owned || word_name || title && amount.scale == 1.0
    }

    /// "1. Open the lid", "(4)", "6)".
    pub(super) fn is_list_number(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.to);
        if !tokens.is(at, DIGITS) || amount.scale > 1.0 {
            return false;
        }
        let opens = tokens.is(at, SENTENCE_START);
        let closed =
            matches!(tokens.word(to), ")" | ":" | "]") || tokens.is_mark(to, ".") && tokens.touches_next(to - 1);
        let alone = !tokens.together(at, to);
        let footnote = at > 0
            && matches!(tokens.word(at - 1), "[" | "(")
            && matches!(tokens.word(to), "]" | ")")
            && amount.low < 1000.0;
        opens && (closed || alone) || footnote
    }

    /// Scores, leads and margins, and "four walls".
    pub(super) fn is_sporting(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.to);
        // "a week or two"
        if self.before(amount, 1) == "or" && matches!(self.before(amount, 3), "a" | "an") && tokens.is(at, NUMBER) {
            return true;
        }
        let score = matches!(tokens.word(to), "-" | "–")
            && tokens.touches_next(to - 1)
            && tokens.touches_next(to)
            && tokens.is(to + 1, DIGITS);
        let score_end = at > 1
            && matches!(tokens.word(at - 1), "-" | "–")
            && tokens.touches_next(at - 1)
            && tokens.touches_next(at - 2)
            && tokens.is(at - 2, DIGITS);
        let scored = matches!(
            tokens.low(to),
            "point"
                | "points"
                | "goal"
                | "goals"
                | "shots"
                | "shot"
                | "strokes"
                | "stroke"
                | "places"
                | "wickets"
                | "runs"
                | "lengths"
        );
        let margin = scored
            && matches!(
                tokens.low(to + 1),
                "ahead"
                    | "behind"
                    | "clear"
                    | "above"
                    | "below"
                    | "adrift"
                    | "lead"
                    | "deficit"
                    | "advantage"
                    | "margin"
                    | "win"
                    | "victory"
                    | "off"
            );
        let all = tokens.low(to) == "all" && tokens.is(at, DIGITS);
        let under_age = matches!(tokens.low(to), "s");
        let loss_of = matches!(tokens.low(to), "for" | "to")
            && tokens.is(to + 1, DIGITS)
            && matches!(self.before(amount, 1), "won" | "lost" | "beat");
        score || score_end || margin || all || under_age || loss_of
    }

    /// Whether a "one" is a number: "only one bridge", "one dead", "one voucher for each four"; not "one of them", "one neighbour said".
    pub(super) fn one_counts(&self, at: usize, from: usize, amount: &Amount, bound: Bound) -> bool {
        let tokens = self.tokens;
        if tokens.is(at, DIGITS) {
            return true;
        }
        if self.language != "en" || amount.to >= tokens.len() || tokens.is(amount.to, MARK) {
            return bound != Bound::Exact && self.language == "en";
        }
        let before = from.checked_sub(1).map_or("", |before| tokens.low(before));
        if tokens.low(amount.to) == "of" {
            return bound != Bound::Exact;
        }
        let limited = matches!(before, "only" | "just" | "exactly" | "than") || bound != Bound::Exact;
        let state = tokens.is(from.wrapping_sub(1), HARMING) || tokens.is(amount.to, STATUS);
        let person =
            tokens.low(amount.to) == "person" && (tokens.is(amount.to + 1, STATUS) || tokens.is(amount.to + 2, STATUS));
        let each = (amount.to + 1..amount.to + 8)
            .take_while(|place| tokens.together(at, *place) && !tokens.is(*place, MARK))
            .any(|place| {
                matches!(tokens.low(place), "for" | "per" | "to") && matches!(tokens.low(place + 1), "each" | "every")
            });
        let exchanged = matches!(before, "into" | "after")
            && !matches!(tokens.low(amount.to), "another" | "day" | "point" | "place" | "time" | "way")
            && !tokens.is(amount.to, STOP_WORD | TIME_UNIT);
        limited || state || person || each || exchanged
    }
}

fn is_shouted(word: &str) -> bool {
    word.chars().all(|letter| !letter.is_lowercase())
}
