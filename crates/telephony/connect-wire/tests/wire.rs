//! The contract with the contact flow: a closed set of filled strings.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use connect_wire::{Event, FlatAnswer, QueueAge, WireError};
use dialogue::{Call, Direction, Input, Step, step};
use lifecycle::Ticket;
use proptest::prelude::*;
use protocol::{Answer, Answered, CallStep, read_token};
use serde_json::{Value, json};

/// Reads the step of an event, with no key at hand.
fn read_step(event: &[u8], age: QueueAge) -> Result<CallStep, WireError> {
    Event::read(event)?.step(state_directory::playbook().unwrap(), age, None)
}

fn ticket() -> Ticket {
    Ticket::drawn(4_271_083, 8).unwrap()
}

#[test]
fn the_answer_to_a_new_call_is_the_closed_set_of_keys() {
    let playbook = state_directory::playbook().unwrap();
    let step = step(playbook, &Call::new(playbook).unwrap(), &Input::Start, &ticket(), 0);
    let answer = serde_json::to_string_pretty(&FlatAnswer::of(&Answer::of(playbook, &step, 0))).unwrap();
    insta::assert_snapshot!(answer);
}

/// The release before wrote this answer. Today's [`Answer`] gives the flow the same keys and words.
#[test]
fn the_flow_reads_what_it_read_before_the_answer_belonged_to_no_telephone() {
    const BEFORE: &str = include_str!("../../protocol/tests/answers/v3-noted.json");
    assert_eq!(Answered::read(BEFORE), Ok(Answered::Before(BEFORE.to_owned())));
    let playbook = state_directory::playbook().unwrap();
    let before: Value = serde_json::from_str(BEFORE).unwrap();
    let state = before.get("state").and_then(Value::as_str).unwrap();
    let call = read_token(state, playbook).unwrap();
    let in_the_note = Call { at: "note".into(), menu: None, offered: Vec::new(), ..call.clone() };
    let noted = Step { call, ..step(playbook, &in_the_note, &Input::NoteEnded, &ticket(), 3) };
    let (kept, text) = Answer::of(playbook, &noted, 3).recorded().unwrap();
    assert_eq!(Answered::read(&text), Ok(Answered::Answer(Box::new(kept.clone()))));
    assert_eq!(serde_json::to_value(FlatAnswer::of(&kept)).unwrap(), before);
}

/// The event of a call's first step.
fn first(initiation: &str, purpose: Option<&str>) -> String {
    let event = json!({ "Details": {
        "ContactData": { "ContactId": "contact-1", "InitiationMethod": initiation },
        "Parameters": { "state": "new", "step": "0", "input": "start", "purpose": purpose },
    }});
    event.to_string()
}

#[test]
fn a_call_has_the_direction_that_amazon_connect_says_and_the_purpose_of_its_flow() {
    for (initiation, direction) in
        [("INBOUND", Direction::Inbound), ("API", Direction::Outbound), ("OUTBOUND", Direction::Outbound)]
    {
        for purpose in [None, Some("inbound")] {
            let step = read_step(first(initiation, purpose).as_bytes(), QueueAge::Unsaid).unwrap();
            assert_eq!((step.call.direction, step.call.purpose.as_str()), (direction, "inbound"), "{initiation}");
        }
    }
}

#[test]
fn a_flow_of_a_purpose_that_the_script_does_not_name_is_told_so() {
    for unknown in ["survey", "Inbound", "", "inbound.json"] {
        let said = read_step(first("API", Some(unknown)).as_bytes(), QueueAge::Unsaid).unwrap_err().to_string();
        let expected = "`/Details/Parameters/purpose` is not a purpose of a call that `[starts]` in dialogue.toml names; \
                        the contact flow must send it";
        assert_eq!(said, expected, "`{unknown}`");
    }
}

/// The event of a caller who is led to the queue, whose oldest contact has this age.
fn queued(age: &str) -> String {
    let mut event: Value = serde_json::from_str(&first("INBOUND", None)).unwrap();
    event["Details"]["Parameters"]["input"] = json!("queue");
    event["Details"]["Parameters"]["waited"] = json!(age);
    event.to_string()
}

#[test]
fn a_wait_is_said_only_in_a_unit_that_staging_has_shown() {
    for (age, unit, expected) in [
        ("300", QueueAge::Seconds, Some(300)),
        ("300000", QueueAge::Milliseconds, Some(300)),
        ("900", QueueAge::Milliseconds, Some(0)),
        ("300", QueueAge::Unsaid, None),
        ("-", QueueAge::Seconds, None),
        ("99999999999999", QueueAge::Seconds, None),
    ] {
        let step = read_step(queued(age).as_bytes(), unit).unwrap();
        assert_eq!(step.input, Input::Queue(expected), "{age} {unit:?}");
    }
    assert_eq!(QueueAge::default(), QueueAge::Unsaid);
}

#[test]
fn a_flow_that_takes_a_call_over_speaks_the_contacts_language() {
    for (purpose, code, expected) in
        [("waiting", "en-IN", "en"), ("waiting", "xx-XX", "hi"), ("inbound", "en-IN", "hi")]
    {
        let mut event: Value = serde_json::from_str(&first("INBOUND", Some(purpose))).unwrap();
        event["Details"]["ContactData"]["LanguageCode"] = json!(code);
        let step = read_step(event.to_string().as_bytes(), QueueAge::Unsaid).unwrap();
        assert_eq!(step.call.language.as_str(), expected, "{purpose} {code}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in ".{0,300}") {
        let _ = read_step(text.as_bytes(), QueueAge::Unsaid);
    }

    #[test]
    fn a_state_comes_back_as_it_went_through_any_call(inputs in prop::collection::vec(
        prop::sample::select(vec!["1", "2", "9", "0", "*", "#", "silence", "beep", "noted", "nobody"]), 0..30))
    {
        let playbook = state_directory::playbook().unwrap();
        let mut call = Call::new(playbook).unwrap();
        for (number, input) in (0..).zip(inputs) {
            let next = step(playbook, &call, &Input::parse(input).unwrap(), &ticket(), number);
            let answer = FlatAnswer::of(&Answer::of(playbook, &next, number));
            let size = serde_json::to_string(&answer).unwrap().len();
            prop_assert!(size < 8_000, "{size} bytes: Amazon Connect takes 32 KB of attributes together");
            prop_assert_eq!(read_token(&answer.state, playbook), Some(next.call.clone()));
            call = next.call;
        }
    }
}
