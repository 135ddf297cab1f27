//! The claim table: every sentence of a story with what it claims (names, verbs, numbers, denial), found by its words.
//! In: the material. Out: which sentences of other reports say the same, and how much of a sentence another holds.
//! Never: all pairs of sentences; only those that share weighty words are looked at.

use super::senses::{is_light, senses};
use crate::explain::material::{Line, Material};
use crate::explain::numbers::numbers_in;
use crate::explain::sound::is_verb_form;
use crate::text::lower_case;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The share of a sentence's weight that another report's sentence (or two in a row) must hold to say the same.
/// Found by reading joined pairs: under .5 the second sentence often tells another part of the event.
const COVER: f64 = 0.6;
/// The same where a page has hardly an agreement: one sentence must hold it, not two. Read on the pages that need it, under .5
/// every third pair tells of two things.
const COVER_LOOSE: f64 = 0.5;
/// And where the other sentence gives the same figure of the same thing.
const COVER_COUNTED: f64 = 0.4;
/// Words of content without which a text could be said of many things.
const HEAVY_MIN: usize = 4;
/// What a word counts for which the other side has only one of the same sense.
const SENSE: f64 = 0.6;
/// A sentence that shares less than this with another is not looked at again.
const GLANCE: f64 = 0.3;
/// The second sentence of two in a row must hold this share itself.
const ADDS: f64 = 0.15;
/// Names that the other side may lack, of those that are not the subject.
const NAMES_HELD: f64 = 0.6;
/// The share of the verbs that the other side must have.
const VERBS_HELD: f64 = 0.5;
/// Terms that stand in more lines than this find nobody.
const POSTINGS_MAX: usize = 400;
/// Letters that two words for one country share ("Norway", "Norwegian").
const STEM_LETTERS: usize = 4;
/// Verbs that only carry another or say that somebody speaks.
const CARRIERS: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "do",
    "does",
    "did",
    "said",
    "says",
    "told",
    "according",
    "including",
    "following",
    "saying",
    "being",
    "having",
    "going",
    "made",
    "makes",
    "took",
    "takes",
    "came",
    "comes",
    "came",
    "reported",
    "added",
    "during",
];
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "without", "denied", "denies", "deny", "denying", "nor", "none", "neither", "cannot",
    "failed", "refused",
];
const HEDGES: &[&str] = &[
    "may",
    "might",
    "could",
    "allegedly",
    "alleged",
    "reportedly",
    "possibly",
    "perhaps",
    "purported",
    "unconfirmed",
    "rumours",
    "rumors",
    "rumoured",
    "rumored",
    "if",
    "whether",
    "would",
    "unclear",
];

static CARRIER_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| CARRIERS.iter().copied().collect());
static NEGATION_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NEGATIONS.iter().copied().collect());
static HEDGE_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| HEDGES.iter().copied().collect());

/// What is put to the other reports: a sentence, its main clause or a title.
#[derive(Debug, Clone)]
pub(in crate::explain) struct Said<'s> {
    pub(in crate::explain) report: usize,
    pub(in crate::explain) outlet: &'s str,
    pub(in crate::explain) text: &'s str,
    pub(in crate::explain) terms: &'s [u32],
    /// The words of the names in it.
    pub(in crate::explain) names: &'s [String],
    pub(in crate::explain) language: &'s str,
}

/// A report by number, the share of a claim that its lines hold, and the lines.
pub(in crate::explain) type Backing<'m, 'a> = (usize, f64, Vec<&'m Line<'a>>);

/// What a sentence claims.
#[derive(Debug, Clone, Default)]
struct Facts {
    /// The words of each name, as terms.
    names: Vec<Vec<u32>>,
    /// How many of the names stand before the first verb.
    subjects: usize,
    verbs: Vec<u32>,
    numbers: BTreeSet<String>,
    negated: bool,
    hedged: bool,
}

/// The sentences of a story by what they claim.
#[derive(Debug)]
pub(in crate::explain) struct Table<'m, 'a> {
    material: &'m Material<'a>,
    /// Lines that hold a term.
    postings: Vec<Vec<u32>>,
    /// The senses of each term.
    senses: Vec<&'static [u16]>,
    light: Vec<bool>,
}

impl<'m, 'a> Table<'m, 'a> {
    /// The table of a story.
    pub(in crate::explain) fn new(material: &'m Material<'a>) -> Self {
        let terms = material.lexicon.terms();
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); terms.len()];
        for (at, line) in material.lines.iter().enumerate() {
            for term in &line.terms {
                postings[*term as usize].push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        let english = material.language() == "en";
        let known = |term: &String| if english { senses(term) } else { &[] };
        Self {
            material,
            postings,
            senses: terms.iter().map(known).collect(),
            light: terms.iter().map(|term| is_light(term)).collect(),
        }
    }

    /// Lines of other reports and outlets that share at least a share of some terms' weight, in order.
    fn near(&self, report: usize, outlet: &str, terms: &[u32], share: f64) -> Vec<usize> {
        let lexicon = &self.material.lexicon;
        let least = share * lexicon.mass(terms);
        let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
        for term in terms {
            let holders = &self.postings[*term as usize];
            if holders.len() <= POSTINGS_MAX {
                for holder in holders {
                    *shared.entry(*holder).or_default() += lexicon.weight(*term);
                }
            }
        }
        let other = |at: u32| {
            let other = &self.material.lines[at as usize];
            other.report != report && (outlet.is_empty() || other.member.article.outlet() != outlet)
        };
        shared.into_iter().filter(|(at, mass)| *mass >= least && other(*at)).map(|(at, _)| at as usize).collect()
    }

    /// For each other report that says the same, by number: the lines that say it, and how much of it they hold.
    pub(in crate::explain) fn backing(&self, said: &Said<'_>) -> Vec<Backing<'m, 'a>> {
        let facts = self.facts(said);
        let mut best: BTreeMap<usize, (f64, Vec<&'m Line<'a>>)> = BTreeMap::new();
        if self.heavy(said.terms) < HEAVY_MIN {
            return Vec::new();
        }
        for at in self.near(said.report, said.outlet, said.terms, GLANCE) {
            let Some((cover, window)) = self.window(said, &facts, at) else { continue };
            let report = self.material.lines[at].report;
            let known = best.get(&report).map_or((0, 0.0), |(cover, lines)| (usize::MAX - lines.len(), *cover));
            if (usize::MAX - window.len(), cover) > known {
                best.insert(report, (cover, window));
            }
        }
        best.into_iter().map(|(report, (cover, lines))| (report, cover, lines)).collect()
    }

    /// How many words of content there are.
    fn heavy(&self, terms: &[u32]) -> usize {
        terms.iter().filter(|term| !self.light[**term as usize]).count()
    }

    /// The same, less strictly: one sentence of each other report that holds half of it, or less of it and the same figure of
    /// the same thing, as those of `counted` do.
    pub(in crate::explain) fn backing_loosely(
        &self,
        said: &Said<'_>,
        counted: &[&'m Line<'a>],
    ) -> Vec<Backing<'m, 'a>> {
        let facts = self.facts(said);
        // What names nothing and counts nothing can be held to be said by many.
        let plain = facts.names.is_empty() && facts.numbers.is_empty();
        let heavy = self.heavy(said.terms);
        if plain || heavy < HEAVY_MIN {
            return Vec::new();
        }
        // Of four words two are no half.
        let half = if heavy == HEAVY_MIN { COVER } else { COVER_LOOSE };
        let open = facts.hedged && !said.text.contains(" would ");
        let uncounted = Facts { verbs: Vec::new(), ..facts.clone() };
        let mut best: BTreeMap<usize, (f64, &'m Line<'a>)> = BTreeMap::new();
        for at in self.near(said.report, said.outlet, said.terms, GLANCE) {
            let line = &self.material.lines[at];
            let is_counted = counted.iter().any(|known| std::ptr::eq(*known, line));
            let (facts, least) = if is_counted { (&uncounted, COVER_COUNTED) } else { (&facts, half) };
            let Some(cover) = self.says_the_same(said, facts, &[line], least) else { continue };
            // What only may be is not what another says it is; what would be follows from a rule or a plan.
            if open && !marks(&line.text).1 {
                continue;
            }
            if best.get(&line.report).is_none_or(|(known, _)| cover > *known) {
                best.insert(line.report, (cover, line));
            }
        }
        best.into_iter().map(|(report, (cover, line))| (report, cover, vec![line])).collect()
    }

    /// Whether a sentence of another report, or two in a row, hold a share of a line.
    pub(in crate::explain) fn is_known_elsewhere(&self, line: &Line<'_>, share: f64) -> bool {
        self.near(line.report, line.member.article.outlet(), &line.terms, share / 3.0).into_iter().any(|at| {
            let first = &self.material.lines[at];
            if self.cover(&line.terms, &first.terms) >= share {
                return true;
            }
            let next = self.material.lines.get(at + 1).filter(|next| next.article == first.article);
            next.is_some_and(|next| {
                let mut terms = [first.terms.as_slice(), next.terms.as_slice()].concat();
                terms.sort_unstable();
                terms.dedup();
                self.cover(&line.terms, &terms) >= share
            })
        })
    }

    /// The line at a place, or it and the next of its article, where they say the same as a line.
    fn window(&self, said: &Said<'_>, facts: &Facts, at: usize) -> Option<(f64, Vec<&'m Line<'a>>)> {
        let first = &self.material.lines[at];
        let alone = self.says_the_same(said, facts, &[first], COVER);
        if let Some(cover) = alone {
            return Some((cover, vec![first]));
        }
        let next = self.material.lines.get(at + 1).filter(|next| next.article == first.article)?;
        let adds = self.material.lexicon.cover(said.terms, &next.terms) >= ADDS;
        let cover = if adds { self.says_the_same(said, facts, &[first, next], COVER) } else { None };
        cover.map(|cover| (cover, vec![first, next]))
    }

    /// How much of a line some lines hold, where they name its subject and its numbers, tell of the same act, and both deny or
    /// neither does.
    fn says_the_same(&self, said: &Said<'_>, facts: &Facts, window: &[&Line<'_>], least: f64) -> Option<f64> {
        let mut terms: Vec<u32> = window.iter().flat_map(|line| line.terms.iter().copied()).collect();
        terms.sort_unstable();
        terms.dedup();
        let cover = self.cover(said.terms, &terms);
        if cover < least {
            return None;
        }
        let held = |name: &Vec<u32>| name.iter().any(|term| self.names_alike(*term, &terms));
        let (subjects, others) = facts.names.split_at(facts.subjects);
        let many = |held: usize, all: usize, share: f64| held as f64 >= share * all as f64;
        let verbs = facts.verbs.iter().filter(|verb| self.is_held(**verb, &terms)).count();
        let fits = subjects.iter().all(held)
            && many(others.iter().filter(|name| held(name)).count(), others.len(), NAMES_HELD)
            && many(verbs, facts.verbs.len(), VERBS_HELD);
        if !fits {
            return None;
        }
        let words: String = window.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        let numbers = numbers_in(&words);
        let (negated, hedged) = marks(&words);
        (facts.numbers.is_subset(&numbers) && facts.negated == negated && (facts.hedged || !hedged)).then_some(cover)
    }

    /// The share of the left side's weight that the right side holds; a word of the same sense counts a part.
    fn cover(&self, left: &[u32], right: &[u32]) -> f64 {
        let lexicon = &self.material.lexicon;
        let all = lexicon.mass(left);
        let held = |term: &u32| match right.binary_search(term) {
            Ok(_) => lexicon.weight(*term),
            Err(_) if self.is_meant(*term, right) => SENSE * lexicon.weight(*term),
            Err(_) => 0.0,
        };
        if all > 0.0 { left.iter().map(held).sum::<f64>() / all } else { 0.0 }
    }

    fn is_held(&self, term: u32, terms: &[u32]) -> bool {
        terms.binary_search(&term).is_ok() || self.is_meant(term, terms)
    }

    fn is_meant(&self, term: u32, terms: &[u32]) -> bool {
        let senses = self.senses[term as usize];
        !senses.is_empty()
            && terms.iter().any(|other| self.senses[*other as usize].iter().any(|sense| senses.contains(sense)))
    }

    /// The same word, or one of the same beginning ("Norway", "Norwegian").
    fn names_alike(&self, term: u32, terms: &[u32]) -> bool {
        if terms.binary_search(&term).is_ok() {
            return true;
        }
        let known = self.material.lexicon.terms();
        let Some(start) = known[term as usize].get(..STEM_LETTERS) else { return false };
        terms.iter().any(|other| known[*other as usize].starts_with(start))
    }

    fn facts(&self, said: &Said<'_>) -> Facts {
        let lexicon = &self.material.lexicon;
        let mut verbs = Vec::new();
        let mut first_verb = usize::MAX;
        for span in crate::text::words(said.text) {
            let word = lower_case(span.of(said.text));
            if is_verb(&word) {
                first_verb = first_verb.min(span.start());
                if !CARRIER_WORDS.contains(word.as_ref()) {
                    verbs.extend(
                        lexicon.known(&word, said.language).into_iter().filter(|term| !self.light[*term as usize]),
                    );
                }
            }
        }
        verbs.sort_unstable();
        verbs.dedup();
        let (mut subjects, mut others): (Vec<Vec<u32>>, Vec<Vec<u32>>) = (Vec::new(), Vec::new());
        for name in said.names {
            let terms = lexicon.known(name, said.language);
            let Some(at) = said.text.find(name.as_str()) else { continue };
            if !terms.is_empty() && !subjects.contains(&terms) && !others.contains(&terms) {
                if at + name.len() <= first_verb { subjects.push(terms) } else { others.push(terms) }
            }
        }
        let (negated, hedged) = marks(said.text);
        let count = subjects.len();
        subjects.append(&mut others);
        Facts { names: subjects, subjects: count, verbs, numbers: numbers_in(said.text), negated, hedged }
    }
}

/// A form of a known verb, or a word that ends like one.
fn is_verb(word: &str) -> bool {
    is_verb_form(word) || (word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing")))
}

/// Whether a text denies something, and whether it leaves something open.
pub(in crate::explain) fn marks(text: &str) -> (bool, bool) {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '’'))).collect();
    let negated =
        words.iter().any(|word| NEGATION_WORDS.contains(word) || word.ends_with("n't") || word.ends_with("n’t"));
    (negated, words.iter().any(|word| HEDGE_WORDS.contains(word)))
}
