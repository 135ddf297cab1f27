//! Where names stand: runs of capitalised words. In: tokens. Out: runs in order, titles and articles stripped.
//! Never: what kind of thing a name names.

use super::super::lexicon::{
    ACRONYM_STOP, ALL_CAPITALS, AUXILIARY, CAPITAL, CONNECTOR, DAY_PART, DEMONYM, DIGITS, GIVEN_NAME, MARK, MONTH,
    NEVER_NAME, NUMBER, ORGANISATION_WORD, PERSON_NOUN, PLACE, PLACE_WORD, POSSESSIVE, SAYING, SEASON, SENTENCE_START,
    STOP_WORD, TIME_OPENER, TITLE, WEEKDAY, WORK_WORD,
};
use super::super::tokens::Tokens;
use super::Run;
use super::zones::only_opens;
use rustc_hash::FxHashSet;

/// A line of at least so many words, nearly all capitalised, is a heading: its capitals say nothing.
const HEADING_WORDS_MIN: usize = 4;

/// The share of longer words that stand with a capital letter in a heading, in percent.
const HEADING_PERCENT: usize = 75;

/// Words this short are not counted for a heading ("of", "in", "and").
const HEADING_LETTERS_MIN: usize = 4;

/// No name is longer, in tokens; what is longer is a list or a heading.
const NAME_TOKENS_MAX: usize = 10;

/// What one article shows of its words' capitals.
pub(super) struct Capitals<'a> {
    tokens: &'a Tokens<'a>,
    dated: &'a [bool],
    /// Sentences that are headings, by number.
    headings: Vec<bool>,
    /// Words that stand capitalised inside an ordinary sentence.
    inside: FxHashSet<&'a str>,
    /// Words that also stand in lower case.
    lower: FxHashSet<&'a str>,
}

/// The runs of a text that are names.
pub(super) fn runs(capitals: &Capitals) -> Vec<Run> {
    let tokens = capitals.tokens;
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !capitals.can_stand(at) {
            at += 1;
            continue;
        }
        let to = capitals.run_end(at);
        found.extend(capitals.trimmed(Run { from: at, to }));
        at = to.max(at + 1);
    }
    found
}

impl<'a> Capitals<'a> {
    /// Looks at a whole text once.
    pub(super) fn of(tokens: &'a Tokens<'a>, dated: &'a [bool]) -> Self {
        let headings = headings(tokens);
        let (mut inside, mut lower) = (FxHashSet::default(), FxHashSet::default());
        for at in 0..tokens.len() {
            if tokens.is(at, MARK | DIGITS) {
                continue;
            }
            if !tokens.is(at, CAPITAL) {
                lower.insert(tokens.low(at));
            } else if !opens(tokens, at) && !headings.get(tokens.sentence(at)).copied().unwrap_or(false) {
                inside.insert(tokens.low(at));
            }
        }
        Self { tokens, dated, headings, inside, lower }
    }

    /// Whether a token can be part of a name.
    fn can_stand(&self, at: usize) -> bool {
        let tokens = self.tokens;
        if self.dated.get(at).copied().unwrap_or(false) || tokens.is(at, NEVER_NAME) && !tokens.is(at, TITLE) {
            return false;
        }
        if !tokens.is(at, CAPITAL) {
            return is_arabic_article(tokens, at);
        }
        if only_opens(tokens, at) {
            return false;
        }
        let shouted = matches!(tokens.word(at), "US" | "UN" | "EU" | "UK" | "WHO");
        // "São Paulo" begins with a stop word.
        let begins_place = tokens.low(at) == "são" && tokens.is(at + 1, CAPITAL) && !opens(tokens, at);
        if tokens.is(at, WEEKDAY) || tokens.is(at, STOP_WORD) && !shouted && !begins_place && !tokens.is(at, TITLE) {
            return false;
        }
        !self.in_heading(at) || self.is_known(at)
    }

    /// Whether a word stands capitalised inside an ordinary sentence of the text.
    pub(super) fn is_seen_inside(&self, at: usize) -> bool {
        self.inside.contains(self.tokens.low(at))
    }

    /// Whether a word also stands in lower case.
    pub(super) fn is_seen_lower(&self, at: usize) -> bool {
        self.lower.contains(self.tokens.low(at))
    }

    /// Whether a token stands in a heading.
    pub(super) fn in_heading(&self, at: usize) -> bool {
        self.headings.get(self.tokens.sentence(at)).copied().unwrap_or(false)
    }

    /// Known to be a name without its capital letter.
    fn is_known(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let word = tokens.low(at);
        tokens.is(at, PLACE | DEMONYM)
            || self.inside.contains(word) && !self.lower.contains(word)
            || tokens.is(at, GIVEN_NAME) && !self.lower.contains(word)
    }

    fn run_end(&self, from: usize) -> usize {
        let tokens = self.tokens;
        let mut to = from + 1;
        while to < tokens.len() && to - from < NAME_TOKENS_MAX && tokens.together(from, to) {
            if self.can_stand(to) && one_space(tokens, to - 1) {
                to += 1;
            } else if let Some(next) = self.past_joint(from, to) {
                to = next;
            } else if tokens.is(to, DIGITS) && tokens.is(to - 1, CAPITAL) && self.takes_digits(from, to) {
                to += 1;
            } else {
                break;
            }
        }
        to
    }

    /// "Holm 4", "Tarn 737": a short number right after a name that is no place, and nothing counted after it.
    fn takes_digits(&self, from: usize, at: usize) -> bool {
        let tokens = self.tokens;
        let plain = tokens.low(at).len() <= 4 && tokens.low(at).bytes().all(|byte| byte.is_ascii_digit());
        let alone = tokens.is(at + 1, MARK | CAPITAL | STOP_WORD) || !tokens.together(at, at + 1);
        plain
            && alone
            && one_space(tokens, at - 1)
            && !self.dated.get(at).copied().unwrap_or(true)
            && !(from..at).any(|place| tokens.is(place, PLACE | GIVEN_NAME | MONTH | DEMONYM | TITLE))
    }

    /// Over "of", "de", "&" and their like inside a name: where the name goes on.
    fn past_joint(&self, from: usize, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let follows = |place: usize| tokens.is(place, CAPITAL) && self.can_stand(place) && tokens.together(from, place);
        if tokens.is_mark(at, "&") && follows(at + 1) {
            return Some(at + 2);
        }
        let head = (from..at).any(|place| {
            tokens.is(place, ORGANISATION_WORD | WORK_WORD | PLACE_WORD)
                || matches!(
                    tokens.low(place),
                    "house" | "department" | "institute" | "university" | "state" | "states" | "art" | "lord" | "duke"
                )
        });
        match tokens.low(at) {
            "of" | "for" if head => {
                let next = at + 1 + usize::from(tokens.low(at + 1) == "the");
                follows(next).then_some(next + 1)
            }
            "and" => {
                let office = (from..at).any(|place| {
                    matches!(tokens.low(place), "ministry" | "department" | "institute" | "school" | "college")
                });
                (office && (from..at).any(|place| tokens.low(place) == "of") && follows(at + 1)).then_some(at + 2)
            }
            "of" | "for" | "the" | "y" => None,
            _ if tokens.is(at, CONNECTOR) => {
                let second = at + 1 + usize::from(matches!(tokens.low(at + 1), "la" | "der" | "den" | "los" | "las"));
                follows(second).then_some(second + 1)
            }
            _ => None,
        }
    }

    /// The run without a title, an article or a word that only opens the sentence; nothing if no name is left.
    fn trimmed(&self, run: Run) -> Option<Run> {
        let tokens = self.tokens;
        let Run { mut from, mut to } = run;
        if opens(tokens, from) && !self.keeps_opener(from, to) {
            from += 1;
        }
        while from + 1 < to && is_stripped_title(tokens, from) {
            from += 1 + usize::from(tokens.is_mark(from + 1, "."));
        }
        while to > from && (tokens.is(to - 1, MARK | CONNECTOR) && !tokens.is(to - 1, CAPITAL)) {
            to -= 1;
        }
        // What was cut off at the front may have left "of" or "and" there.
        while from < to && !tokens.is(from, CAPITAL) && !is_arabic_article(tokens, from) {
            from += 1;
        }
        (from < to && self.is_name(from, to)).then_some(Run { from, to })
    }

    /// Whether the first word of a sentence belongs to the name that seems to begin there.
    fn keeps_opener(&self, at: usize, to: usize) -> bool {
        let tokens = self.tokens;
        let word = tokens.low(at);
        if tokens.is(at, TITLE | PLACE | DEMONYM | ORGANISATION_WORD)
            || tokens.is(at, ALL_CAPITALS) && !tokens.is(at, STOP_WORD)
        {
            return true;
        }
        if self.inside.contains(word) {
            return true;
        }
        let known_lower =
            self.lower.contains(word) || tokens.is(at, NUMBER | SEASON | SAYING | AUXILIARY | DAY_PART | TIME_OPENER);
        if tokens.is(at, GIVEN_NAME) && (to > at + 1 || !known_lower) {
            return true;
        }
        let ending = ["ing", "ly", "ed"].iter().any(|ending| word.ends_with(ending));
        if to > at + 1 {
            return !known_lower && !ending && !tokens.is(at + 1, DEMONYM);
        }
        !known_lower
            && !ending
            && (tokens.is(to, SAYING | POSSESSIVE)
                || matches!(tokens.low(to), "was" | "is" | "has" | "had") && !word.ends_with('s'))
    }

    /// A single word is no name if it is a title, a role, a month or a short form that names nothing.
    fn is_name(&self, from: usize, to: usize) -> bool {
        let tokens = self.tokens;
        if to - from > 1 {
            return true;
        }
        let common = MONTH | ACRONYM_STOP | NEVER_NAME | MARK;
        let role = tokens.is(from, TITLE | PERSON_NOUN) && !tokens.is(from, GIVEN_NAME);
        let generic =
            tokens.is(from, ORGANISATION_WORD | PLACE_WORD | WORK_WORD) && self.lower.contains(tokens.low(from));
        let initial = tokens.low(from).chars().count() == 1;
        !tokens.is(from, common) && !role && !generic && !initial
    }
}

/// Whether a capital letter here may only mark a beginning: of a sentence, a quote, a bracket or a list item.
pub(super) fn opens(tokens: &Tokens, at: usize) -> bool {
    if tokens.is(at, SENTENCE_START) {
        return true;
    }
    at > 0
        && tokens.is(at - 1, MARK)
        && matches!(tokens.word(at - 1), "\"" | "“" | "„" | "«" | "‘" | ":" | "•" | "*" | "`" | "[")
}

/// Exactly one space (or a joining mark) parts a token from the next.
fn one_space(tokens: &Tokens, at: usize) -> bool {
    tokens.start(at + 1) <= tokens.end(at) + 2
        && tokens.text.get(tokens.end(at)..tokens.start(at + 1)).is_some_and(|gap| !gap.contains("\n\n"))
}

/// "al-Holm", "el-Tarn".
fn is_arabic_article(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.word(at);
    ["al-", "el-", "ad-", "ar-", "as-", "ash-"]
        .iter()
        .any(|article| word.strip_prefix(article).is_some_and(|rest| rest.starts_with(char::is_uppercase)))
}

/// Words that stand before a title and belong to it ("Prime Minister", "Deputy Chief Justice").
const BEFORE_TITLES: &[&str] = &[
    "prime",
    "vice",
    "deputy",
    "foreign",
    "former",
    "chief",
    "executive",
    "interior",
    "defence",
    "defense",
    "finance",
    "attorney",
    "acting",
    "senior",
    "lady",
    "first",
    "supreme",
    "brigadier",
    "assistant",
    "crown",
    "police",
];

/// A run without what stands before a name and is none of it: titles ("Dr. Ann Holm", "Thai Prime Minister Oru Venn"),
/// words of origin ("Telmar-based Vellan Ltd").
pub(super) fn untitled(tokens: &Tokens, run: Run) -> Run {
    let Run { from, to } = run;
    let mut name = from;
    let mut at = from;
    while at + 1 < to {
        if is_stripped_title(tokens, at) {
            at += 1 + usize::from(tokens.is_mark(at + 1, "."));
            name = at;
        } else if is_origin(tokens.word(at)) {
            at += 1;
            name = at;
        } else if tokens.is(at, DEMONYM | PLACE) || BEFORE_TITLES.contains(&tokens.low(at)) || is_compass(tokens, at) {
            at += 1;
        } else {
            break;
        }
    }
    // "San Tarn-based Vellan Ltd": the place of origin may have several words.
    let origin = (name..to.saturating_sub(1)).rev().find(|at| is_origin(tokens.word(*at)));
    let name = inner_title(tokens, Run { from: origin.map_or(name, |origin| origin + 1), to });
    if name < to { Run { from: name, to } } else { run }
}

/// Titles that stand between what somebody belongs to and their name ("Tarn Academy President Oru Venn").
const INNER_TITLES: &[&str] = &[
    "president",
    "minister",
    "chief",
    "coach",
    "director",
    "secretary",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "chairman",
    "chairwoman",
    "ceo",
    "coo",
    "cfo",
    "cto",
    "mayor",
    "governor",
    "senator",
    "commissioner",
    "ambassador",
    "professor",
    "analyst",
    "founder",
    "exec",
];

/// Where the name of the person begins behind a title inside a run; the run's first token where there is none.
fn inner_title(tokens: &Tokens, run: Run) -> usize {
    let title =
        (run.from + 1..run.to).rev().find(|at| INNER_TITLES.contains(&tokens.low(*at)) && tokens.is(*at, CAPITAL));
    let Some(title) = title else { return run.from };
    let rest = title + 1..run.to;
    let person = !rest.is_empty()
        && rest.clone().all(|at| {
            (tokens.is(at, CAPITAL) || tokens.is(at, MARK))
                && !tokens.is(at, ORGANISATION_WORD | PLACE_WORD | WORK_WORD)
        });
    if person && tokens.is(title + 1, CAPITAL) { title + 1 } else { run.from }
}

/// Endings of words that say where something comes from or whose it is ("Telmar-based Vellan Ltd").
const ORIGINS: &[&str] = &[
    "based",
    "born",
    "led",
    "backed",
    "owned",
    "controlled",
    "run",
    "funded",
    "trained",
    "flagged",
    "registered",
    "listed",
    "style",
    "speaking",
    "held",
    "bound",
    "linked",
    "made",
    "area",
    "headquartered",
    "educated",
    "raised",
    "built",
    "allied",
];

fn is_origin(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, ending)| ORIGINS.contains(&ending))
}

/// The word of a country before which it stands ("North Korean").
fn is_compass(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.low(at), "north" | "south" | "east" | "west" | "central" | "costa" | "sri" | "new" | "saudi")
}

/// Whether a run is a word for the people of a place ("Thai", "North Korean").
pub(super) fn is_demonym(tokens: &Tokens, run: Run) -> bool {
    let Run { from, to } = run;
    tokens.is(to - 1, DEMONYM) && (from..to - 1).all(|at| tokens.is(at, DEMONYM) || is_compass(tokens, at))
}

/// Titles go before a name, but some also begin names of places and bodies ("Saint", "Prince", "General").
fn is_stripped_title(tokens: &Tokens, at: usize) -> bool {
    let part_of_name = matches!(tokens.low(at), "saint" | "st")
        || tokens.is(at + 1, ORGANISATION_WORD | PLACE_WORD | WORK_WORD)
        || tokens.low(at + 1) == "of";
    tokens.is(at, TITLE) && !part_of_name && tokens.is(at, CAPITAL)
}

/// For each sentence, whether it is a heading: a line without a stop, nearly all of its longer words capitalised.
fn headings(tokens: &Tokens) -> Vec<bool> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let number = tokens.sentence(at);
        let (mut capital, mut all, mut words) = (0, 0, 0);
        let first = at;
        while at < tokens.len() && tokens.sentence(at) == number {
            if !tokens.is(at, MARK | DIGITS) {
                words += 1;
                let long = tokens.low(at).len() >= HEADING_LETTERS_MIN;
                all += usize::from(long);
                capital += usize::from(long && tokens.is(at, CAPITAL));
            }
            at += 1;
        }
        let shouted = (first..at)
            .filter(|place| !tokens.is(*place, MARK | DIGITS))
            .all(|place| tokens.is(place, ALL_CAPITALS) || tokens.low(place).len() == 1);
        let stopped = matches!(tokens.word(at - 1), "." | "”" | "\"");
        found.resize(number.saturating_add(1).min(tokens.len() + 1), false);
        let title_case = !stopped
            && words >= HEADING_WORDS_MIN
            && all >= HEADING_WORDS_MIN - 1
            && capital * 100 >= all * HEADING_PERCENT;
        if let Some(place) = found.get_mut(number) {
            *place = title_case || shouted && words >= HEADING_WORDS_MIN;
        }
    }
    found
}
