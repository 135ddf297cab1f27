//! The material of one story: every sentence of its articles, tidied, weighed and judged fit or unfit to stand alone.
//! In: a story. Out: lines with their words as numbered terms, a lexicon that weighs terms, the middle of the story.
//! Never: chooses a sentence; the sections do.

use super::series::{opening_words, series};
use super::sound::{Soundness, soundness};
use super::tidy::tidy;
use crate::error::Result;
use crate::model::{Citation, Cue, Edit, Field, Figure, Member, Name, Quote, Reading, Span, Statement, Story};
use crate::text;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Articles of a story that are read for sentences, originals first; a story of more says nothing new in the rest.
const ARTICLES_MAX: usize = 60;
/// Sentences read of one article; a news text has fewer, a live blog has many more.
pub(super) const SENTENCES_MAX: usize = 120;
/// English news has a term every nine bytes; only sizes the first allocation.
const BYTES_PER_TERM: usize = 8;
/// A term in every sentence still says a little.
const WEIGHT_MIN: f64 = 0.1;
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

/// Terms of a story by number, each with the weight of its rarity among the sentences.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: FxHashMap<Box<str>, u32>,
    terms: Vec<String>,
    frequency: Vec<u32>,
    sentences: u32,
    weights: Vec<f64>,
}

impl Lexicon {
    /// The numbers of the terms of a text, sorted, each once; new ones are added.
    fn learn(&mut self, text: &str, language: &str) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(text.len() / BYTES_PER_TERM);
        text::each_term(text, language, |_, term| numbers.push(self.number(term)));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.frequency.len()).unwrap_or(u32::MAX);
        self.frequency.push(0);
        self.terms.push(term.to_owned());
        self.numbers.insert(term.into(), number);
        number
    }

    fn count(&mut self, terms: &[u32]) {
        self.sentences += 1;
        for term in terms {
            self.frequency[*term as usize] += 1;
        }
    }

    /// The numbers of the terms of a text of ours; terms that the story does not hold are left out.
    pub(super) fn known(&self, text: &str, language: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        text::each_term(text, language, |_, term| numbers.extend(self.known_term(term)));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Every term, by number.
    pub(super) fn terms(&self) -> &[String] {
        &self.terms
    }

    /// The number of one term, where the story holds it.
    pub(super) fn known_term(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// The rarer among the sentences, the more.
    pub(super) fn weight(&self, term: u32) -> f64 {
        self.weights.get(term as usize).copied().unwrap_or(WEIGHT_MIN)
    }

    /// The weight of any term; one that the story does not hold is the rarest there is.
    pub(super) fn weight_of(&self, term: &str) -> f64 {
        match self.known_term(term) {
            Some(term) => self.weight(term),
            None => (2.0 * (f64::from(self.sentences) + 1.0)).ln().max(WEIGHT_MIN),
        }
    }

    /// Weighs every term, once all sentences are counted.
    fn weigh(&mut self) {
        let sentences = f64::from(self.sentences) + 1.0;
        let weight = |frequency: &u32| (sentences / (f64::from(*frequency) + 0.5)).ln().max(WEIGHT_MIN);
        self.weights = self.frequency.iter().map(weight).collect();
    }

    /// Summed weight.
    pub(super) fn mass(&self, terms: &[u32]) -> f64 {
        terms.iter().map(|term| self.weight(*term)).sum()
    }

    /// Summed weight of what two sorted lists share.
    pub(super) fn shared(&self, left: &[u32], right: &[u32]) -> f64 {
        left.iter().filter(|term| right.binary_search(term).is_ok()).map(|term| self.weight(*term)).sum()
    }

    /// Weighted Jaccard.
    pub(super) fn likeness(&self, left: &[u32], right: &[u32]) -> f64 {
        let shared = self.shared(left, right);
        let all = self.mass(left) + self.mass(right) - shared;
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// The share of the left side's weight that the right side holds.
    pub(super) fn cover(&self, left: &[u32], right: &[u32]) -> f64 {
        let all = self.mass(left);
        if all > 0.0 { self.shared(left, right) / all } else { 0.0 }
    }
}

/// One sentence of one article.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The article that it stands in.
    pub(super) member: &'a Member,
    /// Place of that article in the story.
    pub(super) article: usize,
    /// Number of its report.
    pub(super) report: usize,
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

    /// The names in it.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.reading().names.iter().filter(|name| self.sentence.holds(name.span))
    }

    /// The figures in it.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.reading().figures.iter().filter(|figure| self.span.holds(figure.span))
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
    /// Terms of each member's title.
    pub(super) titles: Vec<Vec<u32>>,
    /// Weight of each term in the middle of the story.
    middle: Vec<f64>,
    middle_length: f64,
    /// In how many reports each term stands.
    spread: Vec<usize>,
}

impl<'a> Material<'a> {
    /// Reads a story into lines.
    pub(super) fn new(story: &'a Story) -> Self {
        let (report_of, reports) = report_numbers(story);
        let mut material = Self {
            story,
            lines: Vec::new(),
            lexicon: Lexicon::default(),
            report_of,
            reports,
            titles: Vec::new(),
            middle: Vec::new(),
            middle_length: 0.0,
            spread: Vec::new(),
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
            };
            self.lines.push(line);
        }
    }

    fn find_middle(&mut self) {
        let mut middle = vec![0.0; self.lexicon.frequency.len()];
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
        self.spread = vec![0; self.lexicon.frequency.len()];
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
        let titled: Vec<bool> = match self.reports {
            0 | 1 => Vec::new(),
            _ => (0u32..).take(self.lexicon.frequency.len()).map(in_titles).collect(),
        };
        for line in &mut self.lines {
            line.core = match self.reports {
                0 | 1 => line.terms.len(),
                _ => line
                    .terms
                    .iter()
                    .filter(|term| self.spread[**term as usize] >= share || titled[**term as usize])
                    .count(),
            };
        }
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
