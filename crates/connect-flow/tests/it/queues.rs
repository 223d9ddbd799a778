//! Queues, agents, whispers, and what comes after the conversation.

use crate::support::*;
use connect_flow::{Agent, Callback, Ended, Enqueue, Flow, Flows, Machine, Pace, Response, Script};
use serde_json::{Value, json};

/// Messages in turn, interrupted after so many seconds by `interrupted`.
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

// contact-actions-dequeuecontactandtransfertoqueue
#[test]
fn a_waiting_call_may_change_its_queue_and_stays_where_it_was_if_that_is_full() {
    let dequeue = action(
        "change",
        "DequeueContactAndTransferToQueue",
        json!({ "QueueId": "q2" }),
        json!({ "Errors": branches(&[("QueueAtCapacity", "full"), ("NoMatchingError", "failed")]) }),
    );
    let hold = vec![messages("hold", Some("20"), "which"), which_queue(), dequeue, end("stay")];
    let flows = flows(&[("CustomerQueue", hold)]);
    let outcome = wait(&flows, None, Some(30_000));
    assert_eq!(said(&outcome), ["please hold", "contact-1 in q1", "please hold"]);
    assert!(outcome.trace.iter().any(|event| event.to_string().ends_with("waits in the queue q2")));

    // The first queue takes the call, the second does not.
    struct SecondIsFull(TestWorld, bool);
    impl connect_flow::World for SecondIsFull {
        fn invoke(&mut self, call: &connect_flow::FunctionCall<'_>) -> connect_flow::FunctionAnswer {
            self.0.invoke(call)
        }
        fn hours(&mut self, of: connect_flow::HoursOf<'_>) -> connect_flow::Hours {
            self.0.hours(of)
        }
        fn enqueue(&mut self, _: &str) -> Enqueue {
            if std::mem::replace(&mut self.1, true) { Enqueue::AtCapacity } else { Enqueue::Queued }
        }
    }
    let flow = Flow::read(&flow_of(&with_ends(to_queue("queue", "enter")))).unwrap();
    let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap().with(&flows).unwrap();
    let mut world = SecondIsFull(TestWorld::default(), false);
    let outcome = machine.run(&mut world, &mut Waits(Some(30_000)), &mut |_| {});
    assert_eq!(said(&outcome), ["please hold", "contact-1 in q1", "full"]);
}

/// Says in which queue which contact waits, and changes it.
fn which_queue() -> Value {
    say("which", "$.ContactId in q1", "change")
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
    let expected = Callback {
        number: "+911111111111".to_owned(),
        queue: Some("q1".to_owned()),
        initial_delay_s: 60,
        attempts: 2,
        retry_delay_s: 600,
        flow: None,
    };
    assert_eq!((&outcome.callbacks[..], said(&outcome)), (&[expected.clone()][..], vec!["ok"]));
    let none = run_in(&mut TestWorld::default(), vec![number("$.Channel"), promise]);
    assert_eq!((none.callbacks.len(), said(&none)), (0, vec!["other"]));

    // contact-initiation-methods: the agent's whisper, then what the called person hears.
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
