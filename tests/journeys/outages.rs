//! Services that fail for a while, and repeated requests.

use crate::world::{CALLER, SOON, call, case, stack, ticket, timeline};
use acceptance::line::event;
use local_cloud::aws::{lambda, sns, sqs};
use serde_json::{Value, json};
use std::thread;

#[test]
fn a_step_sent_ten_times_at_once_gets_one_answer_and_makes_one_case() {
    let stack = stack();
    let contact = "a1b2c3d4-0000-4000-8000-ten000000001";
    let (mut state, mut step) = ("new".to_owned(), "0".to_owned());
    let mut ticket = String::new();
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        let event = event(contact, Some(CALLER), &state, &step, input);
        let answers: Vec<Value> = thread::scope(|scope| {
            let ten: Vec<_> = (0..10).map(|_| scope.spawn(|| stack.invoke_conversation(&event).unwrap())).collect();
            ten.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(answers.windows(2).all(|two| two[0] == two[1]), "answers to `{input}` differ: {answers:#?}");
        let text = |key: &str| answers[0][key].as_str().unwrap().to_owned();
        (state, step, ticket) = (text("state"), text("step"), text("ticket"));
    }
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
    assert_eq!(timeline(&stack, &ticket), ["drafted", "take-began", "registered", "sorted"]);
    assert_eq!(stack.ticket_of(contact).unwrap().as_deref(), Some(ticket.as_str()));
}

#[test]
fn a_topic_that_is_gone_for_a_while_gets_its_notice_when_it_is_back_and_holds_up_nobody() {
    let stack = stack();
    let topic = stack.topic("FOR").unwrap();
    sns::delete_topic(&stack.endpoint, &topic).unwrap();
    let lost = ticket(&call(&stack, "1333"));
    assert_eq!(case(&stack, &lost), "triaged L1 FOR");
    let other = ticket(&call(&stack, "121"));
    stack.wait_inbox("ENR", SOON, |m| m.ticket == other).unwrap();
    let parked = stack.output("ParkedQueueUrl").unwrap();
    stack
        .wait("the parked notice", SOON, || {
            let waiting = sqs::waiting(&stack.endpoint, parked)?;
            Ok(if waiting > 0 { Ok(()) } else { Err("nothing is parked".to_owned()) })
        })
        .unwrap();

    let name = topic.rsplit(':').next().unwrap();
    sns::create_topic(&stack.endpoint, name).unwrap();
    sns::subscribe_queue(&stack.endpoint, &topic, &stack.inbox_queue("FOR").unwrap()).unwrap();
    stack.wait_inbox("FOR", SOON, |m| m.ticket == lost).unwrap();
}

#[test]
fn a_table_that_refuses_the_write_is_told_to_the_caller_who_reaches_a_person() {
    let stack = stack();
    let function = stack.output("ConversationFunction").unwrap();
    // `:live` is a published version. This test changes the function's unpublished version only.
    let before = lambda::environment(&stack.endpoint, function).unwrap();
    let mut broken = before.clone();
    broken["TABLE"] = json!("no-such-table");
    lambda::set_environment(&stack.endpoint, function, &broken).unwrap();
    let contact = "a1b2c3d4-0000-4000-8000-refused00001";
    let ask = |state: &str, step: &str, input: &str| {
        lambda::invoke(&stack.endpoint, function, &event(contact, Some(CALLER), state, step, input)).unwrap()
    };
    let greeting = ask("new", "0", "start");
    assert_eq!(greeting["do"], "menu", "menus need no table");
    let refused = ask(greeting["state"].as_str().unwrap(), greeting["step"].as_str().unwrap(), "1");
    assert_eq!(refused["do"], "say_agent");
    assert!(refused["say_cue"].as_str().unwrap().starts_with("not_registered"), "{refused}");
    assert_eq!(refused["ticket"], "none");
    lambda::set_environment(&stack.endpoint, function, &before).unwrap();
}

#[test]
fn an_event_that_no_flow_sends_is_refused_by_name_and_not_logged() {
    let stack = stack();
    let mut odd = event("a1b2c3d4-0000-4000-8000-odd000000001", Some(CALLER), "new", "0", "start");
    odd["Details"]["Parameters"]["input"] = json!("x".repeat(300_000));
    let refused = stack.invoke_conversation(&odd).unwrap_err().to_string();
    assert!(refused.contains("at most 65536 are read"), "{refused}");
    odd["Details"]["Parameters"] = json!({});
    let refused = stack.invoke_conversation(&odd).unwrap_err().to_string();
    assert!(refused.contains("StepUnreadable: `/Details/Parameters/state` is not a string"), "{refused}");
}
