//! `backstory compare`: pairs of statements in, how each pair stands out, in order. Never: a store.

use super::Ended;
use super::output::{JsonLines, talk};
use crate::error::{Problem, Result};
use crate::explain::{AnswerPair, FigureSide, Judged, Standing, answers, figures};
use crate::gather::open_lines;
use crate::model::{Article, ArticleDraft, ArticleId, Moment, Published, Reading, Span};
use crate::read;
use crate::text::{UNKNOWN_LANGUAGE, detect_language};
use crate::wire::{PairLine, RelationLine};
use rayon::prelude::*;

/// What to compare.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// pairs as JSON lines (.gz, .zst; - for standard input); those of one question are weighed together
    #[arg(default_value = "-")]
    pairs: String,
}

/// The kind of a pair of figures; every other is a pair of answers.
const FIGURE: &str = "figure";
/// The kinds there are.
const KINDS: &[&str] = &["answer", FIGURE];

pub(super) fn run(arguments: &Arguments) -> Result<Ended> {
    let (pairs, failed) = pairs(&arguments.pairs)?;
    let mut out = JsonLines::new();
    for relation in &relations(&pairs) {
        if !out.write(relation) {
            break;
        }
    }
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}

/// The pairs of a file, in order, and whether some lines were none.
fn pairs(path: &str) -> Result<(Vec<PairLine>, bool)> {
    let mut lines = open_lines(path)?;
    let (mut pairs, mut failed) = (Vec::new(), false);
    while let Some(line) = lines.next_line() {
        let (number, bytes) = line?;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let pair = serde_json::from_slice::<PairLine>(&bytes).map_err(|error| format!("not a pair: {error}"));
        match pair.and_then(of_known_kind) {
            Ok(pair) => pairs.push(pair),
            Err(what) => {
                let hint = "write one JSON object per line, with \"id\", \"kind\" (answer or figure), \"a\" and \"b\"";
                talk(&Problem::new(format!("{path} line {number}"), what, hint));
                failed = true;
            }
        }
    }
    Ok((pairs, failed))
}

fn of_known_kind(pair: PairLine) -> std::result::Result<PairLine, String> {
    if KINDS.contains(&pair.kind.as_str()) { Ok(pair) } else { Err(format!("unknown kind {:?}", pair.kind)) }
}

fn relations(pairs: &[PairLine]) -> Vec<RelationLine> {
    let asked: Vec<AnswerPair<'_>> = pairs.iter().filter(|pair| pair.kind != FIGURE).map(answer_pair).collect();
    let mut answered = answers(&asked).into_iter();
    let mut counted =
        pairs.par_iter().filter(|pair| pair.kind == FIGURE).map(figure_pair).collect::<Vec<_>>().into_iter();
    let judged = |pair: &PairLine| if pair.kind == FIGURE { counted.next() } else { answered.next() };
    let judged: Vec<Option<Judged>> = pairs.iter().map(judged).collect();
    pairs.iter().zip(judged).filter_map(|(pair, judged)| judged.map(|judged| line(pair, judged))).collect()
}

fn line(pair: &PairLine, judged: Judged) -> RelationLine {
    let relation = judged.standing.as_str();
    let same = relation == "same";
    RelationLine {
        id: pair.id.clone(),
        same,
        conflict: judged.standing.is_conflict(),
        score: judged.score,
        relation: relation.to_owned(),
    }
}

fn answer_pair(pair: &PairLine) -> AnswerPair<'_> {
    AnswerPair {
        question: pair.question.as_deref().unwrap_or(""),
        a: &pair.a,
        b: &pair.b,
        a_context: pair.a_context.as_deref().unwrap_or(&pair.a),
        b_context: pair.b_context.as_deref().unwrap_or(&pair.b),
    }
}

fn figure_pair(pair: &PairLine) -> Judged {
    let moment = |own: &Option<String>| own.as_deref().and_then(Moment::parse).map(Published);
    let day = moment(&pair.date);
    let (published_a, published_b) = (moment(&pair.published_a), moment(&pair.published_b));
    // A short sentence does not show its language; both together do better.
    let language = match detect_language(&format!("{} {}", pair.a, pair.b)).0 {
        UNKNOWN_LANGUAGE => "en",
        known => known,
    };
    let a = sentence(&pair.a, language, published_a.or(day));
    let b = sentence(&pair.b, language, published_b.or(day));
    let (Some(a), Some(b)) = (a, b) else { return unrelated() };
    let at = |text: &str, words: &Option<String>| place(text, words.as_deref().unwrap_or(""));
    let (Some(at_a), Some(at_b)) = (at(&pair.a, &pair.a_figure), at(&pair.b, &pair.b_figure)) else {
        return unrelated();
    };
    let side_a = FigureSide { text: &pair.a, reading: &a, at: at_a, published: published_a };
    let side_b = FigureSide { text: &pair.b, reading: &b, at: at_b, published: published_b };
    figures(&side_a, &side_b)
}

fn unrelated() -> Judged {
    Judged { standing: Standing::Unrelated, score: 0.0 }
}

/// What a sentence says, read as an article of that day.
fn sentence(text: &str, language: &str, published: Option<Published>) -> Option<Reading> {
    let draft = ArticleDraft {
        text: text.to_owned(),
        published,
        language: Some(language.to_owned()),
        ..ArticleDraft::default()
    };
    let article = Article::new(ArticleId::derive(None, "", "", text), draft).ok()?;
    Some(read::read(&article, &read::Options::default()))
}

/// Where the words of a figure stand; the first number of the text where they are not given.
fn place(text: &str, words: &str) -> Option<Span> {
    let words = words.trim();
    if words.is_empty() {
        return Span::new(0, text.len());
    }
    let start = text.find(words)?;
    Span::new(start, start + words.len())
}
