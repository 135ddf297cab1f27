//! The sites that the browser looks at: the bundled day, and a small paper written from right to left.
//! In: the program. Out: addresses of pages. Never: a server that outlives the tests.

use super::super::files::root;
use super::chromium::{Chromium, PHONE};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Serves until the input closes, which it does when the tests end, however they end.
const UNTIL_CLOSED: &str = r#""$0" "$@" & served=$!; read -r _; kill "$served"; wait "$served""#;

/// Where a page of some kind is found.
enum Place {
    /// Under this address.
    At(&'static str),
    /// Behind the first link like this on a page of another kind, which stands before it in the table.
    Behind(&'static str, &'static str),
}
use Place::{At, Behind};

/// Every kind of page, and where one of it is. A new kind of page needs a line here, and every test looks at it.
const KINDS: &[(&str, Place)] = &[
    ("front", At("/")),
    ("story", Behind("front", ".front h2 a")),
    ("story in two languages", Behind("front", "li:nth-child(4) h2 a")),
    ("question", Behind("story", "a[href^='/questions/']")),
    ("article", Behind("story", ".lead a[href*='?at=']")),
    ("article, whole", Behind("story", "#papers .list a")),
    ("topic", Behind("story", "#topics h3 a")),
    ("outlet", Behind("story", "#papers a.outlet")),
    ("search", At("/search?q=compound")),
    ("search with filters", At("/search?language=de&from=2001-01-01")),
    ("search in vain", At("/search?q=xylophone")),
    ("search, not asked", At("/search")),
    ("sources", At("/sources")),
    ("ledger", At("/ledger")),
    ("nowhere", At("/stories/none")),
];

/// Some site that is served.
pub(super) struct Site {
    pub(super) origin: String,
    /// Kinds of pages with their addresses.
    pub(super) pages: Vec<(&'static str, String)>,
    /// Its input stays open as long as it is held.
    _child: Child,
}

impl Site {
    /// The bundled day, with a page of every kind.
    pub(super) fn demo(chromium: &mut Chromium) -> Self {
        let mut site = Self::serve(&["demo"]);
        let mut tab = chromium.tab(PHONE);
        for (kind, place) in KINDS {
            let address = match place {
                At(path) => format!("{}{path}", site.origin),
                Behind(on, link) => {
                    tab.go(site.page(on));
                    let href = tab.ask(&format!("document.querySelector({link:?})?.href"));
                    href.as_str().unwrap_or_else(|| panic!("no {link} on the page {on}")).to_owned()
                }
            };
            site.pages.push((kind, address));
        }
        site
    }

    /// Reports in Arabic, see tests/data/days/languages.
    pub(super) fn right_to_left(folder: &Path) -> Self {
        let (store, day) = (folder.join("day.sqlite"), folder.join("day.jsonl"));
        std::fs::write(&day, right_to_left_day()).unwrap();
        let store = store.to_str().unwrap();
        let common = ["--store", store, "--now", "2031-04-20T00:00:00Z"];
        for arguments in [&["import", "--category", "World", day.to_str().unwrap()][..], &["run"]] {
            let run = Command::new(env!("CARGO_BIN_EXE_backstory")).args(arguments).args(common).output().unwrap();
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        }
        Self::serve(&["serve", "--every", "0", "--store", store])
    }

    fn serve(arguments: &[&str]) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", UNTIL_CLOSED, env!("CARGO_BIN_EXE_backstory")])
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let origin = line.trim().trim_end_matches('/').to_owned();
        assert!(origin.starts_with("http://127.0.0.1:"), "{origin:?}");
        Self { origin, pages: Vec::new(), _child: child }
    }

    /// The address of a page of this kind.
    pub(super) fn page(&self, kind: &str) -> &str {
        let page = self.pages.iter().find(|(known, _)| *known == kind);
        &page.unwrap_or_else(|| panic!("no kind of page is called {kind}")).1
    }
}

/// The Arabic reports as JSON lines.
fn right_to_left_day() -> String {
    let text = std::fs::read_to_string(root().join("tests/data/days/languages/ar.txt")).unwrap();
    let mut lines = String::new();
    for (number, report) in text.split("=== ").skip(1).enumerate() {
        let (head, body) = report.split_once('\n').unwrap();
        let parts: Vec<&str> = head.split(" | ").collect();
        let article = json!({"id": format!("ar-{number}"), "published": parts[1], "outlet": parts[2], "title": parts[3],
            "text": body.trim(), "url": format!("https://ar.example/{number}")});
        lines.push_str(&format!("{article}\n"));
    }
    lines
}
