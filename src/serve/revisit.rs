//! Answers to those who have been here before. In: a request's conditions and an answer. Out: the answer with its mark, or 304.
//! Never: a mark that comes from a clock; it is a digest of what was answered.

use crate::model::digest;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// The answer with its mark; without a body where the reader has the same already.
pub(super) async fn answer(asked: &HeaderMap, response: Response) -> Response {
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut head, body) = response.into_parts();
    // Our own page, whole in memory already.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    // Weak, as the same page may leave compressed.
    let mark = format!("W/\"{}\"", digest(&[&String::from_utf8_lossy(&body)]));
    let unchanged = is_unchanged(asked, &mark, head.headers.get(header::LAST_MODIFIED));
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        head.headers.insert(header::ETAG, mark);
    }
    if unchanged {
        return not_modified(head.headers);
    }
    Response::from_parts(head, Body::from(body))
}

/// That nothing has changed, with what was to be said of the page but not of its body.
pub(super) fn not_modified(mut head: HeaderMap) -> Response {
    for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
        head.remove(name);
    }
    let mut response = Response::new(Body::empty());
    *response.headers_mut() = head;
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response
}

/// Whether the reader has what is answered; a mark counts for more than a date (RFC 9110, 13.2.2).
pub(super) fn is_unchanged(asked: &HeaderMap, mark: &str, modified: Option<&HeaderValue>) -> bool {
    if let Some(known) = asked.get(header::IF_NONE_MATCH) {
        let opaque = |mark: &str| mark.trim().trim_start_matches("W/").to_owned();
        let known = known.to_str().unwrap_or("");
        return known.trim() == "*" || known.split(',').any(|known| opaque(known) == opaque(mark));
    }
    let read = |value: &HeaderValue| read_date(value.to_str().ok()?);
    match (asked.get(header::IF_MODIFIED_SINCE).and_then(read), modified.and_then(read)) {
        (Some(since), Some(modified)) => modified <= since,
        _ => false,
    }
}

/// A time as a header writes it.
pub(super) fn http_date(at: Timestamp) -> Option<HeaderValue> {
    HeaderValue::from_str(&rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?).ok()
}

fn read_date(value: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, value: &str, expected: bool) {
        let mut asked = HeaderMap::new();
        asked.insert(header::HeaderName::from_bytes(header.as_bytes()).unwrap(), value.parse().unwrap());
        let modified = HeaderValue::from_static("Tue, 12 May 2026 04:00:00 GMT");
        assert_eq!(is_unchanged(&asked, "W/\"ab\"", Some(&modified)), expected, "{header}: {value}");
    }

    #[test]
    fn a_reader_who_has_it_gets_nothing() {
        check("if-none-match", "W/\"ab\"", true);
        check("if-none-match", "\"zz\", \"ab\"", true);
        check("if-none-match", "*", true);
        check("if-none-match", "W/\"a\"", false);
        check("if-modified-since", "Tue, 12 May 2026 04:00:00 GMT", true);
        check("if-modified-since", "Tue, 12 May 2026 03:59:59 GMT", false);
        check("if-modified-since", "yesterday", false);
        check("accept", "*/*", false);
    }

    #[test]
    fn a_date_is_written_and_read() {
        let at: Timestamp = "2026-05-12T04:00:00Z".parse().unwrap();
        let written = http_date(at).unwrap();
        assert_eq!(written, "Tue, 12 May 2026 04:00:00 GMT");
        assert_eq!(read_date(written.to_str().unwrap()), Some(at));
    }
}
