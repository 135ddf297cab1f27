//! Storylines over the store: stories whose articles changed get a new profile and new links, in the order in which they
//! began. In: stories that wait for it. Out: profiles and links, saved batch by batch. Never: a window of articles: what
//! a story continues may have left it long ago.

use super::Engine;
use super::batches::work_in_order;
use super::window::{arrival, readings};
use crate::error::Result;
use crate::group::{self, Arrival, Storylines};
use crate::model::{Profile, Progress};
use crate::store::{Linked, ProfileWork, RowNumber};
use rayon::prelude::*;

impl Engine {
    /// Links all stories that wait.
    pub(super) fn link(&mut self, progress: &dyn Progress) -> Result<()> {
        let stamp = self.stamps.group.clone();
        let waiting = self.store.waiting_to_link(&stamp)?;
        if waiting.is_empty() {
            return Ok(());
        }
        let mut storylines = self.take_storylines()?;
        let (loader, store) = (self.store.loader()?, &mut self.store);
        let prepare = move |numbers: &[RowNumber]| {
            let samples = loader.samples(numbers, group::FIRST_MEMBERS, group::LAST_MEMBERS)?;
            samples.into_par_iter().map(profiled).collect::<Result<Vec<_>>>()
        };
        let decide = |_: &[RowNumber], profiles: Vec<(RowNumber, Profile)>| {
            let linked = |(number, profile)| {
                let links = storylines.continue_with(&profile);
                Linked { number, profile, links }
            };
            Ok(profiles.into_iter().map(linked).collect::<Vec<_>>())
        };
        let save = |_: &[RowNumber], linked: Vec<Linked>| store.save_links(&linked, &stamp);
        work_in_order(&waiting, self.options.batch, ("group", progress), prepare, decide, save)?;
        self.storylines = Some(storylines);
        Ok(())
    }

    /// The storylines, taken out; rebuilt where there are none or where a story of theirs is no more.
    fn take_storylines(&mut self) -> Result<Storylines> {
        let known = self.store.profile_count()?.min(group::PROFILES_MAX);
        if let Some(storylines) = self.storylines.take().filter(|storylines| storylines.len() == known) {
            return Ok(storylines);
        }
        let mut storylines = Storylines::default();
        for profile in self.store.loader()?.profiles(group::PROFILES_MAX)? {
            storylines.enter(&profile);
        }
        Ok(storylines)
    }
}

/// The profile of a story, from a sample of its articles and the times of all.
fn profiled(work: ProfileWork) -> Result<(RowNumber, Profile)> {
    let read = readings(work.sample)?;
    let members: Vec<Arrival<'_>> = read.iter().map(arrival).collect();
    let profile = group::profile(&work.id, &members);
    Ok((work.number, Profile { first: work.first, newest: work.newest, articles: work.articles, ..profile }))
}
