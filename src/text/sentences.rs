//! Sentences of a text. In: text and its language. Out: their spans in order, trimmed, never empty.
//! Never: a sentence over a line break, unless the whole text is evidently wrapped by hand.

use super::abbreviations::{Stop, stop_after};
use super::hard_wrap::wraps;
use super::stems::is_stop_word;
use crate::model::Span;

/// No abbreviation is longer, in characters; bounds the look back from a full stop.
const LONGEST_ABBREVIATION: usize = 12;

/// Marks that close after the stop and still belong to the sentence.
const CLOSERS: &[char] = &['"', '”', '“', '’', '\'', '»', ')', ']', '」', '』', '）', '】', '›', '*'];

/// The sentences of `text`.
pub fn sentences(text: &str, language: &str) -> Vec<Span> {
    let cutter = Cutter { text, language, wraps: wraps(text) };
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(mark) = next_mark(text, at) {
        let end = cutter.end_of_mark(mark);
        at = end.max(mark + 1);
        if cutter.is_break(start, mark, end) {
            found.extend(trimmed(text, start, end));
            start = end;
        }
    }
    found.extend(trimmed(text, start, text.len()));
    found
}

/// Where the next character stands that could end a sentence.
fn next_mark(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' | b'.' | b'!' | b'?' => return Some(at),
            // Lead bytes of … 。！？।۔؟။ and of many other characters, which is_wide_stop then tells apart.
            0xd8 | 0xdb | 0xe0..=0xe3 | 0xef if character(text, at).is_some_and(is_wide_stop) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

fn character(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Stops that need no space after them, and the ellipsis.
fn is_wide_stop(letter: char) -> bool {
    matches!(
        letter,
        '…' | '。' | '！' | '？' | '｡' | '।' | '॥' | '۔' | '؟' | '။' | '។' | '\u{2028}' | '\u{2029}' | '\u{85}'
    )
}

struct Cutter<'a> {
    text: &'a str,
    language: &'a str,
    wraps: Vec<usize>,
}

impl Cutter<'_> {
    /// One past the mark, the stops that follow it and the marks that close.
    fn end_of_mark(&self, mark: usize) -> usize {
        let Some(first) = character(self.text, mark) else { return self.text.len() };
        let mut end = mark + first.len_utf8();
        if is_line_break(first) {
            return end;
        }
        while let Some(next) = character(self.text, end) {
            let goes_on = matches!(next, '.' | '!' | '?') || is_wide_stop(next) && !is_line_break(next);
            if !goes_on && !self.closes(next, end) {
                break;
            }
            end += next.len_utf8();
        }
        self.past_loose_closer(end)
    }

    /// Whether this mark closes here: one with a letter right after it opens instead.
    fn closes(&self, mark: char, at: usize) -> bool {
        CLOSERS.contains(&mark) && !character(self.text, at + mark.len_utf8()).is_some_and(char::is_alphanumeric)
    }

    /// In a text written token by token the closing mark stands alone between spaces: take it along.
    fn past_loose_closer(&self, end: usize) -> usize {
        let rest = self.text.get(end..).unwrap_or("");
        for closer in ["''", "”", "»", ")"] {
            if let Some(after) = rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(closer))
                && (after.is_empty() || after.starts_with(char::is_whitespace))
            {
                return end + 1 + closer.len();
            }
        }
        end
    }

    fn is_break(&self, start: usize, mark: usize, end: usize) -> bool {
        let Some(first) = character(self.text, mark) else { return true };
        if is_line_break(first) {
            return self.wraps.binary_search(&mark).is_err();
        }
        if is_wide_stop(first) && first != '…' {
            return true;
        }
        let rest = self.text.get(end..).unwrap_or("");
        let gap = rest.len() - rest.trim_start().len();
        let Some(next) = rest.trim_start().chars().next() else { return true };
        if gap == 0 {
            return self.lost_space(mark, end, next);
        }
        if self.stays_open(start, end) || goes_on_in(rest.trim_start()) {
            return false;
        }
        first != '.' || self.stop_ends(start, mark, end, rest.trim_start())
    }

    /// A full stop or closing mark right before a capital letter: a space was lost ("ended.The").
    fn lost_space(&self, mark: usize, end: usize, next: char) -> bool {
        let word = self.word_before(mark);
        let second = character(self.text, end + next.len_utf8());
        next.is_uppercase()
            && second.is_some_and(|letter| letter.is_lowercase() || letter == ' ')
            && word.len() > 2
            && word.chars().all(char::is_lowercase)
            && !self.text.get(..mark).is_some_and(|before| before.ends_with('.'))
    }

    /// A bracket opened in this sentence and not closed: the stop stands inside it.
    fn stays_open(&self, start: usize, end: usize) -> bool {
        let sentence = self.text.get(start..end).unwrap_or("");
        let opened = sentence.rfind('(').filter(|at| *at > 0);
        opened.is_some_and(|at| sentence.get(at..).is_some_and(|rest| !rest.contains(')') && rest.len() < 60))
    }

    fn stop_ends(&self, start: usize, mark: usize, end: usize, rest: &str) -> bool {
        let several = end > mark + 1;
        let word = self.word_before(mark);
        if word.is_empty() || (several && !self.text.get(mark..end).is_some_and(|marks| marks.starts_with(".)"))) {
            return true;
        }
        if self.counts_an_item(start, mark, word) {
            return false;
        }
        match stop_after(word, self.language) {
            Stop::Ends => true,
            Stop::Inside => false,
            Stop::BeforeFigure => !rest.starts_with(|next: char| next.is_ascii_digit()),
            Stop::Either => self.opens_sentence(rest),
        }
    }

    /// "1. First item": the figure before the stop is all there is so far.
    fn counts_an_item(&self, start: usize, mark: usize, word: &str) -> bool {
        let before = self.text.get(start..mark).unwrap_or("").trim();
        before == word && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether what follows opens a sentence: a function word with a capital letter, or an opening quotation mark.
    fn opens_sentence(&self, rest: &str) -> bool {
        if rest.starts_with(['“', '„', '«', '"']) {
            return true;
        }
        let word: String = rest.chars().take_while(|letter| letter.is_alphabetic()).collect();
        word.starts_with(char::is_uppercase) && is_stop_word(&word.to_lowercase(), self.language)
    }

    /// The word right before a mark, with its inner stops.
    fn word_before(&self, mark: usize) -> &str {
        let before = self.text.get(..mark).unwrap_or("");
        let from = before
            .char_indices()
            .rev()
            .take_while(|(_, letter)| letter.is_alphanumeric() || *letter == '.')
            .take(LONGEST_ABBREVIATION)
            .last()
            .map_or(mark, |(at, _)| at);
        self.text.get(from..mark).unwrap_or("")
    }
}

fn is_line_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// A small letter or a comma after the stop: the sentence goes on.
fn goes_on_in(rest: &str) -> bool {
    rest.starts_with(|next: char| next.is_lowercase() || matches!(next, ',' | ';' | ':' | ')'))
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let part = text.get(start..end)?;
    let left = start + part.len() - part.trim_start().len();
    Span::new(left, left + part.trim().len())
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
