//! A headless Chromium, controlled over its debugging pipe as a person would use it.

use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// No window, no account, no background network traffic, no persistent profile.
const OPTIONS: [&str; 11] = [
    "--headless",
    "--no-sandbox", // the tests may run as root, and open only the project's own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
    "--use-fake-device-for-media-stream", // a microphone that beeps
    "--use-fake-ui-for-media-stream",     // grants the use of the microphone
];

/// Chromium reads commands from file descriptor 3 and answers on 4. A zero byte ends each message.
const START: &str = r#"exec "$0" "$@" about:blank 3<"$ORDERS" 4>"$ANSWERS""#;

pub struct Browser {
    child: Child,
    folder: PathBuf,
    orders: File,
    answers: BufReader<File>,
    session: Option<String>,
    number: u64,
}

impl Browser {
    /// Starts a Chromium with a page of this width and height.
    pub fn start(program: &Path, width: u32, height: u32) -> Self {
        static OPENED: AtomicU32 = AtomicU32::new(0);
        let name = format!("browser-{}-{}", std::process::id(), OPENED.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let pipes = ["orders", "answers"].map(|pipe| folder.join(pipe));
        assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
        let [orders, answers] = &pipes;
        let child = Command::new("sh")
            .args(["-c", START])
            .arg(program)
            .args(OPTIONS)
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .env("ORDERS", orders)
            .env("ANSWERS", answers)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The pipes are opened in the same order as in the shell.
        let orders = File::options().write(true).open(orders).unwrap();
        let answers = BufReader::new(File::open(answers).unwrap());
        let mut browser = Self { child, folder, orders, answers, session: None, number: 0 };
        let targets = browser.ask("Target.getTargets", json!({}));
        let page = targets["targetInfos"].as_array().unwrap().iter().find(|target| target["type"] == "page").unwrap();
        let attached = browser.ask("Target.attachToTarget", json!({ "targetId": page["targetId"], "flatten": true }));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        browser.ask("Page.enable", json!({}));
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        browser.ask("Emulation.setDeviceMetricsOverride", size);
        browser
    }

    pub fn go(&mut self, url: &str) {
        self.ask("Page.navigate", json!({ "url": url }));
    }

    /// Adds a script that runs before the scripts of every following page.
    pub fn before(&mut self, script: &str) {
        self.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Sends one command and returns its answer. Events in between are ignored.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let mut order = json!({ "id": self.number, "method": method, "params": params });
        if let Some(session) = &self.session {
            order["sessionId"] = json!(session);
        }
        self.orders.write_all(format!("{order}\0").as_bytes()).unwrap();
        loop {
            let mut message = Vec::new();
            self.answers.read_until(0, &mut message).unwrap();
            assert_eq!(message.pop(), Some(0), "Chromium ended while it was asked for {method}");
            let mut message: Value = serde_json::from_slice(&message).unwrap();
            if message["id"] == self.number {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].take();
            }
        }
    }

    pub fn darken(&mut self) {
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        self.ask("Emulation.setEmulatedMedia", dark);
    }

    /// Returns the value of a script in the page.
    pub fn value(&mut self, script: &str) -> Value {
        let asked = json!({ "expression": script, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.ask("Runtime.evaluate", asked);
        assert!(answer.get("exceptionDetails").is_none(), "{script}: {answer}");
        answer["result"]["value"].take()
    }

    /// Presses and releases a key of the keyboard.
    pub fn key(&mut self, key: &str) {
        for (kind, text) in [("keyDown", key), ("keyUp", "")] {
            let text = if key.len() == 1 { text } else { "" };
            self.ask("Input.dispatchKeyEvent", json!({ "type": kind, "key": key, "text": text }));
        }
    }

    pub fn click(&mut self, id: &str) {
        self.value(&format!("document.getElementById({id:?}).click()"));
    }

    /// Writes into a field and tells the page, as typing does.
    pub fn write(&mut self, id: &str, text: &str) {
        let script = "(id, text) => { const field = document.getElementById(id); field.value = text; \
                      for (const told of ['input', 'change']) field.dispatchEvent(new Event(told)); }";
        self.value(&format!("({script})({id:?}, {text:?})"));
    }

    /// Returns the text in a part of the page.
    pub fn text(&mut self, id: &str) -> String {
        self.value(&format!("document.getElementById({id:?})?.innerText ?? ''")).as_str().unwrap_or_default().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
