//! The page of a record, as its server sent it to whoever made the archive. In: a record. Out: a page, or why there is none.
//! Never: more bytes of a page than the limit, however they are packed.

use super::records::{Record, field, fields};
use crate::gather::Options;
use crate::model::{ArticleDraft, Asked, LedgerLine, Moment, Outcome, Page, Received};
use crate::text::canonical_url;
use std::io::Read;

/// What a record comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A page, perhaps with something to note about it.
    Page(Box<Page>, Option<LedgerLine>),
    /// A page that is not taken, and why.
    Dropped(LedgerLine),
    /// A record that never holds a page.
    Nothing,
}

/// What a record comes to. One without a date that can be read counts as received `now`.
pub(super) fn page(record: Record, options: &Options, now: Received) -> Found {
    if !record.may_hold_page() {
        return Found::Nothing;
    }
    let uri = record.field("warc-target-uri").trim_matches(['<', '>', ' ']).to_owned();
    let line = |reason, what: String, hint: &str| {
        LedgerLine::new(now, Asked::Item, Outcome::Dropped, uri.clone()).because(reason, what, hint)
    };
    let Some(url) = canonical_url(&uri) else {
        return Found::Dropped(line("not a page", format!("{uri:?} is no address of a page"), ""));
    };
    let too_large = || {
        let what = format!("larger than {} bytes", options.page_bytes_max);
        Found::Dropped(line("too large", what, "raise gather.page_bytes_max and import the file again"))
    };
    if record.too_large {
        return too_large();
    }
    let fetched = fetched(record.field("warc-date"), now);
    let cut = !record.field("warc-truncated").is_empty();
    let Some(reply) = reply(record) else {
        return Found::Dropped(line("broken record", "holds no reply of a server".to_owned(), BROKEN_HINT));
    };
    if reply.status != 200 {
        let line = line("status", format!("the server answered {}", reply.status), "");
        return Found::Dropped(LedgerLine { status: Some(reply.status), ..line });
    }
    let content_type = field(&reply.fields, "content-type").to_owned();
    if !is_page(&content_type) {
        return Found::Dropped(line("not a page", format!("not an HTML page but {}", shown(&content_type)), ""));
    }
    match body(&reply, options.page_bytes_max) {
        Body::Whole(body) => {
            let noted = LedgerLine::new(now, Asked::Item, Outcome::Noted, url.clone()).because(
                "cut short",
                "the archive holds only its beginning",
                "",
            );
            let page = Page { url, fetched, status: 200, content_type, body, said: ArticleDraft::default() };
            Found::Page(Box::new(page), cut.then_some(noted))
        }
        Body::TooLarge => too_large(),
        Body::Broken(what) => Found::Dropped(line("broken record", what, BROKEN_HINT)),
    }
}

/// What to do about a broken record.
pub(super) const BROKEN_HINT: &str = "get the archive anew if you need it; the rest is taken in";

fn fetched(date: &str, now: Received) -> Received {
    match Moment::parse(date) {
        Some(Moment::Instant { at, .. }) => Received(at),
        _ => now,
    }
}

/// Longest content type that is repeated in words, in characters.
const SHOWN_CHARACTERS_MAX: usize = 80;

fn shown(content_type: &str) -> String {
    content_type.chars().take(SHOWN_CHARACTERS_MAX).collect()
}

/// Whether a body of this content type may be an article's page; where none is said it may.
fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/plain")
}

/// A reply as it was sent.
struct Reply {
    status: u16,
    fields: Vec<(String, String)>,
    body: Vec<u8>,
}

/// The reply in a record; a resource is its own body.
fn reply(mut record: Record) -> Option<Reply> {
    let block = std::mem::take(&mut record.block);
    if record.kind() == "resource" {
        let kind = ("content-type".to_owned(), record.field("content-type").to_owned());
        return Some(Reply { status: 200, fields: vec![kind], body: block });
    }
    let first_end = memchr::memchr(b'\n', &block)?;
    let status = status(block.get(..first_end)?)?;
    let header_end = first_end + 1 + header_length(block.get(first_end + 1..)?)?;
    let fields = fields(block.get(first_end + 1..header_end)?);
    Some(Reply { status, fields, body: block.get(header_end..)?.to_vec() })
}

/// The status in a reply's first line.
fn status(line: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split_ascii_whitespace();
    words.next().filter(|word| word.starts_with("HTTP/"))?;
    words.next()?.parse().ok()
}

/// How many bytes a header has, with the empty line that ends it.
fn header_length(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes) {
        if matches!(bytes.get(start..end)?, b"" | b"\r") {
            return Some(end + 1);
        }
        start = end + 1;
    }
    None
}

enum Body {
    Whole(Vec<u8>),
    TooLarge,
    Broken(String),
}

/// The body, its pieces joined and unpacked. Archives often say how it was sent but hold it as it is; then it stays so.
fn body(reply: &Reply, limit: usize) -> Body {
    let chunked = field(&reply.fields, "transfer-encoding").to_ascii_lowercase().contains("chunked");
    let joined = if chunked { joined(&reply.body) } else { None };
    let body = joined.unwrap_or_else(|| reply.body.clone());
    let packing = field(&reply.fields, "content-encoding").trim().to_ascii_lowercase();
    let unpacked = match packing.as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            unpack(flate2::read::MultiGzDecoder::new(body.as_slice()), limit)
        }
        "deflate" if is_zlib(&body) => unpack(flate2::read::ZlibDecoder::new(body.as_slice()), limit),
        "deflate" if !looks_like_text(&body) => unpack(flate2::read::DeflateDecoder::new(body.as_slice()), limit),
        "" | "identity" | "gzip" | "x-gzip" | "deflate" => Some(body),
        _ if looks_like_text(&body) => Some(body),
        other => return Body::Broken(format!("its body is packed as {:?}, which is not read", shown(other))),
    };
    match unpacked {
        Some(body) if body.len() > limit => Body::TooLarge,
        Some(body) => Body::Whole(body),
        None => Body::Broken("its body cannot be unpacked".to_owned()),
    }
}

/// Unpacks one byte more than the limit at most; what breaks off after some text was unpacked is kept up to there.
fn unpack(reader: impl Read, limit: usize) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    match reader.take(limit as u64 + 1).read_to_end(&mut body) {
        Err(_) if body.is_empty() => None,
        _ => Some(body),
    }
}

fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31))
}

/// Whether bytes begin as a text does, not as something packed.
fn looks_like_text(body: &[u8]) -> bool {
    const LOOKED_AT: usize = 64;
    body.iter().take(LOOKED_AT).all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..))
        && body
            .iter()
            .find(|byte| !byte.is_ascii_whitespace())
            .is_none_or(|byte| matches!(byte, b'<' | 0xef | b'A'..=b'Z'))
}

/// The pieces of a body, joined; nothing where it does not consist of pieces.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let size = std::str::from_utf8(rest.get(..end)?).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(body);
        }
        // The last piece may have been cut off with the record.
        let Some(piece) = rest.get(..size) else {
            body.extend_from_slice(rest);
            return Some(body);
        };
        body.extend_from_slice(piece);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(body);
        }
    }
}
