//! Reports: of which report an article is a copy or a rewrite. In: an article as the window holds it. Out: the report it
//! belongs to. Never: a report whose members have nothing in common.

use super::copies::{self, Overlap};
use super::rewrites::retold;
use super::stories::Held;
use super::window::Window;
use crate::model::{ArticleId, ReportId, ReportKind};

/// Members of a report that a new one is compared with.
const REPORT_COMPARED_MAX: usize = 12;
/// Members of a story, newest first, that a possible rewrite is compared with.
const RETOLD_COMPARED_MAX: usize = 32;

/// The report that an article belongs to.
pub(super) struct Reported {
    pub(super) report: ReportId,
    pub(super) original: ArticleId,
    pub(super) kind: ReportKind,
    /// Where the story of the report stands.
    pub(super) story: u32,
}

impl Window {
    /// The report of which an article is a copy, wholly or partly.
    pub(super) fn reported(&self, held: &Held) -> Option<Reported> {
        if let Some(same) = self.runs.same_whole(held.whole) {
            return self.report_of(same, ReportKind::Copy);
        }
        let mut best: Option<(u32, Overlap)> = None;
        for number in self.runs.likeliest(&held.sketch) {
            let Some(overlap) = self.overlap(held, number) else { continue };
            let better = best.is_none_or(|(_, known)| rank(overlap) > rank(known));
            if overlap.is_partial() && better && self.fits(held, number) {
                best = Some((number, overlap));
            }
        }
        let (number, overlap) = best?;
        self.report_of(number, if overlap.is_copy() { ReportKind::Copy } else { ReportKind::PartialCopy })
    }

    fn overlap(&self, held: &Held, number: u32) -> Option<Overlap> {
        let other = self.held(number)?;
        Some(copies::overlap((held.runs, &held.sketch), (other.runs, &other.sketch)))
    }

    /// Whether an article overlaps with the other members of a report as well.
    fn fits(&self, held: &Held, number: u32) -> bool {
        let Some(members) = self.held(number).and_then(|other| self.reports.get(&other.report)) else { return false };
        let rewrite = |member: &u32| self.held(*member).is_some_and(|member| member.rewrite);
        let overlaps = |member: &u32| rewrite(member) || self.overlap(held, *member).is_some_and(Overlap::is_some);
        members.iter().take(REPORT_COMPARED_MAX).all(overlaps)
    }

    /// The report that an article tells in other words, among the newest articles of its story.
    pub(super) fn rewritten(&self, held: &Held, story: u32) -> Option<Reported> {
        let members = self.kept(story)?.members.iter().rev().take(RETOLD_COMPARED_MAX);
        let share = |number: &u32| Some((retold(&held.marks, &self.held(*number)?.marks)?, *number));
        let (_, number) =
            members.filter_map(share).max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))?;
        self.report_of(number, ReportKind::Rewrite)
    }

    fn report_of(&self, number: u32, kind: ReportKind) -> Option<Reported> {
        let other = self.held(number)?;
        let (report, original) = (other.report.clone(), other.original.clone());
        Some(Reported { report, original, kind, story: other.story })
    }
}

/// Full copies before partial ones, then the more contained.
fn rank(overlap: Overlap) -> (bool, u64) {
    (overlap.is_copy(), (overlap.containment * 1e6) as u64)
}
