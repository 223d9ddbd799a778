//! The cost of a call for a caller, in keys and seconds, from runs of the contact flow with the handler in process, in
//! the language in which calls begin. Prints JSON; `cargo xtask dialogue --measure` shows it.
//!
//! A caller presses a key one second after its option was said. The caller's own speech is not counted.

use acceptance::centre::Centre;
use acceptance::practised::{Practised, saying};
use acceptance::schemes::every_scheme_approved;
use connect_flow::{Happening, Outcome, TraceEvent};
use dialogue::{Line, Playbook};
use directory::Choice;
use serde_json::{Value, json};
use std::collections::VecDeque;
use testkit::Memory;

fn main() {
    let playbook = state_directory::playbook().unwrap_or_else(|why| panic!("{why}"));
    let report = json!({
        "new": new_callers(playbook),
        "silent": silent(),
        "person": person(),
        "known": known_callers(playbook),
        "status": own_cases(playbook),
        "scheme": schemes(),
    });
    println!("{report}");
}

fn call(caller: Practised) -> Outcome {
    call_again(&Memory::default(), "contact-1", caller)
}

fn call_again(memory: &Memory, contact: &str, mut caller: Practised) -> Outcome {
    let mut centre = Centre::open(memory);
    centre.contact = contact.to_owned();
    centre.call(&mut caller)
}

/// For each department, a caller with an ordinary case there calls again about something new. Callers with confidential
/// cases only are left out, because the helpline does not show that it knows them.
fn known_callers(playbook: &Playbook) -> Value {
    let mut figures = Figures::default();
    for (memory, keys) in who_called_before(playbook) {
        let outcome = call_again(&memory, "contact-2", Practised::who_presses(&format!("1{keys}")));
        figures.add(&outcome, playbook);
    }
    figures.report()
}

/// For each department, a caller with an ordinary case there calls again and listens. Measures the seconds until the
/// caller has heard the state of the case. A caller does not hear of a confidential case, so those are left out.
fn own_cases(playbook: &Playbook) -> Value {
    let mut heard_s = Vec::new();
    for (memory, _) in who_called_before(playbook) {
        let outcome = call_again(&memory, "contact-2", Practised::who_presses(""));
        heard_s.push(status_s(&outcome, playbook));
    }
    json!({ "keys": 0, "heard_s": spread(&heard_s), "departments": heard_s.len() })
}

/// Returns callers with an ordinary case, one for each department that has ordinary cases.
fn who_called_before(playbook: &Playbook) -> Vec<(Memory, String)> {
    let departments = &playbook.directory.departments;
    let keys = departments.iter().filter_map(|department| keys_to(playbook, department.code.as_str()));
    let called = keys.map(|keys| {
        let memory = Memory::default();
        call_again(&memory, "contact-1", Practised::who_presses(&format!("1{keys}")));
        (memory, keys)
    });
    called.filter(|(memory, _)| memory.kept().cases.values().all(lifecycle::is_ordinary)).collect()
}

/// Returns the seconds from the answered call to the end of the prompt about the case's state.
fn status_s(outcome: &Outcome, playbook: &Playbook) -> f64 {
    let language = playbook.first_language().unwrap_or_else(|| panic!("no language"));
    let (began, lines) = outcome
        .trace
        .iter()
        .find_map(|event| match &event.what {
            Happening::Invoked { answer: Ok(answer), ms, .. } => {
                Some((event.at_ms + ms, Line::parse_cue(answer.get("ask_cue")?.as_str()?)?))
            }
            _ => None,
        })
        .unwrap_or_else(|| panic!("nothing is said"));
    let status = lines.iter().position(|line| line.prompt.starts_with("status_"));
    let status = status.unwrap_or_else(|| panic!("no state of a case is said"));
    seconds(began + saying(&playbook.say(lines.split_at(status + 1).0, language)))
}

/// Measures one call to each department.
fn new_callers(playbook: &Playbook) -> Value {
    let mut figures = Figures::default();
    let (mut sorting, mut expected) = (Vec::new(), Vec::new());
    for department in &playbook.directory.departments {
        let Some(keys) = keys_to(playbook, department.code.as_str()) else { continue };
        sorting.push(figure(keys.len()));
        expected.push(f64::from(department.expected_calls));
        let outcome = call(Practised::who_presses(&format!("1{keys}")));
        let mut answers = outcome.trace.iter().filter_map(|event| match &event.what {
            Happening::Invoked { answer: Ok(answer), .. } => answer.get("department")?.as_str(),
            _ => None,
        });
        assert_eq!(answers.next_back(), Some(department.code.as_str()), "keys {keys}");
        figures.add(&outcome, playbook);
    }
    let mut report = figures.report();
    report["departments"] = json!(sorting.len());
    report["sorting_keys"] = spread(&sorting);
    // Weighted by expected calls, because some departments expect as many as a dozen others together.
    let all = expected.iter().sum::<f64>().max(1.0);
    let keys: f64 = sorting.iter().zip(&expected).map(|(keys, calls)| keys * calls).sum();
    report["sorting_keys"]["expected"] = json!((keys / all * 100.0).round() / 100.0);
    report
}

fn silent() -> Value {
    let outcome = call(Practised::who_presses(""));
    json!({ "keys": keys_before_beep(&outcome), "beep_s": beep_s(&outcome) })
}

/// Measures a caller who asks for a person at the first menu.
fn person() -> Value {
    let outcome = call(Practised::who_presses("0"));
    let pressed = at(&outcome, |what| matches!(what, Happening::Pressed { .. }));
    let asked = at(&outcome, |what| matches!(what, Happening::Queued { .. }));
    json!({ "keys": 1, "asked_for_s": seconds(asked.saturating_sub(pressed)) })
}

/// Measures calls to every scheme of this build that three keys reach, all approved: keys and seconds until its first
/// chunk begins. The featured scheme has the first key.
fn schemes() -> Value {
    let memory = every_scheme_approved();
    let of_the_moment = call_again(&memory, "contact-1", Practised::who_presses("21"));
    let (mut others, mut reached) = (Vec::new(), std::collections::BTreeSet::new());
    for subject in '2'..='9' {
        for scheme in '1'..='7' {
            let keys = format!("2{subject}{scheme}");
            // Each call comes from another, unknown caller.
            let mut centre = Centre::open(&memory);
            centre.contact = format!("contact-{keys}");
            centre.phone = format!("+919000000{keys}");
            let outcome = centre.call(&mut Practised::who_presses(&keys));
            let Some((content, state)) = content(&outcome) else { continue };
            if reached.insert(state) {
                others.push(content);
            }
        }
    }
    let (moment_s, _) = content(&of_the_moment).unwrap_or_else(|| panic!("no text begins"));
    let all = memory.kept().schemes.offered.len();
    let within = others.iter().filter(|content| **content <= 25.0).count();
    json!({
        "moment": { "keys": 2, "content_s": moment_s },
        "other": { "keys": 3, "content_s": spread(&others), "within_25_s": within, "reached": others.len() },
        "schemes": all,
    })
}

/// Returns the seconds until a scheme's first chunk begins, and the scheme's code.
fn content(outcome: &Outcome) -> Option<(f64, String)> {
    outcome.trace.iter().find_map(|event| match &event.what {
        Happening::Invoked { answer: Ok(answer), ms, .. } if answer.get("do")?.as_str() == Some("chunk") => {
            let state = answer.get("state")?.as_str()?;
            let code = state.split("\"code\":\"").nth(1)?.split('"').next()?;
            Some((seconds(event.at_ms + ms), code.to_owned()))
        }
        _ => None,
    })
}

/// Returns the shortest sorting keys that lead to a department.
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

/// Returns the seconds from the end of the note to the end of the ticket, said once and said twice.
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
