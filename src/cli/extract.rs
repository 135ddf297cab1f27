//! `backstory extract`: pages in, articles out. In: HTML files, or lines of `gather`. Out: JSON lines. Never: a store.

use super::Ended;
use super::common::Common;
use super::output::{JsonLines, talk};
use crate::error::{Error, Kind, Problem, Result};
use crate::extract::{self, Extracted};
use crate::gather::{self, Due, Forgetful, open_lines};
use crate::model::{Article, ArticleDraft, ArticleId, Details, LedgerLine, Page, Received, SourceKind};
use crate::wire::{ArticleLine, ExtractedLine, PageLine};
use rayon::prelude::*;

/// How many pages are worked on at once: enough to keep every core busy, few enough to stay small in memory.
const BATCH: usize = 64;

/// What to extract.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// HTML files or folders, or lines of gather (.jsonl, .gz, .zst; - for standard input)
    #[arg(default_value = "-")]
    pages: Vec<String>,
    /// the page's own address; with one file only
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    if arguments.url.is_some() && arguments.pages.len() != 1 {
        return Err(Error::new(Kind::Usage, "--url goes with one file").with_hint("give one PAGE.html"));
    }
    let config = common.config()?.engine;
    let options = config.extract;
    let mut work = Work { out: JsonLines::new(), options, waiting: Vec::new(), failed: false, open: true };
    for path in &arguments.pages {
        let source = gather::source(path, &config.gather)?;
        match source.kind {
            SourceKind::Articles => work.lines(path, common.now())?,
            kind if kind.is_web() => {
                return Err(Error::new(Kind::Usage, format!("{path}: an address"))
                    .with_hint("backstory gather ADDRESS | backstory extract"));
            }
            _ => gather::gather(&[Due::new(source)], &Forgetful, &config.gather, common.now(), &mut |haul| {
                haul.lines.iter().filter_map(LedgerLine::problem).for_each(|problem| work.problem(&problem));
                for mut page in haul.pages {
                    page.url = arguments.url.clone().unwrap_or(page.url);
                    work.add(page);
                }
                Ok(())
            })?,
        }
    }
    work.empty();
    work.out.flush();
    Ok(if work.failed { Ended::SomeFailed } else { Ended::Done })
}

/// Pages on their way to articles.
struct Work {
    out: JsonLines,
    options: extract::Options,
    waiting: Vec<Page>,
    failed: bool,
    /// Whether somebody still reads.
    open: bool,
}

impl Work {
    fn problem(&mut self, problem: &Problem) {
        talk(problem);
        self.failed = true;
    }

    /// The pages of lines of `gather`.
    fn lines(&mut self, path: &str, now: Received) -> Result<()> {
        let mut lines = open_lines(path)?;
        while let Some(line) = lines.next_line() {
            let (number, bytes) = line?;
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let place = format!("{path} line {number}");
            match serde_json::from_slice::<PageLine>(&bytes) {
                Err(error) => {
                    self.problem(&Problem::new(place, format!("not a page: {error}"), "give lines of gather"))
                }
                Ok(line) => {
                    let (page, wrong) = line.into_page(now);
                    let hint = "the page is read without it";
                    wrong.into_iter().for_each(|what| self.problem(&Problem::new(place.clone(), what, hint)));
                    self.add(page);
                }
            }
            if !self.open {
                break;
            }
        }
        Ok(())
    }

    fn add(&mut self, page: Page) {
        self.waiting.push(page);
        if self.waiting.len() >= BATCH {
            self.empty();
        }
    }

    /// Extracts what waits, in parallel, and writes it in order.
    fn empty(&mut self) {
        let pages = std::mem::take(&mut self.waiting);
        let found: Vec<Extracted> = pages.par_iter().map(|page| extract::extract(page, &self.options)).collect();
        for extracted in found {
            extracted.problems.iter().for_each(|problem| self.problem(problem));
            if let Some(draft) = extracted.draft {
                self.write(draft, extracted.details);
            }
        }
    }

    fn write(&mut self, draft: ArticleDraft, details: Details) {
        let outlet = draft.outlet.as_deref().unwrap_or("");
        let id = ArticleId::derive(draft.url.as_deref(), outlet, &draft.title, &draft.text);
        match Article::new(id, draft) {
            Ok(article) => {
                let line = ExtractedLine::new(ArticleLine::from(&article), details);
                self.open = self.open && self.out.write(&line);
            }
            Err(error) => self.problem(&Problem::new("extract", error.to_string(), "the page is passed over")),
        }
    }
}
