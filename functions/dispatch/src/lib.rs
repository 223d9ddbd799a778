//! Tells departments about the events of their cases.
//!
//! Idempotency key: the event's id, by which readers know a notice that comes again. A notice is sent at least once.
//!
//! Two kinds of batch arrive: records of the ledger's stream, and keys of parked notices from their queue. The answer
//! to both lists the failed records. Every other record counts as done. Every minute the schedule asks for the notices
//! whose hour has come.

mod parked;
mod stores;
mod stream;

pub use stores::Stores;

use aws_kit::{Batch, BatchAnswer, Failed, ItemFailure};
use directory::Directory;
use helpline::ports::Unavailable;
use helpline::{NoticeTime, NotifyStores, SlotReport, deliver_waiting};
use serde_json::Value;

/// Why a whole batch failed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The event is not a batch.
    #[error("the event has no `Records`, as a batch has")]
    NotABatch,
    /// A record comes neither from the stream nor from the queue.
    #[error("record {0} has no `eventSource` that this function reads: `aws:dynamodb` or `aws:sqs`")]
    Source(usize),
    /// A failed record has no name, so an answer would lose it.
    #[error("record {0} failed and has no identifier; the whole batch must come again")]
    Nameless(usize),
    /// The notices whose hour has come could not all be told or parked. They wait on.
    #[error("the notices of the hour cannot be told: {0}")]
    Hour(#[from] Unavailable),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::NotABatch => "BatchUnreadable",
            Failure::Source(_) => "BatchOfAnotherSource",
            Failure::Nameless(_) => "RecordWithoutName",
            Failure::Hour(_) => "NoticesOfTheHourNotTold",
        };
        Self::new(name, &why)
    }
}

/// The field by which a scheduled event is known. No batch has it.
const KIND: &str = "detail-type";

/// Handles one batch, or tells the notices whose hour has come, while `time_left` returns true. The records after that
/// come again: a function that is ended in the middle of its batch would tell the first notices twice.
///
/// # Errors
/// A [`Failure`]. AWS then sends the whole batch again. No record is lost, and notices that were sent are sent twice.
pub async fn handle(
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
    time_left: &(impl Fn() -> bool + Sync),
    event: &[u8],
) -> Result<BatchAnswer, Failure> {
    let scheduled: Option<Value> = serde_json::from_slice(event).ok();
    if scheduled.is_some_and(|event| event.get(KIND).is_some_and(|kind| kind == "Scheduled Event")) {
        let SlotReport { told, parked, cut_off } = deliver_waiting(directory, stores, time, time_left).await?;
        tracing::info!(told, parked, cut_off, "the notices of the hour were told");
        return Ok(BatchAnswer::default());
    }
    let batch: Batch<Value> = serde_json::from_slice(event).map_err(|_| Failure::NotABatch)?;
    let mut answer = BatchAnswer::default();
    for (index, record) in batch.records.iter().enumerate() {
        let source = ["eventSource", "EventSource"].into_iter().find_map(|key| record.get(key)?.as_str());
        let name = ["/dynamodb/SequenceNumber", "/messageId"].into_iter().find_map(|at| record.pointer(at)?.as_str());
        let failed = match source {
            Some("aws:dynamodb" | "aws:sqs") if !time_left() => {
                tracing::warn!(record = name, "a record comes again: the time of its batch is over");
                RecordOutcome::Failed
            }
            Some("aws:dynamodb") => stream::tell(directory, stores, time, record, name).await,
            Some("aws:sqs") => parked::tell(directory, stores, time, record).await,
            _ => return Err(Failure::Source(index)),
        };
        if failed == RecordOutcome::Failed {
            answer.failures.push(ItemFailure { item: name.ok_or(Failure::Nameless(index))?.to_owned() });
        }
    }
    Ok(answer)
}

/// The outcome of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RecordOutcome {
    /// It was delivered or parked, or nothing had to be delivered.
    Done,
    /// It must come again.
    Failed,
}
