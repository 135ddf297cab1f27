//! What a page answers, and how that becomes a response. In: a request's path and query. Out: HTML, a redirect, or a
//! page that says what went wrong. Never: an inner error shown to the outside; it is logged once, here.

use super::guard::authority;
use super::{Site, revisit};
use crate::error::{Error, Kind, Result};
use askama::Template;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use jiff::Timestamp;
use std::sync::Arc;

/// What was asked for: the named parts of the path and the query.
pub(super) struct Asked {
    path: Vec<(String, String)>,
    query: Vec<(String, String)>,
    /// Whether whole texts may be shown to whoever asks.
    pub(super) full_text: bool,
    /// The address under which this site was asked, without a slash at its end.
    pub(super) base: String,
}

impl Asked {
    /// A named part of the path.
    pub(super) fn part(&self, name: &str) -> &str {
        self.path.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The page of a list that is asked for, from 1; none where that is no number.
    pub(super) fn number(&self) -> Option<usize> {
        self.query("page").map_or(Some(1), |number| number.parse().ok()).filter(|number| *number > 0)
    }

    /// A parameter of the query.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Whether whole texts may be shown; the guard attaches it to each request.
#[derive(Debug, Clone, Copy)]
pub(super) struct FullText(pub(super) bool);

/// What a page answers.
pub(super) enum Reply {
    /// A page.
    Html(String),
    /// A page that says in its own place what is wrong with the request.
    Wrong(String),
    /// A document that is no page.
    Document(Document),
    /// It stands elsewhere, for good.
    Moved(String),
    /// It stands elsewhere, for now.
    Elsewhere(String),
    /// There is no such thing; what was looked for.
    Nowhere(&'static str),
    /// The request makes no sense; why.
    Bad(&'static str),
}

/// A document that is no page.
pub(super) struct Document {
    pub(super) content_type: &'static str,
    /// When what it holds changed last.
    pub(super) modified: Option<Timestamp>,
    pub(super) body: String,
}

/// What every page shows around its own part.
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) style: String,
    pub(super) zone: String,
    /// What stands in the search box.
    pub(super) words: String,
    /// The feeds of the page.
    pub(super) atom: String,
    pub(super) json: String,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem {
    frame: Frame,
    what: String,
    hint: String,
}

/// Renders a template into a reply.
pub(super) fn html(template: &impl Template) -> Result<Reply> {
    let page = template.render().map_err(|error| Error::new(Kind::Io, format!("page: {error}")))?;
    Ok(Reply::Html(page))
}

/// Renders a template that says what is wrong with the request.
pub(super) fn wrong(template: &impl Template) -> Result<Reply> {
    Ok(match html(template)? {
        Reply::Html(page) => Reply::Wrong(page),
        other => other,
    })
}

/// A route that answers GET and HEAD with a page; the store is read on a thread that may wait.
pub(super) fn page(answer: fn(&Site, &Asked) -> Result<Reply>) -> MethodRouter<Arc<Site>> {
    get(move |State(site): State<Arc<Site>>, path: RawPathParams, request: Request| async move {
        let (uri, headers) = (request.uri(), request.headers());
        let asked = Asked {
            path: path.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            query: pairs(uri.query().unwrap_or("")),
            full_text: request.extensions().get::<FullText>().is_some_and(|full| full.0),
            base: base(headers),
        };
        let reader = Arc::clone(&site);
        let reply = tokio::task::spawn_blocking(move || answer(&reader, &asked)).await;
        let reply = reply.unwrap_or_else(|error| Err(Error::new(Kind::Io, format!("page: {error}"))));
        revisit::answer(headers, respond(&site, reply, uri.path())).await
    })
}

/// The address under which the site was asked; a proxy in front says that it was asked over TLS.
fn base(headers: &HeaderMap) -> String {
    let secure = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    format!("{}://{}", if secure { "https" } else { "http" }, authority(headers).unwrap_or_default())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn respond(site: &Site, reply: Result<Reply>, path: &str) -> Response {
    match reply {
        Ok(Reply::Html(page)) => html_response(StatusCode::OK, page),
        Ok(Reply::Wrong(page)) => html_response(StatusCode::BAD_REQUEST, page),
        Ok(Reply::Document(document)) => document_response(document),
        Ok(Reply::Moved(to)) => redirect(site, StatusCode::PERMANENT_REDIRECT, &to),
        Ok(Reply::Elsewhere(to)) => redirect(site, StatusCode::TEMPORARY_REDIRECT, &to),
        Ok(Reply::Nowhere(what)) => explained(site, StatusCode::NOT_FOUND, what, "Nothing stands under this address."),
        Ok(Reply::Bad(why)) => explained(site, StatusCode::BAD_REQUEST, "This address cannot be read", why),
        Err(error) => {
            tracing::error!(target: "serve", path, %error, "page failed");
            problem(site, StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

fn redirect(site: &Site, status: StatusCode, to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (status, [(header::LOCATION, to)]).into_response(),
        Err(_) => problem(site, StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// The page of a status that no handler has words for.
pub(super) fn problem(site: &Site, status: StatusCode) -> Response {
    let (what, hint) = match status {
        StatusCode::NOT_FOUND => ("There is no such page", "Nothing stands under this address."),
        StatusCode::METHOD_NOT_ALLOWED => ("Pages can only be read", "This site answers GET and HEAD."),
        StatusCode::MISDIRECTED_REQUEST => {
            ("This name is not served here", "Name it in the settings if the site should answer to it.")
        }
        StatusCode::URI_TOO_LONG => ("This address is too long", "Ask for less at once."),
        StatusCode::INTERNAL_SERVER_ERROR => {
            ("The archive could not be read", "The reason stands in the program's messages; try again later.")
        }
        _ => ("This request cannot be read", "Something in it is not as a browser would send it."),
    };
    explained(site, status, what, hint)
}

fn explained(site: &Site, status: StatusCode, what: &str, hint: &str) -> Response {
    let page = Problem { frame: site.frame(what), what: what.to_owned(), hint: hint.to_owned() };
    match page.render() {
        Ok(page) => html_response(status, page),
        Err(_) => status.into_response(),
    }
}

fn html_response(status: StatusCode, page: String) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let cache = HeaderValue::from_static("no-cache");
    (status, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], page).into_response()
}

fn document_response(document: Document) -> Response {
    let kind = HeaderValue::from_static(document.content_type);
    let cache = HeaderValue::from_static("no-cache");
    let mut response = ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], document.body).into_response();
    if let Some(modified) = document.modified.and_then(revisit::http_date) {
        response.headers_mut().insert(header::LAST_MODIFIED, modified);
    }
    response
}
