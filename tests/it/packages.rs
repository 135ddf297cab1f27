//! What the program is built from: licences, sources and bans as deny.toml lists them, and how many packages there are.
//! In: deny.toml and `cargo metadata`. Out: a failure that names the package. Never: advisories; they need the internet.

use super::files::{root, text_of};
use serde_json::Value;
use std::process::Command;

/// Registry that packages come from, as cargo writes it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Every package that a build on Linux may compile, tests included.
fn packages() -> Vec<Value> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let platform = ["--filter-platform", "x86_64-unknown-linux-gnu"];
    let run = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(platform)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(run.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&run.stderr));
    let metadata: Value = serde_json::from_slice(&run.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// A list of texts in deny.toml; of tables, their `crate`.
fn listed(section: &str, key: &str) -> Vec<String> {
    let table: toml::Table = text_of("deny.toml").parse().unwrap();
    let items = table[section][key].as_array().unwrap().clone();
    let name = |item: &toml::Value| item.as_str().or_else(|| item["crate"].as_str()).unwrap().to_owned();
    items.iter().map(name).collect()
}

/// Whether a licence expression can be met with the allowed licences: of `A OR B` one, of `A AND B` both.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let slashed = expression.replace('/', " OR ");
    let expression = slashed.trim();
    let inner = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['(', ')'])) {
        return is_allowed(inner, allowed);
    }
    for (word, all) in [(" AND ", true), (" OR ", false)] {
        let parts = split_outside(expression, word);
        if parts.len() > 1 {
            let mut met = parts.iter().map(|part| is_allowed(part, allowed));
            return if all { met.all(|met| met) } else { met.any(|met| met) };
        }
    }
    allowed.iter().any(|licence| licence == expression)
}

/// The parts of an expression between a word that stands outside brackets.
fn split_outside(expression: &str, word: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_usize);
    let mut rest = expression;
    while let Some(letter) = rest.chars().next() {
        if depth == 0 && rest.starts_with(word) {
            parts.push(String::new());
            rest = &rest[word.len()..];
            continue;
        }
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        parts.last_mut().unwrap().push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    parts
}

#[test]
fn every_licence_is_allowed() {
    let allowed = listed("licenses", "allow");
    for package in packages() {
        let licence = package["license"].as_str().unwrap_or("none stated");
        assert!(is_allowed(licence, &allowed), "{} {}: {licence}; see deny.toml", package["name"], package["version"]);
    }
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("MIT/GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND ISC", true),
        ("(MIT OR ISC) AND GPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
    ] {
        assert_eq!(is_allowed(expression, &allowed), met, "{expression}");
    }
}

#[test]
fn every_package_comes_from_the_registry_and_none_is_banned() {
    let banned = listed("bans", "deny");
    let packages = packages();
    assert!(packages.len() > 100 && banned.len() > 2, "{} packages, {} banned", packages.len(), banned.len());
    for package in packages {
        let name = package["name"].as_str().unwrap().to_owned();
        let source = package["source"].as_str();
        assert!(source == Some(REGISTRY) || name == "backstory", "{name} comes from {source:?}");
        assert!(!banned.contains(&name), "{name} is banned in deny.toml");
    }
}
