//! Wrong names. In: a sentence and the names of its article. Out: the sentence with a name of the same kind in the
//! place of one: of the story where there is one, else a new one. Never: another name of the same bearer, or a
//! place for the land that it lies in.

use super::Article;
use super::dates::{MONTHS, WEEKDAYS};
use super::words::{Line, among, hash};

const TITLES: &str = "\
    mr. mrs. ms. dr. gen. col. lt. sen. rep. gov. prof. sgt. capt. mr mrs ms dr president minister prime sen \
    rep gov judge king queen prince princess chancellor secretary general colonel captain chief sir lord lady \
    coach director professor foreign defence defense finance chairman spokesman spokeswoman detective \
    inspector sergeant officer mayor ambassador senator attorney deputy vice justice first interior treasury \
    commissioner governor manager prosecutor surgeon astronomer founder vet lieutenant major pope archbishop \
    sheriff";
const GROUP_WORDS: &str = "\
    alliance foods bank corp inc ltd co company group ministry university party council court institute agency \
    commission committee union association department office authority federation board centre center council \
    fund airlines airways motors systems industries holdings club college hospital society international \
    national united trust service services exchange bureau observatory organization organisation network \
    police army parliament house";
/// First words of lands and towns, and last words of houses and lands: two capital words that are no person.
const NO_PERSON: &str = "\
    south north east west new saudi hong sri costa united los san las el puerto white port fort st cape mount \
    lake great central upper lower old northern southern eastern western buckingham downing wall capitol lanka \
    arabia kong korea africa states kingdom street house rica city county island islands river valley news \
    times post mail wire journal telegraph guardian herald tribune radio tv air league cup open masters";
const SPEECH: &str = "\
    said says told added claimed insisted argued warned announced wrote asked admitted denied believes \
    explained thinks";
const PLACED: &str = "in near from at across outside around inside";
const NEW_PEOPLE: [&str; 6] =
    ["Ralf Odenberg", "Mina Torvald", "Peder Halloran", "Ines Kovarik", "Tomas Aldane", "Greta Vossberg"];
const NEW_PLACES: [&str; 6] = ["Karlow", "Vessin", "Port Halden", "Ostermere", "Brevik Sound", "Talmora"];
const NEW_GROUPS: [&str; 4] = ["Halvern Group", "Osk Institute", "Northmark Union", "Calder Council"];

/// Runs of capital words, from and up to, without their titles.
fn runs(line: &Line<'_>) -> Vec<(usize, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < line.len() {
        let mut end = at;
        while line.is_capital(end) && (end == at || line.start(end) == line.end(end - 1) + 1) {
            end += 1;
        }
        let mut start = at;
        while start < end && among(&line.lower(start), TITLES) {
            start += 1;
        }
        if start < end {
            found.push((start, end));
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether words can be a person's name: two or three, none of a group.
fn can_be_person(line: &Line<'_>, from: usize, to: usize) -> bool {
    (2..=3).contains(&(to - from))
        && (from..to).all(|at| {
            let word = line.lower(at);
            line.word(at).chars().any(char::is_lowercase)
                && line.word(at).chars().all(|letter| letter.is_alphabetic() || "-'’".contains(letter))
                && ![GROUP_WORDS, TITLES, MONTHS, WEEKDAYS, NO_PERSON].iter().any(|list| among(&word, list))
        })
}

/// Whether the words around say that it is a person.
fn acts_as_person(line: &Line<'_>, from: usize, to: usize) -> bool {
    let age = line.word(to + 1).parse::<usize>().is_ok_and(|age| (10..100).contains(&age));
    among(&line.lower(to), SPEECH)
        || among(&line.lower_before(from, 1), TITLES)
        || (line.word(to) == "," && (age || line.word(to + 1) == "who"))
        || among(&line.lower_before(from, 1), "said says")
}

fn is_group(line: &Line<'_>, from: usize, to: usize) -> bool {
    let acronym =
        to - from == 1 && (3..=4).contains(&line.word(from).len()) && line.word(from).chars().all(char::is_uppercase);
    if among(&line.lower(from), "pst est gmt cst edt bst pdt utc cet") {
        return false;
    }
    let loud = line.word(to - 1).chars().all(char::is_uppercase);
    acronym || ((2..=4).contains(&(to - from)) && !loud && (from..to).any(|at| among(&line.lower(at), GROUP_WORDS)))
}

/// People and groups that an article names.
pub(super) fn known(sentences: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut people, mut groups): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for sentence in sentences {
        let line = Line::new(sentence);
        for (from, to) in runs(&line) {
            let name = line.slice(from, to).to_owned();
            if can_be_person(&line, from, to) && acts_as_person(&line, from, to) && !people.contains(&name) {
                people.push(name);
            } else if is_group(&line, from, to) && !groups.contains(&name) {
                groups.push(name);
            }
        }
    }
    (people, groups)
}

/// The sentence with another name.
pub(super) fn wrong(article: &Article, _: usize, line: &Line<'_>) -> Option<String> {
    let found: Vec<(usize, usize, String)> = runs(line)
        .into_iter()
        .filter(|(from, _)| !line.is_quoted(*from))
        .filter_map(|(from, to)| other(article, line, from, to).map(|new| (from, to, new)))
        .collect();
    let (from, to, new) = found.get(hash(line.text) % found.len().max(1))?;
    Some(line.with(*from, *to, new))
}

fn other(article: &Article, line: &Line<'_>, from: usize, to: usize) -> Option<String> {
    let name = line.slice(from, to);
    let alone = |at: usize| !line.is_capital(at) && !matches!(line.word(at), "-" | "&" | "/");
    let joined = (from..to).any(|at| line.word(at).trim_end_matches('.').contains('.'));
    if joined || !alone(to) || among(&line.lower(from), MONTHS) || among(&line.lower(from), WEEKDAYS) {
        return None;
    }
    if let Some(person) = article.people.iter().find(|person| is_of(name, person)) {
        let new = replacement(&article.people, article, line, person, &NEW_PEOPLE);
        return if name == person { Some(new) } else { new.rsplit(' ').next().map(str::to_owned) };
    }
    let whole = !matches!(line.word(to), "of" | "and" | ")") && !matches!(line.before(from, 1), "and" | "&" | "of");
    if article.groups.iter().any(|group| group == name) && followed_by_function(line, to) && whole {
        return Some(replacement(&article.groups, article, line, name, &NEW_GROUPS));
    }
    let placed =
        among(&line.lower_before(from, 1), PLACED) && followed_by_function(line, to) && !is_group(line, from, to);
    let adjective = ["ish", "ese", "ian", "ans"].iter().any(|end| name.ends_with(end));
    (placed && !adjective && line.word(to) != "of" && to - from <= 2).then(|| pick(&NEW_PLACES, line, name).to_owned())
}

/// Whether a name is the person's or their family name.
fn is_of(name: &str, person: &str) -> bool {
    name == person || (!name.contains(' ') && person.rsplit(' ').next() == Some(name))
}

fn followed_by_function(line: &Line<'_>, at: usize) -> bool {
    !line.is_word(at) && line.word(at) != "'s" && line.word(at) != "’s"
        || super::words::is_function(&line.lower(at))
        || among(&line.lower(at), SPEECH)
}

/// Another of the article that the sentence does not name, and that is no other name of the same; else a new one.
fn replacement(known: &[String], article: &Article, line: &Line<'_>, name: &str, new: &[&str]) -> String {
    let apart = |other: &&String| {
        let shares = other.split(' ').any(|word| name.contains(word) || line.text.contains(word));
        let initials = |text: &str| {
            text.split(' ')
                .filter_map(|word| word.chars().next())
                .filter(|letter| letter.is_uppercase())
                .collect::<String>()
        };
        !shares && initials(other) != initials(name) && initials(other) != *name && initials(name) != ***other
    };
    let others: Vec<&String> = known.iter().filter(apart).collect();
    let fresh: Vec<&str> = new.iter().copied().filter(|name| !article.text.contains(name)).collect();
    let seed = hash(line.text) / 3;
    match others.get(seed % others.len().max(1)) {
        Some(other) if !seed.is_multiple_of(4) => (*other).clone(),
        _ => fresh.get(seed % fresh.len().max(1)).map_or_else(String::new, |name| (*name).to_owned()),
    }
}

fn pick<'a>(new: &[&'a str], line: &Line<'_>, name: &str) -> &'a str {
    let start = hash(line.text);
    (0..new.len())
        .map(|more| new[(start + more) % new.len()])
        .find(|place| *place != name && !line.text.contains(place))
        .unwrap_or(new[0])
}
