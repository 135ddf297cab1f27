//! Check: does a text stand in its sources?
//! In: a claim with its sources. Out: a verdict with a score, reasons in short words, and the words that bear it out.
//! Never: knowledge of the world, or "supported" where a test failed: it fails closed.

mod align;
mod changes;
mod dates;
mod figures;
mod ground;
mod guard;
mod kin;
mod names;
mod numbers;
mod opposites;
mod speech;
mod stance;
mod tokens;
mod verdict;
mod wording;

pub use guard::stands;

use crate::model::Span;
use crate::text::detect_language;
use ground::{Cover, Ground};
use opposites::Opposites;
use tokens::{Lexicon, Line};

/// Longer texts are cut, in bytes: a claim is a passage, not a book, and the work grows with both.
const CLAIM_BYTES_MAX: usize = 20_000;
const SOURCES_BYTES_MAX: usize = 2_000_000;
/// The tests of stance know English words only.
const STANCE_LANGUAGE: &str = "en";

/// A text and what it is held against.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// What is claimed.
    pub text: &'a str,
    /// The texts that should bear it out.
    pub sources: &'a [&'a str],
}

/// What came of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every test passed.
    Supported,
    /// The words that are closest say otherwise.
    Contradicted,
    /// The sources do not say it.
    NotFound,
    /// There was nothing to hold against anything.
    NotChecked,
}

impl Outcome {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::NotFound => "not_found",
            Self::NotChecked => "not_checked",
        }
    }
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What came of it.
    pub outcome: Outcome,
    /// From 0 to 1, higher is better supported: how much of it stands in the sources, and in their order. The verdict rests on the
    /// tests, not on it.
    pub score: f64,
    /// What was found, in short words.
    pub reasons: Vec<String>,
    /// The closest words: place of the source among the claim's, and where in it (bytes).
    pub spans: Vec<(usize, Span)>,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Test {
    Number,
    Date,
    Name,
    Quote,
    Negation,
    Opposite,
    Absolute,
    Modality,
    Actor,
    Attribution,
    Tail,
    Splice,
}

/// One thing that is not as the sources have it.
#[derive(Debug, Clone, PartialEq)]
struct Finding {
    test: Test,
    /// Whether the closest words say otherwise, rather than nothing.
    clash: bool,
    reason: String,
}

impl Finding {
    fn new(test: Test, clash: bool, reason: String) -> Self {
        Self { test, clash, reason }
    }
}

/// One sentence of the claim, held against the sources.
struct Held {
    cover: Cover,
    findings: Vec<Finding>,
}

/// Holds a claim against its sources, whose language is told from their words.
pub fn check(claim: &Claim<'_>) -> Verdict {
    let mut sample = String::new();
    for source in claim.sources {
        sample.push_str(clipped(source, CLAIM_BYTES_MAX - sample.len()));
    }
    check_in(claim, detect_language(&sample).0)
}

/// Whether a text says what some of its words say by themselves.
pub(super) fn says(text: &str, words: &str, language: &str) -> bool {
    check_in(&Claim { text: words, sources: &[text] }, language).outcome == Outcome::Supported
}

/// Holds a claim against sources in a language that is known.
pub(super) fn check_in(claim: &Claim<'_>, language: &str) -> Verdict {
    let text = clipped(claim.text, CLAIM_BYTES_MAX);
    let mut left = SOURCES_BYTES_MAX;
    let mut sources: Vec<&str> = Vec::with_capacity(claim.sources.len());
    for source in claim.sources {
        let source = clipped(source, left);
        left -= source.len();
        sources.push(source);
    }
    let mut lexicon = Lexicon::new(if language == crate::text::UNKNOWN_LANGUAGE { STANCE_LANGUAGE } else { language });
    let lines = lexicon.lines(0, text);
    let ground = Ground::new(&mut lexicon, &sources);
    let opposites = Opposites::new(&lexicon);
    if lines.is_empty() || ground.lines.is_empty() {
        let missing = if lines.is_empty() { "nothing is claimed" } else { "no source has words" };
        return Verdict { outcome: Outcome::NotChecked, score: 0.0, reasons: vec![missing.to_owned()], spans: vec![] };
    }
    let sides = Sides { text, sources: &sources, ground: &ground, opposites: &opposites };
    verdict::of(&sides.held(&lines), &ground)
}

/// A claim's text and the sources that it is held against.
struct Sides<'a> {
    text: &'a str,
    sources: &'a [&'a str],
    ground: &'a Ground,
    opposites: &'a Opposites,
}

impl Sides<'_> {
    fn held(&self, claim: &[Line]) -> Vec<Held> {
        let known_figures = figures::Figures::of(&self.ground.lines, self.sources);
        let days = dates::Dates::of(&self.ground.lines);
        let known = names::Known::of(&self.ground.lines);
        claim
            .iter()
            .map(|line| {
                let cover = self.ground.cover(line);
                let window = &self.ground.lines[cover.window.clone()];
                let against =
                    figures::Against { figures: &known_figures, ground: self.ground, texts: self.sources, window };
                let mut findings = speech::invented_quotes(self.text, line, self.sources, self.ground);
                // A sign of money is no word.
                findings.extend(figures::missing(line, self.text, &against));
                if self.ground.has_whole(line) {
                    return Held { cover, findings };
                }
                findings.extend(dates::Dates::of([line]).missing(&days, &dates::Dates::of(window)));
                findings.extend(names::missing(line, self.ground, &known));
                findings.extend(wording::altered_quotes(self.text, line, self.ground));
                findings.extend(wording::swapped(line, window, self.ground));
                findings.extend(stance::findings(line, window, &cover, self.opposites));
                findings.extend(stance::added_negation(line, self.text, &cover, self.ground));
                findings.extend(self.against_base(line, &cover));
                Held { cover, findings }
            })
            .collect()
    }
}

impl Sides<'_> {
    /// What a sentence of the claim changes in the one that it was made of, and whom it takes away or gives more. Where it may
    /// be made of several, the one that bears it out best counts.
    fn against_base(&self, line: &Line, cover: &Cover) -> Vec<Finding> {
        let mut found: Vec<Finding> =
            speech::overreaching(line, self.text, self.sources, self.ground).into_iter().collect();
        let bases = align::Aligned::all(line, self.ground);
        let mut changes: Vec<Vec<Finding>> = bases.iter().map(|base| self.changes(line, base)).collect();
        changes.sort_by_key(Vec::len);
        found.extend(changes.into_iter().next().into_iter().flatten());
        if !bases.iter().any(|aligned| speech::moved_speaker(line, self.text, aligned)) {
            found.extend(verdict::spliced(line, &self.ground.lines[cover.window.clone()], cover));
        }
        found
    }

    fn changes(&self, line: &Line, aligned: &align::Aligned<'_>) -> Vec<Finding> {
        let base = &self.ground.lines[aligned.place];
        let changed = changes::Changed {
            aligned,
            claim: line,
            claim_text: self.text,
            base,
            base_text: self.sources.get(base.source).copied().unwrap_or(""),
            ground: self.ground,
            opposites: self.opposites,
        };
        let mut found = Vec::new();
        if aligned.is_close() {
            found.extend(speech::dropped(line, aligned, changed.base_text, self.ground));
            found.extend(changed.findings());
        }
        if aligned.is_close() || aligned.holds_most() {
            found.extend(changed.turned());
        }
        found
    }
}

/// The text, cut at a character border.
fn clipped(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or("")
}

#[cfg(test)]
mod tests;
