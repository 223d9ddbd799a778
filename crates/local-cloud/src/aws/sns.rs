//! Topics: gone, back, subscribed.

use crate::aws::sqs;
use crate::{Endpoint, Error};

const VERSION: &str = "2010-03-31";

/// Creates the topic of that name; one that exists stays as it is.
///
/// # Errors
/// When it cannot be created.
pub fn create_topic(endpoint: &Endpoint, name: &str) -> Result<(), Error> {
    endpoint.form("sns", VERSION, &[("Action", "CreateTopic"), ("Name", name)]).map(drop)
}

/// Deletes a topic, and with it its subscriptions.
///
/// # Errors
/// When it cannot be deleted.
pub fn delete_topic(endpoint: &Endpoint, arn: &str) -> Result<(), Error> {
    endpoint.form("sns", VERSION, &[("Action", "DeleteTopic"), ("TopicArn", arn)]).map(drop)
}

/// Subscribes a queue, given by its address: it then receives the messages as they were published.
///
/// # Errors
/// When there is no such topic or queue.
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
