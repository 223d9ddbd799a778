//! A call is the same once more, from what was said in it.

use crate::anything::{Anyone, answer, response};
use crate::support::{HELPLINE, TestWorld, inbound, placeholders};
use connect_flow::{Flow, Machine, Pace, Replay, Told};
use proptest::prelude::*;
use serde_json::Value;

proptest! {
    #[test]
    fn any_call_is_replayed_from_its_trace_as_it_was_stored(
        answers in prop::collection::vec(response(), 0..20),
        messages in prop::collection::vec(prop::option::weighted(0.1, any::<u64>()), 0..20),
        functions in prop::collection::vec(answer(), 0..20),
    ) {
        let flow = Flow::read(HELPLINE).unwrap();
        let machine = || Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap();
        let mut world = TestWorld { answers: functions.into(), ..TestWorld::default() };
        let mut caller = Anyone { answers: answers.into_iter(), messages: messages.into_iter() };
        let first = machine().run(&mut world, &mut caller, &mut |_| {});

        let stored: Value = serde_json::from_str(&serde_json::to_string(&first.trace).unwrap()).unwrap();
        let told = stored.as_array().unwrap().iter().filter(|event| event["event"] == "told");
        let told = told.map(|event| serde_json::from_value::<Told>(event["answer"].clone()).unwrap());
        let mut again = Replay::from_answers(told);
        let second = machine().run(&mut again.world, &mut again.caller, &mut |_| {});
        prop_assert_eq!(second, first);
    }
}

#[test]
fn a_replay_whose_answers_are_used_up_still_ends() {
    let flow = Flow::read(HELPLINE).unwrap();
    let mut nothing = Replay::default();
    let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap();
    assert!(machine.run(&mut nothing.world, &mut nothing.caller, &mut |_| {}).elapsed_ms > 0);
}
