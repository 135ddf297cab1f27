//! Where the papers differ: figures of one thing that cannot both hold, newer counts, parts, other scopes, denials.
//! In: the material and what the page has told. Out: the versions side by side, each with outlet, time, owner and words.
//! Never: two counts of different things as a disagreement; what is not comparable is left out.

use super::check::says;
use super::compare::{Denied, Mention, Tally, denied, owner, rank};
use super::happened::ended;
use super::material::{Line, Material};
use super::numbers::numbers_in;
use super::tidy::{capitalised, folded};
use super::told::Telling;
use crate::error::Result;
use crate::model::{Citation, DifferKind, Difference, Edit, Field, Figure, Relation, Span, Statement, Version};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// Differences shown.
const MOST: usize = 5;
/// Denials shown.
const DENIALS_MAX: usize = 2;
/// Pairs shown of each relation that is no disagreement.
const OF_EACH_MAX: usize = 2;
/// Versions of one difference.
const VERSIONS_MAX: usize = 4;

/// The differences of a story, disagreements first.
pub(super) fn differ(material: &Material<'_>, tally: &Tally<'_, '_>, told: &mut Telling) -> Result<Vec<Difference>> {
    let mut found = figures(material, tally, told)?;
    found.extend(denials(material, told)?);
    found.sort_by_key(|difference| rank(difference.relation));
    found.truncate(MOST);
    Ok(found)
}

fn figures(material: &Material<'_>, tally: &Tally<'_, '_>, told: &mut Telling) -> Result<Vec<Difference>> {
    let mut order: Vec<usize> = (0..tally.edges.len()).collect();
    order.sort_by(|left, right| {
        let (left, right) = (&tally.edges[*left], &tally.edges[*right]);
        rank(left.relation).cmp(&rank(right.relation)).then(right.score.total_cmp(&left.score))
    });
    let mut found: Vec<Difference> = Vec::new();
    // One value may be contradicted by one paper and replaced by another; a pair of values is told once.
    let mut used: BTreeSet<(Relation, usize)> = BTreeSet::new();
    for at in order {
        let edge = &tally.edges[at];
        let of_kind = found.iter().filter(|known| known.relation == edge.relation).count();
        let full = !edge.relation.is_disagreement() && of_kind >= OF_EACH_MAX;
        let told_of = |entry: usize| used.iter().any(|(_, known)| *known == entry);
        let again = [edge.a, edge.b].iter().any(|entry| used.contains(&(edge.relation, *entry)));
        if found.len() >= MOST || full || again || (told_of(edge.a) && told_of(edge.b)) {
            continue;
        }
        let sides = joined(tally, edge.relation, [edge.a, edge.b]);
        if let Some(difference) = difference(material, tally, &sides, edge.relation, told)? {
            used.extend(sides.into_iter().map(|side| (edge.relation, side)));
            found.push(difference);
        }
    }
    Ok(found)
}

/// Two entries, and those that stand in the same relation to both, and to each other.
fn joined(tally: &Tally<'_, '_>, relation: Relation, pair: [usize; 2]) -> Vec<usize> {
    let mut sides = pair.to_vec();
    if !matches!(relation, Relation::Conflict | Relation::Revised) {
        return sides;
    }
    let stands = |a: usize, b: usize| {
        tally
            .edges
            .iter()
            .any(|edge| edge.relation == relation && [(edge.a, edge.b), (edge.b, edge.a)].contains(&(a, b)))
    };
    for entry in 0..tally.entries.len() {
        if sides.len() < VERSIONS_MAX && !sides.contains(&entry) && sides.iter().all(|side| stands(*side, entry)) {
            sides.push(entry);
        }
    }
    sides
}

fn difference(
    material: &Material<'_>,
    tally: &Tally<'_, '_>,
    sides: &[usize],
    relation: Relation,
    told: &mut Telling,
) -> Result<Option<Difference>> {
    let (mut versions, mut terms) = (Vec::new(), Vec::new());
    for side in sides {
        // Any sentence with the same figure of the same thing serves; one that the page has not told is best.
        let mentions = &tally.entries[*side].mentions;
        let choice = mentions.iter().find_map(|at| {
            let mention = &tally.mentions[*at];
            shown(material, mention.line, mention.figure, told).map(|shown| (*at, shown))
        });
        // A third count that the page has told already leaves the two others to be shown.
        let Some((at, (statement, statement_terms))) = choice else { continue };
        terms.push(statement_terms);
        versions.push(version(material, tally, *side, at, statement?));
    }
    if versions.len() < 2 {
        return Ok(None);
    }
    for terms in &terms {
        told.tell(terms);
    }
    versions.sort_by_key(|version| version.published.map_or(i64::MAX, |published| published.0.order_key()));
    Ok(Some(Difference { about: about(tally, sides), kind: DifferKind::Figure, relation, versions }))
}

/// What is counted, as a noun phrase: the longest that a paper has, with what happened to those counted.
fn about(tally: &Tally<'_, '_>, sides: &[usize]) -> String {
    let mentions = sides.iter().flat_map(|side| &tally.entries[*side].mentions).map(|at| &tally.mentions[*at]);
    let longest = mentions.max_by_key(|mention| mention.figure.of.len());
    let Some(mention) = longest else { return String::new() };
    let of = mention.figure.of.as_str();
    let state = mention.count.state.map_or("", |state| state.as_str());
    match (of, state, mention.figure.unit.as_str()) {
        ("", "", "percent") => "the share".to_owned(),
        ("", "", unit) if unit.len() == 3 && unit.bytes().all(|letter| letter.is_ascii_uppercase()) => {
            "the amount of money".to_owned()
        }
        ("", "", unit) => format!("the measure in {unit}"),
        ("", state, _) => format!("people {state}"),
        (of, state, "count") if !state.is_empty() && !says_state(of) => format!("{of} {state}"),
        (of, _, _) => of.to_owned(),
    }
}

/// "deaths", "people killed": no word of state is missing.
fn says_state(of: &str) -> bool {
    const STATED: &[&str] = &[
        "killed",
        "dead",
        "deaths",
        "injured",
        "wounded",
        "injuries",
        "missing",
        "arrested",
        "arrests",
        "detained",
        "freed",
        "displaced",
        "homeless",
        "casualties",
        "fatalities",
        "refugees",
        "detainees",
        "prisoners",
        "died",
        "hurt",
    ];
    of.split(' ').any(|word| STATED.contains(&word))
}

fn version(material: &Material<'_>, tally: &Tally<'_, '_>, side: usize, at: usize, statement: Statement) -> Version {
    let entry = &tally.entries[side];
    let mut outlets: Vec<String> = Vec::new();
    for report in entry.mentions.iter().map(|at| tally.mentions[*at].line.report) {
        for (member, of_member) in material.story.members().iter().zip(&material.report_of) {
            let outlet = member.article.outlet();
            if *of_member == report && !outlet.is_empty() && !outlets.iter().any(|known| known == outlet) {
                outlets.push(outlet.to_owned());
            }
        }
    }
    let mention = &tally.mentions[at];
    let value = folded(mention.figure.span.of(mention.line.member.article.text()));
    Version {
        value,
        outlets,
        published: entry.first,
        said_by: owner(mention.line, Some(mention.figure.span)),
        statement,
    }
}

/// The lines whose figures a later report replaced, by article and place.
pub(super) fn superseded(tally: &Tally<'_, '_>) -> BTreeSet<(usize, usize)> {
    replaced(tally).map(|mention| (mention.line.article, mention.line.position)).collect()
}

/// The numbers that a later report replaced.
pub(super) fn outdated(tally: &Tally<'_, '_>) -> BTreeSet<String> {
    replaced(tally).flat_map(|mention| numbers_in(mention.figure.span.of(mention.line.member.article.text()))).collect()
}

/// The numbers that replaced others and hold still.
pub(super) fn current(tally: &Tally<'_, '_>) -> BTreeSet<String> {
    let outdated = outdated(tally);
    let newest = successions(tally).into_values().filter_map(|mut newer| newer.pop_last());
    let given = newest.flat_map(|(_, entry)| tally.entries[entry].mentions.iter().map(|at| &tally.mentions[*at]));
    let numbers: BTreeSet<String> =
        given.flat_map(|mention| numbers_in(mention.figure.span.of(mention.line.member.article.text()))).collect();
    numbers.difference(&outdated).cloned().collect()
}

/// Where figures stand that a later report replaced.
fn replaced<'t, 'm, 'a>(tally: &'t Tally<'m, 'a>) -> impl Iterator<Item = &'t Mention<'m, 'a>> {
    let mut older = BTreeSet::new();
    for (oldest, mut newer) in successions(tally) {
        newer.pop_last();
        older.insert(oldest);
        // What replaced it and was replaced in turn.
        older.extend(newer.into_iter().map(|(_, entry)| entry));
    }
    older.into_iter().flat_map(|older| tally.entries[older].mentions.iter().map(|at| &tally.mentions[*at]))
}

/// By entry, those that replaced it, oldest first.
fn successions(tally: &Tally<'_, '_>) -> BTreeMap<usize, BTreeSet<(Option<i64>, usize)>> {
    let key = |entry: usize| tally.entries[entry].first.map(|first| first.0.order_key());
    let mut found: BTreeMap<usize, BTreeSet<(Option<i64>, usize)>> = BTreeMap::new();
    for edge in tally.edges.iter().filter(|edge| edge.relation == Relation::Revised) {
        let (older, newer) = if key(edge.a) < key(edge.b) { (edge.a, edge.b) } else { (edge.b, edge.a) };
        found.entry(older).or_default().insert((key(newer), newer));
    }
    found
}

/// Whether two sentences give figures of the same thing that cannot both hold, whatever the reason.
pub(super) fn clash(a: &Line<'_>, b: &Line<'_>) -> bool {
    a.figures().any(|left| {
        b.figures().any(|right| {
            let (left_of, right_of) = (counted(left, a), counted(right, b));
            let named = !left_of.is_empty() && !right_of.is_empty();
            named
                && left.unit == right.unit
                && same_thing(&left_of, &right_of)
                && (!meets(left, right) || other_floor(left, right))
        })
    })
}

/// "At least five" and "at least seven" may both be true, but beside each other they read as a contradiction.
fn other_floor(a: &Figure, b: &Figure) -> bool {
    a.high.is_none() && b.high.is_none() && a.low != b.low
}

/// What a figure counts, as terms; the dead, the killed and those who died are one count.
fn counted(figure: &Figure, line: &Line<'_>) -> Vec<String> {
    let mut terms = text::terms(&figure.of, &line.reading().language);
    for term in &mut terms {
        match term.as_str() {
            "dead" | "die" | "death" | "fatal" => "kill".clone_into(term),
            "hurt" | "wound" => "injur".clone_into(term),
            _ => {}
        }
    }
    terms
}

/// The same things are counted: one list of words holds the other.
fn same_thing(a: &[String], b: &[String]) -> bool {
    a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word))
}

fn meets(a: &Figure, b: &Figure) -> bool {
    let bounds = |figure: &Figure| (figure.low.unwrap_or(f64::NEG_INFINITY), figure.high.unwrap_or(f64::INFINITY));
    let ((a_low, a_high), (b_low, b_high)) = (bounds(a), bounds(b));
    a_low <= b_high && b_low <= a_high
}
/// A line as a statement that the page does not repeat: whole, or only the clause around the figure.
fn shown(
    material: &Material<'_>,
    line: &Line<'_>,
    figure: &Figure,
    told: &Telling,
) -> Option<(Result<Statement>, Vec<u32>)> {
    if told.is_new(material, line) && line.touches_story() {
        return Some((line.statement(), line.terms.clone()));
    }
    let Some((text, terms)) = clause(material, line, figure).filter(|(text, terms)| {
        !told.repeats(&material.lexicon, terms) && says(&line.text, text, &line.reading().language)
    }) else {
        return titled(material, line, figure, told);
    };
    let mut edits = line.edits.clone();
    edits.push(Edit::Shortened);
    let citation = line.citation().ok()?;
    Some((Statement::edited(text, vec![citation], &line.reading().language, edits), terms))
}

/// The title of the article, where it gives the figure and the page has not told it.
fn titled(
    material: &Material<'_>,
    line: &Line<'_>,
    figure: &Figure,
    told: &Telling,
) -> Option<(Result<Statement>, Vec<u32>)> {
    let article = &line.member.article;
    let title = article.title();
    let language = &line.reading().language;
    let number = numbers_in(figure.span.of(article.text()));
    let terms = material.lexicon.known(title, language);
    if number.is_empty() || !number.is_subset(&numbers_in(title)) || told.repeats(&material.lexicon, &terms) {
        return None;
    }
    let whole =
        title.starts_with(|first: char| first.is_uppercase() || first.is_numeric() || "“\"‘'$€£".contains(first));
    let citation = Citation::new(article, Field::Title, Span::new(0, title.len())?).ok().filter(|_| whole)?;
    Some((Statement::edited(ended(title), vec![citation], language, vec![Edit::Punctuated]), terms))
}

/// The clause around a figure, between commas or joining words.
fn clause(material: &Material<'_>, line: &Line<'_>, figure: &Figure) -> Option<(String, Vec<u32>)> {
    let source = line.source();
    let at = figure.span.start().checked_sub(line.span.start())?;
    let (mut start, mut end) = (0, source.len());
    for mark in [", ", "; ", " and ", " but ", " while ", " after ", " as ", " — ", " – "] {
        if let Some(found) = source.get(..at)?.rfind(mark) {
            start = start.max(found + mark.len());
        }
        if let Some(found) = source.get(at..)?.find(mark) {
            end = end.min(at + found);
        }
    }
    let words = source.get(start..end)?;
    let words = words.strip_prefix("that ").unwrap_or(words);
    let verb =
        [" were ", " was ", " are ", " is ", " have ", " has ", " had ", " said ", "killed", "detained", "injured"];
    let whole = words.split_whitespace().count() >= 4 && verb.iter().any(|verb| words.contains(verb));
    let text = ended(&capitalised(words));
    let terms = material.lexicon.known(&text, &line.reading().language);
    (whole && text.len() < line.text.len()).then_some((text, terms))
}

/// Claims with the denials of just these claims.
fn denials(material: &Material<'_>, told: &mut Telling) -> Result<Vec<Difference>> {
    let mut found: Vec<Difference> = Vec::new();
    for Denied { claim, denial, about } in denied(material) {
        // One claim denied twice is one difference.
        let again = found.iter().any(|known| known.versions[0].statement.text() == claim.text);
        let new = |line: &Line<'_>| told.is_new(material, line);
        if found.len() >= DENIALS_MAX || again || !new(claim) || !new(denial) {
            continue;
        }
        told.tell(&claim.terms);
        told.tell(&denial.terms);
        let versions = vec![side(claim, "claimed")?, side(denial, "denied")?];
        found.push(Difference { about, kind: DifferKind::Claim, relation: Relation::Denied, versions });
    }
    Ok(found)
}

fn side(line: &Line<'_>, value: &str) -> Result<Version> {
    Ok(Version {
        value: value.to_owned(),
        outlets: vec![line.member.article.outlet().to_owned()],
        published: line.member.article.published(),
        said_by: owner(line, None),
        statement: line.statement()?,
    })
}
