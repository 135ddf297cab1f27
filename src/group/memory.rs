//! What the window holds of one article and its place does not tell, as bytes: so that a window is there again without the
//! article being read and taken apart. In: an article that entered, or bytes. Out: bytes, or what the window held. Never: a
//! word of the article beyond those that say why it is where it is.

use super::bytes::{Reader, Writer};
use super::credits::Agency;
use super::window::Taken;
use rustc_hash::FxHashMap;

/// How the bytes are laid out; another number is nothing to this program.
const LAYOUT: u8 = 2;

/// What the window held of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    pub(super) published: Option<i64>,
    pub(super) leaves_by: i64,
    pub(super) language: u32,
    pub(super) outlet: u32,
    /// Keys of its terms in the order of their first places, each with its weight and marks.
    pub(super) terms: Vec<(u64, u8)>,
    /// Which terms name it, with their words.
    pub(super) labels: Vec<(u32, Box<str>)>,
    pub(super) sketch: Box<[u32]>,
    pub(super) runs: u32,
    pub(super) whole: u64,
    pub(super) marks: Box<[u32]>,
    pub(super) credit: Option<Agency>,
    pub(super) own_agency: Option<Agency>,
    /// The story that it came with.
    pub(super) came: Option<Box<str>>,
}

impl Memory {
    /// What these bytes say; nothing where they are damaged or of another program.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut from = Reader::new(bytes)?;
        if from.byte()? != LAYOUT {
            return None;
        }
        let memory = Self::of(&mut from)?;
        from.ends().then_some(memory)
    }

    fn of(from: &mut Reader<'_>) -> Option<Self> {
        let flags = from.byte()?;
        let published = from.long()?.cast_signed();
        let (leaves_by, language, outlet) = (from.long()?.cast_signed(), from.number()?, from.number()?);
        let (runs, whole) = (from.number()?, from.long()?);
        let agencies = (from.byte()?, from.byte()?);
        let came = from.words()?;
        let terms = from.count(9)?;
        let terms: Vec<(u64, u8)> = (0..terms).map(|_| Some((from.long()?, from.byte()?))).collect::<Option<_>>()?;
        let labels = from.count(8)?;
        let label = |_| Some((from.number()?, from.words()?.into()));
        let labels: Vec<(u32, Box<str>)> = (0..labels).map(label).collect::<Option<_>>()?;
        let (sketch, marks) = (from.numbers()?, from.numbers()?);
        labels.iter().all(|(at, _)| (*at as usize) < terms.len()).then_some(Self {
            published: (flags & 1 != 0).then_some(published),
            leaves_by,
            language,
            outlet,
            terms,
            labels,
            sketch,
            runs,
            whole,
            marks,
            credit: Agency::numbered(agencies.0),
            own_agency: Agency::numbered(agencies.1),
            came: (flags & 2 != 0).then(|| came.into()),
        })
    }
}

/// What an article leaves; `keys` are its terms in the order of their first places, each with its number in the window.
pub(super) fn written(taken: &Taken, keys: &[(u64, u32)]) -> Vec<u8> {
    let held = &taken.held;
    let mut into = Writer::default();
    into.byte(LAYOUT);
    into.byte(u8::from(held.published.is_some()) | u8::from(taken.came.is_some()) << 1);
    into.long(held.published.unwrap_or(0).cast_unsigned());
    into.long(held.leaves_by.cast_unsigned());
    into.number(held.language);
    into.number(held.outlet);
    into.number(held.runs);
    into.long(held.whole);
    into.byte(Agency::number(held.credit));
    into.byte(Agency::number(held.own_agency));
    into.words(taken.came.as_deref().unwrap_or(""));
    into.count(keys.len());
    for (key, number) in keys {
        let at = held.terms.binary_search(number).ok();
        into.long(*key);
        into.byte(at.and_then(|at| held.packed.get(at)).copied().unwrap_or(0));
    }
    let places: FxHashMap<u32, u32> = (0u32..).zip(keys).map(|(at, (_, number))| (*number, at)).collect();
    into.count(held.labels.len());
    for (number, words) in &held.labels {
        into.number(places.get(number).copied().unwrap_or(0));
        into.words(words);
    }
    into.numbers(&held.sketch);
    into.numbers(&held.marks);
    into.done()
}
