//! Which language a text is in. In: a body. Out: a two-letter code with a confidence from 0 to 1.
//! Never: decides on a headline alone when there is a body, nor on a handful of letters.

use whatlang::{Detector, Lang};

/// The code of a language that cannot be told.
pub const UNKNOWN_LANGUAGE: &str = "und";

/// Fewer letters than this tell no language: names and figures alone mislead.
const LETTERS_MIN: usize = 24;

/// This much of the beginning decides; five sentences are told right 998 times in 1000, and more costs time. In bytes.
const BYTES_READ: usize = 800;

/// Under this many letters Latin script is decided by trigrams that err often; then ask for this confidence.
const CONFIDENCE_MIN: f64 = 0.1;

/// The language of a text and how sure that is; [`UNKNOWN_LANGUAGE`] and 0 where it cannot be told.
pub fn detect_language(text: &str) -> (&'static str, f64) {
    let text = beginning(text);
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).take(LETTERS_MIN).count();
    let spaceless = text.chars().any(super::words::is_spaceless);
    if letters < LETTERS_MIN && !(spaceless && letters >= LETTERS_MIN / 4) {
        return (UNKNOWN_LANGUAGE, 0.0);
    }
    match Detector::new().detect(text) {
        Some(info) if info.is_reliable() || info.confidence() >= CONFIDENCE_MIN => {
            (code(info.lang()), info.confidence())
        }
        _ => (UNKNOWN_LANGUAGE, 0.0),
    }
}

/// Words that are looked at to see whether a text is in the language that its source says.
const WORDS_READ: usize = 60;
/// A text of this many words …
const WORDS_MIN: usize = 20;
/// … of which this share are stop words of a language is in that language: running text has 35 to 50 of a hundred.
const STOP_WORDS_PERCENT: usize = 25;

/// Whether the beginning of a text is plainly in this language: much cheaper than telling which one it is in.
pub fn is_written_in(text: &str, language: &str) -> bool {
    let text = beginning(text);
    let words = super::words(text);
    let read = &words[..words.len().min(WORDS_READ)];
    let stop = read.iter().filter(|word| super::is_stop_word(&word.of(text).to_lowercase(), language)).count();
    read.len() >= WORDS_MIN && stop * 100 >= read.len() * STOP_WORDS_PERCENT
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(BYTES_READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Two letters where ISO 639-1 has them, three elsewhere.
fn code(language: Lang) -> &'static str {
    TWO_LETTERS.iter().find(|(known, _)| *known == language).map_or(language.code(), |(_, code)| code)
}

/// The languages with a code of two letters in ISO 639-1.
const TWO_LETTERS: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Spa, "es"),
    (Lang::Fra, "fr"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Rus, "ru"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Tha, "th"),
    (Lang::Mya, "my"),
    (Lang::Ara, "ar"),
    (Lang::Hin, "hi"),
    (Lang::Ben, "bn"),
    (Lang::Urd, "ur"),
    (Lang::Ukr, "uk"),
    (Lang::Tur, "tr"),
    (Lang::Pol, "pl"),
    (Lang::Nld, "nl"),
    (Lang::Kor, "ko"),
    (Lang::Vie, "vi"),
    (Lang::Ind, "id"),
    (Lang::Pes, "fa"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "no"),
    (Lang::Fin, "fi"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Bul, "bg"),
    (Lang::Ell, "el"),
    (Lang::Heb, "he"),
    (Lang::Khm, "km"),
    (Lang::Hrv, "hr"),
    (Lang::Srp, "sr"),
    (Lang::Slv, "sl"),
    (Lang::Mkd, "mk"),
    (Lang::Est, "et"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Cat, "ca"),
    (Lang::Epo, "eo"),
    (Lang::Lat, "la"),
    (Lang::Tgl, "tl"),
    (Lang::Tam, "ta"),
    (Lang::Tel, "te"),
    (Lang::Mal, "ml"),
    (Lang::Kan, "kn"),
    (Lang::Guj, "gu"),
    (Lang::Mar, "mr"),
    (Lang::Pan, "pa"),
    (Lang::Ori, "or"),
    (Lang::Nep, "ne"),
    (Lang::Sin, "si"),
    (Lang::Kat, "ka"),
    (Lang::Hye, "hy"),
    (Lang::Aze, "az"),
    (Lang::Uzb, "uz"),
    (Lang::Tuk, "tk"),
    (Lang::Bel, "be"),
    (Lang::Jav, "jv"),
    (Lang::Amh, "am"),
    (Lang::Yid, "yi"),
    (Lang::Afr, "af"),
    (Lang::Aka, "ak"),
    (Lang::Zul, "zu"),
    (Lang::Sna, "sn"),
];

#[cfg(test)]
mod tests {
    use super::detect_language;

    fn check(text: &str, expected: &str) {
        assert_eq!(detect_language(text).0, expected, "language of {text:?}");
    }

    #[test]
    fn bodies_decide() {
        check("The council said on Monday that the bridge would stay closed until the end of the week.", "en");
        check("Der Stadtrat teilte am Montag mit, dass die Brücke bis zum Ende der Woche gesperrt bleibt.", "de");
        check("El ayuntamiento anunció el lunes que el puente permanecerá cerrado hasta el fin de semana.", "es");
        check("Городской совет сообщил в понедельник, что мост останется закрытым до конца недели.", "ru");
        check("市议会周一表示,大桥将继续关闭到本周末。", "zh");
        check("สภาเมืองกล่าวเมื่อวันจันทร์ว่าสะพานจะปิดต่อไป", "th");
    }

    #[test]
    fn too_little_tells_nothing() {
        check("", "und");
        check("Oslo 12, 2019", "und");
        check("12345 67890 12345 67890 12345 67890", "und");
    }
}
