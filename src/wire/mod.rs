//! The contracts: serde types of what outsiders read and write, kept in docs/formats.md.
//! In: JSON, or values of the model. Out: the other of the two.
//! Never: a field that docs/formats.md does not name; inner types are not serialised.

mod article;
mod check;
mod compare;
mod decision;
mod details;
mod explainer;
mod offsets;
mod page;
mod placement;
mod reading;

pub use article::ArticleLine;
pub use check::{ClaimLine, SourceSpan, SourceText, VerdictLine};
pub use compare::{PairLine, RelationLine};
pub use decision::{BondLine, DecisionLine, EventLine, SignedLine};
pub use details::ExtractedLine;
pub use explainer::{
    AgreeLine, BehindLine, CitationLine, DifferLine, EntryLine, ExplainerLine, OutletLine, PapersLine, QuestionLine,
    RelatedLine, ReportRow, StatementLine, TopicLine, UnsupportedLine, VersionLine,
};
pub use offsets::CodePoints;
pub use page::PageLine;
pub use placement::{ContinuedLine, LineageLine, PlacementLine};
pub use reading::ReadingLine;
