//! What the model sees of a span that could be a name. In: tokens, what the article shows of its capitals, and a span.
//! Out: features as numbers of buckets. Never: a feature that only one article set could have (a link, a handle).

use super::super::lexicon::{
    ALL_CAPITALS, AUXILIARY, CAPITAL, Classes, DEMONYM, DETERMINER, DIGITS, FUTURE_WORD, GIVEN_NAME, HARMING, MARK,
    MONEY, MONTH, NEVER_NAME, NOW, NUMBER, ORGANISATION_WORD, PAST_WORD, PERSON_NOUN, PLACE, PLACE_CUE, PLACE_WORD,
    POSSESSIVE, PREPOSITION, PRONOUN, SAYING, SENTENCE_START, STOP_WORD, TIME_OPENER, TITLE, WEEKDAY, WORK_WORD,
};
use super::super::tokens::Tokens;
use super::Run;
use super::clusters::Clusters;
use super::gazetteer::{self, Gazetteer};
use super::kinds::Evidence;
use super::runs::{Capitals, opens};
use super::zones::shape;
use crate::model::NameKind;

/// Buckets that features are hashed into, as a power of two; 2^18 buckets of five bytes are 1.3 MB.
pub(super) const BUCKET_BITS: u32 = 18;

/// The classes of a word at either end of a span that the model sees.
const SEEN: Classes = TITLE
    | GIVEN_NAME
    | DEMONYM
    | PLACE
    | ORGANISATION_WORD
    | PLACE_WORD
    | WORK_WORD
    | PERSON_NOUN
    | SAYING
    | PLACE_CUE
    | PREPOSITION
    | DETERMINER
    | PRONOUN
    | AUXILIARY
    | MONTH
    | WEEKDAY
    | NUMBER
    | MONEY
    | NEVER_NAME
    | HARMING
    | STOP_WORD
    | DIGITS
    | MARK
    | POSSESSIVE
    | ALL_CAPITALS
    | CAPITAL
    | SENTENCE_START
    | TIME_OPENER
    | PAST_WORD
    | FUTURE_WORD
    | NOW;

/// What a text shows the model besides the span itself.
pub(super) struct Sight<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) capitals: &'a Capitals<'a>,
    /// The spans that the rules would take, in order.
    pub(super) ruled: &'a [Run],
    pub(super) clusters: &'a Clusters,
    pub(super) places: &'a Gazetteer,
    pub(super) known: &'a Gazetteer,
}

impl<'a> Sight<'a> {
    /// With the lists that are built in.
    pub(super) fn new(tokens: &'a Tokens, capitals: &'a Capitals, ruled: &'a [Run], clusters: &'a Clusters) -> Self {
        Self { tokens, capitals, ruled, clusters, places: Gazetteer::places(), known: Gazetteer::known() }
    }
}

impl Sight<'_> {
    /// Whether the rules take this very span.
    pub(super) fn is_ruled(&self, run: Run) -> bool {
        let near = self.ruled.partition_point(|rule| rule.from < run.from);
        self.ruled.get(near) == Some(&run)
    }
}

/// Collects the features of one span.
struct Collector<'a> {
    sight: &'a Sight<'a>,
    run: Run,
    into: &'a mut Vec<u32>,
}

/// Adds the features of a span.
pub(super) fn features(sight: &Sight, run: Run, into: &mut Vec<u32>) {
    let mut collector = Collector { sight, run, into };
    collector.words();
    collector.shapes();
    collector.surroundings();
    collector.classes();
    collector.capitals();
    collector.rules();
    collector.lists();
}

/// One number of two, unlike for the other order.
pub(super) fn mixed(template: u64, value: u64) -> u64 {
    (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29)
}

/// A number for a text that is the same in every build.
pub(super) fn hashed(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^ hash >> 29
}

impl Collector<'_> {
    fn push(&mut self, template: u64, value: u64) {
        let bucket = mixed(template, value).wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> (64 - BUCKET_BITS);
        self.into.push(u32::try_from(bucket).unwrap_or(0));
    }

    /// The number of a word, or of a mark; one number for all numbers of as many digits.
    fn word(&self, at: Option<usize>) -> u64 {
        let tokens = self.sight.tokens;
        let Some(at) = at.filter(|at| *at < tokens.len()) else { return 7 };
        if tokens.is(at, DIGITS) && tokens.word(at).bytes().all(|byte| byte.is_ascii_digit()) {
            return 100 + tokens.word(at).len() as u64;
        }
        if tokens.is(at, MARK) { hashed(tokens.word(at)) } else { hashed(tokens.low(at)) }
    }

    /// The place so many tokens before the span, in its sentence.
    fn left(&self, steps: usize) -> Option<usize> {
        self.run.from.checked_sub(steps).filter(|at| self.sight.tokens.together(*at, self.run.from))
    }

    /// The place so many tokens after the span, in its sentence.
    fn right(&self, steps: usize) -> Option<usize> {
        let at = self.run.to + steps - 1;
        self.sight.tokens.together(self.run.from, at).then_some(at)
    }

    fn length(&self) -> u64 {
        (self.run.to - self.run.from).min(5) as u64
    }

    fn words(&mut self) {
        let Run { from, to } = self.run;
        let length = self.length();
        let (first, last) = (self.word(Some(from)), self.word(Some(to - 1)));
        self.push(1, length);
        let phrase = (from..to).fold(length, |sum, at| mixed(sum, self.word(Some(at))));
        self.push(2, phrase);
        self.push(3, mixed(first, length.min(2)));
        self.push(4, mixed(last, length.min(2)));
        for at in from..to {
            let word = self.word(Some(at));
            self.push(5, word);
        }
        for at in from + 1..to {
            let pair = mixed(self.word(Some(at - 1)), self.word(Some(at)));
            self.push(6, pair);
        }
    }

    fn shapes(&mut self) {
        let Run { from, to } = self.run;
        let tokens = self.sight.tokens;
        let sequence = (from..to.min(from + 5)).fold(0, |sum, at| sum * 16 + shape(tokens, at));
        self.push(10, mixed(sequence, self.length()));
        let around = [self.left(1), self.right(1)].map(|at| at.map_or(15, |at| shape(tokens, at)));
        self.push(11, mixed(sequence, around[0]));
        self.push(12, mixed(sequence, around[1] + 50));
        self.push(13, mixed(around[0] * 16 + around[1], self.length()));
        let initial = opens(tokens, from);
        self.push(14, mixed(sequence, u64::from(initial)));
        for (template, at) in [(15, from), (18, to - 1)] {
            let word = tokens.low(at);
            let single = u64::from(to - from == 1);
            for letters in [2, 3, 4] {
                let ending = word.char_indices().rev().nth(letters - 1).map_or(word, |(start, _)| &word[start..]);
                self.push(template + 100, mixed(hashed(ending), letters as u64 * 2 + single));
            }
            let beginning = word.char_indices().nth(3).map_or(word, |(end, _)| &word[..end]);
            self.push(template + 110, mixed(hashed(beginning), single));
        }
    }

    fn surroundings(&mut self) {
        let (left, left2, right, right2) =
            (self.word(self.left(1)), self.word(self.left(2)), self.word(self.right(1)), self.word(self.right(2)));
        let length = self.length().min(2);
        self.push(20, left);
        self.push(21, right);
        self.push(22, mixed(left, right));
        self.push(23, mixed(left2, left));
        self.push(24, mixed(right, right2));
        self.push(25, mixed(left, length));
        self.push(26, mixed(right, length));
        self.push(27, left2);
        self.push(28, right2);
        let clusters = self.sight.clusters;
        let cluster = |at: Option<usize>| at.map_or(999, |at| clusters.of(self.sight.tokens.low(at)));
        let (left, right) = (cluster(self.left(1)), cluster(self.right(1)));
        let (first, last) = (cluster(Some(self.run.from)), cluster(Some(self.run.to - 1)));
        self.push(30, left);
        self.push(31, right);
        self.push(32, mixed(first, length));
        self.push(33, mixed(last, length));
        self.push(34, mixed(left, last));
        self.push(35, mixed(last, right));
        self.push(36, mixed(left, right));
    }

    fn classes(&mut self) {
        let tokens = self.sight.tokens;
        let Run { from, to } = self.run;
        let length = self.length().min(2);
        let of = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(0, |token| token.classes & SEEN);
        let ends = [of(self.left(1)), of(Some(from)), of(Some(to - 1)), of(self.right(1)), of(self.left(2))];
        for (place, classes) in ends.into_iter().enumerate() {
            let template = 40 + place as u64;
            self.push(template + 10, mixed(classes, length));
            let mut rest = classes;
            while rest != 0 {
                self.push(template, mixed(u64::from(rest.trailing_zeros()), length));
                rest &= rest - 1;
            }
        }
        self.push(60, mixed(ends[0], ends[1]));
        self.push(61, mixed(ends[2], ends[3]));
        let inside = (from..to).fold(0, |all, at| all | of(Some(at)));
        let mut rest = inside & (ORGANISATION_WORD | PLACE_WORD | WORK_WORD | GIVEN_NAME | DEMONYM | PLACE | TITLE);
        self.push(62, rest);
        while rest != 0 {
            self.push(63, u64::from(rest.trailing_zeros()));
            rest &= rest - 1;
        }
    }

    fn capitals(&mut self) {
        let Run { from, to } = self.run;
        let tokens = self.sight.tokens;
        let capitals = self.sight.capitals;
        let initial = u64::from(opens(tokens, from));
        let heading = u64::from(capitals.in_heading(from));
        let seen = |at: usize| u64::from(capitals.is_seen_inside(at)) * 2 + u64::from(capitals.is_seen_lower(at));
        let (first, last) = (seen(from), seen(to - 1));
        self.push(70, initial * 32 + heading * 16 + first * 4 + last);
        self.push(71, mixed(initial * 8 + heading * 4 + first, self.length()));
        self.push(72, mixed(heading, self.length()));
        // A neighbour that could be part of the name but is left out.
        let cut = |at: Option<usize>| at.is_some_and(|at| tokens.is(at, CAPITAL) && !tokens.is(at, MARK));
        let (before, after) = (cut(self.left(1)), cut(self.right(1)));
        self.push(73, u64::from(before) * 2 + u64::from(after));
        if before {
            let word = self.left(1).map_or(0, seen);
            self.push(74, mixed(word, initial));
        }
        let whole = u64::from(before) * 2 + u64::from(after);
        let quoted = matches!(self.left(1).map(|at| tokens.word(at)), Some("“" | "\"" | "‘"))
            && matches!(self.right(1).map(|at| tokens.word(at)), Some("”" | "\"" | "’" | ","));
        self.push(75, mixed(u64::from(quoted), whole));
    }

    /// What the rules say: whether they take this very span, and of which kind they hold it.
    fn rules(&mut self) {
        let run = self.run;
        let ruled = self.sight.ruled;
        let near = ruled.partition_point(|rule| rule.to <= run.from);
        let relation = match ruled.get(near).filter(|rule| rule.from < run.to) {
            None => 0,
            Some(rule) if *rule == run => 1,
            Some(rule) if rule.from == run.from => 2 + u64::from(rule.to < run.to),
            Some(rule) if rule.to == run.to => 4 + u64::from(rule.from < run.from),
            Some(rule) if rule.from < run.from && rule.to > run.to => 6,
            Some(_) => 7,
        };
        self.push(80, relation);
        self.push(81, mixed(relation, self.length()));
        let mut evidence = Evidence::of_form(self.sight.tokens, run);
        let form = kind_number(evidence.kind());
        evidence.add(Evidence::of_context(self.sight.tokens, run));
        let both = kind_number(evidence.kind());
        let points = evidence.best().clamp(0, 12) as u64;
        self.push(82, both * 16 + points);
        self.push(83, mixed(both, relation));
        self.push(84, form * 8 + both);
        self.push(85, mixed(both * 8 + form, self.length()));
    }

    /// What the lists say of the whole span, of its first and its last word, and of the word after a comma.
    fn lists(&mut self) {
        let Run { from, to } = self.run;
        let tokens = self.sight.tokens;
        let (places, known) = (self.sight.places, self.sight.known);
        let whole = gazetteer::key((from..to).map(|at| tokens.low(at)));
        let word = |at: usize| gazetteer::key([tokens.low(at)].into_iter());
        let length = self.length();
        let left = self.word(self.left(1));
        let (place, name) = (places.class(whole), known.class(whole));
        self.push(90, mixed(place, length));
        self.push(91, mixed(place, left));
        self.push(94, mixed(name, length));
        self.push(95, mixed(place * 8 + name, length));
        if to - from > 1 {
            let (first, last) = (word(from), word(to - 1));
            self.push(92, places.class(first) * 16 + places.class(last));
            self.push(96, mixed(known.class(first) * 16 + known.class(last), length));
        }
        let next = self.right(2).filter(|at| tokens.is_mark(at - 1, ",")).map_or(0, |at| 1 + places.class(word(at)));
        self.push(93, mixed(place, next));
        // What the name would be with its neighbours.
        let wider = |from: usize, to: usize| {
            let key = gazetteer::key((from..to).map(|at| tokens.low(at)));
            u64::from(places.class(key) + known.class(key) > 0)
        };
        let before = self.left(1).map_or(0, |at| wider(at, to));
        let after = self.right(1).map_or(0, |at| wider(from, at + 1));
        self.push(97, mixed(before * 2 + after, place * 8 + name));
    }
}

fn kind_number(kind: NameKind) -> u64 {
    match kind {
        NameKind::Person => 0,
        NameKind::Organisation => 1,
        NameKind::Place => 2,
        NameKind::Other => 3,
    }
}
