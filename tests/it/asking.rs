//! Sources of the web from one run to the next: what an address turns out to be, what is asked again and what is not.
//! In: servers on this machine that behave. Out: passes and failures. Never: a connection to anywhere else, or the real clock.

use super::misbehaving::server::{Answer, Asked as Request, Server};
use backstory::gather::{Due, Haul, Memory, Options, gather};
use backstory::model::{Asked, Host, LedgerLine, Outcome, Page, Received, Source, SourceKind, SourceState, Visit};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What a store would remember.
#[derive(Default)]
struct Remembered {
    visits: BTreeMap<String, Visit>,
    hosts: BTreeMap<String, Host>,
}

impl Memory for Remembered {
    fn visit(&self, url: &str) -> Option<Visit> {
        self.visits.get(url).cloned()
    }

    fn host(&self, origin: &str) -> Option<Host> {
        self.hosts.get(origin).cloned()
    }
}

/// A source that is gathered from run after run.
struct Followed {
    server: Server,
    due: Due,
    memory: Remembered,
    options: Options,
    /// What the last run gave.
    pages: Vec<Page>,
    lines: Vec<LedgerLine>,
    left: usize,
}

impl Followed {
    fn new(path: &str, answer: Answer, robots: Option<Answer>) -> Self {
        let server = Server::new(answer, robots);
        let due = Due::new(Source::new(server.url("http", path), SourceKind::Site));
        let allow = vec!["127.0.0.1".parse().unwrap()];
        let options = Options { allow, host_pause_ms: 0, page_seconds: 10, ..Options::default() };
        let (memory, pages, lines) = (Remembered::default(), Vec::new(), Vec::new());
        Self { server, due, memory, options, pages, lines, left: 0 }
    }

    /// Gathers at this time of 3 November, as hours and minutes.
    fn run(&mut self, clock: &str) {
        self.run_on(&format!("2026-11-03T{clock}:00Z"));
    }

    fn run_on(&mut self, time: &str) {
        let now = Received(time.parse().unwrap());
        let mut hauls: Vec<Haul> = Vec::new();
        gather(std::slice::from_ref(&self.due), &self.memory, &self.options, now, &mut |haul| {
            hauls.push(haul);
            Ok(())
        })
        .unwrap();
        (self.pages, self.lines, self.left) = (Vec::new(), Vec::new(), 0);
        for haul in hauls {
            self.pages.extend(haul.pages);
            self.lines.extend(haul.lines);
            self.left += haul.left;
            self.memory.visits.extend(haul.visits.into_iter().map(|visit| (visit.url.clone(), visit)));
            self.memory.hosts.extend(haul.hosts.into_iter().map(|host| (host.origin.clone(), host)));
            self.due.state = haul.state.unwrap_or(self.due.state.clone());
            self.due.source.kind = haul.kind.unwrap_or(self.due.source.kind);
        }
    }

    fn paths(&self) -> Vec<&str> {
        let here = self.server.url("http", "");
        self.pages.iter().map(|page| &page.url[here.len()..]).collect()
    }

    /// Kind of request, outcome and reason of each line.
    fn said(&self) -> Vec<String> {
        let word = |line: &LedgerLine| format!("{} {} {}", line.asked.as_str(), line.outcome.as_str(), line.reason);
        self.lines.iter().map(|line| word(line).trim_end().to_owned()).collect()
    }

    fn requests(&self) -> usize {
        self.server.requests.load(Ordering::Relaxed)
    }

    fn state(&self) -> &SourceState {
        &self.due.state
    }
}

fn feed(request: &mut Request, paths: &[&str]) {
    let here = request.here();
    let item = |path: &&str| {
        format!(
            "<item><title>On {path}</title><link>{here}{path}</link><description>Words of the feed.</description></item>"
        )
    };
    let items: String = paths.iter().map(item).collect();
    let feed = format!("<rss><channel><title>Varn Post</title>{items}</channel></rss>");
    request.reply("200 OK\r\ncontent-type: application/rss+xml\r\netag: \"f1\"", feed.as_bytes());
}

fn page(request: &mut Request, head: &str) {
    let page = format!("<!doctype html><html><head>{head}</head><body><p>{}</p></body></html>", request.path);
    request.reply("200 OK\r\ncontent-type: text/html\r\netag: \"p1\"", page.as_bytes());
}

fn none(request: &mut Request) {
    request.reply("404 Not Found", b"");
}

/// A site, what it turns out to be, where its listing is, and which pages it gives.
fn check(answer: Answer, robots: Option<Answer>, kind: SourceKind, listing: Option<&str>, paths: &[&str]) {
    let mut site = Followed::new("/", answer, robots);
    site.run("10:00");
    assert_eq!((site.due.source.kind, site.paths()), (kind, paths.to_vec()), "{:?}", site.lines);
    let listing = listing.map(|path| site.server.url("http", path));
    assert_eq!(site.state().listing, listing);
    assert!(site.lines.iter().all(|line| line.problem().is_none()), "{:?}", site.lines);
}

#[test]
fn an_address_may_be_a_feed_or_name_one() {
    check(
        |request| match request.path.as_str() {
            "/" => feed(request, &["/a", "/b"]),
            _ => page(request, ""),
        },
        None,
        SourceKind::Feed,
        None,
        &["/a", "/b"],
    );
    check(
        |request| match request.path.as_str() {
            "/" => page(request, "<link rel=alternate type=application/rss+xml href=/news.rss>"),
            "/news.rss" => feed(request, &["/a"]),
            _ => page(request, ""),
        },
        None,
        SourceKind::Feed,
        Some("/news.rss"),
        &["/a"],
    );
    check(
        |request| match request.path.as_str() {
            "/rss.xml" => feed(request, &["/a"]),
            "/" | "/a" => page(request, ""),
            _ => none(request),
        },
        None,
        SourceKind::Feed,
        Some("/rss.xml"),
        &["/a"],
    );
}

#[test]
fn a_page_below_a_site_is_meant_itself() {
    let answer: Answer = |request| match request.path.as_str() {
        "/feed.xml" => feed(request, &["/other"]),
        "/plain" => page(request, ""),
        "/article" => page(
            request,
            "<meta property=og:type content=article><link rel=alternate type=application/rss+xml href=/feed.xml>",
        ),
        "/section/" => page(request, "<link rel=alternate type=application/rss+xml href=/feed.xml>"),
        _ => page(request, ""),
    };
    for (path, kind, given) in [
        ("/plain", SourceKind::Page, "/plain"),
        ("/article", SourceKind::Page, "/article"),
        ("/section/", SourceKind::Feed, "/other"),
    ] {
        let mut one = Followed::new(path, answer, None);
        one.run("10:00");
        assert_eq!((one.due.source.kind, one.paths()), (kind, vec![given]), "{:?}", one.lines);
    }
}

#[test]
fn an_address_may_have_a_sitemap_or_be_a_page() {
    check(
        |request| {
            let here = request.here();
            let entry =
                |path: &str, day: &str| format!("<url><loc>{here}{path}</loc><lastmod>2026-{day}</lastmod></url>");
            let map = |path: &str, day: &str| {
                format!("<sitemap><loc>{here}{path}</loc><lastmod>2026-{day}</lastmod></sitemap>")
            };
            let body = match request.path.as_str() {
                "/index.xml.gz" => {
                    format!("<sitemapindex>{}{}</sitemapindex>", map("/old", "10-20"), map("/inner", "11-03"))
                }
                "/inner" => format!("<sitemapindex>{}</sitemapindex>", map("/new", "11-03")),
                "/new" => format!("<urlset>{}{}</urlset>", entry("/2", "11-02"), entry("/3", "11-03")),
                "/old" => format!("<urlset>{}{}</urlset>", entry("/1", "10-20"), entry("/0", "01-01")),
                "/" | "/1" | "/2" | "/3" => return page(request, ""),
                _ => return none(request),
            };
            request.reply("200 OK\r\ncontent-type: text/xml", body.as_bytes());
        },
        Some(|request| {
            let text = format!("user-agent: *\ndisallow: /private\nsitemap: {}/index.xml.gz", request.here());
            request.reply("200 OK", text.as_bytes());
        }),
        SourceKind::Sitemap,
        Some("/index.xml.gz"),
        &["/3", "/2", "/1"],
    );
    check(
        |request| match request.path.as_str() {
            "/" => page(request, ""),
            _ => none(request),
        },
        None,
        SourceKind::Page,
        None,
        &["/"],
    );
}

/// A feed and pages that answer whether they changed.
fn conditional(request: &mut Request) {
    let unchanged = "HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n".as_bytes();
    match request.path.as_str() {
        "/feed" if request.says("if-none-match: \"f1\"") => assert!(request.send(unchanged)),
        "/feed" => feed(request, &["/a"]),
        _ if request.says("if-none-match: \"p1\"") => assert!(request.send(unchanged)),
        _ => page(request, ""),
    }
}

#[test]
fn what_did_not_change_is_not_sent_again() {
    let mut followed = Followed::new("/feed", conditional, None);
    followed.run("10:00");
    assert_eq!(followed.said(), ["robots received", "listing received", "page received"]);
    followed.run("10:30");
    assert_eq!(followed.said(), ["listing unchanged"], "robots.txt is a day old at most");
    // The listing is read whole again, as if the server had forgotten; its page is due after an hour.
    followed.due.state.validators.etag = None;
    followed.run("10:59");
    assert_eq!(followed.said(), ["listing received"]);
    followed.due.state.validators.etag = None;
    followed.run("11:00");
    assert_eq!(followed.said(), ["listing received", "page unchanged"]);
    let visit = followed.memory.visits.values().next().unwrap();
    assert_eq!((visit.times, visit.status, visit.validators.etag.as_deref()), (2, 200, Some("\"p1\"")));
    followed.due.state.validators.etag = None;
    followed.memory.visits.values_mut().for_each(|visit| visit.validators.etag = Some("\"old\"".to_owned()));
    followed.run("17:00");
    assert_eq!(
        (followed.said().join(", ").as_str(), followed.paths()),
        ("listing received, page received", vec!["/a"])
    );
    followed.due.state.validators.etag = None;
    followed.run_on("2026-11-05T17:00:00Z");
    assert_eq!(followed.said()[0], "robots received");
}

#[test]
fn a_host_that_asks_for_time_is_left() {
    let mut followed = Followed::new(
        "/feed",
        |request| match request.path.as_str() {
            "/feed" => feed(request, &["/a", "/b", "/c"]),
            "/a" => page(request, ""),
            _ => request.reply("429 Too Many Requests\r\nretry-after: 600", b""),
        },
        None,
    );
    followed.run("10:00");
    let said = followed.said();
    assert_eq!(said[2..], ["page received", "page left asked to wait", "page left asked to wait"], "{said:?}");
    assert_eq!((followed.left, followed.requests()), (2, 3), "feed, /a and /b; /c is not asked for");
    assert_eq!(followed.paths(), ["/a", "/b"], "of /b the feed's own words");
    let host = followed.memory.hosts.values().next().unwrap();
    let wait = host.not_before.unwrap().0.as_second() - 1_793_700_000;
    assert!((600..660).contains(&wait), "{wait}");
    followed.run("10:05");
    assert_eq!((followed.said().join(", ").as_str(), followed.requests()), ("listing left asked to wait", 3));
    assert_eq!(followed.state().failures, 0, "it was not asked, so it did not fail");
    followed.run("10:15");
    assert_eq!(followed.said()[..2], ["listing received", "page left asked to wait"]);
}

#[test]
fn what_fails_is_asked_ever_more_seldom() {
    let mut followed = Followed::new("/feed", |request| request.reply("500 Internal Server Error", b""), None);
    let minutes = |followed: &Followed, from: &str| {
        let from: jiff::Timestamp = format!("2026-11-03T{from}:00Z").parse().unwrap();
        (followed.state().not_before.unwrap().0.as_second() - from.as_second()) / 60
    };
    followed.run("10:00");
    assert_eq!((followed.state().failures, minutes(&followed, "10:00")), (1, 15));
    followed.run("11:00");
    followed.run("12:00");
    assert_eq!((followed.state().failures, minutes(&followed, "12:00")), (3, 60));
    let mut gone = Followed::new("/feed", |request| request.reply("410 Gone", b""), None);
    gone.run("10:00");
    assert_eq!(minutes(&gone, "10:00"), 7 * 24 * 60);
}

#[test]
fn a_page_that_fails_leaves_the_words_of_the_feed() {
    let mut followed = Followed::new(
        "/feed",
        |request| match request.path.as_str() {
            "/feed" => feed(request, &["/broken", "/whole"]),
            "/broken" => request.reply("500 Internal Server Error", b""),
            _ => page(request, ""),
        },
        None,
    );
    followed.run("10:00");
    assert_eq!(followed.paths(), ["/broken", "/whole"]);
    assert_eq!(followed.pages[0].body, b"Words of the feed.");
    assert_eq!(followed.said()[2..], ["page failed status", "page received"]);
    followed.due.state.validators.etag = None;
    followed.run("10:30");
    assert_eq!(followed.said(), ["listing received"], "what failed is asked for again after an hour");
    followed.due.state.validators.etag = None;
    followed.run("11:00");
    assert_eq!(followed.lines.iter().filter(|line| line.asked == Asked::Page).count(), 2);
}

#[test]
fn what_one_run_does_not_fetch_waits_for_the_next() {
    let mut followed = Followed::new(
        "/feed",
        |request| match request.path.as_str() {
            "/feed" if request.says("if-none-match:") => none(request),
            "/feed" => feed(request, &["/1", "/2", "/3"]),
            _ => page(request, ""),
        },
        None,
    );
    followed.options.items_max = 2;
    followed.run("10:00");
    assert_eq!((followed.paths(), followed.left), (vec!["/1", "/2"], 1));
    assert!(followed.lines.iter().any(|line| line.outcome == Outcome::Left && line.reason == "over the limit"));
    followed.run("10:15");
    assert_eq!((followed.paths(), followed.left), (vec!["/3"], 0), "the listing is not asked for as one that is known");
}

#[test]
fn a_page_that_two_feeds_of_a_host_name_is_fetched_once() {
    let answer: Answer = |request| match request.path.as_str() {
        "/home" => feed(request, &["/1", "/2"]),
        "/world" => feed(request, &["/2", "/3"]),
        _ => page(request, ""),
    };
    let followed = Followed::new("/home", answer, None);
    let other = Due::new(Source::new(followed.server.url("http", "/world"), SourceKind::Feed));
    let due = [followed.due.clone(), other];
    let now = Received("2026-11-03T10:00:00Z".parse().unwrap());
    let mut pages: Vec<(usize, String)> = Vec::new();
    gather(&due, &followed.memory, &followed.options, now, &mut |haul| {
        let here = followed.server.url("http", "").len();
        pages.extend(haul.pages.iter().map(|page| (haul.due, page.url[here..].to_owned())));
        Ok(())
    })
    .unwrap();
    let expected = [(0, "/1"), (0, "/2"), (1, "/3")].map(|(due, path)| (due, path.to_owned()));
    assert_eq!(pages, expected, "each page comes of the feed that was added first");
}

#[test]
fn robots_are_obeyed_page_by_page() {
    let answer: Answer = |request| match request.path.as_str() {
        "/feed" => feed(request, &["/open", "/closed/1"]),
        _ => page(request, ""),
    };
    let robots: Answer = |request| request.reply("200 OK", b"user-agent: *\ndisallow: /closed/");
    let mut followed = Followed::new("/feed", answer, Some(robots));
    followed.run("10:00");
    assert_eq!(followed.said(), ["robots received", "listing received", "page received", "page blocked robots"]);
    let mut followed = Followed::new("/feed", answer, Some(robots));
    followed.options.robots = false;
    followed.run("10:00");
    assert_eq!(followed.said(), ["listing received", "page received", "page received"]);
}

#[test]
fn a_listing_that_moved_for_good_is_asked_for_there() {
    let mut followed = Followed::new(
        "/feed",
        |request| match request.path.as_str() {
            "/feed" => request.reply("308 Permanent Redirect\r\nlocation: /elsewhere", b""),
            "/elsewhere" => feed(request, &["/a"]),
            _ => page(request, ""),
        },
        None,
    );
    followed.run("10:00");
    let elsewhere = followed.server.url("http", "/elsewhere");
    assert_eq!(followed.state().listing.as_deref(), Some(elsewhere.as_str()));
    assert_eq!(followed.state().title.as_deref(), Some("Varn Post"));
    assert_eq!(followed.said()[1], "listing moved");
    followed.run("10:15");
    assert_eq!(followed.said(), ["listing received"]);
    assert_eq!(followed.state().listing.as_deref(), Some(elsewhere.as_str()));
}

/// Requests that are being answered, and the most at once.
static RUNNING: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[test]
fn sources_of_one_host_share_its_turns_and_its_robots() {
    let server = Server::new(
        |request| {
            MOST.fetch_max(RUNNING.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // Long enough for another one to come in between, were it let.
            std::thread::sleep(Duration::from_millis(10));
            RUNNING.fetch_sub(1, Ordering::SeqCst);
            feed(request, &[]);
        },
        None,
    );
    let due: Vec<Due> = (0..12)
        .map(|number| Due::new(Source::new(server.url("http", &format!("/{number}")), SourceKind::Feed)))
        .collect();
    let allow = vec!["127.0.0.1".parse().unwrap()];
    let options = Options { allow, host_pause_ms: 1, host_parallel: 2, parallel: 12, ..Options::default() };
    let (mut order, mut robots) = (Vec::new(), 0);
    let now = Received("2026-11-03T10:00:00Z".parse().unwrap());
    gather(&due, &Remembered::default(), &options, now, &mut |haul| {
        robots += haul.lines.iter().filter(|line| line.asked == Asked::Robots).count();
        order.extend(haul.state.is_some().then_some(haul.due));
        Ok(())
    })
    .unwrap();
    assert_eq!(order, (0..12).collect::<Vec<_>>());
    assert_eq!((robots, server.requests.load(Ordering::Relaxed)), (1, 12));
    assert!((1..=2).contains(&MOST.load(Ordering::SeqCst)), "{MOST:?}");
}
