//! Questions after a reason that one sentence gives. In: the material. Out: "Why was X closed?" of "X was closed because …", with
//! the sentence first among its answers. Never: a question of a clause whose grammar is not plain.

use super::asks::{ANSWER_MAX, Ask, ranked};
use super::behind::plays;
use super::material::{Line, Material};
use super::sound::is_verb_form;
use crate::model::Role;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Past tense to base form and participle.
static VERBS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/explain/verbs.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' ').map(|(base, rest)| (rest.split(' ').next().unwrap_or(rest), base)))
        .collect()
});

/// Words that lead to a reason, the surest first, with how sure.
const REASONS: &[(&str, f64)] = &[
    (" because of ", 1.0),
    (" because ", 1.0),
    (" due to ", 0.9),
    (" in response to ", 0.9),
    (" in protest at ", 0.9),
    (" in protest against ", 0.9),
    (" over concerns ", 0.9),
    (" over fears ", 0.9),
    (" over allegations ", 0.9),
    (" over claims ", 0.9),
    (" amid ", 0.6),
    (AFTER, 0.5),
];

/// What came before is a reason only where it is told as an act ("after it picked up a boy", not "after the incident").
const AFTER: &str = " after ";
/// Words in which the act stands.
const ACT_WORDS: usize = 8;
/// Words at which no question ends.
const OPEN_ENDS: &[&str] = &[
    "a", "an", "the", "its", "his", "her", "their", "this", "that", "of", "in", "on", "at", "to", "for", "from", "by",
    "with", "and", "or", "as", "into", "over", "under", "about", "more", "than", "very", "new", "first", "last",
    "next",
];

/// What a sentence says was done after an act that it tells: "the port closed" of "the port closed after a ship had sunk".
pub(super) fn act_before(text: &str) -> Option<&str> {
    let (main, rest) = text.split_once(AFTER)?;
    let acts = rest.split([' ', ',']).take(ACT_WORDS).skip(1).any(is_verb_form);
    (acts && !main.trim_end().ends_with(|last: char| last.is_ascii_digit()) && !is_span(main)).then_some(main)
}

/// "Four days after …": how long after, and no more.
fn is_span(main: &str) -> bool {
    const SPANS: &[&str] = &[
        "seconds", "minutes", "hours", "days", "day", "weeks", "week", "months", "month", "years", "year", "shortly",
        "soon", "just", "long", "hour",
    ];
    let last = main.rsplit(' ').next().unwrap_or("").to_lowercase();
    SPANS.contains(&last.as_str())
}

/// "X was closed because …" asks "Why was X closed?"; "X resigned after …" asks "Why did X resign?".
pub(super) fn why_of_clauses<'m, 'a>(material: &'m Material<'a>) -> Vec<Ask<'m, 'a>> {
    let mut found = Vec::new();
    for line in &material.lines {
        if !line.is_of_story() || line.reading().language != "en" || line.text.contains(['"', '“']) {
            continue;
        }
        for (reason, sure) in REASONS {
            let Some((main, _)) = line.text.split_once(reason) else { continue };
            if *reason == AFTER && act_before(&line.text).is_none() {
                continue;
            }
            let Some(text) = why(material, main, line) else { continue };
            let known = material.lexicon.known(&text, "en");
            let mut answers = vec![line];
            answers.extend(ranked(material, |other| {
                !std::ptr::eq(other, line)
                    && material.lexicon.cover(&known, &other.terms) >= 0.6
                    && plays(other, Role::Cause)
            }));
            answers.truncate(ANSWER_MAX);
            found.push(Ask { about: format!("why {main}"), text, answers, score: 2.0 + sure + line.central });
            break;
        }
    }
    found
}

/// The question of a main clause; none where its grammar is not plain.
fn why(material: &Material<'_>, main: &str, line: &Line<'_>) -> Option<String> {
    if main.contains([',', ';', ':', '(', '–', '—']) {
        return None;
    }
    let words: Vec<&str> = main.split(' ').collect();
    let is_auxiliary = |word: &str| matches!(word, "was" | "were" | "is" | "are" | "has" | "have" | "had");
    let at = words.iter().position(|word| is_auxiliary(word) || VERBS.contains_key(word))?;
    let (subject, verb, rest) = (&words[..at], words[at], &words[at + 1..]);
    let plain = (1..=7).contains(&subject.len())
        && rest.len() <= 10
        && !rest.iter().any(|word| {
            is_auxiliary(word)
                || matches!(*word, "said" | "that" | "who" | "which" | "not" | "and" | "when" | "but" | "while")
        })
        && !subject.iter().any(|word| {
            matches!(*word, "that" | "who" | "which" | "said" | "and" | "by" | "of" | "not" | "to" | "after")
        });
    // "Twenty people were killed after …" asks nothing that a reason answers.
    let fate = |word: &str| {
        matches!(word, "killed" | "injured" | "wounded" | "hurt" | "died" | "dead" | "found" | "born" | "seen")
    };
    if !plain
        || fate(verb)
        || rest.first().is_some_and(|word| fate(word) || matches!(*word, "been" | "a" | "an" | "the"))
    {
        return None;
    }
    if rest.last().is_some_and(|word| OPEN_ENDS.contains(word)) {
        return None;
    }
    let named =
        line.names().any(|name| subject.iter().chain(rest).any(|word| name.name.contains(word.trim_end_matches("'s"))));
    let subject = uncapitalised(material, &subject.join(" "), line);
    let rest = without_day(&rest.join(" "));
    let asked = if is_auxiliary(verb) {
        if rest.is_empty() { return None } else { format!("Why {verb} {subject} {rest}?") }
    } else {
        let base = VERBS.get(verb)?;
        if rest.is_empty() && !STAND_ALONE.contains(base) {
            return None;
        }
        format!("Why did {subject} {base} {rest}?").replace(" ?", "?")
    };
    named.then_some(asked)
}

/// Verbs that need nothing behind them.
const STAND_ALONE: &[&str] =
    &["resign", "quit", "retire", "collapse", "withdraw", "protest", "surrender", "explode", "crash", "close"];

/// The words with a small first letter, unless they begin with a name.
fn uncapitalised(material: &Material<'_>, words: &str, line: &Line<'_>) -> String {
    let first = words.split(' ').next().unwrap_or("");
    let name = line.names().any(|name| name.name.split(' ').any(|part| part == first));
    if (!name || material.writes_small(first)) && !first.chars().skip(1).any(char::is_uppercase) {
        format!("{}{}", first.to_lowercase(), &words[first.len()..])
    } else {
        words.to_owned()
    }
}

/// The words without a day at their end ("on Monday", "early Tuesday").
fn without_day(words: &str) -> String {
    const DAYS: &[&str] =
        &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "yesterday", "today"];
    let mut words: Vec<&str> = words.split(' ').collect();
    if words.last().is_some_and(|word| DAYS.contains(word)) {
        words.pop();
        while words
            .last()
            .is_some_and(|word| matches!(*word, "on" | "late" | "early" | "last" | "this" | "since" | "by" | "until"))
        {
            words.pop();
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_before_is_a_reason_where_it_is_an_act() {
        assert_eq!(act_before("The port closed after a ferry sank off Telmar."), Some("The port closed"));
        assert_eq!(act_before("The port closed after the storm."), None);
        assert_eq!(act_before("Four days after soldiers raided Telmar, the port closed."), None);
    }
}
