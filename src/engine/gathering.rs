//! Gathering over the store: which sources are due, and what they give, saved as it comes. In: sources in the store.
//! Out: pages and articles in it, lines in its ledger. Never: a page saved without what is remembered of its fetch.

use super::intake::{ArticleFile, Ids};
use super::stages::{changed, noted, problem_of};
use super::{Engine, Tally};
use crate::error::{Problem, Result};
use crate::gather::{self, Due, Haul, Memory};
use crate::model::{
    Asked, Host, LedgerLine, Outcome, Position, Progress, Received, Silent, Source, SourceKind, Unit, Visit,
};
use crate::store::{Catch, Intake, Loader, SourceRow};
use std::sync::{Mutex, PoisonError};

/// How the addresses of files begin: those are read every time, as it costs little and they may have changed.
const FILE: &str = "file:";

/// Most problems of one import that are told one by one; the ledger has them all.
const TOLD_MAX: usize = 100;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many pages or articles were new or changed.
    pub done: usize,
    /// How many things of it were left out; the ledger says why.
    pub left_out: usize,
    /// Whether all of it was taken in before, and it did not change since.
    pub unchanged: bool,
    /// What was wrong about some things; the rest went on. Where they are many, the first ones.
    pub problems: Vec<Problem>,
    /// How many more problems there were.
    pub untold: usize,
}

impl Imported {
    fn add(&mut self, done: usize, problems: Vec<Problem>) {
        self.done += done;
        let room = TOLD_MAX.saturating_sub(self.problems.len());
        self.untold += problems.len().saturating_sub(room);
        self.problems.extend(problems.into_iter().take(room));
    }

    fn tally(self) -> Tally {
        Tally { done: self.done, problems: self.problems }
    }
}

/// Steps of a file, told as far as it is read.
#[derive(Default)]
struct Steps(u64);

impl Steps {
    fn reach(&mut self, done: u64, progress: &dyn Progress) {
        progress.advance(done.saturating_sub(self.0));
        self.0 = self.0.max(done);
    }
}

/// Is told of each haul and of what was wrong in it.
type Tell<'a> = &'a mut dyn FnMut(&Haul, Vec<Problem>);

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
        progress.begin("gather", Some(due.len() as u64), Unit::Things);
        let (files, pages): (Vec<_>, Vec<_>) = due.into_iter().partition(|row| row.source.kind == SourceKind::Articles);
        for row in files {
            let taken = self.take_articles(&row.source, now, &Silent)?.tally();
            let problem = taken.problems.first().map(|problem| problem.what.clone());
            let catch = Catch { state: Some((row.state, problem)), ..Catch::default() };
            self.store.save_catch(&row.source, &catch, now)?;
            tally.add(taken);
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

    /// Takes in a source once, without following it; one that was killed on the way goes on where it was.
    pub fn import(&mut self, source: &Source, now: Received, progress: &dyn Progress) -> Result<Imported> {
        let (total, unit) = gather::extent(source, &self.options.gather).unzip();
        progress.begin("import", total, unit.unwrap_or_default());
        let imported = match source.kind {
            SourceKind::Articles => self.take_articles(source, now, progress),
            _ => {
                let due = Due { position: self.store.position(source)?, ..Due::new(source.clone()) };
                self.take_file(&due, now, progress)
            }
        };
        progress.end();
        imported
    }

    /// Takes in what a file or folder of pages gives.
    fn take_file(&mut self, due: &Due, now: Received, progress: &dyn Progress) -> Result<Imported> {
        let (mut imported, mut shown) = (Imported::default(), Steps::default());
        let done = self.take_hauls(std::slice::from_ref(due), now, &mut |haul, problems| {
            imported.add(0, problems);
            imported.left_out += haul.lines.iter().filter(|line| line.outcome == Outcome::Dropped).count();
            let whole = |line: &LedgerLine| line.asked == Asked::Listing && line.outcome == Outcome::Unchanged;
            imported.unchanged |= haul.lines.iter().any(whole);
            shown.reach(haul.done, progress);
        })?;
        imported.done = done;
        Ok(imported)
    }

    fn take_articles(&mut self, source: &Source, now: Received, progress: &dyn Progress) -> Result<Imported> {
        let mut imported = Imported::default();
        let mut file = match ArticleFile::open(&source.address, Ids::Within(source.id.clone()), Some(now)) {
            Ok(file) => file,
            Err(error) => {
                let problem = problem_of(&source.address, &error);
                let line = LedgerLine::new(now, Asked::Listing, Outcome::Failed, source.address.clone());
                let line = line.because("unreadable", problem.what.clone(), problem.hint.clone());
                self.store.note(Some(source), &[line])?;
                imported.add(0, vec![problem]);
                return Ok(imported);
            }
        };
        let batch_max = self.options.batch;
        let mut position = None;
        if let Some(mark) = file.mark().map(str::to_owned) {
            let before = self.store.position(source)?.filter(|before| before.mark == mark);
            if let Some(before) = before.as_ref().filter(|before| before.done) {
                let unchanged = self.whole(source, before, Outcome::Unchanged, now);
                self.store.note(Some(source), &[unchanged])?;
                return Ok(Imported { unchanged: true, ..imported });
            }
            let begun = before.unwrap_or(Position { mark, ..Position::default() });
            file.pass(begun.records, batch_max);
            position = Some(begun);
        }
        let (mut next, mut shown) = (file.next_batch(batch_max), Steps::default());
        while let Some(batch) = next {
            if let Some(position) = &mut position {
                position.records = batch.lines;
            }
            let intakes: Vec<Intake> =
                batch.articles.into_iter().map(|article| Intake { article, page: None }).collect();
            let lines = noted(&batch.problems, now);
            let (taken, following) = rayon::join(
                || self.store.take(source, &intakes, &lines, position.as_ref(), now),
                || file.next_batch(batch_max),
            );
            imported.add(changed(&taken?), batch.problems);
            shown.reach(if position.is_some() { batch.bytes } else { batch.lines }, progress);
            next = following;
        }
        if let Some(position) = position {
            let whole = self.whole(source, &position, Outcome::Received, now);
            self.store.take(source, &[], &[whole], Some(&Position { done: true, ..position }), now)?;
        }
        Ok(imported)
    }

    /// What the ledger says of a file that was taken in to its end.
    fn whole(&self, source: &Source, position: &Position, outcome: Outcome, now: Received) -> LedgerLine {
        let (bytes, _) = gather::extent(source, &self.options.gather).unwrap_or_default();
        let items = u32::try_from(position.records).ok();
        let line = LedgerLine::new(now, Asked::Listing, outcome, source.address.clone());
        LedgerLine { bytes, items, ..line }
    }

    /// Takes in what sources of pages give.
    fn take_pages(&mut self, due: &[Due], now: Received, progress: &dyn Progress) -> Result<Tally> {
        let mut problems = Vec::new();
        let done = self.take_hauls(due, now, &mut |haul, told| {
            problems.extend(told);
            progress.advance(u64::from(haul.state.is_some()));
        })?;
        Ok(Tally { done, problems })
    }

    /// Takes in what sources of pages give, haul by haul, and tells what was wrong in each; how many pages were new.
    fn take_hauls(&mut self, due: &[Due], now: Received, tell: Tell<'_>) -> Result<usize> {
        let options = gather::Options { haul_pages: self.options.batch, ..self.options.gather.clone() };
        let memory = Remembered(Mutex::new(self.store.loader()?));
        let (store, mut done) = (&mut self.store, 0);
        let mut first_problems: Vec<Option<String>> = vec![None; due.len()];
        gather::gather(due, &memory, &options, now, &mut |haul: Haul| {
            let problems: Vec<Problem> = haul.lines.iter().filter_map(LedgerLine::problem).collect();
            let (Some(one), Some(first)) = (due.get(haul.due), first_problems.get_mut(haul.due)) else { return Ok(()) };
            if first.is_none() {
                *first = failure(&one.source, &haul, &problems);
            }
            tell(&haul, problems);
            let catch = Catch {
                pages: haul.pages,
                lines: haul.lines,
                visits: haul.visits,
                hosts: haul.hosts,
                position: haul.position,
                state: haul.state.map(|state| (state, first.take())),
                kind: haul.kind,
            };
            done += store.save_catch(&one.source, &catch, now)?;
            Ok(())
        })?;
        Ok(done)
    }
}

/// Why the gathering of a source failed, as far as this haul knows. A file fails as a whole; what is wrong about things in it is in
/// the ledger, where one that was killed on the way finds it again.
fn failure(source: &Source, haul: &Haul, problems: &[Problem]) -> Option<String> {
    let of_file = || haul.lines.iter().find(|line| line.asked == Asked::Listing && line.outcome == Outcome::Failed);
    if source.kind.is_web() {
        return problems.first().map(|problem| problem.what.clone());
    }
    of_file().map(|line| line.what.clone())
}

/// Whether a source is to be asked: its last reply is old enough, and nobody asked for more time.
fn is_due(row: &SourceRow, now: Received, minutes: u32) -> bool {
    let old = |fetched: Received| now.0.as_second() - fetched.0.as_second() >= i64::from(minutes) * 60;
    let waits = row.state.not_before.is_some_and(|at| now.0 < at.0);
    !row.source.paused && !waits && row.fetched.is_none_or(old)
}
