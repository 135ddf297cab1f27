//! Negation put in or taken out. In: a sentence. Out: the sentence that says the opposite. Never: what may be so
//! either way ("may not"), "not only", or a question.

use super::Article;
use super::words::{Line, among};

const HELPERS: &str = "is are was were will would can could should must did does has have had";
/// What follows "has" and "have" when they help another verb.
const PARTICIPLES: &str = "\
    been become begun come done found given gone grown held kept known led left lost made met paid put risen \
    run said seen sent set shown sold spent taken told won written fallen brought built cut hit drawn driven \
    felt fought got gotten heard";
/// Words of which these turn one into the other.
const OPPOSITES: [(&str, &str); 8] = [
    ("cannot", "can"),
    ("without", "with"),
    ("nobody", "everybody"),
    ("never", "always"),
    ("didn't", "did"),
    ("wasn't", "was"),
    ("isn't", "is"),
    ("won't", "will"),
];

/// The sentence with a negation more or less.
pub(super) fn turned(_: &Article, _: usize, line: &Line<'_>) -> Option<String> {
    let places = || (1..line.len()).filter(|at| !line.is_quoted(*at));
    places().find_map(|at| removed(line, at)).or_else(|| places().find_map(|at| added(line, at)))
}

/// A negation taken out.
fn removed(line: &Line<'_>, at: usize) -> Option<String> {
    let word = line.word(at).replace('’', "'");
    let (before, after) = (line.lower_before(at, 1), line.lower(at + 1));
    if word == "not"
        && among(&before, HELPERS)
        && !among(&after, "only just least necessarily merely simply yet until to so all")
    {
        return Some(line.with(at, at + 1, "").replace("  ", " "));
    }
    if word == "no" && after == "longer" {
        return Some(line.with(at, at + 2, "still"));
    }
    let new = OPPOSITES.iter().find(|pair| pair.0 == word)?.1;
    let fits = match word.as_str() {
        "without" => !after.ends_with("ing") && after != "a" && after != "any",
        "never" => among(&before, HELPERS),
        _ => true,
    };
    fits.then(|| line.with(at, at + 1, new))
}

/// A negation put in.
fn added(line: &Line<'_>, at: usize) -> Option<String> {
    let word = line.word(at);
    let (before, after) = (line.lower_before(at, 1), line.lower(at + 1));
    let helps = among(word, "will would can could should must did does")
        && line.is_word(at + 1)
        && !line.is_capital(at + 1)
        && !among(&after, "be-all the a an");
    let perfect = among(word, "has have had")
        && (among(&after, PARTICIPLES) || after.ends_with("ed"))
        && !among(&before, "to not who");
    let copula =
        among(word, "is are was were") && line.is_word(at + 1) && !among(&after, "to it he she they we there also");
    let asked = among(&before, "what how why where when so as than if whether") || before.is_empty();
    let negated = among(
        &after,
        "not no never hardly only nothing little few without neither nobody none yet still likely unlikely",
    ) || after.ends_with("n't")
        || among(&line.lower(at + 2), "few little");
    let relative = among(&before, "which who that there");
    ((helps || perfect || copula) && !asked && !negated && !relative && !has_negation(line))
        .then(|| line.with(at, at + 1, &format!("{word} not")))
}

/// A second negation may mean anything.
fn has_negation(line: &Line<'_>) -> bool {
    (0..line.len()).any(|at| {
        among(&line.lower(at).replace('’', "'"), "not no never nor neither cannot nobody none nothing without")
            || line.word(at).ends_with("n't")
    })
}
