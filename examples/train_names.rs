//! Learns the weights by which names are found. In: a folder of sets (NAME.bio.gz: token, tab, tag per line). Out: a weights
//! file, or the readings of one set by weights that were learnt without it. Never: part of the program.
//!
//!     train_names DATA/names --out assets/names/weights.bin
//!     train_names DATA/names --without wikigold --read articles.jsonl > readings.jsonl
//!     train_names DATA/names --held-out [--share PERCENT]      a point of the learning curve
#![allow(clippy::print_stdout, clippy::print_stderr)]

use backstory::model::{Article, ArticleDraft, ArticleId, NameKind, Span};
use backstory::read::{self, Known, LABELS, LatticeSpan, NAMED, NameModel, Scores, log_sum, marginals};
use backstory::wire::{ArticleLine, ReadingLine};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The sets that the shipped weights are learnt from: all under CC BY 4.0.
const SETS: [&str; 4] = ["gum_ccby", "wikigold", "btc", "wnut"];
/// Scored, each by weights that were learnt without it; the last one's licence (CC BY-SA) keeps it out of training.
const SCORED: [&str; 3] = ["gum_ccby", "wikigold", "ewt_dev"];

/// Times that all zones are learnt from, and the size of a step (AdaGrad); found on the scored sets, each left out.
const ROUNDS: usize = 10;
const ROUNDS_BEFORE_MEAN: usize = 6;
const STEP: f32 = 0.02;
const SHRINK: f32 = 1e-4;
/// So many of a hundred features are hidden at each look, so that no single word decides alone.
const HIDDEN_PERCENT: u64 = 20;
/// Unmarked sets are cut into texts of so many sentences.
const SENTENCES_PER_TEXT: usize = 1;

/// One text with its names.
struct Text {
    article: Article,
    names: BTreeMap<(usize, usize), usize>,
    /// Whether the set marks names that are neither person, place nor organisation.
    marks_other: bool,
    /// Whether the set leaves many plain names unmarked, so that what the rules would take there is left open.
    unmarked: bool,
    /// Whether it marks the words for the people of a place.
    marks_demonyms: bool,
}

/// A zone as it is learnt from: the spans, their features, and which labels are right.
struct Lesson {
    width: usize,
    spans: Vec<LatticeSpan>,
    features: Vec<Vec<u32>>,
    /// Whether each span is a name.
    known: Vec<Known>,
    /// The kind of each that is one.
    kinds: Vec<Option<usize>>,
    /// Kinds that the set tells apart.
    kinds_marked: usize,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(arguments.first().ok_or("which folder holds the sets?")?);
    let option = |name: &str| arguments.iter().position(|word| word == name).map(|at| arguments.get(at + 1));
    if option("--held-out").is_some() {
        let share = option("--share").flatten().map_or(Ok(100), |share| share.parse())?;
        for set in SCORED {
            let options = options_of(learnt(folder, Some(set), share)?);
            println!("{set}: {}", scored(&texts(folder, set)?, &options));
        }
    } else if let Some(file) = option("--read").flatten() {
        let without = option("--without").flatten().map(String::as_str);
        read_all(file, &options_of(learnt(folder, without, 100)?))?;
    } else if let Some(file) = option("--out").flatten() {
        std::fs::write(file, learnt(folder, None, 100)?.to_bytes())?;
    } else {
        return Err("one of --held-out, --read FILE, --out FILE".into());
    }
    Ok(())
}

fn options_of(model: NameModel) -> read::Options {
    read::Options { name_model: Some(Arc::new(model)), ..read::Options::default() }
}

/// Writes the readings of articles, as `backstory read` does.
fn read_all(file: &str, options: &read::Options) -> Outcome<()> {
    for (number, line) in BufReader::new(std::fs::File::open(file)?).lines().enumerate() {
        let line: ArticleLine = serde_json::from_str(&line?)?;
        let id = line.id.clone().unwrap_or_else(|| number.to_string());
        let (draft, _) = line.into_draft();
        let article = Article::new(ArticleId::new(id), draft)?;
        println!("{}", serde_json::to_string(&ReadingLine::new(&read::read(&article, options), article.text()))?);
    }
    Ok(())
}

/// Learns from all sets, or from all but one; from so many of a hundred zones.
fn learnt(folder: &Path, without: Option<&str>, share: usize) -> Outcome<NameModel> {
    let mut lessons = Vec::new();
    for set in SETS.into_iter().filter(|set| Some(*set) != without) {
        for text in texts(folder, set)? {
            lessons.extend(lessons_of(&text));
        }
    }
    let lessons: Vec<Lesson> = lessons
        .into_iter()
        .enumerate()
        .filter(|(at, _)| at * share / 100 != (at + 1) * share / 100)
        .map(|(_, one)| one)
        .collect();
    eprintln!("{} lessons without {without:?}", lessons.len());
    Ok(NameModel::of_weights(&learn(&lessons)))
}

/// The texts of a set.
fn texts(folder: &Path, set: &str) -> Outcome<Vec<Text>> {
    let mut packed = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(folder.join(format!("{set}.bio.gz")))?)
        .read_to_string(&mut packed)?;
    let marks_other = packed.contains("\tB-MISC");
    let mut found: Vec<Vec<Vec<(&str, &str)>>> = vec![Vec::new()];
    let mut sentence = Vec::new();
    let marked = packed.contains("-DOCSTART-");
    for line in packed.lines().chain([""]) {
        let (token, tag) = line.split_once('\t').unwrap_or((line, "O"));
        if !token.is_empty() && token != "-DOCSTART-" {
            sentence.push((token, tag));
            continue;
        }
        let full = !marked && found.last().is_some_and(|text| text.len() >= SENTENCES_PER_TEXT);
        if token == "-DOCSTART-" || full {
            found.push(Vec::new());
        }
        if let Some(text) = found.last_mut().filter(|_| !sentence.is_empty()) {
            text.push(std::mem::take(&mut sentence));
        }
    }
    found
        .iter()
        .filter(|text| !text.is_empty())
        .enumerate()
        .map(|(number, text)| running(text, number, marks_other, set))
        .collect()
}

/// Running text from tokens, as papers print it, with the names' places.
fn running(sentences: &[Vec<(&str, &str)>], number: usize, marks_other: bool, set: &str) -> Outcome<Text> {
    let (mut text, mut names) = (String::new(), BTreeMap::new());
    let mut open: Option<(usize, usize, usize)> = None;
    for sentence in sentences {
        if !text.is_empty() {
            text.push(if text.ends_with(['.', '!', '?', '”', '"', ')', ':']) { ' ' } else { '\n' });
        }
        let (mut glued, mut quoted) = (true, false);
        for (at, (token, tag)) in sentence.iter().enumerate() {
            let word = spelled(token, text.ends_with('.'));
            let straight = matches!(word, "\"");
            let inner = |at: Option<usize>| {
                at.and_then(|at| sentence.get(at)).is_some_and(|(word, _)| word.starts_with(char::is_alphanumeric))
            };
            let joint = matches!(word, "-" | "/") && inner(at.checked_sub(1)) && inner(Some(at + 1));
            if !(glued || closes(word) || straight && quoted || joint) {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            glued = joint || matches!(word, "(" | "[" | "{" | "“" | "‘" | "$" | "£" | "€" | "#") || straight && !quoted;
            quoted ^= straight;
            if let Some((from, to, kind)) = open.filter(|_| !tag.starts_with("I-")) {
                names.insert((from, to), kind);
                open = None;
            }
            if let Some(kind) = kind_of(tag) {
                open = Some((open.map_or(start, |(from, ..)| from), text.len(), kind));
            }
        }
        if let Some((from, to, kind)) = open.take() {
            names.insert((from, to), kind);
        }
    }
    let draft = ArticleDraft { text, language: Some("en".to_owned()), ..ArticleDraft::default() };
    Ok(Text {
        article: Article::new(ArticleId::new(format!("doc{number}")), draft)?,
        names,
        marks_other,
        unmarked: set == "gum_ccby",
        marks_demonyms: set == "wikigold",
    })
}

fn spelled(token: &str, after_stop: bool) -> &str {
    match token {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "``" => "“",
        "''" => "”",
        "." if after_stop => "",
        _ => token,
    }
}

fn closes(word: &str) -> bool {
    let ending = |word: &str| matches!(word, "s" | "S" | "re" | "ve" | "ll" | "d" | "m");
    word.is_empty()
        || word.bytes().all(|byte| matches!(byte, b'!' | b'?'))
        || matches!(word, "." | "," | ";" | ":" | "%" | ")" | "]" | "}" | "”" | "’" | "..." | "…" | "n't" | "n’t")
        || word.strip_prefix(['\'', '’']).is_some_and(ending)
}

fn kind_of(tag: &str) -> Option<usize> {
    let kind = match tag.get(2..)? {
        "PER" => NameKind::Person,
        "ORG" => NameKind::Organisation,
        "LOC" => NameKind::Place,
        _ => NameKind::Other,
    };
    NameKind::ALL.iter().position(|known| *known == kind)
}

/// The zones of a text that can be learnt from: not handles, tags and links, and only where every name is one of the spans.
fn lessons_of(text: &Text) -> Vec<Lesson> {
    let zones = read::name_zones(&text.article, &read::Options::default());
    zones.into_iter().filter_map(|zone| lesson(text, zone)).collect()
}

fn lesson(text: &Text, zone: read::NameZone) -> Option<Lesson> {
    let body = text.article.text();
    let (from, to) =
        (zone.places.iter().map(|place| place.start()).min()?, zone.places.iter().map(|place| place.end()).max()?);
    if body[..from].ends_with(['@', '#', '/']) || body[from..to].contains(['@', '#']) {
        return None;
    }
    let inside: Vec<_> = text.names.iter().filter(|((start, end), _)| *start < to && *end > from).collect();
    let is_span =
        |(start, end): &(usize, usize)| zone.places.iter().any(|place| (place.start(), place.end()) == (*start, *end));
    if !inside.iter().all(|(place, _)| is_span(place)) {
        return None;
    }
    // Some sets take a title into the name of a person; we never do.
    let marked = |place: &Span| text.names.get(&(place.start(), place.end())).copied();
    let titled =
        zone.places.iter().zip(&zone.untitled).filter(|(place, bare)| place != bare && marked(place).is_some());
    let moved: Vec<(Span, Option<usize>)> = titled.map(|(place, bare)| (*bare, marked(place))).collect();
    let gold = |place: &Span| match moved.iter().find(|(bare, _)| bare == place) {
        Some((_, kind)) => *kind,
        None if zone.untitled.iter().zip(&zone.places).any(|(bare, with)| with == place && bare != with) => None,
        None => marked(place),
    };
    let touched = |place: &Span| inside.iter().any(|((start, end), _)| *start < place.end() && *end > place.start());
    let known = |(number, place): (usize, &Span)| {
        let left_out =
            text.unmarked && zone.ruled.contains(place) || !text.marks_demonyms && zone.demonyms.contains(&number);
        match gold(place) {
            Some(_) => Known::Name,
            None if left_out && !touched(place) => Known::Open,
            None => Known::NoName,
        }
    };
    let known = zone.places.iter().enumerate().map(known).collect();
    let kinds = zone.places.iter().map(gold).collect();
    let kinds_marked = if text.marks_other { NAMED } else { NAMED - 1 };
    Some(Lesson { width: zone.width, spans: zone.spans, features: zone.features, known, kinds, kinds_marked })
}

/// A semi-Markov conditional random field by stochastic gradient steps (AdaGrad), in a seeded order.
fn learn(lessons: &[Lesson]) -> Vec<Scores> {
    let mut weights = vec![[0.0f32; LABELS]; NameModel::buckets()];
    let mut squares = vec![[1e-6f32; LABELS]; NameModel::buckets()];
    // The mean of the weights after each of the later rounds: the last lessons of one order do not decide.
    let mut sums = weights.clone();
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut random = 0x5eed_u64;
    for round in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, (next(&mut random) % (at as u64 + 1)) as usize);
        }
        for lesson in order.iter().filter_map(|at| lessons.get(*at)) {
            step(lesson, &mut weights, &mut squares, &mut random);
        }
        if round >= ROUNDS_BEFORE_MEAN {
            sums.iter_mut().flatten().zip(weights.iter().flatten()).for_each(|(sum, weight)| *sum += weight);
        }
    }
    sums.iter_mut().flatten().for_each(|sum| *sum /= (ROUNDS - ROUNDS_BEFORE_MEAN) as f32);
    sums
}

fn next(random: &mut u64) -> u64 {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *random >> 33
}

fn step(lesson: &Lesson, weights: &mut [Scores], squares: &mut [Scores], random: &mut u64) {
    let shown: Vec<Vec<u32>> = lesson
        .features
        .iter()
        .map(|list| list.iter().copied().filter(|_| next(random) % 100 >= HIDDEN_PERCENT).collect())
        .collect();
    let scale = 100.0 / (100 - HIDDEN_PERCENT) as f32;
    let scores: Vec<Scores> = shown
        .iter()
        .map(|list| {
            let mut sums = [0.0; LABELS];
            list.iter().for_each(|feature| {
                sums.iter_mut().zip(weights[*feature as usize]).for_each(|(sum, weight)| *sum += weight * scale)
            });
            sums
        })
        .collect();
    let named: Vec<f32> = scores.iter().map(|scores| scores[NAMED]).collect();
    let free = marginals(lesson.width, &lesson.spans, &named, &[]);
    let held = marginals(lesson.width, &lesson.spans, &named, &lesson.known);
    let (Some(free), Some(held)) = (free, held) else { return };
    for (at, list) in shown.iter().enumerate() {
        let mut slopes = [0.0; LABELS];
        slopes[NAMED] = free[at] - held[at];
        if let Some(kind) = lesson.kinds[at] {
            let marked = &scores[at][..lesson.kinds_marked];
            let sum = log_sum(marked);
            for (label, score) in marked.iter().enumerate() {
                slopes[label] = (score - sum).exp() - f32::from(u8::from(label == kind));
            }
        }
        for (label, slope) in slopes.into_iter().enumerate().filter(|(_, slope)| slope.abs() > 1e-4) {
            for feature in list {
                let (weight, square) = (&mut weights[*feature as usize][label], &mut squares[*feature as usize][label]);
                let slope = slope + SHRINK * *weight;
                *square += slope * slope;
                *weight -= STEP * slope / square.sqrt();
            }
        }
    }
}

/// How well names are found: F1 of kinds and of boundaries, with precision and recall of both.
fn scored(texts: &[Text], options: &read::Options) -> String {
    let (mut gold, mut found, mut both, mut bounds) = (0, 0, 0, 0);
    for text in texts {
        gold += text.names.len();
        for name in read::read(&text.article, options).names {
            let kind = NameKind::ALL.iter().position(|kind| *kind == name.kind).unwrap_or(3);
            if kind == 3 && !text.marks_other {
                continue;
            }
            found += 1;
            let right = text.names.get(&(name.span.start(), name.span.end()));
            bounds += usize::from(right.is_some());
            both += usize::from(right == Some(&kind));
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let f1 = |right: usize| 2.0 * right as f64 / (gold + found).max(1) as f64;
    format!(
        "kinds {:.3} ({:.3} {:.3}), boundaries {:.3} ({:.3} {:.3})",
        f1(both),
        share(both, found),
        share(both, gold),
        f1(bounds),
        share(bounds, found),
        share(bounds, gold)
    )
}
