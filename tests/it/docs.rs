//! The docs say what is there, and what they name is there.
//! In: the docs, the source tree and the program's own help. Out: a failure that names what is missing.
//! Never: a judgement of the prose.

use super::files::files_below;

/// Longest file of Rust, in lines.
const FILE_LINES_MAX: usize = 500;

/// Files that may be longer, each with its reason. The list only shrinks.
const LONGER: &[(&str, &str)] = &[];

/// Every Rust file of the project.
fn rust_files() -> Vec<(String, String)> {
    ["src", "tests", "examples"].iter().flat_map(|folder| files_below(folder, ".rs")).collect()
}

/// Whether a file opens with its door plate.
fn opens_with_doc(text: &str) -> bool {
    text.starts_with("//! ")
}

/// Whether a file of this length needs to stand in the list.
fn is_too_long(text: &str) -> bool {
    text.lines().count() > FILE_LINES_MAX
}

#[test]
fn every_file_opens_with_what_comes_in_what_goes_out_and_what_it_never_does() {
    let bare: Vec<String> =
        rust_files().into_iter().filter(|(_, text)| !opens_with_doc(text)).map(|(path, _)| path).collect();
    assert!(bare.is_empty(), "files that do not open with `//!`: {bare:?}; see STYLE.md, rule 10");
    assert!(!opens_with_doc("use std::fmt;\n//! late\n") && !opens_with_doc(""));
}

#[test]
fn no_file_is_too_long() {
    let files = rust_files();
    for (path, text) in &files {
        let excused = LONGER.iter().any(|(name, _)| name == path);
        assert!(
            !is_too_long(text) || excused,
            "{path}: over {FILE_LINES_MAX} lines; split it by idea (STYLE.md, rule 6)"
        );
    }
    for (name, reason) in LONGER {
        let still = files.iter().any(|(path, text)| path == name && is_too_long(text));
        assert!(still && !reason.is_empty(), "{name}: no longer too long; take it out of LONGER");
    }
    assert!(is_too_long(&"x\n".repeat(FILE_LINES_MAX + 1)) && !is_too_long(&"x\n".repeat(FILE_LINES_MAX)));
}
