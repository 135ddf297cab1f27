//! Any bytes of a web archive give pages within the limit, and lines that say what was wrong, packed or not.
//! In: bytes. Out: a crash where gather does not survive them. Never: a network, a file. `cargo +nightly fuzz run warc`.
#![no_main]

use backstory::gather::{self, Options};
use backstory::model::Received;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(now) = "2031-01-05T08:00:00Z".parse() else { return };
    let options = Options { page_bytes_max: 1 << 16, ..Options::default() };
    let (pages, lines) = gather::pages_of_archive(bytes, &options, Received(now));
    assert!(pages.iter().all(|page| page.status == 200 && page.body.len() <= options.page_bytes_max));
    assert!(lines.iter().all(|line| !line.place.is_empty()));
});
