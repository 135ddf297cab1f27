//! Numbers that are no figures. In: an amount. Out: whether it is a date, a duration, an age, a score, a race, a number of
//! something or part of a name. Never: what it counts.

use super::super::lexicon::{
    CAPITAL, DIGITS, MARK, MONTH, NUMBER, SCALE, SEASON, SENTENCE_START, STOP_WORD, TIME_UNIT,
};
use super::amounts::Amount;
use super::counted::is_plural;
use super::{COUNT, Reader};

/// Words after a number that make it a time of day.
const CLOCK: &[&str] =
    &["a.m", "p.m", "am", "pm", "o'clock", "o’clock", "gmt", "utc", "uhr", "est", "edt", "bst", "hrs", "noon"];

/// Spans of time that the lexicon of dates does not have, or that last as long as they last.
const DURATIONS: &[&str] = &[
    "mths",
    "mth",
    "yrs",
    "yr",
    "mos",
    "secs",
    "sec",
    "mins",
    "min",
    "season",
    "seasons",
    "nights",
    "night",
    "evenings",
    "mornings",
    "semester",
    "semesters",
    "fortnight",
    "weekdays",
    "terms",
];

/// Distances that name a race, in metres and in kilometres.
const RACES: [f64; 13] =
    [60.0, 100.0, 110.0, 200.0, 400.0, 500.0, 800.0, 1000.0, 1500.0, 3000.0, 5000.0, 10_000.0, 50.0];

/// Words beside a distance that show a race.
const RACING: &[&str] = &[
    "hurdles",
    "relay",
    "freestyle",
    "backstroke",
    "butterfly",
    "breaststroke",
    "champion",
    "championship",
    "final",
    "finals",
    "record",
    "title",
    "gold",
    "silver",
    "bronze",
    "race",
    "races",
    "runner",
    "runners",
    "sprint",
    "sprinter",
    "event",
    "steeplechase",
    "medley",
    "favourites",
    "favourite",
    "world",
    "olympic",
    "indoor",
    "heats",
    "medal",
    "crown",
    "men's",
    "women's",
    "metres",
    "champions",
    "winner",
    "winners",
];

/// Plain years, as digits.
const YEARS: std::ops::Range<f64> = 1500.0..2100.0;

impl Reader<'_> {
    /// Whether an amount is no figure.
    pub(super) fn is_refused(&self, at: usize, amount: &Amount) -> bool {
        let tokens = self.tokens;
        if amount.is_share {
            return false;
        }
        // "Three Mile Island"
        let title = tokens.is(at, NUMBER)
            && tokens.is(at, CAPITAL)
            && !tokens.is(at, SENTENCE_START)
            && amount.to > amount.number_to
            && tokens.is(amount.to - 1, CAPITAL);
        title
            || self.is_duration(amount)
            || self.is_race(amount)
            || self.is_part_of_word(amount)
            || amount.unit == COUNT
                && (self.is_time_or_date(amount)
                    || self.is_age(amount)
                    || self.is_in_a_name(at, amount)
                    || self.is_list_number(amount)
                    || self.is_sporting(amount))
    }

    pub(super) fn before(&self, amount: &Amount, back: usize) -> &str {
        amount
            .from
            .checked_sub(back)
            .filter(|at| self.tokens.together(*at, amount.from))
            .map_or("", |at| self.tokens.low(at))
    }

    /// "three months", "40 seconds", "six to twelve months", "two full seasons".
    fn is_duration(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        if amount.unit != COUNT || amount.end_byte.is_some() {
            return false;
        }
        let skipped = usize::from(matches!(
            tokens.low(amount.to),
            "full"
                | "more"
                | "other"
                | "consecutive"
                | "straight"
                | "successive"
                | "working"
                | "whole"
                | "extra"
                | "further"
                | "long"
                | "calendar"
                | "additional"
                | "fiscal"
                | "half"
        ));
        let of = usize::from(amount.is_vague && tokens.low(amount.to) == "of" || tokens.is_mark(amount.to, "+"));
        // "two or more years"
        let more =
            tokens.low(amount.to) == "or" && matches!(tokens.low(amount.to + 1), "more" | "so" | "less" | "fewer");
        let word = amount.to + skipped + of + if more { 2 } else { 0 };
        let low = tokens.low(word);
        let first = low.split_once('-').map_or(low, |(first, _)| first);
        let time = tokens.is(word, SEASON) && low.ends_with('s')
            || tokens.is(word, TIME_UNIT)
                && !tokens.is(word, CAPITAL)
                && low != "second"
                && low != "seconds-long"
                && low != "fall"
            || DURATIONS.contains(&low)
            || matches!(first, "year" | "month" | "week" | "day" | "hour" | "minute");
        let quarters = matches!(low, "quarter" | "quarters") && amount.low < 4.0 && amount.is_vague;
        // "three or four weeks": the dates have the rest.
        let joins = matches!(tokens.low(amount.to), "or" | "to" | "and") || matches!(tokens.word(amount.to), "-" | "–");
        let rest = joins
            && self.is_dated(amount.to + 1)
            && tokens.is(amount.to + 1, DIGITS | NUMBER)
            && tokens.together(amount.to, amount.to + 1);
        rest || tokens.together(amount.to.saturating_sub(1), word) && time && !quarters
            || self.is_dated(amount.to.saturating_sub(1)) && amount.is_range()
    }

    /// "800 metres champion", "the 200m", "a 5km run".
    fn is_race(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let glued =
            tokens.low(amount.number_to.wrapping_sub(1)).ends_with('m') && amount.unit == COUNT && amount.scale == 1e6;
        let metres = if glued { amount.low / 1e6 } else { amount.low };
        if !(glued || amount.unit == "m") || !RACES.contains(&metres) || tokens.is(amount.number_to - 1, SCALE) {
            return false;
        }
        let beside = (1..=2).any(|back| RACING.contains(&self.before(amount, back)))
            || (0..2).any(|on| RACING.contains(&tokens.low(amount.to + on)));
        let named = matches!(self.before(amount, 1), "the" | "over") || glued && self.before(amount, 1) != "of";
        beside || named && !is_plural(tokens.low(amount.to))
    }

    /// Digits that touch a mark or a letter: "555/1234", "107(5)", "18:30", "4x4".
    fn is_part_of_word(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.number_to);
        if amount.unit != COUNT && amount.from < amount.number_to && !tokens.is(at, DIGITS) {
            return false;
        }
        let glued = at > 0
            && tokens.is(at - 1, MARK)
            && tokens.touches_next(at - 1)
            && (matches!(tokens.word(at - 1), "’" | "'" | "‘") && amount.low < 100.0 && tokens.is(at, DIGITS)
                || matches!(tokens.word(at - 1), "#" | "/" | "_" | "@" | "=" | "&" | "\\")
                || matches!(tokens.word(at - 1), "." | "”")
                    && at >= 2
                    && tokens.touches_next(at - 2)
                    && tokens.is(at, DIGITS)
                || matches!(tokens.word(at - 1), "-" | "+" | "(" | ":" | "*" | "×")
                    && at >= 2
                    && tokens.touches_next(at - 2)
                    && !tokens.is(at - 2, MARK));
        let after = tokens.touches_next(to - 1)
            && to < tokens.len()
            && (matches!(tokens.word(to), "/" | "_" | "@" | "=" | "#" | "*" | "×") && tokens.touches_next(to)
                || matches!(tokens.word(to), "-" | ":") && tokens.is(to + 1, DIGITS) && tokens.touches_next(to));
        // "three- and six-month"
        let suspended = matches!(tokens.word(to), "-" | "‑") && tokens.touches_next(to - 1) && !tokens.touches_next(to);
        let event = suspended || tokens.is_mark(to, "+") && amount.low < 22.0 && amount.unit == COUNT;
        // A telephone number: digits beside digits, or a leading nought.
        let digits = |place: usize| {
            tokens.is(place, DIGITS)
                && tokens.together(at, place)
                && !self.is_dated(place)
                && tokens.low(place).bytes().all(|byte| byte.is_ascii_digit())
        };
        let phone = amount.unit == COUNT
            && tokens.is(at, DIGITS)
            && amount.scale == 1.0
            && (digits(to)
                || at > 0 && digits(at - 1)
                || at > 0
                    && matches!(
                        tokens.low(at - 1),
                        "call" | "calls" | "called" | "calling" | "dial" | "dialled" | "dialed"
                    )
                || tokens.low(at).len() > 1 && tokens.low(at).starts_with('0') && !tokens.low(at).contains('.'));
        let fraction =
            amount.unit == COUNT && tokens.is_mark(at + 1, "/") && to == at + 3 && !tokens.low(at).contains('-');
        let page =
            fraction || at > 1 && tokens.is_mark(at - 1, "/") && tokens.is(at - 2, DIGITS) && amount.unit == COUNT;
        page || phone || glued || after && !(amount.unit != COUNT && amount.to > to) || event
    }

    fn is_time_or_date(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.to);
        let next = tokens.low(to);
        let era = matches!(next, "bc" | "ad" | "bce" | "ce") && tokens.is(to, CAPITAL);
        if era && tokens.is(at, DIGITS) {
            return true;
        }
        if CLOCK.contains(&next) && tokens.together(at, to) && tokens.is(at, DIGITS | NUMBER) {
            return true;
        }
        if tokens.is(at, NUMBER)
            && at > 0
            && tokens.is(at - 1, MONTH)
            && tokens.is(at - 1, CAPITAL)
            && amount.low <= 31.0
        {
            return true;
        }
        if !tokens.is(at, DIGITS) || amount.low >= 2100.0 {
            return next == "o'clock";
        }
        let month = |place: usize| {
            tokens.is(place, MONTH)
                && (tokens.is(place, CAPITAL) || self.language != "en")
                && tokens.low(place).len() > 2
        };
        let day = amount.low <= 31.0 && amount.low.fract() == 0.0;
        let after_month = at > 0 && month(at - 1) || at > 1 && tokens.is_mark(at - 1, ".") && month(at - 2);
        let joined = matches!(next, "and" | "to" | "or") || matches!(tokens.word(to), "-" | "–" | "," | "/");
        let before_month = month(to)
            || joined && tokens.is(to + 1, DIGITS) && month(to + 2)
            || tokens.low(to) == "de" && month(to + 1);
        let joined_before = at >= 2
            && (tokens.low(at - 1) == "and" || tokens.is_mark(at - 1, "–"))
            && tokens.is(at - 2, DIGITS)
            && self.is_dated(at - 2);
        let comma_year = tokens.is_mark(to, ",")
            && tokens.is(to + 1, DIGITS)
            && is_year(tokens.low(to + 1))
            && tokens.together(at, to + 1);
        if day && (after_month || before_month || joined_before || comma_year && !self.noun_follows(to)) {
            return true;
        }
        is_year(tokens.low(at)) && amount.number_to == at + 1 && !self.counts_as_people(amount)
    }

    /// 2000 people, at least 2000 boats: four digits that are no year.
    fn counts_as_people(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let bounded = !matches!(self.before(amount, 1), "about" | "around" | "before" | "over" | "by")
            && self.bound_word_before(amount.from);
        let people = ["people", "men", "women", "jobs", "workers", "children", "soldiers", "troops", "homes", "staff"];
        let round =
            amount.low % 100.0 == 0.0 && people.contains(&tokens.low(amount.to)) || tokens.low(amount.to) == "people";
        !YEARS.contains(&amount.low) || bounded || round
    }

    /// A noun, not a name, follows.
    pub(super) fn small_noun(&self, to: usize) -> bool {
        self.noun_follows(to) && !self.tokens.is(to, CAPITAL)
    }

    pub(super) fn noun_follows(&self, to: usize) -> bool {
        !self.tokens.is(to, MARK | STOP_WORD) && to < self.tokens.len()
    }

    /// "Ann Holm, 45, won", "aged 7", "kids of 15, 16", "retire at 60".
    fn is_age(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.to);
        if amount.low > 120.0 || amount.scale > 1.0 {
            return false;
        }
        let word = |back: usize| self.before(amount, back);
        let comma = at > 1 && tokens.is_mark(at - 1, ",") && tokens.together(at - 2, at);
        let closed = matches!(tokens.word(to), "," | "." | ";" | ")")
            || matches!(
                tokens.low(to),
                "and" | "who" | "was" | "of" | "from" | "were" | "is" | "are" | "has" | "had" | "said"
            )
            || to >= tokens.len();
        let after_name = comma
            && closed
            && tokens.is(at - 2, CAPITAL)
            && (tokens.is(at, DIGITS) || tokens.is(to, MARK) && !tokens.is_mark(to, ")"));
        let star = comma
            && tokens.is(at, DIGITS)
            && (14.0..100.0).contains(&amount.low)
            && matches!(tokens.word(to), "," | ".")
            && !tokens.is(at - 2, DIGITS | NUMBER | MARK | STOP_WORD)
            && !is_plural(tokens.low(at - 2));
        let also = star
            || matches!(word(1), "also" | "now" | "then")
                && at > 1
                && tokens.is_mark(at - 2, ",")
                && matches!(tokens.word(to), "," | "." | ";");
        let opens = word(1) == "at"
            && tokens.is_mark(to, ",")
            && (at < 2 || tokens.is(at - 1, CAPITAL) || tokens.is(at - 2, MARK))
            && !tokens.low(at).contains('.');
        let young = |word: &str| {
            matches!(
                word,
                "kids"
                    | "boy"
                    | "girl"
                    | "boys"
                    | "girls"
                    | "man"
                    | "woman"
                    | "men"
                    | "women"
                    | "teenagers"
                    | "people"
                    | "those"
                    | "anyone"
                    | "adults"
                    | "son"
                    | "daughter"
                    | "age"
                    | "ages"
                    | "aged"
                    | "children"
            )
        };
        let of_age = word(1) == "of" && young(word(2)) && !self.noun_follows(to)
            || matches!(word(1), "under" | "over" | "aged" | "age") && young(word(2)) && !self.noun_follows(to);
        let of_age = of_age || word(1) == "at" && young(word(2)) && !self.noun_follows(to);
        let between = word(1) == "between" && matches!(word(2), "aged" | "ages" | "age");
        let list = comma && tokens.is(at - 2, DIGITS) && closed && (2..8).any(|back| young(word(back)));
        after_name || also || opens || of_age || list || between || self.is_told_age(amount)
    }

    /// "retired at 60", "he was 45", "aged just 19".
    fn is_told_age(&self, amount: &Amount) -> bool {
        let tokens = self.tokens;
        let (at, to) = (amount.from, amount.to);
        let word = |back: usize| self.before(amount, back);
        let retires = word(1) == "at"
            && (2..5).any(|back| {
                word(back).starts_with("retire")
                    || matches!(word(back), "school" | "debut" | "professional" | "died" | "dies" | "married" | "aged")
            });
        let old =
            matches!(tokens.low(to), "anos" | "años" | "ans" | "anni" | "лет" | "jährige" | "jähriger" | "jährigen")
                || matches!(tokens.low(to), "years" | "months") && tokens.low(to + 1) == "old";
        let young_as = word(1) == "as" && matches!(word(2), "young" | "old")
            || matches!(word(1), "turn" | "turns" | "turned" | "turning");
        let limited = matches!(word(1), "just" | "only" | "about" | "around" | "between" | "under" | "over");
        let aged_just = limited
            && matches!(word(2), "aged" | "at")
            && !self.noun_follows(to)
            && tokens.is(to, MARK)
            && amount.low >= 5.0;
        let i_am =
            aged_just || matches!(word(1), "i'm" | "i’m") && (tokens.is(to, MARK | STOP_WORD) || to >= tokens.len());
        let he_was = i_am
            || young_as && !is_plural(tokens.low(to))
            || matches!(word(1), "was" | "is")
                && matches!(word(2), "he" | "she" | "who" | "i")
                && !self.noun_follows(to)
                && tokens.low(to) != "of";
        let aged_pair =
            matches!(word(1), "and" | "or" | "to") && (2..6).any(|back| matches!(word(back), "age" | "aged" | "ages"));
        let brackets = at > 1 && tokens.is_mark(at - 1, "(") && tokens.is_mark(to, ")") && tokens.is(at, DIGITS);
        retires || old || he_was || aged_pair || brackets
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && word.parse().is_ok_and(|year: f64| YEARS.contains(&year))
}
