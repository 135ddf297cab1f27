//! Does a sentence lean on one before it? In: a sentence of English, its article. Out: whether a word in it stands for something that only
//! an earlier sentence names. Never: who is meant.

use super::describe::is_role;
use super::marks::Marks;
use super::sound::is_verb_form;
use crate::model::{Member, NameKind, Span};
use crate::text;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Openings that point back to another sentence.
const POINTER_WORDS: &str = "\
    he she it they this that these those his her its their him them such here there's that's it's he's she's \
    they're we i you our my your we're i'm one another both then also so instead nor or because which who others \
    neither again afterwards later earlier asked similarly likewise therefore thus elsewhere separately \
    additionally besides otherwise indeed perhaps maybe well yes no what how why when where let see read watch \
    click photo image video will would has have had is are was were can could do does did may might should must \
    not to than just even only still too plus all each once follow listen meet get sure ok okay";
static POINTERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| POINTER_WORDS.split_whitespace().collect());

/// The same in German.
pub(super) const POINTERS_GERMAN: &[&str] = &[
    "er", "sie", "es", "ihm", "ihn", "ihr", "ihre", "ihren", "ihrem", "sein", "seine", "seinen", "seinem", "wir",
    "ich", "man", "das", "dies", "diese", "dieser", "dieses", "diesen", "diesem", "dann", "danach", "davor", "dabei",
    "damit", "davon", "dazu", "daran", "darauf", "dafür", "dagegen", "deshalb", "darum", "dort", "da", "so", "auch",
    "weil", "denn", "doch", "aber", "und", "oder", "sondern", "beide", "andere", "später", "zuvor", "heute", "was",
    "wie", "warum", "wer",
];

/// Whether a sentence, given in small letters as it would be shown, leans on another.
pub(super) fn leans_back(lower: &str, member: &Member, sentence: Span) -> bool {
    points_back(lower) || points_inside(lower) || is_bare_person(lower) || pronoun_comes_first(member, sentence)
}

/// The first word without a quotation mark before it.
pub(super) fn first_word(lower: &str) -> &str {
    lower.trim_start_matches(['"', '“', '\'', '‘']).split([' ', ',', '\u{a0}']).next().unwrap_or("")
}

fn points_back(lower: &str) -> bool {
    let first = first_word(lower).replace('’', "'");
    // "They'll", "it's", "who've": the pronoun in front of a short verb.
    let (pronoun, short) = first.split_once('\'').unwrap_or((&first, ""));
    if ["ll", "re", "ve", "d", "s", "m"].contains(&short) && POINTERS.contains(pronoun) {
        return true;
    }
    let openings = [
        "the latter",
        "the former",
        "the two ",
        "the three ",
        "at the time",
        "as a result",
        "for its part",
        "at that time",
        "for example",
        "in fact",
        "of these",
        "of those",
        "on the other",
        "in this",
        "in that",
        "the same",
        "the move ",
        "the incident ",
        "the others",
        "the pair ",
        "after that",
        "since then",
        "even so",
        "to this end",
        "by contrast",
        "that said",
        "the statement ",
        "the report ",
        "the announcement ",
        "despite this",
        "at this ",
        "in it,",
        "in them,",
        "like many",
        "the women ",
        "the men ",
        "according to him",
        "according to her",
        "according to the report",
        "according to the statement",
        "the following",
        "a similar",
        "the second,",
        "this week's",
    ];
    let opens = openings.iter().any(|opening| lower.starts_with(opening));
    opens
        || opens_with_a_bare_house(lower)
        || (POINTERS.contains(first.as_str()) && !is_open_question(lower) && !stands_by_its_clause(&first, lower))
}

/// "The company says …": which one stands elsewhere, unless its name or a clause that tells follows at once.
fn opens_with_a_bare_house(lower: &str) -> bool {
    let mut words = lower.split([' ', ',']);
    let (article, house, next) = (words.next(), words.next().unwrap_or(""), words.next().unwrap_or(""));
    article == Some("the")
        && is_of(HOUSES, house)
        && !matches!(next, "of" | "that" | "which" | "whose" | "behind" | "in" | "for")
}

/// "When the court meets, …", "Another 40 men left": what these open with follows at once.
fn stands_by_its_clause(first: &str, lower: &str) -> bool {
    let second = lower.split(' ').nth(1).unwrap_or("");
    match first {
        "when" => lower.contains(", "),
        "another" | "may" => second.starts_with(|letter: char| letter.is_ascii_digit()),
        _ => false,
    }
}

/// "It is not clear who …": this "it" stands for what follows and points to nothing.
fn is_open_question(lower: &str) -> bool {
    let mut words = lower.split([' ', ',']);
    let verb = |word: &str| matches!(word, "is" | "was" | "remains" | "remained");
    if words.next() != Some("it") || !words.next().is_some_and(verb) {
        return false;
    }
    let filler =
        |word: &&str| matches!(*word, "not" | "still" | "also" | "yet" | "immediately" | "as" | "far" | "from");
    let next = words.find(|word| !filler(word)).unwrap_or("");
    matches!(
        next,
        "unclear" | "clear" | "uncertain" | "certain" | "unknown" | "known" | "doubtful" | "unlikely" | "likely"
    )
}

/// "This week" and "this year" are times of the article itself.
const TIMES: &str = "\
    week month year morning afternoon evening night summer winter spring autumn fall season weekend time day days \
    century monday tuesday wednesday thursday friday saturday sunday january february march april may june july \
    august september october november december past coming year's week's month's season's year’s week’s month’s \
    season’s";
/// "Those who left", "such as boats": what they stand for follows.
const FOLLOWS: &str = "\
    who of in that whose with killed injured affected involved responsible as a an on at from living without";

/// Nouns for a person whom only a name tells from others.
const PERSONS: &str = "\
    director actor actress singer rapper comedian star teenager author writer coach player striker quarterback \
    billionaire entrepreneur founder militant expert professor analyst researcher scientist spokesman \
    spokeswoman spokesperson official lawmaker senator politician veteran brit frenchman englishman dutchman \
    briton dane finn pair duo trio musician model designer champion winner journalist reporter columnist source \
    giant tycoon mogul frontman";
/// Nouns for a firm or a paper of which the same holds.
const HOUSES: &str = "\
    company firm agency organisation organization paper newspaper website site outlet magazine channel \
    broadcaster";
/// Nouns in the singular, or without an s, for which "they" may stand.
const MANY_NOUNS: &str = "\
    police people couple family team group company men women children government army military crew";
/// Words behind or before a noun that say which one is meant.
const DEFINES: &str = "\
    of that which who in for at on from between to with behind whose where when against by about first second \
    next same whole";

/// Whether a word is one of a list ("one two").
fn is_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// "These services", "that year", "shortly afterwards": what they stand for was told before.
fn points_inside(lower: &str) -> bool {
    static ANCHORLESS: LazyLock<Marks> = LazyLock::new(|| {
        Marks::new(concat!(
            " afterwards| that year| that day| that month| that week| that night| that time|",
            " do so.| doing so.| did so.| the latter| the former,| as explained| said above"
        ))
    });
    let unquoted = without_quotes(lower);
    let words: Vec<&str> = unquoted.split([' ', ',', '.', ';']).filter(|word| !word.is_empty()).collect();
    let pointing = words.windows(2).skip(1).any(|pair| match pair[0] {
        "this" => !is_of(TIMES, pair[1]),
        "these" => pair[1] != "days",
        "those" | "such" => !is_of(FOLLOWS, pair[1]),
        _ => false,
    });
    pointing || ANCHORLESS.are_in(&unquoted)
}

/// The words outside quotation marks.
pub(super) fn without_quotes(lower: &str) -> String {
    let mut inside = false;
    let mut outside = String::with_capacity(lower.len());
    for letter in lower.chars() {
        match letter {
            '"' => inside = !inside,
            '“' => inside = true,
            '”' => inside = false,
            other if !inside => outside.push(other),
            _ => {}
        }
    }
    outside
}

/// "The teenager said", "the 46-year-old": a person called by what they are, and named elsewhere.
fn is_bare_person(lower: &str) -> bool {
    const TELLS: &[&str] = &["of", "who", "for", "at", "from", "in", "whose", "that", "behind", "with"];
    let words: Vec<&str> = lower.split(' ').collect();
    let aged = |word: &str| {
        word.strip_suffix("-year-old").is_some_and(|years| years.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let old = words
        .windows(3)
        .take(2)
        .any(|three| three[0] == "the" && aged(three[1].trim_end_matches(',')) && !TELLS.contains(&three[2]));
    let plain = words.first() == Some(&"the")
        && words.get(1).is_some_and(|word| is_of(PERSONS, word))
        && words.get(2).is_some_and(|next| !TELLS.contains(next));
    old || plain
}

/// The noun of "The … noun verb", in a text that opens so and does not say which one it means.
pub(super) fn bare_subject(text: &str) -> Option<&str> {
    const WORDS_MAX: usize = 4;
    let rest = text.strip_prefix("The ")?;
    let mut noun = None;
    for (at, word) in rest.split(' ').enumerate().take(WORDS_MAX + 1) {
        let plain = word.chars().all(|letter| letter.is_lowercase() || letter == '-');
        if !plain || at == WORDS_MAX {
            return None;
        }
        let verb = is_verb_form(word) || (word.len() > 4 && word.ends_with("ed") && at > 0);
        if verb {
            return noun;
        }
        if is_of(DEFINES, word) {
            return None;
        }
        noun = Some(word);
    }
    None
}

/// A pronoun before which the sentence names nobody for whom it could stand; what stands in a quote is the speaker's.
fn pronoun_comes_first(member: &Member, sentence: Span) -> bool {
    const ONE: &[&str] = &["he", "she", "him", "his", "her", "himself", "herself"];
    const MANY: &[&str] = &["they", "them", "their", "themselves"];
    let article = member.article.text();
    let within = sentence.of(article);
    let quoted =
        |at: usize| member.reading.direct_quotes().any(|quote| quote.span.start() <= at && at < quote.span.end());
    let names = &member.reading.names;
    let first = names.partition_point(|name| name.span.start() < sentence.start());
    let (mut somebody, mut several) = (false, false);
    for span in text::words(within) {
        let at = sentence.start() + span.start();
        if quoted(at) {
            continue;
        }
        let word = text::lower_case(span.of(within));
        if ONE.contains(&word.as_ref()) || MANY.contains(&word.as_ref()) {
            let named = names[first..].iter().take_while(|name| name.span.start() < at).any(|name| {
                !quoted(name.span.start()) && (name.kind != NameKind::Place || MANY.contains(&word.as_ref()))
            });
            let counted = several && MANY.contains(&word.as_ref());
            return !(named || somebody || counted);
        }
        somebody |= is_role(&word);
        several |= word.len() > 3 && word.ends_with('s') || is_of(MANY_NOUNS, &word);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_points_back_is_seen() {
        assert!(points_back("they'll all sail to telmar."));
        assert!(points_back("it’s a town on the coast."));
        assert!(points_back("the company said that the ferry was sold."));
        assert!(points_back("the firm, with 40 boats, will close."));
        assert!(!points_back("the company behind the ferry said that it was sold."));
        assert!(!points_back("the companies of telmar will merge."));
        assert!(!points_back("the harbour office closed its port."));
    }

    #[test]
    fn what_points_inside_is_seen() {
        assert!(points_inside("scrutiny grows of the consequences of using these services."));
        assert!(points_inside("the mayor said that this illegal sale must end."));
        assert!(points_inside("the race was stopped shortly afterwards."));
        assert!(!points_inside("the mayor will sell the port this week, to those who ask."));
        assert!(!points_inside("“we will end this trade,” the mayor said."));
        assert!(!points_inside("boats such as the ferry may sail these days."));
    }

    #[test]
    fn a_person_without_a_name_is_seen() {
        assert!(is_bare_person("the teenager said that it rained."));
        assert!(is_bare_person("the 37-year-old lost the wheel."));
        assert!(!is_bare_person("the director of the museum said so."));
        assert!(!is_bare_person("the driver has been arrested."));
    }

    #[test]
    fn a_subject_that_says_not_which_is_found() {
        assert_eq!(bare_subject("The sudden acceleration saved the port millions."), Some("acceleration"));
        assert_eq!(bare_subject("The pictures were sold."), Some("pictures"));
        assert_eq!(bare_subject("The mayor of Telmar left."), None);
        assert_eq!(bare_subject("The Courier says so."), None);
        assert_eq!(bare_subject("Boats were sold."), None);
    }
}
