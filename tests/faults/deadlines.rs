//! A service that never answers must not delay the caller's prompts.

use acceptance::line::Line;
use testkit::{Fault, Memory};

/// Writes a case of the test caller, so that a look-up finds something.
async fn somebody_has_called(memory: &Memory) {
    let mut line = Line::ring(memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        line.send(input).await.unwrap();
    }
}

#[tokio::test]
async fn a_look_up_that_hangs_does_not_hold_up_the_greeting() {
    let greeting = async |hangs: Option<&'static str>| {
        let memory = Memory::default();
        somebody_has_called(&memory).await;
        if let Some(operation) = hangs {
            memory.fails(operation, Fault::Hangs);
        }
        let mut line = Line::ring(&memory, "contact-2");
        line.send("start").await.unwrap()
    };
    let known = greeting(None).await;
    for operation in ["pseudonym", "citizen"] {
        let stranger = greeting(Some(operation)).await;
        assert_ne!(stranger["ask_cue"], known["ask_cue"], "{operation}: whom nobody can look up is a stranger");
        assert_eq!(stranger["do"], "menu", "{operation}: and is greeted");
    }
    let guarded = greeting(Some("pins")).await;
    assert_eq!(guarded["do"], "menu", "whose PIN nobody can look up is greeted");
    assert_eq!(greeting(Some("announcement")).await["ask_cue"], known["ask_cue"], "without an announcement");
}

#[tokio::test]
async fn what_is_only_counted_holds_up_nobody() {
    let memory = acceptance::schemes::every_scheme_approved();
    memory.fails("count", Fault::Hangs);
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "2"] {
        line.send(input).await.unwrap();
    }
    let answer = line.send("1").await.unwrap();
    assert_eq!(answer["do"], "chunk", "the scheme is told");
    assert!(memory.kept().schemes.counts.is_empty());
}

#[tokio::test]
async fn each_use_of_a_port_of_a_call_may_fail_and_nothing_untrue_is_said() {
    // Whichever port fails, the step is answered truthfully, at once or when the flow sends the step again.
    let mut used = Vec::new();
    for operation in testkit::OPERATIONS {
        for fault in [Fault::Refuse, Fault::AnswerLost] {
            // A write that the ledger refuses has another outcome, tested in `refusals`.
            if matches!((operation, fault), ("create" | "advance", Fault::Refuse)) {
                continue;
            }
            let memory = Memory::default();
            memory.fails(operation, fault);
            let mut line = Line::ring(&memory, "contact-1");
            for input in ["start", "1", "beep", "noted", "1", "1"] {
                if line.send(input).await.is_err() {
                    line.send(input).await.unwrap_or_else(|why| panic!("{operation} {fault:?} at {input}: {why}"));
                }
            }
            let kept = memory.kept();
            if kept.next.get(operation).is_none_or(|faults| faults.is_empty()) {
                used.push(operation);
            }
            assert_eq!(kept.cases.len(), 1, "{operation} {fault:?}: one call, one case");
            let case = kept.cases.values().next().unwrap();
            assert!(case.registered_at.is_some(), "{operation} {fault:?}: the ticket that was said is registered");
        }
    }
    used.dedup();
    let needed = ["advance", "announcement", "citizen", "create", "pseudonym", "seal"];
    assert_eq!(used, needed, "the operations that this call uses; a fault of another never strikes");
}
