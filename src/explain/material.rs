//! The material of one story: every sentence of its articles, tidied, weighed and judged fit or unfit to stand alone.
//! In: a story. Out: lines with their words as numbered terms, a lexicon that weighs terms, the middle of the story.
//! Never: chooses a sentence; the sections do.

use super::antecedents::bare_subject;
use super::lexicon::Lexicon;
pub(super) use super::line::Line;
use super::line::Starts;
use super::series::{opening_words, series};
use super::sound::{Soundness, soundness};
use super::tidy::tidy;
use super::turns::{Turn, turns};
use crate::model::{Published, Story};
use crate::text;
use std::cell::OnceCell;
use std::collections::BTreeMap;

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

/// A clause tells of the event that holds so many words of the core and this share of what the titles agree on, or that has so few
/// words; by reading thirty stories.
const EVENT_CORE_MIN: usize = 2;
const EVENT_SHARE_MIN: f64 = 0.3;
const NAME_TERMS_MAX: usize = 3;

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
    /// When the newest member came out, late copies left out: they are no newer state.
    newest: Option<Published>,
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
    /// The terms that a share of the titles hold.
    usual_title: Vec<u32>,
}

impl<'a> Material<'a> {
    /// Reads a story into lines.
    pub(super) fn new(story: &'a Story) -> Self {
        let (report_of, reports) = report_numbers(story);
        let published: Vec<Option<Published>> =
            story.members().iter().map(|member| member.article.published()).collect();
        let times: Vec<Option<i64>> = published.iter().map(|day| day.map(|day| day.0.order_key())).collect();
        let turns = turns(&times, &report_of);
        let current = (0..times.len()).filter(|at| turns[*at] != Turn::Stray);
        let mut material = Self {
            story,
            lines: Vec::new(),
            lexicon: Lexicon::default(),
            newest: current.max_by_key(|at| times[*at]).and_then(|at| published[at]),
            turns,
            report_of,
            reports,
            titles: Vec::new(),
            middle: Vec::new(),
            middle_length: 0.0,
            spread: Vec::new(),
            core: Vec::new(),
            usual_title: Vec::new(),
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
        material.mark_strays();
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
                newest: self.newest,
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
            self.lines.push(line);
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
        self.usual_title = (0u32..).take(self.lexicon.terms().len()).filter(|term| in_titles(*term)).collect();
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

    /// "The acceleration saved millions": a thing that no other report names, and of which the sentence does not say which, was told of
    /// in the sentence before.
    fn mark_strays(&mut self) {
        if self.reports < 2 {
            return;
        }
        let english = |line: &Line<'_>| line.soundness == Soundness::Sound && line.reading().language == "en";
        let strays: Vec<bool> = self
            .lines
            .iter()
            .map(|line| {
                english(line)
                    && line.names().next().is_none()
                    && bare_subject(&line.text).is_some_and(|noun| {
                        self.lexicon.known(noun, "en").iter().all(|term| self.reports_holding(*term) < 2)
                    })
            })
            .collect();
        for (line, strays) in self.lines.iter_mut().zip(strays) {
            if strays {
                line.soundness = Soundness::Leaning;
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

    /// Whether some words tell of the event itself: they hold words of the core and a share of what the titles agree on, or hardly
    /// anything but its name ("the raid came").
    pub(super) fn tells_the_event(&self, words: &str, language: &str) -> bool {
        let terms = self.lexicon.known(words, language);
        let core = terms.iter().filter(|term| self.core[**term as usize]).count();
        let shared = self.lexicon.cover(&self.usual_title, &terms);
        (core >= EVENT_CORE_MIN && shared >= EVENT_SHARE_MIN)
            || (core > 0 && core * 2 >= terms.len() && terms.len() <= NAME_TERMS_MAX)
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
