//! One page from the network. In: an address, what to ask by whether it changed, limits. Out: status, content type and bytes, or
//! why not. Never: connects to a machine that was not checked, follows a redirect unchecked, or reads beyond a limit.

use super::Options;
use super::allowed::Reach;
use super::{limits, reason, unpack};
use crate::model::Validators;
use std::fmt;
use std::io::{ErrorKind, Read};
use std::net::IpAddr;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

/// What we can read, best first.
const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5";
/// What to do where waiting is all there is.
const LATER: &str = "it is tried again in a later run";
/// Longest validator that is remembered and sent back, in bytes.
const VALIDATOR_BYTES_MAX: usize = 1_024;

/// A reply, unpacked.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Where the redirects ended.
    pub(super) url: Url,
    /// Where redirects led that were meant for good, as far as they went without one that was not.
    pub(super) moved: Option<Url>,
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) body: Vec<u8>,
    /// Bytes of the body as sent.
    pub(super) bytes: u64,
    pub(super) validators: Validators,
    /// `Retry-After`, as it came.
    pub(super) retry_after: Option<String>,
}

/// Why nothing came, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) reason: &'static str,
    pub(super) what: String,
    pub(super) hint: &'static str,
}

impl Failure {
    pub(super) fn new(reason: &'static str, what: impl Into<String>, hint: &'static str) -> Self {
        Self { reason, what: what.into(), hint }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) address: &'a str,
    /// What an earlier reply gave to ask by.
    pub(super) validators: Option<&'a Validators>,
    /// Of a larger body only so much is read, and the rest is not missed.
    pub(super) enough_bytes: Option<usize>,
    pub(super) no_later_than: Instant,
}

/// Fetches pages under limits; used by several threads at once.
pub(super) struct Fetcher<'a> {
    agent: Agent,
    options: &'a Options,
    reach: Reach,
}

impl<'a> Fetcher<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        Self::with_names(options, DefaultResolver::default())
    }

    /// A fetcher that asks this resolver for machines.
    pub(super) fn with_names(options: &'a Options, names: impl Resolver) -> Self {
        let reach = Reach::of(options);
        let guard = Guard { names, reach: reach.clone() };
        Self { agent: Agent::with_parts(settings(options), DefaultConnector::default(), guard), options, reach }
    }

    /// The page at an address, its redirects followed; `turn` is asked before each request, and what it gives is held until the
    /// reply is read.
    pub(super) fn fetch<T>(
        &self,
        asking: Asking<'_>,
        turn: &mut dyn FnMut(&Url) -> Result<T, Failure>,
    ) -> Result<Fetched, Failure> {
        let mut url = limits::checked(asking.address, &self.reach)?;
        let mut left = Duration::from_secs(self.options.page_seconds.into());
        let (mut moved, mut for_good) = (None, true);
        for _ in 0..=self.options.redirects_max {
            let held = turn(&url)?;
            let begun = Instant::now();
            let time = left.min(asking.no_later_than.saturating_duration_since(begun));
            let response = self.ask(&url, asking.validators, time)?;
            let Some(next) = redirect(&url, &response) else {
                let fetched = self.read(url, moved, response, asking.enough_bytes);
                drop(held);
                return fetched;
            };
            for_good &= matches!(response.status().as_u16(), 301 | 308);
            url = limits::checked(&next?, &self.reach)?;
            moved = if for_good { Some(url.clone()) } else { moved };
            left = left.saturating_sub(begun.elapsed());
        }
        let what = format!("more than {} redirects", self.options.redirects_max);
        Err(Failure::new(reason::REDIRECTS, what, "open the address in a browser and use where it ends"))
    }

    /// One request and the head of its reply.
    fn ask(&self, url: &Url, by: Option<&Validators>, time: Duration) -> Result<Response<ureq::Body>, Failure> {
        if time.is_zero() {
            return Err(self.too_slow());
        }
        let mut request = self.agent.get(url.as_str());
        for (name, value) in by.map(conditions).unwrap_or_default() {
            request = request.header(name, value);
        }
        request.config().timeout_global(Some(time)).build().call().map_err(|error| self.failure(error))
    }

    fn read(
        &self,
        url: Url,
        moved: Option<Url>,
        response: Response<ureq::Body>,
        enough: Option<usize>,
    ) -> Result<Fetched, Failure> {
        let status = response.status().as_u16();
        let header = |name| header(response.headers(), name).to_owned();
        let short = |text: String| (!text.is_empty() && text.len() <= VALIDATOR_BYTES_MAX).then_some(text);
        let (content_type, encoding) = (header("content-type"), header("content-encoding"));
        let validators = Validators { etag: short(header("etag")), last_modified: short(header("last-modified")) };
        let retry_after = short(header("retry-after"));
        let limit = enough.unwrap_or(self.options.page_bytes_max);
        let told = header("content-length").trim().parse::<u64>().ok();
        if enough.is_none() && told.is_some_and(|told| told > limit as u64) {
            return Err(self.too_large());
        }
        let mut body = Vec::new();
        let mut reader = response.into_body().into_reader().take(limit as u64 + 1);
        reader.read_to_end(&mut body).map_err(|error| self.failure(ureq::Error::Io(error)))?;
        if body.len() > limit {
            match enough {
                Some(enough) => body.truncate(enough),
                None => return Err(self.too_large()),
            }
        }
        let bytes = body.len() as u64;
        let body = unpack::unpacked(body, &encoding, self.options.unpacked_bytes_max)?;
        Ok(Fetched { url, moved, status, content_type, body, bytes, validators, retry_after })
    }

    fn too_large(&self) -> Failure {
        let what = format!("larger than {} bytes", self.options.page_bytes_max);
        Failure::new(reason::TOO_LARGE, what, "raise gather.page_bytes_max if you want it")
    }

    fn too_slow(&self) -> Failure {
        Failure::new(reason::TOO_SLOW, format!("no whole reply in {} s", self.options.page_seconds), LATER)
    }

    fn failure(&self, error: ureq::Error) -> Failure {
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                let what = format!("no connection in {} s", self.options.connect_seconds);
                Failure::new(reason::NO_CONNECTION, what, LATER)
            }
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::HostNotFound => {
                Failure::new(reason::NO_HOST, "no machine of that name is known", "check the address")
            }
            ureq::Error::Other(error) if error.is::<Refused>() => match error.downcast::<Refused>() {
                Ok(refused) => limits::private(refused.0),
                Err(_) => self.too_slow(),
            },
            ureq::Error::LargeResponseHeader(..) => {
                let what = format!("its header is larger than {} bytes", self.options.header_bytes_max);
                Failure::new(reason::TOO_LARGE, what, "raise gather.header_bytes_max if you want it")
            }
            ureq::Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<ureq::Error>()) => {
                match error.into_inner().map(|inner| inner.downcast::<ureq::Error>()) {
                    Some(Ok(inner)) => self.failure(*inner),
                    _ => self.too_slow(),
                }
            }
            ureq::Error::Io(error) => from_io(&error),
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => broken_tls(&error),
            ureq::Error::ConnectionFailed => Failure::new(reason::NO_CONNECTION, "no connection", LATER),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
                Failure::new(reason::BAD_ADDRESS, format!("cannot be asked for: {error}"), "check the address")
            }
            other => Failure::new(reason::BAD_REPLY, format!("the reply cannot be read: {other}"), LATER),
        }
    }
}

fn from_io(error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe => {
            Failure::new(reason::CUT_OFF, format!("the connection ended before the reply did: {error}"), LATER)
        }
        ErrorKind::InvalidData => broken_tls(error),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Failure::new(reason::TOO_SLOW, "no whole reply in time", LATER),
        _ => Failure::new(reason::NO_CONNECTION, format!("no connection: {error}"), LATER),
    }
}

fn broken_tls(error: &dyn fmt::Display) -> Failure {
    Failure::new(reason::BROKEN_TLS, format!("no safe connection: {error}"), "check the address in a browser")
}

fn settings(options: &Options) -> Config {
    let connect = Some(Duration::from_secs(options.connect_seconds.into()));
    Config::builder()
        .proxy(None) // a proxy would resolve names itself, unchecked
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(options.user_agent.clone())
        .accept(ACCEPT)
        .accept_encoding(unpack::ACCEPTED)
        .max_response_header_size(options.header_bytes_max)
        .timeout_connect(connect)
        .timeout_resolve(connect)
        .build()
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// What to ask by whether a page changed. A value that cannot stand in a header is left out.
fn conditions(validators: &Validators) -> Vec<(&'static str, &str)> {
    let named = [("if-none-match", &validators.etag), ("if-modified-since", &validators.last_modified)];
    let sendable = |value: &&str| value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    named.into_iter().filter_map(|(name, value)| Some((name, value.as_deref().filter(sendable)?))).collect()
}

/// Where a response sends us, if it does.
fn redirect(from: &Url, response: &Response<ureq::Body>) -> Option<Result<String, Failure>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let wrong = |what: String| Some(Err(Failure::new(reason::BAD_REDIRECT, what, "check the address in a browser")));
    let location = header(response.headers(), "location");
    if location.is_empty() {
        return wrong("redirected without a place to go".to_owned());
    }
    match from.join(location) {
        Ok(url) => Some(Ok(url.into())),
        Err(_) => wrong(format!("redirected to {location:?}, which is no address")),
    }
}

/// Passes on the machines of a name only when all of them may be reached; the connection is made to one of those passed on.
#[derive(Debug)]
struct Guard<R> {
    names: R,
    reach: Reach,
}

impl<R: Resolver> Resolver for Guard<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        if uri.host().is_some_and(|name| self.reach.name(name)) {
            return Ok(found);
        }
        match found.iter().map(|machine| machine.ip()).find(|address| !self.reach.machine(*address)) {
            Some(address) => Err(ureq::Error::Other(Box::new(Refused(address)))),
            None => Ok(found),
        }
    }
}

/// A name that leads to a machine that may not be reached.
#[derive(Debug)]
struct Refused(IpAddr);

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} may not be reached", self.0)
    }
}

impl std::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::{Asking, Failure, Fetched, Fetcher, Options};
    use std::io::{BufRead, BufReader, Write};
    use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
    use std::time::{Duration, Instant};
    use ureq::config::Config;
    use ureq::http::Uri;
    use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
    use ureq::unversioned::transport::NextTimeout;

    /// Names of machines, as a test wants them.
    #[derive(Debug)]
    struct Names(Vec<(&'static str, Vec<SocketAddr>)>);

    impl Resolver for Names {
        fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut found = self.empty();
            let host = uri.host().unwrap_or_default();
            self.0
                .iter()
                .filter(|(name, _)| *name == host)
                .flat_map(|(_, machines)| machines)
                .for_each(|one| found.push(*one));
            if found.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(found) }
        }
    }

    fn fetch(fetcher: &Fetcher<'_>, address: &str, seconds: f64) -> Result<Fetched, Failure> {
        let no_later_than = Instant::now() + Duration::from_secs_f64(seconds);
        let asking = Asking { address, validators: None, enough_bytes: None, no_later_than };
        fetcher.fetch(asking, &mut |_| Ok(()))
    }

    /// A server that gives each connection the answer for its path; it ends with the test's process.
    fn server(answer: fn(&str, &mut TcpStream)) -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let first = lines.next().and_then(Result::ok).unwrap_or_default();
                while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
                answer(first.split(' ').nth(1).unwrap_or_default(), &mut stream);
            }
        });
        address
    }

    fn reply(stream: &mut TcpStream, head: &str, body: &[u8]) {
        let head = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    }

    fn packed(bytes: usize) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![b' '; bytes]).unwrap();
        packer.finish().unwrap()
    }

    fn paper(path: &str, stream: &mut TcpStream) {
        match path {
            "/page" => reply(stream, "200 OK\r\ncontent-type: text/html", b"<p>news"),
            "/moved" => reply(stream, "302 Found\r\nlocation: /page", b""),
            "/loop" => reply(stream, "302 Found\r\nlocation: /loop", b""),
            "/to-literal" => reply(stream, "302 Found\r\nlocation: http://127.0.0.2/page", b""),
            "/to-name" => reply(stream, "302 Found\r\nlocation: http://inside.example/page", b""),
            "/to-file" => reply(stream, "302 Found\r\nlocation: file:///etc/hostname", b""),
            "/to-user" => reply(stream, "302 Found\r\nlocation: http://a:b@paper.example/page", b""),
            "/packed" => reply(stream, "200 OK\r\ncontent-encoding: gzip", &packed(100)),
            "/bomb" => reply(stream, "200 OK\r\ncontent-encoding: gzip", &packed(30 << 20)),
            "/huge" => reply(stream, "200 OK", &vec![b'x'; 2 << 20]),
            "/odd" => reply(stream, "200 OK\r\ncontent-encoding: odd", b"x"),
            "/head" => reply(stream, &format!("200 OK\r\nx: {}", "y".repeat(200_000)), b""),
            "/cut" => drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc")),
            _ => reply(stream, "404 Not Found", b""),
        }
    }

    /// What a fetch of `paper.example` gives: status and length, or what went wrong.
    fn check(path: &str, expected: &str) {
        let (allow, bytes) = (vec!["127.0.0.1".parse().unwrap()], 1 << 20);
        let options = Options { allow, page_bytes_max: bytes, unpacked_bytes_max: bytes, ..Options::default() };
        let names = Names(vec![
            ("paper.example", vec![server(paper)]),
            ("inside.example", vec!["127.0.0.2:80".parse().unwrap()]),
        ]);
        let fetcher = Fetcher::with_names(&options, names);
        let found = match fetch(&fetcher, &format!("http://paper.example{path}"), 20.0) {
            Ok(fetched) => format!("{} {} {}", fetched.status, fetched.url.path(), fetched.body.len()),
            Err(failure) => format!("{}: {}", failure.reason, failure.what),
        };
        assert!(found.contains(expected), "{path}: {found}");
    }

    #[test]
    fn replies_within_limits() {
        check("/page", "200 /page 7");
        check("/moved", "200 /page 7");
        check("/packed", "200 /packed 100");
        check("/none", "404 /none 0");
        check("/bomb", "larger than 1048576 bytes");
        check("/huge", "larger than 1048576 bytes");
        check("/odd", "which was not asked for");
        check("/head", "too large: its header");
        check("/cut", "cut off: ");
        check("/loop", "more than 5 redirects");
    }

    #[test]
    fn redirects_are_checked_again() {
        check("/to-literal", "refused: 127.0.0.2 is a private");
        check("/to-name", "refused: 127.0.0.2 is a private");
        check("/to-file", "refused: \"file:\" addresses");
        check("/to-user", "refused: the address holds a user name");
    }

    #[test]
    fn a_named_host_is_reached_wherever_it_is_and_no_other() {
        let inside: SocketAddr = "127.0.0.2:80".parse().unwrap();
        let options = Options { allow: vec!["paper.example".parse().unwrap()], ..Options::default() };
        let names = Names(vec![("paper.example", vec![server(paper)]), ("inside.example", vec![inside])]);
        let fetcher = Fetcher::with_names(&options, names);
        assert_eq!(fetch(&fetcher, "http://paper.example/page", 20.0).unwrap().status, 200);
        let failure = fetch(&fetcher, "http://inside.example/page", 20.0).unwrap_err();
        assert_eq!(failure.reason, "private address");
    }

    #[test]
    fn names_that_lead_inside_are_refused() {
        let public = "93.184.216.34:80".parse().unwrap();
        for inside in
            ["127.0.0.1:80", "10.0.0.8:80", "169.254.169.254:80", "[::1]:80", "[::ffff:127.0.0.1]:80", "[fd00::1]:80"]
        {
            let names = Names(vec![("paper.example", vec![public, inside.parse().unwrap()])]);
            let options = Options::default();
            let failure = fetch(&Fetcher::with_names(&options, names), "http://paper.example/", 20.0).unwrap_err();
            assert!(failure.what.starts_with("refused: "), "{inside}: {failure:?}");
        }
        let options = Options::default();
        let failure = fetch(&Fetcher::new(&options), "http://localhost/", 20.0).unwrap_err();
        assert!(failure.what.starts_with("refused: "), "{failure:?}");
    }

    #[test]
    fn a_server_that_says_nothing_is_left() {
        let silent = server(|_, stream| {
            // Held open until the other side gives up.
            let _ = std::io::copy(stream, &mut std::io::sink());
        });
        let options = Options { allow_private: true, ..Options::default() };
        let begun = Instant::now();
        let failure = fetch(&Fetcher::new(&options), &format!("http://{silent}/"), 0.3).unwrap_err();
        assert!(failure.what.starts_with("no whole reply"), "{failure:?}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
