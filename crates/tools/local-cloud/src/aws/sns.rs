//! Creates and deletes topics, and subscribes queues to them.

use crate::aws::sqs;
use crate::endpoint::escape;
use crate::{Endpoint, Error};
use serde_json::Value;

const VERSION: &str = "2010-03-31";

/// Creates the topic with that name; an existing topic stays as it is.
///
/// # Errors
/// If the topic cannot be created.
pub fn create_topic(endpoint: &Endpoint, name: &str) -> Result<(), Error> {
    endpoint.form("sns", VERSION, &[("Action", "CreateTopic"), ("Name", name)]).map(drop)
}

/// Deletes a topic and its subscriptions.
///
/// # Errors
/// If the topic cannot be deleted.
pub fn delete_topic(endpoint: &Endpoint, arn: &str) -> Result<(), Error> {
    endpoint.form("sns", VERSION, &[("Action", "DeleteTopic"), ("TopicArn", arn)]).map(drop)
}

/// Subscribes a queue, given by its URL. The queue then receives each message exactly as it was published.
///
/// # Errors
/// If there is no such topic or queue.
pub fn subscribe_queue(endpoint: &Endpoint, topic: &str, queue: &str) -> Result<(), Error> {
    subscribe(endpoint, topic, "sqs", &sqs::attribute(endpoint, queue, "QueueArn")?, None)
}

/// Subscribes an address by its protocol, for the messages that a filter of their attributes lets pass. A queue receives
/// the messages as they were published.
///
/// # Errors
/// When there is no such topic, or the address is none.
pub fn subscribe(
    endpoint: &Endpoint,
    topic: &str,
    protocol: &str,
    address: &str,
    filter: Option<&str>,
) -> Result<(), Error> {
    let attributes = attributes(protocol, filter);
    let to = [("Action", "Subscribe"), ("TopicArn", topic), ("Protocol", protocol), ("Endpoint", address)];
    let attributes = attributes.iter().map(|(name, value)| (name.as_str(), *value));
    endpoint.form("sns", VERSION, &to.into_iter().chain(attributes).collect::<Vec<_>>()).map(drop)
}

/// The attributes of a subscription, numbered from 1 on as the service wants them.
fn attributes<'a>(protocol: &str, filter: Option<&'a str>) -> Vec<(String, &'a str)> {
    let raw = (protocol == "sqs").then_some(("RawMessageDelivery", "true"));
    let all = raw.into_iter().chain(filter.map(|filter| ("FilterPolicy", filter)));
    let numbered = (1..).zip(all).flat_map(|(number, (key, value))| {
        let entry = |part: &str| format!("Attributes.entry.{number}.{part}");
        [(entry("key"), key), (entry("value"), value)]
    });
    numbered.collect()
}

/// Returns the SMS that were published to a telephone number, in order. Only MiniStack keeps them.
///
/// # Errors
/// If this cloud has no such page.
pub fn texts(endpoint: &Endpoint, number: &str) -> Result<Vec<String>, Error> {
    let path = format!("/_ministack/sns/sms-messages?phoneNumber={}", escape(number));
    let page = endpoint.file("sns", "GET", &path, &[], Vec::new())?;
    let page: Value = serde_json::from_slice(&page).unwrap_or_default();
    let messages = page.get("sms_messages").and_then(|all| all.get(number)).and_then(Value::as_array);
    let text = |message: &Value| message.get("Message")?.as_str().map(str::to_owned);
    Ok(messages.into_iter().flatten().filter_map(text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_attributes_of_a_subscription_are_numbered_without_a_gap() {
        let entry = |number: u8, part: &str| format!("Attributes.entry.{number}.{part}");
        assert_eq!(attributes("email", None), []);
        assert_eq!(attributes("email", Some("{}")), [(entry(1, "key"), "FilterPolicy"), (entry(1, "value"), "{}")]);
        assert_eq!(
            attributes("sqs", Some("{}")),
            [
                (entry(1, "key"), "RawMessageDelivery"),
                (entry(1, "value"), "true"),
                (entry(2, "key"), "FilterPolicy"),
                (entry(2, "value"), "{}"),
            ]
        );
    }
}
