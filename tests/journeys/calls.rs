//! Calls, and the notices that departments get about them.

use crate::world::{SOON, call, call_cut, case, stack, sweep_when_due, ticket, timeline};
use std::collections::BTreeSet;

#[test]
fn one_call_one_case_one_notice_to_the_ration_department() {
    let stack = stack();
    let report = call(&stack, "111");
    let ticket = ticket(&report);
    assert_eq!(report.department.as_deref(), Some("FCS"));
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
    assert_eq!(timeline(&stack, &ticket), ["drafted", "take-began", "registered", "sorted"]);

    let notice = stack.wait_inbox("FCS", SOON, |m| m.ticket == ticket).unwrap();
    assert_eq!((notice.event.as_str(), notice.level.as_str(), notice.category.as_str()), ("sorted", "L1", "general"));
    assert!(notice.message.contains("शिकायत क्रमांक") && notice.message.contains("Who complained is kept secret"));
    let attributes: Vec<&str> = notice.attributes.keys().map(String::as_str).collect();
    assert_eq!(attributes, ["category", "department", "district", "event_id", "language", "level", "tells"]);
    assert_eq!(notice.attributes["event_id"], notice.event_id);
}

#[test]
fn the_ticket_is_heard_in_pairs_and_twice() {
    let stack = stack();
    let report = call(&stack, "91");
    let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let digits: Vec<&str> = ticket(&report).chars().map(|c| words[c.to_digit(10).unwrap() as usize]).collect();
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.join(" ")).collect();
    let heard: Vec<String> = report.steps.iter().flat_map(|step| step.heard.clone()).collect();
    let heard = heard.join(" ");
    assert_eq!(heard.matches(&pairs.join(", ")).count(), 2, "{heard}");
}

#[test]
fn every_department_is_reached_and_hears_of_its_case() {
    let stack = stack();
    let directory = &state_directory::playbook().unwrap().directory;
    let mut reached = BTreeSet::new();
    for keys in every_way_through_the_menus(directory) {
        let report = call(&stack, &format!("1{keys}"));
        let Some(department) = report.department.clone().filter(|d| d != "TRIAGE") else { continue };
        if reached.insert(department.clone()) {
            let ticket = ticket(&report);
            stack.wait_inbox(&department, SOON, |m| m.ticket == ticket).unwrap();
        }
    }
    let all: BTreeSet<String> = directory.departments.iter().map(|d| d.code.to_string()).collect();
    assert_eq!(reached, all);
}

/// Returns the keys of every path to a department.
fn every_way_through_the_menus(directory: &directory::Directory) -> Vec<String> {
    fn walk(directory: &directory::Directory, id: &str, keys: &str, found: &mut Vec<String>) {
        for option in &directory.menu(id).unwrap().options {
            let keys = format!("{keys}{}", option.key);
            match &option.choice {
                directory::Choice::Menu(id) => walk(directory, id, &keys, found),
                directory::Choice::Department(_) => found.push(keys),
                directory::Choice::Triage => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(directory, &directory.menus[0].id, "", &mut found);
    found
}

#[test]
fn who_does_not_sort_has_a_ticket_at_triage() {
    let stack = stack();
    let report = call(&stack, "1");
    let ticket = ticket(&report);
    assert_eq!(report.department.as_deref(), Some("TRIAGE"));
    assert_eq!(case(&stack, &ticket), "registered L1 triage");
    stack.wait_inbox("TRIAGE", SOON, |m| m.ticket == ticket && m.event == "sent-to-triage").unwrap();
}

#[test]
fn who_presses_nothing_at_all_has_a_ticket_at_triage() {
    let stack = stack();
    let ticket = ticket(&call(&stack, ""));
    assert_eq!(case(&stack, &ticket), "registered L1 triage");
}

#[test]
fn keys_that_are_on_no_menu_still_lead_to_a_ticket() {
    let stack = stack();
    let ticket = ticket(&call(&stack, "77#*8"));
    assert_eq!(case(&stack, &ticket), "registered L1 triage");
}

#[test]
fn a_hang_up_at_every_step_leaves_what_was_said_in_good_hands() {
    let stack = stack();
    // Answered steps: 1 greeting, 2 recording notice (draft), 3 beep, 4 ticket, 5 second menu, 6 assigned.
    let after_the_sweep = [
        (1, None),
        (2, Some("void L1 caller")),
        (3, Some("registered L1 triage")),
        (4, Some("registered L1 triage")),
        (5, Some("registered L1 triage")),
        (6, Some("triaged L1 FCS")),
    ];
    for (after, expected) in after_the_sweep {
        let report = call_cut(&stack, "111", after);
        assert_eq!(report.ticket.is_some(), expected.is_some(), "after step {after}: {report:#?}");
        let Some(expected) = expected else { continue };
        let ticket = ticket(&report);
        if !expected.starts_with("triaged") {
            sweep_when_due(&stack, &ticket);
        }
        assert_eq!(case(&stack, &ticket), expected, "hung up after step {after}");
        if expected.ends_with("triage") {
            stack.wait_inbox("TRIAGE", SOON, |m| m.ticket == ticket).unwrap();
        }
    }
}
