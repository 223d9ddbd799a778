//! A topic that is gone delays no other department, and its notices arrive when it is back.

use acceptance::line::Line;
use acceptance::world::sweep;
use aws_kit::{BatchAnswer, ItemFailure};
use dispatch::{Failure, handle};
use helpline::{MANY, NotificationKey};
use jiff::SignedDuration;
use ledger_items::item_of_event;
use lifecycle::Event;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::Memory;

/// A stream record for an event, in DynamoDB's form.
fn record(event: &Event) -> Value {
    let image = acceptance::world::image(&item_of_event(event));
    let (pk, sk) = (&image["pk"], &image["sk"]);
    json!({
        "eventID": event.id(), "eventName": "INSERT", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "ap-south-1",
        "dynamodb": { "Keys": { "pk": pk, "sk": sk }, "NewImage": image, "SequenceNumber": format!("seq-{}", event.id()), "StreamViewType": "NEW_IMAGE" },
    })
}

fn parked(key: &NotificationKey, tries: u32) -> Value {
    json!({
        "messageId": format!("message-{key}"), "receiptHandle": format!("receipt-{key}"), "body": key.to_string(),
        "attributes": { "ApproximateReceiveCount": tries.to_string() }, "eventSource": "aws:sqs",
    })
}

async fn dispatched(world: &Memory, records: Vec<Value>) -> Result<BatchAnswer, Failure> {
    let directory = &state_directory::playbook().unwrap().directory;
    handle(
        directory,
        world,
        acceptance::world::at_once(),
        &|| true,
        json!({ "Records": records }).to_string().as_bytes(),
    )
    .await
}

/// Two sorted cases: one for rations, one for power.
async fn two_cases(world: &Memory) -> Vec<Value> {
    for (contact, group) in [("contact-1", "1"), ("contact-2", "2")] {
        let mut line = Line::ring(world, contact);
        for input in ["start", "1", "beep", "noted", group, "1"] {
            line.send(input).await.unwrap();
        }
    }
    world.kept().events.values().map(record).collect()
}

fn topics(world: &Memory) -> Vec<String> {
    world.kept().published.iter().map(|n| n.topic.clone()).collect()
}

#[tokio::test]
async fn a_dead_topic_parks_its_notice_and_the_others_arrive() {
    let world = Memory::default();
    let records = two_cases(&world).await;
    world.kept().dead_topics.push("FCS".into());
    assert_eq!(dispatched(&world, records).await.unwrap(), BatchAnswer::default(), "parked is done");
    assert_eq!(topics(&world), ["ENR"]);

    let key = world.kept().parked.pop().unwrap();
    let again = dispatched(&world, vec![parked(&key, 3)]).await.unwrap();
    assert_eq!(again.failures, [ItemFailure { item: format!("message-{key}") }], "still dead: it stays in the queue");
    assert_eq!(world.kept().pauses[0], (format!("receipt-{key}"), Duration::from_secs(8)));

    world.kept().dead_topics.clear();
    assert_eq!(dispatched(&world, vec![parked(&key, 4)]).await.unwrap(), BatchAnswer::default());
    assert_eq!(topics(&world), ["ENR", "FCS"]);
}

/// A stream record of a scheme that a caller wants as an SMS. Its item holds the caller's number, encrypted.
fn wanted() -> Value {
    let keys = json!({ "pk": { "S": "CONTACT#contact-9" }, "sk": { "S": "WANTED#ladli-behna" } });
    json!({
        "eventName": "INSERT", "eventSource": "aws:dynamodb",
        "dynamodb": { "Keys": keys, "NewImage": { "number_sealed": { "B": "AAAA" } }, "SequenceNumber": "seq-wanted" },
    })
}

#[tokio::test]
async fn a_scheme_that_a_caller_wants_as_an_sms_is_queued_and_where_the_queue_refuses_it_waits_and_holds_up_nobody() {
    let world = Memory::default();
    let key = NotificationKey::parse("scheme ladli-behna contact-9").unwrap();
    assert_eq!(dispatched(&world, vec![wanted()]).await.unwrap(), BatchAnswer::default());
    assert_eq!(world.kept().sms_queued, std::slice::from_ref(&key));

    world.kept().sms_queued.clear();
    world.breaks(&["queue_sms"]);
    assert_eq!(dispatched(&world, vec![wanted()]).await.unwrap(), BatchAnswer::default());
    assert_eq!(world.kept().parked, std::slice::from_ref(&key));
    let waits = dispatched(&world, vec![parked(&key, 1)]).await.unwrap();
    assert_eq!(waits.failures.len(), 1, "it stays among the parked");

    world.mends();
    assert_eq!(dispatched(&world, vec![parked(&key, 2)]).await.unwrap(), BatchAnswer::default());
    assert_eq!(world.kept().sms_queued, [key]);

    world.breaks(&["queue_sms"]);
    world.breaks(&["park"]);
    let again = dispatched(&world, vec![wanted()]).await.unwrap();
    assert_eq!(again.failures, [ItemFailure { item: "seq-wanted".into() }], "only then it comes again");
}

#[tokio::test]
async fn only_where_parking_fails_too_does_the_record_come_again() {
    let world = Memory::default();
    let records = two_cases(&world).await;
    world.kept().dead_topics.push("FCS".into());
    world.breaks(&["park"]);
    let answer = dispatched(&world, records).await.unwrap();
    assert_eq!(answer.failures.len(), 1);
    assert!(answer.failures[0].item.starts_with("seq-"), "{answer:?}");
    assert_eq!(topics(&world), ["ENR"], "its neighbour arrived");
}

#[tokio::test]
async fn a_batch_whose_time_is_over_gives_back_what_it_did_not_begin_and_tells_nothing_twice() {
    let world = Memory::default();
    let records = two_cases(&world).await;
    let directory = &state_directory::playbook().unwrap().directory;
    let batch = json!({ "Records": records }).to_string();
    let looks = std::sync::atomic::AtomicUsize::new(0);
    let until_the_first_notice = || {
        looks.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        world.kept().published.is_empty()
    };
    let answer = handle(directory, &world, acceptance::world::at_once(), &until_the_first_notice, batch.as_bytes())
        .await
        .unwrap();
    assert_eq!(topics(&world).len(), 1);
    let begun = records.len() - answer.failures.len();
    assert!(begun < records.len(), "the rest comes again");
    let rest = records[begun..].to_vec();
    assert_eq!(dispatched(&world, rest).await.unwrap(), BatchAnswer::default());
    let mut told = topics(&world);
    told.sort();
    assert_eq!(told, ["ENR", "FCS"], "each once");
}

#[tokio::test]
async fn a_record_that_is_no_event_is_passed_over_and_one_that_cannot_be_read_waits_for_a_release_that_can() {
    let world = Memory::default();
    let mut records = two_cases(&world).await;
    let mut case_item = records[0].clone();
    case_item["dynamodb"]["Keys"]["sk"]["S"] = json!("CASE");
    let mut newer = records.pop().unwrap();
    newer["dynamodb"]["NewImage"]["schema"]["N"] = json!("3");
    assert_eq!(dispatched(&world, vec![case_item, newer.clone()]).await.unwrap(), BatchAnswer::default());
    assert!(topics(&world).is_empty());
    assert_eq!(world.kept().parked.len(), 1, "it holds up nobody");

    world.breaks(&["park"]);
    assert_eq!(dispatched(&world, vec![newer]).await.unwrap().failures.len(), 1, "only then it comes again");
}

#[tokio::test]
async fn a_stray_batch_fails_whole_so_that_nothing_is_lost() {
    let world = Memory::default();
    assert_eq!(dispatched(&world, vec![json!({ "eventSource": "aws:s3" })]).await, Err(Failure::Source(0)));
    let directory = &state_directory::playbook().unwrap().directory;
    assert_eq!(handle(directory, &world, acceptance::world::at_once(), &|| true, b"[]").await, Err(Failure::NotABatch));
}

#[tokio::test]
async fn a_climb_is_told_to_the_department_with_its_level() {
    let world = Memory::default();
    two_cases(&world).await;
    let later = Line::ring(&world, "-").now + SignedDuration::from_hours(24 * 30);
    sweep(&world, later).await.unwrap();
    let records = world.kept().events.values().map(record).collect();
    dispatched(&world, records).await.unwrap();
    let told: Vec<_> = world.kept().published.iter().map(|n| format!("{} {}", n.topic, n.payload.level)).collect();
    assert_eq!(told, ["FCS L1", "FCS L2", "ENR L1", "ENR L2"]);
}

async fn callers_about_the_light(world: &Memory, callers: std::ops::Range<usize>) -> Vec<Value> {
    let before: Vec<String> = world.kept().events.values().map(Event::id).collect();
    for caller in callers {
        let mut line = Line::ring(world, &format!("contact-{caller}"));
        for input in ["start", "1", "beep", "noted", "2", "1"] {
            line.send(input).await.unwrap();
        }
    }
    let mut events: Vec<Event> = world.kept().events.values().filter(|e| !before.contains(&e.id())).cloned().collect();
    events.sort_by_key(|event| event.at);
    events.iter().map(record).collect()
}

fn warnings(world: &Memory) -> Vec<String> {
    let kept = world.kept();
    let warnings = kept.published.iter().filter(|notice| notice.topic == "COORDINATOR");
    warnings.map(|notice| notice.payload.event_id.clone()).collect()
}

#[tokio::test]
async fn the_coordinator_is_told_of_many_cases_though_the_departments_topic_is_dead() {
    let world = Memory::default();
    let records = callers_about_the_light(&world, 0..MANY).await;
    world.kept().dead_topics.push("ENR".into());
    dispatched(&world, records).await.unwrap();
    assert_eq!(warnings(&world).len(), 1, "before anything else, and once");
    // The parked keys are delivered again while the department's topic is still dead.
    let waiting: Vec<NotificationKey> = world.kept().parked.drain(..).collect();
    assert!(waiting.len() >= MANY, "each case's notice waits");
    dispatched(&world, waiting.iter().map(|key| parked(key, 2)).collect()).await.unwrap();
    assert_eq!(warnings(&world).len(), 1, "nobody is warned again by a retry");
}

#[tokio::test]
async fn a_warning_that_the_coordinators_topic_refused_is_told_by_retry_and_once() {
    let world = Memory::default();
    let records = callers_about_the_light(&world, 0..MANY).await;
    world.kept().dead_topics.push("COORDINATOR".into());
    dispatched(&world, records).await.unwrap();
    assert_eq!(topics(&world).iter().filter(|topic| *topic == "ENR").count(), MANY, "no department waits for it");
    let waiting: Vec<NotificationKey> = world.kept().parked.drain(..).collect();
    assert_eq!(waiting.len(), 1, "the case that made them many");
    world.kept().dead_topics.clear();
    dispatched(&world, waiting.iter().map(|key| parked(key, 2)).collect()).await.unwrap();
    assert_eq!(warnings(&world).len(), 1);
    let more = callers_about_the_light(&world, MANY..MANY + 3).await;
    dispatched(&world, more).await.unwrap();
    assert_eq!(warnings(&world).len(), 1, "later cases tell nothing new");
}

/// Twenty callers report a power cut within an hour. The coordinator is told once, and can have it announced.
#[tokio::test]
async fn many_cases_of_one_kind_within_an_hour_are_told_to_the_coordinator_once() {
    let world = Memory::default();
    let records = callers_about_the_light(&world, 0..MANY + 3).await;
    // The stream delivers the batch twice.
    for _ in 0..2 {
        dispatched(&world, records.clone()).await.unwrap();
    }
    let kept = world.kept();
    let warnings: Vec<&str> = kept
        .published
        .iter()
        .filter(|notice| notice.topic == "COORDINATOR")
        .map(|notice| notice.payload.event_id.as_str())
        .collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("ENR#general#unknown#"), "{warnings:?}");
}

#[tokio::test]
async fn quiet_cases_are_never_counted_together() {
    let world = Memory::default();
    for caller in 0..MANY {
        let mut line = Line::ring(&world, &format!("contact-{caller}"));
        for input in ["start", "1", "beep", "noted", "3", "2"] {
            line.send(input).await.unwrap();
        }
    }
    let records: Vec<Value> = world.kept().events.values().map(record).collect();
    dispatched(&world, records).await.unwrap();
    assert!(world.kept().surges.is_empty());
}
