//! `backstory decide`: what a person decides about stories, and takes back. In: ids, a name, a reason. Out: the decision.
//! Never: an explainer; the next `run` explains what changed.

use super::Ended;
use super::common::Common;
use super::output::{JsonLines, Lines, say};
use crate::engine::Wish;
use crate::error::Result;
use crate::model::{ArticleId, Decision, DecisionKind, Signed, StoryId};
use crate::store::Reader;
use crate::wire::DecisionLine;

/// What to decide.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// two stories are one: all articles go to the one that opened first, the other's address leads there
    Merge {
        /// id of a story
        story: String,
        /// id of the other story
        other: String,
        #[command(flatten)]
        signature: Signature,
    },
    /// some articles of a story are a story of their own
    Split {
        /// id of the story
        story: String,
        /// ids of its articles
        #[arg(required = true)]
        articles: Vec<String>,
        #[command(flatten)]
        signature: Signature,
    },
    /// an article belongs to another story
    Move {
        /// id of the article
        article: String,
        /// id of the story that it belongs to
        story: String,
        #[command(flatten)]
        signature: Signature,
    },
    /// what a story holds is as it should be: the program never merges it, splits it or moves its articles
    Pin {
        /// id of the story
        story: String,
        /// no other article joins it either
        #[arg(long)]
        closed: bool,
        #[command(flatten)]
        signature: Signature,
    },
    /// takes a decision back: the articles that it moved return to where they were
    Undo {
        /// number of the decision
        number: u32,
        #[command(flatten)]
        signature: Signature,
    },
    /// lists all decisions, also those that were taken back
    List,
}

/// Who decides, and why.
#[derive(clap::Args)]
struct Signature {
    /// who decides (default: your user name)
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Signature {
    fn signed(&self, common: &Common) -> Result<Signed> {
        let user = || ["USER", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        let by = self.by.clone().or_else(user).unwrap_or_default();
        Signed::new(&by, common.now(), &self.reason)
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<Ended> {
    let story = |id: &String| StoryId::new(id);
    let (wish, signature) = match &arguments.action {
        Action::List => return list(common),
        Action::Undo { number, signature } => return undo(*number, signature, common),
        Action::Merge { story: left, other, signature } => (Wish::Merge(story(left), story(other)), signature),
        Action::Split { story: id, articles, signature } => {
            (Wish::Split(story(id), articles.iter().map(ArticleId::new).collect()), signature)
        }
        Action::Move { article, story: id, signature } => (Wish::Move(ArticleId::new(article), story(id)), signature),
        Action::Pin { story: id, closed: true, signature } => (Wish::Close(story(id)), signature),
        Action::Pin { story: id, closed: false, signature } => (Wish::Pin(story(id)), signature),
    };
    let signed = signature.signed(common)?;
    let decision = common.engine("decide")?.decide(&wish, signed)?;
    show(&[decision], common);
    hint(common);
    Ok(Ended::Done)
}

fn undo(number: u32, signature: &Signature, common: &Common) -> Result<Ended> {
    let signed = signature.signed(common)?;
    let decision = common.engine("decide")?.undo(number, &signed)?;
    show(&[decision], common);
    hint(common);
    Ok(Ended::Done)
}

fn list(common: &Common) -> Result<Ended> {
    let decisions = Reader::open(&common.store()?)?.decisions()?;
    show(&decisions, common);
    if decisions.is_empty() && !common.quiet {
        say(&"no decisions yet; `backstory decide --help` says what can be decided");
    }
    Ok(Ended::Done)
}

fn hint(common: &Common) {
    if !common.quiet {
        say(&"it holds from now on; `backstory run` explains the stories anew");
    }
}

fn show(decisions: &[Decision], common: &Common) {
    if common.json {
        let mut out = JsonLines::new();
        decisions.iter().take_while(|decision| out.write(&DecisionLine::from(*decision))).for_each(drop);
        out.flush();
        return;
    }
    let mut out = Lines::new();
    for decision in decisions {
        let signed = &decision.signed;
        out.line(&format!("{}  {}", decision.number, what(decision)));
        out.line(&format!("  {}, {}: {}", signed.by(), signed.at().0, signed.reason()));
        if let Some(undone) = &decision.undone {
            out.line(&format!("  undone: {}, {}: {}", undone.by(), undone.at().0, undone.reason()));
        }
    }
    out.flush();
}

/// A decision in words.
fn what(decision: &Decision) -> String {
    let story = &decision.story;
    let from = decision.from.as_ref().map(ToString::to_string).unwrap_or_default();
    let moved: Vec<&str> = decision.moved().map(|bond| bond.article.as_str()).collect();
    match decision.kind {
        DecisionKind::Merge => format!("merge: story {from} ({} articles) into story {story}", moved.len()),
        DecisionKind::Split => format!("split: story {story} from story {from}: {}", moved.join(" ")),
        DecisionKind::Move => format!("move: article {} from story {from} to story {story}", moved.join(" ")),
        DecisionKind::Pin => format!("pin: story {story}, {} articles", decision.bonds.len()),
        DecisionKind::Close => format!("pin, closed: story {story}, {} articles", decision.bonds.len()),
    }
}
