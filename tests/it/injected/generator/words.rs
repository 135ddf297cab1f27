//! A text taken apart: sentences, and a sentence's words with what stands in quotation marks. In: running text,
//! wires with wrapped lines too. Out: sentences on one line, words by their place. Never: what the program itself
//! knows of words.

/// Function words, and words that begin sentences: capital or not, no part of a name.
const FUNCTION: &str = "\
    the a an of to in and for on at by with from that this these those is was were are be been has have had he \
    she it they his her its their not but or as which who whom whose will would could should can may might \
    must do does did there then when while where after before since until if because although though so yet \
    also however meanwhile we i you our your my me him them us what how why than into over under about against \
    during between among through per no nor both either each all some many most more several few other another \
    such only just even still one two three four five six seven eight nine ten now here today yesterday \
    tomorrow according earlier later last next out up off down back again once very too any every instead \
    despite amid around within without across near along beyond toward towards like unlike via";
const ABBREVIATIONS: &str = "\
    mr mrs ms dr st prof gen col lt maj capt sgt sen rep gov rev hon no nos vs corp inc ltd co bros jr sr jan \
    feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx est mt ft \
    fig etc ave al cos pct dept adm cmdr supt";

/// Marks that may open a sentence.
const OPENS: &str = "\"“‘'(£$€";
/// Titles whose full stop belongs to them.
const TITLES_CUT: &str = "mr mrs ms dr prof gen col lt maj capt sgt sen rep gov rev st";

/// Whether a lower-case word only holds others together.
pub(super) fn is_function(word: &str) -> bool {
    among(word, FUNCTION)
}

/// Whether a word is one of a list that spaces part.
pub(super) fn among(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_whitespace().any(|known| known == word)
}

/// A number that is always the same for the same words: the one source of choices.
pub(super) fn hash(text: &str) -> usize {
    let mixed = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from((mixed ^ (mixed >> 29)) % 1_000_003).unwrap_or(0)
}

/// The word with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The word with a small first letter.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Sentences of prose, each on one line.
pub(super) fn sentences(text: &str) -> Vec<String> {
    paragraphs(text).iter().flat_map(|paragraph| cut(paragraph)).collect()
}

/// Letters of the longest line of a text whose lines are wrapped.
const WRAPPED_MAX: usize = 90;

/// A blank line or an indented one parts paragraphs, and so does a line break after an end of sentence; in a text with
/// longer lines than a wire wraps, every line break does.
fn paragraphs(text: &str) -> Vec<String> {
    let wrapped = text.lines().all(|line| line.chars().count() <= WRAPPED_MAX);
    let mut found: Vec<String> = vec![String::new()];
    for line in text.lines() {
        let ended = found.last().is_some_and(|last| last.ends_with(['.', '!', '?', '"', '”']));
        if !wrapped || line.trim().is_empty() || line.starts_with("  ") || line.starts_with('\t') || ended {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut() {
            for word in line.split_whitespace() {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(word);
            }
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

fn cut(paragraph: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut from = 0;
    let places: Vec<(usize, char)> = paragraph.char_indices().collect();
    for (at, &(byte, letter)) in places.iter().enumerate() {
        if byte < from || !matches!(letter, '.' | '!' | '?') {
            continue;
        }
        let mut end = at + 1;
        while places.get(end).is_some_and(|(_, next)| matches!(next, '"' | '”' | '’' | '\'' | ')' | '.')) {
            end += 1;
        }
        let begins = places.get(end).is_some_and(|(_, next)| *next == ' ')
            && places
                .get(end + 1)
                .is_some_and(|(_, next)| next.is_uppercase() || next.is_numeric() || OPENS.contains(*next));
        let last = end == places.len();
        let stop = places.get(end).map_or(paragraph.len(), |(byte, _)| *byte);
        if last || (begins && !(letter == '.' && is_abbreviation(&paragraph[from..places[at].0]))) {
            found.push(paragraph[from..stop].trim().to_owned());
            from = stop;
        }
    }
    if !paragraph[from..].trim().is_empty() {
        found.push(paragraph[from..].trim().to_owned());
    }
    found
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '"', '“']).next().unwrap_or("");
    word.chars().count() == 1 || word.contains('.') || among(&word.to_lowercase(), ABBREVIATIONS)
}

/// A sentence by its words.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    places: Vec<(usize, usize)>,
    quoted: Vec<bool>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let places = places(text);
        let mut open = false;
        let quoted = places
            .iter()
            .map(|&(start, end)| match &text[start..end] {
                "“" => {
                    open = true;
                    true
                }
                "”" => {
                    open = false;
                    true
                }
                "\"" => {
                    open = !open;
                    true
                }
                _ => open,
            })
            .collect();
        Self { text, places, quoted }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The word at a place; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.places.get(at).map_or("", |&(start, end)| &self.text[start..end])
    }

    /// The word so many places before; empty where there is none.
    pub(super) fn before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |place| self.word(place))
    }

    pub(super) fn lower(&self, at: usize) -> String {
        self.word(at).to_lowercase()
    }

    pub(super) fn lower_before(&self, at: usize, back: usize) -> String {
        self.before(at, back).to_lowercase()
    }

    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    pub(super) fn has_quotes(&self) -> bool {
        self.quoted.contains(&true)
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.places.get(at).map_or(self.text.len(), |place| place.0)
    }

    pub(super) fn end(&self, at: usize) -> usize {
        self.places.get(at).map_or(self.text.len(), |place| place.1)
    }

    /// Words from one place up to another, as written.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        if from < to { &self.text[self.start(from)..self.end(to - 1)] } else { "" }
    }

    /// The sentence with the words from one place up to another replaced.
    pub(super) fn with(&self, from: usize, to: usize, new: &str) -> String {
        let after = if to > from { self.end(to - 1) } else { self.start(to) };
        format!("{}{new}{}", &self.text[..self.start(from)], &self.text[after..])
    }

    /// Whether the word is a name or part of one, as far as capitals tell.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_uppercase) && word != "I" && !(self.begins(at) && is_function(&word.to_lowercase()))
    }

    /// Whether a capital here would say nothing.
    pub(super) fn begins(&self, at: usize) -> bool {
        matches!(self.before(at, 1), "" | "“" | "\"" | ":" | "-" | "–" | "—" | "(")
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_alphanumeric)
    }
}

fn places(text: &str) -> Vec<(usize, usize)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |at: usize| letters.get(at).map_or(text.len(), |place| place.0);
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(&(start, letter)) = letters.get(at) {
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        at = if letter.is_alphanumeric() { end_of_word(&letters, at) } else { at + 1 };
        if matches!(letter, '\'' | '’') && letters.get(at).is_some_and(|next| next.1 == 's') {
            at += 1; // the owner's mark is a word of its own
        }
        found.push((start, byte(at)));
    }
    found
}

fn end_of_word(letters: &[(usize, char)], from: usize) -> usize {
    let is = |at: usize, kind: fn(char) -> bool| letters.get(at).is_some_and(|place| kind(place.1));
    let mut at = from;
    loop {
        while is(at, char::is_alphanumeric) {
            at += 1;
        }
        let Some(&(_, joint)) = letters.get(at) else { return at };
        let owner =
            matches!(joint, '\'' | '’') && is(at + 1, |letter| letter == 's') && !is(at + 2, char::is_alphanumeric);
        let joins = match joint {
            '-' | '&' | '\'' | '’' => is(at + 1, char::is_alphanumeric) && !owner,
            '.' | ',' => is(at - 1, |letter| letter.is_ascii_digit()) && is(at + 1, |letter| letter.is_ascii_digit()),
            _ => false,
        };
        let initials = joint == '.'
            && is(at - 1, char::is_alphabetic)
            && (at < from + 2 || is(at - 2, |letter| letter == '.'))
            && is(at + 1, char::is_alphabetic);
        let titled = joint == '.' && is(at + 1, |letter| letter == ' ') && is(at + 2, char::is_uppercase) && {
            let word: String = letters[from..at].iter().map(|place| place.1.to_ascii_lowercase()).collect();
            among(&word, TITLES_CUT)
        };
        if titled {
            return at + 1;
        }
        let last_initial = joint == '.' && at >= from + 3 && is(at - 2, |letter| letter == '.');
        if last_initial && !initials {
            return at + 1;
        }
        if !(joins || initials) {
            return at;
        }
        at += 1;
    }
}

/// Stems of the words that carry meaning, as their first letters.
fn stems(text: &str) -> Vec<String> {
    let line = Line::new(text);
    (0..line.len())
        .map(|at| line.lower(at))
        .filter(|word| word.chars().count() >= 4 && !is_function(word))
        .map(|word| word.chars().take(5).collect())
        .collect()
}

/// Share of one text's words that another has too.
pub(super) fn shared(text: &str, with: &str) -> f64 {
    let (own, other) = (stems(text), stems(with));
    let both = own.iter().filter(|stem| other.contains(stem)).count();
    f64::from(u32::try_from(both).unwrap_or(0)) / f64::from(u32::try_from(own.len().max(1)).unwrap_or(1))
}
