//! Which line breaks of a text only wrap a line. In: a text. Out: the line breaks that are no more than a space.
//! Never: a break before an indented or blank line, and none at all unless the whole text is evidently wrapped by hand.

/// Wrapped text has lines of about this many characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// So many full lines make a wrapped text, where they also outnumber the other inner lines. Found on wire texts
/// of the 1980s, which wrap at 60 to 70; two full lines happen by chance.
const FULL_LINES_MIN: usize = 2;

/// A line is full when it reaches this share of the longest, in percent.
const FULL_PERCENT: usize = 75;

/// One line: its bytes, its length in characters, and whether the next line begins a paragraph.
struct Line<'a> {
    text: &'a str,
    start: usize,
    length: usize,
}

/// Byte offsets of the line breaks that only wrap a line, in order.
pub(super) fn wraps(text: &str) -> Vec<usize> {
    if !text.contains('\n') {
        return Vec::new();
    }
    let lines = lines_of(text);
    let width = lines.iter().map(|line| line.length).max().unwrap_or(0);
    if !WIDTHS.contains(&width) {
        return Vec::new();
    }
    let inner =
        || lines.windows(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?))).filter(|(_, next)| continues(next));
    let full =
        inner().filter(|(line, _)| line.length * 100 >= width * FULL_PERCENT && !ends_sentence(line.text)).count();
    if full < FULL_LINES_MIN || full * 2 < inner().count() {
        return Vec::new();
    }
    inner()
        .filter(|(line, next)| had_no_room(line, next, width))
        .map(|(line, _)| line.start + line.text.len())
        .collect()
}

fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for part in text.split('\n') {
        lines.push(Line { text: part, start, length: part.trim_end().chars().count() });
        start += part.len() + 1;
    }
    lines
}

/// Whether a line goes on from the one before: neither blank nor indented.
fn continues(line: &Line) -> bool {
    line.text.starts_with(|first: char| !first.is_whitespace())
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!', '?', ':'])
}

/// Whether the next line's first word did not fit on this one, or goes on in lower case: then nobody chose the break.
fn had_no_room(line: &Line, next: &Line, width: usize) -> bool {
    let word = next.text.split_whitespace().next().unwrap_or("");
    let lower = word.starts_with(char::is_lowercase);
    lower || line.length + 1 + word.chars().count() > width * FULL_PERCENT.max(90) / 100
}

#[cfg(test)]
mod tests {
    use super::wraps;

    #[test]
    fn only_wrapped_texts() {
        let wrapped = "The harbour board of Tarn said its two older cranes\nwould be sold before the winter, and that a third\nwould follow once the Vell Company had paid for the\nrepairs.\n    A new paragraph.";
        assert_eq!(wraps(wrapped).len(), 3);
        assert_eq!(wraps("One headline here\nAnother line there\nA third one"), Vec::<usize>::new());
        assert_eq!(wraps("no break at all"), Vec::<usize>::new());
    }
}
