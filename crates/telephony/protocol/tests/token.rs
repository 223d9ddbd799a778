//! Tokens that one release writes and another reads.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dialogue::{Call, Direction, Input, Key, Purpose, Target, step};
use lifecycle::{Assignment, CategoryCode, Ticket};
use proptest::prelude::*;
use protocol::{NEW_CALL, read_token, write_token};
use std::fs;
use std::path::Path;

fn ticket() -> Ticket {
    Ticket::drawn(4_271_083, 8).unwrap()
}

#[test]
fn states_that_released_versions_wrote_are_still_read() {
    let playbook = state_directory::playbook().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tokens");
    let mut read = 0;
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let token = fs::read_to_string(&file).unwrap();
        let call = read_token(token.trim(), playbook).unwrap_or_else(|| panic!("{} is not read", file.display()));
        // A token of the version before is written again in today's form.
        let again = write_token(&call);
        assert_eq!(read_token(&again, playbook).as_ref(), Some(&call), "{}", file.display());
        if token.contains("\"v\":3") {
            // A PIN closes no case any more, whatever the release before wrote.
            assert_eq!(again, token.trim().replace(",\"closes\":true", ""), "{}", file.display());
        }
        read += 1;
    }
    assert!(read >= 3, "recorded states are part of the contract: do not remove them");
}

#[test]
fn a_key_offered_before_a_deployment_means_afterwards_what_it_meant() {
    let playbook = state_directory::playbook().unwrap();
    let mut call = Call::new(playbook).unwrap();
    call.at = "sort".into();
    call.menu = Some("a-menu-that-is-gone".into());
    let department = playbook.directory.departments.last().unwrap().code.clone();
    let to = Assignment { department, category: CategoryCode::general() };
    call.offered = vec![(Key::new('7').unwrap(), Target::Assignment(to.clone()))];
    let call = read_token(&write_token(&call), playbook).unwrap();
    let after = step(playbook, &call, &Input::Key(Key::new('7').unwrap()), &ticket(), 5);
    assert_eq!(after.commit, Some(dialogue::Commit::Sort(to)));
}

#[test]
fn a_department_that_is_gone_since_it_was_offered_leaves_the_case_to_triage() {
    let playbook = state_directory::playbook().unwrap();
    let token = r#"{"v":2,"lang":"hi","at":"sort","menu":"people","misses":0,"repeats":0,"offered":[["1","department:GONE"]],"case":null}"#;
    let call = read_token(token, playbook).unwrap();
    let after = step(playbook, &call, &Input::Key(Key::new('1').unwrap()), &ticket(), 5);
    assert_eq!(after.commit, Some(dialogue::Commit::LeaveToTriage));
}

#[test]
fn a_state_of_a_newer_version_or_of_nobody_is_refused() {
    let playbook = state_directory::playbook().unwrap();
    for odd in ["", "-", "NEW", "{}", "[]", r#"{"v":4}"#, "new ", "\u{0}", NEW_CALL] {
        assert_eq!(read_token(odd, playbook), None, "{odd:?}");
    }
}

/// The release before refuses keys that it does not know.
#[test]
fn the_state_of_a_citizens_call_names_neither_direction_nor_purpose() {
    let playbook = state_directory::playbook().unwrap();
    let token = write_token(&Call::new(playbook).unwrap());
    assert!(!token.contains("direction") && !token.contains("purpose"), "{token}");
}

#[test]
fn a_call_that_the_helpline_placed_is_one_all_the_way() {
    let playbook = state_directory::playbook().unwrap();
    let call = Call::begun(playbook, Direction::Outbound, Purpose::inbound()).unwrap();
    let read = read_token(&write_token(&call), playbook).unwrap();
    assert_eq!(read.direction, Direction::Outbound);
}

#[test]
fn a_state_of_a_purpose_that_the_script_does_not_name_is_refused() {
    let playbook = state_directory::playbook().unwrap();
    let call = Call { purpose: Purpose::new("survey").unwrap(), ..Call::new(playbook).unwrap() };
    assert_eq!(read_token(&write_token(&call), playbook), None);
    let token = write_token(&Call::new(playbook).unwrap());
    let sideways = token.replacen('{', r#"{"direction":"sideways","#, 1);
    assert_eq!(read_token(&sideways, playbook), None);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in ".{0,300}") {
        let playbook = state_directory::playbook().unwrap();
        let _ = read_token(&text, playbook);
    }
}
