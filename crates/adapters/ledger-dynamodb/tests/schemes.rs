//! Schemes and the announcement while the table does not answer or others write, against a stand-in for DynamoDB.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod stand_in;

use aws_smithy_http_client::test_util::ReplayEvent;
use helpline::ports::{Announcements as _, Offered, SchemeStore as _, SchemeVoice, Timer, Unavailable};
use helpline::schemes::first_drafts;
use ledger_dynamodb::{RememberedAnnouncement, RememberedSchemes, Telling};
use serde_json::json;
use stand_in::{cancelled, http, ledger};
use std::time::Duration;

fn coded(code: &str) -> lifecycle::SchemeCode {
    lifecycle::SchemeCode::new(code).unwrap()
}

/// The runtime's clock.
#[derive(Debug)]
struct Clock;

impl Timer for Clock {
    async fn within<T: Send>(&self, limit: Duration, work: impl Future<Output = T> + Send) -> Option<T> {
        tokio::time::timeout(limit, work).await.ok()
    }
}

/// A table that answers these, one after the other.
fn schemes(answers: Vec<ReplayEvent>) -> RememberedSchemes<Clock> {
    let drafts = first_drafts(state_directory::schemes().unwrap());
    let telling = Telling { drafts: Some(drafts), patience: Duration::from_secs(1), ..Telling::default() };
    RememberedSchemes::new(ledger(answers).0, telling, Clock)
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
    assert!(schemes.told(&coded("ladli-behna"), now).await.unwrap().is_some());
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
    let all = ledger(vec![http(200, &found)]).0.catalogue().await.unwrap();
    assert_eq!(all.offered.iter().map(|offered| offered.texts.len()).collect::<Vec<_>>(), [0, 1, 1]);
    assert_eq!(all.unreadable, [coded("newer"), coded("half")]);
    let one = json!({ "Item": half }).to_string();
    assert!(
        ledger(vec![http(200, &one)]).0.offered(&coded("half")).await.is_err(),
        "whoever writes after it would lose it"
    );
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

#[tokio::test(start_paused = true)]
async fn a_board_that_cannot_be_read_again_is_silent_after_half_a_minute() {
    let item = json!({ "Item": {
        "department": { "S": "FCS" }, "category": { "S": "ration" }, "until": { "N": "1795845600" },
        "said_hi": { "S": "आज दुकानें बंद हैं" },
    } });
    let answers = [http(200, &item.to_string())].into_iter().chain((0..4).map(|_| refused()));
    let announcement = RememberedAnnouncement::new(ledger(answers.collect()).0);
    let before = announcement.announcement().await;
    assert!(before.as_ref().is_ok_and(Option::is_some), "{before:?}");
    tokio::time::advance(Duration::from_secs(29)).await;
    assert_eq!(announcement.announcement().await, before);
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(announcement.announcement().await.is_err(), "nobody knows whether it still holds");
}

/// Writes a changed scheme version to a table that gives these answers. Returns the outcome and the number of requests.
async fn kept(answers: Vec<ReplayEvent>) -> (Result<bool, Unavailable>, usize) {
    let text = first_drafts(state_directory::schemes().unwrap()).remove(0);
    let after = Offered { code: text.scheme.code.clone(), revision: 2, texts: vec![text.clone()] };
    let (ledger, replay) = ledger(answers);
    let kept = ledger.keep(&after, &text).await;
    (kept, replay.actual_requests().count())
}

fn with(codes: [&str; 2]) -> ReplayEvent {
    cancelled(&json!(codes.map(|code| json!({ "Code": code }))))
}

#[tokio::test(start_paused = true)]
async fn a_text_that_meets_another_write_is_sent_again_and_looks_again_only_if_the_other_came_first() {
    for code in ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"] {
        let busy = || with([code, "None"]);
        assert_eq!(kept(vec![busy(), busy(), http(200, "{}")]).await, (Ok(true), 3), "{code}");
        let overtaken = with(["ConditionalCheckFailed", "None"]);
        assert_eq!(kept(vec![busy(), overtaken]).await, (Ok(false), 2), "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_text_in_a_storm_of_writes_ends_inside_the_deadline_and_is_not_said_to_be_kept() {
    let began = tokio::time::Instant::now();
    let (kept, sent) = kept((0..500).map(|_| with(["TransactionConflict", "None"])).collect()).await;
    assert_eq!(kept, Err(Unavailable("dynamodb conflicts until the deadline".into())));
    assert!(sent > 3 && began.elapsed() <= aws_kit::deadlines::WRITE, "{sent} times, {:?}", began.elapsed());
}
