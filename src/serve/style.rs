//! The style sheet, under a name that changes with it. In: the name asked for. Out: CSS that may be kept for ever.
//! Never: another file than this one.

use crate::model::digest;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

const STYLE: &str = include_str!("static/style.css");

static FILE: LazyLock<String> = LazyLock::new(|| format!("style-{}.css", digest(&[STYLE])));

/// Its address.
pub(super) fn path() -> String {
    format!("/static/{}", *FILE)
}

/// The style sheet, if this is its name.
pub(super) async fn answer(Path(file): Path<String>) -> Response {
    if file != *FILE {
        return StatusCode::NOT_FOUND.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, STYLE).into_response()
}
