//! Quotation marks. In: a text and its language. Out: every stretch between an opening and a closing mark, in order.
//! Never: a stretch over a paragraph's end; where a speaker goes on, each paragraph is a stretch and says that it goes on.

use crate::model::Span;

/// A quote that nobody closes ends with its paragraph; one longer than this is no quote but a lost mark. In bytes.
const QUOTE_BYTES_MAX: usize = 4000;

/// A stretch between two marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    /// With its marks.
    pub(super) span: Span,
    /// It has no closing mark and the next paragraph opens with a mark again: the same speaker goes on.
    pub(super) goes_on: bool,
}

/// Every stretch between an opening and a closing mark of one paragraph.
pub(super) fn marked(text: &str, language: &str) -> Vec<Marked> {
    let turned = language == "de" && is_turned(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, open)) = next_opener(text, at, turned) {
        let inner = start + width(open);
        let line = paragraph(text, inner);
        let closed = closing(line, open);
        let end = inner + closed.unwrap_or(line.len());
        let cut = line.len() == QUOTE_BYTES_MAX;
        let open_end = closed.is_none() && matches!(open, '"' | '“') && !cut;
        at = if closed.is_some() || open_end { end } else { inner };
        if closed.is_some() || open_end {
            let goes_on = open_end && opens_next(text, end, open);
            found.extend(Span::new(start, end).map(|span| Marked { span, goes_on }));
        }
    }
    found
}

/// Bytes of a mark; two single ones count as one.
fn width(mark: char) -> usize {
    if mark == '\'' { 2 } else { mark.len_utf8() }
}

/// German books and papers turn the angle marks: »so«.
fn is_turned(text: &str) -> bool {
    text.find(['«', '»']).is_some_and(|at| text.get(at..).is_some_and(|rest| rest.starts_with('»')))
}

/// The rest of the paragraph, as far as a quote may reach.
fn paragraph(text: &str, from: usize) -> &str {
    let rest = text.get(from..).unwrap_or("");
    let mut cap = rest.len().min(QUOTE_BYTES_MAX);
    while !rest.is_char_boundary(cap) {
        cap -= 1;
    }
    let line = rest.get(..cap).unwrap_or("");
    line.find('\n').and_then(|end| line.get(..end)).unwrap_or(line)
}

/// Whether the next paragraph opens with the same mark.
fn opens_next(text: &str, from: usize, open: char) -> bool {
    text.get(from..).is_some_and(|rest| rest.trim_start_matches(['\n', '\r', ' ', '\u{a0}']).starts_with(open))
}

fn next_opener(text: &str, from: usize, turned: bool) -> Option<(usize, char)> {
    let rest = text.get(from..)?;
    // '"', and the lead bytes of the others; anything else is no mark.
    let leads = rest.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\'' | 0xc2 | 0xe2 | 0xe3));
    for (at, _) in leads {
        let mark = rest.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let opens = match mark {
            '"' => !closes_word(rest, at),
            '“' | '„' | '「' | '『' => true,
            '«' => !turned,
            '»' => turned,
            '‘' => opens_single(rest, at, mark),
            '\'' => rest.get(at..).is_some_and(|rest| rest.starts_with("''")) && opens_single(rest, at, mark),
            _ => false,
        };
        if opens {
            return Some((from + at, mark));
        }
    }
    None
}

/// A straight mark behind a word and before a space belongs to what came before: its opener was lost.
fn closes_word(text: &str, at: usize) -> bool {
    let after = text.get(at + 1..).and_then(|text| text.chars().next());
    before_mark(text, at).is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_whitespace)
}

/// A single mark opens a quote before a letter, at the start of a line or after a space.
fn opens_single(text: &str, at: usize, mark: char) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + width(mark)..).and_then(|text| text.chars().next());
    before.is_none_or(|letter| letter.is_whitespace() || letter == '(') && after.is_some_and(char::is_alphabetic)
}

/// Where the closing mark of this opener ends.
fn closing(line: &str, open: char) -> Option<usize> {
    match open {
        '«' => nested(line, '«', '»'),
        '「' => nested(line, '「', '」'),
        '『' => nested(line, '『', '』'),
        '»' => after(line, |_, mark| mark == '«'),
        '„' => after(line, |_, mark| matches!(mark, '“' | '”' | '"')),
        '‘' => after(line, |at, mark| mark == '’' && ends_single(line, at)),
        '\'' => line.find("''").map(|at| at + width(open)),
        // A text may open with a curved mark and close with a straight one, or the other way round.
        '“' => after(line, |at, mark| mark == '”' || (mark == '"' && ends_word(line, at))),
        _ => after(line, |at, mark| mark == '"' || (mark == '”' && ends_word(line, at))),
    }
}

fn after(line: &str, closes: impl Fn(usize, char) -> bool) -> Option<usize> {
    line.char_indices().find(|(at, mark)| closes(*at, *mark)).map(|(at, mark)| at + mark.len_utf8())
}

/// The closing mark of this depth.
fn nested(line: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 1_usize;
    after_each(line, |mark| {
        depth = if mark == open { depth + 1 } else { depth - usize::from(mark == close) };
        depth == 0
    })
}

fn after_each(line: &str, mut closes: impl FnMut(char) -> bool) -> Option<usize> {
    line.char_indices().find(|(_, mark)| closes(*mark)).map(|(at, mark)| at + mark.len_utf8())
}

fn before_mark(line: &str, at: usize) -> Option<char> {
    line.get(..at).and_then(|text| text.chars().next_back())
}

/// No space stands before the mark: it closes rather than opens.
fn ends_word(line: &str, at: usize) -> bool {
    before_mark(line, at).is_some_and(|letter| !letter.is_whitespace())
}

/// A single mark closes after a stop of some kind: after a letter it may be an apostrophe.
fn ends_single(line: &str, at: usize) -> bool {
    before_mark(line, at).is_some_and(|letter| matches!(letter, ',' | '.' | '?' | '!' | '…'))
}

#[cfg(test)]
mod tests {
    use super::marked;

    fn check(text: &str, language: &str, expected: &[&str]) {
        let found: Vec<_> = marked(text, language).iter().map(|marked| marked.span.of(text)).collect();
        assert_eq!(found, expected, "marks of {text:?}");
    }

    #[test]
    fn marks_of_many_scripts() {
        check("Он сказал: «Мы восстановим «старый» мост».", "ru", &["«Мы восстановим «старый» мост»"]);
        check("„Wir bauen sie neu“, so der Plan.", "de", &["„Wir bauen sie neu“"]);
        check("»Wir bauen sie neu«, so der Plan.", "de", &["»Wir bauen sie neu«"]);
        check("市長は「橋を直します」と述べた。", "ja", &["「橋を直します」"]);
        check("‘We will rebuild it,’ Holm said of the town’s bridge.", "en", &["‘We will rebuild it,’"]);
        check("“We will rebuild it,\" Holm said.", "en", &["“We will rebuild it,\""]);
    }

    #[test]
    fn two_single_marks_are_one() {
        check("''We will rebuild it,'' Holm said of Tarn's bridge.", "en", &["''We will rebuild it,''"]);
        check("The town's bridge isn't old.", "en", &[]);
    }

    #[test]
    fn lost_marks_end_with_their_paragraph() {
        check("“An open quote runs to the end\nof its paragraph only.", "en", &["“An open quote runs to the end"]);
        check("The Work of God\" in Latin is an order of some kind.", "en", &[]);
        check("A board of 5« by ten\nand more.", "fr", &[]);
        let long = format!("“{} end", "word ".repeat(2000));
        check(&long, "en", &[]);
    }
}
