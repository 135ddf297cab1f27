//! Which language a text is in. In: a body. Out: a two-letter code with a confidence from 0 to 1.
//! Never: decides on a headline alone when there is a body, nor on a handful of letters.

use whatlang::{Detector, Lang};

/// The code of a language that cannot be told.
pub const UNKNOWN_LANGUAGE: &str = "und";

/// Fewer letters than this tell no language: names and figures alone mislead.
const LETTERS_MIN: usize = 24;

/// This much of the beginning decides; more changes nothing and costs time. In bytes.
const BYTES_READ: usize = 1500;

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

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(BYTES_READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Two letters where ISO 639-1 has them, three elsewhere.
fn code(language: Lang) -> &'static str {
    use Lang::*;
    match language {
        Eng => "en",
        Deu => "de",
        Spa => "es",
        Fra => "fr",
        Por => "pt",
        Ita => "it",
        Rus => "ru",
        Cmn => "zh",
        Jpn => "ja",
        Tha => "th",
        Mya => "my",
        Ara => "ar",
        Hin => "hi",
        Ben => "bn",
        Urd => "ur",
        Ukr => "uk",
        Tur => "tr",
        Pol => "pl",
        Nld => "nl",
        Kor => "ko",
        Vie => "vi",
        Ind => "id",
        Pes => "fa",
        Swe => "sv",
        Dan => "da",
        Nob => "no",
        Fin => "fi",
        Ces => "cs",
        Slk => "sk",
        Hun => "hu",
        Ron => "ro",
        Bul => "bg",
        Ell => "el",
        Heb => "he",
        Khm => "km",
        Hrv => "hr",
        Srp => "sr",
        Slv => "sl",
        Mkd => "mk",
        Est => "et",
        Lav => "lv",
        Lit => "lt",
        Cat => "ca",
        Epo => "eo",
        Lat => "la",
        Tgl => "tl",
        Tam => "ta",
        Tel => "te",
        Mal => "ml",
        Kan => "kn",
        Guj => "gu",
        Mar => "mr",
        Pan => "pa",
        Ori => "or",
        Nep => "ne",
        Sin => "si",
        Kat => "ka",
        Hye => "hy",
        Aze => "az",
        Uzb => "uz",
        Tuk => "tk",
        Bel => "be",
        Jav => "jv",
        Amh => "am",
        Yid => "yi",
        Afr => "af",
        Aka => "ak",
        Zul => "zu",
        Sna => "sn",
        other => other.code(),
    }
}

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
