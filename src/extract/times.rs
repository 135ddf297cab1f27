//! When a page was published and changed. In: what the page, its address and its source say. Out: the best of it.
//! Never: a time after the page was received, a month taken for a day, a change taken for the publication.

use super::head::Head;
use crate::model::{DateFrom, Modified, Moment, Page, Published};
use crate::text::written_time;
use jiff::civil::Date;

/// How far a server's clock may run ahead of ours, in seconds.
const AHEAD_SECONDS: i64 = 600;
/// Before this year there were no pages; a date before it is that of an event or an error.
const YEAR_MIN: i16 = 1990;
/// By how much a feed's time must lie before the page's to count, in seconds: clocks and days without a zone differ by less.
const EARLIER_SECONDS: i64 = 36 * 3600;
/// A day anywhere on earth begins at most so long before it begins in UTC, in seconds.
const ZONE_SECONDS: i64 = 14 * 3600;

/// Keys of meta tags that hold the time of publication, best first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "date.published",
    "article.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "pub_date",
    "originalpublicationdate",
    "date_published",
    "published_at",
    "article_date_original",
    "article:created",
    "rnews:datepublished",
    "weibo:article:create_at",
    "date",
    "created",
];
/// Keys of meta tags that hold the time of the last change, best first.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "article:modified",
    "weibo:article:update_at",
];

/// When the page was published, and where it says so; `near_headline` are short lines around its headline.
pub(super) fn published(page: &Page, head: &Head, near_headline: &[String]) -> Option<(Published, DateFrom)> {
    let data = ["datePublished", "dateCreated", "uploadDate"].into_iter().find_map(|key| head.linked_data.text(key));
    let meta = PUBLISHED.iter().flat_map(|key| head.meta_all(key)).filter_map(|text| written(Some(text)));
    let said = page.said.published.map(|published| published.0);
    let elements = head.times.iter().filter_map(|text| written(Some(text)));
    let lines = near_headline.iter().filter(|line| line.contains(|letter: char| letter.is_numeric()));
    let lines = lines.filter_map(|text| written(Some(text)));
    let from = |moments: Vec<Moment>, from: DateFrom| moments.into_iter().map(move |moment| (moment, from));
    let candidates = from(written(data).into_iter().collect(), DateFrom::Data)
        .chain(from(meta.collect(), DateFrom::Meta))
        .chain(from(said.into_iter().collect(), DateFrom::Feed))
        .chain(from(elements.collect(), DateFrom::Element))
        .chain(from(address_day(&page.url).map(Moment::Day).into_iter().collect(), DateFrom::Address))
        .chain(from(lines.collect(), DateFrom::Text));
    let (moment, from) = candidates.into_iter().find(|(moment, _)| possible(*moment, page))?;
    // A page that was changed may give the day of the change as its own; what its feed said first stays.
    let earlier = said.filter(|said| possible(*said, page) && said.order_key() + EARLIER_SECONDS < moment.order_key());
    let (moment, from) = earlier.map_or((moment, from), |said| (said, DateFrom::Feed));
    Some((Published(moment), from))
}

/// When the page was last changed; never before it was published.
pub(super) fn modified(page: &Page, head: &Head, published: Option<Published>) -> Option<Modified> {
    let said = page.said.modified.map(|modified| modified.0);
    let candidates = written(head.linked_data.text("dateModified"))
        .into_iter()
        .chain(MODIFIED.iter().flat_map(|key| head.meta_all(key)).filter_map(|text| written(Some(text))))
        .chain(said);
    let after = |moment: &Moment| published.is_none_or(|published| moment.order_key() >= published.0.order_key());
    candidates.into_iter().find(|moment| possible(*moment, page) && after(moment)).map(Modified)
}

fn written(text: Option<&str>) -> Option<Moment> {
    text.and_then(written_time).map(Moment::from)
}

fn possible(moment: Moment, page: &Page) -> bool {
    let latest = match moment {
        Moment::Instant { .. } => AHEAD_SECONDS,
        Moment::Day(_) => ZONE_SECONDS,
    };
    moment.day().year() >= YEAR_MIN && moment.order_key() <= page.fetched.0.as_second() + latest
}

/// The day in an address: `/2026/11/03/`, `/2026-11-03-`, `/20261103/`; a month alone is none.
fn address_day(address: &str) -> Option<Date> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut numbers: Vec<&str> = path.split(|letter: char| !letter.is_ascii_digit()).collect();
    numbers.retain(|digits| !digits.is_empty());
    let day = |year: &str, month: &str, day: &str| {
        let whole = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        whole.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()).flatten()
    };
    let apart = numbers.windows(3).find_map(|three| day(three.first()?, three.get(1)?, three.get(2)?));
    let packed = |digits: &&str| {
        let (year, rest) = digits.split_at_checked(4)?;
        let (month, date) = rest.split_at_checked(2)?;
        day(year, month, date).filter(|_| digits.len() == 8)
    };
    apart.or_else(|| numbers.iter().find_map(packed)).filter(|day| day.year() >= YEAR_MIN)
}
