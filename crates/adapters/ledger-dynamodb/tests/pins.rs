//! Counts tries of PINs against a stand-in for DynamoDB: many callers change the overall counter at once.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod stand_in;

use aws_smithy_http_client::test_util::ReplayEvent;
use helpline::PinKind;
use helpline::ports::{Counted, Pins as _, Try, Unavailable};
use lifecycle::{ContactId, Ticket};
use serde_json::{Value, json};
use stand_in::{cancelled, http, ledger};

/// A try that raises the counter of a case and the overall counter: a transaction of three items.
fn attempt() -> Try {
    Try {
        contact: ContactId::new("contact-1").unwrap(),
        step: 7,
        at: "2026-11-24T06:30:00Z".parse().unwrap(),
        counters: vec![("42710839#others#2026-11-24".into(), 3), ("all#2026-11-24".into(), 1_000)],
        of: "1a2b3c4d".into(),
    }
}

/// A transaction that is cancelled with these codes, in the order of its items.
fn with(codes: [&str; 3]) -> ReplayEvent {
    cancelled(&json!(codes.map(|code| json!({ "Code": code }))))
}

async fn counted(answers: Vec<ReplayEvent>) -> (Result<Counted, Unavailable>, Vec<Value>) {
    let (ledger, replay) = ledger(answers);
    let counted = ledger.count_try(&attempt()).await;
    let bodies = replay.actual_requests().map(|r| serde_json::from_slice(r.body().bytes().unwrap()).unwrap());
    (counted, bodies.collect())
}

#[tokio::test(start_paused = true)]
async fn a_try_that_meets_another_is_counted_when_the_other_is_through() {
    for code in ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"] {
        let busy = || with(["None", "None", code]);
        let (counted, requests) = counted(vec![busy(), busy(), http(200, "{}")]).await;
        assert_eq!((counted, requests.len()), (Ok(Counted::Yes), 3), "{code}");
        assert!(requests.windows(2).all(|two| two[0]["TransactItems"] == two[1]["TransactItems"]), "the very same try");
    }
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_tries_ends_inside_the_deadline_of_a_write_and_nobody_is_said_to_be_counted() {
    let began = tokio::time::Instant::now();
    let storm = (0..500).map(|_| with(["None", "None", "TransactionConflict"])).collect();
    let (counted, requests) = counted(storm).await;
    assert_eq!(counted, Err(Unavailable("dynamodb conflicts until the deadline".into())));
    assert!(requests.len() > 6, "it tried: {}", requests.len());
    assert!(began.elapsed() <= aws_kit::deadlines::WRITE, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_repeated_try_is_told_apart_from_one_too_many() {
    let repeated = || with(["ConditionalCheckFailed", "ConditionalCheckFailed", "None"]);
    // The marker of the release before names no PIN.
    for (marker, may_go_on) in [
        (r#"{"Item": {"of": {"S": "1a2b3c4d"}}}"#, Counted::Yes),
        (r#"{"Item": {}}"#, Counted::Yes),
        (r#"{"Item": {"of": {"S": "5e6f7a8b"}}}"#, Counted::TooMany),
    ] {
        assert_eq!(counted(vec![repeated(), http(200, marker)]).await.0, Ok(may_go_on), "{marker}");
    }
    let too_many = with(["None", "None", "ConditionalCheckFailed"]);
    assert_eq!(counted(vec![too_many]).await.0, Ok(Counted::TooMany));
    let and_another_writes = with(["None", "TransactionConflict", "ConditionalCheckFailed"]);
    let (counted, requests) = counted(vec![and_another_writes]).await;
    assert_eq!((counted, requests.len()), (Ok(Counted::TooMany), 1), "the refusal stands beside a conflict");
}

#[tokio::test]
async fn a_try_that_dynamodb_does_not_take_or_answer_is_not_counted_and_not_sent_again() {
    let refused = r#"{"__type": "com.amazon.coral.service#AccessDeniedException", "message": "not allowed"}"#;
    for answer in [http(400, refused), http(500, "{}"), with(["None", "ValidationError", "None"])] {
        let (counted, requests) = counted(vec![answer]).await;
        assert!(counted.is_err(), "{counted:?}");
        assert_eq!(requests.len(), 1);
    }
}

#[tokio::test]
async fn a_right_pin_is_forgiven_once_and_only_if_its_try_was_counted() {
    let ticket = Ticket::parse("42710839").unwrap();
    for (codes, forgiven) in
        [(["ConditionalCheckFailed", "None", "None"], true), (["None", "None", "ConditionalCheckFailed"], false)]
    {
        let (ledger, _) = ledger(vec![with(codes)]);
        let answer = ledger.forgive(&attempt(), &ticket, PinKind::Own).await;
        assert_eq!(answer.is_ok(), forgiven, "{codes:?}");
    }
}
