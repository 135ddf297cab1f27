//! The story log: everything that happened to stories since they were last grouped from nothing.
//! In: events, in order. Out: those of one story. Never: an event changed; the log begins anew where all is grouped anew.

use super::Reader;
use super::rows::wrong;
use crate::error::Result;
use crate::model::{ArticleId, Event, EventKind, StoryId};
use rusqlite::{Connection, Row, Transaction, params};

/// Most events of one story that are shown, newest: more than a person reads.
const EVENTS_MAX: u32 = 1_000;

impl Reader {
    /// What happened to a story, or to the one that it was merged into, and to those merged into it: oldest first, at most
    /// the newest thousand.
    pub fn log(&self, id: &StoryId) -> Result<Vec<Event>> {
        self.ask(|connection| of_story(connection, id))
    }

    /// The whole log, oldest first: as many events as there are articles, and more.
    pub fn whole_log(&self) -> Result<Vec<Event>> {
        self.ask(|connection| {
            connection
                .prepare_cached("SELECT kind, story, came_from, articles, why FROM event ORDER BY number")?
                .query_map([], event)?
                .collect()
        })
    }
}

/// Appends what happened.
pub(super) fn append(transaction: &Transaction<'_>, events: &[Event]) -> rusqlite::Result<()> {
    let mut insert = transaction
        .prepare_cached("INSERT INTO event (kind, story, came_from, articles, why) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for event in events {
        let articles: Vec<&str> = event.articles.iter().map(ArticleId::as_str).collect();
        insert.execute(params![
            event.kind.as_str(),
            event.story.as_str(),
            event.from.as_ref().map(StoryId::as_str),
            serde_json::json!(articles).to_string(),
            (!event.why.is_empty()).then_some(&event.why),
        ])?;
    }
    Ok(())
}

/// Begins anew, but for stories whose texts are gone: those are not grouped anew.
pub(super) fn clear(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM event WHERE story NOT IN (SELECT id FROM story WHERE sealed = 1)", []).map(|_| ())
}

fn of_story(connection: &Connection, id: &StoryId) -> rusqlite::Result<Vec<Event>> {
    let mut query = connection.prepare_cached(
        "WITH RECURSIVE part (id) AS (
             SELECT ifnull((SELECT story FROM redirect WHERE old = ?1), ?1)
             UNION SELECT came_from FROM event JOIN part ON event.story = part.id WHERE kind = 'merged')
         SELECT kind, story, came_from, articles, why FROM (
             SELECT * FROM event WHERE story IN (SELECT id FROM part)
             UNION SELECT * FROM event WHERE came_from IN (SELECT id FROM part)
             ORDER BY number DESC LIMIT ?2) ORDER BY number",
    )?;
    query.query_map(params![id.as_str(), EVENTS_MAX], event)?.collect()
}

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let kind: String = row.get(0)?;
    let articles: Vec<String> = serde_json::from_str(&row.get::<_, String>(3)?).map_err(|error| wrong(3, error))?;
    Ok(Event {
        kind: EventKind::parse(&kind).ok_or_else(|| wrong(0, "no kind of event"))?,
        story: StoryId::new(row.get::<_, String>(1)?),
        from: row.get::<_, Option<String>>(2)?.map(StoryId::new),
        articles: articles.into_iter().map(ArticleId::new).collect(),
        why: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
    })
}
