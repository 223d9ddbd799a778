//! The contact flows and the code must agree.

use acceptance::centre::flows;
use local_phone::FlowFile;
use std::collections::BTreeSet;

#[test]
fn a_flow_waits_for_the_function_as_long_as_amazon_connect_lets_it() {
    for FlowFile { file, text, .. } in flows() {
        let limits: BTreeSet<&str> = text
            .split("\"InvocationTimeLimitSeconds\": \"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(limits, BTreeSet::from([aws_kit::deadlines::CONNECT.as_secs().to_string().as_str()]), "{file}");
    }
}

#[test]
fn the_flow_reads_only_keys_that_every_answer_has_and_acts_on_every_word() {
    let playbook = state_directory::playbook().unwrap();
    let call = dialogue::Call::new(playbook).unwrap();
    let ticket = lifecycle::Ticket::drawn(1, 8).unwrap();
    let step = dialogue::step(playbook, &call, &dialogue::Input::Start, &ticket, 0);
    let answer = protocol::Answer::of(playbook, &step, 0);
    let answer = serde_json::to_value(connect_wire::FlatAnswer::of(&answer)).unwrap();
    let keys: BTreeSet<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();

    let acts = [
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
    ];
    for FlowFile { file, text: flow, purpose, .. } in flows() {
        let read: BTreeSet<&str> =
            flow.split("$.External.").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(read.is_subset(&keys), "{file} reads {read:?}, an answer has {keys:?}");
        // In the queue a caller records, or is promised a call and the call ends; anything else is more news.
        let acts = if purpose.is_waiting() { &["record", "end"][..] } else { &acts[..] };
        for act in acts {
            assert!(flow.contains(&format!("\"{act}\"")), "{file} does not know `{act}`");
        }
    }
}

/// If a start of the script had no flow, such a call would hear a wrong greeting. If a flow had no start in the script,
/// its calls would be refused.
#[test]
fn every_start_of_the_script_has_its_flow_and_every_flow_names_its_start() {
    let playbook = state_directory::playbook().unwrap();
    let purposes: Vec<&str> = flows().iter().map(|flow| flow.purpose.as_str()).collect();
    assert_eq!(playbook.purposes().collect::<Vec<_>>(), purposes);
    for FlowFile { purpose, file, text, .. } in flows() {
        let asks = text.matches("\"InvokeLambdaFunction\"").count();
        let named = text.matches(&format!("\"purpose\": \"{purpose}\"")).count();
        assert_eq!(named, asks, "{file} must send its purpose with every step");
    }
}

#[test]
fn the_flow_knows_no_department_and_its_own_words_are_static() {
    let directory = &state_directory::playbook().unwrap().directory;
    for FlowFile { file, text: flow, .. } in flows() {
        for department in &directory.departments {
            assert!(!flow.contains(&format!("\"{}\"", department.code)), "{file}");
        }
        let texts = flow.split("\"Text\": \"").skip(1).filter_map(|rest| rest.split('"').next());
        let mixed: Vec<&str> = texts.filter(|text| text.contains("$.") && text.contains(' ')).collect();
        assert!(mixed.is_empty(), "{file}: {mixed:?}");
    }
}
