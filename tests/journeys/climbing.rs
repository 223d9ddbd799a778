//! A case on which nobody acts climbs by itself, once for each deadline.

use crate::world::{SOON, call, call_cut, case, due, stack, sweep_when_due, ticket, timeline};
use jiff::SignedDuration;
use lifecycle::in_india;
use local_cloud::aws::{dynamodb, events};
use std::thread;
use std::time::Duration;

#[test]
fn a_neglected_case_climbs_level_by_level_and_each_level_is_told() {
    let stack = stack();
    let ticket = ticket(&call(&stack, "121"));
    let department = case(&stack, &ticket).split(' ').next_back().unwrap().to_owned();
    let directory = &state_directory::playbook().unwrap().directory;
    for level in ["L2", "L3", "L4", "apex"] {
        let due = due(&stack, &ticket);
        let shown = in_india(due);
        assert!(directory.calendar.is_working_day(shown.date()), "due on a day of rest: {shown}");
        assert!((10..=17).contains(&shown.hour()), "due when the office is shut: {shown}");
        sweep_when_due(&stack, &ticket);
        assert!(case(&stack, &ticket).starts_with(&format!("triaged {level}")));
        stack.wait_inbox(&department, SOON, |m| m.ticket == ticket && m.level == level).unwrap();
    }
    stack.wait_inbox("APEX", SOON, |m| m.ticket == ticket && m.event == "level-raised").unwrap();
    sweep_when_due(&stack, &ticket);
    stack.wait_inbox("APEX", SOON, |m| m.ticket == ticket && m.event == "reminded").unwrap();
}

#[test]
fn before_it_is_due_the_sweep_leaves_a_case_alone() {
    let stack = stack();
    let ticket = ticket(&call(&stack, "111"));
    let early = due(&stack, &ticket) - SignedDuration::from_secs(60);
    stack.tick(&early.to_string()).unwrap();
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
}

#[test]
fn ten_sweeps_at_once_raise_it_once() {
    let stack = stack();
    let ticket = ticket(&call(&stack, "111"));
    let at = (due(&stack, &ticket) + SignedDuration::from_secs(1)).to_string();
    thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| stack.tick(&at).unwrap());
        }
    });
    assert_eq!(timeline(&stack, &ticket), ["drafted", "take-began", "registered", "sorted", "level-raised"]);
    stack.wait_inbox("FCS", SOON, |m| m.ticket == ticket && m.level == "L2").unwrap();
}

#[test]
fn with_the_schedule_on_the_sweep_comes_by_itself() {
    let stack = stack();
    // The rule fires at the present time, but this draft is due in ten minutes, so its deadline is moved to the past.
    let ticket = ticket(&call_cut(&stack, "111", 3));
    let table = stack.output("TableName").unwrap();
    for clock in ["act_by", "due_at"] {
        dynamodb::set_number(&stack.endpoint, table, &format!("CASE#{ticket}"), "CASE", clock, 1).unwrap();
    }
    let rule = stack.output("SweepRule").unwrap();
    events::enable_rule(&stack.endpoint, rule).unwrap();
    let swept = stack.wait("a sweep by the schedule", Duration::from_secs(150), || {
        let state = case(&stack, &ticket);
        Ok(if state.ends_with("triage") { Ok(()) } else { Err(state) })
    });
    events::disable_rule(&stack.endpoint, rule).unwrap();
    swept.unwrap();
}
