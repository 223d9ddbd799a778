//! Small flows, a world and a caller for the tests.

use std::collections::{BTreeMap, VecDeque};

use connect_flow::{
    Call, Caller, Ended, Enqueue, Flow, FunctionAnswer, FunctionCall, Happening, Heard, Hours, HoursOf, Machine,
    Moment, Outcome, Pace, Prompt, Reaction, Response, Script, World,
};
use serde_json::{Value, json};

pub(crate) const HELPLINE: &str = include_str!("../flows/helpline.json");
pub(crate) const INSTANCE: &str =
    "arn:aws:connect:ap-southeast-1:111122223333:instance/00000000-0000-4000-8000-000000000001";

/// A flow of these actions, the first being the start.
pub(crate) fn flow_of(actions: &Value) -> String {
    json!({ "Version": "2019-10-30", "StartAction": actions[0]["Identifier"], "Actions": actions }).to_string()
}

pub(crate) fn action(identifier: &str, action_type: &str, parameters: Value, transitions: Value) -> Value {
    json!({ "Identifier": identifier, "Type": action_type, "Parameters": parameters, "Transitions": transitions })
}

pub(crate) fn bye() -> Value {
    action("bye", "DisconnectParticipant", json!({}), json!({}))
}

/// Transitions with `NextAction` and a branch for each of the errors.
pub(crate) fn wires(next: &str, errors: &[(&str, &str)]) -> Value {
    json!({ "NextAction": next, "Errors": branches(errors) })
}

pub(crate) fn branches(errors: &[(&str, &str)]) -> Value {
    errors.iter().map(|(error, next)| json!({ "ErrorType": error, "NextAction": next })).collect()
}

pub(crate) fn equals(operands: &[(&str, &str)]) -> Value {
    let one = |(operand, next): &(&str, &str)| json!({ "NextAction": next, "Condition": { "Operator": "Equals", "Operands": [operand] } });
    operands.iter().map(one).collect()
}

pub(crate) fn say(identifier: &str, text: &str, next: &str) -> Value {
    action(identifier, "MessageParticipant", json!({ "Text": text }), json!({ "NextAction": next }))
}

/// A function call whose error branch leads to `failed`.
pub(crate) fn ask(identifier: &str, parameters: Value, next: &str) -> Value {
    let mut all = json!({ "LambdaFunctionARN": "arn:f", "InvocationTimeLimitSeconds": "8" });
    if let (Value::Object(all), Value::Object(more)) = (&mut all, parameters) {
        all.extend(more);
    }
    action(identifier, "InvokeLambdaFunction", all, wires(next, &[("NoMatchingError", "failed")]))
}

pub(crate) fn menu(identifier: &str, keys: &[(&str, &str)]) -> Value {
    let errors = branches(&[
        ("InputTimeLimitExceeded", "late"),
        ("NoMatchingCondition", "other"),
        ("NoMatchingError", "failed"),
    ]);
    let transitions = json!({ "NextAction": "other", "Conditions": equals(keys), "Errors": errors });
    let parameters = json!({ "Text": "press a key now please", "InputTimeLimitSeconds": "5" });
    action(identifier, "GetParticipantInput", parameters, transitions)
}

pub(crate) struct TestWorld {
    pub(crate) answers: VecDeque<FunctionAnswer>,
    pub(crate) events: Vec<Value>,
    pub(crate) hours: Hours,
    pub(crate) enqueue: Enqueue,
}

impl Default for TestWorld {
    fn default() -> Self {
        Self { answers: VecDeque::new(), events: Vec::new(), hours: Hours::Open, enqueue: Enqueue::Queued }
    }
}

impl World for TestWorld {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        self.events.push(call.event.clone());
        self.answers.pop_front().unwrap_or_else(|| FunctionAnswer::error("no answer prepared"))
    }

    fn hours(&mut self, _: HoursOf<'_>) -> Hours {
        self.hours
    }

    fn enqueue(&mut self, _: &str) -> Enqueue {
        self.enqueue
    }

    fn queue_name(&mut self, _: &str) -> Option<String> {
        Some("Grievances".to_owned())
    }
}

pub(crate) fn answering(answers: impl IntoIterator<Item = Value>) -> TestWorld {
    TestWorld { answers: answers.into_iter().map(FunctionAnswer::answer).collect(), ..TestWorld::default() }
}

pub(crate) fn inbound() -> Call {
    Call::inbound("contact-1", Some("+911234567890"), "+911800000000", INSTANCE)
}

pub(crate) fn placeholders() -> BTreeMap<String, String> {
    let pairs = [("ConversationFunctionArn", "arn:f"), ("BeepPromptArn", "arn:beep"), ("QueueArn", "arn:q")];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

#[track_caller]
pub(crate) fn run(flow: &str, world: &mut TestWorld, caller: &mut dyn Caller) -> Outcome {
    let flow = Flow::read(flow).unwrap();
    let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap();
    machine.run(world, caller, &mut |_| {})
}

/// Runs actions for a caller with these answers, in a quiet world.
#[track_caller]
pub(crate) fn run_actions(actions: Value, answers: Vec<Response>) -> Outcome {
    run(&flow_of(&actions), &mut TestWorld::default(), &mut Script::new(answers))
}

pub(crate) fn press(keys: &str) -> Response {
    Response::press(keys).unwrap()
}

pub(crate) fn visited(outcome: &Outcome) -> Vec<&str> {
    let events = outcome.trace.iter();
    events
        .filter_map(|event| match &event.what {
            Happening::Action { identifier, .. } => Some(identifier.as_str()),
            _ => None,
        })
        .collect()
}

pub(crate) fn said(outcome: &Outcome) -> Vec<&str> {
    let events = outcome.trace.iter();
    events
        .filter_map(|event| match &event.what {
            Happening::Heard { text: Some(text), .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// Warnings and causes of failure, in words.
pub(crate) fn remarks(outcome: &Outcome) -> Vec<String> {
    let remark = |what: &Happening| match what {
        Happening::Warned { warning } => Some(warning.to_string()),
        Happening::Failed { error, cause } => Some(format!("{error}: {cause}")),
        _ => None,
    };
    outcome.trace.iter().filter_map(|event| remark(&event.what)).collect()
}

pub(crate) const QUIETLY: Ended = Ended::FlowDisconnected;

/// Hangs up this long after the start of the first message.
pub(crate) struct HangsUpInMessage(pub(crate) u64);

impl Caller for HangsUpInMessage {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        Response::HangUp { at: Moment::FromStart(self.0) }
    }

    fn hear(&mut self, _: &Heard<'_>) -> Reaction {
        Reaction::HangUp { at_ms: self.0 }
    }
}
