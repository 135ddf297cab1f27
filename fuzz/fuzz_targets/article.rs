//! Any text gives a reading that lies in it. In: bytes; the first chooses a language. Out: a crash where a promise is broken.
//! Never: a network, a file. `cargo +nightly fuzz run article`; tests/it/any_text.rs runs a small stand-in on stable.
#![no_main]

use backstory::model::{Article, ArticleDraft, ArticleId};
use backstory::read;
use backstory::wire::ReadingLine;
use libfuzzer_sys::fuzz_target;

const LANGUAGES: [&str; 8] = ["en", "de", "es", "fr", "ru", "zh", "th", "und"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest).into_owned();
    let language = LANGUAGES.get(usize::from(*first) % LANGUAGES.len()).map(|code| (*code).to_owned());
    let draft = ArticleDraft { text: text.clone(), language, ..ArticleDraft::default() };
    let Ok(article) = Article::new(ArticleId::new("any"), draft) else { return };
    let reading = read::read(&article, &read::Options::default());
    assert!(reading.sentences.iter().all(|sentence| !sentence.span.of(&text).is_empty()));
    assert!(reading.sentences.is_sorted_by(|left, right| left.span.end() <= right.span.start()));
    assert!(ReadingLine::new(&reading, &text).into_reading(&article).is_ok());
});
