//! What kind of thing a name names, by cues in and around it. In: tokens and a run. Out: evidence, to be summed.
//! Never: a decision on one mention; the sum over the article decides.

use super::super::lexicon::{
    ALL_CAPITALS, AUXILIARY, CAPITAL, DEMONYM, DIGITS, GIVEN_NAME, MARK, ORGANISATION_WORD, PERSON_NOUN, PLACE,
    PLACE_CUE, PLACE_WORD, SAYING, TITLE, WORK_WORD,
};
use super::super::tokens::Tokens;
use super::Run;
use super::gazetteer::key;
use super::runs::is_demonym;
use crate::model::{KindEvidence, NameKind};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Summed points for each kind; under this nothing but "other" is said. One weak cue suffices.
const POINTS_MIN: i32 = 1;

/// What a point of a rule is worth beside the model, in hundredths of a natural logarithm; 10 to 40 are alike within .01.
const POINT: i32 = 10;

/// A word for the people of a place is no place, whatever stands around it; in hundredths.
const DEMONYM_POINTS: i32 = 2000;

/// What the list of countries and large cities says by the rules, in hundredths.
pub(super) const OF_LIST: KindEvidence = KindEvidence([0, 0, 60, 0]);

/// Who stands under a title is a person, in hundredths.
pub(super) const OF_TITLE: KindEvidence = KindEvidence([300, 0, 0, 0]);

/// A country or a large city is a place, unless the text says otherwise plainly: the training sets call some of them
/// organisations, where teams play under their names. In hundredths.
const COUNTRY_POINTS: i32 = 300;

/// A name of the lists has so many points from the start.
const KNOWN: i32 = 8;

/// Places of several words, in lower case; own list.
const PLACES: &[&str] = &[
    "united states",
    "united kingdom",
    "united states of america",
    "united arab emirates",
    "saudi arabia",
    "south africa",
    "south korea",
    "north korea",
    "new zealand",
    "sri lanka",
    "hong kong",
    "new york",
    "new york city",
    "los angeles",
    "san francisco",
    "las vegas",
    "new delhi",
    "buenos aires",
    "rio de janeiro",
    "são paulo",
    "sao paulo",
    "mexico city",
    "costa rica",
    "el salvador",
    "puerto rico",
    "dominican republic",
    "czech republic",
    "ivory coast",
    "sierra leone",
    "burkina faso",
    "south sudan",
    "papua new guinea",
    "east timor",
    "northern ireland",
    "great britain",
    "west bank",
    "gaza strip",
    "middle east",
    "south america",
    "north america",
    "latin america",
    "central america",
    "south asia",
    "southeast asia",
    "east asia",
    "west africa",
    "east africa",
    "southern africa",
    "north africa",
    "eastern europe",
    "western europe",
    "new jersey",
    "new mexico",
    "new hampshire",
    "north carolina",
    "south carolina",
    "north dakota",
    "south dakota",
    "west virginia",
    "rhode island",
    "british columbia",
    "nova scotia",
    "new brunswick",
    "new south wales",
    "western australia",
    "south australia",
    "kuala lumpur",
    "phnom penh",
    "ho chi minh city",
    "tel aviv",
    "abu dhabi",
    "addis ababa",
    "cape town",
    "san diego",
    "san jose",
    "san antonio",
    "santa monica",
    "new orleans",
    "st louis",
    "st petersburg",
    "saint petersburg",
    "salt lake city",
    "kansas city",
    "washington d.c",
    "soviet union",
    "east germany",
    "west germany",
    "european union",
    "black sea",
    "red sea",
    "sea of japan",
    "south china sea",
    "persian gulf",
    "silicon valley",
    "wall street",
    "downing street",
    "santo domingo",
    "san salvador",
    "trinidad and tobago",
    "bosnia and herzegovina",
    "vatican city",
    "sao tome",
    "cape verde",
    "san marino",
    "capitol hill",
    "mae sot",
];

/// Words that open names of places.
const PLACE_OPENERS: &[&str] = &[
    "mount", "lake", "cape", "port", "san", "santa", "fort", "northern", "southern", "eastern", "western", "north",
    "south", "east", "west", "new", "upper", "lower", "greater",
];

/// Names of bodies that no other cue shows.
const BODIES: &[&str] = &[
    "united nations",
    "un",
    "u.n",
    "eu",
    "nato",
    "white house",
    "european union",
    "european commission",
    "red cross",
    "congress",
    "senate",
    "parliament",
    "kremlin",
    "pentagon",
    "labour",
    "supreme court",
    "house of representatives",
    "house of commons",
];

fn keys(names: &[&str]) -> FxHashSet<u64> {
    names.iter().map(|name| key(name.split(' '))).collect()
}

static PLACE_KEYS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| keys(PLACES));

static BODY_KEYS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| keys(BODIES));

/// What the model says of one mention, from the logarithms of the kinds' probabilities, and what the lists know.
pub(super) fn of_model(tokens: &Tokens, run: Run, kinds: [f32; 4]) -> KindEvidence {
    if is_demonym(tokens, run) {
        return KindEvidence([0, 0, 0, DEMONYM_POINTS]);
    }
    let mut evidence = KindEvidence(kinds.map(|kind| ((kind + 4.0f32.ln()) * 100.0).round() as i32));
    if Evidence::of_form(tokens, run).place >= KNOWN {
        evidence.add(KindEvidence([0, 0, COUNTRY_POINTS, 0]));
    }
    evidence
}

/// Points for each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    person: i32,
    organisation: i32,
    place: i32,
    other: i32,
}

impl Evidence {
    /// Adds what another mention says.
    pub(super) fn add(&mut self, more: Self) {
        self.person += more.person;
        self.organisation += more.organisation;
        self.place += more.place;
        self.other += more.other;
    }

    /// The kind with most points; "other" where none has enough.
    pub(super) fn kind(self) -> NameKind {
        let best = self.person.max(self.organisation).max(self.place).max(self.other);
        if best < POINTS_MIN || self.other == best {
            NameKind::Other
        } else if self.person == best {
            NameKind::Person
        } else if self.place == best {
            NameKind::Place
        } else {
            NameKind::Organisation
        }
    }

    /// The points as evidence that can be summed with the model's.
    pub(super) fn weighed(self) -> KindEvidence {
        KindEvidence([self.person, self.organisation, self.place, self.other].map(|points| points * POINT))
    }

    /// The points of its kind.
    pub(super) fn best(self) -> i32 {
        self.person.max(self.organisation).max(self.place).max(self.other)
    }

    /// Whether the name stands for itself: a known place or a demonym is nobody's short form.
    pub(super) fn is_fixed(self) -> bool {
        self.place >= KNOWN || self.other >= KNOWN
    }

    /// What the words of a name say by themselves.
    pub(super) fn of_form(tokens: &Tokens, run: Run) -> Self {
        let Run { from, to } = run;
        let last = to - 1;
        let phrase = key((from..to).map(|at| tokens.low(at)));
        let mut found = Self::default();
        if BODY_KEYS.contains(&phrase) {
            found.organisation += 8;
        } else if PLACE_KEYS.contains(&phrase)
            || to - from == 1 && (tokens.is(from, PLACE) || tokens.word(from) == "US")
        {
            found.place += 8;
        } else if to - from == 1 && tokens.is(from, DEMONYM) {
            found.other += 20;
        }
        if tokens.is(last, ORGANISATION_WORD) {
            found.organisation += 8;
        } else if (from..to).any(|at| tokens.is(at, ORGANISATION_WORD)) {
            found.organisation += 5;
        }
        found.place += if tokens.is(last, PLACE_WORD) && to - from > 1 { 6 } else { 0 };
        found.other += if tokens.is(last, WORK_WORD) && to - from > 1 { 7 } else { 0 };
        found.other += if tokens.is(last, DIGITS) { 6 } else { 0 };
        found.of_shape(tokens, run);
        found
    }

    fn of_shape(&mut self, tokens: &Tokens, run: Run) {
        let Run { from, to } = run;
        let length = to - from;
        if length > 1 && PLACE_OPENERS.contains(&tokens.low(from)) {
            self.place += 4;
        }
        if length == 1 && tokens.is(from, ALL_CAPITALS) && !tokens.is(from, PLACE) {
            self.organisation += 3;
        }
        if tokens.is(from, GIVEN_NAME) {
            self.person += if length > 1 { 6 } else { 3 };
        }
        let plain = (from..to).all(|at| {
            tokens.is(at, CAPITAL) && !tokens.is(at, ALL_CAPITALS | DEMONYM | PLACE | WORK_WORD | ORGANISATION_WORD)
        });
        if plain && (2..=3).contains(&length) {
            self.person += 2;
        }
        let initial = (from..to).any(|at| tokens.low(at).chars().count() == 1 && length > 1);
        let connector = (from + 1..to).any(|at| {
            matches!(tokens.low(at), "bin" | "al" | "von" | "van" | "de") || tokens.word(at).starts_with("al-")
        });
        self.person += if initial { 3 } else { 0 } + if connector { 2 } else { 0 };
        self.organisation += if (from..to).any(|at| tokens.is_mark(at, "&")) { 6 } else { 0 };
        if length > 1 && tokens.is(from, DEMONYM | PLACE) && !tokens.is(to - 1, PLACE_WORD) {
            self.organisation += 2;
        }
        if length > 2 && (from..to).any(|at| tokens.low(at) == "of") {
            self.organisation += 1;
            self.person -= 3;
        }
    }

    /// What the words around one mention say.
    pub(super) fn of_context(tokens: &Tokens, run: Run) -> Self {
        let Run { from, to } = run;
        let mut found = Self::default();
        let before = from.checked_sub(1).filter(|before| tokens.together(*before, from));
        let stopped =
            before.is_some_and(|before| tokens.is_mark(before, ".") && from >= 2 && tokens.is(from - 2, TITLE));
        if let Some(before) = before {
            found.before(tokens, before, stopped);
        }
        if tokens.together(from, to) {
            found.after(tokens, to);
        }
        found
    }

    fn before(&mut self, tokens: &Tokens, before: usize, titled: bool) {
        let word = tokens.low(before);
        if titled || tokens.is(before, TITLE) && tokens.is(before, CAPITAL) {
            self.person += 8;
        } else if tokens.is(before, PERSON_NOUN) || tokens.is(before, TITLE) {
            self.person += 4;
        }
        if word == "the" {
            self.person -= 4;
            self.organisation += 2;
        }
        if tokens.is(before, PLACE_CUE) {
            self.place += if matches!(word, "in" | "near" | "across" | "throughout") { 4 } else { 1 };
        }
        if tokens.is_mark(before, ",") && before > 0 && tokens.is(before - 1, PLACE) {
            self.place += 1;
        }
    }

    fn after(&mut self, tokens: &Tokens, to: usize) {
        if tokens.is(to, SAYING) && !tokens.is(to, CAPITAL) {
            self.person += 2;
            self.organisation += 1;
        }
        let age = tokens.is_mark(to, ",")
            && tokens.is(to + 1, DIGITS)
            && tokens.low(to + 1).len() <= 2
            && tokens.is(to + 2, MARK);
        self.person += if age { 6 } else { 0 };
        let who = usize::from(tokens.is_mark(to, ","));
        self.person += if tokens.low(to + who) == "who" { 4 } else { 0 };
        if tokens.is_mark(to, ",") && tokens.is(to + 1, PLACE) && !tokens.is(to + 2, AUXILIARY) {
            self.place += 3;
        }
        if tokens.is(to, PLACE_WORD) && !tokens.is(to, CAPITAL) {
            self.place += 3;
        }
        if tokens.is(to, ORGANISATION_WORD) && !tokens.is(to, CAPITAL) {
            self.organisation += 1;
        }
    }
}
