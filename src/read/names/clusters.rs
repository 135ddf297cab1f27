//! Classes of words that stand in like places. In: lines of words, or running text to learn from. Out: the class of a word.
//! Never: a class for a word that was not seen; another class for a word whose class is given.
//! Method: predictive exchange (Uszkoreit and Brants 2008) with left and right neighbours.

use super::super::lexicon::{DIGITS, MARK};
use super::super::tokens::Tokens;
use super::features::hashed;
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::LazyLock;

/// The class of a word that was not seen.
const UNSEEN: u64 = 1000;

/// So many classes there are at most; with more, each has fewer words.
const CLASSES_MAX: usize = 128;

/// A small text has fewer classes: one for so many words.
const WORDS_PER_CLASS: usize = 4;

/// A word that stands less often has no class: too few neighbours.
const COUNT_MIN: u32 = 3;

/// So many words at most get a class, the most frequent first; two tables of this times the classes are 32 MB.
const WORDS_MAX: usize = 32_000;

/// Times that every word is tried in every class; after five hardly any moves.
const ROUNDS: usize = 5;

/// Words by class.
#[derive(Clone, Default)]
pub struct Clusters {
    classes: FxHashMap<u64, u16>,
    /// Tells one set of classes from another.
    mark: u64,
}

impl fmt::Debug for Clusters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Clusters({} words, {:016x})", self.classes.len(), self.mark)
    }
}

static SHIPPED: LazyLock<Clusters> =
    LazyLock::new(|| Clusters::parse(include_str!("../../../assets/names/clusters.txt")));

impl Clusters {
    /// The classes that are built in.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads one class per line, words parted by spaces; lines that begin with `# ` say what the file is.
    pub fn parse(file: &str) -> Self {
        let mut classes = FxHashMap::default();
        for (class, line) in file.lines().filter(|line| !line.starts_with("# ")).enumerate() {
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                classes.entry(hashed(word)).or_insert(u16::try_from(class).unwrap_or(u16::MAX));
            }
        }
        Self { classes, mark: hashed(file) }
    }

    /// These classes, and those of `base` for words that these do not have.
    pub fn over(self, base: &Self) -> Self {
        let mut classes = base.classes.clone();
        classes.extend(self.classes);
        Self { classes, mark: self.mark ^ base.mark.rotate_left(1) }
    }

    /// Learns classes from texts, as a file for [`Clusters::parse`]. Words that have a class keep it, so that weights
    /// learnt with the known classes stay right; `known` is empty for the first time.
    pub fn learn<'a>(texts: impl Iterator<Item = &'a str>, known: &Self) -> String {
        let counted = Counted::of(texts);
        let mut exchange = Exchange::new(&counted, known);
        for _ in 0..ROUNDS {
            exchange.round();
        }
        let mut lines = vec![Vec::new(); exchange.classes];
        for (word, class) in counted.words.iter().zip(&exchange.class_of) {
            lines[*class].push(word.as_str());
        }
        lines.iter().map(|words| words.join(" ") + "\n").collect()
    }

    /// The class of a lower-case word.
    pub(super) fn of(&self, word: &str) -> u64 {
        self.classes.get(&hashed(word)).map_or(UNSEEN, |class| u64::from(*class))
    }
}

/// Words by how often they stand, and who stands beside whom.
struct Counted {
    words: Vec<String>,
    /// For each word, the words right after it and right before it, with how often.
    after: Vec<Vec<(usize, u32)>>,
    before: Vec<Vec<(usize, u32)>>,
}

impl Counted {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let (mut counts, mut stream) = (Vec::<u32>::new(), Vec::new());
        for text in texts {
            let sentences = crate::text::sentences(text, "en");
            let tokens = Tokens::new(text, &sentences, "en");
            for at in 0..tokens.len() {
                let word = if tokens.is(at, MARK) { tokens.word(at) } else { tokens.low(at) };
                let word = if tokens.is(at, DIGITS) { "0" } else { word };
                let number = match numbers.get(word) {
                    Some(number) => *number,
                    None => {
                        numbers.insert(word.to_owned(), counts.len());
                        counts.push(0);
                        counts.len() - 1
                    }
                };
                counts[number] += 1;
                stream.push(number);
            }
            stream.push(usize::MAX);
        }
        let mut words: Vec<(String, usize)> =
            numbers.into_iter().filter(|(_, number)| counts[*number] >= COUNT_MIN).collect();
        words.sort_unstable_by(|left, right| counts[right.1].cmp(&counts[left.1]).then_with(|| left.0.cmp(&right.0)));
        words.truncate(WORDS_MAX);
        let mut rank = vec![usize::MAX; counts.len()];
        words.iter().enumerate().for_each(|(place, (_, number))| rank[*number] = place);
        let ranked = |number: usize| rank.get(number).copied().filter(|rank| *rank != usize::MAX);
        let mut pairs: Vec<(usize, usize)> =
            stream.windows(2).filter_map(|pair| Some((ranked(pair[0])?, ranked(pair[1])?))).collect();
        pairs.sort_unstable();
        let (mut after, mut before) = (vec![Vec::new(); words.len()], vec![Vec::new(); words.len()]);
        for group in pairs.chunk_by(|left, right| left == right) {
            let ((left, right), count) = (group[0], u32::try_from(group.len()).unwrap_or(u32::MAX));
            after[left].push((right, count));
            before[right].push((left, count));
        }
        Self { words: words.into_iter().map(|(word, _)| word).collect(), after, before }
    }
}

/// Words in their classes, with the counts that a move changes.
struct Exchange<'a> {
    counted: &'a Counted,
    classes: usize,
    class_of: Vec<usize>,
    /// Words that keep their class.
    held: Vec<bool>,
    /// How often a class stands after a word, and before it, a row of classes per word.
    after: Vec<u32>,
    before: Vec<u32>,
    /// How often a class stands at all.
    totals: Vec<u32>,
}

/// x log x, the building block of the likelihood.
fn mass(count: u32) -> f64 {
    if count == 0 { 0.0 } else { f64::from(count) * f64::from(count).ln() }
}

impl<'a> Exchange<'a> {
    fn new(counted: &'a Counted, known: &Clusters) -> Self {
        let words = counted.words.len();
        let given = known.classes.values().map(|class| usize::from(*class) + 1).max().unwrap_or(0);
        let classes = (words / WORDS_PER_CLASS).clamp(2, CLASSES_MAX).max(given);
        let given: Vec<Option<usize>> = counted
            .words
            .iter()
            .map(|word| known.classes.get(&hashed(word)).map(|class| usize::from(*class)))
            .collect();
        let class_of: Vec<usize> =
            given.iter().enumerate().map(|(place, class)| class.unwrap_or(place % classes)).collect();
        let held = given.iter().map(Option::is_some).collect();
        let mut exchange = Self {
            counted,
            classes,
            class_of,
            held,
            after: vec![0; words * classes],
            before: vec![0; words * classes],
            totals: vec![0; classes],
        };
        for word in 0..words {
            exchange.put(word, exchange.class_of[word], true);
        }
        exchange
    }

    /// Puts a word into a class, or takes it out.
    fn put(&mut self, word: usize, class: usize, into: bool) {
        let change = |place: &mut u32, count: u32| *place = if into { *place + count } else { *place - count };
        let mut sum = 0;
        for (left, count) in &self.counted.before[word] {
            change(&mut self.after[left * self.classes + class], *count);
            sum += count;
        }
        for (right, count) in &self.counted.after[word] {
            change(&mut self.before[right * self.classes + class], *count);
            sum += count;
        }
        change(&mut self.totals[class], sum);
    }

    /// Moves each word to the class in which its neighbours are told best.
    fn round(&mut self) {
        for word in (0..self.class_of.len()).filter(|word| !self.held[*word]).collect::<Vec<_>>() {
            self.put(word, self.class_of[word], false);
            let gains = self.gains(word);
            let best = (0..self.classes).max_by(|left, right| gains[*left].total_cmp(&gains[*right])).unwrap_or(0);
            self.class_of[word] = best;
            self.put(word, best, true);
        }
    }

    fn gains(&self, word: usize) -> Vec<f64> {
        let mut gains = vec![0.0; self.classes];
        let mut sum = 0;
        let sides = [(&self.counted.before[word], &self.after), (&self.counted.after[word], &self.before)];
        for (neighbours, counts) in sides {
            for (neighbour, count) in neighbours {
                let row = &counts[neighbour * self.classes..(neighbour + 1) * self.classes];
                gains.iter_mut().zip(row).for_each(|(gain, have)| *gain += mass(have + count) - mass(*have));
                sum += count;
            }
        }
        gains.iter_mut().zip(&self.totals).for_each(|(gain, have)| *gain -= mass(have + sum) - mass(*have));
        gains
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Animals and colours stand in like places; "emu" is met only later.
    fn texts(more: &str) -> Vec<String> {
        let sentence =
            |animal: &str, colour: &str| format!("The {colour} {animal} ran off. We saw a {colour} {animal} there.");
        let mut texts = Vec::new();
        for animal in ["cat", "dog", "fox", "hen", "cow", more] {
            texts.extend(["red", "blue", "green", "white", "black"].map(|colour| sentence(animal, colour)));
        }
        texts
    }

    #[test]
    fn words_in_like_places_share_a_class() {
        let file = Clusters::learn(texts("owl").iter().map(String::as_str), &Clusters::default());
        let classes = Clusters::parse(&file);
        assert_eq!(classes.of("cat"), classes.of("owl"));
        assert_eq!(classes.of("red"), classes.of("black"));
        assert_ne!(classes.of("cat"), classes.of("red"));
        assert_eq!(classes.of("zebra"), UNSEEN);
    }

    #[test]
    fn known_words_keep_their_class_and_new_ones_join_them() {
        let file = Clusters::learn(texts("owl").iter().map(String::as_str), &Clusters::default());
        let known = Clusters::parse(&file);
        let later = Clusters::parse(&Clusters::learn(texts("emu").iter().map(String::as_str), &known));
        for word in ["cat", "dog", "red", "blue", "saw"] {
            assert_eq!(later.of(word), known.of(word), "{word}");
        }
        assert_eq!(later.of("emu"), known.of("owl"));
        assert_eq!(later.of("owl"), UNSEEN, "not met again");
        assert_eq!(later.over(&known).of("owl"), known.of("owl"));
    }
}
