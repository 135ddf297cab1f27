//! Wrong numbers and wrong units. In: a sentence and its article. Out: the sentence with another number, or the
//! same of something else. Never: dates, times, scores, numbers within names, or a number that the bound before it
//! still covers.

use super::Article;
use super::dates::{MONTHS, WEEKDAYS};
use super::words::{Line, among, hash};

const NUMBERS: [&str; 27] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
];
const SCALES: &str = "hundred thousand million billion trillion mln bln m bn";
/// Letters that may follow digits in one word.
const SUFFIXES: &str = "m bn tn k km kg cm mm ft p c pc mph lb oz";
/// A number after one of these is a label.
const LABELS: &str = "\
    no nos number page chapter section article rule act phase level grade stage part channel route highway \
    flight room gate line group category class type version interstate apollo area unit block sector zone \
    figure table schedule resolution at";
const UP_ONLY: [&str; 7] = ["at least", "more than", "over", "minimum of", "exceeding", "exceeds", "above"];
const DOWN_ONLY: [&str; 8] =
    ["up to", "as many as", "as much as", "less than", "fewer than", "under", "below", "at most"];
const FACTORS_UP: [f64; 4] = [1.6, 2.4, 1.4, 3.0];
const FACTORS_DOWN: [f64; 4] = [0.6, 0.4, 0.7, 0.5];

/// A number as written.
struct Figure {
    at: usize,
    value: f64,
    decimals: usize,
    commas: bool,
    /// What follows the digits within the word.
    suffix: String,
}

/// The sentence with another number.
pub(super) fn wrong_number(article: &Article, _: usize, line: &Line<'_>) -> Option<String> {
    let figures: Vec<Figure> = (0..line.len()).filter_map(|at| figure(line, at)).collect();
    if let Some(figure) = figures.get(hash(line.text) % figures.len().max(1)) {
        let new = other_value(article, line, figure)?;
        return Some(line.with(figure.at, figure.at + 1, &format!("{}{}", new, figure.suffix)));
    }
    let at = (1..line.len()).find(|at| is_counted_word(line, *at))?;
    let old = NUMBERS.iter().position(|word| *word == line.lower(at))?;
    let step = 2 + hash(line.text) % 3;
    let new = match direction(line, at) {
        Some(false) => NUMBERS.get(old.checked_sub(step)?)?,
        Some(true) => NUMBERS.get(old + step)?,
        None => NUMBERS.get(old + step).or_else(|| NUMBERS.get(old.checked_sub(step)?))?,
    };
    Some(line.with(at, at + 1, new))
}

/// Whether a number word here counts something.
fn is_counted_word(line: &Line<'_>, at: usize) -> bool {
    NUMBERS[..25].contains(&line.word(at))
        && !among(&line.lower_before(at, 1), "one or to and by no all number these those")
        && !matches!(line.word(at + 1), "of" | "-" | "or" | "to" | "and")
        && line.word(at + 1).starts_with(char::is_lowercase)
}

/// The digits at a place, where they say how many or how much.
fn figure(line: &Line<'_>, at: usize) -> Option<Figure> {
    let word = line.word(at);
    let digits =
        word.find(|letter: char| !(letter.is_ascii_digit() || letter == ',' || letter == '.')).unwrap_or(word.len());
    let (number, suffix) = word.split_at(digits);
    let value: f64 = number.replace(',', "").parse().ok()?;
    let plain_year = !number.contains([',', '.']) && number.len() == 4 && (1700.0..2100.0).contains(&value);
    let known_suffix =
        suffix.is_empty() || among(suffix, SUFFIXES) || suffix.ends_with("-old") || suffix.starts_with("-year");
    let (before, after) = (line.lower_before(at, 1), line.lower(at + 1));
    let in_name = line.before(at, 1).starts_with(char::is_uppercase) && !line.begins(at - 1);
    let apart = matches!(before.as_str(), ":" | "/" | "-" | "'" | "’" | "#")
        || matches!(after.as_str(), ":" | "/" | "-" | "'" | "’s" | "–");
    let dated = among(&before, MONTHS)
        || among(&after, MONTHS)
        || among(&before, WEEKDAYS)
        || (after == "of" && among(&line.lower(at + 2), MONTHS))
        || (before == "." && among(&line.lower_before(at, 2), MONTHS));
    let timed = among(&after, "am pm a.m p.m a.m. p.m. gmt edt est bst");
    let fits = value >= 2.0
        && known_suffix
        && !plain_year
        && !in_name
        && !apart
        && !dated
        && !timed
        && !among(&before, LABELS)
        && !line.is_quoted(at);
    let decimals = number.split_once('.').map_or(0, |parts| parts.1.len());
    fits.then(|| Figure { at, value, decimals, commas: number.contains(','), suffix: suffix.to_owned() })
}

/// Whether the bound before a number leaves only more, or only less, to be wrong.
fn direction(line: &Line<'_>, at: usize) -> Option<bool> {
    let before =
        format!(" {} ", line.slice(at.saturating_sub(4), at).to_lowercase().replace(['$', '£', '€'], " ").trim());
    let ends = |phrase: &&str| before.trim_end().ends_with(*phrase);
    if UP_ONLY.iter().any(ends) {
        return Some(true);
    }
    DOWN_ONLY.iter().any(ends).then_some(false)
}

/// Another number of about the size: of the article where there is one, else a multiple.
fn other_value(article: &Article, line: &Line<'_>, figure: &Figure) -> Option<String> {
    let direction = direction(line, figure.at);
    let seed = hash(line.text) / 7;
    if seed.is_multiple_of(2)
        && let Some(value) = elsewhere(article, line, figure, direction)
    {
        return Some(value);
    }
    let percent = figure.value <= 100.0
        && (line.word(figure.at + 1) == "%" || among(&line.lower(figure.at + 1), "percent pct per"));
    let up = direction.unwrap_or(!(seed.is_multiple_of(3) || percent && figure.value > 30.0));
    let factor = if up { FACTORS_UP[seed % 4] } else { FACTORS_DOWN[seed % 4] };
    let mut value = figure.value * factor;
    if figure.decimals == 0 {
        value = rounded(value, figure.value);
        if (value - figure.value).abs() < 1.5 {
            value = if up { figure.value + 3.0 } else { figure.value - 2.0 };
        }
    }
    (value >= 1.0 || figure.decimals > 0).then(|| written(value, figure))
}

/// Rounded to as many digits as the old number shows.
fn rounded(value: f64, like: f64) -> f64 {
    let mut step = 1.0;
    while like % (step * 10.0) == 0.0 && step * 10.0 <= (value - like).abs() {
        step *= 10.0;
    }
    (value / step).round() * step
}

fn written(value: f64, figure: &Figure) -> String {
    let plain = format!("{value:.*}", figure.decimals);
    if !figure.commas {
        return plain;
    }
    let (whole, rest) =
        plain.split_once('.').map_or((plain.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + &rest
}

/// A number of another sentence that could stand here.
fn elsewhere(article: &Article, line: &Line<'_>, figure: &Figure, direction: Option<bool>) -> Option<String> {
    let mut own: Vec<f64> =
        (0..line.len()).filter_map(|at| self::figure(line, at)).map(|figure| figure.value).collect();
    own.push(figure.value);
    for sentence in &article.sentences {
        let other = Line::new(sentence);
        for at in 0..other.len() {
            let Some(found) = self::figure(&other, at) else { continue };
            let ratio = found.value / figure.value;
            let far = !(0.8..=1.25).contains(&ratio)
                && (0.2..5.0).contains(&ratio)
                && direction.is_none_or(|up| up == (ratio > 1.0));
            let like = found.suffix == figure.suffix
                && found.decimals == figure.decimals
                && (found.value > 12.0) == (figure.value > 12.0);
            if far && like && !own.contains(&found.value) {
                return Some(written(found.value, &found));
            }
        }
    }
    None
}

/// What is put for what: measures, money, times, scales, and what is counted.
const UNITS: [(&str, &str); 58] = [
    ("miles", "kilometres"),
    ("mile", "kilometre"),
    ("kilometres", "miles"),
    ("kilometers", "miles"),
    ("km", "miles"),
    ("metres", "feet"),
    ("meters", "feet"),
    ("feet", "metres"),
    ("inches", "feet"),
    ("yards", "miles"),
    ("tonnes", "kilos"),
    ("tons", "pounds"),
    ("kilos", "tonnes"),
    ("kilograms", "tonnes"),
    ("hectares", "acres"),
    ("acres", "square miles"),
    ("litres", "barrels"),
    ("barrels", "gallons"),
    ("gallons", "barrels"),
    ("bushels", "tonnes"),
    ("percent", "million"),
    ("pct", "mln"),
    ("dollars", "euros"),
    ("euros", "dollars"),
    ("yen", "dollars"),
    ("dlrs", "yen"),
    ("stg", "dlrs"),
    ("francs", "dollars"),
    ("marks", "francs"),
    ("cts", "dlrs"),
    ("cents", "dollars"),
    ("crowns", "dollars"),
    ("rupees", "dollars"),
    ("seconds", "minutes"),
    ("minutes", "hours"),
    ("hours", "days"),
    ("days", "weeks"),
    ("weeks", "months"),
    ("months", "years"),
    ("years", "months"),
    ("million", "billion"),
    ("billion", "million"),
    ("mln", "bln"),
    ("bln", "mln"),
    ("thousand", "million"),
    ("people", "houses"),
    ("men", "vehicles"),
    ("women", "villages"),
    ("children", "adults"),
    ("workers", "companies"),
    ("jobs", "factories"),
    ("passengers", "ships"),
    ("soldiers", "civilians"),
    ("troops", "tanks"),
    ("homes", "people"),
    ("students", "schools"),
    ("members", "countries"),
    ("shares", "dollars"),
];

/// The sentence with the same number of something else.
pub(super) fn wrong_unit(_: &Article, _: usize, line: &Line<'_>) -> Option<String> {
    let found: Vec<(usize, String)> = (1..line.len())
        .filter(|at| !line.is_quoted(*at))
        .filter_map(|at| other_unit(line, at).map(|new| (at, new)))
        .collect();
    let (at, new) = found.get(hash(line.text) % found.len().max(1))?;
    Some(line.with(*at, *at + 1, new))
}

fn other_unit(line: &Line<'_>, at: usize) -> Option<String> {
    let (word, before, after) = (line.word(at), line.lower_before(at, 1), line.word(at + 1));
    let is_number = |word: &str| {
        word.starts_with(|letter: char| letter.is_ascii_digit()) || NUMBERS.contains(&word) || among(word, SCALES)
    };
    let new = UNITS.iter().find(|unit| unit.0 == word).map(|unit| unit.1.to_owned());
    if let Some(new) = new.filter(|_| is_number(&before) && is_whole(line, at - 1)) {
        return Some(new);
    }
    if matches!(word, "$" | "£" | "€")
        && after.starts_with(|letter: char| letter.is_ascii_digit())
        && !line.before(at, 1).ends_with(['S', 'A', 'C'])
    {
        return Some(if word == "€" { "$" } else { "€" }.to_owned());
    }
    if word == "%" && is_number(&before) && after != "-" {
        return Some(" million".to_owned());
    }
    let digits = word.trim_end_matches(char::is_alphabetic);
    let swapped = match word.strip_prefix(digits)? {
        "bn" => "m",
        "m" if matches!(line.before(at, 1), "$" | "£" | "€") => "bn",
        "km" => " miles",
        "kg" => " tonnes",
        "mph" => "km/h",
        _ => return None,
    };
    digits.starts_with(|letter: char| letter.is_ascii_digit()).then(|| format!("{digits}{swapped}"))
}

/// Whether the number before a unit is no year and no part of a name.
fn is_whole(line: &Line<'_>, at: usize) -> bool {
    !line.before(at, 1).starts_with(char::is_uppercase) || line.begins(at - 1)
}
