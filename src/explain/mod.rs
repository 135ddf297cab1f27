//! Explain: story → explainer.
//! In: a story with its readings, and what other stories there are. Out: six sections of cited statements.
//! Never: states what it cannot cite.

mod agree;
mod antecedents;
mod asks;
mod behind;
mod check;
mod compare;
mod describe;
mod differ;
mod focus;
mod furniture;
mod happened;
mod headline;
mod history;
mod lexicon;
mod line;
mod marks;
mod material;
mod numbers;
mod only;
mod questions;
mod roles;
mod series;
mod sound;
mod spellings;
mod tidy;
mod titled;
mod timeline;
mod told;
mod topics;
mod turns;
mod verify;
mod whys;

pub use check::{Claim, Outcome, Verdict, check, stands};
pub use compare::{AnswerPair, FigureSide, Judged, Standing, answers, figures};
pub use timeline::{Reach, Told, timeline};

use crate::error::Result;
use crate::model::{Explainer, Papers, ReportKind, ReportLine, Statement, Story, StoryId, Thin};
use asks::Ground;
use compare::{Table, Tally};
use history::History;
use material::Material;
use sound::Soundness;
use told::Telling;

/// Settings of the explain stage.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 2;

/// What the stage may ask about the stories there are, this one among them.
pub trait Others {
    /// How many stories there are.
    fn count(&self) -> usize;
    /// Which stories hold a term (a stem).
    fn holders(&self, term: &str) -> Holding;
}

/// The stories that hold a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holding {
    /// How many.
    pub count: usize,
    /// Which; none where they are too many to name.
    pub stories: Option<Vec<StoryId>>,
}

/// No other stories.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alone;

impl Others for Alone {
    fn count(&self) -> usize {
        1
    }

    fn holders(&self, _term: &str) -> Holding {
        Holding::default()
    }
}

/// A story of fewer words is thin, as DESIGN.md says.
const THIN_WORDS: usize = 150;
/// A story of fewer reports is thin, as DESIGN.md says.
const THIN_REPORTS: usize = 2;
/// Languages with cue words; in others a section that needs them stays empty and says so.
const CUED_LANGUAGES: &[&str] = &["en"];

/// Explains one story.
pub fn explain(story: &Story, others: &dyn Others, options: &Options) -> Result<Explainer> {
    let material = Material::new(story);
    let mut told = Telling::default();
    let thin = thin(&material);
    let room = Room::new(&material);
    let tally = Tally::new(&material);
    let headline = headline::headline(&material, &tally)?;
    let opening = happened::happened(&material, &tally, thin.is_some())?;
    for opening in &opening {
        told.tell(&opening.terms);
    }
    let lines: Vec<_> = opening.iter().map(|opening| opening.line).collect();
    let table = Table::new(&material);
    let differ = differ::differ(&material, &tally, &mut told)?;
    let names = focus::names(&material);
    let mut history = History::default();
    history.fill(&material, &mut told, room.first_entries);
    let agree = agree::agree(&material, &table, &tally, &lines, &mut told)?;
    let events = focus::events(&material);
    let ground = Ground { material: &material, names: &names, events: &events };
    let behind = behind::behind(&material, &mut told, room.behind)?;
    let topics = topics::topics(&material, &names, &mut told)?;
    let questions = questions::questions(&ground, others, &mut told, options)?;
    history.fill(&material, &mut told, room.timeline);
    let only = only::only(&material, &table, &mut told, room.only)?;
    let angles = only::angles(&material, &table, &mut told, room.only)?;
    let papers = Papers { articles: story.members().len(), reports: reports(story), agree, differ, only, angles };
    let explainer = Explainer {
        story: story.id().clone(),
        version: 1,
        thin,
        headline,
        happened: opening.into_iter().map(|opening| opening.statement).collect(),
        behind,
        papers,
        timeline: history.entries()?,
        questions,
        topics,
        related: Vec::new(),
        notes: notes(&material),
        unsupported: Vec::new(),
    };
    verify::verified(explainer, story)
}

/// The headline that a story has in its explainer.
pub fn headline(story: &Story) -> Result<Statement> {
    let material = Material::new(story);
    headline::headline(&material, &Tally::new(&material))
}

/// How many sentences a section may take, so that a short story leaves some for the others.
struct Room {
    first_entries: usize,
    behind: usize,
    timeline: usize,
    only: usize,
}

impl Room {
    fn new(material: &Material<'_>) -> Self {
        let usable = material.lines.iter().filter(|line| line.soundness == Soundness::Sound).count();
        Self {
            first_entries: (usable / 14).clamp(3, 5),
            behind: (usable / 4).clamp(3, 10),
            timeline: (usable / 5).clamp(3, 12),
            only: (usable / 8).clamp(1, 5),
        }
    }
}

fn thin(material: &Material<'_>) -> Option<Thin> {
    if material.reports < THIN_REPORTS {
        return Some(Thin::OneReport);
    }
    (material.words_in_all() < THIN_WORDS).then_some(Thin::FewWords)
}

/// The reports of a story in order of their first article, each with its copies.
fn reports(story: &Story) -> Vec<ReportLine> {
    let mut lines: Vec<ReportLine> = Vec::new();
    for member in story.members() {
        let (placement, outlet) = (&member.placement, member.article.outlet());
        let at = lines.iter().position(|line| line.report == placement.report).unwrap_or_else(|| {
            lines.push(ReportLine {
                report: placement.report.clone(),
                original: placement.original.clone(),
                articles: Vec::new(),
                outlets: Vec::new(),
                kind: ReportKind::Original,
            });
            lines.len() - 1
        });
        let line = &mut lines[at];
        let first = placement.original == placement.article;
        let front = |length: usize| if first { 0 } else { length };
        line.articles.insert(front(line.articles.len()), placement.article.clone());
        if !outlet.is_empty() && !line.outlets.iter().any(|known| known == outlet) {
            line.outlets.insert(front(line.outlets.len()), outlet.to_owned());
        }
        line.kind = line.kind.max(placement.kind);
    }
    lines
}

/// What a reader should know of how the page was made, a line each.
fn notes(material: &Material<'_>) -> Vec<String> {
    let language = material.language();
    let mut notes = Vec::new();
    if !CUED_LANGUAGES.contains(&language) {
        notes.push(format!("The articles are in a language ({language}) without cue words here: what is behind the headline is quoted only where somebody speaks."));
    }
    notes
}
