//! Languages that the trigrams do not know, told by their commonest words. In: a text. Out: a code, or nothing.
//! Never: a language that the trigrams know, unless its neighbour here has more of its own words.

/// Of so many words or more …
const WORDS_MIN: usize = 20;

/// … this share in percent are among the commonest of the language: running text has 15 to 35.
const SHARE_PERCENT: usize = 10;

/// Words that stand in running text of one language and hardly in any other.
const COMMONEST: &[(&str, &[&str])] = &[
    (
        "is",
        &[
            "að", "við", "það", "því", "þess", "sem", "fyrir", "þegar", "hann", "hún", "ekki", "á", "í", "og", "þeir",
            "eru", "hefur",
        ],
    ),
    (
        "sw",
        &[
            "ya", "wa", "kwa", "katika", "na", "ni", "cha", "za", "hiyo", "huyo", "alisema", "amesema", "kuwa",
            "baada", "watu", "la",
        ],
    ),
    ("sq", &["të", "që", "në", "për", "nga", "është", "dhe", "një", "me", "së", "janë", "ka", "i", "e", "u"]),
    (
        "eu",
        &["eta", "da", "ez", "du", "dira", "bat", "izan", "den", "ere", "egin", "zen", "dute", "dela", "baina", "hau"],
    ),
];

/// Words that part two neighbours of which the trigrams know the second only.
const XHOSA: &[&str] =
    &["ukuba", "kwaye", "okanye", "xa", "ngokuba", "kwakhona", "loo", "eli", "lo", "ngoku", "kuba", "xa", "emva"];
const ZULU: &[&str] =
    &["ukuthi", "futhi", "noma", "uma", "kanye", "ngoba", "lapho", "kusho", "nje", "manje", "lapha", "ngemuva"];

/// The language of a text that is in none the trigrams know; `told` is what they say.
pub(super) fn rare_language(text: &str, told: Option<&str>) -> Option<&'static str> {
    let spans = super::words(text);
    let words: Vec<String> = spans.iter().map(|word| word.of(text).to_lowercase()).collect();
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    if told == Some("zu") {
        return (count(XHOSA) > count(ZULU)).then_some("xh");
    }
    if words.len() < WORDS_MIN {
        return None;
    }
    let (share, code) = COMMONEST.iter().map(|(code, list)| (count(list), *code)).max()?;
    (share * 100 >= words.len() * SHARE_PERCENT).then_some(code)
}
