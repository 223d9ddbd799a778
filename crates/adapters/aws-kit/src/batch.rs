//! The answer of a function that processes records of a stream or messages of a queue.

use serde::Serialize;

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
