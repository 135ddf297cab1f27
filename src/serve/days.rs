//! Coverage over time as a picture: how many articles appeared on each day, independent reports and copies told apart.
//! In: the reports of an explainer and the cards of their articles. Out: bars for an inline SVG, each with its words.
//! Never: a bar for an article without a date, or a picture of one day.

use super::clock::{Clock, day};
use super::front::counted;
use super::sentences::Citer;
use crate::wire::PapersLine;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Width of the picture, in its own units: at 1:1 on a narrow phone.
const WIDTH: u32 = 340;
/// Height of the tallest bar, and of the room above it for its number and beneath it for the scale.
const TALLEST: u32 = 56;
const ABOVE: u32 = 14;
const BELOW: u32 = 18;
/// Most bars, so that each is at least four units wide; where there are more days, a bar stands for several.
const BARS_MAX: i32 = 60;
/// Most bars that all bear their numbers; of more only the tallest does.
const NUMBERED_MAX: usize = 16;
/// A widest bar: two days of news are not two walls.
const BAR_WIDTH_MAX: u32 = 26;

/// The picture.
pub(super) struct Days {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Where the bars stand.
    pub(super) base: u32,
    /// What it shows, for those who hear it.
    pub(super) words: String,
    /// The days at its ends.
    pub(super) first: String,
    pub(super) last: String,
    /// What a bar stands for: "per day".
    pub(super) step: String,
    pub(super) bars: Vec<Bar>,
}

/// One day, or some.
pub(super) struct Bar {
    pub(super) x: u32,
    pub(super) width: u32,
    pub(super) middle: u32,
    /// Heights of its two parts and where they begin; copies stand on reports.
    pub(super) reports: u32,
    pub(super) reports_y: u32,
    pub(super) copies: u32,
    pub(super) copies_y: u32,
    /// Where its number stands.
    pub(super) top: u32,
    pub(super) articles: u32,
    /// Whether it bears its number: a few all do, of many the first of the tallest.
    pub(super) numbered: bool,
    pub(super) words: String,
}

/// Articles of a day: independent reports, and copies or rewrites.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    reports: u32,
    copies: u32,
}

impl Count {
    fn all(self) -> u32 {
        self.reports + self.copies
    }
}

/// The picture of a story's coverage; none where all of it appeared on one day.
pub(super) fn days(citer: &Citer<'_>, papers: &PapersLine, clock: &Clock) -> Option<Days> {
    let mut counts: BTreeMap<Date, Count> = BTreeMap::new();
    for (report, article) in papers.reports.iter().flat_map(|row| row.articles.iter().map(move |one| (row, one))) {
        let Some(published) = citer.card(article).and_then(|card| card.published) else { continue };
        let count = counts.entry(clock.day(published.0)).or_default();
        if *article == report.original { count.reports += 1 } else { count.copies += 1 }
    }
    picture(&counts)
}

fn picture(counts: &BTreeMap<Date, Count>) -> Option<Days> {
    let (first, last) = (*counts.keys().next()?, *counts.keys().next_back()?);
    let span = days_between(first, last) + 1;
    if span < 2 {
        return None;
    }
    let step = (span + BARS_MAX - 1) / BARS_MAX;
    let many = (span + step - 1) / step;
    let mut heaps = vec![Count::default(); usize::try_from(many).ok()?];
    for (date, count) in counts {
        let heap = heaps.get_mut(usize::try_from(days_between(first, *date) / step).ok()?)?;
        heap.reports += count.reports;
        heap.copies += count.copies;
    }
    let most = heaps.iter().map(|heap| heap.all()).max()?;
    let mut bars: Vec<Bar> = Vec::with_capacity(heaps.len());
    for (at, heap) in heaps.iter().enumerate() {
        let at = i32::try_from(at).ok()?;
        let bar = bar(*heap, (at, many), most, &dates(first, at * step, step)?);
        let is_tallest = bar.articles == most && !bars.iter().any(|bar| bar.numbered);
        let numbered = bar.articles > 0 && (is_tallest || heaps.len() <= NUMBERED_MAX);
        bars.push(Bar { numbered, ..bar });
    }
    Some(Days {
        width: WIDTH,
        height: ABOVE + TALLEST + BELOW,
        base: ABOVE + TALLEST,
        words: words(counts, first, last),
        first: day(first),
        last: day(last),
        step: if step == 1 { "per day".to_owned() } else { format!("per {step} days") },
        bars,
    })
}

fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days())
}

/// The day or the days of a bar, in words.
fn dates(first: Date, offset: i32, step: i32) -> Option<String> {
    let from = first.checked_add(jiff::Span::new().days(offset)).ok()?;
    let to = from.checked_add(jiff::Span::new().days(step - 1)).ok()?;
    Some(if step == 1 { day(from) } else { format!("{} to {}", day(from), day(to)) })
}

fn bar(count: Count, (at, many): (i32, i32), most: u32, dates: &str) -> Bar {
    let (at, many) = (at.unsigned_abs(), many.unsigned_abs().max(1));
    let slot = f64::from(WIDTH) / f64::from(many);
    let width = ((slot * 0.8) as u32).clamp(2, BAR_WIDTH_MAX);
    let middle = (slot * (f64::from(at) + 0.5)).round() as u32;
    let tall = |articles: u32| articles * TALLEST / most.max(1);
    let (whole, reports) = (tall(count.all()), tall(count.reports));
    Bar {
        x: middle.saturating_sub(width / 2),
        width,
        middle,
        reports,
        reports_y: ABOVE + TALLEST - reports,
        copies: whole - reports,
        copies_y: ABOVE + TALLEST - whole,
        top: ABOVE + TALLEST - whole - 4,
        articles: count.all(),
        numbered: false,
        words: said(dates, count),
    }
}

/// A day's count in words.
fn said(dates: &str, count: Count) -> String {
    let articles = counted(whole(count.all()), "article", "articles");
    match count.copies {
        0 => format!("{dates}: {articles}"),
        1 => format!("{dates}: {articles}, 1 of them a copy or rewrite"),
        copies => format!("{dates}: {articles}, {copies} of them copies or rewrites"),
    }
}

fn words(counts: &BTreeMap<Date, Count>, first: Date, last: Date) -> String {
    let all = counts.values().map(|count| count.all()).sum::<u32>();
    let busiest = counts.iter().rev().max_by_key(|(_, count)| count.all());
    let busiest = busiest.map(|(date, count)| said(&day(*date), *count)).unwrap_or_default();
    let articles = counted(whole(all), "article", "articles");
    format!("{articles} from {} to {}, most on {busiest}.", day(first), day(last))
}

fn whole(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pictured(counts: &[(&str, u32, u32)]) -> Option<Days> {
        let count = |(date, reports, copies): &(&str, u32, u32)| {
            (date.parse().unwrap(), Count { reports: *reports, copies: *copies })
        };
        picture(&counts.iter().map(count).collect())
    }

    #[test]
    fn a_bar_is_as_tall_as_its_day_and_a_day_without_articles_is_a_gap() {
        let days = pictured(&[("2026-05-12", 2, 2), ("2026-05-14", 1, 0)]).unwrap();
        let heights: Vec<_> = days.bars.iter().map(|bar| (bar.reports, bar.copies, bar.numbered)).collect();
        assert_eq!(heights, [(28, 28, true), (0, 0, false), (14, 0, true)]);
        assert_eq!(days.bars[0].words, "12 May 2026: 4 articles, 2 of them copies or rewrites");
        assert_eq!(
            days.words,
            "5 articles from 12 May 2026 to 14 May 2026, most on 12 May 2026: 4 articles, 2 of them copies or rewrites."
        );
        assert!(days.bars.iter().all(|bar| bar.x + bar.width <= WIDTH));
    }

    #[test]
    fn one_day_is_no_picture_and_many_days_share_bars() {
        assert!(pictured(&[("2026-05-12", 9, 9)]).is_none() && pictured(&[]).is_none());
        let years = pictured(&[("2020-01-01", 1, 0), ("2026-05-12", 1, 0)]).unwrap();
        assert!(years.bars.len() <= 60 && years.step == "per 39 days", "{} {}", years.bars.len(), years.step);
        assert_eq!(years.bars.iter().filter(|bar| bar.numbered).count(), 1, "of many bars one bears its number");
        assert_eq!(years.bars.iter().map(|bar| bar.articles).sum::<u32>(), 2);
    }
}
