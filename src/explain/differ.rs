//! Where the papers differ: figures of one thing that cannot both hold, newer counts, denials.
//! In: the material and what the page has told. Out: the versions side by side, each with outlet, time, owner and words.
//! Never: two counts of different things as a disagreement; what is not comparable is left out.

use super::behind::speaker;
use super::happened::ended;
use super::material::{Line, Material};
use super::numbers::numbers_in;
use super::sound::Soundness;
use super::tidy::capitalised;
use super::told::Telling;
use crate::error::Result;
use crate::model::{
    Citation, Cue, DifferKind, Difference, Edit, Field, Figure, NameKind, Relation, Span, Statement, Version,
};
use crate::text;
use std::collections::BTreeSet;

/// Differences shown.
const MOST: usize = 5;
/// Versions of one difference.
const VERSIONS_MAX: usize = 4;
/// Two figures further apart than this count different things, as a rule: of 65 labelled pairs of one unit and day
/// with other figures, hardly a real conflict lay beyond it.
const RATIO_MAX: f64 = 2.5;
/// Counts of one or two are mostly other things ("two officers" among forty).
const VALUE_MIN: f64 = 3.0;
/// How alike two sentences must be, numbers aside, to speak of one thing.
const ALIKE_MIN: f64 = 0.16;
/// A figure this much later is an update, not a contradiction.
const REVISED_AFTER_SECONDS: i64 = 6 * 3600;

/// One figure where it stands.
struct Mention<'m, 'a> {
    line: &'m Line<'a>,
    figure: &'m Figure,
    of: Vec<String>,
}

/// The differences of a story, disagreements first.
pub(super) fn differ(material: &Material<'_>, told: &mut Telling) -> Result<Vec<Difference>> {
    let mut found = figures(material, told)?;
    found.extend(denials(material, told)?);
    found.sort_by_key(|difference| !difference.relation.is_disagreement());
    found.truncate(MOST);
    Ok(found)
}

/// Every figure that says what it counts.
fn mentions<'m, 'a>(material: &'m Material<'a>) -> Vec<Mention<'m, 'a>> {
    let mut found = Vec::new();
    for line in material.lines.iter().filter(|line| line.soundness > Soundness::Unfit) {
        for figure in line.figures() {
            let of = counted(figure, line);
            let value = figure.low.or(figure.high).unwrap_or(0.0);
            if value >= VALUE_MIN && !(of.is_empty() && figure.unit == "count") {
                found.push(Mention { line, figure, of });
            }
        }
    }
    found
}

fn figures(material: &Material<'_>, told: &mut Telling) -> Result<Vec<Difference>> {
    let mentions = mentions(material);
    let mut found: Vec<Difference> = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for first in 0..mentions.len() {
        if used.contains(&first) || found.len() >= MOST {
            continue;
        }
        let mut kinds = [(Relation::Conflict, vec![first]), (Relation::Revised, vec![first])];
        for second in first + 1..mentions.len() {
            let (a, b) = (&mentions[first], &mentions[second]);
            if used.contains(&second) || a.line.report == b.line.report {
                continue;
            }
            let Some(how) = related(material, &mentions, a, b) else { continue };
            for (relation, sides) in &mut kinds {
                if *relation == how && may_join(&mentions, sides, b) {
                    sides.push(second);
                }
            }
        }
        for (relation, sides) in kinds.into_iter().filter(|(_, sides)| sides.len() > 1) {
            let Some(difference) = difference(material, &mentions, &sides, relation, told)? else { continue };
            for (at, mention) in mentions.iter().enumerate() {
                if sides.iter().any(|side| mentions[*side].of == mention.of) {
                    used.insert(at);
                }
            }
            found.push(difference);
        }
    }
    Ok(found)
}

/// Another value, of another report than the sides have.
fn may_join(mentions: &[Mention<'_, '_>], sides: &[usize], new: &Mention<'_, '_>) -> bool {
    let other = |side: &usize| {
        let known = &mentions[*side];
        !meets(known.figure, new.figure) && known.line.report != new.line.report
    };
    sides.len() < VERSIONS_MAX && sides.iter().all(other)
}

/// How two figures stand to each other; none where they agree, or count different things.
fn related(
    material: &Material<'_>,
    mentions: &[Mention<'_, '_>],
    a: &Mention<'_, '_>,
    b: &Mention<'_, '_>,
) -> Option<Relation> {
    let comparable = a.figure.unit == b.figure.unit && same_thing(&a.of, &b.of) && !meets(a.figure, b.figure);
    if !comparable || ratio(a.figure, b.figure) > RATIO_MAX || is_part(a) || is_part(b) {
        return None;
    }
    if alike_without_numbers(material, a.line, b.line) < ALIKE_MIN || other_place(a.line, b.line) {
        return None;
    }
    match (first_time(mentions, a), first_time(mentions, b)) {
        (Some(first), Some(second)) if (first - second).abs() >= REVISED_AFTER_SECONDS => Some(Relation::Revised),
        _ => Some(Relation::Conflict),
    }
}

/// When the first article gave this figure of this thing, in seconds: a later paper may still print an old count.
fn first_time(mentions: &[Mention<'_, '_>], wanted: &Mention<'_, '_>) -> Option<i64> {
    let same = mentions.iter().filter(|other| same_figure(other, wanted));
    same.filter_map(|other| other.line.member.article.published()).map(|published| published.0.order_key()).min()
}

fn same_figure(a: &Mention<'_, '_>, b: &Mention<'_, '_>) -> bool {
    equal(a.figure, b.figure) && a.figure.unit == b.figure.unit && same_thing(&a.of, &b.of)
}

/// The lines whose figures a later report replaced, by article and place.
pub(super) fn superseded(material: &Material<'_>) -> BTreeSet<(usize, usize)> {
    let mentions = mentions(material);
    let mut found = BTreeSet::new();
    for (at, a) in mentions.iter().enumerate() {
        for b in mentions.iter().skip(at + 1).filter(|b| a.line.report != b.line.report) {
            if related(material, &mentions, a, b) == Some(Relation::Revised) {
                let older = if first_time(&mentions, a) < first_time(&mentions, b) { a } else { b };
                let same = mentions.iter().filter(|other| same_figure(other, older));
                found.extend(same.map(|other| (other.line.article, other.line.position)));
            }
        }
    }
    found
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

/// Whether two sentences give figures of the same thing that cannot both hold, whatever the reason.
pub(super) fn clash(a: &Line<'_>, b: &Line<'_>) -> bool {
    let of = |line: &Line<'_>, figure: &Figure| counted(figure, line);
    a.figures().any(|left| {
        b.figures().any(|right| {
            let (left_of, right_of) = (of(a, left), of(b, right));
            let named = !left_of.is_empty() && !right_of.is_empty();
            named
                && left.unit == right.unit
                && same_thing(&left_of, &right_of)
                && (!meets(left, right) || other_floor(left, right))
        })
    })
}

/// The same things are counted: one list of words holds the other.
fn same_thing(a: &[String], b: &[String]) -> bool {
    a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word))
}

fn bounds(figure: &Figure) -> (f64, f64) {
    (figure.low.unwrap_or(f64::NEG_INFINITY), figure.high.unwrap_or(f64::INFINITY))
}

fn meets(a: &Figure, b: &Figure) -> bool {
    let ((a_low, a_high), (b_low, b_high)) = (bounds(a), bounds(b));
    a_low <= b_high && b_low <= a_high
}

fn ratio(a: &Figure, b: &Figure) -> f64 {
    let value = |figure: &Figure| figure.low.or(figure.high).unwrap_or(0.0).max(f64::MIN_POSITIVE);
    let (a, b) = (value(a), value(b));
    a.max(b) / a.min(b)
}

/// "of them", "including 12", "among the 12": a part of another figure.
fn is_part(side: &Mention<'_, '_>) -> bool {
    let article = side.line.member.article.text();
    let from = side.line.sentence.start();
    let before = article.get(from..side.figure.span.start()).unwrap_or("").to_lowercase();
    let after = article.get(side.figure.span.end()..side.line.sentence.end()).unwrap_or("").to_lowercase();
    ["including", "among them", "of whom", "of which", "another", "a further", "other", "of the", "more than half"]
        .iter()
        .any(|mark| before.trim_end().ends_with(mark))
        || [" of them", " of whom", " of those", " of the ", " more ", " others"]
            .iter()
            .any(|mark| after.starts_with(mark))
}

/// Likeness of two sentences with their numbers left out.
fn alike_without_numbers(material: &Material<'_>, a: &Line<'_>, b: &Line<'_>) -> f64 {
    let plain = |line: &Line<'_>| {
        let numbers: Vec<u32> = numbers_in(&line.text)
            .iter()
            .flat_map(|number| material.lexicon.known(number, &line.reading().language))
            .collect();
        line.terms.iter().copied().filter(|term| !numbers.contains(term)).collect::<Vec<u32>>()
    };
    material.lexicon.likeness(&plain(a), &plain(b))
}

/// Both name places, and neither names a place of the other: by any kind, as one article may show less of it.
fn other_place(a: &Line<'_>, b: &Line<'_>) -> bool {
    let names = |line: &Line<'_>| line.names().map(|name| name.name.clone()).collect::<BTreeSet<String>>();
    let places = |line: &Line<'_>| -> BTreeSet<String> {
        line.names().filter(|name| name.kind == NameKind::Place).map(|name| name.name.clone()).collect()
    };
    let (of_a, of_b) = (places(a), places(b));
    !of_a.is_empty() && !of_b.is_empty() && of_a.is_disjoint(&names(b)) && of_b.is_disjoint(&names(a))
}

fn difference(
    material: &Material<'_>,
    mentions: &[Mention<'_, '_>],
    sides: &[usize],
    relation: Relation,
    told: &mut Telling,
) -> Result<Option<Difference>> {
    let mut versions = Vec::new();
    let mut terms = Vec::new();
    for side in sides {
        let wanted = &mentions[*side];
        // Any sentence with the same figure of the same thing serves; one that the page has not told is best.
        let choice = mentions
            .iter()
            .filter(|other| same_figure(other, wanted))
            .find_map(|other| shown(material, other.line, other.figure, told).map(|shown| (other, shown)));
        let Some((mention, (statement, statement_terms))) = choice else { return Ok(None) };
        terms.push(statement_terms);
        versions.push(version(material, mentions, mention, statement?));
    }
    for terms in &terms {
        told.tell(terms);
    }
    let about = sides.iter().map(|side| mentions[*side].figure.of.as_str()).max_by_key(|of| of.len()).unwrap_or("");
    let about = match (about, mentions[sides[0]].figure.unit.as_str()) {
        ("", "percent") => "the share".to_owned(),
        ("", _) => "the amount".to_owned(),
        (about, _) => about.to_owned(),
    };
    versions.sort_by_key(|version| version.published.map_or(i64::MAX, |published| published.0.order_key()));
    Ok(Some(Difference { about, kind: DifferKind::Figure, relation, versions }))
}

fn equal(a: &Figure, b: &Figure) -> bool {
    a.low == b.low && a.high == b.high
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
    let Some((text, terms)) =
        clause(material, line, figure).filter(|(_, terms)| !told.repeats(&material.lexicon, terms))
    else {
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
    let citation = Citation::new(article, Field::Title, Span::new(0, title.len())?).ok()?;
    Some((Statement::edited(title.to_owned(), vec![citation], language, Vec::new()), terms))
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

fn version(
    material: &Material<'_>,
    mentions: &[Mention<'_, '_>],
    mention: &Mention<'_, '_>,
    statement: Statement,
) -> Version {
    let mut outlets: Vec<String> = Vec::new();
    let mut published = mention.line.member.article.published();
    for other in mentions.iter().filter(|other| same_figure(other, mention)) {
        let when = other.line.member.article.published();
        if when.map(|when| when.0.order_key()) < published.map(|published| published.0.order_key()) && when.is_some() {
            published = when;
        }
        for (member, report) in material.story.members().iter().zip(&material.report_of) {
            let outlet = member.article.outlet();
            if *report == other.line.report && !outlet.is_empty() && !outlets.iter().any(|known| known == outlet) {
                outlets.push(outlet.to_owned());
            }
        }
    }
    let value = super::tidy::folded(mention.figure.span.of(mention.line.member.article.text()));
    Version { value, outlets, published, said_by: said_by(mention.line), statement }
}

/// Whom the sentence names as the owner of what it says.
pub(super) fn said_by(line: &Line<'_>) -> Option<String> {
    if let Some(name) = speaker(line) {
        return Some(name.to_owned());
    }
    let text = line.text.as_str();
    if let Some(at) = text.to_lowercase().find("according to ").filter(|at| text.is_char_boundary(at + 13)) {
        let rest = text[at + 13..].split([',', '.', ';']).next().unwrap_or("");
        return Some(rest.split(' ').take(7).collect::<Vec<_>>().join(" ")).filter(|owner| !owner.is_empty());
    }
    for mark in [" said", " says", " reported", " announced"] {
        if let Some(at) = text.find(mark) {
            // "The mill, a maker of flour, said": the owner stands before what describes it.
            let before = match text[..at].strip_suffix(',') {
                Some(described) if described.matches(',').count() == 1 => described.split(',').next().unwrap_or(""),
                _ => &text[..at],
            };
            let front = before.rsplit([',', ';', '"', '”', '.']).next().unwrap_or("").trim();
            let count = front.split(' ').count();
            if (1..=7).contains(&count) && !front.is_empty() {
                return Some(front.to_owned());
            }
        }
    }
    None
}

/// "Denied access", "denied bail": something is withheld, no claim is denied.
fn withholds(line: &Line<'_>) -> bool {
    const WHAT: &[&str] =
        &["access", "entry", "bail", "a visa", "visas", "permission", "a request", "requests", "a permit", "asylum"];
    let lower = line.text.to_lowercase();
    ["denied ", "denies ", "denying ", "deny "].iter().any(|verb| {
        lower.match_indices(verb).any(|(at, _)| WHAT.iter().any(|what| lower[at + verb.len()..].starts_with(what)))
    })
}

/// The longest name that stands in both.
fn shared_subject(claim: &Line<'_>, denial: &Line<'_>) -> Option<String> {
    let both = claim.names().filter(|name| denial.names().any(|other| other.name == name.name));
    both.map(|name| name.name.clone()).max_by_key(|name| (name.chars().count(), name.clone()))
}

/// Claims that somebody denies, with the denial beside them.
fn denials(material: &Material<'_>, told: &mut Telling) -> Result<Vec<Difference>> {
    let mut found = Vec::new();
    let denying = material
        .lines
        .iter()
        .filter(|line| line.cues().contains(&Cue::Denial) && line.touches_story() && !withholds(line));
    for denial in denying {
        if found.len() >= 2 || told.repeats(&material.lexicon, &denial.terms) {
            continue;
        }
        let claim = material
            .lines
            .iter()
            .filter(|line| line.touches_story() && !line.cues().contains(&Cue::Denial) && told.is_new(material, line))
            .map(|line| (material.lexicon.likeness(&line.terms, &denial.terms), line))
            .filter(|(alike, _)| (ALIKE_MIN..0.5).contains(alike))
            .fold(None, |best: Option<(f64, &Line<'_>)>, next| match best {
                Some(best) if best.0 >= next.0 => Some(best),
                _ => Some(next),
            });
        let Some((_, claim)) = claim else { continue };
        let about =
            shared_subject(claim, denial).or_else(|| said_by(denial)).unwrap_or_else(|| "what is claimed".to_owned());
        // One claim denied twice is one difference.
        if found.iter().any(|known: &Difference| known.about == about) {
            continue;
        }
        told.tell(&claim.terms);
        told.tell(&denial.terms);
        let side = |line: &Line<'_>, value: &str| -> Result<Version> {
            Ok(Version {
                value: value.to_owned(),
                outlets: vec![line.member.article.outlet().to_owned()],
                published: line.member.article.published(),
                said_by: said_by(line),
                statement: line.statement()?,
            })
        };
        let versions = vec![side(claim, "claimed")?, side(denial, "denied")?];
        found.push(Difference { about, kind: DifferKind::Claim, relation: Relation::Denied, versions });
    }
    Ok(found)
}
