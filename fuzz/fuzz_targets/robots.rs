//! Any bytes of a robots.txt give rules that can be asked, whatever they are. In: bytes. Out: a crash where a promise is broken.
//! Never: a network, a file. `cargo +nightly fuzz run robots`; the property tests of src/gather/ run a small stand-in on stable.
#![no_main]

use backstory::gather::formats;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = formats::robots(bytes);
});
