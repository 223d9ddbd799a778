//! A ledger that refuses, or does not answer: the caller hears it and reaches a person.

use crate::{text, the_case};
use acceptance::line::Line;
use testkit::{Fault, Memory};

#[tokio::test]
async fn a_refused_write_is_never_called_registered_and_leads_to_a_person() {
    for refused_at in ["1", "noted"] {
        let memory = Memory::default();
        let mut line = Line::ring(&memory, "contact-1");
        for input in ["start", "1", "beep", "noted"] {
            if input == refused_at {
                memory.kept().faults.push_back(Fault::Refuse);
                let answer = line.send(input).await.unwrap();
                assert_eq!(text(&answer, "do"), "say_agent");
                assert!(text(&answer, "say_cue").starts_with(if input == "1" {
                    "not_registered"
                } else {
                    "not_confirmed"
                }));
                break;
            }
            line.send(input).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_refused_beep_does_not_stop_the_caller_who_is_speaking_already() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.send("start").await.unwrap();
    line.send("1").await.unwrap();
    memory.kept().faults.push_back(Fault::Refuse);
    assert_eq!(text(&line.send("beep").await.unwrap(), "do"), "listen");
    assert_eq!(text(&line.send("noted").await.unwrap(), "do"), "say_menu");
    assert_eq!(the_case(&memory), "registered L1 caller");
}

#[tokio::test]
async fn a_note_taken_while_the_function_was_down_is_registered_when_it_is_back() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    // The flow asked twice without an answer, recorded by itself, and now sends the result.
    let answer = line.send("noted").await.unwrap();
    assert_eq!(text(&answer, "do"), "say_menu");
    assert_eq!(the_case(&memory), "registered L1 caller");
    assert_eq!(memory.kept().events.len(), 3, "drafted, begun and registered in one");
}

#[tokio::test]
async fn a_draft_whose_answers_were_lost_is_found_again_by_the_beep() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.send("start").await.unwrap();
    for _ in 0..2 {
        memory.kept().faults.push_back(Fault::AnswerLost);
    }
    assert!(line.send("1").await.is_err());
    assert!(line.send("1").await.is_err());
    assert_eq!(text(&line.send("beep").await.unwrap(), "do"), "listen");
    line.send("noted").await.unwrap();
    assert_eq!(the_case(&memory), "registered L1 caller");
}

#[tokio::test]
async fn a_refused_sorting_does_not_take_back_what_is_registered() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1"] {
        line.send(input).await.unwrap();
    }
    memory.kept().faults.push_back(Fault::Refuse);
    let answer = line.send("1").await.unwrap();
    assert_eq!(text(&answer, "do"), "say_menu");
    assert!(text(&answer, "say_cue").starts_with("left_to_triage"));
    assert_eq!(the_case(&memory), "registered L1 caller", "the sweep sends it to triage in five minutes");
}
