//! What is told of schemes while the table does not answer, against a stand-in for DynamoDB.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod stand_in;

use aws_smithy_http_client::test_util::ReplayEvent;
use helpline::ports::{SchemeStore as _, SchemeVoice};
use helpline::schemes::first_drafts;
use ledger_dynamodb::{RememberedSchemes, Telling};
use serde_json::json;
use stand_in::{http, ledger};
use std::time::Duration;

/// A table that answers these, one after the other.
fn schemes(answers: Vec<ReplayEvent>) -> RememberedSchemes {
    let drafts = first_drafts(state_directory::schemes().unwrap());
    let telling = Telling { drafts: Some(drafts), patience: Duration::from_secs(1), ..Telling::default() };
    RememberedSchemes::new(ledger(answers).0, telling)
}

fn refused() -> ReplayEvent {
    http(400, r#"{"__type": "com.amazon.coral.service#AccessDeniedException", "message": "not allowed"}"#)
}

#[tokio::test(start_paused = true)]
async fn what_was_read_last_is_told_for_a_while_when_nothing_can_be_read() {
    let nothing = || http(200, r#"{"Items": [], "Count": 0, "ScannedCount": 0}"#);
    let texts_moment_and_counts = [nothing(), http(200, "{}"), nothing()];
    let refused = (0..8).map(|_| refused());
    let schemes = schemes(texts_moment_and_counts.into_iter().chain(refused).collect());
    let now = "2026-11-26T06:30:00Z".parse().unwrap();
    let before = schemes.listed(now).await.unwrap();
    assert!(!before.is_empty());
    tokio::time::advance(Duration::from_secs(60)).await;
    assert_eq!(schemes.listed(now).await, Ok(before));
    assert!(schemes.told("ladli-behna", now).await.unwrap().is_some());
    tokio::time::advance(Duration::from_secs(15 * 60)).await;
    assert!(schemes.listed(now).await.is_err(), "nobody knows any more what holds");
}

#[tokio::test]
async fn a_text_that_a_newer_release_wrote_is_named_silences_no_other_and_is_not_written_over() {
    let text = first_drafts(state_directory::schemes().unwrap()).remove(0);
    let item = |code: &str, texts: &[&str]| {
        let texts: Vec<_> = texts.iter().map(|text| json!({ "S": text })).collect();
        json!({ "pk": { "S": "SCHEMES" }, "sk": { "S": code }, "revision": { "N": "1" }, "texts": { "L": texts } })
    };
    let (readable, newer) = (text.to_json().unwrap(), r#"{"form": 9}"#);
    let half = item("half", &[&readable, newer]);
    let items = [item("newer", &[newer]), half.clone(), item("whole", &[&readable])];
    let found = json!({ "Items": items, "Count": 3, "ScannedCount": 3 }).to_string();
    let all = ledger(vec![http(200, &found)]).0.all_shelved().await.unwrap();
    assert_eq!(all.shelved.iter().map(|shelved| shelved.texts.len()).collect::<Vec<_>>(), [0, 1, 1]);
    assert_eq!(all.unreadable, ["newer", "half"]);
    let one = json!({ "Item": half }).to_string();
    assert!(ledger(vec![http(200, &one)]).0.shelved("half").await.is_err(), "whoever writes after it would lose it");
}

#[tokio::test]
async fn without_counts_the_schemes_are_told_all_the_same() {
    let nothing = http(200, r#"{"Items": [], "Count": 0, "ScannedCount": 0}"#);
    let schemes = schemes(vec![nothing, http(200, "{}"), refused()]);
    assert!(!schemes.listed("2026-11-26T06:30:00Z".parse().unwrap()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_table_that_was_never_read_is_no_list_without_schemes() {
    let schemes = schemes((0..4).map(|_| refused()).collect());
    assert!(schemes.listed("2026-11-26T06:30:00Z".parse().unwrap()).await.is_err());
}
