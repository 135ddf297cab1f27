//! The ways of misbehaving: name, what the server does, what the ledger is to say. In: nothing. Out: one table.
//! Never: an address outside of this machine that would be connected to.

use super::server::{Answer, Asked};
use backstory::model::Outcome::{self, Blocked, Failed, Left, Moved, Received, Refused};
use std::io::Write;
use std::time::Duration;

/// One way: name, what is done with a request for the feed and for robots.txt, and what becomes of it.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) answer: Answer,
    pub(super) robots: Option<Answer>,
    pub(super) outcome: Outcome,
    pub(super) reason: &'static str,
}

/// A feed of two items.
pub(super) const FEED: &str = "<?xml version=\"1.0\"?><rss><channel><title>Varn Post</title>\
    <item><title>Osk bridge closed</title><link>https://varn.example/1</link><description>The bridge is closed.</description></item>\
    <item><title>Mill reopens</title><link>https://varn.example/2</link><description>The mill is open.</description></item>\
    </channel></rss>";
const OK: &str = "200 OK\r\ncontent-type: application/rss+xml";
const NO_PAUSE: Duration = Duration::ZERO;

const fn case(name: &'static str, outcome: Outcome, reason: &'static str, answer: Answer) -> Case {
    Case { name, answer, robots: None, outcome, reason }
}

const fn robots(name: &'static str, outcome: Outcome, reason: &'static str, robots: Answer) -> Case {
    Case { name, answer: |asked| asked.reply(OK, FEED.as_bytes()), robots: Some(robots), outcome, reason }
}

fn redirect(asked: &mut Asked, to: &str) {
    asked.reply(&format!("302 Found\r\nlocation: {to}"), b"");
}

/// A reply that is packed, or says so.
fn packed(asked: &mut Asked, encoding: &str, body: &[u8]) {
    asked.reply(&format!("{OK}\r\ncontent-encoding: {encoding}"), body);
}

pub(super) fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(plain).unwrap();
    packer.finish().unwrap()
}

/// 40 MiB of blanks as zstd: blocks of one byte repeated 128 KiB (RFC 8878, 3.1.1.2).
fn zstd_bomb() -> Vec<u8> {
    let mut bytes = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    for number in 1..=320_u32 {
        let header = (128 << 10) << 3 | 1 << 1 | u32::from(number == 320);
        bytes.extend(&header.to_le_bytes()[..3]);
        bytes.push(b' ');
    }
    bytes
}

/// 16 MiB of blanks as brotli: codes of one symbol each, so that letters cost no bits (RFC 7932, 9.2).
fn brotli_bomb() -> Vec<u8> {
    let length = 1_u64 << 24;
    let (mut bytes, mut held, mut count) = (Vec::new(), 0_u64, 0);
    let mut put = |value: u64, bits: u32| {
        held |= value << count;
        count += bits;
        while count >= 8 {
            bytes.push((held & 0xff) as u8);
            held >>= 8;
            count -= 8;
        }
    };
    put(0, 1); // window of 64 KiB
    put(1, 1); // the last block
    put(0, 1); // which is not empty
    put(2, 2); // six nibbles of length
    put(length - 1, 24);
    put(0, 3); // one type of block of each kind
    put(0, 6); // no postfix, no direct distances
    put(0, 2); // context of literals
    put(0, 2); // one tree of literals, one of distances
    for (symbol, bits) in [(u64::from(b' '), 8), (504, 10), (0, 6)] {
        put(1, 2); // a simple code
        put(0, 2); // of one symbol
        put(symbol, bits);
    }
    put(length - 22_594, 24); // insert so many
    put(0, 7); // the rest of the last byte
    bytes
}

/// Every way.
pub(super) const CASES: &[Case] = &[
    case("good", Received, "", |asked| asked.reply(OK, FEED.as_bytes())),
    // Time.
    case("slow drip of the body", Failed, "too slow", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n");
        asked.endless(b"x", Duration::from_millis(100));
    }),
    case("slow drip of the header", Failed, "too slow", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\nx: ");
        asked.endless(b"y", Duration::from_millis(100));
    }),
    case("silent", Failed, "too slow", Asked::silent),
    case("silent after the header", Failed, "too slow", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n");
        asked.silent();
    }),
    // Size.
    case("endless body", Failed, "too large", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\n\r\n");
        asked.endless(&[b'x'; 8192], NO_PAUSE);
    }),
    case("endless chunks", Failed, "too large", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
        asked.endless(b"8\r\nxxxxxxxx\r\n8\r\nxxxxxxxx\r\n", NO_PAUSE);
    }),
    case("a length beyond the limit", Failed, "too large", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n");
        asked.silent();
    }),
    case("endless header", Failed, "too large", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\nx: ");
        asked.endless(&[b'y'; 1024], NO_PAUSE);
    }),
    case("header too long", Failed, "too large", |asked| {
        let head = format!("{OK}\r\nx: {}", "y".repeat(100_000));
        asked.reply(&head, FEED.as_bytes());
    }),
    case("too many header lines", Failed, "bad reply", |asked| {
        let head = format!("{OK}{}", "\r\nx: y".repeat(2_000));
        asked.reply(&head, FEED.as_bytes());
    }),
    // Cut.
    case("closed at once", Failed, "cut off", |_| {}),
    case("closed in the header", Failed, "cut off", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ncontent-ty");
    }),
    case("length too long", Failed, "cut off", |asked| {
        asked.send(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{FEED}", FEED.len() + 1).as_bytes());
    }),
    case("length too short", Received, "", |asked| {
        asked.send(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{FEED}", FEED.len() - 5).as_bytes());
    }),
    case("chunks cut", Failed, "cut off", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n<rss>");
    }),
    case("chunk of no size", Failed, "bad reply", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n<rss>\r\n0\r\n\r\n");
    }),
    // Not HTTP.
    case("no status line", Failed, "bad reply", |asked| {
        asked.send(b"content-type: text/xml\r\n\r\n<rss></rss>");
    }),
    case("garbage", Failed, "bad reply", |asked| {
        asked.send(&[0xff; 4_000]);
    }),
    case("HTTP/0.9", Failed, "bad reply", |asked| {
        asked.send(b"<html>old</html>\r\n\r\n");
    }),
    case("flood of 1xx", Failed, "bad reply", |asked| {
        asked.endless(b"HTTP/1.1 100 Continue\r\nx: y\r\n\r\n", Duration::from_millis(1));
    }),
    case("two lengths", Failed, "bad reply", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde");
    }),
    case("length of no number", Failed, "bad reply", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\nabcde");
    }),
    // Not a feed.
    case("picture", Failed, "not a feed", |asked| {
        asked.reply("200 OK\r\ncontent-type: image/png", b"\x89PNG\r\n\x1a\n\0\0")
    }),
    case("feed sent as a picture", Received, "", |asked| {
        asked.reply("200 OK\r\ncontent-type: image/png", FEED.as_bytes());
    }),
    case("page instead of a feed", Failed, "not a feed", |asked| {
        asked.reply("200 OK\r\ncontent-type: text/html", b"<!doctype html><html><p>Log in first</html>");
    }),
    case("nothing", Failed, "empty", |asked| asked.reply(OK, b"")),
    case("zero bytes", Failed, "not a feed", |asked| asked.reply(OK, &[0; 10_000])),
    case("feed cut in an item", Received, "", |asked| asked.reply(OK, &FEED.as_bytes()[..250])),
    // Redirects.
    case("redirect loop", Failed, "too many redirects", |asked| redirect(asked, "/feed")),
    case("redirects without end", Failed, "too many redirects", |asked| {
        let next = format!("/feed/{}", asked.path.len());
        redirect(asked, &(asked.path.clone() + &next));
    }),
    case("redirect to a file", Refused, "refused address", |asked| redirect(asked, "file:///etc/hostname")),
    case("redirect to a script", Refused, "refused address", |asked| redirect(asked, "javascript:alert(1)")),
    case("redirect with a password", Refused, "refused address", |asked| {
        redirect(asked, "http://user:pass@127.0.0.1/")
    }),
    case("redirect to another machine inside", Refused, "private address", |asked| {
        redirect(asked, "http://127.0.0.2/")
    }),
    case("redirect to ::1", Refused, "private address", |asked| redirect(asked, "http://[::1]/")),
    case("redirect to ::1, written as IPv4", Refused, "private address", |asked| {
        redirect(asked, "http://[::ffff:127.0.0.2]/");
    }),
    case("redirect to a number", Refused, "private address", |asked| redirect(asked, "http://2130706434/")),
    case("redirect to the cloud's secrets", Refused, "private address", |asked| {
        redirect(asked, "http://169.254.169.254/latest/meta-data");
    }),
    case("redirect to a port of this machine", Refused, "refused address", |asked| {
        redirect(asked, "http://localhost:25/")
    }),
    case("redirect to nowhere", Failed, "bad redirect", |asked| asked.reply("302 Found", b"")),
    case("redirect to no address", Failed, "bad redirect", |asked| redirect(asked, "http://[::zz]/")),
    case("moved for good", Moved, "", |asked| match asked.path.as_str() {
        "/new" => asked.reply(OK, FEED.as_bytes()),
        _ => asked.reply("301 Moved Permanently\r\nlocation: /new", b""),
    }),
    case("moved for good, by 308", Moved, "", |asked| match asked.path.as_str() {
        "/new" => asked.reply(OK, FEED.as_bytes()),
        _ => asked.reply("308 Permanent Redirect\r\nlocation: /new", b""),
    }),
    case("moved for now", Received, "", |asked| match asked.path.as_str() {
        "/new" => asked.reply(OK, FEED.as_bytes()),
        _ => redirect(asked, "/new"),
    }),
    // Packing.
    case("gzip", Received, "", |asked| packed(asked, "gzip", &gzip(FEED.as_bytes()))),
    case("gzip bomb", Failed, "too large", |asked| packed(asked, "gzip", &gzip(&vec![b' '; 40 << 20]))),
    case("gzip bomb without a name", Failed, "too large", |asked| asked.reply(OK, &gzip(&vec![b' '; 40 << 20]))),
    case("brotli bomb", Failed, "too large", |asked| packed(asked, "br", &brotli_bomb())),
    case("zstd bomb", Failed, "too large", |asked| packed(asked, "zstd", &zstd_bomb())),
    case("gzip in gzip", Failed, "unknown packing", |asked| packed(asked, "gzip", &gzip(&gzip(FEED.as_bytes())))),
    case("gzip twice by name", Failed, "unknown packing", |asked| {
        packed(asked, "gzip, gzip", &gzip(&gzip(FEED.as_bytes())));
    }),
    case("broken gzip", Failed, "broken packing", |asked| packed(asked, "gzip", &gzip(FEED.as_bytes())[..40])),
    case("unknown packing", Failed, "unknown packing", |asked| packed(asked, "rot13", FEED.as_bytes())),
    case("plain text that says it is packed", Failed, "broken packing", |asked| packed(asked, "gzip", FEED.as_bytes())),
    case("packed as another than it says", Failed, "broken packing", |asked| {
        packed(asked, "zstd", &gzip(FEED.as_bytes()));
    }),
    // Statuses.
    case("400", Failed, "status", |asked| asked.reply("400 Bad Request", b"no")),
    case("401", Failed, "status", |asked| asked.reply("401 Unauthorized", b"no")),
    case("403", Failed, "status", |asked| asked.reply("403 Forbidden", b"no")),
    case("404", Failed, "status", |asked| asked.reply("404 Not Found", FEED.as_bytes())),
    case("410", Failed, "gone", |asked| asked.reply("410 Gone", b"")),
    case("500", Failed, "status", |asked| asked.reply("500 Internal Server Error", b"")),
    case("204", Failed, "status", |asked| {
        asked.send(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    }),
    case("299", Failed, "status", |asked| asked.reply("299 Odd", FEED.as_bytes())),
    case("304 without being asked", Failed, "bad reply", |asked| {
        asked.send(b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n");
    }),
    case("503", Left, "asked to wait", |asked| asked.reply("503 Service Unavailable", b"")),
    case("429, seconds", Left, "asked to wait", |asked| asked.reply("429 Too Many Requests\r\nretry-after: 600", b"")),
    case("429, a date", Left, "asked to wait", |asked| {
        asked.reply("429 Too Many Requests\r\nretry-after: Tue, 03 Nov 2026 10:10:00 GMT", b"");
    }),
    case("429, for ever", Left, "asked to wait", |asked| {
        asked.reply("429 Too Many Requests\r\nretry-after: 99999999999999999999", b"");
    }),
    // robots.txt.
    robots("robots that say no", Blocked, "robots", |asked| asked.reply("200 OK", b"user-agent: *\ndisallow: /")),
    robots("robots that say no to us", Blocked, "robots", |asked| {
        asked.reply("200 OK", b"user-agent: backstory\ndisallow: /feed\n\nuser-agent: *\nallow: /");
    }),
    robots("robots that fail", Blocked, "no robots.txt", |asked| asked.reply("500 Internal Server Error", b"")),
    robots("robots that are forbidden", Received, "", |asked| asked.reply("403 Forbidden", b"disallow: /")),
    robots("robots without end", Received, "", |asked| {
        asked.send(b"HTTP/1.1 200 OK\r\n\r\n");
        asked.endless(&b"disallow: /other\n".repeat(500), NO_PAUSE);
    }),
    robots("robots that redirect in circles", Received, "", |asked| redirect(asked, "/robots.txt")),
    robots("robots that redirect inside", Received, "", |asked| redirect(asked, "http://127.0.0.2/robots.txt")),
    robots("robots that are garbage", Received, "", |asked| asked.reply("200 OK", &[0xfe; 5_000])),
    robots("robots that never come", Failed, "too slow", Asked::silent),
    robots("robots with a delay of a year", Received, "", |asked| {
        asked.reply("200 OK", b"user-agent: *\ncrawl-delay: 31536000");
    }),
];
