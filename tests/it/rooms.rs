//! The order keeps itself: no room uses a room beside it or above it.
//! In: every file of src/. Out: a failure with file, line and a pointer. Never: an exception for tests; they count too.

use super::files::{files_below, text_of};
use super::layers::{LAYERS, PURE, may_use};
use super::paths::{Written, paths_in, without_comments};
use std::collections::BTreeMap;

/// Names that lib.rs hands on, with the room that each comes from.
type HandedOn = BTreeMap<String, String>;

#[test]
fn every_room_uses_only_the_rooms_that_the_table_allows() {
    let handed_on = handed_on(&text_of("src/lib.rs"));
    let sources = files_below("src", ".rs");
    let wrong: Vec<String> = sources.iter().flat_map(|(path, text)| violations(path, text, &handed_on)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_room_stands_in_the_table() {
    let mut rooms: Vec<String> = files_below("src", ".rs").iter().map(|(path, _)| room_of(path)).collect();
    rooms.retain(|room| room != "lib");
    rooms.sort();
    rooms.dedup();
    let mut table: Vec<&str> = LAYERS.iter().map(|(room, _)| *room).collect();
    table.sort_unstable();
    assert_eq!(rooms, table, "rooms in src/ and rooms in tests/it/layers.rs");
}

#[test]
fn the_table_has_no_circle() {
    for (at, (room, uses)) in LAYERS.iter().enumerate() {
        for used in *uses {
            let below = LAYERS[..at].iter().any(|(name, _)| name == used);
            assert!(below, "{room} uses {used}, which does not stand before it");
        }
    }
}

/// Violations of one file, one line each.
fn violations(path: &str, text: &str, handed_on: &HandedOn) -> Vec<String> {
    if path == "src/lib.rs" {
        return Vec::new();
    }
    let room = room_of(path);
    let mut wrong: Vec<String> = paths_in(text)
        .iter()
        .filter_map(|written| {
            let used = used_room(path, written, handed_on)?;
            let problem = refuse(&room, &used)?;
            let as_written = written.segments.join("::");
            Some(format!("{path}:{}: {problem} ({as_written}); see ARCHITECTURE.md, The layer table", written.line))
        })
        .collect();
    for (number, line) in without_comments(text).lines().enumerate() {
        if line.contains("#[path") || line.contains("include!") {
            let why = "a file of another folder taken in by path or include!";
            wrong.push(format!("{path}:{}: {why}; see ARCHITECTURE.md, The layer table", number + 1));
        }
    }
    wrong
}

/// Why `room` may not use `used`; nothing where it may.
fn refuse(room: &str, used: &str) -> Option<String> {
    let Some(allowed) = may_use(room) else { return Some(format!("{room} is not in the table")) };
    if used == room || allowed.contains(&used) {
        return None;
    }
    match may_use(used) {
        Some(_) => Some(format!("{room} may not use {used}")),
        None => Some(format!("{room} takes {used} from the crate's root, which names no room")),
    }
}

/// The room of a file of src/.
fn room_of(path: &str) -> String {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    let first = inner.split('/').next().unwrap_or(inner);
    first.strip_suffix(".rs").unwrap_or(first).to_owned()
}

/// The room that a path reaches; nothing where it stays inside its own.
fn used_room(path: &str, written: &Written, handed_on: &HandedOn) -> Option<String> {
    let mut module = module_of(path);
    module.extend(std::iter::repeat_n("mod".to_owned(), written.inside));
    let mut segments = written.segments.iter().map(String::as_str).peekable();
    match segments.next()? {
        "crate" | "backstory" => module.clear(),
        "super" => drop(module.pop()),
        _ => {}
    }
    while segments.next_if(|segment| matches!(*segment, "super" | "self")).is_some_and(|segment| segment == "super") {
        module.pop();
    }
    if !module.is_empty() {
        return None;
    }
    let name = segments.next().unwrap_or("the whole crate");
    Some(handed_on.get(name).cloned().unwrap_or_else(|| name.to_owned()))
}

/// The module path of a file: `src/read/dates.rs` is `read`, `dates`; `src/read/mod.rs` is `read`.
fn module_of(path: &str) -> Vec<String> {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    let inner = inner.strip_suffix(".rs").unwrap_or(inner);
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    inner.split('/').map(str::to_owned).collect()
}

/// The names that `pub use room::Name` in lib.rs hands on.
fn handed_on(library: &str) -> HandedOn {
    let code = without_comments(library);
    let uses = code.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let mut names = HandedOn::new();
    for tree in uses {
        let inner = tree.trim().strip_prefix("crate::").unwrap_or(tree.trim());
        for written in paths_in(&format!("use crate::{inner};")) {
            let alias = tree.split(" as ").nth(1).map(|alias| alias.trim().to_owned());
            let last = written.segments.last().cloned().unwrap_or_default();
            let name = alias.filter(|_| !tree.contains('{')).unwrap_or(last);
            names.insert(name, written.segments.get(1).cloned().unwrap_or_default());
        }
    }
    names
}

/// The rooms that a planted file is refused, in order.
fn check(path: &str, text: &str, expected: &[&str]) {
    let handed_on =
        handed_on("pub mod group;\npub use group::{Window, deep::Arrival};\npub use store::Store as Shelf;\n");
    let found = violations(path, text, &handed_on);
    let lines: Vec<String> =
        found.iter().map(|line| line.split(&[';', '('][..]).next().unwrap().trim().to_owned()).collect();
    assert_eq!(lines, expected, "{path}: {text}");
    assert!(found.iter().all(|line| line.contains("see ARCHITECTURE.md")));
}

#[test]
fn a_planted_violation_is_found() {
    check("src/read/mod.rs", "use crate::model::Span;\n", &[]);
    check("src/read/mod.rs", "//! x\nuse crate::group::Window;\n", &["src/read/mod.rs:2: read may not use group"]);
    check("src/read/names.rs", "fn f() { crate::store::open() }", &["src/read/names.rs:1: read may not use store"]);
    check(
        "src/group/mod.rs",
        "use crate::{model::Span, store::Store};",
        &["src/group/mod.rs:1: group may not use store"],
    );
    check(
        "src/group/mod.rs",
        "use crate::{\n  model::{Span, Story},\n  text::words,\n  read::{self, Options},\n};",
        &["src/group/mod.rs:4: group may not use read", "src/group/mod.rs:4: group may not use read"],
    );
    check("src/store/rows.rs", "use crate::{engine};", &["src/store/rows.rs:1: store may not use engine"]);
    check("src/main.rs", "use backstory::engine::Engine;", &["src/main.rs:1: main may not use engine"]);
    check("src/main.rs", "fn main() { ::backstory::cli::main() }", &[]);
}

#[test]
fn super_that_leaves_the_room_is_found() {
    check("src/read/mod.rs", "use super::group::Window;", &["src/read/mod.rs:1: read may not use group"]);
    check("src/read/names.rs", "use super::Options;", &[]);
    check("src/read/names.rs", "use super::super::store::Store;", &["src/read/names.rs:1: read may not use store"]);
    check(
        "src/read/names.rs",
        "use self::super::super::store::Store;",
        &["src/read/names.rs:1: read may not use store"],
    );
    check("src/read/names.rs", "mod tests { use super::*; use super::super::Options; }", &[]);
    check(
        "src/read/names.rs",
        "fn f() {}\n#[cfg(test)]\nmod tests {\n    use super::super::super::store;\n}",
        &["src/read/names.rs:4: read may not use store"],
    );
    check("src/engine.rs", "use super::cli;", &["src/engine.rs:1: engine may not use cli"]);
}

#[test]
fn tests_names_handed_on_and_the_root_count_too() {
    let tests = "#[cfg(test)]\nmod tests {\n    use crate::serve::page;\n}";
    check("src/explain/mod.rs", tests, &["src/explain/mod.rs:3: explain may not use serve"]);
    check("src/read/mod.rs", "use crate::Window;", &["src/read/mod.rs:1: read may not use group"]);
    check("src/read/mod.rs", "use crate::{Arrival};", &["src/read/mod.rs:1: read may not use group"]);
    check("src/read/mod.rs", "use backstory::Shelf;", &["src/read/mod.rs:1: read may not use store"]);
    check("src/engine.rs", "use crate::Window;", &[]);
    let root = "takes * from the crate's root, which names no room";
    check("src/read/mod.rs", "use crate::*;", &[&format!("src/read/mod.rs:1: read {root}")]);
    check("src/read/mod.rs", "use super::*;", &[&format!("src/read/mod.rs:1: read {root}")]);
    let whole = "read takes as from the crate's root, which names no room";
    check(
        "src/read/mod.rs",
        "use crate as all;",
        &[&format!("src/read/mod.rs:1: {}", whole.replace("as from", "the whole crate from"))],
    );
}

#[test]
fn comments_and_strings_do_not_count_but_paths_in_attributes_do() {
    check("src/read/mod.rs", "// crate::store\n/* crate::store /* x */ crate::store */ fn f() {}", &[]);
    check("src/read/mod.rs", "const A: &str = \"see crate::store\"; const B: &str = r#\"crate::store\"#;", &[]);
    check("src/read/mod.rs", "fn f<'a>(x: &'a str) { let q = '\"'; } /// crate::store", &[]);
    check("src/read/mod.rs", "const Q: char = '\"'; use crate::store;", &["src/read/mod.rs:1: read may not use store"]);
    let attribute = "#[serde(with = \"crate::store::day\")]";
    check("src/read/mod.rs", attribute, &["src/read/mod.rs:1: read may not use store"]);
    check(
        "src/read/mod.rs",
        "macro_rules! m { () => { $crate::store::x() } }",
        &["src/read/mod.rs:1: read may not use store"],
    );
    let by_path = "a file of another folder taken in by path or include!";
    check("src/read/mod.rs", "#[path = \"../store/mod.rs\"]\nmod s;", &[&format!("src/read/mod.rs:1: {by_path}")]);
    check("src/read/mod.rs", "pub(crate) fn f() {}\npub(in crate::read) fn g() {}", &[]);
}

#[test]
fn each_pure_room_and_no_other_is_guarded_in_the_library() {
    let library = text_of("src/lib.rs");
    let guard = "#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]";
    let lines: Vec<&str> = library.lines().collect();
    let guarded: Vec<&str> = lines
        .windows(2)
        .filter(|pair| pair[0] == guard)
        .filter_map(|pair| pair[1].strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(guarded, PURE);
}
