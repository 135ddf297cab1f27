//! Speech: an attribution dropped, a quote invented. In: a sentence that says who says it. Out: the bare claim, or
//! words in quotation marks that nobody is quoted with. Never: a claim that the article also makes in its own
//! voice.

use super::Article;
use super::words::{Line, among, capital, hash, is_function, shared};

/// Verbs that own what follows or goes before.
pub(super) const SAYS: &str = "\
    said says claimed claims alleged alleges insisted insists argued argues believes believed warned announced \
    reported estimated suggested stated maintains maintained added told";
/// Those that need no "that" before a clause.
const BARE: &str = "said says";
const WITH_THAT: &str = "\
    said says claimed claims alleged alleges insisted insists argued argues believes believed warned announced \
    reported estimated suggested stated maintains maintained";
/// Other words of speech and thought: a sentence with one of them is not plain.
const MORE_SPEECH: &str = "\
    according say tell asked accused denied promised admitted expects think thinks feels tweeted wrote writes tells \
    testified revealed acknowledged confirmed noted found shows showed indicated complained conceded explained \
    reports warns announces hopes hoped wants wanted saying telling calling called replied recalled declared \
    pledged agreed suggests predicted predicts forecast described quoted";
/// What a speaker does not begin with, and what they do not hold.
const NO_SPEAKER_FIRST: &str = "\
    who which that and but as when if while there what where because although in on at for after before since \
    with by from to under despite";
const NO_SPEAKER: &str = "\
    after before who which that and but not never nobody to is are was were be been denied if when as would will could can \
    should may might must";
const TAIL_WORDS_MAX: usize = 12;
const LEAD_WORDS_MAX: usize = 9;
const CLAUSE_WORDS_MIN: usize = 4;
/// So much of a claim within one plain sentence elsewhere: the article makes it too.
const OWN_VOICE_SHARED: f64 = 0.6;

/// A claim and the words that give it to someone.
pub(super) struct Told {
    pub(super) clause: String,
    pub(super) speaker: String,
    /// Speaker and verb as written, without the end of the sentence.
    pub(super) frame: String,
    pub(super) leads: bool,
}

/// Takes a sentence apart that says who says it.
pub(super) fn told(line: &Line<'_>) -> Option<Told> {
    if line.has_quotes() {
        return None;
    }
    leading(line).or_else(|| according(line)).or_else(|| trailing(line))
}

/// The mayor said (that) the bridge was closed.
fn leading(line: &Line<'_>) -> Option<Told> {
    let verb = (1..line.len().min(LEAD_WORDS_MAX)).find(|at| among(line.word(*at), WITH_THAT))?;
    let plain =
        (0..verb).all(|at| line.is_word(at) || line.word(at).starts_with(['\'', '’'])) && is_speaker(line, 0, verb);
    let that = line.word(verb + 1) == "that";
    let from = if that { verb + 2 } else { verb + 1 };
    let end = line.len() - 1;
    let free = that || (among(line.word(verb), BARE) && begins_clause(line, from));
    let pronoun = among(&line.lower(from), "he she it they we i this that these those his her its their");
    let again = (from..end).any(|at| among(line.word(at), SAYS) || line.word(at) == "according");
    (plain
        && free
        && !pronoun
        && !again
        && line.is_word(from)
        && line.word(end) == "."
        && end >= from + CLAUSE_WORDS_MIN)
        .then(|| Told {
            clause: line.slice(from, end).to_owned(),
            speaker: line.slice(0, verb).to_owned(),
            frame: line.slice(0, verb + 1).to_owned(),
            leads: true,
        })
}

/// Whether what follows "said" is a clause and no time, place or adverb.
fn begins_clause(line: &Line<'_>, at: usize) -> bool {
    let word = line.lower(at);
    let capital = line.is_capital(at) && !among(&word, super::dates::WEEKDAYS) && !among(&word, super::dates::MONTHS);
    let verb_soon = (at + 1..at + 10).any(|place| {
        among(line.word(place), "is are was were will would can could has have had may might should did must")
    });
    verb_soon && (capital || among(&word, "the a an there some more about all most both no many"))
}

/// According to the mayor, the bridge was closed.
fn according(line: &Line<'_>) -> Option<Told> {
    let commas: Vec<usize> = (0..line.len()).filter(|at| line.word(*at) == ",").collect();
    let (&[comma], true) = (commas.as_slice(), line.text.starts_with("According to ")) else { return None };
    let end = line.len() - 1;
    let again = (comma..end).any(|at| among(line.word(at), SAYS));
    (comma < TAIL_WORDS_MAX && end > comma + CLAUSE_WORDS_MIN && !again).then(|| Told {
        clause: line.slice(comma + 1, end).to_owned(),
        speaker: line.slice(2, comma).to_owned(),
        frame: format!("{} said", capital(line.slice(2, comma))),
        leads: true,
    })
}

/// The bridge was closed, the mayor said on Monday.
fn trailing(line: &Line<'_>) -> Option<Told> {
    let end = line.len().checked_sub(1).filter(|last| line.word(*last) == ".")?;
    let comma = (CLAUSE_WORDS_MIN..end).rev().find(|at| line.word(*at) == ",")?;
    let from = comma + 1;
    if end - from > TAIL_WORDS_MAX || (0..comma).any(|at| among(line.word(at), SAYS) || line.word(at) == "according") {
        return None;
    }
    let speaker = if line.slice(from, end).starts_with("according to ") {
        (from + 2, end)
    } else {
        let verb = (from..end).find(|at| among(line.word(*at), "said says added reported claimed insisted"))?;
        let after = verb + 1 == end
            || among(line.word(verb + 1), "on in at late early after during")
            || among(&line.lower(verb + 1), super::dates::WEEKDAYS);
        match verb == from {
            true if is_speaker(line, verb + 1, end) && end - verb < 8 => (verb + 1, end),
            true => return None,
            false if after && is_speaker(line, from, verb) => (from, verb),
            false => return None,
        }
    };
    (speaker.0 < speaker.1).then(|| Told {
        clause: line.slice(0, comma).to_owned(),
        speaker: line.slice(speaker.0, speaker.1).to_owned(),
        frame: line.slice(from, end).to_owned(),
        leads: false,
    })
}

/// Whether words can name who speaks.
fn is_speaker(line: &Line<'_>, from: usize, to: usize) -> bool {
    let first = line.lower(from);
    let pronoun = to > from + 1 && among(&first, "he she it they we i");
    let helped = (from..to.saturating_sub(1)).any(|at| among(line.word(at), "has have had"));
    let other = (from..to).any(|at| among(line.word(at), NO_SPEAKER));
    from < to && !(pronoun || helped || other || among(&first, NO_SPEAKER_FIRST))
}

/// Whether a speaker is named, not only pointed at.
pub(super) fn is_named(speaker: &str) -> bool {
    let words: Vec<String> = speaker.to_lowercase().split(' ').map(str::to_owned).collect();
    words.iter().any(|word| !is_function(word))
}

/// The bare claim.
pub(super) fn dropped(article: &Article, at: usize, line: &Line<'_>) -> Option<String> {
    let told = told(line)?;
    let stated = article.sentences.iter().enumerate().any(|(place, sentence)| {
        place != at && !is_attributed(sentence) && shared(&told.clause, sentence) >= OWN_VOICE_SHARED
    });
    (!stated).then(|| format!("{}.", capital(&told.clause)))
}

/// Whether a sentence holds any word of speech.
pub(super) fn is_attributed(sentence: &str) -> bool {
    let line = Line::new(sentence);
    let speaks = |at: usize| among(&line.lower(at), SAYS) || among(&line.lower(at), MORE_SPEECH);
    line.has_quotes() || (0..line.len()).any(speaks)
}

/// Words in quotation marks that nobody is quoted with.
pub(super) fn invented(article: &Article, at: usize, line: &Line<'_>) -> Option<String> {
    if line.has_quotes() {
        return altered(article, at, line);
    }
    let told = told(line)?;
    let quote = capital(&told.clause);
    Some(if told.leads { format!("{}: “{quote}.”", told.frame) } else { format!("“{quote},” {}.", told.frame) })
}

/// A quote with one word of its own changed for one of the article.
fn altered(article: &Article, at: usize, line: &Line<'_>) -> Option<String> {
    let fits = |line: &Line<'_>, at: usize| {
        let word = line.word(at);
        word.len() >= 5 && word.chars().all(|letter| letter.is_ascii_lowercase()) && !is_function(word)
    };
    let own: Vec<usize> = (0..line.len()).filter(|at| line.is_quoted(*at) && fits(line, *at)).collect();
    let old = *own.get(hash(line.text) % own.len().max(1))?;
    let ending = |word: &str| word[word.len() - 2..].to_owned();
    let mut others: Vec<String> = Vec::new();
    for (_, sentence) in article.sentences.iter().enumerate().filter(|(place, _)| *place != at) {
        let other = Line::new(sentence);
        let like = (0..other.len()).filter(|at| fits(&other, *at) && ending(other.word(*at)) == ending(line.word(old)));
        others.extend(
            like.map(|at| other.word(at).to_owned())
                .filter(|word| !line.text.contains(&word[..4]) && word != line.word(old)),
        );
    }
    let new = others.get(hash(line.text) / 5 % others.len().max(1))?;
    Some(line.with(old, old + 1, new))
}
