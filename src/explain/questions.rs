//! Go deeper: three to six questions that this coverage answers, each with a teaser and a cited answer.
//! In: candidates of `asks`, what other stories hold, what the page has told. Out: questions, none alike, none foreign.
//! Never: a question without an answer in the story's own articles.

use super::agree::{SAYING, clause_of};
use super::asks::{Ask, DULL, Ground, asks};
use super::check::{Claim, Outcome, check_in};
use super::focus::{Event, EventClass};
use super::headline::title_span;
use super::material::{Line, Material};
use super::sound::{Soundness, is_verb_form};
use super::told::Telling;
use super::{Options, Others};
use crate::error::Result;
use crate::model::{Edit, Field, Question, QuestionId, Statement, StoryId};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A sentence that holds this share of what a question asks of may stand under it; less is about something else.
const NEAR_COVER: f64 = 0.5;
/// Words of a clause that says something by itself.
const CLAUSE_WORDS_MIN: usize = 5;
/// Words of the shortest clause there is.
const SHORT_WORDS_MIN: usize = 3;
/// Questions of a page.
const MOST: usize = 6;
/// Questions that a page of a full story has at least.
const LEAST: usize = 3;
/// Two questions alike to this degree ask the same thing.
const ALIKE: f64 = 0.4;
/// More than so many tenths of what two questions ask of is the same: they ask the same thing.
const SAME_TENTHS: usize = 3;

/// The questions of a story.
pub(super) fn questions(
    ground: &Ground<'_, '_>,
    others: &dyn Others,
    told: &mut Telling,
    _options: &Options,
) -> Result<Vec<Question>> {
    let material = ground.material;
    let most = if material.reports < 2 { LEAST } else { MOST };
    let mut chosen: Vec<Chosen<'_, '_>> = Vec::new();
    let mut open: Vec<Asked<'_, '_>> = asks(ground).into_iter().map(Asked::new).collect();
    for asked in &mut open {
        asked.foreign = is_foreign(material, others, &asked.subject) || is_foreign(material, others, &asked.words);
    }
    // What this story alone answers, in words that the page has not used; a page of a full story owes three, for which dull
    // questions serve, and at last those that another story shares.
    let rounds = [
        Round { enough: most, dull: false, foreign: false, any: false, last: false },
        Round { enough: LEAST, dull: true, foreign: false, any: false, last: false },
        Round { enough: LEAST, dull: true, foreign: false, any: false, last: true },
        Round { enough: LEAST, dull: true, foreign: true, any: false, last: false },
        Round { enough: LEAST, dull: true, foreign: true, any: true, last: true },
    ];
    for Round { enough, dull, foreign, any, last } in rounds {
        let mut left = Vec::new();
        for asked in open {
            // At last two questions may begin their answers with the same sentence.
            let known = chosen.iter().any(|known| match any {
                true => asked.likeness(material, &known.asked) >= ALIKE || asked.ask.about == known.asked.ask.about,
                false => asked.is_like(material, &known.asked),
            });
            let plain = chosen.iter().filter(|known| !asks_of_course(&known.asked.ask.text)).count();
            let too_plain = plain * 2 + 1 > MOST && !asks_of_course(&asked.ask.text);
            let barred = known || (!any && (too_plain || opens_twice(&chosen, &asked)));
            let unfit = (asked.foreign && !foreign) || (asked.ask.score < DULL && !dull);
            if chosen.len() >= enough || barred || unfit {
                left.push(asked);
                continue;
            }
            match teaser(material, &asked.ask, told, dull, last)? {
                Some(teaser) => chosen.push(Chosen { asked, teaser }),
                None => left.push(asked),
            }
        }
        open = left;
    }
    keep_half_open(&mut chosen);
    let mut unanswered = unanswered(ground)?;
    let with_missing = chosen.into_iter().map(|chosen| (chosen, std::mem::take(&mut unanswered)));
    with_missing.map(|(chosen, missing)| question(material, &chosen.asked.ask, chosen.teaser, missing)).collect()
}

/// What may be asked in one go over the candidates.
struct Round {
    /// Until the page has so many questions.
    enough: usize,
    /// Dull ones too, with a sentence near the question under them.
    dull: bool,
    /// Those that another story answers too.
    foreign: bool,
    /// Those that ask nearly the same too.
    any: bool,
    /// With whatever the page has not told under them.
    last: bool,
}

/// A candidate with its terms.
struct Asked<'m, 'a> {
    ask: Ask<'m, 'a>,
    /// What it asks of.
    subject: BTreeSet<String>,
    /// Every term of it.
    words: BTreeSet<String>,
    /// Whether another story answers it as well.
    foreign: bool,
}

/// A question of the page.
struct Chosen<'m, 'a> {
    asked: Asked<'m, 'a>,
    teaser: Statement,
}

impl<'m, 'a> Asked<'m, 'a> {
    fn new(ask: Ask<'m, 'a>) -> Self {
        let (subject, words) = (subject(&ask.text), text::terms(&ask.text, "en").into_iter().collect());
        Self { ask, subject, words, foreign: false }
    }

    /// Alike in words, or asking the same way of the same thing, or with the same first answer.
    fn is_like(&self, material: &Material<'_>, other: &Self) -> bool {
        let shared = self.subject.intersection(&other.subject).count();
        let same_subject = shared * 10 > SAME_TENTHS * (self.subject.len() + other.subject.len() - shared);
        let way = |asked: &Self| asked.ask.about.split(' ').next().unwrap_or("").to_owned();
        let first = |asked: &Self| asked.ask.answers.first().copied();
        self.ask.about == other.ask.about
            || (same_subject && way(self) == way(other))
            || self.likeness(material, other) >= ALIKE
            || first(self).zip(first(other)).is_some_and(|(left, right)| std::ptr::eq(left, right))
    }

    /// Weighted Jaccard of what they ask of, words that the story does not hold among it.
    fn likeness(&self, material: &Material<'_>, other: &Self) -> f64 {
        let mass = |word: &String| material.lexicon.weight_of(word);
        let shared: f64 = self.subject.intersection(&other.subject).map(mass).sum();
        let all: f64 = self.subject.union(&other.subject).map(mass).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

/// Whether two questions of the page begin with the same two words.
fn opens_twice(chosen: &[Chosen<'_, '_>], asked: &Asked<'_, '_>) -> bool {
    let opening = |text: &str| text.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let mine = opening(&asked.ask.text);
    chosen.iter().filter(|known| opening(&known.asked.ask.text) == mine).count() >= 2
}

/// Asks why, how or what comes next.
fn asks_of_course(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["why ", "how ", "what happens next", "what will ", "what next"].iter().any(|opening| lower.starts_with(opening))
}

/// At least half of the questions ask why, how or what next; surplus others go from the end.
fn keep_half_open(chosen: &mut Vec<Chosen<'_, '_>>) {
    let open = |known: &Chosen<'_, '_>| asks_of_course(&known.asked.ask.text);
    while chosen.len() > LEAST && chosen.iter().filter(|known| open(known)).count() * 2 < chosen.len() {
        match chosen.iter().rposition(|known| !open(known)) {
            Some(at) => drop(chosen.remove(at)),
            None => return,
        }
    }
}

/// Words of our own that a question is built with; they say nothing about what it asks of.
const BUILT_WITH: &str = "why how what does did happen happens next come comes about after into this news still not known \
                          say says papers for the was were has have is are many people";

static BUILT_WITH_TERMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    text::words(BUILT_WITH).into_iter().flat_map(|span| text::terms(span.of(BUILT_WITH), "en")).collect()
});

/// What a question asks of: its terms without the words that questions are built with.
fn subject(question: &str) -> BTreeSet<String> {
    text::terms(question, "en").into_iter().filter(|term| !BUILT_WITH_TERMS.contains(term)).collect()
}

/// Whether another story's articles match the question's words, each weighing by how few stories hold it, as well as
/// this story's do.
fn is_foreign(material: &Material<'_>, others: &dyn Others, subject: &BTreeSet<String>) -> bool {
    let own = material.story.id();
    let mut mine = 0.0;
    let mut theirs: BTreeMap<StoryId, f64> = BTreeMap::new();
    let mut everyones = 0.0;
    for term in subject {
        let holding = others.holders(term);
        let weight = ((others.count() as f64 + 1.0) / (holding.count as f64 + 0.5)).ln();
        if material.lexicon.known_term(term).is_some() {
            mine += weight;
        }
        match holding.stories {
            Some(stories) => stories.into_iter().for_each(|story| *theirs.entry(story).or_default() += weight),
            None => everyones += weight,
        }
    }
    theirs.iter().any(|(story, matched)| story != own && matched + everyones >= mine)
}

/// One sentence that the page has not told: of the answer; on a page that owes questions also one near the question, or a clause; at
/// last whatever the page has not told.
fn teaser(
    material: &Material<'_>,
    ask: &Ask<'_, '_>,
    told: &mut Telling,
    any: bool,
    last: bool,
) -> Result<Option<Statement>> {
    if let Some(line) = ask.answers.iter().find(|line| told.is_new(material, line)) {
        told.tell(&line.terms);
        return line.statement().map(Some);
    }
    for line in ask.answers.iter().copied() {
        if let Some((text, terms)) = main_clause(material, line)
            && !told.repeats(&material.lexicon, &terms)
            && says(line, &text)
        {
            told.tell(&terms);
            return shortened(line, text).map(Some);
        }
    }
    if !any {
        return Ok(None);
    }
    let asked = material.lexicon.known(&ask.text, "en");
    let mut near: Vec<(f64, &Line<'_>)> = material
        .lines
        .iter()
        .filter(|line| line.touches_story() && line.words <= 45)
        .map(|line| (material.lexicon.cover(&asked, &line.terms), line))
        .filter(|(cover, _)| *cover >= NEAR_COVER)
        .collect();
    near.sort_by(|left, right| right.0.total_cmp(&left.0));
    near.retain(|(_, line)| told.is_new(material, line));
    let nearest = near.first().copied();
    if nearest.is_none()
        && let Some(clause) = clause_of_one(material, &ask.answers, told, is_clause)?
    {
        return Ok(Some(clause));
    }
    if let Some((_, line)) = nearest {
        told.tell(&line.terms);
        return line.statement().map(Some);
    }
    // A page that owes three questions at last takes a headline, or a clause of any sentence.
    if last { whatever_is_new(material, told) } else { Ok(None) }
}

/// A headline that the page has not told, or a clause of any sentence.
fn whatever_is_new(material: &Material<'_>, told: &mut Telling) -> Result<Option<Statement>> {
    for (at, member) in material.story.members().iter().enumerate() {
        let terms = &material.titles[at];
        if let Some(span) = title_span(member)
            && !terms.is_empty()
            && !told.repeats(&material.lexicon, terms)
        {
            told.tell(terms);
            return Statement::verbatim(&member.article, Field::Title, span, &member.reading.language).map(Some);
        }
    }
    if let Some(line) = material.lines.iter().find(|line| line.touches_story() && told.is_new(material, line)) {
        told.tell(&line.terms);
        return line.statement().map(Some);
    }
    let fit: Vec<&Line<'_>> = material.lines.iter().filter(|line| line.soundness > Soundness::Unfit).collect();
    let whole = clause_of_one(material, &fit, told, is_clause)?;
    // A clause of three words is short, but better than no question on a page that owes three.
    let short = |part: &str| part.split_whitespace().count() >= SHORT_WORDS_MIN;
    if whole.is_some() { Ok(whole) } else { clause_of_one(material, &fit, told, short) }
}

/// Whether a line says what some of its words say by themselves.
fn says(line: &Line<'_>, text: &str) -> bool {
    let claim = Claim { text, sources: &[&line.text] };
    check_in(&claim, &line.reading().language).outcome == Outcome::Supported
}

/// Words of a line, as a statement.
fn shortened(line: &Line<'_>, text: String) -> Result<Statement> {
    let mut edits = line.edits.clone();
    edits.push(Edit::Shortened);
    Statement::edited(text, vec![line.citation()?], &line.reading().language, edits)
}

/// The main clause of a line that goes on after it, with its terms.
fn main_clause(material: &Material<'_>, line: &Line<'_>) -> Option<(String, Vec<u32>)> {
    let language = &line.reading().language;
    let text = super::happened::ended(clause_of(&line.text).filter(|_| language == "en")?);
    let terms = material.lexicon.known(&text, language);
    (terms.len() >= 3).then_some((text, terms))
}

/// Whether some words of a sentence are a clause with a subject and a verb, not what hangs on another.
fn is_clause(part: &str) -> bool {
    const HANGING: &[&str] = &[
        "who",
        "which",
        "where",
        "whose",
        "when",
        "while",
        "according",
        "and",
        "but",
        "as",
        "after",
        "including",
        "with",
        "because",
        "that",
        "if",
        "or",
        "he",
        "she",
        "they",
        "it",
    ];
    let words: Vec<String> = part.split_whitespace().map(str::to_lowercase).collect();
    let opens = words
        .first()
        .is_some_and(|word| !HANGING.contains(&word.as_str()) && !word.ends_with("ing") && !is_verb_form(word));
    // "The union said that the crew" has no verb of its own.
    let tells = |word: &String| is_verb_form(word) && !SAYING.contains(&word.as_str());
    words.len() >= CLAUSE_WORDS_MIN && opens && words[1..words.len() - 1].iter().any(tells)
}

/// A clause of one of some lines, where every whole sentence is told already.
fn clause_of_one(
    material: &Material<'_>,
    lines: &[&Line<'_>],
    told: &mut Telling,
    fits: impl Fn(&str) -> bool,
) -> Result<Option<Statement>> {
    for line in lines {
        for part in line.text.split([',', ';', '–', '—']).filter(|part| fits(part)) {
            let text = super::happened::ended(&super::tidy::capitalised(part));
            let terms = material.lexicon.known(&text, &line.reading().language);
            if terms.len() >= 2
                && text.len() * 2 < line.text.len()
                && !told.repeats(&material.lexicon, &terms)
                && says(line, &text)
            {
                told.tell(&terms);
                return shortened(line, text).map(Some);
            }
        }
    }
    Ok(None)
}

fn question(
    material: &Material<'_>,
    ask: &Ask<'_, '_>,
    teaser: Statement,
    unanswered: Vec<Statement>,
) -> Result<Question> {
    let mut lines = ask.answers.clone();
    lines.sort_by_key(|line| (line.article, line.position));
    // The best answer first, what belongs to it in the order of the papers.
    if let Some(at) = lines.iter().position(|line| std::ptr::eq(*line, ask.answers[0])) {
        let best = lines.remove(at);
        lines.insert(0, best);
    }
    Ok(Question {
        id: QuestionId::derive(material.story.id(), &ask.about.to_lowercase()),
        question: ask.text.clone(),
        teaser,
        answer: lines.into_iter().map(Line::statement).collect::<Result<_>>()?,
        unanswered,
    })
}

/// Words without which nobody asks for arrests, injuries or causes.
const HARM: &str = "killed killing dead deadly died injured wounded hurt destroyed burned crashed exploded";

/// What readers ask of such an event and no article of the story mentions.
fn unanswered(ground: &Ground<'_, '_>) -> Result<Vec<Statement>> {
    let Some(event) = ground.events.first().filter(|event| event.is_central(ground.material)) else {
        return Ok(Vec::new());
    };
    if !ground.material.mentions_any(HARM) {
        return Ok(Vec::new());
    }
    let members = ground.material.story.members();
    if members.iter().any(|member| member.reading.language != "en") {
        return Ok(Vec::new());
    }
    let searched: Vec<_> = members.iter().map(|member| member.article.id().clone()).collect();
    let mut missing = Vec::new();
    for line in include_str!("../../assets/explain/absent.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split('|').map(str::trim);
        let (Some(class), Some(what), Some(words)) = (parts.next(), parts.next(), parts.next()) else { continue };
        if class_name(event) == class && !ground.material.mentions_any(words) {
            missing.push(what);
        }
    }
    let Some((last, front)) = missing.split_last() else { return Ok(Vec::new()) };
    let what = if front.is_empty() { (*last).to_owned() } else { format!("{} or {last}", front.join(", ")) };
    let text = match members.len() {
        1 => format!("The one article here does not mention {what}."),
        count => format!("None of the {count} articles mentions {what}."),
    };
    Ok(vec![Statement::missing(text, searched, "en")?])
}

fn class_name(event: &Event) -> &'static str {
    match event.class {
        EventClass::Violence => "violence",
        EventClass::Accident => "accident",
        EventClass::Decision => "decision",
        EventClass::Meeting => "meeting",
    }
}
