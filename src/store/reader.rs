//! What readers ask of a store, while another process may be writing. In: ids, as they stand in addresses.
//! Out: what a page shows. Never: a change; and never old and new mixed within one answer.

use super::files::{self, Context};
use super::rows::{
    self, ARTICLE_COLUMNS, ARTICLE_WIDTH, PLACEMENT_COLUMNS, PLACEMENT_WIDTH, STORY_HEAD_COLUMNS, StoryHead,
};
use super::{SourceRow, schema, sources};
use crate::error::{Error, Kind, Result};
use crate::model::{Article, ArticleId, Change, Placement, Published, QuestionId, StoryId};
use crate::wire::ExplainerLine;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::path::{Path, PathBuf};

/// One reading connection; cheap to open, so a request may have its own. It can be sent between threads, not shared.
pub struct Reader {
    connection: Connection,
    path: PathBuf,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sources that are followed.
    pub sources: u32,
    /// Articles.
    pub articles: u32,
    /// Stories.
    pub stories: u32,
    /// Things that were wrong about what came in.
    pub problems: u32,
    /// Stories that wait to be explained, anew or for the first time.
    pub waiting: u32,
}

/// A story with its explainer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    /// The story as a list names it.
    pub head: StoryHead,
    /// The explainer, as JSON of the explain contract.
    pub body: String,
}

/// An article without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// Its newest version.
    pub version: u32,
    /// Who published it; empty where unknown.
    pub outlet: String,
    /// Headline; may be empty.
    pub title: String,
    /// When it was published.
    pub published: Option<Published>,
    /// What the last version that changed more than form changed, where there are several.
    pub change: Option<Change>,
}

/// The last change of an article of the outer query that was more than form.
pub(super) const LAST_CHANGE: &str =
    "(SELECT changed.change FROM version changed WHERE changed.article = article.number
                     AND changed.change <> 'form' ORDER BY changed.version DESC LIMIT 1)";

/// An explainer as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredExplainer {
    /// The story, under the id that it has now: another one than was asked for is to be redirected to.
    pub story: StoryId,
    /// The explainer, as JSON of the explain contract.
    pub body: String,
}

/// Which story asks a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// This one.
    Now(StoryId),
    /// This one did, and may again.
    Once(StoryId),
    /// One that was merged into this one.
    Merged(StoryId),
}

/// One version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredArticle {
    /// The article.
    pub article: Article,
    /// The newest version that there is.
    pub newest: u32,
    /// Where it belongs, once it is grouped.
    pub placement: Option<Placement>,
    /// How this version differs from the one before it.
    pub change: Option<Change>,
}

impl Reader {
    /// Opens a store for reading; one of an older schema must first be brought up to date by a writer.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = files::open_reader(path)?;
        if !schema::is_current(&connection, path)? {
            return Err(Error::new(Kind::Store, format!("store {}: of an older schema", path.display()))
                .with_hint("bring it up to date (a backup is kept beside it): backstory run"));
        }
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Answers from one state of the store.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let snapshot = self.connection.unchecked_transaction().of(&self.path)?;
        question(&snapshot).of(&self.path)
    }

    /// A number that is another one after each change that others made; it counts for this connection alone.
    pub fn changes(&self) -> Result<u64> {
        let version =
            self.connection.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0)).of(&self.path)?;
        Ok(version.unsigned_abs())
    }

    /// How much there is.
    pub fn counts(&self) -> Result<Counts> {
        self.ask(|connection| {
            connection.query_row(
                "SELECT (SELECT count(*) FROM source WHERE followed = 1), (SELECT count(*) FROM article),
                     (SELECT count(*) FROM story WHERE articles > 0), (SELECT count(*) FROM ledger WHERE asked = 'item'),
                     (SELECT count(*) FROM explainer WHERE stamp IS NULL)",
                [],
                |row| {
                    Ok(Counts {
                        sources: row.get(0)?,
                        articles: row.get(1)?,
                        stories: row.get(2)?,
                        problems: row.get(3)?,
                        waiting: row.get(4)?,
                    })
                },
            )
        })
    }

    /// These stories with their explainers, in this order; unknown and unexplained ones are left out.
    pub fn stories(&self, ids: &[StoryId]) -> Result<Vec<StoryRow>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(&format!(
                "SELECT {STORY_HEAD_COLUMNS}, body FROM story JOIN explainer ON explainer.story = story.number
                 WHERE story.id = ?1 AND body IS NOT NULL"
            ))?;
            let found = ids.iter().map(|id| query.query_row([id.as_str()], story_row).optional());
            found.filter_map(rusqlite::Result::transpose).collect()
        })
    }

    /// Every explained story, in the order of their ids.
    pub fn story_ids(&self) -> Result<Vec<StoryId>> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT id FROM story JOIN explainer ON story = number WHERE body IS NOT NULL ORDER BY id",
                )?
                .query_map([], |row| row.get::<_, String>(0).map(StoryId::new))?
                .collect()
        })
    }

    /// The explainer of a story, or of the story that it was merged into.
    pub fn explainer(&self, id: &StoryId) -> Result<Option<StoredExplainer>> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT id, body FROM story JOIN explainer ON explainer.story = number
                     WHERE id = ifnull((SELECT story FROM redirect WHERE old = ?1), ?1) AND body IS NOT NULL",
                )?
                .query_row([id.as_str()], |row| {
                    Ok(StoredExplainer { story: StoryId::new(row.get::<_, String>(0)?), body: row.get(1)? })
                })
                .optional()?
                .map(|stored| with_related(connection, stored))
                .transpose()
        })
    }

    /// The story that asks a question, or did once.
    pub fn question(&self, id: &QuestionId) -> Result<Option<Asking>> {
        self.ask(|connection| {
            let asking = connection
                .prepare_cached(
                    "SELECT story.id FROM question JOIN story ON story.number = question.story
                     WHERE question.id = ?1 ORDER BY time DESC, story.number LIMIT 1",
                )?
                .query_row([id.as_str()], |row| row.get::<_, String>(0).map(StoryId::new))
                .optional()?;
            if let Some(story) = asking {
                return Ok(Some(Asking::Now(story)));
            }
            let former = connection
                .prepare_cached(
                    "SELECT ifnull(redirect.story, former_question.story), redirect.story IS NOT NULL
                     FROM former_question LEFT JOIN redirect ON redirect.old = former_question.story WHERE id = ?1",
                )?
                .query_row([id.as_str()], |row| Ok((StoryId::new(row.get::<_, String>(0)?), row.get::<_, bool>(1)?)))
                .optional()?;
            Ok(former.map(|(story, merged)| if merged { Asking::Merged(story) } else { Asking::Once(story) }))
        })
    }

    /// One version of an article with its place; the newest version where none is named.
    pub fn article(&self, id: &ArticleId, version: Option<u32>) -> Result<Option<StoredArticle>> {
        self.ask(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT {ARTICLE_COLUMNS}, article.newest, {PLACEMENT_COLUMNS}, version.change
                     FROM article JOIN version ON version.article = article.number
                     LEFT JOIN placement ON placement.article = article.number
                     LEFT JOIN story ON story.number = placement.story
                     WHERE article.id = ?1 AND version.version = ifnull(?2, article.newest)"
                ))?
                .query_row(params![id.as_str(), version], stored_article)
                .optional()
        })
    }

    /// These articles without their texts, in this order; unknown ones are left out.
    pub fn cards(&self, ids: &[ArticleId]) -> Result<Vec<ArticleRow>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(&format!(
                "SELECT id, version, outlet, title, published, {LAST_CHANGE}
                 FROM article JOIN version ON version.article = article.number AND version = newest WHERE id = ?1"
            ))?;
            let found = ids.iter().map(|id| query.query_row([id.as_str()], article_row).optional());
            found.filter_map(rusqlite::Result::transpose).collect()
        })
    }

    /// Where the articles of a story stand in it, in the order in which they were grouped.
    pub fn placements(&self, id: &StoryId) -> Result<Vec<Placement>> {
        self.ask(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT article.id, {PLACEMENT_COLUMNS} FROM placement
                     JOIN article ON article.number = placement.article JOIN story ON story.number = placement.story
                     WHERE story.id = ?1 ORDER BY placement.sequence"
                ))?
                .query_map([id.as_str()], rows::placed)?
                .collect()
        })
    }

    /// The sources that are followed, in the order in which they were added.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        self.ask(sources::all)
    }
}

/// The explainer with its related stories as they are called now. A body that cannot be read is left as it is.
fn with_related(connection: &Connection, stored: StoredExplainer) -> rusqlite::Result<StoredExplainer> {
    let related = Reader::related(connection, &stored.story)?;
    if related.is_empty() {
        return Ok(stored);
    }
    let Ok(mut line) = serde_json::from_str::<ExplainerLine>(&stored.body) else { return Ok(stored) };
    line.related = related;
    let body = serde_json::to_string(&line).map_err(|error| rows::wrong(1, error))?;
    Ok(StoredExplainer { body, ..stored })
}

pub(super) fn story_row(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    Ok(StoryRow { head: rows::story_head(row)?, body: row.get(rows::STORY_HEAD_WIDTH)? })
}

pub(super) fn article_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: ArticleId::new(row.get::<_, String>(0)?),
        version: row.get(1)?,
        outlet: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        title: row.get(3)?,
        published: rows::moment(row, 4)?.map(Published),
        change: change(row, 5)?,
    })
}

fn change(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Change>> {
    Ok(row.get::<_, Option<String>>(at)?.as_deref().and_then(Change::parse))
}

fn stored_article(row: &Row<'_>) -> rusqlite::Result<StoredArticle> {
    let article = rows::article(row)?;
    let placement = rows::placement(row, ARTICLE_WIDTH + 1, article.id())?;
    let change = change(row, ARTICLE_WIDTH + 1 + PLACEMENT_WIDTH)?;
    Ok(StoredArticle { newest: row.get(ARTICLE_WIDTH)?, placement, change, article })
}
