//! Cues: the roles that a sentence's words point to. In: a sentence and its language. Out: roles, each once, in a fixed order.
//! Never: a role that no rule of assets/cues names; an editor can read and change those files, and each example is a test.

use crate::model::Cue;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The words of a rule after its first one, and its role.
type Rule = (Vec<&'static str>, Cue);

/// Rules by their first word.
#[derive(Default)]
struct Rules {
    by_first: FxHashMap<&'static str, Vec<Rule>>,
}

const FILES: [(&str, &str); 4] = [
    ("en", include_str!("../../assets/cues/en.txt")),
    ("de", include_str!("../../assets/cues/de.txt")),
    ("es", include_str!("../../assets/cues/es.txt")),
    ("fr", include_str!("../../assets/cues/fr.txt")),
];

static RULES: LazyLock<Vec<(&'static str, Rules)>> =
    LazyLock::new(|| FILES.into_iter().map(|(language, file)| (language, rules(file))).collect());

fn rules(file: &'static str) -> Rules {
    let mut rules = Rules::default();
    for line in file.lines().filter(|line| !line.starts_with(['#', '>'])) {
        let Some((role, words)) = line.split_once('|') else { continue };
        let mut words = words.split_whitespace();
        if let (Some(cue), Some(first)) = (Cue::parse(role.trim()), words.next()) {
            rules.by_first.entry(first).or_default().push((words.collect(), cue));
        }
    }
    rules
}

/// The roles of a sentence; none in a language without rules.
pub(super) fn cues(sentence: &str, language: &str) -> Vec<Cue> {
    let Some((_, rules)) = RULES.iter().find(|(known, _)| *known == language) else { return Vec::new() };
    let lower = sentence.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        for (rest, cue) in rules.by_first.get(word).into_iter().flatten() {
            if words[at + 1..].starts_with(rest) && !found.contains(cue) {
                found.push(*cue);
            }
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_its_role() {
        for (language, file) in FILES {
            let mut role = None;
            for line in file.lines() {
                if let Some(example) = line.strip_prefix("> ") {
                    let role = role.unwrap_or_else(|| panic!("{language}: an example before any rule"));
                    assert!(cues(example, language).contains(&role), "{language}: {example}");
                } else if let Some((name, _)) = line.split_once('|').filter(|_| !line.starts_with('#')) {
                    role = Some(Cue::parse(name.trim()).unwrap_or_else(|| panic!("{language}: no role {name}")));
                }
            }
        }
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(cues("Willows grow by the river.", "en"), []);
        assert_eq!(cues("Der Bau soll im Mai beginnen.", "xx"), []);
        assert_eq!(
            cues("It is unclear whether the court will sit because of the flood.", "en"),
            [Cue::Cause, Cue::Outlook, Cue::Doubt]
        );
    }
}
