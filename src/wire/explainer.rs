//! The explain contract: one line per story. In: an explainer. Out: JSON, which serve reads back as it is.
//! Never: a statement without its support.

use crate::model::{Citation, Explainer, Field, Published, Statement, Support, Thin};
use serde::{Deserialize, Serialize};

/// One sentence of ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StatementLine {
    /// Its words.
    pub text: String,
    /// The words it came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<CitationLine>,
    /// Language code.
    pub lang: String,
    /// How it differs from the cited words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<String>,
    /// The articles in which something was sought in vain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searched: Vec<String>,
}

/// The exact words of one article version.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CitationLine {
    /// The article.
    pub article: String,
    /// Its version; 1 where absent.
    #[serde(default = "first_version")]
    pub version: u32,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `title` where the words stand in the title.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

fn first_version() -> u32 {
    1
}

/// The six sections of one story.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExplainerLine {
    /// The story.
    pub story: String,
    /// Version of the explainer.
    pub version: u32,
    /// Why it is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thin: Option<String>,
    /// Headline.
    pub headline: StatementLine,
    /// What's happened.
    pub happened: Vec<StatementLine>,
    /// What's behind the headline?
    pub behind: Vec<BehindLine>,
    /// What the papers say.
    pub papers: PapersLine,
    /// How we got here.
    pub timeline: Vec<EntryLine>,
    /// Go deeper: common questions.
    pub questions: Vec<QuestionLine>,
    /// More on these topics.
    pub topics: Vec<TopicLine>,
    /// Related stories.
    pub related: Vec<RelatedLine>,
    /// What a reader should know of how this was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What was left off the page because its citations do not bear it out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsupported: Vec<UnsupportedLine>,
}

/// A sentence that did not pass the check.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnsupportedLine {
    /// Its words.
    pub text: String,
    /// What the check found.
    pub reason: String,
}

/// A statement under its role.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BehindLine {
    /// cause, consequence, reaction, outlook or doubt.
    pub role: String,
    /// The sentence.
    #[serde(flatten)]
    pub statement: StatementLine,
}

/// What the papers say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PapersLine {
    /// How many articles.
    pub articles: usize,
    /// The independent reports.
    pub reports: Vec<ReportRow>,
    /// What independent reports agree on.
    pub agree: Vec<AgreeLine>,
    /// Where they differ.
    pub differ: Vec<DifferLine>,
    /// What only one says.
    pub only: Vec<OutletLine>,
    /// What sets a paper apart.
    pub angles: Vec<OutletLine>,
}

/// One report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportRow {
    /// The report.
    pub report: String,
    /// Its original.
    pub original: String,
    /// Its articles.
    pub articles: Vec<String>,
    /// Their outlets.
    pub outlets: Vec<String>,
    /// original, copy, partial copy or rewrite.
    pub kind: String,
}

/// An agreement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgreeLine {
    /// The sentence.
    #[serde(flatten)]
    pub statement: StatementLine,
    /// The reports that say it.
    pub reports: Vec<String>,
    /// Index into `happened`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<usize>,
}

/// A difference.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DifferLine {
    /// What it is about.
    pub about: String,
    /// figure, date, actor or claim.
    pub kind: String,
    /// conflict, denied, revised, of_which, other_scope or compatible.
    pub relation: String,
    /// The sides.
    pub versions: Vec<VersionLine>,
}

/// One side of a difference.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VersionLine {
    /// The value, as the papers write it.
    pub value: String,
    /// Who prints it.
    pub outlets: Vec<String>,
    /// When the first of them did.
    pub published: Option<String>,
    /// Who says it.
    pub said_by: Option<String>,
    /// The sentence.
    #[serde(flatten)]
    pub statement: StatementLine,
}

/// A sentence of one outlet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OutletLine {
    /// The outlet.
    pub outlet: String,
    /// The sentence.
    #[serde(flatten)]
    pub statement: StatementLine,
}

/// A dated entry; also one line of the timeline contract.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EntryLine {
    /// When it happened.
    pub date: String,
    /// How exactly.
    pub precision: String,
    /// What the papers say of it.
    pub sentences: Vec<StatementLine>,
}

/// A question with its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct QuestionLine {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
    /// One sentence.
    pub teaser: StatementLine,
    /// The answer.
    pub answer: Vec<StatementLine>,
    /// What the papers do not say.
    pub unanswered: Vec<StatementLine>,
}

/// A card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TopicLine {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: String,
    /// person, organisation, place or other.
    pub kind: String,
    /// What it is.
    pub description: StatementLine,
    /// Where the description came from: coverage.
    pub from: String,
    /// When the description was published.
    pub as_of: Option<String>,
}

/// A related story.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RelatedLine {
    /// The story.
    pub story: String,
    /// Its headline.
    pub headline: String,
    /// What they share.
    pub why: String,
}

impl From<&Citation> for CitationLine {
    fn from(citation: &Citation) -> Self {
        Self {
            article: citation.article().to_string(),
            version: citation.version(),
            start: citation.start(),
            end: citation.end(),
            within: (citation.field() == Field::Title).then(|| "title".to_owned()),
        }
    }
}

impl From<&Statement> for StatementLine {
    fn from(statement: &Statement) -> Self {
        let searched = match statement.support() {
            Support::Searched(articles) => articles.iter().map(ToString::to_string).collect(),
            Support::Cited(_) => Vec::new(),
        };
        Self {
            text: statement.text().to_owned(),
            citations: statement.citations().iter().map(CitationLine::from).collect(),
            lang: statement.language().to_owned(),
            edits: statement.edits().iter().map(|edit| edit.as_str().to_owned()).collect(),
            searched,
        }
    }
}

fn lines(statements: &[Statement]) -> Vec<StatementLine> {
    statements.iter().map(StatementLine::from).collect()
}

fn moment(published: Option<Published>) -> Option<String> {
    published.map(|published| published.0.to_string())
}

impl From<&crate::model::Entry> for EntryLine {
    fn from(entry: &crate::model::Entry) -> Self {
        Self {
            date: entry.time.value().to_owned(),
            precision: entry.time.precision().as_str().to_owned(),
            sentences: lines(&entry.sentences),
        }
    }
}

impl From<&crate::model::Papers> for PapersLine {
    fn from(papers: &crate::model::Papers) -> Self {
        let outlet_line =
            |outlet: &str, statement: &Statement| OutletLine { outlet: outlet.to_owned(), statement: statement.into() };
        Self {
            articles: papers.articles,
            reports: papers
                .reports
                .iter()
                .map(|report| ReportRow {
                    report: report.report.to_string(),
                    original: report.original.to_string(),
                    articles: report.articles.iter().map(ToString::to_string).collect(),
                    outlets: report.outlets.clone(),
                    kind: report.kind.as_str().to_owned(),
                })
                .collect(),
            agree: papers
                .agree
                .iter()
                .map(|agreement| AgreeLine {
                    statement: (&agreement.statement).into(),
                    reports: agreement.reports.iter().map(ToString::to_string).collect(),
                    same_as: agreement.same_as,
                })
                .collect(),
            differ: papers.differ.iter().map(differ_line).collect(),
            only: papers.only.iter().map(|only| outlet_line(&only.outlet, &only.statement)).collect(),
            angles: papers.angles.iter().map(|angle| outlet_line(&angle.outlet, &angle.statement)).collect(),
        }
    }
}

fn differ_line(difference: &crate::model::Difference) -> DifferLine {
    DifferLine {
        about: difference.about.clone(),
        kind: difference.kind.as_str().to_owned(),
        relation: difference.relation.as_str().to_owned(),
        versions: difference
            .versions
            .iter()
            .map(|version| VersionLine {
                value: version.value.clone(),
                outlets: version.outlets.clone(),
                published: moment(version.published),
                said_by: version.said_by.clone(),
                statement: (&version.statement).into(),
            })
            .collect(),
    }
}

impl From<&Explainer> for ExplainerLine {
    fn from(explainer: &Explainer) -> Self {
        let thin = explainer.thin.map(|thin| match thin {
            Thin::OneReport => "one report",
            Thin::FewWords => "fewer than 150 words",
        });
        Self {
            story: explainer.story.to_string(),
            version: explainer.version,
            thin: thin.map(str::to_owned),
            headline: (&explainer.headline).into(),
            happened: lines(&explainer.happened),
            behind: explainer
                .behind
                .iter()
                .map(|behind| BehindLine {
                    role: behind.role.as_str().to_owned(),
                    statement: (&behind.statement).into(),
                })
                .collect(),
            papers: (&explainer.papers).into(),
            timeline: explainer.timeline.iter().map(EntryLine::from).collect(),
            questions: explainer
                .questions
                .iter()
                .map(|question| QuestionLine {
                    id: question.id.to_string(),
                    question: question.question.clone(),
                    teaser: (&question.teaser).into(),
                    answer: lines(&question.answer),
                    unanswered: lines(&question.unanswered),
                })
                .collect(),
            topics: explainer
                .topics
                .iter()
                .map(|topic| TopicLine {
                    id: topic.id.to_string(),
                    name: topic.name.clone(),
                    kind: topic.kind.as_str().to_owned(),
                    description: (&topic.description).into(),
                    from: "coverage".to_owned(),
                    as_of: moment(topic.as_of),
                })
                .collect(),
            related: explainer
                .related
                .iter()
                .map(|related| RelatedLine {
                    story: related.story.to_string(),
                    headline: related.headline.clone(),
                    why: related.why.clone(),
                })
                .collect(),
            notes: explainer.notes.clone(),
            unsupported: explainer
                .unsupported
                .iter()
                .map(|failed| UnsupportedLine { text: failed.text.clone(), reason: failed.reason.clone() })
                .collect(),
        }
    }
}
