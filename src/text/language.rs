//! Which language a text is in. In: a body. Out: a two-letter code with a confidence from 0 to 1.
//! Never: decides on a headline alone when there is a body.

use whatlang::Lang;

/// The code of a language that cannot be told.
pub const UNKNOWN_LANGUAGE: &str = "und";

/// The language of a text and how sure that is.
pub fn detect_language(text: &str) -> (&'static str, f64) {
    let Some(info) = whatlang::detect(text) else { return (UNKNOWN_LANGUAGE, 0.0) };
    (code(info.lang()), info.confidence())
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Fra => "fr",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Tha => "th",
        Lang::Mya => "my",
        other => other.code(),
    }
}
