//! Topics: what stories say of a person, organisation, place or thing. In: explainers as they are saved.
//! Out: the newest cards, stories and dated entries of one topic, by index. Never: a look at every story.

use super::rows::{self, StoryHead};
use super::{Reader, RowNumber};
use crate::error::Result;
use crate::model::TopicId;
use crate::text::mentions;
use crate::wire::{EntryLine, ExplainerLine, TopicLine};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;

/// Descriptions shown, each in other words: a screen of them, by eye.
const DESCRIPTIONS_SHOWN: usize = 12;

/// Rows read for each entry shown, as two stories may tell the same of one day; by eye, most are told once.
const ENTRIES_READ_TIMES: usize = 4;

/// Descriptions looked at: the newest stories tell what it is now, and their cards are short.
const DESCRIPTIONS_READ: usize = 60;

/// What a topic is called.
pub(super) const NAMED: &str = "SELECT kind, name FROM topic_name WHERE id = ?1";

/// What the store keeps of one card of an explainer.
#[derive(Debug, Clone)]
pub(super) struct TopicRow {
    id: String,
    kind: String,
    name: String,
    card: String,
    /// A day to sort by, and the entry.
    entries: Vec<(String, String)>,
}

/// What there is on a topic.
#[derive(Debug, Clone)]
pub struct TopicFile {
    /// Its name.
    pub name: String,
    /// person, organisation, place or other.
    pub kind: String,
    /// What the newest stories say it is, newest first, each in other words.
    pub described: Vec<(StoryHead, TopicLine)>,
    /// Stories that have a card on it, newest first.
    pub stories: Vec<StoryHead>,
    /// Dated entries that name it, newest first.
    pub entries: Vec<TopicEntry>,
}

/// A dated entry that names a topic.
#[derive(Debug, Clone)]
pub struct TopicEntry {
    /// The story that tells it.
    pub story: StoryHead,
    /// The year in which it happened or began.
    pub year: String,
    /// When, and in which words.
    pub entry: EntryLine,
}

/// The rows of an explainer's cards.
pub(super) fn rows_of(line: &ExplainerLine) -> Vec<TopicRow> {
    let mut seen = BTreeSet::new();
    let cards = line.topics.iter().filter(|card| seen.insert(card.id.as_str()));
    let row = |card: &TopicLine| {
        let card_json = serde_json::to_string(card).ok()?;
        let entries = line.timeline.iter().filter_map(|entry| naming(card, entry)).collect();
        Some(TopicRow {
            id: card.id.clone(),
            kind: card.kind.clone(),
            name: card.name.clone(),
            card: card_json,
            entries,
        })
    };
    cards.filter_map(row).collect()
}

/// The sentences of an entry that name the topic, with the day to sort them by.
fn naming(card: &TopicLine, entry: &EntryLine) -> Option<(String, String)> {
    let sentences: Vec<_> = entry.sentences.iter().filter(|sentence| names(card, &sentence.text)).cloned().collect();
    if sentences.is_empty() {
        return None;
    }
    let kept = EntryLine { date: entry.date.clone(), precision: entry.precision.clone(), sentences };
    Some((sort_day(&entry.date), serde_json::to_string(&kept).ok()?))
}

/// Within its own story a person is named by the last word of the name as well.
fn names(card: &TopicLine, text: &str) -> bool {
    let last = card.name.rsplit(' ').next().filter(|_| card.kind == "person");
    mentions(text, &card.name) || last.is_some_and(|last| mentions(text, last))
}

/// The beginning of an event time, so that text order is time order.
fn sort_day(value: &str) -> String {
    let start = value.split('/').next().unwrap_or(value);
    let Some((year, part)) = start.split_once('-') else { return format!("{start:0<4}") };
    let month = match part {
        "Q1" => 1,
        "SP" => 3,
        "Q2" => 4,
        "SU" => 6,
        "Q3" => 7,
        "FA" => 9,
        "Q4" => 10,
        "WI" => 12,
        _ => match part.strip_prefix('W').and_then(|week| week.parse::<u32>().ok()) {
            // The month in which most days of the week lie, nearly.
            Some(week) => (week * 12 / 53 + 1).min(12),
            None => return start.to_owned(),
        },
    };
    format!("{year}-{month:02}")
}

/// Saves the cards of a story in place of those it had.
pub(super) fn save(
    transaction: &Transaction<'_>,
    story: RowNumber,
    rows: &[TopicRow],
    time: Option<i64>,
) -> rusqlite::Result<()> {
    clear(transaction, story)?;
    let mut card = transaction.prepare_cached("INSERT INTO topic (id, story, time, card) VALUES (?1, ?2, ?3, ?4)")?;
    let mut entry = transaction
        .prepare_cached("INSERT INTO topic_entry (topic, day, story, place, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut name =
        transaction.prepare_cached("INSERT OR IGNORE INTO topic_name (id, kind, name) VALUES (?1, ?2, ?3)")?;
    for row in rows {
        name.execute(params![row.id, row.kind, row.name])?;
        card.execute(params![row.id, story, time, row.card])?;
        for (place, (day, body)) in (0_i64..).zip(&row.entries) {
            entry.execute(params![row.id, day, story, place, body])?;
        }
    }
    Ok(())
}

/// The story has no cards any more.
pub(super) fn clear(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM topic WHERE story = ?1")?.execute([story])?;
    transaction.prepare_cached("DELETE FROM topic_entry WHERE story = ?1")?.execute([story])?;
    Ok(())
}

impl Reader {
    /// What there is on a topic: so many stories after the first `skip`; where none is skipped its descriptions and so many entries
    /// as well. None for one that no story ever described.
    pub fn topic(&self, id: &TopicId, skip: usize, stories: usize, entries: usize) -> Result<Option<TopicFile>> {
        self.ask(|connection| {
            let known = connection
                .prepare_cached(NAMED)?
                .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((kind, name)) = known else { return Ok(None) };
            Ok(Some(TopicFile {
                name,
                kind,
                // They stand on the first page.
                described: if skip == 0 { described(connection, id)? } else { Vec::new() },
                stories: self::stories(connection, id, skip, stories)?,
                entries: if skip == 0 { self::entries(connection, id, entries)? } else { Vec::new() },
            }))
        })
    }
}

/// The newest descriptions, each in words of its own.
fn described(connection: &Connection, id: &TopicId) -> rusqlite::Result<Vec<(StoryHead, TopicLine)>> {
    let card = |row: &Row<'_>| Ok((rows::story_head(row)?, rows::json(row, rows::STORY_HEAD_WIDTH)?));
    let cards: Vec<(StoryHead, TopicLine)> = connection
        .prepare_cached(&listed("card AS said"))?
        .query_map(params![id.as_str(), rows::count(DESCRIPTIONS_READ), 0], card)?
        .collect::<rusqlite::Result<_>>()?;
    let mut seen = BTreeSet::new();
    let new = |(_, card): &(StoryHead, TopicLine)| seen.insert(card.description.text.clone());
    Ok(cards.into_iter().filter(new).take(DESCRIPTIONS_SHOWN).collect())
}

fn stories(connection: &Connection, id: &TopicId, skip: usize, limit: usize) -> rusqlite::Result<Vec<StoryHead>> {
    connection
        .prepare_cached(&listed("NULL AS said"))?
        .query_map(params![id.as_str(), rows::count(limit), rows::count(skip)], rows::story_head)?
        .collect()
}

/// The stories of a topic, newest first.
pub(super) fn listed(column: &str) -> String {
    format!(
        "SELECT {}, said FROM (SELECT story AS listed, time AS rank, {column} FROM topic WHERE id = ?1
             ORDER BY time DESC, story DESC LIMIT ?2 OFFSET ?3)
         JOIN story ON story.number = listed JOIN explainer ON explainer.story = listed
         ORDER BY rank DESC, listed DESC",
        rows::STORY_HEAD_COLUMNS
    )
}

/// The dated entries of a topic, newest first.
pub(super) fn entries_query() -> String {
    format!(
        "SELECT {}, day, entry FROM (SELECT day, story AS listed, topic_entry.body AS entry, place FROM topic_entry
                 WHERE topic = ?1 ORDER BY day DESC, listed DESC, place DESC LIMIT ?2)
             JOIN story ON story.number = listed JOIN explainer ON explainer.story = listed
             ORDER BY day DESC, listed DESC, place DESC",
        rows::STORY_HEAD_COLUMNS
    )
}

/// The newest entries; one that another story tells in the same words stands once.
fn entries(connection: &Connection, id: &TopicId, limit: usize) -> rusqlite::Result<Vec<TopicEntry>> {
    let entry = |row: &Row<'_>| {
        let day: String = row.get(rows::STORY_HEAD_WIDTH)?;
        Ok(TopicEntry {
            story: rows::story_head(row)?,
            year: day.chars().take(4).collect(),
            entry: rows::json(row, rows::STORY_HEAD_WIDTH + 1)?,
        })
    };
    let found: Vec<TopicEntry> = connection
        .prepare_cached(&entries_query())?
        .query_map(params![id.as_str(), rows::count(limit.saturating_mul(ENTRIES_READ_TIMES))], entry)?
        .collect::<rusqlite::Result<_>>()?;
    let mut seen = BTreeSet::new();
    let told = |entry: &TopicEntry| {
        let words = entry.entry.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join("\n");
        (entry.entry.date.clone(), words)
    };
    Ok(found.into_iter().filter(|entry| seen.insert(told(entry))).take(limit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_sort_by_when_something_began() {
        let mut days = ["2025-Q3", "2025-10-20", "199", "2025", "2025-SU", "2025-09-01/2025-10-02", "2025-W09"];
        days.sort_by_key(|day| sort_day(day));
        assert_eq!(days, ["199", "2025", "2025-W09", "2025-SU", "2025-Q3", "2025-09-01/2025-10-02", "2025-10-20"]);
    }
}
