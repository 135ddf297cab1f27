//! The nouns that all stages share: one file per noun, invariants held by constructors.
//! In: plain values. Out: values that cannot be wrong in the ways their docs name.
//! Never: behaviour beyond those invariants; no file, clock, network or thread.

mod article;
mod change;
mod citation;
mod decision;
mod details;
mod event;
mod explainer;
mod figure;
mod health;
mod ids;
mod ledger;
mod page;
mod progress;
mod reading;
mod report;
mod source;
mod span;
mod statement;
mod story;
mod storyline;
mod time;
mod visit;

pub use article::{Article, ArticleDraft};
pub use change::{Change, ChangeKind};
pub use citation::{Citation, Field};
pub use decision::{Bond, Decision, DecisionKind, Signed};
pub use details::{Access, DateFrom, Details, Form};
pub use event::{Event, EventKind};
pub use explainer::{
    Agreement, Angle, Behind, DifferKind, Difference, Entry, Explainer, Only, Papers, Question, Related, Relation,
    ReportLine, Role, Thin, TopicCard, Unsupported, Version,
};
pub use figure::{Bound, Figure, Status};
pub use health::{Health, HealthFacts, Heard, State};
pub use ids::{ArticleId, OutletId, QuestionId, ReportId, SourceId, StoryId, TopicId, digest};
pub use ledger::{Asked, LedgerLine, Outcome};
pub use page::Page;
pub use progress::{Progress, Silent, Unit};
pub use reading::{Cue, DateMention, KindEvidence, Name, NameKind, Quote, Reading, Sentence};
pub use report::{Lineage, Placement, ReportKind};
pub use source::{Source, SourceKind};
pub use span::Span;
pub use statement::{Edit, Statement, Support};
pub use story::{Member, Story};
pub use storyline::{Link, Profile, ProfileTerm, Side};
pub use time::{EventTime, Modified, Moment, Precision, Published, Received};
pub use visit::{Host, Position, SourceState, Validators, Visit};
