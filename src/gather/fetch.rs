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
        Self::with_names(options, DefaultResolver::default())
    }

    /// A fetcher that asks this resolver for machines; each answer is checked.
    fn with_names(options: &'a Options, names: impl Resolver) -> Self {
        let guard = Guard { names, allow_private: options.allow_private };
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

/// Passes on the machines of a name only when all of them are public.
#[derive(Debug)]
struct Guard<R> {
    names: R,
    allow_private: bool,
}

impl<R: Resolver> Resolver for Guard<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        match found.iter().map(|machine| machine.ip()).find(|address| !limits::is_public(*address)) {
            Some(address) if !self.allow_private => Err(ureq::Error::Other(Box::new(Refused(address)))),
            _ => Ok(found),
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
