//! The phone page, used as a person does: by keyboard, in a browser, against the deployed stack.

use crate::browser::Browser;
use crate::world::{CALLER, SOON, case, fresh_number, stack, timeline};
use local_cloud::Stack;
use phone_page::{PhonePage, chromium};
use serde_json::{Value, json};

/// Opens the page in a browser. Returns `None` without Chromium; `cargo xtask test` prints that clearly.
fn opened(stack: &Stack, width: u32, height: u32) -> Option<(PhonePage, Browser)> {
    let program = chromium().map_err(|why| eprintln!("NOT RUN: {why}")).ok()?;
    let page = PhonePage::serve(stack.clone(), 0).unwrap();
    // With `?quick`, a prompt counts as heard at once.
    let mut browser = Browser::start(&program, width, height);
    goes(stack, &mut browser, &format!("{}?quick", page.url()));
    Some((page, browser))
}

/// Opens the page, with the number of the journeys' shared caller.
fn goes(stack: &Stack, browser: &mut Browser, url: &str) {
    browser.go(url);
    waits(stack, browser, "department", "FCS");
    browser.write("from", CALLER);
}

/// Waits until a part of the page shows a text.
fn waits(stack: &Stack, browser: &mut Browser, part: &str, says: &str) {
    let what = format!("`{says}` in the page's {part}");
    let seen = stack.wait(&what, SOON, || {
        let (text, trouble) = (browser.text(part), browser.text("trouble"));
        Ok(if text.contains(says) { Ok(()) } else { Err(format!("it said: {text}\ntrouble: {trouble}")) })
    });
    seen.unwrap_or_else(|e| panic!("{e}"));
}

/// Calls, and listens until the helpline waits for a key.
fn calls(stack: &Stack, browser: &mut Browser) {
    browser.click("call");
    waits(stack, browser, "state", "Waits for a key");
}

/// Returns the ticket of the case that the page shows.
fn ticket(browser: &mut Browser) -> String {
    browser.value("document.getElementById('ticket').value").as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_caller_at_the_page_speaks_a_note_and_sees_the_notice_in_the_departments_inbox() {
    let stack = stack();
    let Some((page, mut browser)) = opened(&stack, 1280, 900) else { return };
    calls(&stack, &mut browser);
    browser.key("1");
    waits(&stack, &mut browser, "state", "Records");
    browser.write("words", "दो महीने से राशन नहीं मिला");
    browser.click("speak");
    for _ in 0..2 {
        waits(&stack, &mut browser, "state", "Waits for a key");
        browser.key("1");
    }
    waits(&stack, &mut browser, "state", "The helpline ended the call.");
    let ticket = ticket(&mut browser);
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
    let log = browser.text("log");
    assert!(log.contains("spoke for 3 s, recorded"), "six words are three seconds: {log}");
    let hindi = browser.value("document.querySelectorAll('#log [lang=hi]').length").as_u64();
    assert!(hindi > Some(2), "what is heard in Hindi is marked as Hindi");
    waits(&stack, &mut browser, "inbox", &ticket);
    waits(&stack, &mut browser, "case", "sorted to FCS");
    assert!(!browser.text("office").contains(&CALLER[1..]), "who called is nowhere at the department's");

    browser.click("to-due");
    waits(&stack, &mut browser, "case", "raised to L2");
    waits(&stack, &mut browser, "time", "moved on");
    assert_eq!(timeline(&stack, &ticket).last().unwrap(), "level-raised");
    page.close();
}

#[test]
fn an_agent_at_the_page_registers_and_sorts_a_case_for_the_caller() {
    let stack = stack();
    let Some((page, mut browser)) = opened(&stack, 1280, 900) else { return };
    calls(&stack, &mut browser);
    browser.key("0");
    waits(&stack, &mut browser, "in-hand", "A call waits");
    browser.click("take");
    waits(&stack, &mut browser, "call-known", "Caller ");
    assert!(!browser.text("agent").contains(&CALLER[1..]), "the agent's form has no number");
    browser.click("open");
    waits(&stack, &mut browser, "agent-did", "Registered: ");
    browser.write("sort-department", "SED");
    browser.write("sort-words", "स्कूल में शिक्षक नहीं आते");
    browser.click("sort-it");
    waits(&stack, &mut browser, "agent-did", "Sorted: ");
    let ticket = ticket(&mut browser);
    assert_eq!(case(&stack, &ticket), "triaged L1 SED");
    assert_eq!(timeline(&stack, &ticket), ["drafted", "registered", "sorted", "words-added"]);
    waits(&stack, &mut browser, "inbox", &ticket);
    browser.click("put-down");
    waits(&stack, &mut browser, "state", "The agent ended the call.");
    page.close();
}

#[test]
fn digits_are_keyed_where_they_are_asked_for() {
    let stack = stack();
    let Some((page, mut browser)) = opened(&stack, 1280, 900) else { return };
    browser.write("from", &fresh_number());
    calls(&stack, &mut browser);
    browser.key("3");
    waits(&stack, &mut browser, "state", "Waits for digits");
    "12345678#".chars().for_each(|key| browser.key(&key.to_string()));
    waits(&stack, &mut browser, "log", "यह नंबर सही नहीं लगता");
    browser.click("hang-up");
    waits(&stack, &mut browser, "state", "The caller hung up.");
    page.close();
}

#[test]
fn a_scheme_runs_on_at_the_page_and_what_goes_wrong_with_it_is_a_note() {
    let stack = stack();
    let Some((page, mut browser)) = opened(&stack, 1280, 900) else { return };
    browser.write("from", &fresh_number());
    calls(&stack, &mut browser);
    browser.key("2");
    waits(&stack, &mut browser, "log", "महिलाएँ, दो।");
    browser.key("2");
    waits(&stack, &mut browser, "log", "कन्या विवाह, एक।");
    browser.key("1");
    // Each chunk follows one second after the previous, and the options come last.
    waits(&stack, &mut browser, "log", "यह मसौदा है");
    waits(&stack, &mut browser, "log", "दोबारा सुनने को तारा।");
    browser.key("1");
    waits(&stack, &mut browser, "state", "Records");
    browser.write("words", "विवाह का पैसा नहीं आया");
    browser.click("speak");
    waits(&stack, &mut browser, "log", "सामाजिक न्याय विभाग");
    browser.click("hang-up");
    waits(&stack, &mut browser, "state", "The caller hung up.");
    page.close();
}

/// Chromium on a test machine has no voices. These stand-ins finish at once and record their texts.
const VOICES: &str = "
  window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [{ lang: 'en-IN' }, { lang: 'hi-IN' }],
    cancel() {},
    addEventListener() {},
    speak(said) { window.spoken.push(`${said.voice.lang}: ${said.text.trim()}`); setTimeout(() => said.onend?.(), 0); },
  } });";

#[test]
fn what_is_heard_is_spoken_by_a_voice_of_its_language_and_the_note_may_be_spoken_too() {
    let stack = stack();
    let Some((page, mut browser)) = opened(&stack, 1280, 900) else { return };
    browser.before(VOICES);
    goes(&stack, &mut browser, &page.url());
    browser.click("aloud");
    calls(&stack, &mut browser);
    let spoken = browser.value("window.spoken");
    assert!(spoken[0].as_str().unwrap().starts_with("hi-IN: नमस्ते"), "{spoken}");
    assert_eq!(spoken[1], "en-IN: For English, nine.");
    browser.key("1");
    waits(&stack, &mut browser, "state", "Records");
    browser.click("microphone");
    waits(&stack, &mut browser, "microphone", "I have spoken");
    browser.click("microphone");
    waits(&stack, &mut browser, "log", "recorded");
    waits(&stack, &mut browser, "state", "Waits for a key");
    browser.click("hang-up");
    waits(&stack, &mut browser, "state", "The caller hung up.");
    assert_eq!(case(&stack, &ticket(&mut browser)), "registered L1 caller", "the sweep sends it to triage");
    page.close();
}

#[test]
fn a_caller_who_does_not_wait_for_an_agent_and_a_number_that_is_none_are_told() {
    let stack = stack();
    let Some((page, mut browser)) = opened(&stack, 1280, 900) else { return };
    calls(&stack, &mut browser);
    browser.key("0");
    waits(&stack, &mut browser, "in-hand", "A call waits");
    browser.click("hang-up");
    waits(&stack, &mut browser, "state", "The caller hung up.");
    waits(&stack, &mut browser, "in-hand", "did not wait");
    browser.write("from", "12345");
    browser.click("call");
    waits(&stack, &mut browser, "log", "write a plus, the country code and the number");
    browser.write("ticket", "12345678");
    browser.value("document.querySelector('#case-form button').click()");
    waits(&stack, &mut browser, "trouble", "check digit");
    page.close();
}

/// Returns all controls without a name in Chromium's accessibility tree.
fn nameless(browser: &mut Browser) -> Vec<Value> {
    let controls =
        ["button", "link", "textbox", "checkbox", "combobox", "log", "progressbar", "spinbutton", "DateTime"];
    let tree = browser.ask("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().unwrap().iter();
    let controls = nodes.filter(|node| controls.iter().any(|role| node["role"]["value"] == *role));
    let all: Vec<Value> = controls.cloned().collect();
    assert!(all.len() > 30, "the tree has the page's controls: {}", all.len());
    all.into_iter().filter(|node| node["name"]["value"].as_str().is_none_or(str::is_empty)).collect()
}

/// Visible texts whose contrast with their background is below 4.5 (WCAG 2.2, 1.4.3).
const FAINT: &str = r"(() => {
  const rgb = color => color.match(/[\d.]+/g).map(Number);
  const light = color => rgb(color).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((rgb(color)[3] ?? 1) === 1) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => {
      const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.tagName + ': ' + e.textContent.slice(0, 40)];
    })
    .filter(([ratio]) => ratio < 4.5);
})()";

/// Controls smaller than 44 px, which is too small for a thumb.
const SMALL: &str = "[...document.querySelectorAll('button, select, input:not([type=checkbox]), textarea')]
  .filter(e => e.checkVisibility()).map(e => [e.id || e.textContent, e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 43.9 || box.height < 43.9).map(([name]) => name)";

/// Headings that skip a level.
const LEAPS: &str =
    "[...document.querySelectorAll('h1, h2, h3, h4, h5')].map(e => [Number(e.tagName[1]), e.textContent])
  .filter(([level], at, all) => level > (all[at - 1]?.[0] ?? 0) + 1)";

#[test]
fn the_page_can_be_used_by_a_screen_reader_on_a_small_screen_and_in_the_dark() {
    let stack = stack();
    let Some((page, mut browser)) = opened(&stack, 320, 720) else { return };
    calls(&stack, &mut browser);
    browser.key("1");
    waits(&stack, &mut browser, "state", "Records");
    assert_eq!(nameless(&mut browser), [Value::Null; 0], "every control has a name");
    let none = json!([]);
    assert_eq!(browser.value(LEAPS), none, "headings go down a level at a time");
    assert_eq!(browser.value(SMALL), none);
    assert_eq!(browser.value(FAINT), none);
    browser.darken();
    assert_eq!(browser.value(FAINT), none, "in the dark");
    let wide = "document.documentElement.scrollWidth";
    assert!(browser.value(wide).as_u64() <= Some(320), "nothing is beside the screen, also of 640 px at 200 %");
    // The page sent no request to another server.
    let asked = "performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))";
    assert_eq!(browser.value(asked), none);
    browser.click("hang-up");
    waits(&stack, &mut browser, "state", "The caller hung up.");
    page.close();
}
