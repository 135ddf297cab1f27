//! How one invented article is told. In: the story's seed, topic and state. Out: title, text and reading. Never: state: the same
//! telling gives the same page.

use crate::random::{Random, of};
use crate::words;
use backstory::model::{
    ArticleId, Bound, DateMention, EventTime, Figure, KindEvidence, Name, NameKind, Precision, Quote, Reading,
    Sentence, Span,
};

/// Words of a sentence: at least, and the span above.
const SENTENCE_WORDS: (usize, usize) = (9, 19);
/// Share of sentences that are quotes, and of those that other reports of the story have too.
const QUOTES: (f64, f64) = (0.12, 0.5);
/// Share of grammatical words, names, figures and dates among all words …
const KINDS: [f64; 4] = [0.46, 0.035, 0.012, 0.004];
/// … and of the topic's and the story's own words among the others.
const OWN: (f64, f64) = (0.2, 0.22);
/// Words that belong to a topic, and to a story; an article has the story's words of its time.
const TOPIC_WORDS: usize = 200;
const STORY_WORDS: (usize, usize) = (36, 20);
const STORY_NAMES: usize = 7;
const TOPIC_NAMES: usize = 12;
/// Share of names that belong to the topic.
const TOPIC_NAMED: f64 = 0.35;
/// Names that there are.
const NAMES: usize = 60_000;
const GIVEN_NAMES: usize = 400;
/// Share of words that an edited copy has changed.
const EDITED: f64 = 0.05;

/// Where a story stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) seed: u64,
    pub(crate) topic: u64,
    /// Words known by now.
    pub(crate) vocabulary: usize,
    /// How far the story has gone, from 0 to 1.
    pub(crate) drift: f64,
}

/// All that decides a page.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    setting: Setting,
    seed: u64,
    sentences: Vec<u64>,
    edited: Option<u64>,
}

/// A page as it is printed.
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) reading: Reading,
}

impl Telling {
    /// A report of its own.
    pub(crate) fn own(random: &mut Random, setting: Setting, words: usize) -> Self {
        let mean = SENTENCE_WORDS.0 + SENTENCE_WORDS.1 / 2;
        let count = ((words as f64 * (0.5 + random.share())) as usize / mean).max(1);
        let sentences = (0..count).map(|_| random.whole()).collect();
        Self { setting, seed: random.whole(), sentences, edited: None }
    }

    /// A copy: half are exact, the others cut, padded or edited.
    pub(crate) fn copied(&self, random: &mut Random) -> Self {
        let mut copy = self.clone();
        match random.below(8) {
            0 | 1 => copy.sentences.truncate((copy.sentences.len() * (4 + random.below(5)) / 10).max(1)),
            2 => copy.sentences.extend((0..1 + random.below(copy.sentences.len() / 2 + 1)).map(|_| random.whole())),
            3 => copy.edited = Some(random.whole()),
            _ => {}
        }
        copy
    }

    /// The page.
    pub(crate) fn page(&self) -> Page {
        let mut page = Page { title: String::new(), text: String::new(), reading: empty() };
        self.headline(&mut page.title);
        let mut changes = self.edited.map(Random::new);
        for (at, seed) in self.sentences.iter().enumerate() {
            if at > 0 {
                page.text.push(if at % 3 == 0 { '\n' } else { ' ' });
            }
            self.sentence(*seed, changes.as_mut(), &mut page);
        }
        page
    }

    fn headline(&self, into: &mut String) {
        let mut random = Random::new(self.seed);
        for at in 0..6 + random.below(4) {
            if at > 0 {
                into.push(' ');
            }
            match at {
                0 | 4 => self.name(&mut random, into),
                3 => words::grammar(&mut random, into),
                1 | 5 => words::inflect(self.story_word(&mut random), &mut random, into),
                _ => self.content(&mut random, into),
            }
        }
    }

    fn sentence(&self, seed: u64, changes: Option<&mut Random>, page: &mut Page) {
        let mut random = Random::new(seed);
        let begins = page.text.len();
        let quoted = random.chance(QUOTES.0);
        if quoted {
            page.text.push('"');
            if random.chance(QUOTES.1) {
                random = Random::new(of(self.setting.seed, 900 + random.below(4) as u64));
            }
        }
        let first = page.text.len();
        self.clause(&mut random, changes, page);
        words::capitalise(&mut page.text, first);
        if quoted {
            page.text.push_str(",\"");
            let ends = page.text.len();
            page.text.push_str(" said ");
            let named = page.text.len();
            self.name(&mut random, &mut page.text);
            let said_by = Span::new(named, page.text.len());
            let speaker = page.text.get(named..).map(str::to_owned);
            let quote = |span| Quote { span, speaker, said_by, indirect: false, cue: Span::new(ends + 1, ends + 5) };
            page.reading.quotes.extend(Span::new(begins, ends).map(quote));
            page.note_name(named);
        }
        page.text.push('.');
        let sentence = |span| Sentence { span, cues: Vec::new() };
        page.reading.sentences.extend(Span::new(begins, page.text.len()).map(sentence));
    }

    fn clause(&self, random: &mut Random, mut changes: Option<&mut Random>, page: &mut Page) {
        for at in 0..SENTENCE_WORDS.0 + random.below(SENTENCE_WORDS.1) {
            if at > 0 {
                page.text.push(' ');
            }
            let begins = page.text.len();
            let kind = random.share();
            if kind < KINDS[0] {
                words::grammar(random, &mut page.text);
            } else if kind < KINDS[0] + KINDS[1] {
                self.name(random, &mut page.text);
                page.note_name(begins);
            } else if kind < KINDS[0] + KINDS[1] + KINDS[2] {
                let number = self.number(random);
                page.text.push_str(&grouped(number));
                page.note_figure(begins, number);
            } else if kind < KINDS.iter().sum() {
                self.date(random, page);
            } else {
                self.content(random, &mut page.text);
            }
            let Some(changes) = changes.as_deref_mut() else { continue };
            if changes.chance(EDITED) {
                page.text.push(' ');
                words::inflect(words::general(changes, self.setting.vocabulary), changes, &mut page.text);
            }
        }
    }

    fn content(&self, random: &mut Random, into: &mut String) {
        let source = random.share();
        let rank = if source < OWN.0 {
            let which = random.zipf(TOPIC_WORDS, 10.0) as u64;
            100 + Random::new(of(self.setting.topic, which)).zipf(20_000, 500.0)
        } else if source < OWN.0 + OWN.1 {
            self.story_word(random)
        } else {
            words::general(random, self.setting.vocabulary)
        };
        words::inflect(rank, random, into);
    }

    /// A word of the story at its time; most are rare elsewhere.
    fn story_word(&self, random: &mut Random) -> usize {
        let gone = (self.setting.drift * (STORY_WORDS.0 - STORY_WORDS.1) as f64) as usize;
        let which = gone + random.zipf(STORY_WORDS.1, 6.0);
        Random::new(of(self.setting.seed, which as u64)).zipf(self.setting.vocabulary.min(200_000), 2_000.0)
    }

    /// A name of the story or its topic: of a person in full or short, of a place or of an organisation.
    fn name(&self, random: &mut Random, into: &mut String) {
        let seed = match random.chance(TOPIC_NAMED) {
            true => of(self.setting.topic, 1_000 + random.zipf(TOPIC_NAMES, 3.0) as u64),
            false => of(self.setting.seed, 1_000 + random.zipf(STORY_NAMES, 3.0) as u64),
        };
        let mut drawn = Random::new(seed);
        let (kind, given, family) = (drawn.below(3), drawn.below(GIVEN_NAMES), drawn.zipf(NAMES, 300.0));
        if kind == 0 && random.chance(0.4) {
            words::spell_name(given, into);
            into.push(' ');
        }
        words::spell_name(family + 7_919, into);
        if kind == 1 {
            into.push_str(if drawn.chance(0.5) { " Company" } else { " Council" });
        }
    }

    /// A number: the story's own, or any.
    fn number(&self, random: &mut Random) -> u64 {
        let mut drawn = match random.chance(0.6) {
            true => Random::new(of(self.setting.seed, 2_000 + random.below(5) as u64)),
            false => Random::new(random.whole()),
        };
        2 + drawn.zipf(100_000, 10.0) as u64
    }

    fn date(&self, random: &mut Random, page: &mut Page) {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let mut drawn = Random::new(of(self.setting.seed, 3_000 + random.below(3) as u64));
        let (day, month) = (1 + drawn.below(28), drawn.below(12));
        let begins = page.text.len();
        page.text.push_str(&format!("{day} {} 2031", MONTHS[month]));
        let value = EventTime::new(format!("2031-{:02}-{day:02}", month + 1), Precision::Day);
        let span = Span::new(begins, page.text.len());
        page.reading.dates.extend(span.zip(value).map(|(span, time)| DateMention { span, time, bound: false }));
    }
}

impl Page {
    /// What stands from here to the end is a name.
    fn note_name(&mut self, begins: usize) {
        let Some(span) = Span::new(begins, self.text.len()) else { return };
        let name = span.of(&self.text).to_owned();
        self.reading.names.push(Name { span, kind: NameKind::Other, name, evidence: KindEvidence::default() });
    }

    /// What stands from here to the end is a figure.
    fn note_figure(&mut self, begins: usize, number: u64) {
        let Some(span) = Span::new(begins, self.text.len()) else { return };
        let value = Some(number as f64);
        self.reading.figures.push(Figure {
            span,
            low: value,
            high: value,
            bound: Bound::Exact,
            unit: "count".to_owned(),
            of: String::new(),
            status: None,
            group: None,
            place: None,
            as_of: None,
            said_by: None,
            part_of: None,
        });
    }
}

/// A number with commas between thousands.
fn grouped(number: u64) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

fn empty() -> Reading {
    Reading {
        article: ArticleId::new(""),
        language: "en".to_owned(),
        language_confidence: 1.0,
        sentences: Vec::new(),
        names: Vec::new(),
        dates: Vec::new(),
        figures: Vec::new(),
        quotes: Vec::new(),
    }
}
