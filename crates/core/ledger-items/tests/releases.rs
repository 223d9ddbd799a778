//! Items of the release before are read; all others are refused by name.

use ledger_items::{Item, Unreadable, case_of, event_of, item_of_case, item_of_event};
use lifecycle::{Desk, EventKind, Role, State, Value};

fn item(facts: &[(&str, &str)], numbers: &[(&str, i64)]) -> Item {
    let texts = facts.iter().map(|(name, text)| ((*name).to_owned(), Value::Text((*text).to_owned())));
    texts.chain(numbers.iter().map(|(name, number)| ((*name).to_owned(), Value::Number(*number)))).collect()
}

/// A case of schema 1 in the given state, as that release wrote it.
fn case_of_schema_1(state: &str, department: Option<&str>) -> Item {
    let mut texts = vec![
        ("pk", "CASE#42710839"),
        ("sk", "CASE"),
        ("state", state),
        ("level", "L1"),
        ("contact", "contact-1"),
        ("language", "hi"),
        ("district", "unknown"),
        ("directory_version", "2026-11-24"),
    ];
    texts.extend(department.map(|code| ("department", code)));
    texts.extend(department.map(|_| ("category", "general")));
    let numbers = [
        ("schema", 1),
        ("sorting_minutes", 5),
        ("triage_days", 1),
        ("act_days", 7),
        ("floor_days", 3),
        ("drafted_at", 1_795_500_000),
        ("due_at", 1_796_104_800),
        ("last_event_at", 1_795_500_060),
        ("version", 4),
    ];
    item(&texts, &numbers)
}

#[test]
fn every_state_of_schema_1_is_read_with_who_has_it_and_its_clock() {
    for (state, department, expected) in [
        ("draft", None, (State::Draft, Desk::Caller)),
        ("void", None, (State::Void, Desk::Caller)),
        ("registered", None, (State::Registered, Desk::Caller)),
        ("at-triage", None, (State::Registered, Desk::Triage)),
        ("triaged", Some("FCS"), (State::Triaged, Desk::Department)),
    ] {
        let case = case_of(&case_of_schema_1(state, department)).unwrap();
        assert_eq!((case.standing.state, case.standing.desk), expected, "{state}");
        assert_eq!(case.standing.act_by, case.standing.due_at, "its clock is the one it had");
        assert_eq!((case.terms.act_days, case.version), (7, 4));
        // With its next event the case takes the form of this release.
        assert_eq!(case_of(&item_of_case(&case)).unwrap(), case);
    }
    assert!(case_of(&case_of_schema_1("lost", None)).is_err(), "a state that no release had");
}

#[test]
fn what_the_sweep_of_schema_1_registered_was_registered_by_the_sweep() {
    let texts = [
        ("pk", "CASE#42710839"),
        ("sk", "EVENT#000003"),
        ("what", "registered-by-sweep"),
        ("level", "L1"),
        ("language", "hi"),
        ("district", "unknown"),
    ];
    let event =
        event_of(&item(&texts, &[("schema", 1), ("at", 1_795_500_600), ("clock_from", 1_795_500_000)])).unwrap();
    assert_eq!((event.what.kind(), event.by.role()), (EventKind::Registered, Role::System));
    assert_eq!((event.standing.desk, event.sequence), (Desk::Triage, 3));
    assert_eq!(event_of(&item_of_event(&event)).unwrap(), event);
}

#[test]
fn an_item_of_another_schema_or_under_a_strange_key_is_refused_by_name() {
    let mut newer = case_of_schema_1("triaged", Some("FCS"));
    newer.insert("schema".into(), Value::Number(3));
    assert_eq!(case_of(&newer), Err(Unreadable::Schema(3)));
    let mut strange = case_of_schema_1("triaged", Some("FCS"));
    strange.insert("pk".into(), Value::Text("CASE#42710838".into()));
    assert_eq!(case_of(&strange), Err(Unreadable::Key), "its check digit does not fit");
    let mut lacking = case_of_schema_1("triaged", Some("FCS"));
    lacking.remove("version");
    assert_eq!(case_of(&lacking).unwrap_err().to_string(), "`version` is missing");
}
