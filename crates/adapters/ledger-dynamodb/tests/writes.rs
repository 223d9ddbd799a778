//! The three outcomes of a write, against a stand-in for DynamoDB: the local cloud never raises a conflict, and a real
//! table seldom does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod stand_in;

use aws_smithy_http_client::test_util::ReplayEvent;
use dialogue::Input;
use helpline::SealedCitizen;
use helpline::ports::{Advance, Advanced, AnsweredStep, CaseOpener as _, CaseWriter as _, Created, Marker, NewCase};
use jiff::SignedDuration;
use lifecycle::{ContactId, Draft, LanguageCode, Rules as _, Ticket, Transition};
use serde_json::{Value, json};
use stand_in::{cancelled, http, ledger};

const OK: &str = "{}";

fn error(status: u16, code: &str) -> ReplayEvent {
    http(
        status,
        &json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "+919425012345" })
            .to_string(),
    )
}

fn drafted() -> Transition {
    Draft {
        ticket: Ticket::drawn(4_271_083, 8).unwrap(),
        contact: ContactId::new("contact-1").unwrap(),
        language: LanguageCode::new("hi").unwrap(),
        terms: state_directory::playbook().unwrap().directory.unsorted(),
        directory_version: "test".into(),
        patience: SignedDuration::from_mins(10),
        district: lifecycle::District::unknown(),
        kind: lifecycle::Kind::Grievance,
        quiet: None,
    }
    .open("2026-11-24T06:30:00Z".parse().unwrap())
}

fn first_write() -> NewCase {
    let Transition { case, event } = drafted();
    let step =
        AnsweredStep { contact: case.contact.clone(), number: 1, input: Input::Silence, answer: "the answer".into() };
    let citizen = SealedCitizen { pseudonym: "ab12".into(), number: b"sealed".to_vec() };
    NewCase { case, events: vec![event], citizen: Some(citizen), owes_number: false, marker: Some(Marker::Step(step)) }
}

async fn written(answers: Vec<ReplayEvent>, new: &NewCase) -> (Created, Vec<Value>) {
    let (ledger, replay) = ledger(answers);
    let written = ledger.create(new).await;
    let bodies = replay.actual_requests().map(|r| serde_json::from_slice(r.body().bytes().unwrap()).unwrap());
    (written, bodies.collect())
}

#[tokio::test]
async fn every_item_of_a_transaction_stands_under_a_condition_and_only_the_citizens_own_names_the_citizen() {
    let (outcome, requests) = written(vec![http(200, OK)], &first_write()).await;
    assert_eq!(outcome, Created::Done);
    assert_eq!(requests.len(), 1, "one round trip");
    let items = requests[0]["TransactItems"].as_array().unwrap();
    assert_eq!(items.len(), 6);
    for item in items {
        let conditional = item.pointer("/Put/ConditionExpression").is_some();
        let keeps_the_first = item
            .pointer("/Update/UpdateExpression")
            .is_some_and(|e| e.as_str().unwrap().contains("if_not_exists(number_sealed"));
        assert!(conditional || keeps_the_first, "{item}");
        let pk = item.pointer("/Put/Item/pk/S").or(item.pointer("/Update/Key/pk/S")).unwrap().as_str().unwrap();
        let names_the_citizen = item.to_string().contains("ab12");
        assert_eq!(
            names_the_citizen,
            pk.starts_with("CITIZEN#") || pk.starts_with("CONTACT#") && item.to_string().contains("\"citizen\""),
            "{item}"
        );
    }
    let sort_keys: Vec<_> = items
        .iter()
        .map(|i| i.pointer("/Put/Item/sk/S").or(i.pointer("/Update/Key/sk/S")).unwrap().as_str().unwrap())
        .collect();
    assert_eq!(
        sort_keys,
        ["STEP#0001#silence", "CONTACT", "CASE", "CITIZEN", "CASE#1795501800#42710839", "EVENT#000001"]
    );
}

#[tokio::test]
async fn a_conflict_with_another_transaction_is_tried_again_until_it_is_written() {
    let none = json!({ "Code": "None" });
    let conflict =
        || cancelled(&json!([none, { "Code": "TransactionConflict", "Message": "ongoing" }, none, none, none, none]));
    let (outcome, requests) = written(vec![conflict(), conflict(), http(200, OK)], &first_write()).await;
    assert_eq!((outcome, requests.len()), (Created::Done, 3));
    assert!(requests.windows(2).all(|two| two[0]["TransactItems"] == two[1]["TransactItems"]), "the very same write");
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_conflicts_ends_inside_the_deadline_with_an_unknown_outcome() {
    let conflict = || cancelled(&json!([{ "Code": "TransactionConflict" }]));
    let began = tokio::time::Instant::now();
    let (outcome, requests) = written((0..500).map(|_| conflict()).collect(), &first_write()).await;
    assert!(matches!(outcome, Created::Unknown(_)), "{outcome:?}");
    assert!(requests.len() > 3, "it tried: {}", requests.len());
    assert!(began.elapsed() <= aws_kit::deadlines::WRITE, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_repeated_step_gets_the_recorded_answer_whatever_else_was_refused() {
    let failed = |item: Value| json!({ "Code": "ConditionalCheckFailed", "Item": item });
    let reasons = json!([
        failed(json!({ "pk": { "S": "CONTACT#contact-1" }, "sk": { "S": "STEP#0001#silence" }, "answer": { "S": "as before" } })),
        failed(json!({ "pk": { "S": "CONTACT#contact-1" }, "sk": { "S": "CONTACT" }, "ticket": { "S": "42710839" } })),
        { "Code": "TransactionConflict" }, { "Code": "None" }, { "Code": "None" }, { "Code": "None" },
    ]);
    let (outcome, _) = written(vec![cancelled(&reasons)], &first_write()).await;
    assert_eq!(outcome, Created::Repeated("as before".into()));
}

#[tokio::test]
async fn a_contact_that_has_a_case_is_told_apart_from_a_ticket_that_is_taken() {
    let none = json!({ "Code": "None" });
    let contact = json!([none, { "Code": "ConditionalCheckFailed", "Item": { "ticket": { "S": "42710839" } } }, none, none, none, none]);
    let (outcome, _) = written(vec![cancelled(&contact)], &first_write()).await;
    assert_eq!(outcome, Created::ContactHasCase(Ticket::parse("42710839").unwrap()));

    let taken = json!([none, none, { "Code": "ConditionalCheckFailed", "Item": { "pk": { "S": "CASE#42710839" } } }, none, none, none]);
    let (outcome, _) = written(vec![cancelled(&taken)], &first_write()).await;
    assert_eq!(outcome, Created::TicketTaken);
}

#[tokio::test]
async fn a_case_of_a_newer_schema_is_refused_and_not_overwritten() {
    let Transition { case, event } = drafted();
    let advance = Advance { case, events: vec![event], from: 1, marker: None };
    let newer = json!([{ "Code": "ConditionalCheckFailed", "Item": { "pk": { "S": "CASE#42710839" }, "sk": { "S": "CASE" }, "schema": { "N": "3" } } }, { "Code": "None" }]);
    let outcome = ledger(vec![cancelled(&newer)]).0.advance(&advance).await;
    assert!(matches!(&outcome, Advanced::Refused(why) if why.contains("schema")), "{outcome:?}");
}

#[tokio::test]
async fn a_no_is_told_apart_from_no_answer_and_neither_repeats_data() {
    for code in ["ValidationException", "ResourceNotFoundException", "AccessDeniedException"] {
        let (outcome, _) = written(vec![error(400, code)], &first_write()).await;
        assert_eq!(outcome, Created::Refused(format!("dynamodb {code}")));
    }
    for code in ["InternalServerError", "ServiceUnavailable", "TransactionInProgressException"] {
        let status = if code.starts_with("Transaction") { 400 } else { 500 };
        let (outcome, _) = written(vec![error(status, code)], &first_write()).await;
        assert_eq!(outcome, Created::Unknown(format!("dynamodb {code}")));
    }
    let (outcome, _) = written(vec![http(200, "<html>not dynamodb</html>")], &first_write()).await;
    assert!(matches!(outcome, Created::Unknown(_)), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_throttled_transaction_is_tried_again_and_is_unknown_only_when_throttled_to_the_end() {
    let none = json!({ "Code": "None" });
    for code in ["ThrottlingError", "ProvisionedThroughputExceeded"] {
        let throttled = || cancelled(&json!([none, none, { "Code": code }, none, none, none]));
        let (outcome, requests) = written(vec![throttled(), throttled(), http(200, OK)], &first_write()).await;
        assert_eq!((outcome, requests.len()), (Created::Done, 3), "{code}");
        let (outcome, _) = written((0..500).map(|_| throttled()).collect(), &first_write()).await;
        assert!(matches!(outcome, Created::Unknown(_)), "{outcome:?}");
    }
    for code in ["ThrottlingException", "ProvisionedThroughputExceededException"] {
        let (outcome, _) = written(vec![error(400, code)], &first_write()).await;
        assert_eq!(outcome, Created::Unknown(format!("dynamodb {code}")), "it may be sent again with the same marker");
    }
}
