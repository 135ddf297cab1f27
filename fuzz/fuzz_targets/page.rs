//! Any bytes of a page give an article, or a problem that says why not, under small caps and the default ones: the property test
//! of src/extract/mod.rs, with bytes that a fuzzer looks for. In: bytes. Out: a crash where extract does not survive them.
//! Never: a network, a file. `cargo +nightly fuzz run page`.
#![no_main]

use backstory::extract;
use backstory::model::{ArticleDraft, Page, Received};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(fetched) = "2026-01-05T08:00:00Z".parse() else { return };
    let page = Page {
        url: "https://paper.example/story".to_owned(),
        fetched: Received(fetched),
        status: 200,
        content_type: "text/html".to_owned(),
        body: bytes.to_vec(),
        said: ArticleDraft::default(),
    };
    let small = extract::Options { bytes_max: 1 << 12, depth_max: 40, elements_max: 300, attributes_max: 20 };
    for options in [small, extract::Options::default()] {
        let found = extract::extract(&page, &options);
        assert!(found.draft.is_some() || !found.problems.is_empty());
        let draft = found.draft.unwrap_or_default();
        assert!(draft.text.lines().all(|line| !line.trim().is_empty()));
        assert_eq!(draft.published.is_some(), found.details.published_from.is_some());
    }
});
