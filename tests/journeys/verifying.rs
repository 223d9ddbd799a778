//! The whole ledger is consistent, and a changed item is found.

use crate::world::{call, stack, ticket};
use local_cloud::aws::dynamodb;
use local_cloud::{ENDPOINT, Stack};
use serde_json::{Map, json};
use std::process::{Command, Output};

/// Runs `cargo xtask ledger verify` on the stack.
fn verify(stack: &Stack) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "launch", "--", "ledger", "verify"])
        .env(ENDPOINT, stack.endpoint.url())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

/// Returns the output, and `true` if the exit code is 1.
fn said(output: &Output) -> (String, bool) {
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code() == Some(1))
}

#[test]
fn the_whole_table_is_the_fold_of_its_events_and_whoever_changes_it_is_found_out() {
    let stack = stack();
    let ticket = ticket(&call(&stack, "111"));
    let table = stack.output("TableName").unwrap();
    let endpoint = &stack.endpoint;
    let (report, failed) = said(&verify(&stack));
    assert!(report.ends_with("every case is the fold of its events\n") && !failed, "{report}");

    let pk = format!("CASE#{ticket}");
    let event = dynamodb::key(&pk, "EVENT#000003");
    let before = dynamodb::get(endpoint, table, &event).unwrap().unwrap();
    let changed = |name: &str, value: &str| Map::from_iter([(name.to_owned(), json!({ "S": value }))]);
    dynamodb::set(endpoint, table, &event, &changed("by", "agent:asha")).unwrap();
    let (report, failed) = said(&verify(&stack));
    assert!(
        report.contains(&format!("case {ticket}: event 3 was changed after it was written\n")) && failed,
        "{report}"
    );

    dynamodb::delete(endpoint, table, &event).unwrap();
    let (report, failed) = said(&verify(&stack));
    assert!(report.contains(&format!("case {ticket}: event 3 is missing\n")) && failed, "{report}");

    let mut doubled = before.clone();
    doubled["sk"] = json!({ "S": "EVENT#000005" });
    dynamodb::put(endpoint, table, &before).unwrap();
    dynamodb::put(endpoint, table, &doubled).unwrap();
    let (report, failed) = said(&verify(&stack));
    assert!(
        report.contains(&format!("case {ticket}: event 5 was changed after it was written\n")) && failed,
        "{report}"
    );
    dynamodb::delete(endpoint, table, &dynamodb::key(&pk, "EVENT#000005")).unwrap();

    dynamodb::set(endpoint, table, &dynamodb::key(&pk, "CASE"), &changed("level", "L4")).unwrap();
    let (report, failed) = said(&verify(&stack));
    assert!(
        report.contains(&format!("case {ticket}: the stored case is not the fold of its events: `level` differs\n"))
            && failed,
        "{report}"
    );
    dynamodb::set(endpoint, table, &dynamodb::key(&pk, "CASE"), &changed("level", "L1")).unwrap();
    assert!(!said(&verify(&stack)).1, "as it was");
}
