//! An outlet's page: how much of it is its own, its stories with what only it says, its articles. In: what the archive has
//! of it. Out: HTML. Never: a judgement of an outlet; it counts.

use super::Site;
use super::clock::Shown;
use super::front::{counted, coverage};
use super::links;
use super::papers::changed;
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::{Citer, Outlet, Sentence, short_outlet};
use crate::error::Result;
use crate::model::{ArticleId, ReportKind};
use crate::store::{ArticleRow, OutletArticle, OutletFile, StoryHead, Voice};
use askama::Template;

/// Stories, and articles, on a page.
const ROWS_PER_PAGE: usize = 30;

#[derive(Template)]
#[template(path = "outlet.html")]
struct Page {
    frame: Frame,
    name: String,
    counts: String,
    stories: Vec<Part>,
    articles: Vec<Listed>,
    number: usize,
    newer: Option<String>,
    older: Option<String>,
}

/// A story as a list names it.
#[derive(Clone)]
pub(super) struct Told {
    pub(super) href: String,
    pub(super) headline: String,
    pub(super) coverage: String,
    pub(super) newest: Option<Shown>,
}

/// A story that it tells, with what only it says.
struct Part {
    story: Told,
    said: Vec<Sentence>,
}

/// An article of it.
struct Listed {
    href: String,
    title: String,
    published: Option<Shown>,
    /// How it was changed after it first came.
    changed: &'static str,
    /// original, copy, partial copy or rewrite; nothing while it waits.
    kind: Option<&'static str>,
    /// Whose text it has: outlet, address of the article, and how much.
    from: Option<(Outlet, String, String)>,
    story: Option<String>,
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let Some(number) = asked.number() else { return Ok(Reply::Bad("page is a number from 1.")) };
    let id = asked.part("id");
    let skip = (number - 1).saturating_mul(ROWS_PER_PAGE);
    // One more than is shown tells whether there is a next page.
    let Some(mut file) = site.archive.outlet(id, skip, ROWS_PER_PAGE + 1)? else {
        return Ok(Reply::Nowhere("There is no such outlet"));
    };
    if file.stories.is_empty() && file.articles.is_empty() && number > 1 {
        return Ok(Reply::Nowhere("There are not that many articles"));
    }
    let more = file.stories.len().max(file.articles.len()) > ROWS_PER_PAGE;
    file.stories.truncate(ROWS_PER_PAGE);
    file.articles.truncate(ROWS_PER_PAGE);
    let page = format!("/outlets/{}", links::encoded(id));
    let name = short_outlet(&file.name);
    html(&Page {
        frame: site.frame_of(&name, &page),
        name,
        counts: counts(&file),
        stories: parts(site, &file)?,
        articles: file.articles.iter().map(|article| listed(site, article)).collect(),
        number,
        newer: (number > 1).then(|| links::numbered(&page, number - 1)),
        older: more.then(|| links::numbered(&page, number + 1)),
    })
}

/// What it has, in words.
fn counts(file: &OutletFile) -> String {
    let whole = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let stories = counted(whole(file.told), "story", "stories");
    let own = counted(whole(file.own), "report of its own", "reports of its own");
    let copies = counted(whole(file.copies), "copy or rewrite of another text", "copies or rewrites of other texts");
    format!("It takes part in {stories}: {own}, {copies}.")
}

fn parts(site: &Site, file: &OutletFile) -> Result<Vec<Part>> {
    let lines = |voice: &'_ Voice| voice.only.iter().chain(&voice.angles).cloned().collect::<Vec<_>>();
    let said: Vec<_> = file.stories.iter().map(|(_, voice)| lines(voice)).collect();
    let citer = Citer::of_lines(said.iter().flatten(), site.archive.as_ref(), &site.clock)?;
    let stories = file.stories.iter().zip(&said);
    Ok(stories.map(|((story, _), said)| Part { story: told(site, story), said: citer.sentences(said) }).collect())
}

/// A story as a list names it.
pub(super) fn told(site: &Site, story: &StoryHead) -> Told {
    let whole = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    Told {
        href: links::story(story.id.as_str()),
        headline: story.headline.clone(),
        coverage: coverage(whole(story.articles), whole(story.reports)),
        newest: story.newest.map(|newest| site.clock.moment(newest.0)),
    }
}

fn listed(site: &Site, article: &OutletArticle) -> Listed {
    let from = article.from.as_ref().map(|from| {
        let share = article.share.map(|share| format!("{} %", share.saturating_add(5) / 10)).unwrap_or_default();
        (Outlet::named(&from.outlet), page_of(&from.id, from), share)
    });
    let card = &article.card;
    Listed {
        href: page_of(&card.id, card),
        title: if card.title.trim().is_empty() { "(no headline)".to_owned() } else { card.title.clone() },
        published: card.published.map(|published| site.clock.moment(published.0)),
        kind: article.kind.map(ReportKind::as_str),
        from,
        story: article.story.as_ref().map(|story| links::story(story.as_str())),
        changed: card.change.map_or("", |change| changed(change.kind)),
    }
}

fn page_of(id: &ArticleId, row: &ArticleRow) -> String {
    links::article(id.as_str(), row.version)
}
