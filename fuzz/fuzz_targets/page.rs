//! Any bytes of a page give a draft or none. In: bytes. Out: a crash where extract does not survive them.
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
    let _ = extract::extract(&page, &extract::Options::default());
});
