//! Stems of English words, after Martin Porter's second algorithm (Snowball 3.0, "English"), in place and without
//! allocating: most words of most archives pass here several times. In: a word in small letters. Out: its stem.
//! Never: another stem than the library that stems the other languages would give; a test compares them.

/// Longer words go the slow way.
const LETTERS_MAX: usize = 48;

/// The stem of a word, appended to `stem`; whether there is one: words with letters beyond ASCII, capitals or more
/// than [`LETTERS_MAX`] letters are not for here.
pub(super) fn stem_english(word: &str, stem: &mut String) -> bool {
    let bytes = word.as_bytes();
    if bytes.len() > LETTERS_MAX || bytes.iter().any(|byte| !byte.is_ascii() || byte.is_ascii_uppercase()) {
        return false;
    }
    if bytes.len() < 3 {
        stem.push_str(word);
    } else if let Some(known) = exception(word) {
        stem.push_str(known);
    } else {
        let mut word = Word::new(bytes);
        word.plural();
        word.past();
        word.last_y();
        word.derived_long();
        word.derived_short();
        word.ending();
        word.last_e_or_l();
        word.write(stem);
    }
    true
}

/// Letters as a number, so that words and endings of up to eight are compared at once.
const fn number(letters: &[u8]) -> u64 {
    let (mut number, mut at) = (0, 0);
    while at < letters.len() {
        number = number << 8 | letters[at] as u64;
        at += 1;
    }
    number
}

/// An ending of up to eight letters, ready to be compared with the end of a word.
#[derive(Clone, Copy)]
struct Ending {
    letters: u64,
    mask: u64,
    length: usize,
}

const fn ending(letters: &[u8]) -> Ending {
    Ending { letters: number(letters), mask: u64::MAX >> (64 - 8 * letters.len()), length: letters.len() }
}

/// An ending with what stands in its place.
type Change = (Ending, &'static [u8]);

const fn change(letters: &[u8], into: &'static [u8]) -> Change {
    (ending(letters), into)
}

/// Words whose stem is as it is listed.
const EXCEPTIONS: [(u64, &str); 15] = [
    (number(b"andes"), "andes"),
    (number(b"atlas"), "atlas"),
    (number(b"bias"), "bias"),
    (number(b"cosmos"), "cosmos"),
    (number(b"early"), "earli"),
    (number(b"gently"), "gentl"),
    (number(b"howe"), "howe"),
    (number(b"idly"), "idl"),
    (number(b"news"), "news"),
    (number(b"only"), "onli"),
    (number(b"singly"), "singl"),
    (number(b"skies"), "sky"),
    (number(b"skis"), "ski"),
    (number(b"sky"), "sky"),
    (number(b"ugly"), "ugli"),
];

fn exception(word: &str) -> Option<&'static str> {
    if word.len() > 6 {
        return None;
    }
    let word = number(word.as_bytes());
    EXCEPTIONS.iter().find(|(known, _)| *known == word).map(|(_, stem)| *stem)
}

/// Beginnings after which the first region starts, wherever the vowels are.
fn beginning(word: &[u8]) -> Option<usize> {
    let known: &[&[u8]] = match word.first()? {
        b'a' => &[b"arsen"],
        b'c' => &[b"commun"],
        b'e' => &[b"emerg"],
        b'g' => &[b"gener"],
        b'i' => &[b"inter"],
        b'l' => &[b"later"],
        b'o' => &[b"organ"],
        b'p' => &[b"past"],
        b'u' => &[b"univers"],
        _ => return None,
    };
    known.iter().find(|known| word.starts_with(known)).map(|known| known.len())
}

const OWNED: [Ending; 3] = [ending(b"'s'"), ending(b"'s"), ending(b"'")];
const SSES: Ending = ending(b"sses");
const IED: [Ending; 2] = [ending(b"ied"), ending(b"ies")];
const EED: [Ending; 2] = [ending(b"eedly"), ending(b"eed")];
const ED: [Ending; 3] = [ending(b"ingly"), ending(b"edly"), ending(b"ed")];
const ING: Ending = ending(b"ing");
/// Words with "ing" at their end that are no forms of a verb, without it.
const NO_VERBS: [&[u8]; 6] = [b"even", b"cann", b"inn", b"earr", b"herr", b"out"];
const LI: Ending = ending(b"li");
/// What may stand before the "li" of an adverb.
const BEFORE_LI: &[u8] = b"cdeghkmnrt";
const LOGI: Ending = ending(b"logi");
const ATIVE: Ending = ending(b"ative");

/// Long endings by their last letter, longer ones before those that they end with.
fn long_endings(last: u8) -> &'static [Change] {
    const I: [Change; 12] = [
        change(b"lessli", b"less"),
        change(b"fulli", b"ful"),
        change(b"ousli", b"ous"),
        change(b"entli", b"ent"),
        change(b"abli", b"able"),
        change(b"alli", b"al"),
        change(b"bli", b"ble"),
        change(b"biliti", b"ble"),
        change(b"aliti", b"al"),
        change(b"iviti", b"ive"),
        change(b"anci", b"ance"),
        change(b"enci", b"ence"),
    ];
    const L: [Change; 2] = [change(b"ational", b"ate"), change(b"tional", b"tion")];
    const M: [Change; 1] = [change(b"alism", b"al")];
    const N: [Change; 2] = [change(b"ization", b"ize"), change(b"ation", b"ate")];
    const R: [Change; 2] = [change(b"izer", b"ize"), change(b"ator", b"ate")];
    const S: [Change; 3] = [change(b"iveness", b"ive"), change(b"fulness", b"ful"), change(b"ousness", b"ous")];
    const T: [Change; 1] = [change(b"ogist", b"og")];
    match last {
        b'i' => &I,
        b'l' => &L,
        b'm' => &M,
        b'n' => &N,
        b'r' => &R,
        b's' => &S,
        b't' => &T,
        _ => &[],
    }
}

/// Shorter endings by their last letter.
fn short_endings(last: u8) -> &'static [Change] {
    const E: [Change; 2] = [change(b"icate", b"ic"), change(b"alize", b"al")];
    const I: [Change; 1] = [change(b"iciti", b"ic")];
    const L: [Change; 4] =
        [change(b"ational", b"ate"), change(b"tional", b"tion"), change(b"ical", b"ic"), change(b"ful", b"")];
    const S: [Change; 1] = [change(b"ness", b"")];
    match last {
        b'e' => &E,
        b'i' => &I,
        b'l' => &L,
        b's' => &S,
        _ => &[],
    }
}

/// The last endings by their last letter, longer ones before those that they end with.
fn last_endings(last: u8) -> &'static [Ending] {
    const C: [Ending; 1] = [ending(b"ic")];
    const E: [Ending; 7] = [
        ending(b"ance"),
        ending(b"ence"),
        ending(b"able"),
        ending(b"ible"),
        ending(b"ate"),
        ending(b"ive"),
        ending(b"ize"),
    ];
    const I: [Ending; 1] = [ending(b"iti")];
    const L: [Ending; 1] = [ending(b"al")];
    const M: [Ending; 1] = [ending(b"ism")];
    const N: [Ending; 1] = [ending(b"ion")];
    const R: [Ending; 1] = [ending(b"er")];
    const S: [Ending; 1] = [ending(b"ous")];
    const T: [Ending; 4] = [ending(b"ement"), ending(b"ment"), ending(b"ent"), ending(b"ant")];
    match last {
        b'c' => &C,
        b'e' => &E,
        b'i' => &I,
        b'l' => &L,
        b'm' => &M,
        b'n' => &N,
        b'r' => &R,
        b's' => &S,
        b't' => &T,
        _ => &[],
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Bytes before the letters, so that the last eight of any word can be taken at once.
const FRONT: usize = 8;

/// A word on its way to its stem; a "y" that stands for a consonant is a capital.
struct Word {
    letters: [u8; FRONT + LETTERS_MAX],
    length: usize,
    /// Its last eight letters as a number.
    tail: u64,
    /// Where the first region begins: after the first consonant that follows a vowel.
    first: usize,
    /// Where the second begins: the same again, within the first.
    second: usize,
}

impl Word {
    fn new(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"'").unwrap_or(bytes);
        let mut letters = [0; FRONT + LETTERS_MAX];
        letters[FRONT..FRONT + bytes.len()].copy_from_slice(bytes);
        let mut word = Self { letters, length: 0, tail: 0, first: 0, second: 0 };
        let mut before = b'a';
        for letter in &mut word.letters[FRONT..FRONT + bytes.len()] {
            if *letter == b'y' && is_vowel(before) {
                *letter = b'Y';
            }
            before = *letter;
        }
        word.cut(bytes.len());
        word.first = beginning(word.get()).unwrap_or_else(|| word.region(0));
        word.second = word.region(word.first);
        word
    }

    fn get(&self) -> &[u8] {
        self.before(self.length)
    }

    /// The first so many letters.
    fn before(&self, length: usize) -> &[u8] {
        &self.letters[FRONT..FRONT + length]
    }

    /// After the first consonant that follows a vowel, from a place on.
    fn region(&self, from: usize) -> usize {
        let rest = self.get().iter().enumerate().skip(from);
        let mut after_vowel = rest.skip_while(|(_, letter)| !is_vowel(**letter));
        after_vowel.find(|(_, letter)| !is_vowel(**letter)).map_or(self.length, |(at, _)| at + 1)
    }

    fn last(&self) -> u8 {
        self.tail as u8
    }

    /// The letter so many places before the end, from 0; 0 where there is none.
    fn back(&self, places: usize) -> u8 {
        (self.tail >> (8 * places)) as u8
    }

    /// Where this ending begins, if the word has it.
    fn start(&self, ending: Ending) -> Option<usize> {
        ((self.tail ^ ending.letters) & ending.mask == 0).then(|| self.length - ending.length)
    }

    fn cut(&mut self, length: usize) {
        self.length = length;
        let last = self.letters[length..length + FRONT].try_into().unwrap_or_default();
        self.tail = u64::from_be_bytes(last);
    }

    /// Puts an ending in place of what stands from a place on.
    fn put(&mut self, from: usize, ending: &[u8]) {
        self.letters[FRONT + from..FRONT + from + ending.len()].copy_from_slice(ending);
        self.cut(from + ending.len());
    }

    fn has_vowel(&self, before: usize) -> bool {
        self.before(before).iter().any(|letter| is_vowel(*letter))
    }

    /// Whether a short syllable stands at the end of the first so many letters.
    fn is_short(&self, length: usize) -> bool {
        match self.before(length) {
            [.., b'p', b'a', b's', b't'] => true,
            [.., third, second, last] => {
                !is_vowel(*third) && is_vowel(*second) && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'Y')
            }
            [first, last] => is_vowel(*first) && !is_vowel(*last),
            _ => false,
        }
    }

    /// Step 1a: "'s", "sses", "ied", "ies", "s".
    fn plural(&mut self) {
        if matches!(self.last(), b'\'' | b's')
            && let Some(at) = OWNED.into_iter().find_map(|ending| self.start(ending))
        {
            self.cut(at);
        }
        if self.last() != b's' && self.last() != b'd' {
            return;
        }
        if self.start(SSES).is_some() {
            self.cut(self.length - 2);
        } else if let Some(at) = IED.into_iter().find_map(|ending| self.start(ending)) {
            self.put(at, if at >= 2 { b"i" } else { b"ie" });
        } else if self.last() == b's'
            && !matches!(self.back(1), b's' | b'u')
            && self.has_vowel(self.length.saturating_sub(2))
        {
            self.cut(self.length - 1);
        }
    }

    /// Step 1b: "eed", "ed", "ing" and their adverbs.
    fn past(&mut self) {
        if !matches!(self.last(), b'd' | b'g' | b'y') {
            return;
        }
        if let Some(at) = EED.into_iter().find_map(|ending| self.start(ending)) {
            if self.first <= at && !matches!(self.before(at), b"succ" | b"proc" | b"exc") {
                self.put(at, b"ee");
            }
            return;
        }
        let at = match (ED.into_iter().find_map(|ending| self.start(ending)), self.start(ING)) {
            (Some(at), _) => at,
            (None, Some(at)) => match self.before(at) {
                before if NO_VERBS.contains(&before) => return,
                [first, b'y'] if !is_vowel(*first) => return self.put(1, b"ie"),
                _ => at,
            },
            (None, None) => return,
        };
        if self.has_vowel(at) {
            self.cut(at);
            self.mend();
        }
    }

    /// What a verb lost with its ending: "hop(p)", "hope", "luxuriate".
    fn mend(&mut self) {
        match (self.back(1), self.last()) {
            (b'a', b't') | (b'b', b'l') | (b'i', b'z') => self.put(self.length, b"e"),
            (before, last)
                if before == last && matches!(last, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't') =>
            {
                let is_whole = self.length == 3 && matches!(self.back(2), b'a' | b'e' | b'o');
                self.cut(self.length - usize::from(!is_whole));
            }
            _ if self.first == self.length && self.is_short(self.length) => self.put(self.length, b"e"),
            _ => {}
        }
    }

    /// Step 1c: "cry" and "cried" are one.
    fn last_y(&mut self) {
        if matches!(self.last(), b'y' | b'Y') && self.length > 2 && !is_vowel(self.back(1)) {
            self.put(self.length - 1, b"i");
        }
    }

    fn changed(&self, endings: &'static [Change]) -> Option<(usize, &'static [u8])> {
        endings.iter().find_map(|(ending, into)| Some((self.start(*ending)?, *into)))
    }

    /// Step 2.
    fn derived_long(&mut self) {
        let mut found = self.changed(long_endings(self.last()));
        if found.is_none() && self.last() == b'i' {
            found = match self.start(LI) {
                Some(at) => BEFORE_LI.contains(&self.back(2)).then_some((at, b"".as_slice())),
                None => self.start(LOGI).map(|at| (at + 1, b"og".as_slice())),
            };
        }
        if let Some((at, into)) = found
            && self.first <= at
        {
            self.put(at, into);
        }
    }

    /// Step 3.
    fn derived_short(&mut self) {
        if let Some(at) = self.start(ATIVE) {
            if self.second <= at {
                self.cut(at);
            }
        } else if let Some((at, into)) = self.changed(short_endings(self.last()))
            && self.first <= at
        {
            self.put(at, into);
        }
    }

    /// Step 4.
    fn ending(&mut self) {
        let found = last_endings(self.last()).iter().find_map(|ending| self.start(*ending));
        let Some(at) = found.filter(|at| self.second <= *at) else { return };
        if self.last() != b'n' || matches!(self.back(3), b's' | b't') {
            self.cut(at);
        }
    }

    /// Step 5.
    fn last_e_or_l(&mut self) {
        let Some(at) = self.length.checked_sub(1) else { return };
        let drops = match self.last() {
            b'e' => self.second <= at || (self.first <= at && !self.is_short(at)),
            b'l' => self.second <= at && self.back(1) == b'l',
            _ => false,
        };
        if drops {
            self.cut(at);
        }
    }

    fn write(mut self, stem: &mut String) {
        let letters = &mut self.letters[FRONT..FRONT + self.length];
        letters.make_ascii_lowercase();
        stem.push_str(str::from_utf8(letters).unwrap_or(""));
    }
}

#[cfg(test)]
mod tests {
    use super::stem_english;
    use proptest::prelude::*;
    use snowball_stemmers_rs::{Algorithm, Stemmer};

    fn check(word: &str) {
        let mut stem = String::new();
        assert!(stem_english(word, &mut stem), "{word}");
        assert_eq!(stem, Stemmer::create(Algorithm::English).stem(word), "stem of {word:?}");
    }

    #[test]
    fn every_step() {
        let words = "the a by skies news ugly 'tis ours's' miner's ties tied cries dresses gas this gaps kiwis bus agreed \
                     agreedly feed succeed proceeding exceed hoped hopping hoping egging adding added offing luxuriated \
                     troubled sized falling evening inning outing lying dying crying sayings pasted pasting cry by say \
                     youth boyish yy ayy buyer sensational conditional valency hesitancy radically differently feudalism \
                     vilely analogousli vietnamization predication operator decisiveness hopefulness callousness \
                     formaliti sensitiviti sensibiliti geologist geology apology possibly triplicate formative \
                     formalize electriciti electrical hopeful goodness revival allowance inference airliner adjustable \
                     defensible irritant replacement adjustment dependent adoption communism angulariti homologous \
                     effective bowdlerize probate rate cease controll roll generous communal arsenal international \
                     laterally organization universal pastoral emergency u.s 2,198 e-mail 3.5 don't b2b";
        words.split_whitespace().for_each(check);
    }

    #[test]
    fn others_go_the_slow_way() {
        for word in ["café", "Army", "isn’t", &"long".repeat(13)] {
            assert!(!stem_english(word, &mut String::new()), "{word}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn as_the_library(
            head in "[a-z']{0,7}",
            middle in "(|y|yy|at|bl|iz|tt|ss|l|al|ous|ful|less|ent|ational|ic|ive|able|ment|past|ion|ate|ize){0,2}",
            tail in "(|s|es|ies|ied|ed|ing|edly|eedly|ingly|ly|li|ogy|ogist|ness|ism|ence|ency|e|y|'s|'){0,2}",
        ) {
            check(&format!("{head}{middle}{tail}"));
        }
    }
}
