//! With any flow and any caller, nothing panics and every call ends.

use crate::catalogue::everything;
use crate::support::{HELPLINE, TestWorld, inbound, placeholders};
use connect_flow::{
    AfterSpeech, Caller, Document, Ended, Flow, FunctionAnswer, Heard, Keys, MAX_ACTIONS_RUN, Machine, Moment, Pace,
    Prompt, Reaction, Response, Simulation,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A caller with random responses, who hangs up in random messages.
pub(crate) struct Anyone {
    pub(crate) answers: std::vec::IntoIter<Response>,
    pub(crate) messages: std::vec::IntoIter<Option<u64>>,
}

impl Caller for Anyone {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        self.answers.next().unwrap_or(Response::Silence)
    }

    fn hear(&mut self, _: &Heard<'_>) -> Reaction {
        self.messages.next().flatten().map_or(Reaction::Listen, |at_ms| Reaction::HangUp { at_ms })
    }
}

fn keys() -> impl Strategy<Value = Keys> {
    "[0-9*#]{1,12}".prop_map(|keys| Keys::read(&keys).unwrap())
}

fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        Just(Moment::Usual),
        any::<u64>().prop_map(Moment::FromStart),
        (0_u64..9_000).prop_map(Moment::AfterPrompt),
    ]
}

pub(crate) fn response() -> impl Strategy<Value = Response> {
    let then = prop_oneof![Just(AfterSpeech::Silence), Just(AfterSpeech::HangUp), keys().prop_map(AfterSpeech::Press)];
    prop_oneof![
        2 => Just(Response::Silence),
        6 => (keys(), moment()).prop_map(|(keys, at)| Response::Press { keys, at }),
        2 => (any::<u64>(), then).prop_map(|(ms, then)| Response::Speak { ms, then }),
        1 => moment().prop_map(|at| Response::HangUp { at }),
    ]
}

pub(crate) fn answer() -> impl Strategy<Value = FunctionAnswer> {
    let what = prop::sample::select(vec!["menu", "digits", "record", "agent", "nonsense"]);
    prop_oneof![
        8 => what.prop_map(|what| FunctionAnswer::answer(json!({ "do": what, "say": "<speak>one <break/></speak>" }))),
        1 => any::<u64>().prop_map(|ms| FunctionAnswer::answer(json!([])).taking(ms)),
        1 => Just(FunctionAnswer::error("down")),
        1 => Just(FunctionAnswer::timed_out()),
    ]
}

/// Collects every position in the document, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        Value::Object(map) => map.iter().for_each(|(key, item)| places(item, &format!("{at}/{key}"), found)),
        _ => {}
    }
}

fn scrap() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        r"[$.{}'\[\]a-z<>/&#*0-9]{0,16}".prop_map(Value::from),
        prop::sample::select(vec!["Compare", "Loop", "bye", "menu", "True", "$.External.a", "${A}"])
            .prop_map(Value::from),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Flow::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_flow_with_a_few_changes_is_run_to_an_end_or_refused_with_help(
        changes in prop::collection::vec((any::<prop::sample::Index>(), scrap()), 1..4),
        answers in prop::collection::vec(response(), 0..8),
        functions in prop::collection::vec(answer(), 0..8),
    ) {
        let mut flow: Value = serde_json::from_str(HELPLINE).unwrap();
        for (which, scrap) in changes {
            let mut all = Vec::new();
            places(&flow, "", &mut all);
            if let Some(place) = flow.pointer_mut(which.get(&all).as_str()) {
                *place = scrap;
            }
        }
        match Flow::read(&flow.to_string()) {
            Err(error) => {
                prop_assert!(!error.help().is_empty());
                for fault in error.faults {
                    let pointer = &fault.pointer;
                    prop_assert!(pointer.is_empty() || flow.pointer(pointer).is_some() || missing(&flow, pointer));
                }
            }
            Ok(flow) => {
                if let Ok(machine) = Machine::new(&flow, inbound(), placeholders(), Pace::default()) {
                    let mut world = TestWorld { answers: functions.into(), ..TestWorld::default() };
                    let mut caller = Anyone { answers: answers.into_iter(), messages: Vec::new().into_iter() };
                    machine.run(&mut world, &mut caller, &mut |_| {});
                }
            }
        }
    }

    /// Makes the checks of `fuzz/fuzz_targets/walk.rs`, on a flow of every action type.
    #[test]
    fn whatever_is_changed_in_a_flow_of_every_type_a_random_call_ends_and_writing_keeps_it(
        start in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), scrap()), 0..4),
        seed in any::<u64>(),
    ) {
        let actions = everything();
        let start = actions[start.index(actions.as_array().unwrap().len())]["Identifier"].clone();
        let mut flow = json!({ "Version": "2019-10-30", "StartAction": start, "Actions": actions });
        for (which, scrap) in changes {
            let mut all = Vec::new();
            places(&flow, "", &mut all);
            if let Some(place) = flow.pointer_mut(which.get(&all).as_str()) {
                *place = scrap;
            }
        }
        if let Ok(flow) = Flow::read(&flow.to_string()) {
            let written = flow.document().write();
            prop_assert_eq!(&Document::read(&written).unwrap(), flow.document());
            let outcome = Simulation::new(&flow).walk(seed);
            prop_assert!(outcome.trace.is_sorted_by_key(|event| event.at_ms));
            prop_assert!(outcome.actions_run <= MAX_ACTIONS_RUN);
        }
    }

    #[test]
    fn every_call_of_the_helpline_ends_and_its_clock_never_turns_back(
        answers in prop::collection::vec(response(), 0..20),
        messages in prop::collection::vec(prop::option::weighted(0.1, any::<u64>()), 0..20),
        functions in prop::collection::vec(answer(), 0..20),
    ) {
        let flow = Flow::read(HELPLINE).unwrap();
        let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap();
        let mut world = TestWorld { answers: functions.into(), ..TestWorld::default() };
        let mut caller = Anyone { answers: answers.into_iter(), messages: messages.into_iter() };
        let outcome = machine.run(&mut world, &mut caller, &mut |_| {});
        prop_assert!(!matches!(outcome.ended, Ended::Stopped { .. }), "{:?}", outcome.ended);
        prop_assert!(outcome.trace.is_sorted_by_key(|event| event.at_ms));
        prop_assert!(outcome.takes.iter().all(|take| take.start_ms <= take.end_ms && take.end_ms <= outcome.elapsed_ms));
    }
}

/// Returns true if the pointer names a key that is missing from an object of the flow.
fn missing(flow: &Value, pointer: &str) -> bool {
    pointer.rsplit_once('/').is_some_and(|(parent, _)| flow.pointer(parent).is_some_and(Value::is_object))
}
