//! Receives, hides, deletes and counts the messages of queues.

use crate::{Endpoint, Error};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A message as a queue hands it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The receipt handle, by which the message is deleted or hidden.
    pub receipt: String,
    /// The message body.
    pub body: String,
    /// The message attributes, as text.
    pub attributes: BTreeMap<String, String>,
    /// How often the queue has handed the message out.
    pub times_received: u32,
}

fn ask(endpoint: &Endpoint, action: &str, body: &Value) -> Result<Value, Error> {
    endpoint.json("sqs", &format!("AmazonSQS.{action}"), "1.0", body)
}

/// Receives up to ten messages and hides them for `hidden_seconds` seconds.
///
/// # Errors
/// If there is no such queue.
pub fn receive(endpoint: &Endpoint, queue: &str, hidden_seconds: u32) -> Result<Vec<Received>, Error> {
    let body = json!({
        "QueueUrl": queue,
        "MaxNumberOfMessages": 10,
        "WaitTimeSeconds": 0,
        "VisibilityTimeout": hidden_seconds,
        "MessageAttributeNames": ["All"],
        "AttributeNames": ["All"],
    });
    let answer = ask(endpoint, "ReceiveMessage", &body)?;
    let messages = answer.get("Messages").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(messages.iter().map(read).collect())
}

fn read(message: &Value) -> Received {
    let text = |key: &str| message.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let attributes = message.get("MessageAttributes").and_then(Value::as_object).into_iter().flatten();
    let times = message.pointer("/Attributes/ApproximateReceiveCount").and_then(Value::as_str);
    Received {
        receipt: text("ReceiptHandle"),
        body: text("Body"),
        attributes: attributes
            .filter_map(|(name, value)| Some((name.clone(), value.get("StringValue")?.as_str()?.to_owned())))
            .collect(),
        times_received: times.and_then(|times| times.parse().ok()).unwrap_or(0),
    }
}

/// Sends a message.
///
/// # Errors
/// When there is no such queue.
pub fn send(endpoint: &Endpoint, queue: &str, message: &str) -> Result<(), Error> {
    ask(endpoint, "SendMessage", &json!({ "QueueUrl": queue, "MessageBody": message })).map(drop)
}

/// Deletes a received message.
///
/// # Errors
/// If the queue refuses.
pub fn delete(endpoint: &Endpoint, queue: &str, receipt: &str) -> Result<(), Error> {
    ask(endpoint, "DeleteMessage", &json!({ "QueueUrl": queue, "ReceiptHandle": receipt })).map(drop)
}

/// Hides a received message for `seconds` seconds from now; 0 shows it at once.
///
/// # Errors
/// If the queue refuses.
pub fn hide(endpoint: &Endpoint, queue: &str, receipt: &str, seconds: u32) -> Result<(), Error> {
    let body = json!({ "QueueUrl": queue, "ReceiptHandle": receipt, "VisibilityTimeout": seconds });
    ask(endpoint, "ChangeMessageVisibility", &body).map(drop)
}

/// Returns an attribute of a queue, such as `ApproximateNumberOfMessages` or `QueueArn`.
///
/// # Errors
/// If there is no such queue or attribute.
pub fn attribute(endpoint: &Endpoint, queue: &str, name: &str) -> Result<String, Error> {
    let body = json!({ "QueueUrl": queue, "AttributeNames": [name] });
    let answer = ask(endpoint, "GetQueueAttributes", &body)?;
    let value = answer.pointer(&format!("/Attributes/{name}")).and_then(Value::as_str);
    value.map(str::to_owned).ok_or_else(|| Error::answer("sqs", "GetQueueAttributes", format!("no `{name}`")))
}

/// Returns about how many messages a queue holds: waiting, delayed, or received and not yet deleted.
///
/// # Errors
/// If there is no such queue.
pub fn waiting(endpoint: &Endpoint, queue: &str) -> Result<u32, Error> {
    let body = json!({ "QueueUrl": queue, "AttributeNames": ["All"] });
    let answer = ask(endpoint, "GetQueueAttributes", &body)?;
    let count = |name: &str| answer.pointer(&format!("/Attributes/{name}"))?.as_str()?.parse::<u32>().ok();
    let counts =
        ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"];
    Ok(counts.into_iter().filter_map(count).sum())
}
