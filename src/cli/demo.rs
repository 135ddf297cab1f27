//! `backstory demo`: the bundled day of news, in a store that is gone afterwards, served. In: nothing. Out: pages.
//! Never: the network, the user's own store or settings.

use super::common::Common;
use super::output::{say, talk};
use super::run::problems;
use super::{Ended, site};
use crate::engine::{ArticleFile, Engine, Ids, Options};
use crate::error::{Error, Kind, Problem, Result};
use crate::model::{ArticleDraft, LedgerLine, Moment, Page, Received, Silent, Source, SourceKind};
use crate::serve::{self, StoredArchive};
use crate::store::{Catch, Intake};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The day, see demo/README.md.
const ARTICLES: &str = include_str!("../../demo/articles.jsonl");

/// Its pages with their addresses; a later one of the same address is a later version.
const PAGES: &[(&str, &str)] = &[
    (
        "https://auneobserver.example/story/the-night-the-salt-came-up",
        include_str!("../../demo/pages/election-2-observer.html"),
    ),
    (
        "https://oskincourier.example/border/who-was-on-the-plane",
        include_str!("../../demo/pages/flight-2-courier.html"),
    ),
    ("https://stenmouthargosy.example/cullerby-waits", include_str!("../../demo/pages/mine-2-argosy.1.html")),
    ("https://stenmouthargosy.example/cullerby-waits", include_str!("../../demo/pages/mine-2-argosy.2.html")),
    ("https://quessarysun.example/border/cooks-of-mondral-plaza", include_str!("../../demo/pages/mondral-2-sun.html")),
    (
        "https://oskincourier.example/border/diesel-sellers-nothing-left",
        include_str!("../../demo/pages/power-6-courier.html"),
    ),
    (
        "https://norradereview.example/analysis/from-beach-to-barbed-wire",
        include_str!("../../demo/pages/quay-1-review.html"),
    ),
    (
        "https://rothenacheranzeiger.example/politik/althoven-sperrt-konten-der-miliz",
        include_str!("../../demo/pages/sanctions-3-anzeiger.html"),
    ),
];

/// The moment at which the day is read.
const NOW: &str = include_str!("../../demo/now.txt");

/// Ports tried after the first; as many sites on one machine are not expected.
const PORTS_TRIED: u16 = 20;

/// Nothing but the common options.
#[derive(clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments, common: &Common) -> Result<Ended> {
    let listener = listener(common)?;
    let folder = Folder::new()?;
    let store = folder.0.join("demo.sqlite");
    let ended = fill(&store, &folder.0.join("articles.jsonl"))?;
    say(&"a made-up day of news: every outlet, person and place in it is invented");
    let archive = Arc::new(StoredArchive::open(&store)?);
    site::serve_until_stopped(listener, archive, serve::Options::default())?;
    Ok(ended)
}

/// The address asked for, or the first free port from the usual one on.
fn listener(common: &Common) -> Result<TcpListener> {
    if let Some(listen) = &common.listen {
        return site::bind(site::address(listen)?);
    }
    let mut address = site::DEFAULT_LISTEN;
    let mut tried = site::bind(address);
    for _ in 0..PORTS_TRIED {
        if tried.is_ok() {
            break;
        }
        address.set_port(address.port() + 1);
        tried = site::bind(address);
    }
    tried
}

/// Takes the day in and runs all stages over it.
fn fill(store: &Path, articles: &Path) -> Result<Ended> {
    let unwritable = |error| Error::new(Kind::Io, format!("{}: {error}", articles.display()));
    std::fs::write(articles, ARTICLES).map_err(unwritable)?;
    let Some(Moment::Instant { at, .. }) = Moment::parse(NOW) else {
        return Err(Error::invalid("the bundled day has no time"));
    };
    let now = Received(at);
    let mut engine = Engine::open(store, "backstory demo", Options::default())?;
    // The day's own name, not that of a file that is gone tomorrow: ids stay the same.
    let source = Source::new("the bundled day", SourceKind::Articles);
    let mut wrong = take(&mut engine, &source, articles, now)?;
    engine.store().save_catch(&source, &Catch { pages: pages(now), ..Catch::default() }, now)?;
    wrong.extend(problems(&engine.run(now, &Silent)?).cloned());
    wrong.iter().for_each(talk);
    Ok(if wrong.is_empty() { Ended::Done } else { Ended::SomeFailed })
}

/// Takes the articles in.
fn take(engine: &mut Engine, source: &Source, articles: &Path, now: Received) -> Result<Vec<Problem>> {
    let mut file = ArticleFile::open(&articles.to_string_lossy(), Ids::Within(source.id.clone()), Some(now))?;
    let mut wrong = Vec::new();
    while let Some(batch) = file.next_batch(usize::from(u16::MAX)) {
        let intakes: Vec<Intake> = batch.articles.into_iter().map(|article| Intake { article, page: None }).collect();
        let lines: Vec<LedgerLine> =
            batch.problems.iter().map(|problem| LedgerLine::of(problem, false, "", now)).collect();
        engine.store().take(source, &intakes, &lines, None, now)?;
        wrong.extend(batch.problems);
    }
    Ok(wrong)
}

/// The pages as they were received.
fn pages(now: Received) -> Vec<Page> {
    let page = |(url, body): &(&str, &str)| Page {
        url: (*url).to_owned(),
        fetched: now,
        status: 200,
        content_type: "text/html; charset=utf-8".to_owned(),
        body: body.as_bytes().to_vec(),
        said: ArticleDraft::default(),
    };
    PAGES.iter().map(page).collect()
}

/// A folder that is removed with this value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let name = format!("backstory-demo-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let unwritable = |error| Error::new(Kind::Io, format!("{}: {error}", folder.display()));
        // A folder left by a killed demo of the same number is in the way of this one only.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).map_err(unwritable)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
