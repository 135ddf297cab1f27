//! Words that mean the same, or a kind of the same: "firm" and "company", "car" and "vehicle". In: stems of English words.
//! Out: the senses of a word, and those that a word speaks of. Never: the right sense of a word in its sentence.

use crate::text::Stemmer;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The language of the table.
pub(super) const LANGUAGE: &str = "en";
/// The table, read once, when a claim first has a word that its sources do not have.
static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../../assets/explain/kin.txt")));

/// Senses of stems, and of each sense those that it implies.
#[derive(Default)]
struct Table {
    senses: FxHashMap<String, Vec<u32>>,
    implied: FxHashMap<u32, Vec<u32>>,
}

impl Table {
    fn read(file: &str) -> Self {
        let stemmer = Stemmer::new(LANGUAGE);
        let mut table = Self::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split(' ');
            let first = fields.next().unwrap_or("");
            let numbers: Vec<u32> = fields.filter_map(|field| field.parse().ok()).collect();
            match first.strip_prefix('=') {
                Some(sense) => {
                    table.implied.extend(sense.parse().ok().map(|sense| (sense, numbers)));
                }
                None => table.senses.entry(stemmer.stem_lower(first)).or_default().extend(numbers),
            }
        }
        table
    }
}

/// The senses of a stem; none where the table does not hold it.
pub(super) fn senses(stem: &str) -> &'static [u32] {
    TABLE.senses.get(stem).map_or(&[], Vec::as_slice)
}

/// Adds the senses that a text with this stem speaks of: its own, and what they imply.
pub(super) fn spoken_of(stem: &str, found: &mut FxHashSet<u32>) {
    for sense in senses(stem) {
        found.insert(*sense);
        found.extend(TABLE.implied.get(sense).into_iter().flatten());
    }
}

#[cfg(test)]
mod tests {
    use super::{senses, spoken_of};
    use crate::text::Stemmer;
    use rustc_hash::FxHashSet;

    /// Whether a text with `word` speaks of `other`.
    fn check(word: &str, other: &str, expected: bool) {
        let stem = |word: &str| Stemmer::new("en").stem_lower(word);
        let mut found = FxHashSet::default();
        spoken_of(&stem(word), &mut found);
        assert_eq!(senses(&stem(other)).iter().any(|sense| found.contains(sense)), expected, "{word} {other}");
    }

    #[test]
    fn the_same_and_the_more_general() {
        check("started", "begins", true);
        check("bought", "purchases", true);
        check("dog", "animal", true);
        check("animal", "dog", false);
        check("bridge", "mayor", false);
        check("qwzx", "qwzx", false);
    }
}
