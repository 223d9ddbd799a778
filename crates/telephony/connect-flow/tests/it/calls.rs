//! The rules of a call, one test each. A comment above a test names the page of the Amazon Connect guides.

use crate::support::*;
use connect_flow::{
    AfterSpeech, Call, Ended, Enqueue, ErrorType, Flow, FunctionAnswer, Happening, Hours, Keys, Machine, Moment, Pace,
    Response, Script, StartError, StopReason, Take, TraceEvent,
};
use serde_json::{Value, json};

// participant-actions-getparticipantinput
#[test]
fn a_menu_follows_the_key_and_else_no_matching_condition_and_after_silence_the_time_limit() {
    #[track_caller]
    fn check(answer: Response, heard: &str) {
        let outcome = run_actions(with_ends(vec![menu("ask", &[("1", "ok")])]), vec![answer]);
        assert_eq!(said(&outcome), ["press a key now please", heard]);
    }
    check(press("1"), "ok");
    check(press("2"), "other");
    check(Response::Silence, "late");
    check(Response::Press { keys: Keys::read("1").unwrap(), at: Moment::AfterPrompt(5_000) }, "ok");
    check(Response::Press { keys: Keys::read("1").unwrap(), at: Moment::AfterPrompt(5_001) }, "late");
}

#[test]
fn a_menu_takes_one_key_and_says_which_keys_were_lost() {
    let outcome = run_actions(with_ends(vec![menu("ask", &[("1", "ok")])]), vec![press("12#")]);
    assert_eq!(said(&outcome)[1], "ok");
    assert_eq!(remarks(&outcome), ["the keys `2#` were pressed when nothing took them and are lost"]);
}

// Five words at 138 words a minute take 2,173 ms, a recorded prompt takes 400 ms, and a key 1,500 ms.
#[test]
fn a_tiny_call_takes_exactly_the_time_of_its_words_keys_and_functions() {
    let beep = action("beep", "MessageParticipant", json!({ "PromptId": "p" }), json!({ "NextAction": "ask" }));
    let flow = flow_of(&with_ends(vec![ask("function", json!({}), "beep"), beep, menu("ask", &[("1", "bye")])]));
    let mut world = answering([json!({})]);
    let outcome = run(&flow, &mut world, &mut Script::new([press("1")]));
    let times: Vec<_> = outcome.trace.iter().map(|event| (event.at_ms, &event.what)).collect();
    assert_eq!(outcome.elapsed_ms, 500 + 400 + 2_173 + 1_500);
    let at = |wanted: fn(&Happening) -> bool| times.iter().find(|(_, what)| wanted(what)).unwrap().0;
    assert_eq!(at(|what| matches!(what, Happening::Invoked { ms: 500, .. })), 0);
    assert_eq!(at(|what| matches!(what, Happening::Heard { ms: 400, .. })), 500);
    assert_eq!(at(|what| matches!(what, Happening::Heard { ms: 2_173, .. })), 900);
    assert_eq!(at(|what| matches!(what, Happening::Pressed { .. })), 4_573);
}

// participant-actions-getparticipantinput
#[test]
fn a_key_during_the_prompt_cuts_it_short() {
    let barge_in = Response::Press { keys: Keys::read("1").unwrap(), at: Moment::FromStart(700) };
    let outcome = run_actions(with_ends(vec![menu("ask", &[("1", "bye")])]), vec![barge_in]);
    assert_eq!(outcome.elapsed_ms, 700);
    assert!(outcome.trace.iter().any(|event| matches!(event.what, Happening::Heard { ms: 700, .. })));
}

fn store() -> Vec<Value> {
    let parameters = json!({
        "Text": "your number", "InputTimeLimitSeconds": "5", "StoreInput": "True",
        "InputValidation": { "CustomValidation": { "MaximumLength": "8" } },
    });
    vec![
        action("ask", "GetParticipantInput", parameters, wires("echo", &[("NoMatchingError", "failed")])),
        say("echo", "got $.StoredCustomerInput", "bye"),
    ]
}

// store-customer-input
#[test]
fn stored_input_is_what_was_keyed_and_after_silence_the_word_timeout() {
    #[track_caller]
    fn check(answer: Response, heard: &str) {
        assert_eq!(said(&run_actions(with_ends(store()), vec![answer]))[1], heard);
    }
    check(press("1234#"), "got 1234");
    check(press("123456789"), "got 12345678");
    check(press("12"), "got 12");
    check(press("12*"), "got *");
    check(Response::Silence, "got Timeout");
}

#[test]
fn the_caller_may_hang_up_in_any_prompt_and_no_later_action_runs() {
    let outcome = run_actions(with_ends(vec![menu("ask", &[])]), vec![Response::HangUp { at: Moment::FromStart(100) }]);
    assert_eq!((outcome.ended, outcome.elapsed_ms), (Ended::CallerHungUp, 100));

    let message = flow_of(&with_ends(vec![say("hello", "a message of five words", "bye")]));
    let outcome = run(&message, &mut TestWorld::default(), &mut HangsUpInMessage(300));
    assert_eq!(visited(&outcome), ["hello"]);
    assert_eq!((outcome.ended, outcome.elapsed_ms), (Ended::CallerHungUp, 300));
}

// flow-control-actions-loop
#[test]
fn a_loop_goes_round_as_often_as_it_says_then_is_done_and_begins_anew() {
    let mut repeat = action("again", "Loop", json!({ "LoopCount": "2" }), wires("ok", &[]));
    repeat["Transitions"]["Conditions"] = equals(&[("ContinueLooping", "round"), ("DoneLooping", "ask")]);
    let actions = with_ends(vec![repeat, say("round", "round", "again"), menu("ask", &[("1", "again")])]);
    let outcome = run_actions(actions, vec![press("1"), press("9")]);
    let question = "press a key now please";
    assert_eq!(said(&outcome), ["round", "round", question, "round", "round", question, "other"]);
}

// flow-control-actions-loop
#[test]
fn a_loop_count_that_is_no_number_takes_the_error_branch() {
    let mut repeat = action(
        "again",
        "Loop",
        json!({ "LoopCount": "$.Attributes.n" }),
        wires("ok", &[("NoMatchingError", "failed")]),
    );
    repeat["Transitions"]["Conditions"] = equals(&[("ContinueLooping", "ok"), ("DoneLooping", "ok")]);
    assert_eq!(said(&run_actions(with_ends(vec![repeat]), vec![])), ["failed"]);
}

// connect-lambda-functions
#[test]
fn a_function_gets_the_event_that_amazon_connect_sends() {
    let parameters = json!({ "LambdaInvocationAttributes": {
        "from": "$.CustomerEndpoint.Address", "said": "you pressed $.StoredCustomerInput", "none": "$.Attributes.none",
    } });
    let queue = action(
        "queue",
        "UpdateContactTargetQueue",
        json!({ "QueueId": "q1" }),
        wires("ask", &[("NoMatchingError", "failed")]),
    );
    let flow = flow_of(&with_ends(vec![queue, ask("ask", parameters, "ok")]));
    let mut world = answering([json!({})]);
    run(&flow, &mut world, &mut Script::default());
    let number = |address: &str| json!({ "Address": address, "Type": "TELEPHONE_NUMBER" });
    assert_eq!(
        world.events,
        [json!({
            "Name": "ContactFlowEvent",
            "Details": {
                "Parameters": { "from": "+911234567890", "said": "you pressed ", "none": null },
                "ContactData": {
                    "Attributes": {}, "AwsRegion": "ap-southeast-1", "Channel": "VOICE",
                    "ContactId": "contact-1", "InitialContactId": "contact-1", "PreviousContactId": "contact-1",
                    "RelatedContactId": null, "CustomerEndpoint": number("+911234567890"),
                    "SystemEndpoint": number("+911800000000"), "CustomerId": null, "Name": null, "Description": null,
                    "LanguageCode": "en-US", "InitiationMethod": "INBOUND", "InstanceARN": INSTANCE,
                    "MediaStreams": { "Customer": { "Audio": {} } },
                    "Queue": { "ARN": format!("{INSTANCE}/queue/q1"), "Name": "Grievances", "OutboundCallerId": null },
                    "References": {}, "Tags": { "aws:connect:instanceId": "00000000-0000-4000-8000-000000000001" },
                    "SegmentAttributes": { "connect:Subtype": { "ValueString": "connect:Telephony" } },
                },
            },
        })]
    );
}

/// Calls two functions, and checks the message in which the flow says `$.External.a` and `$.External.b.c`.
#[track_caller]
fn check_external(response_type: &str, first: Value, second: FunctionAnswer, heard: &str) {
    let json = json!({ "ResponseValidation": { "ResponseType": response_type } });
    let mut again = ask("again", json.clone(), "tell");
    again["Transitions"] = wires("tell", &[("NoMatchingError", "tell")]);
    let tell = say("tell", "a $.External.a b $.External.b.c", "bye");
    let mut world = answering([first]);
    world.answers.push_back(second);
    let flow = flow_of(&with_ends(vec![ask("ask", json, "again"), again, tell]));
    assert_eq!(said(&run(&flow, &mut world, &mut Script::default())), [heard]);
}

// connect-lambda-functions
#[test]
fn an_answer_replaces_the_last_one_whole_and_an_error_leaves_it() {
    let first = || json!({ "a": "1" });
    check_external("STRING_MAP", first(), FunctionAnswer::answer(json!({ "x": "2" })), "a  b ");
    check_external("STRING_MAP", first(), FunctionAnswer::timed_out(), "a 1 b ");
    check_external("STRING_MAP", first(), FunctionAnswer::answer(json!({ "a": { "b": "2" } })), "a 1 b ");
    check_external("JSON", first(), FunctionAnswer::answer(json!({ "b": { "c": 2 } })), "a  b 2");
}

// connect-lambda-functions
#[test]
fn an_answer_that_amazon_connect_does_not_understand_takes_the_error_branch() {
    #[track_caller]
    fn check(answer: FunctionAnswer, cause: &str) {
        let mut world = TestWorld { answers: [answer].into(), ..TestWorld::default() };
        let outcome = run(&flow_of(&with_ends(vec![ask("ask", json!({}), "ok")])), &mut world, &mut Script::default());
        assert_eq!(said(&outcome), ["failed"]);
        assert_eq!(remarks(&outcome), [format!("NoMatchingError: {cause}")]);
    }
    check(FunctionAnswer::answer(json!(["a"])), "the answer is not an object");
    check(FunctionAnswer::answer(json!({ "a": [] })), "the answer's `a` is not a string");
    let large = json!({ "a": "x".repeat(32 * 1024 - 8) });
    check(FunctionAnswer::answer(large), "the answer has 32768 bytes, 32 KB or more");
    check(FunctionAnswer::timed_out(), "the function did not answer in time");
    check(FunctionAnswer::answer(json!({})).taking(8_001), "the function did not answer in time");
}

#[test]
fn a_number_in_a_flat_answer_is_read_as_text_with_a_warning() {
    let flow = flow_of(&with_ends(vec![ask("ask", json!({}), "tell"), say("tell", "$.External.n", "bye")]));
    let outcome = run(&flow, &mut answering([json!({ "n": 7 })]), &mut Script::default());
    assert_eq!(said(&outcome), ["7"]);
    assert_eq!(remarks(&outcome), ["the answer's `n` is not a string; it is read as text"]);
}

// connect-lambda-functions
#[test]
fn functions_may_run_20_seconds_together_until_a_prompt_is_played() {
    let chain = |between: &str| {
        let flow = flow_of(&with_ends(vec![
            ask("one", json!({}), "two"),
            ask("two", json!({}), between),
            say("prompt", "one moment", "three"),
            ask("three", json!({}), "ok"),
        ]));
        let slow = || FunctionAnswer::answer(json!({})).taking(7_000);
        let mut world = TestWorld { answers: [slow(), slow(), slow()].into(), ..TestWorld::default() };
        run(&flow, &mut world, &mut Script::default())
    };
    assert_eq!(said(&chain("prompt")), ["one moment", "ok"]);
    let cut = chain("three");
    assert_eq!(said(&cut), ["failed"]);
    assert_eq!(remarks(&cut), ["NoMatchingError: functions ran for more than 20 seconds without a prompt"]);
}

// contact-actions-updatecontactattributes
#[test]
fn attributes_are_all_resolved_before_any_is_set() {
    let set = |name: &str, attributes: Value, next: &str| {
        action(
            name,
            "UpdateContactAttributes",
            json!({ "Attributes": attributes }),
            wires(next, &[("NoMatchingError", "failed")]),
        )
    };
    let outcome = run_actions(
        with_ends(vec![
            set("first", json!({ "a": "1", "b": "2" }), "swap"),
            set("swap", json!({ "a": "$.Attributes.b", "b": "$.Attributes.a", "n$.Attributes.a": "x" }), "bye"),
        ]),
        vec![],
    );
    let attributes: Vec<_> = outcome.attributes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(attributes, [("a", "2"), ("b", "1"), ("n1", "x")]);
}

// set-contact-attributes
#[test]
fn attributes_that_would_be_more_than_32_kb_are_not_set_at_all() {
    let parameters = json!({ "Attributes": { "a": "1", "b": "x".repeat(32 * 1024) } });
    let set = action("set", "UpdateContactAttributes", parameters, wires("ok", &[("NoMatchingError", "failed")]));
    let outcome = run_actions(with_ends(vec![set]), vec![]);
    assert_eq!(said(&outcome), ["failed"]);
    assert!(outcome.attributes.is_empty());
}

// flow-control-actions-compare
#[test]
fn compare_takes_the_first_true_condition_and_a_missing_value_makes_none_true() {
    let compare = |path: &str| {
        let mut compare = action(
            "is",
            "Compare",
            json!({ "ComparisonValue": path }),
            wires("failed", &[("NoMatchingCondition", "other")]),
        );
        compare["Transitions"]["Conditions"] = json!([
            { "NextAction": "late", "Condition": { "Operator": "NumberGreaterThan", "Operands": ["5"] } },
            { "NextAction": "ok", "Condition": { "Operator": "TextStartsWith", "Operands": ["VO"] } },
            { "NextAction": "full", "Condition": { "Operator": "Equals", "Operands": ["VOICE"] } },
        ]);
        run_actions(with_ends(vec![compare]), vec![])
    };
    assert_eq!(said(&compare("$.Channel")), ["ok"]);
    let missing = compare("$.Attributes.none");
    assert_eq!(said(&missing), ["other"]);
    assert_eq!(remarks(&missing), ["`$.Attributes.none` has no value", "NoMatchingCondition: no condition is true"]);
}

// about-recording-behavior
#[test]
fn a_voice_note_is_recorded_from_on_to_off_and_the_caller_knows_it() {
    let actions: Value = serde_json::from_str(HELPLINE).unwrap();
    let flow = actions.to_string();
    let mut world = answering([json!({ "do": "record" }), json!({ "do": "record" }), json!({ "do": "agent" })]);
    let speak = |ms| Response::Speak { ms, then: AfterSpeech::Press(Keys::read("#").unwrap()) };
    let outcome = run(&flow, &mut world, &mut Script::new([speak(20_000), speak(3_000)]));
    assert_eq!(outcome.ended, Ended::Queued { queue: "arn:q".to_owned() });
    let first = Take { start_ms: 500, end_ms: 500 + 400 + 20_000 };
    let second = Take { start_ms: first.end_ms + 500, end_ms: first.end_ms + 500 + 400 + 3_000 };
    assert_eq!(outcome.takes, [first, second]);
    let offsets: Vec<_> = outcome
        .trace
        .iter()
        .filter_map(|event| match event.what {
            Happening::Recording { on, recording_ms } => Some((on, recording_ms)),
            _ => None,
        })
        .collect();
    assert_eq!(offsets, [(true, 0), (false, 20_400), (true, 20_400), (false, 23_800)]);
    assert!(outcome.trace.iter().any(|e| matches!(e.what, Happening::Spoke { ms: 20_000, recorded: true })));
}

#[test]
fn a_caller_who_hangs_up_while_recorded_leaves_a_take() {
    let mut world = answering([json!({ "do": "record" })]);
    let note = Response::Speak { ms: 9_000, then: AfterSpeech::HangUp };
    let outcome = run(HELPLINE, &mut world, &mut Script::new([note]));
    assert_eq!(outcome.ended, Ended::CallerHungUp);
    assert_eq!(outcome.takes, [Take { start_ms: 500, end_ms: 9_900 }]);
}

// contact-actions-transfercontacttoqueue, flow-control-actions-checkhoursofoperation
#[test]
fn a_call_is_queued_only_when_it_is_open_and_there_is_room() {
    #[track_caller]
    fn check(hours: Hours, enqueue: Enqueue, ended: &Ended, error: Option<ErrorType>) {
        let mut world = TestWorld { hours, enqueue, ..answering([json!({ "do": "agent" })]) };
        let outcome = run(HELPLINE, &mut world, &mut Script::default());
        let failed = outcome.trace.iter().find_map(|event| match event.what {
            Happening::Failed { error, .. } => Some(error),
            _ => None,
        });
        assert_eq!((&outcome.ended, failed), (ended, error));
    }
    let queued = Ended::Queued { queue: "arn:q".to_owned() };
    check(Hours::Open, Enqueue::Queued, &queued, None);
    check(Hours::Closed, Enqueue::Queued, &QUIETLY, None);
    check(Hours::Unknown, Enqueue::Queued, &QUIETLY, Some(ErrorType::NoMatchingError));
    check(Hours::Open, Enqueue::AtCapacity, &QUIETLY, Some(ErrorType::QueueAtCapacity));
    check(Hours::Open, Enqueue::Failed, &QUIETLY, Some(ErrorType::NoMatchingError));
}

// play
#[test]
fn a_prompt_that_cannot_be_played_is_an_error_or_without_a_branch_a_success() {
    let ssml =
        |transitions| action("say", "MessageParticipant", json!({ "SSML": "<speak>a & b</speak>" }), transitions);
    let wired = run_actions(with_ends(vec![ssml(wires("ok", &[("NoMatchingError", "failed")]))]), vec![]);
    assert_eq!(said(&wired), ["failed"]);
    let unwired = run_actions(with_ends(vec![ssml(json!({ "NextAction": "ok" }))]), vec![]);
    assert_eq!(said(&unwired), ["ok"]);
    assert_eq!(remarks(&unwired), ["NoMatchingError: the prompt is not well-formed SSML"]);
}

// play
#[test]
fn ssml_is_heard_without_its_tags_and_with_its_pauses() {
    let text = "<speak>Welcome<break time=\"750ms\"/></speak>";
    let outcome = run_actions(json!([say("say", text, "bye"), bye()]), vec![]);
    assert_eq!(said(&outcome), ["Welcome"]);
    assert_eq!(outcome.elapsed_ms, 434 + 750);
}

// loop-prompts
#[test]
fn an_error_that_nothing_takes_stops_the_run_with_its_reason() {
    let parameters = json!({ "Messages": [{ "Text": "one moment" }] });
    let outcome =
        run_actions(json!([action("wait", "MessageParticipantIteratively", parameters, json!({})), bye()]), vec![]);
    let Ended::Stopped { action, reason, remedy } = outcome.ended else { panic!("{:?}", outcome.ended) };
    let cause = "only a call that waits in a queue hears these messages";
    assert_eq!(action, "wait");
    assert_eq!(reason.to_string(), format!("the error `NoMatchingError` has no branch: {cause}"));
    assert_eq!(remedy, "add this error, or `NoMatchingError`, to the action's `Errors`");
}

// set-voice
#[test]
fn an_error_without_a_branch_where_the_branch_may_be_missing_is_a_success() {
    let voice = json!({ "TextToSpeechVoice": "Kajal", "TextToSpeechEngine": "$.Attributes.engine" });
    let voice = action("voice", "UpdateContactTextToSpeechVoice", voice, json!({ "NextAction": "ok" }));
    let outcome = run_actions(with_ends(vec![voice]), vec![]);
    assert_eq!(said(&outcome), ["ok"]);
}

#[test]
fn a_flow_that_never_ends_is_stopped() {
    let outcome = run_actions(json!([say("a", "round and round", "a")]), vec![]);
    let reason = StopReason::TooManyActions { actions: connect_flow::MAX_ACTIONS_RUN };
    assert!(matches!(outcome.ended, Ended::Stopped { reason: found, .. } if found == reason));
}

#[test]
fn a_run_does_not_begin_without_its_placeholders_or_with_a_number_that_is_none() {
    let flow = Flow::read(HELPLINE).unwrap();
    let begin = |call: Call, placeholders| Machine::new(&flow, call, placeholders, Pace::default()).unwrap_err();
    let mut lacking = placeholders();
    lacking.insert("QueueArn".to_owned(), String::new());
    assert_eq!(begin(inbound(), lacking), StartError::Placeholder { name: "QueueArn".to_owned() });
    let caller = Some("12345".to_owned());
    let error = begin(Call { caller, ..inbound() }, placeholders());
    assert_eq!(error.to_string(), "the caller number is not in the form E.164");
}

#[test]
fn the_number_of_a_caller_who_withholds_it_has_no_value() {
    let flow = Flow::read(&flow_of(&json!([say("say", "you are $.CustomerEndpoint.Address", "bye"), bye()]))).unwrap();
    let call = Call { caller: None, ..inbound() };
    let machine = Machine::new(&flow, call, placeholders(), Pace::default()).unwrap();
    let outcome = machine.run(&mut TestWorld::default(), &mut Script::default(), &mut |_| {});
    assert_eq!(said(&outcome), ["you are "]);
    assert_eq!(remarks(&outcome), ["`$.CustomerEndpoint.Address` has no value"]);
}

#[test]
fn the_observer_is_told_each_event_as_it_is_kept_and_the_trace_is_json() {
    let flow = Flow::read(&flow_of(&json!([say("say", "hello", "bye"), bye()]))).unwrap();
    let machine = Machine::new(&flow, inbound(), placeholders(), Pace::default()).unwrap();
    let mut told: Vec<TraceEvent> = Vec::new();
    let mut observe = |event: &TraceEvent| told.push(event.clone());
    let outcome = machine.run(&mut TestWorld::default(), &mut Script::default(), &mut observe);
    assert_eq!(told, outcome.trace);
    assert_eq!(
        serde_json::to_value(&outcome.trace).unwrap(),
        json!([
            { "at_ms": 0, "event": "contact", "contact_event": "INITIATED" },
            { "at_ms": 0, "event": "told", "answer": { "hangs_up_at": null } },
            { "at_ms": 0, "event": "entered", "flow": "flow", "role": "inbound" },
            { "at_ms": 0, "event": "action", "identifier": "say", "action_type": "MessageParticipant" },
            { "at_ms": 0, "event": "told", "answer": { "reacted": { "does": "listen" } } },
            { "at_ms": 0, "event": "heard", "text": "hello", "recording": null, "ms": 434, "ssml": null, "voice": "Joanna" },
            { "at_ms": 434, "event": "went", "branch": "next", "to": "bye" },
            { "at_ms": 434, "event": "action", "identifier": "bye", "action_type": "DisconnectParticipant" },
            { "at_ms": 434, "event": "contact", "contact_event": "DISCONNECTED", "reason": "CONTACT_FLOW_DISCONNECT" },
            { "at_ms": 434, "event": "contact", "contact_event": "COMPLETED" },
            { "at_ms": 434, "event": "ended", "how": { "kind": "flow_disconnected" } },
        ])
    );
}
