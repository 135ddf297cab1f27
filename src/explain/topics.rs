//! More on these topics: a card per person, organisation, place or thing, described in the papers' own words.
//! In: the names of a story and its lines. Out: cards whose description is a noun phrase or a sentence of a paper, cited.
//! Never: a description cut inside a word, or one that a paper gives of somebody else.
//!
//! Method: pre-modifiers, appositives and copulas around a name, as in PROFILE (Radev and McKeown 1997).

use super::focus::Named;
use super::happened::ended;
use super::material::{Line, Material};
use super::tidy::{capitalised, folded};
use super::told::Telling;
use crate::error::Result;
use crate::model::{Citation, Edit, Field, NameKind, Span, Statement, TopicCard, TopicId};

/// Cards of a page.
const MOST: usize = 7;
/// Names that are looked at.
const TRIED: usize = 24;
/// Words of a noun phrase that describes.
const PHRASE_WORDS: std::ops::RangeInclusive<usize> = 2..=22;

/// Nouns that say what somebody is, with their plural left out.
const ROLES: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "secretary",
    "senator",
    "congressman",
    "congresswoman",
    "governor",
    "mayor",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "chief",
    "director",
    "chairman",
    "chairwoman",
    "chair",
    "ceo",
    "executive",
    "manager",
    "head",
    "leader",
    "commander",
    "general",
    "colonel",
    "major",
    "captain",
    "lieutenant",
    "sergeant",
    "officer",
    "judge",
    "justice",
    "prosecutor",
    "lawyer",
    "attorney",
    "professor",
    "analyst",
    "economist",
    "scientist",
    "researcher",
    "expert",
    "adviser",
    "advisor",
    "ambassador",
    "envoy",
    "diplomat",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "bishop",
    "archbishop",
    "cardinal",
    "imam",
    "rabbi",
    "coach",
    "striker",
    "goalkeeper",
    "midfielder",
    "defender",
    "player",
    "champion",
    "actor",
    "actress",
    "singer",
    "author",
    "writer",
    "journalist",
    "reporter",
    "editor",
    "founder",
    "co-founder",
    "owner",
    "activist",
    "lawmaker",
    "mp",
    "candidate",
    "deputy",
    "commissioner",
    "superintendent",
    "sheriff",
    "detective",
    "inspector",
    "marshal",
    "admiral",
    "driver",
    "pilot",
    "teacher",
    "student",
    "resident",
    "witness",
    "farmer",
    "doctor",
    "surgeon",
    "engineer",
    "historian",
    "speaker",
    "whistleblower",
    "billionaire",
    "businessman",
    "businesswoman",
    "banker",
    "investor",
    "strategist",
    "correspondent",
];

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
    for named in later {
        if cards.len() >= MOST.min(4) {
            break;
        }
        cards.extend(told_of(material, named, told)?);
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
        if line.reading().language != "en" {
            continue;
        }
        for (score, span, phrase) in phrases(line, *mention, named.kind) {
            let score = score + 0.2 * line.article as f64 / material.story.members().len() as f64;
            if best.as_ref().is_none_or(|known| score > known.0) {
                best = Some((score, line, span, phrase));
            }
        }
    }
    let Some((_, line, span, phrase)) = best else { return Ok(None) };
    let text = ended(&capitalised(&phrase));
    let terms = material.lexicon.known(&text, "en");
    if told.repeats(&material.lexicon, &terms) {
        return Ok(None);
    }
    told.tell(&terms);
    let article = &line.member.article;
    let citation = Citation::new(article, Field::Text, span)?;
    let description = Statement::edited(text, vec![citation], &line.reading().language, vec![Edit::Described])?;
    Ok(Some(card(named, line, description)))
}

fn card(named: &Named, line: &Line<'_>, description: Statement) -> TopicCard {
    TopicCard {
        id: TopicId::derive(named.kind.as_str(), &named.name),
        name: named.name.clone(),
        kind: named.kind,
        description,
        as_of: line.member.article.published(),
    }
}

/// What a paper says the name is: (how sure, what to cite, the phrase).
fn phrases(line: &Line<'_>, mention: Span, kind: NameKind) -> Vec<(f64, Span, String)> {
    let article = line.member.article.text();
    let before = article.get(line.sentence.start()..mention.start()).unwrap_or("");
    let after = article.get(mention.end()..line.sentence.end()).unwrap_or("");
    let mut found = Vec::new();
    if let Some((skip, phrase)) = apposition(after, kind) {
        let end = mention.end() + skip + phrase.len();
        found.extend(Span::new(mention.start(), end).map(|span| (1.0, span, folded(phrase))));
    }
    if kind == NameKind::Person
        && let Some(phrase) = title(before)
    {
        let start = mention.start() - before.len() + before.rfind(phrase).unwrap_or(0);
        let sure = 0.6 + 0.05 * phrase.split(' ').count().min(6) as f64;
        found.extend(Span::new(start, mention.end()).map(|span| (sure, span, folded(phrase))));
    }
    if let Some(phrase) = copula(before, after) {
        let end = mention.end() + phrase.1;
        found.extend(Span::new(mention.start(), end).map(|span| (0.9, span, folded(phrase.0))));
    }
    found
}

/// ", the mayor of Telmar," after a name: how many bytes to skip, and the phrase.
fn apposition(after: &str, kind: NameKind) -> Option<(usize, &str)> {
    let rest = after.strip_prefix(", ")?;
    let end = phrase_end(rest)?;
    let phrase = rest.get(..end)?;
    let first = phrase.split(' ').next().unwrap_or("").to_lowercase();
    let last_is_comma = rest[end..].starts_with([',', '.', ';']);
    let opens = matches!(first.as_str(), "the" | "a" | "an" | "one" | "its" | "their")
        || (kind == NameKind::Person && holds_role(phrase) && phrase.starts_with(char::is_lowercase));
    // "a hack in one town, a ban in another, a …": the next item of a list describes nobody.
    let items = [", a ", ", an ", ", the ", ", and "];
    let listed = kind != NameKind::Person && items.iter().any(|next| rest[end..].starts_with(next));
    // "Ann Holm, 30, from Telmar, one of those on the ferry": that is the person, not the town.
    let others = kind != NameKind::Person && first == "one";
    (opens
        && !listed
        && !others
        && last_is_comma
        && is_noun_phrase(phrase)
        && (kind != NameKind::Person || holds_role(phrase) || first != "the"))
        .then_some((2, phrase))
}

/// Where a phrase ends: at the first comma, semicolon, dash or full stop that no word follows inside a name.
fn phrase_end(rest: &str) -> Option<usize> {
    let marks = [", ", "; ", ". ", " – ", " — ", " - ", " said", " says", " told"];
    let cut =
        marks.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.trim_end_matches(['.', '"', '”']).len());
    (cut > 0).then_some(cut)
}

/// Small words that may stand inside a title.
const TITLE_WORDS: &[&str] = &[
    "of",
    "for",
    "and",
    "foreign",
    "police",
    "prime",
    "deputy",
    "former",
    "vice",
    "state",
    "press",
    "defense",
    "defence",
    "interior",
    "opposition",
    "party",
    "army",
    "military",
    "government",
    "chief",
    "acting",
    "senior",
    "executive",
    "general",
    "political",
    "law",
    "team",
];
/// Words with a capital that open a sentence and belong to no title.
const OPENINGS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "But",
    "And",
    "When",
    "As",
    "After",
    "While",
    "Mr",
    "Mrs",
    "Ms",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr",
    "Dr.",
    "Said",
    "If",
    "For",
    "With",
    "By",
    "From",
    "Both",
    "Last",
    "Earlier",
    "Meanwhile",
    "That's",
    "That’s",
    "It's",
    "It’s",
];
/// Words of a title.
const TITLE_WORDS_MAX: usize = 8;

/// "Telmar police chief" before a name: the words back to the last one that belongs to no title.
fn title(before: &str) -> Option<&str> {
    let trimmed = before.strip_suffix(' ')?;
    let mut start = trimmed.len();
    for (words, word) in trimmed.rsplit(' ').take(TITLE_WORDS_MAX).enumerate() {
        if !in_title(word) || (words > 0 && OPENINGS.contains(&word)) {
            break;
        }
        start = start.saturating_sub(word.len() + usize::from(words > 0));
    }
    let phrase = trimmed.get(start..)?.trim_start();
    // "a spokesman for Telmar's mayor Ann Holm": who stands before "for" is somebody else.
    let phrase = [" of ", " for "].iter().fold(phrase, |rest, joint| rest.rsplit(joint).next().unwrap_or(rest));
    let phrase = phrase.trim_start_matches("of ").trim_start_matches("and ").trim_start_matches("for ");
    let ends_in_role = phrase.split(' ').next_back().is_some_and(is_role);
    (ends_in_role && phrase.split(' ').count() >= 2 && !phrase.contains(" and ")).then_some(phrase)
}

fn in_title(word: &str) -> bool {
    let bare = word.trim_end_matches("'s").trim_end_matches("’s");
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '’' | '\'');
    let known = is_role(bare) || bare.starts_with(char::is_uppercase) || TITLE_WORDS.contains(&bare);
    !bare.is_empty() && bare.chars().all(plain) && known
}

/// "Telmar is a town on …": the phrase after the verb, with how many bytes of the rest it takes.
fn copula<'t>(before: &str, after: &'t str) -> Option<(&'t str, usize)> {
    let opens = matches!(before.trim(), "" | "The" | "the");
    let (verb, rest) =
        [" is ", " was "].iter().find_map(|verb| after.strip_prefix(verb).map(|rest| (verb.len(), rest)))?;
    let first = rest.split(' ').next().unwrap_or("");
    let end = phrase_end(rest)?;
    let phrase = rest.get(..end)?;
    (opens && matches!(first, "a" | "an" | "one") && is_noun_phrase(phrase)).then_some((phrase, verb + end))
}

fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    ROLES.contains(&lower.trim_end_matches('.'))
}

fn holds_role(phrase: &str) -> bool {
    phrase.split([' ', '-']).any(is_role)
}

/// No verb of telling, no clause, no list: only a noun with what belongs to it.
fn is_noun_phrase(phrase: &str) -> bool {
    const VERBS: &[&str] = &[
        "said",
        "says",
        "told",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "have",
        "will",
        "would",
        "he",
        "she",
        "they",
        "it",
        "this",
        "that",
        "i",
        "we",
        "you",
        "added",
        "but",
        "when",
        "while",
        "as",
        "because",
        "according",
        "announced",
        "reported",
        "confirmed",
        "wrote",
        "warned",
        "could",
    ];
    let words: Vec<&str> = phrase.split_whitespace().collect();
    PHRASE_WORDS.contains(&words.len())
        && !phrase.contains(['"', '“', '”', '(', ')', ':', '[', '?', '!'])
        && !words.iter().any(|word| VERBS.contains(&word.to_lowercase().as_str()))
        && !words.last().is_some_and(|word| matches!(*word, "the" | "a" | "of" | "and" | "in" | "to" | "for" | "who"))
}

/// No phrase describes it: a sentence that begins with it, from the paper.
fn told_of(material: &Material<'_>, named: &Named, told: &mut Telling) -> Result<Option<TopicCard>> {
    let mut lines: Vec<(bool, &Line<'_>)> = named
        .mentions
        .iter()
        .map(|(at, mention)| (material.lines[*at].span.start().abs_diff(mention.start()) <= 4, &material.lines[*at]))
        .filter(|(opens, line)| *opens && line.touches_story() && line.words <= 40)
        .collect();
    lines.sort_by(|left, right| right.0.cmp(&left.0).then(right.1.central.total_cmp(&left.1.central)));
    for (_, line) in lines {
        if told.is_new(material, line) {
            told.tell(&line.terms);
            return Ok(Some(card(named, line, line.statement()?)));
        }
    }
    Ok(None)
}
