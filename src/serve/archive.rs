//! What the site asks of an archive, so that it can be shown without a store too.
//! In: ids and words. Out: explainers as they were stored, articles, short cards of articles.
//! Never: writes anything.

use crate::error::Result;
use crate::model::{Article, ArticleId, Change, Health, Moment, Placement, Published, Received, Source, StoryId};
use crate::store::{
    Absent, Asking, Edition, Filter, LedgerFilter, LedgerRow, LedgerSum, OutletFile, Stories, TopicFile,
};
use crate::wire::ExplainerLine;

/// Something looked for under an id that never breaks.
#[derive(Debug, Clone)]
pub enum Found<T> {
    /// It is here.
    Here(T),
    /// It was merged into the one with this id.
    Moved(String),
    /// There is no such thing.
    Nowhere,
}

/// A story as the front page lists it.
#[derive(Debug, Clone)]
pub struct StoryCard {
    /// Its explainer; an archive may leave out what lists do not show: all but headline, what happened and reports.
    pub explainer: ExplainerLine,
    /// How many articles it has.
    pub articles: usize,
    /// How many independent reports.
    pub reports: usize,
    /// When its newest article was published.
    pub newest: Option<Moment>,
    /// When the last of its articles was received.
    pub received: Option<Received>,
    /// Its category, if it has one.
    pub category: Option<String>,
}

/// An article without its text.
#[derive(Debug, Clone)]
pub struct ArticleCard {
    /// Its id.
    pub id: ArticleId,
    /// Its newest version.
    pub version: u32,
    /// Who published it; may be empty.
    pub outlet: String,
    /// Its headline; may be empty.
    pub title: String,
    /// When it was published.
    pub published: Option<Published>,
    /// What the last version that changed more than form changed, where there are several.
    pub change: Option<Change>,
}

/// One version of an article, with where it stands.
#[derive(Debug, Clone)]
pub struct StoredArticle {
    /// The version.
    pub article: Article,
    /// Its story, where it has been grouped.
    pub story: Option<String>,
    /// The newest version that there is.
    pub newest: u32,
    /// How it differs from the version before it.
    pub change: Option<Change>,
}

/// A source with what came from it.
#[derive(Debug, Clone)]
pub struct SourceCard {
    /// The source.
    pub source: Source,
    /// How many articles came from it.
    pub articles: usize,
    /// When it was last gathered from.
    pub fetched: Option<Received>,
    /// Why the last gathering failed.
    pub problem: Option<String>,
    /// The category that it is sorted under, if any.
    pub category: Option<String>,
    /// How it is doing, where that is known.
    pub health: Option<Health>,
    /// When its listing last arrived.
    pub received: Option<Received>,
    /// The share of its articles that are cut or behind a wall, in percent; none where it has no article.
    pub truncated_percent: Option<u32>,
}

/// What is searched for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words; those in quotation marks stand together.
    pub words: String,
    /// What is left out.
    pub filter: Filter,
}

/// What a search found.
#[derive(Debug, Clone)]
pub enum Hit {
    /// A story, with its headline.
    Story {
        /// Its id.
        id: String,
        /// Its headline.
        headline: String,
    },
    /// An article.
    Article(ArticleCard),
}

/// What the site asks of an archive. Lists are ranked, best first, where nothing else is said.
pub trait Archive: Send + Sync {
    /// A mark of its state: another one after each change. None where it cannot tell; then no answer is kept.
    fn state(&self) -> Option<u64> {
        None
    }
    /// Some stories of the front page or of a category, and how many there are in all.
    fn front(&self, which: Stories<'_>, offset: usize, limit: usize) -> Result<(Vec<StoryCard>, usize)>;
    /// The stories of the front page or of a category that were published last.
    fn newest(&self, which: Stories<'_>, limit: usize) -> Result<Vec<StoryCard>>;
    /// These stories, in this order; unknown ids are left out.
    fn stories(&self, stories: &[StoryId]) -> Result<Vec<StoryCard>>;
    /// The categories that stories have.
    fn categories(&self) -> Result<Vec<String>>;
    /// The explainer of a story.
    fn explainer(&self, story: &str) -> Result<Found<ExplainerLine>>;
    /// What the newest versions of a story's explainer said, newest first.
    fn editions(&self, story: &str, limit: usize) -> Result<Vec<Edition>>;
    /// The story that asks a question, or did.
    fn asking(&self, question: &str) -> Result<Option<Asking>>;
    /// What there is on a topic: so many stories after the first `skip`, newest first.
    fn topic(&self, topic: &str, skip: usize, limit: usize) -> Result<Option<TopicFile>>;
    /// What there is of an outlet: so many stories, and as many articles, after the first `skip`, newest first.
    fn outlet(&self, outlet: &str, skip: usize, limit: usize) -> Result<Option<OutletFile>>;
    /// The names of the outlets that tell most stories.
    fn outlets(&self, limit: usize) -> Result<Vec<String>>;
    /// The languages of the articles.
    fn languages(&self) -> Result<Vec<String>>;
    /// Where the articles of a story stand in it.
    fn placements(&self, story: &str) -> Result<Vec<Placement>>;
    /// The cards of these articles; unknown ids are left out.
    fn cards(&self, articles: &[ArticleId]) -> Result<Vec<ArticleCard>>;
    /// One version of an article.
    fn article(&self, article: &str, version: u32) -> Result<Option<StoredArticle>>;
    /// So many stories, and as many articles, after the first `skip`, that are searched for.
    fn search(&self, query: &Query, skip: usize, limit: usize) -> Result<Vec<Hit>>;
    /// The stories that a search finds, newest first.
    fn newest_found(&self, query: &Query, limit: usize) -> Result<Vec<StoryCard>>;
    /// Where pages and articles come from.
    fn sources(&self) -> Result<Vec<SourceCard>>;
    /// So many lines of the ledger after the first `skip`, newest first; an archive may have none.
    fn ledger(&self, _filter: &LedgerFilter, _skip: usize, _limit: usize) -> Result<Vec<LedgerRow>> {
        Ok(Vec::new())
    }
    /// The sums of the lines of the ledger that a filter lets through.
    fn ledger_sums(&self, _filter: &LedgerFilter) -> Result<Vec<LedgerSum>> {
        Ok(Vec::new())
    }
    /// Which of the sources did not cover a story, where that is known.
    fn absent(&self, _story: &str) -> Result<Option<Absent>> {
        Ok(None)
    }
    /// How many bytes it takes, where it is kept in a file.
    fn size(&self) -> Result<Option<u64>> {
        Ok(None)
    }
}
