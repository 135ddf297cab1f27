//! Injects one error of a known class into sentences of an article. In: an article's text. Out: claims, each with
//! its class and the sentence that it was made from; untouched ones too. Never: anything of the program that is
//! tested with them, a random choice, a claim that the article still bears out.

mod dates;
mod figures;
mod names;
mod actors;
mod negation;
mod plain;
mod speech;
mod tails;
mod words;

use words::{Line, among, sentences};

/// What was done to a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Name,
    Number,
    Unit,
    Date,
    Negation,
    Actor,
    Quote,
    Attribution,
    Tail,
    /// Nothing.
    Untouched,
    /// A faithful light edit.
    Edited,
}

impl Class {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Unit => "unit",
            Self::Date => "date",
            Self::Negation => "negation",
            Self::Actor => "actor",
            Self::Quote => "quote",
            Self::Attribution => "attribution",
            Self::Tail => "tail",
            Self::Untouched => "untouched",
            Self::Edited => "edited",
        }
    }

    /// Whether the sources bear the claim out.
    pub(crate) fn is_true(self) -> bool {
        matches!(self, Self::Untouched | Self::Edited)
    }
}

/// A claim that was made.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) class: Class,
    pub(crate) text: String,
    /// The sentence that it was made from.
    pub(crate) from: String,
}

/// Words of a sentence; shorter ones are headings, longer ones lists.
const WORDS_MIN: usize = 6;
const WORDS_MAX: usize = 45;

/// An article as the makers see it.
struct Article {
    text: String,
    sentences: Vec<String>,
    people: Vec<String>,
    groups: Vec<String>,
}

/// Makes a claim of a sentence, by its place, where it can.
type Maker = fn(&Article, usize, &Line<'_>) -> Option<String>;

/// Claims from every sentence of an article, at most one of a class from each.
pub(crate) fn made(text: &str) -> Vec<Made> {
    let found = sentences(text);
    let (people, groups) = names::known(&found);
    let article = Article { text: found.join(" "), people, groups, sentences: found };
    let makers: [(Class, Maker); 11] = [
        (Class::Name, names::wrong),
        (Class::Number, figures::wrong_number),
        (Class::Unit, figures::wrong_unit),
        (Class::Date, dates::wrong),
        (Class::Negation, negation::turned),
        (Class::Actor, actors::swapped),
        (Class::Quote, speech::invented),
        (Class::Attribution, speech::dropped),
        (Class::Tail, tails::overreaching),
        (Class::Untouched, |_, _, line| Some(line.text.to_owned())),
        (Class::Edited, plain::edited),
    ];
    let mut claims = Vec::new();
    for (at, sentence) in article.sentences.iter().enumerate() {
        let line = Line::new(sentence);
        if !is_prose(&line) {
            continue;
        }
        for (class, maker) in makers {
            let text = maker(&article, at, &line);
            let fits = |text: &String| class == Class::Untouched || text != sentence;
            claims.extend(text.filter(fits).map(|text| Made { class, text, from: sentence.clone() }));
        }
    }
    claims
}

/// Whether a sentence is whole and no heading, table, question or piece of another.
fn is_prose(line: &Line<'_>) -> bool {
    let words = (0..line.len()).filter(|at| line.is_word(*at)).count();
    let capitals = (1..line.len()).filter(|at| line.is_capital(*at)).count();
    let digits =
        (0..line.len()).filter(|at| line.word(*at).starts_with(|letter: char| letter.is_ascii_digit())).count();
    let common = (0..line.len())
        .filter(|at| {
            among(&line.lower(*at), "the a an of to in and for on at by with that is was were are be has have had")
        })
        .count();
    let marks = line.text.matches('"').count().is_multiple_of(2)
        && line.text.matches('“').count() == line.text.matches('”').count();
    (WORDS_MIN..=WORDS_MAX).contains(&words)
        && line.text.starts_with(|letter: char| letter.is_uppercase() || "\"“£$€".contains(letter))
        && line.text.trim_end_matches(['"', '”']).ends_with('.')
        && !line.text.ends_with("..")
        && capitals * 2 < words
        && digits * 4 < words
        && common * 7 >= words
        && marks
        && line.text.matches('(').count() == line.text.matches(')').count()
        && !line.text.contains(" .")
        && !line.text.ends_with("U.S.")
}
