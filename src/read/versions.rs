//! Two versions of one article: was it corrected with a notice, extended, or changed without a word? In: both versions, the
//! newer one's reading. Out: what kind of change it is. Never: what the change means.

use crate::model::{Article, Change, ChangeKind, Cue, Reading, Span};
use crate::text;
use similar::{Algorithm, ChangeTag, TextDiff};

/// Lines at the top of an article in which a notice of a correction stands; below them, and above the last ones, a sentence on a
/// correction is news. By judgement: papers put such notices first or last.
const TOP_LINES: usize = 2;
/// The same for its last lines: a notice may be followed by credits.
const BOTTOM_LINES: usize = 3;

/// How a version differs from an earlier one of the same article.
pub fn change(earlier: &Article, newer: &Article, reading: &Reading) -> Change {
    if let Some(notice) = notice(earlier, newer, reading) {
        return Change { kind: ChangeKind::Noticed, notice: Some(notice) };
    }
    let (old, new) = (bare_words(earlier), bare_words(newer));
    let kind = if old == new {
        ChangeKind::Form
    } else if keeps_all(&old, &new) {
        ChangeKind::Extended
    } else {
        ChangeKind::Silent
    };
    Change { kind, notice: None }
}

/// The first sentence that says that the article was corrected and that the earlier version did not have.
fn notice(earlier: &Article, newer: &Article, reading: &Reading) -> Option<Span> {
    let text = newer.text();
    let (top, bottom) = edges(text);
    let says_so = |span: Span| {
        let words = span.of(text).trim();
        !earlier.text().contains(words) && (span.start() < top || span.start() >= bottom)
    };
    let sentences = reading.sentences.iter().filter(|sentence| sentence.cues.contains(&Cue::Correction));
    sentences.map(|sentence| sentence.span).find(|span| says_so(*span))
}

/// The byte where the top of a text ends, and the one where its bottom begins.
fn edges(text: &str) -> (usize, usize) {
    let filled: Vec<usize> = {
        let mut at = 0;
        text.split_inclusive('\n')
            .filter_map(|line| {
                let start = at;
                at += line.len();
                (!line.trim().is_empty()).then_some(start)
            })
            .collect()
    };
    let top = filled.get(TOP_LINES).copied().unwrap_or(text.len());
    (top, filled.len().checked_sub(BOTTOM_LINES).and_then(|at| filled.get(at)).copied().unwrap_or(0))
}

/// The words of headline and text, in lower case.
fn bare_words(article: &Article) -> Vec<String> {
    let of = |written: &str| -> Vec<String> {
        text::words(written).into_iter().map(|span| text::lower_case(span.of(written)).into_owned()).collect()
    };
    let mut words = of(article.title());
    words.extend(of(article.text()));
    words
}

/// Whether all words of the old text stand in the new one, in their order.
fn keeps_all(old: &[String], new: &[String]) -> bool {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let mut diff = TextDiff::configure();
    diff.algorithm(Algorithm::Patience)
        .diff_slices(&old, &new)
        .iter_all_changes()
        .all(|part| part.tag() != ChangeTag::Delete)
}

#[cfg(test)]
mod tests {
    use super::change;
    use crate::model::{Article, ArticleDraft, ArticleId, ChangeKind};
    use crate::read::{Options, read};

    fn article(title: &str, text: &str) -> Article {
        let draft = ArticleDraft { title: title.to_owned(), text: text.to_owned(), ..ArticleDraft::default() };
        Article::new(ArticleId::new("a"), draft).unwrap()
    }

    const FIRST: &str = "Nine miners are missing after a shaft at Osk flooded on Monday, the council said.\n\
         The pumps were looked at in March.\nRescuers worked through the night.\nThe mine belongs to Varn Coal.\n\
         Families waited at the gate.\nThe road to Lindmar is closed.";

    #[track_caller]
    fn check(newer: &str, kind: ChangeKind, notice: &str) {
        let (earlier, newer) = (article("Mine floods", FIRST), article("Mine floods", newer));
        let found = change(&earlier, &newer, &read(&newer, &Options::default()));
        let said = found.notice.map_or("", |span| span.of(newer.text()));
        assert_eq!((found.kind, said), (kind, notice), "{}", newer.text());
    }

    #[test]
    fn a_notice_tells_a_correction_from_a_silent_edit() {
        let seven = FIRST.replace("Nine", "Seven");
        check(&seven, ChangeKind::Silent, "");
        let line = "Correction: an earlier version of this article gave a wrong number of miners.";
        check(&format!("{seven}\n{line}"), ChangeKind::Noticed, line);
        check(&format!("{line}\n{seven}"), ChangeKind::Noticed, line);
    }

    #[test]
    fn more_text_is_an_extension_and_other_marks_are_form() {
        check(&format!("{FIRST}\nTwo miners were found alive."), ChangeKind::Extended, "");
        check(&FIRST.replace(", the council", " – the council"), ChangeKind::Form, "");
        check(&FIRST.replace("The road to Lindmar is closed.", ""), ChangeKind::Silent, "");
    }

    #[test]
    fn news_of_a_correction_is_no_notice() {
        let news = "Rescuers worked through the night.\nThe minister retracted his statement on the pumps.";
        check(&FIRST.replace("Rescuers worked through the night.", news), ChangeKind::Extended, "");
    }

    #[test]
    fn a_notice_that_stood_there_before_explains_nothing_new() {
        let line = "Correction: an earlier version of this article named the wrong mine.";
        let (earlier, newer) = (format!("{FIRST}\n{line}"), format!("{}\n{line}", FIRST.replace("in March", "in May")));
        let (earlier, newer) = (article("Mine", &earlier), article("Mine", &newer));
        let found = change(&earlier, &newer, &read(&newer, &Options::default()));
        assert_eq!(found.kind, ChangeKind::Silent);
    }
}
