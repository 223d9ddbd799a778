//! The contract with the contact flow: a closed set of filled strings.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use connect_wire::Answer;
use dialogue::{Call, Input, step};
use lifecycle::Ticket;
use proptest::prelude::*;
use protocol::read_token;

fn ticket() -> Ticket {
    Ticket::drawn(4_271_083, 8).unwrap()
}

#[test]
fn the_answer_to_a_new_call_is_the_closed_set_of_keys() {
    let playbook = state_directory::playbook().unwrap();
    let step = step(playbook, &Call::new(playbook).unwrap(), &Input::Start, &ticket(), 0);
    let answer = serde_json::to_string_pretty(&Answer::of(playbook, &step, 0)).unwrap();
    insta::assert_snapshot!(answer);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in ".{0,300}") {
        let playbook = state_directory::playbook().unwrap();
        let _ = connect_wire::read_step(text.as_bytes(), playbook);
    }

    #[test]
    fn a_state_comes_back_as_it_went_through_any_call(inputs in prop::collection::vec(
        prop::sample::select(vec!["1", "2", "9", "0", "*", "#", "silence", "beep", "noted", "nobody"]), 0..30))
    {
        let playbook = state_directory::playbook().unwrap();
        let mut call = Call::new(playbook).unwrap();
        for (number, input) in (0..).zip(inputs) {
            let next = step(playbook, &call, &Input::parse(input).unwrap(), &ticket(), number);
            let answer = Answer::of(playbook, &next, number);
            let size = serde_json::to_string(&answer).unwrap().len();
            prop_assert!(size < 8_000, "{size} bytes: Amazon Connect takes 32 KB of attributes together");
            prop_assert_eq!(read_token(&answer.state, playbook), Some(next.call.clone()));
            call = next.call;
        }
    }
}
