//! The window of the group stage: taken out for work, put back when that was saved, rebuilt from the store otherwise.
//! In: the articles grouped last, with their places. Out: the window as it stood after them.
//! Never: a window that knows of a batch which was not saved.

use super::Engine;
use super::batches::work;
use crate::error::Result;
use crate::group::{Arrival, Bonds, Matter, Options, Window, take_apart};
use crate::model::{Article, Placement, Reading, Silent};
use crate::store::{ReadArticle, RowNumber};
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

    fn rebuilt_window(&self) -> Result<Window> {
        let options = &self.options.group;
        let last = self.store.grouped_last(options.articles_max.saturating_add(MARGIN))?;
        let first = first_held(&last, options).saturating_sub(MARGIN);
        let numbers: Vec<RowNumber> = last.iter().skip(first).map(|(number, _)| *number).collect();
        let loader = self.store.loader()?;
        let mut window = Window::default();
        window.bind(Bonds::new(&self.store.decisions()?));
        let prepare =
            move |numbers: &[RowNumber]| Ok((taken_apart(loader.readings(numbers)?)?, loader.placements(numbers)?));
        work(
            &numbers,
            self.options.batch,
            ("window", &Silent),
            prepare,
            |_, (TakenApart { read, matters }, places)| {
                let earlier: Vec<(Arrival<'_>, &Placement)> = read.iter().map(arrival).zip(&places).collect();
                window.hand(matters);
                window.restore(&earlier, options);
                Ok(())
            },
        )?;
        window.restored(options);
        Ok(window)
    }
}

/// Which of the articles grouped last is the first that the window holds: those before it are too old, and not
/// needed to make up its smallest size.
fn first_held(last: &[(RowNumber, Option<i64>)], options: &Options) -> usize {
    let newest = last.iter().rev().take(MARGIN).filter_map(|(_, time)| *time).min().unwrap_or(i64::MIN);
    let horizon = newest.saturating_sub(i64::from(options.days) * DAY_SECONDS);
    let young = last.iter().position(|(_, time)| time.is_none_or(|time| time >= horizon)).unwrap_or(0);
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

/// Readings as values of the model, parsed on all cores.
pub(super) fn readings(read: Vec<ReadArticle>) -> Result<Vec<(Article, Reading)>> {
    read.into_par_iter().map(ReadArticle::into_reading).collect()
}
