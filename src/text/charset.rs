//! Bytes as text, by the rules of the web and against headers that lie: a byte order mark, then valid UTF-8, then the label of the
//! server or of the page, then a guess by the letters. In: bytes and a content type. Out: text.
//! Never: fails; what cannot be decoded becomes U+FFFD.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// How many bytes of a page may hold its own label: four times the HTML standard's number, because comments come first in some.
const LABEL_WITHIN_BYTES: usize = 4096;
/// How many bytes a guess is made from; letters repeat.
const GUESS_BYTES: usize = 1 << 18;

/// The bytes as text; `content_type` is what the server said, empty where it said nothing.
pub fn decode<'a>(bytes: &'a [u8], content_type: &str) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    let (server, page) = (labelled(content_type.as_bytes()), labelled_inside(bytes));
    if let Some(encoding) = server.or(page).filter(|encoding| is_hidden_in_ascii(encoding, bytes)) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if mostly_utf8(bytes) {
        return UTF_8.decode_without_bom_handling(bytes).0;
    }
    // Servers send their default label without looking at the page; the page's own is somebody's decision.
    let first = if server == Some(WINDOWS_1252) { [page, server] } else { [server, page] };
    for encoding in first.into_iter().flatten().filter(|encoding| *encoding != UTF_8) {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        if !wrong {
            return text;
        }
    }
    guessed(bytes).decode_without_bom_handling(bytes).0
}

/// Whether bytes in this encoding are valid UTF-8 without being meant so: escapes between ASCII letters, or zeros beside them.
fn is_hidden_in_ascii(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let marks = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    match encoding {
        _ if encoding == ISO_2022_JP => marks(b"\x1b$") || marks(b"\x1b("),
        _ if encoding.is_ascii_compatible() => false,
        _ => marks(b"\0"),
    }
}

/// The encoding of bytes that no label describes rightly, by how often their letters stand beside each other in which language.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..GUESS_BYTES).unwrap_or(bytes), bytes.len() <= GUESS_BYTES);
    detector.guess(None, Utf8Detection::Allow)
}

/// The encoding that `<meta charset>`, `<meta http-equiv>` or an XML declaration names near the start.
fn labelled_inside(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..LABEL_WITHIN_BYTES).unwrap_or(bytes);
    labelled(head)
        .map(|encoding| if encoding.is_ascii_compatible() || encoding == ISO_2022_JP { encoding } else { UTF_8 })
}

/// The encoding after the first `charset=` or `encoding=`.
fn labelled(bytes: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let after = |key: &[u8]| lower.windows(key.len()).position(|window| window == key).map(|at| at + key.len());
    let start = after(b"charset").or_else(|| after(b"encoding"))?;
    let rest = lower.get(start..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
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
    use encoding_rs::Encoding;

    fn check(bytes: &[u8], content_type: &str, expected: &str) {
        assert_eq!(decode(bytes, content_type), expected, "{content_type}");
    }

    #[test]
    fn the_web_rules() {
        check("Größe".as_bytes(), "text/html; charset=iso-8859-1", "Größe");
        check(b"Gr\xf6\xdfe", "text/html; charset=ISO-8859-1", "Größe");
        check(b"Gr\xf6\xdfe", "", "Größe");
        check(b"<meta charset=\"windows-1251\">\xcc\xe8\xf0", "", "<meta charset=\"windows-1251\">Мир");
        check(b"<?xml version='1.0' encoding='koi8-r'?>\xed\xc9\xd2", "", "<?xml version='1.0' encoding='koi8-r'?>Мир");
        check(b"<meta content='text/html; charset = koi8-r'>\xed", "", "<meta content='text/html; charset = koi8-r'>М");
        check(b"\xff\xfeM\0i\0r\0", "text/html; charset=utf-8", "Mir");
        check(b"M\0i\0r\0", "text/html; charset=utf-16le", "Mir");
        check(b"\xef\xbb\xbfMir", "", "Mir");
        check(b"", "", "");
    }

    /// A text that each encoding can hold.
    const SAMPLES: &[(&str, &[&str])] = &[
        ("Ni pluj, ni neĝo: ŝipo ĉe haveno.", &["iso-8859-3"]),
        (
            "Größe, Straße, Übermut",
            &["windows-1252", "iso-8859-15", "iso-8859-4", "iso-8859-10", "macintosh", "iso-8859-2"],
        ),
        ("Şehirde kış günü", &["windows-1254"]),
        ("Žluťoučký kůň úpěl", &["windows-1250", "iso-8859-2"]),
        ("Ķekava, Šiauliai, Žąsis", &["windows-1257", "iso-8859-13", "iso-8859-4"]),
        ("Mae'r ŵyl yn y tŷ", &["iso-8859-14"]),
        ("Această știre țâșnește", &["iso-8859-16"]),
        ("Мир и река", &["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"]),
        ("Ґанок і їжак", &["koi8-u", "windows-1251"]),
        ("Καλημέρα κόσμε", &["windows-1253", "iso-8859-7"]),
        ("שלום עולם", &["windows-1255", "iso-8859-8", "iso-8859-8-i"]),
        ("مرحبا بالعالم", &["windows-1256", "iso-8859-6"]),
        ("สวัสดีชาวโลก", &["windows-874"]),
        ("Xin cho Viêt", &["windows-1258"]),
        ("日本語の新聞", &["shift_jis", "euc-jp", "iso-2022-jp", "gb18030"]),
        ("简体中文报纸", &["gbk", "gb18030"]),
        ("繁體中文報紙", &["big5"]),
        ("한국어 신문", &["euc-kr"]),
    ];

    #[test]
    fn every_encoding_of_the_standard_by_the_servers_label_and_by_the_pages() {
        let mut seen = std::collections::BTreeSet::new();
        for (text, labels) in SAMPLES {
            for label in *labels {
                let encoding = Encoding::for_label(label.as_bytes()).unwrap();
                seen.insert(encoding.name());
                let (bytes, _, missing) = encoding.encode(text);
                assert!(!missing, "{label} cannot hold {text}");
                check(&bytes, &format!("text/html; charset={label}"), text);
                let (page, _, _) = encoding.encode("<meta charset=");
                let page = [&page, label.as_bytes(), b">", &bytes].concat();
                check(&page, "", &format!("<meta charset={label}>{text}"));
            }
        }
        // All 40 of the standard but UTF-8, UTF-16 in two orders, x-user-defined and replacement: those are no legacy of any language.
        assert_eq!(seen.len(), 35, "{seen:?}");
    }

    #[test]
    fn labels_that_lie() {
        let page = |text: &str| format!("<meta charset=windows-1251>{text}");
        let bytes = encoding_rs::WINDOWS_1251.encode(&page("Мир")).0.into_owned();
        // The server's default against the page's own.
        check(&bytes, "text/html; charset=iso-8859-1", &page("Мир"));
        // One broken letter makes no other encoding of a text in UTF-8.
        let broken = [page(&"Größe ".repeat(99)).as_bytes(), b"\xff"].concat();
        check(&broken, "text/html; charset=windows-1252", &page(&format!("{}\u{fffd}", "Größe ".repeat(99))));
        // A label that the bytes do not fit, and none.
        let text = "В понедельник на реке остановится последний паром, сообщили в порту.";
        let bytes = encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
        check(&bytes, "text/html; charset=utf-8", text);
        check(&bytes, "", text);
        let text = "月曜日に島を結ぶ最後の船が止まると港の事務所は発表した。";
        check(&encoding_rs::SHIFT_JIS.encode(text).0, "", text);
        check(&encoding_rs::EUC_JP.encode(text).0, "text/html; charset=utf-8", text);
    }
}
