//! The site as a browser and an attacker see it: routes, headers, hosts, escaping, cited words.
//! In: requests over a loopback socket. Out: passes and failures. Never: a client that tidies up what is sent.

mod feeds;
mod ledger;
mod lists;
mod retention;
mod shelf;

use backstory::engine::{self, Engine};
use backstory::serve::{Options, router};
use shelf::{RIVER, RIVER_WORDS, Shelf, code_points};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// A site on a free port of this machine; ends with the test.
struct Served {
    address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    /// Serves the small archive as if it listened at `listen` (itself, where nothing is given).
    fn at(listen: Option<&str>, options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let listen = listen.map_or(address, |listen| listen.parse().unwrap());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, router(Arc::new(Shelf), listen, options)).await.unwrap();
        });
        Self { address, _runtime: runtime }
    }

    fn new() -> Self {
        Self::at(None, Options::default())
    }

    /// Sends these very bytes.
    fn send(&self, request: &str) -> Answer {
        ask(self.address, request)
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "localhost")
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// Where this stands in the body; the test fails where it does not.
    fn place(&self, part: &str) -> usize {
        self.body.find(part).unwrap_or_else(|| panic!("{part:?} is not in:\n{}", self.body))
    }
}

/// Sends these very bytes to an address.
fn ask(address: SocketAddr, request: &str) -> Answer {
    let bytes = bytes_of(address, request);
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let head = head.to_ascii_lowercase();
    assert!(!head.contains("transfer-encoding: chunked"), "pages have a known length");
    Answer { status, head, body: body.to_owned() }
}

fn bytes_of(address: SocketAddr, request: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    bytes
}

/// Every address of the small archive that answers with a page.
const PAGES: [&str; 13] = [
    "/",
    "/?page=1",
    "/categories/Land%20%26%20%3Cb%3ERivers%3C%2Fb%3E",
    "/topics/t1",
    "/outlets/3b1df54ee672b69c",
    "/stories/s1",
    "/questions/q1",
    "/articles/river/1",
    "/articles/odd%2Fid%3Fx%23y/1?at=0-11",
    "/search?q=river",
    "/search",
    "/sources",
    "/ledger",
];

#[test]
fn lineage_is_drawn_with_its_words() {
    let story = Served::new().get("/stories/s1");
    for part in [
        "2 independent and 1 copied or retold, by time of publication",
        "Morning Copy · copy 94 %</text>",
        // The copy hangs from its source, one row down and one step to the right.
        "<path d=\"M8 34V54H22\"/>",
        "<circle class=\"copy\" cx=\"22\" cy=\"54\"",
        // Passages taken by a report of its own.
        "<path class=\"took\" d=\"M8 34V74H8\"/>",
        "<circle cx=\"8\" cy=\"74\"",
    ] {
        story.place(part);
    }
    assert!(!story.body.contains("<text x=\"17\" y=\"78\" text-anchor=\"start\"><u>"), "a name is text");
}

#[test]
fn every_page_answers_get_and_head() {
    let site = Served::new();
    for path in PAGES {
        let page = site.get(path);
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")), "{path}");
        assert!(page.body.contains("<main id=\"main\""), "{path}");
        let head = site.ask("HEAD", path, "localhost");
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
    }
}

#[test]
fn the_six_sections_stand_in_order_under_their_names() {
    let page = Served::new().get("/stories/s1");
    let titles = [
        "What&#39;s happened</h2>",
        "What&#39;s behind the headline?</h2>",
        "What the papers say</h2>",
        "How we got here</h2>",
        "Go deeper: common questions</h2>",
        "More on these topics</h2>",
    ];
    let places: Vec<usize> = titles.iter().map(|title| page.place(&title.replace("&#39;", "'"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_story_page_shows_what_the_explainer_holds() {
    let page = Served::new().get("/stories/s1");
    let (start, end) = code_points(RIVER, RIVER_WORDS);
    for part in [
        &format!("href=\"/articles/river/1?at={start}-{end}#at\""),
        "href=\"/articles/river/1?at=0-4&#38;in=title#at\"",
        ">Zelmá Листок</a>",
        ">2</a>",
        "title=\"Zelmá Листок, Река вышла из берегов, 12 May 2026, 03:30\"",
        "lang=\"ru\" title=\"edited: dropped dateline\">погибли",
        "3 articles, 2 independent reports (1 copy or rewrite of another).",
        "<b>2 reports</b> <div class=\"block\"><span>On the <a href=\"#happened-1\">first sentence",
        "people who died <small>the papers disagree</small></h4>",
        "<b dir=\"auto\">12</b> says the mayor",
        "<p class=\"value\" dir=\"auto\">12</p>\n<p class=\"who\">says <b dir=\"auto\">the mayor</b></p>",
        "<p class=\"value\" dir=\"auto\">&#60;i&#62;9&#60;/i&#62;</p>\n<p class=\"who\">no speaker found</p>",
        ">outlet.example</a></span> <span>undated",
        "<time datetime=\"2026-05-12T03:30:00Z\">12 May 2026, 03:30</time>",
        "What is denied",
        "copy:</span> <b><a class=\"outlet\"",
        "<time datetime=\"2025-10\">October 2025</time>",
        "10 to 12 May 2026",
        "href=\"/questions/q1\"",
        "on <time datetime=\"2026-05-12\">12 May 2026</time>",
        "shared: &#60;Zelmá&#62;",
        "opened the story",
        "href=\"/stories/s2\"",
        "A note on &#60;cues&#62;.",
        "This page is short: so far there is only one independent report.",
        "Times are in UTC",
    ] {
        page.place(part);
    }
    assert!(page.place(">Cause</h3>") < page.place(">Doubt</h3>"));
    assert!(!page.body.contains(">Outlook</h3>"), "a role without sentences has no label");
}

#[test]
fn a_question_says_what_the_papers_do_not_say() {
    let page = Served::new().get("/questions/q1");
    assert!(page.place("It rained for days.") < page.place("What the papers do not say</h2>"));
    page.place("searched 2 articles");
    page.place("href=\"/stories/s1\"");
    page.place("Why did the &#60;river&#62; rise?</h1>");
}

/// Checks which words a citation's page marks.
fn check_marked(path: &str, expected: &str) {
    let page = Served::new().get(path);
    let start = page.place("<mark id=\"at\">") + "<mark id=\"at\">".len();
    let rest = &page.body[start..];
    assert_eq!(&rest[..rest.find("</mark>").unwrap()], expected, "{path}");
    assert_eq!(page.body.matches("id=\"at\"").count(), 1, "{path}");
}

#[test]
fn the_marked_words_are_the_cited_ones() {
    let (start, end) = code_points(RIVER, RIVER_WORDS);
    check_marked(&format!("/articles/river/1?at={start}-{end}"), RIVER_WORDS);
    let (start, end) = code_points(RIVER, "🌊");
    check_marked(&format!("/articles/river/1?at={start}-{end}"), "🌊");
    check_marked("/articles/river/1?at=0-4", "Река");
    check_marked("/articles/river/1?at=5-10&in=title", "вышла");
}

#[test]
fn an_address_without_words_behind_it_is_refused() {
    let site = Served::new();
    for (path, status) in [
        ("/articles/river/1?at=5-9999", 404),
        ("/articles/river/1?at=9-5", 404),
        ("/articles/river/1?at=5-5", 404),
        ("/articles/river/1?at=x", 400),
        ("/articles/river/1?at=5", 400),
        ("/articles/river/1?at=-5-9", 400),
        ("/articles/river/1?at=99999999999999999999-5", 400),
        ("/articles/river/2", 404),
        ("/articles/river/x", 404),
        ("/articles/none/1", 404),
        ("/stories/none", 404),
        ("/questions/none", 404),
        ("/nowhere", 404),
        ("/stories/%ff", 400),
        ("/?page=2", 404),
        ("/?page=x", 400),
        ("/static/other.css", 404),
        ("/static/..%2f..%2fCargo.toml", 404),
    ] {
        let page = site.get(path);
        assert_eq!(page.status, status, "{path}");
        page.place("To the stories");
    }
    let long = "a".repeat(201);
    assert_eq!(site.get(&format!("/search?q={long}")).status, 400);
    let longer = "a".repeat(4_000);
    assert_eq!(site.get(&format!("/search?q={longer}")).status, 414);
    assert_eq!(site.get(&format!("/stories/{longer}")).status, 414);
}

#[test]
fn a_merged_story_is_redirected_for_good() {
    let answer = Served::new().get("/stories/merged");
    assert_eq!((answer.status, answer.header("location")), (308, Some("/stories/s1")));
}

#[test]
fn every_answer_carries_the_security_headers() {
    let site = Served::new();
    let answers = [
        site.get("/"),
        site.get("/nowhere"),
        site.get("/stories/merged"),
        site.get("/static/other.css"),
        site.ask("POST", "/", "localhost"),
        site.ask("GET", "/", "evil.example"),
        site.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
    ];
    for answer in &answers {
        let policy = answer.header("content-security-policy").unwrap_or("");
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "{}",
            answer.status
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    }
}

#[test]
fn nothing_but_get_and_head_is_answered() {
    let site = Served::new();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        for path in ["/", "/stories/s1", "/nowhere"] {
            let answer = site.ask(method, path, "localhost");
            assert_eq!((answer.status, answer.header("allow")), (405, Some("get, head")), "{method} {path}");
        }
    }
}

#[test]
fn only_our_own_host_names_are_answered() {
    let site = Served::new();
    let own = site.address.to_string();
    for host in ["localhost", "LOCALHOST:80", "127.0.0.1", "[::1]:9", "localhost.", own.as_str()] {
        assert_eq!(site.ask("GET", "/", host).status, 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "news.example"] {
        assert_eq!(site.ask("GET", "/", host).status, 421, "{host}");
    }
    for request in ["GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n"] {
        assert_eq!(site.send(&format!("{request}Connection: close\r\n\r\n")).status, 400, "{request}");
    }
    let named = Options { names: vec!["news.example".to_owned()], ..Options::default() };
    let site = Served::at(Some("0.0.0.0:80"), named);
    for (host, status) in [("news.example", 200), ("10.0.0.1", 200), ("evil.example", 421)] {
        assert_eq!(site.ask("GET", "/", host).status, status, "{host}");
    }
}

#[test]
fn foreign_markup_is_shown_and_never_lives() {
    let site = Served::new();
    for path in PAGES {
        let body = site.get(path).body.to_lowercase();
        // The one script that is ours.
        assert_eq!(body.matches("<script src=\"/static/cite-").count(), 1, "{path}");
        let body = body.replace("<script src=\"/static/cite-", "");
        for alive in ["<script", "<img", "<em>", "<i>9", "<u>", "\"onload", "javascript:", "onerror=alert(1)>"] {
            let harmless = alive == "javascript:" && ["/sources", "/ledger"].contains(&path);
            assert!(harmless || !body.contains(alive), "{alive} in {path}:\n{body}");
        }
        assert!(!body.contains("style=") && !body.contains("href=\"javascript"), "{path}");
    }
    let page = site.get("/articles/odd%2Fid%3Fx%23y/1");
    page.place("&#60;script&#62;alert(&#39;text&#39;)&#60;/script&#62;");
    page.place("No address is known for this article.");
}

#[test]
fn the_original_is_linked_without_a_trace_of_us() {
    let page = Served::new().get("/articles/river/1");
    page.place("href=\"https://listok.example/river?a=1&#38;b=2\" rel=\"noopener nofollow\"");
    page.place("12 May 2026, 03:30");
    page.place("href=\"/stories/s1\"");
}

#[test]
fn other_machines_see_an_extract_and_no_paths() {
    let site = Served::at(Some("0.0.0.0:80"), Options::default());
    let long = "The whole text is with the publisher";
    site.ask("GET", "/articles/river/1", "10.0.0.1").place(long);
    assert!(!site.ask("GET", "/sources", "10.0.0.1").body.contains("/home/reader"));
    assert!(!Served::new().get("/articles/river/1").body.contains(long));
    Served::new().get("/sources").place("/home/reader/private/day.jsonl");
    let proxied = Served::at(None, Options { names: vec!["news.example".to_owned()], ..Options::default() });
    proxied.ask("GET", "/articles/river/1", "news.example").place(long);
    let open = Served::at(Some("0.0.0.0:80"), Options { full_text: true, ..Options::default() });
    assert!(!open.ask("GET", "/articles/river/1", "10.0.0.1").body.contains(long));
}

#[test]
fn style_sheet_and_script_have_names_of_their_content_and_may_be_kept() {
    let site = Served::new();
    let page = site.get("/");
    for (name, kind) in
        [("/static/style-", "text/css; charset=utf-8"), ("/static/cite-", "text/javascript; charset=utf-8")]
    {
        let start = page.place(name);
        let path = page.body[start..].split('"').next().unwrap().to_owned();
        let file = site.get(&path);
        assert_eq!((file.status, file.header("content-type")), (200, Some(kind)));
        assert_eq!(file.header("cache-control"), Some("public, max-age=31536000, immutable"));
        for foreign in ["http:", "https:", "@import", "url(", "import(", "innerHTML", "eval"] {
            assert!(!file.body.contains(foreign), "{path} loads nothing and makes no markup of text: {foreign}");
        }
    }
}

#[test]
fn pages_are_compressed_for_those_who_ask() {
    let site = Served::new();
    let request = "GET /stories/s1 HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n";
    assert!(
        String::from_utf8_lossy(&bytes_of(site.address, request))
            .to_ascii_lowercase()
            .contains("content-encoding: gzip")
    );
}

#[test]
fn a_search_shows_its_words_again() {
    let site = Served::new();
    site.get("/search?q=%D1%80%D0%B5%D0%BA%D0%B0+%22%3E%3Cscript%3E")
        .place("value=\"река &#34;&#62;&#60;script&#62;\"");
    site.get("/search?q=nothing").place("No story and no article holds these words.");
    assert_eq!(site.get("/search?q=%ff%fe").status, 200);
}

/// The program serving, and the address that it printed; it is ended with this value.
struct Program {
    child: Child,
    address: SocketAddr,
}

impl Program {
    fn start(arguments: &[&str], home: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_backstory"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .env_clear()
            .env("TMPDIR", home)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        Self { child, address }
    }

    fn get(&self, path: &str) -> Answer {
        ask(self.address, &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The addresses on a page that begin like this.
fn links(page: &Answer, prefix: &str) -> Vec<String> {
    let links = page.body.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    links.filter(|link| link.starts_with(prefix)).map(|link| link.replace("&#38;", "&")).collect()
}

#[test]
fn the_demo_serves_its_day_without_settings_or_a_store() {
    let home = tempfile::tempdir().unwrap();
    let demo = Program::start(&["demo"], home.path());
    let stories = links(&demo.get("/"), "/stories/");
    assert!(stories.len() >= 5, "{stories:?}");
    let first = demo.get(&stories[0]);
    let cited = links(&first, "/articles/").into_iter().filter(|link| link.contains("?at="));
    for path in stories.into_iter().chain(cited) {
        let page = demo.get(path.trim_end_matches("#at"));
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.body.contains("<mark id=\"at\">"), path.contains("?at="), "{path}");
    }
}

#[test]
fn a_store_that_another_process_holds_is_served_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("held.sqlite");
    let holder = Engine::open(&store, "a test", engine::Options::default()).unwrap();
    let site = Program::start(&["serve", "--every", "15", "--store", store.to_str().unwrap()], home.path());
    site.get("/").place("There are no stories yet.");
    drop(holder);
}

#[test]
fn a_silent_edit_shows_what_it_changed() {
    let home = tempfile::tempdir().unwrap();
    let demo = Program::start(&["demo"], home.path());
    let search = demo.get("/search?q=pit+head");
    let older = links(&search, "/articles/").into_iter().find(|link| !link.contains("?at=")).expect("an article");
    let newest = older.rsplit_once('/').map(|(article, _)| format!("{article}/2")).unwrap();
    let page = demo.get(&newest);
    page.place("What changed since");
    page.place("<del>");
    page.place("<ins>");
    assert_eq!(demo.get(&newest.replace("/2", "/1")).status, 200);
}
