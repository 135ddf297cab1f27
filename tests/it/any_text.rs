//! Any text gives a reading. In: arbitrary and spoiled texts, seeded. Out: a failure with the text that broke a promise.
//! Never: the real clock; that time grows with the length alone is shown by `benches/read.rs`.

use backstory::model::{Article, ArticleDraft, ArticleId, Reading, Span};
use backstory::read;
use backstory::wire::ReadingLine;
use proptest::prelude::*;

/// Pieces that finders look at: each alone is harmless, runs and mixtures of them are not.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{200d}",
    "\u{200c}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{10ffff}",
    "\u{301}",
    "e\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "Ǆ",
    "½",
    "٣",
    "५",
    "５",
    "Ⅳ",
    "²",
    ".",
    ". ",
    "..",
    "…",
    "?",
    "!",
    "?!",
    ",",
    ", ",
    ";",
    ":",
    " - ",
    "-",
    "–",
    "—",
    "'",
    "’",
    "'s",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "「",
    "」",
    "‘",
    "(",
    ")",
    "[",
    "]",
    "[1]",
    "$",
    "€",
    "%",
    "•",
    "* ",
    "/",
    "@",
    "#",
    "+",
    "Ann",
    "Holm",
    "Gen. ",
    "Mr. ",
    "U.S.",
    "ABC",
    "Vell Inc.",
    " said ",
    " of ",
    " and ",
    " the ",
    " to ",
    "he ",
    "5",
    "12,000",
    "3.5",
    "1.",
    "2026",
    "31",
    "Monday",
    "last ",
    "May ",
    "Oct. 20",
    "two ",
    "million ",
    "dozens of ",
    "at least ",
    "between ",
    "years ago",
    "since ",
    "percent",
    "a.m.",
    "No. ",
    "z. B. ",
    "т. е. ",
    "А. С. ",
    "市议会",
    "。",
    "スト",
    "สะพาน",
    "မြို့",
    "။",
    "ភាសា",
    "पुल",
    "।",
    "؟",
    "مرحبا",
    "👩‍👩‍👧",
    "🇳🇴",
    "http://a.example/b?c=d",
    "a.b@c.example",
    "because ",
    "will ",
    "was killed",
    "people ",
    "deputy minister ",
    "quarter",
    "century",
    "o’clock",
    "noon",
];

fn article(text: &str, language: Option<&str>) -> Article {
    let draft = ArticleDraft {
        title: "Title".to_owned(),
        text: text.to_owned(),
        language: language.map(str::to_owned),
        ..ArticleDraft::default()
    };
    Article::new(ArticleId::new("any"), draft).unwrap()
}

/// Whether a span lies on the text's characters.
fn lies_in(span: Span, text: &str) -> bool {
    text.get(span.start()..span.end()).is_some_and(|words| !words.is_empty())
}

/// The first promise that a reading breaks.
fn broken(reading: &Reading, text: &str) -> Option<&'static str> {
    let sentences: Vec<Span> = reading.sentences.iter().map(|sentence| sentence.span).collect();
    let names: Vec<Span> = reading.names.iter().map(|name| name.span).collect();
    let dates: Vec<Span> = reading.dates.iter().map(|date| date.span).collect();
    let figures: Vec<Span> = reading.figures.iter().map(|figure| figure.span).collect();
    let quotes: Vec<Span> = reading.direct_quotes().map(|quote| quote.span).collect();
    let told: Vec<Span> = reading.indirect_quotes().map(|quote| quote.span).collect();
    let said_by: Vec<Span> = reading.quotes.iter().filter_map(|quote| quote.said_by).collect();
    let lists = [&sentences, &names, &dates, &figures, &quotes, &told];
    let inside = lists.iter().copied().chain([&said_by]).flatten().all(|span| lies_in(*span, text));
    let ordered = lists.iter().all(|list| list.is_sorted_by_key(|span| span.start()));
    let apart = sentences.is_sorted_by(|left, right| left.end() <= right.start());
    let trimmed = sentences.iter().all(|span| span.of(text).trim().len() == span.of(text).len());
    let sure = (0.0..=1.0).contains(&reading.language_confidence);
    let finite =
        reading.figures.iter().all(|figure| [figure.low, figure.high].into_iter().flatten().all(f64::is_finite));
    let promises = [
        (inside, "a span lies outside the text or inside a character"),
        (ordered, "spans are not in order"),
        (apart, "sentences overlap"),
        (trimmed, "a sentence begins or ends with a blank"),
        (sure, "the confidence is not from 0 to 1"),
        (finite, "a figure is not finite"),
    ];
    promises.iter().find(|(kept, _)| !kept).map(|(_, promise)| *promise)
}

/// Reads a text in some languages; fails with the text where a promise is broken or the wire does not give the reading back.
fn check(text: &str) {
    for language in [None, Some("en"), Some("de"), Some("ru"), Some("zh"), Some("th")] {
        let article = article(text, language);
        let reading = read::read(&article, &read::Options::default());
        assert_eq!(broken(&reading, text), None, "{language:?} {text:?}");
        assert_eq!(reading, read::read(&article, &read::Options::default()), "twice the same: {text:?}");
        let back = ReadingLine::new(&reading, text).into_reading(&article).map(|back| back.sentences);
        assert_eq!(back.ok().as_ref(), Some(&reading.sentences), "through the wire: {text:?}");
    }
}

/// Pieces put together; a piece may be repeated.
fn mixtures() -> impl Strategy<Value = String> {
    let run = (prop::sample::select(PIECES), 1_usize..4).prop_map(|(piece, times)| piece.repeat(times));
    prop::collection::vec(run, 0..60).prop_map(|runs| runs.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_mixture_of_what_finders_look_at(text in mixtures()) {
        check(&text);
    }
}

#[test]
fn long_runs_of_one_piece() {
    for piece in PIECES {
        check(&piece.repeat(300));
        check(&format!("Ann Holm said on Monday: {} was {} at least.", piece.repeat(40), piece.repeat(40)));
    }
}

/// A reading that breaks a promise is seen.
#[test]
fn a_broken_promise_is_seen() {
    let text = "Überall. Nichts.";
    let mut reading = read::read(&article(text, None), &read::Options::default());
    assert_eq!(broken(&reading, text), None);
    reading.sentences[0].span = Span::new(1, 9).unwrap();
    assert_eq!(broken(&reading, text), Some("a span lies outside the text or inside a character"));
    reading.sentences[0].span = Span::new(0, 12).unwrap();
    assert_eq!(broken(&reading, text), Some("sentences overlap"));
}

/// Articles that spoiled ones are made of.
const WHOLE: &[&str] = &[
    "TARN, Oct. 20 (Vell Wire) - At least 12 people were killed on Monday when a crane fell, Gen. Ro Tan said.\n\n“We will \
     rebuild it,” said Ann Holm, 42, the mayor of Tarn. “It takes 3.5 years.”\nThe U.S. Army lost $2.4 million in 2019.",
    "Am 3. Oktober 2025 sagte Dr. Holm: „Wir bauen die Brücke neu.“ Etwa 2.000 Menschen kamen, z. B. aus Tarn. Er ging.",
    "В 2019 г. А. С. Холмин сказал: «Мы уходим». Не менее 12 человек, т. е. половина, уехали 3 мая.",
    "市议会周一表示，大桥将关闭3个月。“我们会重建，”市长说。至少12人受伤。\nสะพานปิดแล้ว 12 คน เมื่อวันจันทร์",
];

/// A generator of the linear congruential kind (Knuth's constants): the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    /// A place in a text, on a character's border.
    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }
}

/// One change: a piece put in, a stretch taken out, doubled or moved.
fn spoil(text: &mut String, random: &mut Random) {
    let (one, other) = (random.place(text), random.place(text));
    let (from, to) = (one.min(other), text.floor_char_boundary(one.max(other).min(one.min(other) + 40)));
    let to = to.max(from);
    match random.below(4) {
        0 => text.insert_str(from, PIECES[random.below(PIECES.len())]),
        1 => text.replace_range(from..to, ""),
        2 => {
            let again = text[from..to].to_owned();
            text.insert_str(to, &again);
        }
        _ => {
            let moved = text[from..to].to_owned();
            text.replace_range(from..to, "");
            let at = random.place(text);
            text.insert_str(at, &moved);
        }
    }
}

/// The fuzz target's stand-in on a stable compiler: the same changes on every run.
#[test]
fn spoiled_articles() {
    let mut random = Random(7);
    for round in 0..400 {
        let mut text = WHOLE[round % WHOLE.len()].to_owned();
        for _ in 0..random.below(12) {
            spoil(&mut text, &mut random);
        }
        check(&text);
    }
}
