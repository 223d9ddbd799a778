//! A topic that nobody reads any more is named.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use helpline::ports::{Subscriber, Subscribers};
use helpline::{Unheard, compare_subscribers};
use subscriptions::{Failure, handle};
use testkit::{Fault, Memory};

fn reader(protocol: &str, address: &str) -> Subscriber {
    Subscriber { protocol: protocol.to_owned(), address: address.to_owned() }
}

fn directory() -> &'static directory::Directory {
    &state_directory::playbook().unwrap().directory
}

/// Every topic has its queue of record and a reader whom an operator subscribed.
fn heard() -> Memory {
    let memory = Memory::default();
    for (topic, _) in directory().topics() {
        let mail = reader("email", &format!("{topic}@mp.example"));
        let confirmed = vec![reader("sqs", "arn:record"), mail.clone()];
        memory.kept().subscribers.insert(topic.to_string(), Subscribers { confirmed, pending: 0 });
        memory.kept().expected.insert(topic.to_string(), vec![mail]);
    }
    memory
}

#[tokio::test]
async fn a_topic_whose_reader_was_unsubscribed_is_named_and_the_others_are_not() {
    let memory = heard();
    assert_eq!(handle(directory(), &memory).await.unwrap().unheard, 0);
    memory.kept().subscribers.get_mut("FCS").unwrap().confirmed.pop();
    let unheard = compare_subscribers(directory(), &memory).await.unwrap();
    assert_eq!(unheard, [Unheard { topic: "FCS".to_owned(), missing: 1, pending: 0, confirmed: 1 }]);
}

#[tokio::test]
async fn a_reader_who_has_not_confirmed_does_not_count_and_one_in_the_place_of_another_does_not_either() {
    let memory = heard();
    memory.kept().subscribers.get_mut("REV").unwrap().confirmed.truncate(1);
    memory.kept().subscribers.get_mut("REV").unwrap().pending = 1;
    memory.kept().subscribers.get_mut("HOM").unwrap().confirmed[1].address = "stranger@example.org".to_owned();
    let unheard = compare_subscribers(directory(), &memory).await.unwrap();
    let told: Vec<_> = unheard.iter().map(|one| (one.topic.as_str(), one.missing, one.pending)).collect();
    assert_eq!(told, [("REV", 1, 1), ("HOM", 1, 0)]);
}

#[tokio::test]
async fn a_topic_that_has_only_its_record_is_named_even_if_nobody_was_subscribed() {
    let memory = heard();
    memory.kept().expected.clear();
    assert_eq!(handle(directory(), &memory).await.unwrap().unheard, 0, "somebody reads it");
    memory.kept().subscribers.get_mut("APEX").unwrap().confirmed.truncate(1);
    assert_eq!(handle(directory(), &memory).await.unwrap().unheard, 1);
}

#[tokio::test]
async fn a_service_that_does_not_answer_fails_the_look() {
    for operation in ["subscribers", "expected"] {
        let memory = heard();
        memory.fails(operation, Fault::Refuse);
        assert!(matches!(handle(directory(), &memory).await, Err(Failure::Unavailable(_))), "{operation}");
    }
}
