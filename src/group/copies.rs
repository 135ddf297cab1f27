//! Copies: which earlier articles have the same text. In: the five-word runs of texts. Out: how two articles overlap, and how
//! much of that stands outside quotations. Never: judges by the title, or counts a run that stands in many articles.

use super::Arrival;
use super::material::{cut, key_of};
use crate::model::Span;
use crate::text::words;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Words in a run.
const RUN_WORDS: usize = 5;
/// A text of fewer runs is judged only as a whole.
const RUNS_MIN: u32 = 30;
/// A text shorter than this (letters) is no copy even of an equal one.
const WHOLE_BYTES_MIN: usize = 40;
/// Letters of a text that are looked at.
const TEXT_BYTES_MAX: usize = 60_000;
/// A run in more articles than this is boilerplate.
const COMMON_RUN: usize = 40;
/// At most so many hashes are kept of one article; the share of all runs that they stand for is a power of two.
const SKETCH_MAX: usize = 192;
/// So many of the smallest hashes of an article lead to it.
const LEADS_MAX: usize = 16;
/// So many of the likeliest articles are compared.
const COMPARED_MAX: usize = 24;
/// Jaccard of a copy.
const COPY_JACCARD: f64 = 0.5;
/// Containment of a partial copy; also what two copies of one report share at least.
const PARTIAL_CONTAINMENT: f64 = 0.5;
/// Two articles of one report share at least this much: Jaccard, or containment.
const OVERLAP: (f64, f64) = (0.1, 0.3);
/// Two papers quote one statement: of what they say themselves, a copy shares at least this much …
const OWN_WORDS: f64 = 0.2;
/// … unless the shorter one is mostly that statement …
const STATEMENT_CONTAINMENT: f64 = 0.6;
/// … or has fewer runs of its own in the sample than this: too few to tell.
const OWN_RUNS_MIN: usize = 12;
/// So many words of a run inside quotation marks make it the speaker's.
const TOLD_WORDS: u8 = 3;
/// A post has at most so many letters, and so many posts of a text are looked at.
const POST_BYTES: usize = 300;
const POSTS_MAX: usize = 50;
/// A text is cut into so many parts: words that come back in all of them were not taken as a passage.
const PARTS: usize = 8;
/// So many runs of a sketch in the first quarter of a text are no chance.
const EARLY_RUNS_MIN: usize = 3;
/// The lowest bit of a hash says that its run is the speaker's.
const TOLD: u32 = 1;
const MANY: u32 = 1 << 31;

/// The runs of one text.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    /// Small hashes, ascending; the lowest bit says that the run stands in a quotation.
    pub(super) sketch: Box<[u32]>,
    /// In which part of the text the first run of each hash stands.
    pub(super) parts: Box<[u8]>,
    /// How many distinct runs there are.
    pub(super) count: u32,
    /// Hash of all words; 0 where the text is too short to tell.
    pub(super) whole: u64,
}

/// How two texts overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Overlap {
    pub(super) jaccard: f64,
    /// Of the shorter one.
    pub(super) containment: f64,
    /// Of the first one.
    pub(super) of_first: f64,
    /// What both say outside quotations, of the shorter one.
    pub(super) narrated: f64,
    /// What both say outside quotations, of the first one.
    pub(super) narrated_of_first: f64,
    /// What both say outside quotations, of what the shorter one says outside quotations; all where that is hardly anything.
    pub(super) own: f64,
}

impl Overlap {
    /// The same text.
    pub(super) fn is_copy(self) -> bool {
        self.jaccard >= COPY_JACCARD && self.is_no_common_quotation()
    }

    /// Half of the shorter one stands in the longer one.
    pub(super) fn is_partial(self) -> bool {
        self.containment >= PARTIAL_CONTAINMENT && self.is_no_common_quotation()
    }

    fn is_no_common_quotation(self) -> bool {
        self.own >= OWN_WORDS || self.containment >= STATEMENT_CONTAINMENT
    }

    /// Enough for two members of one report.
    pub(super) fn is_some(self) -> bool {
        self.jaccard >= OVERLAP.0 || self.containment >= OVERLAP.1
    }
}

/// The runs of an article's text.
pub(super) fn runs(arrival: &Arrival<'_>) -> Runs {
    let text = cut(arrival.article.text(), TEXT_BYTES_MAX);
    let (words, told) = run_words(text, arrival);
    let quoted = told.windows(RUN_WORDS).map(|told| u32::from(told.iter().sum::<u8>() >= TOLD_WORDS));
    let runs = words.windows(RUN_WORDS).map(|run| (hash(run) >> 32) as u32 & !TOLD).zip(quoted).enumerate();
    let part = |at: usize| u8::try_from(at * PARTS / words.len().max(1)).unwrap_or(0);
    let mut hashes: Vec<(u32, u8)> = runs.map(|(at, (hash, told))| (hash | told, part(at))).collect();
    hashes.sort_unstable();
    // A run that is said and narrated counts as narrated: it sorts first.
    hashes.dedup_by_key(|(hash, _)| *hash & !TOLD);
    let count = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
    let whole = if text.len() < WHOLE_BYTES_MIN { 0 } else { hash(&words).max(1) };
    if count < RUNS_MIN {
        hashes.clear();
    }
    let mut border = u32::MAX;
    while hashes.len() > SKETCH_MAX {
        border /= 2;
        hashes.truncate(hashes.partition_point(|(hash, _)| *hash <= border));
    }
    let (sketch, parts): (Vec<u32>, Vec<u8>) = hashes.into_iter().unzip();
    Runs { sketch: sketch.into(), parts: parts.into(), count, whole }
}

fn hash(words: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The words of runs (lower-case letters and digits; by dictionary where a script has no spaces) and for each whether it is
/// quoted: 1 or 0.
fn run_words(text: &str, arrival: &Arrival<'_>) -> (Vec<u64>, Vec<u8>) {
    let mut quoted: Vec<Span> = arrival.reading.direct_quotes().map(|quote| quote.span).chain(posts(text)).collect();
    quoted.sort_unstable_by_key(|span| span.start());
    let mut quoted = quoted.into_iter().peekable();
    let mut told = |at: usize| {
        while quoted.next_if(|span| span.end() <= at).is_some() {}
        u8::from(quoted.peek().is_some_and(|span| span.start() <= at))
    };
    if matches!(arrival.reading.language.as_str(), "zh" | "ja" | "th" | "my" | "lo" | "km") {
        return words(text).into_iter().map(|span| (key_of(span.of(text)), told(span.start()))).unzip();
    }
    let plain = |word: &str| match word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        true => key_of(word),
        false => key_of(&word.to_lowercase()),
    };
    let mut at = 0;
    let mut placed = |piece: &str| {
        let word = piece.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let found = (!word.is_empty()).then(|| (plain(word), told(at)));
        at += piece.len();
        found
    };
    text.split_inclusive(|letter: char| !letter.is_alphanumeric()).filter_map(&mut placed).unzip()
}

/// Embedded posts, which stand without quotation marks: what comes before "(@name)" on its line.
fn posts(text: &str) -> impl Iterator<Item = Span> {
    text.match_indices("(@").take(POSTS_MAX).filter_map(|(at, _)| {
        let mut start = at.saturating_sub(POST_BYTES);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let line = text.get(start..at)?.rfind('\n').map_or(start, |line| start + line + 1);
        Span::new(line, at)
    })
}

/// The largest hash that a sketch may hold, from how many of its runs it keeps.
fn border(count: u32, sketch: &[u32]) -> u32 {
    if count as usize == sketch.len() {
        return u32::MAX;
    }
    let largest = sketch.last().copied().unwrap_or(0);
    let mut border = u32::MAX;
    while border / 2 >= largest && border > 1 {
        border /= 2;
    }
    border
}

/// How two articles overlap, as far as their sketches tell.
pub(super) fn overlap(left: (u32, &[u32]), right: (u32, &[u32])) -> Overlap {
    let limit = border(left.0, left.1).min(border(right.0, right.1));
    let kept = |sketch: &[u32]| sketch.partition_point(|hash| *hash <= limit);
    let (of_left, of_right) = (kept(left.1), kept(right.1));
    let (left, right) = (left.1.get(..of_left).unwrap_or(&[]), right.1.get(..of_right).unwrap_or(&[]));
    let (mut shared, mut narrated) = (0, 0);
    let mut others = right.iter().peekable();
    for hash in left {
        while others.next_if(|other| (**other | TOLD) < (hash | TOLD)).is_some() {}
        if let Some(other) = others.next_if(|other| (**other | TOLD) == (hash | TOLD)) {
            shared += 1;
            narrated += usize::from((hash | other) & TOLD == 0);
        }
    }
    let own = |sketch: &[u32]| sketch.iter().filter(|hash| **hash & TOLD == 0).count();
    let (union, shorter) = (of_left + of_right - shared, of_left.min(of_right));
    let share = |part: usize, of: usize| if of == 0 { 0.0 } else { part as f64 / of as f64 };
    Overlap {
        jaccard: share(shared, union),
        containment: share(shared, shorter),
        of_first: share(shared, of_left),
        narrated: share(narrated, shorter),
        narrated_of_first: share(narrated, of_left),
        own: match own(left).min(own(right)) {
            few if few < OWN_RUNS_MIN => 1.0,
            own => share(narrated, own),
        },
    }
}

/// In which share of its parts a text has runs outside quotations that another one has as well.
pub(super) fn spread(sketch: &[u32], parts: &[u8], other: &[u32]) -> f64 {
    let mut found = [false; PARTS];
    for (hash, part) in sketch.iter().zip(parts).filter(|(hash, _)| **hash & TOLD == 0) {
        if other.binary_search(hash).is_ok() {
            found.get_mut(usize::from(*part)).into_iter().for_each(|found| *found = true);
        }
    }
    found.iter().filter(|found| **found).count() as f64 / PARTS as f64
}

/// Whether a text has runs of another one in its first quarter: what stands only further down of two texts of one outlet is what
/// that outlet writes under all of them.
pub(super) fn begins_alike(sketch: &[u32], parts: &[u8], other: &[u32]) -> bool {
    let early = sketch.iter().zip(parts).filter(|(_, part)| usize::from(**part) < PARTS / 4);
    let shared = early.filter(|(hash, _)| other.binary_search(hash).is_ok()).count();
    shared >= EARLY_RUNS_MIN
}

/// Which articles of the window hold a run.
#[derive(Debug, Clone, Default)]
pub(super) struct RunIndex {
    /// The article, or with the highest bit set where a list of them stands.
    leads: FxHashMap<u32, u32>,
    lists: Vec<Vec<u32>>,
    free: Vec<u32>,
    wholes: FxHashMap<u64, Vec<u32>>,
}

impl RunIndex {
    /// An article enters.
    pub(super) fn enter(&mut self, number: u32, sketch: &[u32], whole: u64) {
        for hash in sketch.iter().take(LEADS_MAX).map(|hash| hash & !TOLD) {
            let Some(lead) = self.leads.get(&hash).copied() else {
                self.leads.insert(hash, number);
                continue;
            };
            if lead & MANY == 0 {
                let slot = self.slot();
                self.lists.get_mut(slot as usize).into_iter().for_each(|list| list.extend([lead, number]));
                self.leads.insert(hash, slot | MANY);
            } else if let Some(list) = self.lists.get_mut((lead & !MANY) as usize) {
                list.push(number);
            }
        }
        if whole != 0 {
            self.wholes.entry(whole).or_default().push(number);
        }
    }

    fn slot(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.lists.push(Vec::new());
            u32::try_from(self.lists.len() - 1).unwrap_or(0)
        })
    }

    /// An article leaves.
    pub(super) fn leave(&mut self, number: u32, sketch: &[u32], whole: u64) {
        for hash in sketch.iter().take(LEADS_MAX).map(|hash| hash & !TOLD) {
            let Some(lead) = self.leads.get(&hash).copied() else { continue };
            if lead & MANY == 0 {
                self.leads.remove(&hash);
            } else if let Some(list) = self.lists.get_mut((lead & !MANY) as usize) {
                list.retain(|other| *other != number);
                if list.is_empty() {
                    self.leads.remove(&hash);
                    self.free.push(lead & !MANY);
                }
            }
        }
        if let Some(list) = self.wholes.get_mut(&whole) {
            list.retain(|other| *other != number);
            if list.is_empty() {
                self.wholes.remove(&whole);
            }
        }
    }

    /// The first article with exactly this text.
    pub(super) fn same_whole(&self, whole: u64) -> Option<u32> {
        self.wholes.get(&whole)?.first().copied()
    }

    /// The articles that hold a run among those that lead to them.
    fn holders<'a>(&'a self, lead: &'a u32) -> &'a [u32] {
        match lead & MANY {
            0 => std::slice::from_ref(lead),
            _ => self.lists.get((lead & !MANY) as usize).map_or(&[], Vec::as_slice),
        }
    }

    /// Of the runs outside quotations that lead from a text to an article, how many do, and in which articles each stands.
    pub(super) fn ways(&self, sketch: &[u32], number: u32) -> impl Iterator<Item = &[u32]> {
        let narrated = sketch.iter().filter(|hash| **hash & TOLD == 0);
        let holders = narrated.filter_map(|hash| Some(self.holders(self.leads.get(hash)?)));
        holders.filter(move |holders| holders.contains(&number))
    }

    /// The articles that share most runs with a text, most first.
    pub(super) fn likeliest(&self, sketch: &[u32]) -> Vec<u32> {
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for hash in sketch.iter().map(|hash| hash & !TOLD) {
            let list = self.leads.get(&hash).map_or(&[][..], |lead| self.holders(lead));
            if list.len() <= COMMON_RUN {
                list.iter().for_each(|number| *shared.entry(*number).or_default() += 1);
            }
        }
        let mut counted: Vec<(u32, u32)> = shared.into_iter().collect();
        counted.sort_unstable_by_key(|(number, count)| (std::cmp::Reverse(*count), *number));
        counted.into_iter().take(COMPARED_MAX).map(|(number, _)| number).collect()
    }
}
