//! The style sheet and the one script, each under a name that changes with it. In: the name asked for. Out: a file that
//! may be kept for ever. Never: another file than these two, or a page that needs the script.

use crate::model::digest;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// A file with its name and its kind.
struct File {
    name: String,
    kind: &'static str,
    text: &'static str,
}

static STYLE: LazyLock<File> =
    LazyLock::new(|| File::new("style", "css", "text/css; charset=utf-8", include_str!("static/style.css")));

static SCRIPT: LazyLock<File> =
    LazyLock::new(|| File::new("cite", "js", "text/javascript; charset=utf-8", include_str!("static/cite.js")));

impl File {
    fn new(name: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        Self { name: format!("{name}-{}.{ending}", digest(&[text])), kind, text }
    }

    fn path(&self) -> String {
        format!("/static/{}", self.name)
    }
}

/// The address of the style sheet.
pub(super) fn path() -> String {
    STYLE.path()
}

/// The address of the script.
pub(super) fn script() -> String {
    SCRIPT.path()
}

/// The style sheet or the script, if this is the name of one.
pub(super) async fn answer(Path(file): Path<String>) -> Response {
    let Some(file) = [&STYLE, &SCRIPT].into_iter().find(|known| known.name == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [(header::CONTENT_TYPE, file.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, file.text).into_response()
}
