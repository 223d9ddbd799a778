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
    let queue_arn = sqs::attribute(endpoint, queue, "QueueArn")?;
    let fields = [
        ("Action", "Subscribe"),
        ("TopicArn", topic),
        ("Protocol", "sqs"),
        ("Endpoint", queue_arn.as_str()),
        ("Attributes.entry.1.key", "RawMessageDelivery"),
        ("Attributes.entry.1.value", "true"),
    ];
    endpoint.form("sns", VERSION, &fields).map(drop)
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
