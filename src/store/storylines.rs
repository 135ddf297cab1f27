//! Storylines: the profile of each story and the earlier stories that it continues.
//! In: what the group stage linked. Out: stories that wait for it, and what a page shows as related.
//! Never: a circle: a link leads from a story to one that began before it.

use super::files::Context;
use super::readings::ReadArticle;
use super::rows::{self, ARTICLE_COLUMNS};
use super::{Loader, Reader, RowNumber, Store};
use crate::error::Result;
use crate::model::{Link, Profile, ProfileTerm, Side, StoryId};
use crate::wire::RelatedLine;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// Later stories that a page shows; the earlier ones are few by themselves.
const LATER_MAX: i64 = 5;

/// A story that waits to be linked, with a sample of its articles, in the order in which they were grouped.
#[derive(Debug, Clone)]
pub struct ProfileWork {
    /// Its row.
    pub number: RowNumber,
    /// Its id.
    pub id: StoryId,
    /// When its first article was published, in seconds.
    pub first: Option<i64>,
    /// When its newest article was published.
    pub newest: Option<i64>,
    /// How many articles it has.
    pub articles: u32,
    /// The sample.
    pub sample: Vec<ReadArticle>,
}

/// A story's profile and the links that were found by it.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The story's row.
    pub number: RowNumber,
    /// Its profile.
    pub profile: Profile,
    /// The earlier stories that it continues, best first.
    pub links: Vec<Link>,
}

impl Store {
    /// The stories whose profile waits or was made under another stamp, in the order in which they began.
    pub fn waiting_to_link(&self, stamp: &str) -> Result<Vec<RowNumber>> {
        rows::numbers(
            &self.connection,
            "SELECT profile.story FROM profile JOIN story ON story.number = profile.story
             LEFT JOIN placement ON placement.story = story.number LEFT JOIN article ON article.number = placement.article
             WHERE (profile.stamp IS NULL OR profile.stamp < ?1 OR profile.stamp > ?1) AND story.articles > 0
                 AND sealed = 0
             GROUP BY story.number ORDER BY min(article.time) IS NULL, min(article.time), story.id",
            stamp,
        )
        .of(&self.path)
    }

    /// How many stories have a profile, of today or an earlier day.
    pub fn profile_count(&self) -> Result<usize> {
        let count = |row: &Row<'_>| row.get::<_, i64>(0);
        let count = self.connection.query_row("SELECT count(*) FROM profile WHERE terms IS NOT NULL", [], count);
        Ok(usize::try_from(count.of(&self.path)?).unwrap_or(0))
    }

    /// Saves profiles with their links, in order, in one transaction.
    pub fn save_links(&mut self, batch: &[Linked], stamp: &str) -> Result<()> {
        self.within(|transaction| {
            let mut sequence: i64 =
                transaction.query_row("SELECT ifnull(max(sequence), 0) FROM profile", [], |row| row.get(0))?;
            for linked in batch {
                sequence += 1;
                save(transaction, linked, sequence, stamp)?;
            }
            Ok(())
        })
    }
}

impl Loader {
    /// These stories with some of their first and some of their last articles, in this order.
    pub fn samples(&self, numbers: &[RowNumber], first: usize, last: usize) -> Result<Vec<ProfileWork>> {
        let limit = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut head = self.connection.prepare_cached(
                "SELECT story.number, story.id, min(article.time), max(article.time), count(placement.article)
                 FROM story LEFT JOIN placement ON placement.story = story.number
                 LEFT JOIN article ON article.number = placement.article WHERE story.number = ?1",
            )?;
            let mut members = self.connection.prepare_cached(&format!(
                "SELECT {ARTICLE_COLUMNS}, article.number, reading.body FROM
                     (SELECT * FROM (SELECT article AS placed, sequence FROM placement WHERE story = ?1
                                     ORDER BY sequence LIMIT ?2)
                      UNION SELECT * FROM (SELECT article, sequence FROM placement WHERE story = ?1
                                           ORDER BY sequence DESC LIMIT ?3))
                 JOIN article ON article.number = placed JOIN reading ON reading.article = placed
                 JOIN version ON version.article = placed AND version.version = reading.version ORDER BY sequence"
            ))?;
            let mut stories = Vec::with_capacity(numbers.len());
            for number in numbers {
                let mut work = head.query_row([number], profile_work)?;
                let sample = members.query_map(params![number, limit(first), limit(last)], ReadArticle::of)?;
                work.sample = sample.collect::<rusqlite::Result<_>>()?;
                stories.push(work);
            }
            Ok(stories)
        };
        load().of(&self.path)
    }

    /// The newest profiles, at most so many, in the order in which they were made; without their words.
    pub fn profiles(&self, profiles_max: usize) -> Result<Vec<Profile>> {
        let limit = i64::try_from(profiles_max).unwrap_or(i64::MAX);
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut query = self.connection.prepare_cached(
                "SELECT story.id, profile.first, newest, profile.articles, terms
                 FROM (SELECT * FROM profile WHERE terms IS NOT NULL ORDER BY sequence DESC LIMIT ?1) AS profile
                 JOIN story ON story.number = profile.story ORDER BY sequence",
            )?;
            query.query_map([limit], profile)?.collect()
        };
        load().of(&self.path)
    }
}

impl Reader {
    /// The stories that a story continues, best first, then those that continue it, oldest first; only explained ones.
    pub(super) fn related(connection: &Connection, story: &StoryId) -> rusqlite::Result<Vec<RelatedLine>> {
        let mut found = Vec::new();
        for (side, query) in [
            (
                Side::Earlier,
                "SELECT other.id, headline, why FROM story JOIN continues ON continues.story = story.number
                 JOIN story AS other ON other.number = continues.earlier JOIN explainer ON explainer.story = other.number
                 WHERE story.id = ?1 AND body IS NOT NULL ORDER BY score DESC, other.id LIMIT ?2",
            ),
            (
                Side::Later,
                "SELECT other.id, headline, why FROM story JOIN continues ON continues.earlier = story.number
                 JOIN story AS other ON other.number = continues.story JOIN explainer ON explainer.story = other.number
                 JOIN profile ON profile.story = other.number
                 WHERE story.id = ?1 AND body IS NOT NULL ORDER BY profile.first, other.id LIMIT ?2",
            ),
        ] {
            let mut query = connection.prepare_cached(query)?;
            let line = |row: &Row<'_>| {
                let why: String = row.get(2)?;
                Ok(RelatedLine { story: row.get(0)?, headline: row.get(1)?, why: side.why(&why) })
            };
            for related in query.query_map(params![story.as_str(), LATER_MAX], line)? {
                found.push(related?);
            }
        }
        Ok(found)
    }
}

fn profile_work(row: &Row<'_>) -> rusqlite::Result<ProfileWork> {
    Ok(ProfileWork {
        number: row.get(0)?,
        id: StoryId::new(row.get::<_, String>(1)?),
        first: row.get(2)?,
        newest: row.get(3)?,
        articles: row.get(4)?,
        sample: Vec::new(),
    })
}

fn profile(row: &Row<'_>) -> rusqlite::Result<Profile> {
    let terms: Vec<(u32, u8, bool)> =
        serde_json::from_str(&row.get::<_, String>(4)?).map_err(|error| rows::wrong(4, error))?;
    let term = |(key, weight, name): (u32, u8, bool)| ProfileTerm { key, weight, name, words: String::new() };
    Ok(Profile {
        story: StoryId::new(row.get::<_, String>(0)?),
        first: row.get(1)?,
        newest: row.get(2)?,
        articles: row.get(3)?,
        terms: terms.into_iter().map(term).collect(),
    })
}

fn save(transaction: &Transaction<'_>, linked: &Linked, sequence: i64, stamp: &str) -> rusqlite::Result<()> {
    let (number, profile) = (linked.number, &linked.profile);
    let terms: Vec<(u32, u8, bool)> = profile.terms.iter().map(|term| (term.key, term.weight, term.name)).collect();
    let terms = serde_json::to_string(&terms).map_err(|error| rows::wrong(0, error))?;
    transaction
        .prepare_cached(
            "UPDATE profile SET stamp = ?2, sequence = ?3, first = ?4, newest = ?5, articles = ?6, terms = ?7
             WHERE story = ?1",
        )?
        .execute(params![number, stamp, sequence, profile.first, profile.newest, profile.articles, terms])?;
    transaction.prepare_cached("DELETE FROM continues WHERE story = ?1")?.execute([number])?;
    // A story that begins later than it did is no longer earlier than those that continued it.
    transaction
        .prepare_cached(
            "DELETE FROM continues WHERE earlier = ?1 AND ifnull(?2, 0) >=
                 (SELECT ifnull(profile.first, 0) FROM profile WHERE profile.story = continues.story)",
        )?
        .execute(params![number, profile.first])?;
    for link in &linked.links {
        let earlier: Option<RowNumber> = transaction
            .prepare_cached("SELECT number FROM story WHERE id = ?1")?
            .query_row([link.earlier.as_str()], |row| row.get(0))
            .optional()?;
        let Some(earlier) = earlier else { continue };
        transaction
            .prepare_cached("INSERT OR REPLACE INTO continues (story, earlier, score, why) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![number, earlier, link.score, link.why])?;
    }
    Ok(())
}

/// A place for the profile of a new story.
pub(super) fn open(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    transaction.prepare_cached("INSERT OR IGNORE INTO profile (story) VALUES (?1)")?.execute([story])?;
    Ok(())
}

/// A story whose articles changed waits to be linked anew.
pub(super) fn touch(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    transaction.prepare_cached("UPDATE profile SET stamp = NULL WHERE story = ?1")?.execute([story])?;
    Ok(())
}

/// A story is about to go: what continued it continues its heir from now on; its own links are found anew there.
pub(super) fn hand_on(transaction: &Transaction<'_>, gone: RowNumber, heir: Option<RowNumber>) -> rusqlite::Result<()> {
    if let Some(heir) = heir {
        transaction.execute(
            "INSERT OR IGNORE INTO continues (story, earlier, score, why)
             SELECT continues.story, ?2, score, why FROM continues
             JOIN profile AS own ON own.story = continues.story JOIN profile AS heir ON heir.story = ?2
             WHERE earlier = ?1 AND continues.story <> ?2 AND own.first > heir.first",
            [gone, heir],
        )?;
    }
    transaction.execute("DELETE FROM continues WHERE story = ?1 OR earlier = ?1", [gone])?;
    transaction.execute("DELETE FROM profile WHERE story = ?1", [gone])?;
    Ok(())
}

/// Forgets all profiles and links, but those of stories whose texts are gone.
pub(super) fn reset(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "DELETE FROM continues WHERE story NOT IN (SELECT number FROM story WHERE sealed = 1);
         UPDATE profile SET stamp = NULL, sequence = NULL, first = NULL, newest = NULL, articles = NULL, terms = NULL
             WHERE story NOT IN (SELECT number FROM story WHERE sealed = 1);",
    )
}
