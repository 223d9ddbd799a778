//! What a call costs a caller, from runs of the real flow with the handler in process: keys and seconds, in the
//! language that calls begin in. Prints JSON; `cargo xtask dialogue --measure` shows it.
//!
//! A caller presses a key one second after the option was said; their own speech is not counted.

use acceptance::centre::Centre;
use connect_flow::{AfterSpeech, Caller, Happening, Input, Keys, Moment, Outcome, Pace, Prompt, Response, TraceEvent};
use dialogue::{Line, Playbook};
use directory::Choice;
use helpline::memory::Memory;
use serde_json::{Value, json};
use std::collections::VecDeque;

/// From the end of an option to its key.
const THINKS_MS: u64 = 1_000;
const SPEAKS_MS: u64 = 20_000;
/// The words for the keys, as the prompts say them.
const DIGITS: [&str; 10] = ["ज़ीरो", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"];

fn main() {
    let playbook = state_directory::playbook().unwrap_or_else(|why| panic!("{why}"));
    let report = json!({
        "new": new_callers(playbook),
        "silent": silent(),
        "person": person(),
        // Not built yet: a caller who is known, the state of their own case, schemes.
        "known": null, "status": null, "scheme": null,
    });
    println!("{report}");
}

/// Presses these keys, each a second after it was offered, and speaks when asked to.
struct Practised(VecDeque<char>);

impl Practised {
    fn who_presses(keys: impl IntoIterator<Item = char>) -> Self {
        Self(keys.into_iter().collect())
    }
}

impl Caller for Practised {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        if prompt.recording {
            let end = Keys::read("#").map_or(AfterSpeech::Silence, AfterSpeech::Press);
            return Response::Speak { ms: SPEAKS_MS, then: end };
        }
        // The notice offers one key, to refuse.
        let is_menu = matches!(prompt.input, Input::Menu { keys } if keys.len() > 1);
        match self.0.front().copied().filter(|_| is_menu) {
            Some(key) => {
                self.0.pop_front();
                let at = Moment::FromStart(offered_ms(prompt.text(), key) + THINKS_MS);
                Keys::read(&key.to_string()).map_or(Response::Silence, |keys| Response::Press { keys, at })
            }
            None => Response::Silence,
        }
    }
}

/// When the option of a key has been said; one that is not offered, such as 0, at the end of the first sentence.
fn offered_ms(text: &str, key: char) -> u64 {
    let digit = key.to_digit(10).and_then(|digit| DIGITS.get(usize::try_from(digit).ok()?)).copied().unwrap_or("");
    let mut said = 0;
    for sentence in text.split_inclusive(['।', '.']) {
        said += sentence.len();
        if sentence.split_whitespace().any(|word| word.trim_end_matches('।') == digit) {
            return saying(text.get(..said).unwrap_or(text));
        }
    }
    text.split_inclusive(['।', '.']).next().map_or(0, saying)
}

/// How long it takes at the speaking rate of the flow's own clock.
fn saying(text: &str) -> u64 {
    Pace::default().saying(text)
}

fn call(mut caller: Practised) -> Outcome {
    let memory = Memory::default();
    Centre::open(&memory).call(&mut caller)
}

/// One call to each department.
fn new_callers(playbook: &Playbook) -> Value {
    let mut figures = Figures::default();
    let mut sorting = Vec::new();
    for department in &playbook.directory.departments {
        let Some(keys) = keys_to(playbook, department.code.as_str()) else { continue };
        sorting.push(keys.len());
        let outcome = call(Practised::who_presses(std::iter::once('1').chain(keys.chars())));
        let sorted = outcome.attributes.get("ts_department").map(String::as_str);
        assert_eq!(sorted, Some(department.code.as_str()), "keys {keys}");
        figures.add(&outcome, playbook);
    }
    let mut report = figures.report();
    report["departments"] = json!(sorting.len());
    report["sorting_keys"] = spread(&sorting.iter().map(|keys| figure(*keys)).collect::<Vec<_>>());
    report
}

fn silent() -> Value {
    let outcome = call(Practised::who_presses([]));
    json!({ "keys": keys_before_beep(&outcome), "beep_s": beep_s(&outcome) })
}

/// Somebody who wants a person at the first menu.
fn person() -> Value {
    let outcome = call(Practised::who_presses(['0']));
    let pressed = at(&outcome, |what| matches!(what, Happening::Pressed { .. }));
    let asked = at(&outcome, |what| matches!(what, Happening::Queued { .. }));
    json!({ "keys": 1, "asked_for_s": seconds(asked.saturating_sub(pressed)) })
}

/// The fewest sorting keys that lead to a department.
fn keys_to(playbook: &Playbook, department: &str) -> Option<String> {
    let menus = &playbook.directory.menus;
    let mut open = VecDeque::from([(menus.first()?, String::new())]);
    while let Some((menu, keys)) = open.pop_front() {
        for option in &menu.options {
            let keys = format!("{keys}{}", option.key);
            match &option.choice {
                Choice::Department(code) if code.as_str() == department => return Some(keys),
                Choice::Menu(id) => open.extend(playbook.directory.menu(id).map(|menu| (menu, keys))),
                Choice::Department(_) | Choice::Triage => {}
            }
        }
    }
    None
}

#[derive(Default)]
struct Figures {
    keys: Vec<f64>,
    beep: Vec<f64>,
    ticket: Vec<f64>,
    whole: Vec<f64>,
}

impl Figures {
    fn add(&mut self, outcome: &Outcome, playbook: &Playbook) {
        self.keys.push(figure(keys_before_beep(outcome)));
        self.beep.push(beep_s(outcome));
        let (first, whole) = ticket_s(outcome, playbook);
        self.ticket.push(first);
        self.whole.push(whole);
    }

    fn report(&self) -> Value {
        json!({
            "keys": spread(&self.keys), "beep_s": spread(&self.beep),
            "ticket_s": spread(&self.ticket), "ticket_twice_s": spread(&self.whole),
        })
    }
}

fn keys_before_beep(outcome: &Outcome) -> usize {
    let before = outcome.trace.iter().take_while(|event| !matches!(event.what, Happening::Recording { on: true, .. }));
    before.filter(|event| matches!(event.what, Happening::Pressed { .. })).count()
}

fn beep_s(outcome: &Outcome) -> f64 {
    seconds(at(outcome, |what| matches!(what, Happening::Recording { on: true, .. })))
}

/// From the end of the note to the end of the ticket, said once and said twice.
fn ticket_s(outcome: &Outcome, playbook: &Playbook) -> (f64, f64) {
    let ended = at(outcome, |what| matches!(what, Happening::Recording { on: false, .. }));
    let language = playbook.first_language().unwrap_or_else(|| panic!("no language"));
    let after = outcome.trace.iter().skip_while(|event| event.at_ms < ended);
    let lines = after.clone().find_map(|event| match &event.what {
        Happening::Invoked { answer: Ok(answer), .. } => Line::parse_cue(answer.get("say_cue")?.as_str()?),
        _ => None,
    });
    let lines = lines.unwrap_or_else(|| panic!("nothing is said after the note"));
    let said = |lines: &[Line]| saying(&playbook.say(lines, language));
    let is_ticket = |line: &Line| line.args.iter().any(|arg| matches!(arg, dialogue::Arg::Ticket(_)));
    let first = lines.iter().position(is_ticket).unwrap_or(0);
    let heard = after.clone().find(|event| matches!(&event.what, Happening::Heard { text: Some(_), .. }));
    let begins = heard.map_or(0, |event| event.at_ms).saturating_sub(ended);
    let until = |count: usize| seconds(begins + said(lines.split_at(count).0));
    (until(first + 1), until(lines.len()))
}

fn at(outcome: &Outcome, wanted: impl Fn(&Happening) -> bool) -> u64 {
    let found = outcome.trace.iter().find(|TraceEvent { what, .. }| wanted(what));
    found.unwrap_or_else(|| panic!("it did not happen: {}", outcome.ended)).at_ms
}

#[expect(clippy::cast_precision_loss, reason = "a call lasts minutes")]
fn seconds(ms: u64) -> f64 {
    (ms / 100) as f64 / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "a caller presses a few keys")]
fn figure(count: usize) -> f64 {
    count as f64
}

fn spread(figures: &[f64]) -> Value {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let median = sorted.get(sorted.len() / 2);
    let average = (sorted.iter().sum::<f64>() / figure(sorted.len().max(1)) * 100.0).round() / 100.0;
    json!({ "median": median, "average": average, "worst": sorted.last() })
}
