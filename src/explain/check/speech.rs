//! Who says it: does a claim keep the speaker of its source, and give the speaker nothing more? In: sentences as tokens with
//! their texts. Out: a speaker left out, a clause that this speaker did not say, words in quotation marks that nobody
//! said. Never: who is right.

use super::align::Aligned;
use super::ground::Ground;
use super::tokens::{Line, Token};
use super::{Finding, Test, stance, wording};
use std::ops::Range;

/// A speaker with verb and day has no more words.
const FRAME_WORDS_MAX: usize = 14;
/// Share of a claim's words that stand in what the speaker says.
const TOLD_MIN: f64 = 0.6;
/// Share of a claim's content words in a sentence without a speaker: the paper says it itself.
const OWN_VOICE_MIN: f64 = 0.6;
/// Fewer content words are no clause.
const TAIL_WORDS_MIN: usize = 3;
/// Share of a tail's content words that stand in the sentence it was made of.
const TAIL_FOUND_MIN: f64 = 0.7;
/// A speaker goes on for so many sentences without being named again.
const GOES_ON_SENTENCES: usize = 3;
/// Share of a claim's words in the sentence of its speaker.
const OWN_PART_MIN: f64 = 0.3;
/// Sentences among which one of the same speaker is sought.
const SPEAKERS_SOUGHT: usize = 8;
/// How far before a word its quotation mark may stand, in bytes.
const QUOTE_BYTES_MAX: usize = 600;
/// Words in quotation marks fewer than these are a term.
const QUOTE_WORDS_MIN: usize = 4;
const DOUBLE: &[char] = &['"', '“', '”', '«', '»', '„'];
const SINGLE: &[char] = &['\'', '‘', '’', '`'];
/// Words that open a clause about a noun, not a speaker.
const NO_SPEAKER: &[&str] = &["who", "which", "that", "where", "when", "if", "whether", "what", "while", "because"];

/// Words that no speaker has before the verb: "the plan that was said".
const ACTS: &[&str] = &["is", "are", "was", "were", "be", "been", "to", "not"];

/// The words of a sentence that name who says the rest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    /// Speaker, verb and what belongs to them.
    pub(super) words: Range<usize>,
    /// The speaker alone.
    pub(super) speaker: Range<usize>,
}

/// The first frame of a sentence: "the mayor said (that) …", "…, said the mayor", "according to the mayor, …".
pub(super) fn frame(line: &Line, text: &str) -> Option<Frame> {
    let quotes: Vec<_> = wording::quotes(text).into_iter().filter(|quote| quote.overlaps(line.span)).collect();
    let parts = parts(line, text);
    (0..line.tokens.len()).find_map(|at| {
        let token = &line.tokens[at];
        if !stance::is_saying(&token.lower) || quotes.iter().any(|quote| quote.holds(token.span)) {
            return None;
        }
        let part = parts.iter().find(|part| part.contains(&at))?.clone();
        if token.lower == "according" { according(line, at, part) } else { saying(line, at, part) }
    })
}

/// The stretches of a sentence between its commas, colons, dashes and quotation marks.
fn parts(line: &Line, text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, pair) in line.tokens.windows(2).enumerate() {
        let between = text.get(pair[0].span.end()..pair[1].span.start()).unwrap_or("");
        if between.contains([',', ';', ':', '"', '“', '”', '—', '–'])
            || between.contains(" - ")
            || between.contains("''")
        {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    found.push(start..line.tokens.len());
    found
}

fn according(line: &Line, at: usize, part: Range<usize>) -> Option<Frame> {
    let to = line.tokens.get(at + 1).is_some_and(|token| token.lower == "to");
    (to && part.end > at + 2).then(|| Frame { words: at..part.end, speaker: at + 2..part.end })
}

fn saying(line: &Line, at: usize, part: Range<usize>) -> Option<Frame> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let opening = matches!(word(part.start), "but" | "and" | "as" | "meanwhile" | "however");
    let start = if opening { part.start + 1 } else { part.start };
    let acts = |at: usize| line.tokens[at].stop && ACTS.contains(&word(at));
    if NO_SPEAKER.contains(&word(start)) || at > start + FRAME_WORDS_MAX || (start..at).any(acts) {
        return None;
    }
    // "…, said the mayor on Monday"
    if at == start {
        let speaker = at + 1..part.end;
        let behind = part.start > 0 && !speaker.is_empty() && speaker.len() <= FRAME_WORDS_MAX;
        return behind.then_some(Frame { words: part, speaker });
    }
    let that = (at + 1..part.end).take(FRAME_WORDS_MAX).find(|at| word(*at) == "that");
    let rest = part.end - at - 1;
    let whole = line.tokens.len();
    // "The mayor said (that) …" goes on; "…, the mayor said on Monday" ends there.
    let end = match that {
        Some(that) => that + 1,
        None if part.start == 0 && part.end == whole => at + 1,
        None if rest <= FRAME_WORDS_MAX / 2
            && (part.start > 0 || part.end < whole)
            && says_when(word(at + 1), rest) =>
        {
            if part.start > 0 || rest < FRAME_WORDS_MAX / 3 {
                part.end
            } else {
                at + 1
            }
        }
        None => at + 1,
    };
    Some(Frame { words: part.start..end, speaker: start..at })
}

/// Whether what follows a verb of saying tells when, where or to whom it was said, and not what.
fn says_when(next: &str, rest: usize) -> bool {
    const OPENERS: &[&str] = &[
        "on",
        "in",
        "at",
        "to",
        "by",
        "via",
        "from",
        "after",
        "before",
        "during",
        "late",
        "early",
        "earlier",
        "later",
        "last",
        "this",
        "yesterday",
        "today",
        "tonight",
        "afterwards",
        "here",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "again",
        "through",
        "of",
        "while",
        "when",
        "as",
        "with",
    ];
    rest == 0 || OPENERS.contains(&next)
}

/// A claim made of what the source only says somebody said, without that somebody; and a paper that says it too, in its
/// own voice, bears it out.
pub(super) fn dropped(claim: &Line, aligned: &Aligned<'_>, base_text: &str, ground: &Ground) -> Option<Finding> {
    if claim.tokens.iter().any(|token| stance::is_saying(&token.lower)) {
        return None;
    }
    let base = ground.lines.get(aligned.place)?;
    let frame = frame(base, base_text)?;
    let verb = frame.words.clone().find(|at| stance::is_saying(&base.tokens[*at].lower))?;
    let kept = aligned.twin.iter().flatten().filter(|at| !frame.words.contains(at)).count();
    let told = kept as f64 >= claim.tokens.len() as f64 * TOLD_MIN;
    if !told || aligned.back[verb].is_some() || own_voice(claim, aligned.place, ground) {
        return None;
    }
    let reason = format!("attribution dropped: {}", base.tokens[verb].lower);
    Some(Finding::new(Test::Attribution, false, reason))
}

/// Whether a sentence without any word of saying tells the same.
fn own_voice(claim: &Line, except: usize, ground: &Ground) -> bool {
    let plain = |place: &usize| {
        let said = |token: &Token| stance::is_saying(&token.lower);
        *place != except && ground.lines.get(*place).is_some_and(|line| !line.tokens.iter().any(said))
    };
    ground
        .nearest(claim, GOES_ON_SENTENCES)
        .iter()
        .filter(|place| plain(place))
        .any(|place| share_in(&claim.tokens, *place, ground) >= OWN_VOICE_MIN)
}

/// Whether a claim is its base but for the place of the speaker: before or behind what they say.
pub(super) fn moved_speaker(claim: &Line, claim_text: &str, aligned: &Aligned<'_>) -> bool {
    let Some(frame) = frame(claim, claim_text) else { return false };
    let outside = (0..claim.tokens.len()).filter(|at| !frame.words.contains(at) && !claim.tokens[*at].stop);
    let mut kept = outside.map(|at| aligned.twin[at].is_some());
    let held = frame.words.clone().all(|at| claim.tokens[at].stop || aligned.base_has(claim.tokens[at].stem));
    held && kept.all(|kept| kept)
}

/// Share of the content words that stand in the sentence at a place.
fn share_in(words: &[Token], place: usize, ground: &Ground) -> f64 {
    let told: Vec<&Token> = words.iter().filter(|token| !token.stop).collect();
    let held = told.iter().filter(|token| ground.places(token.stem).binary_search(&place).is_ok()).count();
    held as f64 / told.len().max(1) as f64
}

/// A clause under a speaker that stands elsewhere in the source, under another speaker or none.
pub(super) fn overreaching(claim: &Line, claim_text: &str, texts: &[&str], ground: &Ground) -> Option<Finding> {
    let frame = frame(claim, claim_text)?;
    let speaker: Vec<u32> = told(&claim.tokens[frame.speaker.clone()]);
    let aligned = base_of(claim, &speaker, texts, ground)?;
    let behind = frame.words.end < claim.tokens.len();
    for run in tails(&aligned, &frame).into_iter().filter(|run| !behind || run.start >= frame.words.end) {
        let words = &claim.tokens[run.clone()];
        let content = words.iter().filter(|token| !token.stop).count();
        if content < TAIL_WORDS_MIN || is_in(words, &own_places(aligned.place, texts, ground), ground) {
            continue;
        }
        let tail = Line { source: claim.source, span: claim.span, tokens: words.to_vec() };
        let places = ground.nearest(&tail, GOES_ON_SENTENCES);
        let mut there = places.iter().filter(|place| share_in(words, **place, ground) >= TAIL_FOUND_MIN).peekable();
        let may_be_theirs = |place: &usize| {
            let goes_on = (1..=GOES_ON_SENTENCES).contains(&place.wrapping_sub(aligned.place));
            is_said_by(&speaker, *place, texts, ground) || (goes_on && frame_at(*place, texts, ground).is_none())
        };
        if there.peek().is_some() && !there.any(may_be_theirs) {
            let shown: Vec<&str> = words.iter().take(6).map(|token| token.lower.as_str()).collect();
            return Some(Finding::new(Test::Tail, false, format!("not said by this speaker: {}", shown.join(" "))));
        }
    }
    None
}

/// The claim beside the nearest sentence of this speaker, where it holds a part of what is said.
fn base_of<'a>(claim: &'a Line, speaker: &[u32], texts: &[&str], ground: &'a Ground) -> Option<Aligned<'a>> {
    let places = ground.nearest(claim, SPEAKERS_SOUGHT);
    let named = |place: &&usize| !speaker.is_empty() && is_said_by(speaker, **place, texts, ground);
    let aligned = Aligned::at(claim, ground, *places.iter().find(named)?)?;
    (aligned.twins() as f64 >= claim.tokens.len() as f64 * OWN_PART_MIN).then_some(aligned)
}

fn frame_at(place: usize, texts: &[&str], ground: &Ground) -> Option<Frame> {
    let line = ground.lines.get(place)?;
    frame(line, texts.get(line.source).copied().unwrap_or(""))
}

/// Runs of words of the claim that the base does not have, the frame left out; small words that both have do not part them.
fn tails(aligned: &Aligned<'_>, frame: &Frame) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let own = |at: usize| {
        let stop = aligned.claim[at].stop;
        !frame.words.contains(&at) && (aligned.twin[at].is_none() || stop)
    };
    for at in (0..aligned.claim.len()).filter(|at| own(*at)) {
        match found.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

fn told(words: &[Token]) -> Vec<u32> {
    words.iter().filter(|token| !token.stop).map(|token| token.stem).collect()
}

/// The sentence at a place, with the one before where that has no end of its own (a line of a wire that was broken).
fn own_places(place: usize, texts: &[&str], ground: &Ground) -> Vec<usize> {
    let open = |before: &usize| {
        ground.lines.get(*before).is_some_and(|line| {
            let text = line.span.of(texts.get(line.source).copied().unwrap_or("")).trim_end();
            !text.ends_with(['.', '!', '?', '"', '”', '’', ')', ':', ';'])
        })
    };
    place.checked_sub(1).filter(open).into_iter().chain([place]).collect()
}

/// Whether most content words stand in the sentences at some places.
fn is_in(words: &[Token], places: &[usize], ground: &Ground) -> bool {
    let told = words.iter().filter(|token| !token.stop);
    let there = |token: &&Token| places.iter().any(|place| ground.places(token.stem).binary_search(place).is_ok());
    let held = told.clone().filter(there).count();
    held as f64 >= told.count() as f64 * TAIL_FOUND_MIN
}

/// Whether the sentence at a place is said by this speaker, or by somebody who is only "he".
fn is_said_by(speaker: &[u32], place: usize, texts: &[&str], ground: &Ground) -> bool {
    let Some((line, frame)) = ground.lines.get(place).zip(frame_at(place, texts, ground)) else { return false };
    let theirs = told(&line.tokens[frame.speaker]);
    theirs.is_empty() || speaker.is_empty() || theirs.iter().any(|stem| speaker.contains(stem))
}

/// Words in quotation marks that the source has, but not as somebody's words.
pub(super) fn invented_quotes(text: &str, claim: &Line, texts: &[&str], ground: &Ground) -> Vec<Finding> {
    if !claim.tokens.iter().any(|token| stance::is_saying(&token.lower)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for quote in wording::quotes(text).into_iter().filter(|quote| quote.overlaps(claim.span)) {
        let words: Vec<&Token> = claim.tokens.iter().filter(|token| quote.holds(token.span)).collect();
        let places = ground.runs_of(&words);
        let quoted = |(place, at): &(usize, usize)| {
            let line = &ground.lines[*place];
            let source = texts.get(line.source).copied().unwrap_or("");
            is_quoted_in(source, line.tokens[*at].span.start())
        };
        if words.len() >= QUOTE_WORDS_MIN
            && !wording::is_title(&words, ground)
            && !places.is_empty()
            && !places.iter().any(quoted)
        {
            let shown: Vec<&str> = words.iter().take(6).map(|token| token.lower.as_str()).collect();
            found.push(Finding::new(Test::Quote, false, format!("not a quote in the source: {}", shown.join(" "))));
        }
    }
    found
}

/// Whether a place stands between quotation marks of any kind, as far as the marks near it tell.
fn is_quoted_in(text: &str, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(QUOTE_BYTES_MAX));
    let to = text.floor_char_boundary((at + QUOTE_BYTES_MAX).min(text.len()));
    let (before, behind) = (text.get(from..at).unwrap_or(""), text.get(at..to).unwrap_or(""));
    [DOUBLE, SINGLE].iter().any(|marks| {
        let last = before.char_indices().rev().find_map(|(place, mark)| opens(before, behind, place, mark, marks));
        last.unwrap_or_else(|| {
            let first = behind.char_indices().find_map(|(place, mark)| opens(behind, "", place, mark, marks));
            *marks == DOUBLE && first == Some(false)
        })
    })
}

/// Whether a mark opens (or closes) a quote; an apostrophe does neither.
fn opens(text: &str, behind: &str, place: usize, mark: char, marks: &[char]) -> Option<bool> {
    if !marks.contains(&mark) {
        return None;
    }
    let before = text.get(..place).and_then(|text| text.chars().next_back());
    let after = text.get(place + mark.len_utf8()..).and_then(|rest| rest.chars().chain(behind.chars()).next());
    let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    match mark {
        '“' | '«' | '„' | '‘' | '`' => Some(true),
        '”' | '»' => Some(false),
        '’' | '\'' if letter(before) && letter(after) => None,
        '’' | '\'' if before == Some('s') && after == Some(' ') => None,
        _ => Some(!letter(before) && after.is_some_and(|after| !after.is_whitespace() && !".,;:)".contains(after))),
    }
}
