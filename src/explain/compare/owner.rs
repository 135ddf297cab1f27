//! Who gives a figure or a claim, as the text names them. In: a sentence, where in it. Out: their words.
//! Never: a speaker of another sentence, or half a name.

use crate::explain::behind::speaker;
use crate::explain::material::Line;
use crate::model::Span;

/// A speaker is named in no more words than this.
const WORDS_MAX: usize = 9;
/// Verbs of saying, after the one who says it.
const SAYING: &[&str] = &[
    " said",
    " says",
    " reported",
    " announced",
    " told ",
    " claimed",
    " claims",
    " estimated",
    " estimates",
    " confirmed",
    " put the",
];
/// Words that open no speaker.
const NO_OWNER: &[&str] = &[
    "it", "he", "she", "they", "which", "who", "that", "this", "and", "but", "as", "also", "has", "have", "had", "i",
    "we",
];

/// Whom the sentence names as the owner of what stands at a place in it; of all of it where no place is given.
pub(in crate::explain) fn owner(line: &Line<'_>, at: Option<Span>) -> Option<String> {
    let text = line.member.article.text();
    let quotes = line.reading().quotes.iter().filter(|quote| line.sentence.overlaps(quote.span));
    let held = quotes.filter(|quote| at.is_none_or(|at| quote.span.overlaps(at)));
    let told = held.filter_map(|quote| {
        let by = quote.said_by.filter(|by| line.sentence.holds(*by))?;
        let named = line.names().find(|name| name.span.overlaps(by)).map(|name| name.name.clone());
        named.filter(|_| by.of(text).split_whitespace().count() <= 3).or_else(|| whole_phrase(text, line.sentence, by))
    });
    let told = told.map(|owner| tidied(&owner)).find(|owner| is_owner(owner));
    told.or_else(|| speaker(line).filter(|_| at.is_none()).map(str::to_owned)).or_else(|| worded(line))
}

/// A noun phrase with the article and the words before it that belong to it.
fn whole_phrase(text: &str, sentence: Span, by: Span) -> Option<String> {
    let mut start = by.start();
    let before = text.get(sentence.start()..start)?;
    for article in ["the ", "The ", "a ", "A ", "an ", "An "] {
        if before.ends_with(article) {
            start -= article.len();
            break;
        }
    }
    text.get(start..by.end()).map(str::to_owned)
}

/// "According to …", or what stands before a verb of saying.
fn worded(line: &Line<'_>) -> Option<String> {
    let text = line.text.as_str();
    if let Some(at) = text.to_ascii_lowercase().find("according to ") {
        let rest = text.get(at + "according to ".len()..)?.split([',', '.', ';']).next().unwrap_or("");
        let owner = tidied(rest);
        return is_owner(&owner).then_some(owner);
    }
    SAYING.iter().find_map(|mark| {
        let at = text.find(mark)?;
        // "The mill, a maker of flour, said": the owner stands before what describes it.
        let before = match text[..at].strip_suffix(',') {
            Some(described) if described.matches(',').count() == 1 => described.split(',').next().unwrap_or(""),
            _ => &text[..at],
        };
        let owner = tidied(before.rsplit([',', ';', '"', '“', '”', '.', '–', '—']).next().unwrap_or(""));
        is_owner(&owner).then_some(owner)
    })
}

fn tidied(owner: &str) -> String {
    owner.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches([',', ' ', '"', '“', '”', ':']).to_owned()
}

/// A noun phrase, not a pronoun or half a sentence.
fn is_owner(owner: &str) -> bool {
    let lower = owner.to_lowercase();
    let mut words = lower.split(' ');
    let first = words.next().unwrap_or("");
    let count = owner.split(' ').count();
    let verb = |word: &str| {
        matches!(word, "is" | "was" | "were" | "are" | "had" | "has" | "have" | "when" | "after" | "that" | "who")
    };
    (1..=WORDS_MAX).contains(&count)
        && owner.chars().any(char::is_alphabetic)
        && !NO_OWNER.contains(&first)
        && !lower.split(' ').any(verb)
        && !owner.chars().next().is_some_and(|letter| letter.is_ascii_digit())
}
