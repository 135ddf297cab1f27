//! Which language a text is in. In: a body. Out: a two-letter code with a confidence from 0 to 1.
//! Never: decides on a headline alone when there is a body, nor on a handful of letters.

use super::rare_languages::rare_language;
use super::stems::{lower_case, stop_words_of};
use super::words::first_words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use whatlang::{Detector, Lang, Script};

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

/// Under this confidence the text may be in a language that the trigrams do not know.
const DOUBTED: f64 = 0.9;

/// Languages that the trigrams take their unknown neighbours for: Xhosa for Zulu, Icelandic for Welsh, Swahili for Javanese.
const OFTEN_MISTAKEN: [&str; 3] = ["zu", "cy", "jv"];

/// How sure a language is that is told by its commonest words.
const RARE_CONFIDENCE: f64 = 0.7;

/// The language of a text and how sure that is; [`UNKNOWN_LANGUAGE`] and 0 where it cannot be told. Each stretch has a vote.
pub fn detect_language(text: &str) -> (&'static str, f64) {
    let stretches = stretches(text);
    let votes: Vec<(&'static str, f64)> = stretches.iter().map(|stretch| told(stretch)).collect();
    let sum = |code: &str| votes.iter().filter(|vote| vote.0 == code).map(|vote| vote.1).sum::<f64>();
    let best = votes.iter().map(|vote| vote.0).filter(|code| *code != UNKNOWN_LANGUAGE).map(|code| (code, sum(code)));
    // The first of equals: the order of the text decides.
    let best = best.fold((UNKNOWN_LANGUAGE, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    (best.0, best.1 / votes.len().max(1) as f64)
}

/// The language of one stretch.
fn told(text: &str) -> (&'static str, f64) {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).take(LETTERS_MIN).count();
    let spaceless = text.chars().any(super::words::is_spaceless);
    if letters < LETTERS_MIN && !(spaceless && letters >= LETTERS_MIN / 4) {
        return (UNKNOWN_LANGUAGE, 0.0);
    }
    let info = Detector::new().detect(text);
    let told = info.as_ref().map(|info| (code(info.lang()), info.confidence()));
    let doubted = info.as_ref().is_none_or(|info| info.script() == Script::Latin && info.confidence() < DOUBTED);
    let mistaken = told.is_some_and(|told| OFTEN_MISTAKEN.contains(&told.0));
    if let Some(rare) = (doubted || mistaken).then(|| rare_language(text, told.map(|told| told.0))).flatten() {
        return (rare, RARE_CONFIDENCE);
    }
    told.filter(|told| told.1 >= CONFIDENCE_MIN).unwrap_or((UNKNOWN_LANGUAGE, 0.0))
}

/// Words that are looked at to see whether a text is in the language that its source says.
const WORDS_READ: usize = 60;
/// A text of this many words …
const WORDS_MIN: usize = 20;
/// … of which this share are stop words of a language is in that language: running text has 35 to 50 of a hundred …
const STOP_WORDS_PERCENT: usize = 25;
/// … unless a neighbour with as many shares them (Spanish and Portuguese, Dutch and German): then ask the trigrams.
const WITH_STOP_WORDS: [&str; 7] = ["en", "de", "es", "fr", "pt", "it", "ru"];

/// Under this share of them a text is not in that language.
const STOP_WORDS_PERCENT_MIN: usize = 10;

/// Whether a text is plainly in this language, or plainly not; nothing where its words cannot tell. Much cheaper than
/// telling which language it is in.
pub fn bears_out(text: &str, language: &str) -> Option<bool> {
    let place = WITH_STOP_WORDS.iter().position(|known| *known == language)?;
    let (mut read, mut stops) = (0, [0; WITH_STOP_WORDS.len()]);
    let stretches = stretches(text);
    let words_read = WORDS_READ / stretches.len();
    for stretch in &stretches {
        for word in first_words(stretch, words_read).into_iter().take(words_read) {
            read += 1;
            let spoken = spoken_in(word.of(stretch));
            stops.iter_mut().enumerate().for_each(|(at, count)| *count += usize::from(spoken >> at & 1));
        }
    }
    let own = stops[place];
    if read < WORDS_MIN {
        return None;
    }
    if own * 100 < read * STOP_WORDS_PERCENT_MIN {
        return Some(false);
    }
    let enough = own * 100 >= read * STOP_WORDS_PERCENT;
    let others = stops.iter().enumerate().filter(|(at, _)| *at != place);
    (enough && others.into_iter().all(|(_, other)| *other < own)).then_some(true)
}

/// In which of [`WITH_STOP_WORDS`] a word is a stop word, as bits.
fn spoken_in(word: &str) -> u8 {
    static STOP_WORDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
        let mut languages = FxHashMap::default();
        for (at, code) in WITH_STOP_WORDS.into_iter().enumerate() {
            stop_words_of(code).into_iter().for_each(|word| *languages.entry(word).or_default() |= 1 << at);
        }
        languages
    });
    let known = |word: &str| STOP_WORDS.get(word).copied().unwrap_or(0);
    let lower = lower_case(word);
    if lower.contains('’') { known(&lower) | known(&lower.replace('’', "'")) } else { known(&lower) }
}

/// The text itself, or stretches of it from its beginning on, at equal distances.
fn stretches(text: &str) -> Vec<&str> {
    if text.len() <= STRETCHES * STRETCH_BYTES {
        return vec![text];
    }
    let stretch = |number: usize| {
        let from = text.ceil_char_boundary(text.len() / STRETCHES * number);
        text.get(from..text.floor_char_boundary(from + STRETCH_BYTES)).unwrap_or("")
    };
    (0..STRETCHES).map(stretch).collect()
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
    (Lang::Cym, "cy"),
];

#[cfg(test)]
mod tests {
    use super::{bears_out, detect_language, language_code};

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
    fn many_languages() {
        for (code, text) in [
            ("fr", "La mairie a annoncé lundi que le pont resterait fermé jusqu'à la fin de la semaine prochaine."),
            ("pt", "A câmara anunciou na segunda-feira que a ponte ficará fechada até ao fim da semana, e não antes."),
            ("it", "Il consiglio ha detto lunedì che il ponte resterà chiuso fino alla fine della settimana prossima."),
            (
                "nl",
                "De gemeenteraad zei maandag dat de brug tot het einde van de week gesloten blijft voor het verkeer.",
            ),
            ("sv", "Kommunen sade på måndagen att bron kommer att vara stängd till slutet av veckan för alla bilar."),
            ("pl", "Rada miasta poinformowała w poniedziałek, że most pozostanie zamknięty do końca tygodnia."),
            ("cs", "Městská rada v pondělí oznámila, že most zůstane uzavřen až do konce příštího týdne."),
            ("tr", "Belediye pazartesi günü köprünün hafta sonuna kadar kapalı kalacağını açıkladı."),
            ("vi", "Hội đồng thành phố cho biết hôm thứ Hai rằng cây cầu sẽ đóng cửa đến hết tuần."),
            ("id", "Dewan kota mengatakan pada hari Senin bahwa jembatan itu akan ditutup sampai akhir pekan."),
            ("uk", "Міська рада повідомила в понеділок, що міст залишиться закритим до кінця тижня."),
            ("bg", "Общинският съвет съобщи в понеделник, че мостът ще остане затворен до края на седмицата."),
            ("el", "Το δημοτικό συμβούλιο είπε τη Δευτέρα ότι η γέφυρα θα μείνει κλειστή."),
            ("ar", "قال مجلس المدينة يوم الاثنين إن الجسر سيبقى مغلقا حتى نهاية الأسبوع."),
            ("he", "מועצת העיר אמרה ביום שני כי הגשר יישאר סגור עד סוף השבוע."),
            ("hi", "नगर परिषद ने सोमवार को कहा कि पुल सप्ताह के अंत तक बंद रहेगा।"),
            ("ja", "市議会は月曜日、橋は週末まで閉鎖されたままだと述べた。"),
            ("ko", "시의회는 월요일 다리가 주말까지 폐쇄될 것이라고 밝혔다."),
            ("my", "မြို့တော်ကောင်စီက တံတားကို ပိတ်ထားမည်ဟု ပြောသည်။"),
            ("hu", "A városi tanács hétfőn közölte, hogy a híd a hét végéig zárva marad a forgalom előtt."),
            ("fi", "Kaupunginvaltuusto kertoi maanantaina, että silta pysyy suljettuna viikon loppuun asti."),
            (
                "is",
                "Borgarráð sagði á mánudag að brúin yrði lokuð fram að helgi og að það væri ekki hægt að opna hana fyrir þann tíma því að steypan er enn blaut.",
            ),
            (
                "sw",
                "Baraza la mji wa Tarn lilisema Jumatatu kuwa daraja hilo la zamani litafungwa kwa wiki moja na watu wa kijiji hicho katika eneo la mto.",
            ),
            (
                "sq",
                "Këshilli i qytetit tha të hënën se ura e vjetër do të mbetet e mbyllur për një javë dhe se punëtorët janë në vend që nga mëngjesi.",
            ),
        ] {
            check(text, code);
        }
    }

    #[test]
    fn the_body_as_a_whole_decides() {
        let quote =
            "“We will not open the old bridge before the end of the week,” the mayor said in English to the press. ";
        let german = "Der Stadtrat von Tarn teilte am Montag mit, dass die Brücke gesperrt bleibt, weil der Beton noch nicht trocken ist. ";
        check(&format!("{quote}{}", german.repeat(12)), "de");
        assert_eq!(bears_out(&german.repeat(4), "de"), Some(true));
        assert_eq!(bears_out(&german.repeat(4), "en"), Some(false));
        assert_eq!(bears_out(&german.repeat(4), "th"), None);
        assert_eq!(bears_out("Der Rat", "de"), None);
        let confidence = |text: &str| detect_language(text).1;
        assert!(confidence(&german.repeat(4)) > confidence("Bridge Brücke puente closed zu cerrado, Tarn."));
    }

    #[test]
    fn labels() {
        for (label, code) in [
            ("en-GB", "en"),
            ("pt_BR", "pt"),
            ("eng", "en"),
            ("iw", "he"),
            ("nb", "no"),
            ("fil", "fil"),
            ("zh-Hant", "zh"),
        ] {
            assert_eq!(language_code(label).as_deref(), Some(code), "{label}");
        }
        assert!(["", "und", "mul", "x", "123"].iter().all(|label| language_code(label).is_none()));
    }

    #[test]
    fn too_little_tells_nothing() {
        check("", "und");
        check("Oslo 12, 2019", "und");
        check("12345 67890 12345 67890 12345 67890", "und");
    }
}
