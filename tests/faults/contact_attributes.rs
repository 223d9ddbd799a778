//! Amazon Connect keeps nothing that joins a number and a case, however a call ends.

use acceptance::centre::{Centre, answered_at};
use acceptance::paths::{Tongue, Walk, all};
use acceptance::practised::Practised;
use acceptance::town::{InProcess, attributes_of};
use acceptance::world::sweep;
use connect_flow::{Agent, Caller, Ended, Happening, Hours, Moment, Outcome, Prompt, Response};
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};
use testkit::Memory;

/// The contact attributes that a call may have, with their values. An agent's telephone shows them.
/// The contact has the instance's language, `en-US` in the tests, until the flow has set another.
const ALLOWED: [(&str, &[&str]); 2] = [("ts_lang", &["hi-IN", "en-IN", "en-US"]), ("ts_urgency", &["urgent"])];

/// Asserts that these are allowed, and returns them.
fn clean(attributes: &[(String, String)], when: &str) -> BTreeSet<String> {
    for (name, value) in attributes {
        let allowed = ALLOWED.iter().find(|(allowed, _)| allowed == name);
        let fits = allowed.is_some_and(|(_, values)| values.contains(&value.as_str()));
        assert!(fits, "{when}: the contact has the attribute `{name}` = `{value}`");
    }
    attributes.iter().map(|(name, value)| format!("{name}={value}")).collect()
}

/// Hangs up at the prompt with this number, counted from 1.
struct HangsUp<'a> {
    at: usize,
    heard: usize,
    caller: &'a mut dyn Caller,
}

impl Caller for HangsUp<'_> {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        self.heard += 1;
        if self.heard == self.at {
            return Response::HangUp { at: Moment::FromStart(400) };
        }
        self.caller.respond(prompt)
    }
}

/// The keys of calls that go through every part of the flow.
const KEYS: [&[&str]; 5] =
    [&["1", "1", "1"], &["5", "1"], &["2", "1", "0"], &["3", "12345674#", "1234#", "0"], &["0", "1", "1"]];

#[test]
fn at_the_end_of_every_path_the_contact_holds_no_ticket_department_category_flag_or_word() {
    let mut table = BTreeMap::new();
    for (name, path) in all() {
        let mut town = InProcess::with_drafts();
        path(&mut Walk::new(&mut town, Tongue { next: "bns", ..Tongue::ENGLISH }, "+919425000001", "+919425000002"));
        table.insert(name, clean(town.attributes(), name));
    }
    for (path, attributes) in &table {
        println!("| {path} | {} |", attributes.iter().cloned().collect::<Vec<_>>().join(", "));
    }
    assert!(table.values().any(|attributes| attributes.contains("ts_urgency=urgent")), "no path reached a person");
}

#[test]
fn a_hang_up_anywhere_leaves_nothing_in_the_contact() {
    for keys in KEYS {
        for at in 1..=12 {
            let memory = Memory::default();
            let mut caller = HangsUp { at, heard: 0, caller: &mut Practised::who_does(keys.iter().copied()) };
            let outcome = Centre::open(&memory).call(&mut caller);
            clean(&attributes_of(&outcome), &format!("{keys:?}, hung up at prompt {at}"));
        }
    }
}

#[test]
fn a_failure_anywhere_leaves_nothing_in_the_contact() {
    for agents in [Hours::Open, Hours::Closed] {
        for keys in KEYS {
            for failing in 1..=12 {
                let memory = Memory::default();
                let down = Box::new(move |n| n >= failing);
                let mut centre = Centre { down, agents, ..Centre::open(&memory) };
                let outcome = centre.call(&mut Practised::who_does(keys.iter().copied()));
                clean(&attributes_of(&outcome), &format!("{keys:?}, the function down from call {failing}"));
            }
            for failing in 1..=60 {
                let memory = Memory::default();
                let broken = Box::new(move |action| action == failing);
                let mut centre = Centre { broken, agents, ..Centre::open(&memory) };
                let outcome = centre.call(&mut Practised::who_does(keys.iter().copied()));
                clean(&attributes_of(&outcome), &format!("{keys:?}, Amazon Connect failed at action {failing}"));
            }
        }
    }
}

fn states(memory: &Memory) -> Vec<String> {
    memory.kept().cases.values().map(|case| format!("{} {}", case.standing.state, case.standing.desk)).collect()
}

fn heard(outcome: &Outcome) -> Vec<&str> {
    let texts = outcome.trace.iter().filter_map(|event| match &event.what {
        Happening::Heard { text: Some(text), .. } => Some(text.as_str()),
        _ => None,
    });
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// A caller who waits, and speaks when the news offers it.
fn waits_then_speaks() -> Practised {
    Practised::who_does(["0", "words"])
}

const AN_HOUR_MS: u64 = 3_600_000;

#[test]
fn a_caller_who_waits_hears_news_every_half_minute_and_leaves_words_by_one_key() {
    let memory = Memory::default();
    let mut centre = Centre { longest_wait_ms: AN_HOUR_MS, ..Centre::open(&memory) };
    let outcome = centre.call(&mut Practised::who_does(["0", "-", "-", "words"]));
    let news = heard(&outcome).iter().filter(|said| said.contains("आपकी बारी बनी हुई है")).count();
    assert!(news >= 3, "{:?}", heard(&outcome));
    assert_eq!(states(&memory), ["registered triage"]);
    assert!(heard(&outcome).iter().any(|said| said.starts_with("दर्ज हो गई")), "{:?}", heard(&outcome));
    clean(&attributes_of(&outcome), "words from the queue");
}

#[test]
fn a_caller_who_waits_speaks_with_the_function_down_too() {
    let memory = Memory::default();
    let down = Box::new(|n| n > 2);
    let mut centre = Centre { down, longest_wait_ms: AN_HOUR_MS, ..Centre::open(&memory) };
    let outcome = centre.call(&mut waits_then_speaks());
    assert_eq!(outcome.takes.len(), 1, "{:?}", heard(&outcome));
    assert!(heard(&outcome).iter().any(|said| said.contains("Your words are recorded")), "{:?}", heard(&outcome));
}

#[test]
fn an_agent_who_takes_the_call_in_mid_note_ends_it_and_the_note_so_far_is_kept() {
    let memory = Memory::default();
    // The news comes after half a minute, and the caller speaks for twenty seconds.
    let agent = Some(Agent::after(62_000));
    let mut centre = Centre { agent, longest_wait_ms: AN_HOUR_MS, ..Centre::open(&memory) };
    let outcome = centre.call(&mut waits_then_speaks());
    assert_eq!(outcome.ended, Ended::AgentHungUp);
    assert_eq!(outcome.takes.len(), 1);
    assert_eq!(states(&memory), ["draft caller"]);
    let later = answered_at() + SignedDuration::from_mins(30);
    Centre::open(&memory).runtime.block_on(sweep(&memory, later)).unwrap();
    assert_eq!(states(&memory), ["registered triage"]);
}

#[test]
fn a_caller_whose_words_are_registered_is_offered_no_second_note_in_the_queue() {
    let memory = Memory::default();
    let mut centre = Centre { longest_wait_ms: AN_HOUR_MS, ..Centre::open(&memory) };
    let outcome = centre.call(&mut Practised::who_does(["1", "0", "words", "words"]));
    assert_eq!(outcome.takes.len(), 1, "{:?}", heard(&outcome));
    assert_eq!(memory.kept().cases.len(), 1);
}

#[test]
fn nobody_waits_without_end() {
    let memory = Memory::default();
    let mut centre = Centre { longest_wait_ms: 2 * AN_HOUR_MS, ..Centre::open(&memory) };
    let outcome = centre.call(&mut Practised::who_does(["0"]));
    assert_eq!(outcome.ended, Ended::FlowDisconnected, "{:?}", heard(&outcome));
    assert_eq!(outcome.takes.len(), 1, "their words are recorded when nobody comes");
    assert!(outcome.elapsed_ms < AN_HOUR_MS, "{} s", outcome.elapsed_ms / 1_000);
}
