//! Explainers: the six sections of each story as they stand on its page.
//! In: finished explainers. Out: stories that wait for the explain stage, with all their articles.
//! Never: a new version of an explainer that says the same.

use super::files::Context;
use super::readings::ReadArticle;
use super::rows::{self, ARTICLE_COLUMNS, ARTICLE_WIDTH, PLACEMENT_COLUMNS};
use super::{Loader, RowNumber, Store, editions, outlets, search, sources, topics};
use crate::error::Result;
use crate::model::{Member, Placement, StoryId};
use crate::wire::ExplainerLine;
use rusqlite::{Row, Transaction, params};

/// A story that waits to be explained.
#[derive(Debug, Clone)]
pub struct StoryWork {
    /// Its row.
    pub number: RowNumber,
    /// Its id.
    pub id: StoryId,
    /// Version of the explainer that it has; 0 for none.
    pub version: u32,
    /// That explainer, as the contract.
    pub body: Option<String>,
    members: Vec<(ReadArticle, Placement)>,
}

impl StoryWork {
    /// Its articles with what they say and where they belong; a long parse, done outside the store's thread.
    pub fn take_members(&mut self) -> Result<Vec<Member>> {
        std::mem::take(&mut self.members)
            .into_iter()
            .map(|(read, placement)| {
                read.into_reading().map(|(article, reading)| Member { article, reading, placement })
            })
            .collect()
    }
}

/// One finished explainer.
#[derive(Debug, Clone)]
pub struct Finished {
    /// The story's row.
    pub number: RowNumber,
    /// What changed; none where it says what it said before.
    pub changed: Option<ExplainerRow>,
}

/// What the store keeps of an explainer.
#[derive(Debug, Clone)]
pub struct ExplainerRow {
    version: u32,
    headline: String,
    lead: Option<String>,
    body: String,
    questions: Vec<String>,
    topics: Vec<topics::TopicRow>,
    voices: outlets::VoiceRows,
    edition: editions::EditionRow,
    title_index: String,
    text_index: String,
}

impl ExplainerRow {
    /// The row of an explainer with its body, ready to be saved.
    pub fn new(line: &ExplainerLine, body: String) -> Self {
        let mut texts: Vec<&str> = line.happened.iter().map(|statement| statement.text.as_str()).collect();
        texts.extend(line.behind.iter().map(|behind| behind.statement.text.as_str()));
        texts.extend(line.topics.iter().map(|topic| topic.name.as_str()));
        let sorted = |mut ids: Vec<String>| {
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        Self {
            version: line.version,
            headline: line.headline.text.clone(),
            lead: line.happened.first().map(|statement| statement.text.clone()),
            body,
            questions: sorted(line.questions.iter().map(|question| question.id.clone()).collect()),
            topics: topics::rows_of(line),
            voices: outlets::rows_of(line),
            edition: editions::row_of(line),
            title_index: search::index_text(&line.headline.text, &line.headline.lang),
            text_index: search::index_text(&texts.join("\n"), &line.headline.lang),
        }
    }
}

impl ExplainerRow {
    /// The row of an explainer as it was stored before; none where its form is not known any more.
    pub(super) fn read(body: &str) -> Option<Self> {
        let line: ExplainerLine = serde_json::from_str(body).ok()?;
        Some(Self::new(&line, body.to_owned()))
    }

    /// Puts what lists, topic and outlet pages and feeds show into its tables.
    fn list(&self, transaction: &Transaction<'_>, number: RowNumber) -> rusqlite::Result<()> {
        let time = note(transaction, number)?;
        topics::save(transaction, number, &self.topics, time)?;
        outlets::save(transaction, number, &self.voices, time)?;
        editions::save(transaction, number, &self.edition)
    }

    /// Puts the explainer into the search index.
    pub(super) fn index(&self, transaction: &Transaction<'_>, number: RowNumber) -> rusqlite::Result<()> {
        search::index_story(transaction, number, &self.title_index, &self.text_index)
    }
}

impl Store {
    /// The stories that wait for the explain stage, then those explained under another stamp; newest first.
    pub fn waiting_to_explain(&self, stamp: &str) -> Result<Vec<RowNumber>> {
        rows::numbers(
            &self.connection,
            "SELECT explainer.story FROM explainer JOIN story ON story.number = explainer.story
             WHERE (stamp IS NULL OR stamp < ?1 OR stamp > ?1) AND story.articles > 0 AND sealed = 0
             ORDER BY stamp IS NOT NULL, story.time DESC, story.id",
            stamp,
        )
        .of(&self.path)
    }

    /// Saves a batch of explainers in one transaction.
    pub fn save_explainers(&mut self, batch: &[Finished], stamp: &str) -> Result<()> {
        // Ascending, as the search index writes itself out whenever a row number is smaller than the one before.
        let mut ascending: Vec<&Finished> = batch.iter().collect();
        ascending.sort_unstable_by_key(|finished| finished.number);
        self.within(|transaction| ascending.into_iter().try_for_each(|finished| save(transaction, finished, stamp)))
    }
}

impl Loader {
    /// These stories with all their articles, in this order.
    pub fn stories(&self, numbers: &[RowNumber]) -> Result<Vec<StoryWork>> {
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut head = self.connection.prepare_cached(
                "SELECT story.number, id, version, body FROM story JOIN explainer ON story = number WHERE number = ?1",
            )?;
            let mut members = self.connection.prepare_cached(&format!(
                "SELECT {ARTICLE_COLUMNS}, article.number, reading.body, {PLACEMENT_COLUMNS}
                 FROM placement JOIN story ON story.number = placement.story
                 JOIN article ON article.number = placement.article
                 JOIN reading ON reading.article = article.number
                 JOIN version ON version.article = article.number AND version.version = reading.version
                 WHERE placement.story = ?1 AND version.kept IS NULL ORDER BY placement.sequence"
            ))?;
            let mut stories = Vec::with_capacity(numbers.len());
            for number in numbers {
                let mut work = head.query_row([number], story_work)?;
                work.members = members.query_map([number], member)?.collect::<rusqlite::Result<_>>()?;
                stories.push(work);
            }
            Ok(stories)
        };
        load().of(&self.path)
    }
}

fn story_work(row: &Row<'_>) -> rusqlite::Result<StoryWork> {
    Ok(StoryWork {
        number: row.get(0)?,
        id: StoryId::new(row.get::<_, String>(1)?),
        version: row.get(2)?,
        body: row.get(3)?,
        members: Vec::new(),
    })
}

fn member(row: &Row<'_>) -> rusqlite::Result<(ReadArticle, Placement)> {
    let read = ReadArticle::of(row)?;
    let at = ARTICLE_WIDTH + 2;
    let placement = rows::placement(row, at, read.article.id())?.ok_or_else(|| rows::wrong(at, "not grouped"))?;
    Ok((read, placement))
}

fn save(transaction: &Transaction<'_>, finished: &Finished, stamp: &str) -> rusqlite::Result<()> {
    let number = finished.number;
    let Some(row) = &finished.changed else {
        transaction
            .prepare_cached("UPDATE explainer SET stamp = ?2 WHERE story = ?1")?
            .execute(params![number, stamp])?;
        let time = note(transaction, number)?;
        for table in ["topic", "voice"] {
            transaction
                .prepare_cached(&format!("UPDATE {table} SET time = ?2 WHERE story = ?1 AND time IS NOT ?2"))?
                .execute(params![number, time])?;
        }
        return Ok(());
    };
    transaction
        .prepare_cached(
            "UPDATE explainer SET stamp = ?2, version = ?3, headline = ?4, lead = ?5, body = ?6 WHERE story = ?1",
        )?
        .execute(params![number, stamp, row.version, row.headline, row.lead, row.body])?;
    if row.version > 1 {
        forget_questions(transaction, number)?;
    }
    let mut insert = transaction.prepare_cached("INSERT INTO question (id, story) VALUES (?1, ?2)")?;
    row.questions.iter().try_for_each(|id| insert.execute(params![id, number]).map(drop))?;
    row.list(transaction, number)?;
    row.index(transaction, number)
}

/// Notes what lists show of a story that is explained now; the time that it is sorted by.
fn note(transaction: &Transaction<'_>, number: RowNumber) -> rusqlite::Result<Option<i64>> {
    transaction
        .prepare_cached(
            "UPDATE story SET
                 last_published = (SELECT version.published FROM placement JOIN article ON article.number = placement.article
                     JOIN version ON version.article = article.number AND version.version = article.newest
                     WHERE placement.story = ?1 ORDER BY article.time DESC, article.number LIMIT 1),
                 explained = ifnull((SELECT max(version.received) FROM placement
                     JOIN article ON article.number = placement.article
                     JOIN version ON version.article = article.number AND version.version = article.newest
                     WHERE placement.story = ?1), '')
             WHERE number = ?1",
        )?
        .execute([number])?;
    sources::categorise(transaction, number)?;
    transaction.prepare_cached("SELECT time FROM story WHERE number = ?1")?.query_row([number], |row| row.get(0))
}

/// The story asks none of its questions any more; their addresses lead to it.
pub(super) fn forget_questions(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO former_question (id, story)
             SELECT question.id, story.id FROM question JOIN story ON story.number = question.story WHERE story.number = ?1",
        )?
        .execute([story])?;
    transaction.prepare_cached("DELETE FROM question WHERE story = ?1")?.execute([story]).map(drop)
}

/// Takes a story that is no more out of all lists.
pub(super) fn clear(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    forget_questions(transaction, story)?;
    topics::clear(transaction, story)?;
    outlets::clear(transaction, story)?;
    for query in [
        "DELETE FROM edition WHERE story = ?1",
        "DELETE FROM explainer WHERE story = ?1",
        "DELETE FROM story_search WHERE rowid = ?1",
    ] {
        transaction.execute(query, [story])?;
    }
    Ok(())
}

/// Fills what schema 7 added: outlets and languages of articles, and what lists, topic and outlet pages show. An
/// explainer that cannot be read any more is made anew.
pub(super) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    outlets::fill(transaction)?;
    transaction.execute(
        "UPDATE article SET read_language = (SELECT json_extract(body, '$.language') FROM reading WHERE article = number)",
        [],
    )?;
    let mut stories = transaction.prepare("SELECT story, body FROM explainer WHERE body IS NOT NULL ORDER BY story")?;
    let mut rows = stories.query([])?;
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        match ExplainerRow::read(&row.get::<_, String>(1)?) {
            Some(explainer) => explainer.list(transaction, number)?,
            None => {
                transaction.execute("UPDATE explainer SET stamp = NULL WHERE story = ?1", [number])?;
            }
        }
    }
    Ok(())
}
