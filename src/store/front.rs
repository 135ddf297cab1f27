//! The front page's order, and categories: what is told most, newest day first. In: a category, or none. Out: stories by index.
//! Never: a look at every story; only at the days that are shown, and a count of those before them.

use super::reader::story_row;
use super::rows::{self, STORY_HEAD_COLUMNS};
use super::{Reader, RowNumber, StoryRow};
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, ToSql, params};

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// Stories that lists show; said in the words of the index, so that it is used.
const LISTED: &str = "explained IS NOT NULL AND articles > 0";

/// The stretch of a day.
const ONE_DAY: &str = " AND time > :before AND time <= :last";

/// Which stories of the front page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stories<'a> {
    /// All of them.
    All,
    /// Those of a category.
    Category(&'a str),
    /// Those that have none.
    Unsorted,
}

impl Stories<'_> {
    /// The condition that picks them, with the parameter that it takes, if any.
    pub(super) fn condition(&self) -> (String, Option<&str>) {
        match self {
            Self::All => (LISTED.to_owned(), None),
            Self::Category(name) => (format!("category = :category AND {LISTED}"), Some(name)),
            Self::Unsorted => (format!("category IS NULL AND {LISTED}"), None),
        }
    }
}

/// One value of the stories that a condition picks.
pub(super) fn one(what: &str, condition: &str, more: &str) -> String {
    format!("SELECT {what} FROM story WHERE {condition}{more}")
}

/// Stories, those with most reports first.
pub(super) fn most_told(condition: &str, more: &str) -> String {
    format!("SELECT number FROM story WHERE {condition}{more} ORDER BY reports DESC, time DESC, number")
}

/// Stories, newest first.
pub(super) fn newest_first(condition: &str) -> String {
    format!("SELECT number FROM story WHERE {condition} ORDER BY time DESC, reports DESC, number")
}

/// The category after another.
pub(super) fn next_category() -> String {
    format!("SELECT min(category) FROM story WHERE category > ?1 AND {LISTED}")
}

/// Asks about the stories of a list.
struct Ranked<'a> {
    connection: &'a Connection,
    condition: String,
    category: Option<&'a str>,
}

impl Ranked<'_> {
    /// The values of a query, with that of the condition where it takes one.
    fn with_category<'v>(&'v self, values: &[(&'static str, &'v dyn ToSql)]) -> Vec<(&'static str, &'v dyn ToSql)> {
        let category = self.category.as_ref().map(|category| (":category", category as &dyn ToSql));
        values.iter().copied().chain(category).collect()
    }

    /// One number or none, of a query after the condition.
    fn number(&self, what: &str, more: &str, values: &[(&'static str, &dyn ToSql)]) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached(&one(what, &self.condition, more))?
            .query_row(&*self.with_category(values), |row| row.get(0))
            .optional()
            .map(Option::flatten)
    }

    /// Rows of a query, so many after the first `skip`.
    fn rows(
        &self,
        query: &str,
        values: &[(&'static str, &dyn ToSql)],
        (limit, skip): (usize, usize),
    ) -> rusqlite::Result<Vec<RowNumber>> {
        let (limit, skip) = (rows::count(limit), rows::count(skip));
        let mut all = self.with_category(values);
        all.extend([(":limit", &limit as &dyn ToSql), (":skip", &skip)]);
        self.connection
            .prepare_cached(&format!("{query} LIMIT :limit OFFSET :skip"))?
            .query_map(&*all, |row| row.get(0))?
            .collect()
    }

    /// The rows of so many stories after the first `skip`: days are counted back from the newest story, so that the page does
    /// not begin anew at midnight; undated stories come last.
    fn page(&self, limit: usize, mut skip: usize) -> rusqlite::Result<Vec<RowNumber>> {
        let mut found = Vec::new();
        let newest = self.connection.query_row(&format!("SELECT max(time) FROM story WHERE {LISTED}"), [], |row| {
            row.get::<_, Option<i64>>(0)
        })?;
        let mut next = newest;
        while let (Some(newest), Some(time)) = (newest, next) {
            let last = newest - (newest - time) / DAY_SECONDS * DAY_SECONDS;
            let before = last - DAY_SECONDS;
            let day: [(&str, &dyn ToSql); 2] = [(":before", &before), (":last", &last)];
            let stories = usize::try_from(self.number("count(*)", ONE_DAY, &day)?.unwrap_or(0)).unwrap_or(0);
            if skip < stories {
                let query = most_told(&self.condition, ONE_DAY);
                found.extend(self.rows(&query, &day, (limit - found.len(), skip))?);
            }
            skip = skip.saturating_sub(stories);
            if found.len() >= limit {
                return Ok(found);
            }
            next = self.number("max(time)", " AND time <= :before", &[(":before", &before)])?;
        }
        let undated = most_told(&self.condition, " AND time IS NULL");
        found.extend(self.rows(&undated, &[], (limit - found.len(), skip))?);
        Ok(found)
    }
}

impl Reader {
    /// Explained stories for the front page: those of the newest day first, within a day those with most independent reports.
    pub fn front(&self, which: Stories<'_>, limit: usize, skip: usize) -> Result<Vec<StoryRow>> {
        self.ask(|connection| {
            let (condition, category) = which.condition();
            let numbers = Ranked { connection, condition, category }.page(limit, skip)?;
            by_number(connection, &numbers)
        })
    }

    /// The explained stories that were published last.
    pub fn newest(&self, which: Stories<'_>, limit: usize) -> Result<Vec<StoryRow>> {
        self.ask(|connection| {
            let (condition, category) = which.condition();
            let query = newest_first(&condition);
            let numbers = Ranked { connection, condition, category }.rows(&query, &[], (limit, 0))?;
            by_number(connection, &numbers)
        })
    }

    /// How many explained stories there are.
    pub fn front_count(&self, which: Stories<'_>) -> Result<usize> {
        self.ask(|connection| {
            let (condition, category) = which.condition();
            let count = Ranked { connection, condition, category }.number("count(*)", "", &[])?;
            Ok(usize::try_from(count.unwrap_or(0)).unwrap_or(0))
        })
    }

    /// The categories that explained stories have, in the order of their letters.
    pub fn categories(&self) -> Result<Vec<String>> {
        self.ask(|connection| {
            let mut after = connection.prepare_cached(&next_category())?;
            let mut found: Vec<String> = Vec::new();
            loop {
                let last = found.last().map_or("", String::as_str);
                match after.query_row([last], |row| row.get::<_, Option<String>>(0))? {
                    Some(category) => found.push(category),
                    None => return Ok(found),
                }
            }
        })
    }
}

/// These stories with their explainers, in this order.
pub(super) fn by_number(connection: &Connection, numbers: &[RowNumber]) -> rusqlite::Result<Vec<StoryRow>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT {STORY_HEAD_COLUMNS}, body FROM story JOIN explainer ON explainer.story = story.number
         WHERE story.number = ?1 AND body IS NOT NULL"
    ))?;
    let found = numbers.iter().map(|number| query.query_row(params![number], story_row).optional());
    found.filter_map(rusqlite::Result::transpose).collect()
}
