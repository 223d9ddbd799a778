//! Calls through several flows: transfers, modules, and the values that each flow sees.

use crate::support::*;
use connect_flow::{Call, Dialled, Ended, Flow, FunctionAnswer, Machine, Pace, Script};
use serde_json::{Value, json};

fn flow_attribute(identifier: &str, name: &str, value: &str, next: &str) -> Value {
    let parameters = json!({ "FlowAttributes": { name: { "Value": value } } });
    then(plain(identifier, "UpdateFlowAttributes", parameters), next)
}

fn to_flow(identifier: &str, flow: &str) -> Value {
    let wired = wires("", &[("NoMatchingError", "failed")]);
    action(identifier, "TransferToFlow", json!({ "ContactFlowId": flow }), wired)
}

const STATE: &str = "$.Attributes.a $.FlowAttributes.f $.External.e $.StoredCustomerInput $.Queue.Name";

/// Returns actions that set one value of every kind, and then lead to `next`.
fn everything(next: &str) -> Vec<Value> {
    let input = json!({
        "InputTimeLimitSeconds": "5", "StoreInput": "True",
        "InputValidation": { "CustomValidation": { "MaximumLength": "4" } },
    });
    vec![
        set("a", json!({ "a": "attribute" }), "f"),
        flow_attribute("f", "f", "flow", "e"),
        ask("e", json!({}), "s"),
        then(plain("s", "GetParticipantInput", input), "q"),
        then(plain("q", "UpdateContactTargetQueue", json!({ "QueueId": "q1" })), next),
    ]
}

// transfer-to-flow
#[test]
fn another_flow_keeps_attributes_and_queue_and_loses_those_of_the_flow() {
    let flows = flows(&[("next", vec![say("tell", STATE, "bye")])]);
    let mut actions = everything("here");
    actions.extend([say("here", STATE, "go"), to_flow("go", "next")]);
    let mut world = answering([json!({ "e": "external" })]);
    let outcome = run_among(&flows, actions, &mut world, &mut Script::new([press("12#")]));
    let (here, there) = ("attribute flow external 12 Grievances", "attribute  external 12 Grievances");
    assert_eq!(said(&outcome), [here, there]);
}

// transfer-to-flow
#[test]
fn a_flow_that_is_not_here_ends_the_run_and_one_that_is_nowhere_is_an_error() {
    let outcome = run_in(&mut TestWorld::default(), vec![to_flow("go", "arn:x")]);
    assert_eq!(outcome.ended, Ended::LeftFor { flow: "arn:x".to_owned() });
    assert_eq!(contact_events(&outcome), ["INITIATED"], "the call goes on elsewhere");
    let mut world = TestWorld { nowhere: true, ..TestWorld::default() };
    assert_eq!(said(&run_in(&mut world, vec![to_flow("go", "arn:x")])), ["failed"]);
}

// end-flow-resume
#[test]
fn the_end_of_a_flow_that_talks_to_the_caller_is_the_end_of_the_call() {
    let end = action("end", "EndFlowExecution", json!({}), json!({}));
    assert_eq!(run_in(&mut TestWorld::default(), vec![end]).ended, Ended::FlowDisconnected);
}

fn call_module(identifier: &str, parameters: Value, next: &str) -> Value {
    then(plain(identifier, "InvokeFlowModule", parameters), next)
}

fn returns(parameters: Value) -> Value {
    action("return", "EndFlowModuleExecution", parameters, json!({}))
}

// contact-flow-modules
#[test]
fn a_module_shares_attributes_and_queue_and_nothing_else_either_way() {
    let mut flows = connect_flow::Flows::new();
    let inside = vec![
        say("tell", STATE, "a"),
        set("a", json!({ "a": "changed" }), "f"),
        flow_attribute("f", "f", "inner", "e"),
        ask("e", json!({}), "return"),
        returns(json!({})),
    ];
    flows.add("m1", module_of(inside));
    let mut actions = everything("module");
    actions.extend([call_module("module", json!({ "FlowModuleId": "arn:…/flow-module/m1:$LATEST" }), "after")]);
    actions.push(say("after", STATE, "bye"));
    let mut world = answering([json!({ "e": "external" }), json!({ "e": "inner" })]);
    let outcome = run_among(&flows, actions, &mut world, &mut Script::new([press("12#")]));
    assert_eq!(said(&outcome), ["attribute    Grievances", "changed flow external 12 Grievances"]);
}

// invoke-module-block
#[test]
fn a_module_takes_input_and_returns_a_branch_and_data() {
    let mut flows = connect_flow::Flows::new();
    let result = json!({ "Result": "$.Modules.Input.way", "ResultData": { "n": "$.Modules.Input.n" } });
    flows.add("m1", module_of(vec![returns(result)]));
    let way = |way: &str| {
        let parameters = json!({ "FlowModuleId": "m1", "Input": { "way": way, "n": { "deep": "7" } } });
        let mut module = call_module("module", parameters, "failed");
        module["Transitions"]["Errors"] = branches(&[("NoMatchingCondition", "other"), ("NoMatchingError", "failed")]);
        module["Transitions"]["Conditions"] = equals(&[("left", "tell")]);
        let tell = say("tell", "$.Modules.Result $.Modules.ResultData.n.deep", "bye");
        said(&run_among(&flows, vec![module, tell], &mut TestWorld::default(), &mut Script::default())).join("")
    };
    assert_eq!(way("left"), "left 7");
    assert_eq!(way("right"), "other");
}

// contact-flow-modules
#[test]
fn modules_call_each_other_five_deep_and_no_deeper() {
    let mut flows = connect_flow::Flows::new();
    let inside = |next: &str| vec![call_module("in", json!({ "FlowModuleId": next }), "return"), returns(json!({}))];
    flows.add("m1", module_of(inside("m1")));
    let outer = vec![call_module("in", json!({ "FlowModuleId": "m1" }), "ok")];
    let outcome = run_among(&flows, outer, &mut TestWorld::default(), &mut Script::default());
    assert_eq!(remarks(&outcome), ["NoMatchingError: modules call each other more than 5 deep"]);
}

// contact-flow-modules
#[test]
fn a_module_may_end_the_call_or_hand_it_on() {
    let mut flows = flows(&[("next", vec![say("there", "there", "bye")])]);
    flows.add("m1", module_of(vec![to_flow("go", "next")]));
    flows.add("m2", module_of(vec![bye_now()]));
    let through = |module: &str| {
        let actions = vec![call_module("in", json!({ "FlowModuleId": module }), "ok")];
        run_among(&flows, actions, &mut TestWorld::default(), &mut Script::default())
    };
    assert_eq!(said(&through("m1")), ["there"]);
    assert_eq!((said(&through("m2")).len(), through("m2").ended), (0, Ended::FlowDisconnected));
}

fn bye_now() -> Value {
    action("now", "DisconnectParticipant", json!({}), json!({}))
}

#[test]
fn a_module_runs_by_itself_as_if_an_empty_flow_had_called_it() {
    let module = module_of(vec![say("hello", "hello", "return"), returns(json!({}))]);
    let machine = Machine::new(&module, inbound(), placeholders(), Pace::default()).unwrap();
    let outcome = machine.run(&mut TestWorld::default(), &mut Script::default(), &mut |_| {});
    assert_eq!((said(&outcome), &outcome.ended), (vec!["hello"], &Ended::FlowEnded));
}

// loop
#[test]
fn a_loop_is_counted_for_the_call_in_each_flow_by_itself() {
    let repeat = |next: &str| {
        let mut repeat = action("again", "Loop", json!({ "LoopCount": "2" }), wires("ok", &[]));
        repeat["Transitions"]["Conditions"] = equals(&[("ContinueLooping", next), ("DoneLooping", "ok")]);
        repeat
    };
    // Both flows have a loop `again` of two rounds, and each flow counts its own rounds. The first flow takes one
    // round. The flow `self`, which transfers to itself, takes two.
    let round = |text: &str| vec![repeat("round"), say("round", text, "go"), to_flow("go", "self")];
    let flows = flows(&[("self", round("again"))]);
    let outcome = run_among(&flows, round("first"), &mut TestWorld::default(), &mut Script::default());
    assert_eq!(said(&outcome), ["first", "again", "again", "ok"]);
}

// flow-control-actions-distributebypercentage
#[test]
fn calls_are_distributed_by_a_number_from_1_to_100() {
    let percent = |percent| {
        let mut split =
            action("split", "DistributeByPercentage", json!({}), wires("other", &[("NoMatchingCondition", "other")]));
        split["Transitions"]["Conditions"] = json!([
            { "NextAction": "ok", "Condition": { "Operator": "NumberLessThan", "Operands": ["4"] } },
            { "NextAction": "late", "Condition": { "Operator": "NumberLessThan", "Operands": ["10"] } },
        ]);
        said(&run_in(&mut TestWorld { percent, ..TestWorld::default() }, vec![split])).join("")
    };
    assert_eq!(
        [percent(Some(3)), percent(Some(4)), percent(Some(9)), percent(Some(10))],
        ["ok", "late", "late", "other"]
    );
    let drawn: Vec<String> = (0..2).map(|_| percent(None)).collect();
    assert_eq!(drawn[0], drawn[1], "the same seed draws the same");
}

// participant-actions-transferparticipanttothirdparty
#[test]
fn a_call_is_put_through_to_a_number_for_a_while_or_for_good() {
    #[track_caller]
    fn check(goes_on: &str, dialled: Dialled, heard: &[&str], ended: &Ended, elapsed_s: u64) {
        let parameters = json!({
            "ThirdPartyPhoneNumber": "+911800111222", "ThirdPartyConnectionTimeLimitSeconds": "30",
            "ContinueFlowExecution": goes_on, "ThirdPartyDTMFDigits": "1,2#", "CallerId": { "Number": "$.SystemEndpoint.Address" },
        });
        let errors = [("ConnectionTimeLimitExceeded", "late"), ("CallFailed", "other"), ("NoMatchingError", "failed")];
        let dial = action("dial", "TransferParticipantToThirdParty", parameters, wires("ok", &errors));
        let outcome = run_in(&mut TestWorld { dialled, ..TestWorld::default() }, vec![dial]);
        assert_eq!((said(&outcome).as_slice(), &outcome.ended, outcome.elapsed_ms / 1_000), (heard, ended, elapsed_s));
    }
    let answered = Dialled::talk(10_000);
    check("True", answered, &["ok"], &Ended::FlowDisconnected, 11);
    check("True", Dialled::NoAnswer, &["late"], &Ended::FlowDisconnected, 30);
    let too_long = Dialled::Answered { talk_ms: 10_000, ringing_ms: 30_001 };
    check("True", too_long, &["late"], &Ended::FlowDisconnected, 30);
    check("True", Dialled::Failed, &["other"], &Ended::FlowDisconnected, 0);
    check("False", answered, &[], &Ended::ThirdPartyHungUp, 10);
}

#[test]
fn a_flow_sees_what_an_earlier_one_left_in_external() {
    let flow = Flow::read(&flow_of(&json!([say("tell", "$.External.a", "bye"), bye()]))).unwrap();
    let call = Call { external: Some(json!({ "a": "left" })), ..inbound() };
    let machine = Machine::new(&flow, call, placeholders(), Pace::default()).unwrap();
    assert_eq!(said(&machine.run(&mut TestWorld::default(), &mut Script::default(), &mut |_| {})), ["left"]);
}

// connect-lambda-functions
#[test]
fn who_hangs_up_while_a_function_runs_is_gone_when_it_has_answered() {
    struct Gone;
    impl connect_flow::Caller for Gone {
        fn respond(&mut self, _: &connect_flow::Prompt<'_>) -> connect_flow::Response {
            connect_flow::Response::Silence
        }
        fn hangs_up_at(&mut self) -> Option<u64> {
            Some(200)
        }
    }
    let mut world = TestWorld::default();
    world.answers.push_back(FunctionAnswer::answer(json!({})).taking(3_000));
    let flow = flow_of(&with_ends(vec![ask("ask", json!({}), "ok")]));
    let outcome = run(&flow, &mut world, &mut Gone);
    assert_eq!((outcome.ended, outcome.elapsed_ms, world.events.len()), (Ended::CallerHungUp, 3_000, 1));
}

// connect-lambda-functions
#[test]
fn arrays_of_an_answer_are_handed_on_whole_and_never_looked_into() {
    let json = json!({ "ResponseValidation": { "ResponseType": "JSON" } });
    let tell = say("tell", "first $.External.list.0", "bye");
    let mut world = answering([json!({ "list": ["a"] })]);
    assert_eq!(said(&run_in(&mut world, vec![ask("ask", json, "tell"), tell])), ["first "]);
}

// transfer-to-flow, invoke-module-block
#[test]
fn a_module_is_called_and_a_flow_is_handed_on_to_and_neither_the_other_way() {
    let mut flows = flows(&[("f1", vec![bye_now()])]);
    flows.add("m1", module_of(vec![returns(json!({}))]));
    let through = |action: Value| {
        said(&run_among(&flows, vec![action], &mut TestWorld::default(), &mut Script::default())).join("")
    };
    assert_eq!(through(to_flow("go", "m1")), "failed");
    assert_eq!(through(call_module("in", json!({ "FlowModuleId": "f1" }), "ok")), "failed");
}

// contact-flow-modules
#[test]
fn what_is_handed_to_a_module_and_back_is_bounded() {
    let mut flows = connect_flow::Flows::new();
    flows.add("m1", module_of(vec![returns(json!({ "ResultData": "$.Modules.Input" }))]));
    let twice = json!({ "FlowModuleId": "m1", "Input": { "x": "$.Modules.ResultData", "y": "$.Modules.ResultData" } });
    let mut repeat = action("again", "Loop", json!({ "LoopCount": "60" }), wires("ok", &[]));
    repeat["Transitions"]["Conditions"] = equals(&[("ContinueLooping", "in"), ("DoneLooping", "ok")]);
    let actions = vec![repeat, call_module("in", twice, "again")];
    let outcome = run_among(&flows, actions, &mut TestWorld::default(), &mut Script::default());
    assert_eq!(said(&outcome), ["failed"]);
    assert!(remarks(&outcome).iter().any(|remark| remark.contains("the parameters are larger than 32 KB")));
}

// flow-language-actions
#[test]
fn key_exists_is_about_an_object() {
    let is = |key: &str| {
        let mut is = action(
            "is",
            "Compare",
            json!({ "ComparisonValue": "$.External.a" }),
            wires("other", &[("NoMatchingCondition", "other")]),
        );
        is["Transitions"]["Conditions"] =
            json!([{ "NextAction": "ok", "Condition": { "Operator": "KeyExists", "Operands": [key] } }]);
        let json = json!({ "ResponseValidation": { "ResponseType": "JSON" } });
        said(&run_in(&mut answering([json!({ "a": { "b": 1 } })]), vec![ask("ask", json, "is"), is])).join("")
    };
    assert_eq!([is("b"), is("c")], ["ok", "other"]);
}

// API_DescribeContactFlowModule
#[test]
fn what_the_api_answered_is_found_by_its_own_arn_and_is_the_module_that_it_says() {
    let arn = "arn:aws:connect:x:1:instance/i/flow-module/m9";
    let content = flow_of(&with_ends(vec![say("in", "in the module", "bye")]));
    let answer = json!({ "ContactFlowModule": { "Arn": arn, "Id": "m9", "Name": "Nine", "Content": content } });
    let mut flows = connect_flow::Flows::new();
    flows.add("some-file", Flow::read(&answer.to_string()).unwrap());
    let actions = vec![call_module("go", json!({ "FlowModuleId": format!("{arn}:$LATEST") }), "ok")];
    let outcome = run_among(&flows, actions, &mut TestWorld::default(), &mut Script::default());
    assert_eq!(said(&outcome), ["in the module"]);
}

#[test]
fn a_module_that_is_not_here_is_warned_of_and_answered_by_the_world() {
    let outcome = run_in(&mut TestWorld::default(), vec![call_module("in", json!({ "FlowModuleId": "m1" }), "ok")]);
    assert_eq!(said(&outcome), ["ok"]);
    assert_eq!(remarks(&outcome), ["the module `m1` is none of those given; what it returns is made up"]);
}
