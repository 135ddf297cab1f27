//! A figure with all that its sentence says of it, as slots that can be compared. In: a text, its reading, one of its figures.
//! Out: what is counted, in what state, where, when, a part or a whole. Never: words of another sentence.

use super::around::{Around, plain_words};
use super::senses::{Bag, stems};
use crate::model::{EventTime, Figure, Name, NameKind, Precision, Published, Reading, Span, Status};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Nouns for anybody: a count of them says no more than its state.
const ANYBODY: &[&str] = &[
    "people",
    "person",
    "persons",
    "victims",
    "victim",
    "individuals",
    "casualties",
    "fatalities",
    "deaths",
    "death",
    "dead",
    "lives",
    "injuries",
    "injured",
    "wounded",
    "arrests",
    "missing",
    "others",
    "detainees",
    "refugees",
];
/// Words of state that stand in what is counted ("people killed").
const STATES: &[&str] =
    &["killed", "injured", "missing", "arrested", "freed", "displaced", "homeless", "dead", "wounded", "hurt"];
/// Names for one country.
const ALIASES: &[(&str, &str)] = &[
    ("u.s.", "us"),
    ("u.s", "us"),
    ("united states", "us"),
    ("america", "us"),
    ("american", "us"),
    ("americans", "us"),
    ("usa", "us"),
    ("u.k.", "uk"),
    ("united kingdom", "uk"),
    ("britain", "uk"),
    ("great britain", "uk"),
    ("british", "uk"),
    ("u.n.", "un"),
    ("united nations", "un"),
];

/// One side of a pair of figures.
#[derive(Debug, Clone, Copy)]
pub struct FigureSide<'a> {
    /// The text.
    pub text: &'a str,
    /// What it says.
    pub reading: &'a Reading,
    /// Where the figure stands in it.
    pub at: Span,
    /// When it was published.
    pub published: Option<Published>,
}

impl FigureSide<'_> {
    /// The figure that stands there with its slots; none where the reading has none.
    pub(super) fn count(&self) -> Option<Count> {
        let figures = &self.reading.figures;
        let figure = figures.iter().find(|figure| figure.span.overlaps(self.at))?;
        let held = |sentence: &&crate::model::Sentence| sentence.span.overlaps(figure.span);
        let whole = Span::new(0, self.text.len())?;
        let sentence = self.reading.sentences.iter().find(held).map_or(whole, |sentence| sentence.span);
        Some(Count::new(self.text, self.reading, sentence, figure, self.published))
    }
}

/// Who or what is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::explain) enum Thing {
    /// People, whoever they are.
    Anybody,
    /// A kind of people or things, as stems, the noun last.
    Kind(Vec<String>),
    /// The sentence does not say.
    Unknown,
}

/// A figure as slots.
#[derive(Debug, Clone)]
pub(in crate::explain) struct Count {
    pub(in crate::explain) low: Option<f64>,
    pub(in crate::explain) high: Option<f64>,
    pub(in crate::explain) unit: String,
    pub(in crate::explain) thing: Thing,
    /// What happened to those counted.
    pub(in crate::explain) state: Option<Status>,
    /// How sure the count is.
    pub(in crate::explain) sure: Option<Status>,
    /// Names of places in the sentence, lower-case.
    pub(in crate::explain) places: BTreeSet<String>,
    /// Those of them that stand before the figure.
    pub(in crate::explain) before: BTreeSet<String>,
    /// Where the counted are, as the sentence says beside them.
    pub(in crate::explain) place: Option<String>,
    /// Names in the sentence but for persons, who mostly speak; lower-case.
    pub(in crate::explain) names: BTreeSet<String>,
    /// All names in the sentence, and those before the figure, lower-case.
    all_names: BTreeSet<String>,
    lead: BTreeSet<String>,
    /// The time that the number holds for.
    pub(in crate::explain) as_of: Option<String>,
    /// Days that the sentence names.
    pub(in crate::explain) days: BTreeSet<String>,
    /// Days, months and years that the sentence names.
    pub(in crate::explain) dates: BTreeSet<String>,
    /// From one month or year to another.
    pub(in crate::explain) spans: bool,
    pub(in crate::explain) part: bool,
    pub(in crate::explain) added: bool,
    /// A name for something, no count.
    pub(in crate::explain) label: bool,
    pub(in crate::explain) rate: bool,
    /// Over a span of time, not of one day.
    pub(in crate::explain) running: bool,
    /// The sum of others.
    pub(in crate::explain) whole: bool,
    /// Of the world or a country, whatever place the sentence names.
    pub(in crate::explain) wide: bool,
    /// Given once and no more.
    pub(in crate::explain) former: bool,
    /// A state of a count that goes on changing.
    pub(in crate::explain) growing: bool,
    /// Who gives it, lower-case.
    pub(in crate::explain) speaker: Option<String>,
    /// The bounds of the other figures of its unit in the sentence.
    pub(in crate::explain) beside: Vec<(Option<f64>, Option<f64>)>,
    pub(in crate::explain) published: Option<Published>,
    /// The sentence without its numbers; only few counts come so far that its words are asked for.
    plain: String,
    language: String,
    context: OnceCell<Bag>,
}

impl Count {
    /// The slots of a figure of a sentence.
    pub(in crate::explain) fn new(
        text: &str,
        reading: &Reading,
        sentence: Span,
        figure: &Figure,
        published: Option<Published>,
    ) -> Self {
        let before = text.get(sentence.start()..figure.span.start()).unwrap_or("").to_lowercase();
        let after = text.get(figure.span.end()..sentence.end()).unwrap_or("").to_lowercase();
        let around = Around { figure: figure.span.of(text).to_lowercase(), before, after };
        let (state, sure) = states(figure.status);
        let named = |held: &dyn Fn(&Name) -> bool| -> BTreeSet<String> {
            let names = reading.names.iter().filter(|name| sentence.holds(name.span) && held(name));
            names.map(|name| plain_name(&name.name)).collect()
        };
        let is_place = |name: &Name| name.kind == NameKind::Place;
        let dated: Vec<_> =
            reading.dates.iter().filter(|date| sentence.holds(date.span)).map(|date| &date.time).collect();
        let spans = |precision: Precision| matches!(precision, Precision::Month | Precision::Year | Precision::Range);
        let on_a_day = |time: &&&EventTime| time.precision() == Precision::Day;
        let on_a_date =
            |time: &&&EventTime| matches!(time.precision(), Precision::Day | Precision::Month | Precision::Year);
        let value = |time: &&EventTime| time.value().to_owned();
        let thing = thing(figure, &around, &reading.language);
        let all_of_state = state.is_some() && !matches!(thing, Thing::Kind(_));
        let others = reading.figures.iter().filter(|other| sentence.holds(other.span) && other.span != figure.span);
        let one_before = others.clone().rfind(|other| other.span.end() <= figure.span.start());
        Self {
            low: figure.low,
            high: figure.high,
            unit: figure.unit.clone(),
            part: around.is_part(all_of_state) || part_of_its_kind(reading, figure),
            thing,
            state,
            sure,
            places: named(&is_place),
            before: named(&|name| is_place(name) && name.span.end() <= figure.span.start()),
            place: figure.place.map(|place| plain_name(place.of(text))),
            names: named(&|name| name.kind != NameKind::Person),
            all_names: named(&|_| true),
            lead: named(&|name| name.span.end() <= figure.span.start()),
            as_of: as_of(reading, figure, text),
            days: dated.iter().filter(on_a_day).map(value).collect(),
            dates: dated.iter().filter(on_a_date).map(value).collect(),
            spans: dated.iter().filter(|time| spans(time.precision()) && !on_a_day(time)).count() > 1,
            label: around.is_label(),
            // "Six died and dozens more were injured": more than died, not more injured.
            added: around.is_added()
                && one_before.is_none_or(|before| before.status.is_none() || before.status == figure.status),
            rate: around.is_rate(),
            running: around.is_running(),
            whole: around.is_whole(),
            wide: around.is_wide(),
            former: around.is_former(),
            growing: around.is_growing(),
            speaker: figure.said_by.map(|by| plain_name(by.of(text))),
            beside: others.filter(|other| other.unit == figure.unit).map(|other| (other.low, other.high)).collect(),
            published,
            plain: plain(text, sentence, reading),
            language: reading.language.clone(),
            context: OnceCell::new(),
        }
    }

    /// How alike the other words of two sentences are.
    pub(in crate::explain) fn likeness(&self, other: &Self) -> f64 {
        self.context().likeness(other.context())
    }

    /// The share of the shorter sentence's other words that the longer holds, and how much that is in words.
    pub(in crate::explain) fn cover(&self, other: &Self) -> (f64, f64) {
        (self.context().cover(other.context()), self.context().shared(other.context()))
    }

    fn context(&self) -> &Bag {
        let is_word = |stem: &String| !stem.starts_with(|letter: char| letter.is_ascii_digit());
        self.context.get_or_init(|| Bag::new(stems(&self.plain, &self.language).into_iter().filter(is_word)))
    }

    /// Whether the sentences name one thing.
    pub(in crate::explain) fn shares_name(&self, other: &Self) -> bool {
        self.names.iter().any(|name| other.names.iter().any(|known| one_place(name, known)))
    }

    /// Whether the sentences name mostly the same, half the names of the one with fewer, and lead to the figure by one of those.
    pub(in crate::explain) fn names_mostly_as(&self, other: &Self) -> bool {
        let shared = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            a.iter().filter(|name| b.iter().any(|known| one_place(name, known))).count()
        };
        let led = if self.lead.is_empty() || other.lead.is_empty() {
            shared(&self.lead, &other.all_names) + shared(&other.lead, &self.all_names)
        } else {
            shared(&self.lead, &other.lead)
        };
        led > 0 && 2 * shared(&self.all_names, &other.all_names) >= self.all_names.len().min(other.all_names.len())
    }

    /// Whether the sentence has a word of this stem.
    pub(in crate::explain) fn speaks_of(&self, stem: &str) -> bool {
        self.context().has(stem) || self.names.iter().any(|name| one_place(name, stem))
    }

    /// A number to compare by.
    pub(in crate::explain) fn value(&self) -> f64 {
        self.low.or(self.high).unwrap_or(0.0)
    }
}

/// "Orsk" and "Old Orsk", "Norway" and "Norwegian".
pub(super) fn one_place(a: &str, b: &str) -> bool {
    const LETTERS: usize = 4;
    let start = |name: &str| name.char_indices().nth(LETTERS).map_or(name.len(), |(at, _)| at);
    a.contains(b) || b.contains(a) || (a.len() > LETTERS && b.len() > LETTERS && a[..start(a)] == b[..start(b)])
}

/// "the Damascus" and "Damascus" are one place.
pub(super) fn plain_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    ALIASES.iter().find(|(name, _)| *name == bare).map_or(bare, |(_, name)| name).to_owned()
}

/// What happened to the counted, and how sure the count is.
fn states(status: Option<Status>) -> (Option<Status>, Option<Status>) {
    match status {
        Some(Status::Suspected | Status::Feared | Status::Confirmed | Status::Estimated | Status::Forecast) => {
            (None, status)
        }
        state => (state, None),
    }
}

/// What is counted, without words of state; where the figure does not say, the words right after it.
fn thing(figure: &Figure, around: &Around, language: &str) -> Thing {
    let words: Vec<&str> = plain_words(&figure.of).collect();
    let stated = |word: &&&str| !STATES.contains(*word);
    let mut named: Vec<&str> = words.iter().filter(stated).copied().collect();
    if words.is_empty() && figure.unit == "count" && figure.status.is_some() {
        let next = around.next(3);
        let known = next.iter().position(|word| matches!(*word, "cases" | "deaths" | "infections" | "arrests"));
        if let Some(at) = known {
            named = next[..=at].to_vec();
        }
    }
    if named.is_empty() {
        return if figure.status.is_some() { Thing::Anybody } else { Thing::Unknown };
    }
    if named.last().is_some_and(|noun| ANYBODY.contains(noun)) {
        return Thing::Anybody;
    }
    let stems = stems(&named.join(" "), language);
    if stems.is_empty() { Thing::Unknown } else { Thing::Kind(stems) }
}

/// A part of a figure that has no other state than it: "214 people, of whom 3 were killed" counts all that were killed.
fn part_of_its_kind(reading: &Reading, figure: &Figure) -> bool {
    let whole = figure.part_of.and_then(|span| reading.figures.iter().find(|other| other.span == span));
    whole.is_some_and(|whole| figure.status.is_none() || whole.status == figure.status)
}

/// The time that the number holds for; not that of the telling ("told reporters on Monday that 12 had died").
fn as_of(reading: &Reading, figure: &Figure, text: &str) -> Option<String> {
    let span = figure.as_of?;
    if span.end() <= figure.span.start() {
        let between = text.get(span.end()..figure.span.start()).unwrap_or("");
        if between.split_whitespace().any(|word| matches!(word, "that" | "when" | "after")) {
            return None;
        }
    }
    let date = reading.dates.iter().find(|date| date.span.overlaps(span))?;
    let dated = matches!(date.time.precision(), Precision::Day | Precision::Month | Precision::Year);
    dated.then(|| date.time.value().to_owned())
}

/// A sentence without its numbers.
fn plain(text: &str, sentence: Span, reading: &Reading) -> String {
    let mut plain = String::new();
    let mut from = sentence.start();
    for figure in reading.figures.iter().filter(|figure| sentence.holds(figure.span)) {
        if figure.span.start() >= from {
            plain.push_str(text.get(from..figure.span.start()).unwrap_or(""));
            plain.push(' ');
            from = figure.span.end();
        }
    }
    plain.push_str(text.get(from..sentence.end()).unwrap_or(""));
    plain
}
