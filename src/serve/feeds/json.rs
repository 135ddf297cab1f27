//! A feed as JSON Feed 1.1. In: a feed and the address of the site. Out: JSON.
//! Never: a field of our own; what readers do not know they cannot show.

use super::{Entry, Feed};
use crate::serve::links;
use serde::Serialize;

const VERSION: &str = "https://jsonfeed.org/version/1.1";

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    description: &'a str,
    home_page_url: String,
    feed_url: String,
    authors: [Author; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author {
    name: &'static str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    content_html: &'a str,
    content_text: &'a str,
    date_published: String,
    date_modified: String,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
}

/// The feed as a document.
pub(super) fn write(feed: &Feed, base: &str) -> std::io::Result<String> {
    let document = Document {
        version: VERSION,
        title: &feed.title,
        description: &feed.about,
        home_page_url: format!("{base}{}", feed.page),
        feed_url: format!("{base}{}", links::feed(&feed.page, links::JSON)),
        authors: [Author { name: "Backstory" }],
        items: feed.entries.iter().map(|entry| item(entry, base)).collect(),
    };
    let json = serde_json::to_string_pretty(&document).map_err(std::io::Error::other)?;
    // Less-than signs stand in texts only; written like this, no reader can take one for markup.
    Ok(json.replace('<', "\\u003c"))
}

fn item<'a>(entry: &'a Entry, base: &str) -> Item<'a> {
    Item {
        id: &entry.id,
        url: format!("{base}{}", entry.page),
        title: &entry.title,
        content_html: &entry.html,
        content_text: &entry.text,
        date_published: entry.updated.to_string(),
        date_modified: entry.updated.to_string(),
        language: &entry.language,
        tags: entry.category.as_deref().into_iter().collect(),
    }
}
