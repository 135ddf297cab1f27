//! Numbers of things and in names: "Boeing 737", "flight 204", "Five Live", lists, scores, and the pronoun "one". In: an amount.
//! Out: whether it is such a number. Never: dates and ages; those are in `refusals`.

use super::super::lexicon::{
    ALL_CAPITALS, CAPITAL, DEMONYM, DIGITS, HARMING, MARK, NUMBER, POSSESSIVE, SENTENCE_START, STATUS, STOP_WORD,
    TIME_UNIT, VAGUE,
};
use super::amounts::Amount;
use super::counted::is_plural;
use super::{COUNT, Reader};
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
    "volume",
    "scene",
    "paragraph",
    "clause",
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
    "rule",
    "amendment",
    "proposition",
    "size",
    "track",
    "photo",
    "image",
    "numbered",
    "ios",
    "android",
    "extension",
    "ext",
    "tel",
    "fax",
    "phone",
    "footnote",
    "item",
    "opus",
    "psalm",
    "verse",
    "exhibit",
    "interstate",
    "runway",
    "pier",
    "lane",
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

/// A row of numbers is looked through so far back, in tokens.
const ROW_TOKENS: usize = 12;

/// The same, but they also end a clause: a plural after the number says that it counts.
const NUMBERED_MAYBE: &[&str] = &[
    "line", "lines", "group", "unit", "part", "week", "day", "game", "area", "point", "question", "set", "test",
    "year", "plan", "option", "case", "series", "act", "figure", "study", "building", "edition", "build", "release",
    "update", "windows", "model", "schedule", "note", "class",
];

impl Reader<'_> {
    /// "Boeing 737", "Radio 2's", "Five Live", "flight 204", "number four".
    pub(super) fn is_in_a_name(&self, at: usize, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let to = amount.to;
        let counts = self.noun_follows(to)
            && (is_plural(tokens.low(to))
                || is_plural(tokens.low(to + 1)) && !tokens.is(to, STOP_WORD | MARK | CAPITAL));
        let counts = counts
            || self.language != "en" && self.noun_follows(to) && (!tokens.is(to, CAPITAL) || self.language == "de");
        let big = amount.scale > 1.0 || tokens.low(at).contains(',');
        self.is_numbered(at, amount, counts, big)
            || self.is_titled(at, amount, big)
            || self.is_named(at, amount, counts, big)
    }

    /// "flight 204", "a 737 jet", "the 5.0 update".
    fn is_numbered(&self, at: usize, amount: &Amount, counts: bool, big: bool) -> bool {
        let tokens = self.tokens;
        let (before, to) = (self.before(amount, 1), amount.to);
        let stop = usize::from(at > 1 && tokens.is_mark(at - 1, "."));
        let numbered = if stop == 1 && tokens.touches_next(at - 2) { tokens.low(at - 2) } else { before };
        if NUMBERED.contains(&numbered) && !big || !counts && !big && self.goes_on_numbers(at) {
            return true;
        }
        if NUMBERED_MAYBE.contains(&before) && !big && !counts {
            return true;
        }
        // "a 737 jet", "the 5.0 update"
        let low = tokens.low(at);
        let patch = matches!(tokens.low(to), "update" | "patch" | "firmware" | "version" | "release") && !big;
        let aircraft =
            patch || low.len() == 3 && low.starts_with('7') && low.ends_with('7') && !counts && self.noun_follows(to);
        // "2002.14": a year with the number of a footnote.
        let noted_year =
            low.len() > 5 && low.as_bytes().get(4) == Some(&b'.') && (1990.0..2035.0).contains(&amount.low) && !big;
        noted_year || tokens.is(at, DIGITS) && (aircraft || low.ends_with(".0") && !counts && !big)
    }

    /// "Boeing 737", "Standard and Poor's 500".
    fn is_named(&self, at: usize, amount: &Amount, counts: bool, big: bool) -> bool {
        let tokens = self.tokens;
        let to = amount.to;
        let plain = !tokens.low(at).contains('.') || amount.low >= 100.0;
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
        let opens_sentence = at > 0 && tokens.is(at - 1, SENTENCE_START);
        let named = capital_before
            && tokens.is(at, DIGITS)
            && !self.bound_word_before(at)
            && (!counts || tokens.is(at - 1, ALL_CAPITALS) && amount.low < 1000.0 || small)
            && !big
            && (plain || !opens_sentence || !tokens.is(to, STOP_WORD));
        named || owned
    }

    /// "Five Live", "50 Cent", "the Group of 20", "photo 3 of 12", "net zero".
    fn is_titled(&self, at: usize, amount: &Amount, big: bool) -> bool {
        let tokens = self.tokens;
        let (before, to, low) = (self.before(amount, 1), amount.to, tokens.low(at));
        let word_name = tokens.is(at, NUMBER)
            && tokens.is(at, CAPITAL)
            && at > 0
            && tokens.together(at - 1, at)
            && (!tokens.is(at - 1, MARK) || tokens.is(at - 1, POSSESSIVE))
            && amount.scale == 1.0;
        let title = tokens.is(at, NUMBER)
            && tokens.is(at, CAPITAL)
            && tokens.is(to, CAPITAL)
            && !tokens.is(to, DEMONYM)
            && !is_shouted(tokens.word(to));
        // "50 Cent", "the Group of 20", "the last 16"
        let singer = tokens.low(to) == "cent" && tokens.is(to, CAPITAL);
        let club = before == "of" && self.before(amount, 2) == "group" && at > 1 && tokens.is(at - 2, CAPITAL);
        let round = before == "last" && matches!(low, "16" | "eight" | "32" | "64") && !self.noun_follows(to);
        // "Photo 3 of 12"
        let paged = before == "of"
            && at > 2
            && tokens.is(at - 2, DIGITS)
            && tokens.is(at - 3, CAPITAL)
            && !tokens.is(at - 3, STOP_WORD | SENTENCE_START)
            && !big;
        let nothing = tokens.is(at, NUMBER)
            && amount.low == 0.0
            && (!is_plural(tokens.low(to)) || matches!(before, "net" | "ground" | "near" | "absolute" | "year"));
        // "Billions Bunker Group"
        let vague_name = tokens.is(at, VAGUE)
            && tokens.is(at, CAPITAL)
            && !tokens.is(at, SENTENCE_START)
            && tokens.is(to, CAPITAL)
            && !tokens.is(at.wrapping_sub(1), MARK);
        singer || club || round || paged || nothing || vague_name || word_name || title && amount.scale == 1.0
    }

    /// "Sections 114, 115 and 116", "aged 16 or 17": what a row of numbers begins with.
    fn goes_on_numbers(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let joins = |place: usize| {
            tokens.is(place, DIGITS) || matches!(tokens.word(place), "," | "and" | "or" | "to" | "–" | "-" | "&")
        };
        let first = (at.saturating_sub(ROW_TOKENS)..at).rev().take_while(|place| joins(*place)).last();
        let head = first.and_then(|first| first.checked_sub(1)).filter(|head| tokens.together(*head, at));
        head.is_some_and(|head| NUMBERED.contains(&tokens.low(head)))
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
        let headed = tokens.is(to, CAPITAL)
            && amount.low < 100.0
            && !is_plural(tokens.low(to))
            && !is_plural(tokens.low(to + 1))
            && !tokens.is(to, DEMONYM)
            && tokens.touches_next(to) == tokens.touches_next(at);
        // "three things: 1) the mill"
        let bracket = tokens.is_mark(to, ")")
            && tokens.touches_next(to - 1)
            && amount.unit == COUNT
            && !(at.saturating_sub(6)..at).any(|place| tokens.is_mark(place, "("));
        bracket || opens && (closed || alone || headed) || footnote
    }

    /// Scores, leads and margins, and "four walls".
    pub(super) fn is_sporting(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.to);
        // "a week or two"
        if self.before(amount, 1) == "or"
            && (3..5).any(|back| matches!(self.before(amount, back), "a" | "an"))
            && tokens.is(at, NUMBER)
            && !self.noun_follows(to)
        {
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
        let golf =
            matches!(tokens.low(to), "under" | "over") && (tokens.low(to + 1) == "par" || tokens.is(to + 1, MARK));
        let under_age = golf || matches!(tokens.low(to), "s");
        let loss_of = matches!(tokens.low(to), "for" | "to")
            && tokens.is(to + 1, DIGITS)
            && matches!(self.before(amount, 1), "won" | "lost" | "beat");
        score || score_end || margin || self.is_margin(amount, scored) || all || under_age || loss_of
    }

    /// "won by three goals", "153 for 6".
    fn is_margin(&self, amount: &Amount, scored: bool) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.to);
        let by = self.before(amount, 1) == "by"
            && scored
            && (2..6).any(|back| {
                matches!(
                    self.before(amount, back),
                    "won"
                        | "win"
                        | "wins"
                        | "winning"
                        | "lost"
                        | "lose"
                        | "beat"
                        | "beating"
                        | "victory"
                        | "defeat"
                        | "defeated"
                        | "lead"
                        | "led"
                        | "trail"
                        | "trailed"
                )
            });
        let innings = tokens.low(to) == "for" && tokens.is(to + 1, DIGITS) && tokens.is(at, DIGITS)
            || self.before(amount, 1) == "for" && at > 1 && tokens.is(at - 2, DIGITS) && tokens.is(at, DIGITS);
        // "six under par"
        by || innings
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
        let harmed = matches!(tokens.low(amount.to), "dead" | "killed" | "injured" | "wounded" | "missing" | "hurt");
        let pointed = matches!(before, "the" | "this" | "that" | "every" | "last" | "no");
        let state = tokens.is(from.wrapping_sub(1), HARMING) || harmed && !pointed;
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
