//! Tests of cues: every example of assets/cues, and what no rule may say. All examples are our own. Never: an inner function.

use super::{FILES, Tokens, cues};
use crate::model::Cue;

fn roles(text: &str, language: &str) -> Vec<Cue> {
    let sentences = crate::text::sentences(text, language);
    let tokens = Tokens::new(text, &sentences, language);
    let mut all: Vec<Cue> = cues(&tokens, sentences.len(), language).concat();
    all.sort_unstable();
    all.dedup();
    all
}

/// A line of a file: an example with the role of the rule above it.
fn examples(file: &'static str, mark: &'static str) -> Vec<(Cue, &'static str)> {
    let mut role = None;
    let mut found = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(example) = line.strip_prefix(mark) {
            found.push((role.expect("an example stands below a rule"), example));
        } else if let Some((name, _)) = line.split_once('|').filter(|_| !line.starts_with(['>', '!'])) {
            role = Some(Cue::parse(name.trim()).unwrap_or_else(|| panic!("no role {name}")));
        }
    }
    found
}

#[test]
fn every_example_has_its_role() {
    for (language, file) in FILES {
        let missed: Vec<_> =
            examples(file, "> ").into_iter().filter(|(cue, text)| !roles(text, language).contains(cue)).collect();
        assert!(missed.is_empty(), "{language}: {missed:#?}");
    }
}

#[test]
fn no_counter_example_has_the_role() {
    for (language, file) in FILES {
        let wrong: Vec<_> =
            examples(file, "! ").into_iter().filter(|(cue, text)| roles(text, language).contains(cue)).collect();
        assert!(wrong.is_empty(), "{language}: {wrong:#?}");
    }
}

#[test]
fn every_role_has_examples_in_every_language() {
    for (language, file) in FILES {
        for cue in Cue::ALL {
            let count = |mark| examples(file, mark).iter().filter(|(role, _)| *role == cue).count();
            assert!(count("> ") >= 1, "{language}: no example of {}", cue.as_str());
        }
    }
}

#[test]
fn words_are_whole() {
    assert_eq!(roles("Willows grow by the river.", "en"), []);
    assert_eq!(roles("Der Bau soll im Mai beginnen.", "xx"), []);
    assert_eq!(
        roles("It is unclear whether the court will sit because of the flood.", "en"),
        [Cue::Cause, Cue::Outlook, Cue::Doubt]
    );
}

#[test]
fn curved_apostrophes_are_apostrophes() {
    assert_eq!(roles("The ferry won’t sail.", "en"), [Cue::Outlook]);
}

#[test]
fn each_sentence_has_its_own_roles() {
    let text = "The road was closed because the bridge had cracked. It is unclear who gave the order.";
    let sentences = crate::text::sentences(text, "en");
    let tokens = Tokens::new(text, &sentences, "en");
    assert_eq!(cues(&tokens, sentences.len(), "en"), [vec![Cue::Cause], vec![Cue::Doubt]]);
}
