//! An article's page, with the cited words marked. In: an article version and a range of code points.
//! Out: HTML; to other machines only the cited words and some characters around them. Never: foreign markup.

use super::Site;
use super::archive::StoredArticle;
use super::changes::{Change, changes};
use super::clock::Shown;
use super::links;
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::Outlet;
use crate::error::Result;
use crate::model::{Article, ChangeKind, Field, Span};
use crate::text::{UNKNOWN_LANGUAGE, detect_language};
use crate::wire::CodePoints;
use askama::Template;

/// Characters around the cited words that other machines see (see DESIGN.md, Copyright).
const AROUND_CHARACTERS: usize = 300;

/// Cited words that other machines see at most; the longest sentence of a report is far shorter.
const CITED_CHARACTERS_MAX: usize = 1_500;

#[derive(Template)]
#[template(path = "article.html")]
struct Page {
    frame: Frame,
    language: String,
    title: Vec<Piece>,
    outlet: Outlet,
    authors: String,
    published: Option<Shown>,
    modified: Option<Shown>,
    received: Option<Shown>,
    version: u32,
    newest: Option<(u32, String)>,
    /// The version before this one with its address, and what this one changed.
    earlier: Option<(u32, String)>,
    changes: Vec<Change>,
    /// What kind of change it is, and the article's own words on it.
    said_of_change: &'static str,
    notice: Option<String>,
    more_changes: bool,
    paragraphs: Vec<Vec<Piece>>,
    extract: bool,
    original: Option<(String, String)>,
    story: Option<String>,
}

/// A stretch of text, marked where it is cited.
#[derive(Debug, PartialEq)]
struct Piece {
    text: String,
    mark: Mark,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Mark {
    Plain,
    /// The first marked piece, which `#at` leads to.
    First,
    Further,
}

/// The words that the address points at.
struct Cited {
    field: Field,
    span: Span,
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let nowhere = Ok(Reply::Nowhere("There is no such article or version"));
    let Ok(version) = asked.part("version").parse::<u32>() else { return nowhere };
    let Some(stored) = site.archive.article(asked.part("id"), version)? else { return nowhere };
    let cited = match asked.query("at") {
        None => None,
        Some(at) => match range(at) {
            None => return Ok(Reply::Bad("at is two numbers with a hyphen between them, such as at=10-42.")),
            Some(range) => match cited(&stored.article, range, asked.query("in")) {
                None => return Ok(Reply::Nowhere("This version has no such words")),
                found => found,
            },
        },
    };
    let earlier = match version.checked_sub(1).filter(|earlier| *earlier > 0) {
        Some(earlier) => site.archive.article(asked.part("id"), earlier)?,
        None => None,
    };
    html(&page(site, &stored, earlier.as_ref(), cited.as_ref(), asked.full_text))
}

fn range(at: &str) -> Option<(usize, usize)> {
    let (start, end) = at.split_once('-')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

fn cited(article: &Article, (start, end): (usize, usize), within: Option<&str>) -> Option<Cited> {
    let field = if within == Some("title") { Field::Title } else { Field::Text };
    let span = CodePoints::new(field.of(article)).to_span(start, end)?;
    Some(Cited { field, span })
}

fn page(
    site: &Site,
    stored: &StoredArticle,
    earlier: Option<&StoredArticle>,
    cited: Option<&Cited>,
    full_text: bool,
) -> Page {
    let article = &stored.article;
    let whole_texts = !has_gaps(article.text()) && earlier.is_none_or(|earlier| !has_gaps(earlier.article.text()));
    let (changes, more_changes) = earlier
        .filter(|_| whole_texts)
        .map_or_else(Default::default, |earlier| changes(&texts(&earlier.article), &texts(article)));
    let of = |field: Field| cited.filter(|cited| cited.field == field).map(|cited| cited.span);
    let shown = if full_text { whole(article.text()) } else { around(article.text(), of(Field::Text)) };
    let moment = |moment| site.clock.moment(moment);
    let name = if article.title().trim().is_empty() { "(no headline)" } else { article.title() };
    Page {
        frame: site.frame(name),
        language: language(article),
        title: if article.title().trim().is_empty() {
            Vec::new()
        } else {
            pieces(article.title(), 0, of(Field::Title))
        },
        outlet: Outlet::named(article.outlet()),
        authors: article.authors().join(", "),
        published: article.published().map(|published| moment(published.0)),
        modified: article.modified().map(|modified| moment(modified.0)),
        received: article.received().map(|received| site.clock.instant(received.0)),
        version: article.version(),
        newest: newest(stored),
        earlier: earlier.map(|earlier| {
            (earlier.article.version(), links::article(article.id().as_str(), earlier.article.version()))
        }),
        changes,
        said_of_change: stored.change.map_or("", |change| said_of(change.kind)),
        notice: stored.change.and_then(|change| change.notice).map(|span| short(span.of(article.text()))),
        more_changes,
        paragraphs: paragraphs(article.text(), shown, of(Field::Text)),
        extract: !full_text,
        original: article.url().and_then(|url| Some((links::outside(url)?, links::host(url)?))),
        story: stored.story.as_deref().map(links::story),
    }
}

/// The language that the source states; where it states none, that of the text, or nothing where it cannot be told.
fn language(article: &Article) -> String {
    let told = || Some(detect_language(article.text()).0).filter(|code| *code != UNKNOWN_LANGUAGE);
    article.language().or_else(told).unwrap_or("").to_owned()
}

/// A kind of change in a reader's words.
fn said_of(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Noticed => "The article itself says that it was corrected or updated:",
        ChangeKind::Extended => "Words were added, none was taken away.",
        ChangeKind::Silent => {
            "Changed without a notice: the article does not say that words were replaced or taken away."
        }
        ChangeKind::Form => "Only spaces, punctuation or capitals changed.",
    }
}

/// A notice, of which other machines see no more than of any cited words.
fn short(notice: &str) -> String {
    notice.chars().take(AROUND_CHARACTERS).collect()
}

/// Title and text, as one text to be compared.
fn texts(article: &Article) -> String {
    format!("{}\n\n{}", article.title(), article.text())
}

/// The newest version, where this is an older one.
fn newest(stored: &StoredArticle) -> Option<(u32, String)> {
    let id = stored.article.id().as_str();
    (stored.newest > stored.article.version()).then(|| (stored.newest, links::article(id, stored.newest)))
}

/// All bytes of a text.
fn whole(text: &str) -> (usize, usize) {
    (0, text.len())
}

/// What stands in a text, letter by letter, for what was let go of it.
const GAP: char = '\0';

/// What a reader sees in its place.
const GAP_SHOWN: &str = " … ";

/// Whether a text was let go but for what is cited.
fn has_gaps(text: &str) -> bool {
    text.contains(GAP)
}

/// The same words with one mark for each gap.
fn shown_words(text: &str) -> String {
    if !has_gaps(text) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for (at, part) in text.split(GAP).filter(|part| !part.is_empty()).enumerate() {
        shown.push_str(if at > 0 || text.starts_with(GAP) { GAP_SHOWN } else { "" });
        shown.push_str(part);
    }
    if text.ends_with(GAP) {
        shown.push_str(GAP_SHOWN);
    }
    shown
}

/// The bytes of a text that other machines may see: the cited words with some characters on either side, or its start.
fn around(text: &str, cited: Option<Span>) -> (usize, usize) {
    let (start, end) = cited.map_or((0, 0), |span| (span.start(), span.end()));
    let forward = |from: usize, count: usize| {
        text.get(from..).and_then(|rest| rest.char_indices().nth(count)).map_or(text.len(), |(at, _)| from + at)
    };
    let end = end.min(forward(start, CITED_CHARACTERS_MAX));
    let before = text.get(..start).unwrap_or("");
    let first = before.char_indices().rev().nth(AROUND_CHARACTERS - 1).map_or(0, |(at, _)| at);
    (first, forward(end, AROUND_CHARACTERS))
}

/// The lines of the shown part, each cut into plain and marked pieces.
fn paragraphs(text: &str, (from, to): (usize, usize), cited: Option<Span>) -> Vec<Vec<Piece>> {
    let mut paragraphs = Vec::new();
    let mut start = from;
    let mut unmarked = true;
    for line in text.get(from..to).unwrap_or("").split('\n') {
        let mut pieces = pieces(line, start, cited);
        for piece in pieces.iter_mut().filter(|piece| piece.mark != Mark::Plain) {
            piece.mark = if std::mem::take(&mut unmarked) { Mark::First } else { Mark::Further };
        }
        if !line.trim().is_empty() {
            paragraphs.push(pieces);
        }
        start += line.len() + 1;
    }
    paragraphs
}

/// A line that begins at byte `offset` of its text, cut at the ends of the cited words.
fn pieces(line: &str, offset: usize, cited: Option<Span>) -> Vec<Piece> {
    let within = |at: usize| at.saturating_sub(offset).min(line.len());
    let (start, end) = cited.map_or((0, 0), |span| (within(span.start()), within(span.end())));
    let parts = [(0, start, Mark::Plain), (start, end, Mark::First), (end, line.len(), Mark::Plain)];
    let piece = |(from, to, mark): (usize, usize, Mark)| {
        let text = line.get(from..to).filter(|text| !text.is_empty())?;
        Some(Piece { text: shown_words(text), mark })
    };
    parts.into_iter().filter_map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, start: usize, end: usize, expected: &[&str]) {
        let span = CodePoints::new(text).to_span(start, end);
        let paragraphs = paragraphs(text, whole(text), span);
        let marked = paragraphs.iter().flatten().filter(|piece| piece.mark != Mark::Plain);
        assert_eq!(marked.map(|piece| piece.text.as_str()).collect::<Vec<_>>(), expected, "{text} {start}-{end}");
    }

    #[test]
    fn the_marked_words_are_the_cited_ones() {
        check("One boat sank.", 4, 8, &["boat"]);
        check("Größe: 7 m", 0, 5, &["Größe"]);
        check("дождь и снег", 8, 12, &["снег"]);
        check("two\nlines", 0, 9, &["two", "lines"]);
        check("two\n\nlines", 3, 6, &["l"]);
    }

    #[test]
    fn a_gap_is_shown_once() {
        assert_eq!(shown_words("one\0\0\0two\0"), "one … two … ");
        assert_eq!(shown_words("\0\0two"), " … two");
        assert_eq!(shown_words("\0\0"), " … ");
        assert_eq!(shown_words("as it is"), "as it is");
    }

    #[test]
    fn other_machines_see_the_cited_words_and_what_stands_around_them() {
        let text = "ä".repeat(2_000);
        let (from, to) = around(&text, CodePoints::new(&text).to_span(1_000, 1_010));
        assert_eq!((from, to), (700 * 2, 1_310 * 2));
        assert_eq!(around(&text, None), (0, 600));
        assert_eq!(around("short", None), (0, 5));
        assert_eq!(around(&text, CodePoints::new(&text).to_span(0, 2_000)), (0, 3_600));
    }
}
