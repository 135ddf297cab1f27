//! Raw pages, as they were fetched: ground state, kept so that everything after them can be made anew.
//! In: pages. Out: rows, and the pages that wait for the extract stage. Never: the same bytes of one address twice.

use super::articles::{self, Intake, Taken};
use super::files::Context;
use super::rows::wrong;
use super::{Loader, RowNumber, Store, ledger, retention};
use crate::error::Result;
use crate::model::{Access, ArticleDraft, LedgerLine, Moment, Page, Received};
use crate::wire::ArticleLine;
use rusqlite::{Row, Transaction, params};
use sha2::{Digest, Sha256};

/// A page in the store.
#[derive(Debug, Clone)]
pub struct PageRow {
    /// Its row.
    pub number: RowNumber,
    /// The page.
    pub page: Page,
}

/// What a page was extracted to.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The page.
    pub page: RowNumber,
    /// Its article, if it has one.
    pub article: Option<Intake>,
    /// Why the article's text may be less than the article.
    pub access: Option<Access>,
    /// What the ledger is to say, under the source of the page.
    pub lines: Vec<LedgerLine>,
}

impl Store {
    /// The pages that wait for the extract stage or were extracted under another stamp, oldest first:
    /// a later page of one address is a later version of its article.
    pub fn waiting_to_extract(&self, stamp: &str) -> Result<Vec<RowNumber>> {
        super::rows::numbers(
            &self.connection,
            "SELECT page FROM extraction WHERE stamp IS NULL OR stamp < ?1 OR stamp > ?1
             ORDER BY page",
            stamp,
        )
        .of(&self.path)
    }

    /// Saves what a batch of pages was extracted to, in one transaction: articles, and what the ledger is to say.
    pub fn save_extractions(&mut self, pages: &[Extraction], stamp: &str, now: Received) -> Result<Vec<Taken>> {
        self.within(|transaction| {
            let saved = pages.iter().map(|page| save_extraction(transaction, page, stamp, now));
            saved.filter_map(rusqlite::Result::transpose).collect()
        })
    }
}

impl Loader {
    /// These pages, in this order.
    pub fn pages(&self, numbers: &[RowNumber]) -> Result<Vec<PageRow>> {
        let query = "SELECT number, url, fetched, status, content_type, body, said FROM page WHERE number = ?1";
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut query = self.connection.prepare_cached(query)?;
            numbers.iter().map(|number| query.query_row([number], page_row)).collect::<rusqlite::Result<Vec<_>>>()
        };
        load().of(&self.path)
    }
}

/// Saves what a page was extracted to; what became of its article, where it has one.
fn save_extraction(
    transaction: &Transaction<'_>,
    extraction: &Extraction,
    stamp: &str,
    now: Received,
) -> rusqlite::Result<Option<Taken>> {
    let page = extraction.page;
    if !extraction.lines.is_empty() {
        let source = transaction
            .prepare_cached("SELECT source FROM page WHERE number = ?1")?
            .query_row([page], |row| row.get::<_, Option<RowNumber>>(0))?;
        ledger::save(transaction, source, &extraction.lines)?;
    }
    transaction.prepare_cached("UPDATE extraction SET stamp = ?2 WHERE page = ?1")?.execute(params![page, stamp])?;
    let Some(intake) = &extraction.article else { return Ok(None) };
    let taken = articles::take(transaction, intake, None, now)?;
    transaction
        .prepare_cached("UPDATE version SET access = ?2 WHERE page = ?1 AND access IS NOT ?2")?
        .execute(params![page, extraction.access.map(Access::as_str)])?;
    if taken == Taken::Unchanged {
        retention::empty_again(transaction, page, intake.article.id())?;
    }
    Ok(Some(taken))
}

/// Keeps a page; false where its bytes are there already.
pub(super) fn save(transaction: &Transaction<'_>, source: RowNumber, page: &Page) -> rusqlite::Result<bool> {
    let digest: String = Sha256::digest(&page.body).iter().map(|byte| format!("{byte:02x}")).collect();
    let said = (page.said != ArticleDraft::default()).then(|| serde_json::to_string(&ArticleLine::from(&page.said)));
    let said = said.transpose().map_err(|error| wrong(6, error))?;
    let inserted = transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO page (source, url, digest, fetched, status, content_type, said, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            source,
            page.url,
            digest,
            page.fetched.0.to_string(),
            page.status,
            page.content_type,
            said,
            page.body
        ])?;
    if inserted > 0 {
        let number = transaction.last_insert_rowid();
        transaction.prepare_cached("INSERT INTO extraction (page) VALUES (?1)")?.execute([number])?;
    }
    Ok(inserted > 0)
}

fn page_row(row: &Row<'_>) -> rusqlite::Result<PageRow> {
    let Some(Moment::Instant { at, .. }) = Moment::parse(&row.get::<_, String>(2)?) else {
        return Err(wrong(2, "no time"));
    };
    let said = match row.get::<_, Option<String>>(6)? {
        Some(line) => {
            let line: ArticleLine = serde_json::from_str(&line).map_err(|error| wrong(6, error))?;
            line.into_draft().0
        }
        None => ArticleDraft::default(),
    };
    Ok(PageRow {
        number: row.get(0)?,
        page: Page {
            url: row.get(1)?,
            fetched: Received(at),
            status: row.get(3)?,
            content_type: row.get(4)?,
            body: row.get(5)?,
            said,
        },
    })
}
