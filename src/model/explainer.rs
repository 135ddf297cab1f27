//! The explainer: the six sections of one story, made of statements.
//! In: what the explain stage built. Out: the shape that pages and contracts show.
//! Never: text that is not a statement, but for names, roles, labels and questions.

use super::{ArticleId, EventTime, NameKind, Published, QuestionId, ReportId, ReportKind, Statement, StoryId, TopicId};

/// The role of a sentence behind the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Why it happened.
    Cause,
    /// What it leads to.
    Consequence,
    /// Who reacts how.
    Reaction,
    /// What comes next.
    Outlook,
    /// What is uncertain.
    Doubt,
}

impl Role {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Consequence => "consequence",
            Self::Reaction => "reaction",
            Self::Outlook => "outlook",
            Self::Doubt => "doubt",
        }
    }
}

/// What two versions of a statement differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferKind {
    /// A number.
    Figure,
    /// A day.
    Date,
    /// Who did it.
    Actor,
    /// What is claimed.
    Claim,
}

impl DifferKind {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Actor => "actor",
            Self::Claim => "claim",
        }
    }
}

/// How two versions stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both cannot be true of one moment.
    Conflict,
    /// One side denies it.
    Denied,
    /// A newer count of the same thing.
    Revised,
    /// One counts a part of the other.
    OfWhich,
    /// They count different things.
    OtherScope,
    /// Their bounds meet.
    Compatible,
}

impl Relation {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Denied => "denied",
            Self::Revised => "revised",
            Self::OfWhich => "of_which",
            Self::OtherScope => "other_scope",
            Self::Compatible => "compatible",
        }
    }

    /// Whether this is a disagreement.
    pub fn is_disagreement(self) -> bool {
        matches!(self, Self::Conflict | Self::Denied)
    }
}

/// Why an explainer is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thin {
    /// Only one independent report.
    OneReport,
    /// Fewer than 150 words in all.
    FewWords,
}

/// A statement behind the headline, under its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// What it tells.
    pub role: Role,
    /// The sentence.
    pub statement: Statement,
}

/// One report: its articles and outlets, original first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// The report.
    pub report: ReportId,
    /// Its original.
    pub original: ArticleId,
    /// All its articles, original first.
    pub articles: Vec<ArticleId>,
    /// Their outlets, each once, in the same order.
    pub outlets: Vec<String>,
    /// The strongest kind of copying in it; `Original` where it has one article.
    pub kind: ReportKind,
}

/// Something that independent reports agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The sentence, citing each of the reports.
    pub statement: Statement,
    /// The reports that say it, two or more.
    pub reports: Vec<ReportId>,
    /// The place in `happened` of the sentence that says the same.
    pub same_as: Option<usize>,
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The value, as the papers write it.
    pub value: String,
    /// Who prints it.
    pub outlets: Vec<String>,
    /// When the first of them did.
    pub published: Option<Published>,
    /// Who says it, as the text names them.
    pub said_by: Option<String>,
    /// The sentence.
    pub statement: Statement,
}

/// A point on which papers differ, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is about, in the papers' words.
    pub about: String,
    /// What differs.
    pub kind: DifferKind,
    /// How the versions stand to each other.
    pub relation: Relation,
    /// Two or more.
    pub versions: Vec<Version>,
}

/// Something that only one outlet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    /// Which outlet.
    pub outlet: String,
    /// The sentence.
    pub statement: Statement,
}

/// What sets one paper's telling apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Angle {
    /// Which outlet.
    pub outlet: String,
    /// The sentence.
    pub statement: Statement,
}

/// What the papers say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Papers {
    /// How many articles there are.
    pub articles: usize,
    /// The independent reports.
    pub reports: Vec<ReportLine>,
    /// What independent reports agree on.
    pub agree: Vec<Agreement>,
    /// Where they differ.
    pub differ: Vec<Difference>,
    /// What only one says.
    pub only: Vec<Only>,
    /// What sets a paper apart.
    pub angles: Vec<Angle>,
}

/// A dated entry of "How we got here".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened.
    pub time: EventTime,
    /// What the papers say of it.
    pub sentences: Vec<Statement>,
}

/// A question that this coverage answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id, stable over re-runs.
    pub id: QuestionId,
    /// The question.
    pub question: String,
    /// One sentence that makes one want the answer.
    pub teaser: Statement,
    /// The cited answer.
    pub answer: Vec<Statement>,
    /// What the papers do not say about it.
    pub unanswered: Vec<Statement>,
}

/// A card on a person, organisation, place or thing, described in the papers' words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCard {
    /// Its id.
    pub id: TopicId,
    /// The fullest form of its name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: NameKind,
    /// What it is, as the papers say.
    pub description: Statement,
    /// When the description was published.
    pub as_of: Option<Published>,
}

/// Another story that shares names or words with this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Which story.
    pub story: StoryId,
    /// Its headline.
    pub headline: String,
    /// What they share.
    pub why: String,
}

/// A sentence that did not pass the check against the words it cited; it is not on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// Its words.
    pub text: String,
    /// What the check found.
    pub reason: String,
}

/// The six sections of one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explainer {
    /// The story.
    pub story: StoryId,
    /// Version of the explainer, from 1.
    pub version: u32,
    /// Why it is short, if it is.
    pub thin: Option<Thin>,
    /// Headline, from the papers' own.
    pub headline: Statement,
    /// What's happened.
    pub happened: Vec<Statement>,
    /// What's behind the headline?
    pub behind: Vec<Behind>,
    /// What the papers say.
    pub papers: Papers,
    /// How we got here.
    pub timeline: Vec<Entry>,
    /// Go deeper: common questions.
    pub questions: Vec<Question>,
    /// More on these topics.
    pub topics: Vec<TopicCard>,
    /// Related stories.
    pub related: Vec<Related>,
    /// What a reader should know of how this was made ("no cues for this language"), a line each.
    pub notes: Vec<String>,
    /// What was left off the page because its citations do not bear it out.
    pub unsupported: Vec<Unsupported>,
}
