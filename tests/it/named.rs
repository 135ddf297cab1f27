//! What a page of the docs names, and whether it is there. In: Markdown. Out: its inline code, its tables, what is missing.
//! Never: blocks of code; they show, they do not name.

use super::files::{files_below, root, text_of};
use std::collections::BTreeSet;

/// Endings by which a name is known to be a file.
const FILE_ENDINGS: &[&str] = &[".md", ".rs", ".toml", ".json", ".jsonl"];

/// Every piece of inline code, blocks left out.
pub(crate) fn inline_code(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_block = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// The rows of the first table below a heading: cells, trimmed.
pub(crate) fn table_under(page: &str, heading: &str) -> Vec<Vec<String>> {
    let below = page.lines().skip_while(|line| line.trim() != heading).skip(1);
    let section = below.take_while(|line| !line.starts_with("## "));
    let rows = section.skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// Every word of the sources and manifests that a page may name.
pub(crate) fn known_words() -> BTreeSet<String> {
    let sources = files_below("src", ".rs").into_iter().map(|(_, text)| text);
    let texts = sources.chain(["Cargo.toml", "clippy.toml"].map(text_of));
    texts.flat_map(|text| words(&text)).collect()
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a page names that is not there: paths, and words of names in code.
pub(crate) fn missing(page: &str, known: &BTreeSet<String>) -> Vec<String> {
    inline_code(page).into_iter().filter(|code| !is_there(code, known)).collect()
}

fn is_there(code: &str, known: &BTreeSet<String>) -> bool {
    let first = code.split_whitespace().next().unwrap_or("");
    if first.contains('/') || FILE_ENDINGS.iter().any(|ending| first.ends_with(ending)) {
        return root().join(first).exists();
    }
    words(code).iter().all(|word| known.contains(word))
}
