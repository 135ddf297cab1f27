//! The site in a real browser: phone and desk, light and dark, with and without scripts, by keyboard alone.
//! In: headless Chromium over the bundled day. Out: passes and failures; one line where there is no Chromium.
//! Never: a page of another host.

mod axe;
mod chromium;
mod sites;

use chromium::{Chromium, DESK, PHONE, Tab, View};
use serde_json::Value;
use sites::Site;
use std::io::Write;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

const LOOK: &str = include_str!("browser/look.js");

/// Most bytes of a story's page with all that it needs, as they are sent.
const STORY_BYTES_MAX: u64 = 60_000;

static BROWSER: LazyLock<Option<Mutex<(Chromium, Site)>>> = LazyLock::new(|| {
    let Some(mut chromium) = Chromium::start() else {
        let line =
            "skipped: tests of the site in a browser; no chromium is installed (Debian: apt-get install chromium)";
        say(line);
        return None;
    };
    let site = Site::demo(&mut chromium);
    Some(Mutex::new((chromium, site)))
});

/// Says a line past the test runner, which keeps to itself what passing tests print.
fn say(line: &str) {
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// The browser, one test after the other, and the bundled day.
fn browser() -> Option<MutexGuard<'static, (Chromium, Site)>> {
    Some(BROWSER.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
}

/// What a page looks like, or the faults that no page may have.
fn look(tab: &mut Tab<'_>, origin: &str, width: u32) -> (Value, Vec<String>) {
    let seen = tab.ask(LOOK);
    let mut faults = Vec::new();
    if seen["wide"].as_u64() > Some(width.into()) {
        faults.push(format!("wider than its window: {}", seen["beyond"]));
    }
    if seen["shift"].as_f64() != Some(0.0) {
        faults.push(format!("moved while it loaded: {}", seen["shift"]));
    }
    let levels: Vec<u64> = seen["headings"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    let jumps = levels.windows(2).any(|pair| pair[1] > pair[0] + 1);
    if levels.first() != Some(&1) || levels.iter().filter(|level| **level == 1).count() != 1 || jumps {
        faults.push(format!("headings out of order: {levels:?}"));
    }
    for (what, key) in [("an id stands twice", "ids"), ("a link within the page leads nowhere", "dead")] {
        if seen[key].as_array().is_some_and(|found| !found.is_empty()) {
            faults.push(format!("{what}: {}", seen[key]));
        }
    }
    let elsewhere = tab.requests().into_iter().map(|(url, _)| url).filter(|url| !url.starts_with(origin));
    faults.extend(elsewhere.map(|url| format!("asked another host: {url}")));
    faults.extend(tab.complaints().into_iter().filter(|complaint| !complaint.contains("status of 404")));
    (seen, faults)
}

#[test]
fn every_page_fits_stands_still_and_asks_nobody_else() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(PHONE);
    for (kind, url) in &site.pages {
        let texts = [PHONE, View { scripts: false, ..PHONE }, DESK].map(|view| {
            tab.view(view);
            tab.go(url);
            let (seen, faults) = look(&mut tab, &site.origin, view.width);
            assert!(faults.is_empty(), "{kind}, {view:?}: {faults:#?}");
            seen["text"].clone()
        });
        assert_eq!(texts[0], texts[1], "{kind}: says the same without scripts");
    }
}

#[test]
fn faults_of_a_page_are_seen() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(PHONE);
    let faulty = "data:text/html,<!doctype html><meta name=viewport content=width=device-width><a href=%23gone>x</a><b id=a></b><b id=a></b>\
        <h1>A</h1><h3>B</h3><div id=slot></div><p>moved</p><img src=http://127.0.0.1:9/x><div style=width:900px>wide</div>\
        <script>requestAnimationFrame(()=>setTimeout(()=>slot.style.height='300px'))</script>";
    tab.go(faulty);
    let (_, faults) = look(&mut tab, &site.origin, PHONE.width);
    for fault in ["wider than", "moved while", "headings out", "stands twice", "leads nowhere", "another host: http:"] {
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault}: {faults:#?}");
    }
}

/// The mean of red, green and blue of a colour as the browser writes it.
fn lightness(colour: &Value) -> f64 {
    let numbers = colour.as_str().unwrap().trim_start_matches("rgb(").trim_end_matches(')').split(',');
    numbers.map(|number| number.trim().parse::<f64>().unwrap()).sum::<f64>() / 3.0
}

#[test]
fn every_page_is_dark_where_that_is_asked_for() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(DESK);
    for (kind, url) in &site.pages {
        tab.go(url);
        let shades = [false, true].map(|dark| {
            tab.view(View { dark, ..DESK });
            lightness(&tab.ask("getComputedStyle(document.body).backgroundColor"))
        });
        assert!(shades[0] > 200.0 && shades[1] < 60.0, "{kind}: light {} and dark {}", shades[0], shades[1]);
    }
}

#[test]
fn the_first_tab_offers_to_skip_to_the_text() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(PHONE);
    for (kind, url) in &site.pages {
        for view in [PHONE, View { scripts: false, ..DESK }] {
            tab.view(view);
            // An address with a part (`#at`) begins there, not at the top.
            tab.go(url.split('#').next().unwrap());
            tab.tab_key(1);
            let place = tab.ask(
                "(() => { const e = document.activeElement, r = e.getBoundingClientRect(); return [e.className, r.left, r.top, r.right]; })()",
            );
            assert_eq!(place[0], "skip", "{kind}, {view:?}");
            let inside = |at: usize| place[at].as_f64().is_some_and(|at| (0.0..=f64::from(view.width)).contains(&at));
            assert!(inside(1) && inside(2) && inside(3), "{kind}: the link cannot be seen: {place}");
            tab.enter_key();
            assert_eq!(tab.ask("document.activeElement.id"), "main", "{kind}, {view:?}");
            tab.tab_key(1);
            let follows = tab.ask(
                "document.querySelector('main').contains(document.activeElement) || !document.querySelector('main a')",
            );
            assert_eq!(follows, true, "{kind}: what follows stands in the text");
        }
    }
}

/// Notes each element that is focused, and whether that can be seen.
const NOTE_FOCUS: &str = "window.focused = []; addEventListener('focusin', event => {
    const style = getComputedStyle(event.target);
    focused.push([event.target, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]); });";

/// Controls that were not focused, focused out of order, or without a sign of it.
const MISSED: &str = "(() => {
    const wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter(e => e.checkVisibility() && e.type !== 'hidden');
    const said = e => e.outerHTML.slice(0, 120);
    const order = focused.map(([e]) => e).filter(e => wanted.includes(e));
    const missed = wanted.filter((e, at) => order[at] !== e).slice(0, 3).map(e => 'not in turn: ' + said(e));
    const unseen = focused.filter(([e, seen]) => wanted.includes(e) && !seen).slice(0, 3).map(([e]) => 'no sign of focus: ' + said(e));
    return { count: wanted.length, faults: [...missed, ...unseen] }; })()";

#[test]
fn every_control_is_reached_by_keyboard_and_shows_it() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(DESK);
    for (kind, url) in &site.pages {
        tab.go(url.split('#').next().unwrap());
        let count = tab.ask(&format!("{NOTE_FOCUS} ({MISSED}).count")).as_u64().unwrap();
        assert!(count >= 4, "{kind}: {count} controls");
        tab.tab_key(usize::try_from(count).unwrap());
        let missed = tab.ask(MISSED);
        assert_eq!(missed["faults"], serde_json::json!([]), "{kind}");
    }
    tab.go("data:text/html,<a href=x tabindex=-1>a</a><a href=y style=outline:none>b</a>");
    tab.ask(NOTE_FOCUS);
    tab.tab_key(2);
    let faults = tab.ask(MISSED)["faults"].to_string();
    assert!(faults.contains("not in turn") && faults.contains("no sign of focus"), "{faults}");
}

/// Whether the marked words can be seen, and stand out from the page.
const MARKED: &str = "(async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const mark = document.querySelector('mark#at'); if (!mark) return 'nothing is marked';
    const r = mark.getBoundingClientRect(), top = r.top >= 0 && r.top < innerHeight;
    if (!top || r.width === 0) return `the words are out of sight: ${r.top} of ${innerHeight}`;
    const shade = e => getComputedStyle(e).backgroundColor;
    return shade(mark) === shade(document.body) ? 'the words do not stand out' : ''; })()";

#[test]
fn a_citation_leads_to_its_words_in_sight() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(PHONE);
    tab.go(site.page("story"));
    let links =
        tab.ask("[...document.querySelectorAll('.markers a')].filter(e => e.checkVisibility()).map(e => e.href)");
    let links: Vec<&str> = links.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(links.len() > 20, "{links:?}");
    for (number, link) in links.iter().step_by(6).enumerate() {
        let view = [PHONE, DESK, View { scripts: false, ..PHONE }, View { dark: true, ..DESK }][number % 4];
        tab.view(view);
        tab.go(link);
        assert_eq!(tab.ask(MARKED), "", "{link}, {view:?}");
    }
    tab.go(site.page("article, whole"));
    assert_eq!(tab.ask(MARKED), "nothing is marked");
}

/// Waits until the box of the cited words shows or hides, and says what it holds.
const CITED: &str = "new Promise(done => { const wait = () => { const box = document.getElementById('cited');
    if (box.hidden === HIDDEN) done([box.textContent, document.activeElement.getAttribute('aria-describedby'),
        box.getBoundingClientRect().right <= innerWidth && box.getBoundingClientRect().left >= 0]);
    else requestAnimationFrame(wait); }; wait(); })";

#[test]
fn pointing_at_a_citation_shows_its_words() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(DESK);
    tab.go(site.page("article"));
    let words = tab.ask("document.querySelector('mark#at').textContent");
    let words = words.as_str().unwrap();
    for view in [DESK, PHONE] {
        tab.view(view);
        tab.go(site.page("story"));
        tab.point_at(".lead .markers a");
        let shown = tab.ask(&CITED.replace("HIDDEN", "false"));
        assert!(shown[0].as_str().unwrap().starts_with(words), "{words:?} and {shown}");
        assert_eq!(shown[2], true, "{view:?}: the box is within the window");
        tab.point_at("h2");
        tab.ask(&CITED.replace("HIDDEN", "true"));
    }
    // By keyboard too, where the words describe the link.
    tab.ask("document.querySelector('.lead .markers a').focus()");
    let shown = tab.ask(&CITED.replace("HIDDEN", "false"));
    assert!(shown[0].as_str().unwrap().starts_with(words) && shown[1] == "cited", "{shown}");
    assert!(tab.complaints().is_empty(), "{:?}", tab.complaints());
}

#[test]
fn a_sentence_in_another_language_says_so() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(PHONE);
    tab.go(site.page("story in two languages"));
    // Words that stand in nearly every German sentence and in no English one.
    let languages = "[...document.querySelectorAll('.sentence')].map(e =>
        [/(^| )(der|und|von|nicht|sind|das|im|bis|zum|beim|mit)( |$)/i.test(e.textContent), e.closest('[lang]').lang, e.textContent])";
    let sentences = tab.ask(languages);
    let (mut german, mut english) = (0, 0);
    for sentence in sentences.as_array().unwrap() {
        let is_german = sentence[0] == true;
        assert_eq!(sentence[1], if is_german { "de" } else { "en" }, "{sentence}");
        if is_german { german += 1 } else { english += 1 }
    }
    assert!(german >= 3 && english >= 3, "{german} German and {english} English sentences");
}

#[test]
fn a_paper_from_right_to_left_reads_that_way() {
    let Some(mut held) = browser() else { return };
    let (chromium, _) = &mut *held;
    let folder = tempfile::tempdir().unwrap();
    let site = Site::right_to_left(folder.path());
    let mut tab = chromium.tab(PHONE);
    tab.go(&site.origin);
    let story = tab.ask("document.querySelector('.front h3 a').href");
    let category = tab.ask("document.querySelector('.category h2 a').href");
    tab.go(story.as_str().unwrap());
    let article = tab.ask("document.querySelector('.lead .markers a').href");
    let addresses = [&story, &category, &article].map(|url| url.as_str().unwrap());
    let looked_at = [
        (site.origin.as_str(), ".front h3 a"),
        (addresses[1], ".front h2 a"),
        (addresses[0], "h1, .sentence"),
        (addresses[2], "h1, .body p"),
    ];
    for (url, selector) in looked_at {
        for view in [PHONE, DESK] {
            tab.view(view);
            tab.go(url);
            let (_, faults) = look(&mut tab, &site.origin, view.width);
            assert!(faults.is_empty(), "{url}: {faults:?}");
            // A block of Arabic is set from the right; a sentence within a line runs that way.
            let wrong = format!(
                "[...document.querySelectorAll({selector:?})].filter(e => /[\\u0600-\\u06ff]/.test(e.textContent) &&
                 (getComputedStyle(e).direction !== 'rtl' || !e.closest('[lang=ar]'))).map(e => e.outerHTML)"
            );
            assert_eq!(tab.ask(&wrong), serde_json::json!([]), "{url}");
            // A time beside an Arabic name stays whole.
            let torn = "[...document.querySelectorAll('li b, li time')].filter(e => getComputedStyle(e).unicodeBidi !== 'isolate').length";
            assert_eq!(tab.ask(torn), 0, "{url}");
            let count = tab.ask(&format!("document.querySelectorAll({selector:?}).length"));
            assert!(count.as_u64() > Some(0), "{url}");
        }
    }
}

#[test]
fn a_story_is_small_on_a_slow_line() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(PHONE);
    tab.call("Network.setCacheDisabled", serde_json::json!({"cacheDisabled": true}));
    tab.go(&site.origin);
    let stories = tab.ask("[...document.querySelectorAll('.front h2 a')].map(e => e.href)");
    // The front page ranks the stories with most to say first.
    for story in stories.as_array().unwrap().iter().filter_map(Value::as_str).take(6) {
        tab.go(story);
        tab.ask("new Promise(done => requestAnimationFrame(done))");
        let requests = tab.requests();
        let bytes: u64 = requests.iter().map(|(_, bytes)| bytes).sum();
        assert!(requests.len() >= 2 && requests.iter().all(|(_, bytes)| *bytes > 0), "{requests:?}");
        assert!(bytes < STORY_BYTES_MAX, "{story}: {requests:?}");
    }
}

#[test]
fn a_printed_page_has_its_text_and_no_controls() {
    let Some(mut held) = browser() else { return };
    let (chromium, site) = &mut *held;
    let mut tab = chromium.tab(View { dark: true, ..DESK });
    for (kind, url) in &site.pages {
        tab.go(url);
        tab.print();
        let seen = tab.ask(
            "[[...document.querySelectorAll('nav, form, .skip')].filter(e => e.checkVisibility()).map(e => e.outerHTML),
              getComputedStyle(document.body).color, getComputedStyle(document.querySelector('h1')).color,
              document.querySelector('h1').checkVisibility()]",
        );
        assert_eq!(seen[0], serde_json::json!([]), "{kind}");
        assert!(lightness(&seen[1]) < 60.0 && lightness(&seen[2]) < 120.0 && seen[3] == true, "{kind}: {seen}");
        tab.view(DESK);
    }
}
