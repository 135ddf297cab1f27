//! When a story was told: in turns of coverage with silence between them. In: its articles' times and reports. Out: which articles
//! belong to its present turn, which to an earlier one, and which stand alone in time. Never: what happened when.

use std::collections::BTreeSet;

/// Silence between two turns, in seconds: raids, launches and verdicts of one long story mostly lie further apart, follow-ups nearer.
const SILENCE: i64 = 4 * 24 * 3600;
/// Reports of a turn that tells the present state.
const REPORTS_MIN: usize = 3;

/// Where an article stands in the life of its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// In the newest turn that several reports tell, or after it; or nothing is known of turns.
    Present,
    /// Before it: a sister event, or a state that has passed.
    Earlier,
    /// Alone, long after the others: a late copy or a page whose date is that of a visit.
    Stray,
}

/// The turn of each article, given when it was published, in seconds, and the number of its report.
pub(super) fn turns(times: &[Option<i64>], report_of: &[usize]) -> Vec<Turn> {
    let mut dated: Vec<(i64, usize)> =
        times.iter().enumerate().filter_map(|(at, time)| time.map(|time| (time, at))).collect();
    dated.sort_unstable();
    let groups: Vec<&[(i64, usize)]> = dated.chunk_by(|left, right| right.0 - left.0 < SILENCE).collect();
    let reports = |group: &[(i64, usize)]| group.iter().map(|(_, at)| report_of[*at]).collect::<BTreeSet<_>>().len();
    let mut turns = vec![Turn::Present; times.len()];
    let Some(present) = groups.iter().rposition(|group| reports(group) >= REPORTS_MIN) else { return turns };
    for (place, group) in groups.iter().enumerate() {
        for (_, at) in *group {
            turns[*at] = match place.cmp(&present) {
                std::cmp::Ordering::Less => Turn::Earlier,
                std::cmp::Ordering::Greater if reports(group) == 1 => Turn::Stray,
                _ => Turn::Present,
            };
        }
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3600;

    fn check(days: &[i64], report_of: &[usize], expected: &[Turn]) {
        let times: Vec<Option<i64>> = days.iter().map(|day| Some(day * DAY)).collect();
        assert_eq!(turns(&times, report_of), expected, "{days:?}");
    }

    #[test]
    fn a_second_raid_is_a_turn_of_its_own() {
        use Turn::{Earlier, Present, Stray};
        check(&[1, 1, 2, 20, 20, 21], &[0, 1, 2, 3, 4, 5], &[Earlier, Earlier, Earlier, Present, Present, Present]);
        check(&[1, 1, 2, 20], &[0, 1, 2, 3], &[Present, Present, Present, Stray]);
        check(&[1, 20, 20, 20], &[0, 1, 1, 1], &[Present; 4]);
        check(&[1, 4, 7, 10], &[0, 1, 2, 3], &[Present; 4]);
    }

    #[test]
    fn an_article_without_a_day_is_of_the_present() {
        let times = [Some(DAY), None, Some(30 * DAY), Some(30 * DAY), Some(31 * DAY)];
        assert_eq!(turns(&times, &[0, 1, 2, 3, 4])[..2], [Turn::Earlier, Turn::Present]);
    }
}
