//! The promises of every publisher of departments' notices: a published notice arrives complete with its attributes,
//! and publishing to a deleted topic is refused.

use acceptance::line::draw;
use acceptance::story::{drafted, first, minute, next, order, sort};
use helpline::ports::{Subscriptions, Topics};
use lifecycle::{Command, Event};
use notice::{MAX_SUBJECT, Notice};
use serde_json::Value;
use std::collections::BTreeMap;

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_notices {
    ($tests:ident) => {
        $tests!(notices:
            a_notice_arrives_whole_with_the_attributes_by_which_readers_choose,
            a_notice_goes_to_its_own_topic_and_to_no_other,
            a_topic_that_is_gone_refuses_and_the_others_do_not,
            a_topic_lists_its_reader,
        );
    };
}
pub(crate) use all_notices;

/// The topics of a scenario, and a subscriber of each.
pub trait Notices {
    /// The port that publishes notices.
    fn topics(&self) -> &(impl Topics + Subscriptions);
    /// Creates a topic with that code, and a subscriber.
    async fn open(&self, code: &str);
    /// Deletes the topic with that code.
    async fn close(&self, code: &str);
    /// Returns the notices that the topic's subscriber has received since the last call.
    async fn arrived(&self, code: &str) -> Vec<Arrived>;
}

/// A notice as a department's system receives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    /// The message body.
    pub payload: Value,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
}

/// Makes the notice about a new case, for `topic`.
pub fn notice_to(topic: &str) -> Notice {
    let opened = first(drafted(&draw(), minute(0)), None);
    let registered = next(&opened.case, &order("citizen", Command::Register {}), minute(1));
    let sorted = next(&registered.case, &order("citizen", sort("FCS")), minute(2));
    let event: &Event = sorted.events.first().unwrap();
    let directory = &state_directory::playbook().unwrap().directory;
    let mut notice = notice::of(event, &[], directory).remove(0);
    notice.topic = topic.to_owned();
    notice.subject = "x".repeat(MAX_SUBJECT);
    notice
}

pub async fn a_notice_arrives_whole_with_the_attributes_by_which_readers_choose(on: &impl Notices) {
    on.open("TRIAGE").await;
    let notice = notice_to("TRIAGE");
    assert!(notice.body.contains("शिकायत") || !notice.body.is_ascii(), "its body is in Hindi too");
    on.topics().publish(&notice).await.unwrap();
    let arrived = on.arrived("TRIAGE").await;
    assert_eq!(arrived.len(), 1, "{arrived:?}");
    let Arrived { payload, attributes } = &arrived[0];
    assert_eq!(*payload, serde_json::to_value(&notice.payload).unwrap());
    for (name, value) in notice.attributes() {
        assert_eq!(attributes.get(name).map(String::as_str), Some(value), "{name}");
    }
    let tells: Vec<String> = serde_json::from_str(&attributes["tells"]).unwrap();
    assert_eq!(tells, notice.payload.tells);
    assert_eq!(attributes.len(), 7, "{attributes:?}");
}

pub async fn a_notice_goes_to_its_own_topic_and_to_no_other(on: &impl Notices) {
    for code in ["ENR", "FCS"] {
        on.open(code).await;
    }
    for code in ["ENR", "FCS", "ENR"] {
        on.topics().publish(&notice_to(code)).await.unwrap();
    }
    assert_eq!(on.arrived("ENR").await.len(), 2);
    assert_eq!(on.arrived("FCS").await.len(), 1);
}

pub async fn a_topic_that_is_gone_refuses_and_the_others_do_not(on: &impl Notices) {
    for code in ["ENR", "FCS"] {
        on.open(code).await;
    }
    on.close("ENR").await;
    assert!(on.topics().publish(&notice_to("ENR")).await.is_err());
    assert_eq!(on.topics().publish(&notice_to("FCS")).await, Ok(()));
    assert_eq!(on.arrived("FCS").await.len(), 1);
}

pub async fn a_topic_lists_its_reader(on: &impl Notices) {
    on.open("WCD").await;
    let readers = on.topics().subscribers("WCD").await.unwrap();
    assert_eq!((readers.confirmed.len(), readers.pending), (1, 0));
    assert_eq!(readers.confirmed[0].protocol, "sqs");
    assert!(!readers.confirmed[0].address.is_empty());
}
