//! The pages of topics, outlets, categories and searches. In: requests over a loopback socket. Out: passes and failures.
//! Never: a list without an end; each is paged.

use super::shelf::{CATEGORY, HOSTILE_OUTLET};
use super::{Program, Served, links};
use backstory::model::OutletId;

#[test]
fn a_topic_shows_its_descriptions_entries_and_stories() {
    let site = Served::new();
    let page = site.get("/topics/t1");
    let described = page.place("Zelmá is a town.");
    for part in [
        "<h1 dir=\"auto\">Zelmá &#60;i&#62;</h1>",
        "<span>place</span>",
        "href=\"/articles/river/1?at=",
        "on <time datetime=\"2026-05-12\">12 May 2026</time>",
        "<time datetime=\"2025-10\">October 2025</time>",
        "in <a href=\"/stories/s1\"",
        "3 articles, 2 independent reports",
    ] {
        page.place(part);
    }
    assert!(described < page.place("In other words</h3>"));
    assert!(page.place("In other words</h3>") < page.place("A &#60;script&#62;alert(&#39;sentence&#39;)"));
    let silent = site.get("/topics/t0");
    silent.place("No story describes it any more.");
    silent.place("href=\"/search?q=%22Zelm%C3%A1+%3Ci%3E%22\"");
}

#[test]
fn an_outlet_shows_what_is_its_own_and_what_is_copied() {
    let page = Served::new().get(&format!("/outlets/{}", OutletId::derive(HOSTILE_OUTLET).unwrap()));
    for part in [
        "&#60;u&#62;Outlet&#60;/u&#62;",
        "It takes part in 1 story: 1 report of its own, 1 copy or rewrite of another text.",
        "Only here:",
        "Only here.</span>",
        "href=\"/articles/odd%2Fid%3Fx%23y/1\"",
        "copy of <a href=\"/articles/river/1\">this article</a>",
        "94 % of it",
    ] {
        page.place(part);
    }
}

#[test]
fn names_lead_to_their_pages() {
    let site = Served::new();
    let outlet = |name: &str| format!("href=\"/outlets/{}\"", OutletId::derive(name).unwrap());
    let story = site.get("/stories/s1");
    story.place("<h3><a href=\"/topics/t1\" dir=\"auto\">Zelmá</a>");
    for name in ["Zelmá Листок", "Morning Copy", "outlet.example", HOSTILE_OUTLET] {
        story.place(&outlet(name));
    }
    for path in ["/", "/articles/river/1", "/search?q=river"] {
        site.get(path).place(&outlet("Zelmá Листок"));
    }
    assert_eq!(OutletId::derive("www.outlet.example"), OutletId::derive(" Outlet.example"));
}

#[test]
fn stories_stand_under_their_categories() {
    let site = Served::new();
    let front = site.get("/");
    let address = "/categories/Land%20%26%20%3Cb%3ERivers%3C%2Fb%3E";
    front.place(&format!("<a href=\"{address}\">Land &#38; &#60;b&#62;Rivers&#60;/b&#62;</a></h2>"));
    front.place("href=\"/?page=1\"");
    assert!(front.body.contains("<h3><a href=\"/stories/s1\""), "a story stands under its category");
    let category = site.get(address);
    assert_eq!(category.status, 200);
    category.place("<h2><a href=\"/stories/s1\"");
    category.place("aria-current=\"page\"");
    site.get("/?page=1").place("<h2><a href=\"/stories/s1\"");
    assert_eq!(site.get("/categories/none").status, 404);
    assert_eq!(site.get(&format!("{address}?page=2")).status, 404);
    assert_eq!(CATEGORY, "Land & <b>Rivers</b>");
}

#[test]
fn a_search_is_asked_by_fields_that_keep_what_was_written() {
    let site = Served::new();
    let page = site.get("/search?q=river&outlet=Morning+Copy&language=ru&from=2026-05-01&to=2026-05-31");
    for part in [
        "Search: river, outlet Morning Copy, language ru, from 2026-05-01, to 2026-05-31",
        "name=\"outlet\" list=\"outlets\" maxlength=\"200\" value=\"Morning Copy\"",
        "<option selected>ru</option>",
        "name=\"from\" inputmode=\"numeric\" maxlength=\"10\" placeholder=\"2026-05-31\" value=\"2026-05-01\"",
        "name=\"to\" inputmode=\"numeric\" maxlength=\"10\" placeholder=\"2026-05-31\" value=\"2026-05-31\"",
        "<option value=\"&#60;u&#62;Outlet&#60;/u&#62;&#34;onload=x\">",
        "href=\"/search/feed.atom?q=river&#38;outlet=Morning+Copy&#38;language=ru&#38;from=2026-05-01&#38;to=2026-05-31\"",
    ] {
        page.place(part);
    }
}

#[test]
fn a_day_that_is_none_is_named_on_the_page() {
    let site = Served::new();
    for (query, words) in [
        ("from=yesterday", "“From” is no day: days are written like 2026-05-31."),
        ("to=2026-02-30", "“To” is no day: days are written like 2026-05-31."),
        ("from=2026-05-31&to=2026-05-01", "“From” is a later day than “To”: nothing can lie between them."),
    ] {
        let page = site.get(&format!("/search?q=river&{query}"));
        assert_eq!(page.status, 400, "{query}");
        page.place(words);
        page.place("<form class=\"filters\"");
        page.place("value=\"river\"");
    }
}

#[test]
fn pages_without_end_or_beginning_are_refused() {
    let site = Served::new();
    let outlet = format!("/outlets/{}", OutletId::derive(HOSTILE_OUTLET).unwrap());
    for (path, status) in [
        ("/topics/none", 404),
        ("/outlets/none", 404),
        ("/topics/t1?page=2", 404),
        (&format!("{outlet}?page=2"), 404),
        ("/topics/t1?page=0", 400),
        (&format!("{outlet}?page=x"), 400),
        ("/search?q=river&page=-1", 400),
        ("/search?q=river&page=99999999999999999999", 400),
        ("/search?q=river&page=9", 200),
        ("/?page=0", 400),
    ] {
        assert_eq!(site.get(path).status, status, "{path}");
    }
    site.get("/topics/none").place("To the stories");
}

#[test]
fn a_question_that_is_asked_no_more_leads_to_its_story() {
    let site = Served::new();
    for (id, status) in [("merged", 308), ("dropped", 307)] {
        let answer = site.get(&format!("/questions/{id}"));
        assert_eq!((answer.status, answer.header("location")), (status, Some("/stories/s1#questions")), "{id}");
    }
}

#[test]
fn every_link_of_the_demo_to_a_topic_or_outlet_leads_somewhere() {
    let home = tempfile::tempdir().unwrap();
    let demo = Program::start(&["demo"], home.path());
    let mut seen = std::collections::BTreeSet::new();
    for story in links(&demo.get("/"), "/stories/").iter().take(4) {
        let page = demo.get(story);
        seen.extend(links(&page, "/topics/").into_iter().chain(links(&page, "/outlets/")));
    }
    assert!(seen.len() > 6, "{seen:?}");
    for path in &seen {
        let page = demo.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(!links(&page, "/stories/").is_empty(), "{path} names no story");
    }
}
