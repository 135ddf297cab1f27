//! axe-core over every kind of page. In: its script, where npm has put it. Out: serious and critical faults.
//! Never: a download; .ci/run installs the pinned version, and without it one line says that this was skipped.

use super::super::files::root;
use super::chromium::{DESK, PHONE, Tab, View};
use super::{Site, browser, say};
use serde_json::Value;

/// Where npm puts the script: in the folder that it is run in, outside git.
const SCRIPT: &str = "node_modules/axe-core/axe.min.js";

/// Faults of axe-core's own rules, each in a line.
const RUN: &str = "axe.run(document, { resultTypes: ['violations'], RULES }).then(found => found.violations
    .filter(rule => ['serious', 'critical'].includes(rule.impact))
    .map(rule => `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map(node => node.html + ' ' + node.failureSummary).join(' | ')}`))";

/// What there is in other colours: their contrast alone.
const COLOURS: &str = "runOnly: ['color-contrast']";

fn faults(tab: &mut Tab<'_>, rules: &str) -> Value {
    tab.ask(&RUN.replace("RULES", rules))
}

#[test]
fn axe_finds_no_serious_fault_on_any_page() {
    let Some(mut held) = browser() else { return };
    let Ok(script) = std::fs::read_to_string(root().join(SCRIPT)) else {
        let line = "skipped: axe-core over the site; it is not installed (npm install --no-save axe-core, see .ci/run)";
        say(line);
        return;
    };
    let (chromium, Site { pages, .. }) = &mut *held;
    let mut tab = chromium.tab(PHONE);
    for (kind, url) in &*pages {
        tab.view(PHONE);
        tab.go(url);
        tab.ask(&script);
        assert_eq!(faults(&mut tab, ""), serde_json::json!([]), "{kind}");
        tab.view(View { dark: true, ..DESK });
        assert_eq!(faults(&mut tab, COLOURS), serde_json::json!([]), "{kind}, dark and wide");
    }
    for (rules, planted) in [("", "image-alt"), (COLOURS, "color-contrast")] {
        tab.go("data:text/html,<img src=x><p style=color:silver>pale</p>");
        tab.ask(&script);
        let found = faults(&mut tab, rules).to_string();
        assert!(found.contains(planted), "{found}");
    }
}
