//! What a headline says happened, so that a question can name it. In: a headline as the papers set it.
//! Out: "why did … ?" and "… after …" wordings of its main clause. Never: a clause whose grammar is not plain.

use super::asks::{Ask, Ground, ranked};
use super::behind::{explains_the_event, plays};
use super::describe::is_of;
use super::headline::title_span;
use super::material::Line;
use super::sound::is_verb_form;
use super::whys::act_before;
use crate::model::{Member, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The main clause of a headline, as questions need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deed {
    /// "Why did the mayor sell the boats?"
    pub(super) why: String,
    /// "the mayor sold the boats"
    pub(super) past: String,
}

/// Words of a main clause behind its verb.
const REST_WORDS: std::ops::RangeInclusive<usize> = 1..=8;
/// Words of a subject.
const SUBJECT_WORDS_MAX: usize = 5;
/// Words at which a main clause ends.
const ENDS: &str = "after|amid|because|following|as|while|when|before|but|over|due|despite|ahead|during|since|if|so|who|which|\
                    that|with|citing|says|said|report|reports|according|where|until|against|without|then|than|and|just|days|once";
/// Words that open a part of a clause.
const LINKS: &str =
    "to|for|in|by|at|on|from|off|out|of|into|near|about|under|between|through|across|around|onto|up|down|back";
/// Words of which a noun in the singular needs one before it.
const DETERMINERS: &str =
    "a|an|the|its|his|her|their|this|that|another|more|no|some|all|many|most|two|three|four|five|six|every";
/// Days, which a question leaves out.
const DAYS: &str =
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|tonight|early|late|last|this";

/// Base form to past tense and participle.
static PASTS: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/explain/verbs.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut forms = line.split(' ');
            let (base, past) = (forms.next()?, forms.next()?);
            Some((base, (past, forms.next().unwrap_or(past))))
        })
        .collect()
});

static PARTICIPLES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| PASTS.values().map(|(_, participle)| *participle).collect());

/// Participle to base form and past tense.
static SIMPLE: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> =
    LazyLock::new(|| PASTS.iter().map(|(base, (past, participle))| (*participle, (*base, *past))).collect());

/// Past tense to base form.
static BASES: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| PASTS.iter().map(|(base, (past, _))| (*past, *base)).collect());

/// Deeds that are asked about, those nearest to the middle of the story first.
const DEEDS_TRIED: usize = 5;
/// Share of a question's weight that an answer holds.
const ANSWER_COVER: f64 = 0.5;
/// Core words of the story that a line on its future or its reception holds.
const CORE_MIN: usize = 3;

/// Why the deed of a headline or of an opening sentence was done, what comes after it, and how others take it.
pub(super) fn of_titles<'m, 'a>(ground: &Ground<'m, 'a>) -> Vec<Ask<'m, 'a>> {
    let material = ground.material;
    let of_core = |role: Role| ranked(material, |line| line.core >= CORE_MIN && plays(line, role));
    let (outlook, reactions) = (of_core(Role::Outlook), of_core(Role::Reaction));
    let voiced = if reactions.len() > 1 { reactions } else { Vec::new() };
    let mut found = Vec::new();
    for (near, deed) in deeds(ground).into_iter().take(DEEDS_TRIED) {
        let known = material.lexicon.known(&deed.past, "en");
        let told = |words: &str| material.lexicon.cover(&known, &material.lexicon.known(words, "en")) >= ANSWER_COVER;
        // "The raid came because …" answers why soldiers stormed the place, where that is what the story is about.
        let is_event = material.tells_the_event(&deed.past, "en");
        let reason = |line: &Line<'_>| {
            let gives = plays(line, Role::Cause) && material.lexicon.cover(&known, &line.terms) >= ANSWER_COVER;
            gives || act_before(&line.text).is_some_and(told) || (is_event && explains_the_event(material, line))
        };
        let mut ask = |key: &str, text: String, answers: Vec<&'m Line<'a>>, score: f64| {
            found.push(Ask { about: format!("{key} {}", deed.past), text, answers, score: score + near });
        };
        ask("why", deed.why.clone(), ranked(material, reason), 2.8);
        ask("next", format!("What happens next after {}?", deed.past), outlook.clone(), 2.0);
        ask("react", format!("How do people react after {}?", deed.past), voiced.clone(), 1.9);
    }
    found
}

/// What headlines and opening sentences say was done, nearest to the middle of the story first, each once.
fn deeds(ground: &Ground<'_, '_>) -> Vec<(f64, Deed)> {
    let material = ground.material;
    let names: BTreeSet<&str> = ground.names.iter().flat_map(|name| name.name.split([' ', '-'])).collect();
    let is_name = |word: &str| names.contains(word) || word.split('-').any(|part| names.contains(part));
    let english = |member: &&Member| member.reading.language == "en";
    let titles = material.story.members().iter().filter(english).filter_map(|member| {
        let span = title_span(member)?;
        deed(span.of(member.article.title()), is_name)
    });
    let opens_as_name = |word: &str| is_name(word) && !material.writes_small(word);
    let openings = material.lines.iter().filter(|line| line.position < OPENING_SENTENCES && line.is_of_story());
    let told =
        openings.filter(|line| line.reading().language == "en").filter_map(|line| told_deed(&line.text, opens_as_name));
    let mut found: BTreeMap<String, (f64, Deed)> = BTreeMap::new();
    for deed in titles.chain(told) {
        let terms = material.lexicon.known(&deed.past, "en");
        let near = material.nearness(&material.vector(&terms));
        if terms.len() >= 3 {
            found.entry(deed.past.clone()).or_insert((near, deed));
        }
    }
    let mut found: Vec<(f64, Deed)> = found.into_values().collect();
    found.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.past.cmp(&right.1.past)));
    found
}

/// Sentences of an article that open it.
const OPENING_SENTENCES: usize = 3;

/// The main clause of a headline; `is_name` says which words keep their capital.
fn deed(title: &str, is_name: impl Fn(&str) -> bool) -> Option<Deed> {
    let words: Vec<String> = title.split_whitespace().map(|word| plain(word, &is_name)).collect();
    let clause = clause(&words)?;
    (1..clause.len().min(SUBJECT_WORDS_MAX + 1)).find_map(|at| {
        let (subject, rest) = (&clause[..at], whole_parts(&clause[at + 1..])?);
        let plural = is_plural(subject);
        // "Mayor sells boats" is how headlines speak, not how people ask.
        let stands = plural || subject.last().is_some_and(|word| word.starts_with(char::is_uppercase));
        let odd = |word: &&str| is_of(LINKS, word) || is_auxiliary(word) || is_modal(word);
        if !stands || subject.iter().any(odd) {
            return None;
        }
        if let Some((base, past)) = present(clause[at], plural) {
            return worded("did", subject, base, past, &rest);
        }
        let passive = PARTICIPLES.contains(clause[at])
            && clause[at] != "set"
            && rest.first().is_some_and(|word| is_of(LINKS, word));
        let be = if plural { "were" } else { "was" };
        passive.then(|| worded(be, subject, clause[at], clause[at], &rest)).flatten()
    })
}

/// The main clause of an opening sentence in the past tense.
fn told_deed(sentence: &str, is_name: impl Fn(&str) -> bool) -> Option<Deed> {
    let mut words: Vec<String> = sentence.split_whitespace().map(str::to_owned).collect();
    let first = words.first_mut()?;
    if !is_name(bare(first)) && !first.chars().skip(1).any(char::is_uppercase) {
        *first = first.to_lowercase();
    }
    let clause = clause(&words)?;
    (1..clause.len().min(SUBJECT_WORDS_MAX + 1)).find_map(|at| {
        let (subject, verb) = (&clause[..at], clause[at]);
        if subject.iter().any(|word| is_of(LINKS, word) || is_verb_form(word) || is_auxiliary(word) || is_modal(word)) {
            return None;
        }
        let stands = is_of(DETERMINERS, subject[0]) || subject[0].starts_with(char::is_uppercase) || is_plural(subject);
        if !stands {
            return None;
        }
        let rest = whole_parts(&clause[at + 1..])?;
        if is_auxiliary(verb) {
            let participle = PARTICIPLES.contains(rest.first()?) && rest[0] != "set";
            if is_of("has|have", verb) && rest[0] == "been" {
                let done = rest.get(1).filter(|word| PARTICIPLES.contains(**word))?;
                let be = if is_plural(subject) { "were" } else { "was" };
                return worded(be, subject, done, done, &rest[2..]);
            }
            // "Has closed" is asked of as what was done.
            if participle && is_of("has|have", verb) {
                let (base, past) = SIMPLE.get(rest[0])?;
                return worded("did", subject, base, past, &rest[1..]);
            }
            return participle.then(|| worded(verb, subject, rest[0], rest[0], &rest[1..])).flatten();
        }
        let base = BASES.get(verb)?;
        worded("did", subject, base, verb, &rest)
    })
}

fn is_auxiliary(word: &str) -> bool {
    matches!(word, "was" | "were" | "has" | "have" | "is" | "are")
}

fn is_modal(word: &str) -> bool {
    matches!(word, "be" | "been" | "had" | "will" | "would" | "could" | "may" | "might" | "can" | "not" | "to")
}

fn is_plural(subject: &[&str]) -> bool {
    subject.last().is_some_and(|word| word.ends_with('s') && !word.ends_with("ss"))
}

/// Both wordings of a clause; the rest fits a question.
fn worded(auxiliary: &str, subject: &[&str], asked: &str, told: &str, rest: &[&str]) -> Option<Deed> {
    let odd = |word: &&str| is_auxiliary(word) || (is_modal(word) && *word != "to");
    if !REST_WORDS.contains(&rest.len()) || rest.iter().any(odd) || matches!(asked, "say" | "report" | "tell" | "show")
    {
        return None;
    }
    let (subject, rest) = (subject.join(" "), rest.join(" "));
    let past = if auxiliary == "did" { told.to_owned() } else { format!("{auxiliary} {told}") };
    Some(Deed { why: format!("Why {auxiliary} {subject} {asked} {rest}?"), past: format!("{subject} {past} {rest}") })
}

/// The words up to the end of the main clause; none where marks make its grammar doubtful.
fn clause(words: &[String]) -> Option<Vec<&str>> {
    let ends = |word: &String| is_of(ENDS, bare(word));
    let end = words.iter().skip(2).position(ends).map_or(words.len(), |at| at + 2);
    let cut = words[..end].iter().position(|word| word.ends_with([',', ';', ':', '.'])).map_or(end, |at| at + 1);
    // "A light, cheap pair": the comma parts two words of one thing.
    let goes_on = |word: &String| {
        ends(word) || word.starts_with(char::is_uppercase) || word.ends_with("ing") || is_of(DETERMINERS, word)
    };
    if words[cut - 1].ends_with(',') && !words.get(cut).is_some_and(goes_on) {
        return None;
    }
    let clause: Vec<&str> = words[..cut].iter().map(|word| word.trim_end_matches([',', ';', '.'])).collect();
    let odd = |word: &&str| {
        let figure = word.contains(|letter: char| letter.is_ascii_digit());
        let marked = word.contains(['?', '!', '"', '“', '”', '‘', '|', '(', ')', ':', '…', '–', '—', ';', ',']);
        (marked && !figure) || *word == "-" || word.starts_with(['\'', '’'])
    };
    (clause.len() > 2 && !clause.iter().any(odd)).then_some(clause)
}

/// The words behind the verb up to the last part that is whole in everyday English: a noun in the singular has its
/// article. Days are left out.
fn whole_parts<'w>(rest: &[&'w str]) -> Option<Vec<&'w str>> {
    let ing = |word: &&str| word.ends_with("ing") && word.len() > 5;
    let end = rest.iter().skip(1).position(ing).map_or(rest.len(), |at| at + 1);
    let mut kept = 0;
    let mut start = 0;
    for at in 1..=end {
        if at < end && !is_of(LINKS, rest[at]) {
            continue;
        }
        let part: Vec<&str> = rest[start..at].iter().filter(|word| !is_of(DAYS, word)).copied().collect();
        let nouns = if part.first().is_some_and(|word| is_of(LINKS, word)) { &part[1..] } else { &part[..] };
        let whole = match nouns.last() {
            None => rest[start..at].len() > part.len(),
            Some(last) => {
                nouns.iter().any(|word| {
                    is_of(DETERMINERS, word)
                        || word.starts_with(|first: char| {
                            first.is_ascii_digit() || first == '$' || first == '£' || first == '€'
                        })
                }) || last.starts_with(char::is_uppercase)
                    || last.ends_with('s')
            }
        };
        if !whole || at > *REST_WORDS.end() {
            break;
        }
        kept = at;
        start = at;
    }
    let mut words: Vec<&str> = rest[..kept].iter().filter(|word| !is_of(DAYS, word)).copied().collect();
    while words.last().is_some_and(|word| is_of(LINKS, word)) {
        words.pop();
    }
    (!words.is_empty()).then_some(words)
}

/// The base form and past tense of a verb in the present tense of headlines.
fn present(verb: &str, plural: bool) -> Option<(&'static str, &'static str)> {
    let known = |base: &str| PASTS.get_key_value(base).map(|(base, (past, _))| (*base, *past));
    if plural && let Some(found) = known(verb) {
        return Some(found);
    }
    let base = verb.strip_suffix('s')?;
    known(base).or_else(|| known(base.strip_suffix('e')?)).or_else(|| known(&format!("{}y", base.strip_suffix("ie")?)))
}

/// A word of a headline in which every word may have a capital: only names keep theirs.
fn plain(word: &str, is_name: &impl Fn(&str) -> bool) -> String {
    let core = bare(word);
    let shouted = core.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    let people = ["ian", "ians", "ese", "ican", "icans"].iter().any(|end| core.len() > 4 && core.ends_with(end));
    if shouted && core.len() > 1 || people || is_name(core) { word.to_owned() } else { word.to_lowercase() }
}

fn bare(word: &str) -> &str {
    let core = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    core.trim_end_matches("'s").trim_end_matches("’s")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: Option<(&str, &str)>) {
        let names = ["Telmara", "Holm", "Ann"];
        let found = deed(title, |word| names.contains(&word));
        assert_eq!(found.as_ref().map(|deed| (deed.why.as_str(), deed.past.as_str())), expected, "{title}");
    }

    #[test]
    fn headlines_become_questions() {
        check(
            "Telmara Closes Its Port After Storm",
            Some(("Why did Telmara close its port?", "Telmara closed its port")),
        );
        check(
            "Ann Holm sentenced to three years",
            Some(("Why was Ann Holm sentenced to three years?", "Ann Holm was sentenced to three years")),
        );
        check(
            "Telmara frees 12 sailors from prison",
            Some(("Why did Telmara free 12 sailors?", "Telmara freed 12 sailors")),
        );
        check("Telmara launches rocket", None);
        check("Is Telmara closing its port?", None);
        check("New trailer: Telmara", None);
    }

    #[test]
    fn opening_sentences_become_questions() {
        let found = told_deed("The harbour office closed its port on Monday after a storm.", |word| word == "Telmara");
        assert_eq!(found.unwrap().why, "Why did the harbour office close its port?");
        assert_eq!(told_deed("Telmara is a town.", |word| word == "Telmara"), None);
    }
}
