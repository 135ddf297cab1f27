//! Invented archives, whole and broken. In: records. Out: the pages that they give. Never: a page that was not in the archive.

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;

const DATE: &str = "2031-03-18T09:30:00Z";

fn now() -> Received {
    Received("2031-03-20T06:00:00Z".parse().unwrap())
}

fn record(kind: &str, uri: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {DATE}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn reply(status: u16, fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status} Word\r\n{fields}\r\n").as_bytes(), body].concat()
}

fn html(words: &str) -> Vec<u8> {
    reply(200, "Content-Type: text/html; charset=utf-8\r\n", words.as_bytes())
}

fn response(name: &str, words: &str) -> Vec<u8> {
    record("response", &format!("https://paper.example/{name}"), &html(words))
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gather(bytes: &[u8]) -> (Vec<Page>, Vec<LedgerLine>) {
    of_bytes(bytes, &Options::default(), now())
}

/// What the ledger says of a single record's archive: bodies of its pages, and reasons.
#[track_caller]
fn check(bytes: &[u8], bodies: &[&str], reasons: &[&str]) {
    for bytes in [bytes.to_vec(), gz(bytes)] {
        let (pages, lines) = gather(&bytes);
        let found: Vec<_> = pages.iter().map(|page| String::from_utf8_lossy(&page.body).into_owned()).collect();
        let said: Vec<_> = lines.iter().map(|line| line.reason).filter(|reason| !reason.is_empty()).collect();
        assert_eq!((found.iter().map(String::as_str).collect::<Vec<_>>(), said), (bodies.to_vec(), reasons.to_vec()));
    }
}

#[track_caller]
fn check_reply(fields: &str, body: &[u8], bodies: &[&str], reasons: &[&str]) {
    check(&record("response", "https://paper.example/a", &reply(200, fields, body)), bodies, reasons);
}

const HTML: &str = "Content-Type: text/html\r\n";

#[test]
fn a_reply_is_a_page_with_its_address_and_date() {
    let (pages, lines) = gather(&response("a", "<p>Varn"));
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].url, "https://paper.example/a");
    assert_eq!(pages[0].fetched, Received(DATE.parse().unwrap()));
    assert_eq!((pages[0].status, pages[0].content_type.as_str()), (200, "text/html; charset=utf-8"));
}

#[test]
fn only_pages_are_taken_and_what_is_left_out_is_said() {
    check(&record("request", "https://paper.example/a", b"GET / HTTP/1.1\r\n\r\n"), &[], &[]);
    check(&record("warcinfo", "", b"software: invented\r\n"), &[], &[]);
    check(&record("revisit", "https://paper.example/a", &html("")), &[], &[]);
    check(&record("resource", "<https://paper.example/a>", b"<p>Osk"), &["<p>Osk"], &[]);
    check(&record("response", "dns:paper.example", b"10.0.0.1"), &[], &["not a page"]);
    check(&record("response", "https://paper.example/a", &reply(404, HTML, b"gone")), &[], &["status"]);
    check(&record("response", "https://paper.example/a", b"no reply at all"), &[], &["broken record"]);
    check_reply("Content-Type: image/png\r\n", b"\x89PNG", &[], &["not a page"]);
    check_reply("", b"<p>No type", &["<p>No type"], &[]);
}

#[test]
fn bodies_are_joined_and_unpacked_however_they_lie() {
    let chunked = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n";
    check_reply(chunked, b"5\r\n<p>Va\r\n2;x=y\r\nrn\r\n0\r\n\r\n", &["<p>Varn"], &[]);
    check_reply(chunked, b"<p>as it is", &["<p>as it is"], &[]);
    check_reply("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &gz(b"<p>Varn"), &["<p>Varn"], &[]);
    check_reply("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", b"<p>Varn", &["<p>Varn"], &[]);
    check_reply("Content-Type: text/html\r\nX-Crawler-Content-Encoding: gzip\r\n", b"<p>Varn", &["<p>Varn"], &[]);
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(b"<p>Varn").unwrap();
    check_reply("Content-Type: text/html\r\nContent-Encoding: deflate\r\n", &zlib.finish().unwrap(), &["<p>Varn"], &[]);
    let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
    bare.write_all(b"<p>Varn").unwrap();
    check_reply("Content-Type: text/html\r\nContent-Encoding: deflate\r\n", &bare.finish().unwrap(), &["<p>Varn"], &[]);
    check_reply("Content-Type: text/html\r\nContent-Encoding: br\r\n", b"\x01\x02\x03", &[], &["broken record"]);
}

#[test]
fn a_page_over_the_limit_is_left_out_packed_or_not() {
    let options = Options { page_bytes_max: 1000, ..Options::default() };
    let bomb = reply(200, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &gz(&vec![b'a'; 100_000]));
    let large = html(&"a".repeat(100_000));
    for block in [bomb, large] {
        let bytes = [record("response", "https://paper.example/a", &block), response("b", "<p>next")].concat();
        let (pages, lines) = of_bytes(&bytes, &options, now());
        assert_eq!((pages.len(), lines.len()), (1, 1), "{lines:?}");
        assert_eq!(lines[0].reason, "too large");
    }
}

#[test]
fn a_broken_record_is_passed_over_and_the_next_one_is_found() {
    let (first, last) = (response("a", "<p>first"), response("c", "<p>last"));
    let lying = response("b", "<p>lying").windows(1).map(|byte| byte[0]).collect::<Vec<u8>>();
    let lying = String::from_utf8(lying).unwrap().replace("Content-Length: ", "Content-Length: 1");
    let silent = lying.replace("Content-Length", "Content-Width");
    check(&[&first[..], silent.as_bytes(), &last].concat(), &["<p>first", "<p>last"], &["broken record"]);
    check(&[&first[..], b"rubbish\r\nmore of it\r\n", &last].concat(), &["<p>last"], &["broken record"]);
    // As one member each: what one says of its length is wrong, the next one is whole.
    let members = [gz(&first), gz(lying.as_bytes()), gz(&last)].concat();
    let (pages, lines) = gather(&members);
    assert_eq!((pages.len(), lines.len()), (2, 1), "{lines:?}");
    assert!(lines[0].place.starts_with("archive byte"), "{:?}", lines[0]);
}

#[test]
fn a_damaged_member_costs_its_own_record_only() {
    let records: Vec<Vec<u8>> =
        (0..5).map(|at| gz(&response(&format!("{at}"), &format!("<p>{}", "word ".repeat(at + 9))))).collect();
    let mut bytes = records.concat();
    let begin = records[0].len() + records[1].len();
    for byte in &mut bytes[begin + 20..begin + 60] {
        *byte ^= 0x5a;
    }
    let (pages, lines) = gather(&bytes);
    assert_eq!((pages.len(), lines.len()), (4, 1), "{lines:?}");
    assert_eq!((lines[0].reason, lines[0].place.clone()), ("broken record", format!("archive byte {begin}")));
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let records = [response("a", "<p>first"), response("b", "<p>second")];
    let plain = records.concat();
    let packed = [gz(&records[0]), gz(&records[1])].concat();
    for bytes in [&plain[..plain.len() - 9], &packed[..packed.len() - 4]] {
        let (pages, lines) = gather(bytes);
        assert_eq!((pages.len(), lines.len()), (1, 1), "{lines:?}");
        assert_eq!(lines[0].reason, "broken off");
        assert!(lines[0].what.starts_with("breaks off at byte ") && lines[0].hint.contains("anew"));
    }
}

/// What hauls of at most so many pages give, each one read from the place that the one before it reached.
fn in_hauls(bytes: &[u8], haul_pages: usize) -> (Vec<Page>, Vec<LedgerLine>, Position) {
    let options = Options { haul_pages, ..Options::default() };
    let (mut pages, mut lines, mut position) = (Vec::new(), Vec::new(), Position::default());
    while !position.done {
        let mut one = None;
        let mut hand = |haul: Haul| {
            one.get_or_insert(haul);
            false
        };
        let place = "archive";
        let archive = Archive { place, options: &options, now: now(), position: position.clone(), hand: &mut hand };
        read(archive, io::Cursor::new(bytes));
        let haul = one.unwrap();
        pages.extend(haul.pages);
        lines.extend(haul.lines);
        position = haul.position.unwrap();
    }
    (pages, lines, position)
}

/// An archive: records of some kinds, some spoilt, in members of one or several.
fn archives() -> impl Strategy<Value = Vec<u8>> {
    let record = (0_u8..9, 0_usize..400, "[a-z<> ]{0,40}");
    let shape =
        (prop::collection::vec(record, 0..14), 0_usize..4, prop::collection::vec((0_usize..9000, any::<u8>()), 0..3));
    shape.prop_map(|(records, members, spoilt)| {
        let records: Vec<Vec<u8>> = records
            .into_iter()
            .enumerate()
            .map(|(at, (kind, more, words))| {
                let words = format!("{words}{}", "x".repeat(more));
                match kind {
                    0 => record_of("request", at, words.as_bytes()),
                    1 => record_of("response", at, &reply(404, "", b"")),
                    2 => words.into_bytes(),
                    _ => response(&format!("{at}"), &words),
                }
            })
            .collect();
        let mut bytes = match members {
            0 => records.concat(),
            in_one => records.chunks(in_one).flat_map(|chunk| gz(&chunk.concat())).collect(),
        };
        for (at, byte) in spoilt {
            if let Some(spoilt) = bytes.get_mut(at) {
                *spoilt = byte;
            }
        }
        bytes
    })
}

fn record_of(kind: &str, at: usize, block: &[u8]) -> Vec<u8> {
    record(kind, &format!("https://paper.example/{at}"), block)
}

proptest! {
    #[test]
    fn an_archive_read_haul_by_haul_gives_what_one_read_at_once_gives(bytes in archives(), pages in 1_usize..5) {
        let whole = in_hauls(&bytes, usize::MAX / 32);
        prop_assert_eq!(in_hauls(&bytes, pages), whole);
    }

    #[test]
    fn any_bytes_are_survived(mut bytes in prop::collection::vec(any::<u8>(), 0..600), packed in any::<bool>()) {
        bytes.splice(0..0, b"WARC/1.1\r\nWARC-Type: response\r\n".iter().copied());
        let bytes = if packed { gz(&bytes) } else { bytes };
        let (pages, lines) = gather(&bytes);
        prop_assert!(pages.is_empty() || lines.is_empty() || pages.len() + lines.len() <= bytes.len());
    }
}
