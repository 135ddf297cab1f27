//! Placements and stories: where each article belongs, and what happened to stories that were merged away.
//! In: what the group stage decided. Out: articles that wait for it. Never: an address that leads nowhere:
//! a story that is no more redirects.

use super::files::Context;
use super::{Loader, RowNumber, Store, WindowRow, explainers, log as story_log, rows, storylines, window};
use crate::error::Result;
use crate::model::{Event, EventKind, Placement, StoryId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

/// The place of one article.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The article's row.
    pub number: RowNumber,
    /// Its place.
    pub placement: Placement,
}

impl Store {
    /// Whether articles were grouped under another stamp; then all must be grouped anew, in order.
    pub fn grouping_is_stale(&self, stamp: &str) -> Result<bool> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT 1 FROM placement WHERE (stamp < ?1 OR stamp > ?1)
                     AND NOT EXISTS (SELECT 1 FROM story WHERE number = placement.story AND sealed = 1) LIMIT 1",
            )
            .and_then(|mut query| query.query_row([stamp], |_| Ok(())).optional());
        Ok(found.of(&self.path)?.is_some())
    }

    /// Forgets how articles were grouped; stories and explainers stay readable until they are grouped anew.
    pub fn reset_grouping(&mut self) -> Result<()> {
        self.within(reset)
    }

    /// The articles that were read and wait to be grouped: by publication, then by id; undated ones last.
    pub fn waiting_to_group(&self) -> Result<Vec<RowNumber>> {
        let load = || -> rusqlite::Result<Vec<_>> {
            self.connection
                .prepare_cached(
                    "SELECT article.number FROM placement JOIN article ON article.number = placement.article
                     JOIN reading ON reading.article = placement.article
                     WHERE placement.stamp IS NULL AND reading.stamp IS NOT NULL
                     ORDER BY article.time IS NULL, article.time, article.id",
                )?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        load().of(&self.path)
    }

    /// Saves what a batch did, in one transaction: the merges of the log, the placements in order, the new places of
    /// earlier articles, the log, and what it leaves of the window.
    pub fn save_placements(
        &mut self,
        batch: &[Placed],
        (moved, log): (&[Placement], &[Event]),
        left: &WindowRow,
        stamp: &str,
    ) -> Result<()> {
        self.within(|transaction| {
            let mut touched = BTreeSet::new();
            for event in log.iter().filter(|event| event.kind == EventKind::Merged) {
                if let Some(old) = &event.from {
                    touched.extend(merge_into(transaction, old, &event.story)?);
                }
            }
            let mut sequence: i64 =
                transaction
                    .query_row("SELECT max(ifnull(max(sequence), 0), 0) FROM placement", [], |row| row.get(0))?;
            for placed in batch {
                sequence += 1;
                touched.insert(place(transaction, placed, sequence, stamp)?);
            }
            for placement in moved {
                touched.extend(move_article(transaction, placement)?);
            }
            story_log::append(transaction, log)?;
            window::save(transaction, left, stamp)?;
            touched.into_iter().try_for_each(|story| count(transaction, story))
        })
    }

    /// Whether an article was read and waits for its place: until then stories are not what they will be.
    pub fn waits_to_group(&self) -> Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM placement WHERE stamp IS NULL)";
        self.connection.query_row(query, [], |row| row.get(0)).of(&self.path)
    }

    /// After all is grouped: stories that no article belongs to any more redirect to the story of their first one.
    pub fn settle_stories(&mut self) -> Result<()> {
        self.within(|transaction| {
            let empty: Vec<(String, Option<String>)> = transaction
                .prepare_cached(
                    "SELECT story.id, heir.id FROM story LEFT JOIN placement ON placement.article = story.first
                     LEFT JOIN story AS heir ON heir.number = placement.story
                     WHERE story.articles = 0 ORDER BY story.number",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (old, heir) in empty {
                merge(transaction, &StoryId::new(old), &StoryId::new(heir.unwrap_or_default()))?;
            }
            Ok(())
        })
    }

    /// The articles that were grouped last, at most so many, each with its number among all that were grouped and its time of
    /// publication in seconds; in the order in which they were grouped.
    pub fn grouped_last(&self, articles_max: usize) -> Result<Vec<(RowNumber, u32, Option<i64>)>> {
        let limit = i64::try_from(articles_max).unwrap_or(i64::MAX);
        let load = || -> rusqlite::Result<Vec<_>> {
            self.connection
                .prepare_cached(
                    "SELECT article.number, sequence - 1, article.time
                     FROM (SELECT article AS placed, sequence FROM placement WHERE sequence > 0
                           ORDER BY sequence DESC LIMIT ?1)
                     JOIN article ON article.number = placed ORDER BY sequence",
                )?
                .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect()
        };
        load().of(&self.path)
    }
}

impl Loader {
    /// The places of these articles, in this order; all of them must be grouped.
    pub fn placements(&self, numbers: &[RowNumber]) -> Result<Vec<Placement>> {
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut query = self.connection.prepare_cached(&format!(
                "SELECT article.id, {} FROM placement JOIN article ON article.number = placement.article
                 JOIN story ON story.number = placement.story WHERE placement.article = ?1",
                rows::PLACEMENT_COLUMNS
            ))?;
            numbers.iter().map(|number| query.query_row([number], rows::placed)).collect::<rusqlite::Result<_>>()
        };
        load().of(&self.path)
    }
}

/// Every article waits to be grouped anew; every story is left without articles, and the log begins anew. Stories whose texts
/// are gone stay as they are: their articles count as grouped before all others.
pub(super) fn reset(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    story_log::clear(transaction)?;
    window::reset(transaction)?;
    transaction.execute_batch(
        "UPDATE placement SET stamp = NULL, sequence = NULL, story = NULL, report = NULL, original = NULL,
             kind = NULL, why = NULL, credit = NULL, source = NULL, source_share = NULL, took = NULL
             WHERE story IS NULL OR story NOT IN (SELECT number FROM story WHERE sealed = 1);
         UPDATE placement SET sequence = sequence - (SELECT max(sequence) + 1 FROM placement)
             WHERE sequence IS NOT NULL;
         UPDATE story SET articles = 0, reports = 0 WHERE sealed = 0;",
    )?;
    storylines::reset(transaction)
}

fn place(transaction: &Transaction<'_>, placed: &Placed, sequence: i64, stamp: &str) -> rusqlite::Result<RowNumber> {
    let story = story(transaction, &placed.placement.story, placed.number)?;
    transaction
        .prepare_cached("UPDATE placement SET stamp = ?2, sequence = ?3 WHERE article = ?1")?
        .execute(params![placed.number, stamp, sequence])?;
    write(transaction, placed.number, story, &placed.placement)?;
    Ok(story)
}

/// Writes what a placement says into the row of its article.
fn write(
    transaction: &Transaction<'_>,
    at: RowNumber,
    story: RowNumber,
    placement: &Placement,
) -> rusqlite::Result<()> {
    let given = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    let lineage = placement.lineage.as_ref();
    transaction
        .prepare_cached(
            "UPDATE placement SET story = ?2, report = ?3, original = ?4, kind = ?5, why = ?6, credit = ?7, source = ?8,
                 source_share = ?9, took = ?10
             WHERE article = ?1",
        )?
        .execute(params![
            at,
            story,
            placement.report.as_str(),
            placement.original.as_str(),
            placement.kind.as_str(),
            given(&placement.why),
            given(&placement.credit),
            lineage.map(|lineage| lineage.from.as_str()),
            lineage.map(|lineage| lineage.thousandths),
            rows::took_column(&placement.took),
        ])?;
    Ok(())
}

/// Gives an article that was placed before a new place; the stories that it left and joined.
fn move_article(transaction: &Transaction<'_>, placement: &Placement) -> rusqlite::Result<Vec<RowNumber>> {
    let row = transaction
        .prepare_cached(
            "SELECT article.number, placement.story FROM article JOIN placement ON placement.article = article.number
             WHERE article.id = ?1",
        )?
        .query_row([placement.article.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((article, left)): Option<(RowNumber, RowNumber)> = row else { return Ok(Vec::new()) };
    let joined = story(transaction, &placement.story, article)?;
    write(transaction, article, joined, placement)?;
    Ok(vec![left, joined])
}

/// Merges a story into one that may have opened in the same batch, so that it has no row yet.
fn merge_into(transaction: &Transaction<'_>, old: &StoryId, into: &StoryId) -> rusqlite::Result<Option<RowNumber>> {
    let Some(gone) = number(transaction, old)? else { return Ok(None) };
    let first =
        transaction.query_row("SELECT first FROM story WHERE number = ?1", [gone], |row| row.get::<_, RowNumber>(0))?;
    story(transaction, into, first)?;
    merge(transaction, old, into)
}

/// The row of a story, which is made, with a place for its explainer, where there is none.
pub(super) fn story(transaction: &Transaction<'_>, id: &StoryId, first: RowNumber) -> rusqlite::Result<RowNumber> {
    if let Some(number) = number(transaction, id)? {
        return Ok(number);
    }
    let number = transaction
        .prepare_cached("INSERT INTO story (id, first) VALUES (?1, ?2)")?
        .insert(params![id.as_str(), first])?;
    transaction.prepare_cached("INSERT INTO explainer (story) VALUES (?1)")?.execute([number])?;
    storylines::open(transaction, number)?;
    transaction.prepare_cached("DELETE FROM redirect WHERE old = ?1")?.execute([id.as_str()])?;
    Ok(number)
}

/// The row of a story.
pub(super) fn number(connection: &Connection, id: &StoryId) -> rusqlite::Result<Option<RowNumber>> {
    connection
        .prepare_cached("SELECT number FROM story WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()
}

/// The id under which a story is found now.
pub(super) fn resolved(connection: &Connection, id: &StoryId) -> rusqlite::Result<StoryId> {
    let heir = connection
        .prepare_cached("SELECT story FROM redirect WHERE old = ?1")?
        .query_row([id.as_str()], |row| row.get::<_, String>(0))
        .optional()?;
    Ok(heir.map_or_else(|| id.clone(), StoryId::new))
}

/// Moves what is left of a story into another, and leaves a redirect in its place.
pub(super) fn merge(
    transaction: &Transaction<'_>,
    old: &StoryId,
    into: &StoryId,
) -> rusqlite::Result<Option<RowNumber>> {
    let Some(gone) = number(transaction, old)? else { return Ok(None) };
    let heir = number(transaction, into)?.filter(|heir| *heir != gone);
    if let Some(heir) = heir {
        transaction.execute("UPDATE placement SET story = ?2 WHERE story = ?1", [gone, heir])?;
        transaction.execute("UPDATE redirect SET story = ?2 WHERE story = ?1", [old.as_str(), into.as_str()])?;
        transaction
            .execute("INSERT OR REPLACE INTO redirect (old, story) VALUES (?1, ?2)", [old.as_str(), into.as_str()])?;
    }
    storylines::hand_on(transaction, gone, heir)?;
    explainers::clear(transaction, gone)?;
    transaction.execute("DELETE FROM story WHERE number = ?1", [gone])?;
    Ok(heir)
}

/// Counts a story's articles and reports anew; its explainer is to be made anew.
pub(super) fn count(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "UPDATE story SET (articles, reports, time) =
                 (SELECT count(*), count(DISTINCT report), max(time)
                  FROM placement JOIN article ON article.number = placement.article WHERE placement.story = ?1)
             WHERE number = ?1",
        )?
        .execute([story])?;
    transaction.prepare_cached("UPDATE explainer SET stamp = NULL WHERE story = (SELECT number FROM story WHERE number = ?1 AND sealed = 0)")?.execute([story])?;
    storylines::touch(transaction, story)
}
