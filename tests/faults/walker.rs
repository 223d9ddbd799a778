//! Random callers under random faults, repeatable by seed: keys, silence, lost answers, refusals, hang-ups, sweeps.

use acceptance::line::Line;
use acceptance::world::sweep;
use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::Value;
use testkit::{Fault, Memory};

#[derive(Debug, Clone)]
enum Act {
    Send(&'static str),
    Repeat(&'static str),
    Fault(Fault),
    Sweep(i64),
}

fn any_act() -> impl Strategy<Value = Act> {
    let inputs = vec![
        "1", "1", "1", "2", "5", "9", "0", "3", "*", "silence", "queue", "digits", "beep", "beep", "noted", "noted",
        "nobody",
    ];
    prop_oneof![
        8 => prop::sample::select(inputs.clone()).prop_map(Act::Send),
        2 => prop::sample::select(inputs).prop_map(Act::Repeat),
        2 => prop::sample::select(vec![Fault::Refuse, Fault::AnswerLost, Fault::Cut]).prop_map(Act::Fault),
        1 => (0_i64..20_000).prop_map(Act::Sweep),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_happens_one_call_makes_at_most_one_case_and_says_nothing_untrue(acts in prop::collection::vec(any_act(), 0..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let memory = Memory::default();
            let mut line = Line::ring(&memory, "contact-1");
            let _ = line.send("start").await;
            for act in acts {
                let (input, answer) = match act {
                    Act::Fault(fault) => { memory.kept().faults.push_back(fault); continue }
                    Act::Sweep(minutes) => { sweep(&memory, line.now + SignedDuration::from_mins(minutes)).await.unwrap(); continue }
                    Act::Send(input) => (input, line.send(input).await),
                    Act::Repeat(input) => (input, line.ask(input).await),
                };
                let Ok(answer) = answer else { continue };
                prop_assert_eq!(answer.len(), 13, "the answer's keys are a closed set");
                prop_assert!(answer.values().all(|v| v.as_str().is_some_and(|s| !s.is_empty())), "no key is empty");
                let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap().to_owned();
                let kept = memory.kept();
                prop_assert!(kept.cases.len() <= 1, "a second case after {}", input);
                let case = kept.cases.values().next();
                if text("say_cue").split_whitespace().any(|cue| cue == "registered") {
                    prop_assert!(case.is_some_and(|c| c.registered_at.is_some()), "`registered` was said before it was");
                }
                if text("ticket") != "none" {
                    prop_assert_eq!(Some(text("ticket")), case.map(|c| c.ticket.to_string()), "a ticket without its case");
                }
                if text("say_cue").contains("sent_to") {
                    let department = case.and_then(|c| c.standing.department.clone()).map(|d| d.to_string());
                    prop_assert_eq!(Some(text("department")), department, "said to be sent where it was not");
                }
                let sequences: Vec<u32> = kept.events.keys().map(|(_, sequence)| *sequence).collect();
                prop_assert_eq!(sequences.clone(), (1..=u32::try_from(sequences.len()).unwrap()).collect::<Vec<_>>(), "a gap in the timeline");
            }
            Ok(())
        })?;
    }
}
