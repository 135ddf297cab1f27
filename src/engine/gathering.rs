//! Gathering over the store: which sources are due, and what they give, saved as it comes. In: sources in the store.
//! Out: pages and articles in it, lines in its ledger. Never: a page saved without what is remembered of its fetch.

use super::intake::{ArticleFile, Ids};
use super::stages::{changed, noted, problem_of};
use super::{Engine, Tally};
use crate::error::{Problem, Result};
use crate::gather::{self, Due, Haul, Memory};
use crate::model::{Host, LedgerLine, Progress, Received, Source, SourceKind, Visit};
use crate::store::{Catch, Intake, Loader, SourceRow};
use std::sync::{Mutex, PoisonError};

/// How the addresses of files begin: those are read every time, as it costs little and they may have changed.
const FILE: &str = "file:";

/// What the store remembers, asked by several threads.
struct Remembered(Mutex<Loader>);

impl Remembered {
    /// What the store says; where it fails to, nothing is remembered.
    fn ask<T>(&self, question: impl FnOnce(&Loader) -> Result<Option<T>>) -> Option<T> {
        question(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).ok().flatten()
    }
}

impl Memory for Remembered {
    fn visit(&self, url: &str) -> Option<Visit> {
        if url.starts_with(FILE) { None } else { self.ask(|loader| loader.visit(url)) }
    }

    fn host(&self, origin: &str) -> Option<Host> {
        self.ask(|loader| loader.host(origin))
    }
}

impl Engine {
    /// Gathers from every source that is due.
    pub(super) fn gather(&mut self, now: Received, progress: &dyn Progress) -> Result<Tally> {
        let due: Vec<SourceRow> =
            self.store.sources()?.into_iter().filter(|row| is_due(row, now, self.options.due_minutes)).collect();
        let mut tally = Tally::default();
        if due.is_empty() {
            return Ok(tally);
        }
        progress.begin("gather", Some(due.len() as u64));
        let (files, pages): (Vec<_>, Vec<_>) = due.into_iter().partition(|row| row.source.kind == SourceKind::Articles);
        for row in files {
            tally.add(self.take_articles(&row.source, now, progress)?);
            progress.advance(1);
        }
        let mut asked = Vec::with_capacity(pages.len());
        for row in pages {
            let position = self.store.position(&row.source)?;
            asked.push(Due { source: row.source, state: row.state, position });
        }
        tally.add(self.take_pages(&asked, now, progress)?);
        progress.end();
        Ok(tally)
    }

    /// Takes in a source once, without following it.
    pub fn import(&mut self, source: &Source, now: Received, progress: &dyn Progress) -> Result<Tally> {
        progress.begin("import", None);
        let tally = match source.kind {
            SourceKind::Articles => self.take_articles(source, now, progress),
            _ => {
                let due = Due { position: self.store.position(source)?, ..Due::new(source.clone()) };
                self.take_pages(&[due], now, progress)
            }
        };
        progress.end();
        tally
    }

    fn take_articles(&mut self, source: &Source, now: Received, progress: &dyn Progress) -> Result<Tally> {
        let mut tally = Tally::default();
        let mut file = match ArticleFile::open(&source.address, Ids::Within(source.id.clone()), Some(now)) {
            Ok(file) => file,
            Err(error) => {
                tally.problems.push(problem_of(&source.address, &error));
                return Ok(tally);
            }
        };
        let mut next = file.next_batch(self.options.batch);
        while let Some(batch) = next {
            let intakes: Vec<Intake> =
                batch.articles.into_iter().map(|article| Intake { article, page: None }).collect();
            let lines = noted(&batch.problems, now);
            let (taken, following) =
                rayon::join(|| self.store.take(source, &intakes, &lines, now), || file.next_batch(self.options.batch));
            tally.add(Tally { done: changed(&taken?), problems: batch.problems });
            progress.advance(intakes.len() as u64);
            next = following;
        }
        Ok(tally)
    }

    /// Takes in what sources of pages give, haul by haul.
    fn take_pages(&mut self, due: &[Due], now: Received, progress: &dyn Progress) -> Result<Tally> {
        let memory = Remembered(Mutex::new(self.store.loader()?));
        let (store, mut tally) = (&mut self.store, Tally::default());
        let mut first_problems: Vec<Option<String>> = vec![None; due.len()];
        gather::gather(due, &memory, &self.options.gather, now, &mut |haul: Haul| {
            let problems: Vec<Problem> = haul.lines.iter().filter_map(LedgerLine::problem).collect();
            let (Some(one), Some(first)) = (due.get(haul.due), first_problems.get_mut(haul.due)) else { return Ok(()) };
            if first.is_none() {
                *first = problems.first().map(|problem| problem.what.clone());
            }
            let (pages, ended) = (haul.pages.len(), haul.state.is_some());
            let catch = Catch {
                pages: haul.pages,
                lines: haul.lines,
                visits: haul.visits,
                hosts: haul.hosts,
                position: haul.position,
                state: haul.state.map(|state| (state, first.take())),
                kind: haul.kind,
            };
            tally.add(Tally { done: store.save_catch(&one.source, &catch, now)?, problems });
            progress.advance(pages as u64 + u64::from(ended));
            Ok(())
        })?;
        Ok(tally)
    }
}

/// Whether a source is to be asked: its last reply is old enough, and nobody asked for more time.
fn is_due(row: &SourceRow, now: Received, minutes: u32) -> bool {
    let old = |fetched: Received| now.0.as_second() - fetched.0.as_second() >= i64::from(minutes) * 60;
    let waits = row.state.not_before.is_some_and(|at| now.0 < at.0);
    !row.source.paused && !waits && row.fetched.is_none_or(old)
}
