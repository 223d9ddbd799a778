//! Sends SMS to citizens.
//!
//! Idempotency key: the event that the SMS is about, or the call and the scheme that the caller asked for. An SMS is
//! handed over once, and its outcome is recorded under that key.
//!
//! `dispatch` queues the key. This function decides if the citizen of an event gets an SMS: they must have allowed it
//! for this phone, and nothing since may have made an SMS unsafe. A caller who asked for a scheme gets it. An SMS that
//! may have been sent is not sent again, because two are worse than none. The operators' later delivery results are
//! recorded too.

mod stores;

pub use stores::Stores;

use aws_kit::{Batch, BatchAnswer, Failed, ItemFailure, Message};
use directory::SmsTemplates;
use helpline::NotificationKey;
use helpline::ports::{QueuePatience as _, SmsLedger as _, Unavailable};
use helpline::sms::{Hours, SmsOutcome, SmsStores, send};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// A delivery result of the operators (AWS End User Messaging SMS User Guide, "Monitoring with EventBridge"). The rule
/// `SmsResults` of `infra/template.yaml` passes on these fields alone; the citizen's number stays behind.
#[derive(Deserialize)]
struct Delivery {
    detail: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    event_type: String,
    message_id: String,
    /// `true` for the final result. Results that come after it mean nothing. A result without the field arrives with an
    /// empty text.
    #[serde(default)]
    is_final: Value,
}

/// Why an event must come again.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The event is neither a batch of the queue nor a delivery result.
    #[error("the event is neither a batch of SQS nor a delivery result of an SMS")]
    Event,
    /// The ledger did not answer.
    #[error("a delivery result waits: {0}")]
    Unavailable(#[from] Unavailable),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::Event => "SmsEventUnreadable",
            Failure::Unavailable(_) => "SmsResultWaits",
        };
        Self::new(name, &why)
    }
}

/// Handles a batch of keys, or a delivery result.
///
/// # Errors
/// A [`Failure`]. The event comes again.
pub async fn handle<S: SmsStores>(
    texts: &SmsTemplates,
    stores: &S,
    event: &[u8],
    (now, hours): (Timestamp, Hours),
) -> Result<BatchAnswer, Failure> {
    if let Ok(Delivery { detail }) = serde_json::from_slice(event) {
        let Outcome { event_type, message_id, is_final } = detail;
        let ours = stores.ledger().delivered_sms(&message_id, &event_type, is_final == Value::Bool(true)).await?;
        tracing::info!(message_id, result = event_type, ours, "a delivery result of an SMS came");
        return Ok(BatchAnswer::default());
    }
    let batch: Batch<Message> = serde_json::from_slice(event).map_err(|_| Failure::Event)?;
    let mut answer = BatchAnswer::default();
    for record in batch.records {
        let key = NotificationKey::parse(&record.body);
        let of = key.as_ref().map_or_else(|| "an unreadable message".to_owned(), NotificationKey::logged);
        let became = match &key {
            Some(key) => send(texts, stores, key, (now, hours)).await,
            None => Err(Unavailable("the message holds no key of an SMS".into())),
        };
        let again = match &became {
            Ok(SmsOutcome::PutOff(pause)) => {
                let unset = stores.queue().retry_after(&record.receipt_handle, *pause).await.err();
                let unset = unset.as_ref().map(tracing::field::display);
                tracing::info!(of, pause_s = pause.as_secs(), unset, "an SMS is put off");
                true
            }
            Ok(SmsOutcome::Refused(code)) => {
                tracing::warn!(of, code, "an SMS was refused");
                false
            }
            Ok(became) => {
                tracing::info!(of, ?became, "an SMS was handled");
                false
            }
            Err(why) => {
                tracing::warn!(of, tries = record.tries(), %why, "an SMS waits");
                true
            }
        };
        if again {
            answer.failures.push(ItemFailure { item: record.message_id });
        }
    }
    Ok(answer)
}
