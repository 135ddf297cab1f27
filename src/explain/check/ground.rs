//! What a claim is held against: the sentences of its sources, and how much of a claim they cover.
//! In: sources, then sentences of a claim. Out: the best window of sentences, shares from 0 to 1.
//! Never: a judgement; the tests beside this file judge.

use super::tokens::{Lexicon, Line, Token};
use super::{kin, numbers};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// A window has at most this many sentences.
const WINDOW_SENTENCES_MAX: usize = 3;
/// A longer window must cover this much more than a shorter one.
const LONGER_WINDOW_GAIN: f64 = 1.05;
/// Sums of the same weights in another order differ by less.
const ROUNDING: f64 = 1e-9;
/// A word in every sentence still says a little.
const WEIGHT_MIN: f64 = 0.1;

/// Sentences that are looked at for one word; it says nothing in a text where more have it.
const PLACES_MAX: usize = 5_000;
/// Places of one run of words that are told; a text that repeats itself has no end of them.
const RUNS_MAX: usize = 32;
/// Words by which people speak to each other.
const SPEECH: &[&str] = &[
    "i", "you", "we", "my", "your", "our", "me", "us", "i'm", "i've", "i'll", "you're", "we're", "we've", "we'll",
    "um", "uh", "yeah", "okay", "hmm",
];
/// A text with a larger share of these words is a talk or a letter. Of 1,544 summaries' sources of three kinds of talk and
/// letters all have more; of 1,063 news texts and web pages that others quote, nineteen in twenty have less.
const SPEECH_SHARE_MIN: f64 = 0.05;

/// The sentences of the sources with what is looked up in them.
pub(super) struct Ground {
    pub(super) lines: Vec<Line>,
    /// How many words stand before each sentence.
    starts: Vec<usize>,
    /// In which sentences each stem stands.
    places: Vec<Vec<usize>>,
    /// Whether people speak to each other in them.
    pub(super) spoken: bool,
    /// Whether names have capitals in them.
    pub(super) cased: bool,
    /// The stems by number.
    stems: Vec<String>,
    /// Whether the table of words knows the language.
    tabled: bool,
    pairs: FxHashSet<(u32, u32)>,
    triples: FxHashSet<[u32; 3]>,
    fours: FxHashSet<[u32; 4]>,
    content_pairs: FxHashSet<(u32, u32)>,
    /// Senses that the sources speak of, worked out when first asked for.
    senses: OnceCell<FxHashSet<u32>>,
}

/// How much of one sentence of a claim stands in the sources; every share is from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cover {
    /// The sentences (of one source) that cover it best.
    pub(super) window: Range<usize>,
    /// Share of its content words, weighted by rarity, in that window.
    pub(super) window_share: f64,
    /// The same for the best single sentence.
    pub(super) sentence_share: f64,
    /// Share of its pairs of neighbouring words that stand so in a source.
    pub(super) pairs: f64,
    /// Share of its runs of three words that stand so in a source.
    pub(super) triples: f64,
    /// Share of its runs of four words that stand so in a source.
    pub(super) fours: f64,
    /// Share of its pairs of neighbouring content words that stand so, or one apart, in a source.
    pub(super) content_pairs: f64,
    /// Share of its content words that stand in one sentence of the window in the same order.
    pub(super) order: f64,
    /// Share of its content words that stand anywhere in the sources.
    pub(super) known: f64,
    /// The same, where a word that means the same or less does as well, and names and numbers pass.
    pub(super) akin: f64,
}

impl Ground {
    /// Reads the sources; `lexicon` must know the words of the claim already.
    pub(super) fn new(lexicon: &mut Lexicon, sources: &[&str]) -> Self {
        let mut lines = Vec::new();
        for (source, text) in sources.iter().enumerate() {
            lines.extend(lexicon.lines(source, text));
        }
        let mut ground = Self {
            starts: Vec::with_capacity(lines.len()),
            places: vec![Vec::new(); lexicon.len()],
            stems: lexicon.stems(),
            tabled: lexicon.language() == kin::LANGUAGE,
            cased: lines.iter().flat_map(|line| &line.tokens).any(Token::is_name),
            spoken: lexicon.language() != kin::LANGUAGE || is_speech(&lines),
            pairs: FxHashSet::default(),
            triples: FxHashSet::default(),
            fours: FxHashSet::default(),
            content_pairs: FxHashSet::default(),
            senses: OnceCell::new(),
            lines: Vec::new(),
        };
        let mut words = 0;
        for (place, line) in lines.iter().enumerate() {
            ground.take(place, line);
            ground.starts.push(words);
            words += line.tokens.len();
        }
        ground.lines = lines;
        ground
    }

    fn take(&mut self, place: usize, line: &Line) {
        for stem in distinct(line.tokens.iter()) {
            self.places[stem as usize].push(place);
        }
        let stems: Vec<u32> = line.tokens.iter().map(|token| token.stem).collect();
        self.pairs.extend(stems.array_windows().map(|[left, right]| (*left, *right)));
        self.triples.extend(stems.array_windows::<3>().copied());
        self.fours.extend(stems.array_windows::<4>().copied());
        let content = content(&line.tokens);
        self.content_pairs.extend(content.windows(2).map(|pair| (pair[0], pair[1])));
        self.content_pairs.extend(content.windows(3).map(|triple| (triple[0], triple[2])));
    }

    /// The places of the sentences that hold a stem.
    pub(super) fn places(&self, stem: u32) -> &[usize] {
        self.places.get(stem as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a stem stands anywhere in the sources.
    pub(super) fn knows(&self, stem: u32) -> bool {
        !self.places(stem).is_empty()
    }

    /// Whether a stem is, or may be, an ordinary word.
    pub(super) fn is_word(&self, stem: u32) -> bool {
        !self.tabled || !self.senses_of(stem).is_empty()
    }

    fn senses_of(&self, stem: u32) -> &'static [u32] {
        let stem = self.stems.get(stem as usize).filter(|_| self.tabled);
        stem.map_or(&[], |stem| kin::senses(stem))
    }

    /// Whether the sources speak of what a stem means, in other words.
    pub(super) fn speaks_of(&self, stem: u32) -> bool {
        let senses = self.senses_of(stem);
        !senses.is_empty() && senses.iter().any(|sense| self.senses().contains(sense))
    }

    /// Whether one of two stems speaks of what the other means.
    pub(super) fn are_kin(&self, one: u32, other: u32) -> bool {
        let speaks = |one: u32, other: u32| {
            let mut found = FxHashSet::default();
            self.stems
                .get(one as usize)
                .filter(|_| self.tabled)
                .into_iter()
                .for_each(|stem| kin::spoken_of(stem, &mut found));
            self.senses_of(other).iter().any(|sense| found.contains(sense))
        };
        speaks(one, other) || speaks(other, one)
    }

    fn senses(&self) -> &FxHashSet<u32> {
        self.senses.get_or_init(|| {
            let mut found = FxHashSet::default();
            let held = self.stems.iter().zip(&self.places).filter(|(_, places)| !places.is_empty());
            held.for_each(|(stem, _)| kin::spoken_of(stem, &mut found));
            found
        })
    }

    /// Where words stand one after the other: the sentence and the word in it that they begin with. Over the ends of
    /// sentences too; as they are written.
    pub(super) fn runs_of(&self, wanted: &[&Token]) -> Vec<(usize, usize)> {
        let Some((rarest, word)) = wanted.iter().enumerate().min_by_key(|(_, word)| self.places(word.stem).len())
        else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for place in self.places(word.stem).iter().take(PLACES_MAX) {
            let line = &self.lines[*place];
            for (at, _) in line.tokens.iter().enumerate().filter(|(_, token)| token.lower == word.lower) {
                let first = (self.starts[*place] + at).checked_sub(rarest).and_then(|word| self.place_of(word));
                found.extend(first.filter(|first| self.runs_from(*first, wanted)));
            }
            if found.len() >= RUNS_MAX {
                break;
            }
        }
        found
    }

    /// Whether words stand one after the other from a place on, in one source.
    fn runs_from(&self, (place, at): (usize, usize), wanted: &[&Token]) -> bool {
        let source = self.lines[place].source;
        let later = self.lines[place + 1..].iter().take_while(|next| next.source == source);
        let mut there = self.lines[place].tokens[at..].iter().chain(later.flat_map(|line| &line.tokens));
        wanted.iter().all(|word| there.next().is_some_and(|token| token.lower == word.lower))
    }

    /// The sentence of a word, by its number among all words, and its place there.
    fn place_of(&self, word: usize) -> Option<(usize, usize)> {
        let place = self.starts.partition_point(|start| *start <= word).checked_sub(1)?;
        Some((place, word - self.starts[place]))
    }

    /// Whether a sentence of the claim is one or more whole sentences of a source, word for word.
    pub(super) fn has_whole(&self, claim: &Line) -> bool {
        let words: Vec<&Token> = claim.tokens.iter().collect();
        self.runs_of(&words).iter().any(|(place, at)| {
            let mut left = words.len();
            let mut lines = self.lines[*place..].iter().map(|line| line.tokens.len());
            while let Some(length) = lines.next().filter(|length| *length <= left && left > 0) {
                left -= length;
            }
            *at == 0 && left == 0
        })
    }

    /// Whether two words stand side by side in a source.
    pub(super) fn has_pair(&self, first: u32, second: u32) -> bool {
        self.pairs.contains(&(first, second))
    }

    /// Whether two content words stand side by side or one apart in a source.
    pub(super) fn has_content_pair(&self, first: u32, second: u32) -> bool {
        self.content_pairs.contains(&(first, second))
    }

    /// The weight of a stem: the rarer in the sources, the more.
    fn weight(&self, stem: u32) -> f64 {
        let frequency = self.places(stem).len() as f64;
        ((self.lines.len() as f64 + 1.0) / (frequency + 0.5)).ln().max(WEIGHT_MIN)
    }

    /// How much of a sentence of the claim the sources cover.
    pub(super) fn cover(&self, claim: &Line) -> Cover {
        let stems: Vec<u32> = claim.tokens.iter().map(|token| token.stem).collect();
        let content = content(&claim.tokens);
        let (window, window_share, sentence_share) = self.window(&claim.tokens);
        let known = share(content.iter(), |stem| self.knows(*stem)).unwrap_or(1.0);
        let pairs = share(stems.array_windows(), |[left, right]| self.has_pair(*left, *right)).unwrap_or(known);
        let triples = share(stems.array_windows(), |triple| self.triples.contains(triple)).unwrap_or(pairs);
        let words: Vec<&Token> = claim.tokens.iter().filter(|token| !token.stop).collect();
        // Names and numbers have tests of their own.
        let tested = |token: &Token| token.is_name() || numbers::is_number(&token.lower);
        let akin = |token: &Token| tested(token) || self.knows(token.stem) || self.speaks_of(token.stem);
        Cover {
            window_share,
            sentence_share,
            pairs,
            triples,
            fours: share(stems.array_windows(), |four| self.fours.contains(four)).unwrap_or(triples),
            content_pairs: share(content.windows(2), |pair| self.has_content_pair(pair[0], pair[1])).unwrap_or(1.0),
            order: self.order(&content, window.clone()),
            known,
            akin: share(words.iter(), |token| akin(token)).unwrap_or(1.0),
            window,
        }
    }

    /// Share of the words that one sentence of the window has in their order.
    fn order(&self, claimed: &[u32], window: Range<usize>) -> f64 {
        let lines = self.lines.get(window).unwrap_or(&[]);
        let longest = lines.iter().map(|line| common_in_order(claimed, &content(&line.tokens))).max().unwrap_or(0);
        if claimed.is_empty() { 1.0 } else { longest as f64 / claimed.len() as f64 }
    }

    /// The best window, its share, and the share of the best single sentence.
    fn window(&self, claim: &[Token]) -> (Range<usize>, f64, f64) {
        let wanted = distinct(claim.iter().filter(|token| !token.stop));
        let weights: Vec<f64> = wanted.iter().map(|stem| self.weight(*stem)).collect();
        let all: f64 = weights.iter().sum();
        let held = self.held(&wanted);
        let (mut window, mut best, mut single) = (0..0, 0.0, 0.0_f64);
        // Where a word was last counted, so that it counts once in a window; 0 is nowhere.
        let mut counted = vec![0; wanted.len()];
        for (round, start) in (1..).zip(held.keys().copied()) {
            let mut covered = 0.0;
            for end in start..self.lines.len().min(start + WINDOW_SENTENCES_MAX) {
                if self.lines[end].source != self.lines[start].source {
                    break;
                }
                for word in held.get(&end).into_iter().flatten() {
                    covered += if counted[*word] == round { 0.0 } else { weights[*word] };
                    counted[*word] = round;
                }
                single = if end == start { single.max(covered) } else { single };
                if is_better(covered, end + 1 - start, best, window.len()) {
                    (window, best) = (start..end + 1, covered);
                }
            }
        }
        if all > 0.0 { (window, (best / all).min(1.0), (single / all).min(1.0)) } else { (window, 0.0, 0.0) }
    }

    /// The places of the sentences that cover a sentence best, at most so many, the best first.
    pub(super) fn nearest(&self, claim: &Line, most: usize) -> Vec<usize> {
        let wanted = distinct(claim.tokens.iter().filter(|token| !token.stop));
        let weights: Vec<f64> = wanted.iter().map(|stem| self.weight(*stem)).collect();
        let mut found: Vec<(f64, usize)> = Vec::new();
        for (place, words) in self.held(&wanted) {
            found.push((words.iter().map(|word| weights[*word]).sum(), place));
        }
        // Of equals the shorter one, for the rest of a longer one is more that the claim has not.
        found.sort_by(|left, right| {
            let shorter = || self.lines[left.1].tokens.len().cmp(&self.lines[right.1].tokens.len());
            right.0.total_cmp(&left.0).then_with(shorter).then(left.1.cmp(&right.1))
        });
        found.truncate(most);
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// The sentences that hold any of the wanted stems, each with their places among these.
    fn held(&self, wanted: &[u32]) -> BTreeMap<usize, Vec<usize>> {
        let mut held: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (word, stem) in wanted.iter().enumerate() {
            for place in self.places(*stem).iter().take(PLACES_MAX) {
                held.entry(*place).or_default().push(word);
            }
        }
        held
    }
}

fn is_speech(lines: &[Line]) -> bool {
    let words = || lines.iter().flat_map(|line| &line.tokens);
    let speech = words().filter(|token| SPEECH.contains(&token.lower.as_str())).count();
    speech as f64 > words().count() as f64 * SPEECH_SHARE_MIN
}

/// Whether a window covers more, or as much in fewer sentences; a longer one must gain.
fn is_better(covered: f64, sentences: usize, best: f64, best_sentences: usize) -> bool {
    match sentences.cmp(&best_sentences) {
        std::cmp::Ordering::Greater => covered > best * LONGER_WINDOW_GAIN,
        std::cmp::Ordering::Equal => covered > best,
        std::cmp::Ordering::Less => covered >= best - ROUNDING,
    }
}

/// Length of the longest run of words, gaps allowed, that both have in the same order.
fn common_in_order(left: &[u32], right: &[u32]) -> usize {
    let mut lengths = vec![0; right.len() + 1];
    for word in left {
        let mut diagonal = 0;
        for (at, other) in right.iter().enumerate() {
            let above = lengths[at + 1];
            lengths[at + 1] = if word == other { diagonal + 1 } else { above.max(lengths[at]) };
            diagonal = above;
        }
    }
    lengths.last().copied().unwrap_or(0)
}

/// Stems of the content words, in order.
pub(super) fn content(tokens: &[Token]) -> Vec<u32> {
    tokens.iter().filter(|token| !token.stop).map(|token| token.stem).collect()
}

fn distinct<'a>(tokens: impl Iterator<Item = &'a Token>) -> Vec<u32> {
    let mut stems: Vec<u32> = tokens.map(|token| token.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Share of the items that hold; none of nothing.
fn share<T>(items: impl ExactSizeIterator<Item = T>, holds: impl Fn(T) -> bool) -> Option<f64> {
    let all = items.len();
    (all > 0).then(|| items.filter_map(|item| holds(item).then_some(())).count() as f64 / all as f64)
}
