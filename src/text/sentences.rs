//! Sentences of a text. In: text and its language. Out: their spans in order, trimmed, never empty.
//! Never: a sentence over a line break, unless the whole text is evidently wrapped by hand; more than one pass over the text.

use super::abbreviations::{Stop, stop_after};
use super::hard_wrap::wraps;
use super::sentence_openers::{self as openers, first_word};
use super::stop_marks::{character, is_line_break, is_wide_stop, next_mark, past_marks, word_before};
use super::thai_spaces;
use crate::model::Span;

/// A bracket that stays open longer than this (in bytes) was forgotten: its stops end sentences.
const BRACKET_BYTES_MAX: usize = 60;

/// "2.1.3." or "XIV." at the beginning of a line counts an item; longer is no number of one. In bytes.
const ITEM_BYTES_MAX: usize = 8;

/// The sentences of `text`.
pub fn sentences(text: &str, language: &str) -> Vec<Span> {
    let mut cutter = Cutter { text, language, wraps: wraps(text), quoted: Quoted::default() };
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(mark) = next_mark(text, at) {
        let end = cutter.end_of_mark(mark);
        at = end.max(mark + 1);
        if cutter.is_break(start, mark, end) {
            add(text, start, end, &mut found);
            start = end + blank_bytes(text, end);
        }
    }
    add(text, start, text.len(), &mut found);
    found
}

/// Adds a stretch without the blanks and bullets around it; Thai and Lao lines are cut at their spaces.
fn add(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let part = text.get(start..end).unwrap_or("").trim_end();
    let left = start + part.len() - openers::without_bullet(part.trim_start()).len();
    let Some(span) = Span::new(left, start + part.len()) else { return };
    if openers::is_thai(span.of(text)) { thai_spaces::cut(text, span, found) } else { found.push(span) }
}

/// Blanks on this line from here on, in bytes.
fn blank_bytes(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len()
}

/// Whether a typewriter quotation mark is open at a place of the paragraph; reads each byte once.
#[derive(Default)]
struct Quoted {
    read: usize,
    open: bool,
}

impl Quoted {
    fn is_open_at(&mut self, text: &str, at: usize) -> bool {
        for byte in text.as_bytes().get(self.read..at).unwrap_or_default() {
            match byte {
                b'"' => self.open = !self.open,
                b'\n' => self.open = false,
                _ => {}
            }
        }
        self.read = self.read.max(at);
        self.open
    }
}

struct Cutter<'a> {
    text: &'a str,
    language: &'a str,
    wraps: Vec<usize>,
    quoted: Quoted,
}

impl Cutter<'_> {
    fn rest(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or("")
    }

    /// One past the mark, the stops that follow it, the marks that close and a note's number (`[12]`).
    fn end_of_mark(&mut self, mark: usize) -> usize {
        let end = past_marks(self.text, mark);
        if character(self.text, mark).is_none_or(is_line_break) {
            return end;
        }
        let loose = self.past_loose_closer(end);
        let rest = self.rest(loose);
        loose + openers::note_bytes(rest).max(openers::smiley_bytes(rest))
    }

    /// In a text written token by token the closing mark stands alone between blanks, and French parts » from its word: take it along.
    fn past_loose_closer(&mut self, end: usize) -> usize {
        let rest = self.text.get(end..).unwrap_or("");
        let Some(inner) = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']) else { return end };
        let Some(closer) = ["''", "”", "»", ")", "\""].into_iter().find(|closer| inner.starts_with(closer)) else {
            return end;
        };
        let after = inner.get(closer.len()..).unwrap_or("");
        let alone = after.is_empty() || after.starts_with(char::is_whitespace);
        let closes = alone && (closer != "\"" || self.quoted.is_open_at(self.text, end));
        if closes { self.text.len() - after.len() } else { end }
    }

    fn is_break(&self, start: usize, mark: usize, end: usize) -> bool {
        let Some(first) = character(self.text, mark) else { return true };
        if is_line_break(first) {
            return self.breaks_line(mark);
        }
        if openers::is_bullet(first) {
            return true;
        }
        if is_wide_stop(first) && first != '…' {
            return !self.goes_on_after_wide(end);
        }
        let rest = self.rest(end);
        let next = rest.trim_start();
        let Some(letter) = next.chars().next() else { return true };
        if next.len() == rest.len() {
            return self.lost_space(mark, end, letter);
        }
        if self.stays_open(start, end) || self.goes_on(mark, end, next) {
            return false;
        }
        if first == '.' {
            return self.stop_ends(start, mark, end, next);
        }
        end > mark + 1 || !openers::is_shouted_name(word_before(self.text, mark))
    }

    /// Whether a line break is more than a space; of "\r\n" the second decides.
    fn breaks_line(&self, mark: usize) -> bool {
        let bytes = self.text.as_bytes();
        let first_of_two = bytes.get(mark) == Some(&b'\r') && bytes.get(mark + 1) == Some(&b'\n');
        !first_of_two && self.wraps.binary_search(&mark).is_err()
    }

    /// After a Chinese or Japanese stop a comma carries the sentence on, after its closing mark the "と" of a quote too.
    fn goes_on_after_wide(&self, end: usize) -> bool {
        let closed = self.text.get(..end).is_some_and(|before| before.ends_with(['」', '』', '）']));
        let rest = self.rest(end);
        rest.starts_with(['、', '，', ',', '；']) || closed && rest.starts_with('と')
    }

    /// Whether what follows carries the sentence on: a comma, a small letter, a dash after a quote, "…?” Holm asked".
    fn goes_on(&self, mark: usize, end: usize, next: &str) -> bool {
        let marks = self.text.get(mark..end).unwrap_or("");
        let closed = marks.ends_with(['"', '”', '’', '\'', '»', '“']);
        if next.starts_with([',', ';', ':', ')']) {
            return true;
        }
        if next.starts_with(['–', '—', '-', '―']) && (closed || openers::is_signature(next)) {
            return true;
        }
        let asked = closed && !marks.starts_with('.');
        if asked && openers::names_speaker(next, self.language) {
            return true;
        }
        if !next.starts_with(char::is_lowercase) {
            return false;
        }
        let dots = marks.starts_with("..") || marks.starts_with('…');
        closed || dots || !self.begins_small(mark, next)
    }

    /// A small letter begins a sentence in careless English, in an address, and in names such as "wikiHow".
    fn begins_small(&self, mark: usize, next: &str) -> bool {
        if openers::is_address(next) {
            return true;
        }
        let word = word_before(self.text, mark);
        let english = self.language == "en";
        let capital_inside = first_word(next).chars().any(char::is_uppercase);
        if !english && !capital_inside {
            return false;
        }
        if self.text.as_bytes().get(mark) == Some(&b'.') {
            let plain = word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()) || capital_inside;
            return plain && stop_after(word, self.language) == Stop::Ends;
        }
        !word.starts_with(char::is_uppercase)
    }

    /// A full stop or closing mark right before a capital letter: a space was lost ("ended.The"); after a question in
    /// Chinese or Japanese none was needed.
    fn lost_space(&self, mark: usize, end: usize, next: char) -> bool {
        if super::words::is_spaceless(next) {
            return matches!(self.text.as_bytes().get(mark), Some(b'!' | b'?'));
        }
        let word = word_before(self.text, mark);
        let second = character(self.text, end + next.len_utf8());
        next.is_uppercase()
            && second.is_some_and(|letter| letter.is_lowercase() || letter == ' ')
            && word.len() > 2
            && word.chars().all(|letter| letter.is_lowercase() || letter == '-')
            && !self.text.get(..mark).is_some_and(|before| before.ends_with('.'))
    }

    /// A bracket opened in this sentence and not closed: the stop stands inside it.
    fn stays_open(&self, start: usize, end: usize) -> bool {
        let from = self.text.ceil_char_boundary(end.saturating_sub(BRACKET_BYTES_MAX).max(start));
        let near = self.text.get(from..end).unwrap_or("");
        let opened = near.rfind('(').filter(|at| from + at > start);
        opened.is_some_and(|at| near.get(at..).is_some_and(|rest| !rest.contains(')')))
    }

    fn stop_ends(&self, start: usize, mark: usize, end: usize, rest: &str) -> bool {
        let marks = self.text.get(mark + 1..end).unwrap_or("");
        let word = word_before(self.text, mark);
        // "Inc." he said ends here; "(George W.) Bush" does not.
        if word.is_empty() || marks.starts_with(|next| !matches!(next, ')' | ']')) && !marks.starts_with(' ') {
            return true;
        }
        if self.counts_an_item(start, mark, word) {
            return false;
        }
        let (kind, word) = self.kind_of_stop(mark, word);
        match kind {
            Stop::Ends => true,
            Stop::Tail => {
                !rest.starts_with(|next: char| next.is_ascii_digit() || matches!(next, '(' | '[' | '$' | '€'))
            }
            Stop::Inside => false,
            Stop::BeforeFigure => !rest.starts_with(|next: char| next.is_ascii_digit() || next == '№'),
            Stop::BeforeName => openers::opens_sentence(rest, self.language, false),
            Stop::BeforeDay => !openers::starts_with_day(rest),
            Stop::Clock => openers::ends_clock(rest),
            Stop::Either => {
                let initial = word.chars().count() == 1;
                openers::opens_sentence(rest, self.language, initial)
                    || openers::labels_a_letter(self.text, mark, word, self.language)
            }
        }
    }

    /// What the stop after a word can mean; the word alone or with the parts before it ("z. B.", "т. е.").
    fn kind_of_stop<'w>(&self, mark: usize, word: &'w str) -> (Stop, &'w str) {
        let joined = openers::spaced_abbreviation(self.text, mark, word);
        let whole = joined.map(|joined| stop_after(&joined, self.language));
        match whole {
            Some(kind @ (Stop::Inside | Stop::Tail | Stop::Clock)) => (kind, word),
            // "mid-Jan." is "Jan.".
            _ => match (stop_after(word, self.language), word.rsplit_once('-')) {
                (Stop::Ends, Some((_, last))) if last.chars().count() > 1 => (stop_after(last, self.language), last),
                (kind, _) => (kind, word),
            },
        }
    }

    /// "1. First item", "2.1. Method", "a. Method": the number before the stop is all there is so far.
    fn counts_an_item(&self, start: usize, mark: usize, word: &str) -> bool {
        let from = mark - word.len();
        let number = word.len() <= ITEM_BYTES_MAX
            && word.split('.').all(|part| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
        let before = self.text.get(start..from).unwrap_or("");
        if before.len() > ITEM_BYTES_MAX {
            return false;
        }
        let before = openers::without_bullet(before.trim_start()).trim_end();
        let at_line =
            start == 0 || self.text.get(..start).is_some_and(|text| text.trim_end_matches(' ').ends_with('\n'));
        let letter = at_line && openers::is_item_letter(word);
        before.is_empty() && (number || letter)
    }
}
#[cfg(test)]
mod tests {
    use super::sentences;

    fn check_in(language: &str, parts: &[&str]) {
        let text = parts.join(" ");
        let found: Vec<&str> = sentences(&text, language).into_iter().map(|span| span.of(&text)).collect();
        assert_eq!(found, parts, "sentences of {text:?}");
    }

    fn check(parts: &[&str]) {
        check_in("en", parts);
    }

    #[test]
    fn plain_stops() {
        check(&[]);
        check(&["No stop at all"]);
        check(&["It rained.", "Then it stopped!", "Why?", "Nobody knew."]);
        check(&["Prices rose 3.5 percent to $2.10.", "They fell later."]);
        check(&["She waited ... and left.", "Well…", "Fine."]);
    }

    #[test]
    fn abbreviations() {
        check(&["Dr. Anna Holm met Mr. Vell and Gen. Ro Tan.", "They spoke."]);
        check(&["The U.S. President flew to the U.S.", "He returned on Jan. 5.", "No. 7 was closed."]);
        check(&["J. R. Holm and Ann B. Vell own Holm Inc.", "The firm is small."]);
        check(&["They came at 5 p.m. on Monday.", "It was late at 9 p.m.", "The shops were shut."]);
        check(&["It sells tools, e.g. Hammers, and nails etc. in towns."]);
        check(&["Was it plan B.", "No.", "It was not."]);
    }

    #[test]
    fn other_languages() {
        check_in(
            "de",
            &["Am 5. Januar kam Dr. Holm, z. B. mit dem Zug.", "Es war kalt.", "Im 19. Jahrhundert war das anders."],
        );
        check_in("de", &["Sie kamen bzw. Gingen nie.", "Das war alles."]);
        check_in("es", &["El Sr. Vela llegó a EE.UU. Tarde.", "No dijo nada."]);
        check_in("fr", &["M. Vell est arrivé.", "Il est reparti."]);
        check_in("ru", &["В 2019 г. Холм уехал.", "Он вернулся."]);
    }

    #[test]
    fn quotes_after_the_stop() {
        check(&["“We are leaving.”", "He shut the door."]);
        check(&["“Why now?” she asked.", "Nobody spoke."]);
        check(&["\"We won.\"", "\"You did not.\""]);
        check(&["He left (with Mr. Holm. Or so they say) early.", "(That was all.)", "The end."]);
    }

    #[test]
    fn scripts_without_spaces() {
        let text = "市议会开会。桥关闭了！为什么？";
        let found: Vec<&str> = sentences(text, "zh").into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["市议会开会。", "桥关闭了！", "为什么？"]);
        let text = "「行こう。」彼は言った。";
        assert_eq!(sentences(text, "ja").len(), 2);
    }

    #[test]
    fn lines() {
        let text = "A headline without a stop\nThe body begins here. It goes on\r\n\r\nA last line";
        let found: Vec<&str> = sentences(text, "en").into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["A headline without a stop", "The body begins here.", "It goes on", "A last line"]);
        let wrapped = "The harbour board of Tarn said its two older cranes\nwould be sold before the winter, and that a third\nwould follow once the Vell Company had paid for the\nrepairs. It gave no\ndate.\n    A new paragraph.";
        let found: Vec<&str> = sentences(wrapped, "en").into_iter().map(|span| span.of(wrapped)).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.get(1).is_some_and(|last| *last == "It gave no\ndate."));
    }

    #[test]
    fn odd_spacing() {
        check(&["He left .", "`` She stayed . ''", "They met again ."]);
        let text = "The strike ended.The crews went home.Visit www.holm.example today.";
        assert_eq!(sentences(text, "en").len(), 3);
        check(&["1. First item.", "2. Second item."]);
    }
}
