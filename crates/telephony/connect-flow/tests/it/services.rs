//! Bots, profiles, cases, tasks, views: answered from given results.

use crate::support::*;
use connect_flow::{Answer, ErrorType, Outcome, Response, Script};
use serde_json::{Value, json};

#[track_caller]
fn answered(answer: Answer, actions: Vec<Value>) -> (Outcome, TestWorld) {
    let mut world = TestWorld { services: [answer].into(), ..TestWorld::default() };
    let outcome = run_in(&mut world, actions);
    (outcome, world)
}

fn bot() -> Vec<Value> {
    let parameters = json!({
        "Text": "how can I help", "LexV2Bot": { "AliasArn": "arn:bot" },
        "LexSessionAttributes": { "number": "$.CustomerEndpoint.Address" },
    });
    let errors = [("InputTimeLimitExceeded", "late"), ("NoMatchingCondition", "other"), ("NoMatchingError", "failed")];
    let mut ask = action("ask", "ConnectParticipantWithLexBot", parameters, wires("other", &errors));
    ask["Transitions"]["Conditions"] = equals(&[("Complaint", "tell")]);
    vec![ask, say("tell", "$.Lex.IntentName about $.Lex.Slots.what", "bye")]
}

// participant-actions-connectparticipantwithlexbot
#[test]
fn a_bot_comes_to_an_intent_which_is_the_result() {
    let talk = |answer: Answer, said_to_it: Response| {
        let mut world = TestWorld { services: [answer].into(), ..TestWorld::default() };
        let outcome = run(&flow_of(&with_ends(bot())), &mut world, &mut Script::new([said_to_it]));
        (said(&outcome)[1].to_owned(), world.asked)
    };
    let words = || Response::Say { words: "there is no water".to_owned() };
    let complaint =
        || Answer::Done { result: Some("Complaint".to_owned()), data: json!({ "Slots": { "what": "water" } }) };
    let (heard, asked) = talk(complaint(), words());
    assert_eq!(heard, "Complaint about water");
    let given = json!({ "LexV2Bot": { "AliasArn": "arn:bot" }, "LexSessionAttributes": { "number": "+911234567890" } });
    assert_eq!(asked, [("ConnectParticipantWithLexBot".to_owned(), given)]);
    assert_eq!(talk(complaint(), press("1")).0, "Complaint about water");
    assert_eq!(talk(Answer::result("Fallback"), words()).0, "other");
    assert_eq!(talk(Answer::failed(ErrorType::NoMatchingError, "not fulfilled"), words()).0, "failed");
    assert_eq!(talk(complaint(), Response::Silence).0, "late");
}

// interactions-getcustomerprofile
#[test]
fn a_profile_is_found_or_there_is_none_or_more_than_one() {
    let parameters = json!({
        "ProfileRequestData": { "PhoneNumber": "$.CustomerEndpoint.Address" },
        "ProfileResponseData": ["FirstName"],
    });
    let errors = [("MultipleFoundError", "full"), ("NoneFoundError", "other"), ("NoMatchingError", "failed")];
    let get = || {
        vec![
            action("get", "GetCustomerProfile", parameters.clone(), wires("tell", &errors)),
            say("tell", "hello $.Customer.FirstName", "bye"),
        ]
    };
    let (found, world) = answered(Answer::data(json!({ "FirstName": "Asha" })), get());
    assert_eq!(said(&found), ["hello Asha"]);
    assert_eq!(world.asked[0].1["ProfileRequestData"]["PhoneNumber"], "+911234567890");
    for (error, heard) in [
        (ErrorType::NoneFoundError, "other"),
        (ErrorType::MultipleFoundError, "full"),
        (ErrorType::NoMatchingError, "failed"),
        (ErrorType::ChannelMismatch, "failed"),
    ] {
        assert_eq!(said(&answered(Answer::failed(error, "as the test says"), get()).0), [heard]);
    }
}

// createcase, getcase
#[test]
fn a_case_is_created_and_its_fields_are_known() {
    let parameters = json!({
        "LinkContactToCase": "true", "CaseTemplateId": "t", "CaseRequestFields": { "title": "from $.Attributes.town" },
    });
    let create = then(plain("create", "CreateCase", parameters), "tell");
    let actions =
        vec![set("town", json!({ "town": "Sehore" }), "create"), create, say("tell", "case $.Case.case_id", "bye")];
    let (outcome, world) = answered(Answer::data(json!({ "case_id": "c1" })), actions);
    assert_eq!(said(&outcome), ["case c1"]);
    assert_eq!(world.asked[0].1["CaseRequestFields"], json!({ "title": "from Sehore" }));
}

// participant-actions-showview
#[test]
fn a_view_comes_to_one_of_its_actions_and_leaves_what_was_filled_in() {
    let parameters = json!({
        "ViewResource": { "Id": "form", "Version": "1" }, "InvocationTimeLimitSeconds": "300",
        "ViewData": { "Heading": "Case of $.CustomerEndpoint.Address", "Rows": [], "Wide": true },
    });
    let errors = [("NoMatchingCondition", "other"), ("NoMatchingError", "failed"), ("TimeLimitExceeded", "late")];
    let mut show = action("show", "ShowView", parameters, wires("failed", &errors));
    show["Transitions"]["Conditions"] = equals(&[("Next", "tell")]);
    let actions = || vec![show.clone(), say("tell", "$.Views.Action $.Views.ViewResultData.rows.0.id", "bye")];
    let filled = Answer::Done { result: Some("Next".to_owned()), data: json!({ "rows": [{ "id": "7" }] }) };
    let (outcome, world) = answered(filled, actions());
    assert_eq!(said(&outcome), ["Next 7"]);
    let shown = json!({ "Heading": "Case of +911234567890", "Rows": [], "Wide": true });
    assert_eq!(world.asked[0].1["ViewData"], shown);
    assert_eq!(said(&answered(Answer::done(), actions()).0), ["other"]);
    assert_eq!(said(&answered(Answer::failed(ErrorType::TimeLimitExceeded, "late"), actions()).0), ["late"]);
}

// createtask
#[test]
fn a_task_gets_its_attributes_and_references_filled_in() {
    let parameters = json!({
        "ContactFlowId": "tasks", "Name": "Call $.CustomerEndpoint.Address",
        "Attributes": { "from": "$.ContactId" }, "References": { "link": { "Value": "https://x", "Type": "URL" } },
    });
    let (outcome, world) = answered(Answer::done(), vec![plain("task", "CreateTask", parameters)]);
    assert_eq!(said(&outcome), ["ok"]);
    assert_eq!(world.asked[0].1["Attributes"], json!({ "from": "contact-1" }));
}

// updatecontactmediaprocessing
#[test]
fn what_is_for_chats_alone_fails_in_a_call() {
    let errors = [("NoMatchingError", "failed"), ("ChannelMismatch", "other")];
    let chat = json!({ "ChatProcessor": { "ProcessingEnabled": "true" } });
    let chat = action("chat", "UpdateContactMediaProcessing", chat, wires("ok", &errors));
    assert_eq!(said(&run_in(&mut TestWorld::default(), vec![chat])), ["other"]);
}

// wait
#[test]
fn in_a_call_a_wait_is_for_an_event_or_goes_on_meanwhile_and_a_plain_one_fails() {
    let wait = |mut parameters: Value, answer: Answer| {
        parameters["TimeLimitSeconds"] = json!("60");
        let mut wait = action("wait", "Wait", parameters, wires("failed", &[("NoMatchingError", "failed")]));
        wait["Transitions"]["Conditions"] =
            equals(&[("WaitCompleted", "late"), ("CustomerReturned", "ok"), ("Continue", "other")]);
        let outcome = answered(answer, vec![wait]).0;
        (said(&outcome).join(""), outcome.elapsed_ms >= 60_000)
    };
    assert_eq!(wait(json!({}), Answer::done()), ("failed".to_owned(), false));
    let event = || json!({ "Events": ["CustomerReturned"] });
    assert_eq!(wait(event(), Answer::done()), ("late".to_owned(), true));
    assert_eq!(wait(event(), Answer::result("CustomerReturned")), ("ok".to_owned(), false));
    assert_eq!(wait(json!({ "ContinueExecution": "True" }), Answer::done()), ("other".to_owned(), false));
}

// flow-language-actions
#[test]
fn when_amazon_connect_itself_fails_the_branch_for_errors_is_taken() {
    struct Failing;
    impl connect_flow::World for Failing {
        fn invoke(&mut self, _: &connect_flow::FunctionCall<'_>) -> connect_flow::FunctionAnswer {
            connect_flow::FunctionAnswer::timed_out()
        }
        fn hours(&mut self, _: connect_flow::HoursOf<'_>) -> connect_flow::Hours {
            connect_flow::Hours::Open
        }
        fn enqueue(&mut self, _: &str) -> connect_flow::Enqueue {
            connect_flow::Enqueue::Queued
        }
        fn fails(&mut self, action: u32) -> bool {
            action == 1
        }
    }
    let flow = connect_flow::Flow::read(&flow_of(&with_ends(vec![set("set", json!({ "a": "1" }), "ok")]))).unwrap();
    let pace = connect_flow::Pace::default();
    let machine = connect_flow::Machine::new(&flow, inbound(), placeholders(), pace).unwrap();
    let outcome = machine.run(&mut Failing, &mut Script::default(), &mut |_| {});
    assert_eq!((said(&outcome), outcome.attributes.len()), (vec!["failed"], 0));
}
