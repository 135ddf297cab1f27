//! What independent reports agree on. In: the material, its claim table and what has happened. Out: sentences, main clauses and titles
//! with the reports that say the same. Never: counts a copy as a voice, or a report whose numbers differ as one that agrees.

use super::compare::{Backing, Mention, Said, Table, Tally};
use super::happened::ended;
use super::material::{Line, Material};
use super::sound::is_verb_form;
use super::told::Telling;
use super::turns::Turn;
use crate::error::Result;
use crate::model::{Agreement, Citation, Edit, Field, Span, Statement};

/// Agreements shown.
const MOST: usize = 5;
/// With fewer than this, the other reports are asked less strictly.
const LEAST: usize = 2;
/// Words of a sentence that is put to the other reports; of a longer one only its main clause is.
const WORDS_MAX: usize = 34;
/// Words of a main clause or a title.
const CLAUSE_WORDS_MIN: usize = 6;
/// Words of a title that is put to the other reports.
const TITLE_WORDS: std::ops::RangeInclusive<usize> = 5..=16;
/// A sentence of which the agreements before it hold this share says nothing more, though no one of them is like it.
const SAID: f64 = 0.6;
/// A sentence that holds this share of an agreement before it tells it again with more words.
const HOLDS: f64 = 0.8;
/// How much a sentence with a date loses against one without: it may have to tell how the story got here.
const DATED: f64 = 0.7;
/// How much a title loses against a sentence.
const TITLED: f64 = 0.8;
/// Sentences that are put to the other reports, those nearest to the middle first.
const CANDIDATES_MAX: usize = 250;
/// A sentence that is this much like one that has happened stands for it: the audit calls .6 a repetition.
const STANDS_FOR: f64 = 0.4;
/// Where a main clause ends.
const ENDS: &[&str] = &[
    " after ",
    " while ",
    " when ",
    " because ",
    " amid ",
    " following ",
    " before ",
    " although ",
    " though ",
    " but ",
    ", who ",
    ", which ",
    ", where ",
    ", according ",
    ", a ",
    ", an ",
    ", the ",
    ", police ",
    ", officials ",
    ", authorities ",
    ", and ",
    ", as ",
    ", with ",
    ", killing ",
    ", injuring ",
    ", leaving ",
    ", but ",
    "; ",
    " – ",
    " — ",
    " -- ",
];
/// Words before such an end that belong to it ("shortly after").
const LEANING: &[&str] = &[
    "just",
    "shortly",
    "soon",
    "only",
    "long",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "day",
    "year",
    "week",
    "month",
    "even",
    "immediately",
    "right",
    "moments",
    "not",
    "both",
    "either",
    "than",
    "of",
    "in",
    "to",
    "the",
    "a",
    "an",
    "for",
    "with",
    "and",
    "or",
    "that",
    "said",
];
/// Words that open no main clause.
const NO_OPENING: &[&str] = &[
    "for", "in", "on", "at", "with", "after", "as", "when", "while", "if", "had", "once", "although", "though",
    "since", "by", "from", "to", "because", "despite", "during", "among", "under", "before", "what", "how", "why",
    "there", "it", "he", "she", "they", "this", "that", "these", "those", "we", "i", "you", "his", "her", "its",
    "their", "skip", "watch", "read",
];
/// Verbs of saying: a clause with no other is cut before what was said.
pub(super) const SAYING: &[&str] =
    &["said", "says", "told", "tells", "added", "announced", "claimed", "claims", "reported", "reports", "according"];

/// What is put to the other reports.
struct Claim<'m, 'a> {
    report: usize,
    outlet: &'m str,
    language: &'m str,
    text: String,
    terms: Vec<u32>,
    names: Vec<String>,
    citation: Citation,
    edits: Vec<Edit>,
    weight: f64,
    turn: Turn,
    same_as: Option<usize>,
    /// The sentence that it is, or is a part of.
    line: Option<&'m Line<'a>>,
}

impl Claim<'_, '_> {
    fn said(&self) -> Said<'_> {
        Said {
            report: self.report,
            outlet: self.outlet,
            text: &self.text,
            terms: &self.terms,
            names: &self.names,
            language: self.language,
        }
    }
}

/// It with, for each other report that says the same, the lines that say it.
struct Backed<'c, 'm, 'a> {
    claim: &'c Claim<'m, 'a>,
    backing: Vec<Backing<'m, 'a>>,
    score: f64,
}

/// The agreements of a story; those that `happened` tells point to it.
pub(super) fn agree<'m, 'a>(
    material: &'m Material<'a>,
    table: &Table<'m, 'a>,
    tally: &Tally<'m, 'a>,
    happened: &[Option<&'m Line<'a>>],
    told: &mut Telling,
) -> Result<Vec<Agreement>> {
    if material.reports < 2 {
        return Ok(Vec::new());
    }
    let claims = claims(material, happened)?;
    let mut choice = Choice {
        material,
        happened,
        told,
        said: Vec::new(),
        told_whole: Vec::new(),
        pointed: Vec::new(),
        found: Vec::new(),
    };
    choice.take(&ranked(&claims, |claim| table.backing(&claim.said())), MOST)?;
    if choice.found.len() < LEAST {
        let loosely = |claim: &Claim<'_, '_>| table.backing_loosely(&claim.said(), &counted_alike(tally, claim));
        choice.take(&ranked(&claims, loosely), LEAST)?;
    }
    Ok(choice.found)
}

/// The agreements chosen so far.
struct Choice<'c, 'm, 'a> {
    material: &'m Material<'a>,
    happened: &'c [Option<&'m Line<'a>>],
    told: &'c mut Telling,
    said: Vec<u32>,
    /// The terms of each of them.
    told_whole: Vec<Vec<u32>>,
    /// Which sentences of what has happened they point to.
    pointed: Vec<usize>,
    found: Vec<Agreement>,
}

impl<'m, 'a> Choice<'_, 'm, 'a> {
    /// Takes what says more than those before it, up to `most` in all.
    fn take(&mut self, ranked: &[Backed<'_, 'm, 'a>], most: usize) -> Result<()> {
        let lexicon = &self.material.lexicon;
        for backed in ranked {
            let claim = backed.claim;
            let holds_one = |known: &Vec<u32>| lexicon.cover(known, &claim.terms) >= HOLDS;
            let again = !self.found.is_empty()
                && (lexicon.cover(&claim.terms, &self.said) >= SAID || self.told_whole.iter().any(holds_one));
            // A title, or a line without an end, mostly says in fewer words what the page has told.
            let is_short = claim.edits.contains(&Edit::Punctuated);
            let shorter = is_short
                && claim.same_as.is_none()
                && (self.told.is_close(lexicon, &claim.terms) || self.told.holds(lexicon, &claim.terms));
            let pointed_to = claim.same_as.is_some_and(|at| self.pointed.contains(&at));
            let twin = claim.same_as.and_then(|at| self.happened[at]).map(|line| line.terms.as_slice());
            if self.found.len() >= most
                || again
                || shorter
                || pointed_to
                || self.told.repeats_but(lexicon, &claim.terms, twin)
            {
                continue;
            }
            self.told_whole.push(claim.terms.clone());
            self.said.extend(&claim.terms);
            self.said.sort_unstable();
            self.said.dedup();
            self.pointed.extend(claim.same_as);
            if twin != Some(claim.terms.as_slice()) {
                self.told.tell(&claim.terms);
            }
            self.found.push(agreement(self.material, backed)?);
        }
        Ok(())
    }
}

/// The sentences of other reports that give a figure of a claim, of the same thing.
fn counted_alike<'m, 'a>(tally: &Tally<'m, 'a>, claim: &Claim<'_, '_>) -> Vec<&'m Line<'a>> {
    let Some(own) = claim.line else { return Vec::new() };
    let gives = |mention: &Mention<'_, '_>| {
        let line = mention.line;
        let figure = mention.figure.span.of(line.member.article.text());
        line.article == own.article && line.position == own.position && claim.text.contains(figure)
    };
    let entries = tally.entries.iter().filter(|entry| entry.mentions.iter().any(|at| gives(&tally.mentions[*at])));
    entries.flat_map(|entry| entry.mentions.iter().map(|at| tally.mentions[*at].line)).collect()
}

/// What is put to the other reports; whole sentences of what has happened are marked as first.
fn claims<'m, 'a>(material: &'m Material<'a>, happened: &[Option<&'m Line<'a>>]) -> Result<Vec<(bool, Claim<'m, 'a>)>> {
    let mut claims: Vec<(bool, Claim<'m, 'a>)> = Vec::new();
    for (at, line) in happened.iter().enumerate().filter_map(|(at, line)| line.map(|line| (at, line))) {
        claims.push((true, whole(line, Some(at))?));
        claims.extend(main_clause(material, line)?.map(|clause| (false, Claim { same_as: Some(at), ..clause })));
    }
    for line in others_to_ask(material, happened) {
        if line.words <= WORDS_MAX {
            claims.push((false, whole(line, twin(material, happened, &line.terms))?));
        }
        if let Some(clause) = main_clause(material, line)? {
            let same_as = twin(material, happened, &clause.terms);
            claims.push((false, Claim { same_as, ..clause }));
        }
    }
    for article in 0..material.story.members().len() {
        if let Some(title) = title(material, article)? {
            let same_as = twin(material, happened, &title.terms);
            claims.push((false, Claim { same_as, ..title }));
        }
    }
    Ok(claims)
}

/// Claims with what backs them: whole sentences of what has happened first, then by how many reports say it and how near to
/// the middle it lies.
fn ranked<'c, 'm, 'a>(
    claims: &'c [(bool, Claim<'m, 'a>)],
    backing: impl Fn(&Claim<'m, 'a>) -> Vec<Backing<'m, 'a>>,
) -> Vec<Backed<'c, 'm, 'a>> {
    let mut found: Vec<(bool, Backed<'_, '_, '_>)> = Vec::new();
    for (first, claim) in claims {
        let mut backing = backing(claim);
        // Two raids in one story are told in much the same words.
        let apart = |line: &&Line<'_>| (line.turn == Turn::Earlier) != (claim.turn == Turn::Earlier);
        backing.retain(|(_, _, lines)| !lines.iter().any(apart));
        if !backing.is_empty() {
            let score = backing.iter().map(|(_, cover, _)| cover).sum::<f64>() * claim.weight;
            found.push((*first, Backed { claim, backing, score }));
        }
    }
    found.sort_by(|(left_first, left), (right_first, right)| {
        right_first.cmp(left_first).then(if *left_first {
            std::cmp::Ordering::Equal
        } else {
            right.score.total_cmp(&left.score)
        })
    });
    found.into_iter().map(|(_, backed)| backed).collect()
}

/// Which sentence of what has happened some terms stand for, if one.
fn twin(material: &Material<'_>, happened: &[Option<&Line<'_>>], terms: &[u32]) -> Option<usize> {
    let alike = happened
        .iter()
        .enumerate()
        .filter_map(|(at, told)| told.map(|told| (at, material.lexicon.likeness(&told.terms, terms))));
    let best = alike
        .fold((None, STANDS_FOR), |best, (at, likeness)| if likeness >= best.1 { (Some(at), likeness) } else { best });
    best.0
}

/// Sentences that may be put to the other reports, nearest to the middle first.
fn others_to_ask<'m, 'a>(material: &'m Material<'a>, happened: &[Option<&Line<'_>>]) -> Vec<&'m Line<'a>> {
    let told = |line: &Line<'_>| {
        happened.iter().flatten().any(|told| told.article == line.article && told.position == line.position)
    };
    let mut lines: Vec<&Line<'_>> = material.lines.iter().filter(|line| line.touches_story() && !told(line)).collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    lines.truncate(CANDIDATES_MAX);
    lines
}

/// A whole sentence.
fn whole<'m, 'a>(line: &'m Line<'a>, same_as: Option<usize>) -> Result<Claim<'m, 'a>> {
    Ok(Claim {
        report: line.report,
        outlet: line.member.article.outlet(),
        language: &line.reading().language,
        text: line.text.clone(),
        terms: line.terms.clone(),
        names: names(line),
        citation: line.citation()?,
        edits: line.edits.clone(),
        weight: weight(line),
        turn: line.turn,
        same_as,
        line: Some(line),
    })
}

fn weight(line: &Line<'_>) -> f64 {
    let dated = line.reading().dates.iter().any(|date| date.enters_timeline() && line.span.holds(date.span));
    (0.5 + line.central) * if dated { DATED } else { 1.0 }
}

fn names(line: &Line<'_>) -> Vec<String> {
    let held = line.names().filter(|name| line.span.holds(name.span));
    held.map(|name| name.span.of(line.member.article.text()).to_owned()).collect()
}

/// The main clause of a sentence that goes on after it.
fn main_clause<'m, 'a>(material: &Material<'_>, line: &'m Line<'a>) -> Result<Option<Claim<'m, 'a>>> {
    let Some(words) = clause_of(&line.text) else { return Ok(None) };
    let text = ended(words);
    let claim = whole(line, None)?;
    let terms = material.lexicon.known(&text, claim.language);
    let mut edits = claim.edits.clone();
    edits.push(Edit::Shortened);
    Ok(Some(Claim { text, terms, edits, ..claim }))
}

/// The words up to the first end of a clause that has a verb of its own.
pub(super) fn clause_of(text: &str) -> Option<&str> {
    let first = text.split([' ', ',']).next().unwrap_or("").to_lowercase();
    if NO_OPENING.contains(&first.as_str()) || text.contains(['"', '“', '”', '(', '‘']) {
        return None;
    }
    let mut places: Vec<usize> = ENDS.iter().flat_map(|end| text.match_indices(end).map(|(at, _)| at)).collect();
    places.sort_unstable();
    let clause =
        places.into_iter().map(|at| &text[..at]).find(|clause| clause.split(' ').count() >= CLAUSE_WORDS_MIN)?;
    let words: Vec<String> = clause.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let ends_well = words.last().is_some_and(|word| {
        !LEANING.contains(&word.as_str()) && !word.starts_with(|letter: char| letter.is_ascii_digit())
    });
    let told = words.iter().skip(1).any(|word| is_verb_form(word) && !SAYING.contains(&word.as_str()));
    (ends_well && told && !clause.contains(',')).then_some(clause)
}

/// The title of an article, where it is a sentence.
fn title<'m, 'a>(material: &'m Material<'a>, article: usize) -> Result<Option<Claim<'m, 'a>>> {
    let member = &material.story.members()[article];
    let title = member.article.title();
    let count = title.split_whitespace().count();
    let plain = !title.contains([':', '?', '|', '…', '"', '“', '‘', '\'', '’', ';', '\n'])
        && !title.contains(" - ")
        && !title.contains("...");
    let verb = title.split(' ').skip(1).any(|word| is_verb_form(&word.to_lowercase()));
    let Some(span) = Span::new(0, title.len()).filter(|_| TITLE_WORDS.contains(&count) && plain && verb) else {
        return Ok(None);
    };
    // In a title every word may have a capital; in the text only the names have.
    let known = |word: &str| member.reading.names.iter().any(|name| name.name.split(' ').any(|part| part == word));
    let names = title.split(' ').filter(|word| known(word)).map(str::to_owned).collect();
    Ok(Some(Claim {
        report: material.report_of[article],
        outlet: member.article.outlet(),
        language: &member.reading.language,
        text: ended(title),
        terms: material.titles[article].clone(),
        names,
        citation: Citation::new(&member.article, Field::Title, span)?,
        edits: vec![Edit::Punctuated],
        weight: TITLED,
        turn: material.turn_of(article),
        same_as: None,
        line: None,
    }))
}

fn agreement(material: &Material<'_>, backed: &Backed<'_, '_, '_>) -> Result<Agreement> {
    let claim = backed.claim;
    let mut citations = vec![claim.citation.clone()];
    for line in backed.backing.iter().flat_map(|(_, _, lines)| lines) {
        citations.push(line.citation()?);
    }
    let statement = Statement::edited(claim.text.clone(), citations, claim.language, claim.edits.clone())?;
    let members = material.story.members();
    let id = |report: usize| {
        let at = material.report_of.iter().position(|known| *known == report).unwrap_or(0);
        members[at].placement.report.clone()
    };
    let reports =
        std::iter::once(claim.report).chain(backed.backing.iter().map(|(report, _, _)| *report)).map(id).collect();
    Ok(Agreement { statement, reports, same_as: claim.same_as })
}
