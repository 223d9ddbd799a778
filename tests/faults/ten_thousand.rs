//! Ten thousand random calls through the contact flow: keys, silence, hang-ups, repeated calls, a function that is
//! down, a ledger that refuses or loses its answer. Repeatable, because a call's number decides everything.
//!
//! Without optimisation they take minutes. So only `cargo xtask test` runs all; otherwise only the first ones run.

use acceptance::centre::{Centre, answered_at, flows};
use acceptance::world::sweep;
use connect_flow::{Happening, Hours, Manner, Outcome, Simulation};
use dialogue::Purpose;
use jiff::SignedDuration;
use lifecycle::State;
use std::env;
use testkit::{Fault, Memory};

/// The number of calls, unless the variable [`ALL`] gives another.
const CALLS: u64 = 500;
/// The environment variable by which `cargo xtask test` asks for all calls.
const ALL: &str = "TELE_SAMADHAN_CALLS";
/// How many calls one caller makes to the same ledger.
const CALLS_OF_ONE: u64 = 25;
/// How long a call that begins in the queue waits at most.
const AN_HOUR_MS: u64 = 3_600_000;
/// The time after which every case that a call left open has been handled.
const AFTER: SignedDuration = SignedDuration::from_mins(60);

#[test]
fn nobody_meets_silence_or_an_unknown_error_or_loses_a_case() {
    let simulations: Vec<_> = flows().iter().map(|file| (file.purpose.as_str(), Simulation::new(&file.flow))).collect();
    let (mut registered, mut spoken) = (0_u32, 0_u32);
    let calls = env::var(ALL).map_or(CALLS, |calls| calls.parse().unwrap());
    for caller in 0..calls / CALLS_OF_ONE {
        let memory = Memory::default();
        for call in caller * CALLS_OF_ONE..(caller + 1) * CALLS_OF_ONE {
            // In every third call the function is down for a while, or the ledger has a fault.
            let trouble = call % 3 == 0;
            let (from, until) = (call % 7, call % 7 + call % 11);
            let mut centre = Centre::open(&memory);
            let (purpose, simulation) = &simulations[usize::try_from(call).unwrap() % simulations.len()];
            centre.purpose = (*purpose).to_owned();
            if *purpose == Purpose::WAITING {
                centre.longest_wait_ms = AN_HOUR_MS;
            }
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

/// A caller who stays on the line hears a voice, and never waits longer than a function with its retries takes.
fn hears_something(call: u64, outcome: &Outcome) {
    const LONGEST_SILENCE_MS: u64 = 20_000;
    let mut since = 0;
    for event in &outcome.trace {
        match event.what {
            Happening::Heard { ms, .. } => since = event.at_ms + ms,
            // Silence does not count while the caller speaks or waits for an agent.
            Happening::Spoke { .. } | Happening::NoKey | Happening::Pressed { .. } | Happening::Queued { .. } => {
                since = event.at_ms;
            }
            Happening::Invoked { ms, ref parameters, .. } => {
                // Silence does not count until the caller has typed the last digit.
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

/// A function gives no answer only if the test put it out of order.
fn knows_its_errors(call: u64, outcome: &Outcome) {
    for event in &outcome.trace {
        if let Happening::Invoked { answer: Err(why), .. } = &event.what {
            assert!(why.contains("for a test") || why.contains("20 seconds"), "call {call}: {why}");
        }
    }
}
