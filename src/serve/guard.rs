//! What every request passes: host, method and length are checked; every response gets the security headers.
//! In: requests of anybody. Out: requests the routes may see, responses a browser cannot be fooled with.
//! Never: a page for a host name that is not ours (DNS rebinding), or a method that could change something.

use super::Site;
use super::reply::{FullText, problem};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Longest query, in bytes: a search of 200 characters takes at most 2,400 when each is percent-encoded in four bytes.
const QUERY_BYTES_MAX: usize = 3_000;

/// Longest path, in bytes; ids are 16 digits, imported ones may be longer.
const PATH_BYTES_MAX: usize = 1_000;

/// Only our own script runs and only our own style sheet is applied, each from its own file; nothing is framed, and
/// nobody else is asked anything.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
                              img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Checks the request, lets it through or not, and dresses the response.
pub(super) async fn guard(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let mut response = match refusal(&site, &request) {
        Some(status) => problem(&site, status),
        None => {
            let own_machine = host(request.headers()).is_some_and(|host| is_own_machine(&site, &host));
            request.extensions_mut().insert(FullText(site.options.full_text || own_machine));
            let response = next.run(request).await;
            if is_bare_failure(&response) { problem(&site, response.status()) } else { response }
        }
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The status with which a request is turned away, if it is.
fn refusal(site: &Site, request: &Request) -> Option<StatusCode> {
    let Some(host) = host(request.headers()) else { return Some(StatusCode::BAD_REQUEST) };
    if !is_ours(site, &host) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let uri = request.uri();
    let too_long = uri.path().len() > PATH_BYTES_MAX || uri.query().is_some_and(|query| query.len() > QUERY_BYTES_MAX);
    too_long.then_some(StatusCode::URI_TOO_LONG)
}

/// The one host that the request names, without its port; nothing where there is none, or more than one.
fn host(headers: &HeaderMap) -> Option<String> {
    named(headers).map(|(host, _)| host)
}

/// Host and port as they stand in an address; an IPv6 address in its brackets.
pub(super) fn authority(headers: &HeaderMap) -> Option<String> {
    let (host, port) = named(headers)?;
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    Some(port.map_or_else(|| host.clone(), |port| format!("{host}:{port}")))
}

/// The one host that the request names, and its port.
fn named(headers: &HeaderMap) -> Option<(String, Option<u16>)> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    let host = host.to_str().ok()?.trim().to_ascii_lowercase();
    if let Some(rest) = host.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        return Some((address.to_owned(), port.strip_prefix(':').and_then(|port| port.parse().ok())));
    }
    let (name, port) = host.rsplit_once(':').map_or((host.as_str(), None), |(name, port)| (name, port.parse().ok()));
    let name = name.trim_end_matches('.');
    (!name.is_empty()).then(|| (name.to_owned(), port))
}

/// Whether the site answers to this host. An address literal cannot be rebound, so where the site listens on all
/// addresses any literal will do.
fn is_ours(site: &Site, host: &str) -> bool {
    let listens_at = |address: IpAddr| {
        let listen = site.listen.ip();
        listen == address || listen.is_unspecified() || (listen.is_loopback() && address.is_loopback())
    };
    host == "localhost"
        || host.parse().is_ok_and(listens_at)
        || site.options.names.iter().any(|name| name.eq_ignore_ascii_case(host))
}

/// Whether only somebody at this machine can be asking: the site listens on loopback and no other name was used,
/// as a proxy in front would.
fn is_own_machine(site: &Site, host: &str) -> bool {
    let here = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    here && is_loopback(site.listen)
}

/// Whether this address can only be reached from this machine.
pub(super) fn is_loopback(listen: SocketAddr) -> bool {
    listen.ip().is_loopback()
}

/// Whether a failure comes without a page of its own.
fn is_bare_failure(response: &Response) -> bool {
    let status = response.status();
    let page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    (status.is_client_error() || status.is_server_error()) && !page
}
