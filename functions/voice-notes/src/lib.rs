//! Cuts the caller's words out of a recording and keeps them under their case.
//!
//! Idempotency key: the case and the call, recorded as a command of the case. The same event twice keeps one voice
//! note.
//!
//! Amazon Connect puts a recording into its bucket after the call, and S3 sends an event by a queue. A recording that
//! needs a person (the file is no recording, or the call has no case) is logged, which sets off an alarm, and counts as
//! done. If a service does not answer, the event waits in the queue for a day, and at last goes to the dead letters.

mod stores;

pub use stores::Stores;

use aws_kit::{Batch, BatchAnswer, Failed, ItemFailure, Message};
use helpline::ports::{ObjectLocation, Unavailable};
use helpline::recordings::{NoteOutcome, NoteStores, keep, recording_waits};
use jiff::Timestamp;
use lifecycle::Rules;
use recordings_s3::{NotOfS3, contact_of, places};

/// Why an event must come again.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The event is not in the form that S3 sends.
    #[error(transparent)]
    Event(#[from] NotOfS3),
    /// The event is no batch of the queue.
    #[error("the event has no `Records` with a body and a receipt, as a batch of SQS has")]
    Batch,
    /// A service did not answer. Voice notes that were kept stay kept.
    #[error("a recording waits: {0}")]
    Unavailable(#[from] Unavailable),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::Event(_) => "RecordingEventUnreadable",
            Failure::Batch => "RecordingBatchUnreadable",
            Failure::Unavailable(_) => "RecordingWaits",
        };
        Self::new(name, &why)
    }
}

/// Handles a batch of the queue, in which each message holds an event of S3.
///
/// # Errors
/// [`Failure::Batch`]. A message whose recording must wait is a failure of the answer, and comes again after a pause.
pub async fn handle<S: NoteStores>(
    rules: &impl Rules,
    stores: &S,
    batch: &[u8],
    now: Timestamp,
) -> Result<BatchAnswer, Failure> {
    let batch: Batch<Message> = serde_json::from_slice(batch).map_err(|_| Failure::Batch)?;
    let mut answer = BatchAnswer::default();
    for message in batch.records {
        let tries = message.tries();
        if let Err(why) = take(rules, stores, message.body.as_bytes(), tries, now).await {
            let (pause, unset) = recording_waits(stores, &message.receipt_handle, tries).await;
            let unset = unset.as_ref().map(tracing::field::display);
            tracing::warn!(tries, pause_s = pause.as_secs(), %why, unset, "a recording waits");
            answer.failures.push(ItemFailure { item: message.message_id });
        }
    }
    Ok(answer)
}

/// Keeps the notes of all recordings that an event of S3 tells of. `tries` counts its deliveries, this one included.
///
/// # Errors
/// A [`Failure`]: S3's event comes again.
pub async fn take<S: NoteStores>(
    rules: &impl Rules,
    stores: &S,
    event: &[u8],
    tries: u32,
    now: Timestamp,
) -> Result<Vec<NoteOutcome>, Failure> {
    let mut all = Vec::new();
    for place in places(event)? {
        let Some(named) = contact_of(&place.key) else {
            // It is an agent's part of a call, or another file.
            tracing::info!("a file that is no recording of a caller's menu part is left alone");
            all.push(NoteOutcome::NotOurs);
            continue;
        };
        let kept = keep(rules, stores, &place, &named, tries, now).await?;
        tell(&place, &kept);
        all.push(kept);
    }
    Ok(all)
}

/// Logs one line. The alarms count its `message`.
fn tell(place: &ObjectLocation, kept: &NoteOutcome) {
    // A key consists of a contact's id and a time, and holds no number.
    let recording = place.key.as_str();
    match kept {
        NoteOutcome::Notes { kept, before, left_over, without_segment } => {
            tracing::info!(recording, kept, before, "voice notes kept");
            if *left_over > 0 || *without_segment > 0 {
                tracing::warn!(
                    recording,
                    left_over,
                    without_segment,
                    "a recording needs a person: its segments do not fit"
                );
            }
        }
        NoteOutcome::NotOurs => {}
        NoteOutcome::NoCase => tracing::warn!(recording, "a recording needs a person: its call has no case"),
        NoteOutcome::Gone => tracing::warn!(recording, "a recording needs a person: it is gone"),
        NoteOutcome::Refused(why) => tracing::warn!(recording, %why, "a recording needs a person: it cannot be read"),
    }
}
