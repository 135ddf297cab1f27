//! Which language a text is in. In: a body. Out: a two-letter code with a confidence from 0 to 1.
//! Never: decides on a headline alone when there is a body, nor on a handful of letters.

use std::borrow::Cow;
use whatlang::{Detector, Lang};

/// The code of a language that cannot be told.
pub const UNKNOWN_LANGUAGE: &str = "und";

/// Fewer letters than this tell no language: names and figures alone mislead.
const LETTERS_MIN: usize = 24;

/// A longer text is judged by so many stretches of it, so that a dateline, a byline or a quote in another language does not decide.
const STRETCHES: usize = 3;

/// Bytes of one stretch. Five sentences are told right 998 times in 1000, and more costs time.
const STRETCH_BYTES: usize = 400;

/// Under this confidence of the trigrams nothing is told: they err more often than not.
const CONFIDENCE_MIN: f64 = 0.1;

/// The language of a text and how sure that is; [`UNKNOWN_LANGUAGE`] and 0 where it cannot be told.
pub fn detect_language(text: &str) -> (&'static str, f64) {
    let text = &*sample(text);
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
/// … of which this share are stop words of a language is in that language: running text has 35 to 50 of a hundred …
const STOP_WORDS_PERCENT: usize = 25;
/// … unless a neighbour with as many shares them (Spanish and Portuguese, Dutch and German): then ask the trigrams.
const WITH_STOP_WORDS: [&str; 7] = ["en", "de", "es", "fr", "pt", "it", "ru"];

/// Whether a text is plainly in this language: much cheaper than telling which one it is in.
pub fn is_written_in(text: &str, language: &str) -> bool {
    let text = sample(text);
    let words = super::words(&text);
    // Every so many words, so that all stretches are heard.
    let step = (words.len() / WORDS_READ).max(1);
    let read: Vec<String> = words.iter().step_by(step).map(|word| word.of(&text).to_lowercase()).collect();
    let stop = |code: &str| read.iter().filter(|word| super::is_stop_word(word, code)).count();
    let own = stop(language);
    let enough = read.len() >= WORDS_MIN && own * 100 >= read.len() * STOP_WORDS_PERCENT;
    enough && WITH_STOP_WORDS.iter().all(|other| *other == language || stop(other) < own)
}

/// The text itself, or stretches of it from its beginning on, at equal distances.
fn sample(text: &str) -> Cow<'_, str> {
    if text.len() <= STRETCHES * STRETCH_BYTES {
        return Cow::Borrowed(text);
    }
    let mut sample = String::with_capacity(STRETCHES * (STRETCH_BYTES + 1));
    for number in 0..STRETCHES {
        let from = text.ceil_char_boundary(text.len() / STRETCHES * number);
        let to = text.floor_char_boundary(from + STRETCH_BYTES);
        sample.push_str(text.get(from..to).unwrap_or(""));
        sample.push(' ');
    }
    Cow::Owned(sample)
}

/// The code of a language label (`en-GB`, `pt_BR`, `eng`, `iw`) as this program writes it; none where it says nothing.
pub fn language_code(label: &str) -> Option<String> {
    let first = label.trim().split(['-', '_']).next().unwrap_or("").to_lowercase();
    let known = match first.as_str() {
        "" | "und" | "mul" | "zxx" | "mis" => return None,
        "iw" => "he",
        "in" => "id",
        "nb" | "nn" => "no",
        "ger" => "de",
        "fre" => "fr",
        "chi" | "zho" => "zh",
        "fas" | "per" => "fa",
        "nor" => "no",
        other => match Lang::from_code(other) {
            Some(language) => code(language),
            None => other,
        },
    };
    ((2..=3).contains(&known.len()) && known.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| known.to_owned())
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
