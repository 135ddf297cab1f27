//! The docs say what is there, and what they name is there.
//! In: the docs, the source tree and the program's own help. Out: a failure that names what is missing.
//! Never: a judgement of the prose.

use super::files::{files_below, root, text_of};
use super::layers::LAYERS;
use super::named::{inline_code, known_words, missing, table_under};
use backstory::config::settings;
use sha2::Digest;
use std::process::Command;

/// Longest file of Rust, in lines.
const FILE_LINES_MAX: usize = 500;

/// Files that may be longer, each with its reason. The list only shrinks.
const LONGER: &[(&str, &str)] = &[];

/// Every Rust file of the project.
fn rust_files() -> Vec<(String, String)> {
    ["src", "tests", "examples", "benches", "fuzz/fuzz_targets"]
        .iter()
        .flat_map(|folder| files_below(folder, ".rs"))
        .collect()
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

/// Longest ARCHITECTURE.md, in lines: a map that one reads in a sitting.
const ARCHITECTURE_LINES_MAX: usize = 200;

#[test]
fn every_path_and_name_in_architecture_exists() {
    let page = text_of("ARCHITECTURE.md");
    let known = known_words();
    assert_eq!(missing(&page, &known), Vec::<String>::new(), "ARCHITECTURE.md names what is not there");
    let planted = "`src/nowhere.rs` `Engine::run` `Statement::flying` `Cargo.toml`\n```\n`src/none.rs`\n```\n";
    assert_eq!(missing(planted, &known), ["src/nowhere.rs", "Statement::flying"]);
    assert!(page.lines().count() < ARCHITECTURE_LINES_MAX, "ARCHITECTURE.md: {ARCHITECTURE_LINES_MAX} lines or more");
}

#[test]
fn every_name_in_the_library_page_exists() {
    assert_eq!(missing(&text_of("docs/library.md"), &known_words()), Vec::<String>::new());
}

#[test]
fn architecture_shows_the_layer_table_and_every_room() {
    let page = text_of("ARCHITECTURE.md");
    let shown: Vec<(String, Vec<String>)> = table_under(&page, "## The layer table")
        .into_iter()
        .map(|row| (row[0].trim_matches('`').to_owned(), inline_code(&row[1])))
        .collect();
    let held: Vec<(String, Vec<String>)> = LAYERS
        .iter()
        .map(|(room, uses)| ((*room).to_owned(), uses.iter().map(|used| (*used).to_owned()).collect()))
        .collect();
    assert_eq!(shown, held, "ARCHITECTURE.md and tests/it/layers.rs");
    let map: Vec<String> = table_under(&page, "## The map").into_iter().map(|row| row[0].clone()).collect();
    for (room, _) in LAYERS {
        let named = [format!("`src/{room}.rs`"), format!("`src/{room}/`")].iter().any(|name| map.contains(name));
        assert!(named, "ARCHITECTURE.md: The map does not name {room}");
    }
}

/// What the program says to these arguments.
fn help(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_backstory")).args(arguments).output().unwrap();
    String::from_utf8(run.stdout).unwrap()
}

/// The commands that `backstory --help` lists.
fn commands() -> Vec<String> {
    let help = help(&["--help"]);
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.trim().is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_and_its_options_stand_in_the_guide() {
    let guide = text_of("docs/guide.md");
    let found = commands();
    assert!(found.len() > 3 && found.contains(&"read".to_owned()), "commands in --help: {found:?}");
    for command in found.iter().filter(|command| *command != "help") {
        assert!(guide.contains(&format!("`backstory {command}")), "docs/guide.md does not name `backstory {command}`");
        for option in options(&help(&[command, "--help"])) {
            assert!(guide.contains(&option), "docs/guide.md does not name {option} of `backstory {command}`");
        }
    }
}

/// The long options in a text of help.
fn options(help: &str) -> Vec<String> {
    let words = help.lines().filter(|line| line.trim_start().starts_with('-')).flat_map(str::split_whitespace);
    let long = words.filter(|word| word.starts_with("--")).map(|word| word.trim_end_matches([',', '.']).to_owned());
    long.filter(|option| option != "--help" && option.len() > 2).collect()
}

#[test]
fn every_route_stands_in_the_guide() {
    let table = text_of("src/serve/mod.rs");
    let routes: Vec<&str> = table.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(routes.len() > 3, "routes in src/serve/mod.rs: {routes:?}");
    let guide = text_of("docs/guide.md");
    for route in routes {
        assert!(guide.contains(&format!("`{route}`")), "docs/guide.md does not name the route {route}");
    }
}

/// The table of settings as docs/settings.md shows it.
fn settings_table() -> String {
    let mut table = "| setting | default | takes | |\n|---|---|---|---|\n".to_owned();
    for setting in settings() {
        let (key, default, takes) = (setting.key, setting.default(), setting.kind());
        table.push_str(&format!("| `{key}` | `{default}` | {takes} | {} |\n", setting.doc));
    }
    table
}

#[test]
fn every_setting_stands_in_the_settings_page() {
    let page = text_of("docs/settings.md");
    let shown = page.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect::<String>();
    let held = settings_table();
    assert!(held.lines().count() > 10);
    assert!(shown == held, "the table of docs/settings.md is not that of src/config/settings.rs, which is:\n{held}");
}

#[test]
fn every_file_of_tests_is_run() {
    let main = text_of("tests/it/main.rs");
    let undeclared: Vec<String> = files_below("tests/it", ".rs")
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| path.matches('/').count() == 2 && !path.ends_with("/main.rs"))
        .filter(|path| !declares(&main, path))
        .collect();
    assert!(undeclared.is_empty(), "not declared in tests/it/main.rs, so never run: {undeclared:?}");
    assert!(!declares("mod docs;\n", "tests/it/web.rs") && declares("mod web;\n", "tests/it/web.rs"));
}

/// Whether this file's module is declared.
fn declares(main: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or(path);
    main.lines().any(|line| line == format!("mod {name};"))
}

#[test]
fn the_readme_states_what_the_manifest_and_the_checks_do() {
    let (readme, manifest, check) = (text_of("README.md"), text_of("Cargo.toml"), text_of("check"));
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().trim_matches('"');
    assert!(readme.contains(&format!("Rust {version} or newer")), "README.md does not state Rust {version}");
    let first = check.lines().find_map(|line| line.strip_prefix("step ")).unwrap();
    assert_eq!(first, "test cargo test", "./check begins with the README's test command");
    assert!(readme.lines().any(|line| line.starts_with("cargo test ")), "README.md does not name `cargo test`");
}

#[test]
fn every_asset_says_what_it_is_and_stands_in_the_list() {
    let list = text_of("assets/README.md");
    let assets = files_below("assets", ".txt");
    assert!(assets.len() > 5);
    for (path, text) in assets {
        assert!(text.starts_with("# "), "{path} does not open with a line that says what it is");
        let folder = path.split('/').nth(1).unwrap_or(&path);
        assert!(list.contains(&format!("`{folder}/`")), "assets/README.md does not name {folder}/");
    }
}

#[test]
fn every_learnt_asset_is_the_one_whose_hash_is_stated() {
    let list = text_of("assets/README.md");
    let stated = list.lines().filter_map(|line| line.strip_prefix("    ")?.split_once("  "));
    let mut seen = 0;
    for (hash, file) in stated {
        let bytes = std::fs::read(root().join("assets").join(file)).unwrap();
        let found: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, hash, "assets/{file} is not the file that assets/README.md states");
        seen += 1;
    }
    assert_eq!(seen, 5);
}
