//! What the sentence says of a figure besides: status, group, place, time, who says it, what it is a part of. In: the figures of a
//! text. Out: the same with these. Never: a word of another sentence; every search is bounded.

use super::super::lexicon::{
    CAPITAL, DEMONYM, DETERMINER, DIGITS, MARK, MONTH, NUMBER, PLACE, PLACE_CUE, PLACE_WORD, POSSESSIVE, PREPOSITION,
    PRONOUN, SAYING, STATUS, STOP_WORD, WEEKDAY,
};
use super::{COUNT, Counted, Reader, bounds};
use crate::model::{Figure, Precision, Span, Status};

/// So far to either side of a figure its sentence is searched, in tokens.
const REACH: usize = 40;

/// A place or a state stands nearer to what is counted.
const NEAR: usize = 14;

/// "now" dates nothing.
const NOW_BYTES: usize = 3;

/// So far before a number stands how sure it is.
const SURE_TOKENS: usize = 8;

/// A speaker has no more words than this.
const SPEAKER_TOKENS: usize = 10;

/// Words of giving a number, besides those of speaking.
const GIVING: &[&str] = &[
    "found",
    "finds",
    "shows",
    "showed",
    "estimates",
    "expects",
    "forecasts",
    "recommends",
    "recommended",
    "reckons",
    "believes",
    "believe",
    "threatened",
    "registered",
    "speculated",
];

/// Words before a number that takes its unit from the figure before it ("to 1.8 billion pounds from 1.5 billion").
const COMPARING: &[&str] = &[
    "from", "to", "vs", "versus", "against", "with", "down", "up", "by", "than", "was", "were", "is", "and", "rose",
    "fell", "lost", "gained", "or", "nearly", "about", "at", "of",
];

impl Reader<'_> {
    /// A number that leaves out what its neighbour in the same comparison says takes it over.
    pub(super) fn take_over(&self, found: &mut [Counted]) {
        for at in 1..found.len() {
            let (before, rest) = found.split_at_mut(at);
            let Some(figure) = rest.first_mut() else { continue };
            if !self.is_bare(figure) {
                continue;
            }
            // A scaled number looks past shares for the sum that it compares with, another only to the figure before it.
            let back = if figure.amount.scale >= 1e6 { 4 } else { 1 };
            let sums = |other: &&Counted| other.amount.unit != COUNT && (back == 1 || other.amount.scale >= 1e6);
            let known = before.iter().rev().take(back).take_while(|other| self.near(other, figure)).find(sums);
            let unit = known.map(|other| (other.amount.unit, other.amount.scale));
            let known_start = known.map_or(0, |other| other.span.start());
            let Some((unit, scale)) = unit else { continue };
            let before = self.tokens.at_byte(figure.span.start()).wrapping_sub(1);
            let word = self.tokens.low(before);
            let level = known_level(self.tokens.low(self.tokens.at_byte(known_start).wrapping_sub(1)));
            let share = matches!(unit, "percent" | "percentage_point" | "basis_point");
            let compared = COMPARING.contains(&word) && (!share || level || !matches!(word, "to" | "from" | "at"));
            let scaled = figure.amount.scale >= 1e6 && scale >= 1e6;
            if scaled || compared && self.is_like(figure, scale, unit) {
                figure.amount.unit = unit;
            }
        }
    }

    /// The level of an index ("closed at 4,512.20"): points, though no word says so.
    pub(super) fn index_levels(&self, found: &mut [Counted]) {
        for figure in found.iter_mut() {
            let before = self.tokens.at_byte(figure.span.start()).wrapping_sub(1);
            let levelled = self.is_bare(figure) && COMPARING.contains(&self.tokens.low(before));
            let precise = self.tokens.low(figure.amount.from).contains(['.', ',']);
            if levelled && precise && figure.amount.scale == 1.0 && self.is_by_index(figure.amount.from) {
                figure.amount.unit = "points";
            }
        }
    }

    /// "denominations of 1,000 and 10,000 dlrs": the unit stands after the last of a list.
    pub(super) fn take_from_next(&self, found: &mut [Counted]) {
        for at in (1..found.len()).rev() {
            let (before, rest) = found.split_at_mut(at);
            let (Some(figure), Some(next)) = (before.last_mut(), rest.first()) else { continue };
            let joined = next.amount.from == figure.to + 1
                && (matches!(self.tokens.low(figure.to), "and" | "or" | "vs") || self.tokens.is_mark(figure.to, ","));
            let unit = next.amount.unit;
            if joined
                && unit != COUNT
                && !next.amount.is_share
                && self.near(figure, next)
                && self.is_bare(figure)
                && figure.amount.scale == 1.0
                && (next.amount.scale == 1.0 || figure.amount.low >= 1000.0)
                && next.amount.low >= 1.0
            {
                figure.amount.unit = unit;
            }
        }
    }

    /// A number alone: nothing counted after it.
    fn is_bare(&self, figure: &Counted) -> bool {
        let tokens = self.tokens;
        let nothing = figure.noun.0 >= figure.noun.1 && figure.of.is_empty();
        let fresh = tokens.is(figure.to, MARK | STOP_WORD | PREPOSITION)
            || !tokens.together(figure.to - 1, figure.to)
            || tokens.low(figure.to) == "previously";
        figure.amount.unit == COUNT
            && !figure.amount.is_vague
            && nothing
            && fresh
            && tokens.low(figure.to) != "of"
            && tokens.is(figure.amount.from, DIGITS | NUMBER)
    }

    fn near(&self, left: &Counted, right: &Counted) -> bool {
        self.tokens.together(left.amount.from, right.amount.from) && right.amount.from.saturating_sub(left.to) < REACH
    }

    fn is_like(&self, figure: &Counted, scale: f64, unit: &str) -> bool {
        let shares = matches!(unit, "percent" | "percentage_point");
        let measured = !unit.bytes().all(|byte| byte.is_ascii_uppercase());
        (scale == 1.0 || figure.amount.scale > 1.0) && (!shares || figure.amount.low <= 1000.0)
            || measured && figure.amount.scale == scale
    }

    /// The figures with all that their sentences state.
    pub(super) fn state(&self, found: &[Counted]) -> Vec<Figure> {
        let mut stated: Vec<Figure> = Vec::with_capacity(found.len());
        let mut speaker = (usize::MAX, None);
        for (place, figure) in found.iter().enumerate() {
            let sentence = self.tokens.sentence(figure.amount.from);
            let speaks = self.speaker(figure);
            if speaks.is_some() || speaker.0 != sentence {
                speaker = (sentence, speaks);
            }
            let (low, high) = bounds::ends(&figure.amount, figure.bound);
            let part_of = self.part(figure, place.checked_sub(1).and_then(|before| found.get(before)));
            stated.push(Figure {
                span: figure.span,
                low,
                high,
                bound: figure.bound,
                unit: figure.amount.unit.to_owned(),
                of: figure.of.clone(),
                status: self.status(figure),
                group: self.group(figure),
                place: self.place(figure),
                as_of: self.as_of(figure),
                said_by: speaks,
                part_of,
            });
        }
        stated
    }

    /// "of whom 12", "including 12", "12 of them": a part of the figure before it.
    fn part(&self, figure: &Counted, before: Option<&Counted>) -> Option<Span> {
        let tokens = self.tokens;
        let before = before.filter(|before| self.near(before, figure))?;
        let word = |back: usize| figure.amount.from.checked_sub(back).map_or("", |at| tokens.low(at));
        let after = (tokens.low(figure.to), tokens.low(figure.to + 1));
        let part =
            matches!((word(2), word(1)), ("of", "whom" | "which" | "them") | ("among", "them") | (_, "including"))
                || matches!(after, ("of", "them" | "whom" | "which"));
        part.then_some(before.span)
    }

    fn status(&self, figure: &Counted) -> Option<Status> {
        let tokens = self.tokens;
        let last = figure.of.rsplit(' ').next().unwrap_or("");
        if let Some(state) = state_of(last) {
            return Some(state);
        }
        let (from, to) = (tokens.at_byte(figure.span.start()), figure.noun.1.max(figure.to));
        if figure.amount.unit == COUNT && !self.is_whole(from) {
            let harmed =
                from.checked_sub(1).filter(|at| tokens.together(*at, from)).and_then(|at| state_of(tokens.low(at)));
            let harmed_too = |at: usize| {
                tokens.is(at + 1, STATUS)
                    && tokens.is(at + 2, STOP_WORD | MARK | PREPOSITION)
                    && !tokens.is(at + 3, DIGITS)
            };
            let ends = |at: usize| {
                tokens.is(at, MARK)
                    || matches!(tokens.low(at), "but" | "while")
                    || tokens.low(at) == "and" && !harmed_too(at)
            };
            let mut after = (to..to + 5).take_while(|at| tokens.together(from, *at) && !ends(*at));
            let after = || {
                after.find_map(|at| {
                    state_of(tokens.low(at)).filter(|_| tokens.is(at, STATUS) || tokens.low(at) == "died")
                })
            };
            if let Some(state) = harmed.or_else(after) {
                return Some(state);
            }
        }
        let near = (from.saturating_sub(SURE_TOKENS)..to + 2).filter(|at| tokens.together(*at, from));
        near.rev().find_map(|at| sure(tokens.low(at)))
    }

    /// A nation or side: in what is counted, or as its owner.
    fn group(&self, figure: &Counted) -> Option<Span> {
        let tokens = self.tokens;
        if figure.amount.unit != COUNT {
            return None;
        }
        let (start, end) = figure.noun;
        if let Some(at) = (start..end).find(|at| tokens.is(*at, DEMONYM) && *at + 1 < end) {
            return tokens.span(at, at + 1);
        }
        let from = tokens.at_byte(figure.span.start());
        let owner = from.checked_sub(1).filter(|at| tokens.is(*at, POSSESSIVE) && tokens.together(*at, from))?;
        let start = (owner.saturating_sub(4)..owner)
            .rev()
            .take_while(|at| tokens.is(*at, CAPITAL) && tokens.together(*at, from))
            .last()?;
        tokens.span(start, owner)
    }

    /// "in Telmar": the nearest place after what is counted, or what the sentence opens with.
    fn place(&self, figure: &Counted) -> Option<Span> {
        let tokens = self.tokens;
        let after = figure.to..figure.to + NEAR;
        let first = figure.amount.from.saturating_sub(REACH)..figure.amount.from;
        let place = |at: usize| self.place_at(at).filter(|_| tokens.together(at, figure.amount.from));
        after.into_iter().find_map(place).or_else(|| first.rev().find_map(place))
    }

    fn place_at(&self, at: usize) -> Option<Span> {
        let tokens = self.tokens;
        if !tokens.is(at, PLACE_CUE) {
            return None;
        }
        let article = usize::from(tokens.low(at + 1) == "the");
        let name = at + 1 + article;
        let end = (name..name + 4)
            .take_while(|word| {
                tokens.is(*word, CAPITAL) && !tokens.is(*word, MONTH | WEEKDAY) && tokens.together(at, *word)
            })
            .last()?
            + 1;
        let whose = tokens.is(end, POSSESSIVE) || self.is_dated(name);
        let person = tokens.is(end, SAYING) || matches!(tokens.low(name), "mr" | "mrs" | "ms" | "i");
        let known = tokens.is(name, PLACE)
            || matches!(tokens.low(at), "in" | "near" | "across" | "outside" | "inside")
            || tokens.is(end - 1, PLACE_WORD);
        (!whose && !person && known).then(|| tokens.span(name - article, end))?
    }

    /// The nearest time of the sentence that has a day, month or year.
    fn as_of(&self, figure: &Counted) -> Option<Span> {
        let tokens = self.tokens;
        let sentence = tokens.sentence(figure.amount.from);
        let near = self.dates.partition_point(|date| date.span.start() < figure.span.start());
        let nearest = (near.saturating_sub(3)..near + 3)
            .filter_map(|at| self.dates.get(at))
            .filter(|date| !matches!(date.time.precision(), Precision::Duration | Precision::Repeat))
            .filter(|date| date.span.end() - date.span.start() > NOW_BYTES)
            .filter(|date| tokens.sentence(tokens.at_byte(date.span.start())) == sentence)
            .min_by_key(|date| {
                let after = date.span.start().checked_sub(figure.span.end());
                after.or_else(|| figure.span.start().checked_sub(date.span.end())).unwrap_or(usize::MAX)
            })?;
        Some(nearest.span)
    }

    /// Who gives the number: beside the nearest word of speaking in the sentence.
    fn speaker(&self, figure: &Counted) -> Option<Span> {
        let tokens = self.tokens;
        let (from, to) = (figure.amount.from, figure.to);
        let cue = |at: &usize| {
            tokens.together(*at, from)
                && (tokens.is(*at, SAYING) || GIVING.contains(&tokens.low(*at)) || self.is_source(*at))
        };
        let after = (to..to + REACH).find(cue);
        let before = (from.saturating_sub(REACH)..from).rev().find(cue);
        let (near, far) = match (before, after) {
            (Some(before), Some(after)) if from - before <= after - to => (Some(before), Some(after)),
            (before, after) => (after.or(before), before),
        };
        let speaker = |at: usize| {
            self.beside(at).filter(|said| said.end() <= figure.span.start() || said.start() >= figure.span.end())
        };
        near.and_then(speaker).or_else(|| far.and_then(speaker))
    }

    /// "according to".
    fn is_source(&self, at: usize) -> bool {
        self.tokens.low(at) == "according" && self.tokens.low(at + 1) == "to"
    }

    fn beside(&self, cue: usize) -> Option<Span> {
        if self.is_source(cue) {
            return self.speaker_after(cue + 2);
        }
        if self.tokens.low(cue + 1) == "by" {
            return self.speaker_after(cue + 2);
        }
        // "would be officially announced": nobody beside it.
        let adverb = usize::from(cue > 1 && self.tokens.low(cue - 1).ends_with("ly"));
        let passive = cue
            .checked_sub(1 + adverb)
            .is_some_and(|at| matches!(self.tokens.low(at), "be" | "been" | "was" | "were" | "is" | "are" | "being"));
        if passive {
            return None;
        }
        self.speaker_before(cue).or_else(|| self.speaker_after(cue + 1))
    }

    /// The words up to a mark or a joining word.
    fn speaker_after(&self, start: usize) -> Option<Span> {
        let tokens = self.tokens;
        let fits = |at: &usize| {
            tokens.together(start.saturating_sub(1), *at)
                && !tokens.is(*at, MARK | PRONOUN)
                && !self.is_dated(*at)
                && !ends_speaker(tokens.low(*at))
        };
        let named =
            tokens.is(start, CAPITAL | DETERMINER) || !tokens.is(start, STOP_WORD | PREPOSITION | DIGITS | NUMBER);
        let last = (start..start + SPEAKER_TOKENS).take_while(fits).last().filter(|_| named)?;
        tokens.span(start, last + 1)
    }

    /// The words before a word of speaking, back to a mark or a joining word; over an aside ("Ann Holm, the mayor, said").
    fn speaker_before(&self, cue: usize) -> Option<Span> {
        let tokens = self.tokens;
        let mut end = cue;
        while end > 0
            && matches!(
                tokens.low(end - 1),
                "has" | "have" | "had" | "also" | "later" | "earlier" | "previously" | "then" | "recently"
            )
        {
            end -= 1;
        }
        // "Arus Corp <ARUS.O> said"
        if end > 0 && tokens.is_mark(end - 1, ">") {
            end = (end.saturating_sub(6)..end)
                .rev()
                .find(|at| tokens.is_mark(*at, "<"))
                .map_or(end, |at| if end - at > 2 && at > 0 && !tokens.is(at - 1, MARK) { at } else { end - 1 });
        }
        let aside = end > 0 && tokens.is_mark(end - 1, ",");
        if aside {
            let comma = (end.saturating_sub(SPEAKER_TOKENS)..end - 1).rev().find(|at| tokens.is_mark(*at, ","));
            end = comma.filter(|at| *at > 0 && tokens.is(*at - 1, CAPITAL))?;
        }
        let fits = |at: &usize| {
            *at < end
                && tokens.together(*at, cue)
                && !tokens.is(*at, MARK)
                && !self.is_dated(*at)
                && !ends_speaker(tokens.low(*at))
        };
        let start = (end.saturating_sub(SPEAKER_TOKENS)..end).rev().take_while(fits).last()?;
        let pronoun = end - start == 1
            && (tokens.is(start, PRONOUN | STOP_WORD)
                || matches!(tokens.low(start), "it" | "i" | "we" | "you" | "who"));
        (!pronoun).then(|| tokens.span(start, end))?
    }
}

/// Words that no speaker goes over.
fn ends_speaker(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "and"
            | "but"
            | "as"
            | "when"
            | "while"
            | "after"
            | "because"
            | "which"
            | "who"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "i"
            | "in"
            | "on"
            | "if"
            | "although"
            | "where"
            | "since"
            | "at"
            | "yesterday"
            | "today"
            | "said"
            | "was"
            | "were"
            | "is"
            | "are"
    )
}

/// Whether a share after this word is a level ("to 5 percent"), not a change ("rose 5 percent").
fn known_level(word: &str) -> bool {
    matches!(word, "to" | "at" | "of" | "was" | "were" | "is" | "are" | "from" | "with" | "than" | "a" | "an")
}

/// The state of people that a word names.
fn state_of(word: &str) -> Option<Status> {
    Some(match word {
        "killed" | "dead" | "died" | "killing" | "deaths" | "fatalities" => Status::Killed,
        "injured" | "wounded" | "hurt" | "injuries" => Status::Injured,
        "missing" => Status::Missing,
        "arrested" | "detained" | "held" | "jailed" | "imprisoned" | "arrests" => Status::Arrested,
        "freed" | "released" | "rescued" => Status::Freed,
        "displaced" | "evacuated" | "homeless" => Status::Displaced,
        _ => return None,
    })
}

/// How sure a count is.
fn sure(word: &str) -> Option<Status> {
    Some(match word {
        "suspected" => Status::Suspected,
        "feared" => Status::Feared,
        "confirmed" => Status::Confirmed,
        "estimated" | "estimates" | "estimate" => Status::Estimated,
        "forecast" | "forecasts" | "predicted" | "predicts" | "projected" | "projection" | "predict" | "expected" => {
            Status::Forecast
        }
        _ => return None,
    })
}
