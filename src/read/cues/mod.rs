//! Cues: the roles that a sentence's words point to. In: tokens and their language. Out: roles per sentence, each once, in
//! a fixed order. Never: a role that no rule of assets/cues names; an editor can change those files, and each example is a test.

mod rules;

use super::tokens::Tokens;
use crate::model::Cue;
use rules::Rules;
use std::sync::LazyLock;

const FILES: [(&str, &str); 7] = [
    ("en", include_str!("../../../assets/cues/en.txt")),
    ("de", include_str!("../../../assets/cues/de.txt")),
    ("es", include_str!("../../../assets/cues/es.txt")),
    ("fr", include_str!("../../../assets/cues/fr.txt")),
    ("it", include_str!("../../../assets/cues/it.txt")),
    ("pt", include_str!("../../../assets/cues/pt.txt")),
    ("ru", include_str!("../../../assets/cues/ru.txt")),
];

static RULES: LazyLock<Vec<(&'static str, Rules)>> =
    LazyLock::new(|| FILES.into_iter().map(|(language, file)| (language, Rules::read(file))).collect());

/// The roles of each sentence, in order; none in a language without rules.
pub(super) fn cues(tokens: &Tokens, sentences: usize, language: &str) -> Vec<Vec<Cue>> {
    let mut roles = vec![Vec::new(); sentences];
    let Some((_, rules)) = RULES.iter().find(|(known, _)| *known == language) else { return roles };
    let mut from = 0;
    while from < tokens.len() {
        let mut to = from + 1;
        while tokens.together(from, to) {
            to += 1;
        }
        let found = rules.roles(tokens, from..to);
        if let Some(slot) = roles.get_mut(tokens.sentence(from)).filter(|_| found != 0) {
            slot.extend(Cue::ALL.into_iter().filter(|cue| found & rules::bit(*cue) != 0));
        }
        from = to;
    }
    roles
}

#[cfg(test)]
mod tests;
