//! Wrong dates. In: a sentence. Out: the sentence with another day, month, year, or the week after for the week
//! before. Never: a weekday or month that is part of a name.

use super::Article;
use super::words::{Line, among, hash};

pub(super) const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
pub(super) const MONTHS: &str = "\
    january february march april may june july august september october november december jan feb mar apr jun \
    jul aug sep sept oct nov dec";
const DAY_NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The sentence with another date.
pub(super) fn wrong(_: &Article, _: usize, line: &Line<'_>) -> Option<String> {
    let found: Vec<(usize, String)> = (0..line.len())
        .filter(|at| !line.is_quoted(*at))
        .filter_map(|at| other(line, at).map(|new| (at, new)))
        .collect();
    let (at, new) = found.get(hash(line.text) % found.len().max(1))?;
    Some(line.with(*at, *at + 1, new))
}

fn other(line: &Line<'_>, at: usize) -> Option<String> {
    weekday(line, at)
        .or_else(|| month(line, at))
        .or_else(|| day_of_month(line, at))
        .or_else(|| year(line, at))
        .or_else(|| side(line, at))
}

/// Whether a capital word beside it makes it part of a name.
fn in_name(line: &Line<'_>, at: usize) -> bool {
    let named = |at: usize| line.is_capital(at) && !among(&line.lower(at), MONTHS) && !among(&line.lower(at), WEEKDAYS);
    at > 0 && named(at - 1) || named(at + 1)
}

fn weekday(line: &Line<'_>, at: usize) -> Option<String> {
    let place = DAY_NAMES.iter().position(|name| *name == line.word(at))?;
    let step = 2 + hash(line.text) % 3;
    let fits = |new: &&str| !line.text.contains(*new);
    let new = (0..3).map(|more| DAY_NAMES[(place + step + more) % 7]).find(|new| fits(new))?;
    (!in_name(line, at)).then(|| new.to_owned())
}

fn month(line: &Line<'_>, at: usize) -> Option<String> {
    let place = MONTH_NAMES.iter().position(|name| *name == line.word(at))?;
    let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let dated = is_number(line.before(at, 1)) || is_number(line.word(at + 1));
    let placed =
        among(&line.lower_before(at, 1), "in since until by during of last next this early late mid from to through");
    let sure = if among(&line.lower(at), "may march august") { dated || placed } else { true };
    let new = MONTH_NAMES[(place + 2 + hash(line.text) % 7) % 12];
    (sure && !in_name(line, at) && !line.text.contains(new)).then(|| new.to_owned())
}

/// The day beside a month; its length is kept.
fn day_of_month(line: &Line<'_>, at: usize) -> Option<String> {
    let day: usize = line.word(at).parse().ok()?;
    let beside = MONTH_NAMES.contains(&line.before(at, 1)) || MONTH_NAMES.contains(&line.word(at + 1));
    let new = 1 + (day + 3 + hash(line.text) % 19) % 27;
    (beside && (1..=31).contains(&day) && new != day && line.word(at + 1) != ",-").then(|| new.to_string())
}

fn year(line: &Line<'_>, at: usize) -> Option<String> {
    let year: usize = line.word(at).parse().ok().filter(|year| (1700..2100).contains(year))?;
    let dated = among(&line.lower_before(at, 1), "in since until by during of from to early late mid after before")
        || MONTH_NAMES.contains(&line.before(at, 1))
        || (line.before(at, 1) == "," && MONTH_NAMES.contains(&line.before(at, 3)));
    let new = if hash(line.text).is_multiple_of(2) { year + 2 } else { year - 3 };
    (line.word(at).len() == 4 && dated && !line.text.contains(&new.to_string())).then(|| new.to_string())
}

/// The other side of now: last week for next week.
fn side(line: &Line<'_>, at: usize) -> Option<String> {
    let unit = among(&line.lower(at + 1), "week month year weekend summer winter spring autumn");
    let alone = !among(&line.lower_before(at, 1), "the its their his her this of");
    let bare = !line.word(at + 1).starts_with(['’', '\'']);
    let end = line.word(at + 2);
    let whole = !end.starts_with(['’', '\'']) && end != "-";
    match line.word(at) {
        "last" if unit && alone && whole => Some("next".to_owned()),
        "next" if unit && alone && whole => Some("last".to_owned()),
        "yesterday" if bare => Some("tomorrow".to_owned()),
        "tomorrow" if bare => Some("yesterday".to_owned()),
        _ => None,
    }
}
