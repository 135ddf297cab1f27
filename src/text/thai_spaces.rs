//! Thai and Lao lines, which have no stops: a space parts phrases, and some of them part sentences.
//! In: a line. Out: its sentences. Never: a cut beside a figure, a quote, a bracket or Latin letters.

use crate::model::Span;

/// A phrase of this many bytes (20 letters) can be a sentence before a word that opens one.
const SENTENCE_BYTES_MIN: usize = 60;

/// After so many bytes (80 letters) any space between two Thai words ends the sentence: running text has 60 to 120 letters.
const SENTENCE_BYTES_LONG: usize = 240;

/// Words that open a sentence after a space.
const OPENERS: &[&str] = &[
    "นอกจากนี้",
    "อย่างไรก็ตาม",
    "ทั้งนี้",
    "ขณะที่",
    "ขณะเดียวกัน",
    "ด้าน",
    "ส่วน",
    "แต่",
    "เขา",
    "เธอ",
    "พวกเขา",
    "ต่อมา",
    "ล่าสุด",
    "เมื่อ",
    "สำหรับ",
    "ดังนั้น",
    "หลังจาก",
    "ก่อนหน้านี้",
];

/// Particles that end one before a space.
const ENDERS: &[&str] = &["ครับ", "ค่ะ", "คะ", "แล้ว", "ด้วย", "นะ", "ต่อไป", "ไหม", "หรือไม่", "เท่านั้น"];

/// Adds the sentences of one line.
pub(super) fn cut(text: &str, line: Span, found: &mut Vec<Span>) {
    let mut start = line.start();
    let bytes = text.as_bytes();
    for at in line.start()..line.end() {
        if bytes.get(at) == Some(&b' ') && ends_at(text, start, at) {
            found.extend(Span::new(start, at));
            start = at + 1;
        }
    }
    found.extend(Span::new(start, line.end()));
}

fn ends_at(text: &str, start: usize, at: usize) -> bool {
    let (before, after) = (text.get(start..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
    let thai = |letter: char| matches!(letter, '\u{e00}'..='\u{eff}');
    if !before.ends_with(thai) || !after.starts_with(thai) {
        return false;
    }
    let opens = before.len() >= SENTENCE_BYTES_MIN && OPENERS.iter().any(|word| after.starts_with(word));
    let ends = ENDERS.iter().any(|word| before.ends_with(word));
    opens || ends || before.len() >= SENTENCE_BYTES_LONG
}
