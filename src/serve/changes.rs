//! What a version of an article changed in the one before it. In: two texts. Out: the changed words, each with some words around it.
//! Never: the whole of either text; a page shows what differs.

use similar::{Algorithm, ChangeTag, TextDiff};

/// Words shown before and after a change.
const AROUND_WORDS: usize = 8;
/// Changes shown; a text with more was written anew.
const MOST: usize = 20;

/// Some words of the older version, those in their place in the newer one, and what stands around both.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) before: String,
    pub(super) removed: String,
    pub(super) added: String,
    pub(super) after: String,
}

/// The changes of a text, in its order, and whether there are more than are shown.
pub(super) fn changes(old: &str, new: &str) -> (Vec<Change>, bool) {
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_words(old, new);
    let mut found: Vec<Change> = Vec::new();
    for group in diff.grouped_ops(4 * AROUND_WORDS) {
        let mut change = Change::default();
        for op in group {
            for part in diff.iter_changes(&op) {
                match part.tag() {
                    ChangeTag::Equal if change.removed.is_empty() && change.added.is_empty() => {
                        change.before.push_str(part.value());
                    }
                    ChangeTag::Equal => change.after.push_str(part.value()),
                    // A change after words that stayed is one of its own.
                    tag => {
                        if !change.after.is_empty() {
                            let between = std::mem::take(&mut change.after);
                            found.push(Change { after: between.clone(), ..std::mem::take(&mut change) });
                            change.before = between;
                        }
                        let side = if tag == ChangeTag::Delete { &mut change.removed } else { &mut change.added };
                        side.push_str(part.value());
                    }
                }
            }
        }
        if !(change.removed.is_empty() && change.added.is_empty()) {
            found.push(change);
        }
    }
    let more = found.len() > MOST;
    found.truncate(MOST);
    (found.into_iter().map(trimmed).collect(), more)
}

/// The change with a few words around it.
fn trimmed(change: Change) -> Change {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (words(&change.before), words(&change.after));
    let front = before[before.len().saturating_sub(AROUND_WORDS)..].join(" ");
    let back = after[..after.len().min(AROUND_WORDS)].join(" ");
    Change {
        before: if before.len() > AROUND_WORDS { format!("… {front}") } else { front },
        removed: words(&change.removed).join(" "),
        added: words(&change.added).join(" "),
        after: if after.len() > AROUND_WORDS { format!("{back} …") } else { back },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &[(&str, &str)]) {
        let (found, _) = changes(old, new);
        let pairs: Vec<(&str, &str)> =
            found.iter().map(|change| (change.removed.as_str(), change.added.as_str())).collect();
        assert_eq!(pairs, expected, "{old} -> {new}");
    }

    #[test]
    fn what_was_changed_stands_alone() {
        check("Nine miners are missing.", "Seven miners are missing.", &[("Nine", "Seven")]);
        check("The port is open.", "The port is open.", &[]);
        check("The port is open today.", "The port is open.", &[("open today.", "open.")]);
        check(
            "Nine men are missing below, and the pumps were looked at in March.",
            "Seven men are missing below, and the pumps were looked at in May.",
            &[("Nine", "Seven"), ("March.", "May.")],
        );
    }

    #[test]
    fn a_change_has_words_around_it() {
        let (found, more) = changes(
            "one two three four five six seven eight nine ten old",
            "one two three four five six seven eight nine ten new",
        );
        assert_eq!(found[0].before, "… three four five six seven eight nine ten");
        assert!(!more);
    }
}
