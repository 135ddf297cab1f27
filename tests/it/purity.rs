//! The purity lint can fail: a small crate with one planted call of each kind is refused by the same clippy.toml.
//! In: clippy.toml and planted calls. Out: the lines that clippy refuses.
//! Never: runs where clippy is not installed; it says so and passes.

use super::files::root;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// One call of each kind; a pure room may make none of them.
const PLANTED: &[(&str, &str)] = &[
    ("file", "let _ = std::fs::read(\"x\");"),
    ("file type", "let _ = std::fs::File::open(\"x\");"),
    ("disk", "let _ = std::path::Path::new(\"x\").exists();"),
    ("standard input", "let _ = std::io::stdin();"),
    ("network", "let _ = std::net::TcpStream::connect(\"127.0.0.1:1\");"),
    ("environment", "let _ = std::env::var(\"X\");"),
    ("clock", "let _ = std::time::SystemTime::now();"),
    ("stopwatch", "let _ = std::time::Instant::now();"),
    ("thread", "let _ = std::thread::spawn(|| 1);"),
    ("wait", "std::thread::sleep(std::time::Duration::ZERO);"),
    ("process", "let _ = std::process::Command::new(\"x\");"),
    ("shared state", "let _ = std::sync::Mutex::new(1);"),
];

/// A library with the planted calls in a guarded module, in an unguarded one, and a guarded one without any.
fn planted_library() -> String {
    let calls: Vec<String> = PLANTED
        .iter()
        .enumerate()
        .map(|(number, (_, call))| format!("    pub fn planted_{number}() {{ {call} }}\n"))
        .collect();
    let calls = calls.concat();
    let guard = "#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]\n";
    format!(
        "#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros, unused)]\n\
         {guard}pub mod pure {{\n{calls}}}\n\
         pub mod free {{\n{calls}}}\n\
         {guard}pub mod clean {{\n    pub fn sum() -> u64 {{ [1, 2].iter().sum() }}\n}}\n"
    )
}

/// Lines of the planted library that clippy refuses; nothing where clippy is not installed.
fn refused_lines(folder: &Path) -> Option<BTreeSet<usize>> {
    let manifest = "[package]\nname = \"planted\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n";
    std::fs::create_dir(folder.join("src")).unwrap();
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::write(folder.join("src/lib.rs"), planted_library()).unwrap();
    std::fs::copy(root().join("clippy.toml"), folder.join("clippy.toml")).unwrap();
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    if !Command::new(cargo).args(["clippy", "--version"]).output().is_ok_and(|run| run.status.success()) {
        return None;
    }
    let run = Command::new(cargo)
        .args(["clippy", "--offline", "--quiet", "--message-format", "short"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .env_remove("CLIPPY_CONF_DIR")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    let errors = said.lines().filter(|line| line.contains(": error: use of a disallowed"));
    Some(errors.filter_map(|line| line.split(':').nth(1)?.parse().ok()).collect())
}

#[test]
fn clippy_refuses_a_planted_call_of_each_kind() {
    let folder = tempfile::tempdir().unwrap();
    let Some(refused) = refused_lines(folder.path()) else {
        println!("skipped: clippy is not installed (rustup component add clippy)");
        return;
    };
    let first = 1 + planted_library().lines().position(|line| line.contains("fn planted_0()")).unwrap();
    for (number, (kind, call)) in PLANTED.iter().enumerate() {
        assert!(refused.contains(&(first + number)), "{kind} is not refused: {call}; refused lines: {refused:?}");
    }
    assert_eq!(refused.len(), PLANTED.len(), "lines refused outside the guarded module: {refused:?}");
}
