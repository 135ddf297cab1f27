//! Rows back to values of the model. In: a row of `version` or `placement`. Out: an article or a placement.
//! Never: a panic on what another program wrote into the file; it is an error that names the column.

use super::retention;
use crate::model::{
    Article, ArticleDraft, ArticleId, Lineage, Modified, Moment, Placement, Published, Received, ReportId, ReportKind,
    StoryId,
};
use rusqlite::types::Type;
use rusqlite::{Connection, Row};
use std::fmt::Display;

/// The columns that [`article`] reads, in its order.
pub(super) const ARTICLE_COLUMNS: &str = "article.id, version.version, version.url, version.outlet, version.title, \
     version.text, version.published, version.modified, version.received, version.language, version.authors, \
     version.story, article.imported_id, version.kept";

/// How many columns those are.
pub(super) const ARTICLE_WIDTH: usize = 14;

/// The columns that [`placement`] reads, in its order.
pub(super) const PLACEMENT_COLUMNS: &str = "story.id, placement.report, placement.original, placement.kind, placement.why, placement.credit, placement.source, \
     placement.source_share, placement.took";

/// How many columns those are.
pub(super) const PLACEMENT_WIDTH: usize = 9;

/// The columns that [`story_head`] reads, in its order.
pub(super) const STORY_HEAD_COLUMNS: &str = "story.id, explainer.headline, story.articles, story.reports, \
     story.last_published, story.explained, story.category";

/// How many columns those are.
pub(super) const STORY_HEAD_WIDTH: usize = 7;

/// A story as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryHead {
    /// The story.
    pub id: StoryId,
    /// Its headline.
    pub headline: String,
    /// How many articles it has.
    pub articles: u32,
    /// How many independent reports.
    pub reports: u32,
    /// When its newest article was published.
    pub newest: Option<Published>,
    /// When the last of its articles was received.
    pub received: Option<Received>,
    /// Its category, where most of its reports came from sources that have one.
    pub category: Option<String>,
}

/// The story in a row that begins with [`STORY_HEAD_COLUMNS`].
pub(super) fn story_head(row: &Row<'_>) -> rusqlite::Result<StoryHead> {
    Ok(StoryHead {
        id: StoryId::new(row.get::<_, String>(0)?),
        headline: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
        articles: row.get(2)?,
        reports: row.get(3)?,
        newest: moment(row, 4)?.map(Published),
        received: received(row, 5)?,
        category: row.get(6)?,
    })
}

/// A value of a contract in a column.
pub(super) fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    serde_json::from_str(&row.get::<_, String>(at)?).map_err(|error| wrong(at, error))
}

/// A number of rows, as SQL takes it.
pub(super) fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// The article in a row that begins with [`ARTICLE_COLUMNS`].
pub(super) fn article(row: &Row<'_>) -> rusqlite::Result<Article> {
    let received = received(row, 8)?;
    let authors = match row.get::<_, Option<String>>(10)? {
        Some(list) => serde_json::from_str(&list).map_err(|error| wrong(10, error))?,
        None => Vec::new(),
    };
    let kept: Option<String> = row.get(13)?;
    let text = match kept {
        Some(kept) => retention::with_gaps(&kept).map_err(|error| wrong(13, error))?,
        None => row.get(5)?,
    };
    let draft = ArticleDraft {
        id: row.get(12)?,
        url: row.get(2)?,
        outlet: row.get(3)?,
        title: row.get(4)?,
        text,
        published: moment(row, 6)?.map(Published),
        modified: moment(row, 7)?.map(Modified),
        received,
        language: row.get(9)?,
        authors,
        story: row.get(11)?,
    };
    Article::with_version(ArticleId::new(row.get::<_, String>(0)?), row.get(1)?, draft).map_err(|error| wrong(1, error))
}

/// The placement of an article in a row whose columns from `at` are [`PLACEMENT_COLUMNS`]; none while it is waiting.
pub(super) fn placement(row: &Row<'_>, at: usize, article: &ArticleId) -> rusqlite::Result<Option<Placement>> {
    let Some(story) = row.get::<_, Option<String>>(at)? else { return Ok(None) };
    let kind: String = row.get(at + 3)?;
    Ok(Some(Placement {
        article: article.clone(),
        story: StoryId::new(story),
        report: ReportId::new(row.get::<_, String>(at + 1)?),
        original: ArticleId::new(row.get::<_, String>(at + 2)?),
        kind: ReportKind::parse(&kind).ok_or_else(|| wrong(at + 3, "no kind of report"))?,
        why: row.get::<_, Option<String>>(at + 4)?.unwrap_or_default(),
        credit: row.get::<_, Option<String>>(at + 5)?.unwrap_or_default(),
        lineage: lineage(row, at + 6)?,
        took: took(row, at + 8)?,
    }))
}

fn lineage(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Lineage>> {
    let from = row.get::<_, Option<String>>(at)?.map(ArticleId::new);
    let thousandths = row.get::<_, Option<u16>>(at + 1)?.unwrap_or(0);
    Ok(from.map(|from| Lineage { from, thousandths }))
}

fn took(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<Lineage>> {
    let Some(list) = row.get::<_, Option<String>>(at)? else { return Ok(Vec::new()) };
    let pairs: Vec<(String, u16)> = serde_json::from_str(&list).map_err(|error| wrong(at, error))?;
    Ok(pairs.into_iter().map(|(from, thousandths)| Lineage { from: ArticleId::new(from), thousandths }).collect())
}

/// What [`placement`] reads as the articles that one took passages from; nothing where there are none.
pub(super) fn took_column(took: &[Lineage]) -> Option<String> {
    let pairs: Vec<(&str, u16)> = took.iter().map(|took| (took.from.as_str(), took.thousandths)).collect();
    if pairs.is_empty() { None } else { serde_json::to_string(&pairs).ok() }
}

/// The placement in a row of an article's id and [`PLACEMENT_COLUMNS`].
pub(super) fn placed(row: &Row<'_>) -> rusqlite::Result<Placement> {
    let id = ArticleId::new(row.get::<_, String>(0)?);
    placement(row, 1, &id)?.ok_or_else(|| wrong(1, "not grouped"))
}

/// When something was received.
pub(super) fn received(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Received>> {
    Ok(match moment(row, at)? {
        Some(Moment::Instant { at, .. }) => Some(Received(at)),
        _ => None,
    })
}

/// The time in a column.
pub(super) fn moment(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Moment>> {
    let text: Option<String> = row.get(at)?;
    text.map(|text| Moment::parse(&text).ok_or_else(|| wrong(at, "no time"))).transpose()
}

/// The error for a value that this program would not have written.
pub(super) fn wrong(column: usize, what: impl Display) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, what.to_string().into())
}

/// The numbers that a query of one column and one text parameter gives.
pub(super) fn numbers(connection: &Connection, query: &str, stamp: &str) -> rusqlite::Result<Vec<i64>> {
    connection.prepare_cached(query)?.query_map([stamp], |row| row.get(0))?.collect()
}
