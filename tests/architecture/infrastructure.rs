//! What the flow and the code say of each other.

use crate::read;
use std::collections::BTreeSet;

#[test]
fn a_flow_waits_for_the_function_as_long_as_amazon_connect_lets_it() {
    let flow = read("infra/flows/inbound.json");
    let limits: BTreeSet<&str> =
        flow.split("\"InvocationTimeLimitSeconds\": \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(limits, BTreeSet::from([aws_kit::deadlines::CONNECT.as_secs().to_string().as_str()]));
}

#[test]
fn the_flow_reads_only_keys_that_every_answer_has_and_acts_on_every_word() {
    let playbook = state_directory::playbook().unwrap();
    let call = dialogue::Call::new(playbook).unwrap();
    let ticket = lifecycle::Ticket::drawn(1, 8).unwrap();
    let step = dialogue::step(playbook, &call, &dialogue::Input::Start, &ticket, 0);
    let answer = serde_json::to_value(connect_wire::Answer::of(playbook, &step, 0)).unwrap();
    let keys: BTreeSet<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();

    let flow = read("infra/flows/inbound.json");
    let read: BTreeSet<&str> = flow.split("$.External.").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(read.is_subset(&keys), "the flow reads {read:?}, an answer has {keys:?}");
    for act in [
        "menu",
        "say_menu",
        "chunk",
        "pin",
        "number",
        "record",
        "listen",
        "agent",
        "say_agent",
        "connect",
        "say_connect",
        "end",
    ] {
        assert!(flow.contains(&format!("\"{act}\"")), "the flow does not know `{act}`");
    }
}

#[test]
fn the_flow_knows_no_department_and_its_own_words_are_static() {
    let flow = read("infra/flows/inbound.json");
    let directory = &state_directory::playbook().unwrap().directory;
    for department in &directory.departments {
        assert!(!flow.contains(&format!("\"{}\"", department.code)));
    }
    let texts = flow.split("\"Text\": \"").skip(1).filter_map(|rest| rest.split('"').next());
    let mixed: Vec<&str> = texts.filter(|text| text.contains("$.") && text.contains(' ')).collect();
    assert!(mixed.is_empty(), "{mixed:?}");
}
