//! Texts that are kept for as long as the setting says: what our pages cite of them stays, the rest goes. In: a time.
//! Out: stories whose articles have only what is cited of them. Never: an offset that points at other words than before: what went
//! is a gap of the same length when an article is read back.

use super::rows::wrong;
use super::{RowNumber, Store, files::Context};
use crate::error::Result;
use crate::model::ArticleId;
use rusqlite::{Transaction, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// Characters that stay around cited words: as many as the site shows to other machines.
const AROUND_CHARACTERS: usize = 300;

/// Stories in one transaction: enough that a commit costs little, few enough that readers wait for none.
const STORIES_AT_ONCE: usize = 20;

/// What stands in place of each character that went.
const GAP: char = '\0';

/// Stories that are old enough, explained, and not decided on by people.
const DUE: &str = "SELECT number FROM story WHERE sealed = 0 AND articles > 0 AND time < ?1
         AND NOT EXISTS (SELECT 1 FROM explainer WHERE explainer.story = story.number AND (stamp IS NULL OR body IS NULL))
         AND NOT EXISTS (SELECT 1 FROM placement JOIN article ON article.number = placement.article
             JOIN bond ON bond.article = article.id WHERE placement.story = story.number)
     ORDER BY time LIMIT ?2";

/// Cited stretches of each version of each article, in code points.
type Cited = BTreeMap<(String, u32), Vec<(usize, usize)>>;

impl Store {
    /// Lets the texts go of all stories whose newest article was published before this second, but what is cited of them; how
    /// many stories that were. Stories that people decided on keep theirs, as do those that wait to be explained.
    pub fn remove_texts(&mut self, before: i64) -> Result<usize> {
        let mut removed = 0;
        loop {
            let due: Vec<RowNumber> = {
                let load = || -> rusqlite::Result<Vec<RowNumber>> {
                    let limit = super::rows::count(STORIES_AT_ONCE);
                    self.connection.prepare_cached(DUE)?.query_map([before, limit], |row| row.get(0))?.collect()
                };
                load().of(&self.path)?
            };
            if due.is_empty() {
                return Ok(removed);
            }
            self.within(|transaction| due.iter().try_for_each(|story| seal(transaction, *story)))?;
            removed += due.len();
        }
    }
}

/// Lets the texts of a story go, but what is cited of them.
fn seal(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<()> {
    let cited = cited(transaction, story)?;
    let versions: Vec<(RowNumber, String, u32, String, Option<RowNumber>, RowNumber)> = transaction
        .prepare_cached(
            "SELECT version.number, article.id, version, text, page, article.number FROM placement
             JOIN article ON article.number = placement.article JOIN version ON version.article = article.number
             WHERE placement.story = ?1 AND kept IS NULL",
        )?
        .query_map([story], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (number, id, version, text, page, article) in versions {
        let spans = cited.get(&(id, version)).map(Vec::as_slice).unwrap_or_default();
        transaction
            .prepare_cached("UPDATE version SET text = '', change = NULL, kept = ?2 WHERE number = ?1")?
            .execute(params![number, pieces(&text, spans)])?;
        if let Some(page) = page {
            empty_pages(transaction, page)?;
        }
        transaction
            .prepare_cached("INSERT OR REPLACE INTO article_search (rowid, title, text) VALUES (?1, ?2, '')")?
            .execute(params![article, title_index(transaction, article)?])?;
    }
    transaction.prepare_cached("UPDATE story SET sealed = 1 WHERE number = ?1")?.execute([story]).map(drop)
}

/// The title of an article for the search index.
fn title_index(transaction: &Transaction<'_>, article: RowNumber) -> rusqlite::Result<String> {
    transaction
        .prepare_cached(
            "SELECT title, ifnull(read_language, 'und') FROM article
             JOIN version ON version.article = article.number AND version = newest WHERE article.number = ?1",
        )?
        .query_row([article], |row| Ok(super::search::index_text(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?)))
}

/// Empties a page of an article whose text was let go: it came again in other bytes.
pub(super) fn empty_again(transaction: &Transaction<'_>, page: RowNumber, article: &ArticleId) -> rusqlite::Result<()> {
    let gone: bool = transaction
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM article JOIN version ON version.article = article.number AND version = newest
                            WHERE id = ?1 AND kept IS NOT NULL)",
        )?
        .query_row([article.as_str()], |row| row.get(0))?;
    if gone { empty_pages(transaction, page) } else { Ok(()) }
}

/// Empties all pages of an address; their rows stay, so that they are not fetched again, and are not extracted again.
fn empty_pages(transaction: &Transaction<'_>, page: RowNumber) -> rusqlite::Result<()> {
    let same = "(SELECT number FROM page WHERE url = (SELECT url FROM page WHERE number = ?1))";
    transaction.prepare_cached(&format!("DELETE FROM extraction WHERE page IN {same}"))?.execute([page])?;
    transaction
        .prepare_cached(&format!("UPDATE page SET body = x'', packed = 0, said = NULL WHERE number IN {same}"))?
        .execute([page])
        .map(drop)
}

/// What the pages of a story cite, those of its earlier editions too.
fn cited(transaction: &Transaction<'_>, story: RowNumber) -> rusqlite::Result<Cited> {
    let mut cited = Cited::new();
    let mut query = transaction.prepare_cached(
        "SELECT body FROM explainer WHERE story = ?1 AND body IS NOT NULL
         UNION ALL SELECT headline FROM edition WHERE story = ?1 UNION ALL SELECT happened FROM edition WHERE story = ?1",
    )?;
    let mut rows = query.query([story])?;
    while let Some(row) = rows.next()? {
        let value: Value = serde_json::from_str(&row.get::<_, String>(0)?).map_err(|error| wrong(0, error))?;
        collect(&value, &mut cited);
    }
    Ok(cited)
}

/// Takes every citation of a text out of a contract.
fn collect(value: &Value, cited: &mut Cited) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, cited)),
        Value::Object(fields) => {
            let whole =
                |name: &str| fields.get(name).and_then(Value::as_u64).and_then(|whole| usize::try_from(whole).ok());
            let article = fields.get("article").and_then(Value::as_str);
            if let (Some(article), Some(start), Some(end), None) =
                (article, whole("start"), whole("end"), fields.get("in"))
            {
                let version = whole("version").and_then(|version| u32::try_from(version).ok()).unwrap_or(1);
                cited.entry((article.to_owned(), version)).or_default().push((start, end));
            }
            fields.values().for_each(|value| collect(value, cited));
        }
        _ => {}
    }
}

/// The cited stretches of a text with what stands around them, as JSON: `[[START, "words"], …, [LENGTH, ""]]`, in code points.
fn pieces(text: &str, spans: &[(usize, usize)]) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut around: Vec<(usize, usize)> = spans
        .iter()
        .map(|(start, end)| (start.saturating_sub(AROUND_CHARACTERS), (end + AROUND_CHARACTERS).min(letters.len())))
        .filter(|(from, to)| from < to)
        .collect();
    around.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (from, to) in around {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    let mut pieces: Vec<(usize, String)> =
        joined.iter().map(|(from, to)| (*from, letters.get(*from..*to).unwrap_or_default().iter().collect())).collect();
    pieces.push((letters.len(), String::new()));
    serde_json::json!(pieces).to_string()
}

/// The text of which these pieces were kept, with a gap where the rest was.
pub(super) fn with_gaps(kept: &str) -> std::result::Result<String, String> {
    let pieces: Vec<(usize, String)> = serde_json::from_str(kept).map_err(|error| error.to_string())?;
    let (mut text, mut at) = (String::new(), 0);
    for (start, words) in pieces {
        text.extend(std::iter::repeat_n(GAP, start.saturating_sub(at)));
        at = at.max(start) + words.chars().count();
        text.push_str(&words);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cited_stays_where_it_was() {
        let text = format!("{}Größe 7 м.{}дождь{}", "ä".repeat(1_000), "b".repeat(1_000), "c".repeat(100));
        let back = with_gaps(&pieces(&text, &[(1_000, 1_010), (1_005, 1_009), (2_010, 2_015)])).unwrap();
        let (before, after): (Vec<char>, Vec<char>) = (text.chars().collect(), back.chars().collect());
        assert_eq!(after.len(), before.len());
        let kept = |at: usize| (700..1_310).contains(&at) || at >= 1_710;
        for (at, letter) in after.iter().enumerate() {
            assert_eq!(*letter, if kept(at) { before[at] } else { GAP }, "{at}");
        }
        assert_eq!(with_gaps(&pieces("short", &[])).unwrap(), "\0\0\0\0\0");
        assert_eq!(with_gaps(&pieces("", &[(0, 9)])).unwrap(), "");
    }

    #[test]
    fn citations_are_found_wherever_they_stand() {
        let mut cited = Cited::new();
        let value = serde_json::json!({"happened": [{"citations": [{"article": "a", "version": 2, "start": 1, "end": 3}]}],
            "headline": {"citations": [{"article": "a", "start": 0, "end": 9, "in": "title"}]},
            "papers": {"only": [{"statement": {"citations": [{"article": "a", "start": 4, "end": 5}]}}]}});
        collect(&value, &mut cited);
        let found: Vec<_> = cited.into_iter().collect();
        assert_eq!(found, [(("a".to_owned(), 1), vec![(4, 5)]), (("a".to_owned(), 2), vec![(1, 3)])]);
    }
}
