//! Tests of quotes: texts in, quotes with their speakers out; all names are invented. Never: an inner function.

use super::super::tokens::Tokens;
use super::quotes;

fn found(text: &str, language: &str) -> Vec<(String, Option<String>, bool)> {
    let sentences = crate::text::sentences(text, language);
    let quotes = quotes(&Tokens::new(text, &sentences, language), language);
    quotes.into_iter().map(|quote| (quote.span.of(text).to_owned(), quote.speaker, quote.indirect)).collect()
}

fn check_in(language: &str, text: &str, expected: &[(&str, Option<&str>)]) {
    let found = found(text, language);
    let direct: Vec<_> = found.iter().filter(|quote| !quote.2).map(|quote| (&*quote.0, quote.1.as_deref())).collect();
    assert_eq!(direct, expected, "direct quotes of {text:?}");
}

fn check(text: &str, expected: &[(&str, Option<&str>)]) {
    check_in("en", text, expected);
}

fn check_told(language: &str, text: &str, expected: &[(&str, &str)]) {
    let found = found(text, language);
    let told: Vec<_> =
        found.iter().filter(|quote| quote.2).map(|quote| (&*quote.0, quote.1.as_deref().unwrap_or(""))).collect();
    assert_eq!(told, expected, "told words of {text:?}");
}

#[test]
fn speakers_after() {
    let quote = "“We will rebuild it,”";
    for (rest, speaker) in [
        ("Ann Holm said.", "Ann Holm"),
        ("said Mr. Holm, a farmer.", "Mr. Holm"),
        ("Holm, a farmer from Tarn, also said.", "Holm"),
        ("Holm, a farmer from Tarn, one of many in the valley, told a court.", "Holm"),
        ("he added.", "he"),
        ("the roads minister told reporters.", "the roads minister"),
        ("Mr. Holm of the Tarn Club said.", "Mr. Holm of the Tarn Club"),
        ("Holm’s former aide said in an interview.", "Holm’s former aide"),
        ("town police Chief Ann Holm said Monday.", "town police Chief Ann Holm"),
        ("my father often said.", "my father"),
        ("officials said.", "officials"),
    ] {
        check(&format!("{quote} {rest}"), &[(quote, Some(speaker))]);
    }
}

#[test]
fn speakers_before() {
    check("Ann Holm said: “We will rebuild it.”", &[("“We will rebuild it.”", Some("Ann Holm"))]);
    check("Ann Holm continued:\n\n“We will rebuild it.”", &[("“We will rebuild it.”", Some("Ann Holm"))]);
    check(
        "On Monday Holm, the mayor, said that “nobody will stay behind”.",
        &[("“nobody will stay behind”", Some("Holm"))],
    );
    check("Holm praised the plan, saying, “We will rebuild it.”", &[("“We will rebuild it.”", Some("Holm"))]);
    check("Holm left the hall and said: “We will rebuild it.”", &[("“We will rebuild it.”", Some("Holm"))]);
    check("The noise in the hall continues:\n\n“We will rebuild it.”", &[("“We will rebuild it.”", None)]);
    check("Holm left. “We will rebuild it.”", &[("“We will rebuild it.”", None)]);
    check("Holm said no.\n\n“We will rebuild it.”", &[("“We will rebuild it.”", None)]);
}

#[test]
fn never_carried_on() {
    let text = "“We will rebuild it,” Holm said. “It takes a whole year.”";
    check(text, &[("“We will rebuild it,”", Some("Holm")), ("“It takes a whole year.”", None)]);
}

#[test]
fn paragraphs_of_one_quote_have_one_speaker() {
    let text = "Holm said: “We will rebuild it.\n\n“It takes a whole year.”";
    check(text, &[("“We will rebuild it.", Some("Holm")), ("“It takes a whole year.”", Some("Holm"))]);
}

#[test]
fn words_set_apart_are_no_quotes() {
    check("the “old stone” bridge", &[]);
    check("The “old stone bridge” Holm said it was.", &[]);
    check("“No,” Holm said.", &[("“No,”", Some("Holm"))]);
}

#[test]
fn speakers_in_other_languages() {
    check_in(
        "de",
        "„Wir bauen sie neu auf“, sagte Ministerin Ann Holm.",
        &[("„Wir bauen sie neu auf“", Some("Ministerin Ann Holm"))],
    );
    check_in(
        "es",
        "«Vamos a reconstruir el puente», dijo la ministra.",
        &[("«Vamos a reconstruir el puente»", Some("la ministra"))],
    );
    check_in(
        "fr",
        "« Nous allons le reconstruire », a déclaré Ann Holm.",
        &[("« Nous allons le reconstruire »", Some("Ann Holm"))],
    );
    check_in("it", "«Lo ricostruiremo in un anno», ha detto Holm.", &[("«Lo ricostruiremo in un anno»", Some("Holm"))]);
    check_in(
        "pt",
        "“Vamos reconstruir a ponte”, disse a ministra.",
        &[("“Vamos reconstruir a ponte”", Some("a ministra"))],
    );
    check_in("ru", "«Мы восстановим этот мост», — сказала Холм.", &[("«Мы восстановим этот мост»", Some("Холм"))]);
}

#[test]
fn told_words() {
    check_told("en", "Holm said the mill would close.", &[("the mill would close", "Holm")]);
    check_told(
        "en",
        "Holm told reporters on Monday that the mill would close.",
        &[("that the mill would close", "Holm")],
    );
    check_told("en", "The mill will close in May, officials said.", &[("The mill will close in May", "officials")]);
    check_told("en", "The mill will close in May, said Holm.", &[("The mill will close in May", "Holm")]);
    check_told("en", "According to the ministry, the mill will close.", &[("the mill will close", "the ministry")]);
    check_told("en", "The mill will close, according to the ministry.", &[("The mill will close", "the ministry")]);
    check_told(
        "en",
        "Town police officials said the mill would close.",
        &[("the mill would close", "Town police officials")],
    );
    check_told(
        "en",
        "Too often, Holm said, the mill is closed in winter.",
        &[("the mill is closed in winter", "Holm")],
    );
    check_told("en", "The party called for a new mill.", &[("for a new mill", "The party")]);
    check_told("en", "Holm on Monday said the mill would close.", &[("the mill would close", "Holm")]);
    check_told("en", "The suing states were silent and his early tweets were rude.", &[]);
    check_told("en", "Holm was told that the mill would close.", &[]);
    check_told("en", "“We will rebuild it,” Holm said.", &[]);
    check_told("en", "“We will rebuild it,” Holm said in a letter to the council.", &[]);
    check_told("en", "The mill closed because the river froze.", &[]);
}

#[test]
fn two_owners_are_two_quotes() {
    check_told(
        "en",
        "Holm said that Lee said the mill would close.",
        &[("that Lee said the mill would close", "Holm"), ("the mill would close", "Lee")],
    );
}

#[test]
fn told_words_in_other_languages() {
    check_told("de", "Holm sagte, dass die Mühle schließt.", &[("dass die Mühle schließt", "Holm")]);
    check_told("es", "Holm dijo que el molino cerrará.", &[("que el molino cerrará", "Holm")]);
    check_told("fr", "Selon le ministère, le moulin va fermer.", &[("le moulin va fermer", "le ministère")]);
    check_told("it", "Holm ha detto che il mulino chiuderà.", &[("che il mulino chiuderà", "Holm")]);
    check_told("pt", "Holm disse que o moinho vai fechar.", &[("que o moinho vai fechar", "Holm")]);
    check_told("ru", "Холм сказала, что мельница закроется.", &[("что мельница закроется", "Холм")]);
}

#[test]
fn a_quote_inside_told_words_has_their_speaker() {
    check(
        "Holm said the plan of the council was “a heavy blow to us all”.",
        &[("“a heavy blow to us all”", Some("Holm"))],
    );
}

#[test]
fn who_leads_the_next_quote_has_not_said_this_one() {
    check(
        "\"We saw it in that night,\" the mayor told the crowd. \"It was the end of this town.\" Holm said: \"That is not what I saw.\"",
        &[
            ("\"We saw it in that night,\"", Some("the mayor")),
            ("\"It was the end of this town.\"", None),
            ("\"That is not what I saw.\"", Some("Holm")),
        ],
    );
}
