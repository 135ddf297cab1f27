//! Which paths a Rust file names. In: source text. Out: every `crate::…`, `super::…`, `self::super::…` and
//! `backstory::…` path, groups of `use` opened, each with its line and the module it stands in.
//! Never: paths in comments; a path inside a string counts only where it begins the string (`serde(with = "crate::…")`).

/// One path as written, opened from its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Its segments; the first is `crate`, `super`, `self` or `backstory`.
    pub(crate) segments: Vec<String>,
    /// How many inline modules (`mod tests { … }`) it stands in.
    pub(crate) inside: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    PathSeparator,
    Mark(char),
}

/// Every path of the four kinds in `source`.
pub(crate) fn paths_in(source: &str) -> Vec<Written> {
    let tokens = tokens(source);
    let (mut found, mut depth, mut modules) = (Vec::new(), 0_usize, Vec::new());
    for at in 0..tokens.len() {
        match &tokens[at].1 {
            Token::Mark('{') => {
                depth += 1;
                if opens_module(&tokens, at) {
                    modules.push(depth);
                }
            }
            Token::Mark('}') => {
                if modules.last() == Some(&depth) {
                    modules.pop();
                }
                depth = depth.saturating_sub(1);
            }
            Token::Word(word) if begins_path(&tokens, at, word) => {
                let mut opened = Vec::new();
                open(&tokens, at, &mut Vec::new(), &mut opened);
                let inside = modules.len();
                found.extend(opened.into_iter().map(|(line, segments)| Written { line, segments, inside }));
            }
            _ => {}
        }
    }
    found
}

/// Whether the brace at `at` opens `mod name {`.
fn opens_module(tokens: &[(usize, Token)], at: usize) -> bool {
    at >= 2
        && matches!(&tokens[at - 1].1, Token::Word(_))
        && matches!(&tokens[at - 2].1, Token::Word(word) if word == "mod")
}

/// Whether the word at `at` is the first segment of a path that can leave its room.
fn begins_path(tokens: &[(usize, Token)], at: usize, word: &str) -> bool {
    let follows = at > 0 && tokens[at - 1].1 == Token::PathSeparator;
    let leading = follows && (at < 2 || !matches!(tokens[at - 2].1, Token::Word(_) | Token::Mark('>')));
    let continued = tokens.get(at + 1).is_some_and(|(_, token)| *token == Token::PathSeparator);
    let renamed = matches!(tokens.get(at + 1), Some((_, Token::Word(next))) if next == "as");
    match word {
        "crate" | "super" | "self" => !follows && (continued || (renamed && used(tokens, at))),
        "backstory" => (!follows || leading) && (continued || (renamed && used(tokens, at))),
        _ => false,
    }
}

/// Whether the word at `at` stands right after `use` or `extern crate`.
fn used(tokens: &[(usize, Token)], at: usize) -> bool {
    at > 0 && matches!(&tokens[at - 1].1, Token::Word(word) if word == "use" || word == "crate")
}

/// Follows a path from `at`, opening groups; where it ends, pushes the line and the segments. The place after it.
fn open(
    tokens: &[(usize, Token)],
    mut at: usize,
    before: &mut Vec<String>,
    opened: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let length = before.len();
    let mut line = tokens[at].0;
    loop {
        match tokens.get(at).map(|(line, token)| (*line, token)) {
            Some((here, Token::Word(word))) => {
                line = here;
                before.push(word.clone());
            }
            Some((here, Token::Mark('*'))) => {
                line = here;
                before.push("*".to_owned());
            }
            Some((_, Token::Mark('{'))) => {
                at = open_group(tokens, at + 1, before, opened);
                before.truncate(length);
                return at;
            }
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|(_, token)| *token != Token::PathSeparator) {
            break;
        }
        at += 1;
    }
    opened.push((line, before.clone()));
    before.truncate(length);
    at
}

/// The members of a group, from the token after its brace; the place after the closing one.
fn open_group(
    tokens: &[(usize, Token)],
    mut at: usize,
    before: &mut Vec<String>,
    opened: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    while let Some((_, token)) = tokens.get(at) {
        match token {
            Token::Mark('}') => return at + 1,
            Token::Mark(',') => at += 1,
            Token::Word(word) if word == "as" => at += 2,
            Token::Word(_) | Token::Mark('*') => at = open(tokens, at, before, opened),
            _ => at += 1,
        }
    }
    at
}

/// The tokens of `source` that matter here, with their lines.
fn tokens(source: &str) -> Vec<(usize, Token)> {
    let code = without_comments(source);
    let letters: Vec<char> = code.chars().collect();
    let (mut found, mut line, mut at) = (Vec::new(), 1, 0);
    while at < letters.len() {
        let letter = letters[at];
        if letter == '\n' {
            line += 1;
        } else if letter.is_alphanumeric() || letter == '_' {
            let end = (at..letters.len()).find(|at| !is_word(letters[*at])).unwrap_or(letters.len());
            found.push((line, Token::Word(letters[at..end].iter().collect())));
            at = end;
            continue;
        } else if letter == ':' && letters.get(at + 1) == Some(&':') {
            found.push((line, Token::PathSeparator));
            at += 1;
        } else if !letter.is_whitespace() {
            found.push((line, Token::Mark(letter)));
        }
        at += 1;
    }
    found
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// `source` with comments, strings and characters blanked, lines kept; a string that begins with a path keeps its words.
pub(crate) fn without_comments(source: &str) -> String {
    let letters: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < letters.len() {
        let end = end_of_blank(&letters, at);
        match end {
            Some(end) => {
                let blank: String = letters[at..end].iter().collect();
                code.push_str(&blanked(&blank));
                at = end;
            }
            None => {
                code.push(letters[at]);
                at += 1;
            }
        }
    }
    code
}

/// A comment or literal as white space and its line breaks; a path in a string stays.
fn blanked(literal: &str) -> String {
    let inner = literal.trim_matches('"');
    if literal.starts_with('"') && ["crate::", "super::", "self::"].iter().any(|start| inner.starts_with(start)) {
        return format!(" {inner} ");
    }
    let breaks = literal.matches('\n').count();
    format!(" {}", "\n".repeat(breaks))
}

/// Where the comment, string or character that begins at `at` ends; nothing if none begins there.
fn end_of_blank(letters: &[char], at: usize) -> Option<usize> {
    let next = letters.get(at + 1).copied();
    let after_word = at > 0 && is_word(letters[at - 1]);
    match letters[at] {
        '/' if next == Some('/') => Some((at..letters.len()).find(|at| letters[*at] == '\n').unwrap_or(letters.len())),
        '/' if next == Some('*') => Some(end_of_block(letters, at)),
        '"' => Some(end_of_string(letters, at + 1)),
        'r' if !after_word && matches!(next, Some('"' | '#')) => end_of_raw(letters, at + 1),
        'b' if !after_word && next == Some('r') => end_of_raw(letters, at + 2),
        '\'' => end_of_character(letters, at),
        _ => None,
    }
}

/// After a block comment, which may hold others.
fn end_of_block(letters: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while at < letters.len() {
        match (letters[at], letters.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    at
}

/// After the closing quote of a string whose first letter is at `at`.
fn end_of_string(letters: &[char], mut at: usize) -> usize {
    while at < letters.len() {
        match letters[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    letters.len()
}

/// After a raw string whose marks begin at `at`; nothing for a raw word (`r#type`).
fn end_of_raw(letters: &[char], at: usize) -> Option<usize> {
    let marks = letters[at..].iter().take_while(|letter| **letter == '#').count();
    if letters.get(at + marks) != Some(&'"') {
        return None;
    }
    let mut end = at + marks + 1;
    while end < letters.len() {
        if letters[end] == '"'
            && letters[end + 1..].iter().take(marks).filter(|letter| **letter == '#').count() == marks
        {
            return Some(end + 1 + marks);
        }
        end += 1;
    }
    Some(letters.len())
}

/// After a character; nothing for a lifetime.
fn end_of_character(letters: &[char], at: usize) -> Option<usize> {
    match (letters.get(at + 1), letters.get(at + 2)) {
        (Some('\\'), Some(_)) => (at + 3..letters.len()).find(|at| letters[*at] == '\'').map(|end| end + 1),
        (Some(_), Some('\'')) => Some(at + 3),
        _ => None,
    }
}
