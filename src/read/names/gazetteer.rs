//! Lists of names. In: words of a span. Out: the class of place that they name, and what else is known by that name.
//! Never: a name that the lists do not have.

use super::features::hashed;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Classes up to this one are countries and cities over 100,000 people.
pub(super) const LARGE_MAX: u64 = 3;

/// Classes of known names up to this one are organisations and others, no persons.
pub(super) const OTHERS: u64 = 2;

/// Known places by the number of their words.
pub(super) struct Gazetteer {
    classes: FxHashMap<u64, u8>,
}

static PLACES: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::read(include_str!("../../../assets/names/places.txt")));

static KNOWN: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::read(include_str!("../../../assets/names/known.txt")));

impl Gazetteer {
    /// Places, by size.
    pub(super) fn places() -> &'static Self {
        &PLACES
    }

    /// Organisations, others, surnames and given names.
    pub(super) fn known() -> &'static Self {
        &KNOWN
    }

    /// Reads lines of "class: name, name"; the first class that names a place holds.
    fn read(file: &str) -> Self {
        let mut classes = FxHashMap::default();
        let mut class = 0;
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            class = line.strip_prefix("= ").map_or(class, |_| class + 1);
            for name in line.split(", ").filter(|_| !line.starts_with("= ")) {
                classes.entry(key(name.split(' '))).or_insert(class);
            }
        }
        Self { classes }
    }

    /// The class of a place, from 1 in the order of the file; 0 where it is none.
    pub(super) fn class(&self, key: u64) -> u64 {
        self.classes.get(&key).copied().map_or(0, u64::from)
    }
}

/// The number of a name of these words.
pub(super) fn key<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    words
        .filter(|word| !word.is_empty())
        .fold(0, |sum: u64, word| (sum ^ hashed(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}
