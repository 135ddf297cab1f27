//! Serve: the site. In: an archive that is only read. Out: pages, styles, answers to GET and HEAD.
//! Never: computes what a stage should have, changes anything, or needs a script. This file is the table of routes.

mod absent;
mod archive;
mod article;
mod changes;
mod clock;
mod days;
mod feeds;
mod front;
mod guard;
mod kept;
mod ledger;
mod line;
mod lineage;
mod links;
mod outlet;
mod papers;
mod question;
mod reply;
mod revisit;
mod search;
mod sentences;
mod sources;
mod stored;
mod story;
mod style;
mod topic;

pub use archive::{Archive, ArticleCard, Found, Hit, Query, SourceCard, StoredArticle, StoryCard};
pub use stored::StoredArchive;

use crate::error::{Error, Kind, Result};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use clock::Clock;
use jiff::tz::TimeZone;
use kept::Kept;
use reply::{Frame, page};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// How hard pages are squeezed: a story of 49 kB takes .8 ms and is sent in 9.0 kB; the default takes twice that for 8.7 kB.
const GZIP_LEVEL: CompressionLevel = CompressionLevel::Precise(3);

/// How the site shows itself.
#[derive(Debug, Clone)]
pub struct Options {
    /// Host names that the site answers to beside its address and localhost.
    pub names: Vec<String>,
    /// The one zone that times are shown in.
    pub zone: TimeZone,
    /// Whether whole articles are shown to other machines too.
    pub full_text: bool,
    /// Stories on one page of the front page's list.
    pub stories_per_page: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { names: Vec::new(), zone: TimeZone::UTC, full_text: false, stories_per_page: 30 }
    }
}

/// What all pages share.
struct Site {
    archive: Arc<dyn Archive>,
    options: Options,
    listen: SocketAddr,
    clock: Clock,
    kept: Kept,
}

impl Site {
    /// What stands around a page of this title that has no feed of its own; the front page's will do.
    fn frame(&self, title: &str) -> Frame {
        self.frame_of(title, links::FRONT)
    }

    /// What stands around a page of this title, with the feeds of the page at this address.
    fn frame_of(&self, title: &str, page: &str) -> Frame {
        Frame {
            title: title.to_owned(),
            style: style::path(),
            zone: self.clock.zone_name(),
            words: String::new(),
            atom: links::feed(page, links::ATOM),
            json: links::feed(page, links::JSON),
        }
    }
}

/// The table of routes; `listen` is the address that the site is reached at.
pub fn router(archive: Arc<dyn Archive>, listen: SocketAddr, options: Options) -> Router {
    let clock = Clock::new(options.zone.clone());
    let site = Arc::new(Site { archive, options, listen, clock, kept: Kept::default() });
    Router::new()
        .route("/", page(front::answer))
        .route("/{feed}", page(feeds::front))
        .route("/categories/{name}", page(front::category))
        .route("/categories/{name}/{feed}", page(feeds::category))
        .route("/stories/{id}", page(story::answer))
        .route("/stories/{id}/{feed}", page(feeds::story))
        .route("/questions/{id}", page(question::answer))
        .route("/articles/{id}/{version}", page(article::answer))
        .route("/topics/{id}", page(topic::answer))
        .route("/topics/{id}/{feed}", page(feeds::topic))
        .route("/outlets/{id}", page(outlet::answer))
        .route("/outlets/{id}/{feed}", page(feeds::outlet))
        .route("/search", page(search::answer))
        .route("/search/{feed}", page(feeds::search))
        .route("/sources", page(sources::answer))
        .route("/ledger", page(ledger::answer))
        .route("/static/{file}", get(style::answer))
        .layer(CompressionLayer::new().quality(GZIP_LEVEL))
        .layer(from_fn_with_state(Arc::clone(&site), kept::kept))
        .layer(from_fn_with_state(Arc::clone(&site), guard::guard))
        .with_state(site)
}

/// Serves until `stop` is ready, then lets the answers under way finish.
pub async fn serve(
    listener: std::net::TcpListener,
    archive: Arc<dyn Archive>,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let failed = |error: std::io::Error| Error::new(Kind::Io, format!("site: {error}"));
    listener.set_nonblocking(true).map_err(failed)?;
    let listen = listener.local_addr().map_err(failed)?;
    let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
    axum::serve(listener, router(archive, listen, options)).with_graceful_shutdown(stop).await.map_err(failed)
}
