//! Invented articles by the dozen: events told by several outlets, some word for word, in a reproducible order.
//! In: a seed. Out: articles as JSON lines. Never: a real name, and never two runs that differ.

use serde_json::{Value, json};

const OUTLETS: [&str; 6] =
    ["Northern Wire", "Varn Post", "The Osk Mirror", "Limarra Daily", "Evening Gull", "Coast Radio"];
const SYLLABLES: [&str; 16] =
    ["var", "no", "kel", "ta", "mi", "ros", "dun", "a", "li", "bek", "su", "gor", "pe", "ran", "os", "fi"];
/// Words that each event has of its own.
const WORDS: usize = 14;

/// A small random source: a multiplicative generator, the same everywhere.
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// So many articles, not in the order of their publication.
pub(crate) fn articles(seed: u64, count: usize) -> Vec<Value> {
    let mut seeded = Seeded::new(seed);
    let mut articles: Vec<Value> = Vec::new();
    while articles.len() < count {
        event(&mut seeded, &mut articles);
    }
    articles.truncate(count);
    for at in (1..count).rev() {
        articles.swap(at, seeded.below(at + 1));
    }
    articles
}

/// The articles as a file.
pub(crate) fn lines(articles: &[Value]) -> String {
    articles.iter().map(|article| format!("{article}\n")).collect()
}

/// One event and the articles on it.
fn event(seeded: &mut Seeded, articles: &mut Vec<Value>) {
    let words: Vec<String> = (0..WORDS).map(|_| word(seeded)).collect();
    let (day, figure) = (1 + seeded.below(18), 3 + seeded.below(90));
    let mut told = String::new();
    for teller in 0..1 + seeded.below(4) {
        if teller == 0 || seeded.below(3) > 0 {
            told = tell(seeded, &words, figure + teller);
        }
        let hour = seeded.below(24);
        articles.push(json!({
            "id": format!("a{}", articles.len()),
            "outlet": seeded.one_of(&OUTLETS),
            "title": format!("The {} of {} is {}", words[0], capital(&words[1]), words[2]),
            "text": told,
            "published": format!("2031-03-{day:02}T{hour:02}:15:00Z"),
            "language": "en",
        }));
    }
}

fn word(seeded: &mut Seeded) -> String {
    (0..3 + seeded.below(2)).map(|_| seeded.one_of(&SYLLABLES)).collect()
}

fn capital(word: &str) -> String {
    format!("{}{}", word[..1].to_uppercase(), &word[1..])
}

fn tell(seeded: &mut Seeded, words: &[String], figure: usize) -> String {
    let (place, speaker) = (capital(&words[1]), capital(&words[3]));
    let mut text = format!(
        "The {} of {place} was {} on Tuesday because {figure} people left, {speaker} said.\n",
        words[0], words[2]
    );
    for _ in 0..4 + seeded.below(4) {
        let [one, two, three] = [(); 3].map(|()| words[4 + seeded.below(WORDS - 4)].clone());
        text.push_str(&format!("Ilse {speaker} told the {one} of {place} that the {two} would {three} again. "));
    }
    text
}
