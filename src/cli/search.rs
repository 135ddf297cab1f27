//! `backstory search WORDS`: stories and articles that hold all the words. In: words, "phrases". Out: lines.
//! Never: an error for finding nothing.

use super::Ended;
use super::common::Common;
use super::output::{JsonLines, Lines};
use crate::error::Result;
use crate::store::{Reader, Results};
use serde::Serialize;

/// Results of each kind that are shown.
const SHOWN: usize = 20;

/// What to find.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// words, all of which must be there; "words in quotation marks" stand together
    #[arg(required = true)]
    words: Vec<String>,
}

/// One result as JSON.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Found<'a> {
    Story { id: &'a str, headline: &'a str, articles: u32, reports: u32 },
    Article { id: &'a str, version: u32, title: &'a str, outlet: &'a str, published: Option<&'a str>, snippet: &'a str },
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let found = Reader::open(&common.store()?)?.search(&arguments.words.join(" "), SHOWN)?;
    if common.json {
        json(&found)
    } else {
        lines(&found)
    }
    Ok(Ended::Done)
}

fn json(found: &Results) {
    let mut out = JsonLines::new();
    for story in &found.stories {
        let (articles, reports) = (story.articles, story.reports);
        out.write(&Found::Story { id: story.id.as_str(), headline: &story.headline, articles, reports });
    }
    for article in &found.articles {
        out.write(&Found::Article {
            id: article.id.as_str(),
            version: article.version,
            title: &article.title,
            outlet: &article.outlet,
            published: article.published.as_deref(),
            snippet: article.snippet.as_deref().unwrap_or(""),
        });
    }
    out.flush();
}

fn lines(found: &Results) {
    let mut out = Lines::new();
    for story in &found.stories {
        out.line(&format!("story {}  {}", story.id, story.headline));
        out.line(&format!("  {} articles, {} independent reports", story.articles, story.reports));
    }
    for article in &found.articles {
        out.line(&format!("article {}  {}", article.id, article.title));
        let published = article.published.as_deref().unwrap_or("undated");
        let outlet = if article.outlet.is_empty() { "unnamed outlet" } else { &article.outlet };
        let snippet = article.snippet.as_deref().unwrap_or("");
        out.line(&format!("  {outlet}, {published}: {snippet}"));
    }
    out.flush();
}
