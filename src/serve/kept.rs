//! Answers kept for whoever asks next. In: requests, and the archive's mark of its state. Out: what was answered to the same request in
//! that state, squeezed as it was. Never: an answer of a state that ended longer than `LATE` ago, or more bytes than `BYTES_MAX`.
//!
//! A reader who opens a story asks for what a hundred others have asked for; making and squeezing a page costs some milliseconds of
//! the processor, finding it again some microseconds.

use super::Site;
use super::reply::FullText;
use super::revisit::{is_unchanged, not_modified};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long an answer may lag behind a store that is being written to: less than it takes to open a page and read its headline.
const LATE: Duration = Duration::from_secs(2);
/// Bytes of all answers together; a page takes 10 to 20 kB squeezed.
const BYTES_MAX: usize = 32 << 20;
/// Bytes of one; a longer one is made anew.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// What was answered.
#[derive(Clone)]
struct Answer {
    head: HeaderMap,
    body: Bytes,
}

/// The answers of one state of the archive.
#[derive(Default)]
struct Shelf {
    state: Option<u64>,
    since: Option<Instant>,
    /// Which filling of the shelf this is: an answer that was made for an earlier one comes too late.
    filling: u64,
    bytes: usize,
    answers: FxHashMap<String, Answer>,
}

/// The shelf, shared by all requests.
#[derive(Default)]
pub(super) struct Kept(Mutex<Shelf>);

impl Shelf {
    /// The answer kept for a request, if there is one, and the filling it belongs to.
    fn find(&mut self, key: &str, state: u64, now: Instant) -> (Option<Answer>, u64) {
        let lags = self.since.is_none_or(|since| now.duration_since(since) >= LATE);
        if self.state != Some(state) && (lags || self.answers.is_empty()) {
            self.empty(Some(state), now);
        }
        (self.answers.get(key).cloned(), self.filling)
    }

    /// Keeps an answer, if the shelf is still the one it was made for.
    fn keep(&mut self, key: String, answer: Answer, filling: u64, now: Instant) {
        let bytes = answer.body.len();
        if filling != self.filling || bytes > ANSWER_BYTES_MAX {
            return;
        }
        if self.bytes + bytes > BYTES_MAX {
            self.empty(self.state, now);
        }
        self.bytes += bytes;
        self.answers.insert(key, answer);
    }

    fn empty(&mut self, state: Option<u64>, now: Instant) {
        self.answers.clear();
        self.bytes = 0;
        self.filling += 1;
        self.state = state;
        self.since = Some(now);
    }
}

impl Kept {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers from the shelf, or lets the request through and keeps what comes back. What the reader has already is not sent again.
pub(super) async fn kept(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let state = site.archive.state().filter(|_| *request.method() == Method::GET);
    let Some(state) = state else { return next.run(request).await };
    let key = key(&request);
    let (found, filling) = site.kept.shelf().find(&key, state, Instant::now());
    let asked = conditions(request.headers_mut());
    if let Some(answer) = found {
        return told(&asked, answer);
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    // Our own page, whole in memory already.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let answer = Answer { head: parts.headers, body };
    site.kept.shelf().keep(key, answer.clone(), filling, Instant::now());
    told(&asked, answer)
}

/// What makes two requests the same: the address, under which name, who asks, and what their browser can unpack.
fn key(request: &Request) -> String {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let squeezed = header(header::ACCEPT_ENCODING).contains("gzip");
    let full = request.extensions().get::<FullText>().is_some_and(|full| full.0);
    let scheme = header(header::HeaderName::from_static("x-forwarded-proto"));
    format!("{squeezed} {full} {scheme} {} {}", header(header::HOST), request.uri())
}

/// Takes the conditions of a request out of it: they are judged here, once there is an answer.
fn conditions(headers: &mut HeaderMap) -> HeaderMap {
    let mut taken = HeaderMap::new();
    for name in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
        if let Some(value) = headers.remove(&name) {
            taken.insert(name, value);
        }
    }
    taken
}

/// An answer, or that nothing has changed.
fn told(asked: &HeaderMap, answer: Answer) -> Response {
    let mark = answer.head.get(header::ETAG).and_then(|mark| mark.to_str().ok()).unwrap_or("");
    let known = is_unchanged(asked, mark, answer.head.get(header::LAST_MODIFIED));
    if known {
        return not_modified(answer.head);
    }
    let mut response = Response::new(Body::from(answer.body));
    *response.headers_mut() = answer.head;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &'static str) -> Answer {
        Answer { head: HeaderMap::new(), body: Bytes::from_static(body.as_bytes()) }
    }

    fn found(shelf: &mut Shelf, state: u64, now: Instant) -> Option<Bytes> {
        shelf.find("/", state, now).0.map(|answer| answer.body)
    }

    #[test]
    fn an_answer_is_kept_while_the_archive_rests() {
        let (mut shelf, start) = (Shelf::default(), Instant::now());
        let (none, filling) = shelf.find("/", 1, start);
        assert!(none.is_none());
        shelf.keep("/".to_owned(), answer("one"), filling, start);
        assert_eq!(found(&mut shelf, 1, start + Duration::from_secs(3_600)).unwrap(), "one");
    }

    #[test]
    fn an_answer_lags_behind_for_a_moment_only() {
        let (mut shelf, start) = (Shelf::default(), Instant::now());
        let (_, filling) = shelf.find("/", 1, start);
        shelf.keep("/".to_owned(), answer("one"), filling, start);
        assert_eq!(found(&mut shelf, 2, start + LATE / 2).unwrap(), "one");
        assert!(found(&mut shelf, 2, start + LATE).is_none());
        // What was made for the state before comes too late.
        shelf.keep("/".to_owned(), answer("one"), filling, start + LATE);
        assert!(found(&mut shelf, 2, start + LATE).is_none());
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let (mut shelf, start) = (Shelf::default(), Instant::now());
        let large = |bytes: usize| Answer { head: HeaderMap::new(), body: Bytes::from(vec![b'x'; bytes]) };
        for number in 0..BYTES_MAX / ANSWER_BYTES_MAX + 2 {
            let filling = shelf.find("", 1, start).1;
            shelf.keep(number.to_string(), large(ANSWER_BYTES_MAX), filling, start);
            assert!(shelf.bytes <= BYTES_MAX);
        }
        let filling = shelf.find("", 1, start).1;
        shelf.keep("larger".to_owned(), large(ANSWER_BYTES_MAX + 1), filling, start);
        assert!(shelf.find("larger", 1, start).0.is_none());
    }
}
