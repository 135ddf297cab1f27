//! Whom and what a story is about: its names by weight, and the noun phrase that names its event.
//! In: the material. Out: names with their mentions; "the raid on the compound in Telmar", as most papers say it.
//! Never: a phrase that no paper wrote.

use super::material::{Line, Material};
use super::sound::is_verb_form;
use super::spellings::{self, Mentions};
use super::tidy::{MONTHS, folded};
use crate::model::{NameKind, Span};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// One name of the story.
#[derive(Debug)]
pub(super) struct Named {
    /// Its fullest form.
    pub(super) name: String,
    /// The kind that its mentions in all articles speak for.
    pub(super) kind: NameKind,
    /// Line and place in the text of each mention.
    pub(super) mentions: Vec<(usize, Span)>,
    /// In how many reports it stands.
    pub(super) reports: usize,
}

/// The names of a story, those of most reports and most mentions first.
pub(super) fn names(material: &Material<'_>) -> Vec<Named> {
    let mut found: BTreeMap<&str, Mentions> = BTreeMap::new();
    for (at, line) in material.lines.iter().enumerate() {
        for name in line.names() {
            let entry = found.entry(name.name.as_str()).or_default();
            entry.0.push((at, name.span));
            entry.1.add(name.evidence);
        }
    }
    spellings::join_all(&mut found);
    let mut names: Vec<Named> = found
        .into_iter()
        .filter(|(name, _)| name.chars().filter(|letter| letter.is_alphabetic()).count() >= 2)
        .map(|(name, (mentions, evidence))| named(material, name, mentions, evidence.kind()))
        .filter(|named| !is_demonym(named) && !AGENCIES.contains(&named.name.as_str()) && !is_broken(&named.name))
        .collect();
    let whole: Vec<String> =
        names.iter().filter(|named| named.name.contains(' ')).map(|named| format!("{} ", named.name)).collect();
    names.retain(|named| {
        named.name.contains(' ') || !whole.iter().any(|name| name.starts_with(&format!("{} ", named.name)))
    });
    names.sort_by(|left, right| {
        let weight = |named: &Named| (named.reports * 3 + named.mentions.len().min(30), named.name.len());
        weight(right).cmp(&weight(left)).then(left.name.cmp(&right.name))
    });
    names
}

/// Agencies and networks to which people speak; they are where a story is told, not what it is about.
const AGENCIES: &[&str] = &[
    "AFP",
    "AP",
    "Reuters",
    "Associated Press",
    "Agence France-Presse",
    "DPA",
    "Xinhua",
    "TASS",
    "Kyodo",
    "Yonhap",
    "Bloomberg",
    "CNN",
    "BBC",
    "ANSA",
    "EFE",
    "PTI",
    "UPI",
    "Fox News",
    "NBC News",
    "ABC News",
    "CBS News",
    "BBC News",
    "Sky News",
    "CNBC",
    "MSNBC",
    "NPR",
    "Twitter",
    "Getty Images",
    "Christmas",
    "Easter",
    "Internet",
];

/// "Telmar-bound", "Contributor Ann", "Norpress Holm": half a name, or one that a byline or an agency's mark runs into.
fn is_broken(name: &str) -> bool {
    const BEFORE: &str =
        "Contributor Executive Officer Reporter Editor Spokesman Spokeswoman VP Director Manager Photo Image";
    const AFTER: &str = "-area -bound -flagged -based -led -backed -born -style -owned -made -run";
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    AFTER.split(' ').any(|end| name.ends_with(end))
        || name.contains(" for ")
        || BEFORE.split(' ').any(|word| word == first)
        || (!rest.is_empty() && matches!(first, "Reuters" | "AFP" | "AP" | "Twitter" | "Bloomberg" | "Getty"))
}

/// "Norse", "Telmarian": an adjective of a people, not a thing of its own.
fn is_demonym(named: &Named) -> bool {
    let last = named.name.rsplit(' ').next().unwrap_or("");
    let endings =
        ["ist", "ists", "ese", "ish", "ian", "ians", "ean", "ican", "icans", "ench", "utch", "aqi", "aeli", "istani"];
    named.kind != NameKind::Person && last.len() > 4 && endings.iter().any(|ending| last.ends_with(ending))
}

fn named(material: &Material<'_>, name: &str, mut mentions: Vec<(usize, Span)>, kind: NameKind) -> Named {
    mentions.sort_unstable();
    let reports: BTreeSet<usize> = mentions.iter().map(|(at, _)| material.lines[*at].report).collect();
    Named { name: name.to_owned(), kind, mentions, reports: reports.len() }
}

/// What kind of event a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EventClass {
    /// Somebody did harm.
    Violence,
    /// Harm came about.
    Accident,
    /// Somebody decided.
    Decision,
    /// People met, voted, protested, argued.
    Meeting,
}

/// Nouns that name events, with their class; the first class that lists a noun counts.
static EVENTS: LazyLock<BTreeMap<&'static str, EventClass>> = LazyLock::new(|| {
    let mut nouns = BTreeMap::new();
    for line in include_str!("../../assets/explain/events.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((class, words)) = line.split_once(':') else { continue };
        let class = match class {
            "violence" => EventClass::Violence,
            "accident" => EventClass::Accident,
            "decision" => EventClass::Decision,
            _ => EventClass::Meeting,
        };
        for word in words.split_whitespace() {
            nouns.entry(word).or_insert(class);
        }
    }
    nouns
});

/// The same, for looking up.
static CLASSES: LazyLock<FxHashMap<&'static str, EventClass>> =
    LazyLock::new(|| EVENTS.iter().map(|(noun, class)| (*noun, *class)).collect());

/// The class of an event noun.
pub(super) fn event_class(noun: &str) -> Option<EventClass> {
    CLASSES.get(noun).copied()
}

/// The phrase by which the papers name the event.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// "the raid on the compound in Telmar".
    pub(super) phrase: String,
    /// "raid".
    pub(super) noun: String,
    /// What kind of event.
    pub(super) class: EventClass,
    /// Its terms in the story's lexicon.
    pub(super) terms: Vec<u32>,
}

impl Event {
    /// Whether it is something that does harm.
    pub(super) fn harms(&self) -> bool {
        matches!(self.class, EventClass::Violence | EventClass::Accident)
    }

    /// Whether the event is what the story is about: each of its words stands in half of the reports.
    pub(super) fn is_central(&self, material: &Material<'_>) -> bool {
        self.terms.iter().all(|term| material.reports_holding(*term) * 2 >= material.reports)
    }
}

/// Words that may stand between the noun of an event and the name that pins it down.
const TIES: &[&str] = &["in", "on", "at", "of", "against", "near", "over", "between", "outside"];
/// Sentences that call an event by its noun alone.
const BARE_SENTENCES_MIN: usize = 2;
/// Words of a phrase, so that a question stays short.
const PHRASE_WORDS_MAX: usize = 9;

/// The event phrases of a story, those of most reports first; each holds a name.
pub(super) fn events(material: &Material<'_>) -> Vec<Event> {
    let mut found: BTreeMap<String, (Event, BTreeSet<usize>, f64)> = BTreeMap::new();
    for line in material.lines.iter().filter(|line| line.reading().language == "en") {
        for (phrase, noun) in phrases(line) {
            let Some(class) = event_class(&noun) else { continue };
            let key = phrase.to_lowercase();
            let entry = found.entry(key).or_insert_with(|| {
                let terms = material.lexicon.known(&phrase, "en");
                (Event { phrase, noun, class, terms }, BTreeSet::new(), 0.0)
            });
            entry.1.insert(line.report);
            entry.2 += line.central;
        }
    }
    let mut events: Vec<(f64, Event)> = found
        .into_values()
        .map(|(event, reports, central)| (weight(material, &event, reports.len(), central), event))
        .collect();
    events.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.phrase.cmp(&right.1.phrase)));
    let mut events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
    events.extend(bare(material, &events));
    events
}

/// The nouns by which most papers call an event without a name beside it ("the flood"), those of most sentences first.
fn bare(material: &Material<'_>, named: &[Event]) -> Vec<Event> {
    let mut found: Vec<(usize, Event)> = Vec::new();
    for (noun, class) in EVENTS.iter().filter(|(noun, _)| named.iter().all(|event| event.noun != **noun)) {
        let terms = material.lexicon.known(noun, "en");
        if terms.is_empty() || terms.iter().any(|term| material.reports_holding(*term) * 2 < material.reports) {
            continue;
        }
        let phrase = format!("the {noun}");
        let lines: Vec<&Line<'_>> = material.lines.iter().filter(|line| writes(&line.text, &phrase)).collect();
        let reports: BTreeSet<usize> = lines.iter().map(|line| line.report).collect();
        if lines.len() >= BARE_SENTENCES_MIN && reports.len() * 2 >= material.reports {
            found.push((lines.len(), Event { phrase, noun: (*noun).to_owned(), class: *class, terms }));
        }
    }
    found.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.noun.cmp(&right.1.noun)));
    found.into_iter().map(|(_, event)| event).collect()
}

/// Whether a text holds the words as whole words, whatever the first letter.
fn writes(text: &str, phrase: &str) -> bool {
    let rest = &phrase[1..];
    text.match_indices(rest).any(|(at, _)| {
        let after = &text[at + rest.len()..];
        let ends =
            after.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '-') && !is_first_half(after);
        let begins = at > 0 && text[..at].ends_with(['t', 'T']) && !text[..at - 1].ends_with(char::is_alphanumeric);
        ends && begins
    })
}

/// Whether a word in small letters that can be no verb and no joint follows at once: "the law" of "the law firm" is no law.
fn is_first_half(after: &str) -> bool {
    const JOINTS: &[&str] = &[
        "in", "on", "at", "of", "to", "for", "from", "by", "with", "and", "or", "as", "that", "which", "who", "when",
        "where", "while", "after", "before", "during", "against", "near", "over", "between", "but", "if", "so", "than",
        "then", "there", "here", "itself", "also", "not", "only", "because", "since", "until", "into", "outside",
        "inside", "about", "without", "under", "amid", "despite", "the", "a", "an", "this", "last", "late", "early",
        "next", "began", "happened", "occurred",
    ];
    let Some(rest) = after.strip_prefix(' ') else { return false };
    let word: &str = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    let small = !word.is_empty() && word.chars().all(char::is_lowercase);
    small
        && !JOINTS.contains(&word)
        && !is_verb_form(word)
        && !word.ends_with("ed")
        && !word.ends_with("ly")
        && !word.ends_with("ing")
}

/// How well a phrase names what the story is about: in how many reports each of its words stands (the rarest word
/// decides), how many papers write it so, and how near it lies to the middle and to the headlines.
fn weight(material: &Material<'_>, event: &Event, papers: usize, central: f64) -> f64 {
    let reports = material.reports.max(1) as f64;
    let spread = event.terms.iter().map(|term| material.reports_holding(*term)).min().unwrap_or(0);
    let in_title = |title: &Vec<u32>| event.terms.iter().filter(|term| title.binary_search(term).is_ok()).count() >= 2;
    let titles =
        material.titles.iter().filter(|title| in_title(title)).count() as f64 / material.titles.len().max(1) as f64;
    let near = material.nearness(&material.vector(&event.terms));
    3.0 * spread as f64 / reports + papers as f64 / reports + 0.3 * central.min(3.0) + 2.0 * near + 3.0 * titles
}

/// "the … NOUN tie … Name" phrases of one line, with their noun.
fn phrases(line: &Line<'_>) -> Vec<(String, String)> {
    let tokens: Vec<&str> = line.text.split(' ').collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let noun = token.to_lowercase();
        if event_class(&noun).is_none() {
            continue;
        }
        let Some(start) = phrase_start(&tokens, at) else { continue };
        if let Some(end) = phrase_end(&tokens, at) {
            let mut words: Vec<String> = tokens[start..end].iter().map(|word| (*word).to_owned()).collect();
            words[0] = "the".to_owned();
            let phrase = folded(&words.join(" "));
            let phrase = phrase
                .trim_end_matches([',', '.', ';', ':', '”', '"', ')'])
                .trim_end_matches("'s")
                .trim_end_matches("’s");
            found.push((phrase.to_owned(), noun.clone()));
        }
    }
    found
}

/// Where the phrase around a noun begins: its article, with at most three plain modifiers between.
fn phrase_start(tokens: &[&str], noun: usize) -> Option<usize> {
    for back in 1..=4 {
        let at = noun.checked_sub(back)?;
        let word = tokens[at];
        if matches!(word.to_lowercase().as_str(), "the" | "a" | "an") {
            return Some(at);
        }
        let plain = word.chars().all(|letter| letter.is_alphabetic() || letter == '-');
        let vague = [
            "alleged",
            "new",
            "latest",
            "increased",
            "previous",
            "earlier",
            "similar",
            "other",
            "third",
            "more",
            "further",
            "second",
            "first",
            "another",
            "recent",
            "possible",
            "same",
            "next",
            "last",
        ];
        if !plain || is_verb_form(word) || TIES.contains(&word) || vague.contains(&word) || word == "and" {
            return None;
        }
    }
    None
}

/// Where the phrase ends: after the name that a tie leads to.
fn phrase_end(tokens: &[&str], noun: usize) -> Option<usize> {
    let mut at = noun + 1;
    let mut named = false;
    while at < tokens.len() && at - noun < PHRASE_WORDS_MAX {
        let word = tokens[at];
        let bare = word.trim_end_matches([',', '.', ';', ':', '”', '"', ')', '?', '!']);
        let high = bare.chars().next().is_some_and(char::is_uppercase) && !is_day_or_month(bare);
        let small = matches!(bare, "the" | "a" | "an" | "of" | "and") || TIES.contains(&bare);
        let common = bare.chars().all(|letter| letter.is_lowercase() || letter == '-') && !small;
        let fits = if at == noun + 1 {
            TIES.contains(&bare)
        } else {
            high || small || (common && !named && at - noun <= 4 && is_plain_noun(bare))
        };
        if !fits {
            // "The deal between the Islamist militants": the name only describes the noun behind it.
            let cut = common && named && is_plain_noun(bare) && !is_verb_form(bare) && !bare.ends_with("ed");
            if cut && !word_ends(tokens[at - 1]) {
                return None;
            }
            break;
        }
        named |= high;
        at += 1;
        if bare.len() < word.len() {
            break;
        }
    }
    // A phrase does not end on a tie or an article.
    let open = |word: &str| TIES.contains(&word) || matches!(word, "the" | "a" | "an" | "and" | "of");
    while at > noun + 1 && open(tokens[at - 1].trim_end_matches([',', '.', ';', ':'])) {
        at -= 1;
    }
    let last = tokens[at - 1].trim_end_matches([',', '.', ';', ':']);
    let abbreviated = last.len() <= 2 || (last.contains('.') && last.len() <= 4);
    (named && at > noun + 2 && !abbreviated).then_some(at)
}

/// Whether a mark behind a word ends its phrase.
fn word_ends(word: &str) -> bool {
    word.ends_with([',', '.', ';', ':', '”', '"', ')'])
}

/// Lower-case words that are likely nouns or adjectives: no verbs of telling, no auxiliaries, no adverbs of time.
fn is_plain_noun(word: &str) -> bool {
    const NOT: &str = "was were is are has had have will would could said says after before when while who which that as because since during it its his her their he she they this these those not more than about all any some what killed left killing leaving early late last next today yesterday be been";
    !NOT.split(' ').any(|known| known == word) && !word.ends_with("ly") && word.len() > 2
}

fn is_day_or_month(word: &str) -> bool {
    const NAMES: &str = "\
        Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun Jan Feb Aug \
        Sept Oct Nov Dec I He She They It";
    MONTHS.split(' ').chain(NAMES.split(' ')).any(|name| name == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_compound_names_no_event() {
        assert!(writes("The law takes force in May.", "the law"));
        assert!(writes("Police saw the crash, and left.", "the crash"));
        assert!(!writes("Papers of the law firm were found.", "the law"));
        assert!(!writes("The launch vehicle burned.", "the launch"));
    }
}
