//! Queues, agents, whispers, and the flow after the conversation.

use crate::support::*;
use connect_flow::{
    Agent, Callback, Caller, Ended, Enqueue, Flow, Flows, FunctionAnswer, FunctionCall, Hours, HoursOf, Machine, Pace,
    Prompt, Response, Script, World,
};
use serde_json::{Value, json};

/// An action that plays messages in turn, and takes the branch to `interrupted` after `every` seconds.
fn messages(identifier: &str, every: Option<&str>, interrupted: &str) -> Value {
    let mut parameters = json!({ "Messages": [{ "Text": "please hold" }, { "PromptId": "music" }] });
    let mut transitions = json!({});
    if let Some(seconds) = every {
        parameters["InterruptFrequencySeconds"] = json!(seconds);
        transitions = json!({ "Conditions": equals(&[("MessagesInterrupted", interrupted)]) });
    }
    action(identifier, "MessageParticipantIteratively", parameters, transitions)
}

fn end(identifier: &str) -> Value {
    action(identifier, "EndFlowExecution", json!({}), json!({}))
}

fn queued() -> Ended {
    Ended::Queued { queue: "q1".to_owned() }
}

#[track_caller]
fn wait(flows: &Flows, agent: Option<Agent>, patience: Option<u64>) -> connect_flow::Outcome {
    let mut world = TestWorld { agent, ..TestWorld::default() };
    run_among(flows, to_queue("queue", "enter"), &mut world, &mut Waits(patience))
}

// contact-initiation-methods
#[test]
fn a_queued_call_hears_the_queues_flow_until_an_agent_takes_it_or_the_caller_hangs_up() {
    let flows = flows(&[("CustomerQueue", vec![messages("hold", None, "")])]);
    let taken = wait(&flows, Some(Agent::after(5_000)), None);
    assert_eq!((taken.ended, taken.elapsed_ms), (Ended::AgentHungUp, 5_000 + 60_000));
    let gone = wait(&flows, Some(Agent::after(5_000)), Some(4_000));
    assert_eq!((gone.ended, gone.elapsed_ms), (Ended::CallerHungUp, 4_000));
    let nobody = wait(&flows, None, None);
    assert_eq!((&nobody.ended, nobody.elapsed_ms), (&queued(), Pace::default().longest_wait_ms));
    assert_eq!(said(&nobody), ["please hold"]);
}

// contact-events
#[test]
fn the_world_is_told_of_the_contact_in_the_order_of_its_life() {
    let outcome = wait(&Flows::new(), Some(Agent::after(0)), None);
    let expected = ["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"];
    assert_eq!(contact_events(&outcome), expected);
    assert_eq!(contact_events(&wait(&Flows::new(), None, None)), ["INITIATED", "QUEUED"], "it still waits");
}

// loop-prompts, end-flow-resume
#[test]
fn messages_are_interrupted_and_begin_anew_at_the_end_of_the_flow() {
    let hold = vec![messages("hold", Some("30"), "offer"), say("offer", "still here", "again"), end("again")];
    let outcome = wait(&flows(&[("CustomerQueue", hold)]), None, Some(70_000));
    assert_eq!(said(&outcome), ["please hold", "still here", "please hold", "still here", "please hold"]);
    assert_eq!(outcome.ended, Ended::CallerHungUp);
}

// set-whisper-flow
#[test]
fn the_agent_hears_the_agents_whisper_then_the_caller_theirs_then_they_talk() {
    let flows = flows(&[
        ("AgentWhisper", vec![say("tell", "from $.Attributes.town to $.Agent.UserName", "done"), end("done")]),
        ("CustomerWhisper", vec![say("tell", "you are put through", "done"), end("done")]),
    ]);
    let mut world = TestWorld { agent: Some(Agent::after(1_000)), ..TestWorld::default() };
    let mut actions = vec![set("town", json!({ "town": "Sehore" }), "queue")];
    actions.extend(to_queue("queue", "enter"));
    let outcome = run_among(&flows, actions, &mut world, &mut Waits(None));
    assert_eq!(whispered(&outcome), ["from Sehore to agent"]);
    assert_eq!(said(&outcome), ["you are put through"]);
    assert_eq!(outcome.ended, Ended::AgentHungUp);
}

// set-whisper-flow
#[test]
fn a_whisper_of_more_than_two_minutes_disconnects() {
    let long = vec![say("tell", &"word ".repeat(300), "done"), end("done")];
    let outcome = wait(&flows(&[("CustomerWhisper", long)]), Some(Agent::after(0)), None);
    assert_eq!((&outcome.ended, outcome.elapsed_ms), (&Ended::FlowDisconnected, 120_000));
    assert_eq!(remarks(&outcome), ["the whisper lasts more than 2 minutes, and the call is disconnected"]);
}

// contact-actions-updatecontacteventhooks
#[test]
fn a_hook_names_the_flow_for_its_moment_and_can_switch_it_off() {
    let flows = flows(&[
        ("CustomerWhisper", vec![say("tell", "the default", "done"), end("done")]),
        ("special", vec![say("tell", "the special one", "done"), end("done")]),
    ]);
    let hook = |parameters: Value| {
        let mut actions = vec![then(plain("hook", "UpdateContactEventHooks", parameters), "queue")];
        actions.extend(to_queue("queue", "enter"));
        let mut world = TestWorld { agent: Some(Agent::after(0)), ..TestWorld::default() };
        said(&run_among(&flows, actions, &mut world, &mut Waits(None))).join(" ")
    };
    assert_eq!(hook(json!({ "EventHooks": { "CustomerWhisper": "arn:…/contact-flow/special" } })), "the special one");
    let off = json!({ "EventHooksConfiguration": { "CustomerWhisper": { "DisableExecution": "true" } } });
    assert_eq!(hook(off), "");
    assert_eq!(hook(json!({ "EventHooks": { "CustomerQueue": "elsewhere" } })), "the default");

    let unknown = plain("hook", "UpdateContactEventHooks", json!({ "EventHooks": { "CustomerQueue": "nowhere" } }));
    let mut world = TestWorld { nowhere: true, ..TestWorld::default() };
    assert_eq!(said(&run_in(&mut world, vec![unknown])), ["failed"]);
}

// set-disconnect-flow
#[test]
fn when_the_agent_hangs_up_first_the_flow_for_the_remaining_caller_runs() {
    let flows = flows(&[("CustomerRemaining", vec![menu("ask", &[("1", "ok")])])]);
    let remains = |hangs_up_first| {
        let agent = Agent { hangs_up_first, ..Agent::after(0) };
        let mut world = TestWorld { agent: Some(agent), ..TestWorld::default() };
        let actions = to_queue("queue", "enter");
        run_among(&flows, actions, &mut world, &mut Script::new([press("1")]))
    };
    let agent_first = remains(true);
    assert_eq!(said(&agent_first), ["press a key now please", "ok"]);
    assert_eq!(agent_first.ended, Ended::FlowDisconnected);
    assert_eq!(remains(false).ended, Ended::CallerHungUp, "nothing can be played to who is gone");
}

/// A caller who hangs up at this time of the call.
struct LeavesAt(u64);

impl Caller for LeavesAt {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        Response::Silence
    }

    fn hangs_up_at(&mut self) -> Option<u64> {
        Some(self.0)
    }
}

/// A world whose queues take this many calls and are then full. An agent of the first queue comes after 35 seconds.
struct Rooms(TestWorld, u32);

impl World for Rooms {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        self.0.invoke(call)
    }

    fn hours(&mut self, of: HoursOf<'_>) -> Hours {
        self.0.hours(of)
    }

    fn enqueue(&mut self, _: &str) -> Enqueue {
        let room = self.1 > 0;
        self.1 = self.1.saturating_sub(1);
        if room { Enqueue::Queued } else { Enqueue::AtCapacity }
    }

    fn agent(&mut self, queue: &str) -> Option<Agent> {
        (queue == "q1").then(|| Agent::after(35_000))
    }
}

// contact-actions-dequeuecontactandtransfertoqueue
#[test]
fn a_waiting_call_may_change_its_queue_and_stays_where_it_was_if_that_is_full() {
    let errors = branches(&[("QueueAtCapacity", "full"), ("NoMatchingError", "bye")]);
    let change =
        action("change", "DequeueContactAndTransferToQueue", json!({ "QueueId": "q2" }), json!({ "Errors": errors }));
    let tell = |identifier: &str, next: &str| say(identifier, "$.ContactId in $.Queue.ARN", next);
    let hold = vec![
        messages("hold", Some("20"), "before"),
        tell("before", "change"),
        change,
        tell("full", "end"),
        end("end"),
        bye(),
    ];
    let mut flows = Flows::new();
    flows.add("CustomerQueue", Flow::read(&flow_of(&json!(hold))).unwrap());
    let flow = Flow::read(&flow_of(&with_ends(to_queue("queue", "enter")))).unwrap();
    let wait = |rooms: u32| {
        let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap().with(&flows).unwrap();
        machine.run(&mut Rooms(TestWorld::default(), rooms), &mut LeavesAt(50_000), &mut |_| {})
    };
    let (first, second) = (format!("contact-1 in {INSTANCE}/queue/q1"), format!("contact-1-2 in {INSTANCE}/queue/q2"));

    let changed = wait(2);
    assert_eq!(said(&changed)[..4], ["please hold", &first, "please hold", &second]);
    assert_eq!(changed.ended, Ended::CallerHungUp, "the agent of the first queue never has it");

    let full = wait(1);
    assert_eq!(said(&full)[..3], ["please hold", &first, &first]);
    assert!(contact_events(&full).contains(&json!("CONNECTED_TO_AGENT")), "it never left the first queue");
}

// contact-actions-transfercontacttoqueue
#[test]
fn only_who_waits_can_change_the_queue_and_nobody_waits_twice() {
    let errors = branches(&[("QueueAtCapacity", "full"), ("NoMatchingError", "failed")]);
    let change = action("change", "DequeueContactAndTransferToQueue", json!({}), json!({ "Errors": errors }));
    assert_eq!(said(&run_in(&mut TestWorld::default(), vec![change])), ["failed"]);
    let again = action("again", "TransferContactToQueue", json!({}), json!({ "Errors": errors }));
    let outcome = wait(&flows(&[("CustomerQueue", vec![again])]), None, Some(1_000));
    assert_eq!(remarks(&outcome), ["NoMatchingError: the contact waits in a queue already"]);
}

// check-staffing, check-queue-status
#[test]
fn staffing_and_queues_are_numbers_that_conditions_are_held_against() {
    #[track_caller]
    fn check(metric: Option<u64>, heard: &str) {
        let errors = [("NoMatchingCondition", "other"), ("NoMatchingError", "failed")];
        let mut check = action(
            "check",
            "CheckMetricData",
            json!({ "MetricType": "NumberOfAgentsStaffed" }),
            wires("failed", &errors),
        );
        check["Transitions"]["Conditions"] =
            json!([{ "NextAction": "ok", "Condition": { "Operator": "NumberGreaterThan", "Operands": ["0"] } }]);
        let queue = then(plain("queue", "UpdateContactTargetQueue", json!({ "QueueId": "q1" })), "check");
        let mut world = TestWorld { metric, ..TestWorld::default() };
        assert_eq!(said(&run_in(&mut world, vec![queue, check])), [heard]);
    }
    check(Some(2), "ok");
    check(Some(0), "other");
    check(None, "failed");
}

// flow-control-actions-getmetricdata
#[test]
fn metrics_are_known_to_the_flow_unless_there_is_no_activity() {
    let get = |metrics: Option<Value>| {
        let get = then(plain("get", "GetMetricData", json!({ "QueueId": "q1", "QueueChannel": "Voice" })), "tell");
        let tell = say("tell", "$.Metrics.Queue.Size wait, $.Metrics.Agents.Online.Count are here", "bye");
        let mut world = TestWorld { metrics, ..TestWorld::default() };
        said(&run_in(&mut world, vec![get, tell])).join("")
    };
    assert_eq!(
        get(Some(json!({ "Queue": { "Size": 3 }, "Agents": { "Online": { "Count": 2 } } }))),
        "3 wait, 2 are here"
    );
    assert_eq!(get(None), "failed");
}

// contact-actions-transfercontacttoagent
#[test]
fn an_agent_who_is_busy_never_takes_the_call_and_it_ends() {
    let transfer = |agent| {
        let transfer = action("to", "TransferContactToAgent", json!({}), json!({}));
        run_in(&mut TestWorld { agent, ..TestWorld::default() }, vec![transfer]).ended
    };
    assert_eq!(transfer(None), Ended::FlowDisconnected);
    assert_eq!(transfer(Some(Agent::after(0))), Ended::AgentHungUp);
}

// interactions-createcallbackcontact, contact-actions-updatecontactcallbacknumber
#[test]
fn a_call_back_is_promised_to_the_callers_number_or_another_and_can_be_placed() {
    let number = |path: &str| {
        let errors = [("InvalidCallbackNumber", "other"), ("CallbackNumberNotDialable", "failed")];
        let wired = wires("call-back", &errors);
        action("number", "UpdateContactCallbackNumber", json!({ "CallbackNumber": path }), wired)
    };
    let promise = plain(
        "call-back",
        "CreateCallbackContact",
        json!({
            "QueueId": "q1", "InitialCallDelaySeconds": "60", "RetryDelaySeconds": "600",
            "MaximumConnectionAttempts": "2", "CallbackMode": "AgentFirst",
        }),
    );
    let attribute = set("set", json!({ "n": "+911111111111" }), "number");
    let outcome = run_in(&mut TestWorld::default(), vec![attribute, number("$.Attributes.n"), promise.clone()]);
    let mut expected = Callback::to("+911111111111", "q1");
    (expected.initial_delay_s, expected.attempts, expected.retry_delay_s) = (60, 2, 600);
    expected.mode = Some("AgentFirst".to_owned());
    assert_eq!((&outcome.callbacks[..], said(&outcome)), (&[expected.clone()][..], vec!["ok"]));
    let none = run_in(&mut TestWorld::default(), vec![number("$.Channel"), promise]);
    assert_eq!((none.callbacks.len(), said(&none)), (0, vec!["other"]));

    // contact-initiation-methods: the agent whisper, then the outbound whisper.
    let flows = flows(&[
        ("AgentWhisper", vec![say("tell", "a call back", "done"), end("done")]),
        ("OutboundWhisper", vec![say("tell", "you asked for a call", "done"), end("done")]),
    ]);
    let mut world = TestWorld { agent: Some(Agent::after(2_000)), ..TestWorld::default() };
    let machine = Machine::callback(&expected, inbound(), placeholders(), Pace::default()).unwrap();
    let call = machine.with(&flows).unwrap().run(&mut world, &mut Waits(None), &mut |_| {});
    assert_eq!((whispered(&call), said(&call)), (vec!["a call back"], vec!["you asked for a call"]));
    assert_eq!(call.ended, Ended::AgentHungUp);
}

// about-recording-behavior
#[test]
fn the_recording_of_the_flow_ends_when_an_agent_takes_the_call() {
    let on = json!({ "RecordingBehavior": { "IVRRecordingBehavior": "Enabled" } });
    let mut actions = vec![action("on", "UpdateContactRecordingBehavior", on, json!({ "NextAction": "queue" }))];
    actions.extend(to_queue("queue", "enter"));
    let mut world = TestWorld { agent: Some(Agent::after(3_000)), ..TestWorld::default() };
    let outcome = run(&flow_of(&with_ends(actions)), &mut world, &mut Script::new(Vec::<Response>::new()));
    assert_eq!((outcome.takes.len(), outcome.takes[0].end_ms), (1, 3_000));
}

// contact-initiation-methods
#[test]
fn who_has_waited_for_an_agent_does_not_leave_them_when_the_patience_would_have_ended() {
    let mut world = TestWorld { agent: Some(Agent::after(5_000)), ..TestWorld::default() };
    let outcome = run_among(&Flows::new(), to_queue("queue", "enter"), &mut world, &mut Waits(Some(30_000)));
    assert_eq!((outcome.ended, outcome.elapsed_ms), (Ended::AgentHungUp, 65_000));
}

// connect-attrib-list
#[test]
fn the_flow_of_a_queue_sees_no_attributes_of_the_flow_before_it() {
    let flows = flows(&[("CustomerQueue", vec![say("tell", "own $.FlowAttributes.a", "done"), end("done")])]);
    let own = json!({ "FlowAttributes": { "a": { "Value": "x" } } });
    let mut actions = vec![then(plain("own", "UpdateFlowAttributes", own), "queue")];
    actions.extend(to_queue("queue", "enter"));
    let outcome = run_among(&flows, actions, &mut TestWorld::default(), &mut Waits(Some(1_000)));
    assert_eq!(said(&outcome), ["own "]);
}

// check-hours-of-operation
#[test]
fn the_queue_of_an_agent_has_no_hours() {
    let check = |parameters: Value| {
        let mut hours =
            action("hours", "CheckHoursOfOperation", json!({}), wires("ok", &[("NoMatchingError", "failed")]));
        hours["Transitions"]["Conditions"] = equals(&[("True", "ok"), ("False", "other")]);
        let target = then(plain("target", "UpdateContactTargetQueue", parameters), "hours");
        said(&run_in(&mut TestWorld::default(), vec![target, hours])).join("")
    };
    assert_eq!(check(json!({ "QueueId": "q1" })), "ok");
    assert_eq!(check(json!({ "AgentId": "a1" })), "failed");
}

// set-whisper-flow
#[test]
fn a_hook_that_was_switched_off_and_on_again_has_the_flow_that_was_set() {
    let flows = flows(&[("special", vec![say("tell", "the special one", "done"), end("done")])]);
    let hook = |identifier: &str, parameters: Value, next: &str| {
        then(plain(identifier, "UpdateContactEventHooks", parameters), next)
    };
    let switch = |off: &str| json!({ "EventHooksConfiguration": { "CustomerWhisper": { "DisableExecution": off } } });
    let mut actions = vec![
        hook("set", json!({ "EventHooks": { "CustomerWhisper": "special" } }), "off"),
        hook("off", switch("true"), "on"),
        hook("on", switch("false"), "queue"),
    ];
    actions.extend(to_queue("queue", "enter"));
    let mut world = TestWorld { agent: Some(Agent::after(0)), ..TestWorld::default() };
    assert_eq!(said(&run_among(&flows, actions, &mut world, &mut Waits(None))), ["the special one"]);
}

#[test]
fn a_hook_whose_flow_is_not_here_is_warned_of() {
    let set = plain("set", "UpdateContactEventHooks", json!({ "EventHooks": { "CustomerQueue": "elsewhere" } }));
    let mut actions = vec![then(set, "queue")];
    actions.extend(to_queue("queue", "enter"));
    let outcome = run_among(&Flows::new(), actions, &mut TestWorld::default(), &mut Waits(None));
    assert_eq!(
        remarks(&outcome),
        ["the flow `elsewhere` for `CustomerQueue` is none of those given, so nothing is heard of it"]
    );
}

// touchtone-buffering
#[test]
fn keys_of_before_the_queue_answer_nothing_after_it() {
    let flows = flows(&[("CustomerRemaining", vec![menu("ask", &[("1", "ok")])])]);
    let buffer = then(plain("buffer", "GetParticipantInput", json!({ "EnableDTMFBuffer": "true" })), "hello");
    let mut actions = vec![buffer, say("hello", "hello", "queue")];
    actions.extend(to_queue("queue", "enter"));
    let mut world = TestWorld { agent: Some(Agent::after(0)), ..TestWorld::default() };
    let outcome = run_among(&flows, actions, &mut world, &mut Early);
    assert_eq!(said(&outcome), ["hello", "press a key now please", "late"]);
}

/// A caller who presses 1 in the first message.
struct Early;

impl Caller for Early {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        Response::Silence
    }

    fn hear(&mut self, heard: &connect_flow::Heard<'_>) -> connect_flow::Reaction {
        match connect_flow::Keys::read("1") {
            Ok(keys) if heard.action == "hello" => connect_flow::Reaction::Press { keys, at_ms: 100 },
            _ => connect_flow::Reaction::Listen,
        }
    }
}

// about-recording-behavior
#[test]
fn what_agent_and_caller_say_is_recorded_as_the_flow_has_set_it() {
    let on = json!({ "RecordingBehavior": { "RecordedParticipants": ["Agent", "Customer"] } });
    let mut actions = vec![action("on", "UpdateContactRecordingBehavior", on, json!({ "NextAction": "queue" }))];
    actions.extend(to_queue("queue", "enter"));
    let mut world = TestWorld { agent: Some(Agent::after(0)), ..TestWorld::default() };
    let outcome = run_among(&Flows::new(), actions, &mut world, &mut Waits(None));
    assert!(outcome.trace.iter().any(|event| event.to_string().ends_with("recorded: Agent, Customer")));
}
