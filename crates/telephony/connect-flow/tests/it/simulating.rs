//! Random calls find the faults of a flow, and reach every part that can be reached.

use crate::support::*;
use connect_flow::{Ended, Flow, Flows, Manner, Simulation, StopReason};
use serde_json::{Value, json};

fn flow(actions: Vec<Value>) -> Flow {
    Flow::read(&flow_of(&with_ends(actions))).unwrap()
}

#[test]
fn the_helpline_of_the_tests_is_reached_in_every_part_and_stops_nowhere() {
    let flow = Flow::read(HELPLINE).unwrap();
    let report = Simulation::new(&flow).run(3_000, 1, &mut |_| {});
    assert!(report.stops.is_empty(), "{:?}", report.stops[0].ended);
    assert_eq!((report.actions.missed, report.branches.missed), (Vec::<String>::new(), Vec::<String>::new()));
    assert_eq!(report.ends.values().sum::<u64>(), 3_000);
}

#[test]
fn the_same_seed_is_the_same_call() {
    let flow = Flow::read(HELPLINE).unwrap();
    let simulation = Simulation::new(&flow);
    assert_eq!(simulation.walk(7), simulation.walk(7));
    assert!((0..20).any(|seed| simulation.walk(seed) != simulation.walk(seed + 1)));
}

#[test]
fn a_stop_is_told_with_the_call_that_led_to_it() {
    let hold = action(
        "hold",
        "MessageParticipantIteratively",
        json!({ "Messages": [{ "Text": "please hold" }], "InterruptFrequencySeconds": "20" }),
        json!({}),
    );
    let flow = flow(vec![hold]);
    let report = Simulation::new(&flow).run(200, 1, &mut |_| {});
    let stop = &report.stops[0];
    let Ended::Stopped { action, reason: StopReason::NoBranch { .. }, .. } = &stop.ended else { panic!("{stop:?}") };
    assert_eq!(action, "hold");
    assert_eq!(Simulation::new(&flow).walk(stop.seed).trace, stop.trace);
    assert_eq!(report.ends["stopped"], stop.walks);
}

#[test]
fn a_round_that_takes_no_time_is_a_stop_and_one_that_a_caller_can_leave_is_none() {
    let round = action(
        "round",
        "Compare",
        json!({ "ComparisonValue": "$.Channel" }),
        wires("round", &[("NoMatchingCondition", "round")]),
    );
    let flow = flow(vec![round]);
    let report = Simulation::new(&flow).run(1, 1, &mut |_| {});
    assert!(matches!(&report.stops[0].ended, Ended::Stopped { reason: StopReason::TooManyActions { .. }, .. }));
    let flow = Flow::read(&flow_of(&json!([say("round", "round and round", "round")]))).unwrap();
    assert!(Simulation::new(&flow).run(50, 1, &mut |_| {}).stops.is_empty());
}

#[test]
fn what_an_attribute_is_compared_with_is_made_up_for_the_answer_it_came_from() {
    let mut is = action(
        "is",
        "Compare",
        json!({ "ComparisonValue": "$.Attributes.way" }),
        wires("other", &[("NoMatchingCondition", "other")]),
    );
    is["Transitions"]["Conditions"] = equals(&[("a word nobody guesses", "ok")]);
    let flow =
        flow(vec![ask("ask", json!({}), "keep"), set("keep", json!({ "way": "$.External.answer.way" }), "is"), is]);
    // A flat answer cannot hold a nested value.
    assert!(
        Simulation::new(&flow)
            .run(300, 1, &mut |_| {})
            .branches
            .missed
            .iter()
            .any(|missed| missed.starts_with("is: condition"))
    );
    let text = flow.document().write().replace(
        "\"InvocationTimeLimitSeconds\": \"8\"",
        "\"InvocationTimeLimitSeconds\": \"8\", \"ResponseValidation\": {\"ResponseType\": \"JSON\"}",
    );
    let nested = Flow::read(&text).unwrap();
    assert_eq!(Simulation::new(&nested).run(300, 1, &mut |_| {}).branches.missed, [""; 0]);
}

#[test]
fn actions_that_nothing_leads_to_are_named() {
    let flow = Flow::read(&flow_of(&json!([bye(), say("alone", "x", "bye")]))).unwrap();
    let report = Simulation::new(&flow).run(1, 1, &mut |_| {});
    assert_eq!((report.unreachable, report.actions.total), (vec!["alone".to_owned()], 1));
}

#[test]
fn flows_that_lead_to_each_other_are_followed() {
    let mut flows = Flows::new();
    flows.add("m1", module_of(vec![action("return", "EndFlowModuleExecution", json!({}), json!({}))]));
    let main = flow(vec![plain("in", "InvokeFlowModule", json!({ "FlowModuleId": "m1" }))]);
    let report = Simulation::with(&main, &flows).run(100, 1, &mut |_| {});
    assert!(report.stops.is_empty());
    assert!(
        report.branches.missed.iter().all(|missed| missed.ends_with("NoMatchingError")),
        "{:?}",
        report.branches.missed
    );
}

#[test]
fn effort_is_the_fewest_keys_and_the_shortest_time_to_each_end() {
    let deep = |identifier: &str, next: &str| menu(identifier, &[("1", next)]);
    let flow = flow(vec![deep("one", "two"), deep("two", "ok")]);
    let efforts = Simulation::new(&flow).effort(500, 1);
    assert_eq!(efforts.len(), 1);
    let effort = &efforts[0];
    assert_eq!((effort.end.as_str(), effort.action.as_str(), effort.least_keys), ("flow-disconnected", "bye", 2));
    // Two prompts of five words, two keys and one word.
    assert_eq!(effort.least_ms, 2 * (2_173 + 1_500) + 434);
    let keys: Vec<&str> = effort.keys.iter().map(connect_flow::Keys::as_str).collect();
    assert_eq!(keys, ["1", "1"]);
}

#[test]
fn a_willing_caller_never_hangs_up_in_a_menu_and_functions_answer_them() {
    let flow = Flow::read(HELPLINE).unwrap();
    for seed in 0..100 {
        let outcome = Simulation::new(&flow).walk_as(Manner::Willing, seed, true, &mut |_| {});
        let failed = |event: &connect_flow::TraceEvent| {
            matches!(&event.what, connect_flow::Happening::Invoked { answer: Err(_), .. })
        };
        assert!(!outcome.trace.iter().any(failed), "seed {seed}");
    }
}
