//! Raw pages, as they were fetched: ground state, kept so that everything after them can be made anew.
//! In: pages. Out: rows, and the pages that wait for the extract stage. Never: the same bytes of one address twice.

use super::articles::{self, Intake, Taken};
use super::files::Context;
use super::rows::wrong;
use super::{Loader, RowNumber, Store, ledger, retention};
use crate::error::Result;
use crate::model::{Access, ArticleDraft, LedgerLine, Moment, Page, Received};
use crate::wire::ArticleLine;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rayon::prelude::*;
use rusqlite::{Row, Transaction, params};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

/// How thoroughly a body is packed. 300 invented pages of 20 to 60 kB, one thread of a busy machine: level 1 leaves 41 % of the bytes
/// at 22 MB/s, level 2 35 % at 17 MB/s, level 3 33 % at 9 MB/s, level 6 32 % at 3 MB/s; the bundled pages 51, 47, 47 and 46 %.
const PACKING_LEVEL: u32 = 2;

/// How a body is packed, as the column says it.
const DEFLATED: u8 = 1;

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
        let query = "SELECT number, url, fetched, status, content_type, body, said, packed FROM page WHERE number = ?1";
        let load = || -> rusqlite::Result<Vec<_>> {
            let mut query = self.connection.prepare_cached(query)?;
            let rows = numbers.iter().map(|number| query.query_row([number], page_row));
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            rows.into_par_iter().map(unpacked).collect()
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

/// A page as it is kept; made outside of a transaction, because packing takes longer than keeping.
pub(super) struct Packed<'a> {
    page: &'a Page,
    digest: String,
    /// The packed body; none where packing does not make it smaller.
    body: Option<Vec<u8>>,
}

impl<'a> Packed<'a> {
    /// Packs a page.
    pub(super) fn new(page: &'a Page) -> Self {
        let digest = Sha256::digest(&page.body).iter().map(|byte| format!("{byte:02x}")).collect();
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(PACKING_LEVEL));
        let body = encoder.write_all(&page.body).and_then(|()| encoder.finish()).ok();
        Self { page, digest, body: body.filter(|body| body.len() < page.body.len()) }
    }
}

/// Keeps a page; false where its bytes are there already.
pub(super) fn save(transaction: &Transaction<'_>, source: RowNumber, packed: &Packed<'_>) -> rusqlite::Result<bool> {
    let page = packed.page;
    let said = (page.said != ArticleDraft::default()).then(|| serde_json::to_string(&ArticleLine::from(&page.said)));
    let said = said.transpose().map_err(|error| wrong(6, error))?;
    let inserted = transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO page (source, url, digest, fetched, status, content_type, said, body, packed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            source,
            page.url,
            packed.digest,
            page.fetched.0.to_string(),
            page.status,
            page.content_type,
            said,
            packed.body.as_ref().unwrap_or(&page.body),
            packed.body.as_ref().map_or(0, |_| DEFLATED)
        ])?;
    if inserted > 0 {
        let number = transaction.last_insert_rowid();
        transaction.prepare_cached("INSERT INTO extraction (page) VALUES (?1)")?.execute([number])?;
    }
    Ok(inserted > 0)
}

/// A row with its body as it came.
fn unpacked((mut row, packed): (PageRow, u8)) -> rusqlite::Result<PageRow> {
    if packed == DEFLATED {
        let mut body = Vec::new();
        DeflateDecoder::new(row.page.body.as_slice()).read_to_end(&mut body).map_err(|error| wrong(5, error))?;
        row.page.body = body;
    }
    Ok(row)
}

/// A row with how its body is packed.
fn page_row(row: &Row<'_>) -> rusqlite::Result<(PageRow, u8)> {
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
    let page_row = PageRow {
        number: row.get(0)?,
        page: Page {
            url: row.get(1)?,
            fetched: Received(at),
            status: row.get(3)?,
            content_type: row.get(4)?,
            body: row.get(5)?,
            said,
        },
    };
    Ok((page_row, row.get(7)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Source, SourceKind};
    use crate::store::Catch;

    /// Keeps a body and checks that it comes back as it was; how many bytes are kept of it.
    #[track_caller]
    fn check(body: &[u8]) -> i64 {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("store.sqlite"), "test").unwrap();
        let now = Received("2031-03-20T06:00:00Z".parse().unwrap());
        let (url, content_type) = ("https://paper.example/a".to_owned(), "text/html".to_owned());
        let page =
            Page { url, fetched: now, status: 200, content_type, body: body.to_vec(), said: ArticleDraft::default() };
        let source = Source::new("a.html", SourceKind::HtmlFile);
        let catch = Catch { pages: vec![page.clone(), page.clone()], ..Catch::default() };
        assert_eq!(store.save_catch(&source, &catch, now).unwrap(), 1, "the same bytes are kept once");
        let (loader, waiting) = (store.loader().unwrap(), store.waiting_to_extract("none").unwrap());
        assert_eq!(loader.pages(&waiting).unwrap()[0].page, page);
        let kept: u32 = store.connection.query_row("SELECT length(body) FROM page", [], |row| row.get(0)).unwrap();
        store.connection.execute("UPDATE page SET body = ?1, packed = 0", [body]).unwrap();
        assert_eq!(loader.pages(&waiting).unwrap()[0].page, page, "kept as it came by an earlier version");
        i64::from(kept)
    }

    #[test]
    fn bodies_are_kept_packed_where_that_is_smaller_and_come_back_as_they_were() {
        assert_eq!(check(b""), 0);
        assert_eq!(check(b"<p>a"), 4);
        assert!(check(&b"<p>The ferry of Varn sails again.".repeat(1000)) < 1000);
    }
}
