//! One sentence of one article, ready to be chosen. In: what `material` found out about it. Out: its names, figures, quotes, times and
//! roles, its citation, it as a statement. Never: chooses itself.

use super::sound::Soundness;
use super::turns::Turn;
use crate::error::Result;
use crate::model::{
    Citation, Cue, DateMention, Edit, Field, Figure, Member, Name, NameKind, Published, Quote, Reading, Role, Span,
    Statement,
};
use std::cell::OnceCell;
use std::ops::Range;

/// What was unclear or to come this long before the newest report, in seconds, may be clear or past by now.
const OVERTAKEN_AFTER: i64 = 3 * 24 * 3600;
/// A sentence that opens (in bytes) with a time so many days before its article is about what was then.
const LOOKS_BACK_DAYS: i64 = 60;
const OPENING_BYTES: usize = 40;

/// One sentence of one article.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The article that it stands in.
    pub(super) member: &'a Member,
    /// Place of that article in the story.
    pub(super) article: usize,
    /// Number of its report.
    pub(super) report: usize,
    /// Which turn of the coverage its article belongs to.
    pub(super) turn: Turn,
    /// When the newest article of the story came out, late copies left out.
    pub(super) newest: Option<Published>,
    /// Which sentence of the article, from 0.
    pub(super) position: usize,
    /// The whole sentence.
    pub(super) sentence: Span,
    /// The words that are cited.
    pub(super) span: Span,
    /// The words as they are shown.
    pub(super) text: String,
    /// How they differ from the cited words.
    pub(super) edits: Vec<Edit>,
    /// Words between white space.
    pub(super) words: usize,
    /// Its terms, sorted.
    pub(super) terms: Vec<u32>,
    /// Whether it can stand alone.
    pub(super) soundness: Soundness,
    /// Cosine to the middle of the story.
    pub(super) central: f64,
    /// How many of its terms belong to the core of the story.
    pub(super) core: usize,
    /// Where its names and figures stand among those of its article.
    pub(super) names: Range<usize>,
    pub(super) figures: Range<usize>,
    /// Which roles it plainly plays, once that was asked.
    pub(super) plays: OnceCell<Vec<Role>>,
}

impl Line<'_> {
    /// What its article says.
    pub(super) fn reading(&self) -> &Reading {
        &self.member.reading
    }

    /// Whether it stands alone and speaks of the story itself.
    pub(super) fn is_of_story(&self) -> bool {
        self.soundness == Soundness::Sound && self.core >= 2
    }

    /// Whether it stands alone and touches the story.
    pub(super) fn touches_story(&self) -> bool {
        self.soundness == Soundness::Sound && self.core >= 1
    }

    /// The roles that its words point to.
    pub(super) fn cues(&self) -> &[Cue] {
        self.reading().sentences.get(self.position).map_or(&[], |sentence| &sentence.cues)
    }

    /// Whether it opens with a time long before its article: it tells of another event.
    pub(super) fn looks_back(&self) -> bool {
        let end = self.span.start() + OPENING_BYTES;
        let mut opening = self.dates().take_while(|date| date.span.start() < end).filter(|date| date.enters_timeline());
        let Some(first) = opening.next() else { return false };
        let Some(published) = self.member.article.published() else { return false };
        let Ok(before) = published.0.day().checked_sub(jiff::Span::new().days(LOOKS_BACK_DAYS)) else { return false };
        let before = before.to_string();
        let lies_before = |value: &str| before.get(..value.len()).is_some_and(|before| value < before);
        std::iter::once(first).chain(opening).any(|date| lies_before(date.time.value()))
    }

    /// Whether the story has gone on for days since.
    pub(super) fn is_overtaken(&self) -> bool {
        let own = self.member.article.published();
        own.zip(self.newest).is_some_and(|(own, newest)| newest.0.order_key() - own.0.order_key() > OVERTAKEN_AFTER)
    }

    /// The times in it that lie after its article's day.
    fn days_ahead(&self) -> impl Iterator<Item = &str> {
        let published = self.member.article.published().map(|published| published.0.day().to_string());
        let inside = self.dates().take_while(|date| self.span.holds(date.span));
        inside.map(|date| date.time.value()).filter(move |value| published.as_deref().is_some_and(|day| *value > day))
    }

    /// Whether it names a day after its article came out.
    pub(super) fn looks_ahead(&self) -> bool {
        self.days_ahead().next().is_some()
    }

    /// Whether the day that it looked ahead to has come by the newest article.
    pub(super) fn has_come(&self) -> bool {
        let newest = self.newest.map(|newest| newest.0.day().to_string());
        self.days_ahead().last().zip(newest).is_some_and(|(value, newest)| value <= newest.as_str())
    }

    /// The dates of its article from its beginning on.
    fn dates(&self) -> impl Iterator<Item = &DateMention> {
        let dates = &self.reading().dates;
        dates[dates.partition_point(|date| date.span.start() < self.span.start())..].iter()
    }

    /// The names in it.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.reading().names[self.names.clone()].iter().filter(|name| self.sentence.holds(name.span))
    }

    /// The first person whom it names, where it gives only a part of a name that the article has in full.
    pub(super) fn bare_name(&self) -> Option<&str> {
        let first = self.names().find(|name| name.kind == NameKind::Person)?;
        let mention = first.span.of(self.member.article.text());
        (!mention.contains(' ') && first.name.contains(' ')).then_some(mention)
    }

    /// The figures in it.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.reading().figures[self.figures.clone()].iter().filter(|figure| self.span.holds(figure.span))
    }

    /// The direct quotes that touch it.
    pub(super) fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.reading().direct_quotes().filter(|quote| self.sentence.overlaps(quote.span))
    }

    /// The citation of its words.
    pub(super) fn citation(&self) -> Result<Citation> {
        Citation::new(&self.member.article, Field::Text, self.span)
    }

    /// It as a statement.
    pub(super) fn statement(&self) -> Result<Statement> {
        Statement::edited(self.text.clone(), vec![self.citation()?], &self.reading().language, self.edits.clone())
    }

    /// The words of the paper that are cited.
    pub(super) fn source(&self) -> &str {
        self.span.of(self.member.article.text())
    }
}

/// Where the things of a list begin in their text.
pub(super) struct Starts {
    starts: Vec<usize>,
    in_order: bool,
}

impl Starts {
    /// Of the things in a list.
    pub(super) fn of<T>(list: &[T], span: impl Fn(&T) -> Span) -> Self {
        let starts: Vec<usize> = list.iter().map(|one| span(one).start()).collect();
        Self { in_order: starts.is_sorted(), starts }
    }

    /// The places of those that begin in a sentence; of all, where the list is not in the order of the text.
    pub(super) fn within(&self, sentence: Span) -> Range<usize> {
        match self.in_order {
            true => {
                let place = |at: usize| self.starts.partition_point(|start| *start < at);
                place(sentence.start())..place(sentence.end())
            }
            false => 0..self.starts.len(),
        }
    }
}
