//! Records of a stream or a queue, and the answer to them.

use serde::{Deserialize, Serialize};

/// A batch of records as AWS Lambda hands it to a function.
#[derive(Debug, Deserialize)]
pub struct Batch<R> {
    /// The records, in the source's order.
    #[serde(rename = "Records")]
    pub records: Vec<R>,
}

/// A message of a queue (AWS Lambda developer guide, "Using Lambda with Amazon SQS").
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The name of the message in a [`BatchAnswer`].
    pub message_id: String,
    /// The handle of this delivery, with which the message can be hidden for a while.
    pub receipt_handle: String,
    /// The text that was sent.
    pub body: String,
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attributes {
    /// A number, written as text.
    approximate_receive_count: Option<String>,
}

impl Message {
    /// How often the queue has delivered the message, this delivery included; 1 if the queue does not say.
    #[must_use]
    pub fn tries(&self) -> u32 {
        self.attributes.approximate_receive_count.as_ref().and_then(|count| count.parse().ok()).unwrap_or(1)
    }
}

/// The records that AWS must send again. An empty list means that the whole batch succeeded (AWS Lambda developer
/// guide, "Reporting batch item failures").
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct BatchAnswer {
    /// The records that failed.
    #[serde(rename = "batchItemFailures")]
    pub failures: Vec<ItemFailure>,
}

/// A record that AWS must send again.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ItemFailure {
    /// The sequence number of a stream's record, or the id of a queue's message.
    #[serde(rename = "itemIdentifier")]
    pub item: String,
}
