//! The main text of a page. In: the parsed page. Out: paragraphs, one a line, without menus and advertisements.
//! Never: a script's words; an empty text where the page has paragraphs.

use super::head::Head;
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

/// A main text shorter than this, in letters, may be a teaser: plain paragraphs and the page's own data are looked at too.
const SHORT_LETTERS: usize = 400;

/// The main text.
pub(super) fn body(document: Document, head: &Head) -> String {
    let plain = paragraphs(&document);
    let found = main_text(document);
    let data = head.linked_data.article_text("articleBody").map(in_lines).unwrap_or_default();
    let letters = |text: &str| text.chars().count();
    if letters(&found) >= SHORT_LETTERS {
        return found;
    }
    [found, plain, data].into_iter().rev().max_by_key(|text| letters(text)).unwrap_or_default()
}

/// The text without its headline, where that stands at its top.
pub(super) fn without_title(text: String, title: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if !title.is_empty() && first == title => rest.to_owned(),
        _ => text,
    }
}

fn main_text(document: Document) -> String {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return String::new() };
    readability.parse().map(|article| in_lines(&article.text_content)).unwrap_or_default()
}

/// All paragraphs, for pages that are too short to be weighed.
fn paragraphs(document: &Document) -> String {
    let mut lines: Vec<String> = Vec::new();
    for node in document.select("article p, main p, p").nodes() {
        lines.push(one_line(&node.text()));
    }
    if lines.iter().all(String::is_empty) {
        lines = document.select("body").formatted_text().lines().map(one_line).collect();
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Text with one paragraph a line, single blanks and no empty lines.
fn in_lines(text: &str) -> String {
    let lines = text.lines().map(one_line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
