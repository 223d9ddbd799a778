//! Every state × command pair, on time and late, as one table: changing a row is a visible diff.

use crate::world::{after, at_state, commands};
use lifecycle::{Decision, Level, State, decide};
use std::fmt::Write as _;

#[test]
fn every_state_and_command_has_its_row() {
    let mut table = String::new();
    for state in State::ALL {
        let case = at_state(state);
        for command in commands() {
            for (label, now) in [("", after(1)), (", overdue", after(100 * 24 * 60))] {
                let outcome = match decide(&case, &command, now) {
                    Ok(Decision::Already) => "nothing new".to_owned(),
                    Ok(Decision::Happens(t)) => {
                        format!("{} -> {} {}", t.event.what.as_str(), t.case.state, t.case.level)
                    }
                    Err(rejection) => format!("REJECTED {rejection}"),
                };
                writeln!(table, "{state} + {command}{label}: {outcome}").unwrap();
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_neglected_case_climbs_to_the_apex_and_stays_there() {
    let mut case = at_state(State::Triaged);
    let mut climb = vec![case.level];
    while let Some(due) = case.due_at {
        let Ok(Decision::Happens(next)) = decide(&case, &lifecycle::Command::PassTime, due) else {
            panic!("due, and nothing happened: {case:?}");
        };
        case = next.case;
        climb.push(case.level);
    }
    assert_eq!(climb, Level::ALL);
}

#[test]
fn the_citizens_clock_runs_from_the_beep_however_late_the_sweep_registers() {
    let draft = at_state(State::Draft);
    let Ok(Decision::Happens(began)) = decide(&draft, &lifecycle::Command::BeginTake, after(1)) else { panic!() };
    let Ok(Decision::Happens(swept)) = decide(&began.case, &lifecycle::Command::PassTime, after(600)) else { panic!() };
    assert_eq!(swept.event.clock_from, Some(after(1)));
    assert_eq!(swept.case.due_at, Some(after(1 + 24 * 60)), "the triage desk's day, from the beep");
}
