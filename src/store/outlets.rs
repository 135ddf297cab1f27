//! Outlets: who published what, and what only they say. In: articles as they come in, explainers as they are saved.
//! Out: the newest articles, stories and voices of one outlet, by index. Never: a look at every article.

use super::reader::{ArticleRow, LAST_CHANGE, article_row};
use super::rows::{self, StoryHead};
use super::{Reader, RowNumber};
use crate::error::Result;
use crate::model::{ArticleId, OutletId, ReportKind, StoryId};
use crate::wire::{ExplainerLine, StatementLine};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An outlet with its counts.
pub(super) const KNOWN: &str = "SELECT number, name, stories, own, copies FROM outlet WHERE id = ?1";

/// The names of the outlets that tell most.
pub(super) const TELLING_MOST: &str = "SELECT name FROM outlet ORDER BY stories DESC, number LIMIT ?1";

/// The articles of an outlet, newest first.
pub(super) fn articles_query() -> String {
    format!(
        "SELECT article.id, version, version.outlet, title, published, {LAST_CHANGE}, story.id, kind,
             ifnull(placement.source, placement.original), source_share
         FROM (SELECT number AS listed FROM article WHERE publisher = ?1
               ORDER BY time DESC, number DESC LIMIT ?2 OFFSET ?3)
         JOIN article ON article.number = listed
         JOIN version ON version.article = listed AND version = newest
         LEFT JOIN placement ON placement.article = listed LEFT JOIN story ON story.number = placement.story
         ORDER BY article.time DESC, listed DESC"
    )
}

/// An article by its id.
pub(super) fn giver_query() -> String {
    format!(
        "SELECT id, version, version.outlet, title, published, {LAST_CHANGE} FROM article
         JOIN version ON version.article = article.number AND version = newest WHERE id = ?1"
    )
}

/// The stories that an outlet tells, newest first.
pub(super) fn stories_query() -> String {
    format!(
        "SELECT {}, said FROM (SELECT story AS listed, body AS said, time AS rank FROM voice WHERE outlet = ?1
                 ORDER BY time DESC, story DESC LIMIT ?2 OFFSET ?3)
             JOIN story ON story.number = listed JOIN explainer ON explainer.story = listed
             ORDER BY rank DESC, listed DESC",
        rows::STORY_HEAD_COLUMNS
    )
}

/// What there is of an outlet.
#[derive(Debug, Clone)]
pub struct OutletFile {
    /// Its name, as its first article had it.
    pub name: String,
    /// Explained stories that it tells.
    pub told: u32,
    /// Articles in them that are its own: originals of a report.
    pub own: u32,
    /// Articles in them that are copies or rewrites of another text.
    pub copies: u32,
    /// Its articles, newest first.
    pub articles: Vec<OutletArticle>,
    /// The newest stories that it tells, each with what only this outlet says of it.
    pub stories: Vec<(StoryHead, Voice)>,
}

/// An article of an outlet, with where it came from.
#[derive(Debug, Clone)]
pub struct OutletArticle {
    /// The article.
    pub card: ArticleRow,
    /// Its story, once it is grouped.
    pub story: Option<StoryId>,
    /// Whether it is an original, or which kind of copy.
    pub kind: Option<ReportKind>,
    /// The article that it was most likely copied from; the report's original where that is not known.
    pub from: Option<ArticleRow>,
    /// How much of it stands there, in thousandths.
    pub share: Option<u16>,
}

/// What only one outlet says of a story.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Voice {
    /// What no other says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<StatementLine>,
    /// What sets its telling apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub angles: Vec<StatementLine>,
}

/// What only these outlets say of a story, as the store keeps it.
pub(super) type VoiceRows = BTreeMap<OutletId, String>;

/// What an explainer has of single outlets.
pub(super) fn rows_of(line: &ExplainerLine) -> VoiceRows {
    let mut voices: BTreeMap<OutletId, Voice> = BTreeMap::new();
    for only in &line.papers.only {
        let Some(outlet) = OutletId::derive(&only.outlet) else { continue };
        voices.entry(outlet).or_default().only.push(only.statement.clone());
    }
    for angle in &line.papers.angles {
        let Some(outlet) = OutletId::derive(&angle.outlet) else { continue };
        voices.entry(outlet).or_default().angles.push(angle.statement.clone());
    }
    let body = |(outlet, voice)| Some((outlet, serde_json::to_string(&voice).ok()?));
    voices.into_iter().filter_map(body).collect()
}

/// Saves who tells a story, by its articles as they are placed, in place of who did.
pub(super) fn save(
    transaction: &Transaction<'_>,
    story: RowNumber,
    said: &VoiceRows,
    time: Option<i64>,
) -> rusqlite::Result<()> {
    clear(transaction, story)?;
    let part = |row: &Row<'_>| Ok((row.get(0)?, OutletId::new(row.get::<_, String>(1)?), row.get(2)?, row.get(3)?));
    let parts: Vec<(RowNumber, OutletId, u32, u32)> = transaction
        .prepare_cached(
            "SELECT outlet.number, outlet.id, sum(kind = 'original'), sum(kind <> 'original')
             FROM placement JOIN article ON article.number = placement.article
             JOIN outlet ON outlet.number = article.publisher WHERE placement.story = ?1 GROUP BY outlet.number",
        )?
        .query_map([story], part)?
        .collect::<rusqlite::Result<_>>()?;
    let mut insert = transaction
        .prepare_cached("INSERT INTO voice (outlet, story, time, own, copies, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let mut add = |(outlet, id, own, copies): (RowNumber, OutletId, u32, u32)| {
        insert.execute(params![outlet, story, time, own, copies, said.get(&id)]).map(drop)
    };
    parts.into_iter().try_for_each(&mut add)
}

/// Nobody tells the story any more.
pub(super) fn clear(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM voice WHERE story = ?1")?.execute([story]).map(drop)
}

/// The row of the outlet of this name, which is made where there is none; nothing for an empty name.
pub(super) fn number(connection: &Connection, name: &str) -> rusqlite::Result<Option<RowNumber>> {
    let Some(id) = OutletId::derive(name) else { return Ok(None) };
    let known = connection
        .prepare_cached("SELECT number FROM outlet WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    match known {
        Some(number) => Ok(Some(number)),
        None => connection
            .prepare_cached("INSERT INTO outlet (id, name) VALUES (?1, ?2)")?
            .insert(params![id.as_str(), name.trim()])
            .map(Some),
    }
}

/// Gives the articles of a store from before there were outlets theirs.
pub(super) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut articles = transaction.prepare(
        "SELECT article.number, version.outlet FROM article
         JOIN version ON version.article = article.number AND version.version = newest ORDER BY article.number",
    )?;
    let mut rows = articles.query([])?;
    let mut update = transaction.prepare("UPDATE article SET publisher = ?2 WHERE number = ?1")?;
    while let Some(row) = rows.next()? {
        let name: Option<String> = row.get(1)?;
        update.execute(params![row.get::<_, RowNumber>(0)?, number(transaction, &name.unwrap_or_default())?])?;
    }
    Ok(())
}

impl Reader {
    /// What there is of an outlet: so many articles after the first of `articles_at`, so many stories likewise; none for an
    /// unknown outlet.
    pub fn outlet(
        &self,
        id: &OutletId,
        (articles_at, articles): (usize, usize),
        (stories_at, stories): (usize, usize),
    ) -> Result<Option<OutletFile>> {
        self.ask(|connection| {
            let known = connection
                .prepare_cached(KNOWN)?
                .query_row([id.as_str()], |row| Ok((row.get::<_, RowNumber>(0)?, outlet_file(row)?)))
                .optional()?;
            let Some((number, file)) = known else { return Ok(None) };
            let articles = self::articles(connection, number, articles_at, articles)?;
            Ok(Some(OutletFile { articles, stories: self::stories(connection, number, stories_at, stories)?, ..file }))
        })
    }

    /// The names of the outlets that tell most stories.
    pub fn outlets(&self, limit: usize) -> Result<Vec<String>> {
        self.ask(|connection| {
            connection.prepare_cached(TELLING_MOST)?.query_map([rows::count(limit)], |row| row.get(0))?.collect()
        })
    }
}

fn outlet_file(row: &Row<'_>) -> rusqlite::Result<OutletFile> {
    let (articles, stories) = (Vec::new(), Vec::new());
    Ok(OutletFile { name: row.get(1)?, told: row.get(2)?, own: row.get(3)?, copies: row.get(4)?, articles, stories })
}

fn articles(
    connection: &Connection,
    outlet: RowNumber,
    skip: usize,
    limit: usize,
) -> rusqlite::Result<Vec<OutletArticle>> {
    let mut giver = connection.prepare_cached(&giver_query())?;
    let listed: Vec<(OutletArticle, Option<ArticleId>)> = connection
        .prepare_cached(&articles_query())?
        .query_map(params![outlet, rows::count(limit), rows::count(skip)], outlet_article)?
        .collect::<rusqlite::Result<_>>()?;
    let with_giver = |(article, from): (OutletArticle, Option<ArticleId>)| {
        let from = from.map(|from| giver.query_row([from.as_str()], article_row).optional()).transpose()?.flatten();
        Ok(OutletArticle { from, ..article })
    };
    listed.into_iter().map(with_giver).collect()
}

fn outlet_article(row: &Row<'_>) -> rusqlite::Result<(OutletArticle, Option<ArticleId>)> {
    let kind = row.get::<_, Option<String>>(7)?.and_then(|kind| ReportKind::parse(&kind));
    let from = row.get::<_, Option<String>>(8)?.filter(|_| kind.is_some_and(|kind| kind != ReportKind::Original));
    let article = OutletArticle {
        card: article_row(row)?,
        story: row.get::<_, Option<String>>(6)?.map(StoryId::new),
        kind,
        from: None,
        share: row.get(9)?,
    };
    Ok((article, from.map(ArticleId::new)))
}

fn stories(
    connection: &Connection,
    outlet: RowNumber,
    skip: usize,
    limit: usize,
) -> rusqlite::Result<Vec<(StoryHead, Voice)>> {
    let told = |row: &Row<'_>| {
        let body: Option<String> = row.get(rows::STORY_HEAD_WIDTH)?;
        let voice = if body.is_some() { rows::json(row, rows::STORY_HEAD_WIDTH)? } else { Voice::default() };
        Ok((rows::story_head(row)?, voice))
    };
    connection
        .prepare_cached(&stories_query())?
        .query_map(params![outlet, rows::count(limit), rows::count(skip)], told)?
        .collect()
}
