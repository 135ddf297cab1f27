//! Articles and their versions: the ground that everything else stands on.
//! In: articles that came in. Out: rows, and what became of each. Never: a second row for the same text of one article.

use super::{RowNumber, Store, gathering, ledger, outlets, sources};
use crate::error::Result;
use crate::model::{Article, LedgerLine, Position, Received, Source};
use rusqlite::{OptionalExtension, Transaction, params};

/// One article that comes in.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The article; its version does not matter, the store counts.
    pub article: Article,
    /// The page that it was extracted from.
    pub page: Option<RowNumber>,
}

/// What became of an article that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was not there before.
    New,
    /// It was there with another title or text.
    NewVersion,
    /// It was there as it is.
    Unchanged,
}

impl Store {
    /// Takes in a batch from one source, with what the ledger is to say of it and how far it reaches, in one transaction.
    pub fn take(
        &mut self,
        source: &Source,
        batch: &[Intake],
        lines: &[LedgerLine],
        position: Option<&Position>,
        now: Received,
    ) -> Result<Vec<Taken>> {
        self.within(|transaction| {
            let source = sources::number(transaction, source)?;
            ledger::save(transaction, Some(source), lines)?;
            if let Some(position) = position {
                gathering::save_position(transaction, source, position)?;
            }
            batch.iter().map(|intake| take(transaction, intake, Some(source), now)).collect()
        })
    }
}

/// Takes in one article.
pub(super) fn take(
    transaction: &Transaction<'_>,
    intake: &Intake,
    source: Option<RowNumber>,
    now: Received,
) -> rusqlite::Result<Taken> {
    let article = &intake.article;
    let known = transaction
        .prepare_cached(
            "SELECT article.number, newest, kept IS NOT NULL OR (title = ?2 AND text = ?3)
             FROM article JOIN version ON version.article = article.number AND version = newest WHERE id = ?1",
        )?
        .query_row(params![article.id().as_str(), article.title(), article.text()], |row| {
            Ok((row.get::<_, RowNumber>(0)?, row.get::<_, u32>(1)?, row.get::<_, bool>(2)?))
        })
        .optional()?;
    match known {
        // As it is, or let go: what comes of an article whose text is gone does not bring it back.
        Some((_, _, true)) => Ok(Taken::Unchanged),
        Some((number, ..)) if is_outdated(transaction, number, intake.page)? => Ok(Taken::Unchanged),
        Some((number, newest, false)) => {
            insert_version(transaction, number, newest + 1, intake, now)?;
            transaction
                .prepare_cached(
                    "UPDATE article SET newest = ?2, time = ifnull(?3, time), publisher = ?4 WHERE number = ?1",
                )?
                .execute(params![
                    number,
                    newest + 1,
                    order_key(article),
                    outlets::number(transaction, article.outlet())?
                ])?;
            transaction.prepare_cached("UPDATE reading SET stamp = NULL WHERE article = ?1")?.execute([number])?;
            Ok(Taken::NewVersion)
        }
        None => {
            let number = insert_article(transaction, article, source)?;
            insert_version(transaction, number, 1, intake, now)?;
            transaction.prepare_cached("INSERT INTO reading (article) VALUES (?1)")?.execute([number])?;
            Ok(Taken::New)
        }
    }
}

/// Whether a page that is extracted anew has a later one of the same article after it.
fn is_outdated(transaction: &Transaction<'_>, number: RowNumber, page: Option<RowNumber>) -> rusqlite::Result<bool> {
    let Some(page) = page else { return Ok(false) };
    transaction
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM version WHERE article = ?1 AND page = ?2)
                AND EXISTS (SELECT 1 FROM version WHERE article = ?1 AND page > ?2)",
        )?
        .query_row([number, page], |row| row.get(0))
}

fn order_key(article: &Article) -> Option<i64> {
    article.published().map(|published| published.0.order_key())
}

fn insert_article(
    transaction: &Transaction<'_>,
    article: &Article,
    source: Option<RowNumber>,
) -> rusqlite::Result<RowNumber> {
    transaction
        .prepare_cached(
            "INSERT INTO article (id, source, imported_id, newest, time, publisher) VALUES (?1, ?2, ?3, 1, ?4, ?5)",
        )?
        .insert(params![
            article.id().as_str(),
            source,
            article.draft().id,
            order_key(article),
            outlets::number(transaction, article.outlet())?
        ])
}

fn insert_version(
    transaction: &Transaction<'_>,
    number: RowNumber,
    version: u32,
    intake: &Intake,
    now: Received,
) -> rusqlite::Result<()> {
    let draft = intake.article.draft();
    let authors = (!draft.authors.is_empty()).then(|| serde_json::json!(draft.authors).to_string());
    transaction
        .prepare_cached(
            "INSERT INTO version (article, version, page, url, outlet, title, text, published, modified, received,
                                  language, authors, story)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            number,
            version,
            intake.page,
            draft.url,
            draft.outlet,
            draft.title,
            draft.text,
            draft.published.map(|published| published.0.to_string()),
            draft.modified.map(|modified| modified.0.to_string()),
            draft.received.unwrap_or(now).0.to_string(),
            draft.language,
            authors,
            draft.story,
        ])?;
    Ok(())
}
