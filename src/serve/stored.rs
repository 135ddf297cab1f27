//! A store as the site's archive. In: the path of a store that others may be writing to. Out: what pages show.
//! Never: a connection shared by two requests at once, or one more than there are requests under way.

use super::archive::{Archive, ArticleCard, Found, Hit, Query, SourceCard, StoredArticle, StoryCard};
use crate::error::{Error, Kind, Result};
use crate::model::{ArticleId, Moment, OutletId, Placement, Published, QuestionId, StoryId, TopicId};
use crate::store::{
    Absent, Asking, Edition, LedgerFilter, LedgerRow, LedgerSum, OutletFile, Reader, Results, Stories, StoryRow,
    TopicFile,
};
use crate::wire::{ExplainerLine, PapersLine, ReportRow, StatementLine};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Dated entries on a topic's page: a long screen of them, by eye; the stories have the rest.
const ENTRIES_SHOWN: usize = 40;

/// The archive of one store.
pub struct StoredArchive {
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
    /// Sees whether others have written; each connection counts for itself.
    watch: Mutex<Reader>,
}

impl StoredArchive {
    /// Opens a store for reading; fails where it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let reader = Reader::open(path)?;
        let watch = Mutex::new(Reader::open(path)?);
        Ok(Self { path: path.to_owned(), idle: Mutex::new(vec![reader]), watch })
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks with a connection of its own; one that failed is not used again.
    fn ask<T>(&self, question: impl FnOnce(&Reader) -> Result<T>) -> Result<T> {
        let idle = self.idle().pop();
        let reader = idle.map_or_else(|| Reader::open(&self.path), Ok)?;
        let answer = question(&reader)?;
        self.idle().push(reader);
        Ok(answer)
    }
}

impl Archive for StoredArchive {
    fn state(&self) -> Option<u64> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner).changes().ok()
    }

    fn front(&self, which: Stories<'_>, offset: usize, limit: usize) -> Result<(Vec<StoryCard>, usize)> {
        let (rows, total) = self.ask(|reader| Ok((reader.front(which, limit, offset)?, reader.front_count(which)?)))?;
        Ok((story_cards(rows)?, total))
    }

    fn newest(&self, which: Stories<'_>, limit: usize) -> Result<Vec<StoryCard>> {
        story_cards(self.ask(|reader| reader.newest(which, limit))?)
    }

    fn stories(&self, stories: &[StoryId]) -> Result<Vec<StoryCard>> {
        story_cards(self.ask(|reader| reader.stories(stories))?)
    }

    fn categories(&self) -> Result<Vec<String>> {
        self.ask(Reader::categories)
    }

    fn explainer(&self, story: &str) -> Result<Found<ExplainerLine>> {
        let stored = self.ask(|reader| reader.explainer(&StoryId::new(story)))?;
        Ok(match stored {
            None => Found::Nowhere,
            Some(stored) if stored.story.as_str() != story => Found::Moved(stored.story.to_string()),
            Some(stored) => Found::Here(parsed(&stored.story, &stored.body)?),
        })
    }

    fn editions(&self, story: &str, limit: usize) -> Result<Vec<Edition>> {
        self.ask(|reader| reader.editions(&StoryId::new(story), limit))
    }

    fn asking(&self, question: &str) -> Result<Option<Asking>> {
        self.ask(|reader| reader.question(&QuestionId::new(question)))
    }

    fn topic(&self, topic: &str, skip: usize, limit: usize) -> Result<Option<TopicFile>> {
        self.ask(|reader| reader.topic(&TopicId::new(topic), skip, limit, ENTRIES_SHOWN))
    }

    fn outlet(&self, outlet: &str, skip: usize, limit: usize) -> Result<Option<OutletFile>> {
        self.ask(|reader| reader.outlet(&OutletId::new(outlet), (skip, limit), (skip, limit)))
    }

    fn outlets(&self, limit: usize) -> Result<Vec<String>> {
        self.ask(|reader| reader.outlets(limit))
    }

    fn languages(&self) -> Result<Vec<String>> {
        self.ask(Reader::languages)
    }

    fn placements(&self, story: &str) -> Result<Vec<Placement>> {
        self.ask(|reader| reader.placements(&StoryId::new(story)))
    }

    fn cards(&self, articles: &[ArticleId]) -> Result<Vec<ArticleCard>> {
        let rows = self.ask(|reader| reader.cards(articles))?;
        let card = |row: crate::store::ArticleRow| ArticleCard {
            id: row.id,
            version: row.version,
            outlet: row.outlet,
            title: row.title,
            published: row.published,
            change: row.change,
        };
        Ok(rows.into_iter().map(card).collect())
    }

    fn article(&self, article: &str, version: u32) -> Result<Option<StoredArticle>> {
        let stored = self.ask(|reader| reader.article(&ArticleId::new(article), Some(version)))?;
        Ok(stored.map(|stored| StoredArticle {
            story: stored.placement.map(|placement| placement.story.to_string()),
            article: stored.article,
            newest: stored.newest,
            change: stored.change,
        }))
    }

    fn search(&self, query: &Query, skip: usize, limit: usize) -> Result<Vec<Hit>> {
        Ok(hits(self.ask(|reader| reader.find(&query.words, &query.filter, skip, limit))?))
    }

    fn newest_found(&self, query: &Query, limit: usize) -> Result<Vec<StoryCard>> {
        story_cards(self.ask(|reader| reader.newest_found(&query.words, &query.filter, limit))?)
    }

    fn sources(&self) -> Result<Vec<SourceCard>> {
        let rows = self.ask(Reader::health_as_of_the_last_line)?;
        let card = |source: crate::store::SourceHealth| SourceCard {
            articles: whole(source.row.articles),
            truncated_percent: source.truncated_percent(),
            received: source.facts.arrived,
            health: Some(source.health),
            fetched: source.row.fetched,
            problem: source.row.problem,
            category: source.row.category,
            source: source.row.source,
        };
        Ok(rows.into_iter().map(card).collect())
    }

    fn ledger(&self, filter: &LedgerFilter, skip: usize, limit: usize) -> Result<Vec<LedgerRow>> {
        self.ask(|reader| reader.ledger(filter, skip, limit))
    }

    fn ledger_sums(&self, filter: &LedgerFilter) -> Result<Vec<LedgerSum>> {
        self.ask(|reader| reader.ledger_sums(filter))
    }

    fn absent(&self, story: &str) -> Result<Option<Absent>> {
        self.ask(|reader| reader.absent(&StoryId::new(story)))
    }

    fn size(&self) -> Result<Option<u64>> {
        self.ask(Reader::size).map(Some)
    }
}

fn story_cards(rows: Vec<StoryRow>) -> Result<Vec<StoryCard>> {
    let card = |row: StoryRow| {
        Ok(StoryCard {
            explainer: opening(&row.head.id, &row.body)?,
            articles: whole(row.head.articles),
            reports: whole(row.head.reports),
            newest: row.head.newest.map(|published| published.0),
            received: row.head.received,
            category: row.head.category,
        })
    };
    rows.into_iter().map(card).collect()
}

fn whole(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// What lists show of an explainer.
#[derive(Deserialize)]
struct Opening {
    story: String,
    version: u32,
    headline: StatementLine,
    happened: Vec<StatementLine>,
    papers: OpeningPapers,
}

#[derive(Deserialize)]
struct OpeningPapers {
    articles: usize,
    reports: Vec<ReportRow>,
}

/// An explainer as lists need it: its other sections are passed over, which a page of thirty stories feels.
fn opening(story: &StoryId, body: &str) -> Result<ExplainerLine> {
    let opening: Opening = parsed(story, body)?;
    let papers = PapersLine {
        articles: opening.papers.articles,
        reports: opening.papers.reports,
        agree: Vec::new(),
        differ: Vec::new(),
        only: Vec::new(),
        angles: Vec::new(),
    };
    Ok(ExplainerLine {
        story: opening.story,
        version: opening.version,
        thin: None,
        headline: opening.headline,
        happened: opening.happened,
        behind: Vec::new(),
        papers,
        timeline: Vec::new(),
        questions: Vec::new(),
        topics: Vec::new(),
        related: Vec::new(),
        notes: Vec::new(),
        unsupported: Vec::new(),
    })
}

fn parsed<T: DeserializeOwned>(story: &StoryId, body: &str) -> Result<T> {
    serde_json::from_str(body).map_err(|error| {
        Error::new(Kind::Store, format!("story {story}: its explainer cannot be read: {error}"))
            .with_hint("make it anew: backstory rebuild --from explain, then backstory run")
    })
}

/// Stories first, then articles.
fn hits(results: Results) -> Vec<Hit> {
    let stories = results.stories.into_iter();
    let stories = stories.map(|story| Hit::Story { id: story.id.to_string(), headline: story.headline });
    let articles = results.articles.into_iter().map(|article| {
        Hit::Article(ArticleCard {
            id: article.id,
            version: article.version,
            outlet: article.outlet,
            title: article.title,
            published: article.published.as_deref().and_then(Moment::parse).map(Published),
            change: None,
        })
    });
    stories.chain(articles).collect()
}
