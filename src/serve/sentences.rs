//! Sentences as pages show them: words, language, markers of the citations. In: lines of the explain contract and
//! the cards of the cited articles. Out: view types for the templates. Never: a citation left out.

use super::archive::{Archive, ArticleCard};
use super::clock::Clock;
use super::links;
use crate::error::Result;
use crate::model::ArticleId;
use crate::wire::{CitationLine, ExplainerLine, StatementLine};
use std::collections::BTreeMap;

/// The language of the site's own words.
const PAGE_LANGUAGE: &str = "en";

/// Markers shown at once behind a sentence; the others unfold. Five fit one line on a phone's screen, by eye.
const MARKERS_SHOWN: usize = 5;

/// Longest name on a marker, in characters: longer ones would fill a phone's line.
const LABEL_CHARACTERS_MAX: usize = 26;

/// One sentence.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub(super) text: String,
    /// Set where it differs from the language of the page.
    pub(super) language: Option<String>,
    /// Its light edits, in words.
    pub(super) edits: Option<String>,
    pub(super) markers: Vec<Marker>,
    /// Markers that unfold.
    pub(super) more: Vec<Marker>,
    /// In how many articles something was sought in vain.
    pub(super) searched: usize,
}

/// A small link to the cited words.
#[derive(Debug, Clone)]
pub(super) struct Marker {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) title: String,
}

/// Makes sentences of one page: knows the cited articles.
pub(super) struct Citer<'a> {
    cards: BTreeMap<String, ArticleCard>,
    clock: &'a Clock,
}

impl<'a> Citer<'a> {
    /// Fetches the cards of all articles that this explainer names, in one go.
    pub(super) fn of(explainer: &ExplainerLine, archive: &dyn Archive, clock: &'a Clock) -> Result<Self> {
        let mut ids = cited(statements(explainer));
        ids.extend(explainer.papers.reports.iter().flat_map(|report| &report.articles).map(ArticleId::new));
        Self::of_articles(ids, archive, clock)
    }

    /// Fetches the cards of the articles that these statements cite, in one go.
    pub(super) fn of_lines<'l>(
        lines: impl Iterator<Item = &'l StatementLine>,
        archive: &dyn Archive,
        clock: &'a Clock,
    ) -> Result<Self> {
        Self::of_articles(cited(lines), archive, clock)
    }

    fn of_articles(mut ids: Vec<ArticleId>, archive: &dyn Archive, clock: &'a Clock) -> Result<Self> {
        ids.sort_unstable();
        ids.dedup();
        let cards = archive.cards(&ids)?.into_iter().map(|card| (card.id.to_string(), card)).collect();
        Ok(Self { cards, clock })
    }

    /// For sentences whose markers are not shown.
    pub(super) fn none(clock: &'a Clock) -> Self {
        Self { cards: BTreeMap::new(), clock }
    }

    /// The card of an article, where it is known.
    pub(super) fn card(&self, article: &str) -> Option<&ArticleCard> {
        self.cards.get(article)
    }

    /// One sentence with its markers.
    pub(super) fn sentence(&self, line: &StatementLine) -> Sentence {
        let mut markers = self.markers(&line.citations);
        let more = markers.split_off(markers.len().min(MARKERS_SHOWN));
        Sentence {
            text: line.text.clone(),
            language: (line.lang != PAGE_LANGUAGE && !line.lang.is_empty()).then(|| line.lang.clone()),
            edits: (!line.edits.is_empty()).then(|| format!("edited: {}", line.edits.join(", "))),
            markers,
            more,
            searched: line.searched.len(),
        }
    }

    /// Some sentences.
    pub(super) fn sentences(&self, lines: &[StatementLine]) -> Vec<Sentence> {
        lines.iter().map(|line| self.sentence(line)).collect()
    }

    /// One marker per citation, those of one outlet side by side: the first named, the others numbered.
    fn markers(&self, citations: &[CitationLine]) -> Vec<Marker> {
        let mut outlets: Vec<(String, Vec<Marker>)> = Vec::new();
        for citation in citations {
            let card = self.card(&citation.article);
            let name = card.map_or_else(|| "source".to_owned(), outlet_name);
            let href = links::citation(citation);
            let title = card.map_or_else(|| name.clone(), |card| self.describe(card));
            match outlets.iter_mut().find(|(outlet, _)| *outlet == name) {
                None => outlets.push((name.clone(), vec![Marker { label: short_label(&name), href, title }])),
                Some((_, markers)) if markers.iter().any(|marker| marker.href == href) => {}
                Some((_, markers)) => markers.push(Marker { label: (markers.len() + 1).to_string(), href, title }),
            }
        }
        outlets.into_iter().flat_map(|(_, markers)| markers).collect()
    }

    /// An article in a line: its outlet, its headline and when it was published.
    fn describe(&self, card: &ArticleCard) -> String {
        let when = card.published.map(|published| self.clock.moment(published.0).words).unwrap_or_default();
        let parts = [outlet_name(card), card.title.clone(), when];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// The name of an outlet as a reader knows it.
pub(super) fn outlet_name(card: &ArticleCard) -> String {
    short_outlet(&card.outlet)
}

/// The name of an outlet, with its page where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outlet {
    pub(super) name: String,
    pub(super) href: Option<String>,
}

impl Outlet {
    /// The outlet of this name.
    pub(super) fn named(name: &str) -> Self {
        Self { name: short_outlet(name), href: links::outlet(name) }
    }

    /// The outlets of these names, each once.
    pub(super) fn each<'n>(names: impl IntoIterator<Item = &'n String>) -> Vec<Self> {
        let mut outlets = Vec::new();
        for outlet in names.into_iter().map(|name| Self::named(name)) {
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        outlets
    }
}

/// A name that fits a marker; the whole one stands in its title.
fn short_label(name: &str) -> String {
    match name.char_indices().nth(LABEL_CHARACTERS_MAX) {
        None => name.to_owned(),
        Some((at, _)) => format!("{}…", name.get(..at).unwrap_or(name).trim_end()),
    }
}

/// The name without what every web address has.
pub(super) fn short_outlet(outlet: &str) -> String {
    let name = outlet.trim().trim_start_matches("www.");
    if name.is_empty() { "unnamed source".to_owned() } else { name.to_owned() }
}

/// The articles that some statements cite.
fn cited<'l>(lines: impl Iterator<Item = &'l StatementLine>) -> Vec<ArticleId> {
    lines.flat_map(|line| &line.citations).map(|citation| ArticleId::new(&*citation.article)).collect()
}

/// Every statement of an explainer.
fn statements(explainer: &ExplainerLine) -> impl Iterator<Item = &StatementLine> {
    let papers = &explainer.papers;
    std::iter::once(&explainer.headline)
        .chain(&explainer.happened)
        .chain(explainer.behind.iter().map(|line| &line.statement))
        .chain(papers.agree.iter().map(|line| &line.statement))
        .chain(papers.differ.iter().flat_map(|line| &line.versions).map(|version| &version.statement))
        .chain(papers.only.iter().chain(&papers.angles).map(|line| &line.statement))
        .chain(explainer.timeline.iter().flat_map(|entry| &entry.sentences))
        .chain(
            explainer.questions.iter().flat_map(|question| {
                std::iter::once(&question.teaser).chain(&question.answer).chain(&question.unanswered)
            }),
        )
        .chain(explainer.topics.iter().map(|topic| &topic.description))
}

/// The headline of an article, or words in its place.
pub(super) fn title(card: &ArticleCard) -> String {
    if card.title.trim().is_empty() { "(no headline)".to_owned() } else { card.title.clone() }
}
