//! The ledger's page, the health of sources, and who did not cover a story. In: requests over a loopback socket.
//! Out: passes and failures. Never: a path of this machine on another one.

use super::{Options, Served};
use backstory::model::SourceId;

#[test]
fn the_ledger_shows_lines_sums_and_size() {
    let page = Served::new().get("/ledger");
    for part in [
        "The archive takes 12.3 MB.",
        "<b>12 May 2026</b> <span>listing received: 41</span>",
        "<a href=\"https://listok.example/%3Cb%3E\" rel=\"noopener nofollow\" dir=\"auto\">https://listok.example/&#60;b&#62;</a>",
        "<span>item failed</span>",
        "<span>7 items</span> <span>status 503</span> <span>2 kB</span> <span>3 times that day</span>",
        "no &#60;script&#62;reply&#60;/script&#62;; try &#60;i&#62;later&#60;/i&#62;",
        "/home/reader/private/day.jsonl line 3",
        "<a rel=\"next\" href=\"/ledger?page=2\">",
    ] {
        page.place(part);
    }
    assert!(!page.body.contains("href=\"javascript:"));
}

#[test]
fn the_ledger_is_filtered_by_its_address() {
    let site = Served::new();
    let page = site.get("/ledger?outcome=failed&day=2026-05-12");
    page.place("<option selected>failed</option>");
    page.place("value=\"2026-05-12\"");
    assert!(page.body.contains("item failed") && !page.body.contains("item received"));
    let feed = SourceId::derive("https://listok.example/feed");
    let of_feed = site.get(&format!("/ledger?source={feed}"));
    assert!(!of_feed.body.contains("day.jsonl line 3"));
    of_feed.place(&format!("<option value=\"{feed}\" selected>https://listok.example/feed</option>"));
    of_feed.place(&format!("href=\"/ledger?source={feed}&#38;page=2\""));
    site.get("/ledger?outcome=failed&page=2").place("There is no such line.");
    for wrong in ["day=tomorrow", "outcome=lost"] {
        let answer = site.get(&format!("/ledger?{wrong}"));
        assert_eq!(answer.status, 400, "{wrong}");
        answer.place("role=\"alert\"");
    }
    assert_eq!(site.get("/ledger?page=0").status, 400);
}

#[test]
fn other_machines_see_no_paths_in_the_ledger() {
    let site = Served::at(Some("0.0.0.0:80"), Options::default());
    for path in ["/ledger", "/sources", "/stories/s1"] {
        let page = site.ask("GET", path, "10.0.0.1");
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("/home/reader"), "{path}");
    }
    site.ask("GET", "/ledger", "10.0.0.1").place("<span dir=\"auto\">day.jsonl line 3</span>");
}

#[test]
fn sources_say_how_they_are_doing() {
    let page = Served::new().get("/sources");
    for part in [
        "<b>fresh</b> <span>received, with something new in the last 7 days</span> <span>last new <time",
        "<span>last received <time",
        "<span>now at https://new.example/feed</span>",
        "<span>12 % of its articles cut or behind a wall</span>",
        "<b>failing</b>",
        "/home/reader: &#60;b&#62;",
        "<a href=\"/ledger\">The ledger</a>",
    ] {
        page.place(part);
    }
    let feed = SourceId::derive("https://listok.example/feed");
    page.place(&format!("<a href=\"/ledger?source={feed}\">its ledger</a>"));
}

#[test]
fn a_story_names_the_sources_that_did_not_cover_it() {
    let page = Served::new().get("/stories/s1");
    for part in [
        "<summary>32 sources in your set did not cover it; of 1 that is not known</summary>",
        "Their feeds were read on 12 May 2026, and nothing of them is in this story.",
        "Silent &#60;b&#62;Paper&#60;/b&#62;</span> <span class=\"facts\"><span>read 4 times, up to 20 items, last <time",
        "<li>and 2 more</li>",
        "<span dir=\"auto\">broken.example</span> <span class=\"facts\"><span>failed: too slow</span>",
        "<code>backstory ledger --story s1</code>",
    ] {
        page.place(part);
    }
}
