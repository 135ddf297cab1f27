//! How we got here: dated entries, oldest first. In: the material and what the page has told.
//! Out: what happened when, as the papers' words date it. Never: a publication day passed off as the day of an event.

use super::marks::Marks;
use super::material::{Line, Material};
use super::sound::is_verb_form;
use super::timeline::{DatedSentence, Reach, Told, dated_sentences};
use super::told::Telling;
use super::turns::Turn;
use crate::error::Result;
use crate::model::{DateMention, Entry, EventTime};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Entries of the section.
const MOST: usize = 12;
/// With fewer entries than this, a sentence that touches the story is enough.
const FEW: usize = 3;
/// How near to the middle of the story it must lie even then, as a share of what half of the sentences reach.
const NEAR: f64 = 0.5;
/// Sentences of an entry.
const SENTENCES_MAX: usize = 2;
/// Two sentences of one span of time as alike as this (weighted Jaccard) tell of one event; by reading thirty stories.
const ALIKE: f64 = 0.25;
/// Times and sentences asked for, more than are shown, for some stand on the page already.
const TIMES_ASKED: usize = 40;
const SENTENCES_ASKED: usize = 12;
/// Words of a sentence here.
const WORDS_MAX: usize = 55;

/// The dated entries of a story, filled in more than one go: one entry is sure of its place before the other sections
/// choose, the rest take what those leave.
#[derive(Default)]
pub(super) struct History<'m, 'a> {
    entries: BTreeMap<EventTime, Vec<&'m Line<'a>>>,
    /// What may stand in it, once that was asked for.
    dated: Option<Vec<DatedSentence>>,
}

impl<'m, 'a> History<'m, 'a> {
    /// Adds what the page has not told, up to `limit` entries in all. A page that would have none takes a sentence that is dated
    /// less plainly.
    pub(super) fn fill(&mut self, material: &'m Material<'a>, told: &mut Telling, limit: usize) {
        self.add(material, told, limit, false);
        if self.entries.is_empty() {
            self.add(material, told, 1, true);
        }
    }

    fn add(&mut self, material: &'m Material<'a>, told: &mut Telling, limit: usize, loosely: bool) {
        let near = material.usual_nearness() * NEAR;
        for dated in self.dated.get_or_insert_with(|| dated(material)) {
            let Some(line) = line_at(material, dated.member, dated.span.start()) else { continue };
            let names_it =
                line.reading().dates.iter().any(|date| date.time == dated.time && line.span.holds(date.span));
            let known = self.entries.get(&dated.time).map_or(0, Vec::len);
            let full = known >= SENTENCES_MAX || (known == 0 && self.entries.len() >= limit.min(MOST));
            let few = self.entries.len() < FEW;
            let of_story = if few { line.touches_story() && line.central >= near } else { line.is_of_story() };
            let tells = tells(line, &dated.time) || loosely && tells_event(&line.text.to_lowercase());
            let fits = names_it && !full && of_story && line.words <= WORDS_MAX && tells;
            let held =
                told.holds(&material.lexicon, &line.terms) || tells_again(&self.entries, material, &dated.time, line);
            if !fits || held || !told.is_new(material, line) {
                continue;
            }
            told.tell(&line.terms);
            self.entries.entry(dated.time.clone()).or_default().push(line);
        }
    }

    /// The entries, oldest first.
    pub(super) fn entries(self) -> Result<Vec<Entry>> {
        let mut found = Vec::new();
        for (time, lines) in self.entries {
            let sentences = lines.into_iter().map(Line::statement).collect::<Result<_>>()?;
            found.push(Entry { time, sentences });
        }
        found.sort_by(|left, right| left.time.value().cmp(right.time.value()));
        Ok(found)
    }
}

/// Whether an entry of the same span of time tells much the same: a day and its month, or one day.
fn tells_again(
    entries: &BTreeMap<EventTime, Vec<&Line<'_>>>,
    material: &Material<'_>,
    time: &EventTime,
    line: &Line<'_>,
) -> bool {
    let one_span =
        |other: &EventTime| other.value().starts_with(time.value()) || time.value().starts_with(other.value());
    let alike = |known: &&Line<'_>| material.lexicon.likeness(&known.terms, &line.terms) >= ALIKE;
    entries.iter().any(|(other, lines)| one_span(other) && lines.iter().any(alike))
}

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words by which a time is counted from another one that stands elsewhere, or that are no time at all.
const LEANING_TIMES: &[&str] =
    &["later", "earlier", "before", "after", "previous", "following", "same", "that", "the fall", "this year"];
/// Words of a sentence that tells what may come, or that nothing is told.
const NO_EVENT: &[&str] = &[
    " unless ",
    " threatened to ",
    " will ",
    " would ",
    " could ",
    " might ",
    " expected to",
    " scheduled ",
    " set to ",
    " plans to ",
    " going to ",
    " hopes to ",
    " not yet ",
    " has yet ",
    " have yet ",
    " should ",
    " likely ",
    " promised ",
    " is to ",
    " are to ",
    " was to ",
    " were to ",
];

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks::of(NO_EVENT.iter().copied()));

/// Whether a line tells an event of that time: one that was over when the paper came out, dated by itself.
fn tells(line: &Line<'_>, time: &EventTime) -> bool {
    let text = line.member.article.text();
    let mut named = line.reading().dates.iter().filter(|date| date.time == *time && line.span.holds(date.span));
    let published = line.member.article.published().map(|published| published.0.day().to_string());
    let over = published.as_deref().is_none_or(|day| time.value().split('/').next_back().unwrap_or("") <= day);
    let plain = |date: &DateMention| {
        let before = text.get(line.span.start()..date.span.start()).unwrap_or("").to_lowercase();
        let words = date.span.of(text).to_lowercase();
        let named = names_a_thing(&words, text.get(date.span.end()..line.span.end()).unwrap_or(""));
        let around = published.as_deref().is_some_and(|day| may_be_tomorrow(day, date.time.value(), &words));
        // The day of a late copy says nothing of the weekdays in it.
        let adrift = line.turn == Turn::Stray && (is_weekday(&words) || words == "today" || words == "yesterday");
        is_own_time(&words) && !is_rough(&before) && !is_aside(&before) && !named && !around && !adrift
    };
    over && named.any(plain) && tells_event(&line.text.to_lowercase())
}

/// "The 2007 champion", "today's ferry": a time that says which one, not when.
fn names_a_thing(words: &str, after: &str) -> bool {
    const JOINTS: &[&str] = &[
        "and", "or", "in", "at", "on", "when", "after", "before", "while", "with", "by", "for", "to", "from", "as",
        "but", "that", "the", "a", "an", "he", "she", "it", "they", "because", "during", "under", "over", "against",
    ];
    let year = words.len() == 4 && words.bytes().all(|digit| digit.is_ascii_digit());
    let next = after.strip_prefix(' ').unwrap_or("").split([' ', ',', '.']).next().unwrap_or("");
    let noun = next.starts_with(char::is_lowercase) && !JOINTS.contains(&next) && !is_verb_form(next);
    (year && noun) || words.starts_with("today's") || words.starts_with("today’s")
}

/// A weekday six days before publication is as likely tomorrow, or today where it happened.
fn may_be_tomorrow(published: &str, value: &str, words: &str) -> bool {
    let days = |day: &str| day.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let Some((published, value)) = days(published).zip(days(value)) else { return false };
    let six = published.checked_sub(jiff::Span::new().days(6)).is_ok_and(|before| before == value);
    six && is_weekday(words) && !words.contains("last")
}

fn is_weekday(words: &str) -> bool {
    WEEKDAYS.iter().any(|weekday| words.contains(weekday))
}

/// Whether a time stands in an aside: in a relative clause, in the name of a source, or as the start or end of a state.
fn is_aside(before: &str) -> bool {
    const STATES: &[&str] = &[
        "since",
        "since early",
        "since late",
        "as of",
        "born",
        "born in",
        "born on",
        "until",
        "till",
        "from",
        "by",
        "through",
        "between",
        "than in",
        "compared with",
        "compared to",
    ];
    const OPENERS: &[&str] = &[
        " who ",
        " which ",
        " whose ",
        " where ",
        " that was ",
        " that had ",
        " since ",
        "although ",
        "though ",
        "while ",
        " than ",
    ];
    let before = before.trim_end().trim_end_matches(" the");
    let clause = |opener: &&str| before.rfind(*opener).is_some_and(|at| !before[at + opener.len()..].contains(", "));
    STATES.iter().any(|state| before.ends_with(&format!(" {state}")))
        || OPENERS.iter().any(clause)
        || (before.starts_with("according to ") && !before.contains(", "))
}

/// Whether what stands before a time makes it a rough one ("more than a year ago").
fn is_rough(before: &str) -> bool {
    [" than ", " over ", " nearly ", " almost ", " about ", " around ", " some "]
        .iter()
        .any(|rough| before.ends_with(rough))
}

/// Whether the words of a time, in small letters, name it without another time that stands elsewhere.
fn is_own_time(words: &str) -> bool {
    !LEANING_TIMES.iter().any(|lean| words == *lean || words.split(' ').any(|word| word == *lean))
}

/// Whether a sentence, in small letters, tells what was, not what may come.
fn tells_event(lower: &str) -> bool {
    !lower.starts_with("if ") && !MARKS.are_in(lower)
}

/// The dated sentences of a story; none where no article names a time, as only sentences that name theirs are entries.
fn dated(material: &Material<'_>) -> Vec<DatedSentence> {
    let members = material.story.members();
    let enters = |date: &DateMention| date.time.precision().enters_timeline();
    if !members.iter().any(|member| member.reading.dates.iter().any(enters)) {
        return Vec::new();
    }
    let told = members.iter().map(|member| Told { article: &member.article, reading: &member.reading });
    dated_sentences(&told.collect::<Vec<_>>(), "", Reach::Background, TIMES_ASKED, SENTENCES_ASKED)
}

fn line_at<'m, 'a>(material: &'m Material<'a>, article: usize, start: usize) -> Option<&'m Line<'a>> {
    material.lines_of(article).find(|line| line.sentence.start() <= start && start < line.sentence.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_counted_from_another_is_no_entry() {
        assert!(!is_own_time("a year later"));
        assert!(!is_own_time("this year"));
        assert!(is_own_time("on monday"));
        assert!(is_own_time("last year"));
    }

    #[test]
    fn a_rough_time_is_no_entry() {
        assert!(is_rough("a dozen died in a bombing more than "));
        assert!(!is_rough("a dozen died in a bombing "));
    }

    #[test]
    fn a_time_in_an_aside_is_no_entry() {
        assert!(is_aside("the cubs won their first title since "));
        assert!(is_aside("police named ann holm, who was born in "));
        assert!(is_aside("many have been built since the ferry entered service in "));
        assert!(is_aside("according to an index released "));
        assert!(!is_aside("the ferry, which carries cars, sank on "));
        assert!(!is_aside("the ferry sank in "));
    }

    #[test]
    fn a_year_before_a_noun_says_which() {
        assert!(names_a_thing("2007", " champion, sank."));
        assert!(names_a_thing("today's", " ferry"));
        assert!(!names_a_thing("2007", ", Holm sank a ferry."));
        assert!(!names_a_thing("2007", " was a good year."));
        assert!(!names_a_thing("monday", " evening"));
    }

    #[test]
    fn a_weekday_of_six_days_ago_may_be_tomorrow() {
        assert!(may_be_tomorrow("2017-08-28", "2017-08-22", "on tuesday"));
        assert!(!may_be_tomorrow("2017-08-28", "2017-08-22", "last tuesday"));
        assert!(!may_be_tomorrow("2017-08-28", "2017-08-27", "on sunday"));
    }

    #[test]
    fn what_may_come_is_no_entry() {
        assert!(!tells_event("if the ferry sails on friday, the port reopens."));
        assert!(!tells_event("the ministry has not yet spoken of the launch on monday."));
        assert!(tells_event("the ferry sank on monday."));
    }
}
