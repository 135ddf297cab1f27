//! Bytes as text, by the rules of the web: valid UTF-8 wins, then a byte order mark, the label of the server, the label in the page.
//! In: bytes and a content type. Out: text. Never: fails; what cannot be decoded becomes U+FFFD.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// How many bytes of a page may hold its own label (the HTML standard's number).
const LABEL_WITHIN_BYTES: usize = 1024;

/// The bytes as text; `content_type` is what the server said, empty where it said nothing.
pub fn decode<'a>(bytes: &'a [u8], content_type: &str) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding =
        labelled(content_type.as_bytes()).or_else(|| labelled_inside(bytes)).unwrap_or_else(|| guessed(bytes));
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    if wrong { guessed(bytes).decode_without_bom_handling(bytes).0 } else { text }
}

/// The encoding of bytes that no label describes rightly.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) { UTF_8 } else { WINDOWS_1252 }
}

/// The encoding that `<meta charset>`, `<meta http-equiv>` or an XML declaration names near the start.
fn labelled_inside(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..LABEL_WITHIN_BYTES).unwrap_or(bytes);
    labelled(head).map(|encoding| if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

/// The encoding after the first `charset=` or `encoding=`.
fn labelled(bytes: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let after = |key: &[u8]| lower.windows(key.len()).position(|window| window == key).map(|at| at + key.len());
    let start = after(b"charset=").or_else(|| after(b"encoding="))?;
    let rest = lower.get(start..)?;
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
    Encoding::for_label(rest.get(..end.unwrap_or(rest.len()))?)
}

/// Whether the bytes are UTF-8 but for a few: at most one broken sequence in a hundred of those beyond ASCII.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    broken * 100 <= beyond
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check(bytes: &[u8], content_type: &str, expected: &str) {
        assert_eq!(decode(bytes, content_type), expected);
    }

    #[test]
    fn the_web_rules() {
        check("Größe".as_bytes(), "text/html; charset=iso-8859-1", "Größe");
        check(b"Gr\xf6\xdfe", "text/html; charset=ISO-8859-1", "Größe");
        check(b"Gr\xf6\xdfe", "", "Größe");
        check(b"<meta charset=\"windows-1251\">\xcc\xe8\xf0", "", "<meta charset=\"windows-1251\">Мир");
        check(b"<?xml version='1.0' encoding='koi8-r'?>\xed\xc9\xd2", "", "<?xml version='1.0' encoding='koi8-r'?>Мир");
        check(b"\xff\xfeM\0i\0r\0", "text/html; charset=utf-8", "Mir");
        check(b"\xef\xbb\xbfMir", "", "Mir");
        check(b"", "", "");
    }
}
