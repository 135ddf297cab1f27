//! `backstory explain`: articles in, one explainer per story out (grouped first). Never: a store.

use super::group::{Grouped, grouped};
use super::output::{JsonLines, talk};
use super::{Ended, input};
use crate::engine::Neighbours;
use crate::error::Result;
use crate::explain;
use crate::model::{Member, Story, StoryId};
use crate::wire::ExplainerLine;
use std::collections::HashMap;

/// What to explain.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// articles as JSON lines (.gz, .zst; - for standard input)
    #[arg(default_value = "-")]
    articles: String,
    /// only this story
    #[arg(long)]
    story: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ended> {
    let (articles, mut failed) = input::articles(&arguments.articles)?;
    let Grouped { readings, placements, window } = grouped(&articles);
    let others = Neighbours::new(&window);
    let mut order: Vec<StoryId> = Vec::new();
    let mut members: HashMap<StoryId, Vec<Member>> = HashMap::new();
    for ((article, reading), placement) in articles.into_iter().zip(readings).zip(placements) {
        let story = placement.story.clone();
        if !members.contains_key(&story) {
            order.push(story.clone());
        }
        members.entry(story).or_default().push(Member { article, reading, placement });
    }
    let mut out = JsonLines::new();
    for id in order {
        if arguments.story.as_ref().is_some_and(|wanted| wanted != id.as_str()) {
            continue;
        }
        let story = Story::new(id.clone(), members.remove(&id).unwrap_or_default())?;
        match explain::explain(&story, &others, &explain::Options::default()) {
            Ok(explainer) => {
                if !out.write(&ExplainerLine::from(&explainer)) {
                    break;
                }
            }
            Err(error) => {
                talk(&error);
                failed = true;
            }
        }
    }
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}
