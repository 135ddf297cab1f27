//! Articles from files of JSON lines, for the filters and for imports alike.
//! In: a path. Out: articles batch by batch, and one clear problem for each thing that was wrong.
//! Never: stops at a bad line, and never two articles with one id.

use crate::error::{Problem, Result};
use crate::gather::{Lines, open_lines};
use crate::model::{Article, ArticleDraft, ArticleId, Moment, Received, SourceId};
use crate::text::canonical_url;
use crate::wire::ArticleLine;
use jiff::ToSpan;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// First year that a publication can be of: newspapers began a century later.
const YEAR_MIN: i16 = 1500;

/// Last year that a publication can be of, also where nobody said what day it is.
const YEAR_MAX: i16 = 2200;

/// How far ahead of now a publication may lie, in days: zones and clocks differ, but not by more.
const DAYS_AHEAD_MAX: i64 = 2;

/// Bytes of lines after which a batch is full, however few articles they are.
const BATCH_BYTES: usize = 8 << 20;

/// How the ids that a file gives are taken.
#[derive(Debug, Clone)]
pub enum Ids {
    /// As they are.
    AsGiven,
    /// As unique only within this source.
    Within(SourceId),
}

/// What some lines of a file gave.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Articles, in the order of their lines.
    pub articles: Vec<Article>,
    /// What was wrong, in the order of the lines.
    pub problems: Vec<Problem>,
    /// How many lines of the file were read by now.
    pub lines: u64,
    /// How many bytes of the file were read by now, as they lie on disk.
    pub bytes: u64,
}

/// A file of articles.
pub struct ArticleFile {
    lines: Lines,
    path: String,
    ids: Ids,
    now: Option<Received>,
    seen: FxHashMap<ArticleId, usize>,
    ended: bool,
}

type Numbered = (usize, Vec<u8>);

impl ArticleFile {
    /// Opens a file; `-` is standard input. `now`, where it is known, tells dates that lie ahead.
    pub fn open(path: &str, ids: Ids, now: Option<Received>) -> Result<Self> {
        let lines = open_lines(path)?;
        Ok(Self { lines, path: path.to_owned(), ids, now, seen: FxHashMap::default(), ended: false })
    }

    /// Tells the file from another one of its name, or from what it was; none where it is no file on disk.
    pub fn mark(&self) -> Option<&str> {
        self.lines.mark()
    }

    /// Passes over so many lines that were taken before; only their ids are remembered.
    pub fn pass(&mut self, lines: u64, batch: usize) {
        while (self.lines.number() as u64) < lines && !self.ended {
            let left = lines - self.lines.number() as u64;
            let lines_max = usize::try_from(left).map_or(batch, |left| left.min(batch));
            self.next_batch(lines_max.max(1));
        }
    }

    /// What the next lines give, at most so many; none at the end of the file.
    pub fn next_batch(&mut self, lines_max: usize) -> Option<Batch> {
        let mut batch = Batch::default();
        let lines = self.next_lines(lines_max, &mut batch.problems);
        if lines.is_empty() && batch.problems.is_empty() {
            return None;
        }
        let parsed: Vec<(usize, Option<Article>, Vec<Problem>)> = lines
            .par_iter()
            .map(|(number, bytes)| {
                let place = format!("{} line {number}", self.path);
                let (article, problems) = parse(&place, bytes, &self.ids, self.now);
                (*number, article, problems)
            })
            .collect();
        let broken = std::mem::take(&mut batch.problems);
        for (number, article, problems) in parsed {
            batch.problems.extend(problems);
            if let Some(article) = article {
                self.keep(number, article, &mut batch);
            }
        }
        batch.problems.extend(broken);
        (batch.lines, batch.bytes) = (self.lines.number() as u64, self.lines.bytes());
        Some(batch)
    }

    /// The next lines that are not blank; a file that breaks off is a problem, and ends there.
    fn next_lines(&mut self, lines_max: usize, problems: &mut Vec<Problem>) -> Vec<Numbered> {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        while lines.len() < lines_max && bytes < BATCH_BYTES && !self.ended {
            match self.lines.next_line() {
                None => self.ended = true,
                Some(Ok((_, bytes))) if bytes.trim_ascii().is_empty() => {}
                Some(Ok(line)) => {
                    bytes += line.1.len();
                    lines.push(line);
                }
                Some(Err(error)) => {
                    self.ended = true;
                    let what = error.to_string().lines().next().unwrap_or_default().to_owned();
                    let hint = "get the file anew; the lines before this one were taken";
                    problems.push(Problem::new(self.path.clone(), what, hint).dropped("broken file"));
                }
            }
        }
        lines
    }

    /// Keeps an article, unless one with its id came before.
    fn keep(&mut self, number: usize, article: Article, batch: &mut Batch) {
        match self.seen.get(article.id()) {
            None => {
                self.seen.insert(article.id().clone(), number);
                batch.articles.push(article);
            }
            Some(first) => {
                let shown = article.draft().id.as_deref().unwrap_or(article.id().as_str());
                let what = format!("id {shown:?} stands already on line {first}");
                let hint = "give each article an id of its own; the first one is kept";
                batch
                    .problems
                    .push(Problem::new(format!("{} line {number}", self.path), what, hint).dropped("duplicate id"));
            }
        }
    }
}

/// The article of one line, with what was wrong about it.
fn parse(place: &str, bytes: &[u8], ids: &Ids, now: Option<Received>) -> (Option<Article>, Vec<Problem>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line: ArticleLine = match serde_json::from_slice(bytes) {
        Ok(line) => line,
        Err(error) => {
            let what = format!("not an article: {}", error.to_string().replace(" at line 1 column ", " at column "));
            let hint = "write one JSON object per line; the line is passed over";
            return (None, vec![Problem::new(place, what, hint).dropped("not JSON")]);
        }
    };
    let (draft, wrong) = line.into_draft();
    let hint = "use a form like 2025-10-20T08:00:00Z or 2025-10-20; the article is kept without it";
    let mut problems: Vec<Problem> =
        wrong.into_iter().map(|what| Problem::new(place, what, hint).kept("date")).collect();
    let (article, more) = article(place, draft, ids, now);
    problems.extend(more);
    (article, problems)
}

/// The article of a draft, without dates that cannot be; none where it has neither title nor text.
pub(super) fn article(
    place: &str,
    mut draft: ArticleDraft,
    ids: &Ids,
    now: Option<Received>,
) -> (Option<Article>, Vec<Problem>) {
    let mut problems = Vec::new();
    let hint = "correct the date; the article is kept without it";
    let published = draft.published.map(|published| published.0);
    if let Some(what) = published.and_then(|moment| absurd("published", moment, now)) {
        problems.push(Problem::new(place, what, hint).kept("date"));
        draft.published = None;
    }
    let modified = draft.modified.map(|modified| modified.0);
    if let Some(what) = modified.and_then(|moment| absurd("modified", moment, now)) {
        problems.push(Problem::new(place, what, hint).kept("date"));
        draft.modified = None;
    }
    if draft.title.trim().is_empty() && draft.text.trim().is_empty() {
        let hint = "give the article a \"title\" or a \"text\"; it is passed over";
        problems.push(Problem::new(place, "neither title nor text", hint).dropped("no text"));
        return (None, problems);
    }
    match Article::new(id(&draft, ids), draft) {
        Ok(article) => (Some(article), problems),
        Err(error) => {
            problems.push(Problem::new(place, error.to_string(), "the article is passed over").dropped("no article"));
            (None, problems)
        }
    }
}

/// The id of a draft: as it was given, else from its address, else from what it says.
fn id(draft: &ArticleDraft, ids: &Ids) -> ArticleId {
    match (draft.id.as_deref().filter(|id| !id.trim().is_empty()), ids) {
        (Some(id), Ids::AsGiven) => ArticleId::new(id),
        (Some(id), Ids::Within(source)) => ArticleId::imported(source, id),
        (None, _) => {
            let canonical = draft.url.as_deref().and_then(canonical_url);
            ArticleId::derive(canonical.as_deref(), draft.outlet.as_deref().unwrap_or(""), &draft.title, &draft.text)
        }
    }
}

/// Why a date cannot be, if it cannot.
fn absurd(field: &str, moment: Moment, now: Option<Received>) -> Option<String> {
    let day = moment.day();
    if day.year() < YEAR_MIN {
        return Some(format!("\"{field}\" {moment} lies before the first newspapers"));
    }
    let far = match now {
        Some(Received(now)) => {
            let limit = now.checked_add((DAYS_AHEAD_MAX * 24).hours()).unwrap_or(now);
            moment.order_key() > limit.as_second()
        }
        None => false,
    };
    let ahead = far || day.year() > YEAR_MAX;
    ahead.then(|| format!("\"{field}\" {moment} lies in the future"))
}
