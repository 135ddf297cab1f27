//! Decisions of people over the store: checked, written down and applied at once; every later run is bound by them.
//! In: what is wanted, and who, when and why. Out: the decision. Never: prose, a stage's work, or a decision that is half done.

use super::Engine;
use crate::error::{Error, Kind, Result};
use crate::group::{Bonds, may_undo};
use crate::model::{ArticleId, Bond, Decision, DecisionKind, Signed, StoryId};

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// These two stories are one; the one that opened first keeps its name.
    Merge(StoryId, StoryId),
    /// These articles of the story are a story of their own.
    Split(StoryId, Vec<ArticleId>),
    /// The article belongs to that story.
    Move(ArticleId, StoryId),
    /// What the story holds is as it should be.
    Pin(StoryId),
    /// The same, and nothing else joins.
    Close(StoryId),
}

/// A story as it stands: its id now, and its articles in the order in which they came.
type Standing = (StoryId, Vec<ArticleId>);

impl Engine {
    /// All decisions, in the order in which they were made, also those taken back.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.store.decisions()
    }

    /// Decides: the stories are changed at once, their explainers by the next run.
    pub fn decide(&mut self, wish: &Wish, signed: Signed) -> Result<Decision> {
        self.all_is_grouped()?;
        let known = self.store.decisions()?;
        let number = known.last().map_or(1, |last| last.number.saturating_add(1));
        let decision = self.planned(wish)?.decision(number, signed);
        Bonds::new(&known).accept(&decision)?;
        (self.window, self.storylines) = (None, None);
        self.store.decide(&decision)?;
        Ok(decision)
    }

    /// Takes a decision back: the articles that it moved return to where they were.
    pub fn undo(&mut self, number: u32, signed: &Signed) -> Result<Decision> {
        self.all_is_grouped()?;
        let known = self.store.decisions()?;
        let Some(decision) = known.iter().find(|decision| decision.number == number) else {
            return Err(usage(format!("decision {number}: there is none with this number"), LIST));
        };
        if let Some(undone) = &decision.undone {
            let what = format!("decision {number}: {} took it back at {}", undone.by(), undone.at().0);
            return Err(usage(what, LIST));
        }
        may_undo(&known, decision)?;
        (self.window, self.storylines) = (None, None);
        self.store.undo(decision, signed)?;
        Ok(Decision { undone: Some(signed.clone()), ..decision.clone() })
    }

    /// Fails where articles wait for their stories: a decision must be about stories as they are.
    fn all_is_grouped(&self) -> Result<()> {
        match self.store.waits_to_group()? {
            false => Ok(()),
            true => Err(usage("some articles wait for their stories".to_owned(), "let them be grouped: backstory run")),
        }
    }

    fn planned(&self, wish: &Wish) -> Result<Plan> {
        match wish {
            Wish::Merge(left, right) => self.merge(left, right),
            Wish::Split(story, articles) => self.split(story, articles),
            Wish::Move(article, story) => self.shift(article, story),
            Wish::Pin(story) => Ok(Plan::pin(DecisionKind::Pin, self.standing(story)?)),
            Wish::Close(story) => Ok(Plan::pin(DecisionKind::Close, self.standing(story)?)),
        }
    }

    fn merge(&self, left: &StoryId, right: &StoryId) -> Result<Plan> {
        let (left, right) = (self.standing(left)?, self.standing(right)?);
        if left.0 == right.0 {
            return Err(usage(format!("story {}: both ids lead to it", left.0), "nothing is left to merge"));
        }
        let left_first = self.store.opened_first(&left.0, &right.0)? == &left.0;
        let (into, (from, articles)) = if left_first { (left, right) } else { (right, left) };
        Ok(Plan { kind: DecisionKind::Merge, stays: firsts([&into]), story: into.0, from: Some(from), moves: articles })
    }

    fn split(&self, story: &StoryId, articles: &[ArticleId]) -> Result<Plan> {
        let standing = self.standing(story)?;
        for article in articles {
            let home = self.story_of(article)?;
            if home != standing.0 {
                let what = format!("article {article}: it is in story {home}, not in {}", standing.0);
                return Err(usage(what, "name articles of the story; `backstory show STORY` lists them"));
            }
        }
        let (id, members) = standing;
        let (named, others): (Vec<_>, Vec<_>) = members.iter().cloned().partition(|member| articles.contains(member));
        if named.is_empty() || others.is_empty() {
            let what = format!("story {id}: a part of it must leave and a part must stay");
            return Err(usage(what, "name some of its articles, not all"));
        }
        // The story keeps its name where its first article is, so the others leave where that one was named.
        let (stays, moves) = match named.first() == members.first() {
            true => (named, others),
            false => (others.into_iter().take(1).collect(), named),
        };
        let stays = stays.into_iter().map(|article| (article, id.clone())).collect();
        Ok(Plan { kind: DecisionKind::Split, story: self.new_story(&moves)?, from: Some(id), stays, moves })
    }

    fn shift(&self, article: &ArticleId, story: &StoryId) -> Result<Plan> {
        let into = self.standing(story)?;
        let (from, mut members) = self.standing(&self.story_of(article)?)?;
        if from == into.0 {
            return Err(usage(format!("article {article}: it is in story {from} already"), "nothing is left to move"));
        }
        members.retain(|member| member != article);
        let left = (from.clone(), members);
        let (stays, moves) = (firsts([&into, &left]), vec![article.clone()]);
        Ok(Plan { kind: DecisionKind::Move, story: into.0, from: Some(from), stays, moves })
    }

    /// A story by its id, or by one that it was merged from.
    fn standing(&self, id: &StoryId) -> Result<Standing> {
        self.store.story(id)?.ok_or_else(|| {
            usage(format!("story {id}: there is none with this id"), "find stories with `backstory search WORDS`")
        })
    }

    fn story_of(&self, article: &ArticleId) -> Result<StoryId> {
        self.store.story_of(article)?.ok_or_else(|| {
            let what = format!("article {article}: there is none with this id in a story");
            usage(what, "`backstory show STORY` lists the articles of a story")
        })
    }

    /// The id of a story that these articles make: that of the first one whose own is free, else one after it.
    fn new_story(&self, articles: &[ArticleId]) -> Result<StoryId> {
        let first = articles.first().map_or("", ArticleId::as_str);
        let again = (2..=NAMES_MAX).map(|number| StoryId::of_first(&ArticleId::new(format!("{first} {number}"))));
        for id in articles.iter().map(StoryId::of_first).chain(again) {
            if self.store.story(&id)?.is_none_or(|(now, _)| now != id) {
                return Ok(id);
            }
        }
        let what = format!("article {first}: {NAMES_MAX} stories are named after it");
        Err(usage(what, "move its articles to one of them: backstory decide move ARTICLE STORY"))
    }
}

/// Most stories that are named after one article.
const NAMES_MAX: u32 = 1_000;

/// What to do about a wrong number.
const LIST: &str = "`backstory decide list` shows all decisions";

fn usage(what: String, hint: &str) -> Error {
    Error::new(Kind::Usage, what).with_hint(hint)
}

/// The first article of each story, with it.
fn firsts<const N: usize>(stories: [&Standing; N]) -> Vec<(ArticleId, StoryId)> {
    stories.into_iter().filter_map(|(id, members)| Some((members.first()?.clone(), id.clone()))).collect()
}

/// A decision that is not signed yet.
struct Plan {
    kind: DecisionKind,
    story: StoryId,
    from: Option<StoryId>,
    stays: Vec<(ArticleId, StoryId)>,
    moves: Vec<ArticleId>,
}

impl Plan {
    fn pin(kind: DecisionKind, (story, members): Standing) -> Self {
        let stays = members.into_iter().map(|article| (article, story.clone())).collect();
        Self { kind, story, from: None, stays, moves: Vec::new() }
    }

    fn decision(self, number: u32, signed: Signed) -> Decision {
        let stays = self.stays.into_iter().map(|(article, story)| Bond { article, from: story.clone(), story });
        let mut bonds: Vec<Bond> = stays.collect();
        if let Some(from) = &self.from {
            let moved = |article| Bond { article, story: self.story.clone(), from: from.clone() };
            bonds.extend(self.moves.into_iter().map(moved));
        }
        Decision { number, kind: self.kind, story: self.story, from: self.from, bonds, signed, undone: None }
    }
}
