//! What's behind the headline? In: the material and what the page has told. Out: sentences under their roles.
//! Never: an opinion or a forecast without an owner in the sentence itself.

use super::material::{Line, Material};
use super::sound::Soundness;
use super::told::Telling;
use crate::error::Result;
use crate::model::{Behind, Cue, Name, NameKind, Role, Span};

/// Sentences of the section.
const MOST: usize = 10;
/// Sentences of one role, so that five people's anger does not hide the one cause.
const OF_ONE_ROLE_MAX: usize = 3;
/// With fewer sentences than this, quoted voices stand in as reactions.
const ENOUGH: usize = 6;
/// With fewer than this, reported speech stands in as well.
const LEAST: usize = 3;
/// Words of a sentence in this section.
const WORDS_MAX: usize = 55;
/// The order in which roles take turns and are shown.
const ORDER: [(Cue, Role); 5] = [
    (Cue::Cause, Role::Cause),
    (Cue::Consequence, Role::Consequence),
    (Cue::Reaction, Role::Reaction),
    (Cue::Outlook, Role::Outlook),
    (Cue::Doubt, Role::Doubt),
];

/// The section; at most `limit` sentences.
pub(super) fn behind(material: &Material<'_>, told: &mut Telling, limit: usize) -> Result<Vec<Behind>> {
    let limit = limit.min(MOST);
    let mut queues: Vec<(Role, Vec<&Line<'_>>)> =
        ORDER.iter().map(|(cue, role)| (*role, candidates(material, *cue, *role, Line::is_of_story))).collect();
    let mut found: Vec<(Role, &Line<'_>)> = Vec::new();
    for _ in 0..OF_ONE_ROLE_MAX {
        for (role, queue) in &mut queues {
            if found.len() < limit
                && let Some(line) = next_new(material, told, queue, true)
            {
                found.push((*role, line));
            }
        }
    }
    let mut voices = voices(material);
    while found.len() < limit.min(ENOUGH) {
        let Some(line) = next_new(material, told, &mut voices, true) else { break };
        found.push((Role::Reaction, line));
    }
    for (cue, role) in ORDER {
        let mut queue = candidates(material, cue, role, Line::touches_story);
        while found.len() < limit.min(ENOUGH) {
            let apart = found.len() >= LEAST;
            let Some(line) = next_new(material, told, &mut queue, apart) else { break };
            found.push((role, line));
        }
    }
    let mut reported = reported_voices(material);
    while found.len() < limit.min(LEAST) {
        let Some(line) = next_new(material, told, &mut reported, false) else { break };
        found.push((Role::Reaction, line));
    }
    found.sort_by_key(|(role, line)| (*role, line.article, line.position));
    found.into_iter().map(|(role, line)| Ok(Behind { role, statement: line.statement()? })).collect()
}

/// The first line of a queue that the page has not told; it is told from now on.
fn next_new<'m, 'a>(
    material: &Material<'a>,
    told: &mut Telling,
    queue: &mut Vec<&'m Line<'a>>,
    apart: bool,
) -> Option<&'m Line<'a>> {
    while !queue.is_empty() {
        let line = queue.remove(0);
        let known = if apart { told.is_close(&material.lexicon, &line.terms) } else { !told.is_new(material, line) };
        if !known {
            told.tell(&line.terms);
            return Some(line);
        }
    }
    None
}

/// Sentences whose cue words give them this role, nearest to the middle of the story first.
fn candidates<'m, 'a>(
    material: &'m Material<'a>,
    cue: Cue,
    role: Role,
    belongs: impl Fn(&Line<'a>) -> bool,
) -> Vec<&'m Line<'a>> {
    let fits = |line: &&Line<'a>| {
        line.cues().contains(&cue)
            && belongs(line)
            && line.words <= WORDS_MAX
            && may_stand(line, role)
            && (role == Role::Doubt || !line.cues().contains(&Cue::Doubt))
            && !(role != Role::Outlook && line.cues().contains(&Cue::Background) && cue != Cue::Cause)
    };
    let mut lines: Vec<&Line<'_>> = material.lines.iter().filter(fits).collect();
    // A sentence with several roles belongs to the rarer one: fewer cues first, then the middle of the story.
    lines
        .sort_by(|left, right| right.central.total_cmp(&left.central).then(left.cues().len().cmp(&right.cues().len())));
    lines
}

/// Whether a sentence may stand under this role without becoming our own opinion.
fn may_stand(line: &Line<'_>, role: Role) -> bool {
    match role {
        Role::Cause | Role::Consequence => is_owned(line) || !is_forecast(line),
        Role::Doubt => true,
        Role::Reaction => is_owned(line) && line.names().next().is_some(),
        Role::Outlook => is_owned(line) || line.reading().dates.iter().any(|date| line.span.holds(date.span)),
    }
}

/// Words by which a sentence names the owner of what it says.
const OWNERS: &[&str] = &[
    " said",
    " says",
    " told ",
    "according to",
    " warned",
    " warns",
    " announced",
    " wrote",
    " tweeted",
    " argued",
    " argues",
    " believes",
    " believe ",
    " claimed",
    " claims",
    " insisted",
    " reported",
    " predicted",
    " estimates",
    " estimated",
    " expects",
    " promised",
    " vowed",
    " pledged",
    " plans to",
    " plan to",
    " asked",
    " urged",
    " called",
    " condemned",
    " criticised",
    " criticized",
    " denied",
    " stated",
    " added",
    " welcomed",
    " praised",
    " rejected",
    " hailed",
    " denounced",
    " accused",
    " explained",
    " suggested",
    " expressed",
];

/// Whether the sentence itself says who holds it.
pub(super) fn is_owned(line: &Line<'_>) -> bool {
    let lower = line.text.to_lowercase();
    line.quotes().any(|quote| quote.said_by.is_some_and(|by| line.sentence.holds(by)))
        || OWNERS.iter().any(|owner| lower.contains(owner))
}

/// Whether it speaks of what may come or may be.
fn is_forecast(line: &Line<'_>) -> bool {
    let lower = line.text.to_lowercase();
    [" will ", " would ", " could ", " may ", " might ", " likely", " should ", " must ", " expected to"]
        .iter()
        .any(|mark| lower.contains(mark))
}

/// Sentences that quote somebody whom they name.
pub(super) fn voices<'m, 'a>(material: &'m Material<'a>) -> Vec<&'m Line<'a>> {
    let mut lines: Vec<&Line<'_>> = material
        .lines
        .iter()
        .filter(|line| line.is_of_story() && line.words <= WORDS_MAX)
        .filter(|line| line.names().next().is_some() && speaker(line).is_some())
        .collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    lines
}

/// Sentences in which a person or an organisation says something without a quote.
fn reported_voices<'m, 'a>(material: &'m Material<'a>) -> Vec<&'m Line<'a>> {
    let speaks = |line: &Line<'_>| {
        let somebody = |name: &Name| matches!(name.kind, NameKind::Person | NameKind::Organisation);
        line.names().any(|name| somebody(name) && acts(line, name.span))
    };
    let mut lines: Vec<&Line<'_>> = material
        .lines
        .iter()
        .filter(|line| line.soundness == Soundness::Sound && line.words <= WORDS_MAX && speaks(line))
        .collect();
    lines.sort_by(|left, right| right.central.total_cmp(&left.central));
    lines
}

/// Whether the name at this place is the subject of a verb of speaking or reacting.
pub(super) fn acts(line: &Line<'_>, mention: Span) -> bool {
    const ACTS: &[&str] = &[
        " said",
        " says",
        " condemned",
        " urged",
        " warned",
        " called ",
        " denied",
        " announced",
        " told ",
        " accused",
        " praised",
        " tweeted",
        " wrote",
        " criticised",
        " criticized",
        " welcomed",
        " apologised",
        " apologized",
        " rejected",
        " vowed",
        " demanded",
        " added",
        " hailed",
        " denounced",
        " accused",
        " claimed",
        " insisted",
        " has said",
        " also said",
        " expressed",
        " confirmed",
        " reported",
    ];
    let after = line.member.article.text().get(mention.end()..line.sentence.end()).unwrap_or("");
    ACTS.iter().any(|act| after.starts_with(act))
}

/// The speaker whom a sentence names for its quote.
pub(super) fn speaker<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    line.quotes().find_map(|quote| {
        let by = quote.said_by.filter(|by| line.sentence.holds(*by))?;
        let named = line.names().find(|name| name.span.overlaps(by))?;
        Some(named.name.as_str())
    })
}
