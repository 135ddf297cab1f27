//! The stages over the store. In: what is waiting. Out: what was derived, saved batch by batch.
//! Never: a batch saved in part; a kill at any moment leaves the store as it was between two batches.

use super::batches::{work, work_in_order};
use super::intake::{self, Ids};
use super::window::{TakenApart, arrival, taken_apart};
use super::{Engine, Neighbours, Tally};
use crate::error::{Error, Kind, Problem, Result};
use crate::model::{Access, Article, Change, Explainer, LedgerLine, Progress, Reading, Received, Story};
use crate::store::{
    ExplainerRow, Extraction, Finished, Intake, PageRow, Placed, ReadingRow, RowNumber, StoryWork, Taken, WindowRow,
    index_text,
};
use crate::wire::{ExplainerLine, ReadingLine};
use crate::{explain, extract, group, read};
use rayon::prelude::*;

/// Articles of a story, roughly: a batch of stories is as large as one of articles.
const ARTICLES_OF_A_STORY: usize = 2;
/// The window is saved with the last batch of a run and after so many articles: a run that is killed does at most so many anew.
const SNAPSHOT_ARRIVALS: usize = 16_384;

/// The article of a page, why its text may be less than the article, and what was wrong.
type Done = (Option<Intake>, Option<Access>, Vec<Problem>);

impl Engine {
    /// Extracts the articles of all pages that wait.
    pub(super) fn extract(&mut self, now: Received, progress: &dyn Progress) -> Result<Tally> {
        let stamp = self.stamps.extract.clone();
        let waiting = self.store.waiting_to_extract(&stamp)?;
        let mut tally = Tally::default();
        let (loader, options, store) = (self.store.loader()?, &self.options.extract, &mut self.store);
        let prepare = move |numbers: &[RowNumber]| {
            let pages = loader.pages(numbers)?;
            Ok(pages.par_iter().map(|row| extract_one(row, options, now)).collect::<Vec<_>>())
        };
        work(&waiting, self.options.batch, ("extract", progress), prepare, |numbers, done| {
            let (pages, problems): (Vec<_>, Vec<_>) =
                numbers.iter().zip(done).map(|(page, done)| extraction(*page, done, now)).unzip();
            let taken = store.save_extractions(&pages, &stamp, now)?;
            tally.add(Tally { done: changed(&taken), problems: problems.concat() });
            Ok(())
        })?;
        Ok(tally)
    }

    /// Reads all articles that wait.
    pub(super) fn read(&mut self, progress: &dyn Progress) -> Result<Tally> {
        let stamp = self.stamps.read.clone();
        let waiting = self.store.waiting_to_read(&stamp)?;
        let (loader, options, store) = (self.store.loader()?, &self.options.read, &mut self.store);
        let prepare = move |numbers: &[RowNumber]| {
            let articles = loader.articles(numbers)?;
            let earlier = loader.earlier_versions(&articles)?;
            let read = numbers.par_iter().zip(&articles).zip(&earlier);
            let one = |((number, article), earlier): ((&RowNumber, &Article), &Vec<Article>)| {
                read_one(*number, article, earlier, options)
            };
            read.map(one).collect::<Result<Vec<ReadingRow>>>()
        };
        let mut regroups = false;
        let worked = work(&waiting, self.options.batch, ("read", progress), prepare, |_, rows| {
            regroups |= store.save_readings(&rows, &stamp)?;
            Ok(())
        });
        if regroups {
            self.window = None;
        }
        worked?;
        Ok(Tally { done: waiting.len(), problems: Vec::new() })
    }

    /// Groups all articles that wait, in the order of their publication.
    pub(super) fn group(&mut self, progress: &dyn Progress) -> Result<Tally> {
        let stamp = self.stamps.group.clone();
        if self.store.grouping_is_stale(&stamp)? {
            self.window = None;
            self.storylines = None;
            self.store.reset_grouping()?;
        }
        let waiting = self.store.waiting_to_group()?;
        if !waiting.is_empty() {
            let mut window = self.take_window()?;
            let (loader, options, store) = (self.store.loader()?, &self.options.group, &mut self.store);
            let prepare = move |numbers: &[RowNumber]| taken_apart(loader.readings(numbers)?);
            let (mut left, mut since) = (waiting.len(), 0);
            let decide = |numbers: &[RowNumber], TakenApart { read, matters }| {
                let arrivals: Vec<group::Arrival<'_>> = read.iter().map(arrival).collect();
                window.hand(matters);
                let mut grouping = window.group(&arrivals, options);
                left = left.saturating_sub(numbers.len());
                since += numbers.len();
                if left == 0 {
                    grouping.then(window.settle(options));
                }
                let snapshot = (left == 0 || since >= SNAPSHOT_ARRIVALS).then(|| window.snapshot());
                since = if snapshot.is_some() { 0 } else { since };
                let memories = std::mem::take(&mut grouping.memories);
                Ok((grouping, WindowRow { memories, first: window.first(), snapshot }))
            };
            let save = |numbers: &[RowNumber], (grouping, row): (group::Grouping, WindowRow)| {
                let places = numbers.iter().zip(grouping.placements);
                let placed: Vec<Placed> =
                    places.map(|(number, placement)| Placed { number: *number, placement }).collect();
                store.save_placements(&placed, (&grouping.moved, &grouping.log), &row, &stamp)
            };
            work_in_order(&waiting, self.options.batch, ("group", progress), prepare, decide, save)?;
            self.window = Some(window);
        }
        self.store.settle_stories()?;
        self.link(progress)?;
        Ok(Tally { done: waiting.len(), problems: Vec::new() })
    }

    /// Explains all stories that wait, newest first.
    pub(super) fn explain(&mut self, progress: &dyn Progress) -> Result<Tally> {
        let stamp = self.stamps.explain.clone();
        let waiting = self.store.waiting_to_explain(&stamp)?;
        if waiting.is_empty() {
            return Ok(Tally::default());
        }
        let window = self.take_window()?;
        let mut tally = Tally::default();
        let (loader, options, store) = (self.store.loader()?, &self.options.explain, &mut self.store);
        let seen = &window;
        let prepare = move |numbers: &[RowNumber]| {
            let stories = loader.stories(numbers)?;
            Ok(stories.into_par_iter().map(|work| (work.id.clone(), explain_one(work, seen, options))).collect())
        };
        let batch = (self.options.batch / ARTICLES_OF_A_STORY).max(1);
        work(&waiting, batch, ("explain", progress), prepare, |_, done: Vec<_>| {
            let mut finished = Vec::with_capacity(done.len());
            for (id, result) in done {
                match result {
                    Ok(explained) => finished.push(explained),
                    Err(error) => tally.problems.push(problem_of(&format!("story {id}"), &error)),
                }
            }
            store.save_explainers(&finished, &stamp)?;
            tally.done += finished.len();
            Ok(())
        })?;
        self.window = Some(window);
        Ok(tally)
    }
}

pub(super) fn changed(taken: &[Taken]) -> usize {
    taken.iter().filter(|taken| **taken != Taken::Unchanged).count()
}

/// What the ledger is to say of these problems.
pub(super) fn noted(problems: &[Problem], now: Received) -> Vec<LedgerLine> {
    problems.iter().map(|problem| LedgerLine::of(problem, problem.kept, problem.reason, now)).collect()
}

pub(super) fn problem_of(place: &str, error: &Error) -> Problem {
    let what = error.to_string().lines().next().unwrap_or_default().to_owned();
    let what = what.strip_prefix(place).map_or(what.as_str(), |rest| rest.trim_start_matches(": ")).to_owned();
    Problem::new(place, what, error.hint().unwrap_or("the rest went on"))
}

/// What a page was extracted to, as it is saved, and what was wrong about it.
fn extraction(page: RowNumber, done: Done, now: Received) -> (Extraction, Vec<Problem>) {
    let (article, access, problems) = done;
    (Extraction { page, article, access, lines: noted(&problems, now) }, problems)
}

fn extract_one(row: &PageRow, options: &extract::Options, now: Received) -> Done {
    let extracted = extract::extract(&row.page, options);
    let (mut problems, access) = (extracted.problems, extracted.details.access);
    let Some(mut draft) = extracted.draft else { return (None, None, problems) };
    draft.received = Some(row.page.fetched);
    let (article, more) = intake::article(&row.page.url, draft, &Ids::AsGiven, Some(now));
    problems.extend(more);
    (article.map(|article| Intake { article, page: Some(row.number) }), access, problems)
}

fn read_one(number: RowNumber, article: &Article, earlier: &[Article], options: &read::Options) -> Result<ReadingRow> {
    let reading = read::read(article, options);
    let line = ReadingLine::new(&reading, article.text());
    Ok(ReadingRow {
        number,
        version: article.version(),
        body: to_json(&line)?,
        title_index: index_text(article.title(), &reading.language),
        text_index: index_text(article.text(), &reading.language),
        changes: changes(earlier, article, &reading, options),
        language: reading.language,
    })
}

/// How each version of an article differs from the one before it; the newest one was read already.
fn changes(earlier: &[Article], newest: &Article, reading: &Reading, options: &read::Options) -> Vec<(u32, Change)> {
    let between = earlier.windows(2).filter_map(|pair| match pair {
        [older, newer] => Some((newer.version(), read::change(older, newer, &read::read(newer, options)))),
        _ => None,
    });
    let last = earlier.last().map(|older| (newest.version(), read::change(older, newest, reading)));
    between.chain(last).collect()
}

fn explain_one(mut work: StoryWork, window: &group::Window, options: &explain::Options) -> Result<Finished> {
    let story = Story::new(work.id.clone(), work.take_members()?)?;
    let mut explainer: Explainer = explain::explain(&story, &Neighbours::new(window), options)?;
    if let Some(before) = &work.body {
        explainer.version = work.version;
        if to_json(&ExplainerLine::from(&explainer))? == *before {
            return Ok(Finished { number: work.number, changed: None });
        }
    }
    explainer.version = work.version + 1;
    let line = ExplainerLine::from(&explainer);
    let body = to_json(&line)?;
    Ok(Finished { number: work.number, changed: Some(ExplainerRow::new(&line, body)) })
}

fn to_json(line: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(line)
        .map_err(|error| Error::new(Kind::Invalid, format!("cannot be written as JSON: {error}")))
}
