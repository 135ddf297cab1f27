//! The search page: a form and two plain lists. In: words, an outlet, a language, days. Out: HTML.
//! Never: ranks or interprets; the archive does.

use super::Site;
use super::archive::{Hit, Query};
use super::clock::{Clock, Shown};
use super::links;
use super::reply::{Asked, Frame, Reply, html, wrong};
use super::sentences::{Outlet, title};
use crate::error::Result;
use crate::model::OutletId;
use crate::store::Filter;
use askama::Template;
use jiff::civil::Date;

/// Longest search, and longest name of an outlet, in characters; the boxes in the page say the same.
const WORDS_CHARACTERS_MAX: usize = 200;

/// Stories, and articles, on a page.
const HITS_PER_PAGE: usize = 25;

/// Outlets that the form proposes: more make the page longer than its results.
const OUTLETS_PROPOSED: usize = 100;

/// What is asked for, as it stands in the address.
#[derive(Debug, Clone, Default)]
pub(super) struct Search {
    pub(super) words: String,
    pub(super) outlet: String,
    pub(super) language: String,
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    frame: Frame,
    search: Search,
    /// What is wrong with what was asked.
    wrong: Option<&'static str>,
    asked: bool,
    outlets: Vec<String>,
    languages: Vec<String>,
    number: usize,
    stories: Vec<(String, String)>,
    articles: Vec<Found>,
    newer: Option<String>,
    older: Option<String>,
}

struct Found {
    href: String,
    title: String,
    outlet: Outlet,
    published: Option<Shown>,
}

impl Search {
    /// What an address asks for.
    pub(super) fn read(asked: &Asked) -> Self {
        let given = |name: &str| asked.query(name).unwrap_or("").trim().to_owned();
        Self {
            words: given("q"),
            outlet: given("outlet"),
            language: given("language").to_lowercase(),
            from: given("from"),
            to: given("to"),
        }
    }

    /// What is asked for as parameters of an address, in one order, without those that say nothing.
    pub(super) fn parameters(&self) -> String {
        let mut parameters = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.named().into_iter().filter(|(_, value)| !value.is_empty()) {
            parameters.append_pair(name, value);
        }
        parameters.finish()
    }

    fn named(&self) -> [(&'static str, &str); 5] {
        [
            ("q", &self.words),
            ("outlet", &self.outlet),
            ("language", &self.language),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    /// The page of this search.
    pub(super) fn page(&self) -> String {
        let parameters = self.parameters();
        if parameters.is_empty() { "/search".to_owned() } else { format!("/search?{parameters}") }
    }

    /// What is asked for, in a line.
    pub(super) fn title(&self) -> String {
        let named =
            |(name, value): (&str, &str)| if name == "q" { value.to_owned() } else { format!("{name} {value}") };
        let parts: Vec<String> = self.named().into_iter().filter(|(_, value)| !value.is_empty()).map(named).collect();
        if parts.is_empty() { "Search".to_owned() } else { format!("Search: {}", parts.join(", ")) }
    }

    /// Whether anything is asked for.
    fn is_empty(&self) -> bool {
        self.named().iter().all(|(_, value)| value.is_empty())
    }

    /// What the archive is asked; or what is wrong with it.
    pub(super) fn query(&self, clock: &Clock) -> std::result::Result<Query, &'static str> {
        if [&self.words, &self.outlet].into_iter().any(|text| text.chars().count() > WORDS_CHARACTERS_MAX) {
            return Err("A search has at most 200 characters.");
        }
        let from = day(&self.from).ok_or("“From” is no day: days are written like 2026-05-31.")?;
        let to = day(&self.to).ok_or("“To” is no day: days are written like 2026-05-31.")?;
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err("“From” is a later day than “To”: nothing can lie between them.");
        }
        let after = to.map(|to| to.tomorrow().ok().and_then(|day| clock.begins(day)).unwrap_or(i64::MAX));
        let filter = Filter {
            outlet: OutletId::derive(&self.outlet),
            language: Some(self.language.clone()).filter(|language| !language.is_empty()),
            from: from.and_then(|from| clock.begins(from)),
            until: after,
        };
        Ok(Query { words: self.words.clone(), filter })
    }
}

/// A day, where one is given; none where that cannot be read.
fn day(given: &str) -> Option<Option<Date>> {
    if given.is_empty() {
        return Some(None);
    }
    let plain = given.len() == 10 && given.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    given.parse().ok().filter(|_| plain).map(Some)
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let search = Search::read(asked);
    if search.words.chars().count() > WORDS_CHARACTERS_MAX {
        return Ok(Reply::Bad("A search has at most 200 characters."));
    }
    let Some(number) = asked.number() else { return Ok(Reply::Bad("page is a number from 1.")) };
    let query = match search.query(&site.clock) {
        Ok(query) => query,
        Err(why) => return wrong(&Page { wrong: Some(why), ..blank(site, search, number)? }),
    };
    if search.is_empty() {
        return html(&blank(site, search, number)?);
    }
    let skip = (number - 1).saturating_mul(HITS_PER_PAGE);
    // One more than is shown tells whether there is a next page.
    let hits = site.archive.search(&query, skip, HITS_PER_PAGE + 1)?;
    let (mut stories, mut articles) = sorted(site, hits);
    let more = stories.len().max(articles.len()) > HITS_PER_PAGE;
    stories.truncate(HITS_PER_PAGE);
    articles.truncate(HITS_PER_PAGE);
    let list = search.page();
    html(&Page {
        newer: (number > 1).then(|| links::numbered(&list, number - 1)),
        older: more.then(|| links::numbered(&list, number + 1)),
        stories,
        articles,
        ..blank(site, search, number)?
    })
}

/// The page with its form, before anything is found.
fn blank(site: &Site, search: Search, number: usize) -> Result<Page> {
    let mut frame = site.frame_of(&search.title(), &search.page());
    search.words.clone_into(&mut frame.words);
    Ok(Page {
        frame,
        wrong: None,
        asked: !search.is_empty(),
        search,
        outlets: site.archive.outlets(OUTLETS_PROPOSED)?,
        languages: site.archive.languages()?,
        number,
        stories: Vec::new(),
        articles: Vec::new(),
        newer: None,
        older: None,
    })
}

/// Stories as address and headline; articles.
fn sorted(site: &Site, hits: Vec<Hit>) -> (Vec<(String, String)>, Vec<Found>) {
    let (mut stories, mut articles) = (Vec::new(), Vec::new());
    for hit in hits {
        match hit {
            Hit::Story { id, headline } => stories.push((links::story(&id), headline)),
            Hit::Article(card) => articles.push(Found {
                href: links::article(card.id.as_str(), card.version),
                title: title(&card),
                outlet: Outlet::named(&card.outlet),
                published: card.published.map(|published| site.clock.moment(published.0)),
            }),
        }
    }
    (stories, articles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn check(from: &str, to: &str, expected: std::result::Result<(Option<i64>, Option<i64>), &str>) {
        let search = Search { from: from.to_owned(), to: to.to_owned(), ..Search::default() };
        let found = search.query(&Clock::new(TimeZone::UTC));
        let found = found.map(|query| (query.filter.from, query.filter.until));
        assert_eq!(found.map_err(|why| why.split(' ').next().unwrap_or("")), expected, "{from} to {to}");
    }

    #[test]
    fn days_are_whole_and_wrong_ones_are_named() {
        check("", "", Ok((None, None)));
        check("1970-01-02", "1970-01-02", Ok((Some(86_400), Some(172_800))));
        check("1970-01-02", "", Ok((Some(86_400), None)));
        check("1970-13-02", "", Err("“From”"));
        check("", "tomorrow", Err("“To”"));
        check("1970-1-2", "", Err("“From”"));
        check("2026-02-02", "2026-02-01", Err("“From”"));
    }

    #[test]
    fn an_address_says_what_is_asked_in_one_order() {
        let search = Search {
            words: "a & \"b c\"".to_owned(),
            language: "de".to_owned(),
            to: "2026-05-31".to_owned(),
            ..Search::default()
        };
        assert_eq!(search.page(), "/search?q=a+%26+%22b+c%22&language=de&to=2026-05-31");
        assert_eq!(search.title(), "Search: a & \"b c\", language de, to 2026-05-31");
        assert_eq!(Search::default().page(), "/search");
    }
}
