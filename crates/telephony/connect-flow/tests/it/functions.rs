//! Functions: their repeated calls, and the parts of their answers that a flow sees.

use crate::support::*;
use connect_flow::{FunctionAnswer, FunctionCall, Happening, HoursOf, Outcome, Script, World};
use serde_json::{Value, json};

fn failing(times: usize, then: FunctionAnswer) -> TestWorld {
    let mut world = TestWorld::default();
    world.answers.extend((0..times).map(|_| FunctionAnswer::error("throttled").taking(100)));
    world.answers.push_back(then);
    world
}

fn attempts(outcome: &Outcome) -> Vec<(u32, u64)> {
    let events = outcome.trace.iter();
    events
        .filter_map(|event| match event.what {
            Happening::Invoked { attempts, ms, .. } => Some((attempts, ms)),
            _ => None,
        })
        .collect()
}

// connect-lambda-functions
#[test]
fn a_function_that_fails_is_called_three_times_more_and_then_no_longer() {
    let answer = || FunctionAnswer::answer(json!({ "a": "1" })).taking(100);
    let mut world = failing(3, answer());
    let outcome = run_in(&mut world, vec![ask("ask", json!({}), "ok")]);
    assert_eq!((said(&outcome), attempts(&outcome)), (vec!["ok"], vec![(4, 400)]));

    let mut world = failing(4, answer());
    let outcome = run_in(&mut world, vec![ask("ask", json!({}), "ok")]);
    assert_eq!((said(&outcome), attempts(&outcome)), (vec!["failed"], vec![(4, 400)]));
    assert_eq!(remarks(&outcome), ["NoMatchingError: the function failed: throttled"]);
}

// connect-lambda-functions
#[test]
fn every_repetition_is_the_same_event_within_what_is_left_of_the_time_limit() {
    struct Slow(Vec<(u64, Value)>);
    impl World for Slow {
        fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
            self.0.push((call.time_limit_ms, call.event.clone()));
            FunctionAnswer::error("it failed").taking(900)
        }
        fn hours(&mut self, _: HoursOf<'_>) -> connect_flow::Hours {
            connect_flow::Hours::Open
        }
        fn enqueue(&mut self, _: &str) -> connect_flow::Enqueue {
            connect_flow::Enqueue::Queued
        }
    }
    let limit = json!({ "InvocationTimeLimitSeconds": "2" });
    let flow = connect_flow::Flow::read(&flow_of(&with_ends(vec![ask("ask", limit, "ok")]))).unwrap();
    let machine = connect_flow::Machine::new(&flow, inbound(), placeholders(), connect_flow::Pace::default()).unwrap();
    let mut world = Slow(Vec::new());
    let outcome = machine.run(&mut world, &mut Script::default(), &mut |_| {});
    let limits: Vec<u64> = world.0.iter().map(|(limit, _)| *limit).collect();
    assert_eq!(limits, [2_000, 1_100, 200]);
    assert!(world.0.windows(2).all(|pair| pair[0].1 == pair[1].1));
    assert_eq!(attempts(&outcome), [(3, 2_000)]);
    assert_eq!(remarks(&outcome), ["NoMatchingError: the function did not answer in time"]);
}

// invoke-lambda-function-block
#[test]
fn a_function_that_is_not_waited_for_takes_no_time_and_leaves_its_request_id() {
    let later = json!({ "InvocationType": "ASYNCHRONOUS", "InvocationTimeLimitSeconds": "60" });
    let tell = say("tell", "$.External.a asked as $.LambdaInvocation.InvocationId", "bye");
    let mut world = answering([json!({ "a": "1" }), json!({ "a": "2" })]);
    let outcome = run_in(&mut world, vec![ask("first", json!({}), "later"), ask("later", later, "tell"), tell]);
    assert_eq!(said(&outcome), ["1 asked as contact-1-2"]);
    assert_eq!(attempts(&outcome), [(1, 500), (1, 0)]);
}

// connect-lambda-functions
#[test]
fn parameters_may_be_nested_and_hold_whole_answers() {
    let given = json!({ "LambdaInvocationAttributes": {
        "who": { "number": "$.CustomerEndpoint.Address", "list": ["a", "$.Attributes.none"] }, "all": "$.External",
    } });
    let mut world = answering([json!({ "a": { "b": [1, 2] } }), json!({})]);
    let json = json!({ "ResponseValidation": { "ResponseType": "JSON" } });
    run_in(&mut world, vec![ask("first", json, "second"), ask("second", given, "ok")]);
    let expected = json!({
        "who": { "number": "+911234567890", "list": ["a", null] }, "all": { "a": { "b": [1, 2] } },
    });
    assert_eq!(world.events[1]["Details"]["Parameters"], expected);
}

// how-to-reference-attributes
#[test]
fn a_text_that_would_outgrow_everything_is_cut_off_with_a_warning() {
    let long = "$.External.a".repeat(100);
    let mut world = answering([json!({ "a": "x".repeat(2_000) })]);
    let outcome = run_in(&mut world, vec![ask("ask", json!({}), "set"), set("set", json!({ "b": long }), "ok")]);
    assert_eq!(said(&outcome), ["failed"], "no attribute is so long");
    assert_eq!(remarks(&outcome)[0], "the text is longer than 64 KB and was cut off");
}
