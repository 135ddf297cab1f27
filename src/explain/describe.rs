//! What a paper calls a name, in the words beside it. In: a line and where the name stands in it. Out: noun phrases with
//! what to cite. Never: a phrase that speaks of somebody else, or a clause.
//!
//! Method: pre-modifiers, appositives and copulas around a name, as in PROFILE (Radev and McKeown 1997).

use super::material::Line;
use super::sound::is_verb_form;
use super::tidy::{capitalised, folded};
use crate::model::{NameKind, Span};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words of a noun phrase that describes.
const PHRASE_WORDS: std::ops::RangeInclusive<usize> = 2..=22;

/// Nouns that say what somebody is, with their plural left out.
const ROLES: &str = "\
    president minister premier chancellor secretary senator congressman congresswoman governor mayor \
    spokesman spokeswoman spokesperson chief director chairman chairwoman chair ceo executive manager head \
    leader commander general colonel major captain lieutenant sergeant officer judge justice prosecutor \
    lawyer attorney professor analyst economist scientist researcher expert adviser advisor ambassador envoy \
    diplomat king queen prince princess pope bishop archbishop cardinal imam rabbi coach striker goalkeeper \
    midfielder defender player champion actor actress singer author writer journalist reporter editor \
    founder co-founder owner activist lawmaker mp candidate deputy commissioner superintendent sheriff \
    detective inspector marshal admiral driver pilot teacher student resident witness farmer doctor surgeon \
    engineer historian speaker whistleblower billionaire businessman businesswoman banker investor \
    strategist correspondent father mother mom dad son daughter brother sister wife husband widow widower \
    boyfriend girlfriend comedian musician rapper model artist designer dancer footballer quarterback \
    pitcher forward guard astronaut astronomer physicist astrophysicist biologist geologist chemist \
    psychologist pollster columnist blogger host presenter producer politician legislator councillor \
    councilman alderman representative magistrate ombudsman veteran soldier fighter militant jihadist \
    immigrant refugee migrant native tourist passenger survivor victim suspect gunman attacker fan friend \
    neighbour neighbor partner associate colleague member patient nurse paramedic firefighter priest monk \
    nun mufti cleric entrepreneur trader broker nutritionist dietitian trainer racer cyclist swimmer boxer \
    golfer jockey skater mayor-elect president-elect trustee treasurer regulator watchdog lobbyist \
    campaigner man woman boy girl teenager";

static ROLE_NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| ROLES.split_whitespace().collect());

/// Nouns that say what an organisation is, when they stand right before its name.
const KINDS: &str = "company firm group agency airline network newspaper website magazine party militia team retailer maker \
                     startup start-up charity organisation organization union broadcaster carmaker chipmaker";
/// Nouns that say what a place is, when "of" and its name follow.
const PLACES: &str = "city|town|village|province|district|region|state|island|suburb";

static KIND_NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| KINDS.split_whitespace().collect());

/// Nouns that say what an organisation is, wherever they stand; a place is never one.
const BODIES: &str = "watchdog|agency|company|firm|group|charity|ministry|university|institute|newspaper|party|militia|union|\
                      organisation|organization|network|airline|bank|think-tank|nonprofit|non-profit|coalition|committee";

/// The kind of what a phrase describes: the papers' own words for it outweigh a guess from its name.
pub(super) fn kind_of(phrase: &str, kind: NameKind) -> NameKind {
    let lower = phrase.to_lowercase();
    let ends = [" of ", " in ", " on ", " for ", " that ", " which ", " based ", " with ", " from ", " near "];
    let end = ends.iter().filter_map(|end| lower.find(end)).min().unwrap_or(lower.len());
    let head = lower[..end].rsplit(' ').next().unwrap_or("");
    match kind {
        NameKind::Place | NameKind::Other if is_of(BODIES, head) => NameKind::Organisation,
        NameKind::Organisation | NameKind::Other if is_of(PLACES, head) => NameKind::Place,
        kind => kind,
    }
}

/// Whether a word is one of a list ("one|two").
pub(super) fn is_of(list: &str, word: &str) -> bool {
    list.split('|').any(|known| known == word)
}

/// What a paper says the name is: (how sure, what to cite, the phrase).
pub(super) fn phrases(line: &Line<'_>, mention: Span, kind: NameKind) -> Vec<(f64, Span, String)> {
    let article = line.member.article.text();
    let before = article.get(line.sentence.start()..mention.start()).unwrap_or("");
    let after = article.get(mention.end()..line.sentence.end()).unwrap_or("");
    let mut found = Vec::new();
    if let Some((skip, phrase)) = apposition(after, kind).filter(|(_, phrase)| may_describe(line, mention, phrase))
        && !opens_adverbial(before, &after[skip + phrase.len()..])
    {
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
    if kind != NameKind::Person
        && let Some(phrase) = kind_before(before)
    {
        let start = mention.start() - before.len() + before.rfind(phrase).unwrap_or(0);
        let shown = phrase.trim_end_matches(" of");
        found.extend(Span::new(start, mention.end()).map(|span| (0.5, span, folded(shown))));
    }
    if let Some(phrase) = copula(before, after) {
        let end = mention.end() + phrase.1;
        found.extend(Span::new(mention.start(), end).map(|span| (0.9, span, folded(phrase.0))));
    }
    found
}

/// "At the harbour of Telmar, a guard saw …": the comma closes the adverbial, and what follows is the subject.
fn opens_adverbial(before: &str, rest: &str) -> bool {
    const OPENERS: &str = concat!(
        "In|At|On|After|According|For|From|With|As|While|When|By|Near|Since|During|Despite|If|Though|",
        "Although|Because|Until|Before|Following|To|Outside|Inside|Under|Over|Through|Like|Unlike|Along|",
        "Across|Around|Besides|Among"
    );
    let clause = before.rsplit([',', ';', '—', '–']).next().unwrap_or("").trim_start();
    let opener = clause.split(' ').next().unwrap_or("");
    let opens = is_of(OPENERS, opener) || (clause.len() < before.len() && is_of(OPENERS, &capitalised(opener)));
    let sourced =
        before.to_lowercase().ends_with("according to ") || before.to_lowercase().ends_with("according to the ");
    sourced || (opens && !rest.starts_with(", "))
}

/// Whether the phrase after a name speaks of that name: no other person in its head, no pronoun, no verb with an object.
fn may_describe(line: &Line<'_>, mention: Span, phrase: &str) -> bool {
    let start = mention.end() + 2;
    let head = phrase.find(" of ").or_else(|| phrase.find(" for ")).unwrap_or(phrase.len());
    let other = line
        .names()
        .any(|name| name.kind == NameKind::Person && name.span.start() >= start && name.span.start() < start + head);
    !other && !phrase.split(' ').any(|word| matches!(word, "his" | "her" | "their" | "my" | "our" | "your"))
}

/// A verb with its object, outside of a clause that "who", "that" or "which" opens: the phrase is a clause of its own.
fn is_clause(words: &[&str]) -> bool {
    let plain = words.iter().take_while(|word| !matches!(**word, "who" | "that" | "which" | "whose" | "where"));
    let words: Vec<&str> = plain.copied().collect();
    let object = |word: &str| {
        matches!(
            word,
            "the"
                | "a"
                | "an"
                | "its"
                | "it"
                | "him"
                | "them"
                | "public"
                | "up"
                | "out"
                | "off"
                | "as"
                | "that"
                | "how"
        ) || word.ends_with("ly")
    };
    let verb = |word: &str| is_verb_form(word) || (word.len() > 4 && word.ends_with("ed"));
    words.windows(2).any(|pair| verb(pair[0]) && object(pair[1]))
        || words.last().is_some_and(|word| is_verb_form(word) || matches!(*word, "noted" | "allege" | "claimed"))
}

/// "the northern city of" right before a name: the words back to the article, the last of them a kind of thing.
fn kind_before(before: &str) -> Option<&str> {
    let trimmed = before.strip_suffix(' ')?;
    let noun_end = trimmed.strip_suffix(" of").unwrap_or(trimmed);
    let words: Vec<&str> = noun_end.rsplit(' ').take(KIND_WORDS_MAX).collect();
    let noun = words.first()?.to_lowercase();
    let of = noun_end.len() < trimmed.len();
    if (of && !is_of(PLACES, &noun)) || (!of && !KIND_NOUNS.contains(noun.as_str())) {
        return None;
    }
    let article = words.iter().position(|word| matches!(*word, "the" | "The" | "a" | "A" | "an" | "An"))?;
    let inner = words.get(1..article)?;
    let plain = |word: &&str| {
        word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’'))
            && !is_verb_form(word)
            && !matches!(
                *word,
                "same" | "new" | "other" | "whole" | "first" | "second" | "entire" | "latest" | "and" | "of"
            )
            && !is_of(JOINTS, word)
            && !matches!(*word, "its" | "his" | "her" | "their")
    };
    let length: usize = words[..article].iter().map(|word| word.len() + 1).sum::<usize>() - 1;
    let start = noun_end.len() - length;
    (!inner.is_empty() && inner.iter().all(plain)).then(|| &trimmed[start..])
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
    // "a quiet, narrow street", "an analyst at Holm, Lund & Co": the comma does not end the phrase.
    let next = rest[end..].strip_prefix(", ").and_then(|more| more.split(' ').next()).unwrap_or("");
    let goes_on = is_adjective_like(next) || rest[end..].chars().take(24).any(|letter| letter == '&');
    let words = phrase.split(' ').count();
    let two = kind != NameKind::Person && phrase.contains(" and the ");
    (opens
        && !listed
        && !others
        && !goes_on
        && !two
        && words > 2
        // "An hour away" says where, not what.
        && !phrase.ends_with(" away")
        && last_is_comma
        && is_noun_phrase(phrase)
        && (kind != NameKind::Person || holds_role(phrase)))
    .then_some((2, phrase))
}

/// Small words that join or open clauses.
const JOINTS: &str = concat!(
    "who|which|that|whose|where|when|and|but|said|told|was|is|has|had|the|a|an|were|are|have|will|",
    "would|could|as|while|after|before|in|on|at|for|from|with|by|to|of|it|he|she|they|there|or|not|",
    "also|about|near|including|according|because|since|north|south|east|west|then|now|one|among|",
    "says|did|do|may|if|so|just|where|whom|during|along|both|once|over"
);

/// A small word behind a comma that may be one more adjective: no verb, no joint, no article.
fn is_adjective_like(word: &str) -> bool {
    word.len() > 2
        && word.chars().all(|letter| letter.is_lowercase() || letter == '-')
        && !is_of(JOINTS, word)
        && !is_verb_form(word)
        && !word.ends_with("ed")
        && !word.ends_with("ing")
        && !word.ends_with("ly")
}

/// Where a phrase ends: at the first comma, semicolon, dash or full stop that no word follows inside a name.
fn phrase_end(rest: &str) -> Option<usize> {
    let marks = [", ", "; ", ". ", " – ", " — ", " - ", " said", " says", " told"];
    let cut =
        marks.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.trim_end_matches(['.', '"', '”']).len());
    (cut > 0).then_some(cut)
}

/// Small words that may stand inside a title.
const TITLE_WORDS: &str = concat!(
    "of|for|and|foreign|police|prime|deputy|former|vice|state|press|defense|defence|interior|",
    "opposition|party|army|military|government|chief|acting|senior|executive|general|political|law|",
    "team"
);
/// Words with a capital that open a sentence and belong to no title.
const OPENINGS: &str = concat!(
    "The|A|An|In|On|At|But|And|When|As|After|While|Mr|Mrs|Ms|Mr.|Mrs.|Ms.|Dr|Dr.|Said|If|For|With|",
    "By|From|Both|Last|Earlier|Meanwhile|That's|That’s|It's|It’s|Like|Follow|Monday|Tuesday|",
    "Wednesday|Thursday|Friday|Saturday|Sunday|Photo|Image|EPA|Reuters|AFP|Then|Now|Even|Although|",
    "Though|Since|Because|Until|Before|Where|Who|Also"
);
/// Words of a title.
const TITLE_WORDS_MAX: usize = 8;
/// Words of a kind with its adjectives and the article before them.
const KIND_WORDS_MAX: usize = 6;

/// "Telmar police chief" before a name: the words back to the last one that belongs to no title.
fn title(before: &str) -> Option<&str> {
    let trimmed = before.strip_suffix(' ')?;
    let mut start = trimmed.len();
    for (words, word) in trimmed.rsplit(' ').take(TITLE_WORDS_MAX).enumerate() {
        if !in_title(word) || (words > 0 && is_of(OPENINGS, word)) {
            break;
        }
        start = start.saturating_sub(word.len() + usize::from(words > 0));
    }
    let phrase = trimmed.get(start..)?.trim_start();
    // "a spokesman for Telmar's mayor Ann Holm": who stands before "for" is somebody else.
    let phrase = [" of ", " for "].iter().fold(phrase, |rest, joint| rest.rsplit(joint).next().unwrap_or(rest));
    let phrase = phrase.trim_start_matches("of ").trim_start_matches("and ").trim_start_matches("for ");
    let ends_in_role = phrase.split(' ').next_back().is_some_and(is_role);
    // "NEED TO KNOW Telmara mayor": a headline run into the text.
    let shouted = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let runs_on = phrase.split(' ').filter(|word| shouted(word)).count() > 1;
    (ends_in_role && !runs_on && phrase.split(' ').count() >= 2 && !phrase.contains(" and ")).then_some(phrase)
}

fn in_title(word: &str) -> bool {
    let bare = word.trim_end_matches("'s").trim_end_matches("’s");
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '’' | '\'');
    let known = is_role(bare) || bare.starts_with(char::is_uppercase) || is_of(TITLE_WORDS, bare);
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

/// Whether a word says what somebody is.
pub(super) fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    ROLE_NOUNS.contains(lower.trim_end_matches('.'))
}

/// A role in the head of a phrase: "mayor of Telmar", not "town of the mayor".
fn holds_role(phrase: &str) -> bool {
    let links = |word: &&str| {
        !matches!(*word, "of" | "for" | "at" | "in" | "with" | "who" | "from" | "on" | "to" | "by" | "that" | "which")
    };
    let mut head = phrase.split([' ', '-']).take_while(links);
    head.any(is_role) || phrase.contains("-year-old ")
}

/// No verb of telling, no clause, no list: only a noun with what belongs to it.
fn is_noun_phrase(phrase: &str) -> bool {
    const VERBS: &str = concat!(
        "said|says|told|was|were|is|are|has|had|have|will|would|he|she|they|it|this|that|i|we|you|added|",
        "but|when|while|as|because|according|announced|reported|confirmed|wrote|warned|could"
    );
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let bare = |word: &str| word.to_lowercase().split(['\'', '’']).next().unwrap_or("").to_owned();
    PHRASE_WORDS.contains(&words.len())
        && !is_clause(&words)
        && !phrase.contains(['"', '“', '”', '(', ')', ':', '[', '?', '!'])
        && !words.iter().any(|word| is_of(VERBS, &bare(word)))
        && !words.last().is_some_and(|word| {
            matches!(
                *word,
                "the"
                    | "a"
                    | "of"
                    | "and"
                    | "in"
                    | "to"
                    | "for"
                    | "who"
                    | "which"
                    | "that"
                    | "whose"
                    | "where"
                    | "also"
                    | "first"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(after: &str, kind: NameKind, expected: Option<&str>) {
        assert_eq!(apposition(after, kind).map(|(_, phrase)| phrase), expected, "{after}");
    }

    #[test]
    fn appositions_describe_the_name_before_them() {
        check(", the mayor of Telmar, said so.", NameKind::Person, Some("the mayor of Telmar"));
        check(", a rowdy crowd and members of all teams.", NameKind::Person, None);
        check(", he's a terrific actor, she said.", NameKind::Person, None);
        check(", a guard killed the dog.", NameKind::Place, None);
        check(", a small town on the coast, was flooded.", NameKind::Place, Some("a small town on the coast"));
        check(", the firm's first homegrown, custom chip.", NameKind::Organisation, None);
        check(", an analyst at Holm, Lund & Co., said so.", NameKind::Person, None);
    }

    #[test]
    fn a_phrase_corrects_the_kind() {
        assert_eq!(kind_of("an anti-trafficking watchdog", NameKind::Place), NameKind::Organisation);
        assert_eq!(kind_of("a small town on the coast", NameKind::Organisation), NameKind::Place);
        assert_eq!(kind_of("the mayor of Telmar", NameKind::Person), NameKind::Person);
    }

    #[test]
    fn an_adverbial_before_a_comma_takes_no_apposition() {
        assert!(opens_adverbial("At the harbour of ", "."));
        assert!(!opens_adverbial("In ", ", boats sank."));
        assert!(opens_adverbial("The boats sank, according to ", ", said"));
        assert!(!opens_adverbial("Rebels took ", "."));
    }

    #[test]
    fn a_kind_before_the_name_describes_it() {
        assert_eq!(kind_before("Rebels took the northern city of "), Some("northern city of"));
        assert_eq!(kind_before("Rebels took the city of "), None);
        assert_eq!(kind_before("They fired the first missile from its capital of "), None);
        assert_eq!(kind_before("They moved to the northern capital of "), None);
        assert_eq!(kind_before("They flew with the budget airline "), Some("budget airline"));
    }
}
