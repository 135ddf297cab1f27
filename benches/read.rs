//! How fast `read` reads: words a second of the whole stage and of each part on one core, allocations, and time as texts grow.
//! In: `cargo bench --bench read [-- ARTICLES.jsonl]`, else invented articles from a fixed seed. Out: lines of figures;
//! exit 1 where time grows faster than the length. Never: a second thread, the network. A word is what stands between blanks.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use backstory::model::{Article, ArticleDraft, ArticleId};
use backstory::read::{self, Part};
use backstory::wire::ArticleLine;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

/// Passes over all articles; the fastest counts, so that other work on the machine does not.
const PASSES: usize = 5;

/// Invented articles.
const ARTICLES: usize = 400;

/// Bytes of the shorter of two texts of one kind; the longer has four times as many.
const SHORT_BYTES: usize = 100_000;

/// One text of four times the length may take this many times the time of four texts: caches are small and machines busy.
const GROWTH_MAX: f64 = 2.5;

/// Times under this tell nothing of growth.
const TOLD_FROM: Duration = Duration::from_millis(20);

/// What an attacker, or a broken page, repeats.
const REPEATED: &[&str] = &[
    "a",
    "A",
    "ABC ",
    "Ann Holm ",
    "1",
    "12 ",
    "1,",
    "\"",
    "\"a ",
    "“abc ",
    "« a ",
    "„a ",
    "「あ",
    "‘a ",
    "said ",
    "Holm said ",
    "“Yes we can do it,” he said. ",
    "a.b.",
    "A. ",
    "市议会开会",
    "。",
    "สะพานปิด",
    "สะ ",
    "မြန်မာ",
    "ភាសា",
    "\n",
    "a\n",
    "(",
    "(a ",
    "( . ",
    "[1]",
    ".",
    ". ",
    "? a",
    " ",
    "and ",
    "Holm of ",
    "Ann, ",
    "a-",
    "a'",
    "e\u{301}",
    "\u{200d}",
    "million ",
    "two ",
    "5 to ",
    "$5 ",
    "Monday ",
    "2020-",
    "two days ago ",
    "from 2010 to ",
    "the minister of ",
    "U.S. ",
    "• a ",
    "…",
    "XIV ",
    "2.1.",
    "?” Ann Holm ",
    "of which ",
    "at least ",
    "number of people ",
    "Ann Holm (AH) ",
    "because ",
    "deputy ",
    "last ",
    "quarter ",
    "whether ",
    "may have been ",
];

fn main() {
    // cargo bench hands on its own flags; a path is the only argument of ours.
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let articles = path.as_ref().map_or_else(invented, |path| from_file(path));
    speed(&articles);
    if !grows_with_the_length() {
        std::process::exit(1);
    }
}

fn from_file(path: &str) -> Vec<Article> {
    let lines = BufReader::new(std::fs::File::open(path).unwrap()).lines();
    let article = |(number, line): (usize, std::io::Result<String>)| {
        let line: ArticleLine = serde_json::from_str(&line.unwrap()).unwrap();
        Article::new(ArticleId::new(number.to_string()), line.into_draft().0).unwrap()
    };
    lines.enumerate().map(article).collect()
}

/// Articles of some thirty sentences, put together from invented ones.
fn invented() -> Vec<Article> {
    const SENTENCES: &[&str] = &[
        "At least 12 people were killed on Monday when a crane fell on the east quay of Tarn, Gen. Ro Tan said.",
        "“We will rebuild the bridge before the winter,” said Ann Holm, the mayor of Tarn.",
        "The Vell Company lost $2.4 million in the third quarter of 2019, about a tenth of its sales.",
        "Nobody had expected the river to rise so fast, and the boats that lay below the old mill were lost.",
        "It was not clear who had told the crews to leave the harbour during the night.",
        "The U.S. Army denied the report, which three officials in the region had confirmed a week earlier.",
        "Because the road was closed, the families walked for two days through the hills to reach the camp.",
        "He did not answer questions about the contract.",
        "In the town, shopkeepers said they would open again as soon as the water was gone.",
        "The council is expected to vote on the plan by the end of March.",
    ];
    let mut seed = 7_u64;
    let mut below = move |end: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % end
    };
    let mut article = |number: usize| {
        let sentences: Vec<String> =
            (0..30).map(|_| SENTENCES[below(SENTENCES.len())].replace("Tarn", &format!("Tarn{}", below(40)))).collect();
        read_of(&number.to_string(), &sentences.join(" "))
    };
    (0..ARTICLES).map(&mut article).collect()
}

fn read_of(id: &str, text: &str) -> Article {
    let draft = ArticleDraft {
        title: "Title".to_owned(),
        text: text.to_owned(),
        language: Some("en".to_owned()),
        ..ArticleDraft::default()
    };
    Article::new(ArticleId::new(id), draft).unwrap()
}

/// Time that this thread had a core to itself, so that other work on the machine does not count; elsewhere than on Linux, time.
fn worked(began: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

/// The fastest of some passes.
fn fastest(passes: usize, mut pass: impl FnMut()) -> Duration {
    let began = Instant::now();
    (0..passes)
        .map(|_| {
            let before = worked(began);
            pass();
            worked(began).saturating_sub(before)
        })
        .min()
        .unwrap_or_default()
}

/// Prints words a second and allocations, of the whole stage and of each part.
fn speed(articles: &[Article]) {
    let words: usize = articles.iter().map(|article| article.text().split_whitespace().count()).sum();
    let options = read::Options::default();
    let whole = || articles.iter().for_each(|article| drop(black_box(read::read(article, &options))));
    let seconds = fastest(PASSES, whole).as_secs_f64();
    println!("{} articles, {words} words between blanks, one core", articles.len());
    row("whole stage", words, seconds, seconds, allocations(whole));
    let part = |part: Part| {
        let one = || {
            articles.iter().for_each(|article| {
                black_box(read::count(article, part));
            })
        };
        (fastest(PASSES, one).as_secs_f64(), allocations(one))
    };
    let sentences = part(Part::Sentences);
    let tokens = part(Part::Tokens);
    for which in Part::ALL {
        let (taken, made) = part(which);
        let before = match which {
            Part::Language | Part::Sentences => (0.0, 0),
            Part::Tokens => sentences,
            _ => tokens,
        };
        row(&format!("{which:?}"), words, (taken - before.0).max(0.0), seconds, made.saturating_sub(before.1));
    }
}

fn allocations(once: impl FnOnce()) -> u64 {
    allocation_counter::measure(once).count_total
}

fn row(name: &str, words: usize, seconds: f64, whole: f64, allocations: u64) {
    let thousands = words as f64 / 1000.0;
    println!(
        "{name:12} {:>12.0} words/s {:>6.1} % of the time {:>8.1} allocations per 1,000 words",
        words as f64 / seconds.max(1e-9),
        seconds * 100.0 / whole,
        allocations as f64 / thousands
    );
}

/// Whether four times the text takes about four times the time, whatever is repeated in it.
fn grows_with_the_length() -> bool {
    let time = |text: &str, times: usize| {
        let article = read_of("long", text);
        let options = read::Options::default();
        fastest(3, || (0..times).for_each(|_| drop(black_box(read::read(&article, &options)))))
    };
    let mut worst = (0.0, "");
    for piece in REPEATED {
        let short = piece.repeat(SHORT_BYTES / piece.len());
        let (short, long) = (time(&short, 4), time(&short.repeat(4), 1));
        let growth = long.as_secs_f64() / short.max(TOLD_FROM / 4).as_secs_f64();
        if long > TOLD_FROM && growth > worst.0 {
            worst = (growth, *piece);
        }
    }
    println!(
        "a text takes at most {:.1} times the time of its four quarters (a text of {:?}; limit {GROWTH_MAX})",
        worst.0, worst.1
    );
    worst.0 <= GROWTH_MAX
}
