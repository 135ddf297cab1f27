//! A day of news, as written and with every name, number and date consistently changed: the small one, and the bundled one.
//! In: tests/data/days/small, demo. Out: articles; what the day calls a thing. Never: a rule that knows the day's sentences.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A day of news: its articles and the moment at which it is read.
pub(crate) struct Day {
    pub(crate) articles: Vec<Map<String, Value>>,
    pub(crate) now: String,
    renames: Option<Renames>,
}

impl Day {
    pub(crate) fn as_written() -> Self {
        Self::of(&folder())
    }

    pub(crate) fn renamed() -> Self {
        Self::as_written().rename(Renames::of_the_day())
    }

    /// The day that the program shows, its pages as articles; of a page with two versions the first.
    pub(crate) fn bundled() -> Self {
        let mut day = Self::of(&bundled());
        day.articles.extend(pages());
        day
    }

    pub(crate) fn bundled_renamed() -> Self {
        Self::bundled().rename(Renames::of(&bundled()))
    }

    fn of(folder: &Path) -> Self {
        let lines = read(&folder.join("articles.jsonl"));
        let articles = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self { articles, now: read(&folder.join("now.txt")).trim().to_owned(), renames: None }
    }

    fn rename(self, renames: Renames) -> Self {
        let articles = self.articles.into_iter().map(|article| renames.article(article)).collect();
        let now = renames.change(&self.now);
        Self { articles, now, renames: Some(renames) }
    }

    /// What this day says where the day as written says `words`.
    pub(crate) fn says(&self, words: &str) -> String {
        self.renames.as_ref().map_or_else(|| words.to_owned(), |renames| renames.change(words))
    }

    pub(crate) fn field(&self, id: &str, field: &str) -> &str {
        let article = self.articles.iter().find(|article| article["id"] == id);
        article.and_then(|article| article.get(field)).and_then(Value::as_str).unwrap_or_default()
    }

    /// The names of the day, as this day has them.
    pub(crate) fn names(&self) -> Vec<String> {
        Renames::of_the_day().names.iter().map(|name| self.says(name)).collect()
    }
}

/// Old words to new words, and how many days later everything happens.
struct Renames {
    days: Span,
    pairs: Vec<(String, String)>,
    names: Vec<String>,
    year: i16,
}

impl Renames {
    fn of_the_day() -> Self {
        Self::of(&folder())
    }

    fn of(folder: &Path) -> Self {
        let (mut days, mut pairs, mut names, mut part) = (Span::new(), BTreeMap::new(), Vec::new(), String::new());
        for line in read(&folder.join("renames.txt")).lines().map(str::trim) {
            match (line.strip_prefix('['), line.split_once(" = ")) {
                _ if line.is_empty() || line.starts_with('#') => {}
                (Some(title), _) => part = title.trim_end_matches(']').to_owned(),
                (None, None) => days = line.parse::<i64>().unwrap().days(),
                (None, Some((old, new))) => {
                    if part != "numbers" {
                        names.push(old.to_owned());
                    }
                    if part == "people" {
                        let surname = |name: &str| name.rsplit(' ').next().unwrap().to_owned();
                        pairs.insert(surname(old), surname(new));
                        names.push(surname(old));
                    }
                    assert!(pairs.insert(old.to_owned(), new.to_owned()).is_none(), "{old} stands twice");
                }
            }
        }
        let mut pairs: Vec<(String, String)> = pairs.into_iter().collect();
        pairs.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        let year = read(&folder.join("now.txt"))[..4].parse().unwrap();
        Self { days, pairs, names, year }
    }

    /// The article with everything changed; its address follows the outlet's new name.
    fn article(&self, mut article: Map<String, Value>) -> Map<String, Value> {
        for field in ["outlet", "title", "text", "published"] {
            let old = article[field].as_str().unwrap();
            article[field] = self.change(old).into();
        }
        let authors = article["authors"].as_array().unwrap();
        article["authors"] = authors.iter().map(|author| self.change(author.as_str().unwrap())).collect();
        let host: String = article["outlet"].as_str().unwrap().chars().filter(char::is_ascii_alphanumeric).collect();
        article["url"] = format!("https://{}.example/{}", host.to_lowercase(), article["id"].as_str().unwrap()).into();
        article
    }

    /// The words with every name, number, date, weekday and year changed, in one pass.
    fn change(&self, words: &str) -> String {
        let (mut out, mut rest) = (String::new(), words);
        while let Some(next) = rest.chars().next() {
            let within = next.is_alphanumeric() && out.chars().next_back().is_some_and(char::is_alphanumeric);
            let found = if within { None } else { self.date(rest).or_else(|| self.word(rest)) };
            let (taken, new) = found.unwrap_or_else(|| (next.len_utf8(), next.to_string()));
            out.push_str(&new);
            rest = &rest[taken..];
        }
        out
    }

    /// A listed name or number at the start of `rest`: how many bytes it takes, and its new form in the same capitals.
    fn word(&self, rest: &str) -> Option<(usize, String)> {
        let number = leading_number(rest);
        let ends = |old: &str| match number {
            Some(number) => number == old,
            None => !rest[old.len()..].starts_with(char::is_alphanumeric),
        };
        let head = |old: &str| rest.get(..old.len()).is_some_and(|head| head.eq_ignore_ascii_case(old));
        let (old, new) = self.pairs.iter().find(|(old, _)| head(old) && ends(old))?;
        let head = &rest[..old.len()];
        let shouted = head.len() > 1 && head.chars().all(|letter| !letter.is_lowercase());
        let capital = head.starts_with(char::is_uppercase);
        match (shouted, capital) {
            (true, _) => Some((old.len(), new.to_uppercase())),
            (_, true) => Some((old.len(), new[..1].to_uppercase() + &new[1..])),
            _ if old.starts_with(char::is_uppercase) => None,
            _ => Some((old.len(), new.clone())),
        }
    }

    /// A date, weekday or year at the start of `rest`, moved.
    fn date(&self, rest: &str) -> Option<(usize, String)> {
        self.iso(rest).or_else(|| self.day_of_month(rest)).or_else(|| self.month_of_year(rest)).or_else(|| {
            if let Some(at) = WEEKDAYS.iter().position(|day| rest.starts_with(day)) {
                let moved = (at as i64 + i64::from(self.days.get_days())).rem_euclid(7);
                return Some((WEEKDAYS[at].len(), WEEKDAYS[moved as usize].to_owned()));
            }
            let year = year(rest)?;
            Some((4, self.moved(year, 7, 2)?.year().to_string()))
        })
    }

    fn moved(&self, year: i16, month: i8, day: i8) -> Option<Date> {
        Some(Date::new(year, month, day).ok()? + self.days)
    }

    /// `2026-05-12`, with the time of day that follows it as it is
    fn iso(&self, rest: &str) -> Option<(usize, String)> {
        let date: Date = rest.get(..10)?.parse().ok()?;
        let time = rest[10..].split(char::is_whitespace).next().filter(|time| time.starts_with('T')).unwrap_or("");
        Some((10 + time.len(), format!("{}{time}", date + self.days)))
    }

    /// `12 May` or `12 May 2026`
    fn day_of_month(&self, rest: &str) -> Option<(usize, String)> {
        let number = leading_number(rest)?;
        let after = rest[number.len()..].strip_prefix(' ')?;
        let (at, month) = MONTHS.iter().enumerate().find(|(_, month)| after.starts_with(*month))?;
        let taken = number.len() + 1 + month.len();
        let written = rest[taken..].strip_prefix(' ').and_then(year);
        let date = self.moved(written.unwrap_or(self.year), at as i8 + 1, number.parse().ok()?)?;
        let new = format!("{} {}", date.day(), MONTHS[date.month() as usize - 1]);
        Some(match written {
            Some(_) => (taken + 5, format!("{new} {}", date.year())),
            None => (taken, new),
        })
    }

    /// `October 2024`; a month alone stays, for the days are few and all its dates lie in its first half.
    fn month_of_year(&self, rest: &str) -> Option<(usize, String)> {
        let (at, month) = MONTHS.iter().enumerate().find(|(_, month)| rest.starts_with(*month))?;
        let year = year(rest[month.len()..].strip_prefix(' ')?)?;
        let date = self.moved(year, at as i8 + 1, 15)?;
        Some((month.len() + 5, format!("{} {}", MONTHS[date.month() as usize - 1], date.year())))
    }
}

/// Digits with their commas and points, as in `1,140` or `3.2`.
fn leading_number(rest: &str) -> Option<&str> {
    let end =
        rest.find(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != '.').unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches([',', '.']))
        .filter(|number| number.starts_with(|digit: char| digit.is_ascii_digit()))
}

fn year(rest: &str) -> Option<i16> {
    let number = leading_number(rest)?;
    number.parse().ok().filter(|year| (1500..2100).contains(year) && number.len() == 4)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/days/small")
}

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo")
}

/// The pages of the bundled day as the program extracts them, each under the name of its file.
fn pages() -> Vec<Map<String, Value>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(bundled().join("pages")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| !file.to_string_lossy().ends_with(".2.html"));
    let extracted = Command::new(env!("CARGO_BIN_EXE_backstory")).arg("extract").args(&files).output().unwrap();
    assert!(extracted.status.success(), "{}", String::from_utf8_lossy(&extracted.stderr));
    let lines = String::from_utf8(extracted.stdout).unwrap();
    let articles = lines.lines().map(|line| serde_json::from_str::<Map<String, Value>>(line).unwrap());
    let named = files.iter().zip(articles).map(|(file, mut article)| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        article.insert("id".to_owned(), name.split('.').next().unwrap().into());
        article
    });
    named.collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words of a text in lower case, for runs of words.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn runs(text: &str, length: usize) -> BTreeSet<Vec<String>> {
    words(text).windows(length).map(<[String]>::to_vec).collect()
}

#[track_caller]
fn check(old: &str, new: &str) {
    assert_eq!(Renames::of_the_day().change(old), new);
}

#[test]
fn renaming_is_consistent() {
    check("Hadrak said", "Soltesk said");
    check("QUESSARY, Marowen’s", "TIBLOSSA, Kethamar’s");
    check("1,140 people, 140 more", "1,260 people, 140 more");
    check("On Tuesday, 12 May", "On Monday, 21 May");
    check("since 17 August 2020.", "since 27 August 2023.");
    check("in October 2024, in 2019, in April", "in October 2027, in 2022, in April");
    check("2026-05-12T19:05:00+06:30", "2029-05-21T19:05:00+06:30");
    check("Two officers, twofold", "Three officers, twofold");
}

#[test]
fn the_renamed_day_keeps_no_name_number_or_date() {
    let (written, renamed) = (Day::as_written(), Day::renamed());
    for (old, new) in written.articles.iter().zip(&renamed.articles) {
        for field in ["outlet", "title", "text", "url", "published"] {
            let (old, new) = (old[field].as_str().unwrap(), new[field].as_str().unwrap());
            for name in &Renames::of_the_day().names {
                assert!(!stands(&new.to_lowercase(), &name.to_lowercase()), "{name} stands in {new}");
            }
            let numbers = |text: &str| -> Vec<String> {
                let number = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
                text.split_whitespace().map(number).filter(|digits| !digits.is_empty()).collect()
            };
            for (old, new) in numbers(old).iter().zip(numbers(new)) {
                assert_ne!(*old, new, "{field}");
            }
        }
    }
}

#[test]
fn every_article_has_the_length_of_an_article() {
    for article in Day::as_written().articles {
        let count = article["text"].as_str().unwrap().split_whitespace().count();
        assert!((150..=400).contains(&count), "{}: {count} words", article["id"]);
    }
}

#[test]
fn only_copies_share_ten_words() {
    let day = Day::as_written();
    let copies = ["raid-1-wire", "raid-2-reprint", "raid-3-rewrite"];
    let texts: Vec<(&str, BTreeSet<Vec<String>>)> = day
        .articles
        .iter()
        .map(|article| (article["id"].as_str().unwrap(), runs(article["text"].as_str().unwrap(), 10)))
        .collect();
    for (at, (id, text)) in texts.iter().enumerate() {
        for (other, other_text) in &texts[..at] {
            let shared = text.intersection(other_text).next();
            let meant = copies.contains(id) && copies.contains(other);
            assert_eq!(meant, shared.is_some(), "{id} and {other} share {shared:?}");
        }
    }
}

#[test]
fn no_name_of_the_day_stands_in_the_program() {
    let names = Renames::of_the_day().names;
    let mut waiting = vec!["src", "assets"].into_iter().map(PathBuf::from).collect::<Vec<_>>();
    while let Some(path) = waiting.pop() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.exists() {
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let named = names.iter().find(|name| stands(&text, name));
            assert_eq!(named, None, "in {}", path.display());
        }
    }
}

/// Whether the name stands in the text as whole words.
fn stands(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        edge(text[..at].chars().next_back()) && edge(text[at + name.len()..].chars().next())
    })
}
