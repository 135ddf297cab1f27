//! The profile of a story: what it is about, in a few weighed terms. In: some of its members. Out: names and words,
//! weightiest first. Never: a date, a number, a country or a people: those do not make two stories one matter.

use super::Arrival;
use super::material::{cut, key_of};
use crate::model::{NameKind, Profile, ProfileTerm, Span, StoryId};
use crate::text::each_term;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Members that are looked at: so many of the first …
pub const FIRST_MEMBERS: usize = 4;
/// … and so many of the last, so that the cost does not grow with the story.
pub const LAST_MEMBERS: usize = 12;
/// Bytes of a text that are looked at: what a story is about stands at its beginning.
const TEXT_BYTES_MAX: usize = 6_000;
/// Names of a profile.
const NAMES_MAX: usize = 12;
/// Other words of a profile.
const WORDS_MAX: usize = 14;
/// A term of the title counts so many times.
const TITLE: f64 = 1.7;
/// A term of the first lines counts so many times …
const LEAD: f64 = 1.3;
/// … which are so many bytes.
const LEAD_BYTES: usize = 500;
/// A name counts so many times as much as a word.
const NAME: f64 = 1.5;
/// Weights are kept in steps of 1/8.
const STEPS: f64 = 8.0;
const WEIGHT_MAX: f64 = 127.0;
/// Shorter words, in letters, are no subject; scripts without spaces have words of two.
const LETTERS_MIN: usize = 3;
/// Longer names are lists or headlines, in bytes.
const NAME_BYTES_MAX: usize = 60;

/// What companies append to their names.
const LEGAL_FORMS: [&str; 26] = [
    "corp",
    "corp.",
    "corporation",
    "inc",
    "inc.",
    "ltd",
    "ltd.",
    "limited",
    "plc",
    "co",
    "co.",
    "company",
    "companies",
    "group",
    "holdings",
    "ag",
    "sa",
    "s.a",
    "spa",
    "gmbh",
    "nv",
    "n.v",
    "bv",
    "ab",
    "llc",
    "lp",
];

/// Names that say nothing of what a story is about.
static COMMON: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let places = include_str!("../../assets/names/places.txt").split("\n= ");
    let countries = places
        .filter_map(|part| part.strip_prefix("countries").or(part.split_once("= countries\n").map(|part| part.1)));
    let lists = countries.chain([include_str!("../../assets/storylines/common_names.txt")]);
    let lines = lists.flat_map(str::lines).filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(", ")).map(str::trim).filter(|name| !name.is_empty()).collect()
});

/// The members of a story that its profile is made of, in their order.
fn sampled<T>(members: &[T]) -> impl Iterator<Item = &T> {
    let last = members.len().saturating_sub(LAST_MEMBERS);
    members.iter().enumerate().filter(move |(at, _)| *at < FIRST_MEMBERS || *at >= last).map(|(_, member)| member)
}

/// The profile of a story from a sample of its members; times and counts are those of the members given.
pub fn profile(story: &StoryId, members: &[Arrival<'_>]) -> Profile {
    let mut told: FxHashMap<u32, Told> = FxHashMap::default();
    let mut count = 0.0;
    for member in sampled(members) {
        count += 1.0;
        for (key, told_here) in told_by(member) {
            told.entry(key).or_insert_with(|| Told { weight: 0.0, ..told_here.clone() }).weight += told_here.weight;
        }
    }
    let times = members.iter().filter_map(|member| Some(member.article.published()?.0.order_key()));
    let (first, newest) = (times.clone().min(), times.max());
    let articles = u32::try_from(members.len()).unwrap_or(u32::MAX);
    Profile { story: story.clone(), terms: weightiest(told, count), first, newest, articles }
}

/// One term of one article or story.
#[derive(Debug, Clone)]
struct Told {
    weight: f64,
    name: bool,
    words: String,
}

/// The weightiest names and words, weightiest first.
fn weightiest(told: FxHashMap<u32, Told>, members: f64) -> Vec<ProfileTerm> {
    let steps = |weight: f64| (weight / members * STEPS).round().clamp(1.0, WEIGHT_MAX) as u8;
    let term =
        |(key, told): (u32, Told)| ProfileTerm { key, weight: steps(told.weight), name: told.name, words: told.words };
    let mut terms: Vec<ProfileTerm> = told.into_iter().map(term).collect();
    terms.sort_unstable_by(|left, right| right.weight.cmp(&left.weight).then(left.key.cmp(&right.key)));
    let (mut names, mut words) = (0, 0);
    terms.retain(|term| {
        let (count, max) = if term.name { (&mut names, NAMES_MAX) } else { (&mut words, WORDS_MAX) };
        *count += 1;
        *count <= max
    });
    terms
}

/// What one article is about, by key.
fn told_by(member: &Arrival<'_>) -> Vec<(u32, Told)> {
    let (article, reading) = (member.article, member.reading);
    let (text, title) = (cut(article.text(), TEXT_BYTES_MAX), article.title());
    let mut gathered = Gathered::default();
    let mut covered: Vec<Span> = Vec::new();
    let lower_title = title.to_lowercase();
    for name in reading.names.iter().take_while(|name| name.span.end() <= text.len()) {
        covered.push(name.span);
        let key = name_key(name.kind, &name.name);
        if is_common(&key)
            || is_form(&key)
            || key == article.outlet().to_lowercase()
            || name.name.len() > NAME_BYTES_MAX
        {
            continue;
        }
        let in_title = lower_title.contains(key.as_str());
        gathered.add("name ", &key, &name.name, (in_title, name.span.start()));
    }
    covered.extend(reading.dates.iter().map(|date| date.span).chain(reading.figures.iter().map(|figure| figure.span)));
    covered.sort_unstable_by_key(|span| span.start());
    let language = &reading.language;
    let mut named: FxHashSet<u64> = FxHashSet::default();
    for words in covered.iter().filter_map(|span| text.get(span.start()..span.end())) {
        each_term(words, language, |_, term| {
            named.insert(key_of(term));
        });
    }
    let is_subject = |term: &str| is_subject(term) && !named.contains(&key_of(term));
    each_term(text, language, |span, term| {
        if is_subject(term) {
            gathered.add("word ", term, span.of(text), (false, span.start()));
        }
    });
    let title = cut(title, TEXT_BYTES_MAX);
    each_term(title, language, |span, term| {
        if is_subject(term) && !is_common(term) {
            gathered.add("word ", term, span.of(title), (true, 0));
        }
    });
    gathered.weighed()
}

/// The terms of one article with how often and where they stand.
#[derive(Default)]
struct Gathered {
    terms: FxHashMap<u32, (Told, u32, bool, usize)>,
    /// The words of a key, used again for the next.
    line: String,
}

impl Gathered {
    /// Adds a term of a kind ("name " or "word "), in the article's words, and where it stands.
    fn add(&mut self, kind: &str, term: &str, words: &str, (in_title, at): (bool, usize)) {
        self.line.clear();
        self.line.push_str(kind);
        self.line.push_str(term);
        let key = (key_of(&self.line) >> 32) as u32;
        let told = || Told { weight: 0.0, name: kind == "name ", words: words.to_owned() };
        let entry = self.terms.entry(key).or_insert_with(|| (told(), 0, false, at));
        entry.1 += 1;
        entry.2 |= in_title;
    }

    /// Every term with its weight in this article, in the order of their keys.
    fn weighed(self) -> Vec<(u32, Told)> {
        let weigh = |(key, (told, times, in_title, at)): (u32, (Told, u32, bool, usize))| {
            let often = 1.0 + f64::from(times).ln();
            let place = if in_title {
                TITLE
            } else if at < LEAD_BYTES {
                LEAD
            } else {
                1.0
            };
            let kind = if told.name { NAME } else { 1.0 };
            (key, Told { weight: often * place * kind, ..told })
        };
        let mut terms: Vec<(u32, Told)> = self.terms.into_iter().map(weigh).collect();
        terms.sort_unstable_by_key(|(key, _)| *key);
        terms
    }
}

/// What a name is known by: a person by the last word, anything else by all of it but its legal form.
fn name_key(kind: NameKind, name: &str) -> String {
    let lower = name.to_lowercase();
    let lower = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower);
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    if kind == NameKind::Person {
        return words.last().copied().unwrap_or_default().to_owned();
    }
    while words.len() > 1 && words.last().is_some_and(|last| LEGAL_FORMS.contains(last)) {
        words.pop();
    }
    words.join(" ").strip_prefix("the ").map_or_else(|| words.join(" "), str::to_owned)
}

fn is_common(name: &str) -> bool {
    COMMON.contains(name) || COMMON.contains(name.trim_end_matches('.'))
}

/// Whether a name is a legal form alone, or a mark such as a grade: a number with two letters at most.
fn is_form(name: &str) -> bool {
    let form = |word: &str| LEGAL_FORMS.contains(&word);
    let mark = name.chars().any(char::is_numeric) && name.chars().filter(|letter| letter.is_alphabetic()).count() <= 2;
    mark || name.split_whitespace().all(form)
}

/// Whether a stem can be part of a subject.
fn is_subject(term: &str) -> bool {
    let letters_min = if term.chars().next().is_some_and(|letter| letter >= '\u{e00}') { 2 } else { LETTERS_MIN };
    match term.is_ascii() {
        true => term.len() >= letters_min && !term.bytes().any(|byte| byte.is_ascii_digit()),
        false => !term.chars().any(char::is_numeric) && term.chars().count() >= letters_min,
    }
}
