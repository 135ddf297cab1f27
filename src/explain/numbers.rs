//! The numbers of a text, as written. In: text. Out: digits without thousands marks; words from two to twenty as digits.
//! Never: what a number means; figures with bounds and units are the read stage's.

use std::collections::BTreeSet;

const WORDS: &[(&str, u32)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("dozen", 12),
];

/// No word of these is shorter.
const LETTERS_MIN: usize = 3;

/// The numbers of a text.
pub(super) fn numbers_in(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in text.split(|letter: char| !(letter.is_alphanumeric() || letter == '.' || letter == ',')) {
        let digits = word.bytes().any(|byte| byte.is_ascii_digit());
        for run in word.split(|letter: char| letter.is_alphabetic()).take(if digits { usize::MAX } else { 0 }) {
            let run = run.trim_matches(['.', ',']);
            if run.starts_with(|letter: char| letter.is_ascii_digit()) {
                found.insert(run.replace(',', ""));
            }
        }
        if !digits && word.len() >= LETTERS_MIN {
            let word = word.trim_matches(['.', ',']);
            found.extend(
                WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| value.to_string()),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let found: Vec<String> =
            numbers_in("Some 2,000 of 12.5 million, a dozen in 2019, two (5km).").into_iter().collect();
        assert_eq!(found, ["12", "12.5", "2", "2000", "2019", "5"]);
    }
}
