//! Small flows, a world and callers for the tests.

use std::collections::{BTreeMap, VecDeque};

use connect_flow::{
    Agent, Answer, Call, Caller, Dialled, Ended, Enqueue, Flow, Flows, FunctionAnswer, FunctionCall, Happening, Heard,
    Hours, HoursOf, Machine, MetricOf, Moment, Outcome, Pace, Prompt, Reaction, Request, Response, Script, World,
};
use serde_json::{Value, json};

pub(crate) const HELPLINE: &str = include_str!("../flows/helpline.json");
pub(crate) const INSTANCE: &str =
    "arn:aws:connect:ap-southeast-1:111122223333:instance/00000000-0000-4000-8000-000000000001";

/// A flow of these actions, which begins with the first action.
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
    pub(crate) agent: Option<Agent>,
    pub(crate) metric: Option<u64>,
    pub(crate) metrics: Option<Value>,
    pub(crate) dialled: Dialled,
    pub(crate) services: VecDeque<Answer>,
    /// The requests to services: type and parameters.
    pub(crate) asked: Vec<(String, Value)>,
    pub(crate) percent: Option<u8>,
    /// `true` if the instance has no other flows and no voices.
    pub(crate) nowhere: bool,
}

impl Default for TestWorld {
    fn default() -> Self {
        Self {
            answers: VecDeque::new(),
            events: Vec::new(),
            hours: Hours::Open,
            enqueue: Enqueue::Queued,
            agent: None,
            metric: None,
            metrics: None,
            dialled: Dialled::Failed,
            services: VecDeque::new(),
            asked: Vec::new(),
            percent: None,
            nowhere: false,
        }
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

    fn agent(&mut self, _: &str) -> Option<Agent> {
        self.agent.clone()
    }

    fn metric(&mut self, _: &MetricOf<'_>) -> Option<u64> {
        self.metric
    }

    fn metrics(&mut self, _: Option<&str>) -> Option<Value> {
        self.metrics.clone()
    }

    fn dial(&mut self, _: &str) -> Dialled {
        self.dialled
    }

    fn answer(&mut self, request: &Request<'_>) -> Answer {
        self.asked.push((request.action_type.to_owned(), request.parameters.clone()));
        self.services.pop_front().unwrap_or_else(Answer::done)
    }

    fn flow_elsewhere(&mut self, _: &str) -> bool {
        !self.nowhere
    }

    fn speaks(&mut self, _: &str, _: Option<&str>) -> bool {
        !self.nowhere
    }

    fn percent(&mut self) -> Option<u8> {
        self.percent
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

/// Runs actions for a caller with these responses, in a world with default answers.
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

/// Returns the warnings and the causes of failures, in words.
pub(crate) fn remarks(outcome: &Outcome) -> Vec<String> {
    let remark = |what: &Happening| match what {
        Happening::Warned { warning } => Some(warning.to_string()),
        Happening::Failed { error, cause } => Some(format!("{error}: {cause}")),
        _ => None,
    };
    outcome.trace.iter().filter_map(|event| remark(&event.what)).collect()
}

pub(crate) const QUIETLY: Ended = Ended::FlowDisconnected;

/// A caller who hangs up this long after the start of the first message or input.
pub(crate) struct HangsUpInMessage(pub(crate) u64);

impl Caller for HangsUpInMessage {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        Response::HangUp { at: Moment::FromStart(self.0) }
    }

    fn hear(&mut self, _: &Heard<'_>) -> Reaction {
        Reaction::HangUp { at_ms: self.0 }
    }
}

/// The targets of branches: each tells the caller the branch's name, and then ends the call.
pub(crate) fn ends() -> Vec<Value> {
    ["ok", "late", "other", "failed", "full"].iter().map(|&name| say(name, name, "bye")).chain([bye()]).collect()
}

pub(crate) fn with_ends(mut actions: Vec<Value>) -> Value {
    actions.extend(ends());
    json!(actions)
}

/// Runs actions, followed by [`ends`], in this world for a silent caller.
#[track_caller]
pub(crate) fn run_in(world: &mut TestWorld, actions: Vec<Value>) -> Outcome {
    run(&flow_of(&with_ends(actions)), world, &mut Script::default())
}

/// An action that leads to `ok`, or on an error to `failed`.
pub(crate) fn plain(identifier: &str, action_type: &str, parameters: Value) -> Value {
    action(identifier, action_type, parameters, wires("ok", &[("NoMatchingError", "failed")]))
}

/// Makes an action lead to `next`.
pub(crate) fn then(mut action: Value, next: &str) -> Value {
    action["Transitions"]["NextAction"] = json!(next);
    action
}

/// An action that sets contact attributes and leads to `next`.
pub(crate) fn set(identifier: &str, attributes: Value, next: &str) -> Value {
    then(plain(identifier, "UpdateContactAttributes", json!({ "Attributes": attributes })), next)
}

/// Two actions: one that sets the target queue, and then `next`, which transfers the call to that queue.
pub(crate) fn to_queue(identifier: &str, next: &str) -> Vec<Value> {
    let errors = branches(&[("QueueAtCapacity", "full"), ("NoMatchingError", "failed")]);
    vec![
        then(plain(identifier, "UpdateContactTargetQueue", json!({ "QueueId": "q1" })), next),
        action(next, "TransferContactToQueue", json!({}), json!({ "Errors": errors })),
    ]
}

/// Flows by their names, each with its actions followed by [`ends`].
pub(crate) fn flows(named: &[(&str, Vec<Value>)]) -> Flows {
    let mut flows = Flows::new();
    for (name, actions) in named {
        flows.add(*name, Flow::read(&flow_of(&with_ends(actions.clone()))).unwrap());
    }
    flows
}

/// A module of these actions, followed by [`ends`].
pub(crate) fn module_of(actions: Vec<Value>) -> Flow {
    let mut module: Value = serde_json::from_str(&flow_of(&with_ends(actions))).unwrap();
    module["Settings"] = json!({ "InputParameters": [], "OutputParameters": [], "Transitions": [] });
    Flow::read(&module.to_string()).unwrap()
}

/// Runs actions, followed by [`ends`], among other flows.
#[track_caller]
pub(crate) fn run_among(flows: &Flows, actions: Vec<Value>, world: &mut TestWorld, caller: &mut dyn Caller) -> Outcome {
    let flow = Flow::read(&flow_of(&with_ends(actions))).unwrap();
    let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap();
    machine.with(flows).unwrap().run(world, caller, &mut |_| {})
}

/// Returns the words that only the agent heard.
pub(crate) fn whispered(outcome: &Outcome) -> Vec<&str> {
    let events = outcome.trace.iter();
    events
        .filter_map(|event| match &event.what {
            Happening::Whispered { text: Some(text), .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// Returns the contact events of a call.
pub(crate) fn contact_events(outcome: &Outcome) -> Vec<Value> {
    let events = outcome.trace.iter();
    events
        .filter_map(|event| match &event.what {
            Happening::Contact { told } => Some(serde_json::to_value(told).unwrap()["contact_event"].clone()),
            _ => None,
        })
        .collect()
}

/// A caller who waits for ever, or hangs up this long after the call was queued.
pub(crate) struct Waits(pub(crate) Option<u64>);

impl Caller for Waits {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        Response::Silence
    }

    fn patience(&mut self) -> Option<u64> {
        self.0
    }
}
