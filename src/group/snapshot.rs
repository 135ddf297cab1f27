//! The window as it stands, as bytes, without what its articles leave one by one (see `memory`). In: a window, or bytes. Out:
//! bytes, or a window that waits for its articles and then is the one that was. Never: half of it: bytes that are damaged
//! are nothing.

use super::bytes::{Reader, Writer};
use super::lexicon::Lexicon;
use super::likeness::Sums;
use super::near::{Near, Neighbour};
use super::window::Window;
use std::collections::VecDeque;

/// How the bytes are laid out; another number is nothing to this program.
const LAYOUT: u8 = 1;
/// A neighbour whose report began with another article has this bit in its likeness, which is 10,000 at most.
const VOICED: u16 = 1 << 15;

/// What the window knows of an article and can not be told from the article alone.
#[derive(Debug, Clone)]
pub(super) struct Recalled {
    pub(super) voice: u32,
    pub(super) squares: Sums,
    pub(super) near: Near,
}

/// What is to come back once all articles of a snapshot are there.
#[derive(Debug, Clone, Default)]
pub(super) struct Awaited {
    /// One per article, in order.
    pub(super) articles: VecDeque<Recalled>,
    clock: VecDeque<i64>,
    /// An article of each story that changed since the last repair.
    touched: Vec<u32>,
    arrivals: usize,
    compared_at: usize,
}

impl Window {
    /// A window that holds nothing yet and whose first article has this number.
    pub fn starting_at(number: u32) -> Self {
        Self { base: number, ..Self::default() }
    }

    /// The number of the oldest article in the window; the first one that ever came has 0.
    pub fn first(&self) -> u32 {
        self.base
    }

    /// How many articles a window that was recalled still waits for.
    pub fn awaits(&self) -> usize {
        self.awaited.as_ref().map_or(0, |awaited| awaited.articles.len())
    }

    /// The window as it stands.
    pub fn snapshot(&self) -> Vec<u8> {
        let mut into = Writer::default();
        into.byte(LAYOUT);
        into.number(self.base);
        into.count(self.compared_at);
        into.count(self.arrivals);
        into.count(self.clock.len());
        self.clock.iter().for_each(|time| into.long(time.cast_unsigned()));
        let changed = self.touched.iter().filter_map(|story| self.kept(*story)?.members.first().copied());
        let mut changed: Vec<u32> = changed.collect();
        changed.sort_unstable();
        into.numbers(&changed);
        into.count(self.articles.len());
        for held in &self.articles {
            into.number(held.voice);
            let squares = [held.squares.all, held.squares.title, held.squares.named];
            squares.iter().for_each(|sum| into.number(sum.to_bits()));
            into.byte(u8::try_from(held.near.neighbours().len()).unwrap_or(0));
            held.near.neighbours().iter().for_each(|near| write(near, &mut into));
        }
        self.lexicon.write(&mut into);
        into.done()
    }

    /// A window that waits for the articles of a snapshot, in order; nothing where the bytes are damaged.
    pub fn recalled(bytes: &[u8]) -> Option<Self> {
        let mut from = Reader::new(bytes)?;
        if from.byte()? != LAYOUT {
            return None;
        }
        let base = from.number()?;
        let (compared_at, arrivals) = (from.number()? as usize, from.number()? as usize);
        let times = from.count(8)?;
        let clock = (0..times).map(|_| from.long().map(u64::cast_signed)).collect::<Option<_>>()?;
        let touched = from.numbers()?.into_vec();
        let count = from.count(17)?;
        let articles = (0..count).map(|_| article(&mut from)).collect::<Option<_>>()?;
        let lexicon = Lexicon::read(&mut from)?;
        let awaited = Awaited { articles, clock, touched, arrivals, compared_at };
        base.checked_add(u32::try_from(count).ok()?)?;
        let mut window = Self { base, lexicon, awaited: Some(awaited), ..Self::default() };
        window.recall_rest();
        from.ends().then_some(window)
    }

    /// Takes over what a snapshot says of all articles together, where none is awaited any more.
    pub(super) fn recall_rest(&mut self) {
        if self.awaits() > 0 {
            return;
        }
        let Some(awaited) = self.awaited.take() else { return };
        self.clock = awaited.clock;
        self.touched = awaited.touched.iter().filter_map(|number| Some(self.held(*number)?.story)).collect();
        (self.arrivals, self.compared_at) = (awaited.arrivals, awaited.compared_at);
    }
}

fn write(near: &Neighbour, into: &mut Writer) {
    into.number(near.article);
    if near.voice == near.article {
        into.short(near.likeness);
    } else {
        into.short(near.likeness | VOICED);
        into.number(near.voice);
    }
}

fn article(from: &mut Reader<'_>) -> Option<Recalled> {
    let voice = from.number()?;
    let mut sum = || from.number().map(f32::from_bits);
    let squares = Sums { all: sum()?, title: sum()?, named: sum()? };
    let mut near = Near::default();
    for _ in 0..from.byte()? {
        let (article, likeness) = (from.number()?, from.short()?);
        let voice = if likeness & VOICED == 0 { article } else { from.number()? };
        near.insert(Neighbour { article, voice, likeness: likeness & !VOICED });
    }
    Some(Recalled { voice, squares, near })
}
