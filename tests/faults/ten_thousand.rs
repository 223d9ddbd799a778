//! Ten thousand calls by anybody through the real contact flow: keys, silence, hang-ups, coming back, a function that is
//! down, a ledger that refuses or loses its answer. Repeatable: each call is its number.
//!
//! They take minutes without optimising, so that only `cargo xtask test` makes them all; else these are the first ones.

use acceptance::centre::{Centre, answered_at, flows};
use acceptance::world::sweep;
use connect_flow::{Happening, Hours, Manner, Outcome, Simulation};
use jiff::SignedDuration;
use lifecycle::State;
use std::env;
use testkit::{Fault, Memory};

/// How many calls, unless [`ALL`] says it.
const CALLS: u64 = 500;
/// The variable by which `cargo xtask test` asks for all.
const ALL: &str = "TELE_SAMADHAN_CALLS";
/// So often the same caller comes back to the same ledger.
const CALLS_OF_ONE: u64 = 25;
/// By then everything that was left open in a call has been dealt with.
const AFTER: SignedDuration = SignedDuration::from_mins(60);

#[test]
fn nobody_meets_silence_or_an_unknown_error_or_loses_a_case() {
    let simulations: Vec<_> = flows().iter().map(|file| (file.purpose.as_str(), Simulation::new(&file.flow))).collect();
    let (mut registered, mut spoken) = (0_u32, 0_u32);
    let calls = env::var(ALL).map_or(CALLS, |calls| calls.parse().unwrap());
    for caller in 0..calls / CALLS_OF_ONE {
        let memory = Memory::default();
        for call in caller * CALLS_OF_ONE..(caller + 1) * CALLS_OF_ONE {
            // Every third call meets trouble: the function down for a while, or a fault of the ledger.
            let trouble = call % 3 == 0;
            let (from, until) = (call % 7, call % 7 + call % 11);
            let mut centre = Centre::open(&memory);
            let (purpose, simulation) = &simulations[usize::try_from(call).unwrap() % simulations.len()];
            centre.purpose = (*purpose).to_owned();
            centre.contact = format!("contact-{call}");
            centre.agents = if call % 2 == 0 { Hours::Open } else { Hours::Closed };
            centre.down = Box::new(move |n| trouble && (from..until).contains(&u64::try_from(n).unwrap_or(0)));
            if trouble {
                let faults = [Fault::Refuse, Fault::AnswerLost, Fault::Cut];
                memory.kept().faults.extend(faults.get(usize::try_from(call % 5).unwrap()).cloned());
            }
            let before = memory.kept().cases.len();
            let outcome = centre.call(&mut simulation.caller(Manner::Any, call));
            memory.kept().faults.clear();

            hears_something(call, &outcome);
            knows_its_errors(call, &outcome);
            let made = memory.kept().cases.len() - before;
            assert!(made <= 1, "call {call} made {made} cases");
            if !trouble
                && outcome.trace.iter().any(|event| matches!(event.what, Happening::Spoke { recorded: true, ms: 1.. }))
            {
                let added =
                    memory.kept().cases.values().any(|case| {
                        case.note_contact.as_ref().is_some_and(|contact| contact.as_str() == centre.contact)
                    });
                assert!(made == 1 || added, "call {call} was spoken into, and no case has it");
                spoken += 1;
            }
        }
        let runtime = Centre::open(&memory).runtime;
        runtime.block_on(sweep(&memory, answered_at() + AFTER)).unwrap();
        for case in memory.kept().cases.values() {
            let state = case.standing.state;
            assert_ne!(state, State::Draft, "case {} of caller {caller} is forgotten", case.ticket);
            registered += u32::from(state != State::Void);
        }
    }
    let enough = u32::try_from(calls / 10).unwrap();
    assert!(spoken > enough && registered > spoken, "{spoken} notes, {registered} cases: too few to tell");
}

/// Who stays on the line hears a voice, and never waits for it longer than a function takes with its repetitions.
fn hears_something(call: u64, outcome: &Outcome) {
    const LONGEST_SILENCE_MS: u64 = 20_000;
    let mut since = 0;
    for event in &outcome.trace {
        match event.what {
            Happening::Heard { ms, .. } => since = event.at_ms + ms,
            // While the caller speaks or waits, the line is theirs.
            Happening::Spoke { .. } | Happening::NoKey | Happening::Pressed { .. } | Happening::Queued { .. } => {
                since = event.at_ms;
            }
            Happening::Invoked { ms, ref parameters, .. } => {
                // Whoever types takes their time: the line is theirs until the last digit.
                if parameters.get("digits").is_some() {
                    since = event.at_ms;
                }
                let silence = (event.at_ms + ms).saturating_sub(since);
                assert!(silence <= LONGEST_SILENCE_MS, "call {call}: {silence} ms of silence");
            }
            _ => {}
        }
    }
}

/// A function gives no answer only because the test has put it out of order.
fn knows_its_errors(call: u64, outcome: &Outcome) {
    for event in &outcome.trace {
        if let Happening::Invoked { answer: Err(why), .. } = &event.what {
            assert!(why.contains("for a test") || why.contains("20 seconds"), "call {call}: {why}");
        }
    }
}
