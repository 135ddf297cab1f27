//! Reports, copies and lineage as a picture. In: the reports of an explainer, the placements and cards of its articles.
//! Out: points, lines and labels for an inline SVG; the list of reports beneath it says the same in words.
//! Never: a length that stands for something other than time.

use super::clock::Clock;
use super::links;
use super::sentences::{Citer, outlet_name};
use crate::model::{Placement, ReportKind};
use crate::wire::{PapersLine, ReportRow};

/// Width of the picture, in its own units: at 1:1 on a narrow phone, so that the labels stay readable there.
const WIDTH: u32 = 340;
/// Height of a row, and of the scale above the rows.
const ROW: u32 = 20;
const SCALE: u32 = 24;
/// Where the first and the last moment stand.
const FIRST_X: u32 = 8;
const LAST_X: u32 = 332;
/// How far a copy of no later time than its source stands to the right of it.
const STEP: u32 = 14;
/// Space between a point and its label.
const GAP: u32 = 9;
/// Letters of an outlet's name that fit beside a point.
const NAME_CHARACTERS_MAX: usize = 22;
/// Articles drawn; the list has all.
const ARTICLES_MAX: usize = 40;

/// The picture.
pub(super) struct Lineage {
    pub(super) width: u32,
    pub(super) height: u32,
    /// What it shows, for those who hear it.
    pub(super) words: String,
    /// The moments at its two ends, where the articles are dated.
    pub(super) ends: Option<(String, String)>,
    pub(super) points: Vec<Point>,
    /// Articles that are not drawn.
    pub(super) left_out: usize,
}

/// One article.
pub(super) struct Point {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) href: String,
    pub(super) label: String,
    pub(super) label_x: u32,
    /// `start` or `end`: which end of the label stands at `label_x`.
    pub(super) anchor: &'static str,
    /// The first of its report: an independent voice.
    pub(super) independent: bool,
    /// Paths from the articles that it was copied from (true) or took passages from.
    pub(super) paths: Vec<(String, bool)>,
}

/// An article on its way into the picture.
struct Drawn<'a> {
    article: &'a str,
    placement: Option<&'a Placement>,
    /// Place of its source among the drawn.
    source: Option<usize>,
    time: Option<i64>,
}

/// The picture of a story's reports; none where nothing was copied and there is nothing to see.
pub(super) fn lineage(
    citer: &Citer<'_>,
    papers: &PapersLine,
    placements: &[Placement],
    clock: &Clock,
) -> Option<Lineage> {
    if papers.articles < 2 {
        return None;
    }
    let drawn = in_rows(citer, &papers.reports, placements);
    let times = || drawn.iter().filter_map(|article| article.time);
    let span = times().min().zip(times().max()).filter(|(first, last)| first < last);
    let mut points: Vec<Point> = Vec::with_capacity(drawn.len());
    for (row, article) in drawn.iter().enumerate() {
        let point = point(citer, &drawn, &points, row, article, span);
        points.push(point);
    }
    let height = SCALE + ROW * u32::try_from(points.len()).unwrap_or(0);
    let end =
        |seconds: i64| jiff::Timestamp::from_second(seconds).map(|at| clock.instant(at).words).unwrap_or_default();
    Some(Lineage {
        width: WIDTH,
        height,
        words: words(papers),
        ends: span.map(|(first, last)| (end(first), end(last))),
        left_out: papers.articles.saturating_sub(points.len()),
        points,
    })
}

fn words(papers: &PapersLine) -> String {
    let (reports, copies) = (papers.reports.len(), papers.articles.saturating_sub(papers.reports.len()));
    format!(
        "{reports} independent and {copies} copied or retold, by time of publication; a line leads from each source to its copy."
    )
}

/// Report by report, each copy under its source.
fn in_rows<'a>(citer: &Citer<'_>, reports: &'a [ReportRow], placements: &'a [Placement]) -> Vec<Drawn<'a>> {
    let mut drawn: Vec<Drawn<'a>> = Vec::new();
    for report in reports {
        let original = std::iter::once(report.original.as_str());
        let copies = report.articles.iter().map(String::as_str).filter(|article| *article != report.original);
        for article in original.chain(copies).take(ARTICLES_MAX.saturating_sub(drawn.len())) {
            let placement = placements.iter().find(|placement| placement.article.as_str() == article);
            let from = placement.and_then(|placement| placement.lineage.as_ref()).map(|lineage| lineage.from.as_str());
            let at = |wanted: &str| drawn.iter().position(|known| known.article == wanted);
            let source =
                if article == report.original { None } else { from.and_then(at).or_else(|| at(&report.original)) };
            let time = citer.card(article).and_then(|card| card.published).map(|published| published.0.order_key());
            drawn.push(Drawn { article, placement, source, time });
        }
    }
    drawn
}

fn point(
    citer: &Citer<'_>,
    drawn: &[Drawn<'_>],
    points: &[Point],
    row: usize,
    article: &Drawn<'_>,
    span: Option<(i64, i64)>,
) -> Point {
    let source = article.source.and_then(|at| points.get(at));
    let timed = article.time.zip(span).map_or(FIRST_X, |(time, span)| along(time, span));
    let x = source.map_or(timed, |source| timed.max(source.x + STEP)).min(LAST_X);
    let y = SCALE + ROW * u32::try_from(row).unwrap_or(0) + ROW / 2;
    let leftward = x > WIDTH / 2;
    let took = article.placement.map_or(&[][..], |placement| &placement.took);
    let givers = took.iter().filter_map(|took| {
        let at = drawn.iter().position(|known| known.article == took.from.as_str())?;
        points.get(at)
    });
    let mut paths: Vec<(String, bool)> = source.map(|source| (path(source, x, y), true)).into_iter().collect();
    paths.extend(givers.map(|giver| (path(giver, x, y), false)));
    Point {
        x,
        y,
        href: links::article(article.article, citer.card(article.article).map_or(1, |card| card.version)),
        label: label(citer, article),
        label_x: if leftward { x.saturating_sub(GAP) } else { x + GAP },
        anchor: if leftward { "end" } else { "start" },
        independent: article.source.is_none(),
        paths,
    }
}

/// Where a moment stands between the two ends.
fn along(time: i64, (first, last): (i64, i64)) -> u32 {
    let share = (time - first) as f64 / (last - first) as f64;
    FIRST_X + (share * f64::from(LAST_X - FIRST_X)).round() as u32
}

/// Down from the source to the row, then along it.
fn path(source: &Point, x: u32, y: u32) -> String {
    format!("M{} {}V{y}H{x}", source.x, source.y)
}

/// The outlet, and what kind of copy with how much of it.
fn label(citer: &Citer<'_>, article: &Drawn<'_>) -> String {
    let name = citer.card(article.article).map_or_else(|| "unnamed source".to_owned(), outlet_name);
    let short: String = name.chars().take(NAME_CHARACTERS_MAX).collect();
    let name = if short.len() < name.len() { format!("{}…", short.trim_end()) } else { name };
    let Some(placement) = article.placement.filter(|placement| placement.kind != ReportKind::Original) else {
        return name;
    };
    let share = placement.lineage.as_ref().map(|lineage| format!(" {:.0} %", lineage.share() * 100.0));
    format!("{name} · {}{}", placement.kind.as_str(), share.unwrap_or_default())
}
