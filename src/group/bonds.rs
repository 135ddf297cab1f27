//! Bonds: what decisions of people ask of every later run. In: the decisions, in order. Out: where a bound article goes, and
//! what may not happen to a story. Never: a search; each answer is one look-up, whatever the archive holds.
//!
//! Later decisions prevail, so two can never contradict each other: each bound article has one home, that of the last
//! decision that names it. Four places must ask:
//! - **an article arrives**: [`Bonds::story_of`] says where it goes, before anything else is weighed (also where that story
//!   has left the window, or the article came with a story of its own); of an article that it does not know, candidates and
//!   reports count only where [`Bonds::may_join`]; the story that an article comes with is the one that [`Bonds::led`] gives;
//! - **an article opens a story**: not under an id that [`Bonds::is_home`] of others, who may not have come yet;
//! - **two stories seem to be one**: [`Bonds::may_merge`], which is directed: ask for the wanted direction first, then for the
//!   other one. A story that people decided on is never merged away by a machine, so that it keeps its name, and two such
//!   stories never become one but by people;
//! - **a story seems to be two, or an article seems misplaced**: [`Bonds::may_split`] of the story, and [`Bonds::may_leave`]
//!   of each article that would go. What stays must keep the story's id.

use crate::error::{Error, Kind, Result};
use crate::model::{ArticleId, Decision, DecisionKind, StoryId};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Decisions in force, by article and by story.
#[derive(Debug, Clone, Default)]
pub struct Bonds {
    homes: FxHashMap<ArticleId, Home>,
    holds: FxHashMap<StoryId, Hold>,
    /// Stories that people merged away, with those that they are in now.
    led: BTreeMap<StoryId, StoryId>,
    /// Why, per decision in force.
    whys: Vec<String>,
}

#[derive(Debug, Clone)]
struct Home {
    story: StoryId,
    /// Which of `whys`; none where the article is only to stay.
    why: Option<usize>,
}

/// How firmly a story is held, and by which decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    /// Bound articles live there.
    Home,
    /// What it holds stays.
    Pinned(u32),
    /// And nothing joins.
    Closed(u32),
}

impl Bonds {
    /// What these decisions ask for, in the order in which they were made; those taken back ask for nothing.
    pub fn new(decisions: &[Decision]) -> Self {
        let mut bonds = Self::default();
        for decision in decisions.iter().filter(|decision| decision.is_in_force()) {
            bonds.add(decision);
        }
        let homes: Vec<StoryId> = bonds.homes.values().map(|home| home.story.clone()).collect();
        homes.into_iter().for_each(|story| bonds.hold(story, Hold::Home));
        bonds
    }

    fn add(&mut self, decision: &Decision) {
        let why = self.whys.len();
        self.whys.push(decision.why());
        for bond in &decision.bonds {
            let why = bond.moves().then_some(why);
            self.homes.insert(bond.article.clone(), Home { story: bond.story.clone(), why });
        }
        self.lead(decision);
        match decision.kind {
            DecisionKind::Pin => self.hold(decision.story.clone(), Hold::Pinned(decision.number)),
            DecisionKind::Close => self.hold(decision.story.clone(), Hold::Closed(decision.number)),
            DecisionKind::Merge | DecisionKind::Split | DecisionKind::Move => {}
        }
    }

    /// A story that is made stands under its own name; one that is left without articles leads to the other.
    fn lead(&mut self, decision: &Decision) {
        self.led.remove(&decision.story);
        let left_in_being = |from: &StoryId| decision.bonds.iter().any(|bond| bond.story == *from);
        let Some(from) = decision.from.as_ref().filter(|from| !left_in_being(from)) else { return };
        self.led.values_mut().filter(|into| *into == from).for_each(|into| *into = decision.story.clone());
        self.led.insert(from.clone(), decision.story.clone());
    }

    /// The firmest hold prevails.
    fn hold(&mut self, story: StoryId, hold: Hold) {
        let held = self.holds.entry(story).or_insert(hold);
        *held = (*held).max(hold);
    }

    /// Whether nothing is bound.
    pub fn is_empty(&self) -> bool {
        self.holds.is_empty()
    }

    /// The story that a bound article belongs to.
    pub fn story_of(&self, article: &ArticleId) -> Option<&StoryId> {
        self.homes.get(article).map(|home| &home.story)
    }

    /// The story that a story is in since people merged it, else itself: for articles that come with a story.
    pub fn led<'a>(&'a self, story: &'a StoryId) -> &'a StoryId {
        self.led.get(story).unwrap_or(story)
    }

    /// Whether bound articles live in a story, or it is pinned: it keeps its id, and no other story may open under that.
    pub fn is_home(&self, story: &StoryId) -> bool {
        self.holds.contains_key(story)
    }

    /// Why an article that people moved is where it is, in words; empty for any other.
    pub fn why(&self, article: &ArticleId) -> &str {
        let why = self.homes.get(article).and_then(|home| home.why);
        why.and_then(|why| self.whys.get(why)).map_or("", String::as_str)
    }

    /// Whether an article may join a story.
    pub fn may_join(&self, article: &ArticleId, story: &StoryId) -> bool {
        match self.story_of(article) {
            Some(home) => home == story,
            None => !matches!(self.holds.get(story), Some(Hold::Closed(_))),
        }
    }

    /// Whether a machine may take an article out of the story that it is in; [`Bonds::may_split`] asks for the story.
    pub fn may_leave(&self, article: &ArticleId) -> bool {
        self.story_of(article).is_none()
    }

    /// Whether a machine may merge the first story into the second one.
    pub fn may_merge(&self, from: &StoryId, into: &StoryId) -> bool {
        !self.is_home(from) && !self.is_pinned(into)
    }

    /// Whether a machine may take articles out of a story.
    pub fn may_split(&self, story: &StoryId) -> bool {
        !self.is_pinned(story)
    }

    /// Whether what a story holds is as it should be.
    pub fn is_pinned(&self, story: &StoryId) -> bool {
        self.pin(story).is_some()
    }

    /// The decision that pinned a story.
    fn pin(&self, story: &StoryId) -> Option<u32> {
        match self.holds.get(story)? {
            Hold::Home => None,
            Hold::Pinned(number) | Hold::Closed(number) => Some(*number),
        }
    }

    /// Fails where one more decision would break a pin, and says which decision to undo.
    pub fn accept(&self, decision: &Decision) -> Result<()> {
        let Some(moved) = decision.moved().next() else { return Ok(()) };
        let closed = matches!(self.holds.get(&moved.story), Some(Hold::Closed(_)));
        let leaves_home = decision.moved().any(|bond| self.story_of(&bond.article) == Some(&bond.from));
        let broken = match self.pin(&moved.from) {
            Some(number) if leaves_home => Some((&moved.from, number)),
            _ if closed => self.pin(&moved.story).map(|number| (&moved.story, number)),
            _ => None,
        };
        match broken {
            None => Ok(()),
            Some((story, number)) => {
                Err(Error::new(Kind::Usage, format!("story {story}: decision {number} says that it stays as it is"))
                    .with_hint(format!("undo that one first: backstory decide undo {number}")))
            }
        }
    }
}

/// Fails where a decision cannot be taken back, since a later one rests on it, and says which.
pub fn may_undo(decisions: &[Decision], decision: &Decision) -> Result<()> {
    let moved = |article: &ArticleId| decision.moved().any(|bond| bond.article == *article);
    let rests = |later: &&Decision| {
        later.is_in_force() && later.number > decision.number && later.bonds.iter().any(|bond| moved(&bond.article))
    };
    match decisions.iter().rev().find(rests) {
        None => Ok(()),
        Some(later) => Err(Error::new(
            Kind::Usage,
            format!("decision {}: decision {} is about the same articles", decision.number, later.number),
        )
        .with_hint(format!("undo the later one first: backstory decide undo {}", later.number))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bond, Received, Signed};

    /// A decision in a few words: "merge a>A b:B>A" binds article a to story A, and b, which was in B, to A.
    fn decision(number: u32, words: &str) -> Decision {
        let mut words = words.split(' ');
        let kind = DecisionKind::parse(words.next().unwrap()).unwrap();
        let bonds: Vec<Bond> = words.map(bond).collect();
        let signed = Signed::new("Ida", Received(jiff::Timestamp::UNIX_EPOCH), "seen").unwrap();
        let named = bonds.iter().find(|bond| bond.moves()).unwrap_or(&bonds[0]).clone();
        let from = named.moves().then_some(named.from);
        Decision { number, kind, story: named.story, from, bonds, signed, undone: None }
    }

    fn bond(words: &str) -> Bond {
        let (left, story) = words.split_once('>').unwrap();
        let (article, from) = left.split_once(':').unwrap_or((left, story));
        Bond { article: ArticleId::new(article), story: StoryId::new(story), from: StoryId::new(from) }
    }

    fn decisions(all: &[&str]) -> Vec<Decision> {
        all.iter().zip(1..).map(|(words, number)| decision(number, words)).collect()
    }

    /// What decisions say to a question: "a?" where is it, "a?A" may it join, "A=B" may A be merged into B, "A/" may it be
    /// split, "a/" may it leave.
    fn answer(bonds: &Bonds, question: &str) -> String {
        let (left, right) = question.split_at(question.find(['?', '=', '/']).unwrap());
        let (article, story) = (ArticleId::new(left), StoryId::new(left));
        let other = StoryId::new(&right[1..]);
        let yes = |may: bool| if may { "yes" } else { "no" }.to_owned();
        match &right[..1] {
            "?" if right.len() == 1 => bonds.story_of(&article).map_or("free".to_owned(), StoryId::to_string),
            "?" => yes(bonds.may_join(&article, &other)),
            "=" => yes(bonds.may_merge(&story, &other)),
            _ if left.starts_with(char::is_uppercase) => yes(bonds.may_split(&story)),
            _ => yes(bonds.may_leave(&article)),
        }
    }

    fn check(all: &[&str], answers: &str) {
        let bonds = Bonds::new(&decisions(all));
        for (question, expected) in answers.split(' ').map(|pair| pair.split_once("->").unwrap()) {
            assert_eq!(answer(&bonds, question), expected, "{all:?}: {question}");
        }
    }

    #[test]
    fn without_decisions_all_is_free() {
        check(&[], "a?->free a?A->yes A=B->yes A/->yes a/->yes");
        assert!(Bonds::new(&[]).is_empty());
    }

    #[test]
    fn a_merge_binds_what_it_moved_and_the_first_article() {
        let merge = ["merge a>A b:B>A c:B>A"];
        check(&merge, "a?->A b?->A c?->A d?->free b?A->yes b?B->no d?A->yes d?B->yes");
        check(&merge, "A=X->no X=A->yes X=Y->yes b/->no d/->yes A/->yes");
    }

    #[test]
    fn what_was_split_stays_apart() {
        check(&["split s>S x:S>X y:S>X"], "s?->S x?->X y?->X x?S->no X=S->no S=X->no Z=X->yes");
    }

    #[test]
    fn the_later_decision_prevails() {
        check(&["split s>S x:S>X", "merge s>S x:X>S"], "x?->S X=S->yes S=X->no");
        check(&["move t>T x:S>T", "move u>U x:T>U"], "x?->U t?->T");
    }

    #[test]
    fn a_pin_stops_machines_and_a_closed_one_newcomers() {
        check(&["pin a>A b>A"], "a/->no A/->no A=B->no B=A->no d?A->yes");
        check(&["close a>A b>A"], "d?A->no a?A->yes B=A->no");
        check(&["close a>A", "pin a>A"], "d?A->no");
    }

    #[test]
    fn what_was_taken_back_binds_nothing() {
        let mut taken_back = decisions(&["pin a>A", "merge a>A b:B>A"]);
        for decision in &mut taken_back {
            decision.undone = Some(decision.signed.clone());
        }
        assert!(Bonds::new(&taken_back).is_empty());
    }

    #[test]
    fn why_names_the_decision_that_prevails() {
        let bonds = Bonds::new(&decisions(&["move t>T x:S>T", "move u>U x:T>U"]));
        assert_eq!(bonds.why(&ArticleId::new("x")), "decision 2, Ida: seen");
        assert_eq!(bonds.why(&ArticleId::new("t")), "", "it only stays");
        assert_eq!(bonds.why(&ArticleId::new("y")), "");
    }

    #[test]
    fn a_story_that_was_merged_leads_on_until_it_stands_again() {
        let led = |all: &[&str]| Bonds::new(&decisions(all)).led(&StoryId::new("B")).to_string();
        assert_eq!(led(&[]), "B");
        assert_eq!(led(&["merge a>A b:B>A"]), "A");
        assert_eq!(led(&["merge a>A b:B>A", "merge c>C a:A>C b:A>C"]), "C");
        assert_eq!(led(&["merge a>A b:B>A", "split a>A b:A>B"]), "B");
        assert_eq!(led(&["move a>A x:B>A b>B"]), "B", "something is left in it");
        assert_eq!(led(&["move a>A b:B>A"]), "A");
    }

    fn refused(all: &[&str], words: &str, expected: &str) {
        let said = Bonds::new(&decisions(all)).accept(&decision(9, words)).map_err(|error| error.to_string());
        assert_eq!(said.is_ok(), expected.is_empty(), "{all:?}, then {words}");
        assert!(said.err().unwrap_or_default().contains(expected), "{all:?}, then {words}");
    }

    #[test]
    fn a_decision_against_a_pin_names_it() {
        refused(&["pin a>A b>A"], "split a>A b:A>B", "decide undo 1");
        refused(&["pin a>A"], "merge c>C a:A>C", "decide undo 1");
        refused(&["pin a>A"], "merge a>A c:C>A", "");
        refused(&["close a>A"], "move a>A c:C>A", "decide undo 1");
        refused(&["move a>A c:C>A"], "split a>A c:A>X", "");
        refused(&["pin a>A"], "move b>B joined_later:A>B", "");
    }

    #[test]
    fn a_decision_that_a_later_one_rests_on_is_not_taken_back() {
        let all = decisions(&["merge a>A b:B>A", "merge a>A c:C>A", "split a>A b:A>B", "pin c>A"]);
        let allowed = |number: usize| may_undo(&all, &all[number - 1]).map_err(|error| error.to_string());
        assert!(allowed(1).unwrap_err().contains("decide undo 3"));
        assert!(allowed(2).unwrap_err().contains("decide undo 4"));
        assert!(allowed(3).is_ok() && allowed(4).is_ok());
    }
}
