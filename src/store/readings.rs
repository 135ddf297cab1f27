//! Readings: what the read stage found in the newest version of each article.
//! In: finished readings. Out: articles that wait to be read, and readings with their articles.
//! Never: looks inside a reading; its body is the read contract.

use super::files::Context;
use super::rows::{self, ARTICLE_COLUMNS, ARTICLE_WIDTH};
use super::{Loader, RowNumber, Store, search, window};
use crate::error::{Error, Kind, Result};
use crate::model::{Article, Change, Reading};
use crate::wire::ReadingLine;
use rusqlite::{Row, Transaction, params};

/// One finished reading, ready to be saved.
#[derive(Debug, Clone)]
pub struct ReadingRow {
    /// The article.
    pub number: RowNumber,
    /// Which version of it was read.
    pub version: u32,
    /// Language code that the stage settled on.
    pub language: String,
    /// The reading, as the read contract.
    pub body: String,
    /// Title for the search index, see [`super::index_text`].
    pub title_index: String,
    /// Text for the search index.
    pub text_index: String,
    /// How its versions differ from the ones before them.
    pub changes: Vec<(u32, Change)>,
}

/// An article with its reading as it stands in the store.
#[derive(Debug, Clone)]
pub struct ReadArticle {
    /// Its row.
    pub number: RowNumber,
    /// The article, in the version that was read.
    pub article: Article,
    body: String,
}

impl ReadArticle {
    /// The article and what it says.
    pub fn into_reading(self) -> Result<(Article, Reading)> {
        let unreadable = |what: String| {
            Error::new(Kind::Store, format!("reading of article {}: {what}", self.article.id()))
                .with_hint("make it anew: backstory rebuild --from read, then backstory run")
        };
        let line: ReadingLine = serde_json::from_str(&self.body).map_err(|error| unreadable(error.to_string()))?;
        let reading = line.into_reading(&self.article).map_err(|error| unreadable(error.to_string()))?;
        Ok((self.article, reading))
    }

    /// The read article in a row that begins with [`ARTICLE_COLUMNS`], the row number and the body.
    pub(super) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { article: rows::article(row)?, number: row.get(ARTICLE_WIDTH)?, body: row.get(ARTICLE_WIDTH + 1)? })
    }
}

impl Store {
    /// The articles that wait for the read stage, then those read under another stamp; newest first.
    pub fn waiting_to_read(&self, stamp: &str) -> Result<Vec<RowNumber>> {
        rows::numbers(
            &self.connection,
            "SELECT reading.article FROM reading JOIN article ON article.number = reading.article
             WHERE (stamp IS NULL OR stamp < ?1 OR stamp > ?1)
                 AND reading.article NOT IN (SELECT article FROM version WHERE kept IS NOT NULL)
             ORDER BY stamp IS NOT NULL, article.time DESC, article.number",
            stamp,
        )
        .of(&self.path)
    }

    /// Saves a batch of readings in one transaction; whether one of them belongs to an article that was grouped
    /// before, so that what was known of its words is out of date.
    pub fn save_readings(&mut self, batch: &[ReadingRow], stamp: &str) -> Result<bool> {
        self.within(|transaction| {
            let mut regroups = false;
            for row in batch {
                regroups |= save(transaction, row, stamp)?;
            }
            // The index writes itself out whenever a row number is smaller than the one before.
            let mut ascending: Vec<&ReadingRow> = batch.iter().collect();
            ascending.sort_unstable_by_key(|row| row.number);
            ascending.into_iter().try_for_each(|row| search::index_article(transaction, row))?;
            Ok(regroups)
        })
    }
}

impl Loader {
    /// The newest version of each of these articles, in this order.
    pub fn articles(&self, numbers: &[RowNumber]) -> Result<Vec<Article>> {
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut query = self.connection.prepare_cached(&format!(
                "SELECT {ARTICLE_COLUMNS} FROM article JOIN version ON article = article.number AND version = newest
                 WHERE article.number = ?1"
            ))?;
            numbers.iter().map(|number| query.query_row([number], rows::article)).collect::<rusqlite::Result<_>>()
        };
        load().of(&self.path)
    }

    /// The versions before the one at hand of each of these articles, oldest first.
    pub fn earlier_versions(&self, articles: &[Article]) -> Result<Vec<Vec<Article>>> {
        let query = format!(
            "SELECT {ARTICLE_COLUMNS} FROM article JOIN version ON version.article = article.number
             WHERE article.id = ?1 AND version.version < ?2 ORDER BY version.version"
        );
        let load = |article: &Article| -> rusqlite::Result<Vec<Article>> {
            if article.version() == 1 {
                return Ok(Vec::new());
            }
            let mut query = self.connection.prepare_cached(&query)?;
            query.query_map(params![article.id().as_str(), article.version()], rows::article)?.collect()
        };
        articles.iter().map(load).collect::<rusqlite::Result<_>>().of(&self.path)
    }

    /// These articles with their readings, in this order.
    pub fn readings(&self, numbers: &[RowNumber]) -> Result<Vec<ReadArticle>> {
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut query = self.connection.prepare_cached(&format!(
                "SELECT {ARTICLE_COLUMNS}, article.number, reading.body
                 FROM article JOIN reading ON reading.article = article.number
                 JOIN version ON version.article = article.number AND version.version = reading.version
                 WHERE article.number = ?1"
            ))?;
            numbers.iter().map(|number| query.query_row([number], ReadArticle::of)).collect::<rusqlite::Result<_>>()
        };
        load().of(&self.path)
    }
}

fn save(transaction: &Transaction<'_>, row: &ReadingRow, stamp: &str) -> rusqlite::Result<bool> {
    transaction
        .prepare_cached("UPDATE reading SET stamp = ?2, version = ?3, body = ?4 WHERE article = ?1")?
        .execute(params![row.number, stamp, row.version, row.body])?;
    transaction
        .prepare_cached("UPDATE article SET read_language = ?2 WHERE number = ?1 AND read_language IS NOT ?2")?
        .execute(params![row.number, row.language])?;
    for (version, change) in &row.changes {
        transaction
            .prepare_cached("UPDATE version SET change = ?3 WHERE article = ?1 AND version = ?2")?
            .execute(params![row.number, version, change.to_string()])?;
    }
    let new =
        transaction.prepare_cached("INSERT OR IGNORE INTO placement (article) VALUES (?1)")?.execute([row.number])?;
    if new > 0 {
        return Ok(false);
    }
    window::forget(transaction, row.number)?;
    let placed = transaction
        .prepare_cached(
            "UPDATE explainer SET stamp = NULL WHERE story = (SELECT story FROM placement WHERE article = ?1)",
        )?
        .execute([row.number])?;
    transaction
        .prepare_cached(
            "UPDATE profile SET stamp = NULL WHERE story = (SELECT story FROM placement WHERE article = ?1)",
        )?
        .execute([row.number])?;
    Ok(placed > 0)
}
