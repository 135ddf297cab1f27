//! "What the papers say": reports and copies, agreement, differences side by side. In: the papers of an explainer.
//! Out: view types for its template. Never: a verdict of its own on who is right.

use super::clock::{Clock, Shown};
use super::front::counted;
use super::lineage::{Lineage, lineage};
use super::links;
use super::sentences::{Citer, Outlet, Sentence, title};
use crate::model::{ChangeKind, Placement, ReportKind};
use crate::wire::{AgreeLine, DifferLine, ExplainerLine, OutletLine, ReportRow, VersionLine};

/// Ordinals for the sentences of "What's happened"; there are never more.
const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

/// Reports listed openly; longer lists unfold. By eye: a screen of them.
const REPORTS_OPEN: usize = 8;

/// The section.
pub(super) struct Papers {
    pub(super) counts: String,
    pub(super) agree: Vec<Agreement>,
    pub(super) differ: Vec<Difference>,
    pub(super) denied: Vec<Difference>,
    pub(super) only: Vec<Voice>,
    pub(super) angles: Vec<Voice>,
    pub(super) reports: Vec<Report>,
    pub(super) reports_open: bool,
    pub(super) lineage: Option<Lineage>,
}

/// Something that several reports say.
pub(super) struct Agreement {
    pub(super) sentence: Sentence,
    /// The number of the sentence of "What's happened" that says it, from 1, and its ordinal.
    pub(super) above: Option<(usize, &'static str)>,
    pub(super) reports: String,
}

/// A point on which papers differ.
pub(super) struct Difference {
    pub(super) about: String,
    pub(super) relation: &'static str,
    pub(super) versions: Vec<Version>,
}

/// One side of it.
pub(super) struct Version {
    pub(super) value: String,
    pub(super) outlets: Vec<Outlet>,
    pub(super) published: Option<Shown>,
    pub(super) said_by: String,
    pub(super) sentence: Sentence,
}

/// A sentence of one outlet.
pub(super) struct Voice {
    pub(super) outlet: Outlet,
    pub(super) sentence: Sentence,
}

/// A report: the original and its copies.
pub(super) struct Report {
    pub(super) original: Listed,
    pub(super) copies: Vec<Listed>,
}

/// One article in the list of reports.
#[derive(Clone)]
pub(super) struct Listed {
    pub(super) href: String,
    pub(super) outlet: Option<Outlet>,
    pub(super) title: String,
    pub(super) published: Option<Shown>,
    /// copy, partial copy or rewrite.
    pub(super) kind: &'static str,
    /// How it was changed after it first came.
    pub(super) changed: &'static str,
}

/// The whole section.
pub(super) fn papers(citer: &Citer<'_>, explainer: &ExplainerLine, placements: &[Placement], clock: &Clock) -> Papers {
    let papers = &explainer.papers;
    let difference = |line: &&DifferLine| difference(citer, line, clock);
    Papers {
        counts: counts(papers.articles, papers.reports.len()),
        agree: papers.agree.iter().map(|line| agreement(citer, line)).collect(),
        differ: papers.differ.iter().filter(|line| line.relation != "denied").map(|line| difference(&line)).collect(),
        denied: papers.differ.iter().filter(|line| line.relation == "denied").map(|line| difference(&line)).collect(),
        only: voices(citer, &papers.only),
        angles: voices(citer, &papers.angles),
        reports: papers.reports.iter().map(|row| report(citer, row, placements, clock)).collect(),
        reports_open: papers.reports.len() <= REPORTS_OPEN,
        lineage: lineage(citer, papers, placements, clock),
    }
}

fn counts(articles: usize, reports: usize) -> String {
    let copies = articles.saturating_sub(reports);
    let voices = counted(reports, "independent report", "independent reports");
    let articles = counted(articles, "article", "articles");
    match copies {
        0 => format!("{articles}, {voices} (no copies)."),
        1 => format!("{articles}, {voices} (1 copy or rewrite of another)."),
        _ => format!("{articles}, {voices} ({copies} copies or rewrites of others)."),
    }
}

fn agreement(citer: &Citer<'_>, line: &AgreeLine) -> Agreement {
    let above = line.same_as.and_then(|at| Some((at + 1, *ORDINALS.get(at)?)));
    let reports = counted(line.reports.len(), "report", "reports");
    Agreement { sentence: citer.sentence(&line.statement), above, reports }
}

fn difference(citer: &Citer<'_>, line: &DifferLine, clock: &Clock) -> Difference {
    let version = |version: &VersionLine| Version {
        value: version.value.clone(),
        outlets: Outlet::each(&version.outlets),
        published: version.published.as_deref().map(|published| clock.written(published)),
        said_by: version.said_by.clone().unwrap_or_default(),
        sentence: citer.sentence(&version.statement),
    };
    Difference {
        about: line.about.clone(),
        relation: relation(&line.relation),
        versions: line.versions.iter().map(version).collect(),
    }
}

/// A relation of the contract in a reader's words.
fn relation(relation: &str) -> &'static str {
    match relation {
        "conflict" => "the papers disagree",
        "denied" => "one side denies it",
        "revised" => "a newer count",
        "of_which" => "one is part of the other",
        "other_scope" => "they count different things",
        "compatible" => "both can be true",
        _ => "they differ",
    }
}

fn voices(citer: &Citer<'_>, lines: &[OutletLine]) -> Vec<Voice> {
    let voice =
        |line: &OutletLine| Voice { outlet: Outlet::named(&line.outlet), sentence: citer.sentence(&line.statement) };
    lines.iter().map(voice).collect()
}

fn report(citer: &Citer<'_>, row: &ReportRow, placements: &[Placement], clock: &Clock) -> Report {
    let list = |article: &str| {
        let placement = placements.iter().find(|placement| placement.article.as_str() == article);
        listed(citer, article, placement.map(|placement| placement.kind), clock)
    };
    let copies = row.articles.iter().filter(|article| **article != row.original);
    Report { original: list(&row.original), copies: copies.map(|article| list(article)).collect() }
}

fn listed(citer: &Citer<'_>, article: &str, kind: Option<ReportKind>, clock: &Clock) -> Listed {
    let card = citer.card(article);
    Listed {
        href: links::article(article, card.map_or(1, |card| card.version)),
        outlet: card.map(|card| Outlet::named(&card.outlet)),
        title: card.map_or_else(|| "an article".to_owned(), title),
        published: card.and_then(|card| card.published).map(|published| clock.moment(published.0)),
        kind: kind.unwrap_or(ReportKind::Copy).as_str(),
        changed: card.and_then(|card| card.change).map_or("", |change| changed(change.kind)),
    }
}

/// How an article was changed since it first came, in a word or three; extensions are what papers do all day.
pub(super) fn changed(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Noticed => "corrected or updated, with a notice",
        ChangeKind::Silent => "changed without a notice",
        ChangeKind::Extended | ChangeKind::Form => "",
    }
}
