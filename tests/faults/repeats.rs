//! Amazon Connect may send a step again, at once or much later (administrator guide, "Invoke AWS Lambda
//! functions": up to three retries).

use crate::{text, the_case};
use acceptance::desk::{asked, command};
use acceptance::line::Line;
use futures::future::join_all;
use serde_json::json;
use testkit::{Fault, Memory};

const WHOLE_CALL: [&str; 5] = ["start", "1", "beep", "noted", "1"];

#[tokio::test]
async fn a_step_sent_ten_times_gets_one_answer_and_makes_one_case() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in WHOLE_CALL.into_iter().chain(["1"]) {
        let ten = join_all((0..10).map(|_| line.ask(input))).await;
        let answers: Vec<_> = ten.into_iter().map(Result::unwrap).collect();
        assert!(answers.windows(2).all(|two| two[0] == two[1]), "ten answers to `{input}` differ: {answers:#?}");
        let events = memory.kept().events.len();
        assert_eq!(line.send(input).await.unwrap(), answers[0]);
        assert_eq!(memory.kept().events.len(), events, "a repeat wrote an event");
    }
    assert_eq!(the_case(&memory), "triaged L1 FCS");
}

#[tokio::test]
async fn a_step_repeated_a_month_later_still_gets_its_answer_and_makes_no_second_case() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep"] {
        line.send(input).await.unwrap();
    }
    let answer = line.ask("noted").await.unwrap();
    for hours in [1, 25, 24 * 30] {
        line.now += jiff::SignedDuration::from_hours(hours);
        assert_eq!(line.ask("noted").await.unwrap(), answer);
    }
    assert_eq!(the_case(&memory), "registered L1 caller");
}

#[tokio::test]
async fn a_write_whose_answer_was_lost_is_answered_when_the_step_comes_again() {
    for lost_at in ["1", "beep", "noted"] {
        let memory = Memory::default();
        let mut line = Line::ring(&memory, "contact-1");
        for input in ["start", "1", "beep", "noted"] {
            if input == lost_at {
                memory.kept().faults.push_back(Fault::AnswerLost);
                assert!(line.send(input).await.is_err(), "an unknown outcome must not be answered");
            }
            line.send(input).await.unwrap();
        }
        assert_eq!(the_case(&memory), "registered L1 caller");
    }
}

#[tokio::test]
async fn a_beep_that_went_unanswered_does_not_answer_for_the_note() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.send("start").await.unwrap();
    line.send("1").await.unwrap();
    memory.kept().faults.push_back(Fault::AnswerLost);
    assert!(line.send("beep").await.is_err());
    // The flow goes on to the take without an answer, and sends the note under the same step number.
    let answer = line.send("noted").await.unwrap();
    assert_eq!(text(&answer, "do"), "say_menu");
    assert_eq!(the_case(&memory), "registered L1 caller");
}

#[tokio::test]
async fn two_sorting_keys_at_once_send_the_case_to_one_department_and_say_so() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1"] {
        line.send(input).await.unwrap();
    }
    let first = line.ask("1").await.unwrap();
    let second = line.ask("2").await.unwrap();
    assert_eq!(text(&first, "department"), "FCS");
    assert!(!text(&second, "say_cue").contains("sent_to"), "it was not sent there: {second:#?}");
    assert_eq!(the_case(&memory), "triaged L1 FCS");
}

#[tokio::test]
async fn a_deployment_in_mid_call_with_another_directory_leaves_a_history_that_holds() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted"] {
        line.send(input).await.unwrap();
    }
    // The call began under yesterday's directory: what the call does not carry of the case must be read.
    let today = &state_directory::playbook().unwrap().directory.version;
    assert!(line.state.contains(today.as_str()), "{}", line.state);
    line.state = line.state.replace(today.as_str(), "yesterday");
    for case in memory.kept().cases.values_mut() {
        case.file.directory_version = "yesterday".into();
    }
    line.send("silence").await.unwrap();
    assert_eq!(the_case(&memory), "registered L1 triage");
    let kept = memory.kept();
    assert_eq!(
        kept.cases.values().next().unwrap().directory_version,
        "yesterday",
        "it keeps what it was registered under"
    );
}

/// A wish whose answer was lost is answered when it comes again, though by then the case is past it.
#[tokio::test]
async fn a_wish_whose_answer_was_lost_is_heard_as_granted_when_it_comes_again() {
    let memory = Memory::default();
    let mut first = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        first.send(input).await.unwrap();
    }
    let ticket = memory.kept().cases.keys().next().unwrap().clone();
    let closed = command(ticket.as_str(), "close-1", "confirm-solved", &json!({}), None);
    asked(&memory, "agent:asha", closed, first.now).await.unwrap();
    // An appeal opens it again: a second one would be refused.
    let mut again = Line::ring(&memory, "contact-2");
    again.send("start").await.unwrap();
    again.send("3").await.unwrap();
    memory.kept().faults.push_back(Fault::AnswerLost);
    assert!(again.ask("4").await.is_err(), "whether it was written is not known");
    let answer = again.ask("4").await.unwrap();
    assert!(text(&answer, "say_cue").starts_with("appealed"), "{answer:?}");
}
