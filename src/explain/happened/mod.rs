//! What's happened: 40 to 80 words, the newest agreed state first.
//! In: the material. Out: whole sentences of the papers that together lie nearest to the middle of the story.
//! Never: a sentence that leans on another while enough of them stand alone.
//!
//! Method: see `choice` and `consensus`.

mod choice;
mod consensus;

use super::compare::Tally;
use super::material::{Line, Material};
use super::sound::Soundness;
use super::tidy::{capitalised, folded};
use crate::error::{Error, Result};
use crate::model::{Citation, Edit, Field, Span, Statement};
use choice::{REDUNDANT, choose};

/// Words of the section.
pub(super) const WORDS_MIN: usize = 40;
/// Words of the section.
pub(super) const WORDS_MAX: usize = 80;
/// Words of a thin story's section: the less there is to tell, the shorter.
const WORDS_MIN_THIN: usize = 15;

/// A statement of the section with the line that it came from.
pub(super) struct Opening<'m, 'a> {
    pub(super) statement: Statement,
    pub(super) terms: Vec<u32>,
    /// None where it is a title.
    pub(super) line: Option<&'m Line<'a>>,
}

impl<'m, 'a> Opening<'m, 'a> {
    fn of(line: &'m Line<'a>) -> Result<Self> {
        Ok(Self { statement: line.statement()?, terms: line.terms.clone(), line: Some(line) })
    }

    fn words(&self) -> usize {
        self.statement.text().split_whitespace().count()
    }
}

/// The statements of the section.
pub(super) fn happened<'m, 'a>(
    material: &'m Material<'a>,
    tally: &Tally<'_, '_>,
    thin: bool,
) -> Result<Vec<Opening<'m, 'a>>> {
    let words_min = if thin { WORDS_MIN_THIN } else { WORDS_MIN };
    let tiers = [(Soundness::Sound, 2), (Soundness::Sound, 0), (Soundness::Leaning, 0)];
    let mut chosen = Vec::new();
    for (tier, core) in tiers {
        chosen = choose(material, tally, tier, core, words_min);
        let words: usize = chosen.iter().map(|line| line.words).sum();
        if words >= words_min || (thin && words > 0 && tier == Soundness::Sound) {
            return chosen.into_iter().map(Opening::of).collect();
        }
    }
    let mut told: Vec<Opening<'m, 'a>> = chosen.into_iter().map(Opening::of).collect::<Result<_>>()?;
    fill_up(material, &mut told, thin)?;
    Ok(told)
}

/// A text without enough whole sentences: further words of it, cut at a clause, until there are enough.
fn fill_up<'m, 'a>(material: &'m Material<'a>, told: &mut Vec<Opening<'m, 'a>>, thin: bool) -> Result<()> {
    let mut words: usize = told.iter().map(Opening::words).sum();
    let enough = if thin { 1 } else { WORDS_MIN };
    for line in &material.lines {
        if words >= enough {
            return Ok(());
        }
        let known = told.iter().any(|known| material.lexicon.likeness(&known.terms, &line.terms) >= REDUNDANT);
        if known || line.text.split_whitespace().count() < 3 {
            continue;
        }
        let statement = cut_to(line, WORDS_MAX - words)?;
        words += statement.text().split_whitespace().count();
        told.push(Opening { statement, terms: line.terms.clone(), line: Some(line) });
    }
    if told.is_empty() { title_as_sentence(material, told) } else { Ok(()) }
}

/// At most so many words of a line, ended as a sentence.
fn cut_to(line: &Line<'_>, words_max: usize) -> Result<Statement> {
    let mut edits = line.edits.clone();
    let mut words: Vec<&str> = line.text.split(' ').collect();
    if words.len() > words_max {
        words.truncate(words_max);
        edits.push(Edit::Shortened);
    }
    let text = ended(&words.join(" "));
    if text != line.text && !edits.contains(&Edit::Shortened) {
        edits.push(Edit::Punctuated);
    }
    Statement::edited(text, vec![line.citation()?], &line.reading().language, edits)
}

/// The words with a full stop, where they do not end as a sentence.
pub(super) fn ended(words: &str) -> String {
    let bare = words.trim_end_matches([',', ';', ':', '-', '–', '—', ' ']);
    let closed = bare.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']);
    if closed.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।']) {
        bare.to_owned()
    } else {
        format!("{bare}.")
    }
}

/// Where there is no text at all, the title says what happened.
fn title_as_sentence<'m, 'a>(material: &'m Material<'a>, told: &mut Vec<Opening<'m, 'a>>) -> Result<()> {
    let titled = material.story.members().iter().position(|member| !member.article.title().trim().is_empty());
    let at = titled.ok_or_else(|| Error::invalid(format!("story {}: no words", material.story.id())))?;
    let member = &material.story.members()[at];
    let title = member.article.title();
    let start = title.len() - title.trim_start().len();
    let span = Span::new(start, start + title.trim().len()).ok_or_else(|| Error::invalid("an empty title"))?;
    let words: Vec<&str> = title.split_whitespace().take(WORDS_MAX).collect();
    let text = ended(&capitalised(&folded(&words.join(" "))));
    let citation = Citation::new(&member.article, Field::Title, span)?;
    let statement = Statement::edited(text, vec![citation], &member.reading.language, vec![Edit::Punctuated])?;
    told.push(Opening { statement, terms: material.titles[at].clone(), line: None });
    Ok(())
}
