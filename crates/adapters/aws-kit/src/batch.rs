//! What a function answers that takes records of a stream or a queue.

use serde::Serialize;

/// What AWS must send again. An empty list means that the whole batch succeeded (AWS Lambda developer guide, "Reporting
/// batch item failures").
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct BatchAnswer {
    /// The records that failed.
    #[serde(rename = "batchItemFailures")]
    pub failures: Vec<ItemFailure>,
}

/// One record that must come again.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ItemFailure {
    /// A stream record's sequence number, or a queue message's id.
    #[serde(rename = "itemIdentifier")]
    pub item: String,
}
