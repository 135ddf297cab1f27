//! `backstory show STORY`: the six sections of one story. In: its id, or one that was merged into it.
//! Out: text with citations, or JSON. Never: writes to the store.

use super::Ended;
use super::common::Common;
use super::output::Lines;
use super::page;
use crate::error::{Error, Kind, Result};
use crate::model::{ArticleId, StoryId};
use crate::store::Reader;
use crate::wire::ExplainerLine;

/// Which story.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// id of the story, as `backstory search` shows it
    story: String,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let reader = Reader::open(&common.store()?)?;
    let Some(stored) = reader.explainer(&StoryId::new(&arguments.story))? else {
        return Err(Error::new(Kind::Usage, format!("story {}: there is none with this id", arguments.story))
            .with_hint("find stories with `backstory search WORDS`; new articles are explained by `backstory run`"));
    };
    let mut out = Lines::new();
    if common.json {
        out.line(&stored.body);
    } else {
        let line: ExplainerLine = serde_json::from_str(&stored.body).map_err(|error| {
            Error::new(Kind::Store, format!("story {}: its explainer is unreadable: {error}", stored.story))
                .with_hint("make it anew: backstory rebuild --from explain, then backstory run")
        })?;
        let cited: Vec<ArticleId> = page::cited(&line).into_iter().map(ArticleId::new).collect();
        for text in page::text(&line, &reader.cards(&cited)?) {
            out.line(&text);
        }
    }
    out.flush();
    Ok(Ended::Done)
}
