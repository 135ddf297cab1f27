//! Claims and the denials of just these claims. In: the material. Out: pairs of sentences, with the words that are denied.
//! Never: a denial beside a sentence that is only like it; the denied act and its subject must both be there.

use super::senses::{alike, stems};
use super::table::marks;
use crate::explain::material::{Line, Material};
use crate::explain::sound::Soundness;
use crate::model::Cue;
use std::collections::BTreeSet;

/// The share of the denied words that a claim must hold.
const HELD: f64 = 0.6;
/// So many of them at least.
const HELD_MIN: usize = 2;
/// Denied words that are looked at; a longer denial goes on to other things.
const WORDS_MAX: usize = 14;
/// Words of what is denied, as the page names it.
const ABOUT_WORDS_MAX: usize = 9;
/// Verbs of denying, the longest form first.
const DENYING: &[&str] = &[
    "categorically denied ",
    "denied ",
    "denies ",
    "denying that ",
    "denying any ",
    "denying having ",
    "deny that ",
    "deny any ",
    "deny having ",
    "rejected claims ",
    "rejected allegations ",
    "dismissed claims ",
    "refuted ",
];
/// Words in which what was asked for is named.
const ASKED_WORDS: usize = 3;
/// What can be withheld: "denied access" denies no claim.
const WITHHELD: &[&str] = &[
    "by ",
    "access",
    "entry",
    "bail",
    "a visa",
    "visas",
    "permission",
    "a request",
    "requests",
    "a permit",
    "asylum",
    "parole",
    "him ",
    "her ",
    "them ",
    "us ",
    "the right",
    "an appeal",
    "a chance",
    "the opportunity",
    "service",
    "re-entry",
    "medical",
    "treatment",
    "a motion",
];
/// Nouns for what somebody has claimed: what is denied stands in another sentence.
const CLAIMS: &[&str] =
    &["alleg", "claim", "accus", "report", "charg", "wrongdo", "it", "rumour", "rumor", "suggest", "involv", "respons"];
/// What a court or an office turns down.
const ASKED: &[&str] = &["motion", "application", "request", "petition", "appeal", "bid", "plea"];
/// A sentence that calls the claim untrue claims nothing.
const OPEN_LIES: &[&str] = &["false ", "untrue", "hoax", "baseless", "unfounded"];
/// Words that open what was denied, and end it.
const ENDS: &[&str] =
    &[" and ", " but ", " saying ", " while ", " when ", " after ", " as ", " although ", " though ", "; ", ", "];

/// A claim, its denial, and what is denied.
pub(in crate::explain) struct Denied<'m, 'a> {
    pub(in crate::explain) claim: &'m Line<'a>,
    pub(in crate::explain) denial: &'m Line<'a>,
    pub(in crate::explain) about: String,
}

/// Denials with the claims that they deny, in order of the denials.
pub(in crate::explain) fn denied<'m, 'a>(material: &'m Material<'a>) -> Vec<Denied<'m, 'a>> {
    let denying =
        material.lines.iter().filter(|line| line.cues().contains(&Cue::Denial) && line.soundness == Soundness::Sound);
    denying
        .filter_map(|denial| {
            let words = denied_words(&denial.text)?;
            let claim = claim_of(material, denial, words)?;
            Some(Denied { claim, denial, about: about(words) })
        })
        .collect()
}

/// The words right after the verb of denying; none where something is withheld, or where they only point to a claim.
fn denied_words(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let (at, verb) = DENYING.iter().find_map(|verb| lower.find(verb).map(|at| (at, *verb)))?;
    let rest = after_day(text.get(at + verb.len()..)?);
    let after = lower.get(at + verb.len()..)?;
    if WITHHELD.iter().any(|what| after.starts_with(what)) {
        return None;
    }
    let rest = [
        "that ",
        "claims that ",
        "allegations that ",
        "reports that ",
        "allegations of ",
        "accusations of ",
        "any ",
        "having ",
    ]
    .iter()
    .find_map(|lead| rest.strip_prefix(lead))
    .unwrap_or(rest);
    let mut end = rest.len();
    for mark in ENDS {
        if let Some(found) = rest.find(mark) {
            end = end.min(found);
        }
    }
    let words = rest[..end].trim_end_matches(['.', '"', '”', '’', ' ']);
    if words.split(' ').take(ASKED_WORDS).any(|word| ASKED.contains(&word)) {
        return None;
    }
    let told = content(words).into_iter().filter(|stem| !CLAIMS.iter().any(|claim| stem.starts_with(claim))).count();
    (told >= HELD_MIN).then_some(words)
}

/// "Denied on Friday that …": what comes after the day.
fn after_day(rest: &str) -> &str {
    const WORDS: usize = 4;
    let at = rest.find(" that ").filter(|at| rest[..*at].split(' ').count() <= WORDS && rest.starts_with("on "));
    at.and_then(|at| rest.get(at + 1..)).unwrap_or(rest)
}

/// The act that is denied, without where, when and to whose cost; all the words where it is too short.
fn act(words: &str) -> &str {
    let ends =
        [" of ", " before ", " in ", " on ", " for ", " from ", " with ", " at ", " by ", " during ", " to the "];
    let end = ends.iter().filter_map(|end| words.find(end)).min().unwrap_or(words.len());
    if content(&words[..end]).len() >= HELD_MIN { &words[..end] } else { words }
}

/// The sentence of another owner that says what is denied: it holds most of the denied words, the names among them, and itself
/// denies nothing.
fn claim_of<'m, 'a>(material: &'m Material<'a>, denial: &Line<'_>, words: &str) -> Option<&'m Line<'a>> {
    let done = act(words);
    // Where it was done belongs to what is denied ("troops are in Sorvik").
    let placed = words.get(done.len()..).is_some_and(|rest| rest.starts_with(" in "));
    let lower = if placed { words } else { done }.to_lowercase();
    let words = done;
    let wanted: Vec<String> = content(words).into_iter().take(WORDS_MAX).collect();
    let names: BTreeSet<String> =
        denial.names().filter(|name| denial.span.holds(name.span)).map(|name| last_word(&name.name)).collect();
    let inside: Vec<&String> = names.iter().filter(|name| lower.contains(name.as_str())).collect();
    let denier: Vec<&String> = names.iter().filter(|name| !lower.contains(name.as_str())).collect();
    let high = words.split(' ').filter(|word| word.starts_with(char::is_uppercase)).flat_map(content);
    let name_stems: Vec<String> = denial.names().flat_map(|name| content(&name.name)).chain(high).collect();
    let mut best: Option<(f64, &'m Line<'a>)> = None;
    for line in material
        .lines
        .iter()
        .filter(|line| line.touches_story() && !line.cues().contains(&Cue::Denial) && line.text != denial.text)
    {
        let text = line.text.to_lowercase();
        let named = inside.iter().all(|name| text.contains(name.as_str()))
            && (!inside.is_empty() || denier.is_empty() || denier.iter().any(|name| text.contains(name.as_str())));
        if !named
            || OPEN_LIES.iter().any(|lie| text.contains(lie))
            || marks(&line.text).0
            || super::owner::owner(line, None)
                .is_some_and(|owner| denier.iter().any(|name| owner.to_lowercase().contains(name.as_str())))
        {
            continue;
        }
        let has = content(&line.text);
        let held = wanted.iter().filter(|stem| has.iter().any(|other| alike(stem, other))).count();
        // Names alone are no act.
        let acts = wanted.iter().filter(|stem| !name_stems.contains(stem));
        let exact = acts.clone().fold(0_u32, |sum, stem| sum + u32::from(has.contains(stem)));
        let (all, done) = acts.fold((0, 0), |(all, done): (u32, u32), stem| {
            (all + 1_u32, done + u32::from(has.iter().any(|other| alike(stem, other))))
        });
        let share = f64::from(done) / f64::from(all.max(1));
        let near = share + line.central + if line.report == denial.report { 0.0 } else { 0.1 };
        if share >= HELD
            && held >= HELD_MIN
            && exact >= 1
            && 2 * exact >= all
            && best.is_none_or(|(known, _)| near > known)
        {
            best = Some((near, line));
        }
    }
    best.map(|(_, line)| line)
}

/// Every word of content: in so few words even "warned" and "told" say what is denied.
fn content(text: &str) -> Vec<String> {
    stems(text, "en")
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or(name).to_lowercase()
}

fn about(words: &str) -> String {
    words.split_whitespace().take(ABOUT_WORDS_MAX).collect::<Vec<_>>().join(" ").trim_end_matches(',').to_owned()
}
