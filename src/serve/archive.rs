//! What the site asks of an archive, so that it can be shown without a store too.
//! In: ids and words. Out: explainers as they were stored, articles, short cards of articles.
//! Never: writes anything.

use crate::error::Result;
use crate::model::{Article, ArticleId, Moment, Placement, Published, Received, Source};
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
    /// Its explainer.
    pub explainer: ExplainerLine,
    /// How many articles it has.
    pub articles: usize,
    /// How many independent reports.
    pub reports: usize,
    /// When its newest article was published.
    pub newest: Option<Moment>,
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

/// What the site asks of an archive. Lists are ranked, best first.
pub trait Archive: Send + Sync {
    /// Some stories of the front page, and how many there are in all.
    fn front(&self, offset: usize, limit: usize) -> Result<(Vec<StoryCard>, usize)>;
    /// The explainer of a story.
    fn explainer(&self, story: &str) -> Result<Found<ExplainerLine>>;
    /// The story that a question belongs to.
    fn story_of_question(&self, question: &str) -> Result<Option<String>>;
    /// Where the articles of a story stand in it.
    fn placements(&self, story: &str) -> Result<Vec<Placement>>;
    /// The cards of these articles; unknown ids are left out.
    fn cards(&self, articles: &[ArticleId]) -> Result<Vec<ArticleCard>>;
    /// One version of an article.
    fn article(&self, article: &str, version: u32) -> Result<Option<StoredArticle>>;
    /// Stories and articles that hold these words.
    fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>>;
    /// Where pages and articles come from.
    fn sources(&self) -> Result<Vec<SourceCard>>;
}
