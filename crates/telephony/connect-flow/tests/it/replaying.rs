//! A call is replayed from the answers in its trace.

use crate::anything::{Anyone, answer, response};
use crate::catalogue::everything;
use crate::support::{HELPLINE, TestWorld, Waits, inbound, placeholders};
use connect_flow::{Agent, Dialled, Flow, Machine, Pace, Replay, Told};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

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

/// The calls go through the catalogue of every action type, and begin at each of its actions.
#[test]
fn a_call_of_any_kind_is_replayed_and_another_flow_is_told_apart() {
    let actions = everything();
    for (index, start) in actions.as_array().unwrap().iter().enumerate() {
        let flow = json!({ "Version": "2019-10-30", "StartAction": start["Identifier"], "Actions": actions });
        let flow = Flow::read(&flow.to_string()).unwrap();
        let names: BTreeMap<String, String> =
            flow.placeholders().map(|name| (name.to_owned(), name.to_owned())).collect();
        let machine = || {
            let machine = Machine::new(&flow, inbound(), names.clone(), Pace::default()).unwrap();
            if index % 2 == 0 { machine } else { machine.waiting_in("q1") }
        };
        let mut world = TestWorld {
            agent: (index % 3 == 0).then(|| Agent::after(40_000)),
            dialled: Dialled::talk(5_000),
            metric: Some(1),
            ..TestWorld::default()
        };
        let first = machine().run(&mut world, &mut Waits(Some(90_000)), &mut |_| {});
        let mut again = Replay::of(&first.trace);
        assert_eq!(machine().run(&mut again.world, &mut again.caller, &mut |_| {}), first);
        assert!(!again.diverged());

        let mut elsewhere = Replay::of(&first.trace);
        let other = Flow::read(HELPLINE).unwrap();
        let machine = Machine::new(&other, inbound(), placeholders(), Pace::default()).unwrap();
        machine.run(&mut elsewhere.world, &mut elsewhere.caller, &mut |_| {});
        assert!(elsewhere.diverged());
    }
}

#[test]
fn a_replay_whose_answers_are_used_up_still_ends() {
    let flow = Flow::read(HELPLINE).unwrap();
    let mut nothing = Replay::default();
    let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap();
    assert!(machine.run(&mut nothing.world, &mut nothing.caller, &mut |_| {}).elapsed_ms > 0);
}
