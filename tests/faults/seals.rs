//! The state that the telephone carries is believed only if this helpline wrote it for this step of this contact.

use acceptance::line::{CALLER, Line, draw, event};
use conversation::{Failure, Telephone, handle};
use jiff::SignedDuration;
use serde_json::{Map, Value};
use testkit::{Fault, Memory};

/// A process of the function.
struct Process<'a> {
    telephone: Telephone,
    memory: &'a Memory,
}

impl<'a> Process<'a> {
    fn of(memory: &'a Memory) -> Self {
        Self { telephone: Telephone::default(), memory }
    }

    async fn sends(&self, line: &Line<'_>, input: &str) -> Result<Map<String, Value>, Failure> {
        let event = event(&line.contact, Some(CALLER), &line.state, &line.step, input).to_string();
        let playbook = state_directory::playbook().unwrap();
        let answer = handle(playbook, &self.telephone, self.memory, event.as_bytes(), draw, line.now).await?;
        Ok(serde_json::from_str(&answer).unwrap())
    }

    /// Sends a step, and keeps the answer's state.
    async fn goes_on(&self, line: &mut Line<'_>, input: &str) -> Map<String, Value> {
        let answer = self.sends(line, input).await.unwrap();
        line.state = crate::text(&answer, "state").to_owned();
        line.step = crate::text(&answer, "step").to_owned();
        line.now += SignedDuration::from_secs(7);
        answer
    }
}

const REFUSED: &str =
    "`/Details/Parameters/state` is not `new` or a state that this helpline wrote; the contact flow must send it";

async fn refused(process: &Process<'_>, line: &Line<'_>, input: &str) {
    assert_eq!(process.sends(line, input).await.unwrap_err().to_string(), REFUSED);
}

/// A caller whose number has a case of its own, at the first menu.
async fn a_known_caller<'a>(process: &Process<'a>) -> Line<'a> {
    let mut line = Line::ring(process.memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        process.goes_on(&mut line, input).await;
    }
    let mut line = Line { now: line.now, ..Line::ring(process.memory, "contact-2") };
    let greeting = process.goes_on(&mut line, "start").await;
    assert!(crate::text(&greeting, "ask_cue").contains("status_open"), "{greeting:?}");
    line
}

#[tokio::test]
async fn a_state_that_somebody_altered_is_refused() {
    let memory = Memory::default();
    let process = Process::of(&memory);
    let line = a_known_caller(&process).await;
    let forged = line.state.replace(r#""pin":false,"closes":false"#, r#""pin":true,"closes":true"#);
    assert_ne!(forged, line.state, "{forged}");
    let before = memory.kept().events.len();
    refused(&process, &Line { state: forged, ..line }, "3").await;
    assert_eq!(memory.kept().events.len(), before);
}

#[tokio::test]
async fn a_state_of_another_step_or_of_another_contact_is_refused() {
    let memory = Memory::default();
    let process = Process::of(&memory);
    let mut line = a_known_caller(&process).await;
    let (state, step) = (line.state.clone(), line.step.clone());
    process.goes_on(&mut line, "3").await;
    refused(&process, &Line { state: state.clone(), ..line }, "1").await;
    let others = Line { state: state.clone(), step: step.clone(), ..Line::ring(&memory, "contact-3") };
    refused(&process, &others, "3").await;
    // The step that the state was made for may come again.
    let again = Line { state, step, ..Line::ring(&memory, "contact-2") };
    process.sends(&again, "3").await.unwrap();
}

#[tokio::test]
async fn a_call_goes_on_over_midnight_and_a_state_of_the_day_before_is_refused() {
    let memory = Memory::default();
    let process = Process::of(&memory);
    let mut line = a_known_caller(&process).await;
    let yesterday = line.state.clone();
    line.now += SignedDuration::from_hours(24);
    process.sends(&line, "3").await.unwrap();
    line.now += SignedDuration::from_hours(24);
    refused(&process, &Line { state: yesterday, ..line }, "3").await;
}

#[tokio::test]
async fn one_key_is_asked_for_in_a_process_and_none_before_the_first_call() {
    let memory = Memory::default();
    let process = Process::of(&memory);
    a_known_caller(&process).await;
    memory.kept().broken.insert("state_key");
    let mut line = Line::ring(&memory, "contact-9");
    for input in ["start", "1", "beep", "noted"] {
        let answer = process.goes_on(&mut line, input).await;
        assert!(crate::text(&answer, "state").starts_with("s1."), "the key is at hand: {input}");
    }
}

#[tokio::test]
async fn with_the_key_gone_a_call_goes_on_as_a_strangers_and_its_words_are_registered() {
    for fault in [Fault::Refuse, Fault::Hangs] {
        let memory = Memory::default();
        let line = a_known_caller(&Process::of(&memory)).await;
        // A new process in the middle of the call cannot have the key.
        if fault == Fault::Refuse {
            memory.kept().broken.insert("state_key");
        } else {
            memory.kept().next.entry("state_key").or_default().extend([fault; 20]);
        }
        let process = Process::of(&memory);
        let mut line = line;
        let own = process.goes_on(&mut line, "3").await;
        assert!(!crate::text(&own, "say_cue").contains("status_"), "nothing of the earlier case: {own:?}");
        assert!(crate::text(&own, "state").starts_with("u1."));
        assert!(!crate::text(&own, "state").contains("triaged"), "{own:?}");
        let mut line = Line { now: line.now, ..Line::ring(&memory, "contact-4") };
        for input in ["start", "1", "beep", "noted", "1", "1"] {
            process.goes_on(&mut line, input).await;
        }
        let kept = memory.kept();
        let of_this_call = kept.cases.values().find(|case| case.contact.as_str() == "contact-4").unwrap();
        assert_eq!(crate::stands(of_this_call), "triaged L1 FCS");
        assert_eq!(kept.cases.len(), 2);
    }
}

#[tokio::test]
async fn an_unproven_state_cannot_name_another_contacts_case() {
    let memory = Memory::default();
    let process = Process::of(&memory);
    let mut line = a_known_caller(&process).await;
    process.goes_on(&mut line, "1").await;
    process.goes_on(&mut line, "beep").await;
    let stripped = Line { state: format!("u1.{}", line.bare_state()), ..Line::ring(&memory, "contact-5") };
    let before = memory.kept().events.len();
    process.sends(&Line { step: line.step.clone(), now: line.now, ..stripped }, "noted").await.unwrap();
    let kept = memory.kept();
    let theirs = kept.cases.values().find(|case| case.contact.as_str() == "contact-2").unwrap();
    assert_eq!(theirs.standing.state.to_string(), "draft", "the other contact's case is as it was");
    assert!(kept.events.len() > before);
}

/// An act behind a PIN reads the proof in the ledger, even if the state is this helpline's own.
#[tokio::test]
async fn an_act_behind_a_pin_needs_the_proof_of_this_very_call() {
    let memory = Memory::default();
    let process = Process::of(&memory);
    let mut line = a_known_caller(&process).await;
    process.goes_on(&mut line, "3").await;
    let claims = line.bare_state().replace(r#""pin":false,"closes":false"#, r#""pin":true,"closes":true"#);
    assert!(claims.contains(r#""pin":true"#), "{claims}");
    line.seal(&claims).await;
    let before: Vec<_> = memory.kept().events.keys().cloned().collect();
    let answer = process.sends(&line, "1").await.unwrap();
    assert!(crate::text(&answer, "say_cue").contains("not_possible"), "{answer:?}");
    assert_eq!(memory.kept().events.keys().cloned().collect::<Vec<_>>(), before, "nothing was closed");
}
