//! Full-text search over articles and stories. In: words of a reader. Out: what holds all of them, best first.
//! Never: hands a reader's words to the query syntax of the index as they are; and index and query are
//! segmented and stemmed by one function, [`index_text`].

use super::explainers::ExplainerRow;
use super::readings::ReadingRow;
use super::rows::{self, wrong};
use super::{Reader, RowNumber, StoryRow, front};
use crate::error::Result;
use crate::model::{ArticleId, OutletId, Span, StoryId};
use crate::text::{Stemmer, lower_case, words};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, ToSql, Transaction, params};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How much more a word counts in a title than in a text; as search engines commonly have it, not measured here.
const TITLE_WEIGHT: &str = "4.0";

/// So many times the stories asked for are ranked by their reports as well.
const RANKED_TIMES: usize = 5;

/// Articles read for each story of the newest that are found: most stories have fewer that hold the same words, by judgement.
const NEWEST_READ_TIMES: usize = 10;

/// Longest query that is looked at, in words.
const QUERY_WORDS_MAX: usize = 32;

/// Articles, or stories, that are ranked by how well they hold the words; where more do, the words tell little apart and the
/// newest come first, which the index gives without a look at the others. Ranking two thousand takes some milliseconds.
const RANKED_MAX: usize = 2_000;

/// Words shown before and after the first one found.
const SNIPPET_WORDS_BEFORE: usize = 8;
const SNIPPET_WORDS_AFTER: usize = 24;

/// What a search leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Articles of other outlets than this.
    pub outlet: Option<OutletId>,
    /// Articles in other languages than this, by its code.
    pub language: Option<String>,
    /// Articles published before this, in seconds since 1970.
    pub from: Option<i64>,
    /// Articles published at this or later, in seconds since 1970.
    pub until: Option<i64>,
}

impl Filter {
    /// Whether it leaves out nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The conditions on an article, each after an AND, and what they ask for, by name.
    pub(super) fn conditions(&self) -> (String, Vec<(&'static str, Value)>) {
        let mut conditions = String::new();
        let mut values = Vec::new();
        let mut add = |condition: &str, name, value| {
            conditions.push_str(condition);
            values.push((name, value));
        };
        if let Some(outlet) = &self.outlet {
            let same = " AND article.publisher = (SELECT number FROM outlet WHERE id = :outlet)";
            add(same, ":outlet", Value::from(outlet.to_string()));
        }
        if let Some(language) = &self.language {
            add(" AND article.read_language = :language", ":language", Value::from(language.clone()));
        }
        if let Some(from) = self.from {
            add(" AND article.time >= :from", ":from", Value::from(from));
        }
        if let Some(until) = self.until {
            add(" AND article.time < :until", ":until", Value::from(until));
        }
        (conditions, values)
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Results {
    /// Stories, best first.
    pub stories: Vec<FoundStory>,
    /// Articles, best first.
    pub articles: Vec<FoundArticle>,
}

/// A story that holds all the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundStory {
    /// The story.
    pub id: StoryId,
    /// Its headline.
    pub headline: String,
    /// First sentence of what's happened.
    pub lead: Option<String>,
    /// How many articles it has.
    pub articles: u32,
    /// How many independent reports.
    pub reports: u32,
}

/// An article that holds all the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundArticle {
    /// The article.
    pub id: ArticleId,
    /// Its newest version, which was searched.
    pub version: u32,
    /// Headline.
    pub title: String,
    /// Outlet; empty where unknown.
    pub outlet: String,
    /// When it was published, as the article contract writes it.
    pub published: Option<String>,
    /// Its story.
    pub story: Option<StoryId>,
    /// Words of the text around the first one found, or its beginning; where it was asked for.
    pub snippet: Option<String>,
}

/// The words of a text as the index holds them and a query asks for them: stems, parted by spaces; the parts of a
/// hyphenated word are words.
pub fn index_text(text: &str, language: &str) -> String {
    let stemmer = Stemmer::new(language);
    let mut line = String::with_capacity(text.len());
    for word in words(text) {
        for part in parts(word.of(text)) {
            stemmer.append(&lower_case(part), &mut line);
            line.push(' ');
        }
    }
    line
}

fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split('-').filter(|part| !part.is_empty())
}

fn stems(word: &str, stemmer: &Stemmer) -> Vec<String> {
    parts(word).map(|part| stemmer.stem(part)).collect()
}

/// Puts an article into the index, in place of an older version.
pub(super) fn index_article(transaction: &Transaction<'_>, row: &ReadingRow) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO article_search (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![row.number, row.title_index, row.text_index])?;
    transaction.prepare_cached("INSERT OR IGNORE INTO search_language (code) VALUES (?1)")?.execute([&row.language])?;
    Ok(())
}

/// Puts a story into the index, in place of an older explainer.
pub(super) fn index_story(
    transaction: &Transaction<'_>,
    number: RowNumber,
    headline: &str,
    text: &str,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO story_search (rowid, headline, text) VALUES (?1, ?2, ?3)")?
        .execute(params![number, headline, text])?;
    Ok(())
}

/// All that is needed of a reading to index its article.
#[derive(serde::Deserialize)]
struct Language {
    language: String,
}

/// Fills the index of a store from before there was one; an explainer that cannot be read any more is made anew.
pub(super) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut articles = transaction.prepare(
        "SELECT reading.article, version.version, title, text, body FROM reading
         JOIN version ON version.article = reading.article AND version.version = reading.version
         WHERE body IS NOT NULL ORDER BY reading.article",
    )?;
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        let (title, text, body): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let Language { language } = serde_json::from_str(&body).map_err(|error| wrong(4, error))?;
        let (title_index, text_index) = (index_text(&title, &language), index_text(&text, &language));
        let (number, version) = (row.get(0)?, row.get(1)?);
        index_article(
            transaction,
            &ReadingRow { number, version, language, body, title_index, text_index, changes: Vec::new() },
        )?;
    }
    let mut stories = transaction.prepare("SELECT story, body FROM explainer WHERE body IS NOT NULL ORDER BY story")?;
    let mut rows = stories.query([])?;
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        match ExplainerRow::read(&row.get::<_, String>(1)?) {
            Some(explainer) => explainer.index(transaction, number)?,
            None => {
                transaction.execute("UPDATE explainer SET stamp = NULL WHERE story = ?1", [number])?;
            }
        }
    }
    Ok(())
}

/// One search: words, what is left out, and which part of what is found.
struct Asked<'a> {
    connection: &'a Connection,
    words: &'a str,
    languages: Vec<String>,
    /// What the index is asked; none where no word was given.
    expression: Option<String>,
    conditions: String,
    values: Vec<(&'static str, Value)>,
    snippets: bool,
}

impl<'a> Asked<'a> {
    fn new(connection: &'a Connection, words: &'a str, filter: &Filter) -> rusqlite::Result<Self> {
        let languages = languages(connection)?;
        let expression = expression(words, &languages);
        let (conditions, mut values) = filter.conditions();
        values.extend(expression.clone().map(|expression| (":expression", Value::from(expression))));
        Ok(Self { connection, words, languages, expression, conditions, values, snippets: false })
    }

    /// How what is found in this index is put in order.
    fn order(&self, index: &str) -> rusqlite::Result<Order> {
        let Some(expression) = &self.expression else { return Ok(Order::Newest) };
        let query = format!("SELECT rowid FROM {index} WHERE {index} MATCH ?1 LIMIT 1 OFFSET {RANKED_MAX}");
        let many = self.connection.prepare_cached(&query)?.exists([expression])?;
        Ok(if many { Order::NewestWithWords } else { Order::Best })
    }

    /// The rows of a query that takes these values and as many more.
    fn rows<T>(
        &self,
        query: &str,
        (skip, limit): (usize, usize),
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let (skip, limit) = (Value::from(rows::count(skip)), Value::from(rows::count(limit)));
        let values = self.values.iter().map(|(name, value)| (*name, value));
        let values: Vec<(&str, &dyn ToSql)> = values
            .chain([(":limit", &limit), (":skip", &skip)])
            .map(|(name, value)| (name, value as &dyn ToSql))
            .collect();
        self.connection.prepare_cached(query)?.query_map(&*values, row)?.collect()
    }
}

fn languages(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT code FROM search_language ORDER BY code")?
        .query_map([], |row| row.get(0))?
        .collect()
}

impl Reader {
    /// The stories and articles that hold all the words of a query; words in quotation marks stand together.
    pub fn search(&self, query: &str, limit: usize) -> Result<Results> {
        self.ask(|connection| {
            let asked = Asked { snippets: true, ..Asked::new(connection, query, &Filter::default())? };
            found(&asked, 0, limit)
        })
    }

    /// So many stories and as many articles, after the first `skip`, that hold all the words of a query and that the filter
    /// lets pass; a story passes with one of its articles. Without words, the newest articles that pass.
    pub fn find(&self, query: &str, filter: &Filter, skip: usize, limit: usize) -> Result<Results> {
        self.ask(|connection| found(&Asked::new(connection, query, filter)?, skip, limit))
    }

    /// The newest stories of which the explainer or an article holds the words, and of which an article passes the filter.
    pub fn newest_found(&self, query: &str, filter: &Filter, limit: usize) -> Result<Vec<StoryRow>> {
        self.ask(|connection| {
            let asked = Asked::new(connection, query, filter)?;
            if asked.expression.is_none() && filter.is_empty() {
                return Ok(Vec::new());
            }
            let mut found: BTreeSet<(Reverse<Option<i64>>, RowNumber)> = BTreeSet::new();
            for query in newest_queries(asked.expression.is_some(), &asked.conditions) {
                let story = |row: &Row<'_>| Ok((Reverse(row.get(1)?), row.get(0)?));
                found.extend(asked.rows(&query, (0, limit.saturating_mul(NEWEST_READ_TIMES)), story)?);
            }
            let numbers: Vec<RowNumber> = found.into_iter().map(|(_, number)| number).take(limit).collect();
            front::by_number(connection, &numbers)
        })
    }

    /// The languages that articles were read in.
    pub fn languages(&self) -> Result<Vec<String>> {
        self.ask(languages)
    }
}

/// How results are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// By how well they hold the words.
    Best,
    /// Those that hold the words, what came in last first.
    NewestWithWords,
    /// There are no words; by publication.
    Newest,
}

fn found(asked: &Asked<'_>, skip: usize, limit: usize) -> rusqlite::Result<Results> {
    if asked.expression.is_none() && asked.conditions.is_empty() {
        return Ok(Results::default());
    }
    let stories = if asked.expression.is_some() { stories(asked, skip, limit)? } else { Vec::new() };
    Ok(Results { stories, articles: articles(asked, skip, limit)? })
}

/// The stories of the newest articles that were found, and the newest stories that were.
pub(super) fn newest_queries(has_words: bool, conditions: &str) -> Vec<String> {
    let of_articles = |from: &str, order: &str| {
        format!(
            "SELECT DISTINCT story.number, story.time FROM (SELECT article.number AS found FROM {from} {conditions}
                 ORDER BY {order} LIMIT :limit OFFSET :skip)
             JOIN placement ON placement.article = found JOIN story ON story.number = placement.story"
        )
    };
    if !has_words {
        return vec![of_articles("article WHERE true", "article.time DESC, article.number DESC")];
    }
    let of_stories = format!(
        "SELECT number, time FROM (SELECT rowid AS found FROM story_search WHERE story_search MATCH :expression {}
             ORDER BY rowid DESC LIMIT :limit OFFSET :skip) JOIN story ON story.number = found",
        some_article(conditions, "story_search.rowid")
    );
    let matching = "article_search CROSS JOIN article ON article.number = article_search.rowid
         WHERE article_search MATCH :expression";
    vec![of_articles(matching, "article_search.rowid DESC"), of_stories]
}

/// That one of a story's articles passes the filter; nothing where all do.
fn some_article(conditions: &str, story: &str) -> String {
    if conditions.is_empty() {
        return String::new();
    }
    format!(
        " AND EXISTS (SELECT 1 FROM placement JOIN article ON article.number = placement.article
                      WHERE placement.story = {story}{conditions})"
    )
}

/// What the index is asked: every word or phrase, in the stems of one language; any of the languages will do.
fn expression(query: &str, languages: &[String]) -> Option<String> {
    let mut ways: Vec<String> = languages.iter().filter_map(|language| all_of(query, language)).collect();
    ways.sort_unstable();
    ways.dedup();
    (!ways.is_empty()).then(|| ways.join(" OR "))
}

/// Every word or phrase of a query in one language, joined by AND.
fn all_of(query: &str, language: &str) -> Option<String> {
    let stemmer = Stemmer::new(language);
    let mut parts = Vec::new();
    for (at, stretch) in query.split(['"', '“', '”']).enumerate() {
        let found: Vec<Vec<String>> =
            words(stretch).into_iter().map(|word| stems(word.of(stretch), &stemmer)).collect();
        if at % 2 == 1 {
            parts.push(found.concat());
        } else {
            parts.extend(found);
        }
    }
    let quoted: Vec<String> = parts
        .into_iter()
        .filter(|stems| !stems.is_empty())
        .take(QUERY_WORDS_MAX)
        .map(|stems| format!("\"{}\"", stems.join(" ").replace('"', "")))
        .collect();
    (!quoted.is_empty()).then(|| format!("({})", quoted.join(" AND ")))
}

/// Stories that hold the words.
pub(super) fn stories_query(order: Order, conditions: &str) -> String {
    let score = match order {
        Order::Best => format!("bm25(story_search, {TITLE_WEIGHT})"),
        Order::NewestWithWords | Order::Newest => "-rowid".to_owned(),
    };
    let sorted = if order == Order::Best { "score, rowid" } else { "rowid DESC" };
    format!(
        "SELECT story.id, headline, lead, articles, reports, score
         FROM (SELECT rowid AS found, {score} AS score FROM story_search
               WHERE story_search MATCH :expression {} ORDER BY {sorted} LIMIT :limit OFFSET :skip)
         JOIN story ON story.number = found JOIN explainer ON explainer.story = found ORDER BY score, found",
        some_article(conditions, "story_search.rowid")
    )
}

/// Stories by how well they hold the words, a story of many reports before one that few tell.
fn stories(asked: &Asked<'_>, skip: usize, limit: usize) -> rusqlite::Result<Vec<FoundStory>> {
    let story = |row: &Row<'_>| -> rusqlite::Result<(f64, FoundStory)> {
        let found = FoundStory {
            id: StoryId::new(row.get::<_, String>(0)?),
            headline: row.get(1)?,
            lead: row.get(2)?,
            articles: row.get(3)?,
            reports: row.get(4)?,
        };
        Ok((row.get::<_, f64>(5)? * (1.0 + f64::from(found.reports).ln_1p()), found))
    };
    let order = asked.order("story_search")?;
    let query = stories_query(order, &asked.conditions);
    if order != Order::Best {
        let found = asked.rows(&query, (skip, limit), story)?;
        return Ok(found.into_iter().map(|(_, story)| story).collect());
    }
    let read = skip.saturating_add(limit).saturating_mul(RANKED_TIMES);
    let mut found: Vec<(f64, FoundStory)> = asked.rows(&query, (0, read), story)?;
    found.sort_by(|left, right| left.0.total_cmp(&right.0));
    Ok(found.into_iter().skip(skip).take(limit).map(|(_, story)| story).collect())
}

/// Articles that hold the words; without words the newest.
pub(super) fn articles_query(order: Order, conditions: &str, text: &str) -> String {
    let matching = "FROM article_search CROSS JOIN article ON article.number = article_search.rowid
             WHERE article_search MATCH :expression";
    let found = match order {
        Order::Best => format!(
            "SELECT article.number AS found, bm25(article_search, {TITLE_WEIGHT}) AS score {matching}{conditions}
             ORDER BY score, found"
        ),
        Order::NewestWithWords => format!(
            "SELECT article.number AS found, -article.number AS score {matching}{conditions}
             ORDER BY article_search.rowid DESC"
        ),
        Order::Newest => format!(
            "SELECT number AS found, -time AS score FROM article WHERE true{conditions}
             ORDER BY time DESC, number DESC"
        ),
    };
    format!(
        "SELECT article.id, version.version, title, version.outlet, published, story.id, {text}
         FROM ({found} LIMIT :limit OFFSET :skip) JOIN article ON article.number = found
         JOIN version ON version.article = article.number AND version.version = newest
         LEFT JOIN placement ON placement.article = article.number
         LEFT JOIN story ON story.number = placement.story ORDER BY score IS NULL, score, found"
    )
}

/// Articles by how well they hold the words; the newest, where there are none.
fn articles(asked: &Asked<'_>, skip: usize, limit: usize) -> rusqlite::Result<Vec<FoundArticle>> {
    let article = |row: &Row<'_>| {
        Ok(FoundArticle {
            id: ArticleId::new(row.get::<_, String>(0)?),
            version: row.get(1)?,
            title: row.get(2)?,
            outlet: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            published: row.get(4)?,
            story: row.get::<_, Option<String>>(5)?.map(StoryId::new),
            snippet: row.get::<_, Option<String>>(6)?.map(|text| snippet(&text, asked.words, &asked.languages)),
        })
    };
    let text = if asked.snippets { "text" } else { "NULL" };
    asked.rows(&articles_query(asked.order("article_search")?, &asked.conditions, text), (skip, limit), article)
}

/// The words of a text around the first one that was asked for, or its beginning.
fn snippet(text: &str, query: &str, languages: &[String]) -> String {
    let stemmers: Vec<Stemmer> = languages.iter().map(|language| Stemmer::new(language)).collect();
    let mut wanted: FxHashSet<String> = FxHashSet::default();
    for stemmer in &stemmers {
        wanted.extend(words(query).into_iter().flat_map(|word| stems(word.of(query), stemmer)));
    }
    let spans = words(text);
    let asked = |span: &Span| {
        stemmers.iter().any(|stemmer| stems(span.of(text), stemmer).iter().any(|stem| wanted.contains(stem)))
    };
    let found = spans.iter().position(asked).unwrap_or(0);
    let first = found.saturating_sub(SNIPPET_WORDS_BEFORE);
    let last = (found + SNIPPET_WORDS_AFTER).min(spans.len().saturating_sub(1));
    let (Some(from), Some(to)) = (spans.get(first), spans.get(last)) else { return String::new() };
    let words = text.get(from.start()..to.end()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let before = if first > 0 { "… " } else { "" };
    let after = if last + 1 < spans.len() { " …" } else { "" };
    format!("{before}{words}{after}")
}
