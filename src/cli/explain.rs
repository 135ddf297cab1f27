//! `backstory explain`: articles in, one explainer per story out (grouped first). Never: a store.

use super::group::{Grouped, grouped, links};
use super::output::{JsonLines, talk};
use super::{Ended, input};
use crate::engine::Neighbours;
use crate::error::Result;
use crate::explain;
use crate::model::{Link, Member, Side, Story, StoryId};
use crate::wire::{ExplainerLine, RelatedLine};
use std::collections::{BTreeMap, HashMap};

/// Later stories that are named as related; the earlier ones are few by themselves.
const LATER_MAX: usize = 5;

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
    let links = links(&articles, &readings, &placements);
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
    let mut stories: BTreeMap<StoryId, Story> = BTreeMap::new();
    for id in &order {
        stories.insert(id.clone(), Story::new(id.clone(), members.remove(id).unwrap_or_default())?);
    }
    let lines = Lines::new(&stories, &links);
    let mut out = JsonLines::new();
    for story in order.iter().filter_map(|id| stories.get(id)) {
        if arguments.story.as_ref().is_some_and(|wanted| wanted != story.id().as_str()) {
            continue;
        }
        let explained = explain::explain(story, &others, &explain::Options::default());
        match explained.and_then(|explainer| Ok((explainer, lines.related(story.id())?))) {
            Ok((explainer, related)) => {
                let mut line = ExplainerLine::from(&explainer);
                line.related = related;
                if !out.write(&line) {
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

/// The storylines of the input.
struct Lines<'a> {
    stories: &'a BTreeMap<StoryId, Story>,
    earlier: &'a BTreeMap<StoryId, Vec<Link>>,
    /// The links that lead to a story, in the order in which the stories they come from began.
    later: BTreeMap<&'a StoryId, Vec<&'a Link>>,
}

impl<'a> Lines<'a> {
    fn new(stories: &'a BTreeMap<StoryId, Story>, earlier: &'a BTreeMap<StoryId, Vec<Link>>) -> Self {
        let mut later: BTreeMap<&StoryId, Vec<&Link>> = BTreeMap::new();
        for link in earlier.values().flatten() {
            later.entry(&link.earlier).or_default().push(link);
        }
        let began = |link: &&Link| {
            let times = stories.get(&link.story).into_iter().flat_map(Story::members);
            times.filter_map(|member| Some(member.article.published()?.0.order_key())).min()
        };
        later.values_mut().for_each(|links| links.sort_by_cached_key(|link| (began(link), link.story.clone())));
        Self { stories, earlier, later }
    }

    /// The stories that a story continues, then those that continue it.
    fn related(&self, story: &StoryId) -> Result<Vec<RelatedLine>> {
        let earlier = self.earlier.get(story).into_iter().flatten().map(|link| (Side::Earlier, &link.earlier, link));
        let later = self.later.get(story).into_iter().flatten().take(LATER_MAX);
        let both = earlier.chain(later.map(|link| (Side::Later, &link.story, *link)));
        let line = |(side, other, link): (Side, &StoryId, &Link)| {
            let story = self.stories.get(other)?;
            let headline = explain::headline(story).map(|headline| headline.text().to_owned());
            Some(headline.map(|headline| RelatedLine { story: other.to_string(), headline, why: side.why(&link.why) }))
        };
        both.filter_map(line).collect()
    }
}
