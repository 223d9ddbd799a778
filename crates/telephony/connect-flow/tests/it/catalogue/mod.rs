//! Every action type and parameter key that 65 public flows of 26 repositories use (counted in October 2026) is read
//! without a remark, and runs.

mod rows;

use self::rows::{asking, changing, leading, talking};
use crate::support::*;
use connect_flow::{
    Agent, Answer, Call, Caller, Dialled, Ended, Flow, FunctionAnswer, Input, Machine, Pace, Prompt, Response,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

struct Use {
    action_type: &'static str,
    parameters: Value,
    errors: &'static [&'static str],
    conditions: &'static [&'static str],
}

/// Action types without a `NextAction`.
const LAST: [&str; 9] = [
    "DisconnectParticipant",
    "EndFlowExecution",
    "EndFlowModuleExecution",
    "TransferToFlow",
    "TransferContactToQueue",
    "TransferContactToAgent",
    "DequeueContactAndTransferToQueue",
    "MessageParticipantIteratively",
    "TransferParticipantToThirdParty",
];

/// Returns the actions of a flow with every action of the catalogue, each of which leads to the next.
pub(crate) fn everything() -> Value {
    let all = all();
    let mut actions: Vec<Value> = Vec::new();
    for (index, used) in all.iter().enumerate() {
        let next = if index + 1 < all.len() { format!("a{}", index + 1) } else { "bye".to_owned() };
        let text = action_of(used).to_string().replace("\"ok\"", &format!("\"{next}\""));
        let mut action: Value = serde_json::from_str(&text).unwrap();
        action["Identifier"] = json!(format!("a{index}"));
        actions.push(action);
    }
    with_ends(actions)
}

fn all() -> Vec<Use> {
    [talking(), leading(), changing(), asking()].into_iter().flatten().collect()
}

fn action_of(used: &Use) -> Value {
    let errors: Vec<_> = used.errors.iter().map(|error| (*error, "failed")).collect();
    let conditions: Vec<_> = used.conditions.iter().map(|operand| (*operand, "ok")).collect();
    let mut transitions = json!({ "Errors": branches(&errors), "Conditions": equals(&conditions) });
    if !LAST.contains(&used.action_type) || used.parameters.get("ContinueFlowExecution").is_some() {
        transitions["NextAction"] = json!("ok");
    }
    action("a", used.action_type, used.parameters.clone(), transitions)
}

#[test]
fn every_type_and_key_that_public_flows_use_is_read_and_runs() {
    let all = all();
    let types: BTreeSet<&str> = all.iter().map(|used| used.action_type).collect();
    assert_eq!(types.len(), 56, "types in the catalogue");
    let mut keys = BTreeSet::new();
    for used in &all {
        let name = used.action_type;
        named(&used.parameters, name, &mut keys);
        let mut action = action_of(used);
        action["Transitions"]["Errors"] =
            branches(&used.errors.iter().map(|error| (*error, "failed")).collect::<Vec<_>>());
        let queue = then(plain("queue", "UpdateContactTargetQueue", json!({ "QueueId": "q1" })), "a");
        let flow = Flow::read_strictly(&flow_of(&with_ends(vec![queue, action])));
        let flow = flow.unwrap_or_else(|error| panic!("{name}: {error}"));
        let names = flow.placeholders().map(|name| (name.to_owned(), name.to_owned())).collect();
        let call = Call {
            attributes: [("a", "1"), ("n", "2"), ("q", "q1")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            external: Some(json!({ "text": "hello", "prompt": "p", "a": "1" })),
            ..inbound()
        };
        let mut world = TestWorld {
            answers: [FunctionAnswer::answer(json!({}))].into(),
            agent: Some(Agent::after(1_000)),
            dialled: Dialled::talk(1_000),
            metric: Some(0),
            metrics: Some(json!({ "Queue": { "Size": 0 } })),
            services: used.conditions.first().map(|result| Answer::result(*result)).into_iter().collect(),
            ..TestWorld::default()
        };
        let machine = Machine::new(&flow, call, names, Pace::default()).unwrap();
        let machine = if ONLY_QUEUED.contains(&name) { machine.waiting_in("q1") } else { machine };
        let outcome = machine.run(&mut world, &mut Obliging, &mut |_| {});
        assert!(!matches!(outcome.ended, Ended::Stopped { .. }), "{name}: {:?}", outcome.ended);
        assert!(!said(&outcome).contains(&"failed"), "{name}: {:?}", remarks(&outcome));
    }
    assert_eq!(keys.len(), 170, "{keys:?}");
}

/// Action types that only a call in a queue can run.
const ONLY_QUEUED: [&str; 2] = ["DequeueContactAndTransferToQueue", "MessageParticipantIteratively"];

/// Collects the keys of parameters, as `Type.key.key`. Keys that an author chooses count as one key.
fn named(value: &Value, path: &str, keys: &mut BTreeSet<String>) {
    const BY_AUTHORS: [&str; 6] =
        ["Attributes", "FlowAttributes", "LambdaInvocationAttributes", "ViewData", "CaseRequestFields", "Tags"];
    match value {
        Value::Object(map) if BY_AUTHORS.iter().any(|name| path.ends_with(&format!(".{name}"))) && !map.is_empty() => {
            keys.insert(format!("{path}.<key>"));
        }
        Value::Object(map) if !map.is_empty() => {
            map.iter().for_each(|(key, value)| named(value, &format!("{path}.{key}"), keys));
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| named(item, &format!("{path}[]"), keys));
        }
        _ if path.contains('.') => {
            keys.insert(path.to_owned());
        }
        _ => {}
    }
}

/// A caller who presses the expected keys, and says something to a bot.
struct Obliging;

impl Caller for Obliging {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        match prompt.input {
            Input::Store { .. } => press("4155550100#"),
            Input::Bot { .. } => Response::Say { words: "sales".to_owned() },
            _ => press("1"),
        }
    }

    fn patience(&mut self) -> Option<u64> {
        Some(60_000)
    }
}
