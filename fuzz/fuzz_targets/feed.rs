//! Any bytes that a server sends in place of a feed give items or nothing. In: bytes. Out: a crash where a promise is broken.
//! Never: a network, a file. `cargo +nightly fuzz run feed`; the property tests of src/gather/ run a small stand-in on stable.
#![no_main]

use backstory::gather::formats;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = formats::feed(bytes);
    let _ = formats::discover(bytes);
});
