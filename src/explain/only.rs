//! What only one report says, and what sets a paper apart. In: the material, its claim table, what the page has told.
//! Out: sentences with a name or number that no other report has; quotes of somebody whom no other quotes.
//! Never: a report that has no other beside it, a copy as a paper of its own, or furniture of a page as news.

use super::behind::speaker;
use super::compare::Table;
use super::marks::Marks;
use super::material::{Line, Material};
use super::numbers::numbers_in;
use super::told::Telling;
use crate::error::Result;
use crate::model::{Angle, Only};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Sentences that only one report has.
const ONLY_MAX: usize = 5;
/// Papers with an angle.
const ANGLES_MAX: usize = 5;
/// A sentence of which another report's sentences hold this share is not only here.
const KNOWN_COVER: f64 = 0.4;
/// Words of a sentence here.
const WORDS_MAX: usize = 48;
/// Words of credits, captions, newsletters and links: no news, whatever stands beside them.
const FURNITURE: &[&str] = &[
    "/reuters",
    "/ reuters",
    "/ap)",
    "/afp",
    "/ afp",
    "getty",
    "shutterstock",
    "epa/",
    "associated press)",
    "photograph:",
    "photo:",
    "photos:",
    "image:",
    "images:",
    "picture:",
    "video:",
    "pictured",
    "file photo",
    "file picture",
    "handout",
    "screenshot",
    "click here",
    "sign up",
    "subscribe",
    "newsletter",
    "follow us",
    "share this",
    "read more",
    "more on",
    "related:",
    "watch:",
    "listen:",
    "skip twitter",
    "advertisement",
    "all rights reserved",
    "copyright",
    "contributed to this report",
    "reporting by",
    "edited by",
    "editing by",
    "is a writer",
    "is a reporter",
    "e-mail",
    "email us",
    "@gmail",
    "terms of use",
    "privacy policy",
    "may not be published",
    "app store or",
    "download our",
    "breaking news",
    "our website",
    "this article",
    "this story was",
    "updated at",
    "last updated",
    "scroll down",
    "hide caption",
    "toggle caption",
    "enlarge this",
    "live blog",
    "top stories",
    "what do you think",
    "let us know",
    "in the comments",
    "play video",
    "see also",
    "getty images",
    "http://",
    "https://",
    "www.",
];

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks::of(FURNITURE.iter().copied()));

/// In how many reports each name and each number stands, titles counted too.
struct Holders<'m> {
    numbers: BTreeMap<String, BTreeSet<usize>>,
    /// Sentences that one outlet prints under more than one article.
    furniture: BTreeSet<&'m str>,
}

impl<'m> Holders<'m> {
    fn new(material: &'m Material<'_>) -> Self {
        let mut numbers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut printed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut furniture = BTreeSet::new();
        for line in &material.lines {
            for number in numbers_in(&line.text) {
                numbers.entry(number).or_default().insert(line.report);
            }
            let first = *printed.entry((line.member.article.outlet(), line.text.as_str())).or_insert(line.article);
            if first != line.article {
                furniture.insert(line.text.as_str());
            }
        }
        Self { numbers, furniture }
    }

    /// Whether a line has a name or a number that no other report has.
    fn has_own(&self, material: &Material<'_>, line: &Line<'_>) -> bool {
        let alone = |name: &str| {
            let terms = material.lexicon.known(name, &line.reading().language);
            !terms.is_empty() && terms.iter().all(|term| material.reports_holding(*term) <= 1)
        };
        let names = line.names().filter(|name| line.span.holds(name.span));
        let mut last_words = names.map(|name| name.name.rsplit(' ').next().unwrap_or(""));
        let numbers = numbers_in(&line.text);
        last_words.any(alone)
            || numbers.iter().any(|number| self.numbers.get(number).is_some_and(|held| held.len() == 1))
    }

    fn is_furniture(&self, line: &Line<'_>) -> bool {
        let lower = line.text.to_lowercase();
        self.furniture.contains(line.text.as_str()) || MARKS.are_in(&lower)
    }
}

/// What only one report says, and whose angle is whom no other quotes.
pub(super) fn only(
    material: &Material<'_>,
    table: &Table<'_, '_>,
    told: &mut Telling,
    limit: usize,
) -> Result<Vec<Only>> {
    if material.reports < 2 {
        return Ok(Vec::new());
    }
    let holders = Holders::new(material);
    let fits = |line: &Line<'_>| holders.has_own(material, line) && !holders.is_furniture(line);
    let found = chosen(material, table, told, limit.min(ONLY_MAX), fits);
    found.into_iter().map(|line| Ok(Only { outlet: outlet(line), statement: line.statement()? })).collect()
}

/// Whom only one paper quotes, a sentence per paper.
pub(super) fn angles(
    material: &Material<'_>,
    table: &Table<'_, '_>,
    told: &mut Telling,
    limit: usize,
) -> Result<Vec<Angle>> {
    if material.reports < 2 {
        return Ok(Vec::new());
    }
    let holders = Holders::new(material);
    let mut quoted: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for line in &material.lines {
        let told = line.reading().quotes.iter().filter(|quote| line.sentence.overlaps(quote.span));
        for name in told.filter_map(|quote| quote.speaker.as_deref()).chain(speaker(line)) {
            quoted.entry(last_word(name)).or_default().insert(line.report);
        }
    }
    let alone = |name: &str| quoted.get(&last_word(name)).is_some_and(|held| held.len() == 1);
    let fits = |line: &Line<'_>| speaker(line).is_some_and(alone) && !holders.is_furniture(line);
    let found = chosen(material, table, told, limit.min(ANGLES_MAX), fits);
    found.into_iter().map(|line| Ok(Angle { outlet: outlet(line), statement: line.statement()? })).collect()
}

/// Sentences of the story that fit and that no other report has, a sentence per report, nearest to the middle first.
fn chosen<'m, 'a>(
    material: &'m Material<'a>,
    table: &Table<'m, 'a>,
    told: &mut Telling,
    limit: usize,
    fits: impl Fn(&Line<'a>) -> bool,
) -> Vec<&'m Line<'a>> {
    let mut found: Vec<&Line<'_>> = Vec::new();
    // A short story has few sentences that share much with its core.
    let core = material
        .lines
        .iter()
        .any(|line| line.is_of_story() && !told.repeats(&material.lexicon, &line.terms) && fits(line));
    let of_story = |line: &Line<'a>| if core { line.is_of_story() } else { line.touches_story() };
    // "Holm said" tells nobody who that is, unless a headline has the name.
    let titled = |name: &str| material.story.members().iter().any(|member| member.article.title().contains(name));
    let known = |line: &Line<'a>| line.bare_name().is_none_or(titled);
    let able = |line: &&Line<'a>| {
        of_story(line) && known(line) && line.words <= WORDS_MAX && !line.member.article.outlet().is_empty()
    };
    let mut lines: Vec<&Line<'a>> = material.lines.iter().filter(able).collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    for line in lines {
        if found.len() >= limit {
            break;
        }
        let again = found
            .iter()
            .any(|known| known.report == line.report || known.member.article.outlet() == line.member.article.outlet());
        let near = told.is_close(&material.lexicon, &line.terms) || told.holds(&material.lexicon, &line.terms);
        if !again && fits(line) && !near && !table.is_known_elsewhere(line, KNOWN_COVER) {
            told.tell(&line.terms);
            found.push(line);
        }
    }
    found
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or(name).to_lowercase()
}

fn outlet(line: &Line<'_>) -> String {
    line.member.article.outlet().to_owned()
}
