//! Decisions of people: kept for ever, and applied to the stories at once. In: decisions that were found good.
//! Out: all that there are. Never: an address that leads nowhere, or a decision changed or removed.

use super::files::Context;
use super::rows::{self, wrong};
use super::{Reader, RowNumber, Store, log, placements};
use crate::error::Result;
use crate::model::{ArticleId, Bond, Decision, DecisionKind, Event, EventKind, Moment, Received, Signed, StoryId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

impl Reader {
    /// All decisions, in the order in which they were made, also those taken back.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.ask(all)
    }
}

impl Store {
    /// All decisions, in the order in which they were made, also those taken back.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        all(&self.connection).of(&self.path)
    }

    /// Keeps a decision and moves what it moves, in one transaction.
    pub fn decide(&mut self, decision: &Decision) -> Result<()> {
        self.within(|transaction| {
            keep(transaction, decision)?;
            let moved: Vec<ArticleId> = decision.moved().map(|bond| bond.article.clone()).collect();
            match &decision.from {
                Some(from) => carry(transaction, &moved, (from, &decision.story), &decision.why()),
                None => Ok(()),
            }
        })
    }

    /// Notes that a decision was taken back and returns what it moved to where it was, in one transaction.
    pub fn undo(&mut self, decision: &Decision, signed: &Signed) -> Result<()> {
        self.within(|transaction| {
            transaction.execute(
                "INSERT INTO undo (decision, by, at, reason) VALUES (?1, ?2, ?3, ?4)",
                params![decision.number, signed.by(), signed.at().0.to_string(), signed.reason()],
            )?;
            let Some(from) = &decision.from else { return Ok(()) };
            let left_in_being = decision.bonds.iter().any(|bond| bond.story == *from);
            let home = match left_in_being {
                true => placements::resolved(transaction, from)?,
                false => from.clone(),
            };
            let moved: Vec<ArticleId> = decision.moved().map(|bond| bond.article.clone()).collect();
            let why = format!("decision {} undone, {}: {}", decision.number, signed.by(), signed.reason());
            carry(transaction, &moved, (&decision.story, &home), &why)
        })
    }

    /// A story under the id that it has now, with its articles in the order in which they came; none where no article
    /// belongs to it.
    pub fn story(&self, id: &StoryId) -> Result<Option<(StoryId, Vec<ArticleId>)>> {
        let load = || -> rusqlite::Result<_> {
            let now = placements::resolved(&self.connection, id)?;
            let articles: Vec<ArticleId> = self
                .connection
                .prepare_cached(
                    "SELECT article.id FROM story JOIN placement ON placement.story = story.number
                     JOIN article ON article.number = placement.article WHERE story.id = ?1 ORDER BY sequence",
                )?
                .query_map([now.as_str()], |row| row.get::<_, String>(0).map(ArticleId::new))?
                .collect::<rusqlite::Result<_>>()?;
            Ok((!articles.is_empty()).then_some((now, articles)))
        };
        load().of(&self.path)
    }

    /// The story that an article is in; none for one that is not there or not grouped.
    pub fn story_of(&self, article: &ArticleId) -> Result<Option<StoryId>> {
        self.connection
            .prepare_cached(
                "SELECT story.id FROM article JOIN placement ON placement.article = article.number
                 JOIN story ON story.number = placement.story WHERE article.id = ?1",
            )
            .and_then(|mut query| query.query_row([article.as_str()], |row| row.get::<_, String>(0)).optional())
            .map(|id| id.map(StoryId::new))
            .of(&self.path)
    }

    /// Which of two stories came first: the one whose first article was grouped first.
    pub fn opened_first<'a>(&self, left: &'a StoryId, right: &'a StoryId) -> Result<&'a StoryId> {
        let first = |id: &StoryId| -> rusqlite::Result<Option<i64>> {
            self.connection
                .prepare_cached(
                    "SELECT min(sequence) FROM placement JOIN story ON story.number = placement.story WHERE id = ?1",
                )?
                .query_row([id.as_str()], |row| row.get(0))
        };
        let later = first(left).of(&self.path)? > first(right).of(&self.path)?;
        Ok(if later { right } else { left })
    }
}

/// Writes a decision down.
fn keep(transaction: &Transaction<'_>, decision: &Decision) -> rusqlite::Result<()> {
    let signed = &decision.signed;
    transaction.execute(
        "INSERT INTO decision (number, kind, story, came_from, by, at, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            decision.number,
            decision.kind.as_str(),
            decision.story.as_str(),
            decision.from.as_ref().map(StoryId::as_str),
            signed.by(),
            signed.at().0.to_string(),
            signed.reason()
        ],
    )?;
    let mut insert = transaction
        .prepare_cached("INSERT INTO bond (decision, place, article, story, came_from) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (bond, place) in decision.bonds.iter().zip(1_i64..) {
        let (article, story, from) = (bond.article.as_str(), bond.story.as_str(), bond.from.as_str());
        insert.execute(params![decision.number, place, article, story, from])?;
    }
    Ok(())
}

/// Takes articles from one story over to another, which is made where there is none; a story that is left empty leads there.
fn carry(
    transaction: &Transaction<'_>,
    articles: &[ArticleId],
    (from, to): (&StoryId, &StoryId),
    why: &str,
) -> rusqlite::Result<()> {
    let Some(left) = placements::number(transaction, from)?.filter(|_| from != to) else { return Ok(()) };
    let existed = placements::number(transaction, to)?.is_some();
    let mut joined: Option<RowNumber> = None;
    let mut moved = Vec::new();
    for article in articles {
        let Some(row) = placed_in(transaction, article, left)? else { continue };
        let into = placements::story(transaction, to, row)?;
        transaction
            .prepare_cached("UPDATE placement SET story = ?2, why = ?3 WHERE article = ?1")?
            .execute(params![row, into, why])?;
        joined = Some(into);
        moved.push(article.clone());
    }
    let Some(joined) = joined else { return Ok(()) };
    placements::count(transaction, left)?;
    let empty = transaction.query_row("SELECT articles = 0 FROM story WHERE number = ?1", [left], |row| row.get(0))?;
    let kind = match (empty, existed) {
        (true, _) => EventKind::Merged,
        (false, false) => EventKind::Split,
        (false, true) => EventKind::Moved,
    };
    if empty {
        placements::merge(transaction, from, to)?;
    }
    placements::count(transaction, joined)?;
    lead_on(transaction, &moved, to)?;
    let (story, from, why) = (to.clone(), Some(from.clone()), why.to_owned());
    log::append(transaction, &[Event { kind, story, from, articles: moved, why }])
}

/// The row of an article that is placed in this story.
fn placed_in(
    transaction: &Transaction<'_>,
    article: &ArticleId,
    story: RowNumber,
) -> rusqlite::Result<Option<RowNumber>> {
    transaction
        .prepare_cached(
            "SELECT number FROM article JOIN placement ON placement.article = number WHERE id = ?1 AND story = ?2",
        )?
        .query_row(params![article.as_str(), story], |row| row.get(0))
        .optional()
}

/// The addresses of stories that are no more lead to where the article is that opened them.
fn lead_on(transaction: &Transaction<'_>, moved: &[ArticleId], to: &StoryId) -> rusqlite::Result<()> {
    let mut change = transaction.prepare_cached("UPDATE redirect SET story = ?2 WHERE old = ?1 AND old <> ?2")?;
    for article in moved {
        change.execute([StoryId::of_first(article).as_str(), to.as_str()])?;
    }
    Ok(())
}

/// All decisions, in order.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Decision>> {
    let mut bonds =
        connection.prepare_cached("SELECT article, story, came_from FROM bond WHERE decision = ?1 ORDER BY place")?;
    let mut decisions: Vec<Decision> = connection
        .prepare_cached(
            "SELECT decision.number, kind, story, came_from, decision.by, decision.at, decision.reason,
                 undo.by, undo.at, undo.reason
             FROM decision LEFT JOIN undo ON undo.decision = decision.number ORDER BY decision.number",
        )?
        .query_map([], decision)?
        .collect::<rusqlite::Result<_>>()?;
    for decision in &mut decisions {
        decision.bonds = bonds.query_map([decision.number], bond)?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(decisions)
}

fn decision(row: &Row<'_>) -> rusqlite::Result<Decision> {
    let kind: String = row.get(1)?;
    Ok(Decision {
        number: row.get(0)?,
        kind: DecisionKind::parse(&kind).ok_or_else(|| wrong(1, "no kind of decision"))?,
        story: StoryId::new(row.get::<_, String>(2)?),
        from: row.get::<_, Option<String>>(3)?.map(StoryId::new),
        bonds: Vec::new(),
        signed: signed(row, 4)?.ok_or_else(|| wrong(4, "nobody signed"))?,
        undone: signed(row, 7)?,
    })
}

/// The signature in three columns; none where they are empty.
fn signed(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Signed>> {
    let Some(by) = row.get::<_, Option<String>>(at)? else { return Ok(None) };
    let Some(Moment::Instant { at: when, .. }) = rows::moment(row, at + 1)? else {
        return Err(wrong(at + 1, "no time"));
    };
    let reason: String = row.get(at + 2)?;
    Signed::new(&by, Received(when), &reason).map(Some).map_err(|error| wrong(at, error))
}

fn bond(row: &Row<'_>) -> rusqlite::Result<Bond> {
    Ok(Bond {
        article: ArticleId::new(row.get::<_, String>(0)?),
        story: StoryId::new(row.get::<_, String>(1)?),
        from: StoryId::new(row.get::<_, String>(2)?),
    })
}
