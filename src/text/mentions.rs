//! Whether a text names something. In: a text and a name. Out: yes or no.
//! Never: a name found inside a longer word, in scripts that part their words.

/// Whether the name stands in the text as words of their own.
pub fn mentions(text: &str, name: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && text.match_indices(name).any(|(at, found)| stands_alone(text, at, at + found.len()))
}

/// Letters without upper and lower case belong to scripts that may set words side by side.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_uppercase() || letter.is_lowercase());
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !joins(before) && !joins(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: bool) {
        assert_eq!(mentions(text, name), expected, "{name} in {text}");
    }

    #[test]
    fn names_stand_alone() {
        check("The mayor of Ulm spoke.", "Ulm", true);
        check("The Ulmers spoke.", "Ulm", false);
        check("Ulmers of Ulm's bridge", "Ulm", true);
        check("東京都は発表した", "東京", true);
        check("anything", " ", false);
    }
}
