//! One page from the network. In: an address and limits. Out: status, content type and bytes, or why not.
//! Never: connects to a machine that was not checked, follows a redirect unchecked, or reads beyond a limit.

use super::Options;
use super::limits;
use std::fmt;
use std::io::Read;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

/// Most redirects followed for one page.
const REDIRECTS_MAX: usize = 5;
/// Largest header of a response, in bytes.
const HEADER_BYTES_MAX: usize = 64 << 10;
/// What we can read, best first.
const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5";

/// A page as the server gave it, decompressed.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Where the redirects ended.
    pub(super) url: Url,
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) body: Vec<u8>,
}

/// Why nothing came, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) what: String,
    pub(super) hint: &'static str,
}

/// Fetches pages under limits, one after the other.
pub(super) struct Fetcher<'a> {
    agent: Agent,
    options: &'a Options,
}

impl<'a> Fetcher<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        let allowed = if options.allow_private { |_| true } else { limits::is_public };
        Self::with_names(options, DefaultResolver::default(), allowed)
    }

    /// A fetcher that asks this resolver for machines and connects to those that are allowed.
    fn with_names(options: &'a Options, names: impl Resolver, allowed: fn(IpAddr) -> bool) -> Self {
        let guard = Guard { names, allowed };
        Self { agent: Agent::with_parts(settings(options), DefaultConnector::default(), guard), options }
    }

    /// The page at an address, its redirects followed.
    pub(super) fn fetch(&self, address: &str, no_later_than: Instant) -> Result<Fetched, Failure> {
        let whole = Duration::from_secs(self.options.page_seconds.into());
        let deadline = no_later_than.min(Instant::now() + whole);
        let mut url = limits::checked(address, self.options.allow_private).map_err(refused)?;
        for _ in 0..=REDIRECTS_MAX {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(self.too_slow());
            }
            let response = self.agent.get(url.as_str()).config().timeout_global(Some(left)).build().call();
            let response = response.map_err(|error| self.failure(error))?;
            match redirect(&url, &response) {
                Some(next) => url = limits::checked(&next?, self.options.allow_private).map_err(refused)?,
                None => return self.read(url, response),
            }
        }
        let what = format!("more than {REDIRECTS_MAX} redirects");
        Err(Failure { what, hint: "open the address in a browser and use where it ends" })
    }

    fn read(&self, url: Url, response: Response<ureq::Body>) -> Result<Fetched, Failure> {
        let status = response.status().as_u16();
        let content_type = header(response.headers(), "content-type").to_owned();
        let encoding = header(response.headers(), "content-encoding").trim().to_ascii_lowercase();
        if !matches!(encoding.as_str(), "" | "identity" | "gzip" | "x-gzip") {
            let what = format!("sent with the encoding {encoding:?}, which was not asked for");
            return Err(Failure { what, hint: "tell the publisher" });
        }
        let limit = self.options.page_bytes_max;
        let mut body = Vec::new();
        let mut reader = response.into_body().into_reader().take(limit as u64 + 1);
        reader.read_to_end(&mut body).map_err(|error| self.failure(ureq::Error::from(error)))?;
        if body.len() > limit {
            return Err(self.too_large());
        }
        let body = self.unpacked(body)?;
        Ok(Fetched { url, status, content_type, body })
    }

    /// The body without its gzip wrapping, whether the server named it or not.
    fn unpacked(&self, body: Vec<u8>) -> Result<Vec<u8>, Failure> {
        if !body.starts_with(&[0x1f, 0x8b]) {
            return Ok(body);
        }
        let limit = self.options.page_bytes_max;
        let mut plain = Vec::new();
        let mut reader = flate2::read::MultiGzDecoder::new(body.as_slice()).take(limit as u64 + 1);
        let wrong = |error| Failure { what: format!("broken gzip: {error}"), hint: "try again later" };
        reader.read_to_end(&mut plain).map_err(wrong)?;
        if plain.len() > limit { Err(self.too_large()) } else { Ok(plain) }
    }

    fn too_large(&self) -> Failure {
        let what = format!("larger than {} bytes", self.options.page_bytes_max);
        Failure { what, hint: "raise gather.page_bytes_max if you want it" }
    }

    fn too_slow(&self) -> Failure {
        let what = format!("no whole reply in {} s", self.options.page_seconds);
        Failure { what, hint: "it is tried again in the next run" }
    }

    fn failure(&self, error: ureq::Error) -> Failure {
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                let what = format!("no connection in {} s", self.options.connect_seconds);
                Failure { what, hint: "it is tried again in the next run" }
            }
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::HostNotFound => {
                Failure { what: "no machine of that name is known".to_owned(), hint: "check the address" }
            }
            ureq::Error::Other(error) if error.is::<Refused>() => refused(error.to_string()),
            ureq::Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<ureq::Error>()) => {
                match error.into_inner().map(|inner| inner.downcast::<ureq::Error>()) {
                    Some(Ok(inner)) => self.failure(*inner),
                    _ => self.too_slow(),
                }
            }
            other => Failure { what: format!("not fetched: {other}"), hint: "it is tried again in the next run" },
        }
    }
}

fn refused(what: String) -> Failure {
    Failure { what, hint: "for a source of your own network set gather.allow_private_addresses" }
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
        .accept_encoding("gzip")
        .max_response_header_size(HEADER_BYTES_MAX)
        .timeout_connect(connect)
        .timeout_resolve(connect)
        .build()
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Where a response sends us, if it does.
fn redirect(from: &Url, response: &Response<ureq::Body>) -> Option<Result<String, Failure>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = header(response.headers(), "location");
    let wrong =
        || Failure { what: format!("redirected to {location:?}, which is no address"), hint: "check the address" };
    Some(from.join(location).map(String::from).map_err(|_| wrong()))
}

/// Passes on the machines of a name only when all of them are allowed; the connection is made to one of those passed on.
#[derive(Debug)]
struct Guard<R> {
    names: R,
    allowed: fn(IpAddr) -> bool,
}

impl<R: Resolver> Resolver for Guard<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        match found.iter().map(|machine| machine.ip()).find(|address| !(self.allowed)(*address)) {
            Some(address) => Err(ureq::Error::Other(Box::new(Refused(address)))),
            None => Ok(found),
        }
    }
}

/// A name that leads to a machine that is not public.
#[derive(Debug)]
struct Refused(IpAddr);

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&limits::private(self.0))
    }
}

impl std::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::{Fetcher, Options};
    use std::io::{BufRead, BufReader, Write};
    use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
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

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
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
            "/to-literal" => reply(stream, "302 Found\r\nlocation: http://127.0.0.1/page", b""),
            "/to-name" => reply(stream, "302 Found\r\nlocation: http://inside.example/page", b""),
            "/to-file" => reply(stream, "302 Found\r\nlocation: file:///etc/hostname", b""),
            "/to-user" => reply(stream, "302 Found\r\nlocation: http://a:b@paper.example/page", b""),
            "/packed" => reply(stream, "200 OK\r\ncontent-encoding: gzip", &packed(100)),
            "/bomb" => reply(stream, "200 OK\r\ncontent-encoding: gzip", &packed(30 << 20)),
            "/huge" => reply(stream, "200 OK", &vec![b'x'; 2 << 20]),
            "/odd" => reply(stream, "200 OK\r\ncontent-encoding: br", b"x"),
            "/head" => reply(stream, &format!("200 OK\r\nx: {}", "y".repeat(200_000)), b""),
            "/cut" => drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc")),
            _ => reply(stream, "404 Not Found", b""),
        }
    }

    /// What a fetch of `paper.example` gives: status and length, or what went wrong.
    fn check(path: &str, expected: &str) {
        let options = Options { page_bytes_max: 1 << 20, ..Options::default() };
        let names = Names(vec![
            ("paper.example", vec![server(paper)]),
            ("inside.example", vec!["127.0.0.2:80".parse().unwrap()]),
        ]);
        let only_paper = |address: IpAddr| address == IpAddr::V4(Ipv4Addr::LOCALHOST);
        let fetcher = Fetcher::with_names(&options, names, only_paper);
        let found = match fetcher.fetch(&format!("http://paper.example{path}"), soon()) {
            Ok(fetched) => format!("{} {} {}", fetched.status, fetched.url.path(), fetched.body.len()),
            Err(failure) => failure.what,
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
        check("/head", "not fetched");
        check("/cut", "not fetched");
        check("/loop", "more than 5 redirects");
    }

    #[test]
    fn redirects_are_checked_again() {
        check("/to-literal", "refused: 127.0.0.1 is a private");
        check("/to-name", "refused: 127.0.0.2 is a private");
        check("/to-file", "refused: \"file:\" addresses");
        check("/to-user", "refused: the address holds a user name");
    }

    #[test]
    fn names_that_lead_inside_are_refused() {
        let public = "93.184.216.34:80".parse().unwrap();
        for inside in
            ["127.0.0.1:80", "10.0.0.8:80", "169.254.169.254:80", "[::1]:80", "[::ffff:127.0.0.1]:80", "[fd00::1]:80"]
        {
            let names = Names(vec![("paper.example", vec![public, inside.parse().unwrap()])]);
            let options = Options::default();
            let fetcher = Fetcher::with_names(&options, names, super::limits::is_public);
            let failure = fetcher.fetch("http://paper.example/", soon()).unwrap_err();
            assert!(failure.what.starts_with("refused: "), "{inside}: {failure:?}");
        }
        let options = Options::default();
        let failure = Fetcher::new(&options).fetch("http://localhost/", soon()).unwrap_err();
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
        let failure =
            Fetcher::new(&options).fetch(&format!("http://{silent}/"), begun + Duration::from_millis(300)).unwrap_err();
        assert!(failure.what.starts_with("no whole reply"), "{failure:?}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
