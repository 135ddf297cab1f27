//! The words around a figure that make it a part, an addition, a rate, a total or a step of a count that grows.
//! In: the sentence before and after it. Out: yes or no. Never: the words of another sentence.

use crate::explain::marks::Marks;
use std::sync::LazyLock;

/// Words before a figure that can make it a part, an addition or a label.
const NEAR_WORDS: usize = 3;
/// Words around a figure that can make it a rate ("people die here every day with it").
const RATE_WORDS: usize = 12;
/// What makes a count a part of another that the sentence speaks of.
const PART_BEFORE: &[&[&str]] =
    &[&["including"], &["of", "whom"], &["of", "which"], &["among", "them"], &["of", "them"]];
const PART_AFTER: &[&[&str]] = &[&["of", "them"], &["of", "whom"], &["of", "those"], &["of", "the"], &["of", "these"]];
/// What makes it an addition to another.
const ADDED_BEFORE: &[&str] = &["another", "further", "additional", "other"];
const ADDED_AFTER: &[&str] = &["more", "other", "others", "additional", "further", "new"];
/// What makes it a rate or an average.
const RATES: &[&str] = &["per", "daily", "annually", "annual", "yearly", "monthly", "weekly", "average", "apiece"];
const RATE_UNITS: &[&str] = &["day", "week", "month", "year", "hour", "night"];
/// What makes a count run over a span of time.
static RUNNING: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of(["since", "so far", "to date", "in total", "a total of", "in all", "altogether", "death toll", "toll"])
});
/// What makes it the sum of others.
static WHOLE: LazyLock<Marks> =
    LazyLock::new(|| Marks::of(["a total of", "in total", "total of", "in all", "altogether", "combined"]));
/// What makes it a count of the whole world or country, and not of the place that the sentence names.
static WIDE: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of([
        "worldwide",
        "globally",
        "around the world",
        "across the world",
        "nationwide",
        "countrywide",
        "across the country",
    ])
});
/// What tells that a figure was once given and is no more: anywhere, or beside it ("against 103,000 last week").
static FORMER: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of(["earlier", "previously", "previous", "initially", "originally", "at first", "initial"])
});
static FORMER_NEAR: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of(["last year", "last week", "last month", "year ago", "week ago", "month ago", "years ago"])
});
/// What tells that a count goes on changing, so that another number may be the older or the newer one: anywhere, or beside it.
static GROWING: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of([
        "up from",
        "down from",
        "risen",
        "rose",
        "rises",
        "rising",
        "raised",
        "climbed",
        "doubled",
        "grown",
        "grew",
        "jumped",
        "increased",
        "increasing",
        "the latest to",
        "the newest",
        "being the latest",
        "expected to rise",
        "brought the",
        "bringing the",
        "brings the",
        "has taken the",
    ])
});
static GROWING_NEAR: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of([
        "now",
        "so far",
        "has reached",
        "have reached",
        "to date",
        "as of",
        "reporting",
        "counted",
        "currently",
        "already",
        "are left",
        "remain",
        "remaining",
    ])
});
/// Words before a number that names a thing and counts nothing ("year seven pupils").
const LABELS: &[&str] = &[
    "year", "grade", "level", "class", "phase", "stage", "article", "chapter", "page", "room", "flight", "route",
    "highway", "boeing", "airbus", "number", "no", "category", "section", "step", "platform", "gate", "block", "zone",
    "size", "group", "band",
];

/// The words around a figure, lower-case.
pub(super) struct Around {
    pub(super) figure: String,
    pub(super) before: String,
    pub(super) after: String,
}

impl Around {
    fn last(&self, count: usize) -> Vec<&str> {
        let mut found: Vec<&str> = plain_words(&self.before).collect();
        found.split_off(found.len().saturating_sub(count))
    }

    pub(super) fn next(&self, count: usize) -> Vec<&str> {
        plain_words(&self.after).take(count).collect()
    }

    /// "15 people, including three children"; "ten of them". "Among 15 dead" is the whole.
    /// "8,000 cases, including 39 deaths": all that died.
    pub(super) fn is_part(&self, all_of_state: bool) -> bool {
        let (last, next) = (self.last(NEAR_WORDS), self.next(2));
        let before = |mark: &&[&str]| {
            let at = last.windows(mark.len()).rposition(|words| words == *mark);
            at.is_some_and(|at| at + mark.len() + 1 >= last.len())
        };
        !all_of_state && PART_BEFORE.iter().any(before) || PART_AFTER.iter().any(|mark| next.starts_with(mark))
    }

    pub(super) fn is_label(&self) -> bool {
        self.last(1).iter().any(|word| LABELS.contains(word))
    }

    pub(super) fn is_added(&self) -> bool {
        let (last, next) = (self.last(2), self.next(2));
        let first = next.first().copied().unwrap_or("");
        last.iter().any(|word| ADDED_BEFORE.contains(word))
            || ADDED_AFTER.contains(&first)
            || next.get(1).is_some_and(|word| matches!(*word, "more" | "others"))
            || plain_words(&self.figure).any(|word| matches!(word, "another" | "further" | "additional"))
    }

    pub(super) fn is_rate(&self) -> bool {
        let (last, next) = (self.last(RATE_WORDS), self.next(RATE_WORDS));
        let again = |words: &[&str]| {
            words.windows(2).any(|pair| matches!(pair[0], "each" | "every" | "per") && RATE_UNITS.contains(&pair[1]))
        };
        // "20 a day" is a rate, "by 20 in a day" is none.
        let each = next.windows(2).enumerate().any(|(at, pair)| {
            pair[0] == "a"
                && RATE_UNITS.contains(&pair[1])
                && (at == 0 || !matches!(next[at - 1], "in" | "within" | "of"))
        });
        let near = last.iter().rev().take(NEAR_WORDS + 1).chain(&next);
        again(&last) || again(&next) || each || near.into_iter().any(|word| RATES.contains(word))
    }

    pub(super) fn is_running(&self) -> bool {
        self.says(&RUNNING)
    }

    pub(super) fn is_whole(&self) -> bool {
        let last = self.last(NEAR_WORDS + 1).join(" ");
        let next = self.next(RATE_WORDS).join(" ");
        WHOLE.stand_in(&last) || WHOLE.stand_in(&next)
    }

    pub(super) fn is_wide(&self) -> bool {
        self.says(&WIDE)
    }

    pub(super) fn is_former(&self) -> bool {
        self.says(&FORMER) || self.says_near(&FORMER_NEAR)
    }

    pub(super) fn is_growing(&self) -> bool {
        self.says(&GROWING) || self.says_near(&GROWING_NEAR)
    }

    fn says_near(&self, marks: &Marks) -> bool {
        let (last, next) = (self.last(NEAR_WORDS + 1).join(" "), self.next(NEAR_WORDS + 1).join(" "));
        marks.stand_in(&last) || marks.stand_in(&next)
    }

    fn says(&self, marks: &Marks) -> bool {
        marks.stand_in(&self.before) || marks.stand_in(&self.after)
    }
}

/// The words of a text, without its marks.
pub(super) fn plain_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
}
