//! A headless Chromium, driven over its DevTools pipe. In: addresses, keys, scripts. Out: what the page says to them.
//! Never: a download of a browser, a port of its own, or a wait without an end.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Programs that are Chromium, by name.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Longest wait for one answer: an answer takes milliseconds, a browser's start on a busy machine seconds.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// The pipe is handed over as descriptors 3 and 4; the profile goes when the browser does, which is when the pipe closes.
const START: &str = r#"profile=$(mktemp -d) || exit 1
"$0" "$@" --user-data-dir="$profile" about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1
rm -rf "$profile""#;

/// One browser without a window. `--no-sandbox` because continuous integration runs as root; only our own pages are opened.
const OPTIONS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
];

/// The browser.
pub(super) struct Chromium {
    commands: ChildStdin,
    _child: Child,
    messages: Receiver<Value>,
    events: Vec<Value>,
    last: u64,
}

/// How a page is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// Width in CSS pixels.
    pub(super) width: u32,
    pub(super) dark: bool,
    pub(super) scripts: bool,
}

/// A phone, scripts on, light.
pub(super) const PHONE: View = View { width: 360, dark: false, scripts: true };
/// A desk, scripts on, light.
pub(super) const DESK: View = View { width: 1_280, dark: false, scripts: true };

/// Height of the window in CSS pixels: that of a common phone.
const HEIGHT: u32 = 740;

impl Chromium {
    /// Starts one; nothing where there is none.
    pub(super) fn start() -> Option<Self> {
        let path = std::env::var_os("PATH")?;
        let program = std::env::split_paths(&path)
            .flat_map(|folder| NAMES.map(|name| folder.join(name)))
            .find(|program| program.is_file())?;
        let mut child = Command::new("sh")
            .args(["-c", START])
            .arg(program)
            .args(OPTIONS)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (sender, messages) = channel();
        let mut answers = BufReader::new(child.stdout.take()?);
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            while answers.read_until(0, &mut bytes).is_ok_and(|count| count > 0) {
                bytes.pop();
                let Ok(message) = serde_json::from_slice(&bytes) else { break };
                if sender.send(message).is_err() {
                    break;
                }
                bytes.clear();
            }
            let _ = answers.read_to_end(&mut bytes);
        });
        Some(Self { commands: child.stdin.take()?, _child: child, messages, events: Vec::new(), last: 0 })
    }

    fn send(&mut self, session: Option<&str>, method: &str, params: Value) -> u64 {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = serde_json::to_vec(&message).unwrap();
        bytes.push(0);
        self.commands.write_all(&bytes).expect("the browser has ended");
        self.last
    }

    /// The next message of the browser.
    fn receive(&mut self) -> Value {
        self.messages.recv_timeout(ANSWER_WITHIN).expect("the browser says nothing any more")
    }

    /// What the browser answers to a command; what happens meanwhile is kept.
    fn answer(&mut self, id: u64) -> Value {
        loop {
            let mut message = self.receive();
            if message["id"] == id {
                assert!(message["error"].is_null(), "{message}");
                return message["result"].take();
            }
            if message["id"].is_null() {
                self.events.push(message);
            }
        }
    }

    fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> Value {
        let id = self.send(session, method, params);
        self.answer(id)
    }

    /// A tab of its own that looks at pages in this way.
    pub(super) fn tab(&mut self, view: View) -> Tab<'_> {
        let target = self.call(None, "Target.createTarget", json!({"url": "about:blank"}));
        let target = target["targetId"].as_str().unwrap().to_owned();
        let session = self.call(None, "Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        let session = session["sessionId"].as_str().unwrap().to_owned();
        let mut tab = Tab { chromium: self, target, session, scripts: true, page: String::new() };
        for domain in ["Page", "Network", "Log", "Runtime"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        tab.call("Emulation.setFocusEmulationEnabled", json!({"enabled": true}));
        tab.view(view);
        tab
    }
}

/// One tab; it closes with this value.
pub(super) struct Tab<'a> {
    chromium: &'a mut Chromium,
    target: String,
    session: String,
    scripts: bool,
    /// The page that is open, without its part.
    page: String,
}

impl Tab<'_> {
    pub(super) fn call(&mut self, method: &str, params: Value) -> Value {
        self.chromium.call(Some(&self.session), method, params)
    }

    /// Looks at pages in another way from now on.
    pub(super) fn view(&mut self, view: View) {
        let mobile = view.width < 600;
        let size = json!({"width": view.width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": mobile});
        self.call("Emulation.setDeviceMetricsOverride", size);
        let scheme = if view.dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", json!({"media": "", "features": features}));
        self.scripts = view.scripts;
        self.allow_scripts(view.scripts);
    }

    fn allow_scripts(&mut self, allowed: bool) {
        self.call("Emulation.setScriptExecutionDisabled", json!({"value": !allowed}));
    }

    /// Looks at pages as a printer would.
    pub(super) fn print(&mut self) {
        self.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
    }

    /// Opens a page and waits until it is loaded.
    pub(super) fn go(&mut self, url: &str) {
        let page = url.split('#').next().unwrap_or(url);
        // The way to another part of the page that is open loads nothing; so it is left first.
        if self.page == page {
            self.load("about:blank");
        }
        self.load(url);
        page.clone_into(&mut self.page);
    }

    fn load(&mut self, url: &str) {
        self.events().clear();
        let begun = self.call("Page.navigate", json!({"url": url}));
        assert!(begun["errorText"].is_null(), "{url}: {begun}");
        self.loaded();
    }

    /// Waits until a page is loaded.
    fn loaded(&mut self) {
        let is_load = |message: &Value| message["method"] == "Page.loadEventFired";
        while !self.events().iter().any(is_load) {
            let message = self.chromium.receive();
            self.chromium.events.push(message);
        }
    }

    fn events(&mut self) -> &mut Vec<Value> {
        let session = self.session.as_str();
        self.chromium.events.retain(|event| event["sessionId"] == session);
        &mut self.chromium.events
    }

    /// What a script says about the page, scripts of its own allowed or not.
    pub(super) fn ask(&mut self, script: &str) -> Value {
        let params = json!({"expression": script, "awaitPromise": true, "returnByValue": true});
        // Frames can be waited for only where scripts are allowed; those of the page have had their time.
        self.allow_scripts(true);
        let mut said = self.call("Runtime.evaluate", params);
        self.allow_scripts(self.scripts);
        assert!(said["exceptionDetails"].is_null(), "{script}: {said}");
        said["result"]["value"].take()
    }

    /// Presses Tab so many times.
    pub(super) fn tab_key(&mut self, times: usize) {
        let key = |kind: &str| json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
        let mut sent = 0;
        for _ in 0..times {
            for kind in ["rawKeyDown", "keyUp"] {
                sent = self.chromium.send(Some(&self.session), "Input.dispatchKeyEvent", key(kind));
            }
        }
        self.chromium.answer(sent);
    }

    /// Presses Enter.
    pub(super) fn enter_key(&mut self) {
        for kind in ["keyDown", "keyUp"] {
            let key = json!({"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"});
            self.call("Input.dispatchKeyEvent", key);
        }
    }

    /// Moves the pointer onto the middle of the first element like this.
    pub(super) fn point_at(&mut self, selector: &str) {
        let middle = format!(
            "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{block: 'center', behavior: 'instant'}});
               const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        );
        let at = self.ask(&middle);
        self.call("Input.dispatchMouseEvent", json!({"type": "mouseMoved", "x": at[0], "y": at[1]}));
    }

    /// Addresses that the page has asked for, with the bytes that came, head and body, as they were sent.
    pub(super) fn requests(&mut self) -> Vec<(String, u64)> {
        let events = self.events();
        let bytes_of = |id: &Value| {
            let done =
                |event: &&Value| event["method"] == "Network.loadingFinished" && event["params"]["requestId"] == *id;
            events.iter().find(done).and_then(|event| event["params"]["encodedDataLength"].as_f64()).unwrap_or(0.0)
                as u64
        };
        let asked = events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        asked
            .map(|event| &event["params"])
            .map(|event| (event["request"]["url"].as_str().unwrap().to_owned(), bytes_of(&event["requestId"])))
            .collect()
    }

    /// Complaints of the browser: blocked by the content policy, failed requests, errors of scripts.
    pub(super) fn complaints(&mut self) -> Vec<String> {
        let complaint = |event: &Value| match event["method"].as_str() {
            Some("Log.entryAdded") => Some(event["params"]["entry"].to_string()),
            Some("Runtime.exceptionThrown") => Some(event["params"]["exceptionDetails"].to_string()),
            _ => None,
        };
        self.events().iter().filter_map(complaint).collect()
    }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let target = self.target.clone();
            self.chromium.call(None, "Target.closeTarget", json!({"targetId": target}));
        }
    }
}
