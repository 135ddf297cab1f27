//! More on these topics: a card per person, organisation, place or thing, described in the papers' own words.
//! In: the names of a story and its lines. Out: cards whose description is a noun phrase or a sentence of a paper, cited.
//! Never: a description cut inside a word, or one that a paper gives of somebody else.

use super::describe::{kind_of, phrases};
use super::focus::Named;
use super::happened::ended;
use super::material::{Line, Material};
use super::sound::{Soundness, is_verb_form};
use super::tidy::capitalised;
use super::told::Telling;
use crate::error::Result;
use crate::model::{Citation, Edit, Field, NameKind, Span, Statement, TopicCard, TopicId};

/// Cards of a page.
const MOST: usize = 7;
/// Names that are looked at.
const TRIED: usize = 24;
/// With so many cards, none is filled with a sentence that tells what a name did.
const TOLD_MAX: usize = 4;
/// With so few, a sentence serves in which the name is not the subject.
const FEW: usize = 3;
/// Where a name stands in a sentence of which it is the subject, and in one that is about it at least, in bytes.
const SUBJECT_BYTES: usize = 4;
const EARLY_BYTES: usize = 60;

/// The cards of a story.
pub(super) fn topics(material: &Material<'_>, names: &[Named], told: &mut Telling) -> Result<Vec<TopicCard>> {
    let mut cards: Vec<TopicCard> = Vec::new();
    let mut later: Vec<&Named> = Vec::new();
    for named in names.iter().take(TRIED).filter(|named| !is_outlet(material, &named.name)) {
        if cards.len() >= MOST {
            break;
        }
        match described(material, named, told)? {
            Some(card) => cards.push(card),
            None => later.push(named),
        }
    }
    // Where even that leaves few, a sentence that names it early.
    for (enough, early) in [(TOLD_MAX, SUBJECT_BYTES), (FEW, EARLY_BYTES)] {
        for named in &later {
            if cards.len() < enough && cards.iter().all(|card| card.name != named.name) {
                cards.extend(told_of(material, named, told, early)?);
            }
        }
    }
    Ok(cards)
}

/// Whether a name is that of a paper in the story, or of a news agency's credit.
fn is_outlet(material: &Material<'_>, name: &str) -> bool {
    let squeezed: String = name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    material.story.members().iter().any(|member| {
        let outlet: String =
            member.article.outlet().to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        squeezed.len() >= 3 && (outlet == squeezed || outlet.starts_with(&squeezed))
    })
}

/// A noun phrase beside a mention; the newest paper's first, for roles change.
fn described(material: &Material<'_>, named: &Named, told: &mut Telling) -> Result<Option<TopicCard>> {
    let mut best: Option<(f64, &Line<'_>, Span, String)> = None;
    for (at, mention) in &named.mentions {
        let line = &material.lines[*at];
        if line.reading().language != "en" || line.soundness == Soundness::Unfit {
            continue;
        }
        // "Ann Holm, the sister of Lea Holm" may be joined to either; nobody is described by their own name.
        let apart = |(_, _, phrase): &(f64, Span, String)| !phrase.contains(&named.name) && !leans(phrase);
        for (score, span, phrase) in phrases(line, *mention, named.kind).into_iter().filter(apart) {
            let score = score + 0.2 * line.article as f64 / material.story.members().len() as f64;
            if best.as_ref().is_none_or(|known| score > known.0) {
                best = Some((score, line, span, phrase));
            }
        }
    }
    let Some((_, line, span, phrase)) = best else { return Ok(None) };
    let kind = kind_of(&phrase, named.kind);
    let text = ended(&capitalised(&phrase));
    let terms = material.lexicon.known(&text, "en");
    if told.repeats(&material.lexicon, &terms) {
        return Ok(None);
    }
    told.tell(&terms);
    let article = &line.member.article;
    let citation = Citation::new(article, Field::Text, span)?;
    let description = Statement::edited(text, vec![citation], &line.reading().language, vec![Edit::Described])?;
    Ok(Some(card(named, kind, line, description)))
}

/// "Her father", "the firm's new chief": whose stands elsewhere, and what was new may be new no more.
fn leans(phrase: &str) -> bool {
    phrase.split(' ').any(|word| {
        matches!(word.to_lowercase().as_str(), "his" | "her" | "their" | "its" | "my" | "our" | "new" | "then")
    })
}

fn card(named: &Named, kind: NameKind, line: &Line<'_>, description: Statement) -> TopicCard {
    TopicCard {
        id: TopicId::derive(kind.as_str(), &named.name),
        name: named.name.clone(),
        kind,
        description,
        as_of: line.member.article.published(),
    }
}

/// No phrase describes it: a sentence of which it is the subject, best one that says what it is, has or did before.
fn told_of(material: &Material<'_>, named: &Named, told: &mut Telling, early: usize) -> Result<Option<TopicCard>> {
    let mut lines: Vec<(u8, &Line<'_>)> = named
        .mentions
        .iter()
        .map(|(at, mention)| (&material.lines[*at], *mention))
        .filter(|(line, mention)| line.span.start().abs_diff(mention.start()) <= early)
        .filter(|(line, _)| line.touches_story() && line.words <= 40)
        .filter_map(|(line, mention)| match predicate(line, mention) {
            None if early > SUBJECT_BYTES => Some((0, line)),
            found => Some((found?, line)),
        })
        .collect();
    lines.sort_by(|left, right| right.0.cmp(&left.0).then(right.1.central.total_cmp(&left.1.central)));
    for (_, line) in lines {
        if told.is_new(material, line) {
            told.tell(&line.terms);
            return Ok(Some(card(named, named.kind, line, line.statement()?)));
        }
    }
    Ok(None)
}

/// How much the words after a name say of it: what it is or has, else what it did; none where it is no subject.
fn predicate(line: &Line<'_>, mention: Span) -> Option<u8> {
    let after = line.member.article.text().get(mention.end()..line.sentence.end()).unwrap_or("");
    let mut words = after.strip_prefix(' ').unwrap_or("").split([' ', ',', '.']);
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    match first {
        "is" | "was" | "are" | "were" if matches!(second, "a" | "an" | "the" | "one" | "known" | "home") => Some(3),
        "has" | "had" | "is" | "was" | "are" | "were" | "have" => Some(2),
        "said" | "says" | "told" => Some(0),
        "also" | "already" | "first" | "now" => Some(1),
        word if is_verb_form(word) || (word.len() > 4 && word.ends_with("ed")) => Some(1),
        _ => None,
    }
}
