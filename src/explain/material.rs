//! The material of one story: every sentence of its articles, tidied, weighed and judged fit or unfit to stand alone.
//! In: a story. Out: lines with their words as numbered terms, a lexicon that weighs terms, the middle of the story.
//! Never: chooses a sentence; the sections do.

use super::lexicon::Lexicon;
use super::series::{opening_words, series};
use super::sound::{Soundness, soundness};
use super::tidy::tidy;
use super::turns::{Turn, turns};
use crate::error::Result;
use crate::model::{Citation, Cue, Edit, Field, Figure, Member, Name, Quote, Reading, Role, Span, Statement, Story};
use crate::text;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Articles of a story that are read for sentences, originals first; a story of more says nothing new in the rest.
const ARTICLES_MAX: usize = 60;
/// Sentences read of one article; a news text has fewer, a live blog has many more.
pub(super) const SENTENCES_MAX: usize = 120;
/// A term that stands in this share of the reports, and in two at least, belongs to the core of the story.
const CORE_PERCENT: usize = 40;
/// A term that stands in this share of the titles belongs to it as well.
const TITLE_PERCENT: usize = 30;
/// How much the words of a title count towards the middle of the story, in sentences.
const TITLE_WEIGHT: f64 = 2.0;
/// Sentences before and after one that show what it is part of.
const NEIGHBOURS: usize = 3;
/// Sentences at the top of an article tell its story.
const OPENING_SENTENCES: usize = 12;
/// Terms of the core that count of one neighbour.
const CORE_COUNTED: usize = 3;
/// Neighbours with fewer terms of the core on average are another text; by reading galleries and digressions of ten stories.
const TOUCH_MIN: f64 = 0.8;

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
    /// Whether the story has gone on for days since.
    pub(super) overtaken: bool,
    /// Whether a day that it looked ahead to has come by the newest article.
    pub(super) has_come: bool,
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
    names: Range<usize>,
    figures: Range<usize>,
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
        let Some(published) = self.member.article.published() else { return false };
        let Ok(before) = published.0.day().checked_sub(jiff::Span::new().days(LOOKS_BACK_DAYS)) else { return false };
        let before = before.to_string();
        let dates = &self.reading().dates;
        let first = dates.partition_point(|date| date.span.start() < self.span.start());
        let opening = dates[first..].iter().take_while(|date| date.span.start() < self.span.start() + OPENING_BYTES);
        opening.into_iter().filter(|date| date.enters_timeline()).any(|date| {
            let value = date.time.value();
            before.get(..value.len()).is_some_and(|before| value < before)
        })
    }

    /// The times in it that lie after its article's day.
    fn days_ahead(&self) -> impl Iterator<Item = &str> {
        let published = self.member.article.published().map(|published| published.0.day().to_string());
        let dates = &self.reading().dates;
        let first = dates.partition_point(|date| date.span.start() < self.span.start());
        let inside = dates[first..].iter().take_while(|date| self.span.holds(date.span));
        inside.map(|date| date.time.value()).filter(move |value| published.as_deref().is_some_and(|day| *value > day))
    }

    /// Whether it names a day after its article came out.
    pub(super) fn looks_ahead(&self) -> bool {
        self.days_ahead().next().is_some()
    }

    /// The names in it.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.reading().names[self.names.clone()].iter().filter(|name| self.sentence.holds(name.span))
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

/// Every sentence of a story.
#[derive(Debug)]
pub(super) struct Material<'a> {
    pub(super) story: &'a Story,
    /// Sentences, article by article.
    pub(super) lines: Vec<Line<'a>>,
    pub(super) lexicon: Lexicon,
    /// Number of the report of each member.
    pub(super) report_of: Vec<usize>,
    /// How many reports there are.
    pub(super) reports: usize,
    /// When each member was published, in seconds.
    times: Vec<Option<i64>>,
    /// Which turn of the coverage each member belongs to.
    turns: Vec<Turn>,
    /// Terms of each member's title.
    pub(super) titles: Vec<Vec<u32>>,
    /// Weight of each term in the middle of the story.
    middle: Vec<f64>,
    middle_length: f64,
    /// In how many reports each term stands.
    spread: Vec<usize>,
    /// Which terms belong to the core of the story.
    core: Vec<bool>,
}

impl<'a> Material<'a> {
    /// Reads a story into lines.
    pub(super) fn new(story: &'a Story) -> Self {
        let (report_of, reports) = report_numbers(story);
        let published = story.members().iter().map(|member| member.article.published());
        let times: Vec<_> = published.map(|published| published.map(|published| published.0.order_key())).collect();
        let mut material = Self {
            story,
            lines: Vec::new(),
            lexicon: Lexicon::default(),
            turns: turns(&times, &report_of),
            times,
            report_of,
            reports,
            titles: Vec::new(),
            middle: Vec::new(),
            middle_length: 0.0,
            spread: Vec::new(),
            core: Vec::new(),
        };
        for member in story.members() {
            let numbers = material.lexicon.learn(member.article.title(), &member.reading.language);
            material.titles.push(numbers);
        }
        for article in material.articles_to_read() {
            material.add_lines(article);
        }
        material.lexicon.weigh();
        material.find_middle();
        material.find_spread();
        material.count_core();
        material.mark_digressions();
        material
    }

    /// Members that are no copies first, then copies, as many as are read; in order of the story.
    fn articles_to_read(&self) -> Vec<usize> {
        let members = self.story.members();
        let original = |at: &usize| members[*at].placement.original == *members[*at].article.id();
        let (mut first, rest): (Vec<usize>, Vec<usize>) = (0..members.len()).partition(original);
        if first.is_empty() {
            first = rest;
        }
        // The newest articles of a long story hold its newest state.
        let cut = first.len().saturating_sub(ARTICLES_MAX);
        first.split_off(cut)
    }

    fn add_lines(&mut self, article: usize) {
        let story: &'a Story = self.story;
        let member = &story.members()[article];
        let text = member.article.text();
        let language = member.reading.language.as_str();
        let series = series(text, &member.reading);
        let names = Starts::of(&member.reading.names, |name| name.span);
        let figures = Starts::of(&member.reading.figures, |figure| figure.span);
        // A late copy is no newer state.
        let newest = (0..self.times.len()).filter(|at| self.turns[*at] != Turn::Stray).max_by_key(|at| self.times[*at]);
        let newest_time = newest.and_then(|at| self.times[at]);
        let overtaken =
            self.times[article].zip(newest_time).is_some_and(|(own, newest)| newest - own > OVERTAKEN_AFTER);
        let newest_day =
            newest.and_then(|at| story.members()[at].article.published()).map(|day| day.0.day().to_string());
        for (position, sentence) in member.reading.sentences.iter().enumerate().take(SENTENCES_MAX) {
            let tidied = tidy(text, sentence.span, language);
            let terms = self.lexicon.learn(&tidied.text, language);
            if terms.is_empty() {
                continue;
            }
            self.lexicon.count(&terms);
            let line = Line {
                member,
                article,
                report: self.report_of[article],
                turn: self.turns[article],
                overtaken,
                has_come: false,
                position,
                sentence: sentence.span,
                span: tidied.span,
                words: tidied.text.split_whitespace().count(),
                soundness: if series.contains(opening_words(sentence.span.of(text))) {
                    Soundness::Unfit
                } else {
                    soundness(&tidied.text, member, sentence.span)
                },
                text: tidied.text,
                edits: tidied.edits,
                terms,
                central: 0.0,
                core: 0,
                names: names.within(sentence.span),
                figures: figures.within(sentence.span),
                plays: OnceCell::new(),
            };
            let come = |value: &str| newest_day.as_deref().is_some_and(|newest| value <= newest);
            let has_come = line.days_ahead().last().is_some_and(come);
            self.lines.push(Line { has_come, ..line });
        }
    }

    fn find_middle(&mut self) {
        let mut middle = vec![0.0; self.lexicon.terms().len()];
        for line in &self.lines {
            add(&mut middle, &line.terms, 1.0, &self.lexicon);
        }
        for title in &self.titles {
            add(&mut middle, title, TITLE_WEIGHT, &self.lexicon);
        }
        self.middle_length = middle.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        self.middle = middle;
        let central: Vec<f64> = self.lines.iter().map(|line| self.nearness(&self.vector(&line.terms))).collect();
        for (line, central) in self.lines.iter_mut().zip(central) {
            line.central = central;
        }
    }

    fn find_spread(&mut self) {
        let mut held: Vec<(u32, usize)> =
            self.lines.iter().flat_map(|line| line.terms.iter().map(|term| (*term, line.report))).collect();
        held.sort_unstable();
        held.dedup();
        self.spread = vec![0; self.lexicon.terms().len()];
        for (term, _) in held {
            self.spread[term as usize] += 1;
        }
    }

    /// Counts the core terms of each line: a sentence that shares too little with the core of the story is a caption, an
    /// advertisement for another text or a digression.
    fn count_core(&mut self) {
        let share = (self.reports * CORE_PERCENT).div_ceil(100).max(2);
        let in_titles = |term: u32| {
            let held = self.titles.iter().filter(|title| title.binary_search(&term).is_ok()).count();
            held > 0 && held * 100 >= self.titles.len() * TITLE_PERCENT
        };
        let of_core = |term: u32| self.reports < 2 || self.spread[term as usize] >= share || in_titles(term);
        self.core = (0u32..).take(self.lexicon.terms().len()).map(of_core).collect();
        for line in &mut self.lines {
            line.core = line.terms.iter().filter(|term| self.core[**term as usize]).count();
        }
    }

    /// How many terms of the core of the story some words hold.
    pub(super) fn core_of(&self, words: &str, language: &str) -> usize {
        self.lexicon.known(words, language).iter().filter(|term| self.core[**term as usize]).count()
    }

    /// A sentence deep in an article, in the midst of sentences that hardly touch the story, belongs to a gallery, a teaser for
    /// another text or a digression, whatever words it shares with the story.
    fn mark_digressions(&mut self) {
        if self.reports < 2 {
            return;
        }
        let digresses: Vec<bool> = (0..self.lines.len()).map(|at| self.neighbours_touch(at) < TOUCH_MIN).collect();
        for (line, digresses) in self.lines.iter_mut().zip(digresses) {
            if digresses && line.position >= OPENING_SENTENCES {
                line.soundness = line.soundness.min(Soundness::Leaning);
            }
        }
    }

    /// How many terms of the core the sentences around one have on average; many where it has hardly any neighbour.
    fn neighbours_touch(&self, at: usize) -> f64 {
        let article = self.lines[at].article;
        let around = at.saturating_sub(NEIGHBOURS)..self.lines.len().min(at + NEIGHBOURS + 1);
        let cores: Vec<usize> = around
            .filter(|near| *near != at && self.lines[*near].article == article)
            .map(|near| self.lines[near].core.min(CORE_COUNTED))
            .collect();
        if cores.len() < NEIGHBOURS { f64::INFINITY } else { cores.iter().sum::<usize>() as f64 / cores.len() as f64 }
    }

    /// The middle one of the nearness of sentences that stand alone and touch the story.
    pub(super) fn usual_nearness(&self) -> f64 {
        let touching = self.lines.iter().filter(|line| line.touches_story());
        let mut central: Vec<f64> = touching.map(|line| line.central).collect();
        central.sort_by(f64::total_cmp);
        central.get(central.len() / 2).copied().unwrap_or(0.0)
    }

    /// Whether a word is written small somewhere in the story, so that its capital at the front of a sentence marks no name.
    pub(super) fn writes_small(&self, word: &str) -> bool {
        let small = format!(" {} ", word.to_lowercase());
        self.lines.iter().any(|line| line.text.contains(&small))
    }

    /// Which turn of the coverage an article belongs to.
    pub(super) fn turn_of(&self, article: usize) -> Turn {
        self.turns[article]
    }

    /// In how many reports a term stands.
    pub(super) fn reports_holding(&self, term: u32) -> usize {
        self.spread.get(term as usize).copied().unwrap_or(0)
    }

    /// The weights of some terms, by number.
    pub(super) fn vector(&self, terms: &[u32]) -> BTreeMap<u32, f64> {
        terms.iter().map(|term| (*term, self.lexicon.weight(*term))).collect()
    }

    /// Cosine of a sum of sentences to the middle of the story.
    pub(super) fn nearness(&self, sum: &BTreeMap<u32, f64>) -> f64 {
        let dot: f64 = sum.iter().map(|(term, weight)| weight * self.middle[*term as usize]).sum();
        let length = sum.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 && self.middle_length > 0.0 { dot / (length * self.middle_length) } else { 0.0 }
    }

    /// Words of all articles together.
    pub(super) fn words_in_all(&self) -> usize {
        self.story.members().iter().map(|member| member.article.text().split_whitespace().count()).sum()
    }

    /// Whether any article of the story, copies among them, holds one of these words (stems are compared).
    pub(super) fn mentions_any(&self, words: &str) -> bool {
        let wanted = text::terms(words, "en");
        let held = |text: &str| {
            let mut held = false;
            text::each_term(text, "en", |_, term| held |= wanted.iter().any(|wanted| wanted == term));
            held
        };
        self.story.members().iter().any(|member| held(member.article.title()) || held(member.article.text()))
    }

    /// Lines of one article.
    pub(super) fn lines_of(&self, article: usize) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(move |line| line.article == article)
    }

    /// The language that most articles are in; the first of equals.
    pub(super) fn language(&self) -> &'a str {
        let mut counts: Vec<(&'a str, usize)> = Vec::new();
        for member in self.story.members() {
            let language = member.reading.language.as_str();
            match counts.iter_mut().find(|(known, _)| *known == language) {
                Some((_, count)) => *count += 1,
                None => counts.push((language, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        counts.iter().find(|(_, count)| *count == most).map_or("und", |(language, _)| language)
    }
}

/// Where the things of a list begin in their text.
struct Starts {
    starts: Vec<usize>,
    in_order: bool,
}

impl Starts {
    fn of<T>(list: &[T], span: impl Fn(&T) -> Span) -> Self {
        let starts: Vec<usize> = list.iter().map(|one| span(one).start()).collect();
        Self { in_order: starts.is_sorted(), starts }
    }

    /// The places of those that begin in a sentence; of all, where the list is not in the order of the text.
    fn within(&self, sentence: Span) -> Range<usize> {
        match self.in_order {
            true => {
                let place = |at: usize| self.starts.partition_point(|start| *start < at);
                place(sentence.start())..place(sentence.end())
            }
            false => 0..self.starts.len(),
        }
    }
}

fn add(middle: &mut [f64], terms: &[u32], times: f64, lexicon: &Lexicon) {
    for term in terms {
        middle[*term as usize] += times * lexicon.weight(*term);
    }
}

/// The number of the report of each member, in order of first appearance, and how many there are.
fn report_numbers(story: &Story) -> (Vec<usize>, usize) {
    let mut known: Vec<&str> = Vec::new();
    let mut numbers = Vec::new();
    for member in story.members() {
        let report = member.placement.report.as_str();
        let number = known.iter().position(|seen| *seen == report).unwrap_or_else(|| {
            known.push(report);
            known.len() - 1
        });
        numbers.push(number);
    }
    (numbers, known.len())
}
