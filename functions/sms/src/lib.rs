//! Texts citizens. Idempotency key: the event of which they are texted, or the call and the scheme that they want to be
//! texted; a text is handed over once, and what came of it is recorded under that key.
//!
//! `dispatch` queues the key; here it is decided whether an event's citizen is texted: they must have said that this
//! phone may be, and nothing may have made the case quiet since. Who asked for a scheme is sent that. A text that may have
//! been sent is not sent again: two are worse than none. What the operators say of it later is recorded too.

mod stores;

pub use stores::Stores;

use aws_kit::{Batch, BatchAnswer, ItemFailure, Message};
use directory::SmsTemplates;
use helpline::NotificationKey;
use helpline::ports::{QueuePatience as _, SmsLedger as _, Unavailable};
use helpline::texts::{Hours, SmsOutcome, SmsStores, send};
use jiff::Timestamp;
use serde::Deserialize;

/// What the operators say (AWS End User Messaging SMS User Guide, "Monitoring with EventBridge"). It holds the number; only
/// these fields are read.
#[derive(Deserialize)]
struct Delivery {
    detail: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    event_type: String,
    message_id: String,
    /// After a final result others that were late mean nothing.
    #[serde(default)]
    is_final: bool,
}

/// Why an event must come again.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Neither a batch of the queue nor a delivery result.
    #[error("the event is neither a batch of SQS nor a delivery result of a text")]
    Event,
    /// The ledger did not answer.
    #[error("a delivery result waits: {0}")]
    Unavailable(#[from] Unavailable),
}

/// Handles a batch of keys, or a delivery result.
///
/// # Errors
/// A [`Failure`]: the event comes again.
pub async fn handle<S: SmsStores>(
    texts: &SmsTemplates,
    stores: &S,
    event: &[u8],
    (now, hours): (Timestamp, Hours),
) -> Result<BatchAnswer, Failure> {
    if let Ok(Delivery { detail }) = serde_json::from_slice(event) {
        let Outcome { event_type, message_id, is_final } = detail;
        let ours = stores.ledger().delivered_sms(&message_id, &event_type, is_final).await?;
        tracing::info!(message_id, result = event_type, ours, "a text's delivery result came");
        return Ok(BatchAnswer::default());
    }
    let batch: Batch<Message> = serde_json::from_slice(event).map_err(|_| Failure::Event)?;
    let mut answer = BatchAnswer::default();
    for record in batch.records {
        let key = NotificationKey::parse(&record.body);
        let of = key.as_ref().map_or_else(|| "an unreadable message".to_owned(), NotificationKey::logged);
        let became = match &key {
            Some(key) => send(texts, stores, key, (now, hours)).await,
            None => Err(Unavailable("the message is no key of a text".into())),
        };
        let again = match &became {
            Ok(SmsOutcome::PutOff(pause)) => {
                let unset = stores.queue().retry_after(&record.receipt_handle, *pause).await.err();
                let unset = unset.as_ref().map(tracing::field::display);
                tracing::info!(of, pause_s = pause.as_secs(), unset, "a text is put off");
                true
            }
            Ok(SmsOutcome::Refused(code)) => {
                tracing::warn!(of, code, "a text was refused");
                false
            }
            Ok(became) => {
                tracing::info!(of, ?became, "a text was looked at");
                false
            }
            Err(why) => {
                tracing::warn!(of, %why, "a text waits");
                true
            }
        };
        if again {
            answer.failures.push(ItemFailure { item: record.message_id });
        }
    }
    Ok(answer)
}
