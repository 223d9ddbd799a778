//! Tells departments what happened to their cases. Idempotency key: the event's id, by which readers tell
//! repeats; a notice is sent at least once.
//!
//! Two kinds of batch arrive: events from the ledger's stream, and keys of parked notices from their queue.
//! Both answer with the failures of the batch; everything else counts as done.

mod parked;
mod stores;
mod stream;

pub use stores::Stores;

use aws_kit::{Batch, BatchAnswer, ItemFailure};
use directory::Directory;
use helpline::NotifyStores;
use serde_json::Value;

/// Why a whole batch failed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Not a batch at all.
    #[error("the event has no `Records`, as a batch has")]
    NotABatch,
    /// From neither the stream nor the queue.
    #[error("record {0} has no `eventSource` that this function reads: `aws:dynamodb` or `aws:sqs`")]
    Source(usize),
    /// A failed record without a name: answering without it would lose it.
    #[error("record {0} failed and has no identifier; the whole batch must come again")]
    Nameless(usize),
}

/// Handles one batch.
///
/// # Errors
/// A [`Failure`] makes AWS send the whole batch again: nothing is lost, what was told is told twice.
pub async fn handle(directory: &Directory, stores: &impl NotifyStores, event: &[u8]) -> Result<BatchAnswer, Failure> {
    let batch: Batch<Value> = serde_json::from_slice(event).map_err(|_| Failure::NotABatch)?;
    let mut answer = BatchAnswer::default();
    for (index, record) in batch.records.iter().enumerate() {
        let source = ["eventSource", "EventSource"].into_iter().find_map(|key| record.get(key)?.as_str());
        let failed = match source {
            Some("aws:dynamodb") => stream::tell(directory, stores, record).await,
            Some("aws:sqs") => parked::tell(directory, stores, record).await,
            _ => return Err(Failure::Source(index)),
        };
        if failed == RecordOutcome::Failed {
            let name =
                ["/dynamodb/SequenceNumber", "/messageId"].into_iter().find_map(|at| record.pointer(at)?.as_str());
            answer.failures.push(ItemFailure { item: name.ok_or(Failure::Nameless(index))?.to_owned() });
        }
    }
    Ok(answer)
}

/// What became of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RecordOutcome {
    /// RecordOutcome, parked, or not to be told.
    Done,
    /// Must come again.
    Failed,
}
