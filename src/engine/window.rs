//! The window of the group stage: taken out for work, put back when that was saved, rebuilt from the store otherwise.
//! In: the articles grouped last, with their places. Out: the window as it stood after them.
//! Never: a window that knows of a batch which was not saved.

use super::Engine;
use super::batches::work;
use crate::error::Result;
use crate::group::{Arrival, Bonds, Earlier, Matter, Memory, Options, Window, take_apart};
use crate::model::{Article, Placement, Reading, Silent};
use crate::store::{Loader, ReadArticle, RowNumber};
use rayon::prelude::*;

/// Articles restored before the first one that the window still holds: its clock looks back at fewer than these.
const MARGIN: usize = 64;

/// Articles that one core takes apart in a row: enough that words met before pay, few enough for all cores to be at work.
const PART: usize = 64;

const DAY_SECONDS: i64 = 86_400;

impl Engine {
    /// What group keeps of the articles grouped last; rebuilt from the store where this engine has not grouped yet.
    pub fn window(&mut self) -> Result<&Window> {
        let window = self.take_window()?;
        Ok(self.window.insert(window))
    }

    /// The window, taken out: where the work on it fails, the next one is rebuilt.
    pub(super) fn take_window(&mut self) -> Result<Window> {
        match self.window.take() {
            Some(window) => Ok(window),
            None => self.rebuilt_window(),
        }
    }

    /// The window as it was left, else computed anew; then all that was grouped since.
    fn rebuilt_window(&mut self) -> Result<Window> {
        let left = self.left_window()?;
        // What was grouped from nothing is followed step by step; where the beginning is out of the window, it is taken as at rest.
        let is_left = left.is_some();
        let (mut window, numbers) = left.map_or_else(|| self.new_window(), Ok)?;
        let is_followed = is_left || window.first() == 0;
        window.bind(Bonds::new(&self.store.decisions()?));
        window.remember();
        let (loader, options, store) = (self.store.loader()?, &self.options.group, &mut self.store);
        let prepare = move |numbers: &[RowNumber]| Ok((placed_before(&loader, numbers)?, loader.placements(numbers)?));
        work(
            &numbers,
            self.options.batch,
            ("window", &Silent),
            prepare,
            |_, (PlacedBefore { articles, matters }, places)| {
                let earlier: Vec<(Earlier<'_>, &Placement)> =
                    articles.iter().map(Before::earlier).zip(&places).collect();
                window.hand(matters);
                match window.restore(&earlier, options) {
                    anew if anew.is_empty() => Ok(()),
                    anew => store.save_memories(&anew),
                }
            },
        )?;
        if !is_followed {
            window.restored(options);
        }
        Ok(window)
    }

    /// The window as it was saved last, which waits for its articles, and these with those grouped since; none where that was
    /// not saved, is damaged, or does not fit the articles.
    fn left_window(&self) -> Result<Option<(Window, Vec<RowNumber>)>> {
        let Some(body) = self.store.window(&self.stamps.group)? else { return Ok(None) };
        let Some(window) = Window::recalled(&body) else { return Ok(None) };
        let grouped = self.store.grouped_from(window.first())?;
        let fits = (i64::from(window.first())..).zip(&grouped).all(|(number, (_, known))| number == *known);
        let numbers: Vec<RowNumber> = grouped.into_iter().map(|(row, _)| row).collect();
        Ok((fits && numbers.len() >= window.awaits()).then_some((window, numbers)))
    }

    /// A window that knows nothing yet, and the articles that it is made of.
    fn new_window(&self) -> Result<(Window, Vec<RowNumber>)> {
        let options = &self.options.group;
        let last = self.store.grouped_last(options.articles_max.saturating_add(MARGIN))?;
        let first = first_held(&last, options).saturating_sub(MARGIN);
        let numbers = last.iter().skip(first).map(|(row, ..)| *row).collect();
        Ok((Window::starting_at(last.get(first).map_or(0, |(_, number, _)| *number)), numbers))
    }
}

/// Which of the articles grouped last is the first that the window holds: those before it are too old, and not
/// needed to make up its smallest size.
fn first_held(last: &[(RowNumber, u32, Option<i64>)], options: &Options) -> usize {
    let newest = last.iter().rev().take(MARGIN).filter_map(|(.., time)| *time).min().unwrap_or(i64::MIN);
    let horizon = newest.saturating_sub(i64::from(options.days) * DAY_SECONDS);
    let young = last.iter().position(|(.., time)| time.is_none_or(|time| time >= horizon)).unwrap_or(0);
    young.min(last.len().saturating_sub(options.articles_min))
}

/// An article with its reading, as group takes it.
pub(super) fn arrival((article, reading): &(Article, Reading)) -> Arrival<'_> {
    Arrival { article, reading }
}

/// A batch of articles as group takes them.
pub(super) struct TakenApart {
    pub(super) read: Vec<(Article, Reading)>,
    pub(super) matters: Vec<Matter>,
}

/// Articles with their readings, each taken apart, on all cores.
pub(super) fn taken_apart(read: Vec<ReadArticle>) -> Result<TakenApart> {
    let read = readings(read)?;
    let part = |part: &[(Article, Reading)]| take_apart(&part.iter().map(arrival).collect::<Vec<_>>());
    let matters: Vec<Vec<Matter>> = read.par_chunks(PART).map(part).collect();
    Ok(TakenApart { matters: matters.into_iter().flatten().collect(), read })
}

/// An article that was placed before.
enum Before {
    Remembered(Box<Memory>),
    Anew(Box<(Article, Reading)>),
}

impl Before {
    fn earlier(&self) -> Earlier<'_> {
        match self {
            Self::Remembered(memory) => Earlier::Remembered(memory),
            Self::Anew(read) => Earlier::Anew(arrival(read)),
        }
    }
}

/// A batch of articles that were placed before.
struct PlacedBefore {
    articles: Vec<Before>,
    /// Of those that the window does not remember.
    matters: Vec<Matter>,
}

/// Articles as the window held them; those of which that is not known are taken apart anew.
fn placed_before(loader: &Loader, numbers: &[RowNumber]) -> Result<PlacedBefore> {
    let read = |body: Option<Vec<u8>>| body.and_then(|body| Memory::read(&body));
    let memories: Vec<Option<Memory>> = loader.memories(numbers)?.into_par_iter().map(read).collect();
    let unknown = numbers.iter().zip(&memories).filter(|(_, memory)| memory.is_none());
    let unknown: Vec<RowNumber> = unknown.map(|(number, _)| *number).collect();
    let TakenApart { read, matters } = taken_apart(loader.readings(&unknown)?)?;
    let mut read = read.into_iter();
    let before = |memory: Option<Memory>| match memory {
        Some(memory) => Some(Before::Remembered(Box::new(memory))),
        None => read.next().map(|read| Before::Anew(Box::new(read))),
    };
    Ok(PlacedBefore { articles: memories.into_iter().filter_map(before).collect(), matters })
}

/// Readings as values of the model, parsed on all cores.
pub(super) fn readings(read: Vec<ReadArticle>) -> Result<Vec<(Article, Reading)>> {
    read.into_par_iter().map(ReadArticle::into_reading).collect()
}
