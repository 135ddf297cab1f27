//! What a figure counts. In: an amount. Out: the noun phrase beside it, with the state that people are in.
//! Never: a noun of another sentence.

use super::super::lexicon::{
    AUXILIARY, CAPITAL, DEMONYM, DETERMINER, DIGITS, HARMING, MARK, NUMBER, PREPOSITION, SAYING, STATUS, STOP_WORD,
    VAGUE,
};
use super::amounts::Amount;
use super::{COUNT, Counted, Reader};

/// So many words of a counted noun phrase are taken.
const NOUN_WORDS_MAX: usize = 5;

/// A phrase without a plural is taken whole up to so many words.
const CLOSED_WORDS_MAX: usize = 3;

/// What states a number counts people in, by the value of a harming verb.
const HARMS: [&str; 5] = ["killed", "injured", "arrested", "freed", "displaced"];

/// Words between a count and the number that it reaches.
const COUNT_REACHES: &[&str] = &[
    "to", "at", "is", "was", "reached", "hit", "exceeded", "passed", "reaches", "topped", "totalled", "totaled", "of",
    "from", "were",
];

/// So far before a number stands what is counted ("the number of people detained in the old town since Monday rose to").
const COUNT_TOKENS_MAX: usize = 24;

/// Heads that are counted themselves.
const HEADS: &[&str] = &[
    "deaths",
    "cases",
    "arrests",
    "casualties",
    "injuries",
    "fatalities",
    "infections",
    "membership",
    "workforce",
    "population",
    "jobs",
    "victims",
];

/// Words that no counted noun begins with.
const NO_NOUN: &[&str] = &[
    "vs",
    "versus",
    "compared",
    "each",
    "apiece",
    "left",
    "remained",
    "went",
    "came",
    "ago",
    "respectively",
    "worth",
    "short",
    "said",
    "per",
    "took",
    "made",
    "got",
    "rose",
    "fell",
    "including",
    "according",
    "via",
    "plus",
    "minus",
    "against",
    "net",
    "due",
    "following",
    "amid",
    "so",
    "yet",
    "instead",
    "however",
    "yesterday",
    "today",
    "tomorrow",
    "announced",
    "based",
    "made",
    "given",
    "held",
    "took",
    "earlier",
    "later",
    "available",
    "ranging",
    "needed",
    "used",
    "paid",
    "sold",
    "bought",
];

impl Reader<'_> {
    /// The noun phrase after an amount: first and last token (exclusive); empty where none is tied to it.
    pub(super) fn noun(&self, amount: &Amount, to: usize) -> (usize, usize) {
        let tokens = self.tokens;
        // "a 90-bed ward": the word itself says what is counted.
        if amount.end_byte.is_some_and(|end| to == amount.to && end < tokens.end(to - 1)) {
            return (to - 1, to);
        }
        let mut start = to;
        while matches!(
            tokens.low(start),
            "more" | "other" | "additional" | "further" | "new" | "extra" | "such" | "fewer" | "or"
        ) && start < to + 2
        {
            if tokens.low(start) == "new"
                || tokens.low(start) == "or"
                || tokens.low(start) == "other" && tokens.is(start + 1, STOP_WORD | MARK)
            {
                break;
            }
            start += 1;
        }
        let of = matches!(tokens.low(start), "of" | "de" | "der" | "von" | "di" | "des");
        if of {
            start += 1;
            let skips = |at: usize| {
                tokens.is(at, DETERMINER)
                    || matches!(
                        tokens.low(at),
                        "the" | "its" | "their" | "all" | "those" | "these" | "my" | "our" | "your" | "whom"
                    )
                    || tokens.is(at, DIGITS | NUMBER)
            };
            while start < to + 4 && skips(start) {
                start += 1;
            }
            // "of Phoenix's creditors": whose they are stands before what is counted.
            let owner = (start..start + 4).find(|at| tokens.is(*at, super::super::lexicon::POSSESSIVE));
            if let Some(owner) = owner.filter(|at| (start..*at).all(|word| tokens.is(word, CAPITAL) || word == start)) {
                start = owner + 1;
            }
        } else if !self.may_stand_before_noun(amount, start) {
            return (to, to);
        }
        let end = self.noun_end(start, to, amount.unit != COUNT);
        if end <= start { (to, to) } else { (start, end) }
    }

    /// A sum, a share or a measure counts a noun only where that belongs to it ("a 2 percent risk", "15% levies").
    fn may_stand_before_noun(&self, amount: &Amount, start: usize) -> bool {
        let tokens = self.tokens;
        if amount.unit == COUNT {
            return true;
        }
        let before = (1..=3).filter_map(|back| amount.from.checked_sub(back)).any(|at| {
            tokens.is(at, DETERMINER)
                || matches!(
                    tokens.low(at),
                    "a" | "an" | "the" | "its" | "their" | "his" | "her" | "record" | "another" | "each" | "every"
                )
        });
        let plain = !tokens.is(start, MARK | STOP_WORD | AUXILIARY | PREPOSITION | SAYING)
            && !NO_NOUN.contains(&tokens.low(start));
        let adverb = matches!(
            tokens.low(start),
            "higher"
                | "lower"
                | "less"
                | "ahead"
                | "below"
                | "above"
                | "away"
                | "long"
                | "wide"
                | "high"
                | "deep"
                | "tall"
        );
        plain && !adverb && (before || is_plural(tokens.low(start)))
    }

    /// Words up to the first that looks like a plural; where none does, one word, or the `whole` phrase that a small word closes.
    fn noun_end(&self, start: usize, number_end: usize, whole: bool) -> usize {
        let tokens = self.tokens;
        let last = start
            + (start..start + NOUN_WORDS_MAX).take_while(|place| self.fits_noun(*place, start, number_end)).count();
        if self.language == "de" {
            return (start..last).find(|place| tokens.is(*place, CAPITAL)).map_or(start, |place| place + 1);
        }
        let plural = (start..last).find(|place| is_plural(tokens.low(*place)));
        if let Some(place) = plural {
            return place + 1;
        }
        // "and" joins only what comes before a plural ("medium and large firms").
        let last = (start..last).find(|place| tokens.low(*place) == "and").unwrap_or(last);
        // Names are no nouns, unless a plural shows that they only describe one ("40 Telmar dockers").
        let plain = (start..last).take_while(|place| !tokens.is(*place, CAPITAL) || tokens.is(*place, DEMONYM)).count();
        let verbal = ["ing", "ed", "ly"].iter().any(|ending| tokens.low(start).ends_with(ending));
        if plain >= 1 && last == start + 1 && verbal {
            return start;
        }
        // "a 2 percent interest rate on": a phrase that a small word or a mark closes.
        let last = if last > start + 1 && tokens.low(last - 1).ends_with("ed") { last - 1 } else { last };
        let closed = whole
            && !matches!(tokens.low(number_end), "of")
            && last > start
            && last - start <= CLOSED_WORDS_MAX
            && (tokens.is(last, STOP_WORD | MARK) || !tokens.together(start, last));
        let lower_after = (start + plain..last).find(|place| !tokens.is(*place, CAPITAL));
        match lower_after {
            _ if closed && plain > 0 => last,
            Some(place) if plain == 0 => place + 1,
            _ if plain >= 1 && last > start + 1 && is_adjective(tokens.low(start)) => start + 2,
            _ => (start + plain).min(start + 1),
        }
    }

    /// Whether a word may belong to a counted noun phrase.
    fn fits_noun(&self, place: usize, start: usize, number_end: usize) -> bool {
        let tokens = self.tokens;
        let low = tokens.low(place);
        if !tokens.together(number_end.saturating_sub(1), place) || place == start && NO_NOUN.contains(&low) {
            return false;
        }
        let leads = place <= start + 1 && matches!(low, "other" | "others" | "more" | "such" | "new" | "most")
            || low == "us" && tokens.is(place, CAPITAL)
            || place > start && low == "and"
            || place == start && low == "missing"
            || place <= start + 1 && is_plural(low) && tokens.is(place, SAYING);
        leads || !tokens.is(place, MARK | STOP_WORD | STATUS | AUXILIARY | SAYING | DIGITS | NUMBER | VAGUE)
    }

    /// What is counted: the noun phrase, with the state that people are in.
    pub(super) fn counted(&self, from: usize, amount: &Amount, noun: (usize, usize), before: &[Counted]) -> String {
        let tokens = self.tokens;
        if amount.end_byte.is_some_and(|end| end < tokens.end(amount.to - 1)) && noun == (amount.to - 1, amount.to) {
            return self.compound_noun(amount);
        }
        let (start, end) = noun;
        let words = self.words(start, end);
        if amount.unit != COUNT {
            return if words.is_empty() { self.noun_before_of(from) } else { words };
        }
        let state = self.state_beside(from, end);
        match (words.as_str(), state) {
            ("", Some(state)) => format!("people {state}"),
            (_, Some(state)) => format!("{words} {state}"),
            ("", None) => self.counted_before(from).or_else(|| self.of_them(amount, before)).unwrap_or_default(),
            _ => words,
        }
    }

    /// "three of the 50 passengers died", "none of the 12": what is told holds for a part of these or for none.
    pub(super) fn is_whole(&self, from: usize) -> bool {
        let tokens = self.tokens;
        let Some(of) = from.checked_sub(2).filter(|of| *of > 0 && tokens.low(*of) == "of") else { return false };
        let set = matches!(tokens.low(from - 1), "the" | "its" | "their" | "his" | "her" | "these" | "those" | "our");
        let part = tokens.is(of - 1, DIGITS | NUMBER | VAGUE)
            || matches!(
                tokens.low(of - 1),
                "none" | "neither" | "either" | "most" | "some" | "few" | "several" | "half" | "many" | "any"
            );
        set && part && tokens.together(of - 1, from)
    }

    fn words(&self, start: usize, end: usize) -> String {
        let mut words = String::new();
        for word in (start..end).map(|place| self.tokens.low(place)).filter(|word| !word.is_empty()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        words
    }

    /// "bed" of "90-bed", and for a measure the noun that it describes.
    fn compound_noun(&self, amount: &Amount) -> String {
        let tokens = self.tokens;
        let end = amount.end_byte.unwrap_or_default();
        let inside = tokens.text.get(end..tokens.end(amount.to - 1)).unwrap_or("").trim_start_matches('-');
        let next = amount.to;
        let noun =
            if tokens.is(next, MARK | STOP_WORD) || !tokens.together(next - 1, next) { "" } else { tokens.low(next) };
        if amount.unit != COUNT || inside.is_empty() || inside == "strong" {
            noun.to_owned()
        } else {
            inside.to_lowercase()
        }
    }

    /// "a fee of £12".
    fn noun_before_of(&self, from: usize) -> String {
        let tokens = self.tokens;
        let Some(noun) = from.checked_sub(2).filter(|_| tokens.low(from - 1) == "of") else { return String::new() };
        let fits = !tokens.is(noun, MARK | STOP_WORD | DIGITS | AUXILIARY) && tokens.together(noun, from);
        if fits { tokens.low(noun).to_owned() } else { String::new() }
    }

    /// "45 of them", "10 of the 12": what the figure before it counts.
    fn of_them(&self, amount: &Amount, before: &[Counted]) -> Option<String> {
        let tokens = self.tokens;
        let them = tokens.low(amount.to) == "of"
            && matches!(tokens.low(amount.to + 1), "them" | "whom" | "which" | "these" | "those");
        let last = before.last().filter(|last| tokens.together(last.amount.from, amount.from))?;
        (them && last.amount.unit == COUNT).then(|| last.of.clone())
    }

    /// "the number of people detained in the city rose to 12", "the death toll stands at 12".
    fn counted_before(&self, from: usize) -> Option<String> {
        let tokens = self.tokens;
        if !COUNT_REACHES.contains(&tokens.low(from.checked_sub(1)?)) {
            return None;
        }
        let mut near =
            (from.saturating_sub(COUNT_TOKENS_MAX)..from).rev().take_while(|place| tokens.together(*place, from));
        let head = near.find(|place| {
            let word = tokens.low(*place);
            matches!(word, "number" | "count" | "tally" | "toll" | "total") || HEADS.contains(&word)
        })?;
        if HEADS.contains(&tokens.low(head)) {
            return Some(tokens.low(head).to_owned());
        }
        if tokens.low(head) == "toll" {
            return (tokens.low(head.checked_sub(1)?) == "death").then(|| "people killed".to_owned());
        }
        let start = head + 2;
        let end = self.noun_end(start, start, false);
        if tokens.low(head + 1) != "of" || end <= start || end >= from {
            return None;
        }
        let noun = self.words(start, end);
        Some(match self.state_beside(start, end) {
            Some(state) => format!("{noun} {state}"),
            None => noun,
        })
    }

    /// "12 were killed", "12 dead", "killing 12": killed.
    pub(super) fn state_beside(&self, from: usize, end: usize) -> Option<&str> {
        let tokens = self.tokens;
        if self.is_whole(from) {
            return None;
        }
        // "killing all 12"
        let before = from.checked_sub(1 + usize::from(from > 1 && tokens.low(from - 1) == "all"));
        if let Some(before) = before.filter(|before| tokens.is(*before, HARMING) && tokens.together(*before, from)) {
            // "detained 12" and "12 were detained" count the same.
            let harm = usize::try_from(tokens.value(before) - 1).ok().and_then(|harm| HARMS.get(harm)).copied();
            return if tokens.is(before, STATUS) { Some(plain_state(tokens.low(before))) } else { harm };
        }
        let helps = |place: usize| {
            tokens.is(place, AUXILIARY)
                || matches!(
                    tokens.low(place),
                    "feared" | "presumed" | "believed" | "reported" | "confirmed" | "left" | "found"
                )
        };
        let after = (end..end + 4)
            .find(|place| !helps(*place) || tokens.is(*place, STATUS))
            .filter(|place| tokens.is(*place, STATUS) && tokens.together(end.saturating_sub(1), *place));
        Some(plain_state(tokens.low(after?)))
    }
}

/// One word for each state.
fn plain_state(word: &str) -> &str {
    match word {
        "dead" => "killed",
        "hurt" | "wounded" => "injured",
        word => word,
    }
}

fn is_adjective(word: &str) -> bool {
    matches!(word, "new" | "bad" | "gross" | "net" | "foreign" | "further")
        || word.contains('-')
        || ["al", "ed", "ic", "ive", "ous", "ful", "able", "ary", "ish", "ior"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Whether a word looks like a plural.
pub(super) fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "personnel"
            | "crew"
            | "others"
            | "staff"
            | "feet"
            | "fish"
            | "cattle"
            | "sheep"
            | "menschen"
            | "personas"
            | "troops"
            | "aircraft"
            | "head"
            | "policemen"
            | "firemen"
            | "fishermen"
            | "businessmen"
            | "congressmen"
            | "salespeople"
            | "percent"
    ) || word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("ous")
        && !word.ends_with("'s")
        && word != "this"
        && word != "was"
        && word != "versus"
}
