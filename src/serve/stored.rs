//! A store as the site's archive. In: the path of a store that others may be writing to. Out: what pages show.
//! Never: a connection shared by two requests at once, or one more than there are requests under way.

use super::archive::{Archive, ArticleCard, Found, Hit, SourceCard, StoredArticle, StoryCard};
use crate::error::{Error, Kind, Result};
use crate::model::{ArticleId, Moment, Placement, Published, QuestionId, StoryId};
use crate::store::{Reader, Results};
use crate::wire::ExplainerLine;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The archive of one store.
pub struct StoredArchive {
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
}

impl StoredArchive {
    /// Opens a store for reading; fails where it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let reader = Reader::open(path)?;
        Ok(Self { path: path.to_owned(), idle: Mutex::new(vec![reader]) })
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
    fn front(&self, offset: usize, limit: usize) -> Result<(Vec<StoryCard>, usize)> {
        let (rows, counts) = self.ask(|reader| Ok((reader.front(limit, offset)?, reader.counts()?)))?;
        let card = |row: crate::store::StoryRow| {
            Ok(StoryCard {
                explainer: parsed(&row.id, &row.body)?,
                articles: whole(row.articles),
                reports: whole(row.reports),
                newest: row.newest.map(|published| published.0),
            })
        };
        let cards = rows.into_iter().map(card).collect::<Result<_>>()?;
        Ok((cards, whole(counts.stories)))
    }

    fn explainer(&self, story: &str) -> Result<Found<ExplainerLine>> {
        let stored = self.ask(|reader| reader.explainer(&StoryId::new(story)))?;
        Ok(match stored {
            None => Found::Nowhere,
            Some(stored) if stored.story.as_str() != story => Found::Moved(stored.story.to_string()),
            Some(stored) => Found::Here(parsed(&stored.story, &stored.body)?),
        })
    }

    fn story_of_question(&self, question: &str) -> Result<Option<String>> {
        let story = self.ask(|reader| reader.question(&QuestionId::new(question)))?;
        Ok(story.map(|story| story.to_string()))
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
        };
        Ok(rows.into_iter().map(card).collect())
    }

    fn article(&self, article: &str, version: u32) -> Result<Option<StoredArticle>> {
        let stored = self.ask(|reader| reader.article(&ArticleId::new(article), Some(version)))?;
        Ok(stored.map(|stored| StoredArticle {
            story: stored.placement.map(|placement| placement.story.to_string()),
            article: stored.article,
            newest: stored.newest,
        }))
    }

    fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>> {
        Ok(hits(self.ask(|reader| reader.search(words, limit))?))
    }

    fn sources(&self) -> Result<Vec<SourceCard>> {
        let rows = self.ask(Reader::sources)?;
        let card = |row: crate::store::SourceRow| SourceCard {
            source: row.source,
            articles: whole(row.articles),
            fetched: row.fetched,
            problem: row.problem,
        };
        Ok(rows.into_iter().map(card).collect())
    }
}

fn whole(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn parsed(story: &StoryId, body: &str) -> Result<ExplainerLine> {
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
        })
    });
    stories.chain(articles).collect()
}
